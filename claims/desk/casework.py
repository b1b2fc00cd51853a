"""The buttons on a case's page, and those by which a claim comes into a case: each calls one verb."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.flow import cases
from claims.models import Actor, Case, Claim, Event
from claims.models.enums import Role
from claims.models.errors import RuleBroken

from .cases import visible
from .doors import as_seen, person, posted, verb
from .seeing import visible as visible_claim

ON_CASE = "desk:case"


@verb(Role.EDITOR, back_to=ON_CASE)
def mend(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Title, item, parties and time zone, as they stand in the form."""
    case = _as_seen(request, pk)
    words = {name: posted(request, name, at_most=300) for name in ("title", "item", "time_zone")}
    with transaction.atomic():  # the actors that it names are made with it, or not at all
        parties = {name: _party(posted(request, name, at_most=200)) for name in ("actor", "recipient")}
        cases.mend(case, by=person(request), now=timezone.now(), **words, **parties)
    return redirect(ON_CASE, pk=pk)


@verb(Role.EDITOR, back_to=ON_CASE)
def add(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The claim whose number was typed."""
    claim = _claim(request, "claim")
    cases.add(_as_seen(request, pk), claim, by=person(request), now=timezone.now())
    messages.success(request, _("Claim %(claim_pk)s is in this case now.") % {"claim_pk": claim.pk})
    return redirect(ON_CASE, pk=pk)


@verb(Role.EDITOR, back_to=ON_CASE)
def remove(request: HttpRequest, pk: int) -> HttpResponseBase:
    claim = _claim(request, "claim")
    cases.remove(_as_seen(request, pk), claim, by=person(request), now=timezone.now())
    told = _("Claim %(claim_pk)s is out of this case. It can be undone under What happened.")
    messages.success(request, told % {"claim_pk": claim.pk})
    return redirect(ON_CASE, pk=pk)


@verb(Role.EDITOR, back_to=ON_CASE)
def merge(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Into the case whose number was typed, where one then is."""
    case, into = _as_seen(request, pk), _case(request, "into")
    cases.merge(case, into=into, by=person(request), now=timezone.now())
    messages.success(request, _("Case %(pk)s is part of this one now.") % {"pk": pk})
    return redirect(ON_CASE, pk=into.pk)


@verb(Role.EDITOR, back_to=ON_CASE)
def split(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The claims that were ticked, into a new case."""
    case = _as_seen(request, pk)
    ticked = [int(one) for one in request.POST.getlist("claims") if _is_number(one)]
    claims = list(Claim.objects.visible_to(person(request)).filter(pk__in=ticked))
    made = cases.split(
        case, claims, title=posted(request, "title", at_most=300), by=person(request), now=timezone.now()
    )
    messages.success(request, _("This is the new case, out of case %(pk)s. It is private.") % {"pk": pk})
    return redirect(ON_CASE, pk=made.pk)


@verb(Role.EDITOR, back_to=ON_CASE)
def publish(request: HttpRequest, pk: int) -> HttpResponseBase:
    cases.publish(_as_seen(request, pk), by=person(request))
    messages.success(request, _("Everybody can read this case now, with the quotes and figures of its claims."))
    return redirect(ON_CASE, pk=pk)


@verb(Role.EDITOR, back_to=ON_CASE)
def unpublish(request: HttpRequest, pk: int) -> HttpResponseBase:
    cases.unpublish(_as_seen(request, pk), by=person(request))
    messages.success(request, _("This case is the desk's alone again."))
    return redirect(ON_CASE, pk=pk)


@verb(Role.EDITOR, back_to=ON_CASE)
def undo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What one line of the history tells."""
    case, number = _as_seen(request, pk), posted(request, "event")
    event = Event.objects.about(case).filter(pk=number).first() if _is_number(number) else None
    if event is None:
        raise RuleBroken("This case has no such line in its history.", field="event", code="no_such")
    cases.undo(case, event, by=person(request), now=timezone.now())
    messages.success(request, _("Undone."))
    return redirect(ON_CASE, pk=pk) if Case.objects.filter(pk=pk).exists() else redirect("desk:cases")


@verb(Role.EDITOR, back_to="desk:claim")
def join(request: HttpRequest, pk: int) -> HttpResponseBase:
    """From the claim's page: into one of the suggested cases, or that whose number was typed."""
    claim = as_seen(visible_claim(request, pk), request.POST.get("version"))
    case = _case(request, "case")
    cases.add(case, claim, by=person(request), now=timezone.now())
    messages.success(request, _("The claim is in the case “%(case_title)s” now.") % {"case_title": case.title})
    return redirect("desk:claim", pk=pk)


@verb(Role.EDITOR, back_to="desk:claim")
def begin(request: HttpRequest, pk: int) -> HttpResponseBase:
    """From the claim's page: a new case that begins with it."""
    claim = as_seen(visible_claim(request, pk), request.POST.get("version"))
    made = cases.open_with(claim, title=posted(request, "title", at_most=300), by=person(request), now=timezone.now())
    return redirect(ON_CASE, pk=made.pk)


def _as_seen(request: HttpRequest, pk: int) -> Case:
    return as_seen(visible(request, pk), request.POST.get("version"))


def _claim(request: HttpRequest, field: str) -> Claim:
    number = posted(request, field)
    claim = Claim.objects.visible_to(person(request)).filter(pk=number).first() if _is_number(number) else None
    if claim is None:
        raise RuleBroken(f"There is no claim “{number}”.", field=field, code="no_such")
    return claim


def _case(request: HttpRequest, field: str) -> Case:
    number = posted(request, field)
    case = Case.objects.visible_to(person(request)).filter(pk=number).first() if _is_number(number) else None
    if case is None:
        raise RuleBroken(f"There is no case “{number}”.", field=field, code="no_such")
    return case


def _party(name: str) -> Actor | None:
    return Actor.objects.find_or_make(name) if name else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
