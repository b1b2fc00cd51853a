"""Who receives; for troops, whom they help."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.extraction.actors import Mention
from claims.extraction.cast import Figurant
from claims.extraction.predicates import Frame
from claims.extraction.shapes import Party
from claims.extraction.stage import Stage
from claims.extraction.tree import child, children, nearest_clause, passive, preposition, subject
from claims.extraction.words import BENEFITS, HELPS, RECEIVES

if TYPE_CHECKING:
    from spacy.tokens import Token

GRANTED = ("give", "pledge", "grant", "allocate")
STRICKEN = re.compile(
    r"\b(?:earthquakes?|quake|floods?|flooding|cyclone|typhoon|hurricane|famine|drought|victims|survivors|refugees"
    r"|civilians|displaced|people|families|children|reconstruction|outlay|spending)(?: (?:in|on|of|inside|across))$"
)
BREAK = re.compile(r"(?:, |; |\band |\bwhile )(?:the )?$")
MEETING = re.compile(r"\b(?:meeting|met|conference|summit|talks|speaking|gather(?:ing|ed)|visit|trip) (?:in|at)$")
GREETS = ("welcome", "hail", "acknowledge", "await", "thank", "confirm", "applaud")
BUYS = ("buy", "order", "purchase", "acquire", "procure", "request", "receive")
POTS = ("fund", "facility", "account", "programme", "program", "scheme")
HANDS = re.compile(
    r"\b(?:give|gives|gave|giving|send|sends|sent|sending|lend|lends|lent|grant|grants|granted|offer|offers|offered"
    r"|hand|hands|handed|promise|promised|owe|owes|supply|provide)$"
)


def recipient_of(
    stage: Stage, frame: Frame, voice: Figurant | None, actor: Party | None, owned: Party | None
) -> Party | None:
    """Who receives; for troops, whom they help. ``owned``: the state in the thing's own phrase, which is who is trained
    where it trains."""
    if frame.theme.sort.role is not None:
        return _helped(stage, frame, actor) or _trained(frame, actor, owned)
    good = _possessive(stage, frame, actor)
    if good is not None:
        return good
    for token in _receivers(frame):
        party = stage.party(token, voice) if not _opens_gap(stage, token) else None
        if party is not None and (actor is None or party.name != actor.name):
            return party
    return _named_recipient(stage, frame, actor) or _helped(stage, frame, actor) or _trained(frame, actor, owned)


def _opens_gap(stage: Stage, token: Token) -> bool:
    """Whether a name begins a clause without a verb: "will give 50,000 doses, *Japan* three million more"."""
    mention = stage.mention(token)
    if mention is None or not BREAK.search(stage.text, max(0, mention.start - 8), mention.start):
        return False
    after = [
        part for part in token.doc[token.i + 1 : token.i + 4] if part.lower_ not in ("another", "the", "remaining")
    ]
    return bool(after) and (after[0].like_num or after[0].pos_ == "SYM" or after[0].is_currency)


def _receivers(frame: Frame) -> list[Token]:
    found: list[Token] = []
    verb, predicate = frame.verb, frame.predicate
    if frame.name == "service":
        found += [kid for kid in children(frame.theme.noun, "amod", "compound", "nmod") if kid.i < frame.theme.noun.i]
    if frame.name in RECEIVES and verb is not None:
        found += (
            list(preposition(predicate, "by")) if passive(predicate) else [s for s in (subject(verb),) if s is not None]
        )
    found += _agreeing(frame) + _greeting(frame) + _buying(frame)
    if frame.name == "arrive" and verb is not None:
        found += list(children(predicate, "dobj"))
    if frame.name in ("stop", "reject"):
        found += list(preposition(predicate, "from"))  # "to withhold bombs from Israel"
    clauses = dict.fromkeys((predicate, *((verb,) if verb is not None else ())))
    for token in clauses:
        found += _given(frame, token)
    for token in dict.fromkeys((predicate, frame.theme.root, frame.theme.noun, *clauses)):
        for held in preposition(token, "to", "for", "into", "towards"):
            found += [*preposition(held, "for"), held] if held.lemma_.lower() in POTS else [held]
    return found


def _given(frame: Frame, verb: Token) -> list[Token]:
    """Who is given it: "granted *Kyiv* a loan", "*Kyiv* has been granted a loan", "supplied *Kyiv* with shells"."""
    found = list(children(verb, "dative"))
    if child(verb, "dobj") is None:
        return found
    if passive(verb) and frame.name in GRANTED:
        found += list(children(verb, "nsubjpass"))
    if any(True for _ in preposition(verb, "with")):
        found += list(children(verb, "dobj"))
    return found


def _agreeing(frame: Frame) -> list[Token]:
    """With whom it is agreed: "a contract with Chad"; "Stockholm *and Kyiv* signed"."""
    if frame.name != "commit":
        return []
    found = [*preposition(frame.predicate, "with"), *preposition(frame.theme.root, "with")]
    doer = subject(frame.verb) if frame.verb is not None and not passive(frame.verb) else None
    return found + (list(doer.conjuncts) if doer is not None else [])


def _buying(frame: Frame) -> list[Token]:
    """Who has bought it: "the arms *it* has bought"."""
    clauses = (kid for noun in (frame.theme.root, frame.theme.noun) for kid in children(noun, "relcl", "acl"))
    return [doer for kid in clauses if bought(kid) for doer in children(kid, "nsubj")]


def _greeting(frame: Frame) -> list[Token]:
    """Who welcomes or awaits what is given."""
    verb = frame.verb if frame.verb is not None else frame.predicate.head
    return list(children(verb, "nsubj")) if verb.lemma_ in GREETS and verb != frame.predicate else []


def bought(clause: Token) -> bool:
    """Whether the clause says that who acts gets it: "the arms *it has bought*", unless for somebody else."""
    return clause.lemma_ in BUYS and not any(True for _ in preposition(clause, "for"))


def _named_recipient(stage: Stage, frame: Frame, actor: Party | None) -> Party | None:
    """A state after "to", "for", "into" or, for what arrived, "in" anywhere in the clause: parsers misplace these."""
    low, high = bounds(frame)
    arrived = frame.name in ("arrive", "receive", "give")
    for mention in stage.mentions:
        if not low <= mention.start < high or (actor is not None and mention.entity.name == actor.name):
            continue
        before = stage.text[low : mention.start].rstrip().lower()
        before = re.sub(r"(?: the)?(?: (?:northern|southern|eastern|western|central|north|south))?$", "", before)
        word = before.rsplit(" ", 1)[-1]
        if (
            word in ("to", "for", "into")
            or _stands_as_receiver(before, mention)
            or (
                arrived
                and not MEETING.search(before)
                and word in ("in", "at", "over", "inside", "near")
                and mention.form in ("name", "capital", "place")
            )
        ):
            return mention.party(stage.text[mention.start : mention.end])
        if mention.form == "demonym" and _demonym_receiver(stage, mention):
            return mention.party(stage.text[mention.start : mention.end])
    return _compound(stage, frame, actor)


def _possessive(stage: Stage, frame: Frame, actor: Party | None) -> Party | None:
    """ "To top up *Kyiv's* coffers with 50 billion", "to pay off *Syria's* debt": the other state whose own it is."""
    if actor is None or frame.name in ("stop", "reject", "arrive", *RECEIVES):
        return None
    for token in frame.head.subtree:
        mention = stage.mention(token) if token.dep_ == "poss" and nearest_clause(token).lemma_ in BENEFITS else None
        if mention is not None and mention.form in ("name", "capital") and mention.entity.name != actor.name:
            return mention.party(token.text)
    return None


def _stands_as_receiver(before: str, mention: Mention) -> bool:
    """ "Victims of the earthquake *in Myanmar*"; "to give *Fiji* and Tonga …": by the words right before a name."""
    if mention.form not in ("name", "capital", "place"):
        return False
    return STRICKEN.search(before) is not None or (mention.form != "place" and HANDS.search(before) is not None)


def _compound(stage: Stage, frame: Frame, actor: Party | None) -> Party | None:
    """ "The *Ukraine* aid bill": the name inside the thing's phrase that is not the giver's."""
    for kid in frame.theme.root.subtree:
        mention = stage.mention(kid)
        if (
            kid.dep_ in ("compound", "nmod")
            and mention is not None
            and mention.form in ("name", "place", "capital")
            and (actor is None or mention.entity.name != actor.name)
        ):
            return mention.party(stage.text[mention.start : mention.end])
    return None


def _demonym_receiver(stage: Stage, mention: Mention) -> bool:
    """ "To Ukrainian depots": the adjective of a noun led in by "to" or "for"."""
    before = stage.text[: mention.start].rstrip().lower().rsplit(" ", 2)
    return bool(before) and (
        before[-1] in ("to", "for", "into", "reached")
        or (len(before) > 1 and before[-1] == "the" and before[-2] in ("to", "for", "into"))
    )


def bounds(frame: Frame) -> tuple[int, int]:
    tokens = list(frame.head.subtree)
    return tokens[0].idx, tokens[-1].idx + len(tokens[-1])


def _helped(stage: Stage, frame: Frame, actor: Party | None) -> Party | None:
    low, high = bounds(frame)
    for token in stage.doc.char_span(low, high, alignment_mode="expand") or ():
        held = child(token, "dobj") if token.lemma_ in HELPS and token.pos_ == "VERB" else None
        held = held or (next(preposition(token, "of", "for"), None) if token.lemma_ == "support" else None)
        if held is None and token.lower_ in ("alongside", "beside"):
            held = child(token, "pobj")
        party = stage.party(held, None) if held is not None else None
        if party is not None and (actor is None or party.name != actor.name):
            return party
    return None


def _trained(frame: Frame, actor: Party | None, owned: Party | None) -> Party | None:
    taught = frame.name == "train" and owned is not None and (actor is None or owned.name != actor.name)
    return owned if taught else None
