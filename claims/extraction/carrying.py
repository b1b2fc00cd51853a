"""What one sentence hands on to the next: a bare number, "they", "the rest" count what was named last."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from claims.extraction.lines import GOODS, MONEY, SOLDIERS, Theme
from claims.extraction.predicates import verb_frame
from claims.extraction.quantities import FRACTIONS
from claims.extraction.reading import Draft
from claims.extraction.stage import Stage
from claims.extraction.tree import children, denied, nearest_clause, subject
from claims.extraction.words import SOLDIERING

if TYPE_CHECKING:
    from spacy.tokens import Token


MILITARY = re.compile(
    r"\b(?:army|armies|general staff|commanders?|colonel|general|garrison|barracks|battlefield|front ?line|mercenar\w+"
    r"|deployments?|peacekeep\w+|boots|spies|paratroopers?|military|defence minist\w+|logisticians)\b",
    re.IGNORECASE,
)
FAMILIES = frozenset("system unit piece machine device item example battery set craft copy".split())
FEW = 12  # a smaller number says nothing of what it counts
LEAST_SUM = 100_000
DEFINITE = ("the", "these", "those", "all", "remaining", "last", "its", "their", "another", "more", "second", "third",
            "fourth", "fifth", "sixth", "final", "first", "next")  # fmt: skip
ARMIES = ("army", "rank", "force", "military", "legion", "unit", "brigade")
COMPATRIOTS = ("countryman", "compatriot", "national", "citizen")
BEARING_ARMS = frozenset("serve fight patrol deploy station garrison reinforce mobilise mobilize guard rotate".split())


def _before(stage: Stage, theme: Theme) -> Theme | None:
    """The thing named last that is not the very subject of the number's own clause: of "his brigade got 600" the
    brigade is no load."""
    same = stage.cast.counted.get(theme.figure.max or Decimal(-1)) if theme.bare and theme.figure is not None else None
    last = same or stage.cast.theme
    if last is not None and last.sort.role is not None and _handed(theme):
        return stage.cast.goods or last
    if last is None or not theme.bare or theme.root.dep_ not in ("dobj", "pobj"):
        return last
    doer = subject(theme.root.head)
    own = doer is not None and doer in (last.root, last.noun)
    return stage.cast.older if own else last


def _handed(theme: Theme) -> bool:
    """ "Had been told to expect twelve carriers and had got *seven*": what soldiers get is no soldiers."""
    return theme.root.dep_ == "dobj" and verb_frame(theme.root.head) == "receive"


def remembered(theme: Theme, made: Draft | None, *, led: bool) -> bool:
    """Whether the next bare number counts this thing; the sentence's subject (``led``) gives way to claims alone."""
    before = theme.root.doc[theme.root.i - 1].lower_ if theme.root.i else ""
    served = theme.sort.role is not None and theme.root.dep_ == "pobj" and theme.root.head.lower_ == "for"
    if made is None and served:
        return False  # "winter clothing for 15,000 soldiers"
    if theme.bare or (made is None and (before == "not" or denied(theme.root))):
        return False
    return made is not None or (not led and theme.sort.strength not in ("unknown", "number"))


def name(stage: Stage, made: Draft) -> None:
    """Keep what the thing of a claim is called: after "six IRIS-T systems", "two of the systems" are of their kind;
    after a sum, "the money" is that."""
    theme = made.frame.theme
    stage.cast.kinds[made.kind] = made
    stage.cast.claimed[id(theme)] = made
    if theme.figure is not None and theme.figure.max is not None and theme.figure.max > FEW and not theme.bare:
        stage.cast.counted[theme.figure.max] = theme
    if made.amount is not None:
        stage.cast.named.update(dict.fromkeys(("money", "sum", "fund", "amount", "cash"), theme))
    for noun in (theme.root, theme.noun):
        if noun.pos_ == "NOUN" and theme.sort.strength not in ("unknown", "number", "fund"):
            stage.cast.named[noun.lemma_.lower()] = theme


def _resumed(stage: Stage, theme: Theme) -> Theme | None:
    """What a definite noun ("the systems", "the remaining vehicles") names again of a claim before."""
    before = stage.cast.named.get(theme.noun.lemma_.lower())
    definite = any(kid.lower_ in DEFINITE for kid in theme.noun.children)
    counted = theme.sort.strength == "unknown" and theme.figure is not None
    later = before is not None and before.noun.sent != theme.noun.sent
    return before if later and (definite or counted) else None


