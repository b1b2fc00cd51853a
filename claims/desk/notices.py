"""What one is told in the page: a list, read one by one or all at once, and what one wants to hear of."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from claims.flow import notify
from claims.lists import keyset
from claims.lists.keyset import Order
from claims.models import Notice, NoticeChoice, NoticeKind, User
from claims.models.enums import Role

from .doors import Context, entered_by, page, person

ROWS = 50
NEWEST = Order("notices", "id", lambda row: row.pk, descending=True)


@page()
def index(request: HttpRequest) -> HttpResponseBase:
    """The newest first, and the choices."""
    user = person(request)
    rows = Notice.objects.of(user).for_reading()
    cursor = request.GET.get("cursor")
    try:
        found = keyset.page(rows, NEWEST, size=ROWS, cursor=cursor)
    except keyset.BadCursor:
        found = keyset.page(rows, NEWEST, size=ROWS)
    context = {"found": found, "choices": _choices(user), "now": timezone.now()}
    return render(request, "desk/notifications.html", context)


@page()
def follow(request: HttpRequest, pk: int) -> HttpResponseBase:
    """To what it is about; it is read then."""
    user = person(request)
    notice = get_object_or_404(Notice.objects.filter(user=user), pk=pk)
    notify.read(by=user, now=timezone.now(), pks=[pk])
    return redirect(place_of(notice))


@require_POST
@entered_by(Role.READER)
def read(request: HttpRequest) -> HttpResponseBase:
    """All of them are read."""
    notify.read(by=person(request), now=timezone.now())
    return redirect("desk:notifications")


@require_POST
@entered_by(Role.READER)
def choose(request: HttpRequest) -> HttpResponseBase:
    """Each kind in the page, by mail, both or neither: `mentioned=in_page&mentioned=by_mail`."""
    wishes = {kind: set(request.POST.getlist(kind.value)) & notify.WHERE for kind in NoticeKind}
    notify.choose(by=person(request), wishes=wishes)
    messages.success(request, gettext("Kept: you are told of these from now on."))
    return redirect(reverse("desk:notifications") + "#choices")


def place_of(notice: Notice) -> str:
    """The page that it is about."""
    if notice.kind == NoticeKind.SIGNOFF and notice.verdict_id:
        return reverse("desk:verdict", args=[notice.verdict_id])
    if notice.claim_id is None:
        return reverse("desk:case", args=[notice.case_id])
    anchor = "#conversation" if notice.kind == NoticeKind.MENTIONED else f"#claim-{notice.claim_id}"
    return reverse("desk:claim", args=[notice.claim_id]) + anchor


def _choices(user: User) -> list[Context]:
    chosen = {choice.kind: choice for choice in NoticeChoice.objects.filter(user=user)}
    return [{"kind": kind, "chosen": chosen.get(kind) or NoticeChoice(user=user, kind=kind)} for kind in NoticeKind]
