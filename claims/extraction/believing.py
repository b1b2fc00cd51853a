"""Whether the parts of a claim make one of our field together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.extraction.actors import organisations
from claims.extraction.civilians import civilians, in_passing
from claims.extraction.guesses import numbered
from claims.extraction.intruders import PRIVATE, intrudes
from claims.extraction.predicates import Frame
from claims.extraction.reading import Draft
from claims.extraction.shapes import Party
from claims.extraction.stage import Stage
from claims.extraction.tree import child, children, passive, subject
from claims.extraction.words import BLOC, INSTRUMENTS, LENT, PUBLIC, RECEIVES, STANDING

if TYPE_CHECKING:
    from spacy.tokens import Token


PEOPLE = re.compile(
    r"(?:[a-z](?:er|or|ist|ian|ee|ant|ent|man|men|eer)s?|people|children|women|families|refugees|nationals|citizens"
    r"|tourists|migrants|delegates|guests|nations|countries|states|governments|cities|towns|villages)$"
)
THINGS = frozenset(
    "carriers containers boilers heaters trailers printers scanners excavators loaders computers".split()
)
SURE = ("strong", "food", "relief", "weak", "rescue")
ACTED = ("dobj", "attr", "appos", "conj", "dative", "prep with")

MOST_SOLDIERS = 3_000_000  # no army sends more; who counts more speaks of a people at work
FIELD = re.compile(
    r"\b(?:aid|relief|humanitarian|field hospital|flour|medicines?|blankets|tents|donat\w+|convoys?|border crossing"
    r"|Red Cross|Red Crescent|WFP|UNHCR|tanks|howitzers?|weapons|ammunition|defen[cs]e minist\w+|quake|refugees"
    r"|displaced|famine|ceasefire|troops|war)\b",
    re.IGNORECASE,
)
MAKES_THINGS = ("build", "construct", "rebuild", "assemble")
WORKS = ("vehicles", "heavy_weapons", "weapons", "aircraft", "naval", "ammunition", "air_defence")
ALLIED = ("pledge", "give", "allocate", "arrive")
TAKES = ("collect", "raise", "obtain", "pocket", "pick", "take")
GIVING = ("give", "pledge", "receive", "service", "buy", "fund", "announce")


def believable(made: Draft, stage: Stage, *, near: bool, told: bool) -> bool:
    """Whether the parts make a claim of our field. Weak nouns need a state, an organisation or a receiver; ``near``
    says that the paragraph names one, ``told`` that it holds a claim already."""
    figure = made.quantity is not None or made.amount is not None
    gives, gets = _known(made.actor) or _ours(made), _known(made.recipient)
    if made.frame.theme.root.lower_ == "nothing" or (made.frame.theme.bare and not figure):
        return not (made.kind == "troops" and in_passing(made)) and _pronoun(
            made, stage, near=near, gives=gives, told=told
        )
    if told and not figure and _dated(made):
        return True
    if made.frame.relation == "label":
        return figure and near  # the list's own header was asked already
    if _unsupported(made, stage.text, gives=gives, gets=gets, told=told):
        return False
    if made.kind == "troops" and made.frame.name not in ("generic", "be"):
        return told or gives or gets or figure or (made.place is not None and made.stance.negated)
    if made.kind == "aid" and _no_gift(made, stage):
        return False
    if made.frame.name in ("generic", "be"):
        return _unlisted(made, near=near, gives=gives, gets=gets, told=told)
    if made.frame.name == "include" and strength_of(made) in SURE:
        return (
            figure or gives or gets or (near and strength_of(made) == "strong")
        )  # "the new aid package includes 12 launchers"
    if made.frame.theme.sort.strength in ("strong", "food", "relief"):
        return gives or gets or made.place is not None or (near and (figure or made.stance.negated))
    return _weak(made, stage, near=near, gives=gives, gets=gets, figure=figure, told=told)


def _no_gift(made: Draft, stage: Stage) -> bool:
    """Whether a private giver gives, a thing of no list goes to nobody, or a state's own arms move."""
    return _private(stage, made.frame) or _unknown_receiver(stage, made) or intrudes(made, stage.text)


