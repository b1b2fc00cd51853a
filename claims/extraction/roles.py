"""Who gives, who receives, where: the actor, the recipient and the place of a frame."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.extraction.actors import Mention
from claims.extraction.cast import Figurant
from claims.extraction.predicates import Frame
from claims.extraction.shapes import Party
from claims.extraction.stage import Stage
from claims.extraction.tree import child, children, passive, preposition, subject
from claims.extraction.words import HELPS, MAKES, RECEIVES, SAYS

if TYPE_CHECKING:
    from spacy.tokens import Token


GIVERS = frozenset(
    "reject service reduce sell generic "
    "give pledge announce commit approve buy fund allocate stop boost sale slip find "
    "deploy post withdraw train move hold fight leave".split()
)

GRANTED = ("give", "pledge", "grant", "allocate")
STRICKEN = re.compile(
    r"\b(?:earthquakes?|quake|floods?|flooding|cyclone|typhoon|hurricane|famine|drought|victims|survivors|refugees"
    r"|civilians|displaced|people|families|children|reconstruction|outlay|spending)(?: (?:in|on|of|inside|across))$"
)
HANDS = re.compile(
    r"\b(?:give|gives|gave|giving|send|sends|sent|sending|lend|lends|lent|grant|grants|granted|offer|offers|offered"
    r"|hand|hands|handed|promise|promised|owe|owes|supply|provide)$"
)

TO = ("to", "for", "into", "towards", "toward", "with", "in", "over", "at", "inside")


MAKERS = frozenset(
    "assemble build capture carry design destroy develop fly loot make manufacture operate seize use".split()
)


def actor_of(stage: Stage, frame: Frame, voice: Figurant | None) -> Party | None:
    """Who gives or stops giving; for troops, whose they are."""
    if frame.theme.sort.role is not None:
        own = _owner(stage, frame, voice)
        if own is not None and frame.theme.sort.role != "trainees":
            return own
    before = frame.theme.before
    if before is not None and frame.theme.sort.role is not None:
        own = _owner_in(stage, (before.root, before.noun), voice)
        if own is not None:
            return own
    for token in _givers(frame):
        party = stage.party(token, voice)
        if party is not None and not _is_receiver(frame, token):
            return party
    if frame.theme.sort.role is not None and frame.theme.sort.role != "trainees":
        return _in_charge(stage, frame, voice)
    if frame.name in RECEIVES:
        return None
    return _owner(stage, frame, voice)


def _in_charge(stage: Stage, frame: Frame, voice: Figurant | None) -> Party | None:
    """Whose troops they are when their own phrase does not say: the state that the clauses above have as subject."""
    for token in frame.theme.root.ancestors:
        doer = child(token, "nsubj")
        if doer is not None and frame.name == "lose" and token == frame.verb:
            loser = _losing(stage, doer, voice)
            if loser is not None:
                return loser
        mention = stage.mention(doer) if doer is not None else None
        if (
            mention is not None
            and mention.form in ("name", "capital", "seat")
            and doer not in (frame.theme.root, frame.theme.noun)
        ) and token.lemma_ not in SAYS:
            return mention.party(stage.text[mention.start : mention.end])
    doer = subject(frame.verb) if frame.verb is not None else None
    if doer is not None and doer.lower_ in ("it", "they", "we") and voice is not None and voice.entity is not None:
        return stage.party(doer, voice)  # "the junta says it has lost eleven men"
    if (
        voice is not None
        and voice.entity is not None
        and voice.words & {"army", "navy", "staff", "forces"}
        and frame.name in ("deploy", "withdraw", "post", "kill", "lose")
    ):
        return Party(voice.entity.name, voice.entity.code, voice.entity.kind, voice.name)
    return None


def _losing(stage: Stage, doer: Token, voice: Figurant | None) -> Party | None:
    """Whose men are lost: "*it* has lost 11 men", "*Moscow's troops* lost 90"."""
    if doer.pos_ == "PRON":
        return stage.party(doer, voice) if doer.lower_ in ("it", "we", "they") else None
    return _owner_in(stage, (doer, doer), voice)


def _is_receiver(frame: Frame, token: Token) -> bool:
    return frame.name in RECEIVES and frame.verb is not None and token == subject(frame.verb)


def _givers(frame: Frame) -> list[Token]:
    found: list[Token] = []
    predicate, verb = frame.predicate, frame.verb
    nouns = [token for token in (predicate, frame.theme.root, frame.theme.noun) if token != verb]
    for token in dict.fromkeys((predicate, *((verb,) if verb is not None else ()))):
        found += list(preposition(token, "by"))
    if frame.relation == "thanked":
        found += list(children(predicate, "dobj"))
    if frame.name in RECEIVES or frame.name == "arrive":
        found += [held for token in (predicate, *nouns) for held in preposition(token, "from", "by")]
    for noun in nouns:
        found += [kid for kid in children(noun, "poss") if noun != frame.theme.noun or frame.theme.sort.role is None]
        found += list(preposition(noun, "by", "from"))
        found += _by_participle(noun)
    if verb is not None and _acts(frame, verb):
        doer = subject(verb)
        if doer is not None and not _is_theme(frame, doer):
            found.insert(0, doer) if frame.predicate == verb or frame.operator else found.append(doer)
    return found


def _by_participle(noun: Token) -> list[Token]:
    """ "Tanks promised *by Berlin*", "the tanks *Berlin* promised"."""
    found: list[Token] = []
    for kid in children(noun, "acl", "relcl"):
        if kid.lemma_ in MAKERS:
            continue  # "drones built by Ukrainians" are not given by them
        found += list(preposition(kid, "by"))
        doer = child(kid, "nsubj")
        if doer is not None and doer.lower_ not in ("which", "that", "who"):
            found.append(doer)
    return found


def _acts(frame: Frame, verb: Token) -> bool:
    if frame.predicate == verb:
        return frame.name in GIVERS and not passive(verb)
    if verb.lemma_ in MAKES:
        return not passive(verb)
    return bool(frame.operator) and not passive(verb) and frame.operator not in ("receive", "arrive")


def _is_theme(frame: Frame, token: Token) -> bool:
    return token == frame.theme.root or token == frame.theme.noun or token == frame.predicate


def _owner(stage: Stage, frame: Frame, voice: Figurant | None) -> Party | None:
    """ "*North Korean* troops", "*its* soldiers", "troops *from Kenya*": the state in the thing's own phrase."""
    return _owner_in(stage, (frame.theme.root, frame.theme.noun), voice, leaving=frame.name == "withdraw")


