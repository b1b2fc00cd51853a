"""The laws of the ledger, over any claims that could be told of a case."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from claims.ledger import Entry, Figure, Ledger, Line, as_object, known, timeline

FIRST, LAST = date(2024, 1, 1), date(2024, 1, 12)
TODAY = date(2024, 1, 20)
AID = ("pledged", "committed", "allocated", "delivered", "cancelled")
TROOPS = ("announced", "training", "deployed", "at_front", "withdrawn", "losses")
UNITS = ("vehicle", "tank", None)
CURRENCIES = ("EUR", "USD", None)
DAYS = st.dates(FIRST, LAST)
OPTIONAL_DAYS = st.none() | DAYS
NUMBERS = st.integers(0, 40).map(Decimal)


@st.composite
def spans(draw: st.DrawFn) -> tuple[Decimal | None, Decimal | None, str]:
    """A figure as it may be said: exact, a range, or open at either end."""
    low, high = sorted((draw(NUMBERS), draw(NUMBERS)))
    return draw(
        st.sampled_from([(low, low, "exact"), (low, high, "range"), (low, None, "at_least"), (None, high, "at_most")])
    )


@st.composite
def claims(draw: st.DrawFn, /, steps: Sequence[str] = AID, units: Sequence[str | None] = UNITS) -> Entry:
    """One claim; its id is given when it joins others."""
    slots: dict[str, Any] = {"kind": "troops" if steps[0] in TROOPS else "aid", "step": draw(st.sampled_from(steps))}
    if draw(st.integers(0, 9)):
        low, high, precision = draw(spans())
        slots |= {"quantity_min": low, "quantity_max": high, "quantity_precision": precision}
        slots |= {"quantity_unit": draw(st.sampled_from(units))}
    if not draw(st.integers(0, 3)):
        low, high, precision = draw(spans())
        slots |= {"amount_min": low, "amount_max": high, "amount_precision": precision}
        slots |= {"amount_currency": draw(st.sampled_from(CURRENCIES))}
    return Entry(
        id=0,
        said_on=draw(DAYS),
        measure=draw(st.sampled_from(["total", "increment", None])),
        side=draw(st.sampled_from(["donor", "recipient", "third_party", "press", None])),
        negated=draw(st.integers(0, 9)) == 0,
        modality=draw(st.sampled_from(["asserted", "asserted", "promised", "planned", "possible", "reported"])),
        due_to=draw(OPTIONAL_DAYS),
        happened_to=draw(OPTIONAL_DAYS),
        origin=draw(st.sampled_from([None, "the UN", "Red Cross"])),
        speaker=draw(st.sampled_from([None, "UN", "a minister"])),
        **slots,
    )


@st.composite
def cases(draw: st.DrawFn, /, **of: Any) -> list[Entry]:
    """Some claims, numbered; some repeat another of them."""
    told = draw(st.lists(claims(**of), max_size=12))
    numbered = [replace(each, id=number) for number, each in enumerate(told, 1)]
    others = st.none() | st.none() | st.integers(1, len(told) + 2)
    return [replace(each, repeats=other if (other := draw(others)) != each.id else None) for each in numbered]


def stands(entries: Sequence[Entry], today: date = TODAY, kind: Any = "aid") -> Ledger:
    return timeline(entries, today=today, kind=kind)


def lines(ledger: Ledger) -> list[Line]:
    return [ledger.main, *ledger.others]


def figures(line: Line) -> dict[str, Figure | None]:
    names = (*AID, "confirmed", "outstanding")
    return {name: getattr(line, name) for name in names}


def most(figure: Figure | None) -> Decimal:
    """The upper end; what is open or unknown is above every number."""
    return Decimal("Infinity") if figure is None or figure.max is None else figure.max


def _scale(line: Line) -> tuple[str | None, str | None, bool]:
    return line.unit, line.currency, line.money


def outstanding(ledger: Ledger) -> dict[tuple[str | None, str | None, bool], Decimal]:
    return {_scale(line): most(line.outstanding) for line in lines(ledger)}


@given(cases(steps=(*AID, *TROOPS)), st.data(), st.sampled_from(["aid", "troops"]))
def test_the_order_of_arrival_does_not_matter(entries: list[Entry], data: st.DataObject, kind: str) -> None:
    shuffled = data.draw(st.permutations(entries))
    assert stands(shuffled, kind=kind) == stands(entries, kind=kind)


@given(cases(), st.data())
def test_numbers_given_in_another_order_change_no_figure(entries: list[Entry], data: st.DataObject) -> None:
    """The ids of claims follow the order in which their articles arrived."""
    ids = dict(enumerate(data.draw(st.permutations(range(1, len(entries) + 1))), 1))
    again = [replace(each, id=ids[each.id], repeats=ids.get(each.repeats or 0, each.repeats)) for each in entries]
    before, after = stands(entries), stands(again)
    assert [figures(line) for line in lines(after)] == [figures(line) for line in lines(before)]
    assert (after.state, after.share_delivered, after.last_movement) == (
        before.state,
        before.share_delivered,
        before.last_movement,
    )
    assert [each.due for each in after.deadlines] == [each.due for each in before.deadlines]


@given(cases(), st.data(), st.integers(0, 9))
def test_a_repetition_changes_nothing(entries: list[Entry], data: st.DataObject, later: int) -> None:
    if entries:
        said = data.draw(st.sampled_from(entries))
        again = replace(said, id=99, said_on=said.said_on + timedelta(days=later), repeats=said.id)
        assert as_object(stands([*entries, again])) == as_object(stands(entries))


@given(cases(), claims(steps=("delivered",)))
def test_a_delivery_never_raises_what_is_outstanding(entries: list[Entry], delivery: Entry) -> None:
    """Whenever it came; but for a case called off as a whole, of which only what comes after it is counted anew."""
    called_off = any(
        each.step == "cancelled" and not (each.quantity_precision or each.amount_precision) for each in entries
    )
    modality = delivery.modality if delivery.modality not in ("promised", "planned") else "asserted"
    came = replace(delivery, id=99, modality=modality, said_on=LAST if called_off else delivery.said_on)
    came = replace(came, happened_to=None if called_off else came.happened_to)
    before, after = stands(entries), stands([*entries, came])
    known_before = outstanding(before)
    if before.main.outstanding is None:  # unknown before: it may stay so, whatever the case is now counted in
        known_before[_scale(after.main)] = most(None)
    for scale, value in outstanding(after).items():
        assert value <= known_before.get(scale, Decimal(0))
    assert not (before.state == "open" and after.state == "overdue")


@given(cases())
def test_as_of_the_last_day_is_now(entries: list[Entry]) -> None:
    assert stands(known(entries, LAST)) == stands(entries)


@given(cases(), DAYS)
def test_as_of_a_day_nothing_later_shows(entries: list[Entry], day: date) -> None:
    ledger = stands(known(entries, day), today=day)
    seen = [point for line in lines(ledger) for points in line.points.values() for point in points]
    assert all(point.on <= point.said_on <= day for point in seen)
    assert ledger.last_movement is None or ledger.last_movement <= day


@given(cases(units=("vehicle", "tank", "truck")))
def test_units_and_currencies_never_mix(entries: list[Entry]) -> None:
    """Each line is what it is when all figures in other units and currencies are nought."""
    entries = [replace(each, repeats=None) for each in entries]
    for line in lines(stands(entries)):
        alone = [_only(each, line) for each in entries]
        same = next(one for one in lines(stands(alone)) if _scale(one) == _scale(line))
        assert {step: set(points) for step, points in same.points.items()} == {
            step: set(points) for step, points in line.points.items()
        }
        assert same.outstanding == line.outstanding or None in (same.outstanding, line.outstanding)


def _only(entry: Entry, line: Line) -> Entry:
    """The claim, its figures on other scales set to nought."""
    if entry.quantity_precision and (line.money or entry.quantity_unit != line.unit):
        entry = replace(entry, quantity_min=Decimal(0), quantity_max=Decimal(0))
    if entry.amount_precision and (not line.money or entry.amount_currency != line.currency):
        entry = replace(entry, amount_min=Decimal(0), amount_max=Decimal(0))
    return entry


@given(cases(), st.sampled_from(["aid", "troops"]))
def test_a_minimum_is_never_above_its_maximum(entries: list[Entry], kind: str) -> None:
    for line in lines(stands(entries, kind=kind)):
        shown = [*figures(line).values(), *(point.figure for points in line.points.values() for point in points)]
        for figure in shown:
            assert figure is None or 0 <= figure.min <= most(figure)


@given(cases())
def test_no_more_is_confirmed_than_delivered(entries: list[Entry]) -> None:
    for line in lines(stands(entries)):
        if line.confirmed is not None and line.delivered is not None:
            assert line.confirmed.min <= line.delivered.min
            assert most(line.confirmed) <= most(line.delivered)


@given(cases())
def test_nothing_is_confirmed_by_the_donor_alone(entries: list[Entry]) -> None:
    donors = [replace(each, side="donor") for each in entries]
    for line in lines(stands(donors)):
        assert line.confirmed == Figure(Decimal(0), Decimal(0))
        assert not any(point.confirmed for point in line.points["delivered"])


@given(cases(steps=("pledged",)))
def test_bare_pledges_are_no_aid_given(entries: list[Entry]) -> None:
    for line in lines(stands(entries)):
        assert line.delivered == line.confirmed == Figure(Decimal(0), Decimal(0))


@given(cases(steps=TROOPS, units=("troops",)))
def test_every_estimate_of_troops_stands_alone(entries: list[Entry]) -> None:
    """Each estimate shown is the figure of one claim, word for word, and the aid's figures stay at nought."""
    ledger, by_id = stands(entries, kind="troops"), {each.id: each for each in entries}
    for one in ledger.main.estimates:
        said = by_id[one.claim]
        assert (one.min, one.max, one.step) == (said.quantity_min, said.quantity_max, said.step)
    assert ledger.main.delivered == Figure(Decimal(0), Decimal(0))
