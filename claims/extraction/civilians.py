"""Whether those who are counted are soldiers at all: officers, engineers and volunteers are so only among soldiers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.extraction.reading import Draft
from claims.extraction.tree import child, children, status

if TYPE_CHECKING:
    from spacy.tokens import Token

ROLES = ("people", "specialists", "police", "trainees", "trainers")  # words of civil life as much as of armies
HOMELY = frozenset(
    "volunteer observer contractor crew diver ranger pioneer fighter militant casualty guard gunner".split()
)
ARMED = re.compile(
    r"\b(?:soldiers?|troops?|arm(?:y|ies)|military|militar\w+|peacekeep\w+|mercenar\w+|battl\w+|brigades?|regiments?"
    r"|garrisons?|navy|naval|marines?|air force|air defen[cs]e|defen[cs]e|nato|mission|rebels?|insurgents?|jihad\w*"
    r"|combat|fight\w*|fought|warfare|war|forces?|front|contingents?|withdraw\w*|commanders?|colonel|major"
    r"|general staff|blue helmets?"
    r"|africa corps|wagner|militia\w*|junta|ambush\w*|airstrikes?|shelling|artillery|offensive|invasion|ceasefire"
    r"|deployment|barracks|trench\w*|drones?|gangs?|un|united nations|security council|airbase|air base)\b",
    re.IGNORECASE,
)


def civilians(made: Draft, text: str, *, known: bool) -> bool:
    """Whether a paragraph of civil life counts them: no army, war or mission is spoken of in it, nor a state whose
    they are (``known``); men and engineers who die are soldiers not even then."""
    theme = made.frame.theme
    homely = theme.sort.role in ROLES or theme.noun.lemma_.lower() in HOMELY
    if not homely or ARMED.search(text):
        return False
    died = made.step == "losses" and made.frame.name != "lose"  # what a state loses are soldiers
    return not known or (died and theme.sort.role in ("people", "specialists"))


def in_passing(made: Draft) -> bool:
    """Whether soldiers without a figure are only named in passing: "from soldiers who have served there", "to help the
    army hold off the rebels"."""
    verb, noun = made.frame.verb, made.frame.theme.noun
    if made.quantity is not None or verb is None:
        return False
    if noun.pos_ == "PRON" and made.frame.relation == "dobj" and not made.stance.ahead:
        return True  # "sent them to Kursk": who was counted before
    if made.frame.name in ("fight", "hold") and status(verb) in ("infinitive", "bare") and not made.stance.ahead:
        return True
    if made.frame.theme.bare and verb.dep_ == "relcl":
        return True  # "where they have been since 1974"
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and made.frame.relation == "dobj" and child(verb.head, "nummod"):
        return True  # "360 soldiers training Ukrainian mechanics": those who train are counted
    return verb.dep_ == "relcl" and made.frame.predicate == verb and verb.head == noun and not _told_apart(noun)


def _told_apart(noun: Token) -> bool:
    """Whether a noun has a name beside it: "his soldiers who", "Polish soldiers who"."""
    return any(children(noun, "poss")) or any(kid.text[:1].isupper() for kid in children(noun, "amod", "compound"))
