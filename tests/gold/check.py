"""Place and check the labels of the gold paragraphs.

    python tests/gold/check.py FILE.jsonl…            name every fault; exit status 1 when there is one
    python tests/gold/check.py --place FILE.jsonl…    first write `start` and `end` anew from `quote_contains`

Offsets count Unicode code points, and `text[start:end] == quote_contains` holds for every claim.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

Row = dict[str, Any]

STEPS = {
    "aid": {"pledged", "committed", "allocated", "delivered", "cancelled"},
    "troops": {"announced", "training", "deployed", "at_front", "withdrawn", "losses"},
}
MODALITIES = {"asserted", "promised", "planned", "possible", "reported"}
SIDES = {"donor", "recipient", "third_party", "press"}
MEASURES = {"increment", "total", "estimate", None}
NUMBER_PRECISIONS = {"exact", "about", "at_least", "at_most", "range", "words"}
DATE_PRECISIONS = {"day", "week", "month", "quarter", "half", "season", "year", "unknown"}
WORDS = {"speaker", "actor", "recipient", "item", "condition", "origin"}
SLOTS = WORDS | {
    "quote_contains", "start", "end", "kind", "step", "actor_code", "recipient_code", "quantity", "amount",
    "due", "happened", "modality", "negated", "measure", "side",
}  # fmt: skip
LABELS: dict[str, set[Any]] = {
    "kind": set(STEPS),
    "step": STEPS["aid"] | STEPS["troops"],
    "modality": MODALITIES,
    "negated": {True, False},
    "measure": MEASURES,
    "side": SIDES,
}
ALSO = SLOTS - {"quote_contains", "start", "end", "quantity", "amount", "due"} | {
    f"{slot}_{part}"
    for slot, parts in {
        "quantity": ("min", "max", "unit", "precision"),
        "amount": ("min", "max", "currency", "precision"),
        "due": ("from", "to", "precision"),
    }.items()
    for part in parts
}


def placed(row: Row) -> Row:
    """The row with `start` and `end` of every claim computed from its `quote_contains`.

    Raises ValueError when the words do not stand in the text exactly once.
    """
    return {**row, "claims": [_placed_claim(claim, row["text"]) for claim in row["claims"]]}


def _placed_claim(claim: Row, text: str) -> Row:
    quote = claim["quote_contains"]
    if text.count(quote) != 1:
        raise ValueError(f"{quote!r} stands {text.count(quote)} times in {text!r}")
    start = text.index(quote)
    rest = {key: value for key, value in claim.items() if key not in {"quote_contains", "start", "end"}}
    return {"quote_contains": quote, "start": start, "end": start + len(quote), **rest}


def faults(rows: list[Row]) -> list[str]:
    """Every fault of a file's rows as `id: what is wrong`; an empty list when there is none."""
    found = [f"{row['id']}: {fault}" for row in rows for fault in _row_faults(row)]
    for key in ("id", "text"):
        values = [row[key] for row in rows]
        found += [f"{value!r}: this {key} stands twice" for value in {v for v in values if values.count(v) > 1}]
    return found


def _row_faults(row: Row) -> Iterator[str]:
    if set(row) != {"id", "published_at", "text", "claims"}:
        yield f"fields {sorted(row)}"
    if not _is_day(row["published_at"]):
        yield f"published_at {row['published_at']!r}"
    spans = [(claim["start"], claim["end"]) for claim in row["claims"]]
    if len(set(spans)) < len(spans):
        yield "two claims with one span"
    for claim in row["claims"]:
        if row["text"][claim["start"] : claim["end"]] != claim["quote_contains"]:
            yield f"{claim['quote_contains']!r} does not stand at {claim['start']}"
        yield from _claim_faults(claim, row["published_at"])


