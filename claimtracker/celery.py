"""The Celery application and the beat's schedule. The row is the job: a message only says "look at row 17 now"."""

import os

from celery import Celery
from django_structlog.celery.steps import DjangoStructLogInitStep

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claimtracker.settings")

from django.conf import settings

app = Celery("claimtracker")
app.steps["worker"].add(DjangoStructLogInitStep)
socket_timeout = 0.5 if settings.PROCESS == "web" else 2  # a page must not wait for a broker that hangs
app.conf.update(
    broker_url=settings.REDIS_URL,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_transport_options={
        "visibility_timeout": 300,
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
        "health_check_interval": 10,
        "socket_timeout": socket_timeout,
        "socket_connect_timeout": socket_timeout,
    },
    accept_content=["json"],
    task_serializer="json",
    task_acks_late=False,
    task_ignore_result=True,
    task_soft_time_limit=200,
    task_time_limit=240,
    task_default_queue="default",
    task_routes={
        "claims.tasks.fetch_article": "intake",
        "claims.tasks.read_feed": "intake",
        "claims.tasks.check_evidence": "intake",
        "claims.tasks.look_up": "intake",
        "claims.tasks.extract_article": "extract",
        "claims.tasks.send_delivery": "deliver",
    },
    worker_prefetch_multiplier=1,
    worker_disable_prefetch=True,
    worker_hijack_root_logger=False,
    worker_send_task_events=False,
    worker_cancel_long_running_tasks_on_connection_loss=False,
    timezone="UTC",
    enable_utc=True,
    beat_schedule={
        "sweep": {"task": "claims.tasks.sweep", "schedule": 15, "options": {"expires": 15}},
        "seal-events": {"task": "claims.tasks.seal_events", "schedule": 60, "options": {"expires": 60}},
        "follow-up": {"task": "claims.tasks.follow_up", "schedule": 300, "options": {"expires": 300}},
        "erase-old": {"task": "claims.tasks.erase_old_requests", "schedule": 3600, "options": {"expires": 3600}},
        "count-words": {"task": "claims.tasks.count_words", "schedule": 3600, "options": {"expires": 3600}},
        "send-letters": {"task": "claims.tasks.send_letters", "schedule": 600, "options": {"expires": 600}},
        "rerank-queue": {"task": "claims.tasks.rerank_queue", "schedule": 3600, "options": {"expires": 3600}},
    },
    include=["claims.tasks"],
)
