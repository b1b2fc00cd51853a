"""A verb of measure says a figure of a thing, a sum explains a package, soldiers are where their phrase puts them."""

from __future__ import annotations

import pytest

from tests.extraction.reads import first, read


@pytest.mark.parametrize(
    ("text", "step", "figure"),
    [
        ("Russian losses exceed 900,000, Kyiv's general staff said.", "losses", "900000"),
        ("The UN mission in Somalia will be reduced from 18,000 to 12,000 troops.", "withdrawn", "12000"),
        ("The death toll among UN peacekeepers in Mali stands at 170.", "losses", "170"),
        ("Britain will raise its force in Estonia from 900 to 1,700.", "announced", "1700"),
        ("Pakistan's aid to Gaza now amounts to 1,815 tonnes in 17 consignments.", "delivered", "1815"),
        ("Ottawa's 1,900 soldiers in Latvia make up the largest contingent.", "deployed", "1900"),
        ("Lithuania is home to some 1,200 German soldiers.", "deployed", "1200"),
        ("NATO has 40,000 soldiers under its command on its eastern flank.", "deployed", "40000"),
    ],
)
def test_a_count_is_the_figure_of_what_it_measures(text: str, step: str, figure: str) -> None:
    reading = first(text)
    assert (reading.step, reading.quantity and str(reading.quantity.min)) == (step, figure)


@pytest.mark.parametrize(
    ("text", "step", "amount"),
    [
        ("The new tranche takes U.S. assistance to Ukraine to $66 billion.", "allocated", "66000000000"),
        ("Lawmakers in Oslo agreed to raise support for Ukraine to 85 billion euros.", "pledged", "85000000000"),
        ("Denmark's 25th aid package for Ukraine: 560 million euros", "allocated", "560000000"),
        ("Ireland's outlay on Sudan this year stands at €31 million.", "delivered", "31000000"),
        ("Riyadh deposited $500 million with Yemen's central bank.", "delivered", "500000000"),
    ],
)
def test_a_sum_is_the_amount_of_what_it_measures(text: str, step: str, amount: str) -> None:
    reading = first(text)
    assert (reading.step, reading.amount and str(reading.amount.min)) == (step, amount)


def test_deaths_of_civilians_are_no_losses_of_troops() -> None:
    assert read("Civilian deaths in Sudan exceed 40,000, the UN said.") == []


def test_the_whole_that_a_part_is_taken_of_is_no_claim() -> None:
    (reading,) = read("The bloc has disbursed 18 billion euros of the 50 billion euro Ukraine Facility.")
    assert reading.amount is not None
    assert str(reading.amount.min) == "18000000000"


def test_what_falls_short_is_no_second_claim() -> None:
    (reading,) = read("Eighteen F-16s have been handed over to Kyiv, six short of the pledge.")
    assert reading.quantity is not None
    assert str(reading.quantity.min) == "18"


def test_the_nearest_word_of_our_field_explains_what_no_verb_does() -> None:
    reading = first("What began as 200 advisers is today a force of 1,400: Eritrea has swelled its presence.")
    assert (reading.kind, reading.step) == ("troops", "deployed")
    assert read("The fund, based in Oslo, holds shares worth 3 billion dollars in Japanese companies.") == []


@pytest.mark.parametrize(
    ("text", "step", "figure"),
    [
        ("Abu Dhabi gave Chad armoured vehicles for its army, 20 of them, on Friday.", "delivered", "20"),
        ("Kinshasa counted 14 dead among the South Africans.", "losses", "14"),
        ("Yemen's Houthis said 30 Colombian mercenaries were among the dead.", "losses", "30"),
        ("By mid-July the WFP had brought 350 lorries of flour into Gaza.", "delivered", "350"),
        ("Tbilisi's contingent was the largest outside NATO: 870 men.", "deployed", "870"),
    ],
)
def test_a_number_is_told_behind_its_noun_or_by_the_fallen(text: str, step: str, figure: str) -> None:
    reading = first(text)
    assert (reading.step, reading.quantity and str(reading.quantity.min)) == (step, figure)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (
            "Finland's 29th delivery, worth 200 million euros, brings the total to 2.8 billion.",
            ["delivered", "delivered"],
        ),
        ("American deliveries of Patriot interceptors to Ukraine are on hold.", ["cancelled"]),
        ("The aid to Ethiopia, suspended in June over theft, resumes next week, USAID said.", ["pledged"]),
        ("The Swiss upper house voted against the five billion for Ukraine's army.", ["cancelled"]),
        ("Seoul considers giving Kyiv artillery.", ["pledged"]),
        ("The German navy will hand Latvia its minesweeper Ensdorf in the autumn.", ["pledged"]),
        ("Berlin returned 20 soldiers from Erbil.", ["withdrawn"]),
    ],
)
def test_plain_news_is_read_in_its_step(text: str, steps: list[str]) -> None:
    assert [reading.step for reading in read(text)] == steps


@pytest.mark.parametrize(
    ("text", "step", "amount"),
    [
        ("The ministry in Dublin has set five million euros aside for Gaza's hospitals.", "allocated", "5000000"),
        ("Ukraine will get another 1.5 billion euros out of the windfall.", "pledged", "1500000000"),
        ("Riga will buy 42 Patrias for Ukraine for 100 million euros.", "pledged", "100000000"),
        ("Tehran is sending Hezbollah $1 billion a year.", "delivered", "1000000000"),
        ("The African Development Bank has opened a credit line of $120 million for Chad.", "allocated", "120000000"),
    ],
)
def test_money_is_read_with_the_company_of_its_verb(text: str, step: str, amount: str) -> None:
    reading = first(text)
    assert (reading.step, reading.amount and str(reading.amount.min)) == (step, amount)


def test_what_has_yet_to_come_is_denied() -> None:
    reading = first("Half of the 1,200 generators that Brussels promised Ukraine have yet to arrive.")
    assert (reading.step, reading.negated, reading.quantity and str(reading.quantity.min)) == ("delivered", True, "600")


def test_a_working_people_is_no_army() -> None:
    assert read("We gave tax cuts to 15 million working Americans, whatever the force of the storm.") == []


@pytest.mark.parametrize(
    ("text", "kind", "step"),
    [
        ("The Luxembourg army trained 30 Ukrainian drone pilots in Diekirch.", "troops", "training"),
        ("Kyiv has asked its allies for 12 million shells; so far 4 million have been found.", "aid", "allocated"),
        ("Washington's approval of 155 Tomahawks for Japan came through on Friday.", "aid", "committed"),
    ],
)
def test_a_compound_is_its_last_noun_and_an_event_its_own_step(text: str, kind: str, step: str) -> None:
    reading = first(text)
    assert (reading.kind, reading.step) == (kind, step)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Berlin has handed over the third of four air defence systems.", 1),
        ("The first of nine jets promised by Paris landed in Romania.", 1),
        ("A third of the 60 tanks have arrived in Ukraine.", 20),
        ("The first two of 24 jets were delivered to Ukraine by Paris.", 2),
    ],
)
def test_the_third_is_one_and_a_third_a_part(text: str, count: int) -> None:
    quantity = first(text).quantity
    assert quantity is not None
    assert quantity.min == count


def test_the_last_and_both_are_of_what_was_named() -> None:
    readings = read("Lithuania has bought two launchers for Ukraine, and both arrive within three months.")
    assert [reading.item for reading in readings] == ["launchers", "launchers"]
