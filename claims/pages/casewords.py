"""What happened to a case, in sentences."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_noop as noop

Event = Mapping[str, Any]
STATES = {"partly_kept": noop("partly kept")}

SENTENCES: dict[str, str | None] = {
    "case.opened": noop("{who} opened the case"),
    "case.published": noop("{who} showed it to everybody"),
    "case.unpublished": noop("{who} hid it from the public"),
    "case.parted": noop("It was parted from the other case again"),
    "case.rated": noop("{who} signed the rating off: it is public with the case"),
    "case.rating_withdrawn": noop("{who} signed the withdrawal of the rating"),
    "claim.left_case": noop("{who} took it out of its case"),
}
UNDONE = {
    "case.mended": noop("the mending"),
    "case.claim_added": noop("the adding of a claim"),
    "case.claim_removed": noop("the removal of a claim"),
    "case.merged": noop("the merging"),
    "case.split": noop("the splitting"),
    "case.published": noop("the publishing"),
    "case.unpublished": noop("the hiding"),
}


def claims(event: Event) -> str:
    """ "claim 7", "claims 7 and 8", "12 claims"."""
    known = [str(pk) for pk in event["after"].get("claims", [])]
    if len(known) > 5:
        return f"{len(known)} claims"
    *first, last = known or ["?"]
    return f"claims {', '.join(first)} and {last}" if first else f"claim {last}"


def _moved(event: Event) -> str | None:
    """What the ledger found: told where the state or the deadline moved."""
    before, after = event["before"], event["after"]
    told = []
    if "state" in after:
        told.append(f"it is {STATES.get(after['state'], after['state'])} now")
    if after.get("due"):
        told.append(f"it is due on {after['due']}, not on {before['due']}" if before.get("due") else
                    f"it is due on {after['due']}")  # fmt: skip
    return f"By its ledger {' and '.join(told)}" if told else None


def _added(event: Event) -> str:
    old = event["after"].get("from")
    return "{who} put " + claims(event) + (f" into it, out of case {old}" if old else " into it")


def _joined(event: Event) -> str:
    return "{who} put it into case " + str(event["after"].get("case"))


def _mended(event: Event) -> str:
    return "{who} changed its " + ", ".join(name.replace("_", " ") for name in sorted(event["after"]))


TOLD_BY_VALUES: dict[str, Callable[[Event], str | None]] = {
    "case.settled": _moved,
    "case.overdue": _moved,
    "case.claim_added": _added,
    "case.claim_left": lambda event: (
        "{who} took " + claims(event) + f" out of it, into case {event['after'].get('to')}"
    ),
    "case.claim_removed": lambda event: "{who} took " + claims(event) + " out of it",
    "case.merged": lambda event: "{who} made it part of case " + str(event["after"].get("merged_into")),
    "case.received": lambda event: claims(event).capitalize() + f" came into it from case {event['after'].get('from')}",
    "case.split": lambda event: "{who} moved " + claims(event) + f" into the new case {event['after'].get('into')}",
    "case.mended": _mended,
    "case.undone": lambda event: "{who} undid " + UNDONE.get(event["after"].get("undone", ""), "something"),
    "claim.joined_case": _joined,
}
