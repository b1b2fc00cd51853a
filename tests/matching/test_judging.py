"""Rita reads a pledge of 22 vehicles; what does the desk say of the next claim that comes in?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from claims.matching import CERTAIN, Figure, Period, Statement, Who, score
from tests.matching.statements import NORWAY, PLEDGE, retold, vehicles

ON_3_MAY = Period(date(2024, 5, 3), date(2024, 5, 3))


def test_the_same_pledge_in_other_words_is_the_same_and_says_why() -> None:
    judged = score(PLEDGE, retold())
    assert judged.relation == "same"
    assert judged.method == "structure"
    assert judged.reasons[:6] == (
        "same donor", "same recipient", "same item", "same step: pledged", "22 = 22", "same deadline: 2024-12-31",
    )  # fmt: skip


def test_the_wire_text_in_another_outlet_is_a_copy() -> None:
    judged = score(PLEDGE, replace(PLEDGE, quote=f"{PLEDGE.quote}.", article=7))
    assert (judged.relation, judged.method, judged.score) == ("same", "copy", 1.0)
    assert "same words" in judged.reasons


def test_a_repetition_in_one_article_is_told() -> None:
    assert "in the same article" in score(PLEDGE, retold(article=1)).reasons
    assert score(PLEDGE, retold(article=1)).score == score(PLEDGE, retold()).score
    assert "in the same article" not in score(PLEDGE, retold()).reasons


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"quantity": vehicles(40, 40)}, "quantities differ: 22, 40"),
        ({"quantity": vehicles(20, 30)}, "quantities overlap: 20 to 30, 22"),
        ({"quantity": Figure(Decimal(22), Decimal(22), "tonne")}, "counted in other units: tonne, vehicle"),
        ({"quantity": None}, "only one gives a figure"),
        ({"quantity": None, "amount": Figure(Decimal(9), Decimal(9), "EUR")}, "one counts things, the other money"),
        ({"due": Period(None, date(2025, 3, 31))}, "deadline differs: 2024-12-31, 2025-03-31"),
        ({"due": None, "happened": ON_3_MAY}, "one has happened, the other is still ahead"),
        ({"step": "delivered"}, "step differs: delivered, pledged"),
        ({"negated": True}, "one denies it"),
        ({"modality": "possible"}, "only one says it is sure"),
        ({"item": "armoured recovery vehicles with cranes"}, "same item"),
    ],
)
def test_whatever_matters_and_differs_is_told(change: dict[str, Any], reason: str) -> None:
    judged = score(PLEDGE, retold(**change))
    assert reason in judged.reasons
    assert judged.relation == ("same" if reason == "same item" else "related")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"actor": NORWAY}, "donor differs: Germany, Norway"),
        ({"recipient": Who("MD", "Moldova")}, "recipient differs: Moldova, Ukraine"),
        ({"item": "generators", "item_category": "energy"}, "item differs: armoured vehicles, generators"),
        ({"kind": "troops"}, "kind differs: aid, troops"),
    ],
)
def test_another_giver_receiver_or_thing_is_no_match(change: dict[str, Any], reason: str) -> None:
    judged = score(PLEDGE, retold(**change))
    assert judged.relation is None
    assert reason in judged.reasons


@pytest.mark.parametrize("quantity", [vehicles(22, None), vehicles(None, 22)])
def test_a_hedged_figure_is_the_figure(quantity: Figure) -> None:
    assert score(PLEDGE, retold(quantity=quantity)).relation == "same"


def test_at_most_and_at_least_are_two_things() -> None:
    judged = score(retold(quantity=vehicles(22, None)), retold(quantity=vehicles(None, 22)))
    assert "quantities overlap: at least 22, at most 22" in judged.reasons


def test_amounts_in_two_currencies_are_not_compared() -> None:
    sums = [Figure(Decimal(10), Decimal(10), currency) for currency in ("EUR", "USD")]
    euros, dollars = (retold(quantity=None, amount=each) for each in sums)
    assert "currency differs: EUR, USD" in score(euros, dollars).reasons
    assert score(euros, euros).reasons[4] == "10 = 10 EUR"


def test_a_deadline_that_only_one_names_is_no_other_deadline() -> None:
    without = score(PLEDGE, retold(due=None))
    assert without.relation == "same"
    assert without.score < score(PLEDGE, retold()).score


def test_another_eight_is_not_eight_in_all() -> None:
    delivered = retold(step="delivered", quantity=vehicles(8, 8), due=None)
    judged = score(delivered, replace(delivered, measure="increment"))
    assert "one counts what came on top, the other all" in judged.reasons
    assert judged.relation == "related"


def test_the_same_increment_weeks_later_is_another_one() -> None:
    first = retold(step="delivered", measure="increment", quantity=vehicles(8, 8), due=None, said_on=date(2024, 5, 2))
    later = replace(first, said_on=date(2024, 5, 30))
    assert score(first, first).relation == "same"
    judged = score(first, later)
    assert judged.relation == "related"
    assert "said 28 days apart" in judged.reasons
    dated = score(replace(first, happened=ON_3_MAY), replace(later, happened=ON_3_MAY))
    assert dated.relation == "same"


def test_much_older_text_is_never_certain() -> None:
    fresh, old = PLEDGE, replace(PLEDGE, said_on=date(2023, 6, 2))
    assert score(fresh, fresh).score >= CERTAIN
    assert score(fresh, old).score < CERTAIN


def test_soldiers_elsewhere_are_other_soldiers() -> None:
    text = "Around 800 soldiers of the kingdom are stationed there with their heavy equipment"
    goma = Statement(quote=text, kind="troops", step="deployed", actor=NORWAY, place="Goma")
    judged = score(goma, replace(goma, quote=f"{text} still", place="Kursk"))
    assert judged.relation is None
    assert "place differs: Goma, Kursk" in judged.reasons
    assert "troops of the same state" in judged.reasons


def test_rare_words_weigh_more() -> None:
    a = Statement(quote="Villagers near Jajarkot still wait for the promised tents")
    b = Statement(quote="In Jajarkot nobody has seen those shelters")
    plain, weighed = score(a, b), score(a, b, {word: 0.3 for word in a.words | b.words if word != "jajarkot"})
    assert weighed.score > plain.score


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("Consumer prices in Turkey rose by 69.8 per cent in April, the statistics office in Ankara found",
         "In April consumer prices in Turkey rose by 69.8 per cent, the statistics office in Ankara found", "same"),
        ("Consumer prices in Turkey rose by 69.8 per cent in April, the statistics office in Ankara found",
         "Consumer prices in Turkey rose by 75.4 per cent in May, the statistics office in Ankara found", "related"),
        ("The council in Vienna has voted for a levy on empty flats in the city",
         "The council in Vienna has not voted for a levy on empty flats in the city", "related"),
        ("Austria will send three hundred generators to hospitals in the east",
         "Finland will send three hundred generators to hospitals in the east", None),
        ("The treaty was signed by all members of the alliance in Lisbon", "Rain fell all day over the fields", None),
    ],
)  # fmt: skip
def test_texts_that_nobody_has_read_are_compared_by_their_words(a: str, b: str, relation: str | None) -> None:
    assert score(Statement(quote=a), Statement(quote=b)).relation == relation
