"""How sure a clause is: asserted, promised, planned, possible; denied or not; under what condition."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.extraction.predicates import Frame, verb_frame
from claims.extraction.shapes import Modality
from claims.extraction.tree import (
    Status,
    auxiliaries,
    child,
    children,
    denied,
    negated,
    particle,
    passive,
    status,
    subject,
)
from claims.extraction.words import ASKS, BINDS, DENIES, DONE_GOVERNORS, PLANS, POSSIBLE, REFUSES, REPUTED

if TYPE_CHECKING:
    from spacy.tokens import Token

REPORTS = ("report", "claim", "allegation", "suggestion", "accusation", "rumour", "rumor", "idea", "notion", "story")
SCHEDULED = ("go", "fly", "follow", "come", "depart", "leave", "sail", "head", "return", "start")
HABITS = ("daily", "day", "usually", "often", "regularly", "now", "already", "again", "still", "continue")
ALLOWS = ("approve", "commit", "allocate", "fund")
SOON = re.compile(
    r"\b(?:within (?:(?:the next|a few|a couple of|\w+) )?(?:days?|weeks?|months?)|tomorrow|soon|shortly"
    r"|next (?:week|month|year|spring|summer|autumn|winter)|in the (?:coming|next) \w+|not (?:until|before)"
    r"|later this (?:week|month|year)|in (?:a few|two|three|several) \w+s?"
    r"|by (?:year - end|the end of|christmas|summer|spring|autumn|winter|next|mid ?-)"
    r"|(?:this|from|by) (?:january|february|march|april|may|june|july|august|september|october|november|december))\b"
)
CONDITIONAL = ("if", "unless", "provided", "providing", "assuming")


@dataclass(frozen=True, slots=True)
class Stance:
    """How a claim is meant. ``ahead``: it still lies ahead; ``moot``: nobody claims it (a wish, a question)."""

    modality: Modality
    negated: bool
    ahead: bool
    status: Status
    condition: str | None = None
    moot: bool = False


def stance(frame: Frame) -> Stance:
    """How sure the frame's clause is, from its own verb up to the head of the clause."""
    verb = frame.verb
    if verb is None:
        return Stance("asserted", False, False, "now")
    words: list[Token] = [verb, *frame.chain]
    if _wanted(frame, words):
        return Stance("asserted", False, True, "ought", moot=True)
    no = sum(_denies(word, verb) for word in dict.fromkeys(words)) % 2 == 1
    no = (no != _nothing(frame)) != (particle(verb) == "rule out")
    modality, ahead, state = _time(frame, verb)
    condition = _condition(words)
    if condition is not None:
        modality = "possible"
    return Stance(modality, no, ahead, state, condition)


def _wanted(frame: Frame, words: list[Token]) -> bool:
    """Whether nobody claims it: a wish, a question, a duty, or a clause that only gives the time of another thing."""
    figured = frame.theme.figure is not None or frame.theme.money is not None
    told = figured or "stop" in (frame.name, frame.operator)  # "after Washington halted some deliveries"
    if _in_time(words[-1], figured=told) or _wished(frame) or _asked(words[-1], frame):
        return True
    return any(status(word) == "ought" and not _expected(word, frame) for word in words)


def _expected(word: Token, frame: Frame) -> bool:
    """ "Should be there by New Year", "must be gone by May": a date for what is to come, not a wish."""
    auxes = {aux.lower_ for aux in auxiliaries(word)}
    if "have" in auxes:
        return False
    coming = "should" in auxes and (frame.name in ("be", "arrive") or word.lemma_ == "be")
    return coming or ("must" in auxes and frame.name in ("withdraw", "leave"))


def _in_time(word: Token, *, figured: bool) -> bool:
    """Whether the clause only says when something else happens: "once Berlin has paid", "as soon as it can"."""
    lead = [kid.lower_ for kid in children(word, "mark", "advmod")]
    if not figured and word.dep_ in ("advcl", "pcomp") and {"after", "before", "since"} & {*lead}:
        return True
    return (word.dep_ in ("advcl", "ccomp") and bool({"once", "until", "till"} & {*lead})) or (
        word.dep_ == "advcl" and "as" in lead and word.head.lower_ in ("soon", "long", "as")
    )


def _nothing(frame: Frame) -> bool:
    """ "Has supplied no shells", "there are no soldiers": the denial stands on the thing."""
    if frame.relation.startswith("nsubj"):
        return False  # seen with the verb already
    return denied(frame.theme.root) or denied(frame.theme.noun)


