"""What a search can be narrowed by: how many hits each value would leave, and where its link leads."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db.models import Count, Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.models import Actor, Rating
from claims.models.enums import CaseState, Kind
from claims.pages.reading import words
from claims.site.public import number

Row = TypeVar("Row", bound=Model)
Chosen = Mapping[str, str]  # the value of each facet that is narrowed by
MOST = 10  # values of a facet: the most frequent ones


@dataclass(frozen=True, slots=True)
class Facet:
    """`column` is the path in the queryset; `known` says whether a value of the address is one at all."""

    name: str
    title: Promise
    column: str
    known: Callable[[str], bool]


def _word(choices: Iterable[str]) -> Callable[[str], bool]:
    return frozenset(choices).__contains__


def _id(text: str) -> bool:
    return number(text) is not None


def _year(text: str) -> bool:
    found = number(text)
    return found is not None and 1000 <= found <= 9999


OF_VERDICTS = [
    Facet("kind", _("Kind"), "judged_kind", _word(Kind.values)),
    Facet("rating", _("Rating"), "rating", _id),
    Facet("actor", _("Who gives or sends"), "judged_actor", _id),
    Facet("speaker", _("Who said it"), "judged_speaker", _id),
    Facet("year", _("Year it was said"), "claim__said_on__year", _year),
]
OF_CASES = [
    Facet("kind", _("Kind"), "kind", _word(Kind.values)),
    Facet("state", _("How it stands"), "state", _word(CaseState.values)),
    Facet("actor", _("Who gives or sends"), "actor", _id),
    Facet("recipient", _("Who receives"), "recipient", _id),
    Facet("year", _("Year it is due"), "due__year", _year),
]


def chosen(facets: Iterable[Facet], given: Mapping[str, str]) -> dict[str, str]:
    """What of the address narrows the search; what is no value of its facet narrows nothing."""
    return {one.name: given[one.name] for one in facets if one.known(given.get(one.name, ""))}


def narrowed(found: "QuerySet[Row]", facets: Iterable[Facet], wanted: Chosen) -> "QuerySet[Row]":
    """The rows that have all the values."""
    return found.filter(**{one.column: wanted[one.name] for one in facets if one.name in wanted})


def counted(found: "QuerySet[Any]", facets: Iterable[Facet], wanted: Chosen, *, common: Chosen) -> list[dict[str, Any]]:
    """Each facet with its values, most frequent first: the hits that the other facets leave, counted for each.

    `common` is what every link carries besides: the words that are searched for, and in what.
    """
    known = list(facets)
    counts = {one.name: _counts(found, known, one, wanted) for one in known}
    names = _names(counts)
    told = [
        {"title": one.title, "name": one.name, "values": _values(one, counts[one.name], names, wanted, common)}
        for one in known
    ]
    return [facet for facet in told if facet["values"]]


def _counts(found: "QuerySet[Any]", facets: list[Facet], one: Facet, wanted: Chosen) -> list[tuple[Any, int]]:
    others = [facet for facet in facets if facet != one]
    rows: QuerySet[Any] = narrowed(found, others, wanted).exclude(**{f"{one.column}__isnull": True})
    counts = list(rows.order_by().values_list(one.column).annotate(n=Count("pk")).order_by("-n", one.column)[:MOST])
    own = wanted.get(one.name)
    if own is not None and own not in {str(value) for value, _n in counts}:  # it must be there to be taken off
        counts.append((own, narrowed(rows, [one], wanted).count()))
    return counts


def _names(counts: Mapping[str, list[tuple[Any, int]]]) -> dict[str, dict[str, str]]:
    """The names of the actors and ratings that are counted, by facet and value, in a query each."""
    people = [value for name in ("actor", "speaker", "recipient") for value, _n in counts.get(name, [])]
    actors = {str(pk): name for pk, name in Actor.objects.filter(pk__in=people).values_list("pk", "name")}
    points = {str(pk): name for pk, name in Rating.objects.values_list("pk", "name")} if "rating" in counts else {}
    return {"actor": actors, "speaker": actors, "recipient": actors, "rating": points}


def _values(
    one: Facet, counts: list[tuple[Any, int]], names: Mapping[str, Mapping[str, str]], wanted: Chosen, common: Chosen
) -> list[dict[str, Any]]:
    return [
        {
            "label": names.get(one.name, {}).get(str(value)) or words(str(value)),
            "count": count,
            "chosen": wanted.get(one.name) == str(value),
            "address": toggled(one.name, str(value), wanted, common),
        }
        for value, count in counts
    ]


def toggled(name: str, value: str, wanted: Chosen, common: Chosen) -> str:
    """The address with that value chosen; without it where it is chosen already."""
    rest = {other: given for other, given in wanted.items() if other != name}
    chosen_now = {} if wanted.get(name) == value else {name: value}
    return f"?{urlencode({**common, **rest, **chosen_now})}"
