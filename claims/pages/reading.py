"""A claim's reading (the contract's object) in one line, and as the rows of a list of definitions."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from . import figures

Reading = Mapping[str, Any]
SIDES = {
    "donor": noop("the donor"),
    "recipient": noop("the recipient"),
    "third_party": noop("a third party"),
    "press": noop("the press"),
}
MEASURES = {"increment": noop("on top of what was there"), "total": noop("in all"), "estimate": noop("an estimate")}


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
    parts = [_parties(reading), *what, _place(reading), _due(reading), _("denied") if reading["negated"] else None]
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
    yield "speaker", _("Said by"), said_by
    yield "side", _("Speaks for"), _known(SIDES, reading["side"])
    yield "origin", _("Leans on"), reading["origin"]
    yield "kind", _("About"), ", ".join(part for part in (words(reading["kind"]), words(reading["step"])) if part)
    yield "modality", _("How it is said"), words(reading["modality"]) + (_(", denied") if reading["negated"] else "")
    yield "condition", _("If"), reading["condition"]
    yield "actor", _("From whom"), _name(reading["actor"])
    yield "recipient", _("To whom"), _name(reading["recipient"])
    yield "item", _("What"), reading["item"]
    yield "quantity", _("How many"), _figure(_things({**reading, "item": None}), reading["quantity"])
    yield "amount", _("How much"), _figure(_money(reading), reading["amount"])
    yield "measure", _("Counted"), _known(MEASURES, reading["measure"])
    yield "place", _("Where"), reading["place"]
    yield "happened", _("Happened"), _span(reading["happened"])
    yield "due", _("Due"), _span(reading["due"])


def _known(names: Mapping[str, str], code: str | None) -> str | None:
    return _(names[code]) if code is not None and code in names else None


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
