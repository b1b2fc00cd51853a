"""What the desk had stored of a case by some moment: its rows as they are, rolled back along the record of events."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Field

from claims import ledger

from .actor import Actor
from .case import Case
from .casebook import COLUMNS, entry, rated
from .claim import Claim
from .enums import Status
from .event import Event
from .verdict import Verdict

OWN = ("kind", "time_zone", "merged_into")
KEYS = {"repeats": "repeats_id", "case": "case_id"}  # a row of values names related rows so


def recorded(case: Case, *, until: datetime) -> tuple[Case, list[ledger.Entry], list[ledger.Rated]]:
    """The case, its claims and its ratings as they stood in the database just before that moment."""
    was = _case_then(case, until)
    rows = Claim.objects.filter(pk__in=_ever_inside(case, until), created_at__lt=until)
    then = _claims_then({row["id"]: row for row in rows.values(*COLUMNS, "case_id", "status")}, until)
    inside = [row for row in then if row["case_id"] == case.pk and row["status"] != Status.DISMISSED]
    return was, [entry(row) for row in inside], [rated(was, verdict) for verdict in _signed_then(case, until)]


def _case_then(case: Case, until: datetime) -> Case:
    was = Case.objects.get(pk=case.pk)
    for event in Event.objects.about(case).filter(at__gte=until).order_by("-id"):
        for name in OWN:
            if name in event.before:
                setattr(was, Case._meta.get_field(name).attname, event.before[name])  # type: ignore[union-attr]  # columns
    return was


def _ever_inside(case: Case, until: datetime) -> set[int]:
    """The claims that are in the case now, and those that came or went since."""
    ids = set(Claim.objects.filter(case=case).values_list("pk", flat=True))
    for after in Event.objects.about(case).filter(at__gte=until).values_list("after", flat=True):
        ids.update(after.get("claims", []))
    return ids


def _claims_then(rows: dict[int, dict[str, Any]], until: datetime) -> Iterable[dict[str, Any]]:
    """Each row with what later events say stood there before them, the newest event first."""
    events = Event.objects.filter(object_type="claim", object_id__in=list(rows), at__gte=until).order_by("-id")
    speakers: dict[int, Any] = {}
    for pk, before in events.values_list("object_id", "before"):
        for name, value in before.items():
            key = KEYS.get(name, name)
            if name == "speaker":
                speakers[pk] = value
            elif key in rows[pk]:
                rows[pk][key] = value if name in KEYS else _value(name, value)
    names: Mapping[int, str] = dict(Actor.objects.filter(pk__in=set(speakers.values())).values_list("pk", "name"))
    for pk, speaker in speakers.items():
        rows[pk]["speaker__name"] = names.get(speaker)
    return rows.values()


def _value(name: str, kept: Any) -> Any:
    """What an Event keeps of a claim's column, as the row had it."""
    field = Claim._meta.get_field(name)
    return field.to_python(kept) if isinstance(field, Field) else kept


def _signed_then(case: Case, until: datetime) -> list[Verdict]:
    """The rating that held then, if any."""
    signed = Verdict.objects.filter(case=case, published_at__lt=until).order_by("-published_at", "-id")[:1]
    return [verdict for verdict in signed if verdict.withdrawn_at is None or verdict.withdrawn_at >= until]
