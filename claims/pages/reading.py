"""A claim's reading (the contract's object) in one line, and as the rows of a list of definitions."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from . import figures

Reading = Mapping[str, Any]
SIDES = {"donor": "the donor", "recipient": "the recipient", "third_party": "a third party", "press": "the press"}
MEASURES = {"increment": "on top of what was there", "total": "in all", "estimate": "an estimate"}


class Part(NamedTuple):
    """One line of a reading; `value` is None where it is not known."""

    name: str
    label: str
    value: str | None


def in_one_line(reading: Reading) -> str:
    """Who to whom · how many of what · where · until when, as far as it is known; empty where nothing is.

    "Germany → Ukraine · 3 IRIS-T systems · by 31 Dec 2024"
    """
    what = [part for part in (_things(reading), _money(reading)) if part] or [reading["item"]]
    parts = [_parties(reading), *what, _place(reading), _due(reading), "denied" if reading["negated"] else None]
    return " · ".join(part for part in parts if part)


def rows(reading: Reading) -> list[tuple[str, str]]:
    """The whole reading, name by name, without what is not known."""
    return [(part.label, part.value) for part in parts(reading) if part.value]


def parts(reading: Reading) -> list[Part]:
    """The whole reading, part by part, also those of which nothing is known."""
    return [Part(*part) for part in _parts(reading)]


def words(code: str | None) -> str:
    """A word of the contract as people write it: `at_front` is "at front"."""
    return (code or "").replace("_", " ")


def _parts(reading: Reading) -> Iterator[tuple[str, str, str | None]]:
    speaker = reading["speaker"]
    said_by = ", ".join(part for part in (speaker["name"], speaker["role"]) if part) if speaker else None
    yield "speaker", "Said by", said_by
    yield "side", "Speaks for", SIDES.get(reading["side"] or "")
    yield "origin", "Leans on", reading["origin"]
    yield "kind", "About", ", ".join(part for part in (words(reading["kind"]), words(reading["step"])) if part)
    yield "modality", "How it is said", words(reading["modality"]) + (", denied" if reading["negated"] else "")
    yield "condition", "If", reading["condition"]
    yield "actor", "From whom", _name(reading["actor"])
    yield "recipient", "To whom", _name(reading["recipient"])
    yield "item", "What", reading["item"]
    yield "quantity", "How many", _figure(_things({**reading, "item": None}), reading["quantity"])
    yield "amount", "How much", _figure(_money(reading), reading["amount"])
    yield "measure", "Counted", MEASURES.get(reading["measure"] or "")
    yield "place", "Where", reading["place"]
    yield "happened", "Happened", _span(reading["happened"])
    yield "due", "Due", _span(reading["due"])


def _name(actor: Mapping[str, Any] | None) -> str | None:
    return f"{actor['name']} ({actor['code']})" if actor and actor["code"] else actor["name"] if actor else None


def _parties(reading: Reading) -> str | None:
    giver, receiver = (reading[key]["name"] if reading[key] else None for key in ("actor", "recipient"))
    if giver and receiver:
        return f"{giver} → {receiver}"
    return giver or (f"→ {receiver}" if receiver else None)


def _things(reading: Reading) -> str | None:
    figure = reading["quantity"]
    return figures.quantity(figure, reading["item"]) if figure else None


def _money(reading: Reading) -> str | None:
    return figures.amount(reading["amount"]) if reading["amount"] else None


def _place(reading: Reading) -> str | None:
    return f"in {reading['place']}" if reading["place"] else None


def _due(reading: Reading) -> str | None:
    due = reading["due"]
    if not due:
        return None
    text = figures.period({**due, "from": due["from"] or None})
    whole = due["from"] and due["to"]
    return f"due {text}" if whole else text


def _span(span: Mapping[str, Any] | None) -> str | None:
    if not span:
        return None
    said = span["text"]
    text = figures.period(span)
    return text if not said or said == text else f"{text} (“{said}”)"


def _figure(text: str | None, figure: Mapping[str, Any] | None) -> str | None:
    said = figure["text"] if figure else None
    return f"{text} (“{said}”)" if text and said and said not in text else text


def latest_day(reading: Reading) -> date | None:
    """The last day of its deadline, where it has one."""
    due = reading["due"] or {}
    return date.fromisoformat(due["to"]) if due.get("to") else None
