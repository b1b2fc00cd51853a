"""How often somebody may ask: so many requests in a minute, counted in Redis, and told in the IETF's RateLimit fields.

A window is a minute of the clock. Where Redis is away nothing is counted and nobody refused: an answer matters more
than its count. https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
"""

import ipaddress
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import redis
import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from redis.backoff import NoBackoff
from redis.retry import Retry
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from claims.api import problems
from claims.models import User

if TYPE_CHECKING:
    from rest_framework.views import APIView  # which loads this module, named in the settings

log = structlog.get_logger(__name__)
WINDOW = 60  # seconds
PATIENCE = 0.25  # seconds: less than anybody would notice
SILENCE = 10.0  # seconds without counting after Redis failed: requests must not wait for it each time
_quiet_until = 0.0


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
            rate: Rate = getattr(request, "rate", None) or _counted(request, None)
            for name, value in rate.headers().items():
                response[name] = value
        return response

    return middleware


def _counted(request: HttpRequest, user: User | None) -> Rate:
    """One request more of this person's, or address's; the answer is kept for the headers."""
    policy, quota = ("anon", settings.THROTTLE_ANON) if user is None else ("user", settings.THROTTLE_USER)
    who = _network(request) if user is None else str(user.pk)
    now = time.time()
    window, passed = divmod(int(now), WINDOW)
    number = _count(f"rate:{policy}:{who}:{window}")
    rate = Rate(policy, quota, None if number is None else quota - number, WINDOW - passed)
    request.rate = rate  # type: ignore[attr-defined]  # read by the middleware above
    return rate


def _network(request: HttpRequest) -> str:
    """The address that asks, as far as proxies are believed; of IPv6 the /64, which is one household's."""
    address = BaseThrottle().get_ident(request)  # type: ignore[arg-type]  # it reads META alone
    try:
        number = ipaddress.ip_address(address)
    except ValueError:
        return str(request.META.get("REMOTE_ADDR", ""))
    if isinstance(number, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((number, 64), strict=False).network_address)
    return str(number)


def _count(key: str) -> int | None:
    """How many there are with this one; None where Redis is away."""
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return None
    try:
        pipe = _redis().pipeline(transaction=False)
        pipe.incr(key)
        pipe.expire(key, 2 * WINDOW)
        return int(pipe.execute()[0])
    except (redis.RedisError, OSError) as error:
        _quiet_until = time.monotonic() + SILENCE
        log.warning("throttle_not_counted", error=type(error).__name__)
        return None


@cache
def _redis() -> "redis.Redis":
    """One pool of connections a process; Celery writes `redis+socket://` for a socket."""
    url = settings.REDIS_URL.replace("redis+socket://", "unix://", 1)
    return redis.Redis.from_url(
        url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, retry=Retry(NoBackoff(), 0)
    )
