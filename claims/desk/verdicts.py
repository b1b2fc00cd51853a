"""A verdict's page: claim and evidence beside each other, and the second editor's buttons."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import contract, tasks
from claims.flow import publish
from claims.models import Event, User, Verdict
from claims.models.enums import Role, VerdictState
from claims.pages import history

from . import comparing
from .doors import Context, as_seen, page, person, posted, verb


@page()
def show(request: HttpRequest, pk: int) -> HttpResponseBase:
    verdict = _visible(request, pk)
    user = person(request)
    shown = contract.verdicts.verdict(verdict, outsider=False, today=timezone.now().date())
    replaced = _replaced(verdict)
    proposed = verdict.state == VerdictState.PROPOSED
    context = {
        "verdict": shown,
        "claim": shown["claim"],
        "text_sha256": verdict.text_sha256,
        "replaces": replaced,
        "proposed": proposed,
        "compared": comparing.before_and_after(replaced, shown) if replaced and proposed and verdict.claim_id else None,
        "places": comparing.places(shown),
        "history": _history(verdict),
        "offers": _offers(verdict, user),
        "sample": verdict.demo,
    }
    return render(request, "desk/verdict.html" if verdict.claim_id else "desk/case_verdict.html", context)


@verb(Role.EDITOR, back_to="desk:verdict")
def approve(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Sign what was read: its version and its text's hash come with the button."""
    verdict = _as_seen(request, pk)
    publish.approve(verdict, by=person(request), now=timezone.now(), seen=posted(request, "seen") or "nothing")
    tasks.hint_deliveries(verdict)
    gone = verdict.state == VerdictState.WITHDRAWN
    messages.success(request, _("The verdict is withdrawn.") if gone else _("Signed off: the verdict is public now."))
    return redirect("desk:verdict", pk=pk)


@verb(Role.EDITOR, back_to="desk:verdict")
def send_back(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Back to its author with a note; for a withdrawal that was asked for: declined."""
    verdict = _as_seen(request, pk)
    shown = contract.verdicts.verdict(verdict, outsider=False, today=timezone.now().date())
    words = posted(request, "words", at_most=comparing.LONGEST_PLACE)
    note = comparing.placed(posted(request, "note"), place=posted(request, "place"), words=words, verdict=shown)
    publish.send_back(verdict, by=person(request), note=note)
    messages.success(request, _("Sent back with your note."))
    return redirect("desk:inbox")


@verb(Role.REVIEWER, back_to="desk:verdict")
def take_back(request: HttpRequest, pk: int) -> HttpResponseBase:
    verdict = _as_seen(request, pk)
    publish.take_back(verdict, by=person(request))
    messages.success(request, _("Taken back: you can go on with it."))
    return redirect("desk:case", pk=verdict.case_id) if verdict.case_id else redirect("desk:claim", pk=verdict.claim_id)


@verb(Role.EDITOR, back_to="desk:verdict")
def withdraw(request: HttpRequest, pk: int) -> HttpResponseBase:
    publish.withdraw(_as_seen(request, pk), by=person(request), reason=posted(request, "why"))
    messages.success(request, _("Asked for. Another editor has to sign the withdrawal."))
    return redirect("desk:verdict", pk=pk)


def _visible(request: HttpRequest, pk: int) -> Verdict:
    """The verdict of that number."""
    verdicts = Verdict.objects.visible_to(person(request)).for_reading()
    verdicts = verdicts.select_related("withdrawal_asked_by", "withdrawal_signed_by", "superseded_by_verdict")
    return get_object_or_404(verdicts, pk=pk)


def _as_seen(request: HttpRequest, pk: int) -> Verdict:
    return as_seen(_visible(request, pk), request.POST.get("version"))


def _replaced(verdict: Verdict) -> Verdict | None:
    """What the public reads until this one is signed, or read before."""
    if verdict.state == VerdictState.PROPOSED and verdict.claim is not None:
        return verdict.claim.standing_verdict
    if verdict.state == VerdictState.PROPOSED:
        return Verdict.objects.published().filter(case=verdict.case_id).first()
    return verdict.supersedes


def _history(verdict: Verdict) -> list[Context]:
    """What happened to this verdict; what happened to its claim is on the claim's page."""
    events = [contract.events.event(row) for row in contract.events.rows(Event.objects.about(verdict))[:100]]
    return [{"at": event["at"], "sentence": history.alone(event)} for event in events]


def _offers(verdict: Verdict, user: User) -> dict[str, bool]:
    """Which buttons make sense to show; whether they may be pressed, the verbs decide."""
    editor = user.holds(Role.EDITOR)
    proposed, published = verdict.state == VerdictState.PROPOSED, verdict.state == VerdictState.PUBLISHED
    own, asked = verdict.proposed_by_id == user.pk, verdict.withdrawal_asked_by_id
    return {
        "sign": editor and proposed and not own,
        "take_back": proposed and own,
        "withdraw": editor and published and not asked,
        "sign_withdrawal": editor and published and bool(asked) and asked != user.pk,
        "decline": editor and published and bool(asked),
    }
