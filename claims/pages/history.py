"""Events (the contract's objects) as sentences: "Omar sent it back: “second source?”"."""

from collections.abc import Callable, Mapping
from typing import Any

from . import casewords
from .reading import words

Event = Mapping[str, Any]

# {who} is the person, or the desk itself where a worker did it; a verb with None stands in another event's sentence
SENTENCES: dict[str, str | None] = {
    "article.received": "{who} received the article",
    "article.fetched": "{who} fetched its text",
    "article.extracted": "{who} read it for claims",
    "article.reread": "{who} read it anew, with a newer version",
    "article.ready": "{who} placed its claims",
    "article.failed": "It failed",
    "article.retried": "{who} asked to try it again",
    "article.duplicate": "{who} found the same text in another article",
    "claim.found": "{who} found it in the article",
    "claim.reread": "{who} read it anew, with a newer version",
    "claim.read_otherwise": "A newer version reads it otherwise",
    "claim.added": "{who} added it by hand",
    "claim.mended": "{who} mended the reading",
    "claim.queued": "{who} queued it",
    "claim.set_aside": "{who} set it aside: not worth enough to check",
    "claim.taken": "{who} took it",
    "claim.released": "{who} gave it back to the queue",
    "claim.lapsed": "The time was up, and it went back to the queue",
    "claim.proposed": "{who} proposed a verdict",
    "claim.sent_back": "{who} sent it back",
    "claim.taken_back": "{who} took the proposed verdict back",
    "claim.published": "{who} signed the verdict off: it is published",
    "claim.reopened": "{who} reopened it",
    "claim.said": None,
    "claim.dismissal_undone": "{who} undid the dismissal",
    "claim.verdict_withdrawn": "{who} withdrew the verdict",
    "verdict.proposed": None,
    "verdict.sent_back": None,
    "verdict.taken_back": None,
    "verdict.published": None,
    "verdict.superseded": None,
    "verdict.withdrawal_asked": "{who} asked to withdraw the verdict",
    "verdict.withdrawal_declined": "{who} declined to withdraw the verdict",
    "verdict.withdrawn": "{who} signed the withdrawal of the verdict",
    "correction.asked": "A reader asked for a correction",
    "correction.accepted": "{who} accepted it",
    "correction.declined": "{who} declined it",
    "correction.erased": "{who} erased what the reader wrote",
    "page.added": "{who} added the page",
    "page.rewritten": "{who} rewrote the page",
    **casewords.SENTENCES,
}
# what a claim's page tells elsewhere: a verdict's own events, and the conversation
ALONE = {
    "claim.said": "{who} wrote",
    "verdict.proposed": "{who} proposed it",
    "verdict.sent_back": "{who} sent it back",
    "verdict.taken_back": "{who} took it back",
    "verdict.published": "{who} signed it off: it is published",
    "verdict.superseded": "{who} signed off the verdict that replaces it",
}
REASONS = {"not_checkable": "not checkable", "duplicate": "a duplicate", "out_of_scope": "out of scope"}


def sentence(event: Event) -> str | None:
    """What happened, in one sentence; None for what another event tells already. A new verb is told in its own words.

    `event` has the contract's `verb`, `actor`, `after` and `note`.
    """
    verb: str = event["verb"]
    own_words = "{who}: " + words(verb.replace(".", " "))
    told = TOLD_BY_VALUES[verb](event) if verb in TOLD_BY_VALUES else SENTENCES.get(verb, own_words)
    return None if told is None else _with_note(told, event)


def alone(event: Event) -> str:
    """What happened to a verdict, or anything else, where no other event tells it, in one sentence."""
    told = ALONE.get(event["verb"])
    return _with_note(told, event) if told else sentence(event) or ""


def _with_note(told: str, event: Event) -> str:
    text = told.format(who=who(event))
    return f"{text}: “{event['note']}”" if event["note"] else text


def who(event: Event) -> str:
    """The person who did it; the desk itself where a worker did."""
    return str(event["actor"]["name"]) if event["actor"] else "The desk"


def _dismissed(event: Event) -> str:
    reason = REASONS.get(event["after"].get("dismiss_reason") or "")
    twin = event["after"].get("duplicate_of")
    return "{who} dismissed it" + (f" as {reason}" if reason else "") + (f" of claim {twin}" if twin else "")


def _assigned(event: Event) -> str:
    """With the name, where whoever asks has looked it up and put it beside as `assignee`."""
    if not event["after"].get("assignee"):
        return "{who} made it nobody's job"
    name = str(event.get("assignee") or "").replace("{", "{{").replace("}", "}}")
    return f"{{who}} made it {name}’s job" if name else "{who} made it somebody's job"


def _other(event: Event) -> str:
    """The other side of a match."""
    other = event["after"].get("other")
    return f"claim {other}" if other else "somebody else's fact-check"


def _confirmed(event: Event) -> str:
    return "{who} confirmed its match with " + _other(event)


def _rejected(event: Event) -> str:
    return "{who} rejected its match with " + _other(event)


TOLD_BY_VALUES: dict[str, Callable[[Event], str | None]] = {
    "claim.dismissed": _dismissed,
    "claim.assigned": _assigned,
    "claim.match_confirmed": _confirmed,
    "claim.match_rejected": _rejected,
    **casewords.TOLD_BY_VALUES,
}
