"""Whether this process lives, and whether the desk around it can work."""

from collections.abc import Callable
from datetime import timedelta

import structlog
from celery import current_app
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from claims.flow import samples
from claims.models import Heartbeat

log = structlog.get_logger(__name__)
ALIVE = timedelta(seconds=60)


@csrf_exempt  # nothing changes here: other methods are told 405
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Alive: asks nothing and nobody."""
    return JsonResponse({"status": "ok"})


@csrf_exempt  # nothing changes here: other methods are told 405
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when everything needed is there; else 503, naming in `missing` what is not."""
    missing = [name for name, is_there in _checks().items() if not _holds(name, is_there)]
    status = "unavailable" if missing else "ok"
    answer = JsonResponse({"status": status, "missing": missing}, status=503 if missing else 200)
    if missing:
        answer["Retry-After"] = "2"
    return answer


def _checks() -> dict[str, Callable[[], bool]]:
    checks = {"database": _database, "redis": _broker, "migrations": _migrations, "worker": _worker}
    return checks | ({"demo": samples.loaded} if settings.DEMO else {})


def _holds(name: str, is_there: Callable[[], bool]) -> bool:
    try:
        return is_there()
    except Exception as error:  # whatever it is, it is not ready
        log.info("not_ready", missing=name, error=type(error).__name__)
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _broker() -> bool:
    """A channel of the broker's begins with a PING."""
    with current_app.connection_for_write() as broker:
        return broker.channel() is not None


def _migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _worker() -> bool:
    return Heartbeat.objects.filter(kind="worker", at__gt=timezone.now() - ALIVE).exists()
