"""Claims that live on the sentence before, on an idiom, or on a people's name."""

from __future__ import annotations

import pytest

from tests.extraction.reads import code, first, read


def test_the_rest_of_a_load_is_a_claim_of_its_own() -> None:
    readings = read("Poland promised Moldova 20 ambulances. Twelve have arrived. The rest are to follow by May.")
    assert [reading.step for reading in readings] == ["pledged", "delivered", "pledged"]


def test_an_ordinal_stands_for_the_part_it_counts() -> None:
    readings = read("Brussels paid Tunisia 150 million euros in aid. The second half is on hold.")
    assert [reading.step for reading in readings] == ["delivered", "cancelled"]


def test_a_noun_named_again_is_of_the_kind_it_had_in_a_claim_before() -> None:
    readings = read(
        "BERLIN - Germany will not deliver all six promised IRIS-T air defence systems to Ukraine this month.\n\n"
        "Two of the six systems were handed over in February, the ministry said."
    )
    assert [(r.kind, r.step, r.quantity and str(r.quantity.max), code(r.recipient), r.item) for r in readings[1:]] == [
        ("aid", "delivered", "2", "UA", "IRIS-T air defence systems")
    ]


def test_what_a_part_is_taken_of_makes_no_claim() -> None:
    readings = read("Of the 220 tents that Oslo promised Vanuatu, 170 have arrived in Port Vila.")
    assert [reading.quantity and str(reading.quantity.max) for reading in readings] == ["170"]


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("Japan's parliament has given the green light to a $3.3 billion loan for Ukraine.", "committed"),
        ("Washington has pulled the plug on a $50 million grant for Georgia.", "cancelled"),
        ("The Netherlands is parting with 24 F-16s for Ukraine.", "pledged"),
        ("Uganda poured 1,000 more troops into Congo in a week, diplomats said.", "deployed"),
        ("Spain is to take in 400 troops from Hungary.", "announced"),
    ],
)
def test_an_idiom_says_the_step(text: str, step: str) -> None:
    assert first(text).step == step


def test_a_number_said_of_a_count_is_its_figure() -> None:
    reading = first("South Korea's spy agency put the number of North Koreans in Kursk at 11,000.")
    assert (reading.kind, code(reading.actor), reading.quantity and str(reading.quantity.max)) == (
        "troops",
        "KP",
        "11000",
    )


def test_a_people_s_name_counts_soldiers_where_soldiers_are_spoken_of() -> None:
    assert first("Some 8,000 Burundians are helping the Congolese army in South Kivu.").kind == "troops"
    assert read("Some 8,000 Burundians visited the fair in Kigali.") == []


def test_a_city_s_own_police_is_no_deployment() -> None:
    assert read("A hundred police officers were deployed around the stadium in Madrid for the derby.") == []


@pytest.mark.parametrize(
    ("text", "step", "figure"),
    [
        ("Nine hundred Americans serve in Syria.", "deployed", "900"),
        ("Bamako says the Russians are instructors, and that there are 400 of them.", "training", "400"),
        (
            "South Korea's spies told parliament that a second wave of 3,500 had crossed into Russia.",
            "deployed",
            "3500",
        ),
        ("Twelve Nepalis who fought for Russia are dead, Kathmandu confirmed.", "losses", "12"),
        ("Our losses on the northern axis for the day: 14 killed, said Kyiv.", "losses", "14"),
        ("Some 300 Gurkhas took over the guard in Pristina.", "deployed", "300"),
        ("The president ordered 4,000 National Guardsmen home from the Polish border.", "withdrawn", "4000"),
        ("Kyiv says Russia has 50,000 troops facing Sumy.", "deployed", "50000"),
    ],
)
def test_soldiers_are_known_by_what_they_do(text: str, step: str, figure: str) -> None:
    reading = first(text)
    assert (reading.kind, reading.step, reading.quantity and str(reading.quantity.min)) == ("troops", step, figure)


def test_answers_to_how_many_are_claims_of_those_who_give_them() -> None:
    readings = read("How many trucks got into Gaza on Monday? Israel says 270, the UN 119.")
    assert [(r.speaker and r.speaker.name, r.step, r.quantity and str(r.quantity.min)) for r in readings] == [
        ("Israel", "delivered", "270"),
        ("United Nations", "delivered", "119"),
    ]
    assert read("How many people watched the match? Madrid says 40,000, Lisbon 38,000.") == []
