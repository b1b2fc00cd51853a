"""Which step of the ladder a clause reports, from its frame, its operator and how it stands in time."""

from __future__ import annotations

import re
from typing import cast

from claims.extraction.modality import Stance
from claims.extraction.predicates import Frame
from claims.extraction.shapes import Kind, Step
from claims.extraction.tree import children, subject
from claims.extraction.words import HANDED, INSTRUMENTS, ONGOING, PACKAGED

UNDER_WAY = re.compile(
    r"\b(?:at sea"
    r"|on (?:its|their|the) (?:way|road)|en route|in transit|on the water|stuck|waiting|under way|loaded|packed|ready"
    r"|stand by|in (?:a |the )?warehouses?|at the (?:port|border|wharf|crossing|paint shop|depot|docks?)|aboard"
    r"|on board"
    r"|on (?:a|the|two|three|its|another) (?:dhow|ship|plane|truck|train|vessel|freighter|barge|ferry|lorry|boat)s?"
    r"|being (?:loaded|packed|flown|shipped|prepared|readied))\b"
)
STANDBY = re.compile(
    r"\b(?:(?:on|at) (?:\w+ ){0,2}(?:stand ?-?by|alert|readiness)|ready to (?:go|deploy|leave|move|fly))\b"
)
ALLOWS = ("approve", "authorise", "authorize", "endorse", "sanction", "allow", "permit", "order")
STAYS = ("stay", "remain", "keep")
HANDS = ("deliver", "distribute", "ship", "send", "hand", "pay", "disburse", "bring", "carry")
RATE = re.compile(r"\b(?:a|each|every|per) (?:day|week|month|year)\b|\b(?:daily|weekly|monthly|annually)\b")
STORES = re.compile(r"\b(?:stocks?|stockpiles?|stores?|inventor(?:y|ies)|arsenals?|depots?|reserves?|drawdown)\b")
ON_ORDER = re.compile(r"\b(?:on order|in the (?:pipeline|works)|on the books|in the offing|outstanding|still owed)\b")
HELD = re.compile(r"\b(?:on hold|on ice|frozen|suspended|blocked|held back|off the table)\b")
PLAIN: dict[str, Step] = {
    "pledge": "pledged", "slip": "pledged", "boost": "pledged", "commit": "committed", "sale": "committed",
    "enact": "committed", "grant": "allocated", "leave": "allocated", "reduce": "cancelled",
    "include": "allocated", "expect": "pledged",
    "reject": "cancelled",
}  # fmt: skip
TIMED: dict[str, tuple[Step, Step | None]] = {
    "buy": ("pledged", "committed"), "sell": ("pledged", "committed"), "fund": ("pledged", "allocated"),
    "allocate": ("pledged", "allocated"), "find": ("pledged", None), "deploy": ("pledged", "delivered"),
}  # fmt: skip
TROOPS: dict[str, Step] = {
    "withdraw": "withdrawn",
    "reduce": "withdrawn",
    "train": "training",
    "fight": "at_front",
    "hold": "at_front",
}
ANNOUNCES = ("alert", "pledge", "announce", "approve", "allocate", "slip", "commit")
ARMS = ("heavy_weapons", "weapons", "ammunition", "air_defence", "aircraft", "vehicles", "naval", "equipment")
GIVING = ("give", "provide", "supply", "hand", "deliver")
MOVES = ("give", "deploy", "arrive", "leave", "move", "post", "generic", "be")
AT_FRONT = re.compile(
    r"\b(?:at|on|along|in) the (?:\w+ )?(?:front ?lines?|front|line of contact|trenches)\b|\binto battle\b"
)
THERE = re.compile(
    r"\b(?:in|at|on the ground|there|here|inside|already"
    r"|with (?:the )?(?:[\w’'-]+ ){0,2}(?:army|forces|navy|air force|troops|military|police|brigades?))\b"
)


def kind_of(frame: Frame) -> Kind:
    """Soldiers make a troops claim, all else an aid claim."""
    return "troops" if frame.theme.sort.role is not None else "aid"


def step_of(frame: Frame, stance: Stance) -> Step | None:
    """The furthest step the clause says was reached; None when the words make no claim of ours together."""
    if kind_of(frame) == "troops":
        return _troops(frame, stance)
    return _aid(frame, stance)


def _words(frame: Frame) -> str:
    verb = frame.verb if frame.verb is not None else frame.predicate
    return " ".join(token.lower_ for token in verb.subtree)


