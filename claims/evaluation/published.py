"""Our figures on labelled public sets beside what others have published for the same questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from claims.evaluation.estimates import Estimate
from claims.evaluation.public import Row, dates, numbers, worthiness
from claims.evaluation.quotes import quotations
from claims.evaluation.tables import Table, said

if TYPE_CHECKING:
    from spacy.language import Language

SETS = ("quotes", "quantities", "dates", "worthiness")
HEADS = ("set", "figure", "ours", "n", "published", "by whom")
NOTE = (
    "Published figures were measured by their authors on texts of their own: they are neighbours, not rivals on the"
    " same rows. The n of an F1 counts what was found, false and missed. The unit of a measured quantity counts in"
    " theirs and not in ours."
)
NAMES = {
    "recognizers-text:CurrencyModel": "sums of money, F1",
    "recognizers-text:NumberRangeModel": "ranges and bounds, F1",
    "recognizers-text:NumberModel": "bare numbers, F1",
    "quantulum3": "measured quantities, F1",
}
QUANTITIES = ("0.86; 0.47", "CQE (with unit); quantulum3 (with unit)")
NOBODY = ("–", "–")

Line = tuple[str, str, str, str, str, str]


def public_table(sets: Mapping[str, Sequence[Row]], nlp: Language) -> Table:
    """One table over the ``SETS``, each given as its rows."""
    rows = (*_quotes(sets["quotes"], nlp), *_numbers(sets["quantities"]), *_rest(sets))
    return Table("Public sets", HEADS, rows, numbers=2, note=NOTE)


def _line(name: str, figure: str, ours: Estimate, published: tuple[str, str]) -> Line:
    return (name, figure, said(ours), str(ours.n), *published)


def _quotes(rows: Sequence[Row], nlp: Language) -> Iterator[Line]:
    measured = quotations(rows, nlp)
    tracker = "Gender Gap Tracker"
    yield _line("quotes", "quotations, F1", measured.found.f1, ("0.84", tracker))
    yield _line("quotes", "speakers of those found, accuracy", measured.speakers, ("0.87", tracker))


def _numbers(rows: Sequence[Row]) -> Iterator[Line]:
    for source, score in numbers(rows).items():
        yield _line("quantities", NAMES[source], score.f1, QUANTITIES if source == "quantulum3" else NOBODY)


def _rest(sets: Mapping[str, Sequence[Row]]) -> Iterator[Line]:
    yield _line("dates", "days and stretches of days, F1", dates(sets["dates"]).f1, NOBODY)
    ranked = worthiness(sets["worthiness"])
    yield _line("worthiness", "check-worthy at 0.5, F1", ranked.f1, ("0.92", "CheckThat! 2023, best"))
    yield _line("worthiness", "average precision", ranked.precision, NOBODY)
