"""How much a sentence deserves checking, 0 to 1, and why: a logistic model over features that a person can read.

The weights are learnt by ``claims.extraction.training.train`` from this project's own labelled sentences alone.
"""

from __future__ import annotations

import json
import math
import re
from datetime import date
from functools import cache

from claims.extraction.actors import find_mentions
from claims.extraction.dates import find_dates
from claims.extraction.figures import Figure, find_figures
from claims.extraction.items import Item, find_items
from claims.extraction.lexicon import DATA, table

ANY_DAY = date(2024, 7, 1)  # only whether a sentence names a day matters here, not which
SHORT, LONG = 6, 14
REASONS = 4


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile(rf"\b(?:{'|'.join(row['words'])})\b", re.IGNORECASE)
        for name, row in table("worthiness")["cues"].items()
    }


@cache
def weights() -> dict[str, float]:
    """Feature to weight; ``bias`` is what a sentence without any feature starts from."""
    read: dict[str, float] = json.loads((DATA / "worthiness.json").read_text(encoding="utf-8"))["weights"]
    return read


def features(text: str) -> dict[str, float]:
    """The features of one sentence, each 0 or 1."""
    figures, items = find_figures(text), find_items(text)
    found = {name: float(bool(cue.search(text))) for name, cue in _cues().items()}
    found |= _facts(text, figures, items)
    ours = max(found["aid"], found["troops"])
    found["figure of aid or troops"] = ours * max(found["quantity"], found["amount"])
    found["actor of aid or troops"] = ours * found["named actor"]
    found["question"] = float(text.rstrip(" \"”’'").endswith("?"))
    length = len(text.split())
    found["short"], found["long"] = float(length < SHORT), float(length > LONG)
    return found


def _facts(text: str, figures: list[Figure], items: list[Item]) -> dict[str, float]:
    return {
        "quantity": float(any(not figure.money and not figure.yearlike for figure in figures)),
        "amount": float(any(figure.money for figure in figures)),
        "share": float(
            bool(re.search(r"%|\bper ?cent\b|\b(?:half|third|quarter|fifth|tenth) of\b|\bout of (?:\w+)\b", text))
        ),
        "date": float(bool(find_dates(text, ANY_DAY))),
        "aid": float(any(item.sort.role is None and item.sort.strength != "package" for item in items)),
        "troops": float(any(item.sort.role is not None for item in items)),
        "named actor": float(any(mention.form != "official" for mention in find_mentions(text))),
    }


def worth(text: str) -> tuple[float, tuple[str, ...]]:
    """The worth of a sentence and the features that raised it most, best first."""
    found = features(text)
    learnt = weights()
    total = learnt["bias"] + sum(learnt[name] * value for name, value in found.items())
    raised = sorted((name for name, value in found.items() if value and learnt[name] > 0.2), key=lambda n: -learnt[n])
    return 1 / (1 + math.exp(-total)), tuple(raised[:REASONS])
