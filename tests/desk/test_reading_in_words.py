"""A reading in one line and as a list of names and values."""

from typing import Any

import pytest

from claims.pages import figures, reading

PLEDGE: dict[str, Any] = {
    "kind": "aid",
    "step": "pledged",
    "speaker": {"id": 2, "name": "Boris Pistorius", "role": "Defence Minister"},
    "attribution": "said",
    "modality": "promised",
    "negated": False,
    "condition": None,
    "side": "donor",
    "origin": None,
    "actor": {"id": 1, "name": "Germany", "code": "DE"},
    "recipient": {"id": 5, "name": "Ukraine", "code": "UA"},
    "item": "IRIS-T systems",
    "item_category": "heavy_weapons",
    "quantity": {"min": "3", "max": "3", "unit": "system", "precision": "exact", "text": "three"},
    "amount": None,
    "measure": "total",
    "place": None,
    "happened": None,
    "due": {"from": None, "to": "2024-12-31", "precision": "day", "text": "by the end of 2024"},
}
NOTHING = dict.fromkeys(PLEDGE) | {"kind": "statement", "modality": "asserted", "negated": False}


def euros(low: str | None, high: str | None, precision: str) -> dict[str, str | None]:
    return {"min": low, "max": high, "currency": "EUR", "precision": precision, "text": "much money"}


def troops(low: str | None, high: str | None, precision: str) -> dict[str, str | None]:
    return {"min": low, "max": high, "unit": "troops", "precision": precision, "text": "a battalion of"}


def span(first: str | None, last: str | None, precision: str) -> dict[str, str | None]:
    return {"from": first, "to": last, "precision": precision, "text": "soon"}


def test_a_pledge_in_one_line() -> None:
    assert reading.in_one_line(PLEDGE) == "Germany → Ukraine · 3 IRIS-T systems · by 31 Dec 2024"


def test_a_statement_that_says_nothing_countable_has_no_line() -> None:
    assert reading.in_one_line(NOTHING) == ""


def test_what_is_known_alone_still_reads_well() -> None:
    assert reading.in_one_line(PLEDGE | {"actor": None, "quantity": None}) == (
        "→ Ukraine · IRIS-T systems · by 31 Dec 2024"
    )
    assert reading.in_one_line(PLEDGE | {"recipient": None, "due": None, "negated": True}) == (
        "Germany · 3 IRIS-T systems · denied"
    )
    assert reading.in_one_line(PLEDGE | {"amount": euros("1500000000", "1500000000", "exact"), "place": "Kursk"}) == (
        "Germany → Ukraine · 3 IRIS-T systems · EUR 1.5 billion · in Kursk · by 31 Dec 2024"
    )


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        (troops("10000", "12000", "range"), "10,000–12,000 troops"),
        (troops("300", "300", "about"), "about 300 troops"),
        (troops("40", None, "at_least"), "at least 40 troops"),
        (troops(None, "40", "at_most"), "at most 40 troops"),
        (troops("300", "1000", "words"), "a battalion of troops"),
        (PLEDGE["quantity"], "3 systems"),
        (PLEDGE["quantity"] | {"min": "1", "max": "1"}, "1 system"),
    ],
)
def test_figures_are_told_as_precisely_as_they_were_given(figure: dict[str, Any], told: str) -> None:
    assert figures.quantity(figure, None) == told


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        (euros("500000000", "500000000", "exact"), "EUR 500 million"),
        (euros("1234567", "1234567", "exact"), "EUR 1,234,567"),
        (euros("1000000000", "2000000000", "range"), "EUR 1 billion–2 billion"),
        (euros("1000000", None, "at_least") | {"currency": None}, "at least 1 million"),
    ],
)
def test_money(figure: dict[str, Any], told: str) -> None:
    assert figures.amount(figure) == told


@pytest.mark.parametrize(
    ("period", "told"),
    [
        (span("2024-11-13", "2024-11-13", "day"), "13 Nov 2024"),
        (span("2024-12-01", "2024-12-31", "month"), "December 2024"),
        (span("2024-10-01", "2024-12-31", "quarter"), "Q4 2024"),
        (span("2025-07-01", "2025-12-31", "half"), "second half of 2025"),
        (span("2024-01-01", "2024-12-31", "year"), "2024"),
        (span("2024-12-02", "2024-12-08", "week"), "2 Dec 2024 – 8 Dec 2024"),
        (span("2024-12-02", None, "day"), "from 2 Dec 2024"),
        (span(None, None, "unknown"), "soon"),
    ],
)
def test_days_are_told_as_precisely_as_they_were_given(period: dict[str, Any], told: str) -> None:
    assert figures.period(period) == told


def test_the_rows_name_only_what_is_known() -> None:
    rows = dict(reading.rows(PLEDGE))
    assert rows["Said by"] == "Boris Pistorius, Defence Minister"
    assert rows["About"] == "aid, pledged"
    assert rows["From whom"] == "Germany (DE)"
    assert rows["How many"] == "3 systems (“three”)"
    assert rows["Due"] == "by 31 Dec 2024 (“by the end of 2024”)"
    assert "Where" not in rows
    assert dict(reading.rows(NOTHING)) == {"About": "statement", "How it is said": "asserted"}
