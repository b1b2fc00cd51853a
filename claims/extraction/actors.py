"""States, organisations and officials named in a text: through names, capitals, palaces, adjectives."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from claims.extraction.lexicon import rows, words
from claims.extraction.shapes import ActorKind, Party
from claims.extraction.spotting import Trie

Form = Literal["name", "demonym", "capital", "seat", "place", "organisation", "official"]


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor that the data files know; ``code`` is the ISO 3166 alpha-2 code of a state, else None."""

    name: str
    code: str | None
    kind: ActorKind


@dataclass(frozen=True, slots=True)
class Mention:
    """``text[start:end]`` names ``entity``; ``form`` says how (a capital may be a place or a government)."""

    start: int
    end: int
    entity: Entity
    form: Form

    def party(self, text: str) -> Party:
        return Party(self.entity.name, self.entity.code, self.entity.kind, text)


OWNS = (" ", "'s ", "’s ", "' ", "’ ")  # between a state and what is its own
PALESTINIAN = {"Gaza": "Gaza", "Gaza Strip": "Gaza", "the Gaza Strip": "Gaza", "the Strip": "Gaza",
               "Gazan": "Gaza", "Gazans": "Gaza",
               "West Bank": "West Bank", "the West Bank": "West Bank"}  # fmt: skip


@cache
def countries() -> dict[str, Entity]:
    """ISO code to entity."""
    return {row["code"]: Entity(row["name"], row["code"], "country") for row in rows("countries")}


@cache
def organisations() -> dict[str, Entity]:
    """Name to entity."""
    return {row["name"]: Entity(row["name"], None, "organisation") for row in rows("organisations")}


def _country_phrases() -> list[tuple[str, tuple[Entity, Form]]]:
    found: list[tuple[str, tuple[Entity, Form]]] = []
    for row in rows("countries"):
        state = countries()[row["code"]]
        named = [(name, "name") for name in (row["name"], *words(row["aliases"]))]
        named += [(name, "demonym") for name in words(row["demonyms"])]
        named += [(name, "capital") for name in words(row["capitals"])]
        for phrase, form in named:
            entity = Entity(PALESTINIAN[phrase], "PS", "country") if phrase in PALESTINIAN else state
            found.append((phrase, (entity, form)))  # type: ignore[arg-type]  # the list above holds Form values
    return found


@cache
def _trie() -> Trie[tuple[Entity, Form]]:
    phrases = _country_phrases()
    for row in rows("seats"):
        phrases.append((row["words"], (countries()[row["code"]], "seat")))
    for row in rows("places"):
        phrases += [(place, (countries()[row["code"]], "place")) for place in words(row["places"])]
    for row in rows("organisations"):
        entity = organisations()[row["name"]]
        phrases += [(name, (entity, "organisation")) for name in (row["name"], *words(row["aliases"]))]
    for row in rows("officials"):
        state = organisations()[row["code"][1:]] if row["code"].startswith("@") else countries()[row["code"]]
        phrases += [(name, (state, "official")) for name in words(row["names"])]
    return Trie(phrases)


def find_mentions(text: str) -> list[Mention]:
    """Every known actor in ``text``, in order; the longest name wins. A seat belongs to the state named right before
    it: "Poland's Senate", "the Mexican Congress"."""
    found: list[Mention] = []
    for start, end, (entity, form) in _trie().spot(text):
        before = found[-1] if found else None
        if form == "seat" and before is not None and before.form in ("name", "demonym", "capital"):
            entity = before.entity if text[before.end : start] in OWNS else entity
        found.append(Mention(start, end, entity, form))
    return found
