"""Actors, their records, and the statistics of the whole desk."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.views import APIView

from claims.api import answers, filters, pages, params, schema, shapes
from claims.api.gate import EVERYBODY, needs, outside, visitor
from claims.contract import records, statistics
from claims.models import Actor, Case
from claims.models.enums import Role

FIELDS = ("id", "name", "kind", "code")
USUAL_DAYS, MOST_DAYS = 30, 366 * 3


class Actors(APIView):
    permission_classes = needs(GET=Role.READER)

    @schema.a_list("list_actors", params.ActorParams, shapes.ActorRow, "Persons, countries, organisations, by name.")
    def get(self, request: Request) -> HttpResponseBase:
        wanted = params.read(request, params.ActorParams)
        found = filters.actors(Actor.objects.standing().order_by(), wanted).values(*FIELDS)
        return pages.answer(request, found, filters.BY_NAME, wanted, make=list)


class OneActor(APIView):
    permission_classes = needs(hides=True, of=Actor, GET=Role.READER)

    @schema.an_object("read_actor", shapes.ActorWhole, "One actor, with other names.", versioned=False, one=True)
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        actor = get_object_or_404(Actor.objects.select_related("merged_into"), pk=pk)
        actor = actor.merged_into or actor
        params.read(request)
        aliases = list(actor.aliases.order_by("alias").values_list("alias", flat=True))
        own: dict[str, Any] = {name: getattr(actor, name) for name in FIELDS}
        return answers.plain(own | {"aliases": aliases})


class Record(APIView):
    permission_classes = needs(of=Actor, GET=EVERYBODY)

    @schema.an_object(
        "read_record",
        shapes.Record,
        "How an actor's promises stand; to outsiders, by the public cases.",
        public=True,
        versioned=False,
        one=True,
    )
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        merged = Actor.objects.filter(merged=pk).values_list("pk", flat=True).first()
        actor = get_object_or_404(Actor.objects.visible_to(visitor(request)), pk=merged or pk)
        params.read(request)
        return answers.plain(records.record(actor, Case.objects.visible_to(visitor(request)), now=timezone.now()))


class Statistics(APIView):
    permission_classes = needs(GET=EVERYBODY)

    @schema.an_object(
        "read_statistics",
        shapes.Statistics,
        "Day by day what was extracted, queued and published; without `from`, of the last 30 days.",
        public=True,
        versioned=False,
        params=params.StatisticsParams,
    )
    def get(self, request: Request) -> HttpResponseBase:
        wanted = params.read(request, params.StatisticsParams)
        last = wanted.get("to") or timezone.now().date()
        first = wanted.get("from") or last - timedelta(days=USUAL_DAYS - 1)
        if first > last or (last - first).days > MOST_DAYS:
            message = f"Give a day no later than `to`, and no more than {MOST_DAYS} days before it."
            raise ValidationError({"from": [ErrorDetail(message, code="invalid")]})
        return answers.plain(statistics.statistics(first, last, outsider=outside(request)))