def _aid(frame: Frame, stance: Stance) -> Step | None:
    name, operator = frame.name, frame.operator
    doer = subject(frame.verb) if frame.verb is not None and frame.relation in ("dobj", "dative", "conj") else None
    if (
        doer is not None
        and doer.pos_ == "NOUN"
        and (frame.predicate.lemma_ not in HANDS or frame.predicate.dep_ == "acl")
        and doer.lemma_.lower() in INSTRUMENTS
        and name in ("give", "fund", "allocate", "boost", "include")
    ):
        return cast("Step", INSTRUMENTS[doer.lemma_.lower()])
    held = frame.verb is not None and frame.verb.lemma_ in ("be", "remain", "stay", "sit", "put")
    if held and ON_ORDER.search(_words(frame)):
        return "pledged"
    if "withdraw" in (name, operator) and (frame.theme.money is not None or STORES.search(_words(frame))):
        return "pledged" if stance.ahead else "allocated"  # "a $1.25 billion drawdown", "taken out of our stocks"
    if {"stop", "withdraw"} & {name, operator} or (held and HELD.search(_words(frame))):
        return "cancelled"
    if operator:
        over = _aid_operator(frame, operator, stance)
        if over is not None:
            return over
    return _aid_frame(frame, name, stance)


def _aid_operator(frame: Frame, operator: str, stance: Stance) -> Step | None:
    if operator in ("approve", "commit"):
        if frame.name in ("give", "pledge") and operator == "approve":
            return "allocated"
        return "committed"
    if operator in ("pledge", "announce", "boost", "slip"):
        return None if frame.name in ("allocate", "commit", "approve", "buy") else "pledged"
    if operator in ("allocate", "fund") and not stance.ahead:
        return "allocated"
    if operator in ("receive", "arrive"):
        if frame.name in ("approve", "commit", "allocate", "stop"):
            return None  # an approval that comes is one
        return "delivered" if not stance.ahead else "pledged"
    return None


def _aid_frame(frame: Frame, name: str, stance: Stance) -> Step | None:
    if frame.theme.sort.strength == "rescue" and name in ("fight", "post", "deploy", "generic"):
        return "pledged" if stance.ahead else "delivered"
    plain = PLAIN.get(name)
    if plain is not None:
        return plain
    if name in ("give", "receive", "arrive"):
        return _given(frame, stance)
    if name == "announce":
        return "allocated" if frame.theme.root.lemma_.lower() in PACKAGED else "pledged"
    if name == "approve":
        return _approved(frame)
    if name in ("be", "generic"):
        return _unlisted(frame, stance)
    return _by_time(frame, name, stance)


def _by_time(frame: Frame, name: str, stance: Stance) -> Step | None:
    """Frames that mean one step while they lie ahead and another when done."""
    if name == "deploy" and frame.theme.sort.strength != "rescue":
        stored = frame.predicate.lemma_ in ("position", "place", "preposition") and stance.status == "done"
        return "allocated" if stored and not stance.ahead else None
    if name == "sell" and (frame.theme.sort.category not in ARMS or frame.theme.sort.strength == "weak"):
        return None  # trade is no aid
    if name == "service" and (frame.theme.money is not None or frame.theme.sort.category == "financial"):
        return "pledged" if stance.ahead else "allocated"  # "has opened a credit line"
    if name == "service":
        return "delivered" if stance.status == "done" and not stance.ahead else "pledged"
    if name == "find" and not stance.ahead and (frame.theme.money is not None or frame.relation == "nsubjpass"):
        return "allocated"
    if frame.operator == "announce":
        return "allocated"  # what is announced as allocated is
    ahead, done = TIMED.get(name, (None, None))
    return ahead if stance.ahead else done


def _unlisted(frame: Frame, stance: Stance) -> Step | None:
    """A verb of no list: what lies ahead is promised, what is under way allocated, what is there delivered."""
    if stance.ahead:
        return "pledged"
    said = " ".join(token.lower_ for token in frame.predicate.subtree)
    bearer = frame.theme.sort.category in ("naval", "aircraft")  # ships wait, and are no gift for it
    if frame.predicate.lemma_ in ("sit", "wait", "lie") and not bearer and not HELD.search(said):
        return "allocated"
    if HELD.search(said):
        return "cancelled"
    if UNDER_WAY.search(said):
        return "allocated"
    if frame.name == "be":
        return "delivered" if THERE.search(said) else None
    finished = frame.verb is not None and frame.verb.tag_ == "VBN" and frame.relation == "nsubjpass"
    return "delivered" if stance.status == "done" or finished else None


