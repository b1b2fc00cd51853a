"""What is too weak alone stands beside another claim; dashes, ellipsis and instruments are read."""

from __future__ import annotations

from tests.extraction.reads import code, first, read


def test_a_hyphen_between_blanks_is_a_dash() -> None:
    text = "The cargo - 14 pallets of clothing from Poland - left for Chisinau on Tuesday."
    reading = first(text)
    assert reading.quantity is not None
    assert (reading.quantity.text, text[reading.start : reading.end]) == ("14", reading.quote)


def test_did_stands_for_the_verb_before() -> None:
    readings = read("Some 200 aid lorries were meant to cross into Gaza. By nightfall 36 did.")
    assert [(r.step, r.quantity and str(r.quantity.min)) for r in readings] == [("pledged", "200"), ("delivered", "36")]


def test_a_law_that_gives_is_a_commitment() -> None:
    reading = first("The bill, passed by the US Congress, gives Ukraine $60 billion in military aid.")
    assert (reading.step, code(reading.recipient)) == ("committed", "UA")


def test_what_lies_in_a_warehouse_has_not_arrived() -> None:
    assert first("Kuwait's 40 tonnes of flour are sitting in a warehouse in Port Sudan.").step == "allocated"


def test_a_sum_too_weak_alone_stands_beside_a_claim() -> None:
    readings = read("Canada is giving 2 billion dollars to the scheme. It will train another 200 Ukrainian pilots.")
    assert [r.kind for r in readings] == ["aid", "troops"]


def test_soldiers_on_standby_are_announced() -> None:
    assert first("Some 2,500 US soldiers were on standby to deploy to Israel.").step == "announced"


def test_a_rejected_report_denies_what_it_says() -> None:
    assert first("Moscow rejected the report that it had pulled 7,000 soldiers out of Syria.").negated


def test_a_brigade_s_rations_are_no_soldiers() -> None:
    assert read("Every shell counts. The general's brigade got 600 a day.") == []


def test_a_fraction_of_what_was_named_is_counted() -> None:
    (reading,) = read("Of the 90 water trucks on Qatar's list for Aleppo, a third are on the road.")
    assert (reading.step, reading.quantity and str(reading.quantity.min)) == ("allocated", "30")


def test_another_s_count_is_said_of_the_same_act() -> None:
    readings = read("Israel says 270 truckloads of food entered Gaza on Monday; OCHA's tally for the day is 119.")
    assert [(r.step, r.quantity and str(r.quantity.min)) for r in readings] == [
        ("delivered", "270"),
        ("delivered", "119"),
    ]


def test_one_of_a_row_needs_no_figure() -> None:
    assert first("Warsaw's 47th aid tranche for Ukraine is complete.").step == "delivered"


def test_what_is_weighed_is_possible() -> None:
    reading = first("Tokyo is weighing a third loan to Manila for patrol ships.")
    assert (reading.step, reading.modality) == ("pledged", "possible")


def test_a_bank_that_lends_at_home_and_a_mayor_s_buses_are_no_aid() -> None:
    assert read("The bank lent 3 billion dollars to small firms in India last year.") == []
    assert read("Moscow's mayor promised 300 new buses for the city by winter.") == []
    assert read("Poland's tax office collected 40 billion zlotys in the first quarter.") == []


def test_nothing_that_came_is_denied() -> None:
    reading = first('Aid for Sudan is promised every week. "Nothing has come," said the doctor in El Fasher.')
    assert (reading.step, reading.negated) == ("delivered", True)
    assert read("Nothing has come of the talks between Serbia and Kosovo, the EU said.") == []
