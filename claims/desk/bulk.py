"""Many claims at once: each through the verb that one alone goes through; what could not be done is said plainly.

What was done last is kept in the session, so that one key takes it back, until something else is done.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from claims.flow import queue, review
from claims.models import Claim, User
from claims.models.enums import DismissReason, Role
from claims.models.errors import DomainError, RuleBroken

from .doors import as_seen, entered_by, person, posted, told

MOST = 200
UNDO = "undo"
Verb = Callable[[Claim], None]


@require_POST
@entered_by(Role.REVIEWER)
def act(request: HttpRequest) -> HttpResponseBase:
    """What the pressed button says, done to every claim that is ticked; then back to the list as it was."""
    ticked = _ticked(request)
    match request.POST.get("do"):
        case _ if not ticked:
            messages.info(request, gettext("Tick the claims first that this is about."))
        case "dismiss":
            _dismiss(request, ticked)
        case "assign":
            _assign(request, ticked)
        case "queue":
            _queue(request, ticked)
    return back(request)


@require_POST
@entered_by(Role.REVIEWER)
def undo(request: HttpRequest) -> HttpResponseBase:
    """Take back what was done last, as far as nobody has done anything to the same claims since."""
    kept = request.session.pop(UNDO, None)
    if kept is None:
        messages.info(request, gettext("There is nothing to undo."))
        return back(request)
    rows: dict[int, Any] = {pk: (version, before) for pk, version, before in kept["rows"]}
    verb = _undismiss(request) if kept["did"] == "dismiss" else _reassign(request, rows)
    done = _each(request, {pk: version for pk, (version, _) in rows.items()}, verb)
    if done:
        text = ngettext("Undone: %(number)d claim is as before.", "Undone: %(number)d claims are as before.", len(done))
        messages.success(request, text % {"number": len(done)})
    return back(request)


def remember(request: HttpRequest, did: str, claims: Iterable[tuple[Claim, Any]]) -> None:
    """Keep what was done, with what was before, so that `undo` can take it back."""
    request.session[UNDO] = {"did": did, "rows": [(claim.pk, claim.version, before) for claim, before in claims]}


def back(request: HttpRequest) -> HttpResponseBase:
    """To the page that the button stood on."""
    here = posted(request, "here")
    own = here.startswith("/desk/") and url_has_allowed_host_and_scheme(here, allowed_hosts=None)
    return redirect(here if own else reverse("desk:inbox"))


def _dismiss(request: HttpRequest, ticked: dict[int, int]) -> None:
    reason, note, now_by = posted(request, "reason"), posted(request, "note"), person(request)
    if reason not in (DismissReason.NOT_CHECKABLE, DismissReason.OUT_OF_SCOPE):
        messages.error(request, gettext("Choose a reason: they are not checkable, or out of scope."))
        return

    def verb(claim: Claim) -> None:
        review.dismiss(claim, by=now_by, reason=DismissReason(reason), note=note)

    done = _each(request, ticked, verb)
    if done:
        remember(request, "dismiss", ((claim, None) for claim in done))
        text = ngettext("%(number)d claim dismissed.", "%(number)d claims dismissed.", len(done))
        messages.success(request, text % {"number": len(done)}, extra_tags=UNDO)


def _assign(request: HttpRequest, ticked: dict[int, int]) -> None:
    user, before = person(request), dict[int, int | None]()
    try:
        to = _colleague(user, posted(request, "to"))
    except DomainError as error:
        messages.error(request, told(error))
        return

    def verb(claim: Claim) -> None:
        before[claim.pk] = claim.assignee_id
        review.assign(claim, by=user, to=to)

    done = _each(request, ticked, verb)
    if done:
        remember(request, "assign", ((claim, before[claim.pk]) for claim in done))
        text = ngettext("%(number)d claim is %(whose)s now.", "%(number)d claims are %(whose)s now.", len(done))
        whose = gettext("nobody’s job") if to is None else gettext("%(name)s’s job") % {"name": to.display_name}
        messages.success(request, text % {"number": len(done), "whose": whose}, extra_tags=UNDO)


def _queue(request: HttpRequest, ticked: dict[int, int]) -> None:
    user, now = person(request), timezone.now()
    if not user.holds(Role.EDITOR):
        messages.error(request, gettext("Only an editor puts claims into the queue."))
        return
    done = _each(request, ticked, lambda claim: queue.put(claim, by=user, now=now))
    if done:
        text = ngettext("%(number)d claim is queued now.", "%(number)d claims are queued now.", len(done))
        messages.success(request, text % {"number": len(done)})


def _colleague(user: User, number: str) -> User | None:
    """Whom the form names; None for nobody. Raises RuleBroken."""
    if not user.holds(Role.EDITOR):
        raise RuleBroken(gettext("Only an editor says whose job a claim is."), field="to")
    if number in ("me", "nobody"):
        return user if number == "me" else None
    known = number.isascii() and number.isdigit() and len(number) < 19
    to = User.objects.filter(pk=number, is_active=True).first() if known else None
    if to is None:
        raise RuleBroken(gettext("Choose whose job the claims should be."), field="to")
    return to


def _undismiss(request: HttpRequest) -> Verb:
    user, now = person(request), timezone.now()
    return lambda claim: review.undo_dismissal(claim, by=user, now=now)


def _reassign(request: HttpRequest, rows: dict[int, Any]) -> Verb:
    """Back to whose job each claim was; nobody's, where that person has left."""
    user = person(request)
    people = User.objects.in_bulk([before for _, before in rows.values() if before is not None])
    return lambda claim: review.assign(claim, by=user, to=people.get(rows[claim.pk][1]))


def _ticked(request: HttpRequest) -> dict[int, int]:
    """The numbers of the claims, each with the version that was on the page (`17:3`); nonsense is none."""
    pairs = (value.partition(":") for value in request.POST.getlist("claim")[:MOST])
    ascii_pairs = ((pk, version) for pk, _, version in pairs if f"{pk}{version}".isascii())
    return {int(pk): int(version) for pk, version in ascii_pairs if pk.isdigit() and version.isdigit() and len(pk) < 19}


def _each(request: HttpRequest, versions: dict[int, int], verb: Verb) -> list[Claim]:
    """Those of the claims that it could be done to; of the others, why it could not is told."""
    done, refused = list[Claim](), dict[str, list[int]]()
    seen = Claim.objects.visible_to(person(request)).in_bulk(list(versions))
    for pk, version in versions.items():
        claim = seen.get(pk)
        try:
            if claim is not None:
                verb(as_seen(claim, str(version)))
                done.append(claim)
        except DomainError as error:
            refused.setdefault(told(error).replace(f"Claim {pk} is", gettext("It is")), []).append(pk)
    for reason, pks in refused.items():
        numbers = ", ".join(str(pk) for pk in pks)
        text = ngettext("Not done to claim %(which)s: %(why)s", "Not done to claims %(which)s: %(why)s", len(pks))
        messages.error(request, text % {"which": numbers, "why": reason})
    return done
