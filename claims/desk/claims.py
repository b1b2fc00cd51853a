"""A claim's page, and the buttons on it: each calls one verb."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import contract
from claims.flow import queue, review
from claims.models import Claim, Draft, Event, Rating, Review, User, Verdict
from claims.models.enums import DismissReason, Role, Status, VerdictState
from claims.models.errors import RuleBroken
from claims.pages import history

from . import bulk, cases, conversation, drafts, matches, meanwhile, naming, overlooked
from .doors import Context, as_seen, page, person, posted, verb
from .forms import EvidenceFormSet, ProposalForm, typed_before
from .reading_forms import PartForm
from .seeing import text_with_claims, visible

MOST_TOLD = 200
NOTHING: Mapping[str, PartForm] = MappingProxyType({})
CAME_BACK = [VerdictState.SENT_BACK, VerdictState.TAKEN_BACK]


@page()
def show(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The claim; to its holder with the form for a verdict."""
    claim = visible(request, pk)
    drafts.picked_up(request, claim)
    return shown(request, claim)


def shown(
    request: HttpRequest, claim: Claim, *, refused: Mapping[str, PartForm] = NOTHING, status: int = 200
) -> HttpResponseBase:
    """The page as it begins; `refused` are parts of the reading that were sent with mistakes."""
    user, turn = person(request), claim.active_review()
    context = context_of(claim, turn, user, refused)
    if overlooked.may_add(user, claim.article.state):
        context["new_claim"] = overlooked.NewClaimForm()
    draft = drafts.of(claim, user)
    if draft is not None:
        context |= drafts.told(draft, claim)
    if context["held"] and turn is not None:
        context |= form_to_begin(claim, turn, context["verdicts"], draft)
    return render(request, "desk/claim.html", context, status=status)


def context_of(claim: Claim, turn: Review | None, user: User, refused: Mapping[str, PartForm] = NOTHING) -> Context:
    """All that the page shows, whether it is looked at or shown again with what somebody typed."""
    row = contract.claims.rows(Claim.objects.filter(pk=claim.pk), detailed=True).get()
    here = drafts.here(claim, user, turn)
    return {
        **here,
        "claim": contract.claims.claim(row, outsider=False),
        "article": claim.article,
        "text": text_with_claims(claim.article.text, claim.article_id, present=claim.pk),
        "verdicts": _verdicts(claim),
        "history": _history(claim),
        "reasons": DismissReason.choices,
        "offers": _offers(claim, turn, user, held=here["held"]),
        "sample": claim.article.demo,
        "may_decide": user.holds(Role.REVIEWER),
        **matches.found(claim),
        **matches.copies(claim.article),
        **conversation.about(claim, user),
        **meanwhile.for_page(claim, row, user, refused),
        **cases.of_claim(claim, user, now=timezone.now()),
    }


def form_to_begin(claim: Claim, turn: Review, verdicts: Iterable[Verdict], draft: Draft | None) -> Context:
    """The form for a verdict: with the draft, if there is one, else with the words of the verdict that came back."""
    last = next(iter(verdicts), None)
    came_back = last if last is not None and last.state in CAME_BACK and last.proposed_by_id == turn.holder_id else None
    typed = draft.words if draft is not None else typed_before(came_back) if came_back is not None else {}
    rows = draft.words[drafts.EVIDENCE] if draft is not None else evidence_of(came_back)
    return {
        "form": ProposalForm(
            initial={**typed, "token": turn.lease_token}, replaces=claim.standing_verdict_id is not None
        ),
        "evidence": EvidenceFormSet(prefix=drafts.EVIDENCE, initial=rows),
        "came_back": came_back,
        "note": _note(came_back),
        "ratings": list(Rating.objects.all()),
    }


def evidence_of(verdict: Verdict | None) -> list[dict[str, Any]]:
    """The rows of its evidence, to go on with."""
    fields = ("url", "title", "publisher", "quote", "side", "stance")
    return [] if verdict is None else [{n: getattr(e, n) for n in fields} for e in verdict.evidence.all()]


def _note(came_back: Verdict | None) -> Context | None:
    """What the second editor wrote when they sent it back."""
    if came_back is None or came_back.state != VerdictState.SENT_BACK:
        return None
    row = contract.events.rows(Event.objects.about(came_back).filter(verb="verdict.sent_back")).last()
    return contract.events.event(row) if row else None