def _denies(word: Token, verb: Token) -> bool:
    refused = word != verb and word.pos_ == "VERB" and bool({word.lemma_, particle(word)} & (REFUSES | DENIES))
    said_no = negated(word) or any(
        kid.lower_ in ("no", "without") and kid.dep_ in ("det", "neg") for kid in word.children
    )
    pending = word != verb and word.lemma_ in ("have", "be") and any(kid.lower_ == "yet" for kid in word.children)
    stopped = pending or (word.lower_ in ("without", "yet") and word.dep_ in ("prep", "advmod", "acomp"))
    return (refused or stopped) != said_no


def _time(frame: Frame, verb: Token) -> tuple[Modality, bool, Status]:
    state = status(verb)
    if state == "open" and verb.lemma_ in ("confirm", "announce") and frame.predicate == verb:
        return "asserted", False, "done"  # "I can confirm today a further £2 million"
    if state == "open" or (frame.predicate == verb and frame.name == "pledge" and verb.lemma_ in POSSIBLE - {"offer"}):
        return "possible", True, state
    if not frame.chain:
        return _plain(frame, verb, state)
    return _governed(frame, verb, state)


def _plain(frame: Frame, verb: Token, state: Status) -> tuple[Modality, bool, Status]:
    if state == "ahead":
        return "promised", True, state
    if state == "ought":
        return "planned", True, state
    if state == "infinitive":
        return "planned", True, state
    if frame.name == "expect" or frame.predicate.lemma_ == "propose":
        return "planned", True, state
    ready = child(verb, "acomp") if frame.name == "be" else None
    if ready is not None and ready.lemma_.lower() in PLANS and ready.lemma_.lower() != "ready":
        return "planned", True, state
    if _scheduled(frame, verb):
        return "planned", True, state
    if particle(verb) == "rule out":
        return "asserted", True, state
    if frame.name in ("pledge", "announce", "slip") or frame.operator in ("pledge", "announce", "slip"):
        return "promised", True, state
    return "asserted", False, state


def _scheduled(frame: Frame, verb: Token) -> bool:
    """ "Two go to Kyiv this year", "a team flies tonight": the present tense of a timetable; headlines, which end
    without a mark, tell in it what has happened."""
    now = verb.tag_ in ("VBZ", "VBP") and not auxiliaries(verb)
    if now and frame.theme.sort.role is None and SOON.search(" ".join(token.lower_ for token in verb.subtree)):
        moves = frame.predicate == verb and frame.name in ("arrive", "receive", "give")
        return moves or (frame.predicate != verb and verb.lemma_ in ("begin", "start", "resume"))
    told = verb.sent[-1].is_punct and not any(kid.lower_ in HABITS for kid in verb.subtree)
    moves = frame.name in ("arrive", "leave", "give", "withdraw", "train") and verb.lemma_ in SCHEDULED
    return told and moves and verb.tag_ in ("VBZ", "VBP", "VB") and frame.predicate == verb and not auxiliaries(verb)


def _governed(frame: Frame, verb: Token, state: Status) -> tuple[Modality, bool, Status]:
    """The first telling word of the chain decides; an open auxiliary anywhere leaves it open."""
    chain = frame.chain
    if len(chain) == 1 and chain[0].lemma_ in REPUTED and passive(chain[0]):
        return "asserted", False, "done" if state == "done" else "now"  # "are believed to be fighting"
    if any(status(word) == "open" or (word.lemma_.lower() in POSSIBLE and not _binds(word)) for word in chain):
        return "possible", True, "open"
    if any(particle(word) in ("rule out", "exclude") and negated(word) for word in chain):
        return "possible", True, "open"
    if (settled := _settled(chain)) is not None:
        return settled
    said = next((found for word in chain if (found := _governor(word, verb)) is not None), None)
    if said is not None:
        return said, True, "open" if said == "possible" else "ahead"
    if status(chain[-1]) == "ahead":
        return "promised", True, "ahead"
    if status(chain[-1]) == "ought":
        return "planned", True, "ahead"  # "the money should start flowing"
    if chain[0].lemma_ in DONE_GOVERNORS or chain[0].lemma_ in ("fail", "have"):
        return "asserted", False, "done" if status(chain[0]) == "done" else "now"
    if state == "infinitive":
        return "planned", True, "ahead"
    return "asserted", False, status(chain[-1])


def _settled(chain: list[Token]) -> tuple[Modality, bool, Status] | None:
    """What is so already: "has been able to get 300 tonnes into Darfur"; "has approved sending mines", though the mines
    are still to come."""
    if chain[0].lower_ == "able" and status(chain[-1]) == "done":
        return "asserted", False, "done"
    allows = (word for word in chain if word.pos_ == "VERB" and verb_frame(word) in ALLOWS and not _binds(word))
    allowed = any(status(word) == "done" for word in allows)
    return ("asserted", True, "ahead") if allowed else None


