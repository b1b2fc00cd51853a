"""Writing a verdict: one form, whose buttons keep what was typed, whatever else they do or fail to do."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.flow import drafting, review
from claims.models import Claim, Rating, Verdict
from claims.models.enums import Role
from claims.models.errors import DomainError, FalseLease, RuleBroken
from claims.pages import markdown

from . import drafts, meanwhile
from .claims import context_of
from .doors import Context, entered_by, person, told
from .forms import EvidenceFormSet, EvidenceRows, ProposalForm, as_new_rows, mistakes, refuse, typed_rows
from .seeing import visible

UNDERSTOOD_AND_REFUSED = 422


@require_POST
def write(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The form's buttons; somebody whose log-in has expired finds their words again once they are back."""
    if request.user.is_authenticated:
        return _write(request, pk=pk)
    drafts.keep_for_log_in(request, pk)
    return redirect_to_login(reverse("desk:claim", args=[pk]))


@entered_by(Role.REVIEWER)
def _write(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What the pressed button asks for; all but a good proposal show the form again with all that was typed."""
    claim = visible(request, pk)
    drafts.keep_posted(request, claim)
    match request.POST.get("action"):
        case "propose":
            return _propose(request, claim)
        case "take" | "renew" as wish:
            return _keep(request, claim, wish)
        case "preview":
            return _shown_again(request, claim, preview=markdown.html(request.POST.get("explanation", "")))
        case "add":
            return _shown_again(request, claim, more_rows=1)
        case _:
            return _shown_again(request, claim)


def _propose(request: HttpRequest, claim: Claim) -> HttpResponseBase:
    if changed := _changed(request, claim):
        return _shown_again(request, claim, meanwhile=changed, stopped=True)
    form = ProposalForm(request.POST, replaces=claim.standing_verdict_id is not None)
    evidence = EvidenceFormSet(as_new_rows(request.POST, drafts.EVIDENCE), prefix=drafts.EVIDENCE)
    lost = False
    if form.is_valid() & evidence.is_valid():
        try:
            verdict = _proposed(request, claim, form, evidence)
        except FalseLease as error:
            form.add_error(None, told(error))
            lost = True
        except RuleBroken as error:
            refuse(form, evidence, error)
        except DomainError as error:
            form.add_error(None, told(error))
        else:
            drafting.drop(claim, by=person(request))
            messages.success(request, _("Proposed. Another editor has to sign it off now."))
            return redirect("desk:verdict", pk=verdict.pk)
    extra = {"mistakes": mistakes(form, evidence), "lost": lost}
    return _page(request, claim, form, evidence, extra, status=UNDERSTOOD_AND_REFUSED)


def _changed(request: HttpRequest, claim: Claim) -> Context | None:
    """What others have done to the claim that its holder still writes about, since the page was made."""
    user = person(request)
    if not drafts.here(claim, user, claim.active_review())["held"]:
        return None  # the lost lease is told first
    changed = meanwhile.since(claim, drafts.version_of(request, claim), apart_from=user.pk)
    return changed if changed["sentences"] else None


def _proposed(request: HttpRequest, claim: Claim, form: ProposalForm, evidence: EvidenceRows) -> Verdict:
    words = form.cleaned_data
    return review.propose(
        claim,
        by=person(request),
        token=words["token"],
        rating=words["rating"],
        summary=words["summary"],
        explanation=words["explanation"],
        evidence=evidence.rows(),
        review_again=form.review_again(),
        correction_note=words.get("correction_note", ""),
    )


def _keep(request: HttpRequest, claim: Claim, wish: str) -> HttpResponseBase:
    """Take the claim (again), or let the lease run anew."""
    user = person(request)
    try:
        if wish == "take":
            turn = review.take(claim, by=user)
        else:
            turn = review.renew(claim, by=user, token=request.POST.get("token", ""))
    except DomainError as error:
        refused = [{"id": "", "label": "", "message": told(error)}]
        return _shown_again(request, claim, mistakes=refused, lost=isinstance(error, FalseLease))
    messages.success(request, _("The claim is yours for a while longer. What you typed is still here."))
    claim.refresh_from_db()
    return _shown_again(request, claim, token=str(turn.lease_token))


def _shown_again(
    request: HttpRequest, claim: Claim, *, more_rows: int = 0, token: str | None = None, **extra: Any
) -> HttpResponseBase:
    """The form as it was typed, unchecked."""
    form = ProposalForm(replaces=claim.standing_verdict_id is not None)
    form.initial = {name: request.POST.get(name, "") for name in form.fields}
    if token is not None:
        form.initial["token"] = token
    evidence = EvidenceFormSet(prefix=drafts.EVIDENCE, initial=typed_rows(request.POST, drafts.EVIDENCE))
    evidence.extra = max(more_rows, 0 if evidence.initial else 1)
    return _page(request, claim, form, evidence, extra)


def _page(
    request: HttpRequest, claim: Claim, form: ProposalForm, evidence: EvidenceRows, extra: Context, *, status: int = 200
) -> HttpResponseBase:
    turn = claim.active_review()
    context = context_of(claim, turn, person(request))
    context |= {"form": form, "evidence": evidence, "ratings": list(Rating.objects.all())}
    context |= {"draft": drafts.of(claim, person(request)), **extra}
    return render(request, "desk/claim.html", context, status=status)
