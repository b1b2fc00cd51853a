"""What programs come in with, and where they are told: people's own tokens and webhooks."""

import base64
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from claims import fetching
from claims.models import ApiToken, Delivery, DeliveryState, Event, User, Webhook
from claims.models.delivery import message
from claims.models.enums import Role
from claims.models.errors import RuleBroken, WrongState

ROTATING = timedelta(hours=24)  # both secrets sign
PING = "ping"
MOST_RESENT = 10_000


def issue_token(
    *, by: User, name: str, role: Role | None, expires_at: datetime | None, now: datetime
) -> tuple[ApiToken, str]:
    """A new token of one's own and its secret, which nobody can read again.

    It holds no more than the credentials that it is asked for with. Raises RuleBroken.
    """
    ceiling = Role(by.acting_role or by.role)
    if role is not None and not ceiling.includes(role):
        raise RuleBroken(f"You act as {ceiling}: a token of yours cannot hold the higher role {role}.", field="role")
    if expires_at is not None and expires_at <= now:
        raise RuleBroken("This day has passed.", field="expires_at", code="past")
    if role is None and ceiling != by.role:
        role = ceiling
    with transaction.atomic():
        secret = ApiToken.objects.issue(by, name=name, role=role, expires_at=expires_at)
        token = ApiToken.objects.by_secret(secret).get()
        after = {"name": name, "role": role, "expires_at": expires_at}
        Event.objects.record("token.issued", token, by=by, after=after)
    return token, secret


def revoke_token(token: ApiToken, *, by: User, now: datetime) -> None:
    """Let it in no more."""
    with transaction.atomic():
        if ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=now):
            Event.objects.record("token.revoked", token, by=by)


def add_webhook(url: str, events: Sequence[str], *, by: User) -> Webhook:
    """A new endpoint with its secret. Raises RuleBroken where the address leads inward."""
    _check_address(url)
    with transaction.atomic():
        hook = Webhook.objects.create(owner=by, url=url, events=list(events), secret=_secret())
        Event.objects.record("webhook.added", hook, by=by, after={"url": url, "events": list(events)})
    return hook


def mend_webhook(hook: Webhook, *, by: User, now: datetime, active: bool | None = None, **changes: Any) -> None:
    """Change where it is told and what; `active` switches it off and on again. Raises RuleBroken as above."""
    if "url" in changes:
        _check_address(changes["url"])
    if active is not None:
        changes["disabled_at"] = None if active else hook.disabled_at or now
    kept = {name: value for name, value in changes.items() if getattr(hook, name) != value}
    if not kept:
        return
    before = {name: getattr(hook, name) for name in kept}
    for name, value in kept.items():
        setattr(hook, name, value)
    with transaction.atomic():
        hook.save(update_fields=list(kept))
        Event.objects.record("webhook.mended", hook, by=by, before=before, after=kept)


def remove_webhook(hook: Webhook, *, by: User) -> None:
    """Tell it nothing more; its deliveries go with it."""
    with transaction.atomic():
        Event.objects.record("webhook.removed", hook, by=by, before={"url": hook.url, "events": hook.events})
        hook.delete()


def rotate_secret(hook: Webhook, *, by: User, now: datetime) -> None:
    """A new secret; the old one signs beside it for a day."""
    with transaction.atomic():
        hook = Webhook.objects.select_for_update().get(pk=hook.pk)
        columns = {"secret": _secret(), "old_secret": hook.secret, "old_until": now + ROTATING}
        Webhook.objects.filter(pk=hook.pk).update(**columns)
        Event.objects.record("webhook.rotated", hook, by=by, after={"old_until": now + ROTATING})


def ping(hook: Webhook, *, by: User, now: datetime) -> Delivery:
    """Send it something to answer to. Raises WrongState where it is switched off."""
    _check_on(hook)
    with transaction.atomic():
        event = Event.objects.record("webhook.pinged", hook, by=by)
        body = message(PING, data={"webhook": hook.pk}, now=now)
        return Delivery.objects.create(webhook=hook, event=event, type=PING, body=body, next_try_at=now)


def resend(delivery: Delivery, *, by: User, now: datetime) -> None:
    """Begin anew to tell it, with all its tries. Raises WrongState where its endpoint is switched off."""
    _check_on(delivery.webhook)
    with transaction.atomic():
        _again(Delivery.objects.filter(pk=delivery.pk), now=now)
        Event.objects.record("delivery.resent", delivery, by=by)


def resend_all(hook: Webhook, *, first: datetime, last: datetime, by: User, now: datetime) -> int:
    """The same for what was to be told from the one moment until the other and waits no more; answers how many.

    Raises RuleBroken for more than can be sent at once.
    """
    _check_on(hook)
    ended = hook.deliveries.filter(created_at__gte=first, created_at__lt=last).exclude(state=DeliveryState.WAITING)
    with transaction.atomic():
        number = ended.count()
        if number > MOST_RESENT:
            raise RuleBroken(f"These are more than {MOST_RESENT}: give a shorter time.", field="to", code="too_many")
        _again(ended, now=now)
        Event.objects.record("webhook.resent", hook, by=by, after={"from": first, "to": last, "number": number})
    return number


def _again(deliveries: Any, *, now: datetime) -> None:
    deliveries.update(
        state=DeliveryState.WAITING, attempts=0, next_try_at=now, resent_at=now, delivered_at=None, taken_until=None
    )


def _check_on(hook: Webhook) -> None:
    if hook.disabled_at is not None:
        raise WrongState(f"Webhook {hook.pk} is switched off: switch it on first.")


def _check_address(url: str) -> None:
    try:
        fetching.check_url(url, allow=settings.FETCH_ALLOW)
    except fetching.DnsFailed:
        pass  # names come and go: its deliveries will tell
    except fetching.Refused as refusal:
        raise RuleBroken(refusal.message, field="url", code=refusal.code) from refusal


def _secret() -> str:
    """As the Standard Webhooks specification has it: `whsec_` and 24 to 64 random bytes in base64."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
