"""Measure the rules on the labelled public sets: ``python -m tests.extraction.public_sets FOLDER``.

FOLDER holds quotes.jsonl, quantities.jsonl, dates.jsonl and worthiness.jsonl. Nothing is trained on them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np

from claims.extraction.dates import find_dates
from claims.extraction.figures import find_figures
from claims.extraction.quotes import find_quotes
from claims.extraction.training.train import average_precision
from claims.extraction.worthiness import worth

Row = dict[str, Any]


def rows(folder: Path, name: str) -> Iterator[Row]:
    with (folder / f"{name}.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def scores(right: int, found: int, wanted: int) -> str:
    precision, recall = right / max(1, found), right / max(1, wanted)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return f"precision {precision:.2f} recall {recall:.2f} F1 {f1:.2f} (n {wanted})"


def quantities(folder: Path) -> str:
    right = found = wanted = 0
    for row in rows(folder, "quantities"):
        figures = find_figures(row["text"])
        found, wanted = found + len(figures), wanted + len(row["quantities"])
        for label in row["quantities"]:
            low, high = (None if label[end] is None else Decimal(label[end]) for end in ("min", "max"))
            right += any(
                (f.min, f.max) == (low, high) and f.start < label["end"] and label["start"] < f.end for f in figures
            )
    return scores(right, found, wanted)


def dates(folder: Path) -> str:
    right = found = wanted = 0
    for row in rows(folder, "dates"):
        labels = [label for label in row["dates"] if label["type"] in ("date", "daterange")]
        on = date.fromisoformat(row["reference"])
        both = [find_dates(row["text"], on, ahead=ahead) for ahead in (True, False)]
        found, wanted = found + len(both[0]), wanted + len(labels)
        right += sum(any(is_date(label, day) for days in both for day in days) for label in labels)
    return scores(right, found, wanted)


def is_date(label: Row, day: Any) -> bool:
    """Whether a day found is one of the label's values; the end of a range is the day after it."""
    for value in label["values"]:
        first, last = value.get("value", value.get("start")), value.get("value")
        if last is None and value.get("end"):
            try:
                last = str(date.fromisoformat(value["end"]) - timedelta(days=1))
            except ValueError:
                continue
        if (str(day.first), str(day.last)) == (first, last):
            return True
    return False


def quotes(folder: Path) -> str:
    right = found = wanted = spoken = 0
    for row in rows(folder, "quotes"):
        got = find_quotes(row["text"])
        found, wanted = found + len(got), wanted + len(row["quotes"])
        for label in row["quotes"]:
            hit = next((q for q in got if q.start < label["end"] and label["start"] < q.end), None)
            right += hit is not None
            spoken += hit is not None and same_name(hit.speaker, label["speaker"])
    return f"{scores(right, found, wanted)}; speaker right {spoken / max(1, right):.2f}"


def same_name(got: str | None, wanted: str | None) -> bool:
    if got is None or wanted is None:
        return got is wanted
    return got.lower() in wanted.lower() or wanted.lower() in got.lower()


def worthiness(folder: Path) -> str:
    labelled = [(worth(row["text"])[0], float(row["label"])) for row in rows(folder, "worthiness")]
    given, labels = np.array([score for score, _ in labelled]), np.array([label for _, label in labelled])
    precision = average_precision(given, labels)
    return f"average precision {precision:.3f} (n {len(labels)}, share positive {labels.mean():.2f})"


def main(folder: Path) -> None:
    for measure in (quotes, quantities, dates, worthiness):
        sys.stdout.write(f"{measure.__name__}: {measure(folder)}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
