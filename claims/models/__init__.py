"""NOUNS: what is stored, one file per noun, with its QuerySet, its rules and its constraints."""

from .actor import Actor, ActorAlias
from .answer import KeptAnswer
from .article import Article
from .case import Case
from .claim import Claim
from .correction import CorrectionRequest
from .delivery import Delivery, DeliveryState, Heartbeat, Webhook
from .draft import Draft, Presence
from .event import Event, EventNote, Seal
from .evidence import Evidence
from .followup import LookAgain, Reopening
from .lookup import Lookup
from .match import FactCheck, Match, WordShare
from .notice import Notice, NoticeChoice, NoticeKind
from .page import Page
from .pagecopy import PageCopy
from .rating import Rating
from .review import Review
from .savedfilter import SavedFilter
from .source import Feed, Source
from .spending import Spending
from .user import ApiToken, User
from .verdict import Verdict

__all__ = [
    "Actor",
    "ActorAlias",
    "ApiToken",
    "Article",
    "Case",
    "Claim",
    "CorrectionRequest",
    "Delivery",
    "DeliveryState",
    "Draft",
    "Event",
    "EventNote",
    "Evidence",
    "FactCheck",
    "Feed",
    "Heartbeat",
    "KeptAnswer",
    "LookAgain",
    "Lookup",
    "Match",
    "Notice",
    "NoticeChoice",
    "NoticeKind",
    "Page",
    "PageCopy",
    "Presence",
    "Rating",
    "Reopening",
    "Review",
    "SavedFilter",
    "Seal",
    "Source",
    "Spending",
    "User",
    "Verdict",
    "Webhook",
    "WordShare",
]