def _owner_in(
    stage: Stage, nouns: tuple[Token, Token], voice: Figurant | None, *, leaving: bool = False
) -> Party | None:
    """The state in the phrase of either noun; of what is ``leaving``, "from" names the place it leaves."""
    listed = [part for noun in nouns for part in noun.conjuncts if part.i > noun.i]
    for noun in dict.fromkeys((*nouns, *listed)):
        if noun.doc != stage.doc:
            continue
        named = stage.mention(noun)
        if named is not None and named.form in ("seat", "demonym", "organisation"):
            return named.party(noun.text)
        for kid in noun.children:
            if kid.dep_ in ("amod", "compound", "nmod", "poss", "nummod", "appos") and kid.i < noun.i:
                mention = next((m for m in (stage.mention(k) for k in kid.subtree) if m is not None), None)
                if mention is not None and mention.form != "place":
                    return mention.party(stage.text[mention.start : mention.end])
                if kid.dep_ == "poss" and (party := stage.party(kid, voice)):
                    return party
        for held in preposition(noun, *(("of",) if leaving else ("from", "of"))):
            party = stage.party(held, voice) if held.pos_ != "PRON" else None
            if party is not None and held not in nouns:
                return party
    return None


def recipient_of(stage: Stage, frame: Frame, voice: Figurant | None, actor: Party | None) -> Party | None:
    """Who receives; for troops, whom they help."""
    if frame.theme.sort.role is not None:
        return _helped(stage, frame, actor)
    for token in _receivers(frame):
        party = stage.party(token, voice)
        if party is not None and (actor is None or party.name != actor.name):
            return party
    return _named_recipient(stage, frame, actor) or _helped(stage, frame, actor)


def _receivers(frame: Frame) -> list[Token]:
    found: list[Token] = []
    verb, predicate = frame.verb, frame.predicate
    if frame.name == "service":
        found += [kid for kid in children(frame.theme.noun, "amod", "compound", "nmod") if kid.i < frame.theme.noun.i]
    if frame.name in RECEIVES and verb is not None:
        found += (
            list(preposition(predicate, "by")) if passive(predicate) else [s for s in (subject(verb),) if s is not None]
        )
    if frame.name == "commit":
        found += list(preposition(predicate, "with")) + list(preposition(frame.theme.root, "with"))
    if verb is None and predicate.head.lemma_ in ("welcome", "hail", "confirm", "acknowledge", "await"):
        found += list(children(predicate.head, "nsubj"))
    if frame.name in ("arrive",) and verb is not None:
        found += list(children(predicate, "dobj"))
    for token in dict.fromkeys((predicate, *((verb,) if verb is not None else ()))):
        found += list(children(token, "dative"))
        if passive(token) and frame.name in GRANTED and child(token, "dobj") is not None:
            found += list(children(token, "nsubjpass"))  # "Kyiv has been granted $3.4 billion"
        if child(token, "dobj") is not None and any(True for _ in preposition(token, "with")):
            found += list(children(token, "dobj"))
    for token in dict.fromkeys((predicate, frame.theme.root, frame.theme.noun, *((verb,) if verb is not None else ()))):
        found += list(preposition(token, "to", "for", "into", "towards"))
    return found


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
                and word in ("in", "at", "over", "inside", "near")
                and mention.form in ("name", "capital", "place")
            )
        ):
            return mention.party(stage.text[mention.start : mention.end])
        if mention.form == "demonym" and _demonym_receiver(stage, mention):
            return mention.party(stage.text[mention.start : mention.end])
    return _compound(stage, frame, actor)


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
    return _trained(stage, frame, actor)


def _trained(stage: Stage, frame: Frame, actor: Party | None) -> Party | None:
    if frame.name != "train":
        return None
    party = _owner(stage, frame, None)
    return party if party is not None and (actor is None or party.name != actor.name) else None
