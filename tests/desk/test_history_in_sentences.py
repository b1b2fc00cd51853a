"""Events in sentences."""

from typing import Any

import pytest

from claims.pages import history


def event(verb: str, *, by: str | None = "Rita", note: str | None = None, **after: Any) -> dict[str, Any]:
    return {"verb": verb, "actor": {"id": 1, "name": by} if by else None, "before": {}, "after": after, "note": note}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (event("claim.taken"), "Rita took it"),
        (event("claim.found", by=None), "The desk found it in the article"),
        (event("claim.sent_back", by="Omar", note="second source?"), "Omar sent it back: “second source?”"),
        (event("claim.dismissed", dismiss_reason="out_of_scope"), "Rita dismissed it as out of scope"),
        (
            event("claim.dismissed", dismiss_reason="duplicate", duplicate_of=7, note="same words"),
            "Rita dismissed it as a duplicate of claim 7: “same words”",
        ),
        (event("claim.assigned", assignee=3), "Rita made it somebody's job"),
        (event("claim.assigned", assignee=None), "Rita made it nobody's job"),
        (event("claim.some_new_thing"), "Rita: claim some new thing"),
    ],
)
def test_each_event_is_a_sentence(line: dict[str, Any], told: str) -> None:
    assert history.sentence(line) == told


def test_a_verdict_s_own_events_are_told_once() -> None:
    assert history.sentence(event("verdict.published", by="Omar")) is None
    assert history.alone(event("verdict.published", by="Omar")) == "Omar signed it off: it is published"
    assert history.alone(event("verdict.withdrawal_asked", note="a mix-up")) == (
        "Rita asked to withdraw the verdict: “a mix-up”"
    )


def test_a_note_with_braces_is_only_text() -> None:
    assert history.sentence(event("claim.reopened", note="{who} {0}")) == "Rita reopened it: “{who} {0}”"
