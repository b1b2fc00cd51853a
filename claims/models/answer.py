"""The first answers to wishes that carried an Idempotency-Key, kept for a day to be given again."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, models

from .user import User

KEPT = timedelta(hours=24)
NONCE = 16  # bytes
TAG = 32  # bytes


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
        columns: dict[str, Any] = {"status": status, "headers": dict(headers), "sealed": seal(body)}
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
        return unseal(bytes(self.sealed))


def seal(body: bytes) -> bytes:
    """Unreadable without SECRET_KEY: a token that is shown once must not stand in the database.

    A key stream of SHAKE-256, which is a pseudo-random function when its input begins with a secret, and an HMAC.
    """
    nonce = secrets.token_bytes(NONCE)
    cipher = _streamed(nonce, body)
    return nonce + cipher + _tag(nonce + cipher)


def unseal(sealed: bytes) -> bytes:
    """What was sealed. Raises ValueError for anything else."""
    whole, tag = sealed[:-TAG], sealed[-TAG:]
    if not hmac.compare_digest(tag, _tag(whole)):
        raise ValueError("sealed under another SECRET_KEY")
    return _streamed(whole[:NONCE], whole[NONCE:])


def _streamed(nonce: bytes, text: bytes) -> bytes:
    stream = hashlib.shake_256(_key("stream") + nonce).digest(len(text))
    return (int.from_bytes(text, "big") ^ int.from_bytes(stream, "big")).to_bytes(len(text), "big")


def _tag(text: bytes) -> bytes:
    return hmac.digest(_key("tag"), text, "sha256")


def _key(use: str) -> bytes:
    return hashlib.sha256(f"claims.kept_answer.{use}\0{settings.SECRET_KEY}".encode()).digest()
