"""What was done to a claim's reading: what the machine had read, and what has changed since somebody looked."""

from collections.abc import Iterable, Mapping
from typing import Any

from claims import contract
from claims.contract.claims import READING
from claims.flow import mend
from claims.models import Actor, Claim, Event, User
from claims.models.enums import Role
from claims.pages import history, reading

from .doors import Context
from .reading_forms import FORMS, PartForm

MOST = 200
PARTIES = ("speaker", "actor", "recipient")
COLUMNS = {  # of the parts of a reading that hold more than the column of their name
    "speaker": {"speaker", "speaker_role"},
    "kind": {"kind", "step"},
    "modality": {"modality", "negated", "attribution"},
    "item": {"item", "item_category"},
    "quantity": {f"quantity_{part}" for part in ("min", "max", "unit", "precision", "text")},
    "amount": {f"amount_{part}" for part in ("min", "max", "currency", "precision", "text")},
    "happened": {f"happened_{part}" for part in ("from", "to", "precision", "text")},
    "due": {f"due_{part}" for part in ("from", "to", "precision", "text")},
}


def parts(claim: Claim, now: Mapping[str, Any]) -> list[Context]:
    """The reading part by part; beside what was mended, what the machine had read, and who mended it when."""
    events = mendings(claim)
    read = {part.name: part.value for part in reading.parts(contract.claims.reading(_undone(now, events)))}
    mended = {name: event for event in events for name in _touched(event)}
    return [
        {**part._asdict(), "machine": read[part.name], "mended": mended.get(part.name)}
        for part in reading.parts(contract.claims.reading(now))
    ]


def for_page(claim: Claim, now: Mapping[str, Any], user: User, refused: Mapping[str, PartForm]) -> Context:
    """The reading part by part, to editors with a form for each; `refused` are forms that were sent with mistakes.

    `now` are the values of the claim's row, as the contract reads them.
    """
    may_mend = user.holds(Role.EDITOR) and claim.status not in mend.SETTLED
    every = parts(claim, now)
    for part in every:
        name = part["name"]
        part["form"] = (refused.get(name) or FORMS[name].of(claim, name)) if may_mend else None
        part["open"] = name in refused
    read = [part for part in every if part["value"] or part["mended"] or part["open"]]
    return {"parts": read, "unread": [part for part in every if part not in read] if may_mend else []}


def since(claim: Claim, seen: int, *, apart_from: int) -> Context:
    """What others have done to the claim since that version: in sentences, and the reading before and after."""
    later = Event.objects.about(claim).filter(object_version__gt=seen).exclude(actor=apart_from)
    told = [contract.events.event(event) for event in contract.events.rows(later)[:MOST]]
    mended = [event for event in told if event["verb"] == "claim.mended"]
    now = values(claim)
    before = reading.parts(contract.claims.reading(_undone(now, mended)))
    after = reading.parts(contract.claims.reading(now))
    pairs = zip(before, after, strict=True)
    return {
        "sentences": [(event["at"], sentence) for event in told if (sentence := history.sentence(event))],
        "parts": [(old.label, old.value, new.value) for old, new in pairs if old.value != new.value],
    }


def mendings(claim: Claim) -> list[dict[str, Any]]:
    """Each time that somebody mended the reading, the oldest first."""
    found = Event.objects.about(claim).filter(verb="claim.mended")
    return [contract.events.event(row) for row in contract.events.rows(found)[:MOST]]


def values(claim: Claim) -> dict[str, Any]:
    found: dict[str, Any] = Claim.objects.filter(pk=claim.pk).values(*READING).get()
    return found


def _touched(event: Mapping[str, Any]) -> Iterable[str]:
    """The parts that the event is about."""
    columns = set(event["before"]) - {"mended", "priority"}
    whole = {column for name, columns_ in COLUMNS.items() for column in columns_ if name != column}
    yield from (name for name, its in COLUMNS.items() if its & columns)
    yield from columns - whole - set(COLUMNS)


def _undone(now: Mapping[str, Any], events: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The values as they were before all of these events, of which the oldest comes first."""
    before: dict[str, Any] = {}
    for event in events:
        for column, value in event["before"].items():
            before.setdefault(column, value)
    known = Actor.objects.in_bulk([pk for column in PARTIES if (pk := before.get(column))])
    row = dict(now)
    for column, value in before.items():
        if column in PARTIES:
            actor = known.get(value)
            row |= {
                f"{column}_id": value,
                f"{column}__name": actor and actor.name,
                f"{column}__code": actor and actor.code,
            }
        elif column in row:
            row[column] = Claim._meta.get_field(column).to_python(value)  # type: ignore[union-attr]  # columns only
    return row
