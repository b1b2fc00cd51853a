"""Where a thing happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.predicates import Frame
from claims.extraction.shapes import Party
from claims.extraction.stage import Stage

if TYPE_CHECKING:
    pass
from claims.extraction.receivers import bounds


def place_of(stage: Stage, frame: Frame, actor: Party | None, recipient: Party | None) -> str | None:
    """Where it happens: a name after "in", "at", "near", "from" or "to" that is not the actor."""
    low, high = bounds(frame)
    for mention in stage.mentions:
        if not low <= mention.start < high or mention.form not in ("name", "place", "capital"):
            continue
        words = stage.text[low : mention.start].lower().split()
        word = (
            words[-2]
            if words[-1:] in (["the"], ["southern"], ["northern"], ["eastern"], ["western"]) and len(words) > 1
            else (words or [""])[-1]
        )
        same = recipient is not None and recipient.name == mention.entity.name and mention.form != "place"
        if (
            word
            in (
                "in",
                "at",
                "near",
                "into",
                "from",
                "to",
                "on",
                "inside",
                "across",
                "reached",
                "through",
                "entered",
                "outside",
            )
            and not same
        ) and (actor is None or mention.entity.name != actor.name or mention.form == "place"):
            return stage.text[mention.start : mention.end]
    return None
