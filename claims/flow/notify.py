"""What people are told, on its way to them: read in the page, chosen by kind, and sent by mail in one letter."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.translation import ngettext

from claims.models import Notice, NoticeChoice, NoticeKind, User

log = structlog.get_logger(__name__)
PATIENCE = timedelta(minutes=10)  # what is read in the page by then is not sent by mail
KEPT = timedelta(days=90)
MOST = 50  # in one letter; what is over comes with the next one
WHERE = {"in_page", "by_mail"}


def read(*, by: User, now: datetime, pks: Iterable[int] | None = None) -> int:
    """Note that somebody has read these of theirs, or all; answers how many were new to them."""
    unread = Notice.objects.filter(user=by).unread()
    return (unread if pks is None else unread.filter(pk__in=list(pks))).update(read_at=now)


def choose(*, by: User, wishes: Mapping[NoticeKind, Iterable[str]]) -> None:
    """Say where one wants to be told of each kind: `in_page`, `by_mail`, both or neither."""
    rows = [
        NoticeChoice(user=by, kind=kind, **{name: name in set(where) for name in WHERE})
        for kind, where in wishes.items()
    ]
    NoticeChoice.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["user", "kind"], update_fields=sorted(WHERE)
    )


def send_letters(*, now: datetime) -> int:
    """One letter to everybody who has something unread of some minutes ago; answers how many were sent.

    What stands in a letter is marked in the transaction in which it is sent: told again only where that one failed.
    """
    waiting = Notice.objects.to_mail().filter(at__lte=now - PATIENCE)
    people = list(waiting.order_by("user").values_list("user", flat=True).distinct())
    return sum(_send_letter(pk, now=now) for pk in people)


def forget(*, now: datetime) -> int:
    """Let go of what was read, or only mailed, long ago: what happened stands in the record; answers how many."""
    past = now - KEPT
    number, _ = Notice.objects.filter(Q(read_at__lt=past) | Q(in_page=False, at__lt=past)).delete()
    return number


def _send_letter(user_pk: int, *, now: datetime) -> bool:
    try:
        with transaction.atomic():
            user = User.objects.select_for_update(skip_locked=True).filter(pk=user_pk).first()
            if user is None:  # somebody is writing to them at this moment
                return False
            rows = list(Notice.objects.to_mail().filter(user=user).for_reading().order_by("id")[:MOST])
            if not rows:
                return False
            Notice.objects.filter(pk__in=[row.pk for row in rows]).update(mailed_at=now)
            send_mail(_subject(len(rows)), _letter(user, rows), None, [user.email])
            return True
    except OSError:  # the mail server is away: the next round tries again
        log.warning("letter_failed", user=user_pk, exc_info=True)
        return False


def _subject(number: int) -> str:
    return ngettext("claimtracker: %(number)d thing for you", "claimtracker: %(number)d things for you", number) % {
        "number": number
    }


def _letter(user: User, rows: list[Notice]) -> str:
    context = {"user": user, "rows": rows, "url": settings.PUBLIC_URL}
    return render_to_string("desk/letter.txt", context)
