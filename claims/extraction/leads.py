"""Who a text says is speaking without a verb: "UNRWA: no truck has come", "Russia lost 90 men - ministry"."""

from __future__ import annotations

import re

from claims.extraction.actors import Mention, find_mentions
from claims.extraction.cast import Figurant
from claims.extraction.words import OFFICES, OUTLETS, PERSONS, TITLES

LEAD = re.compile(r"\s*(?:\d\d?[:.]\d\d\s*[-–—]\s*)?(?P<who>[A-ZÀ-ÖØ-Þ][^:.!?;\"“”\n]{1,60}): ")
TAIL = re.compile(r"\s[-–—] ?(?P<who>[^-–—:;!?\"“”,\n]{2,50})$")
CLAUSE = re.compile(r"\s*(?:[\w'’.-]+ ){0,8}?(?:will|has|have|had|is to|are to|would)\b")
WORD = re.compile(r"[\w'’.-]+")
CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž]")


def lead_of(text: str) -> Figurant | None:
    """Who speaks what follows a colon at the head of a block: an agency, an office, somebody with a title; a capital
    only before a whole clause, for "Kabul: two dead" names a place."""
    match = LEAD.match(text)
    if match is None:
        return None
    return _named(match["who"], bare=("capital",) if CLAUSE.match(text, match.end()) else ())


def tail_of(text: str) -> Figurant | None:
    """Who is named after the last dash of a headline; an outlet there only brings the news."""
    match = TAIL.search(text.rstrip(" ."))
    return _named(match["who"], bare=("capital", "name")) if match is not None else None


def _named(who: str, bare: tuple[str, ...]) -> Figurant | None:
    """The person or office of a lead; ``bare``: the forms of a state's name that stand for it alone."""
    said = re.sub(r"^(?:the|The|a|A)\s+", "", who).strip()
    if said in OUTLETS:
        return None
    mention = next(iter(find_mentions(said)), None)
    if mention is not None and (mention.start, mention.end) == (0, len(said)):
        return _alone(said, mention, bare)
    words = [word for word in WORD.findall(said) if word not in ("'s", "’s")]
    if not words:
        return None
    entity = mention.entity if mention is not None and mention.form != "place" else None
    met = frozenset(word.lower() for word in words)
    last = words[-1].lower()
    if {last, last.removesuffix("s")} & PERSONS:
        return Figurant(said, None, "person", entity, met)
    if last in OFFICES or {"ministry", "department", "agency"} & met:
        return Figurant(said, None, "organisation", entity, met)
    return _titled(words, mention, met)


def _alone(said: str, mention: Mention, bare: tuple[str, ...]) -> Figurant | None:
    """A name of the data files by itself."""
    met = frozenset(said.lower().split())
    if mention.form == "official":
        return Figurant(said, None, "person", mention.entity, met)
    if mention.form in ("organisation", "seat"):
        return Figurant(said, None, "organisation", mention.entity, met)
    return Figurant(said, None, "country", mention.entity, met) if mention.form in bare else None


def _titled(words: list[str], mention: Mention | None, met: frozenset[str]) -> Figurant | None:
    """ "Minister of State Harriet Okafor": titles, then a name."""
    at = max((i for i, word in enumerate(words) if word.lower() in TITLES), default=-1)
    name = words[at + 1 :]
    if at < 0 or not 0 < len(name) <= 3 or not all(CAPITALISED.match(word) for word in name):
        return None
    if mention is not None and mention.form != "official" and mention.start > 0:
        return None  # "Aid for Ukraine"
    if mention is None and not all(word.lower() in TITLES for word in words[: at + 1]):
        return None
    entity = mention.entity if mention is not None and mention.form != "place" else None
    return Figurant(" ".join(name), " ".join(words[: at + 1]), "person", entity, met)
