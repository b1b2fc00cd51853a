"""The conversation about a claim, at the side of its page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext

from claims.flow import conversation
from claims.models import Claim, Event, User
from claims.models.enums import Role

from . import filtering
from .doors import Context, person, posted, verb

MOST = 100
MOST_NAMES = 12


def about(claim: Claim, user: User) -> Context:
    """The last notes, the oldest first; the names that may be mentioned, and whose job the claim can be."""
    rows = Event.objects.about(claim).filter(verb=conversation.VERB).select_related("actor", "note").order_by("-id")
    everybody = list(User.objects.filter(is_active=True).order_by("username"))
    return {
        "notes": list(reversed(rows[:MOST])),
        "names": [one.username for one in everybody if one != user][:MOST_NAMES],
        "people": filtering.people(everybody),
        "may_assign": user.holds(Role.EDITOR),
        "erases_all": user.holds(Role.ADMIN),
        "longest": conversation.LONGEST,
    }


@verb(Role.REVIEWER, back_to="desk:claim")
def say(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Write a note; whoever is named in it is told."""
    claim = _claim(request, pk)
    conversation.say(claim, by=person(request), text=posted(request, "note", at_most=conversation.LONGEST + 1))
    return _back(pk)


@verb(Role.REVIEWER, back_to="desk:claim")
def erase(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take the words of one note away."""
    number = posted(request, "event")
    notes = Event.objects.about(_claim(request, pk))
    event = get_object_or_404(
        notes, pk=int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0
    )
    conversation.erase(event, by=person(request))
    messages.success(request, gettext("The words are erased; that something was written stays on record."))
    return _back(pk)


def _claim(request: HttpRequest, pk: int) -> Claim:
    return get_object_or_404(Claim.objects.visible_to(person(request)), pk=pk)


def _back(pk: int) -> HttpResponseBase:
    return redirect(f"{reverse('desk:claim', args=[pk])}#conversation")
