"""What one claim must look like after each action: the promised tables of states once more, without a database."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from claims.models.enums import Role, Status, VerdictState
from tests import factories


@dataclass(frozen=True)
class Model:
    """What one claim must look like. Verdicts are told by their numbers in the order in which they were proposed."""

    status: Status = Status.QUEUED
    holder: str = ""
    lapsed: bool = False
    verdicts: tuple[tuple[str, VerdictState], ...] = ()  # author and state of each
    withdrawal_asked_by: str = ""
    dismissed_by: str = ""

    def last(self, state: VerdictState) -> int | None:
        """The newest verdict in that state."""
        found = [n for n, (_, is_in) in enumerate(self.verdicts) if is_in == state]
        return found[-1] if found else None

    def moved(self, number: int, to: VerdictState) -> tuple[tuple[str, VerdictState], ...]:
        author, _ = self.verdicts[number]
        return (*self.verdicts[:number], (author, to), *self.verdicts[number + 1 :])

    @property
    def standing(self) -> int | None:
        return self.last(VerdictState.PUBLISHED)

    @property
    def shape(self) -> tuple[object, ...]:
        """All of it that decides what may be done: what is over and done with does not."""
        matters = (self.last(VerdictState.PUBLISHED), self.last(VerdictState.PROPOSED))
        authors = [None if number is None else self.verdicts[number][0] for number in matters]
        dismissed_by = self.dismissed_by if self.status == Status.DISMISSED else ""
        return (self.status, self.holder, self.lapsed, self.withdrawal_asked_by, dismissed_by, *authors)


Expectation = Callable[[Model, str], Model | None]  # what becomes of it, or None: refused


def to_take(model: Model, by: str) -> Model | None:
    if model.status == Status.QUEUED or (model.status == Status.IN_REVIEW and model.lapsed):
        return replace(model, status=Status.IN_REVIEW, holder=by, lapsed=False)
    return model if model.status == Status.IN_REVIEW and model.holder == by else None


def held(model: Model, by: str) -> bool:
    return model.status == Status.IN_REVIEW and model.holder == by and not model.lapsed


def to_release(model: Model, by: str) -> Model | None:
    return replace(model, status=Status.QUEUED, holder="") if held(model, by) else None


def to_renew(model: Model, by: str) -> Model | None:
    return model if held(model, by) else None


def to_propose(model: Model, by: str) -> Model | None:
    if not held(model, by):
        return None
    verdicts = (*model.verdicts, (by, VerdictState.PROPOSED))
    return replace(model, status=Status.AWAITING_SIGNOFF, holder="", verdicts=verdicts)


def to_dismiss(model: Model, by: str) -> Model | None:
    editors = model.status in {Status.NEW, Status.QUEUED} and factories.PEOPLE[by].includes(Role.EDITOR)
    return replace(model, status=Status.DISMISSED, holder="", dismissed_by=by) if editors or held(model, by) else None


def to_undo_dismissal(model: Model, by: str) -> Model | None:
    may = model.dismissed_by == by or factories.PEOPLE[by].includes(Role.EDITOR)
    return replace(model, status=Status.QUEUED) if model.status == Status.DISMISSED and may else None


def to_reopen(model: Model, by: str) -> Model | None:
    return replace(model, status=Status.QUEUED) if model.status in {Status.PUBLISHED, Status.DISMISSED} else None


def to_queue(model: Model, by: str) -> Model | None:
    return replace(model, status=Status.QUEUED) if model.status == Status.NEW else None


def to_approve(model: Model, by: str) -> Model | None:
    number = model.last(VerdictState.PROPOSED)
    if number is None or model.verdicts[number][0] == by:
        return None
    if model.standing is not None:
        model = replace(model, verdicts=model.moved(model.standing, VerdictState.SUPERSEDED))
    verdicts = model.moved(number, VerdictState.PUBLISHED)
    return replace(model, status=Status.PUBLISHED, verdicts=verdicts, withdrawal_asked_by="")


def to_hand_back(model: Model, by: str, *, to: VerdictState, author: bool) -> Model | None:
    number = model.last(VerdictState.PROPOSED)
    if number is None or (model.verdicts[number][0] == by) != author:
        return None
    return replace(
        model, status=Status.IN_REVIEW, holder=model.verdicts[number][0], lapsed=False, verdicts=model.moved(number, to)
    )


def to_send_back(model: Model, by: str) -> Model | None:
    return to_hand_back(model, by, to=VerdictState.SENT_BACK, author=False)


def to_take_back(model: Model, by: str) -> Model | None:
    return to_hand_back(model, by, to=VerdictState.TAKEN_BACK, author=True)


def to_ask_withdrawal(model: Model, by: str) -> Model | None:
    asked = model.standing is None or bool(model.withdrawal_asked_by)
    return None if asked else replace(model, withdrawal_asked_by=by)


def to_sign_withdrawal(model: Model, by: str) -> Model | None:
    if model.standing is None or model.withdrawal_asked_by in {"", by}:
        return None
    status = Status.QUEUED if model.status == Status.PUBLISHED else model.status
    verdicts = model.moved(model.standing, VerdictState.WITHDRAWN)
    return replace(model, status=status, verdicts=verdicts, withdrawal_asked_by="")


def to_decline_withdrawal(model: Model, by: str) -> Model | None:
    return replace(model, withdrawal_asked_by="") if model.withdrawal_asked_by else None


def to_assign(model: Model, by: str) -> Model | None:
    return model


ACTIONS: dict[str, Expectation] = {
    "take": to_take,
    "renew": to_renew,
    "release": to_release,
    "propose": to_propose,
    "dismiss": to_dismiss,
    "undo dismissal": to_undo_dismissal,
    "reopen": to_reopen,
    "queue": to_queue,
    "assign": to_assign,
    "approve": to_approve,
    "send back": to_send_back,
    "take back": to_take_back,
    "ask withdrawal": to_ask_withdrawal,
    "sign withdrawal": to_sign_withdrawal,
    "decline withdrawal": to_decline_withdrawal,
}
