"""Events (the contract's objects) as sentences: "Omar sent it back: “second source?”"."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from . import casewords
from .reading import words

Event = Mapping[str, Any]

# {who} is the person, or the desk itself where a worker did it; a verb with None stands in another event's sentence
SENTENCES: dict[str, str | None] = {
    "article.received": noop("{who} received the article"),
    "article.fetched": noop("{who} fetched its text"),
    "article.extracted": noop("{who} read it for claims"),
    "article.reread": noop("{who} read it anew, with a newer version"),
    "article.ready": noop("{who} placed its claims"),
    "article.failed": noop("It failed"),
    "article.retried": noop("{who} asked to try it again"),
    "article.duplicate": noop("{who} found the same text in another article"),
    "claim.found": noop("{who} found it in the article"),
    "claim.reread": noop("{who} read it anew, with a newer version"),
    "claim.read_otherwise": noop("A newer version reads it otherwise"),
    "claim.added": noop("{who} added it by hand"),
    "claim.mended": noop("{who} mended the reading"),
    "claim.queued": noop("{who} queued it"),
    "claim.set_aside": noop("{who} set it aside: not worth enough to check"),
    "claim.taken": noop("{who} took it"),
    "claim.released": noop("{who} gave it back to the queue"),
    "claim.lapsed": noop("The time was up, and it went back to the queue"),
    "claim.proposed": noop("{who} proposed a verdict"),
    "claim.sent_back": noop("{who} sent it back"),
    "claim.taken_back": noop("{who} took the proposed verdict back"),
    "claim.published": noop("{who} signed the verdict off: it is published"),
    "claim.reopened": noop("{who} reopened it"),
    "claim.said": None,
    "claim.dismissal_undone": noop("{who} undid the dismissal"),
    "claim.verdict_withdrawn": noop("{who} withdrew the verdict"),
    "verdict.proposed": None,
    "verdict.sent_back": None,
    "verdict.taken_back": None,
    "verdict.published": None,
    "verdict.superseded": None,
    "verdict.withdrawal_asked": noop("{who} asked to withdraw the verdict"),
    "verdict.withdrawal_declined": noop("{who} declined to withdraw the verdict"),
    "verdict.withdrawn": noop("{who} signed the withdrawal of the verdict"),
    "correction.asked": noop("A reader asked for a correction"),
    "correction.accepted": noop("{who} accepted it"),
    "correction.declined": noop("{who} declined it"),
    "correction.erased": noop("{who} erased what the reader wrote"),
    "page.added": noop("{who} added the page"),
    "page.rewritten": noop("{who} rewrote the page"),
    **casewords.SENTENCES,
}
# what a claim's page tells elsewhere: a verdict's own events, and the conversation
ALONE = {
    "claim.said": noop("{who} wrote"),
    "verdict.proposed": noop("{who} proposed it"),
    "verdict.sent_back": noop("{who} sent it back"),
    "verdict.taken_back": noop("{who} took it back"),
    "verdict.published": noop("{who} signed it off: it is published"),
    "verdict.superseded": noop("{who} signed off the verdict that replaces it"),
}
REASONS = {
    "not_checkable": noop("not checkable"),
    "duplicate": noop("a duplicate"),
    "out_of_scope": noop("out of scope"),
}


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
    text = _(told).format(who=who(event))
    return f"{text}: “{event['note']}”" if event["note"] else text


def who(event: Event) -> str:
    """The person who did it; the desk itself where a worker did."""
    return str(event["actor"]["name"]) if event["actor"] else _("The desk")


def _dismissed(event: Event) -> str:
    reason = _(REASONS.get(event["after"].get("dismiss_reason") or "", ""))
    twin = event["after"].get("duplicate_of")
    return "{who} dismissed it" + (f" as {reason}" if reason else "") + (f" of claim {twin}" if twin else "")


def _assigned(event: Event) -> str:
    """With the name, where whoever asks has looked it up and put it beside as `assignee`."""
    if not event["after"].get("assignee"):
        return noop("{who} made it nobody's job")
    name = str(event.get("assignee") or "").replace("{", "{{").replace("}", "}}")
    return f"{{who}} made it {name}’s job" if name else noop("{who} made it somebody's job")


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
