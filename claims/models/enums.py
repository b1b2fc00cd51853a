"""The words of the contract: every enumeration that a column or an answer holds."""

from django.db.models import TextChoices


class Kind(TextChoices):
    AID = "aid"
    TROOPS = "troops"
    STATEMENT = "statement"


class Step(TextChoices):
    PLEDGED = "pledged"
    COMMITTED = "committed"
    ALLOCATED = "allocated"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    ANNOUNCED = "announced"
    TRAINING = "training"
    DEPLOYED = "deployed"
    AT_FRONT = "at_front"
    WITHDRAWN = "withdrawn"
    LOSSES = "losses"


STEPS: dict[str, list[Step]] = {
    Kind.AID: [Step.PLEDGED, Step.COMMITTED, Step.ALLOCATED, Step.DELIVERED, Step.CANCELLED],
    Kind.TROOPS: [Step.ANNOUNCED, Step.TRAINING, Step.DEPLOYED, Step.AT_FRONT, Step.WITHDRAWN, Step.LOSSES],
    Kind.STATEMENT: [],
}


class Modality(TextChoices):
    ASSERTED = "asserted"
    PROMISED = "promised"
    PLANNED = "planned"
    POSSIBLE = "possible"
    REPORTED = "reported"


AHEAD = [Modality.PROMISED, Modality.PLANNED, Modality.POSSIBLE]  # neither true nor false until its day has passed


class Side(TextChoices):
    DONOR = "donor"
    RECIPIENT = "recipient"
    THIRD_PARTY = "third_party"
    PRESS = "press"


class Measure(TextChoices):
    INCREMENT = "increment"
    TOTAL = "total"
    ESTIMATE = "estimate"


class NumberPrecision(TextChoices):
    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RANGE = "range"
    WORDS = "words"


class DatePrecision(TextChoices):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    SEASON = "season"
    YEAR = "year"
    UNKNOWN = "unknown"


class ArticleState(TextChoices):
    RECEIVED = "received"
    EXTRACTED = "extracted"
    READY = "ready"
    FAILED = "failed"
    DUPLICATE = "duplicate"


class Status(TextChoices):
    NEW = "new"
    QUEUED = "queued"
    IN_REVIEW = "in_review"
    AWAITING_SIGNOFF = "awaiting_signoff"
    PUBLISHED = "published"
    DISMISSED = "dismissed"


class DismissReason(TextChoices):
    NOT_CHECKABLE = "not_checkable"
    DUPLICATE = "duplicate"
    OUT_OF_SCOPE = "out_of_scope"


class ReviewOutcome(TextChoices):
    PROPOSED = "proposed"
    RELEASED = "released"
    LAPSED = "lapsed"
    DISMISSED = "dismissed"


class VerdictState(TextChoices):
    PROPOSED = "proposed"
    SENT_BACK = "sent_back"
    TAKEN_BACK = "taken_back"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class Stance(TextChoices):
    SUPPORTS = "supports"
    REFUTES = "refutes"
    CONTEXT = "context"


class CaseState(TextChoices):
    OPEN = "open"
    OVERDUE = "overdue"
    KEPT = "kept"
    PARTLY_KEPT = "partly_kept"
    BROKEN = "broken"
    WITHDRAWN = "withdrawn"


class Relation(TextChoices):
    SAME = "same"
    RELATED = "related"


class MatchState(TextChoices):
    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


WEBHOOK_EVENTS = [
    "claim.queued",
    "verdict.published",
    "verdict.corrected",
    "verdict.withdrawn",
    "case.overdue",
    "case.rated",
    "article.failed",
]


class ActorKind(TextChoices):
    COUNTRY = "country"
    ORGANISATION = "organisation"
    PERSON = "person"


class Role(TextChoices):
    """Each includes the one before."""

    READER = "reader"
    REVIEWER = "reviewer"
    EDITOR = "editor"
    ADMIN = "admin"

    def includes(self, other: "Role") -> bool:
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(other)