def _pronoun(made: Draft, stage: Stage, *, near: bool, gives: bool, told: bool) -> bool:
    """Whether what has no noun of its own is one that was told of: "the rest are to follow", "nothing has come"."""
    if made.frame.theme.root.lower_ == "nothing":
        moved = made.frame.name in ("arrive", "give", "receive") and made.stance.negated
        return moved and near and FIELD.search(stage.text) is not None
    moves = made.frame.name not in ("approve", "commit", "service")
    verb = made.frame.verb
    acts = verb is not None and made.frame.relation.startswith("nsubj") and child(verb, "dobj") is not None
    if acts and made.kind == "aid" and made.frame.name not in ("arrive", "leave"):
        return False  # "they are not expected to take a decision"
    return (told or (gives and made.stance.ahead)) and moves and made.frame.theme.before is not None


def _unlisted(made: Draft, *, near: bool, gives: bool, gets: bool, told: bool) -> bool:
    """Whether a thing under a verb of no list is aid: one of the surest nouns with a figure, by a state."""
    strength, figure = strength_of(made), made.quantity is not None or made.amount is not None
    if strength == "unknown" and _human(made.frame.theme.noun.lower_):
        return False  # "four members will between them send"
    if strength == "strong" and not figure:
        return gives and (gets or made.place is not None) and made.frame.relation == "nsubj"
    known = near and (gives or gets or made.place is not None or made.step == "allocated")
    owned = made.stance.ahead or (made.step == "allocated" and gives)  # "Finland's package is on its way"
    sure = strength in SURE or (owned and strength in ("package", "money", "aid"))
    return figure and ((known and sure) or told or (gives and gets))


def strength_of(made: Draft) -> str:
    """How telling the thing's noun is."""
    return made.frame.theme.sort.strength


def _unsupported(made: Draft, text: str, *, gives: bool, gets: bool, told: bool) -> bool:
    """Whether a kind of claim that needs a state beside it has none: a city's own police on its own streets, a clinic
    that somebody runs, what only the nearest word explains."""
    if made.frame.name == "service" and made.frame.predicate.lemma_ in MAKES_THINGS and not gets:
        return made.frame.theme.sort.category in WORKS  # a carmaker's cars, a yard's ships
    if made.frame.name == "service" and made.frame.predicate.lemma_ in ("run", "open", "reopen"):
        aside = made.frame.verb is not None and made.frame.verb.dep_ == "relcl"
        return not gives or aside or made.frame.relation in ("acl", "relcl")
    if made.kind == "troops" and (in_passing(made) or civilians(made, text, known=gives or gets or told)):
        return True
    if made.kind == "troops" and made.quantity is not None and (made.quantity.min or 0) > MOST_SOLDIERS:
        return True
    if made.frame.theme.sort.role == "police" and made.quantity is None and not (gets or made.place):
        return True  # "to keep the islands' police equipped"
    return (made.frame.theme.sort.role == "police" or made.frame.relation == "loose") and not (gives or gets or told)


def _dated(made: Draft) -> bool:
    """ "The funds will be made available by May", "promised the same sum": what was told of, again and definite."""
    noun = made.frame.theme.noun
    named = any(kid.lower_ in ("the", "these", "those", "this") for kid in noun.children)
    ahead = made.frame.name in ("allocate", "give", "arrive", "pledge") and made.stance.ahead
    again = made.due is not None or noun.lemma_.lower() in ("sum", "amount") or made.frame.theme.before is not None
    return named and ahead and again


def _unknown_receiver(stage: Stage, made: Draft) -> bool:
    """Whether a thing of no list goes to no state: "the museum received 200 paintings"."""
    doer = _doer(made.frame) if made.frame.name in RECEIVES else None
    return doer is not None and made.frame.theme.sort.strength == "unknown" and stage.mention(doer) is None


