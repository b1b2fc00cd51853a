"""How good the suggestions of `matching` are on labelled pairs, beside plain trigram similarity of the same texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from claims import extraction
from claims.evaluation.estimates import proportion
from claims.evaluation.tables import Table, said
from claims.extraction import Amount, Party, Quantity, Reading, Speaker, read_article
from claims.matching import Figure, Period, Statement, Who, score, signature
from claims.matching.quality import Counts, Pair, baseline, best_baseline, quality, suggestions
from claims.matching.scoring import Relation

if TYPE_CHECKING:
    from spacy.language import Language

PG_DEFAULT = 0.3  # pg_trgm.similarity_threshold
HEADS = ("pairs", "who judges", "same: precision", "same: recall", "suggested: precision", "suggested: recall")


def suggestion_table(sets: Mapping[str, Sequence[Pair]], *, tuning: Sequence[Pair], nlp: Language) -> Table:
    """Every set as the baseline and as the scorer judge it; the baseline's best thresholds are those for ``tuning``.

    "Same" is how well `same` is told from all else, "suggested" how well `same` and `related` are from `unrelated`.
    """
    reader, best = PairReader(nlp), best_baseline(tuning)
    rows = [row for name, pairs in sets.items() for row in _rows(f"{name}, n = {len(pairs)}", pairs, reader, best)]
    return Table("Suggestions", HEADS, tuple(rows), numbers=2, note=_bands([*_all(sets)]))


class PairReader:
    """Statements as the desk's own reader reads them, mistakes included; each text is read once."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        self.read: dict[tuple[str, date | None], Statement] = {}

    def pair(self, pair: Pair) -> Pair:
        return Pair(pair.id, self._statement(pair.a), self._statement(pair.b), pair.label)

    def _statement(self, statement: Statement) -> Statement:
        key = statement.quote, statement.said_on
        if key not in self.read:
            self.read[key] = self._fresh(statement)
        return self.read[key]

    def _fresh(self, statement: Statement) -> Statement:
        """The longest claim in it; one of words alone where none is found or the day is not known."""
        if statement.said_on is None:
            return as_words(statement)
        readings = read_article(statement.quote, published_on=statement.said_on, nlp=self.nlp)
        longest = max(readings, key=lambda reading: reading.end - reading.start, default=None)
        return as_words(statement) if longest is None else _as_read(longest, statement.said_on)


def as_words(statement: Statement) -> Statement:
    """The same text as if nobody had read it."""
    return Statement(quote=statement.quote, said_on=statement.said_on)


def _rows(name: str, pairs: Sequence[Pair], reader: PairReader, best: tuple[float, float]) -> Iterator[tuple[str, ...]]:
    default = baseline(pairs, same_at=PG_DEFAULT, related_at=PG_DEFAULT)
    yield _row(name, f"pg_trgm at its default, {PG_DEFAULT}", pairs, default)
    trigrams = baseline(pairs, same_at=best[0], related_at=best[1])
    yield _row(name, f"pg_trgm at its best, {best[0]:.2f} and {best[1]:.2f}", pairs, trigrams)
    unread = [Pair(pair.id, as_words(pair.a), as_words(pair.b), pair.label) for pair in pairs]
    yield _row(name, "ours, words alone", pairs, suggestions(unread))
    read = [reader.pair(pair) for pair in pairs]
    yield _row(name, "ours, slots as our reader reads them", pairs, suggestions(read))
    yield _row(name, "ours, slots as people read them", pairs, suggestions(pairs))


def _row(name: str, judge: str, pairs: Sequence[Pair], found: Sequence[Relation | None]) -> tuple[str, ...]:
    told = quality(pairs, found)
    return name, judge, *_cells(told.same), *_cells(told.suggested)


def _cells(counts: Counts) -> tuple[str, str]:
    right = counts.right
    return said(proportion(right, right + counts.wrong)), said(proportion(right, right + counts.missed))


def _bands(pairs: Sequence[Pair]) -> str:
    """How many of the pairs that are copies the MinHash bands bring together, and how many of the others."""
    met: dict[bool, list[bool]] = {True: [], False: []}
    for pair in pairs:
        copied = score(pair.a, pair.b).method == "copy"
        met[copied].append(not set(signature(pair.a.quote)).isdisjoint(signature(pair.b.quote)))
    copies, others = met[True], met[False]
    return f"Pairs that share a band: {sum(copies)} of {len(copies)} copies, {sum(others)} of {len(others)} others"


def _all(sets: Mapping[str, Sequence[Pair]]) -> Iterator[Pair]:
    for pairs in sets.values():
        yield from pairs


def _as_read(reading: Reading, said_on: date) -> Statement:
    return Statement(
        quote=reading.quote,
        said_on=said_on,
        kind=reading.kind,
        step=reading.step,
        speaker=_who(reading.speaker),
        actor=_who(reading.actor),
        recipient=_who(reading.recipient),
        item=reading.item,
        item_category=reading.item_category,
        quantity=_figure(reading.quantity),
        amount=_figure(reading.amount),
        measure=reading.measure,
        modality=reading.modality,
        negated=reading.negated,
        place=reading.place,
        due=_period(reading.due),
        happened=_period(reading.happened),
    )


def _who(party: Party | Speaker | None) -> Who | None:
    return Who(party.code or party.name, party.name) if party else None


def _period(read: extraction.Period | None) -> Period | None:
    return Period(read.from_, read.to) if read else None


def _figure(read: Quantity | Amount | None) -> Figure | None:
    if read is None:
        return None
    return Figure(read.min, read.max, read.unit if isinstance(read, Quantity) else read.currency)
