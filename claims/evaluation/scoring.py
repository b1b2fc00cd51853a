"""Paragraphs and what was read in them → how well claims are found, and each slot of those that were."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from claims.evaluation.estimates import Estimate, f_score, proportion, rate
from claims.evaluation.gold import Label, Paragraph
from claims.evaluation.pairing import meet, pair
from claims.evaluation.slots import SLOTS, Mark, mark
from claims.extraction.shapes import Reading

KINDS = ("aid", "troops")
CONFUSED = ("step", "modality", "side", "measure")
Confusion = Mapping[tuple[str, str], int]  # (right, read) → claims


@dataclass(frozen=True, slots=True)
class Outcome:
    """One paragraph: the claims that were found, those that were missed, and those that are none.

    ``statements`` are checkable sentences of neither kind, which the labels say nothing of.
    """

    paragraph: Paragraph
    pairs: tuple[tuple[Label, Reading], ...]
    missed: tuple[Label, ...]
    false: tuple[Reading, ...]
    statements: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Detection:
    """Claims found, found where there is none, and missed."""

    hits: int
    false: int
    missed: int

    @property
    def precision(self) -> Estimate:
        return proportion(self.hits, self.hits + self.false)

    @property
    def recall(self) -> Estimate:
        return proportion(self.hits, self.hits + self.missed)

    @property
    def f1(self) -> Estimate:
        return f_score(self.hits, self.false, self.missed)


@dataclass(frozen=True, slots=True)
class SlotScore:
    """One slot over the claims that were found.

    ``accuracy`` counts every claim, ``precision`` those where something was read, ``recall`` those where something
    had to be.
    """

    accuracy: Estimate
    precision: Estimate
    recall: Estimate


def compare(paragraph: Paragraph, readings: Sequence[Reading]) -> Outcome:
    """Pair the aid and troops claims of one paragraph with its labels; a ``statement`` counts neither way.

    What answers an optional label counts neither way, nor does what is left over and meets one.
    """
    found = [reading for reading in readings if reading.kind in KINDS]
    spans = [(reading.start, reading.end) for reading in found]
    labels = paragraph.labels
    pairs = pair([(label.start, label.end) for label in labels], spans)
    answered, used = {i for i, _ in pairs}, {j for _, j in pairs}
    free = [(label.start, label.end) for label in labels if label.optional]
    return Outcome(
        paragraph,
        tuple((labels[i], found[j]) for i, j in pairs if not labels[i].optional),
        tuple(label for i, label in enumerate(labels) if i not in answered and not label.optional),
        tuple(
            reading
            for j, reading in enumerate(found)
            if j not in used and not any(meet(span, spans[j]) for span in free)
        ),
        tuple(reading for reading in readings if reading.kind not in KINDS),
    )


def detection(outcomes: Iterable[Outcome], kind: str | None = None) -> Detection:
    """How well claims are found: over all, whatever kind they were taken for; or as claims of one kind."""
    hits = false = missed = 0
    for outcome in outcomes:
        false += sum(kind in (None, reading.kind) for reading in outcome.false)
        missed += sum(kind in (None, label.kind) for label in outcome.missed)
        for label, reading in outcome.pairs:
            right = kind is None or reading.kind in label.answers("kind")
            hits += right and kind in (None, label.kind)
            missed += not right and label.kind == kind
            false += not right and reading.kind == kind
    return Detection(hits, false, missed)


def false_alarms(outcomes: Iterable[Outcome]) -> Estimate:
    """False claims per 100 paragraphs in which no claim has to be found."""
    empty = [outcome for outcome in outcomes if outcome.paragraph.is_empty]
    return rate(sum(len(outcome.false) for outcome in empty), len(empty))


def marks(label: Label, reading: Reading) -> dict[str, Mark]:
    """The mark of every slot by its name."""
    return {slot.name: mark(slot, label, reading) for slot in SLOTS}


def slot_scores(outcomes: Iterable[Outcome]) -> dict[str, SlotScore]:
    """Every slot by itself over the claims that were found."""
    marked = [marks(*found) for outcome in outcomes for found in outcome.pairs]
    return {slot.name: _slot_score([each[slot.name] for each in marked]) for slot in SLOTS}


def _slot_score(marked: Sequence[Mark]) -> SlotScore:
    return SlotScore(
        _share([each.right for each in marked]),
        _share([each.right for each in marked if each.given]),
        _share([each.right for each in marked if each.needed]),
    )


def _share(cases: Sequence[bool]) -> Estimate:
    return proportion(sum(cases), len(cases))


def confusion(outcomes: Iterable[Outcome], slot: str) -> Confusion:
    """What was read for what is right; a further right answer counts as the labelled one. Null is "–"."""
    table: Counter[tuple[str, str]] = Counter()
    for outcome in outcomes:
        for label, reading in outcome.pairs:
            read, answers = getattr(reading, slot), label.answers(slot)
            table[_word(read if read in answers else answers[0]), _word(read)] += 1
    return table


def _word(value: str | None) -> str:
    return "–" if value is None else value


def summary(outcomes: Sequence[Outcome]) -> dict[str, Estimate]:
    """Every figure by name: those of ``found_figures``, "false claims", and each slot by its accuracy."""
    return found_figures(outcomes) | {"false claims": false_alarms(outcomes)} | slot_figures(outcomes)


def found_figures(outcomes: Sequence[Outcome]) -> dict[str, Estimate]:
    """ "precision", "recall" and "f1" over all, and "aid f1" and the like by kind."""
    figures: dict[str, Estimate] = {}
    for kind in (None, *KINDS):
        score, lead = detection(outcomes, kind), f"{kind} " if kind else ""
        figures |= {f"{lead}precision": score.precision, f"{lead}recall": score.recall, f"{lead}f1": score.f1}
    return figures


def slot_figures(outcomes: Sequence[Outcome]) -> dict[str, Estimate]:
    """The accuracy of each slot by its name."""
    return {name: score.accuracy for name, score in slot_scores(outcomes).items()}