def _claim_faults(claim: Row, published_at: str) -> Iterator[str]:
    if claim["kind"] is None:  # words that may be found as a claim of any reading
        if set(claim) != {"quote_contains", "start", "end", "kind", "optional"} or claim["optional"] is not True:
            yield f"a claim without a kind is optional and has no slots: {claim}"
        return
    if set(claim) - {"also", "optional"} != SLOTS or claim.get("optional", True) is not True:
        yield f"slots {sorted(set(claim) ^ SLOTS)} of {claim['quote_contains']!r}"
        return
    yield from (f"{slot} {claim[slot]!r}" for slot, legal in LABELS.items() if claim[slot] not in legal)
    if claim["step"] not in STEPS.get(claim["kind"], set()):
        yield f"step {claim['step']!r} of {claim['kind']!r}"
    yield from (f"{slot} {claim[slot]!r}" for slot in WORDS if not _is_words(claim[slot]))
    yield from _value_faults(claim, published_at)
    yield from _also_faults(claim.get("also", {}))


def _value_faults(claim: Row, published_at: str) -> Iterator[str]:
    checks: dict[str, Callable[[Any], bool]] = {
        "actor_code": _is_country,
        "recipient_code": _is_country,
        "quantity": lambda value: _is_measure(value, "unit"),
        "amount": lambda value: _is_measure(value, "currency"),
        "due": _is_span,
        "happened": _is_span,
    }
    yield from (f"{slot} {claim[slot]!r}" for slot, legal in checks.items() if not legal(claim[slot]))
    if (claim["measure"] is None) != (claim["quantity"] is None and claim["amount"] is None):
        yield f"measure {claim['measure']!r} with {claim['quantity']!r}, {claim['amount']!r}"
    if claim["due"] and (claim["due"]["to"] or published_at) < published_at:
        yield f"due {claim['due']!r} had passed on {published_at}"
    if (claim["kind"] == "troops") and claim["quantity"] and claim["quantity"]["unit"] != "troops":
        yield f"unit {claim['quantity']['unit']!r} of troops"


def _also_faults(also: Row) -> Iterator[str]:
    for slot, values in also.items():
        known = slot in ALSO and isinstance(values, list) and values
        if not known or not set(values) <= LABELS.get(slot, set(values)):
            yield f"also {slot!r}: {values!r}"


def _is_words(value: object) -> bool:
    return value is None or (isinstance(value, str) and value == value.strip() != "")


def _is_country(value: object) -> bool:
    return value is None or (isinstance(value, str) and re.fullmatch("[A-Z]{2}", value) is not None)


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_span(value: Row | None) -> bool:
    if value is None:
        return True
    if set(value) != {"from", "to", "precision"} or value["precision"] not in DATE_PRECISIONS:
        return False
    days = [value[end] for end in ("from", "to") if value[end] is not None]
    return bool(days) and all(map(_is_day, days)) and days == sorted(days)


def _is_measure(value: Row | None, of: str) -> bool:
    if value is None:
        return True
    if set(value) != {"min", "max", of, "precision"} or value["precision"] not in NUMBER_PRECISIONS:
        return False
    if of == "currency" and value[of] is not None and not re.fullmatch("[A-Z]{3}", value[of]):
        return False
    low, high = value["min"], value["max"]
    if any(not re.fullmatch(r"\d+(\.\d+)?", end) for end in (low, high) if end is not None):
        return False
    match value["precision"]:
        case "exact" | "about":
            return low is not None and high is not None and (low == high or value["precision"] == "about")
        case "at_least":
            return low is not None and high is None
        case "at_most":
            return low is None and high is not None
        case _:
            return low is not None and high is not None and Decimal(low) <= Decimal(high)


def read(path: Path) -> list[Row]:
    """The rows of a JSONL file, in its order."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def main(arguments: list[str]) -> int:
    """Check the files named; with `--place`, compute their offsets first."""
    paths = [Path(argument) for argument in arguments if argument != "--place"]
    if "--place" in arguments:
        for path in paths:
            lines = [json.dumps(placed(row), ensure_ascii=False) + "\n" for row in read(path)]
            path.write_text("".join(lines), encoding="utf-8")
    found = [f"{path.name}: {fault}" for path in paths for fault in faults(read(path))]
    sys.stdout.write("".join(f"{fault}\n" for fault in found))
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
