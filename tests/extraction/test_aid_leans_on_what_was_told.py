"""Aid that counts on what the article has told before, and constructions that the parser gets wrong."""

from __future__ import annotations

import pytest

from tests.extraction.reads import code, first, read


def test_all_eighty_are_the_eighty_that_were_promised() -> None:
    readings = read(
        "The United States will hand over 80 armoured personnel carriers to Ukraine. The package also holds winter"
        " clothing for 15,000 soldiers.\n\nAll eighty will be across the border by May, officials said."
    )
    assert (readings[-1].kind, readings[-1].item) == ("aid", "armoured personnel carriers")


def test_what_soldiers_get_is_no_soldiers() -> None:
    readings = read("Ukraine received 46 armoured carriers from Poland. Two officers said they had got seven.")
    assert [reading.kind for reading in readings] == ["aid", "aid"]


def test_what_is_neither_confirmed_nor_denied_is_no_claim() -> None:
    assert read("Russia has neither confirmed nor denied the presence of North Korean units near Kursk.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Germany's minister said: I give you a date today so that you can hold me to it.",
        "The shells cost about 4,800 Canadian dollars apiece.",
        "Exports of Norwegian gas reached 120 billion cubic metres.",
        "Forty-four Ukrainian medics have finished their course in Gelderland.",
    ],
)
def test_these_are_no_aid(text: str) -> None:
    assert [reading for reading in read(text) if reading.kind == "aid"] == []


def test_a_sum_and_what_it_is_for_are_one_claim() -> None:
    readings = read(
        "The Netherlands set aside 36 million euros for Ukraine for the refit, the transport and spare parts."
    )
    assert [reading.amount and str(reading.amount.max) for reading in readings] == ["36000000"]


def test_what_was_pledged_is_a_claim_though_it_is_asked_for() -> None:
    reading = first(
        "Haiti's premier asked Canada to pay the 60 million dollars that Canada pledged for fuel and rations."
    )
    assert (reading.step, reading.amount and str(reading.amount.max)) == ("pledged", "60000000")


def test_three_of_the_six_arrive_and_the_six_were_promised() -> None:
    readings = read("Germany promised Ukraine six howitzers. Three of the six promised in May have arrived.")
    assert [(r.step, r.quantity and str(r.quantity.max)) for r in readings] == [("pledged", "6"), ("delivered", "3")]


@pytest.mark.parametrize(
    ("text", "step", "figure"),
    [
        ("Jakarta has sent 51 tonnes of relief goods to Egypt for Gaza in two shipments.", "delivered", "51"),
        ("Three days after the storm in Malawi, 40 tents from Zambia have arrived.", "delivered", "40"),
        ("“We expect the remaining 15 Bushmasters in Odesa by May,” Australia's ambassador said.", "pledged", "15"),
        ("Kenya is to have 20 armoured vehicles from the United States.", "pledged", "20"),
        ("UNICEF has so far been able to get 300 tonnes of food into Darfur.", "delivered", "300"),
        ("France's contribution to Ukraine is six Mirages.", "pledged", "6"),
        ("Ten Boxers have been with the Ukrainian army since May, Berlin said.", "delivered", "10"),
    ],
)
def test_a_construction_is_taken_apart_rightly(text: str, step: str, figure: str) -> None:
    reading = first(text)
    assert (reading.step, reading.quantity and str(reading.quantity.max)) == (step, figure)


def test_a_confirmed_sum_is_set_aside() -> None:
    reading = first("The minister in London said: I can confirm today a further £2 million for Armenia.")
    assert (reading.step, code(reading.recipient)) == ("allocated", "AM")


@pytest.mark.parametrize(
    ("text", "step", "figure"),
    [
        ("Not one of the ten Sea Kings for Ukraine has flown there, Oslo said.", "delivered", "0"),
        ("Germany is giving Ukraine 180,000 artillery rounds.", "pledged", "180000"),
        ("The Dutch have 18 F-16s ready for Ukraine.", "allocated", "18"),
        ("Israel's coordinator COGAT counted 468 aid trucks in Gaza on Tuesday.", "delivered", "468"),
        ("Riyadh handed over 40 lorries in Port Sudan. Twenty more are to be there before June.", "delivered", "40"),
    ],
)
def test_how_many_and_how_far(text: str, step: str, figure: str) -> None:
    reading = first(text)
    assert (reading.step, reading.quantity and str(reading.quantity.max)) == (step, figure)


def test_a_people_with_a_number_gives_too() -> None:
    readings = read("The Emirates flew in 90 tonnes of medicine for the hospitals of Sudan, the Qataris 30.")
    assert [(code(r.actor), r.quantity and str(r.quantity.max)) for r in readings] == [("AE", "90"), ("QA", "30")]


@pytest.mark.parametrize(
    "text",
    [
        "A prize of 100,000 euros went to a Polish director in Cannes.",
        "The German carmaker built 700,000 vehicles in Mexico last year.",
        "In Cannes, 40 yachts lay at anchor.",
    ],
)
def test_prizes_cars_and_yachts_are_no_aid(text: str) -> None:
    assert read(text) == []
