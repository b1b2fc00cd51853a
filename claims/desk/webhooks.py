"""The webhooks of a person's programs: where they are told what happens, how it went, and all of it again."""

from typing import Any

from django.contrib import messages
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from claims import contract, tasks
from claims.flow import access
from claims.models import Delivery, DeliveryState, Webhook
from claims.models.enums import Role
from claims.models.errors import RuleBroken

from .accessforms import TOLD, ResendForm, WebhookForm
from .doors import entered_by, person, posted, verb

ROWS = 20
REFUSED = 422
Context = dict[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
@entered_by(Role.REVIEWER)
def index(request: HttpRequest) -> HttpResponseBase:
    """One's webhooks (an admin's: everybody's), and the form for a new one; its answer shows the secret, once."""
    form = WebhookForm(request.POST or None)
    if form.is_valid():
        try:
            made = access.add_webhook(form.cleaned_data["url"], sorted(form.cleaned_data["events"]), by=person(request))
            return _page(request, made, secret=made.secret)
        except RuleBroken as error:
            form.add_error("url", str(error))
    last = Delivery.objects.filter(webhook=OuterRef("pk")).order_by("-created_at", "-id")
    found = _visible(request).annotate(
        last_state=Subquery(last.values("state")[:1]), last_status=Subquery(last.values("last_status")[:1])
    )
    rows = [
        contract.access.webhook(hook) | {"last_state": hook.last_state, "last_status": hook.last_status}
        for hook in found.order_by("-id")
    ]
    context = {"form": form, "webhooks": rows, "told": TOLD, "everybodys": person(request).holds(Role.ADMIN)}
    return render(request, "desk/account/webhooks.html", context, status=REFUSED if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@entered_by(Role.REVIEWER)
def show(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One of them, with what it was told; posted to, it is changed."""
    hook = get_object_or_404(_visible(request), pk=pk)
    if request.method != "POST":
        return _page(request, hook)
    form = WebhookForm(request.POST)
    if form.is_valid():
        wish = {"url": form.cleaned_data["url"], "events": sorted(form.cleaned_data["events"])}
        try:
            access.mend_webhook(hook, by=person(request), now=timezone.now(), **wish)
            messages.success(request, _("Saved."))
            return redirect("webhook", pk=pk)
        except RuleBroken as error:
            form.add_error("url", str(error))
    return _page(request, hook, form=form)


@verb(Role.REVIEWER, back_to="webhook")
def rotate(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A new secret, shown on this page alone; the old one signs beside it for a day."""
    hook = get_object_or_404(_visible(request), pk=pk)
    access.rotate_secret(hook, by=person(request), now=timezone.now())
    hook = get_object_or_404(_visible(request), pk=pk)
    return _page(request, hook, secret=hook.secret)


@verb(Role.REVIEWER, back_to="webhook")
def ping(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send it something to answer to."""
    hook = get_object_or_404(_visible(request), pk=pk)
    delivery = access.ping(hook, by=person(request), now=timezone.now())
    tasks.hint(tasks.send_delivery, delivery.pk)
    messages.success(request, _("A test is on its way: its line below says how it went."))
    return redirect("webhook", pk=pk)


@verb(Role.REVIEWER, back_to="webhook")
def switch(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Off, or on again."""
    hook = get_object_or_404(_visible(request), pk=pk)
    on = posted(request, "active") == "on"
    access.mend_webhook(hook, by=person(request), now=timezone.now(), active=on)
    messages.success(request, _("Switched on.") if on else _("Switched off: it is told nothing more."))
    return redirect("webhook", pk=pk)


@verb(Role.REVIEWER, back_to="webhook")
def remove(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Tell it nothing more, and forget what it was told."""
    access.remove_webhook(get_object_or_404(_visible(request), pk=pk), by=person(request))
    messages.success(request, _("Removed."))
    return redirect("webhooks")


@verb(Role.REVIEWER, back_to="webhook_of_delivery")
def resend(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Tell it again."""
    found = Delivery.objects.visible_to(person(request)).select_related("webhook")
    delivery = get_object_or_404(found, pk=pk)
    access.resend(delivery, by=person(request), now=timezone.now())
    tasks.hint(tasks.send_delivery, pk)
    messages.success(request, _("It is told again."))
    return redirect("webhook", pk=delivery.webhook_id)


@verb(Role.REVIEWER, back_to="webhook")
def resend_all(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Tell it again all of a stretch of time."""
    hook = get_object_or_404(_visible(request), pk=pk)
    form = ResendForm(request.POST)
    if not form.is_valid():
        return _page(request, hook, again=form)
    now = timezone.now()
    first, last = form.cleaned_data["first"], form.cleaned_data["last"] or now
    number = access.resend_all(hook, first=first, last=last, by=person(request), now=now)
    told = ngettext("%(number)d is told again.", "%(number)d are told again.", number) % {"number": number}
    messages.success(request, told)
    return redirect("webhook", pk=pk)


@entered_by(Role.REVIEWER)
def of_delivery(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Where a refusal to tell again leads back to."""
    delivery = get_object_or_404(Delivery.objects.visible_to(person(request)), pk=pk)
    return redirect("webhook", pk=delivery.webhook_id)


def _visible(request: HttpRequest) -> "QuerySet[Webhook]":
    return Webhook.objects.visible_to(person(request)).select_related("owner")


def _page(
    request: HttpRequest,
    hook: Webhook,
    *,
    secret: str | None = None,
    form: WebhookForm | None = None,
    again: ResendForm | None = None,
) -> HttpResponseBase:
    """The page of one webhook; `form` and `again` are what was typed and refused."""
    refused = any(one is not None and one.errors for one in (form, again))
    context = {
        "hook": contract.access.webhook(hook),
        "own": hook.owner_id == person(request).pk,
        "secret": secret,
        "form": form or WebhookForm(initial={"url": hook.url, "events": hook.events}),
        "again": again or ResendForm(auto_id="again_%s"),
        "told": TOLD,
        "now": timezone.now().isoformat(),
        **_log(request, hook),
    }
    return render(request, "desk/account/webhook.html", context, status=REFUSED if refused else 200)


def _log(request: HttpRequest, hook: Webhook) -> Context:
    """What it was told, the newest first, of the state that is asked for."""
    state = request.GET.get("state") if request.GET.get("state") in DeliveryState.values else None
    before = request.GET.get("before", "")
    found = Delivery.objects.filter(webhook=hook).defer("body").order_by("-created_at", "-id")
    if state:
        found = found.filter(state=state)
    if before.isascii() and before.isdigit() and len(before) < 19:
        found = found.filter(pk__lt=before)
    rows = [contract.access.delivery(row) for row in found[: ROWS + 1]]
    older = rows[ROWS - 1]["id"] if len(rows) > ROWS else None
    return {"deliveries": rows[:ROWS], "before": older, "state": state, "states": DeliveryState.choices}
