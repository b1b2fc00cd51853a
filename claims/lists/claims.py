"""Claims in lists: what the parameters ask for. Outsiders ask of what they see, not of what goes on inside."""

from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import F, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform

from claims.contract import parts
from claims.models import Actor, Claim, User
from claims.models.claim import ClaimQuerySet
from claims.models.enums import Status

from .keyset import Order

NEWEST_HITS = 1000
JUDGED = "standing_verdict__judged"  # what the verdict that outsiders see judged, as columns of its own

# parameter: the column that it is compared with, for people of the desk and for outsiders
COLUMNS: dict[str, tuple[str, str]] = {
    "kind": ("kind__in", f"{JUDGED}_kind__in"),
    "step": ("step__in", f"{JUDGED}_step__in"),
    "side": ("side__in", f"{JUDGED}_side__in"),
    "speaker": ("speaker__in", f"{JUDGED}_speaker__in"),
    "currency": ("amount_currency__in", f"{JUDGED}_currency__in"),
    "rating": ("standing_verdict__rating__in", "standing_verdict__rating__in"),
    "source": ("source__in", "source__in"),
    "article": ("article__in", "article__in"),
    "min_worthiness": ("worthiness__gte", "worthiness__gte"),
    "said_after": ("said_on__gte", "said_on__gte"),
    "said_before": ("said_on__lt", "said_on__lt"),
    "due_after": ("due_to__gte", f"{JUDGED}_due__gte"),
    "due_before": ("due_to__lt", f"{JUDGED}_due__lt"),
    "min_amount": ("amount_min__gte", f"{JUDGED}_amount__gte"),
    "min_quantity": ("quantity_min__gte", f"{JUDGED}_quantity__gte"),
}

ORDERS = {
    "-created_at": Order("-created_at", "created_at", lambda row: row["created_at"].isoformat(), descending=True),
    "created_at": Order("created_at", "created_at", lambda row: row["created_at"].isoformat()),
    "-worthiness": Order("-worthiness", "worthiness", lambda row: row["worthiness"], descending=True),
    "-priority": Order("-priority", "priority", lambda row: row["priority"], descending=True),
    "due": Order("due", "due_to", lambda row: parts.day(row["due_to"]), nullable=True),
}
# as the queue hands them out: ties go to the oldest
QUEUE_ORDER = Order("queue", "priority", lambda row: row["priority"], descending=True, oldest_first=True)
OUTSIDE_ORDERS = ORDERS | {
    "-priority": Order("outside -priority", "id", lambda row: row["id"], descending=True),  # they see 0 everywhere
    "due": Order("outside due", f"{JUDGED}_due", lambda row: row[f"{JUDGED}_due"], nullable=True),
}


def chosen(found: ClaimQuerySet, wanted: Mapping[str, Any], *, me: User | None) -> tuple[ClaimQuerySet, Order]:
    """Those of `found` that are `wanted`, and in which order. `me` is None for outsiders."""
    inside = me is not None
    if "speaker" in wanted:
        wanted = {**wanted, "speaker": Actor.objects.with_merged(wanted["speaker"])}
    for name, columns in COLUMNS.items():
        if name in wanted:
            found = found.filter((columns[0 if inside else 1], wanted[name]))
    for name in ("actor", "recipient"):
        if name in wanted:
            found = found.filter(known(name, wanted[name]) if inside else _judged(name, wanted[name]))
    found = found.filter(_standing(wanted, me=me) if inside else _standing_outside(wanted))
    ordering = str(wanted["ordering"])
    if "q" in wanted:
        found = _hits(found, wanted["q"], inside=inside, by_date=ordering.endswith("created_at"))
    return found, (ORDERS if inside else OUTSIDE_ORDERS)[ordering]


def places(found: ClaimQuerySet, order: Order) -> "QuerySet[Claim, dict[str, Any]]":
    """As much of each as its place in the list asks for; the page's rows are then read by their ids."""
    read: QuerySet[Claim, dict[str, Any]] = found.values(*dict.fromkeys(["id", order.column]))
    return read


def known(name: str, values: list[int | str]) -> Q:
    """Codes are looked up first, so that the claims' own index on the column serves."""
    ids, codes = _sorted(values)
    ids += Actor.objects.filter(code__in=codes).values_list("pk", flat=True) if codes else []
    return Q((f"{name}__in", ids))


def _seen(name: str) -> KeyTextTransform:
    """What stands there in the reading that the public verdict judged, as text."""
    return KeyTextTransform(name, "standing_verdict__reading")


def _judged(name: str, values: list[int | str]) -> Q:
    """The same question to a reading as it was judged."""
    ids, codes = _sorted(values)
    return Q((f"{JUDGED}_{name}__in", ids)) | Q((f"{JUDGED}_{name}_code__in", codes))


def _sorted(values: list[int | str]) -> tuple[list[int], list[str]]:
    ids, codes = (
        (value for value in values if isinstance(value, int)),
        (value for value in values if isinstance(value, str)),
    )
    return Actor.objects.with_merged(ids), list(codes)


def _standing(wanted: Mapping[str, Any], *, me: User | None) -> Q:
    """Where a claim stands inside the desk."""
    which = Q()
    if "status" in wanted:
        which &= Q(status__in=wanted["status"])
    if "set_aside" in wanted:
        which &= Q(set_aside=wanted["set_aside"])
    if "case" in wanted:
        which &= Q(case__in=wanted["case"])
    if "assigned_to" in wanted and me is not None:
        which &= Q(assignee__in=[me.pk if value == "me" else value for value in wanted["assigned_to"]])
    return which


def _standing_outside(wanted: Mapping[str, Any]) -> Q:
    """All that outsiders see is published, set aside or assigned to nobody, and of a case only if that is public."""
    nothing = Status.PUBLISHED not in wanted.get("status", [Status.PUBLISHED])
    if nothing or wanted.get("set_aside") or "assigned_to" in wanted:
        return Q(pk__in=[])
    return Q(case__in=wanted["case"], case__public=True) if "case" in wanted else Q()


def _hits(found: ClaimQuerySet, words: str, *, inside: bool, by_date: bool) -> ClaimQuerySet:
    found = found.filter(search=query(words))
    if not inside:  # the index may know of a mended item or place that nobody has published
        seen = SearchVector(F("quote"), _seen("item"), _seen("place"), config="english")
        found = found.alias(seen_words=seen).filter(seen_words=query(words))
    if by_date:
        return found
    return found.filter(pk__in=found.order_by("-created_at", "-id").values("pk")[:NEWEST_HITS])


def query(words: str) -> SearchQuery:
    """The words of a search, as people write them on the web."""
    return SearchQuery(words, search_type="websearch", config="english")
