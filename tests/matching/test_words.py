"""Words, numbers and names as the scorer takes them from a text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from claims.matching.items import Kinship, kinship, says_what
from claims.matching.mentions import denies, months_in, names_in, numbers_in
from claims.matching.words import akin, content_words, tokens, weight


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russia's 1,200 IRIS-T", "russia 1200 irist"),
        ("155-mm and 155 millimetre shells", "155mm and 155mm shells"),
        ("air-defence, mid-2024, F-16s", "air defence mid 2024 f16s"),
        ("€1.5bn — “Σύρος” 3.2", "1.5bn σύροσ 3.2"),
        ("…", ""),
    ],
)
def test_tokens(text: str, expected: str) -> None:
    assert tokens(text) == tuple(expected.split())


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("forty-six of 2,400 men", ["46", "2400"]),
        ("half a million shells for $1.2bn", ["500000", "1200000000"]),
        ("two thousand and 35 million", ["2000", "35000000"]),
        ("dozens of tanks, thousands of men, one of them", []),
        ("twenty 3 ton lorries, a dozen boats", ["20", "3", "12"]),
    ],
)
def test_numbers(text: str, numbers: list[str]) -> None:
    assert numbers_in(text) == {Decimal(number) for number in numbers}


def test_months_names_and_denials() -> None:
    assert months_in("It may come in May or by 3 June") == {"may", "june"}
    assert months_in("It may come") == frozenset()
    assert names_in("Berlin told Kyiv on Monday. Nobody in Riga minded") == {"kyiv", "riga"}
    assert denies("Oslo did not agree")
    assert not denies("Oslo agreed to no more than ten")


def test_synonyms_and_plurals_are_one_word() -> None:
    assert content_words(tokens("three lorries")) == content_words(tokens("the truck, three")) | {"three"}


@pytest.mark.parametrize(
    ("a", "b", "near"),
    [
        ("ukraine", "ukrainian", True),
        ("zelensky", "zelenskyy", True),
        ("austria", "australia", False),
        ("niger", "nigeria", False),
        ("tent", "tank", False),
        ("f16", "f15", False),
    ],
)
def test_words_that_are_akin(a: str, b: str, near: bool) -> None:
    assert (akin(a, b) > 0) is near
    assert akin(a, b) == akin(b, a)


def test_a_word_in_every_text_weighs_little_and_an_unknown_one_most() -> None:
    rarity = {"aid": 1.0, "tent": 0.01, "never": 0.0}
    assert weight("aid", rarity) < weight("tent", rarity) < weight("jajarkot", rarity) == weight("never", rarity) == 1


def test_a_number_or_a_pronoun_is_no_thing() -> None:
    assert says_what("Leopard 1")
    assert not any(map(says_what, (None, "", "1", "others of those")))


@pytest.mark.parametrize(
    ("a", "b", "kin"),
    [
        ("IRIS-T systems", "IRIS-T air defence systems", Kinship.SAME),
        ("Leopard 2 tanks", "Leopards", Kinship.SAME),
        ("armored carriers", "armoured carriers", Kinship.SAME),
        ("F-16s", "F-16 fighter jets", Kinship.SAME),
        ("Danish guns", "self-propelled howitzers", Kinship.SAME),
        ("Leopard 1 tanks", "Leopard 2 tanks", Kinship.OTHER),
        ("Stinger missiles", "Harpoon missiles", Kinship.OTHER),
        ("tents", "blankets", Kinship.OTHER),
        ("tanks", "Leopards", Kinship.WIDER),
        ("military aid", "weapons", Kinship.WIDER),
        ("bridge-laying trucks", "mine-clearing trucks", Kinship.NEAR),
    ],
)
def test_kinship(a: str, b: str, kin: Kinship) -> None:
    assert kinship(a, b, one_category=True) is kin
    assert kinship(b, a, one_category=True) is kin