def _given(frame: Frame, stance: Stance) -> Step:
    if stance.ahead:
        return "pledged"
    if frame.predicate != frame.verb and stance.status == "now":
        return "delivered" if frame.name == "arrive" or frame.predicate.lemma_ in HANDED else "pledged"
    if frame.predicate.lemma_ == "present" and frame.theme.root.lemma_.lower() in PACKAGED:
        return "allocated"  # "presented its nineteenth package"
    if stance.status == "now" and RATE.search(_words(frame)):
        return "delivered"
    if frame.predicate.lemma_ in ("lend", "grant") and frame.predicate == frame.verb:
        return "allocated"
    under_way = frame.predicate.tag_ == "VBG" and frame.predicate.lemma_ in GIVING and not RATE.search(_words(frame))
    if stance.status == "now" and under_way and frame.relation == "dobj":
        return "pledged"  # "is giving Ukraine 180,000 rounds"
    if stance.status == "now":
        return "delivered" if frame.predicate.lemma_ in ONGOING or frame.name in ("arrive", "receive") else "pledged"
    return "delivered"


def _approved(frame: Frame) -> Step:
    """A parliament's yes is a commitment; a cabinet's package is earmarked money."""
    lemma = frame.theme.root.lemma_.lower()
    if frame.predicate.lemma_ == "let" and frame.theme.sort.category not in ("financial", "other"):
        return "delivered"  # "let 12 wagons of wheat through"
    if frame.predicate.lemma_ in ("authorise", "authorize", "adopt"):
        return "allocated"
    return "allocated" if lemma in ("package", "tranche") else "committed"


def _troops(frame: Frame, stance: Stance) -> Step | None:
    name, operator = frame.name, frame.operator
    if name == "leave" and _leaves_for_home(frame):
        return "withdrawn"
    if frame.theme.sort.role in ("trainees", "trainers") and name in (*MOVES, "pledge", "fund", "expect"):
        return "training"
    if name == "stop" or operator == "stop":
        return _stopped(frame)
    if name in TROOPS or operator == "train":
        return TROOPS.get(name, "training")
    if frame.predicate.lemma_ in ("free", "release", "swap", "exchange") or frame.predicate.head.lemma_ == "lie":
        return None  # prisoners who come back, the dead in their graves
    if name in ("kill", "die", "lose"):
        return "losses" if not stance.ahead or stance.modality == "possible" else None
    if name in MOVES:
        return _moved(frame, stance)
    if name == "expect" and frame.relation.startswith("nsubj"):
        return "announced"  # "a further 200 are expected"
    return "announced" if name in ANNOUNCES or (name in ("boost", "find") and stance.ahead) else None


def _stopped(frame: Frame) -> Step | None:
    shrinks = frame.name == "stop" and frame.predicate.lemma_ in ("cut", "halve", "slash")
    return "withdrawn" if shrinks or (frame.operator == "stop" and frame.name == "deploy") else None


def _moved(frame: Frame, stance: Stance) -> Step | None:
    if frame.name in ("generic", "be") and not frame.relation.startswith("nsubj") and not _goes_somewhere(frame):
        return None
    if frame.name == "generic" and frame.predicate.lemma_ in ("lie", "rest"):
        return None  # in their graves
    if frame.predicate.lemma_ in STAYS:
        return "deployed"  # "will stay", "are to remain": they are there
    if frame.operator in ANNOUNCES or STANDBY.search(" ".join(token.lower_ for token in frame.predicate.subtree)):
        return "announced"
    if stance.ahead or _setting_out(frame, stance) or any(word.lemma_ in ALLOWS for word in frame.chain):
        return "announced"
    return "at_front" if AT_FRONT.search(_words(frame)) else "deployed"


def _goes_somewhere(frame: Frame) -> bool:
    """Whether soldiers under a verb of no list are moved to a place: "poured 1,000 troops into Congo"."""
    preps = (*children(frame.predicate, "prep", "prt"), *children(frame.theme.root, "prep"))
    return any(prep.lower_ in ("into", "to", "in", "near", "along", "across", "onto", "towards") for prep in preps)


def _setting_out(frame: Frame, stance: Stance) -> bool:
    return (
        stance.status == "now"
        and frame.predicate.lemma_ in ("send", "dispatch", "despatch")
        and frame.verb == frame.predicate
    )


def _leaves_for_home(frame: Frame) -> bool:
    """Whether soldiers leave where they served: not "left for Haiti", nor "have left or are leaving for the Gulf"."""
    verbs = (frame.predicate, *children(frame.predicate, "conj"))
    ways = {prep.lower_ for verb in verbs for prep in verb.children}
    return not ways & {"for", "to", "towards"}
