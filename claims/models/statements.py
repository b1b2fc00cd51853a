"""Claims and fact-checks as `matching` compares them."""

from collections.abc import Iterable, Mapping
from typing import Any

from claims.matching import Figure, Period, Statement, Who

from .match import FactCheck, WordShare

AS_NAMED = ["quote", "said_on", "kind", "measure", "modality", "negated"]
OR_NONE = ["step", "item", "item_category", "place"]
PARTIES = ["speaker", "actor", "recipient"]
COLUMNS = [
    *["id", "article_id", *AS_NAMED, *OR_NONE],
    *(f"{party}{part}" for party in PARTIES for part in ("_id", "__name")),
    *(f"quantity_{part}" for part in ("min", "max", "unit", "precision")),
    *(f"amount_{part}" for part in ("min", "max", "currency", "precision")),
    *(f"{name}_{part}" for name in ("due", "happened") for part in ("from", "to", "precision")),
]


def statement(row: Mapping[str, Any]) -> Statement:
    """One claim, from its `COLUMNS`."""
    slots: dict[str, Any] = {name: row[name] for name in AS_NAMED}
    slots |= {name: row[name] or None for name in OR_NONE}
    slots |= {party: _who(row, party) for party in PARTIES}
    return Statement(
        article=row["article_id"],
        quantity=_figure(row, "quantity", row["quantity_unit"]),
        amount=_figure(row, "amount", row["amount_currency"]),
        due=_period(row, "due"),
        happened=_period(row, "happened"),
        **slots,
    )


def statement_of(check: FactCheck) -> Statement:
    """What somebody else's fact-check is about: words that nobody has read into slots."""
    return Statement(quote=check.claim_text, said_on=check.claim_date or check.review_date)


def rarity(statements: Iterable[Statement]) -> dict[str, float]:
    """How rare the words of these are, as far as they were counted."""
    words = {word for one in statements for word in one.words}
    return dict(WordShare.objects.filter(word__in=words).values_list("word", "share"))


def _figure(row: Mapping[str, Any], prefix: str, unit: str | None) -> Figure | None:
    if row[f"{prefix}_precision"] is None:
        return None
    return Figure(row[f"{prefix}_min"], row[f"{prefix}_max"], unit or None)


def _period(row: Mapping[str, Any], prefix: str) -> Period | None:
    if row[f"{prefix}_precision"] is None:
        return None
    return Period(row[f"{prefix}_from"], row[f"{prefix}_to"])


def _who(row: Mapping[str, Any], prefix: str) -> Who | None:
    return None if row[f"{prefix}_id"] is None else Who(row[f"{prefix}_id"], row[f"{prefix}__name"])
