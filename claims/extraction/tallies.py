"""Figures said of a thing by a verb of measure: "losses exceed 900", "takes its aid to $66bn", "numbers some 60"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claims.extraction.figures import Figure
from claims.extraction.lines import SOLDIERS, Theme
from claims.extraction.predicates import Frame
from claims.extraction.tree import child, children, passive, subject, verbal
from claims.extraction.words import GROWS, MEASURES, SHRINKS, SOLDIERING, STANDING

if TYPE_CHECKING:
    from spacy.tokens import Token

TOLL = frozenset("loss casualty toll dead fatality death killed wounded fallen injured".split())
TRAINED = frozenset("trained trainee graduate".split())
TRADE = frozenset("export import production output sale trade demand consumption revenue harvest price".split())
SUMS = ("fund", "money", "aid", "package", "strong")


def measure(themes: list[Theme]) -> list[Theme]:
    """The things of a sentence; a figure that a verb of measure says of one of them has gone over to it, and the
    figure that was before ("from 18,000 to 12,000") is gone."""
    gone: list[Theme] = []
    for theme in themes:
        verb = _measuring(theme)
        if verb is None:
            gone += _by_so_many(theme, themes)
            continue
        gone += _former(verb, themes)
        owner = _owner(verb, theme, themes)
        if owner is None:
            theme.measured = verb if theme.sort.role is not None or _dead(verb, theme) else None
            continue
        if theme.money is not None:
            owner.money = theme.money
        else:
            weighed = theme.noun.lemma_.lower() if theme.sort.strength == "unknown" else None
            owner.figure, owner.unit = _bounded(theme.figure, verb), theme.unit or weighed or owner.unit
        owner.measured = verb
        gone.append(theme)
    return [theme for theme in themes if theme not in gone]


def _bounded(figure: Figure | None, verb: Token) -> Figure | None:
    """ "Exceed 900", "near 5,000": the verb says more or less as "over" and "nearly" do."""
    if figure is None or figure.precision != "exact":
        return figure
    if verb.lemma_ in ("exceed", "surpass", "pass", "top"):
        return replace(figure, max=None, precision="at_least")
    return replace(figure, precision="about") if verb.lemma_ in ("near", "approach") else figure


def _by_so_many(theme: Theme, themes: list[Theme]) -> list[Theme]:
    """ "Cut its force by 300", "increased its contingent by 200 soldiers": how many go or come, when the text does not
    say how many stay."""
    node = theme.root
    if theme.figure is None or node.dep_ != "pobj" or node.head.lower_ != "by" or not (theme.bare or theme.sort.role):
        return []
    verb = node.head.head
    if not verbal(verb) or verb.lemma_.lower() not in GROWS | SHRINKS | {"strengthen", "beef", "reinforce"}:
        return []
    owner = _owner(verb, theme, themes)
    if owner is None or owner.sort.role is None:
        return []
    grows = verb.lemma_.lower() not in SHRINKS
    owner.figure = replace(theme.figure, increment=theme.figure.increment or grows)
    owner.measured = verb
    return [theme]


def _measuring(theme: Theme) -> Token | None:
    """The verb of measure that a bare figure, a sum or a count of soldiers is the measure of."""
    counted = theme.bare or theme.sort.strength in ("fund", "unknown") or theme.sort.role is not None or theme.unit
    if not counted or (theme.figure is None and theme.money is None):
        return None
    node = theme.root
    if node.dep_ == "pobj":
        verb, way = node.head.head, way_of(node)
        verb = verb.head if verb.pos_ == "ADP" else verb  # "from 900 to 1,700", where one hangs on the other
    elif node.dep_ in ("dobj", "attr", "npadvmod", "oprd", "dep"):
        verb, way = node.head, "with"
    else:
        return None
    if verb.lemma_ == "be" and any(aux.lower_ == "had" for aux in children(verb, "aux")):
        return None  # "had been 150 million": what was before
    return verb if way in MEASURES.get(verb.lemma_.lower(), ()) else None


def way_of(node: Token) -> str:
    """The preposition a figure hangs on; "from 18,000 to 12,000 troops" may be parsed as one phrase."""
    way: str = node.head.lower_
    return (
        "to"
        if way in ("from", "by") and any(token.lower_ == "to" for token in node.subtree if token.i < node.i)
        else way
    )


def _dead(verb: Token, theme: Theme) -> bool:
    """ "Russian losses exceed 900": soldiers, where the losses are a state's or an army's; the losses are the thing."""
    said = child(verb, "dobj", "nsubj", "nsubjpass")
    if said is None or said.lemma_.lower() not in TOLL or theme.money is not None:
        return False
    words = {token.lower_ for token in said.subtree}
    armed = any(token.dep_ in ("amod", "poss", "nmod") and token.text[:1].isupper() for token in said.children)
    if not (armed or words & SOLDIERING) or words & {"civilian", "civilians", "children", "journalists"}:
        return False
    theme.root = theme.noun = said
    theme.sorts, theme.bare = [SOLDIERS], False
    return True


def _former(verb: Token, themes: list[Theme]) -> list[Theme]:
    """Bare figures after "from" under the same verb: what stood before."""
    before = {held.i for prep in children(verb, "prep") if prep.lower_ == "from" for held in prep.subtree}
    return [theme for theme in themes if theme.root.i in before and (theme.bare or theme.sort.strength == "fund")]


def _owner(verb: Token, theme: Theme, themes: list[Theme]) -> Theme | None:
    """The thing that is measured: the verb's object where it has one besides the figure, else its subject."""
    for said in (child(verb, "dobj"), child(verb, "nsubjpass"), subject(verb)):
        if said is None or said == theme.root:
            continue
        inside = {token.i for token in said.subtree if not _aside(token, said)}
        for other in themes:
            held = other is not theme and (other.root.i in inside or other.noun.i in inside)
            money = theme.money is not None and other.money is None and other.sort.strength in SUMS
            if held and (money or (theme.money is None and other.figure is None)):
                return other
    return None


