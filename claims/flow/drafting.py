"""Words that are being typed, kept apart from the history; and who has which claim's page open."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson
from django.db import transaction

from claims.models import Claim, Draft, Presence, User
from claims.models.errors import StaleVersion, TooLarge
from claims.models.event import ClockTimestamp

MOST_BYTES = 1_000_000


def keep(
    claim: Claim, *, by: User, words: Mapping[str, Any], seen: int, now: datetime, edition: int | None = None
) -> Draft:
    """Save what somebody typed, in place of what they typed before; `seen` is the claim's version on their page.

    `edition` is the draft's that their window goes on from (0: none was there); None writes over whatever there is.
    Raises StaleVersion where another window of theirs has saved meanwhile, TooLarge.
    """
    if len(orjson.dumps(words)) > MOST_BYTES:
        raise TooLarge("This is more than a draft can hold: 1 MB.")
    with transaction.atomic():
        draft = Draft.objects.select_for_update().filter(user=by, claim=claim).first()
        current = draft.edition if draft else 0
        if draft is not None and draft.words == words and draft.claim_version == seen:
            return draft
        if edition is not None and edition != current:
            raise StaleVersion("Another window of yours has saved other words for this claim.", current=current)
        row, _ = Draft.objects.update_or_create(
            user=by,
            claim=claim,
            defaults={"words": dict(words), "edition": current + 1, "claim_version": seen, "saved_at": now},
        )
        return row


def drop(claim: Claim, *, by: User) -> None:
    """Forget their draft: it was proposed, or they do not want it any more."""
    Draft.objects.filter(user=by, claim=claim).delete()


def come(claim: Claim, *, by: User) -> None:
    """They have the claim's page open now. What else of theirs was left open without a word is forgotten."""
    Presence.objects.update_or_create(claim=claim, user=by, defaults={"seen_at": ClockTimestamp()})
    Presence.objects.filter(user=by).exclude(pk__in=Presence.objects.now().values("pk")).delete()


def go(claim: Claim, *, by: User) -> None:
    """They have closed it."""
    Presence.objects.filter(claim=claim, user=by).delete()
