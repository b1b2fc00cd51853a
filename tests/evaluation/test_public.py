"""Public sets: numbers, dates, quotations and check-worthy sentences of a few rows with known answers."""

from __future__ import annotations

from typing import Any

from claims.evaluation.public import Row, dates, numbers, tally, worthiness
from claims.evaluation.published import HEADS, public_table
from claims.evaluation.quotes import quotations
from claims.evaluation.scoring import Detection
from claims.extraction import load_model

MONEY, PLAIN, QUANTULUM = "recognizers-text:CurrencyModel", "recognizers-text:NumberModel", "quantulum3"


def number(text: str, surface: str, source: str, low: str | None, high: str | None, **more: Any) -> dict[str, Any]:
    start = text.index(surface)
    label = {"start": start, "end": start + len(surface), "min": low, "max": high, "kind": "number", **more}
    return {"text": text, "source": source, "quantities": [label]}


def day(text: str, surface: str, *values: dict[str, str], kind: str = "date") -> dict[str, Any]:
    start = text.index(surface)
    label = {"start": start, "end": start + len(surface), "type": kind, "values": list(values)}
    return {"text": text, "reference": "2025-03-10", "dates": [label]}


def quote(text: str, said: str, speaker: str | None, *, direct: bool = True) -> dict[str, Any]:
    start = text.index(said)
    row = {"start": start, "end": start + len(said), "quote": said, "speaker": speaker, "direct": direct}
    return {"text": text, "quotes": [row]}


def test_a_pair_with_another_value_is_missed_and_false() -> None:
    assert tally([(0, 5)], [(0, 5), (9, 12)], lambda i, j: j == 1) == (Detection(0, 2, 1), [])


def test_numbers_are_right_in_value_and_currency() -> None:
    score = numbers(
        [
            number("They paid 20 million euros.", "20 million euros", MONEY, "20000000", "20000000", currency="EUR"),
            number("They paid 20 million euros.", "20 million euros", MONEY, "20000000", "20000000", currency="USD"),
            number("We saw 31 of them.", "31", PLAIN, "31", "31"),
            number("We saw 31 of them.", "31", PLAIN, "13", "13"),
        ]
    )
    assert score[MONEY] == Detection(1, 1, 1)
    assert score[PLAIN] == Detection(1, 1, 1)
    assert score[QUANTULUM] == Detection(0, 0, 0)


def test_a_source_of_money_says_nothing_of_other_numbers() -> None:
    row = number("In 7 days they paid 20 euros.", "20 euros", MONEY, "20", "20", currency="EUR")
    assert numbers([row])[MONEY] == Detection(1, 0, 0)


def test_quantulum_labels_a_range_by_its_middle() -> None:
    row = number("It weighs 10 to 20 tonnes.", "10 to 20 tonnes", QUANTULUM, "15", "15", kind="quantity")
    assert numbers([row])[QUANTULUM] == Detection(1, 0, 0)


def test_dates_are_right_as_any_of_the_labelled_days() -> None:
    right = day("It came on 4 January 2025.", "4 January 2025", {"value": "2024-01-04"}, {"value": "2025-01-04"})
    wrong = day("It came on 4 January 2025.", "4 January 2025", {"value": "2025-04-01"})
    assert dates([right, wrong]) == Detection(1, 1, 1)


def test_the_end_of_a_labelled_stretch_is_the_day_after() -> None:
    row = day("It came in May 2024.", "May 2024", {"start": "2024-05-01", "end": "2024-06-01"}, kind="daterange")
    assert dates([row]) == Detection(1, 0, 0)


def test_durations_and_open_ends_count_neither_way() -> None:
    lasting = day("It took all of May 2024.", "May 2024", {"value": "2678400"}, kind="duration")
    since = day("It came in May 2024.", "May 2024", {"start": "2024-05-01", "Mod": "since"}, kind="daterange")
    unsettled = day("It came in May 2024.", "May 2024", {"value": "not resolved"})
    assert dates([lasting, since, unsettled]) == Detection(0, 0, 0)


def test_check_worthy_sentences_rank_above_others() -> None:
    ranked = worthiness(
        [
            {"text": "Norway will send 300 howitzers worth $2 billion to Kenya by June 2025.", "label": 1},
            {"text": "Well, good evening, thank you.", "label": 0},
        ]
    )
    assert (ranked.precision.value, ranked.base.n) == (1.0, 2)


def test_quotations_are_found_with_who_speaks() -> None:
    score = quotations(
        [
            quote('"The shells are late," Anna Berg said.', '"The shells are late,"', "Anna Berg"),
            quote(
                "The minister said that the shells were late.", "that the shells were late", "Ola Dahl", direct=False
            ),
            quote('A sign at the gate read "No photographs".', '"No photographs"', None),
            quote("Nobody spoke that day.", "spoke that day", "Anna Berg", direct=False),
        ],
        load_model(),
    )
    assert score.found == Detection(hits=2, false=0, missed=1)
    assert (score.speakers.value, score.speakers.n) == (0.5, 2)


def test_one_table_holds_every_set_beside_what_others_published() -> None:
    sets: dict[str, list[Row]] = {"quotes": [], "quantities": [], "dates": [], "worthiness": []}
    table = public_table(sets, load_model())
    assert table.heads == HEADS
    assert {row[0] for row in table.rows} == set(sets)
    assert {row[4] for row in table.rows} >= {"0.84", "0.87", "0.86; 0.47", "0.92"}
    assert {row[2] for row in table.rows} == {"–"}
