"""How good the suggestions are on labelled pairs, beside plain trigram similarity; the table in docs/matching.md.

make bench, or: PYTHONPATH=. python benchmarks/bench_matching_quality.py
"""

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from benchmarks.desk import machine
from claims import extraction
from claims.evaluation.estimates import proportion
from claims.evaluation.tables import said
from claims.extraction import Amount, Party, Quantity, Reading, Speaker, load_model, read_article
from claims.matching import Figure, Period, Statement, Who, score, signature
from claims.matching.quality import Counts, Pair, baseline, best_baseline, parse_pairs, quality, suggestions
from claims.matching.scoring import Relation

GOLD = Path(__file__).parents[1] / "tests" / "gold"
PG_DEFAULT = 0.3  # pg_trgm.similarity_threshold
HEADS = ("pairs", "who judges", "same: precision", "same: recall", "suggested: precision", "suggested: recall")


def pairs_of(name: str) -> list[Pair]:
    return parse_pairs((GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())


def as_words(statement: Statement) -> Statement:
    """The same text as if nobody had read it."""
    return Statement(quote=statement.quote, said_on=statement.said_on)


class Reader:
    """Statements as our own reader reads them, mistakes included; each text is read once."""

    def __init__(self) -> None:
        self.nlp = load_model()
        self.read: dict[tuple[str, date | None], Statement] = {}

    def __call__(self, statement: Statement) -> Statement:
        key = statement.quote, statement.said_on
        if key not in self.read:
            self.read[key] = self.fresh(statement)
        return self.read[key]

    def fresh(self, statement: Statement) -> Statement:
        assert statement.said_on is not None
        readings = read_article(statement.quote, published_on=statement.said_on, nlp=self.nlp)
        longest = max(readings, key=lambda reading: reading.end - reading.start, default=None)
        return as_words(statement) if longest is None else as_read(longest, statement.said_on)


def as_read(reading: Reading, said_on: date) -> Statement:
    return Statement(
        quote=reading.quote,
        said_on=said_on,
        kind=reading.kind,
        step=reading.step,
        speaker=who(reading.speaker),
        actor=who(reading.actor),
        recipient=who(reading.recipient),
        item=reading.item,
        item_category=reading.item_category,
        quantity=figure(reading.quantity),
        amount=figure(reading.amount),
        measure=reading.measure,
        modality=reading.modality,
        negated=reading.negated,
        place=reading.place,
        due=period(reading.due),
        happened=period(reading.happened),
    )


def who(party: Party | Speaker | None) -> Who | None:
    return Who(party.code or party.name, party.name) if party else None


def period(read: extraction.Period | None) -> Period | None:
    return Period(read.from_, read.to) if read else None


def figure(read: Quantity | Amount | None) -> Figure | None:
    if read is None:
        return None
    return Figure(read.min, read.max, read.unit if isinstance(read, Quantity) else read.currency)


def cells(counts: Counts) -> tuple[str, str]:
    right = counts.right
    return said(proportion(right, right + counts.wrong)), said(proportion(right, right + counts.missed))


def row(name: str, judge: str, pairs: list[Pair], found: list[Relation | None]) -> tuple[str, ...]:
    told = quality(pairs, found)
    return name, judge, *cells(told.same), *cells(told.suggested)


def rows() -> Iterator[tuple[str, ...]]:
    reader, tuning = Reader(), pairs_of("pairs")
    same_at, related_at = best_baseline(tuning)
    for title, name in (("tuned on", "pairs"), ("held out", "pairs_heldout")):
        pairs = pairs_of(name)
        title = f"{title}, n = {len(pairs)}"
        default = baseline(pairs, same_at=PG_DEFAULT, related_at=PG_DEFAULT)
        yield row(title, f"pg_trgm at its default, {PG_DEFAULT}", pairs, default)
        trigrams = baseline(pairs, same_at=same_at, related_at=related_at)
        yield row(title, f"pg_trgm at its best, {same_at:.2f} and {related_at:.2f}", pairs, trigrams)
        unread = [Pair(pair.id, as_words(pair.a), as_words(pair.b), pair.label) for pair in pairs]
        yield row(title, "ours, words alone", pairs, suggestions(unread))
        read = [Pair(pair.id, reader(pair.a), reader(pair.b), pair.label) for pair in pairs]
        yield row(title, "ours, slots as our reader reads them", pairs, suggestions(read))
        yield row(title, "ours, slots as people read them", pairs, suggestions(pairs))


def bands(pairs: list[Pair]) -> str:
    """How many of the pairs that are copies the MinHash bands bring together, and how many of the others."""
    met: dict[bool, list[bool]] = {True: [], False: []}
    for pair in pairs:
        copied = score(pair.a, pair.b).method == "copy"
        met[copied].append(not set(signature(pair.a.quote)).isdisjoint(signature(pair.b.quote)))
    copies, others = met[True], met[False]
    return f"pairs that share a band: {sum(copies)} of {len(copies)} copies, {sum(others)} of {len(others)} others"


def speed(pairs: list[Pair]) -> str:
    """The time of one judgement, and of the signature of a long article."""
    started = time.perf_counter()
    for pair in pairs:
        score(pair.a, pair.b)
    judged = (time.perf_counter() - started) / len(pairs)
    article = " ".join(pair.a.quote for pair in pairs[:50])
    started = time.perf_counter()
    signature(article)
    signed = time.perf_counter() - started
    return f"one judgement {judged * 1e6:.0f} µs; signature of {len(article.split())} words {signed * 1e3:.1f} ms"


if __name__ == "__main__":
    print("|", " | ".join(HEADS), "|")
    print("|---|---|" + "--:|" * 4)
    for line in rows():
        print("|", " | ".join(line), "|")
    print(f"\n{bands([*pairs_of('pairs'), *pairs_of('pairs_heldout')])}")
    print(f"{speed(pairs_of('pairs'))} ({machine()})")
