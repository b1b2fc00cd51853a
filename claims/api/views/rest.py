"""The truth scale, and who one is."""

from django.http import HttpResponseBase
from rest_framework.request import Request
from rest_framework.views import APIView

from claims.api import answers, params, schema, shapes
from claims.api.gate import EVERYBODY, needs, person
from claims.models import Rating
from claims.models.enums import Role


class Ratings(APIView):
    permission_classes = needs(GET=EVERYBODY)

    @schema.an_object(
        "list_ratings",
        shapes.RatingPoint(many=True),
        "The truth scale, from worst to best.",
        public=True,
        versioned=False,
    )
    def get(self, request: Request) -> HttpResponseBase:
        params.read(request)
        return answers.plain(list(Rating.objects.order_by("value").values("id", "name", "value", "description")))


class Me(APIView):
    permission_classes = needs(GET=Role.READER)

    @schema.an_object("read_me", shapes.Me, "Who asks, and with which role.", versioned=False)
    def get(self, request: Request) -> HttpResponseBase:
        params.read(request)
        me = person(request)
        role = me.acting_role or me.role
        return answers.plain({"id": me.pk, "username": me.username, "name": me.display_name, "role": role})
