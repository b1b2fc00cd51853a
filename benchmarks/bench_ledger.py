"""A case of 5,000 claims, added up and made into the contract's object. No database, no server.

make bench
"""

import random
import statistics
import time
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from benchmarks.desk import machine
from claims.ledger import Entry, as_object, timeline
from claims.ledger.shapes import Step

CLAIMS, ROUNDS, LIMIT_MS = 5_000, 15, 300
STEPS: tuple[Step, ...] = ("pledged", "committed", "allocated", "delivered", "delivered", "delivered", "cancelled")
TROOP_STEPS: tuple[Step, ...] = ("announced", "training", "deployed", "at_front", "withdrawn", "losses")


def main() -> None:
    chance = random.Random(5)  # noqa: S311  # figures for a benchmark, the same each time
    cases = {
        "aid, spread over 4 years": [_claim(chance, number, days=1_500) for number in range(CLAIMS)],
        "aid, all in one week": [_claim(chance, number, days=7) for number in range(CLAIMS)],
        "troops": [_troops(chance, number) for number in range(CLAIMS)],
    }
    print(f"{CLAIMS:,} claims, {ROUNDS} rounds, {machine()}")
    for name, entries in cases.items():
        kind = entries[0].kind
        took = []
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            as_object(timeline(entries, today=date(2025, 6, 1), kind=kind))
            took.append((time.perf_counter() - begun) * 1_000)
        print(f"{name:>26}: median {statistics.median(took):6.1f} ms, slowest {max(took):6.1f} ms")
        assert statistics.median(took) < LIMIT_MS, f"{name}: over {LIMIT_MS} ms"


def _claim(chance: random.Random, number: int, *, days: int) -> Entry:
    """A claim about aid; three in ten repeat an earlier one, a few have no figure, every other an amount beside it."""
    low, wide = chance.randint(1, 500), chance.choice((0, 0, 0, 40))
    said_on = date(2021, 1, 1) + timedelta(days=chance.randrange(days))
    worth = Decimal(low) * 1_000_000 if number % 2 else None
    return Entry(
        id=number,
        said_on=said_on,
        kind="aid",
        step=chance.choice(STEPS),
        measure=chance.choice(("total", "increment")),
        side=chance.choice(("donor", "recipient", "third_party", "press")),
        quantity_min=Decimal(low),
        quantity_max=Decimal(low + wide),
        quantity_precision="range" if number % 20 else None,
        quantity_unit=chance.choice(("vehicle", "vehicle", "tank", "system")),
        amount_min=worth,
        amount_max=worth,
        amount_precision="exact" if worth else None,
        amount_currency=chance.choice(("EUR", "USD")),
        due_to=said_on + timedelta(days=200) if chance.random() < 0.3 else None,
        happened_to=said_on - timedelta(days=3) if chance.random() < 0.3 else None,
        repeats=chance.randrange(number) if number and chance.random() < 0.3 else None,
        origin=f"Agency {chance.randrange(400)}" if chance.random() < 0.5 else None,
    )


def _troops(chance: random.Random, number: int) -> Entry:
    told = _claim(chance, number, days=600)
    step = chance.choice(TROOP_STEPS)
    return replace(told, kind="troops", step=step, quantity_unit="troops", amount_precision=None)


if __name__ == "__main__":
    main()
