"""Who stands behind the deliveries: how much is confirmed, and whether anybody contradicts themselves."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from claims.ledger.figures import capped, exact
from claims.ledger.running import final, lowered, on_day, run
from claims.ledger.shapes import ZERO, Entry, Figure, Side
from claims.ledger.statements import day_of, word_of
from claims.ledger.strands import Scale, Told, own_scale


@dataclass(frozen=True, slots=True)
class Confirmed:
    """``figure`` is how much of the deliveries is confirmed, ``up_to`` the highest total that is; None for none."""

    figure: Figure
    up_to: Decimal | None

    def holds(self, told: Told, figure: Figure) -> bool:
        """Whether what was told is confirmed, given the figure at the end of its day: itself, or by a later total."""
        if told.statement.confirmed:
            return True
        reached = told.figure if told.is_total else figure
        level = reached.min if reached.max is None else reached.max
        return self.up_to is not None and level <= self.up_to


def confirmed(delivered: Sequence[Told], figure: Figure) -> Confirmed:
    """The figure over what the recipient or two independent voices say; never more than ``figure``, all delivered."""
    believed = [told for told in delivered if told.statement.confirmed] + _agreed(delivered)
    totals = [told.figure.min for told in believed if told.is_total]
    return Confirmed(capped(final(run(believed)), figure), max(totals, default=None))


def contradicted(told: Sequence[Told], denied: Iterable[Entry], scale: Scale) -> bool:
    """Whether a side lowers a total of its own, or later denies by a figure what it had said."""
    by_side: dict[Side | None, list[Told]] = defaultdict(list)
    for each in told:
        by_side[each.statement.word].append(each)
    if any(lowered(mine) for mine in by_side.values()):
        return True
    here = [entry for entry in denied if own_scale(entry) == scale and entry.measure != "increment"]
    days = {side: run(mine) for side, mine in by_side.items()} if here else {}
    return any(_takes_back(entry, on_day(days.get(word_of(entry), {}), _eve(entry))) for entry in here)


def _agreed(delivered: Sequence[Told]) -> list[Told]:
    """Totals that two independent voices reach, each in a statement of its own: the lower of the two highest."""
    leader, most, second = "", ZERO, ZERO
    agreed: list[Told] = []
    for told in sorted(delivered, key=lambda each: each.statement.on):
        before, reached = second, told.figure.min
        for voice in told.statement.voices if told.is_total else ():
            if voice == leader:
                most = max(most, reached)
            elif reached > most:
                leader, most, second = voice, reached, most
            else:
                second = max(second, reached)
        if second > before:
            agreed.append(replace(told, low=second, high=second, figure=exact(second)))
    return agreed


def _takes_back(denial: Entry, said: Figure) -> bool:
    """ "Not 14" takes back 14 and more, "none" takes back anything."""
    number = denial.quantity_max or denial.quantity_min or denial.amount_max or denial.amount_min or ZERO
    return said.min > ZERO and said.min >= number


def _eve(entry: Entry) -> date:
    return day_of(entry) - timedelta(days=1)