def _aside(token: Token, top: Token) -> bool:
    while token != top:
        if token.dep_ in ("relcl", "acl", "appos", "advcl"):
            return True
        token = token.head
    return False


def tally(theme: Theme) -> Frame | None:
    """The frame of a thing that is measured: by what is counted, and by whether the count grows or shrinks."""
    verb = theme.measured
    if verb is None:
        return None
    lemma = verb.lemma_.lower()
    if theme.sort.role is not None:
        name = "withdraw" if lemma in SHRINKS or _dwindles(verb) else _strength(theme, verb)
        return Frame(theme, name, verb, verb, "nsubjpass" if passive(verb) else "attr")
    owner = theme.root if theme.root.i < verb.i or child(verb, "dobj") is theme.root else theme.noun
    if owner.lemma_.lower() in TRADE or any(kid.lemma_.lower() in TRADE for kid in children(verb, "nsubj")):
        return None  # "exports of gas reached"
    if lemma in SHRINKS:
        return Frame(theme, "reduce", verb, verb, "dobj")
    name = "arrive" if theme.money is None else STANDING.get(owner.lemma_.lower(), "allocate")
    name = "arrive" if name == "give" else name
    if lemma in GROWS:
        return Frame(theme, "boost" if name != "arrive" else "pledge", verb, verb, "dobj")
    return Frame(theme, name, owner, verb, "measured")


def _dwindles(verb: Token) -> bool:
    """ "Scaled back its force to 300", "brought its contingent down to 400"."""
    return any(kid.lower_ in ("back", "down") for kid in children(verb, "prt", "advmod"))


def _strength(theme: Theme, verb: Token) -> str:
    words = {token.lemma_.lower() for token in verb.subtree} | {token.lemma_.lower() for token in theme.root.subtree}
    if words & TOLL:
        return "kill"
    return "train" if words & TRAINED else "deploy"
