"""The ledger of a case: its claims put together into figures over time. The rules are told in docs/ledger.md."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import ROUND_DOWN, Decimal

from claims.ledger import lines
from claims.ledger.deadlines import binding, deadlines
from claims.ledger.shapes import Entry, Figure, Kind, Ledger, Line, Rated
from claims.ledger.statements import TROOP_STEPS, Statement, denials, statements, voice_of
from claims.ledger.strands import Scale, Strand, has_figure, in_order, strands
from claims.ledger.waiting import waits

ONE = Decimal(1)
_SHARE = Decimal("0.0001")


def timeline(entries: Iterable[Entry], *, today: date, kind: Kind, rated: Sequence[Rated] = ()) -> Ledger:
    """The case as it stands on ``today`` by these claims; for an earlier day give it the claims `known` by then.

    ``kind`` is the case's. Of ``rated`` the newest up to that day holds, whatever the rules say. The order in which
    the entries come decides nothing. It takes as long as sorting them.
    """
    given = list(entries)
    said = [each for each in statements(given) if each.step != "cancelled" or binding(each)]
    due = deadlines(said, kind)
    waiting = waits(said, due, kind)
    main, *others = _lines(given, said, kind, waiting=waiting)
    verdict = max((each for each in rated if each.on <= today), key=lambda each: each.on, default=None)
    late = bool(due) and today > due[-1].due and (waiting or any(each.short for each in (main, *others)))
    return Ledger(
        today=today,
        main=main,
        others=tuple(others),
        deadlines=due,
        state=verdict.state if verdict else ("overdue" if late else "open"),
        rated=verdict,
        share_delivered=verdict.share_delivered if verdict and verdict.share_delivered is not None else _share(main),
        last_movement=max(_movements(said, [main, *others], [each.said_on for each in due]), default=None),
    )


def _lines(given: Sequence[Entry], said: Sequence[Statement], kind: Kind, *, waiting: bool) -> list[Line]:
    by_scale: dict[Scale, Strand] = strands(said)
    bare = [each for each in said if not has_figure(each.entry)]
    off = {each.on for each in bare if each.step == "cancelled"}
    beside = lines.Beside(off, denials(given), _names(said))
    scales = in_order(by_scale, kind) or [Scale(None, None, False)]
    told = {step for strand in by_scale.values() for step in strand}
    unknown = lines.Unknown(
        steps=frozenset(each.step for each in bare if each.step not in told),
        confirmed="delivered" not in told and any(each.confirmed for each in bare if each.step == "delivered"),
        outstanding=waiting,
    )
    return [
        lines.line(scale, by_scale.get(scale, {}), beside, unknown if place == 0 else lines.ALL_KNOWN)
        for place, scale in enumerate(scales)
    ]


def _names(said: Iterable[Statement]) -> Mapping[int, str | None]:
    """For each claim about troops whom it leans on, under the name that was used first for that voice."""
    first: dict[str, str | None] = {}
    names: dict[int, str | None] = {}
    for each in said:
        if each.step in TROOP_STEPS:
            entry = each.entry
            name = entry.origin or entry.speaker or entry.outlet or entry.voice
            names[entry.id] = first.setdefault(voice_of(entry), name)
    return names


def _share(main: Line) -> Decimal | None:
    promised, delivered = lines.promised_in_all(main), main.delivered
    if promised is None or delivered is None or not _is_exact(promised) or not _is_exact(delivered) or not promised.min:
        return None
    return min(ONE, (delivered.min / promised.min).quantize(_SHARE, rounding=ROUND_DOWN))


def _is_exact(figure: Figure) -> bool:
    return figure.min == figure.max


def _movements(said: Sequence[Statement], all_lines: Iterable[Line], moved: Sequence[date]) -> Iterator[date]:
    """The days on which something moved: the first word, a new deadline, another figure, an act without a figure."""
    yield from moved
    yield from (each.on for each in said[:1])
    yield from (each.on for each in said if each.step in ("delivered", "cancelled") and not has_figure(each.entry))
    for line in all_lines:
        for points in line.points.values():
            last = None
            for point in points:
                if point.figure != last:
                    yield point.on
                last = point.figure
        seen = set()
        for one in line.estimates:
            if (key := (one.step, one.origin, one.min, one.max)) not in seen:
                yield one.on
            seen.add(key)
