"""Who gives; for troops, whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction import nearby
from claims.extraction.cast import Figurant
from claims.extraction.predicates import Frame
from claims.extraction.receivers import GRANTED, GREETS, bought
from claims.extraction.shapes import Party
from claims.extraction.stage import Stage
from claims.extraction.tree import child, children, passive, preposition, reckons, subject
from claims.extraction.words import MAKES, RECEIVES, SAYS

if TYPE_CHECKING:
    from spacy.tokens import Token


GIVERS = frozenset(
    "reject service reduce sell generic "
    "give pledge announce commit approve buy fund allocate stop boost sale slip find "
    "deploy post withdraw train move hold fight leave alert".split()
)

MAKERS = frozenset(
    "assemble build capture carry design destroy develop fly loot make manufacture operate seize use".split()
)


def actor_of(stage: Stage, frame: Frame, voice: Figurant | None) -> Party | None:
    """Who gives or stops giving; for troops, whose they are. Those who are only called foreign are nobody's."""
    if frame.theme.sort.role is not None and any(kid.lower_ == "foreign" for kid in children(frame.theme.noun, "amod")):
        return None
    if frame.theme.sort.role is not None:
        own = owner(stage, frame, voice)
        if own is not None and frame.theme.sort.role != "trainees":
            return own
    before = frame.theme.before
    if before is not None and frame.theme.sort.role is not None:
        own = _owner_in(stage, (before.root, before.noun), voice)
        if own is not None:
            return own
    taker = _taker(frame)
    taking = stage.party(taker, voice) if taker is not None else None
    for token in _givers(frame):
        party = stage.party(token, voice) if token != taker else None
        if party is not None and (taking is None or party.name != taking.name):
            return party
    if frame.theme.sort.role is not None and frame.theme.sort.role != "trainees":
        return nearby.owner(stage, frame) or _in_charge(stage, frame, voice)
    named = nearby.giver(stage, frame)
    if named is not None or frame.name in RECEIVES:
        return named
    own = owner(stage, frame, voice)
    return own if own is None or taking is None or own.name != taking.name else None


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


def _taker(frame: Frame) -> Token | None:
    """Who receives as the subject: "*Kyiv* gets its first shells", "*Chad* was promised its third tranche"."""
    verb = frame.verb
    if verb is None:
        return None
    if passive(verb):
        takes = frame.name in GRANTED and child(verb, "dobj") is not None
    else:  # not "to get it out of the door"
        takes = frame.name in RECEIVES and not any(kid.lower_ in ("out", "off", "across") for kid in verb.children)
    return subject(verb) if takes else None


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
        found += list(preposition(noun, "by", *(("from",) if frame.name != "withdraw" else ())))
        found += _by_participle(noun)
    if verb is not None and _acts(frame, verb):
        doer = subject(verb) if verb.lemma_ not in GREETS and not reckons(verb) else None
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
        if doer is not None and doer.lower_ not in ("which", "that", "who") and not bought(kid):
            found.append(doer)
    return found


def _acts(frame: Frame, verb: Token) -> bool:
    if frame.predicate == verb:
        brings = frame.name == "arrive" and frame.relation in ("dobj", "prep in")  # "India flew in 15 tonnes"
        return (frame.name in GIVERS or brings) and not passive(verb)
    if verb.lemma_ in MAKES:
        return not passive(verb)
    return bool(frame.operator) and not passive(verb) and frame.operator not in ("receive", "arrive")


def _is_theme(frame: Frame, token: Token) -> bool:
    return token == frame.theme.root or token == frame.theme.noun or token == frame.predicate


def owner(stage: Stage, frame: Frame, voice: Figurant | None) -> Party | None:
    """ "*North Korean* troops", "*its* soldiers", "troops *from Kenya*": the state in the thing's own phrase, or of the
    men before it: "rescuers *from Singapore*, 80 men and women"."""
    root, noun = frame.theme.root, frame.theme.noun
    beside = (root.head,) if frame.theme.sort.role is not None and root.dep_ == "appos" else ()
    return _owner_in(stage, (root, noun, *beside), voice, leaving=frame.name == "withdraw")


def _owner_in(stage: Stage, nouns: tuple[Token, ...], voice: Figurant | None, *, leaving: bool = False) -> Party | None:
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
