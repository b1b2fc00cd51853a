"""Arms that move of their own: tanks that enter a town, aircraft in another's airspace are no gift."""

from __future__ import annotations

import re

from claims.extraction.reading import Draft
from claims.extraction.tree import passive

# Givers whose own name may be a state's people ("Polish farmers"), and who act for no state.
PRIVATE = frozenset("farmer protester driver worker rebel militant trader smuggler airline fan".split())
ARMED = ("heavy_weapons", "weapons", "air_defence", "vehicles", "aircraft", "naval", "ammunition")
ENTERS = frozenset("enter roll cross trundle rumble stream pour drive march advance pass infiltrate fly".split())
COMES = frozenset("reach land come strike".split())
ABROAD = re.compile(
    r"\b(?:air defen[cs]e (?:identification )?zone|airspace|median line|territorial waters|strait|channel)\b",
    re.IGNORECASE,
)
GIVEN = re.compile(
    r"\b(?:donat\w*|promis\w*|pledg\w*|deliver\w*|suppl(?:y|ies|ied)|aid|assistance|gift|hand(?:ed|ing) over|handover"
    r"|batch|shipment|tranche|first|last of|bought|from [A-Z]\w+)\b"
)


def intrudes(made: Draft, text: str) -> bool:
    """Whether arms only go where their owner sends them; ``text``: the paragraph, which may say that they are given."""
    frame, verb = made.frame, made.frame.verb
    if (
        frame.name not in ("arrive", "generic")
        or verb is None
        or not frame.relation.startswith("nsubj")
        or passive(verb)
    ):
        return False
    words = " ".join(token.text for token in frame.head.subtree)
    if ABROAD.search(words) and frame.theme.sort.category in ("aircraft", "naval"):
        return True
    if (
        made.stance.negated
        or frame.theme.sort.strength != "strong"
        or frame.theme.sort.category not in ARMED
        or GIVEN.search(text)
    ):
        return False
    lemma = frame.predicate.lemma_.lower()
    return lemma in ENTERS or (lemma in COMES and made.quantity is None)
