"""Promises that name no figure: whether what was promised has come about is then asked of the acts alone."""

from collections.abc import Iterable, Mapping, Sequence

from claims.ledger.shapes import Deadline, Kind, Step
from claims.ledger.statements import PROMISES, Statement
from claims.ledger.strands import has_figure

_ENDS: frozenset[Step] = frozenset({"delivered", "cancelled"})
_REACHED: Mapping[Step, frozenset[Step]] = {
    "announced": frozenset({"training", "deployed", "at_front"}),
    "training": frozenset({"training", "deployed", "at_front"}),
    "deployed": frozenset({"deployed", "at_front"}),
    "at_front": frozenset({"at_front"}),
    "withdrawn": frozenset({"withdrawn"}),
}
_TOOK_PLACE = frozenset({"asserted", "reported"})


def waits(said: Iterable[Statement], due: Sequence[Deadline], kind: Kind) -> bool:
    """Whether something promised without a figure has not come about by any word since its newest deadline was set.

    Of troops every promise is of that sort: estimates are never set off against each other.
    """
    return _troops_wait(said, due) if kind == "troops" else _aid_waits(said, due)


def _aid_waits(said: Iterable[Statement], due: Sequence[Deadline]) -> bool:
    promised = False
    for each in said:
        if each.step in PROMISES:
            if has_figure(each.entry):
                return False
            promised = True
    ended = any(each.step in _ENDS and (not due or each.entry.said_on >= due[-1].said_on) for each in said)
    return promised and not ended


def _troops_wait(said: Iterable[Statement], due: Sequence[Deadline]) -> bool:
    if not due:
        return False
    reached = _REACHED[due[-1].step]
    return not any(
        each.step in reached and each.entry.said_on >= due[-1].said_on and _took_place(each) for each in said
    )


def _took_place(statement: Statement) -> bool:
    return statement.entry.due_to is None and statement.entry.modality in _TOOK_PLACE
