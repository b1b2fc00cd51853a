"""How often somebody may ask: so many requests in a minute, counted in Redis, and told in the IETF's RateLimit fields.

A window is a minute of the clock. Where Redis is away nothing is counted and nobody refused: an answer matters more
than its count. https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from claims import counting
from claims.api import problems
from claims.models import ApiToken, User

if TYPE_CHECKING:
    from rest_framework.views import APIView  # which loads this module, named in the settings

WINDOW = 60  # seconds


@dataclass(frozen=True, slots=True)
class Rate:
    """How somebody stands: `left` is None where nobody could count."""

    policy: str
    quota: int
    left: int | None
    seconds: int

    @property
    def spent(self) -> bool:
        return self.left is not None and self.left < 0

    def headers(self) -> dict[str, str]:
        """The IETF's fields; without a count the policy alone."""
        told = {"RateLimit-Policy": f'"{self.policy}";q={self.quota};w={WINDOW}'}
        if self.left is not None:
            told["RateLimit"] = f'"{self.policy}";r={max(self.left, 0)};t={self.seconds}'
        return told


class Throttle(BaseThrottle):
    """People of the desk by who they are, whatever token they use; outsiders by their address."""

    def allow_request(self, request: Request, view: "APIView") -> bool:
        """Count it; whether it is still within the quota."""
        self.rate = _counted(request._request, request.user if isinstance(request.user, User) else None)
        return not self.rate.spent

    def wait(self) -> float:
        """Seconds until a new window begins."""
        return float(self.rate.seconds)


def told(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: every answer to a program says how it stands; what was refused before it was counted counts too."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if problems.concerns(request):
            token = getattr(request, "auth", None)  # the API's, which has found out whose it is
            user = token.user if isinstance(token, ApiToken) else None
            rate: Rate = getattr(request, "rate", None) or _counted(request, user)
            for name, value in rate.headers().items():
                response[name] = value
        return response

    return middleware


def _counted(request: HttpRequest, user: User | None) -> Rate:
    """One request more of this person's, or address's; the answer is kept for the headers."""
    policy, quota = ("anon", settings.THROTTLE_ANON) if user is None else ("user", settings.THROTTLE_USER)
    who = counting.network(request) if user is None else str(user.pk)
    now = time.time()
    window, passed = divmod(int(now), WINDOW)
    number = counting.count(f"rate:{policy}:{who}:{window}", seconds=2 * WINDOW)
    rate = Rate(policy, quota, None if number is None else quota - number, WINDOW - passed)
    request.rate = rate  # type: ignore[attr-defined]  # read by the middleware above
    return rate
