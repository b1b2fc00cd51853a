"""What programs come in with, and where they are told."""

from rest_framework.fields import BooleanField, CharField, ChoiceField, DateTimeField, IntegerField, ListField

from claims.api.shapes.parts import Person, Shape
from claims.models import DeliveryState, enums


class TokenRow(Shape):
    id = IntegerField()
    name = CharField()
    hint = CharField(help_text="How the token begins.")
    role = ChoiceField(choices=enums.Role.choices)
    created_at = DateTimeField()
    last_used_at = DateTimeField(allow_null=True)
    expires_at = DateTimeField(allow_null=True)


class NewToken(TokenRow):
    token = CharField(help_text="Shown this once.")


class WebhookRow(Shape):
    id = IntegerField()
    owner = Person()
    url = CharField()
    events = ListField(child=CharField())
    active = BooleanField()
    disabled_at = DateTimeField(allow_null=True, help_text="Since when it is told nothing.")
    old_secret_until = DateTimeField(allow_null=True, help_text="Until when the secret before signs too.")
    created_at = DateTimeField()


class NewWebhook(WebhookRow):
    secret = CharField(help_text="Shown this once.")


class DeliveryRow(Shape):
    id = IntegerField()
    webhook = IntegerField()
    type = CharField()
    state = ChoiceField(choices=DeliveryState.choices)
    attempts = IntegerField()
    last_status = IntegerField(allow_null=True)
    last_answer = CharField(help_text="The first 2 kB of it, or why there was none.")
    next_try_at = DateTimeField(allow_null=True)
    created_at = DateTimeField()
    resent_at = DateTimeField(allow_null=True)
    delivered_at = DateTimeField(allow_null=True)


class Resent(Shape):
    resent = IntegerField()
