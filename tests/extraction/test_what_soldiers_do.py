"""What verbs mean over soldiers, how many they are, and who is no soldier at all."""

from __future__ import annotations

import pytest

from tests.extraction.reads import code, first, read


@pytest.mark.parametrize(
    ("text", "step", "low"),
    [
        ("Around a thousand Ukrainian soldiers took part in the incursion into Kursk.", "at_front", 1000),
        ("Some 200 North Korean soldiers saw action near Pogrebki.", "at_front", 200),
        ("Kenya has committed 300 soldiers to the battle in Goma.", "at_front", 300),
        ("Some 300 Kenyan soldiers are on the front line in Congo.", "at_front", 300),
        ("About 9,000 NATO soldiers are taking part in drills in Norway.", "training", 9000),
        ("US and South Korean forces began an exercise involving 18,000 troops.", "training", None),
        ("Colombia's president ordered 20,000 soldiers to the Venezuelan border.", "announced", 20000),
        ("Niger's junta ordered 1,000 US troops to leave by September.", "withdrawn", 1000),
        ("Kenya ordered 300 soldiers home.", "withdrawn", 300),
        ("Kenya approved sending 300 soldiers to Haiti.", "announced", 300),
        ("Some 40 Kenyan officers will fly out next week to reinforce the contingent in Haiti.", "announced", 40),
        ("Some 300 Kenyan soldiers are heading to Haiti.", "deployed", 300),
        ("About 1,000 American troops are to stay in Romania.", "deployed", 1000),
        ("The Pentagon has put about 2,000 troops on heightened alert.", "announced", 2000),
        ("The attack left 13 Malian soldiers dead.", "losses", 13),
        ("Thailand is holding 18 Cambodian soldiers.", "losses", 18),
        ("Two Chinese citizens fighting in the Russian ranks were taken prisoner.", "losses", 2),
        ("Kyiv said 900 more soldiers, the general says, have left or are leaving for the Gulf.", "deployed", 900),
    ],
)
def test_a_verb_means_its_own_over_soldiers(text: str, step: str, low: int | None) -> None:
    reading = first(text)
    assert (reading.kind, reading.step) == ("troops", step)
    assert (int(reading.quantity.min or 0) if reading.quantity else None) == low


@pytest.mark.parametrize(
    ("text", "low", "high", "measure"),
    [
        ("KFOR has a strength of about 4,600 troops.", 4600, 4600, "total"),
        ("The mission, with 11,500 troops, is the UN's largest in Congo.", 11500, 11500, "total"),
        ("The battlegroup in Latvia consists of 1,200 troops.", 1200, 1200, "total"),
        ("Kenya cut its force in Somalia by 300 soldiers.", 300, 300, "total"),
        ("Kenya increased its contingent in Haiti by 300 soldiers.", 300, 300, "increment"),
        ("The number of US troops in Syria will fall by 500 to 1,400.", 1400, 1400, "total"),
        ("Russia's casualties in Ukraine have passed one million.", 1000000, None, "total"),
        ("Pakistan said 11 members of its armed forces had lost their lives.", 11, 11, "total"),
        ("Estonia will send a company-sized unit to Ukraine.", 80, 250, "total"),
        ("Ankara has 30,000 troops in northern Cyprus, which it has garrisoned since 1974.", 30000, 30000, "total"),
    ],
)
def test_a_force_is_as_strong_as_its_words_say(text: str, low: int, high: int | None, measure: str) -> None:
    reading = first(text)
    assert reading.quantity is not None
    assert (str(reading.quantity.min), str(reading.quantity.max)) == (str(low), str(high))
    assert reading.measure == measure


def test_the_dead_of_two_peoples_are_two_claims() -> None:
    south, malawi = read("Nine South African and three Malawian soldiers have died in the fighting around Goma.")
    assert (code(south.actor), code(malawi.actor)) == ("ZA", "MW")


def test_a_thing_behind_but_is_the_subject_of_the_verb_that_has_none() -> None:
    text = (
        "Wagner is gone, but up to 1,000 fighters of the Africa Corps, its heir, are staying in Mali, diplomats said."
    )
    claim = read(text)[-1]
    assert claim.step == "deployed"
    assert claim.quantity is not None
    assert claim.quantity.max == 1000


@pytest.mark.parametrize(
    "text",
    [
        "A gunman killed three men at a bar in Marseille.",
        "Four women were killed in a car crash near Lyon.",
        "Two volunteers fell ill during the trial.",
        "The company said it would deploy 5,000 engineers to train staff in the use of its new software.",
        "Recruits to the fire service train for 14 weeks, and 60 of them will graduate at the academy next month.",
        "Veterans returned to Monte Cassino, where 4,000 British soldiers lie buried.",
        "The museum's new wing is home to 1,200 toy soldiers, among them a battalion of Prussian grenadiers.",
        "Thailand has freed 18 Cambodian soldiers.",
        "The senator said he could not support sending American soldiers anywhere without a vote.",
    ],
)
def test_who_is_no_soldier_or_goes_nowhere_makes_no_claim(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Sudan's army said that it had pulled out of the border triangle with Libya.", "SD"),
        ("Russia's Wagner group said it was leaving Mali after three years.", "RU"),
        ("Russia is withdrawing from its bases in Syria, officials said.", "RU"),
        ("France pulled out of its base in Chad in January.", "FR"),
    ],
)
def test_an_army_or_a_state_that_leaves_its_posts_withdraws_its_soldiers(text: str, state: str) -> None:
    reading = first(text)
    assert (reading.step, code(reading.actor)) == ("withdrawn", state)


@pytest.mark.parametrize(
    "text", ["The United States withdrew from the Paris agreement.", "The company said it was leaving Russia."]
)
def test_who_leaves_a_treaty_or_a_market_withdraws_no_soldiers(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        (
            "Seoul said about 300 North Korean soldiers had been killed and some 2,700 wounded near Kursk.",
            ["about 300 North Korean soldiers had been killed", "some 2,700 wounded near Kursk"],
        ),
        ("North Korea has lost 4,700 men, including 600 dead.", ["North Korea has lost 4,700 men", "600 dead"]),
        ("North Korea has lost 4,700 men, 600 of them dead.", ["North Korea has lost 4,700 men", "600 of them dead"]),
    ],
)
def test_the_dead_and_the_wounded_of_a_clause_have_words_of_their_own(text: str, quotes: list[str]) -> None:
    readings = read(text)
    assert [reading.quote for reading in readings] == quotes
    assert {code(reading.actor) for reading in readings} == {"KP"}
