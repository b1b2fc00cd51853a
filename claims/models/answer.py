"""The first answers to wishes that carried an Idempotency-Key, kept for a day to be given again."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, models

from .sealing import seal, unseal
from .user import User

KEPT = timedelta(hours=24)
PURPOSE = "kept answer"


class KeptAnswerQuerySet(models.QuerySet["KeptAnswer"]):
    def lock(self, user: User, path: str, key: str) -> bool:
        """Hold this key for this transaction alone; False when another one holds it at this moment."""
        digest = hashlib.sha256(f"{user.pk} {path} {key}".encode()).digest()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_try_advisory_xact_lock(%s)", [int.from_bytes(digest[:8], signed=True, byteorder="big")]
            )
            return bool(cursor.fetchone()[0])

    def standing(self, user: User, path: str, key: str, *, now: datetime) -> "KeptAnswer | None":
        """The answer that was given to this key, while it is kept."""
        return self.filter(user=user, path=path, key=key, created_at__gt=now - KEPT).first()

    def keep(
        self,
        user: User,
        path: str,
        key: str,
        *,
        wish: str,
        status: int,
        headers: Mapping[str, str],
        body: bytes,
        now: datetime,
    ) -> None:
        """Keep an answer, in the transaction of its effect; one that is past its day gives way."""
        columns: dict[str, Any] = {"status": status, "headers": dict(headers), "sealed": seal(body, purpose=PURPOSE)}
        self.update_or_create(
            user=user, path=path, key=key, defaults=columns | {"wish_sha256": wish, "created_at": now}
        )

    def past(self, *, now: datetime) -> "KeptAnswerQuerySet":
        return self.filter(created_at__lte=now - KEPT)


class KeptAnswer(models.Model):
    """`wish_sha256` is of the body that was sent; `sealed` is the answer's body, which may hold what is shown once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=300)
    key = models.CharField(max_length=255)
    wish_sha256 = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField()
    sealed = models.BinaryField()
    created_at = models.DateTimeField(db_index=True)

    objects = KeptAnswerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "path", "key"], name="kept_answer_once")]

    def __str__(self) -> str:
        return f"{self.path} {self.key}"

    def body(self) -> bytes:
        """The answer's body. ValueError where it was sealed under another SECRET_KEY."""
        return unseal(bytes(self.sealed), purpose=PURPOSE)
