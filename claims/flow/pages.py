"""The public pages that editors write: added, and rewritten."""

from django.db import transaction

from claims.models import Event, Page, User, moves


def add(slug: str, *, title: str, body: str, by: User) -> Page:
    """A new page at `/pages/{slug}/`."""
    with transaction.atomic():
        page = Page.objects.create(slug=slug, title=title, body=body)
        Event.objects.record("page.added", page, by=by, after={"slug": slug, "title": title})
    return page


def rewrite(page: Page, *, title: str, body: str, by: User) -> Page:
    """New words for a page, as it was read: raises StaleVersion where somebody else was faster."""
    moves.change(page, verb="page.rewritten", by=by, title=title, body=body)
    return page
