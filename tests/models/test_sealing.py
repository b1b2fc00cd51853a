"""What is sealed opens under its own purpose and SECRET_KEY, under a fallback, and under nothing else."""

import pytest
from pytest_django import Settings

from claims.models.sealing import seal, unseal


def test_it_opens_again_and_hides_what_it_holds() -> None:
    sealed = seal(b"JBSWY3DP", purpose="a")
    assert b"JBSWY3DP" not in sealed
    assert sealed != seal(b"JBSWY3DP", purpose="a")
    assert unseal(sealed, purpose="a") == b"JBSWY3DP"


def test_nothing_else_opens_it(settings: Settings) -> None:
    sealed = seal(b"text", purpose="a")
    for other in (sealed[:-5], sealed[:30] + b"x" + sealed[31:], b"", b"plain"):
        with pytest.raises(ValueError, match="another SECRET_KEY"):
            unseal(other, purpose="a")
    with pytest.raises(ValueError, match="another SECRET_KEY"):
        unseal(sealed, purpose="b")
    settings.SECRET_KEY = "another"
    with pytest.raises(ValueError, match="another SECRET_KEY"):
        unseal(sealed, purpose="a")


def test_a_fallback_still_opens(settings: Settings) -> None:
    before = settings.SECRET_KEY
    sealed = seal(b"text", purpose="a")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "newer", [before]
    assert unseal(sealed, purpose="a") == b"text"
