"""Who says a clause: verbs of saying above or beside it, quotation marks over several sentences, "according to"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.extraction.asides import aside
from claims.extraction.cast import Cast, Figurant
from claims.extraction.stage import Stage
from claims.extraction.tree import child, children, nominal, particle, reckons, says, subject
from claims.extraction.words import ABOUT, ACTS, BINDS, HEARSAY, LEADS, OFFICES, OUTLETS, PERSONS, STATELY

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

QUOTED = re.compile(r"“[^”\n]{2,}(?:”|$)|\"[^\"\n]{2,}(?:\"|$)|‘[^’\n]{2,}’(?=[\s,.;])|«[^»\n]+»")
THINGS_TOO = frozenset(
    "add put continue find show call promise pledge offer commit describe guarantee agree count read post".split()
)
OWN_DEEDS = frozenset("claim deny admit boast profess acknowledge confess allege".split())  # "claims to have killed"
SETTLES = ("agree", "decide", "commit", "undertake", "pledge", "unveil")  # what a body does, rather than says
GROUPS = frozenset("leaders donors allies members governments countries states partners ministers nations".split())
OPINES = ("call", "describe", "dismiss", "put", "reply", "counter")
PARTS = frozenset("most some many all none half both few several others each any one neither either".split())
LED = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(LEADS)))})\s+", re.IGNORECASE)
BESIDE = ("parataxis", "ccomp", "dep", "advcl", "conj", "ROOT")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says a clause, with the word of saying, and whom they lean on."""

    speaker: Figurant | None
    attribution: str | None
    origin: str | None
    verb: Token | None = None


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """The stretches of a block between quotation marks, marks included."""
    return [match.span() for match in QUOTED.finditer(text)]


def saying_above(token: Token) -> Token | None:
    """The verb of saying whose clause the token stands in: "said *that it would send*"."""
    node = token
    for ancestor in token.ancestors:
        if says(ancestor) and ancestor.pos_ in ("VERB", "AUX") and _speaks(ancestor):
            said = node.dep_ in ("ccomp", "parataxis") or (node == token and node.dep_ == "dobj" and nominal(node))
            said = said or (node.dep_ == "xcomp" and ancestor.lemma_ in OWN_DEEDS)
            if said or _misread(node, ancestor) or _goes_on(node, ancestor):
                return ancestor
        node = ancestor
    return None


def _misread(node: Token, verb: Token) -> bool:
    """What is said, taken for a second subject: "troops are holding the bridge, the army said"."""
    if node.dep_ == "nsubj" and aside(verb) is not None:
        return True
    return node.dep_ == "nsubj" and node != speaking(verb) and speaking(verb) is not None


def _goes_on(node: Token, verb: Token) -> bool:
    """A clause that goes on after the attribution: "A, the ministry said, and B will follow"."""
    said = child(verb, "ccomp")
    own = child(node, "nsubj", "nsubjpass") is not None
    return node.dep_ == "conj" and own and said is not None and said.i < verb.i < node.i


def speaking(verb: Token) -> Token | None:
    """Who a verb of saying has as speaker: the subject nearest to it, else the name just before it."""
    subjects = [kid for kid in children(verb, "nsubj") if kid.i < verb.i]
    if subjects and subjects[-1].lower_ in PARTS:  # "most of them in the north, a diplomat, Ana Roth, said"
        return child(subjects[-1], "appos")
    if subjects:
        return subjects[-1]
    after = child(verb, "nsubj")
    if after is not None:
        return after
    before = verb.doc[verb.i - 1] if verb.i > verb.sent.start else verb
    before = before.nbor(-1) if before.is_punct and before.i > verb.sent.start else before
    named = before.pos_ == "PROPN" and before.dep_ in ("appos", "dep", "pobj", "conj") and verb.tag_ in ("VBD", "VBZ")
    return before if named else subject(verb)


def _speaks(verb: Token) -> bool:
    if verb.tag_ == "VB" and child(verb, "nsubj") is None:
        return verb.dep_ == "conj"
    return True


def saying_beside(token: Token) -> Token | None:
    """The verb of saying inserted into or hung on to the clause: "…, he noted, …"."""
    for node in (token, *token.ancestors):
        for kid in node.children:
            if _inserted(kid) and kid != token and token not in kid.subtree:
                return kid
    return None


