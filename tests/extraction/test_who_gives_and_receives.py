"""Giver, receiver and side by what stands around a name."""

from __future__ import annotations

import pytest

from tests.extraction.reads import code, first, read


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("The IDF said it had withdrawn a brigade from northern Gaza.", "IL"),
        ("Troops from Kenya have left Haiti.", "KE"),
        ("Moscow's troops have lost 1,300 men in a day, Ukraine's General Staff said.", "RU"),
        ("Ouagadougou's junta says it has lost 11 men at Djibo.", "BF"),
        ("Estonia freed 48 million euros for drones built in Ukraine by Ukrainians.", "EE"),
    ],
)
def test_whose_they_are(text: str, state: str) -> None:
    assert code(first(text).actor) == state


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("South Korea announced a contribution of $7 million for victims of the earthquake in Myanmar.", "MM"),
        ("Canberra is to give Fiji and Tonga A$45 million for shelters.", "FJ"),
        ("Ireland's outlay on Sudan this year stands at 31 million euros.", "SD"),
    ],
)
def test_who_is_helped(text: str, state: str) -> None:
    assert code(first(text).recipient) == state


def test_who_received_goes_on_counting_as_the_receiver() -> None:
    text = '"We have received 12 jets," the air force commander said. "Another six will come by June," he added.'
    assert [reading.side for reading in read(text)] == ["recipient", "recipient"]


def test_a_minister_whom_an_agency_quotes_speaks() -> None:
    reading = first("Japan's Foreign Minister Takeshi Iwaya announced $20 million for Myanmar, Kyodo reported.")
    assert reading.speaker is not None
    assert (reading.speaker.name, reading.side) == ("Takeshi Iwaya", "donor")


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("The US has eased its rules, a step the Kremlin condemned. It has sent Ukraine 40 missiles.", ("US", "UA")),
        ("Thai medics bound for Myanmar were turned back. Their 14 tonnes of tents arrived in Chad.", ("TH", "TD")),
        ("Poland shot down a drone, and by evening Norway had promised it two Patriot batteries.", ("NO", "PL")),
    ],
)
def test_whom_it_means(text: str, states: tuple[str, str]) -> None:
    reading = read(text)[-1]
    assert (code(reading.actor), code(reading.recipient)) == states


def test_the_us_is_not_us() -> None:
    reading = first("Spain's minister said the US had given Chad ten trucks.")
    assert code(reading.actor) == "US"


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Kyiv welcomed the delivery of a first batch of Greek Hawk missiles.", ("GR", "UA")),
        ("A vessel chartered by the UAE discharged 6,400 tons of diesel at Mukalla.", ("AE", "YE")),
        ("A contract for 18 howitzers for Ukraine was signed on Monday, to be paid for by Denmark.", ("DK", "UA")),
        ("Islamabad has received 4,700 of the 10,000 tents it was promised from Beijing.", ("CN", "PK")),
        ("Washington will withhold 3,500 bombs from Israel.", ("US", "IL")),
        ("London moved $3 billion to a World Bank fund for Ukraine.", ("GB", "UA")),
        ("Stockholm and Kyiv signed a contract for 100 fighter jets.", ("SE", "UA")),
        ("Qatar will pay off Syria's $15 million debt to the World Bank.", ("QA", "SY")),
        ("Kyiv gets its first Czech-bought shells within weeks.", ("CZ", "UA")),
        ("France agreed to top up Kyiv's coffers with 50 billion euros.", ("FR", "UA")),
        ("Britain's premier arrived in Kyiv with the promise of 2.5 billion pounds.", ("GB", "UA")),
    ],
)
def test_who_gives_to_whom(text: str, states: tuple[str, str]) -> None:
    reading = first(text)
    assert (code(reading.actor), code(reading.recipient)) == states


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Dozens of Colombian ex-soldiers are fighting in Darfur.", "CO"),
        ("Some 3,500 troops, 900 of them American, are in northern Estonia.", "US"),
    ],
)
def test_whose_people_stands_beside_them(text: str, state: str) -> None:
    assert code(read(text)[-1].actor) == state


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Seventeen Patriot launchers would go to Ukraine first, the Pentagon's policy chief said.", "US"),
        ("A battalion of 600 is to deploy to Latvia early next year, Stockholm's defence minister said.", "SE"),
        ("Peru is lending a hand: 36 rescuers fly to Caracas tonight.", "PE"),
        ("Tokyo promised Hanoi 40 rubber boats. Beijing followed with 2 million dollars.", "CN"),
    ],
)
def test_who_gives_where_the_clause_does_not_say(text: str, state: str) -> None:
    assert code(read(text)[-1].actor) == state


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Mozambique's president said Rwanda's force in Cabo Delgado would shrink by 1,000 men.", "recipient"),
        ("Taliban officials say no foreign help has come to Baghlan since the floods.", "recipient"),
        ("Ukraine's army said 3,000 Russian soldiers were in Kupiansk.", "third_party"),
        (
            "In Addis Ababa the ministry confirmed that 400 tonnes of Turkish flour had been unloaded for Tigray.",
            "recipient",
        ),
        ("“Twelve of the 20 drones are in our hands,” the Moldovan president, Ileana Grosu, said.", "recipient"),
        ("About 50,000 Ukrainian recruits have been trained since 2022, the British ministry says.", "donor"),
    ],
)
def test_on_whose_side_the_speaker_stands(text: str, side: str) -> None:
    assert first(text).side == side


def test_what_is_flown_in_is_given_by_who_flies_it() -> None:
    reading = first("Peru flew in 15 tonnes of relief supplies on Saturday, Peru's foreign ministry said.")
    assert (code(reading.actor), reading.side) == ("PE", "donor")


def test_the_nordic_country_is_the_state_told_of() -> None:
    reading = read("Finland will give more. The Nordic country plans to spend 35 million euros on aid to Kyiv.")[-1]
    assert code(reading.actor) == "FI"


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Norway sent tents to Chad. The United States will give 50,000 doses.", ("US", "TD")),
        ("Stockholm put up 48 million dollars for Ukraine, London 45 million pounds.", ("GB", "UA")),
    ],
)
def test_what_one_gift_hands_on_to_the_next(text: str, states: tuple[str, str]) -> None:
    reading = read(text)[-1]
    assert (code(reading.actor), code(reading.recipient)) == states


def test_who_counts_others_speaks_and_gives_nothing() -> None:
    reading = read("Russia has massed troops at Kupiansk. Ukrainian officers put the force there at 62,000.")[-1]
    assert reading.speaker is not None
    assert code(reading.actor) != "UA"
