"""In whose time zone the hours of a page are told: that of who is logged in, otherwise UTC."""

from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from claims.models import User

View = Callable[[HttpRequest], HttpResponseBase]


def own_time_zone(get_response: View) -> View:
    """Middleware: hours in the zone that the person chose; one that this machine does not know is UTC."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:  # a look at the session would make answers vary by it
            return get_response(request)
        user = request.user
        with timezone.override(zone(user.time_zone if isinstance(user, User) else "UTC")):
            return get_response(request)

    return middleware


def zone(name: str) -> ZoneInfo:
    """The zone of that name, which is read once; UTC for one that is not known here."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")
