"""Secrets that must be read again stand in the database only sealed, by keys that SECRET_KEY alone gives.

One key a purpose (HKDF), Fernet's AES and HMAC, and `SECRET_KEY_FALLBACKS` still open what was sealed before.
"""

import base64
from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def seal(text: bytes, *, purpose: str) -> bytes:
    """Unreadable without SECRET_KEY, and for this purpose alone."""
    return _box(purpose, _keys()).encrypt(text)


def unseal(sealed: bytes, *, purpose: str) -> bytes:
    """What was sealed. Raises ValueError for anything else, and for what another SECRET_KEY sealed."""
    try:
        return _box(purpose, _keys()).decrypt(sealed)
    except InvalidToken:
        raise ValueError("sealed under another SECRET_KEY") from None


def _keys() -> tuple[str, ...]:
    return (str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS))


@cache
def _box(purpose: str, keys: tuple[str, ...]) -> MultiFernet:
    derived = (HKDF(SHA256(), length=32, salt=None, info=purpose.encode()).derive(key.encode()) for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived])
