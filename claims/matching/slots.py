"""Every slot of two statements, compared one by one."""

from __future__ import annotations

from rapidfuzz import fuzz

from claims.matching.figures import compare_figures
from claims.matching.findings import Bearing, Finding, agrees, apart, both, differs, unknown
from claims.matching.items import Kinship, kinship, says_what
from claims.matching.statement import Statement, Who
from claims.matching.times import PASSING, compare_days, compare_deadlines
from claims.matching.unread import compare_mentions

SAME_PLACE = 80.0  # RapidFuzz ratio of place names
UNCERTAIN = "possible"


def compare_slots(a: Statement, b: Statement) -> list[Finding]:
    """What agrees and what differs, in the order in which a person asks; slots that neither has say nothing."""
    giver = "troops of the same state", "state of the troops"
    if "troops" not in (a.kind, b.kind):
        giver = "same donor", "donor"
    return [
        *_kinds(a, b),
        *_parties(a.actor, b.actor, 2.0, *giver),
        *_parties(a.recipient, b.recipient, 1.5, "same recipient", "recipient"),
        *_items(a, b),
        *_steps(a, b),
        *(compare_figures(a, b) or compare_mentions(a, b)),
        *_measures(a, b),
        *compare_deadlines(a, b),
        *compare_days(a, b),
        *_places(a, b),
        *_certainty(a, b),
        *_speakers(a, b),
        *_articles(a, b),
    ]


def _kinds(a: Statement, b: Statement) -> list[Finding]:
    if a.is_read and b.is_read and a.kind != b.kind:
        return [apart(1.0, f"kind differs: {both(a.kind, b.kind)}")]
    return []


def _parties(a: Who | None, b: Who | None, weight: float, same: str, role: str) -> list[Finding]:
    if a is None or b is None:
        return [unknown(weight)] if a or b else []
    if a == b:
        return [agrees(weight, same)]
    return [apart(weight, f"{role} differs: {both(a.name, b.name)}")]


def _items(a: Statement, b: Statement) -> list[Finding]:
    weight = 2.5
    if not (a.item and b.item and says_what(a.item) and says_what(b.item)):
        return [unknown(weight)] if says_what(a.item) or says_what(b.item) else []
    filed = a.item_category is not None and a.item_category == b.item_category
    kin = kinship(a.item, b.item, one_category=filed)
    if kin is Kinship.SAME:
        return [agrees(weight, "same item")]
    if kin is Kinship.WIDER:
        return [agrees(weight, f"items that may be one: {both(a.item, b.item)}", 0.6)]
    if kin is Kinship.NEAR:
        return [differs(weight, f"item differs: {both(a.item, b.item)}", 0.5)]
    return [apart(weight, f"item differs: {both(a.item, b.item)}")]


def _steps(a: Statement, b: Statement) -> list[Finding]:
    if a.step is None or b.step is None:
        return []
    if a.step == b.step:
        return [agrees(1.0, f"same step: {a.step}")]
    return [differs(1.0, f"step differs: {both(a.step, b.step)}", 0.3)]


def _measures(a: Statement, b: Statement) -> list[Finding]:
    """What came on top ("another eight") beside all ("eight so far"), of things that are counted as they happen."""
    if {a.measure, b.measure} == {"increment", "total"} and a.step == b.step and a.step in PASSING:
        return [differs(1.0, "one counts what came on top, the other all")]
    return []


def _places(a: Statement, b: Statement) -> list[Finding]:
    """Another place tells troops apart, unless one may lie in the other: named in its words, or of one recipient."""
    if not (a.place and b.place):
        return []
    if fuzz.token_set_ratio(a.place.casefold(), b.place.casefold()) >= SAME_PLACE:
        return [agrees(1.0, "same place")]
    nested = a.place in b.quote or b.place in a.quote or (a.recipient and a.recipient == b.recipient)
    if nested or "troops" not in (a.kind, b.kind):
        return []
    return [apart(1.0, f"place differs: {both(a.place, b.place)}")]


def _certainty(a: Statement, b: Statement) -> list[Finding]:
    if a.negated != b.negated:
        return [differs(1.0, "one denies it")]
    if a.modality and b.modality and (a.modality == UNCERTAIN) != (b.modality == UNCERTAIN):
        return [differs(1.0, "only one says it is sure", 0.3)]
    return []


def _speakers(a: Statement, b: Statement) -> list[Finding]:
    return [agrees(0.5, "same speaker")] if a.speaker and a.speaker == b.speaker else []


def _articles(a: Statement, b: Statement) -> list[Finding]:
    """A repetition within one article is worth telling, and neither more nor less alike for it."""
    once = a.article is not None and a.article == b.article
    return [Finding(Bearing.NEUTRAL, 0.0, 0.0, "in the same article")] if once else []
