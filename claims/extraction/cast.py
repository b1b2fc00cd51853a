"""Who appears in an article: persons with role and state, offices, and what "he", "it", "the ministry" mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from claims.extraction.actors import Entity
from claims.extraction.shapes import Party, Speaker
from claims.extraction.words import STATELY

if TYPE_CHECKING:
    from claims.extraction.lines import Theme
    from claims.extraction.reading import Draft


BRIEFERS = frozenset(("mr", "mr.", "ms", "ms.", "mrs", "mrs."))  # who answers at a briefing speaks for the giver

ENVOYS = frozenset(
    "embassy ambassador consul consulate chargé attaché spokesman spokeswoman spokesperson spokespeople".split()
)  # where nothing says whose, they speak for who gives


@dataclass(slots=True)
class Figurant:
    """Somebody or some office that the article has named; ``belongs``: "its minister", the state is the subject's."""

    name: str
    role: str | None
    kind: str
    entity: Entity | None
    words: frozenset[str]
    belongs: bool = False


class Cast:
    """The memory of one article, filled in reading order; ``named`` says what "the systems" are by their noun,
    ``counted`` what "all eighty" are by their number, ``goods`` what was named last that is no soldier, ``kinds`` the
    last claim of each kind."""

    def __init__(self) -> None:
        self.people: list[Figurant] = []
        self.offices: list[Figurant] = []
        self.speaker: Figurant | None = None
        self.theme: Theme | None = None
        self.older: Theme | None = None
        self.named: dict[str, Theme] = {}
        self.counted: dict[Decimal, Theme] = {}
        self.goods: Theme | None = None
        self.kinds: dict[str, Draft] = {}
        self.claimed: dict[int, Draft] = {}  # by the identity of its thing, which the claim keeps alive
        self.frame: str | None = None
        self.last: Draft | None = None
        self.told: set[tuple[str, str, str]] = set()

    def claim_of(self, theme: Theme) -> Draft | None:
        """The claim that was made of a thing."""
        return self.claimed.get(id(theme))

    def person(self, name: str) -> Figurant | None:
        """The person of this name or last name that was met before."""
        last = name.split()[-1].lower() if name.split() else ""
        for figurant in reversed(self.people):
            if figurant.name.lower() == name.lower() or figurant.name.split()[-1].lower() == last:
                return figurant
        return None

    def by_role(self, lemma: str, entity: Entity | None) -> Figurant | None:
        """The latest person or office whose role holds this word, of the same state where one is named."""
        for figurant in (*reversed(self.people), *reversed(self.offices)):
            if lemma in figurant.words and (entity is None or figurant.entity is None or figurant.entity == entity):
                return figurant
        return None


def settle(figurant: Figurant | None, dateline: Entity | None, party: Party | None) -> None:
    """Give a minister, general or army without a state the state of the dateline, else the actor's."""
    if figurant is None or figurant.entity is not None:
        return
    words = figurant.words | frozenset(re.findall(r"[\w-]+", (figurant.role or "").lower()))
    answers = bool(words & (BRIEFERS | ENVOYS))
    if not (figurant.belongs or words & STATELY or answers):
        return
    if dateline is not None and not (figurant.belongs or answers):
        figurant.entity = dateline
    elif party is not None and party.kind != "person":
        figurant.entity = Entity(party.name, party.code, party.kind)


def as_party(figurant: Figurant | None, text: str) -> Party | None:
    if figurant is None:
        return None
    if figurant.entity is not None:
        return Party(figurant.entity.name, figurant.entity.code, figurant.entity.kind, text)
    if figurant.kind == "person":
        return None
    return Party(figurant.name, None, "organisation", text)


def as_speaker(figurant: Figurant | None) -> Speaker | None:
    """A figurant as the speaker of a reading."""
    if figurant is None or not figurant.name:
        return None
    code = figurant.entity.code if figurant.entity is not None else None
    kind = figurant.kind if figurant.kind in ("person", "country") else "organisation"
    return Speaker(figurant.name, figurant.role, kind, code)  # type: ignore[arg-type]  # one of ActorKind by the line above