def _inserted(verb: Token) -> bool:
    """Whether a verb of saying stands beside a clause, with a subject of its own."""
    spoken = says(verb) and verb.dep_ in BESIDE and verb.tag_ in ("VBD", "VBZ", "VBP")
    return spoken and child(verb, "nsubj") is not None and child(verb, "mark") is None


def voice_of(stage: Stage, top: Token, *, binds: bool, end: int) -> Voice:
    """Who says the clause headed by ``top`` that ends at ``end``; with ``binds`` its own verb may be the speech."""
    verb = saying_above(top) or (_binding(stage, top) if binds or top.lemma_ in OWN_DEEDS or reckons(top) else None)
    verb = verb or saying_beside(top) or (_topic_of(top) if nominal(top) else None) or saying_after(stage, top, end)
    origin = origin_of(stage, top)
    if verb is None or _of_another(top, verb):
        return Voice(None, None, origin)
    doer = speaking(verb) if child(verb, "auxpass") is None else None
    speaker = speaker_of(stage, verb) if child(verb, "auxpass") is None else None
    if doer is not None and doer.lower_ in ("who", "which", "that"):
        speaker = stage.figurant(verb.head) if verb.dep_ == "relcl" else None
    if speaker is not None and binds and speaker.name in OUTLETS and _binding(stage, top) not in (None, verb):
        verb = top  # "Japan's minister announced a grant, Kyodo reported"
        speaker = speaker_of(stage, verb)
    if speaker is not None and (_only_acts(speaker, verb) or (origin is not None and _brings(speaker))):
        speaker = None
    return Voice(speaker, verb.text, origin, verb)


def _of_another(top: Token, verb: Token) -> bool:
    """Whether words of saying behind a semicolon are about what stands there: "…; “it is too little,” he said", "…;
    Kyiv puts the force at 62,000", "…; the chief called it a drop in the ocean"."""
    between = verb.doc[top.i : verb.i] if top.i < verb.i else ()
    cut = next((token.i for token in between if token.text == ";"), None)
    if cut is None:
        return False
    return verb.doc[cut + 1].is_quote or reckons(verb) or verb.lemma_ in OPINES


def speaker_of(stage: Stage, verb: Token) -> Figurant | None:
    """Who a verb of saying has as speaker, if that is somebody who can speak."""
    found = aside(verb)
    if found is not None:
        return stage.person_beside(found)
    doer = speaking(verb)
    return stage.figurant(doer) if doer is not None and _can_speak(stage, doer, verb) else None


def _brings(speaker: Figurant) -> bool:
    """Whether a source that leans on others is an outlet: a name without state or office."""
    named = speaker.entity is None and speaker.role is None and speaker.kind != "country"
    return speaker.name in OUTLETS or (named and speaker.name[:1].isupper() and not speaker.words & STATELY)


def _can_speak(stage: Stage, doer: Token, verb: Token) -> bool:
    """Not a thing, by verbs that things have too: "an agreement adds six", "the hospital promised last year"."""
    if verb.lemma_ not in THINGS_TOO or doer.pos_ != "NOUN" or stage.mention(doer) is not None:
        return True
    lemma = doer.lemma_.lower()
    if lemma in PERSONS or lemma in OFFICES or doer.tag_ == "NNS":
        return True
    return any(kid.pos_ == "PROPN" for kid in children(doer, "appos", "compound"))


def _binding(stage: Stage, top: Token) -> Token | None:
    """A clause's own verb where it is a speech: "the minister promised ten tanks", "claimed to have killed"."""
    if (reckons(top) and child(top, "dobj") is not None) or (
        top.lemma_ in OWN_DEEDS and child(top, "xcomp") is not None
    ):
        return top
    return (
        top
        if {top.lemma_, particle(top)} & BINDS and subject(top) is not None and child(top, "auxpass") is None
        else None
    )


def _only_acts(speaker: Figurant, verb: Token) -> bool:
    """ "Spain pledged ten tanks" tells what a state did; no one in it speaks."""
    together = speaker.kind == "organisation" or speaker.words & GROUPS
    return verb.lemma_ in ACTS and bool(speaker.kind == "country" or (together and verb.lemma_ in SETTLES))


