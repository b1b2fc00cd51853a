"""Tables on the terminal and on a page that needs nothing beside it."""

from __future__ import annotations

import io
from dataclasses import replace

from lxml import html
from rich.console import Console

from claims.evaluation import charts
from claims.evaluation.estimates import Estimate, proportion, rate
from claims.evaluation.report import Section, page
from claims.evaluation.scoring import compare
from claims.evaluation.speed import Speed
from claims.evaluation.tables import Table, confusion_tables, detection_table, said, slot_table, speed_table
from claims.evaluation.terminal import show
from claims.evaluation.worthiness import Scored, deciles
from tests.evaluation.making import LOST, claim, paragraph, reading

TABLE = Table(
    "Fish & <chips>", ("name", "count"), (("cod", "3"), ("[b]eel", "1")), note="n > 1", shades=((0.75,), (0,))
)
OUTCOMES = [compare(paragraph(claim(), claim(LOST)), [reading(step="delivered")])]
SPEED = Speed(words=1000, reader=4500.0, model=5000.0, ratio=0.9, lowest=0.8, highest=0.95, rounds=3)


def test_a_figure_is_said_with_its_interval() -> None:
    assert said(proportion(15, 20)) == "0.750 (0.53–0.89)"
    assert said(proportion(0, 0)) == "–"
    assert said(replace(rate(1, 100), high=float("inf"))).endswith("–∞)")


def test_the_tables_hold_a_row_a_kind_and_a_row_a_slot() -> None:
    table = detection_table(OUTCOMES)
    assert [(row[0], *row[4:]) for row in table.rows] == [
        ("all", "1", "0", "1"),
        ("aid", "1", "0", "1"),
        ("troops", "0", "0", "0"),
    ]
    assert table.note.endswith("n = 0; statements of neither kind, which count neither way: 0")
    slots = {row[0]: row for row in slot_table(OUTCOMES).rows}
    assert slots["step"][1].startswith("0.000")
    assert slots["side"][1].startswith("1.000")
    assert all(len(row) == 7 for row in slots.values())


def test_a_confusion_table_is_square_and_its_shades_are_shares() -> None:
    step = confusion_tables(OUTCOMES)[0]
    assert step.heads[1:] == ("delivered", "pledged")
    assert step.rows == (("delivered", "·", "·"), ("pledged", "1", "·"))
    assert step.shades == ((0.0, 0.0), (1.0, 0.0))


def test_the_terminal_shows_words_as_they_are() -> None:
    out = io.StringIO()
    show(TABLE, Console(file=out, width=60))
    assert "[b]eel" in out.getvalue()
    assert "n > 1" in out.getvalue()


def test_the_page_escapes_words_shades_cells_and_asks_nobody_for_anything() -> None:
    document = page("dev", "lead", [Section(TABLE, charts.speeds({"bare": SPEED}), "Words a second")])
    tree = html.fromstring(document)
    assert tree.findtext(".//h2") == "Fish & <chips>"
    assert [cell.text for cell in tree.xpath("//td[@style]")] == ["3"]
    assert tree.xpath("//td/@style") == ["--weight: 0.750"]
    assert not tree.xpath("//script | //link | //img | //@href | //@src | //@*[local-name() = 'href']")
    assert tree.findtext(".//figcaption") == "Words a second"
    assert "prefers-color-scheme: dark" in document
    assert "@media print" in document


def test_a_plot_of_intervals_names_its_figures_and_leaves_out_those_without_cases() -> None:
    svg = charts.intervals({"step": proportion(8, 10), "origin": Estimate(None, 0, 1, 0)})
    assert "step (n=10)" in svg
    assert "origin" not in svg
    assert 'fill="currentColor"' in svg


def test_a_plot_of_calibration_holds_a_point_a_tenth() -> None:
    tenths = deciles([Scored(part / 20, part % 2 == 0) for part in range(20)])
    svg = charts.calibration(tenths)
    assert svg.count('aria-roledescription="point"') == len(tenths) == 10


def test_the_speed_table_holds_the_ratio() -> None:
    assert speed_table({"bare": SPEED}).rows == (("bare", "1000", "4,500", "5,000", "0.900 (0.800–0.950)", "3"),)
