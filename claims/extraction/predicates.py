"""Verbs of the lists: the frame a verb has here, and whether a thing stands where the frame wants it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claims.extraction.calendars import MONTHS, WEEKDAYS
from claims.extraction.lines import Theme
from claims.extraction.tree import child, children, particle, passive, subject
from claims.extraction.words import SHRINKS, verb_frames

if TYPE_CHECKING:
    from spacy.tokens import Token


TIMES = {*WEEKDAYS, *MONTHS, "week", "month", "year", "time", "return", "response"}

LOADS = frozenset(
    "package tranche shipment consignment delivery aid assistance convoy donation parcel batch list load cargo "
    "gift sum total drawdown help".split()
)
MOTION = ("to", "for", "towards", "into", "from", "through", "in", "out", "home", "back")

OBJECT = ("dobj", "nsubjpass", "attr", "oprd", "dative", "dep")


@dataclass(slots=True, eq=False)
class Frame:
    """A thing under its predicate. ``operator`` is a verb of our lists above an event noun ("halted deliveries"),
    ``verb`` the verb whose time counts, ``top`` the head of the whole clause, ``chain`` the words between."""

    theme: Theme
    name: str
    predicate: Token
    verb: Token | None
    relation: str
    operator: str | None = None
    chain: list[Token] = field(default_factory=list)
    top: Token | None = None
    preposition: str | None = None

    @property
    def head(self) -> Token:
        """The token whose subtree makes the claim."""
        return self.top if self.top is not None else self.predicate


def idiom_of(verb: Token) -> str | None:
    """The frame of a verb with its object: "give the green *light* to a loan", "pull the *plug* on a grant"."""
    held = child(verb, "dobj")
    if held is None or held.pos_ != "NOUN":
        return None
    return verb_frames().get(f"{verb.lemma_.lower()} {held.lemma_.lower()}")


def _parted(verb: Token) -> int:
    """Where a particle stands that its object parts from the verb: "set five million euros *aside*"; else the verb."""
    held = child(verb, "dobj")
    after = held.right_edge.i if held is not None else verb.i
    for place in range(verb.i + 1, min(after + 2, verb.sent.end)):
        if verb.doc[place].lower_ in ("aside", "apart", "free"):
            return place
    return verb.i


def verb_frame(verb: Token) -> str | None:
    """The frame of a verb; its longest form that the lists know leads: "put on hold", "order out", "order"."""
    frames, lemma = verb_frames(), verb.lemma_.lower()
    company = _in_company(verb)
    if company is not None:
        return company
    if lemma == "bring" and any(kid.lower_ in ("home", "back") for kid in verb.children):
        return "withdraw"
    held = child(verb, "dobj")
    if held is not None and (idiom := _with_object(verb, held)) is not None:
        return idiom
    if lemma == "get" and any(aux.lower_ in ("has", "have", "'s", "’s", "'ve", "’ve") for aux in children(verb, "aux")):
        return None  # "has got" is "has"
    return frames.get(particle(verb)) or frames.get(lemma)


def _in_company(verb: Token) -> str | None:
    """The frame of a verb with its particle or preposition: "come up with", "put on hold", "set … aside"."""
    frames, lemma, whole = verb_frames(), verb.lemma_.lower(), particle(verb)
    for prep in children(verb, "prep", "advmod", "prt", "acomp", "oprd", "ccomp", "attr", "xcomp", "advcl"):
        held = child(prep, "pobj")
        if held is not None and held.lower_ in TIMES:
            continue
        trip = held is not None and prep.lower_ == "in" and prep.i > verb.i + 1 and child(verb, "dobj") is not None
        if held is not None and trip and f"{lemma} in {held.lower_}" not in frames:
            continue  # "sent 50 tonnes to Egypt in two shipments" is no sending in
        longer = frames.get(f"{lemma} {prep.lower_} {held.lower_}") if held is not None else None
        longer = longer or (frames.get(f"{whole} {prep.lower_}") if whole != lemma else None)
        if name := longer or frames.get(f"{lemma} {prep.lower_}"):
            later = next(children(verb, "prep"), None) if prep.dep_ == "prt" else None
            return (frames.get(f"{whole} {later.lower_}") if later is not None else None) or name
    return frames.get(f"{lemma} {verb.doc[_parted(verb)].lower_}")


def _with_object(verb: Token, held: Token) -> str | None:
    """The frame of a verb with what it holds: "give the green light", "make available", "take delivery"."""
    lemma = verb.lemma_.lower()
    if (idiom := idiom_of(verb)) is not None:
        return idiom
    if lemma == "make" and any(kid.lower_ == "available" for kid in held.children):
        return "allocate"
    if lemma == "take" and held.lower_ == "delivery":
        return "receive"
    return verb_frames().get(f"{lemma} {held.lower_}") if held.pos_ == "PRON" else None


RESUMES = ("resume", "restart", "continue")
SUBJECT_FRAMES = ("enact", "post", "arrive", "leave", "fight", "die", "hold", "slip")


def fits(theme: Theme, name: str, verb: Token, relation: str) -> bool:
    """Whether the thing stands where this frame wants it: what is sent is an object, what arrives a subject."""
    troops = theme.sort.role is not None
    if verb.lemma_ == "number":
        return troops and relation == "dobj"
    undergoes = relation in OBJECT or (relation.startswith("nsubj") and passive(verb))
    if relation in ("prep by", "prep agent") or (verb.lemma_ == "clear" and theme.sort.strength == "strong"):
        return False
    if name == "include":
        owner = subject(verb)
        return relation in ("dobj", "prep of") and owner is not None and owner.lemma_.lower() in LOADS
    if relation.startswith("nsubj") and not passive(verb):
        if name in SUBJECT_FRAMES:
            bound = any(prep.lower_ in MOTION for prep in children(verb, "prep", "advmod"))
            return bound or verb.lemma_ not in ("go", "march", "roll", "sail", "drive")

        if name == "train" and theme.sort.role == "trainers":
            return True
        if verb.lemma_ in (SHRINKS if troops else RESUMES) and child(verb, "dobj") is None:
            return True
        return troops and name in ("deploy", "train", "withdraw", "move", "give") and child(verb, "dobj") is None
    if relation.startswith("prep"):
        return _fits_preposition(theme, name, verb, relation[5:])
    if name in SUBJECT_FRAMES:
        thrown = name == "fight" and verb.lemma_ == "commit"  # "committed 300 soldiers to the battle"
        return thrown or (name == "post" and relation == "nsubjpass")
    return undergoes or relation in ("relcl", "acl", "conj", "appos", "npadvmod")


def _fits_preposition(theme: Theme, name: str, verb: Token, prep: str) -> bool:
    """ "Provide Kyiv with tanks", "promised for July" is no thing, "sign a contract for tanks", "pay for shells"."""
    if prep == "with":
        given = name in ("give", "arrive", "fund") and theme.sort.role is None
        return given or verb.lemma_ in ("reinforce", "land") or idiom_of(verb) == "deploy"  # "fill the gap with 1,091"
    if prep == "of":
        return name == "receive"
    if idiom_of(verb) == name:
        return prep in ("to", "on", "for")
    if prep in ("on", "for") and name in ("allocate", "fund", "commit", "buy", "pledge", "approve"):
        return True
    near = prep != "in" or verb.nbor().lower_ == prep  # "flew in tents", not "flew tents in three sorties"
    particle = near and f"{verb.lemma_.lower()} {prep}" in verb_frames()  # "part with ten jets", "wave through a loan"
    return particle or prep == "up" or (prep == "to" and verb.lemma_ in ("commit", "agree", "amount"))
