"""What verbs mean over soldiers: who takes part in what, who is ordered where, and what a force is strong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.counting import FALLEN
from claims.extraction.lines import Theme
from claims.extraction.predicates import Frame, verb_frame
from claims.extraction.tree import child, children, nominal, passive, preposition, subject, verbal
from claims.extraction.words import BATTLES, DRILLS, MISSIONS

if TYPE_CHECKING:
    from spacy.tokens import Token

JOINS = ("participate", "engage", "join", "partake", "involve", "embroil", "serve")
HOLDS = frozenset(
    "hold conduct stage begin start carry launch mount complete finish run practise lead press wage fight enter repel "
    "undertake continue resume".split()
)
GATHERINGS = ("vigil", "talk", "meeting", "ceremony", "funeral", "parade", "service", "rally", "conference", "protest")
GATHERS = ("involve", "include", "feature", "gather", "see", "mobilise", "mobilize", "use", "unite", "comprise")
STRENGTH = ("strength", "presence", "force", "total", "contingent", "deployment", "garrison", "footprint")
BODIES = ("mission", "force", "contingent", "operation", "base", "garrison", "brigade", "battlegroup", "contributor")
TO = ("to", "into", "towards", "onto", "for")


def over_soldiers(verb: Token, name: str | None, relation: str) -> str | None:
    """The frame ``name`` of a verb as it is meant of soldiers, who are landed, ordered, held and let go."""
    undergoes = relation in ("dobj", "nsubjpass")
    ways = {kid.lower_ for kid in children(verb, "prep", "advmod", "prt")}
    moved = _moved(verb, name, ways)
    if moved is not None:
        return moved
    if undergoes:
        return _handled(verb, name, relation, ways)
    if name == "train" and verb.lemma_ == "prepare" and child(verb, "xcomp", "ccomp", "advcl") is not None:
        return "alert"  # "are preparing to leave for Haiti"
    if name == "receive" and relation == "prep in":
        return "deploy"  # "is to take in 400 troops from Hungary"
    held = child(verb, "dobj")
    if name == "hold" and held is not None and held.lemma_.lower() in GATHERINGS:
        return None  # "families of the soldiers held a vigil"
    return "post" if name == "buy" and verb.lemma_ == "secure" else name


def _moved(verb: Token, name: str | None, ways: set[str]) -> str | None:
    """The frame of a verb by the way it leads: home, out to a mission, into a fight."""
    if verb.lemma_ == "go" and verb.tag_ == "VBN" and not ways & {*TO, "through", "on", "over", "missing"}:
        return "withdraw"  # "some 300 had gone", "must be gone by May"
    if name in ("deploy", "post", "give", "arrive", "buy") and homeward(ways):
        return "withdraw"  # "rotated 300 marines out of Iraq"
    if name == "withdraw" and outward(verb, ways):
        return "arrive"  # "will fly out next week to reinforce the contingent"
    if name == "leave" and verb.lemma_ == "head":
        return "arrive"
    if "through" in ways and any(_event(held) == "train" for held in preposition(verb, "through")):
        return "train"  # "have passed through German training grounds"
    if verb.lemma_ == "be" and any(kid.lower_ == "home" and child(kid, "prep") for kid in verb.children):
        return "be"  # "is home to a battalion"
    return "deploy" if name == "slip" and "into" in ways else None


def _handled(verb: Token, name: str | None, relation: str, ways: set[str]) -> str | None:
    """The frame of a verb whose object soldiers are."""
    if verb.lemma_ == "order":
        return _ordered(verb, name, ways)
    if name == "leave" and any(kid.lower_ in FALLEN for kid in children(verb, "oprd", "acomp", "ccomp", "advcl")):
        return "kill"  # "left 13 soldiers dead"
    if verb.lemma_ == "relieve" and passive(verb):
        return "withdraw"
    held = child(verb, "dobj")
    if name == "hold" and verb.lemma_ == "hold" and held is not None and held.pos_ != "PRON":
        return "kill"  # "is holding 18 Cambodian soldiers"
    if name in ("pledge", "commit") and any(_event(held) == "fight" for held in preposition(verb, "to")):
        return "fight"  # "committed to the battle"
    if name == "boost" and verb.lemma_ == "sustain":
        return "lose"
    if (name == "reduce" and "from" in ways) or (name == "stop" and verb.lemma_ in ("scale", "wind")):
        return "withdraw"  # "cut 300 soldiers from its force"
    if name == "leave" or (name == "receive" and relation == "dobj"):
        return "deploy"  # "will leave 400 troops in Syria"
    return name


def _ordered(verb: Token, name: str | None, ways: set[str]) -> str | None:
    """Soldiers who are ordered to a place, or to leave one: the host's order as much as their own state's."""
    inner = child(verb, "xcomp", "ccomp")
    told = verb_frame(inner) if inner is not None else None
    if told in ("leave", "withdraw"):
        return "withdraw"
    return "alert" if ways & {*TO, "in"} or told in ("deploy", "give", "arrive", "fight", "move") else name


def homeward(ways: set[str]) -> bool:
    """Whether the particles and prepositions of a verb lead home: "out", "back", but not "out to"."""
    return bool(
        (ways & {"home", "out"} and not ways & {"to", "into"}) or ("back" in ways and not ways & {"to", "into", "in"})
    )


def outward(verb: Token, ways: set[str]) -> bool:
    """ "Flew out to Lebanon", "will ship out to reinforce the mission": out of home, not of where they served."""
    if "out" not in ways or "from" in ways or any(out.lower_ == "out" and child(out, "prep") for out in verb.children):
        return False
    purpose = any(kid.tag_ == "VB" for kid in children(verb, "advcl", "xcomp"))
    return bool(ways & {"to", "into"}) or purpose


def engaged(theme: Theme) -> Frame | None:
    """Soldiers in a fight or at a drill: "took part in the incursion", "saw action", "an exercise with 900 men"."""
    if theme.sort.role is None:
        return None
    node = theme.root
    while node.dep_ == "conj" and nominal(node.head):
        node = node.head
    verb = node.head
    if node.dep_ == "pobj" and verb.lower_ == "with" and _event(verb.head) == "train" and theme.figure is not None:
        return Frame(theme, "train", verb.head, None, "nominal")
    if not verbal(verb) or nominal(verb):
        return None
    if node.dep_ in ("nsubj", "nsubjpass"):
        name = _taken_up(verb)
        return Frame(theme, name, verb, verb, "nsubj") if name else None
    owner = verb.head if verb.dep_ == "acl" else subject(verb)
    gathers = node.dep_ == "dobj" and verb.lemma_ in GATHERS and owner is not None
    name = _event(owner) if gathers and owner is not None else None
    return Frame(theme, name, verb, verb, "dobj") if name else None


def _taken_up(verb: Token) -> str | None:
    """The frame of what the subject of a verb takes up: a fight, a drill, a mission."""
    held = child(verb, "dobj")
    joins = verb.lemma_ in JOINS or (verb.lemma_ == "take" and held is not None and held.lower_ in ("part", "place"))
    if verb.lemma_ == "be" or joins:
        within = next((name for of in preposition(verb, "in") if (name := _event(of))), None)
        return within or (_event(held) if held is not None and verb.lemma_ == "join" else None)
    if held is None or passive(verb):
        return None
    if verb.lemma_ == "see" and held.lemma_.lower() in ("action", "combat", "battle"):
        return "fight"
    return _event(held) if verb.lemma_ in HOLDS and held.lemma_.lower() not in MISSIONS else None


def _event(noun: Token) -> str | None:
    """The frame of a noun for what soldiers do: to fight, to train, to serve."""
    word, compounds = noun.lemma_.lower(), [kid.lemma_.lower() for kid in children(noun, "compound")]
    words = {word, *compounds, *(f"{kid} {word}" for kid in compounds)}
    for name, nouns in (("train", DRILLS), ("fight", BATTLES), ("post", MISSIONS)):
        if words & nouns:
            return name
    return None


def mustered(theme: Theme) -> Frame | None:
    """A force said to be so strong: "has a strength of 4,600 troops", "the mission, with 11,500 troops, is …"."""
    prep = theme.root.head
    if theme.sort.role is None or theme.figure is None:
        return None
    if theme.root.dep_ == "dobj" and prep.dep_ == "relcl" and prep.lemma_ in ("count", "number", "muster", "total"):
        return Frame(theme, "deploy", prep, prep, "attr")  # "the contingent, which counts 800"
    if theme.root.dep_ == "nsubj" and prep.lemma_ == "be" and any(kid.lower_ == "strong" for kid in prep.children):
        return Frame(theme, "deploy", prep, prep, "attr")  # "the force would be 10,000 to 15,000 strong"
    if theme.root.dep_ != "pobj":
        return None
    whole = prep.head
    if prep.lower_ == "of" and whole.lemma_.lower() in STRENGTH and whole.dep_ in ("dobj", "attr", "pobj"):
        verb = whole.head
        known = verbal(verb) and verb.lemma_ in ("have", "be", "reach", "maintain", "keep")
        return Frame(theme, "deploy", verb, verb, "attr") if known else None
    named = whole.pos_ == "PROPN" or whole.lemma_.lower() in BODIES
    if prep.lower_ == "with" and named and nominal(whole):
        return Frame(theme, "deploy", whole, None, "nominal")
    return None
