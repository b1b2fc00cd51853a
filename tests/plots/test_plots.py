"""A ledger's picture: everything in it leads to its quote and says what it shows, and nothing in it needs a style."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from lxml import etree

from claims import plots
from claims.ledger import Entry, Ledger, timeline
from claims.plots import rows

SVG = {"s": "http://www.w3.org/2000/svg"}
START = date(2024, 1, 10)


def entry(number: int, step: str, figure: int | tuple[int, int], *, days: int = 0, **known: Any) -> Entry:
    low, high = figure if isinstance(figure, tuple) else (figure, figure)
    usual: dict[str, Any] = {"kind": "aid", "side": "donor", "measure": "total", "quantity_unit": "vehicle"}
    return Entry(
        id=number,
        said_on=START + timedelta(days=days),
        step=step,  # type: ignore[arg-type]  # one of its words
        quantity_min=Decimal(low),
        quantity_max=Decimal(high),
        quantity_precision="exact",
        **(usual | known),
    )


def aid(number: int = 2) -> Ledger:
    due = START + timedelta(days=170)
    deliveries = [entry(place, "delivered", place, days=place * 3) for place in range(2, number + 1)]
    return timeline([entry(1, "pledged", 500, due_to=due), *deliveries], today=date(2025, 6, 1), kind="aid")


def troops() -> Ledger:
    usual: dict[str, Any] = {"kind": "troops", "quantity_unit": "troops", "measure": "estimate", "side": "third_party"}
    said = [
        entry(1, "deployed", 3000, origin="White House", **usual),
        entry(2, "deployed", (10000, 12000), days=5, origin="Pentagon", **usual),
        entry(3, "losses", (100, 1100), days=60, origin="An intelligence service with a rather long name", **usual),
    ]
    return timeline(said, today=date(2025, 6, 1), kind="troops")


def drawn(ledger: Ledger) -> Any:
    return etree.fromstring(plots.svg(ledger, link=lambda claim: f"#claim-{claim}").encode())


@pytest.mark.parametrize("ledger", [aid(), aid(20), aid(200), troops()], ids=["2", "20", "200", "troops"])
def test_a_picture_stands_inline_under_a_strict_policy(ledger: Ledger) -> None:
    tree = drawn(ledger)
    names = {etree.QName(node).localname for node in tree.iter() if isinstance(node.tag, str)}
    assert names <= {"svg", "g", "path", "line", "text", "a", "rect", "tspan", "defs", "clipPath", "title"}
    assert not tree.xpath("//@style | //@onclick")
    assert "http" not in " ".join(tree.xpath("//s:a/@*", namespaces=SVG))


def test_every_point_leads_to_its_quote_and_says_what_it_shows() -> None:
    tree = drawn(aid(4))
    links = {link for node in tree.iterfind(".//s:a", SVG) for link in node.values() if link.startswith("#claim-")}
    assert links == {"#claim-1", "#claim-2", "#claim-3", "#claim-4"}
    said = tree.xpath("//@aria-label")
    assert "10 January 2024: 500 vehicle pledged" in said
    assert "16 January 2024: 2 vehicle delivered, announced" in said
    assert any(words.startswith("deadline 28 June 2024") for words in said)


def test_ranges_of_troops_stand_by_origin_and_phase() -> None:
    tree = drawn(troops())
    said = tree.xpath("//@aria-label")
    assert "15 January 2024: 10,000 to 12,000 deployed, by Pentagon" in said
    words = " ".join(tree.itertext())
    for word in ("White House", "Pentagon", "troops, deployed", "troops, losses"):
        assert word in words


def test_many_points_are_thinned_and_keep_their_ends() -> None:
    many = list(range(5000))
    few = rows.thinned(many)
    assert (len(few), few[0], few[-1]) == (rows.MOST_POINTS, 0, 4999)


def test_all_steps_together_are_no_more_than_can_be_told_apart() -> None:
    said = [entry(n, step, n, days=n) for n in range(1, 900) for step in [("pledged", "delivered", "allocated")[n % 3]]]
    ledger = timeline(said, today=date(2027, 6, 1), kind="aid")
    points = [row for row in rows.steps(ledger.main, ledger.today, str) if "href" in row]
    assert rows.MOST_POINTS * 0.9 < len(points) <= rows.MOST_POINTS


def test_of_many_deadlines_the_first_and_the_last_are_labelled_over_the_plot() -> None:
    moved = [
        entry(place, "pledged", 500, days=place, due_to=START + timedelta(days=100 + place)) for place in (1, 2, 3)
    ]
    labels = drawn(timeline(moved, today=date(2025, 6, 1), kind="aid")).xpath(
        "//s:g[contains(@class, 'mark-text role-mark')]/s:text", namespaces=SVG
    )
    assert [(label.text, label.get("text-anchor")) for label in labels if label.text] == [
        ("first deadline", "end"),
        ("moved 2 times", "start"),
    ]


def test_figures_are_written_as_news_writes_them() -> None:
    billions = entry(1, "pledged", 2_500_000_000)
    words = drawn(timeline([billions], today=date(2025, 6, 1), kind="aid")).xpath("//s:text/text()", namespaces=SVG)
    assert "2.5 billion" in words
    assert "500 million" in words


def test_nothing_to_draw_is_no_picture() -> None:
    nothing = timeline([], today=START, kind="aid")
    assert plots.svg(nothing, link=str) == ""
    assert plots.png(nothing, link=str) == b""


def test_png() -> None:
    assert plots.png(aid(), link=str).startswith(b"\x89PNG")


def test_what_is_downloaded_brings_its_own_colours() -> None:
    words = plots.svg(aid(), link=str, look=plots.PAPER)
    assert "currentColor" not in words
    assert "#ffffff" in words


def test_the_same_figures_as_a_table() -> None:
    told = plots.table(aid(3), link=lambda claim: f"#claim-{claim}")
    assert [(row["says"], row["href"]) for row in told] == [
        ("500 vehicle pledged", "#claim-1"),
        ("2 vehicle delivered, announced", "#claim-2"),
        ("3 vehicle delivered, announced", "#claim-3"),
    ]
    assert plots.table(troops(), link=str)[1]["says"] == "10,000 to 12,000 deployed, by Pentagon"


def test_figures_are_written_without_idle_zeros() -> None:
    assert rows.span(Decimal("6.0000"), Decimal("6.0000")) == "6"
    assert rows.span(Decimal("1500.0000"), None) == "at least 1,500"
    assert rows.span(None, Decimal("0.2500")) == "up to 0.25"
    assert rows.span(None, None) == "no figure"
