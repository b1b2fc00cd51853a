"""In whose time zone the hours of a page are told: that of who is logged in, otherwise UTC."""

from collections.abc import Callable
from zoneinfo import ZoneInfo, available_timezones

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from claims.models import User

View = Callable[[HttpRequest], HttpResponseBase]


def own_time_zone(get_response: View) -> View:
    """Middleware: hours in the zone that the person chose; one that this machine does not know is UTC."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        user = request.user
        name = user.time_zone if isinstance(user, User) else "UTC"
        with timezone.override(ZoneInfo(name if name in available_timezones() else "UTC")):
            return get_response(request)

    return middleware
