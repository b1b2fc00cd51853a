"""The first accounts of a new desk, and tokens for programs."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.crypto import get_random_string

from claims.models import ApiToken, Event, User
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


def mend_profile(user: User, *, first_name: str, last_name: str, email: str, time_zone: str) -> None:
    """What people change about themselves. The record says which, not what: it is personal and can be erased."""
    columns = {"first_name": first_name, "last_name": last_name, "email": email, "time_zone": time_zone}
    with transaction.atomic():
        stored = User.objects.select_for_update().get(pk=user.pk)
        changed = [name for name, value in columns.items() if getattr(stored, name) != value]
        if changed:
            User.objects.filter(pk=user.pk).update(**columns)
            Event.objects.record("user.mended", stored, by=user, after={"changed": changed})


def remove_second_factor(user: User, *, by: User) -> bool:
    """For who lost their telephone and the codes: the password alone lets them in again. Whether there was one."""
    with transaction.atomic():
        removed, _ = Authenticator.objects.filter(user=user).delete()
        if removed:
            Event.objects.record("user.second_factor_removed", user, by=by)
    return bool(removed)
