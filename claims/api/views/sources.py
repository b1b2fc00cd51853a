"""Sources, and the feeds that are read of them."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework.request import Request
from rest_framework.views import APIView

from claims import contract, tasks
from claims.api import answers, filters, idempotency, inputs, pages, params, references, schema, shapes
from claims.api.gate import needs, person
from claims.flow import feeds
from claims.models import Feed, Source
from claims.models.enums import Role


class Sources(APIView):
    permission_classes = needs(GET=Role.READER, POST=Role.EDITOR)

    @schema.a_list("list_sources", params.SourceParams, shapes.SourceWhole, "Sources, the newest first.")
    def get(self, request: Request) -> HttpResponseBase:
        wanted = params.read(request, params.SourceParams)
        found = filters.sources(Source.objects.all(), wanted)
        return pages.answer(request, found, filters.NEWEST_SOURCES, wanted, make=_sources)

    @idempotency.once
    @schema.an_action("add_source", inputs.SourceGiven, {201: shapes.SourceWhole}, "Add a source.", rules=True)
    def post(self, request: Request) -> HttpResponseBase:
        wish = inputs.read(request, inputs.SourceGiven)
        source = feeds.add_source(by=person(request), **_columns(wish))
        place = request.build_absolute_uri(reverse("api:source", args=[source.pk]))
        return answers.plain(contract.sources.source(source), status=201, headers={"Location": place})


class OneSource(APIView):
    permission_classes = needs(of=Source, hides=True, GET=Role.READER, PATCH=Role.EDITOR)

    @schema.an_object("read_source", shapes.SourceWhole, "One source.", versioned=False, one=True)
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        source = get_object_or_404(Source, pk=pk)
        params.read(request)
        return answers.plain(contract.sources.source(source))

    @schema.a_mending("mend_source", inputs.SourceMended, shapes.SourceWhole, "Change what is known of a source.")
    def patch(self, request: Request, pk: int) -> HttpResponseBase:
        source = get_object_or_404(Source, pk=pk)
        wish = inputs.read(request, inputs.SourceMended)
        feeds.mend_source(source, by=person(request), **_columns(wish))
        return answers.plain(contract.sources.source(source))


class Feeds(APIView):
    permission_classes = needs(GET=Role.READER, POST=Role.EDITOR)

    @schema.a_list("list_feeds", params.FeedParams, shapes.FeedWhole, "Feeds with their health, the newest last.")
    def get(self, request: Request) -> HttpResponseBase:
        wanted = params.read(request, params.FeedParams)
        found = Feed.objects.select_related("source")
        if "source" in wanted:
            found = found.filter(source__in=wanted["source"])
        return pages.answer(request, found, filters.OLDEST_ROWS, wanted, make=_feeds)

    @idempotency.once
    @schema.an_action("add_feed", inputs.FeedGiven, {201: shapes.FeedWhole}, "Read a feed from now on.", rules=True)
    def post(self, request: Request) -> HttpResponseBase:
        wish = inputs.read(request, inputs.FeedGiven)
        source = references.named(Source.objects.all(), wish["source"], field="source")
        feed = feeds.add_feed(source, wish["url"], by=person(request))
        tasks.hint(tasks.read_feed, feed.pk)
        place = request.build_absolute_uri(reverse("api:feed", args=[feed.pk]))
        return answers.plain(contract.sources.feed(feed), status=201, headers={"Location": place})


class OneFeed(APIView):
    permission_classes = needs(of=Feed, hides=True, GET=Role.READER, PATCH=Role.EDITOR, DELETE=Role.EDITOR)

    @schema.an_object("read_feed", shapes.FeedWhole, "One feed with its health.", versioned=False, one=True)
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        feed = get_object_or_404(Feed.objects.select_related("source"), pk=pk)
        params.read(request)
        return answers.plain(contract.sources.feed(feed))

    @schema.a_mending(
        "mend_feed", inputs.FeedMended, shapes.FeedWhole, "Change a feed; `active` says whether it is read."
    )
    def patch(self, request: Request, pk: int) -> HttpResponseBase:
        feed = get_object_or_404(Feed.objects.select_related("source"), pk=pk)
        wish = inputs.read(request, inputs.FeedMended)
        if "source" in wish:
            wish["source"] = references.named(Source.objects.all(), wish["source"], field="source")
        feeds.mend_feed(feed, by=person(request), **wish)
        tasks.hint(tasks.read_feed, feed.pk)
        return answers.plain(contract.sources.feed(feed))

    @schema.a_removal("remove_feed", "Read a feed no more; its articles stay.", versioned=False)
    def delete(self, request: Request, pk: int) -> HttpResponseBase:
        feed = get_object_or_404(Feed, pk=pk)
        inputs.read(request, inputs.Nothing)
        feeds.remove_feed(feed, by=person(request))
        return answers.nothing()


def _columns(wish: dict[str, Any]) -> dict[str, Any]:
    """A host may be null, the other words empty."""
    made = {name: "" if value is None else value for name, value in wish.items()}
    return made | ({"host": wish["host"]} if "host" in wish else {})


def _sources(rows: Sequence[Source]) -> list[dict[str, Any]]:
    return [contract.sources.source(row) for row in rows]


def _feeds(rows: Sequence[Feed]) -> list[dict[str, Any]]:
    return [contract.sources.feed(row) for row in rows]
