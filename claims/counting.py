"""How often somebody has asked, counted in Redis for the doors that hold people to a quota.

Where Redis is away nothing is counted: an answer matters more than its count.
"""

import ipaddress
import time
from functools import cache

import redis
import structlog
from django.conf import settings
from django.http import HttpRequest
from redis.backoff import NoBackoff
from redis.retry import Retry
from rest_framework.throttling import BaseThrottle

log = structlog.get_logger(__name__)
PATIENCE = 0.25  # seconds: less than anybody would notice
SILENCE = 10.0  # seconds without counting after Redis failed: requests must not wait for it each time
_quiet_until = 0.0


def network(request: HttpRequest) -> str:
    """The address that asks, as far as proxies are believed; of IPv6 the /64, which is one household's."""
    address = BaseThrottle().get_ident(request)  # type: ignore[arg-type]  # it reads META alone
    try:
        number = ipaddress.ip_address(address)
    except ValueError:
        return str(request.META.get("REMOTE_ADDR", ""))
    if isinstance(number, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((number, 64), strict=False).network_address)
    return str(number)


def count(key: str, *, seconds: int) -> int | None:
    """How many there are under `key` with this one, which is forgotten after `seconds`; None where Redis is away."""
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return None
    try:
        pipe = _redis().pipeline(transaction=False)
        pipe.incr(key)
        pipe.expire(key, seconds)
        return int(pipe.execute()[0])
    except (redis.RedisError, OSError) as error:
        _quiet_until = time.monotonic() + SILENCE
        log.warning("not_counted", error=type(error).__name__)
        return None


@cache
def _redis() -> "redis.Redis":
    """One pool of connections a process; Celery writes `redis+socket://` for a socket."""
    url = settings.REDIS_URL.replace("redis+socket://", "unix://", 1)
    return redis.Redis.from_url(
        url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, retry=Retry(NoBackoff(), 0)
    )
