"""Things that lean on the verb of the sentence before: "On Monday 36 did", "200 million of it"."""

from __future__ import annotations

from claims.extraction.lines import Theme
from claims.extraction.predicates import Frame
from claims.extraction.tree import child, children
from claims.extraction.words import MEASURES

COUNTS = ("tally", "count", "figure", "number", "total", "estimate", "toll")


def again(theme: Theme, before: str | None) -> Frame | None:
    """ "On Monday 36 did", "OCHA's tally is 119": the verb before is meant, or what it counted."""
    if before is not None and theme.money is not None and _of_it(theme):
        return Frame(theme, before, theme.root, None, "nominal")  # "200 million of it for drones"
    verb = theme.root.head
    told = child(verb, "nsubj") if theme.root.dep_ == "attr" and verb.lemma_ == "be" else None
    if (
        before is not None
        and theme.figure is not None
        and told is not None
        and told.lower_ in ("that", "this", "these")
    ):
        return Frame(theme, "arrive" if before == "give" else before, verb, verb, "nsubj")
    counted = (theme.bare and theme.figure is not None) or (theme.sort.strength == "fund" and theme.money is not None)
    if before is None or not counted:
        return None
    done = verb.lemma_ == "do" and child(verb, "dobj") is None
    if theme.root.dep_ == "nsubj" and done and verb.dep_ not in ("aux", "auxpass"):
        return Frame(theme, before, verb, verb, "nsubj")
    way = theme.root.head.lower_ if theme.root.dep_ == "pobj" else "with"
    verb = verb.head if theme.root.dep_ == "pobj" else verb
    said = next((kid for kid in children(verb, "dobj", "nsubj") if kid.lemma_.lower() in COUNTS), None)
    if said is not None and said != theme.root and way in MEASURES.get(verb.lemma_.lower(), ()):
        return Frame(theme, "arrive" if before == "give" else before, verb, verb, "nsubj")
    return None


def _of_it(theme: Theme) -> bool:
    """Whether the sum is a part of the one before: "$54 billion *of it* from the EU"."""
    low = theme.root.i + 1
    words = theme.root.doc[low : low + 2]
    return len(words) == 2 and words[0].lower_ == "of" and words[1].lower_ in ("it", "that", "this", "which")
