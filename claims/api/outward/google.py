"""`claims:search` in the shape of the Google Fact Check Tools API (v1alpha1), so that its clients work here unchanged.

Over the published verdicts that a ClaimReview tells of, and over the fact-checks of others that were imported; newest
review first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

import orjson
from django.conf import settings
from django.contrib.postgres.search import SearchQuery
from django.core import signing
from django.db.models import DateTimeField, F, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleLessThan
from django.db.models.functions import Cast, Coalesce, Greatest
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils import timezone
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request

from claims.api import params, schema
from claims.api.outward import google_shapes
from claims.api.outward.publication import Outward, published
from claims.api.query_fields import WholeInQuery, Words
from claims.contract import parts
from claims.models import FactCheck, Verdict

SALT = "claims.api.outward.google"
USUAL, MOST, DEEPEST = 10, 100, 10_000
FACT_CHECK, VERDICT = 0, 1
LANGUAGES = r"^([A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*)?$"
LANGUAGE = "en"  # in which the desk writes its verdicts


class SearchParams(serializers.Serializer[Any]):
    """Google's parameters; those of its clients that mean nothing here are taken and ignored."""

    query = Words(required=False, allow_blank=True, max_length=500)
    languageCode = serializers.RegexField(LANGUAGES, required=False, allow_blank=True, trim_whitespace=False)  # noqa: N815 - Google's name
    reviewPublisherSiteFilter = Words(required=False, allow_blank=True, max_length=253)  # noqa: N815 - Google's name
    maxAgeDays = WholeInQuery(required=False, default=0, min_value=0, max_value=36_500)  # noqa: N815 - Google's name
    pageSize = WholeInQuery(required=False, default=0, min_value=0, max_value=2**31 - 1)  # noqa: N815 - Google's name
    pageToken = Words(required=False, allow_blank=True, max_length=1000)  # noqa: N815 - Google's name
    offset = WholeInQuery(required=False, default=0, min_value=0, max_value=DEEPEST)
    key = Words(required=False, allow_blank=True)
    alt = Words(required=False, allow_blank=True)
    prettyPrint = Words(required=False, allow_blank=True)  # noqa: N815 - Google's name
    quotaUser = Words(required=False, allow_blank=True)  # noqa: N815 - Google's name


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """Where a hit stands among all of both kinds: the newest review first."""

    when: datetime
    kind: int
    pk: int


class Search(Outward):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A GET whose address would be too long comes from Google's clients as a form."""
        if request.method == "POST" and request.headers.get("X-HTTP-Method-Override") == "GET":
            form = request.body.decode("latin-1")
            request.method, request.GET, request.META["QUERY_STRING"] = "GET", QueryDict(form), form
        return super().dispatch(request, *args, **kwargs)

    @schema.a_search(
        "search_fact_checks",
        SearchParams,
        google_shapes.GoogleAnswer,
        google_shapes.GoogleRefusal,
        "`claims:search` of the Google Fact Check Tools API.",
    )
    def get(self, request: Request) -> HttpResponseBase:
        wanted = params.read(request, SearchParams)
        if not wanted.get("query", "").strip() and not wanted.get("reviewPublisherSiteFilter"):
            message = "Give a query, or a reviewPublisherSiteFilter."
            raise ValidationError({"query": [ErrorDetail(message, code="required")]})
        size = min(wanted["pageSize"] or USUAL, MOST)
        after = _place(wanted["pageToken"]) if wanted.get("pageToken") else None
        skipped = 0 if after else wanted["offset"]
        hits = _hits(wanted, after, number=skipped + size + 1)[skipped:]
        body: dict[str, Any] = {}
        if hits:
            body["claims"] = [hit for _, hit in hits[:size]]
        if len(hits) > size:
            body["nextPageToken"] = _token(hits[size - 1][0])
        return HttpResponse(orjson.dumps(body), content_type="application/json", headers={"Cache-Control": "no-store"})


def _hits(wanted: Mapping[str, Any], after: Place | None, *, number: int) -> list[tuple[Place, dict[str, Any]]]:
    """The first `number` of both kinds, in the order of their places, which come after `after`."""
    today = timezone.now().date()
    verdicts = _beyond(_verdicts(wanted, today), VERDICT, after)[:number]
    checks = _beyond(_fact_checks(wanted, today), FACT_CHECK, after)[:number]
    found: list[tuple[Place, Verdict | FactCheck]] = [
        *((Place(row.when, VERDICT, row.pk), row) for row in verdicts),
        *((Place(row.when, FACT_CHECK, row.pk), row) for row in checks),
    ]
    found.sort(key=lambda hit: hit[0], reverse=True)
    return [(place, _object(row)) for place, row in found[:number]]


