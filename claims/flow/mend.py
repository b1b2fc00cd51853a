"""What a person reads better than the machine: an editor mends a claim's reading, or adds a claim by hand."""

from datetime import datetime
from typing import Any

from django.db import transaction

from claims import announcing
from claims.matching import signature
from claims.models import Article, Case, Claim, Event, User, casebook, followup, moves
from claims.models.enums import STEPS, ArticleState, Kind, Status
from claims.models.errors import RuleBroken, WrongState
from claims.models.priority import priority

SETTLED = {Status.AWAITING_SIGNOFF, Status.PUBLISHED}  # a verdict that judges the reading stands or is on its way
WORDS = ["kind", "step", "speaker", "attribution", "modality", "negated", "condition", "side", "origin"]
WORDS += ["actor", "recipient", "item", "item_category", "measure", "place"]
FIELDS = {name: name for name in WORDS} | {"speaker_role": "speaker"}  # columns, and what the contract calls them
FIELDS |= {f"{name}_{part}": name for name in ("quantity", "amount") for part in ("min", "max", "precision", "text")}
FIELDS |= {f"{name}_{part}": name for name in ("happened", "due") for part in ("from", "to", "precision", "text")}
FIELDS |= {"quantity_unit": "quantity", "amount_currency": "amount"}
LONGEST_QUOTE = 2000  # code points: a quote is no copy of the article
CONTEXT = 300
ARRIVED = {"delivered", "withdrawn"}


def mend(claim: Claim, *, by: User, now: datetime, **changes: Any) -> None:
    """Change columns of the claim's reading; what was mended is kept on the claim, and its case follows.

    Raises RuleBroken, StaleVersion, WrongState.
    """
    with transaction.atomic():
        Claim.objects.locked(claim.pk)  # before its case, as all verbs do
        held = Case.objects.locked(claim.case_id or 0)
        if claim.status in SETTLED:
            raise WrongState(f"Claim {claim.pk} is {claim.status}: its reading stands as it is judged.")
        kept = {name: value for name, value in changes.items() if getattr(claim, name) != value}
        _check({name: changes.get(name, getattr(claim, name)) for name in FIELDS}, changed=set(kept))
        if not kept:
            return
        mended = sorted({*claim.mended, *(FIELDS[name] for name in kept)})
        moves.change(
            claim, verb="claim.mended", by=by, guard="status", mended=mended, **kept, **_rank(claim, kept, now=now)
        )
        for case in held:
            casebook.settle(case, now=now, by=by)
            if kept.get("step") in ARRIVED:
                followup.delivered(case, [claim])


def add(article: Article, *, start: int, end: int, by: User, now: datetime, **reading: Any) -> Claim:
    """A claim that an editor found in the text of a ready article: queued at once. Raises RuleBroken, WrongState.

    `reading` are columns; its worthiness is 1, by the editor's word. `start` and `end` count code points.
    """
    if article.state != ArticleState.READY:
        raise WrongState(f"Article {article.pk} is {article.state}: claims are added once it is ready.")
    claim = Claim(
        article=article, source=article.source, said_on=article.day, start=start, end=end,
        quote=_quote(article, start, end), context=_context(article.text, start, end),
        worthiness=1.0, worthiness_reasons=["added by hand"], **reading,
    )  # fmt: skip
    claim.bands = signature(claim.quote)
    _check({name: getattr(claim, name) for name in FIELDS}, changed=set(FIELDS))
    with transaction.atomic():
        Article.objects.select_for_update().get(pk=article.pk)  # two editors add to it one after the other
        _check_span(article, start, end)
        claim.save(force_insert=True)
        Event.objects.record(
            "claim.added", claim, by=by, after={"article": article.pk, "start": start, "end": end, "kind": claim.kind}
        )
        rank = priority(claim.worthiness, repeats=0, due=claim.due_to, today=now.date())
        claim.move(Status.QUEUED, verb="claim.queued", by=by, priority=rank)
        announcing.claim_queued(claim, now=now)
    return claim


