"""The token, webhook and delivery objects of the contract. None holds a secret: that is shown once, by who makes it."""

from claims.models import ApiToken, Delivery, Webhook

from . import parts
from .parts import Object


def token(row: ApiToken) -> Object:
    """`role` is what it acts with; the row comes with its user."""
    return {
        "id": row.pk,
        "name": row.name,
        "hint": row.hint,
        "role": row.ceiling(),
        "created_at": parts.moment(row.created_at),
        "last_used_at": parts.moment(row.last_used_at),
        "expires_at": parts.moment(row.expires_at),
    }


def webhook(row: Webhook) -> Object:
    """The row comes with its owner. `old_secret_until`: until when the secret before signs too."""
    return {
        "id": row.pk,
        "owner": {"id": row.owner.pk, "name": row.owner.display_name},
        "url": row.url,
        "events": row.events,
        "active": row.disabled_at is None,
        "disabled_at": parts.moment(row.disabled_at),
        "old_secret_until": parts.moment(row.old_until),
        "created_at": parts.moment(row.created_at),
    }


def delivery(row: Delivery) -> Object:
    """`last_answer` is the first 2 kB of what the endpoint answered, or why it could not be told."""
    return {
        "id": row.pk,
        "webhook": row.webhook_id,
        "type": row.type,
        "state": row.state,
        "attempts": row.attempts,
        "last_status": row.last_status,
        "last_answer": row.last_answer,
        "next_try_at": parts.moment(row.next_try_at) if row.state == "waiting" else None,
        "created_at": parts.moment(row.created_at),
        "resent_at": parts.moment(row.resent_at),
        "delivered_at": parts.moment(row.delivered_at),
    }
