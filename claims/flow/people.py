"""The first accounts of a new desk, and tokens for programs."""

from datetime import datetime

from django.db import transaction
from django.utils.crypto import get_random_string

from claims.models import ApiToken, User
from claims.models.enums import Role

FIRST_EDITORS = [("rita", "Rita", "Reviewer"), ("omar", "Omar", "Editor")]


def first_editors() -> list[tuple[str, str]]:
    """Make two editors on a desk that has no people yet: their names and passwords, shown this once. Else nothing.

    Two, because nobody signs off their own verdict. The first is also admin, so that the desk can be set up.
    """
    with transaction.atomic():
        if User.objects.exists():
            return []
        made = [(name, get_random_string(14)) for name, _, _ in FIRST_EDITORS]
        for (name, first, last), (_, password) in zip(FIRST_EDITORS, made, strict=True):
            role = Role.ADMIN if name == FIRST_EDITORS[0][0] else Role.EDITOR
            User.objects.create_user(name, password=password, first_name=first, last_name=last, role=role)
        return made


def create_token(username: str, *, role: Role, name: str, expires_at: datetime | None = None) -> str:
    """A new token with that role's ceiling for that user, who is made with that role if need be (no password)."""
    with transaction.atomic():
        user, made = User.objects.get_or_create(username=username, defaults={"role": role})
        if made:
            user.set_unusable_password()
            user.save(update_fields=["password"])
        elif not Role(user.role).includes(role):
            raise ValueError(
                f"{username} is {user.role}: a token cannot carry the higher role {role}. An admin can raise the role."
            )
        return ApiToken.objects.issue(user, name=name, role=role, expires_at=expires_at)