def _ours(made: Draft) -> bool:
    """ "We will send two more", said by somebody whose state the text does not give."""
    verb = made.frame.verb
    doer = _doer(made.frame) or (child(verb, "nsubj") if verb is not None else None)
    return doer is not None and doer.lower_ == "we" and made.voice.speaker is not None


def _weak(made: Draft, stage: Stage, *, near: bool, gives: bool, gets: bool, figure: bool, told: bool) -> bool:
    strength, name = made.frame.theme.sort.strength, made.frame.name
    if _at_home(made, gives=gives, gets=gets, told=told):
        return False
    if name == "grant" and made.frame.predicate.lemma_ == "fund" and not _meant(made, stage, gives=gives):
        return False
    if name == "grant" or (made.frame.relation == "measured" and made.frame.predicate.lemma_.lower() in STANDING):
        return (gives or told) and figure
    doer = _doer(made.frame)
    several = doer is not None and doer.tag_ == "NNS" and doer.lemma_.lower() in BLOC
    if several and name in ALLIED and near and figure:
        return True  # "the allies promised 40 billion euros"
    official = doer is not None and bool({doer.lower_, doer.lemma_.lower()} & PUBLIC) and gets
    official = official and (figure or name == "stop")
    if not gives and not official and name not in RECEIVES and doer is not None:
        return False
    if strength == "unknown":
        return _odd(made, gives=gives, gets=gets, figure=figure)
    if told and figure:
        return True
    if strength == "fund" and not (told or gets or _meant(made, stage, gives=gives)):
        return False
    if name in ("boost", "stop", "approve", "allocate") and not figure:
        return _bare_act(made, gives=gives, gets=gets)
    denied = made.stance.negated and (gets or made.place is not None or (near and strength == "aid"))
    crews = strength == "rescue" and told  # "Chile has said it will send rescuers"
    sides = (gives and (crews or figure or gets or numbered(made.frame.theme))) or (gets and figure)
    return sides or denied or (figure and near and doer is None and _arrived(made, stage))


def _arrived(made: Draft, stage: Stage) -> bool:
    """Whether lorries or doctors without a state came in a paragraph of our field."""
    name, strength = made.frame.name, made.frame.theme.sort.strength
    moved = name in ("arrive", "receive", "give") and strength in ("weak", "rescue", "aid")
    moved = moved or (name == "approve" and made.frame.predicate.lemma_ == "let")  # "five trucks were let through"
    return moved and FIELD.search(stage.text) is not None


def _at_home(made: Draft, *, gives: bool, gets: bool, told: bool) -> bool:
    """Whether a state takes or spends money within: taxes that an office collects, buses for the mayor's own city."""
    alms = made.frame.name == "pledge"  # "raised $6.5 billion for Ukraine"
    taken = made.frame.predicate.lemma_ in TAKES and made.frame.theme.sort.strength == "fund"
    taken = taken and not (gives or told or (alms and gets))
    return taken or (DOMESTIC.search(_clause(made)) is not None and not gets)


def _bare_act(made: Draft, *, gives: bool, gets: bool) -> bool:
    """Whether aid that is stopped, resumed or agreed on without a figure is a claim: stopping needs one side, agreeing
    both, or a package told by its number."""
    resumed = made.frame.predicate.lemma_ in ("resume", "restart", "restore", "reinstate")
    if made.frame.name == "stop" or resumed:
        return gives or gets
    return gives and (gets or numbered(made.frame.theme))


def _abroad(made: Draft, stage: Stage) -> bool:
    """Whether the clause names another state than the giver: "29 million dollars to pay Syrian civil servants"."""
    words = list(made.frame.head.subtree)
    low, high = words[0].idx, words[-1].idx + len(words[-1])
    given = made.frame.name in ("give", "allocate", "pledge", "fund", "commit", "boost")
    return given and any(
        low <= mention.start < high and mention.entity.code is not None
        and mention.form in ("name", "demonym", "place", "capital")
        and made.actor is not None and mention.entity.code != made.actor.code
        and not (mention.form == "capital" and stage.text[:mention.start].endswith((" in ", " at ", " from ")))
        for mention in stage.mentions
    )  # fmt: skip