def _governor(word: Token, verb: Token) -> Modality | None:
    """What one word above the verb makes of it: "promised to", "plans to", "is ready to", "is going to"."""
    lemma = word.lemma_.lower()
    if _binds(word) or ({lemma, particle(word)} & REFUSES and lemma != "fail"):
        return "promised"
    if lemma == "be":
        return _predicated(word, verb)
    allowed = word.pos_ == "VERB" and verb_frame(word) in ALLOWS
    if (lemma in PLANS and lemma not in DONE_GOVERNORS) or allowed:
        return "planned"  # "approved sending mines", "gave the go-ahead for tanks to be sent"
    return "promised" if lemma == "go" and word.tag_ == "VBG" else None


def _predicated(word: Token, verb: Token) -> Modality | None:
    """ "Is to send", "is due to arrive", "is willing to"."""
    ready = child(word, "acomp", "attr")
    ready = ready if ready is None or ready.i < verb.i else None
    if ready is not None and ready.lemma_.lower() in POSSIBLE:
        return "possible"
    if verb.dep_ != "xcomp":
        return None
    return "planned" if ready is None or ready.lemma_.lower() in PLANS else "possible"


def _binds(word: Token) -> bool:
    if word.lemma_.lower() in BINDS:
        return True
    return (
        word.lemma_.lower() in ("pledge", "promise", "offer", "commitment", "vow", "decision", "agreement")
        and word.pos_ == "NOUN"
    )


def _wished(frame: Frame) -> bool:
    """ "Urged Berlin to send", "called on allies to deliver": another is asked for it, nobody says it comes."""
    for word in frame.chain:
        if word.lemma_ not in ASKS or word.lemma_ == "expect" or word.pos_ not in ("VERB", "NOUN"):
            continue
        if (
            word.lemma_ in ("want", "seek", "hope", "propose", "need", "suggest", "push", "debate", "oppose")
            and word.pos_ == "VERB"
        ):
            doer = subject(frame.verb) if frame.verb is not None else None
            if doer is None or doer == subject(word) or word.lemma_ in ("oppose",):
                continue
        return True
    return False


def _asked(top: Token, frame: Frame) -> bool:
    """ "Asked whether it would send", "demanded that it send": questions and demands."""
    head = frame.top if frame.top is not None else top
    mark = child(head, "mark")
    if mark is not None and mark.lower_ == "whether":
        return True
    if head.dep_ != "ccomp":
        return False
    if mark is not None and mark.lower_ == "if":
        return True
    above = head.head
    return (
        above.lemma_ in ("demand", "urge", "request", "insist", "recommend", "propose", "ask", "suggest")
        and status(head) == "bare"
    )


def _condition(words: list[Token]) -> str | None:
    """The clause that the claim hangs on, in the text's words: "if …", "unless …", "provided that …", "should …"."""
    for kid in (kid for word in words for kid in children(word, "advcl")):
        mark = child(kid, "mark")
        lead = mark.lower_ if mark is not None else kid.lower_
        inverted = kid.left_edge.lower_ in ("should", "were") and kid.left_edge.dep_ in ("aux", "auxpass")
        if lead in CONDITIONAL or kid.lower_ in CONDITIONAL or inverted:
            said: str = kid.doc[kid.left_edge.i : kid.right_edge.i + 1].text
            return said.strip(" ,.")
    return None


def denied_above(top: Token) -> bool:
    """Whether the clause is the object of a denial: "denied that it had sold shells"."""
    above = top.head
    if top.dep_ in ("acl", "relcl", "ccomp") and above.lemma_.lower() in REPORTS:
        return above.head.lemma_ in DENIES and above.dep_ in ("dobj", "nsubjpass")
    return top.dep_ in ("ccomp", "xcomp", "dobj") and above.lemma_ in DENIES and above != top


def unsaid(top: Token) -> bool:
    """Whether nobody says so or denies it: "has neither confirmed nor denied the presence"."""
    above = top if top.lemma_ in DENIES else top.head
    if above.lemma_ not in DENIES or (above != top and top.dep_ not in ("dobj", "ccomp", "nsubjpass")):
        return False
    words = [above, above.head] if above.dep_ == "conj" else [above]
    return any(kid.lower_ in ("neither", "nor", "not", "n't", "n’t") for word in words for kid in word.children)
