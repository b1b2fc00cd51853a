"""Whoever adds a row to a data file adds its example, and this file reads it."""

from __future__ import annotations

from typing import get_args

import pytest

from claims.extraction.actors import find_mentions
from claims.extraction.figures import find_figures
from claims.extraction.items import find_items
from claims.extraction.language import detect_language
from claims.extraction.lexicon import rows, table, words
from claims.extraction.shapes import ItemCategory
from claims.extraction.worthiness import features
from tests.extraction.reads import first, read


@pytest.mark.parametrize("row", [*rows("verbs"), *rows("nouns")], ids=lambda row: row.get("verb") or row["noun"])
def test_a_predicate_reads_its_example(row: dict[str, str]) -> None:
    reading = first(row["example"])
    assert f"{reading.kind}/{reading.step}" == row["reads"]


@pytest.mark.parametrize("row", rows("items"), ids=lambda row: row["nouns"][:24])
def test_an_item_is_found_in_its_example(row: dict[str, str]) -> None:
    assert row["category"] in get_args(ItemCategory)
    assert row["category"] in {item.sort.category for item in find_items(row["example"])}


@pytest.mark.parametrize("row", rows("troops"), ids=lambda row: row["nouns"][:24])
def test_a_soldiers_noun_is_found_in_its_example(row: dict[str, str]) -> None:
    assert row["role"] in {item.sort.role for item in find_items(row["example"])}


@pytest.mark.parametrize("row", rows("currencies"), ids=lambda row: row["code"])
def test_a_currency_is_read_in_its_example(row: dict[str, str]) -> None:
    (figure,) = find_figures(row["example"])
    assert (figure.money, figure.currency) == (True, row["code"])


@pytest.mark.parametrize("row", rows("seats"), ids=lambda row: row["words"])
def test_a_seat_stands_for_its_state(row: dict[str, str]) -> None:
    assert row["code"] in {mention.entity.code for mention in find_mentions(row["example"])}


@pytest.mark.parametrize("row", rows("countries"), ids=lambda row: row["code"])
def test_every_name_of_a_country_finds_it(row: dict[str, str]) -> None:
    named = [row["name"], *words(row["aliases"]), *words(row["demonyms"]), *words(row["capitals"])]
    assert {mention.entity.code for name in named for mention in find_mentions(name)} == {row["code"]}


@pytest.mark.parametrize("row", [*rows("places"), *rows("officials")], ids=lambda row: row["code"])
def test_every_place_and_official_finds_its_state(row: dict[str, str]) -> None:
    for name in words(row.get("places") or row["names"]):
        (mention,) = find_mentions(name)
        assert row["code"] in (mention.entity.code, f"@{mention.entity.name}"), name


@pytest.mark.parametrize("row", rows("organisations"), ids=lambda row: row["name"])
def test_every_name_of_an_organisation_finds_it(row: dict[str, str]) -> None:
    for name in (row["name"], *words(row["aliases"])):
        assert [mention.entity.name for mention in find_mentions(name)] == [row["name"]]


@pytest.mark.parametrize("row", table("numbers")["vague"], ids=lambda row: row["words"][0])
def test_a_vague_number_has_its_range(row: dict[str, object]) -> None:
    (figure,) = find_figures(str(row["example"]))
    assert ([figure.min, figure.max], figure.precision) == (row["range"], "words")


@pytest.mark.parametrize("name", sorted(table("worthiness")["cues"]))
def test_a_cue_is_seen_in_its_example(name: str) -> None:
    assert features(table("worthiness")["cues"][name]["example"])[name] == 1


@pytest.mark.parametrize(
    ("code", "example"),
    [(code, row["example"]) for group in table("languages").values() for code, row in group.items()],
)
def test_a_language_is_told_by_its_example(code: str, example: str) -> None:
    assert detect_language(example) == code


SPEECH = table("speech")


def test_the_lists_of_speech_read_their_examples() -> None:
    for name in ("says", "binds", "denies", "origin", "roles"):
        example, reads = SPEECH[name]["example"], SPEECH[name]["reads"]
        reading = read(example)[-1]
        speaker = reading.speaker.name if reading.speaker is not None else reading.origin
        assert speaker is not None
        assert reads.split()[-1] in speaker
    assert first(SPEECH["denies"]["example"]).negated
    assert first(SPEECH["refuses"]["example"]).negated
    assert first(SPEECH["plans"]["example"]).modality == SPEECH["plans"]["reads"]
    assert first(SPEECH["possible"]["example"]).modality == SPEECH["possible"]["reads"]
    assert first(SPEECH["public"]["example"]).step == "delivered"
    assert read(SPEECH["asks"]["example"]) == []


def test_money_that_states_share_is_the_givers() -> None:
    cell = table("numbers")["shared_money"]
    amount = first(cell["example"]).amount
    assert amount is not None
    assert amount.currency == cell["reads"]
