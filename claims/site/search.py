"""Search in what is public: verdicts or cases, by words and by facets, newest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from claims import contract
from claims.models import Actor, Case
from claims.site import facets, front
from claims.site.facets import OF_CASES, OF_VERDICTS
from claims.site.public import answer, number, of_claims

ROWS = 20
LONGEST = 200  # characters of what is searched for
FACETS = {"verdicts": OF_VERDICTS, "cases": OF_CASES}
PARTIES = {"verdicts": ("judged_speaker", "judged_actor"), "cases": ("actor", "recipient")}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched for: `within` is `verdicts` or `cases`, `chosen` the facets narrowed by."""

    q: str
    within: str
    chosen: Mapping[str, str]
    before: str

    @property
    def common(self) -> dict[str, str]:
        """What every link of the page carries."""
        return ({"q": self.q} if self.q else {}) | ({"in": "cases"} if self.within == "cases" else {})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The hits with their facets; where there are none, what else may be tried."""
    wanted = _wanted(request)
    known = FACETS[wanted.within]
    found = _all(wanted.within, wanted.q)
    hits = facets.narrowed(found, known, wanted.chosen)
    number_found = hits.count()
    told = facets.counted(found, known, wanted.chosen, common=wanted.common)
    shown, sample = _page(hits, wanted)
    context = {
        "wanted": wanted,
        "number": number_found,
        "facets": told,
        "tabs": _tabs(wanted, number_found),
        "removable": [value for facet in told for value in facet["values"] if value["chosen"]],
        "instead": {} if number_found else _instead(wanted, found),
        "sample": sample,
        **shown,
    }
    return answer(request, "site/search.html", context)


def _wanted(request: HttpRequest) -> Wanted:
    """What the address asks for; whatever makes no sense in it asks for nothing."""
    given = {name: str(value).replace("\0", "") for name, value in request.GET.items()}
    within = "cases" if given.get("in") == "cases" else "verdicts"
    words = given.get("q", "").strip()[:LONGEST]
    return Wanted(words, within, facets.chosen(FACETS[within], given), given.get("before", ""))


def _all(within: str, q: str) -> "QuerySet[Any]":
    """Everything public that these words are in, or that is about whom they name; everything public without words."""
    found: QuerySet[Any] = of_claims().published() if within == "verdicts" else Case.objects.public()
    if not q:
        return found
    named = list(Actor.objects.known_as(q).values_list("pk", flat=True)[:5])
    about = Q()
    for column in PARTIES[within] if named else ():
        about |= Q((f"{column}__in", named))
    return found.filter(Q(search=SearchQuery(q, config="english", search_type="websearch")) | about)


def _page(hits: "QuerySet[Any]", wanted: Wanted) -> tuple[dict[str, Any], bool]:
    """A page of hits as the template takes them, and whether samples are among them."""
    if wanted.within == "verdicts":
        verdicts, before = front.page_of(front.older_than(hits, wanted.before))  # type: ignore[arg-type]  # of verdicts
        told = {"verdicts": front.teasers(verdicts), "next": _next(wanted, before)}
        return told, any(one.demo for one in verdicts)
    last = number(wanted.before)
    rows = (hits if last is None else hits.filter(pk__lt=last)).select_related("actor", "recipient").defer("search")
    cases: list[Case] = list(rows.order_by("-id")[: ROWS + 1])
    before = cases[ROWS - 1].pk if len(cases) > ROWS else None
    listed = contract.cases.listed(cases[:ROWS], outsider=True, now=timezone.now())
    return {"cases": listed, "next": _next(wanted, before)}, any(one.demo for one in cases[:ROWS])


def _next(wanted: Wanted, before: int | None) -> str:
    return "" if before is None else f"?{urlencode({**wanted.common, **wanted.chosen, 'before': before})}"


def _tabs(wanted: Wanted, here: int) -> list[dict[str, Any]]:
    """Verdicts and cases, each with its number of hits; what both can be narrowed by goes along."""
    told = []
    for within, known in FACETS.items():
        chosen = {
            one.name: wanted.chosen[one.name] for one in known if one.name in wanted.chosen and one.name != "year"
        }
        other = Wanted(wanted.q, within, chosen, "")
        same = within == wanted.within
        count = here if same else facets.narrowed(_all(within, wanted.q), known, chosen).count()
        told.append(
            {"name": within, "here": same, "count": count, "address": f"?{urlencode({**other.common, **chosen})}"}
        )
    return told


def _instead(wanted: Wanted, found: "QuerySet[Any]") -> dict[str, Any]:
    """What may be tried where nothing was found: fewer facets, or any of the words instead of all."""
    tried: dict[str, Any] = {}
    if wanted.chosen and (number_found := found.count()):
        tried["wider"] = {"count": number_found, "address": f"?{urlencode(wanted.common)}"}
    words = [word for word in wanted.q.replace('"', " ").split() if word.lower() != "or"]
    if len(words) > 1 and not any(word.startswith("-") for word in words):
        either = " or ".join(words)
        if number_found := _all(wanted.within, either).count():
            address = f"?{urlencode({**wanted.common, 'q': either})}"
            tried["either"] = {"count": number_found, "address": address}
    return tried