def inherit(stage: Stage, theme: Theme) -> None:
    """A bare number ("six", "the remaining four", "half of them") counts what was named last."""
    before = _before(stage, theme)
    _summed(stage, theme, before)
    if not theme.bare and (known := _resumed(stage, theme)) is not None:
        theme.before = known
        theme.sorts = known.sorts if theme.sort.strength == "unknown" else theme.sorts
    if theme.sort.strength == "unknown" and before is not None and _kind_of(theme, before):
        theme.before, theme.sorts = before, before.sorts
    if theme.sort.strength == "unknown" and _soldierly(stage, theme):
        theme.sorts = [SOLDIERS]
    if theme.sort.strength == "unknown" and before is not None and _weighed(theme):
        theme.sorts = [GOODS]
    fights = theme.bare and verb_frame(nearest_clause(theme.root)) == "fight"
    if theme.bare and before is None and theme.figure is not None and (fights or MILITARY.search(stage.text)):
        theme.sorts = [SOLDIERS]  # nothing was named, and an army is spoken of
    if theme.root.lower_ == "nothing" and before is None:
        theme.sorts = [GOODS]
    if not theme.bare or before is None:
        return
    theme.sorts, theme.before = list(before.sorts), before
    theme.unit = before.unit or (before.noun.lemma_.lower() if before.noun.pos_ == "NOUN" else before.sort.unit)
    share = FRACTIONS.get(theme.root.lower_.removesuffix("s"))
    if theme.figure is None and before.figure is not None and share is not None and _partial(theme.root):
        times = 2 if any(kid.lower_ == "two" for kid in theme.root.children) else 1
        low, high = (_part(value, share * times) for value in (before.figure.min, before.figure.max))
        theme.figure = replace(before.figure, min=low, max=high, precision="words", increment=False)


def _kind_of(theme: Theme, before: Theme) -> bool:
    """ "Dutch Patriots …; two more *systems*": a counted noun for things of all kinds, after one of a certain kind."""
    sure = before.sort.strength == "strong" and before.sort.role is None and before.sort.noun not in FAMILIES
    return theme.noun.lemma_.lower() in FAMILIES and theme.figure is not None and sure


def _summed(stage: Stage, theme: Theme, before: Theme | None) -> None:
    """A large number where money was named last is a sum in it: "the first tranche of 500 million"."""
    figure, last = theme.figure, stage.cast.last
    known = (before is not None and before.money is not None) or (last is not None and last.amount is not None)
    if figure is None or theme.money is not None or not figure.scaled or not known:
        return
    counts = theme.bare or theme.sort.strength in ("money", "package", "fund", "aid") or theme.noun == theme.root.head
    shares = theme.noun.lemma_.lower() in ("share", "part", "half", "slice", "contribution", "payment")
    if (figure.max or figure.min or 0) >= LEAST_SUM and (counts or shares):
        theme.money, theme.figure = replace(figure, money=True), None
        theme.sorts, theme.bare = [*theme.sorts, MONEY] if not theme.bare else [MONEY], False


def _partial(word: Token) -> bool:
    """ "A third are", "two thirds", "half": not "the third", nor "a third was", which is one after two."""
    few = any(kid.lower_ in ("a", "one") for kid in word.children)
    verb = word.head
    plural = verb.tag_ == "VBP" or any(kid.lower_ in ("are", "were", "have") for kid in (verb, *verb.children))
    return word.lower_ == "half" or any(kid.lower_ == "two" for kid in word.children) or (few and plural)


def _part(value: Decimal | None, share: Decimal) -> Decimal | None:
    """So much of a number; a whole number of things where it comes out as one."""
    if value is None:
        return None
    part = value * share
    return part.to_integral_value() if abs(part - part.to_integral_value()) < Decimal("0.001") else part


def _weighed(theme: Theme) -> bool:
    """ "Have taken *700 tonnes* to Chad": a load of which only the weight is said."""
    weighed = theme.noun.lemma_.lower() in ("ton", "tonne", "pallet", "truckload")
    return weighed and theme.root.dep_ != "pobj" and not any(children(theme.noun, "prep"))


def _in_arms(verb: Token) -> bool:
    """ "Have served in the Russian army"."""
    return verb.lemma_ in ("serve", "enlist", "join") and any(word.lemma_ in ARMIES for word in verb.subtree)


def _soldierly(stage: Stage, theme: Theme) -> bool:
    """ "600 Latvians man the coast", "to train 5,000 Ukrainians": a people's name where soldiers are spoken of."""
    mention = stage.mention(theme.noun)
    if theme.noun.lemma_.lower() in COMPATRIOTS and _in_arms(nearest_clause(theme.root)):
        return True
    if theme.noun.lemma_.lower() in COMPATRIOTS:
        own = children(theme.noun, "acl", "relcl")
        return any(verb_frame(verb) == "fight" for verb in (nearest_clause(theme.root), *own))
    if mention is None or mention.form != "demonym" or not theme.noun.text.endswith(("s", "n", "h", "e", "i")):
        return False
    if nearest_clause(theme.root).lemma_ in BEARING_ARMS:
        return True
    before = stage.cast.theme
    near = {token.lemma_.lower() for token in theme.noun.sent} & SOLDIERING
    return bool(near) or (before is not None and before.sort.role is not None)
