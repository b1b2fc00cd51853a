"""Short notes between colleagues on a claim: lines of the record, whose words stand beside them and can be erased."""

import re

from django.db import transaction
from django.utils.translation import gettext

from claims import telling
from claims.models import Claim, Event, EventNote, User
from claims.models.enums import Role
from claims.models.errors import NotAllowed, RuleBroken

VERB = "claim.said"
LONGEST = 2000
NAME = re.compile(r"(?<![\w@.+-])@([\w@.+-]{1,150})")


def say(claim: Claim, *, by: User, text: str) -> Event:
    """Write a note; whoever's name stands in it behind an @ is told. Raises RuleBroken."""
    text = text.strip()
    if not text:
        raise RuleBroken(gettext("Write something first."), field="text", code="required")
    if len(text) > LONGEST:
        raise RuleBroken(
            gettext("A note has at most %(most)d characters.") % {"most": LONGEST}, field="text", code="max_length"
        )
    with transaction.atomic():
        people = mentioned(text)
        after = {"mentioned": [user.pk for user in people]} if people else {}
        event = Event.objects.record(VERB, claim, by=by, note=text, after=after)
        telling.mentioned(claim, event, [user.pk for user in people], by=by)
        return event


def erase(event: Event, *, by: User) -> None:
    """Take the words of a note away for good: one's own, or anybody's as admin. That it was written stays on record."""
    if event.verb != VERB:
        raise NotAllowed(gettext("Only notes of a conversation are erased here."))
    if event.actor_id != by.pk and not by.holds(Role.ADMIN):
        raise NotAllowed(gettext("Only who wrote a note, or an admin, erases it."))
    EventNote.objects.filter(event=event).delete()


def mentioned(text: str) -> list[User]:
    """The people whose user names stand behind an @, whatever the case; a full stop after a name is none of it."""
    names = {found.rstrip(".").lower() for found in NAME.findall(text)}
    if not names:
        return []
    return [user for user in User.objects.filter(is_active=True).order_by("pk") if user.username.lower() in names]
