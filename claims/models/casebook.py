"""A case's claims as the ledger takes them, and what the ledger says kept in the case's own columns."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max

from claims import ledger

from . import moves
from .case import BY_RULE, Case
from .claim import Claim
from .enums import Status
from .verdict import SIGNED, Verdict

if TYPE_CHECKING:
    from .user import User

LARGE = 500  # claims, from which working a ledger out takes longer than asking whether anything has changed
AS_NAMED = [  # the columns that have the same name in the ledger
    *["id", "said_on", "kind", "step", "measure", "side", "negated", "modality"],
    *["quantity_min", "quantity_max", "quantity_precision"],
    *["amount_min", "amount_max", "amount_precision", "amount_currency"],
    *["due_from", "due_to", "happened_from", "happened_to"],
]
VOICES = ["origin", "speaker__name", "source__name", "article__wire__source__name"]
COLUMNS = [*AS_NAMED, "quantity_unit", "repeats_id", *VOICES]


def entries(case: Case) -> list[ledger.Entry]:
    """What the ledger needs to know of the case's claims; dismissed ones are none of its."""
    rows = Claim.objects.filter(case=case).exclude(status=Status.DISMISSED).values(*COLUMNS)
    return [entry(row) for row in rows]


def entry(row: Mapping[str, Any]) -> ledger.Entry:
    """One claim, from its `COLUMNS`."""
    return ledger.Entry(
        **{name: row[name] for name in AS_NAMED},
        quantity_unit=row["quantity_unit"] or None,
        repeats=row["repeats_id"],
        origin=row["origin"] or None,
        speaker=row["speaker__name"],
        outlet=row["article__wire__source__name"] or row["source__name"],  # copies of one wire text are one voice
    )


def ratings(case: Case, *, today: date) -> list[ledger.Rated]:
    """The rating that an editor signed off and that holds on that day, if any; a withdrawn one leaves none."""
    signed = Verdict.objects.filter(case=case, state__in=SIGNED).order_by("-published_at", "-id")
    for verdict in signed.only("case_state", "share_delivered", "published_at", "withdrawn_at"):
        if verdict.published_at is not None and case.day_of(verdict.published_at) <= today:
            gone = verdict.withdrawn_at is not None and case.day_of(verdict.withdrawn_at) <= today
            return [] if gone else [rated(case, verdict)]
    return []


def rated(case: Case, verdict: Verdict) -> ledger.Rated:
    """One rating, on the day on which it was signed where the case's deadline counts."""
    if verdict.published_at is None:
        raise ValueError(f"verdict {verdict.pk} was never published")
    day = case.day_of(verdict.published_at)
    return ledger.Rated(day, verdict.case_state, verdict.share_delivered)  # type: ignore[arg-type]  # one of its words


def as_it_stands(case: Case, *, today: date) -> ledger.Ledger:
    """The case's ledger on that day, by all that is stored now; of an earlier day, by what could be known then."""
    return timeline(case, entries(case), ratings(case, today=today), today=today)


def for_readers(case: Case, *, today: date) -> ledger.Ledger:
    """The same; of a large case it is worked out once, and again when one of its claims or ratings has changed."""
    claims = Claim.objects.filter(case=case).aggregate(number=Count("pk"), newest=Max("updated_at"))
    if claims["number"] < LARGE:
        return as_it_stands(case, today=today)
    ratings_of = Verdict.objects.filter(case=case).aggregate(last=Max("pk"), version=Max("version"))
    return _kept(case.pk, case.version, today, (*claims.values(), *ratings_of.values()))


@lru_cache(maxsize=16)
def _kept(pk: int, version: int, today: date, stamp: tuple[object, ...]) -> ledger.Ledger:
    return as_it_stands(Case.objects.get(pk=pk), today=today)


def timeline(
    case: Case, known: Iterable[ledger.Entry], signed: Iterable[ledger.Rated], *, today: date
) -> ledger.Ledger:
    """The ledger of these claims on that day."""
    return ledger.timeline(ledger.known(known, today), today=today, kind=case.kind, rated=list(signed))  # type: ignore[arg-type]  # one of its words


def settle(case: Case, *, now: datetime, by: "User | None" = None, verb: str = "case.settled") -> bool:
    """Bring the case's columns up to what its ledger says; answers whether anything had to change.

    Call it in the transaction of every change of its claims, with the case locked; `follow` calls it as time goes by.
    """
    found = as_it_stands(case, today=case.day_of(now))
    due = [deadline.due for deadline in found.deadlines]
    wanted: dict[str, Any] = {
        "first_due": due[0] if due else None,
        "due": due[-1] if due else None,
        "last_movement": found.last_movement,
        "begun": begun(found),
        "state": found.state,
        "share_delivered": found.rated.share_delivered if found.rated else None,
    }
    changes = {name: value for name, value in wanted.items() if getattr(case, name) != value}
    if changes:
        moves.change(case, verb=verb, by=by, **changes)
    return bool(changes)


def begun(found: ledger.Ledger) -> bool:
    """Whether anything but promises is told: a contract, a package, a delivery; troops in training or on their way."""
    lines = [found.main, *found.others]
    # a figure of None: told without a number
    acts: tuple[ledger.AidStep, ...] = ("committed", "allocated", "delivered")
    done = any(line.points[step] or getattr(line, step) is None for line in lines for step in acts)
    return done or any(one.step != "announced" for line in lines for one in line.estimates)


def is_rated(case: Case) -> bool:
    """Whether an editor's rating says where it stands, and no rule does."""
    return case.state not in BY_RULE
