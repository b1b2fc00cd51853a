"""The contract's objects, declared for the OpenAPI schema alone: what goes out is made in `claims.contract`."""

from claims.api.shapes.access import DeliveryRow, NewToken, NewWebhook, Resent, TokenRow, WebhookRow
from claims.api.shapes.actors import ActorRow, ActorWhole, Record, Statistics, Suggestions
from claims.api.shapes.cases import Case, CaseRow, LedgerFact, Timeline
from claims.api.shapes.claims import Article, ArticleRow, BatchLine, Claim, ClaimRow, Event, Overview, Renewed, Turn
from claims.api.shapes.matches import Match
from claims.api.shapes.parts import RatingPoint
from claims.api.shapes.people import Me, Problem
from claims.api.shapes.sources import FeedWhole, SourceWhole
from claims.api.shapes.verdicts import Verdict, VerdictRow

__all__ = [
    "ActorRow",
    "ActorWhole",
    "Article",
    "ArticleRow",
    "BatchLine",
    "Case",
    "CaseRow",
    "Claim",
    "ClaimRow",
    "DeliveryRow",
    "Event",
    "FeedWhole",
    "LedgerFact",
    "Match",
    "Me",
    "NewToken",
    "NewWebhook",
    "Overview",
    "Problem",
    "RatingPoint",
    "Record",
    "Renewed",
    "Resent",
    "SourceWhole",
    "Statistics",
    "Suggestions",
    "Timeline",
    "TokenRow",
    "Turn",
    "Verdict",
    "VerdictRow",
    "WebhookRow",
]