def saying_after(stage: Stage, top: Token, end: int) -> Token | None:
    """The verb of saying that closes the sentence after the clause: "…, the navy in Bogotá said"."""
    sent = top.sent
    if sent.start not in stage.sayings:  # asked for every claim, and the same for all of a sentence
        stage.sayings[sent.start] = [t for t in sent if says(t) and t.tag_ in ("VBD", "VBZ", "VBP")]
    for token in stage.sayings[sent.start]:
        if token.idx < end:
            continue
        beside = aside(token)
        doer = beside.role[0] if beside is not None else child(token, "nsubj")
        if doer is not None and doer.idx >= end and not any(kid.i > token.i for kid in children(token, "ccomp")):
            return token
    return None


def _topic_of(noun: Token) -> Token | None:
    """The verb of a speech about an event: "speaking about the deployment"."""
    verb = next((token for token in noun.ancestors if token.pos_ == "VERB"), None)
    return verb if verb is not None and verb.lemma_ in ABOUT else None


def origin_of(stage: Stage, top: Token) -> str | None:
    """The words for whom the text leans on, after "according to", "citing", "quoting" in the sentence."""
    sent = top.sent
    if sent.start not in stage.origins:
        match = LED.search(sent.text)
        stage.origins[sent.start] = _phrase_at(stage, sent, match.end()) if match else None
    return stage.origins[sent.start]


def _phrase_at(stage: Stage, sent: Span, offset: int) -> str | None:
    char = sent.start_char + offset
    tokens = [token for token in sent if token.idx >= char]
    if not tokens:
        return None
    head = tokens[0]
    while head.head.idx >= char and head.dep_ not in ("pobj", "dobj", "ROOT") and head.head != head:
        head = head.head
    named = next((kid for kid in children(head, "appos") if kid.pos_ == "PROPN" and stage.human(kid)), None)
    if named is not None and head.pos_ != "PROPN":
        return stage.name(named)[0] or None  # "its defence minister, Troels Lund Poulsen"
    end = head.idx + len(head)
    for prep in children(head, "prep"):
        if prep.lower_ in ("of", "in", "at", "from", "for", "to", "with") and prep.idx - end <= 1:
            end = max(kid.idx + len(kid) for kid in prep.subtree)
    said = stage.text[char:end] if end > char else head.text
    return re.sub(r"^(?:the|a|an)\s+", "", said, flags=re.IGNORECASE).strip(" ,.;") or None


def hearsay(top: Token) -> bool:
    """Whether "reportedly" or its like stands in the clause."""
    return any(token.lower_ in HEARSAY for token in top.subtree)


def quote_voice(stage: Stage, spans: list[tuple[int, int]], start: int, end: int, cast: Cast) -> Voice | None:
    """Who speaks in the quotation around ``start``: by the words before, between or after the marks."""
    inside = next((span for span in spans if span[0] <= start and end <= span[1] + 1), None)
    if inside is None:
        return None
    for verb in _verbs_near(stage, inside):
        speaker = speaker_of(stage, verb)
        if speaker is not None:
            return Voice(speaker, verb.text, None, verb)
    return Voice(cast.speaker, None, None) if cast.speaker is not None else None


def _verbs_near(stage: Stage, span: tuple[int, int]) -> list[Token]:
    """Verbs of saying outside the marks, in the sentences that the quotation touches or follows."""
    found: list[tuple[int, Token]] = []
    for token in stage.doc:
        if not says(token) or token.pos_ not in ("VERB", "AUX") or child(token, "nsubj") is None:
            continue
        if span[0] <= token.idx < span[1]:
            continue
        gap = token.idx - span[1] if token.idx >= span[1] else span[0] - token.idx
        between = stage.text[span[1] : token.idx] if token.idx >= span[1] else stage.text[token.idx : span[0]]
        stops = len(re.findall(r"[.!?](?:\s|$)", between))
        if stops == 0 and gap < 120:
            found.append((gap, token))
    return [token for _, token in sorted(found, key=lambda pair: pair[0])]
