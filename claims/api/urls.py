"""The addresses of the API, version 1, and of the pages that describe it."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, include, path, re_path, register_converter
from rest_framework.views import APIView

from claims.api import docs, problems
from claims.api.fields import LARGEST_ID
from claims.api.views import (
    actors,
    articles,
    cases,
    claims,
    exports,
    matches,
    rest,
    reviews,
    sources,
    tokens,
    verdicts,
    webhooks,
)


class BigId:
    """Digits of an id that the database can hold."""

    regex = "[0-9]+"

    def to_python(self, value: str) -> int:
        """The number; ValueError (404) where it is too large."""
        if len(value) > 19 or int(value) > LARGEST_ID:
            raise ValueError
        return int(value)

    def to_url(self, value: int) -> str:
        """Its digits."""
        return str(value)


def door(route: str, view: type[APIView], name: str) -> URLPattern:
    """The view at that address, with the methods that it has, and no others."""
    methods = [method for method in view.http_method_names if method != "options" and hasattr(view, method)]
    head = ["head"] if "get" in methods else []
    options: dict[str, Any] = {"http_method_names": [*methods, *head]}
    return path(route, view.as_view(**options), name=name)


def nowhere(request: HttpRequest, rest: str) -> HttpResponseBase:
    """Any other address under /api/: 404 as a problem, also where DEBUG would show a page."""
    return problems.answer(request, problems.Problem(404, "There is nothing here."))


register_converter(BigId, "big_id")

version_1 = [
    door("articles/", articles.Articles, "articles"),
    door("articles/batch/", articles.Batch, "batch"),
    door("articles/<big_id:pk>/", articles.OneArticle, "article"),
    door("articles/<big_id:pk>/retry/", articles.Retry, "retry"),
    door("articles/<big_id:pk>/claims/", articles.ArticleClaims, "article-claims"),
    door("claims/", claims.Claims, "claims"),
    door("claims/export/", exports.ClaimsExport, "export-claims"),
    door("claims/<big_id:pk>/", claims.OneClaim, "claim"),
    door("claims/<big_id:pk>/dismiss/", claims.Dismiss, "dismiss"),
    door("claims/<big_id:pk>/reopen/", claims.Reopen, "reopen"),
    door("claims/<big_id:pk>/queue/", claims.Queue, "queue-claim"),
    door("claims/<big_id:pk>/assign/", claims.Assign, "assign"),
    door("claims/<big_id:pk>/events/", claims.Events, "claim-events"),
    door("claims/<big_id:pk>/take/", reviews.Take, "take"),
    door("claims/<big_id:pk>/renew/", reviews.Renew, "renew"),
    door("claims/<big_id:pk>/release/", reviews.Release, "release"),
    door("claims/<big_id:pk>/verdicts/", reviews.Propose, "propose"),
    door("claims/<big_id:pk>/matches/", matches.ClaimMatches, "matches"),
    door("matches/<big_id:pk>/confirm/", matches.Confirm, "confirm-match"),
    door("matches/<big_id:pk>/reject/", matches.Reject, "reject-match"),
    door("queue/", reviews.QueueOverview, "queue"),
    door("queue/next/", reviews.QueueNext, "queue-next"),
    door("verdicts/", verdicts.Verdicts, "verdicts"),
    door("verdicts/<big_id:pk>/", verdicts.OneVerdict, "verdict"),
    door("verdicts/<big_id:pk>/approve/", verdicts.Approve, "approve"),
    door("verdicts/<big_id:pk>/send-back/", verdicts.SendBack, "send-back"),
    door("verdicts/<big_id:pk>/take-back/", verdicts.TakeBack, "take-back"),
    door("verdicts/<big_id:pk>/withdraw/", verdicts.Withdraw, "withdraw"),
    door("cases/", cases.Cases, "cases"),
    door("cases/export/", exports.CasesExport, "export-cases"),
    door("cases/<big_id:pk>/", cases.OneCase, "case"),
    door("cases/<big_id:pk>/timeline/", cases.Timeline, "timeline"),
    door("cases/<big_id:pk>/claims/", cases.CaseClaims, "case-claims"),
    door("cases/<big_id:pk>/claims/<big_id:claim>/", cases.OneCaseClaim, "case-claim"),
    door("cases/<big_id:pk>/merge/", cases.Merge, "merge"),
    door("cases/<big_id:pk>/split/", cases.Split, "split"),
    door("cases/<big_id:pk>/undo/", cases.Undo, "undo"),
    door("cases/<big_id:pk>/publish/", cases.Publish, "publish-case"),
    door("cases/<big_id:pk>/unpublish/", cases.Unpublish, "unpublish-case"),
    door("cases/<big_id:pk>/rate/", cases.Rate, "rate"),
    door("cases/<big_id:pk>/events/", cases.Events, "case-events"),
    door("claims/<big_id:pk>/cases/", cases.Suggested, "suggested-cases"),
    door("actors/", actors.Actors, "actors"),
    door("actors/<big_id:pk>/", actors.OneActor, "actor"),
    door("actors/<big_id:pk>/record/", actors.Record, "record"),
    door("statistics/", actors.Statistics, "statistics"),
    door("sources/", sources.Sources, "sources"),
    door("sources/<big_id:pk>/", sources.OneSource, "source"),
    door("feeds/", sources.Feeds, "feeds"),
    door("feeds/<big_id:pk>/", sources.OneFeed, "feed"),
    door("tokens/", tokens.Tokens, "tokens"),
    door("tokens/<big_id:pk>/", tokens.OneToken, "token"),
    door("webhooks/", webhooks.Webhooks, "webhooks"),
    door("webhooks/<big_id:pk>/", webhooks.OneWebhook, "webhook"),
    door("webhooks/<big_id:pk>/rotate/", webhooks.Rotate, "rotate"),
    door("webhooks/<big_id:pk>/ping/", webhooks.Ping, "ping"),
    door("webhooks/<big_id:pk>/deliveries/", webhooks.Deliveries, "deliveries"),
    door("webhooks/<big_id:pk>/resend/", webhooks.ResendAll, "resend-all"),
    door("deliveries/<big_id:pk>/resend/", webhooks.Resend, "resend"),
    door("ratings/", rest.Ratings, "ratings"),
    door("me/", rest.Me, "me"),
]

app_name = "api"
urlpatterns = [
    path("v1/", include(version_1)),
    path("schema/", docs.schema, name="schema"),
    path("docs/", docs.page, name="docs"),
    re_path(r"^(?P<rest>.*)$", nowhere),
]
