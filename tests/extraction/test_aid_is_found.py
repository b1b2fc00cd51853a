"""Aid in the turns that news uses for it, and what only looks like it."""

from __future__ import annotations

import pytest

from tests.extraction.reads import code, first, read


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("Berlin gave the go-ahead for 14 Leopard 2 tanks to be sent to Ukraine.", "committed"),
        ("Bulgaria's parliament backed sending 100 armoured vehicles to Ukraine.", "pledged"),
        ("President Aldous Harrow signed off on $8 billion in security assistance for Kyiv.", "committed"),
        ("The White House has put all military aid to Ukraine on pause.", "cancelled"),
        ("Washington pulled back a shipment of 2,000-pound bombs to Israel.", "cancelled"),
        ("Denmark will foot the bill for 18 howitzers for Ukraine.", "pledged"),
        ("The UN's emergency fund unlocked $20 million for Lebanon.", "allocated"),
        ("A donors' conference in Warsaw raised $6.5 billion for Ukraine.", "pledged"),
        ("Stockholm stumped up 48 million dollars.", "delivered"),
        ("Another shipment of 50,000 shells is on order for Ukraine, the Czech defence ministry said.", "pledged"),
        ("President Ihor Melnyk thanked Germany for the delivery of another IRIS-T system to Ukraine.", "delivered"),
        ("Dutch Patriots are en route to Ukraine, Kyiv says.", "allocated"),
        ("Sweden's tanks are to be in Ukraine by spring.", "pledged"),
        ("Doha's fifth plane is expected in Beirut on Wednesday.", "pledged"),
        ("We have taken more than 100 missiles for Ukraine out of our stocks, a US official said.", "allocated"),
        ("Stockholm and Kyiv signed a contract on the export of 100 Gripen E fighters to Ukraine.", "committed"),
    ],
)
def test_a_turn_of_the_news_says_the_step(text: str, step: str) -> None:
    reading = first(text)
    assert (reading.kind, reading.step) == ("aid", step)


@pytest.mark.parametrize(
    "text",
    [
        "A court in Nairobi ordered the government to pay 1.6 million shillings to the families, and awarded the"
        " lawyers their costs.",
        "Dockers in Gdansk unloaded the month's first liquefied gas, a cargo the state energy firm had bought in"
        " Texas.",
    ],
)
def test_what_a_court_awards_and_a_firm_buys_is_no_aid(text: str) -> None:
    assert read(text) == []


def test_a_part_is_counted_and_not_the_whole_it_is_taken_of() -> None:
    readings = read("Nepal has received 160 of the 300 tonnes of food promised by India, its relief authority said.")
    assert [reading.quantity and str(reading.quantity.max) for reading in readings] == ["160"]


def test_the_givers_who_are_counted_are_no_gift() -> None:
    readings = read("Four NATO members will between them send Ukraine at least four more Patriot batteries.")
    assert [reading.quantity and str(reading.quantity.min) for reading in readings] == ["4"]
    assert readings[0].item == "Patriot batteries"


def test_a_number_told_after_the_clause_counts_its_thing() -> None:
    reading = first("Turkish drones have been delivered to the Malian air force, six of them.")
    assert reading.quantity is not None
    assert str(reading.quantity.max) == "6"


def test_a_sum_given_twice_is_one_in_the_givers_own_money() -> None:
    (reading,) = read("Denmark will donate 5.6 billion crowns ($815 million) worth of military aid to Ukraine.")
    assert reading.amount is not None
    assert (str(reading.amount.max), reading.amount.currency) == ("5600000000", "DKK")


def test_a_later_sum_is_in_the_money_of_the_one_before() -> None:
    readings = read(
        "The EU agreed on a loan of 50 billion euros for Ukraine. The first 4.5 billion could be wired in March."
    )
    assert [reading.amount and reading.amount.currency for reading in readings] == ["EUR", "EUR"]


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("US halts arms shipments to Ukraine", "cancelled"),
        ("London earmarks £2.5bn for Kyiv", "allocated"),
        ("10 tonnes of Turkish medicine land in Port Sudan", "delivered"),
        ("The EU allots 18 million euros in humanitarian aid to Cuba.", "allocated"),
    ],
)
def test_a_headlines_verb_is_one(text: str, step: str) -> None:
    assert first(text).step == step


@pytest.mark.parametrize("text", ["Court clears banker of fraud", "Storm batters coast, thousands without power"])
def test_other_headlines_are_no_aid(text: str) -> None:
    assert read(text) == []


def test_what_comes_soon_is_ahead_in_the_present_tense() -> None:
    readings = read("Kyiv gets its first Czech-bought shells within weeks. Deliveries of the missiles begin in May.")
    assert [(reading.step, reading.modality) for reading in readings[:1]] == [("pledged", "planned")]


def test_each_giver_has_its_own_gift() -> None:
    readings = read("Washington has come forward with $30 million, Beijing with 25,000 tents for Pakistan.")
    assert [code(reading.actor) for reading in readings] == ["US", "CN"]


def test_a_part_of_a_sum_is_a_claim_of_its_own() -> None:
    readings = read("London promised Kyiv 2.5 billion pounds for the coming year, 200 million of it for drones.")
    assert [reading.amount and str(reading.amount.max) for reading in readings] == ["2500000000", "200000000"]


def test_the_money_is_the_sum_told_of_before() -> None:
    readings = read("The EU agreed to lend Ukraine 50 billion euros. The money should start flowing before March.")
    assert [(r.step, r.modality) for r in readings] == [("pledged", "promised"), ("pledged", "planned")]


def test_a_noun_for_all_kinds_is_what_was_named_last() -> None:
    readings = read("Germany gave Ukraine a Patriot battery. Kyiv awaits two more systems by June.")
    assert [(reading.kind, reading.step) for reading in readings] == [("aid", "delivered"), ("aid", "pledged")]
