"""The word lists of the data files, as sets that the rules ask."""

from __future__ import annotations

from functools import cache
from typing import Any

from claims.extraction.lexicon import rows, table


@cache
def verb_frames() -> dict[str, str]:
    """Verb (with its particle) to frame."""
    return {row["verb"]: row["frame"] for row in rows("verbs")}


@cache
def noun_frames() -> dict[str, str]:
    """Event noun to frame."""
    return {row["noun"]: row["frame"] for row in rows("nouns")}


def _speech(name: str, key: str) -> frozenset[str]:
    cell: dict[str, Any] = table("speech")[name]
    return frozenset(cell[key])


def _structure(name: str) -> frozenset[str]:
    cell: dict[str, Any] = table("structure")[name]
    return frozenset(cell["words"])


SAYS = _speech("says", "verbs")
BINDS = _speech("binds", "verbs")
DENIES = _speech("denies", "verbs")
REFUSES = _speech("refuses", "verbs")
PLANS = _speech("plans", "words")
POSSIBLE = _speech("possible", "words")
ASKS = _speech("asks", "verbs")
LEADS = _speech("origin", "leads")
HEARSAY = _speech("origin", "adverbs")
PERSONS = _speech("roles", "persons")
OFFICES = _speech("roles", "offices")
NOT_FRAMES: frozenset[str] = frozenset(table("guards")["not_frames"]["verbs"])
PUBLIC = _speech("public", "nouns")
CONTAINERS = _structure("containers")
FORMATIONS = _structure("formations")
GENERIC_HEADS = _structure("generic_heads")
MASS_UNITS = _structure("mass_units")
CARRYING = _structure("carrying")
STANDING: dict[str, str] = table("structure")["standing"]
CUES: dict[str, str] = table("structure")["cues"]
MEASURES: dict[str, list[str]] = table("structure")["measures"]
GROWS = _structure("grows")
SHRINKS = _structure("shrinks")
REPUTED = _structure("reputed")
INSTRUMENTS: dict[str, str] = table("structure")["instruments"]
EVENTIVE = _structure("eventive")
STATELY = _structure("stately")
BLOC = _structure("bloc")
LENT = _structure("lent")
MAKES = _structure("makes")
HELPS = _structure("helps")
BENEFITS = _structure("benefits")
ONGOING = _structure("ongoing")
HANDED = _structure("handed")
PACKAGED = _structure("packaged")
DONE_GOVERNORS = _structure("done_governors")
ACTS = _structure("acts")
SOLDIERING = _structure("soldiering")
DRILLS = _structure("drills")
BATTLES = _structure("battles")
MISSIONS = _structure("missions")
ABOUT = _structure("about")
OBJECT_CONTROL = _structure("object_control")
PAPERS = _structure("papers")
RELATED = _structure("related")
POSTED = _structure("posted")
REALMS = _structure("realms")
TITLES = frozenset(table("titles")["titles"])
RULERS: dict[str, str] = table("structure")["rulers"]
FOES = frozenset(frozenset(pair) for pair in table("structure")["foes"]["pairs"])
OUTLETS = _speech("outlets", "names")
RECEIVES = ("receive", "expect")  # frames whose subject is who receives