def _odd(made: Draft, *, gives: bool, gets: bool, figure: bool) -> bool:
    """A counted noun of no list ("40 looms") that a state gives to somebody, or promises; people are no gift."""
    if not figure or _human(made.frame.theme.noun.lower_):
        return False
    name = made.frame.name
    return (gives and name in ("service", "pledge")) or (gives and gets and name in (*GIVING, "arrive"))


def _human(word: str) -> bool:
    return word not in THINGS and PEOPLE.search(word) is not None


DOMESTIC = re.compile(
    r"\b(?:for|to) (?:the|its|their|his|her) (?:own )?(?:city|capital|commuters|residents|pensioners|farmers|schools"
    r"|voters|citizens|economy|railways?|small firms|households|taxpayers)\b"
)


def _clause(made: Draft) -> str:
    return " ".join(token.text for token in made.frame.head.subtree)


def _meant(made: Draft, stage: Stage, *, gives: bool) -> bool:
    """Whether a bare sum is meant as aid: pledged, lent, for victims or weapons, or for another state."""
    foreign = made.frame.name == "pledge" or RELIEF.search(_clause(made)) is not None or _abroad(made, stage)
    return (gives and foreign) or _speaks_of_aid(made.frame)


RELIEF = re.compile(
    r"\b(?:victims?|refugees?|displaced|survivors?|civilians?|humanitarian|relief|aid|emergency|(?:earth)?quake|floods?"
    r"|famine|hungry|hunger|starving|cyclone|hurricane|typhoon|reconstruction|demining|ammunition|weapons|shells|drones)\b",
    re.IGNORECASE,
)


def _speaks_of_aid(frame: Frame) -> bool:
    """Whether a bare sum is lent or given to somebody: budgets and prices are no aid."""
    return frame.predicate.lemma_ in LENT or any(
        sort.strength in ("aid", "strong", "money") for sort in frame.theme.sorts
    )


def _private(stage: Stage, frame: Frame) -> bool:
    """Whether the giver is no state, office or agency of relief: "the Italian chef", "the carmaker"."""
    doer = _doer(frame)
    if doer is not None and doer.lemma_.lower() in INSTRUMENTS:
        return False
    if doer is not None and doer.lemma_.lower() in PRIVATE:
        return True
    if doer is None or frame.name in RECEIVES or stage.mention(doer) is not None or doer.pos_ == "PRON":
        return False
    if doer.pos_ == "PROPN" or doer.pos_ == "NUM":
        return doer.lemma_.lower() in ("museum", "university", "club")
    if doer.lower_ in ("bank", "fund", "group", "insurer", "company") and stage.cast.last is None:
        owned = any(stage.mention(kid) is not None for kid in children(doer, "poss"))
        return not owned  # "the bank lent small firms", unless it was named before; "the UN's emergency fund" may give
    return (
        doer.lemma_.lower() not in PUBLIC
        and doer.lower_ not in PUBLIC
        and not (doer.dep_ == "nsubj" and stage.figurant(doer) in stage.cast.people)
    )


def _doer(frame: Frame) -> Token | None:
    """Who is said to do it, in the active."""
    if frame.verb is None or passive(frame.verb) or frame.relation not in ACTED:
        return None
    doer = subject(frame.verb)
    if doer is None or doer.dep_ == "nsubjpass" or frame.name == "include" or doer == frame.predicate:
        return None  # "the parcel holds ten mortars", "its share stands at $5m" have no giver as subject
    return doer


def _known(party: Party | None) -> bool:
    return party is not None and (party.code is not None or party.name in organisations())