def _verdicts(claim: Claim) -> list[Verdict]:
    """The newest first."""
    return list(claim.verdicts.select_related("rating", "proposed_by", "signed_by").order_by("-id")[:20])


def _history(claim: Claim) -> list[Context]:
    """What happened to the claim and its verdicts, oldest first."""
    verdicts = claim.verdicts.values("pk")
    about = Q(object_type="claim", object_id=claim.pk) | Q(object_type="verdict", object_id__in=verdicts)
    rows = contract.events.rows(Event.objects.filter(about).order_by("-id"))[:MOST_TOLD]
    told = ((event["at"], history.sentence(event)) for event in naming.of_events(list(reversed(rows))))
    return [{"at": at, "sentence": sentence} for at, sentence in told if sentence]


def _offers(claim: Claim, turn: Review | None, user: User, *, held: bool) -> dict[str, bool]:
    """Which buttons make sense to show; whether they may be pressed, the verbs decide."""
    status, editor = claim.status, user.holds(Role.EDITOR)
    lapsed = turn is not None and turn.expires_at <= timezone.now()
    return {
        "take": user.holds(Role.REVIEWER) and (status == Status.QUEUED or (status == Status.IN_REVIEW and lapsed)),
        "queue": editor and status == Status.NEW,
        "dismiss": held or (editor and status in {Status.NEW, Status.QUEUED}),
        "reopen": editor and status in {Status.PUBLISHED, Status.DISMISSED},
    }


@verb(Role.REVIEWER, back_to="desk:claim")
def take(request: HttpRequest, pk: int) -> HttpResponseBase:
    review.take(visible(request, pk), by=person(request))
    return redirect(f"{reverse('desk:claim', args=[pk])}#claim-{pk}")


@verb(Role.REVIEWER, back_to="desk:claim")
def release(request: HttpRequest, pk: int) -> HttpResponseBase:
    review.release(visible(request, pk), by=person(request), token=posted(request, "token"))
    messages.success(request, _("Claim %(pk)s is back in the queue.") % {"pk": pk})
    return redirect("desk:inbox")


@verb(Role.EDITOR, back_to="desk:claim")
def put(request: HttpRequest, pk: int) -> HttpResponseBase:
    claim = as_seen(visible(request, pk), request.POST.get("version"))
    queue.put(claim, by=person(request), now=timezone.now())
    return redirect("desk:claim", pk=pk)


@verb(Role.REVIEWER, back_to="desk:claim")
def dismiss(request: HttpRequest, pk: int) -> HttpResponseBase:
    claim = as_seen(visible(request, pk), request.POST.get("version"))
    reason = posted(request, "reason")
    if reason not in DismissReason.values:
        raise RuleBroken("Choose a reason for the dismissal.", field="reason")
    review.dismiss(
        claim,
        by=person(request),
        reason=DismissReason(reason),
        duplicate_of=_named(request, posted(request, "duplicate_of")),
        note=posted(request, "note"),
    )
    bulk.remember(request, "dismiss", [(claim, None)])
    told = _("Claim %(pk)s is dismissed. An editor can reopen it.") % {"pk": pk}
    messages.success(request, told, extra_tags=bulk.UNDO)
    return redirect("desk:claim", pk=pk)


@verb(Role.EDITOR, back_to="desk:claim")
def reopen(request: HttpRequest, pk: int) -> HttpResponseBase:
    claim = as_seen(visible(request, pk), request.POST.get("version"))
    if not (reason := posted(request, "why")):
        raise RuleBroken("Say why the claim should be looked at again.", field="reason")
    review.reopen(claim, by=person(request), reason=reason, now=timezone.now())
    return redirect("desk:claim", pk=pk)


def _named(request: HttpRequest, number: str) -> Claim | None:
    """The claim that somebody typed the number of; None for nothing typed."""
    if not number:
        return None
    known = Claim.objects.visible_to(person(request))
    claim = known.filter(pk=number).first() if number.isascii() and number.isdigit() and len(number) < 19 else None
    if claim is None:
        raise RuleBroken(f"There is no claim “{number}”.", field="duplicate_of")
    return claim
