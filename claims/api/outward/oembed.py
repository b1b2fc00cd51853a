"""oEmbed (oembed.com): the address of a verdict's page in, what another page may show of it out."""

import re
from typing import Any
from urllib.parse import urlsplit

import orjson
from django.conf import settings
from django.http import Http404, HttpResponseBase
from django.utils.html import format_html
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import APIException
from rest_framework.request import Request

from claims.api import params, schema
from claims.api.fields import WebAddress
from claims.api.outward.feeds import entry
from claims.api.outward.publication import Outward, answer, published
from claims.api.query_fields import WholeInQuery, Words

_VERDICT = re.compile(r"/verdicts/([0-9]{1,18})/?")
WIDTH, HEIGHT = 550, 200
HTML = (
    '<blockquote class="claimtracker"><p><strong>{title}</strong></p>{description}'
    '<p><a href="{link}">claimtracker</a></p></blockquote>'
)


class OtherFormat(APIException):
    """The specification's answer to a format that is not offered."""

    status_code = 501
    default_detail = "There is json here, and no other format."


@extend_schema_field({"type": "string", "enum": ["json"]})
class Format(Words):
    """The specification's two, of which one is to be had."""

    def to_internal_value(self, data: Any) -> str:
        """`json`, or what becomes 501, or 400."""
        if data == "xml":
            raise OtherFormat
        if data != "json":
            self.fail("invalid")
        return "json"


class OEmbedParams(serializers.Serializer[Any]):
    url = WebAddress(max_length=2000)
    format = Format(required=False, default="json", max_length=20)
    maxwidth = WholeInQuery(required=False, default=WIDTH, min_value=1, max_value=100_000)
    maxheight = WholeInQuery(required=False, default=HEIGHT, min_value=1, max_value=100_000)


class OEmbed(Outward):
    @schema.a_document(
        "read_oembed", "application/json", OEmbedParams, "What another page may show of a verdict's.", one=True
    )
    def get(self, request: Request) -> HttpResponseBase:
        wanted = params.read(request, OEmbedParams)
        found = published().select_related("rating", "case").filter(pk=_number(wanted["url"])).first()
        if found is None:
            raise Http404
        told = entry(found)
        body = {
            "version": "1.0",
            "type": "rich",
            "title": told["title"],
            "provider_name": "claimtracker",
            "provider_url": settings.PUBLIC_URL,
            "cache_age": 3600,
            "html": format_html(HTML, **told),
            "width": min(WIDTH, wanted["maxwidth"]),
            "height": min(HEIGHT, wanted["maxheight"]),
        }
        return answer(request, orjson.dumps(body), "application/json")


def _number(url: str) -> int:
    """The verdict that the address names; Http404 for any other address."""
    ours, theirs = urlsplit(settings.PUBLIC_URL), urlsplit(url)
    found = _VERDICT.fullmatch(theirs.path)
    if found is None or theirs.netloc.lower() != ours.netloc.lower():
        raise Http404
    return int(found[1])
