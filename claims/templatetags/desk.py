"""What every page of the desk shows of the person who looks at it."""

from django import template

from claims.models import Notice, User
from claims.pages import noticewords

register = template.Library()
MOST = 99


@register.simple_tag
def unread_notices(user: User) -> str:
    """How many things somebody was told and has not read, up to 99; empty for none."""
    number = Notice.objects.of(user).unread().order_by()[: MOST + 1].count()
    return "" if not number else f"{MOST}+" if number > MOST else str(number)


@register.filter
def told(notice: Notice) -> str:
    """The notice in one sentence, with the words that go with it where nobody erased them."""
    note = getattr(notice.event, "note", None) if notice.event else None
    return noticewords.sentence(
        notice.kind, who=notice.by.display_name if notice.by else "", note=note.text if note else ""
    )
