"""What a signature changes for the public: what stands there now, and what will stand there, side by side."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from claims.models import Verdict
from claims.pages import differences, reading

from .doors import Context

Shown = Mapping[str, Any]
LONGEST_PLACE = 300


def before_and_after(old: Verdict, new: Shown) -> Context:
    """The published verdict beside the one that is to replace it (the contract's object), differences marked."""
    before = {piece.url: (piece.quote, piece.stance) for piece in old.evidence.all()}
    after = {piece["url"]: (piece["quote"] or "", piece["stance"]) for piece in new["evidence"]}
    judged = zip(reading.parts(old.reading), reading.parts(new["reading"]), strict=True)
    return {
        "old": old,
        "summary": differences.marked(old.summary, new["summary"]),
        "explanation": differences.marked(old.explanation, new["explanation"]),
        "reading": [(was.label, was.value, now.value) for was, now in judged if was.value != now.value],
        "evidence_gone": [piece for piece in old.evidence.all() if piece.url not in after],
        "evidence_new": [piece for piece in new["evidence"] if piece["url"] not in before],
        "evidence_changed": [p for p in new["evidence"] if before.get(p["url"], after[p["url"]]) != after[p["url"]]],
    }


def places(verdict: Shown) -> list[tuple[str, str]]:
    """What a note can be about: its name in the form, and in words."""
    pieces = [
        (f"evidence-{n}", _("Evidence %(n)d: %(title)s") % {"n": n, "title": piece["title"][:80]})
        for n, piece in enumerate(verdict["evidence"], 1)
    ]
    judged = reading.parts(verdict["reading"]) if verdict["claim"] else []  # a case's verdict judges its ledger
    parts = [(f"part-{part.name}", part.label) for part in judged if part.value]
    return [("rating", _("Rating")), ("summary", _("Summary")), ("explanation", _("Explanation")), *pieces, *parts]


def placed(note: str, *, place: str, words: str, verdict: Shown) -> str:
    """The note with the place that it is about before it: “Summary, “two systems”: …”."""
    where = [dict(places(verdict)).get(place, ""), f"“{words}”" if words else ""]
    about = ", ".join(part for part in where if part)
    return f"{about}: {note}" if about and note else note
