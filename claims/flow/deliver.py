"""Telling endpoints what happened, per the Standard Webhooks specification; outside of any transaction."""

from datetime import datetime, timedelta

import orjson
from django.conf import settings
from standardwebhooks.webhooks import Webhook as Signer

from claims import fetching
from claims.models import Delivery, DeliveryState, Webhook

PAUSES = [5, 30, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600]  # seconds; then every 12 hours
LAST = timedelta(days=3)
TRY_SECONDS = 15.0
ANSWER_BYTES = 64 * 1024
KEPT = 2000


def send(delivery: Delivery, *, now: datetime) -> None:
    """Make one try and write down how it went. 2xx is success, 410 ends the endpoint, everything else tries again."""
    body = orjson.dumps(delivery.body)
    try:
        answer = fetching.fetch(
            delivery.webhook.url,
            allow=settings.FETCH_ALLOW,
            deadline=TRY_SECONDS,
            max_bytes=ANSWER_BYTES,
            method="POST",
            body=body,
            headers=_headers(delivery, body, now=now),
            redirects=0,
            truncate=True,
            any_status=True,
        )
    except fetching.Refused as refusal:
        _put_off(delivery, status=None, answer=refusal.message, pause=None, now=now)
        return
    text = answer.body[:KEPT].decode("utf-8", "replace").replace("\0", "")
    if 200 <= answer.status < 300:
        _settle(delivery, state=DeliveryState.DELIVERED, delivered_at=now, last_status=answer.status, last_answer=text)
    elif answer.status == 410:
        Webhook.objects.filter(pk=delivery.webhook_id).update(disabled_at=now)
        _settle(delivery, state=DeliveryState.EXHAUSTED, last_status=410, last_answer=text)
    else:
        pause = _asked_pause(answer.headers.get("retry-after"))
        _put_off(delivery, status=answer.status, answer=text, pause=pause, now=now)


def pause_after(attempts: int) -> timedelta:
    """How long to wait after that many tries."""
    return timedelta(seconds=PAUSES[attempts - 1] if attempts <= len(PAUSES) else 12 * 3600)


def _headers(delivery: Delivery, body: bytes, *, now: datetime) -> dict[str, str]:
    """The specification's headers; while a secret is being rotated, both secrets sign."""
    identity = f"msg_{delivery.pk}"
    secrets = [delivery.webhook.secret]
    if delivery.webhook.old_until and now < delivery.webhook.old_until:
        secrets.append(delivery.webhook.old_secret)
    signatures = [Signer(secret).sign(identity, now, body.decode()) for secret in secrets]
    return {
        "content-type": "application/json",
        "webhook-id": identity,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signatures),
    }


def _put_off(delivery: Delivery, *, status: int | None, answer: str, pause: timedelta | None, now: datetime) -> None:
    again = now + max(pause or timedelta(), pause_after(delivery.attempts))
    over = again > (delivery.resent_at or delivery.created_at) + LAST
    state = DeliveryState.EXHAUSTED if over else DeliveryState.WAITING
    _settle(delivery, state=state, next_try_at=again, last_status=status, last_answer=answer)


def _settle(delivery: Delivery, **changes: object) -> None:
    """Write down how the try went, unless another was begun meanwhile: its own end will be written then."""
    this_try = Delivery.objects.waiting().filter(pk=delivery.pk, attempts=delivery.attempts)
    this_try.update(taken_until=None, **changes)


def _asked_pause(retry_after: str | None) -> timedelta | None:
    """What the endpoint asks for in seconds, a day at most; a date or nonsense is answered by our own pauses."""
    if retry_after is None or not (retry_after.isascii() and retry_after.isdigit()):
        return None
    return timedelta(seconds=min(int(retry_after), 24 * 3600))