def _verdicts(wanted: Mapping[str, Any], today: date) -> "QuerySet[Any, Any]":
    site = str(urlsplit(settings.PUBLIC_URL).hostname)
    found = published().reviewing(today).select_related("rating", "claim")
    found = found.defer("explanation", "search").annotate(when=F("published_at"))
    if not _same_site(site, wanted.get("reviewPublisherSiteFilter", "")) or not _in_language(LANGUAGE, wanted):
        return found.none()
    if query := wanted.get("query", "").strip():
        found = found.filter(search=SearchQuery(query, config="english", search_type="websearch"))
    if days := wanted["maxAgeDays"]:  # a review is never older than its claim
        found = found.filter(published_at__gte=_midnight(today - timedelta(days=days)))
    return found


def _fact_checks(wanted: Mapping[str, Any], today: date) -> "QuerySet[Any, Any]":
    found = FactCheck.objects.all()
    if query := wanted.get("query", "").strip():
        found = found.filter(search=SearchQuery(query, config="english", search_type="websearch"))
    if site := wanted.get("reviewPublisherSiteFilter", "").lower().removeprefix("www."):
        found = found.filter(
            Q(publisher_site=site) | Q(publisher_site=f"www.{site}") | Q(publisher_site__endswith=f".{site}")
        )
    if code := _base(wanted.get("languageCode", "")):
        found = found.filter(Q(language__iexact=code) | Q(language__istartswith=f"{code}-"))
    if days := wanted["maxAgeDays"]:
        oldest = today - timedelta(days=days)
        found = found.annotate(newer=Greatest("claim_date", "review_date")).filter(newer__gte=oldest)
    days_known = (Cast(name, DateTimeField()) for name in ("review_date", "claim_date"))
    return found.defer("search").annotate(when=Coalesce(*days_known, "imported_at"))


def _beyond(found: "QuerySet[Any, Any]", kind: int, after: Place | None) -> "QuerySet[Any, Any]":
    """Those of one kind that come after that place, in their order."""
    ordered = found.order_by("-when", "-pk")
    if after is None:
        return ordered
    if kind == after.kind:
        return ordered.filter(TupleLessThan(Tuple(F("when"), F("pk")), (after.when, after.pk)))
    return ordered.filter(when__lte=after.when) if kind < after.kind else ordered.filter(when__lt=after.when)


def _object(row: Verdict | FactCheck) -> dict[str, Any]:
    """Google's claim, with the one review that is told of it; what is not known is left out."""
    told = _own(row) if isinstance(row, Verdict) else _imported(row)
    return _without_gaps(told)


def _own(verdict: Verdict) -> dict[str, Any]:
    claim = verdict.claim
    return {
        "text": verdict.quote,
        "claimant": (verdict.reading.get("speaker") or {}).get("name"),
        "claimDate": _rfc_3339(claim.said_on) if claim else None,
        "claimReview": [
            {
                "publisher": {"name": "claimtracker", "site": urlsplit(settings.PUBLIC_URL).hostname},
                "url": f"{settings.PUBLIC_URL}/verdicts/{verdict.pk}/",
                "title": verdict.summary,
                "reviewDate": parts.moment(verdict.published_at),
                "textualRating": verdict.rating.name if verdict.rating else None,
                "languageCode": LANGUAGE,
            }
        ],
    }


def _imported(check: FactCheck) -> dict[str, Any]:
    return {
        "text": check.claim_text,
        "claimant": check.claimant,
        "claimDate": _rfc_3339(check.claim_date),
        "claimReview": [
            {
                "publisher": _without_gaps({"name": check.publisher_name, "site": check.publisher_site}),
                "url": check.url,
                "title": check.title,
                "reviewDate": _rfc_3339(check.review_date),
                "textualRating": check.rating_text,
                "languageCode": check.language,
            }
        ],
    }


def _without_gaps(told: dict[str, Any]) -> dict[str, Any]:
    """Google's answers have no nulls: what is not known is not there."""
    known = {name: value for name, value in told.items() if value not in (None, "", {})}
    if "claimReview" in known:
        known["claimReview"] = [_without_gaps(review) for review in known["claimReview"]]
    return known


def _rfc_3339(day: date | None) -> str | None:
    return None if day is None else parts.moment(_midnight(day))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _same_site(site: str, wanted: str) -> bool:
    """Whether that host is asked for; nothing asked for is any."""
    asked = wanted.lower().removeprefix("www.")
    return not asked or site == asked or site.endswith(f".{asked}")


def _in_language(language: str, wanted: Mapping[str, Any]) -> bool:
    return _base(wanted.get("languageCode", "")) in {"", language}


def _base(code: str) -> str:
    """The language without its region: `en` of `en-US`."""
    return code.replace("_", "-").partition("-")[0].lower()


def _token(place: Place) -> str:
    return signing.dumps([place.when.isoformat(), place.kind, place.pk], salt=SALT)


def _place(token: str) -> Place:
    try:
        when, kind, pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        message = "Take the pageToken as it stands in nextPageToken of the page before."
        raise ValidationError({"pageToken": [ErrorDetail(message, code="invalid")]}) from None
    return Place(datetime.fromisoformat(when), kind, pk)
