"""People who work at the desk, and the tokens of their programs."""

import hashlib
import secrets
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.db import models

from .constraints import one_of
from .enums import Role

TOKEN_PREFIX = "ct_"  # noqa: S105 - a recognisable beginning, no secret


# every request of a program begins with it: Django takes four times as long to write it as all else of it takes
BEARER = """
SELECT u.*, t.id AS token_id, t.role AS token_role, t.last_used_at AS token_used
FROM claims_apitoken t JOIN claims_user u ON u.id = t.user_id
WHERE t.sha256 = %s AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > %s) AND u.is_active
"""


class User(AbstractUser):
    """Somebody with a role: each role includes the one before (reader, reviewer, editor, admin)."""

    role = models.CharField(max_length=10, choices=Role.choices, default=Role.READER)
    time_zone = models.CharField(max_length=64, default="UTC")  # of the hours on their pages; IANA's name
    acting_role: Role | None = None  # set on the instance of one request, where its token has a lower ceiling

    class Meta:
        constraints = [one_of("role", Role, name="user_role_known")]

    def holds(self, role: Role) -> bool:
        return self.is_active and Role(self.acting_role or self.role).includes(role)

    @property
    def display_name(self) -> str:
        return self.get_full_name() or self.username


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def visible_to(self, user: "User | AnonymousUser") -> "ApiTokenQuerySet":
        """One's own that were not revoked."""
        if not isinstance(user, User):
            return self.none()
        return self.filter(user=user, revoked_at__isnull=True)

    def bearer(self, secret: str, *, now: datetime) -> "ApiToken | None":
        """The token of that secret with its user and what a request needs of it; None for what lets nobody in.

        That is one that was revoked or is past its day, or of somebody who is no longer active.
        """
        digest = hashlib.sha256(secret.encode()).hexdigest()
        found: Any = User.objects.raw(BEARER, [digest, now])
        for user in found:
            return ApiToken(pk=user.token_id, user=user, role=user.token_role, last_used_at=user.token_used)
        return None

    def by_secret(self, secret: str) -> "ApiTokenQuerySet":
        return self.filter(sha256=hashlib.sha256(secret.encode()).hexdigest())

    def issue(self, user: User, *, name: str, role: Role | None = None, expires_at: datetime | None = None) -> str:
        """Store a new token's hash and return the token itself, which nobody can read again."""
        secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
        digest = hashlib.sha256(secret.encode()).hexdigest()
        self.create(user=user, name=name, role=role, expires_at=expires_at, sha256=digest, hint=secret[:8])
        return secret


class ApiToken(models.Model):
    """A program's key. `role`, where given, is a ceiling below its owner's own role."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    role = models.CharField(max_length=10, choices=Role.choices, null=True, blank=True)
    sha256 = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=8)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        constraints = [one_of("role", Role, name="token_role_known")]

    def __str__(self) -> str:
        return f"{self.hint}… ({self.name})"

    def ceiling(self) -> Role:
        """The role this token acts with: its owner's, or the lower one that it was issued for."""
        own = Role(self.user.role)
        return own if self.role is None or Role(self.role).includes(own) else Role(self.role)
