"""Who wants to be told, and each telling: written in the transaction of the change, sent outside of any."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from .constraints import one_of
from .enums import Role
from .event import Event

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .user import User

HOLD = timedelta(seconds=60)  # longer than one try may take (15 s)


class DeliveryState(models.TextChoices):
    WAITING = "waiting"
    DELIVERED = "delivered"
    EXHAUSTED = "exhausted"


class WebhookQuerySet(models.QuerySet["Webhook"]):
    def visible_to(self, user: "User | AnonymousUser") -> "WebhookQuerySet":
        """One's own; everybody's to admins; none to outsiders."""
        if not user.is_authenticated or not user.holds(Role.REVIEWER):
            return self.none()
        return self.all() if user.holds(Role.ADMIN) else self.filter(owner=user)

    def wanting(self, kind: str) -> "WebhookQuerySet":
        """Those that are told of events of this kind; nothing goes to people who have left."""
        return self.filter(events__contains=[kind], disabled_at__isnull=True, owner__is_active=True)


class Webhook(models.Model):
    """An endpoint of a user's. `secret` signs (`whsec_…`); `old_secret` signs beside it until `old_until`."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="webhooks")
    url = models.URLField(max_length=2000)
    events = ArrayField(models.CharField(max_length=50))
    secret = models.CharField(max_length=100)
    old_secret = models.CharField(max_length=100, blank=True)
    old_until = models.DateTimeField(null=True)
    disabled_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = WebhookQuerySet.as_manager()

    def __str__(self) -> str:
        return self.url


def message(kind: str, *, data: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """What an endpoint is sent; the time is written as in the API, RFC 3339 in UTC with a Z."""
    return {"type": kind, "timestamp": now.astimezone(UTC).isoformat().replace("+00:00", "Z"), "data": data}


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def announce(self, event: Event, *, kind: str, data: Mapping[str, Any], now: datetime) -> None:
        """Write one row for every endpoint that wants events of this kind; twice is the same as once."""
        body = message(kind, data=data, now=now)
        rows = [
            Delivery(webhook=hook, event=event, type=kind, body=body, next_try_at=now)
            for hook in Webhook.objects.wanting(kind)
        ]
        self.bulk_create(rows, ignore_conflicts=True)

    def about(self, row: models.Model) -> "DeliveryQuerySet":
        return self.filter(event__object_type=row._meta.model_name, event__object_id=row.pk)

    def visible_to(self, user: "User | AnonymousUser") -> "DeliveryQuerySet":
        """Those to the webhooks that one sees."""
        return self.filter(webhook__in=Webhook.objects.visible_to(user))

    def waiting(self) -> "DeliveryQuerySet":
        return self.filter(state=DeliveryState.WAITING)

    def standing_still(self, *, now: datetime) -> "DeliveryQuerySet":
        """Due, held by nobody, and for an endpoint that still listens."""
        return self.waiting().filter(
            Q(taken_until__isnull=True) | Q(taken_until__lt=now),
            next_try_at__lte=now,
            webhook__in=Webhook.objects.filter(disabled_at__isnull=True),
        )

    def take(self, pk: int, *, now: datetime) -> "Delivery | None":
        """Hold the row and count the try before it is made; None when it is not due or is held.

        The conditions stand on the row itself: PostgreSQL looks at them again once a faster taker has let go of it,
        which it does not do inside a subquery on the same table.
        """
        taken = self.standing_still(now=now).filter(pk=pk)
        if not taken.update(taken_until=now + HOLD, attempts=F("attempts") + 1):
            return None
        return self.select_related("webhook").get(pk=pk)


class Delivery(models.Model):
    """One telling of one event to one endpoint, `webhook-id` the same at every try."""

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    type = models.CharField(max_length=50)
    body = models.JSONField(encoder=DjangoJSONEncoder)
    state = models.CharField(max_length=9, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    taken_until = models.DateTimeField(null=True)
    last_status = models.PositiveSmallIntegerField(null=True)
    last_answer = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    resent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["webhook", "event"], name="delivery_once"),
            one_of("state", DeliveryState, name="delivery_state_known"),
        ]
        indexes = [
            models.Index(fields=["webhook", "-created_at", "-id"], name="delivery_of_webhook"),
            models.Index(fields=["next_try_at"], condition=Q(state=DeliveryState.WAITING), name="delivery_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.type} to {self.webhook_id}"


class Heartbeat(models.Model):
    """When a worker process was last seen alive."""

    name = models.CharField(max_length=200, primary_key=True)
    kind = models.CharField(max_length=20)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
