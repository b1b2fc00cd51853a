"""How long a new claim looks for what may say the same, among many claims that are copied in; the figure in
docs/matching.md. Beside it how long they are judged and the suggestions written, and what judging costs by itself.

make bench        (CLAIMS=1000000 for the size that the goal, a p95 under 10 ms, is named for; 100,000 by default)
"""

import os
import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.desk import desk, machine
from claims.matching import score, signature
from claims.matching.quality import Pair, parse_pairs

if TYPE_CHECKING:
    from claims.models import Claim

CALLS = 1000
ACTORS = 200  # as many as the desk is filled with; the first gives and gets the most (Zipf's law)
COPIED = 0.1  # of the claims, that say an earlier one again with other words at its end
LATELY = 1000  # claims, of which one is said again
WORDS = 5000
PAIRS = Path(__file__).parents[1] / "tests" / "gold" / "pairs.jsonl"
ITEMS = ("howitzers", "lorries", "hospitals", "generators", "tents", "drones", "rockets", "boats")
COLUMNS = """article_id, said_on, start, "end", quote, context, kind, step, speaker_role, attribution, modality,
negated, condition, origin, actor_id, recipient_id, item, item_category, quantity_min, quantity_max, quantity_unit,
quantity_precision, quantity_text, amount_text, measure, place, happened_text, due_text, worthiness, worthiness_reasons,
priority, set_aside, status, bands, extractor, mended, created_at, updated_at, version"""
INDEXES = """SELECT indexname, indexdef FROM pg_indexes JOIN pg_class ON relname = indexname
JOIN pg_index ON indexrelid = pg_class.oid WHERE tablename = 'claims_claim' AND NOT indisunique"""


def quotes(chance: random.Random) -> Iterator[tuple[int, int, str]]:
    """Giver, receiver (0 to `ACTORS`) and what is said of them."""
    weights = [1 / rank for rank in range(1, ACTORS + 1)]
    said: list[tuple[int, int, str]] = []
    for number in count():
        if said and chance.random() < COPIED:
            giver, receiver, quote = chance.choice(said)
            quote = f"{quote.rpartition(' ')[0]} word{chance.randrange(WORDS)}"
        else:
            giver, receiver = chance.choices(range(ACTORS), weights, k=2)
            words = " ".join(f"word{chance.randrange(WORDS)}" for _ in range(6))
            amount, item = chance.randrange(1, 900), chance.choice(ITEMS)
            quote = f"Actor {giver} will send {amount} {item} to Actor {receiver} {words}"
        said[number % LATELY : number % LATELY + 1] = [(giver, receiver, quote)]
        yield giver, receiver, quote


def rows(number: int, *, article: int, first: int) -> Iterator[tuple[Any, ...]]:
    """So many claims, a second apart; the values of `COLUMNS`."""
    at, end = datetime(2024, 1, 1, tzinfo=UTC), 10**6
    for index, (giver, receiver, quote) in zip(range(number), quotes(random.Random(7)), strict=False):  # noqa: S311
        at += timedelta(seconds=1)
        start, amount, item = end + 1, int(quote.split()[4]), quote.split()[5]
        end = start + len(quote)
        parties = first + giver, first + receiver
        yield (
            *(article, at.date(), start, end, quote, quote, "aid", "pledged", "", "said", "promised", False, "", ""),
            *(
                *parties,
                item,
                "vehicles",
                amount,
                amount,
                item,
                "exact",
                str(amount),
                "",
                "total",
                "",
                "",
                "",
                0.5,
                [],
                0.5,
                False,
            ),
            *("queued", list(signature(quote)), f"bench-{index % 3}", [], at, at, 1),
        )


def fill(number: int) -> None:
    """Copy the claims in; indexes are built afterwards and keys not looked up, which only shortens the wait."""
    from django.db import connection

    from claims.models import Actor, Article

    article = Article.objects.values_list("pk", flat=True).get()
    first = Actor.objects.order_by("pk").values_list("pk", flat=True)[0]
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica; SET maintenance_work_mem = '512MB'")
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(INDEXES)
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
        with cursor.copy(f"COPY claims_claim ({COLUMNS}) FROM STDIN") as copy:
            for row in rows(number, article=article, first=first):
                copy.write_row(row)
        for _, definition in indexes:
            cursor.execute(definition)
        cursor.execute("VACUUM ANALYZE claims_claim")
        cursor.execute("RESET session_replication_role; RESET statement_timeout")


def report() -> None:
    """The newest claims, each of which looks for the others."""
    from claims.flow import match
    from claims.models import Claim

    newest = list(Claim.objects.order_by("-id")[:CALLS])
    nobody = [Claim(pk=one.pk, kind=one.kind, bands=one.bands) for one in newest]
    found = sorted(len(match.candidates(claim)) for claim in newest)
    print(f"candidates of a claim: median {found[len(found) // 2]}, at most {found[-1]}")
    tell("candidates found", match.candidates, newest)
    tell("by words alone", match.candidates, nobody)
    tell("and judged, and kept", match.find, newest[:200])


def tell(name: str, step: "Callable[[Claim], object]", claims: "list[Claim]") -> None:
    """How long it took by the clock, and how long cores were busy with it: that holds on a busy machine, too."""
    clock, busy = [], []
    for claim in claims:
        began, worked = time.perf_counter(), cores()
        step(claim)
        clock.append((time.perf_counter() - began) * 1000)
        busy.append((cores() - worked) * 1000)
    figures = (f"{what} p50 {p50:6.2f} ms, p95 {p95:6.2f} ms" for what, (p50, p95) in spread(clock, busy).items())
    print(f"{name:>22}: {'; '.join(figures)}; n = {len(claims)}")


def spread(clock: list[float], busy: list[float]) -> dict[str, tuple[float, float]]:
    """Median and 95th percentile of both."""
    ordered = {"clock": sorted(clock), "cores": sorted(busy)}
    return {name: (spans[len(spans) // 2], spans[int(len(spans) * 0.95)]) for name, spans in ordered.items()}


def cores() -> float:
    """Seconds for which this process and the server's that serves it have been on a core (Linux)."""
    from django.db import connection

    pid = connection.connection.info.backend_pid
    return time.process_time() + int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def judging(pairs: list[Pair]) -> str:
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


def main() -> None:
    number = int(os.environ.get("CLAIMS", "100000"))
    with desk(claims=25):
        began = time.perf_counter()
        fill(number)
        load = f"load {os.getloadavg()[0]:.1f}"
        print(f"{number:,} claims, {machine()}, {load}; copied in and indexed in {time.perf_counter() - began:.0f} s")
        report()
    print(judging(parse_pairs(PAIRS.read_text(encoding="utf-8").splitlines())))


if __name__ == "__main__":
    main()
