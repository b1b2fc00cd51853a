"""Cases written down as people read them: what was said, line by line, and what that comes to on a day.

Columns stand two blanks apart: number, day, side, step, figure, and what else is known of the claim. A line that
begins with ``=`` says what the ledger must show on its day, by what was known then. docs/ledger.md is full of them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from claims.ledger import Entry, Rated, as_object, known, timeline
from claims.ledger.statements import TROOP_STEPS

NUMBER = r"\d+(?:\.\d+)?"
FIGURE = re.compile(rf"(?P<sign>[+~]?)(?P<low>{NUMBER})?(?:(?P<dots>\.\.)(?P<high>{NUMBER})?)?(?: (?P<of>.+))?")
STATES = {"open", "kept", "partly_kept", "broken", "withdrawn"}
NAMES = {"slipped": "days_slipped", "overdue": "days_overdue", "moved": "last_movement", "share": "share_delivered"}


@dataclass
class Example:
    entries: list[Entry] = field(default_factory=list)
    rated: list[Rated] = field(default_factory=list)
    expected: list[tuple[date, list[str]]] = field(default_factory=list)

    @property
    def kind(self) -> Any:
        return "troops" if all(entry.step in TROOP_STEPS for entry in self.entries) else "aid"

    def on(self, day: date) -> dict[str, Any]:
        """The timeline on a day, by what was known then."""
        return as_object(timeline(known(self.entries, day), today=day, kind=self.kind, rated=self.rated))

    def check(self) -> None:
        """Hold what the example promises; an example that promises nothing is none."""
        assert self.expected
        for day, items in self.expected:
            shown = self.on(day)
            for item in items:
                wanted, found = _expectation(item, shown)
                assert found == wanted, f"{day}: {item}, but {found}"


def example(text: str) -> Example:
    made = Example()
    for row in filter(None, (row.strip() for row in text.splitlines())):
        if row.startswith("="):
            day, _, items = row[1:].strip().partition(": ")
            made.expected.append((date.fromisoformat(day), [item.strip() for item in items.split(",")]))
        elif row.startswith("rated"):
            _, day, state, *share = row.split()
            made.rated.append(Rated(date.fromisoformat(day), state, Decimal(share[0]) if share else None))  # type: ignore[arg-type]  # written by hand
        else:
            made.entries.append(entry(row))
    return made


def entry(row: str) -> Entry:
    number, day, side, step, said, *more = re.split(r"\s{2,}", row)
    slots: dict[str, Any] = {"id": int(number), "said_on": date.fromisoformat(day), "step": step}
    slots |= {"kind": "troops" if step in TROOP_STEPS else "aid", "side": None if side == "-" else side}
    for figure in said.split(" worth ") if said != "-" else ():
        slots |= _figure(figure)
    for detail in more:
        slots |= _detail(detail)
    return Entry(**slots)


def _figure(text: str) -> dict[str, Any]:
    parts = FIGURE.fullmatch(text)
    assert parts, text
    low = Decimal(parts["low"]) if parts["low"] else None
    high = Decimal(parts["high"]) if parts["high"] else None if parts["dots"] else low
    money = bool(re.fullmatch("[A-Z]{3}", parts["of"] or ""))
    name, scale = ("amount", "currency") if money else ("quantity", "unit")
    precision = "exact" if low == high else "at_least" if high is None else "at_most" if low is None else "range"
    measure = {"+": "increment", "~": "estimate", "": "total"}[parts["sign"]]
    figure = {f"{name}_min": low, f"{name}_max": high, f"{name}_{scale}": parts["of"], f"{name}_precision": precision}
    return {**figure, "measure": measure}


def _detail(text: str) -> dict[str, Any]:
    word, _, rest = text.partition(" ")
    if word in ("promised", "planned", "possible", "reported"):
        return {"modality": word}
    days = {"by": "due_to", "happened": "happened_to"}
    if word in days:
        return {days[word]: date.fromisoformat(rest)}
    names = {"citing": "origin", "speaker": "speaker", "outlet": "outlet", "behind": "origin_side"}
    if word in names:
        return {names[word]: rest}
    return {"negated": True} if word == "not" else {"repeats": int(rest)}


def _expectation(item: str, shown: dict[str, Any]) -> tuple[Any, Any]:
    """What an item like "outstanding 10..14" or "[EUR] delivered 5" promises, and what the timeline shows for it."""
    words = item.split()
    if words[0].startswith("[") and (scale := words.pop(0).strip("[]")):
        shown = next(line for line in [shown, *shown["lines"]] if (line["unit"] or "none") == scale)
    summary = shown["summary"]
    if words in (["disputed"], ["undisputed"]):
        return words == ["disputed"], summary["disputed"]
    if len(words) == 1 and words[0] in STATES:
        return (words[0], 0), (summary["state"], summary["days_overdue"])
    if words[0] == "overdue":
        return ("overdue", int(words[1])), (summary["state"], summary["days_overdue"])
    if words[0] == "points":
        return words[2:], [_mark(point) for point in shown[words[1]]]
    if words[0] == "estimates":
        return words[1:], [f"{one['step']}:{_span(one)}" for one in shown["estimates"]]
    found = summary[NAMES.get(words[0], words[0])]
    return words[1], _text(found)


def _mark(point: dict[str, Any]) -> str:
    """A point as it is written in an example: its figure, and an exclamation mark where it is confirmed."""
    return _span(point) + ("!" if point.get("confirmed") else "")


def _span(point: dict[str, Any]) -> str:
    return point["value"] or _text({"min": point["min"], "max": point["max"]})


def _text(found: Any) -> str:
    if isinstance(found, dict):
        ends = (found["min"], found["max"])
        return "?" if ends == (None, None) else "..".join(end or "" for end in ends)
    return str(found)


def examples(markdown: str) -> Iterable[tuple[str, str]]:
    """The blocks of a page that are marked as ledger, each with the heading it stands under."""
    heading = ""
    for part in re.finditer(r"^#+ (?P<heading>[^\n]+)$|^```ledger\n(?P<block>.*?)^```$", markdown, re.M | re.S):
        heading = part["heading"] or heading
        if part["block"]:
            yield heading, part["block"]
