"""The newest verdicts as RSS 2.0, Atom and JSON Feed 1.1, all three written from the same entries."""

import json
from datetime import UTC, datetime
from typing import IO, Any

from django.conf import settings
from django.http import HttpResponseBase
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import format_html
from drf_spectacular.utils import extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request

from claims.api import params, schema
from claims.api.outward.publication import Outward, answer, chosen, published
from claims.api.query_fields import ActorInQuery, AnyOf
from claims.models import Verdict
from claims.models.enums import CaseState, Kind

ENTRIES = 50
LONGEST_TITLE = 200
TITLE = "claimtracker: verdicts"
DESCRIPTION = "What states and officials say about aid and troops, checked by two people each."


class FeedParams(serializers.Serializer[Any]):
    kind = params.words(Kind)
    actor = AnyOf(ActorInQuery(), required=False, help_text="Ids of actors, or ISO 3166 codes of states.")
    case = params.ids()


class JsonFeed(SyndicationFeed):
    """JSON Feed 1.1 (jsonfeed.org), from what Django's other feeds are written from."""

    def write(self, outfile: IO[str], encoding: str) -> None:
        """The whole feed, as one JSON document."""
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
            "items": [self._item(item) for item in self.items],
        }
        json.dump(feed, outfile, ensure_ascii=False)

    def _item(self, item: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "content_html": item["description"],
            "date_published": item["pubdate"].astimezone(UTC).isoformat().replace("+00:00", "Z"),
            "tags": list(item["categories"]),
        }


class Feed(Outward):
    """The newest verdicts, one entry each, in the words of `kind`."""

    kind: type[SyndicationFeed]
    content_type: str

    def get(self, request: Request) -> HttpResponseBase:
        wanted = params.read(request, FeedParams)
        address = f"{settings.PUBLIC_URL}{request.get_full_path()}"
        feed = self.kind(
            title=TITLE,
            link=f"{settings.PUBLIC_URL}/",
            description=DESCRIPTION,
            language="en",
            feed_url=address,
            feed_guid=address,
        )
        found = chosen(published(), wanted).select_related("rating", "case", "claim__article")
        for verdict in found.order_by("-published_at", "-id")[:ENTRIES]:
            feed.add_item(**entry(verdict))
        if not feed.num_items():  # an empty feed would say that it was made just now, every time
            feed.latest_post_date = lambda: datetime.min.replace(year=1970, tzinfo=UTC)  # type: ignore[method-assign]  # as said
        return answer(request, feed.writeString("utf-8").encode(), self.content_type)


def _feed(operation: str, kind: str, name: str) -> Any:
    return extend_schema_view(get=schema.a_document(operation, kind, FeedParams, f"The newest verdicts, as {name}."))


@_feed("read_verdicts_rss", "application/rss+xml", "RSS 2.0")
class Rss(Feed):
    kind = Rss201rev2Feed
    content_type = "application/rss+xml; charset=utf-8"


@_feed("read_verdicts_atom", "application/atom+xml", "Atom")
class Atom(Feed):
    kind = Atom1Feed
    content_type = "application/atom+xml; charset=utf-8"


@_feed("read_verdicts_json_feed", "application/feed+json", "JSON Feed 1.1")
class Json(Feed):
    kind = JsonFeed
    content_type = "application/feed+json; charset=utf-8"


def entry(verdict: Verdict) -> dict[str, Any]:
    """A verdict as the generators take it: the judgement first, then what it judges."""
    address = f"{settings.PUBLIC_URL}/verdicts/{verdict.pk}/"
    judgement, judged = _in_words(verdict)
    title = f"{judgement}: {judged}"
    return {
        "title": title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…",
        "link": address,
        "unique_id": address,
        "description": _description(verdict),
        "pubdate": verdict.published_at,
        "updateddate": verdict.published_at,
        "categories": _categories(verdict, judgement),
    }


def _in_words(verdict: Verdict) -> tuple[str, str]:
    """The judgement, and what it judges."""
    if verdict.case is not None:
        return str(CaseState(verdict.case_state).label), verdict.case.title
    return (verdict.rating.name if verdict.rating else ""), f"“{verdict.quote}”"


def _description(verdict: Verdict) -> str:
    """The summary, and what was corrected."""
    summary = format_html("<p>{}</p>", verdict.summary)
    if not verdict.correction_note:
        return summary
    return summary + format_html("<p>Correction: {}</p>", verdict.correction_note)


def _categories(verdict: Verdict, judgement: str) -> list[str]:
    kind = verdict.judged_kind or (verdict.case.kind if verdict.case else "")
    return [word for word in (kind, judgement, "sample" if verdict.demo else "") if word]
