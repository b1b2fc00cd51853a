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


CLOSING = [
    (
        "The US is freezing $95 million in aid to Lebanon, a senator on the committee that oversees it disclosed.",
        "senator",
    ),
    ("Serbia sold shells to states that passed them to Kyiv, Russia's spy service alleged.", "Russia's spy service"),
    (
        "Ten trucks with flour reached Gaza, the head of the agency's Cairo office, who asked not to be named, said on "
        "Monday.",
        "head of the agency's Cairo office",
    ),
    ("Berlin will send 20 tanks to Ukraine, a person close to the talks said.", "person close to the talks"),
    ("Italy is sending 5,000 blankets to Ukraine, Cardinal Matteo Brunelli, the almoner, said.", "Matteo Brunelli"),
    ("The rebels claimed to have killed 47 Malian soldiers.", "rebels"),
    ("The World Food Programme counters that it gave biscuits to 9,600 survivors.", "World Food Programme"),
    ("“We got two lorries from the WFP,” Hiba Suleiman goes on.", "Hiba Suleiman"),
]

ABROAD = [
    ("Poland has sent 30 tanks to Ukraine, its ambassador in Washington said.", "PL"),
    ("Bangladesh has no soldiers in Kursk, its mission in Moscow told reporters.", "BD"),
    ("The embassy in Kyiv said Japan had handed over 20 trucks.", "JP"),
    ("North Korea has sent 3,000 soldiers to Russia, South Korea's Joint Chiefs of Staff said.", "KR"),
    ("Japan has given Chad ten trucks, a spokesman said.", "JP"),
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


@pytest.mark.parametrize(("text", "name"), CLOSING)
def test_who_says_it_at_the_end_of_the_sentence(text: str, name: str) -> None:
    speaker = read(text)[0].speaker
    assert speaker is not None
    assert speaker.name == name


@pytest.mark.parametrize(("text", "code"), ABROAD)
def test_whom_those_posted_abroad_speak_for(text: str, code: str) -> None:
    speaker = read(text)[0].speaker
    assert speaker is not None
    assert speaker.code == code


def test_its_ministry_is_not_the_ministry_told_of_before() -> None:
    text = "Peru has given 30 tents, Peru's foreign ministry said. Chile will give 20 tents, its foreign ministry said."
    assert [reading.speaker.code for reading in read(text) if reading.speaker is not None] == ["PE", "CL"]


def test_an_office_leaned_on_by_name_is_told_by_the_name() -> None:
    text = "Copenhagen has so far delivered 19 jets, according to its defence minister, Mads Ellegaard."
    assert read(text)[0].origin == "Mads Ellegaard"


def test_what_is_said_behind_a_semicolon_is_not_said_of_what_stands_before() -> None:
    found = read("On Monday Jordan parachuted 25 tonnes of food over Gaza; the UN's relief chief called it a drop.")
    assert found[0].speaker is None


def test_what_one_tells_somebody_is_no_clause_about_them() -> None:
    found = read("The minister told lawmakers in a closed hearing that some 1,100 Fijian soldiers had been killed.")
    assert found[0].speaker is not None
    assert found[0].speaker.name == "minister"
