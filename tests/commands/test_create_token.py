"""An operator makes a token for a program on the command line."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from claims.models import ApiToken, User
from claims.models.enums import Role


def create_token(*arguments: str) -> str:
    out = StringIO()
    call_command("create_token", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_it_makes_the_user_and_prints_the_token_alone() -> None:
    printed = create_token("alice", "--role", "editor")
    assert printed.startswith("ct_")
    assert printed.count("\n") == 1
    token = ApiToken.objects.bearer(printed.strip(), now=timezone.now())
    assert token is not None
    assert (token.user.username, token.user.role, token.ceiling()) == ("alice", Role.EDITOR, Role.EDITOR)
    assert not token.user.has_usable_password()


@pytest.mark.django_db
def test_the_token_itself_is_stored_nowhere() -> None:
    secret = create_token("alice", "--role", "reader").strip()
    row = ApiToken.objects.values().get()
    assert secret not in map(str, row.values())


@pytest.mark.django_db
def test_a_token_never_carries_more_than_its_owner_may(rita: User) -> None:
    with pytest.raises(CommandError, match="rita is reviewer: a token cannot carry the higher role editor"):
        create_token("rita", "--role", "editor")
    assert not ApiToken.objects.exists()


@pytest.mark.django_db
def test_a_token_may_carry_less_than_its_owner_may(omar: User) -> None:
    secret = create_token("omar", "--role", "reader").strip()
    assert ApiToken.objects.by_secret(secret).get().ceiling() == Role.READER


@pytest.mark.django_db
def test_a_token_shrinks_with_its_owner(omar: User) -> None:
    secret = create_token("omar", "--role", "editor").strip()
    User.objects.filter(pk=omar.pk).update(role=Role.READER)
    assert ApiToken.objects.by_secret(secret).get().ceiling() == Role.READER
