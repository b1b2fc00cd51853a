"""The contract's objects, declared for the OpenAPI schema alone: what goes out is made in `claims.contract`."""

from claims.api.shapes.claims import Article, ArticleRow, Claim, ClaimRow, Event, Overview, Renewed, Turn
from claims.api.shapes.parts import RatingPoint
from claims.api.shapes.people import Me, Problem
from claims.api.shapes.verdicts import Verdict, VerdictRow

__all__ = [
    "Article",
    "ArticleRow",
    "Claim",
    "ClaimRow",
    "Event",
    "Me",
    "Overview",
    "Problem",
    "RatingPoint",
    "Renewed",
    "Turn",
    "Verdict",
    "VerdictRow",
]
