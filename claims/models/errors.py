"""What can be wrong with a wish, named for the domain. `api/problems.py` makes HTTP of them, in one place."""

from collections.abc import Mapping, Sequence
from datetime import datetime


class DomainError(Exception):
    """A wish that is refused; its text tells the person who wished what to do."""


class WrongState(DomainError):
    """The object is not in a state from which this can be done."""


class StaleVersion(DomainError):
    """The object has changed since it was read. `current` is its version now, None where that is not known.

    `changes` says, for people of the desk, what was done since and by whom, the oldest first, where that is known.
    """

    def __init__(
        self, message: str, *, current: int | None = None, changes: Sequence[Mapping[str, object]] = ()
    ) -> None:
        super().__init__(message)
        self.current = current
        self.changes = changes


class Taken(DomainError):
    """Another reviewer holds the lease, until `expires_at`."""

    def __init__(self, message: str, *, holder: str, expires_at: datetime) -> None:
        super().__init__(message)
        self.holder = holder
        self.expires_at = expires_at


class FalseLease(DomainError):
    """The lease is not, or is no longer, this reviewer's."""


class StillRunning(DomainError):
    """The same wish is being carried out at this moment."""


class NotAllowed(DomainError):
    """This person may not do this, whatever their role (an author signing their own verdict)."""


class RuleBroken(DomainError):
    """Understood, and refused by a rule. `field` is the input's field (`evidence.0.url`), `code` a stable word."""

    def __init__(self, message: str, *, field: str = "", code: str = "rule") -> None:
        super().__init__(message)
        self.field = field
        self.code = code


class TooLarge(DomainError):
    """More text than is accepted."""
