"""Leads and tails, speech that runs on, papers, and "it said": who speaks where no verb of saying stands by."""

from __future__ import annotations

import pytest

from claims.extraction.leads import lead_of, tail_of
from tests.extraction.reads import code, first, read


@pytest.mark.parametrize(
    ("text", "name", "state"),
    [
        ("UNRWA: no truck of flour has entered Gaza for nine days", "UNRWA", None),
        ("13:40 - UNRWA: no truck of flour has entered Gaza", "UNRWA", None),
        ("Polish defence ministry: ten tanks have left for Ukraine", "Polish defence ministry", "PL"),
        ("Kyiv: Denmark has delivered six jets", "Kyiv", "UA"),
        ("Minister of State Harriet Okafor: To date 17 boats were given", "Harriet Okafor", None),
    ],
)
def test_who_stands_before_a_colon_speaks(text: str, name: str, state: str | None) -> None:
    lead = lead_of(text)
    assert lead is not None
    assert (lead.name, code(lead.entity)) == (name, state)


@pytest.mark.parametrize(
    "text",
    [
        "Kabul: two dead after a blast",
        "Key takeaways: Russian forces withdrew",
        "Tanks for Ukraine: what we know",
        "Reuters: Iran has sent 200 missiles",
        "Still outstanding: six howitzers",
    ],
)
def test_a_place_a_heading_and_an_outlet_before_a_colon_do_not_speak(text: str) -> None:
    assert lead_of(text) is None


def test_a_ministry_after_the_dash_of_a_headline_speaks_for_whose_losses_they_are() -> None:
    reading = first("Russia lost 1,200 soldiers in a day - Ukrainian defence ministry")
    assert reading.speaker is not None
    assert (reading.speaker.name, reading.speaker.code, reading.side) == (
        "Ukrainian defence ministry",
        "UA",
        "third_party",
    )
    assert tail_of("Iran sends 200 missiles to Russia - Reuters") is None


def test_what_counts_on_is_still_said_by_whom_it_was_begun() -> None:
    ten, six = read(
        "Spain's Margarita Robles said ten tanks were on their way to Ukraine. Six more will follow in May."
    )
    assert ten.speaker == six.speaker
    assert six.side == "donor"


def test_another_state_s_act_is_not_said_by_the_one_before() -> None:
    readings = read("The Spanish minister said ten tanks had arrived in Ukraine. France has sent Kyiv four howitzers.")
    assert readings[-1].speaker is None


def test_a_statement_speaks_for_whoever_made_it() -> None:
    text = "Canada's defence department said it had sent Ukraine 60 trucks. The statement said another 40 would follow."
    assert [reading.speaker and reading.speaker.name for reading in read(text)] == ["Canada's defence department"] * 2


def test_it_said_is_the_body_that_acts() -> None:
    reading = first("The ICRC delivered 12 tonnes of medicine to Goma, it said in a statement.")
    assert reading.speaker is not None
    assert (reading.speaker.name, reading.side) == ("ICRC", "donor")


def test_a_soldier_belongs_to_the_state_of_his_brigade() -> None:
    reading = first('"They promised us 40 tanks," said Colonel Ivan Horbatenko of Ukraine\'s 47th brigade.')
    assert (code(reading.speaker), code(reading.recipient), reading.side) == ("UA", "UA", "recipient")


def test_a_known_office_holder_speaks_for_his_state_whatever_his_office_is_called() -> None:
    reading = first("National Security Council spokesman John Kirby said 300 soldiers from Kenya had arrived in Haiti.")
    assert code(reading.speaker) == "US"


def test_the_partners_of_a_state_are_not_that_state() -> None:
    assert code(first("Ukraine's partners will train 15,000 soldiers this year.").actor) is None
