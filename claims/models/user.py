"""People who work at the desk, and the tokens of their programs."""

import hashlib
import secrets
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.db import models
from django.db.models import Q

from .constraints import one_of
from .enums import Role

TOKEN_PREFIX = "ct_"  # noqa: S105 - a recognisable beginning, no secret


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

    def usable(self, *, now: datetime) -> "ApiTokenQuerySet":
        """Neither revoked nor past their day, of people who are still active."""
        return self.filter(
            Q(expires_at__isnull=True) | Q(expires_at__gt=now), revoked_at__isnull=True, user__is_active=True
        )

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
