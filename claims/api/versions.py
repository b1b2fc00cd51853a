"""`If-Match`: a change says which version it was based on, and a stale one is told what has changed since."""

import re

from django.utils.http import parse_etags
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from claims.api.problems import VersionMissing
from claims.contract import parts
from claims.models import Article, Case, Claim, Event, Verdict
from claims.models.errors import StaleVersion

_OURS = re.compile(r'"([0-9]{1,10})(?:-[^"]*)?"')
_MOST_CHANGES = 50


def check(request: Request, row: Article | Case | Claim | Verdict) -> None:
    """Go on if `If-Match` names the row's version, whatever hash stands beside it, or is `*`.

    As RFC 9110 has it, a weak tag never matches. Raises what becomes 428, 400, 412.
    """
    header = request.headers.get("If-Match", "")
    if not header.strip():
        raise VersionMissing
    tags = parse_etags(header)
    if not tags:
        raise ValidationError({"If-Match": ['Give the ETag that you read, as "3" or "3-0123abcd".']}, code="invalid")
    known = [int(found[1]) for tag in tags if (found := _OURS.fullmatch(tag))]
    if tags == ["*"] or row.version in known:
        return
    name = str(row._meta.verbose_name).capitalize()
    raise StaleVersion(
        f"{name} {row.pk} has changed since you read it.",
        current=row.version,
        changes=_since(row, max(known)) if known else [],
    )


def _since(row: Article | Case | Claim | Verdict, version: int) -> list[dict[str, object]]:
    events = Event.objects.about(row).filter(object_version__gt=version).select_related("actor")[:_MOST_CHANGES]
    return [
        {
            "version": event.object_version,
            "verb": event.verb,
            "at": parts.moment(event.at),
            "by": None if event.actor is None else {"id": event.actor.pk, "name": event.actor.display_name},
            "fields": sorted(event.after),
        }
        for event in events
    ]
