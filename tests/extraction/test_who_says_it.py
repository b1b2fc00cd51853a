"""Who says it, where the parser alone would not know: names beside offices, lead-ins, what is the subject's own."""

from datetime import date

import pytest

from claims.extraction import Reading, read_article

SAID = [
    (
        "Germany has delivered eight tanks to Ukraine, its defence minister, Boris Pistorius, said on Monday.",
        ("Boris Pistorius", "defence minister", "donor"),
    ),
    (
        "Boris Pistorius, the German defence minister, said eight tanks had been delivered to Ukraine.",
        ("Boris Pistorius", "German defence minister", "donor"),
    ),
    (
        "Between 1,000 and 1,200 Fijian soldiers are in Iraq, most of them in Erbil, a senior NATO official, Ana Roth, "
        "said on Tuesday.",
        ("Ana Roth", "senior NATO official", "third_party"),
    ),
    (
        "Ukraine has received another four armoured vehicles from Germany, its defence ministry said.",
        ("defence ministry", None, "recipient"),
    ),
    ("WFP: 12 trucks carrying 300 tonnes of flour crossed into Gaza on Sunday.", ("WFP", None, "third_party")),
    ("13:40 - UNRWA: no truck has come through Zikim for the ninth day running.", ("UNRWA", None, "third_party")),
]


def read(text: str) -> list[Reading]:
    return read_article(text, published_on=date(2024, 11, 19))


@pytest.mark.parametrize(("text", "wanted"), SAID)
def test_the_one_who_says_it(text: str, wanted: tuple[str, str | None, str]) -> None:
    reading = read(text)[0]
    assert reading.speaker is not None
    assert (reading.speaker.name, reading.speaker.role, reading.side) == wanted


def test_the_words_of_the_speaker_are_no_part_of_the_quote() -> None:
    assert read(SAID[0][0])[0].quote == "Germany has delivered eight tanks to Ukraine"


def test_a_thing_says_nothing() -> None:
    found = read("Turkey has given Somalia four gunboats; an agreement signed in Istanbul adds six.")
    assert [reading.speaker for reading in found] == [None, None]
