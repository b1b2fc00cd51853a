"""Where programs are told what happened, and what they were told."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.views import APIView

from claims import contract, tasks
from claims.api import answers, filters, idempotency, inputs, pages, params, schema, shapes
from claims.api.gate import needs, person
from claims.flow import access
from claims.models import Delivery, Webhook
from claims.models.enums import Role


class Webhooks(APIView):
    permission_classes = needs(GET=Role.REVIEWER, POST=Role.REVIEWER)

    @schema.a_list("list_webhooks", params.Page, shapes.WebhookRow, "One's own webhooks; everybody's to admins.")
    def get(self, request: Request) -> HttpResponseBase:
        wanted = params.read(request, params.Page)
        found = Webhook.objects.visible_to(person(request)).select_related("owner")
        return pages.answer(request, found, filters.OLDEST_ROWS, wanted, make=_webhooks)

    @idempotency.once
    @schema.an_action(
        "add_webhook", inputs.WebhookGiven, {201: shapes.NewWebhook}, "Be told; the secret is shown once.", rules=True
    )
    def post(self, request: Request) -> HttpResponseBase:
        wish = inputs.read(request, inputs.WebhookGiven)
        hook = access.add_webhook(wish["url"], sorted(set(wish["events"])), by=person(request))
        place = request.build_absolute_uri(reverse("api:webhook", args=[hook.pk]))
        told = contract.access.webhook(hook) | {"secret": hook.secret}
        return answers.secret(told, status=201, headers={"Location": place})


class OneWebhook(APIView):
    permission_classes = needs(of=Webhook, hides=True, GET=Role.REVIEWER, PATCH=Role.REVIEWER, DELETE=Role.REVIEWER)

    @schema.an_object("read_webhook", shapes.WebhookRow, "One webhook.", versioned=False, one=True)
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        hook = _hook(request, pk)
        params.read(request)
        return answers.plain(contract.access.webhook(hook))

    @schema.a_mending("mend_webhook", inputs.WebhookMended, shapes.WebhookRow, "Change where it is told, and what.")
    def patch(self, request: Request, pk: int) -> HttpResponseBase:
        hook = _hook(request, pk)
        wish = inputs.read(request, inputs.WebhookMended)
        if "events" in wish:
            wish["events"] = sorted(set(wish["events"]))
        access.mend_webhook(hook, by=person(request), now=timezone.now(), **wish)
        return answers.plain(contract.access.webhook(hook))

    @schema.a_removal("remove_webhook", "Be told no more.", versioned=False)
    def delete(self, request: Request, pk: int) -> HttpResponseBase:
        hook = _hook(request, pk)
        inputs.read(request, inputs.Nothing)
        access.remove_webhook(hook, by=person(request))
        return answers.nothing()


class Rotate(APIView):
    permission_classes = needs(of=Webhook, hides=True, POST=Role.REVIEWER)

    @idempotency.once
    @schema.an_action(
        "rotate_secret",
        inputs.Nothing,
        {200: shapes.NewWebhook},
        "A new secret, shown this once; for 24 hours both sign.",
        one=True,
    )
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        hook = _hook(request, pk)
        inputs.read(request, inputs.Nothing)
        access.rotate_secret(hook, by=person(request), now=timezone.now())
        hook = _hook(request, pk)
        return answers.secret(contract.access.webhook(hook) | {"secret": hook.secret})


class Ping(APIView):
    permission_classes = needs(of=Webhook, hides=True, POST=Role.REVIEWER)

    @idempotency.once
    @schema.an_action(
        "ping_webhook", inputs.Nothing, {200: shapes.DeliveryRow}, "Send it something.", states=True, one=True
    )
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        hook = _hook(request, pk)
        inputs.read(request, inputs.Nothing)
        delivery = access.ping(hook, by=person(request), now=timezone.now())
        tasks.hint(tasks.send_delivery, delivery.pk)
        return answers.plain(contract.access.delivery(delivery))


class Deliveries(APIView):
    permission_classes = needs(of=Webhook, hides=True, GET=Role.REVIEWER)

    @schema.a_list(
        "list_deliveries", params.DeliveryParams, shapes.DeliveryRow, "What it was told, the newest first.", one=True
    )
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        hook = _hook(request, pk)
        wanted = params.read(request, params.DeliveryParams)
        found = Delivery.objects.filter(webhook=hook).defer("body")
        if "state" in wanted:
            found = found.filter(state__in=wanted["state"])
        return pages.answer(request, found, filters.NEWEST_DELIVERIES, wanted, make=_deliveries)


class Resend(APIView):
    permission_classes = needs(of=Delivery, hides=True, POST=Role.REVIEWER)

    @idempotency.once
    @schema.an_action(
        "resend_delivery", inputs.Nothing, {200: shapes.DeliveryRow}, "Tell it again.", states=True, one=True
    )
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        found = Delivery.objects.visible_to(person(request)).select_related("webhook")
        delivery = get_object_or_404(found, pk=pk)
        inputs.read(request, inputs.Nothing)
        access.resend(delivery, by=person(request), now=timezone.now())
        tasks.hint(tasks.send_delivery, pk)
        return answers.plain(contract.access.delivery(Delivery.objects.get(pk=pk)))


class ResendAll(APIView):
    permission_classes = needs(of=Webhook, hides=True, POST=Role.REVIEWER)

    @idempotency.once
    @schema.an_action(
        "resend_deliveries",
        inputs.ResendRange,
        {200: shapes.Resent},
        "Tell it again all that it was to be told from one moment until another, now if that is not given.",
        states=True,
        rules=True,
        one=True,
    )
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        hook = _hook(request, pk)
        wish = inputs.read(request, inputs.ResendRange)
        now = timezone.now()
        number = access.resend_all(hook, first=wish["from"], last=wish.get("to", now), by=person(request), now=now)
        return answers.plain({"resent": number})


def _hook(request: Request, pk: int) -> Webhook:
    found: Webhook = get_object_or_404(Webhook.objects.visible_to(person(request)).select_related("owner"), pk=pk)
    return found


def _webhooks(rows: Sequence[Webhook]) -> list[dict[str, Any]]:
    return [contract.access.webhook(row) for row in rows]


def _deliveries(rows: Sequence[Delivery]) -> list[dict[str, Any]]:
    return [contract.access.delivery(row) for row in rows]