def _quote(article: Article, start: int, end: int) -> str:
    length = len(article.text)
    if not start < end <= length:
        raise RuleBroken(
            f"The span has to stand in the text: start before end, end at most {length}.", field="end", code="span"
        )
    quote = article.text[start:end]
    if not quote.strip():
        raise RuleBroken("There is nothing but space in this span.", field="end", code="blank")
    if len(quote) > LONGEST_QUOTE:
        raise RuleBroken(f"A quote has at most {LONGEST_QUOTE} characters.", field="end", code="max_length")
    return quote


def _check_span(article: Article, start: int, end: int) -> None:
    """Spans may lie within each other, but no two are the same or cross."""
    for other in article.claims.filter(start__lt=end, end__gt=start).order_by("id"):
        if (other.start, other.end) == (start, end):
            raise RuleBroken(f"Claim {other.pk} has this span already.", field="start", code="span_taken")
        within = other.start <= start and end <= other.end
        around = start <= other.start and other.end <= end
        if not within and not around:
            raise RuleBroken(f"The span crosses that of claim {other.pk}.", field="start", code="span_crossed")


def _context(text: str, start: int, end: int) -> str:
    """The quote with as much on either side as there is room for."""
    before = max(0, (CONTEXT - (end - start)) // 2)
    return text[max(0, start - before) :][:CONTEXT].strip()


def _rank(claim: Claim, kept: dict[str, Any], *, now: datetime) -> dict[str, Any]:
    """The claim's place in the queue where its deadline has changed."""
    if claim.status != Status.QUEUED or "due_to" not in kept:
        return {}
    repeats = claim.repetitions.count()
    return {"priority": priority(claim.worthiness, repeats=repeats, due=kept["due_to"], today=now.date())}


def _check(reading: dict[str, Any], *, changed: set[str]) -> None:
    """The rules that hold within one reading; those of a part that was not touched are not asked again."""
    names = {FIELDS[name] for name in changed}
    if names & {"kind", "step"}:
        _check_step(reading["kind"], reading["step"])
    if names & {"kind", "quantity"}:
        _check_unit(reading)
    for prefix in ("quantity", "amount"):
        if prefix in names:
            _check_figure(reading, prefix)
    for prefix in ("happened", "due"):
        if prefix in names:
            _check_period(reading, prefix)


def _check_step(kind: str, step: str | None) -> None:
    allowed = STEPS[kind]
    if not allowed and step is not None:
        raise RuleBroken(f"A {kind} has no step: give null.", field="step", code="step_of_kind")
    if allowed and step not in allowed:
        known = ", ".join(allowed)
        raise RuleBroken(
            f"A claim of the kind {kind} has one of these steps: {known}.", field="step", code="step_of_kind"
        )


def _check_unit(reading: dict[str, Any]) -> None:
    if reading["kind"] == Kind.TROOPS and reading["quantity_precision"] and reading["quantity_unit"] != "troops":
        raise RuleBroken("The unit of troops is troops.", field="quantity.unit", code="unit")


def _check_figure(reading: dict[str, Any], prefix: str) -> None:
    low, high, precision = (reading[f"{prefix}_{part}"] for part in ("min", "max", "precision"))
    if precision is None:
        return
    both, none = low is not None and high is not None, low is None and high is None
    fits = {
        "exact": both and low == high,
        "about": both and low == high,
        "at_least": low is not None and high is None,
        "at_most": low is None and high is not None,
        "range": both and low <= high,
        "words": none or (both and low <= high),
    }
    meant = {
        "exact": "min and max are the same figure",
        "about": "min and max are the same figure",
        "at_least": "min is a figure and max null",
        "at_most": "max is a figure and min null",
        "range": "min is a figure, and max one that is not smaller",
        "words": "min and max are figures in their order, or both null",
    }
    if not fits[precision]:
        raise RuleBroken(
            f"With the precision {precision}, {meant[precision]}.", field=f"{prefix}.precision", code="range"
        )


def _check_period(reading: dict[str, Any], prefix: str) -> None:
    first, last, precision = (reading[f"{prefix}_{part}"] for part in ("from", "to", "precision"))
    if precision is None:
        return
    none = first is None and last is None
    if (precision == "unknown") != none:
        raise RuleBroken(
            "Of an unknown time, from and to are null; of any other, at least one is a date.",
            field=f"{prefix}.precision",
            code="range",
        )
    if first is not None and last is not None and first > last:
        raise RuleBroken("It cannot end before it begins.", field=f"{prefix}.to", code="range")
