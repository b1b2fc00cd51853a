"""How the desk's pages are entered and how refusals are told: who may come in, and errors of the domain in words."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from claims import contract
from claims.models import Event, User
from claims.models.enums import Role
from claims.models.errors import DomainError, StaleVersion, Taken
from claims.pages import figures, history

Row = TypeVar("Row", bound=models.Model)
View = Callable[..., HttpResponseBase]  # of a request and what the URL names
Context = dict[str, Any]


def person(request: HttpRequest) -> User:
    """Who is logged in; pages that ask are behind `entered_by`."""
    assert isinstance(request.user, User)  # noqa: S101 - entered_by let nobody else in
    return request.user


def entered_by(role: Role) -> Callable[[View], View]:
    """Only people of that role come in: others see the log-in, or that this is not for them. Nothing is cached."""

    def decorate(view: View) -> View:
        @wraps(view)
        def enter(request: HttpRequest, **named: Any) -> HttpResponseBase:
            if not isinstance(request.user, User):
                return redirect_to_login(request.get_full_path() if request.method == "GET" else "/desk/")
            if not request.user.holds(role):
                raise PermissionDenied(f"This needs the role {role}.")
            return view(request, **named)

        return never_cache(enter)

    return decorate


def page(role: Role = Role.READER) -> Callable[[View], View]:
    """A page that is only looked at."""
    return lambda view: require_safe(entered_by(role)(view))


def verb(role: Role, *, back_to: str) -> Callable[[View], View]:
    """A button: calls one verb and answers where to go. A refusal is told on the page named `back_to`."""

    def decorate(view: View) -> View:
        @wraps(view)
        def press(request: HttpRequest, pk: int) -> HttpResponseBase:
            try:
                return view(request, pk)
            except DomainError as error:
                messages.error(request, told(error))
                typed = posted(request, "note") or posted(request, "why")
                if typed:
                    messages.info(request, _("What you wrote is not lost: %(typed)s") % {"typed": typed})
                return redirect(back_to, pk=pk)

        return require_POST(entered_by(role)(press))

    return decorate


def told(error: DomainError) -> str:
    """The refusal, with what the person needs to know to go on."""
    if isinstance(error, Taken):
        end = localtime(error.expires_at)
        until = f"{figures.day(end)}, {end:%H:%M %Z}"
        return f"{error} The lease runs until {until}."
    return str(error)


def as_seen(row: Row, posted: str | None) -> Row:
    """The row, if it still is what the person saw; raises StaleVersion that says what has happened to it since."""
    seen = int(posted) if posted and posted.isascii() and posted.isdigit() and len(posted) < 10 else 0
    current: int = getattr(row, "version")  # noqa: B009 - mypy knows no bound for "has a version"
    if seen != current:
        raise StaleVersion(f"This has changed since you opened the page. {_since(row, seen)}", current=current)
    return row


def _since(row: models.Model, seen: int) -> str:
    later = Event.objects.about(row).filter(object_version__gt=seen)[:10]
    told = " ".join(f"{history.alone(contract.events.event(event))}." for event in contract.events.rows(later))
    return f"Meanwhile: {told} Look at it again before you decide." if told else "Look at it again before you decide."


def posted(request: HttpRequest, name: str, *, at_most: int = 2000) -> str:
    """One line or text of a small form, without the blanks around it and without NUL."""
    return str(request.POST.get(name, "")).replace("\0", "").strip()[:at_most]
