"""How allauth fits this desk: nobody signs up, and the secret of a second factor is sealed in the database."""

import base64
import secrets

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from claims.models.sealing import seal, unseal

PURPOSE = "second factor"


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return str(user.get_username())

    def encrypt(self, text: str) -> str:
        return seal(text.encode(), purpose=PURPOSE).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; where another SECRET_KEY sealed it one that nobody knows, so that no code fits."""
        try:
            return unseal(encrypted_text.encode(), purpose=PURPOSE).decode()
        except ValueError:
            return base64.b32encode(secrets.token_bytes(20)).decode()
