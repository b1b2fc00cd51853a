"""A rating of a claim or a case with an explanation and evidence: proposed by one person, signed off by another."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import BigIntegerField, DecimalField, F, Q, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast

from . import moves
from .case import Case
from .claim import Claim, stands_checked
from .constraints import one_of
from .enums import AHEAD, CaseState, Role, VerdictState
from .errors import WrongState
from .event import ClockTimestamp
from .rating import Rating

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .user import User

NEXT: dict[VerdictState, set[VerdictState]] = {
    VerdictState.PROPOSED: {VerdictState.SENT_BACK, VerdictState.TAKEN_BACK, VerdictState.PUBLISHED},
    VerdictState.PUBLISHED: {VerdictState.SUPERSEDED, VerdictState.WITHDRAWN},
    VerdictState.SENT_BACK: set(),
    VerdictState.TAKEN_BACK: set(),
    VerdictState.SUPERSEDED: set(),
    VerdictState.WITHDRAWN: set(),
}
FIGURE = DecimalField(max_digits=24, decimal_places=4)
FIGURE_OR_NONE = DecimalField(max_digits=24, decimal_places=4, null=True)
JUDGED = ["kind", "step", "side", "actor_code", "recipient", "recipient_code", "currency", "amount", "quantity", "due"]
SIGNED = [VerdictState.PUBLISHED, VerdictState.SUPERSEDED, VerdictState.WITHDRAWN]


class VerdictQuerySet(models.QuerySet["Verdict"]):
    def visible_to(self, user: "User | AnonymousUser") -> "VerdictQuerySet":
        """All for people who may log in; else what stands, and the superseded behind it. Withdrawn ones are gone."""
        if user.is_authenticated and user.holds(Role.READER):
            return self.all()
        readable = Q(state__in=[VerdictState.PUBLISHED, VerdictState.SUPERSEDED])
        return self.filter(readable, Q(claim__standing_verdict__isnull=False) | Q(case__public=True))

    def published(self) -> "VerdictQuerySet":
        return self.filter(state=VerdictState.PUBLISHED)

    def proposed(self) -> "VerdictQuerySet":
        return self.filter(state=VerdictState.PROPOSED)

    def to_spread(self) -> "VerdictQuerySet":
        """Those of claims that are public, and whose like was not looked for yet."""
        return self.published().filter(claim__isnull=False, spread_at__isnull=True)

    def reviewing(self, today: date) -> "VerdictQuerySet":
        """The published ones of claims that a ClaimReview tells of `today`: a promise is judged after its day."""
        return self.published().filter(claim__isnull=False, binds_until__lt=today.isoformat())

    def about(self, actors: "Sequence[int | str]") -> "VerdictQuerySet":
        """Those whose claim, as it was judged, or whose case is about one of these: ids, or codes of states."""
        ids = [value for value in actors if isinstance(value, int)]
        codes = [value for value in actors if isinstance(value, str)]
        judged = Q(judged_actor__in=ids) | Q(judged_actor_code__in=codes)
        # looked up first: a condition on the case's own columns could use no index together with these
        rated = Case.objects.filter(Q(actor__in=ids) | Q(actor__code__in=codes), verdicts__isnull=False)
        return self.filter(judged | Q(case__in=list(rated.values_list("pk", flat=True).distinct())))

    def for_reading(self) -> "VerdictQuerySet":
        """With all that a reader sees, but not the words for the index, which are as long again."""
        return (
            self.defer("search", "claim__search")
            .select_related(
                "rating",
                "proposed_by",
                "signed_by",
                "case",
                *(
                    f"claim__{path}"
                    for path in ("article__source", "speaker", "actor", "recipient", "case", "assignee")
                ),
                "claim__standing_verdict__rating",
            )
            .prefetch_related("evidence")
        )


def judged(*path: str) -> KeyTextTransform:
    """What stands there in the reading that a verdict judged, as text."""
    *outer, last = path
    inner: Any = "reading"
    for name in outer:
        inner = KeyTransform(name, inner)
    return KeyTextTransform(last, inner)


def generated(expression: Any, output: "models.Field[Any, Any]") -> models.GeneratedField:
    """A column worked out from the others of its row, stored, so that lists can filter by it."""
    return models.GeneratedField(expression=expression, output_field=output, db_persist=True)


class Verdict(models.Model):
    """Never edited: a correction is a new verdict that supersedes it.

    `quote` (of a claim) and `reading` (in API.md's shape) are what it judged. `text_sha256` is of all that a signatory
    reads; the signature names it. `spread_at`: when the claims that say the same were looked for, once it was public.
    """

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, null=True, blank=True, related_name="verdicts")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, blank=True, related_name="verdicts")
    state = models.CharField(max_length=10, choices=VerdictState.choices, default=VerdictState.PROPOSED)
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, null=True, blank=True, related_name="verdicts")
    case_state = models.CharField(max_length=12, blank=True)
    share_delivered = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    quote = models.TextField(blank=True)
    summary = models.CharField(max_length=500)
    explanation = models.TextField()
    reading = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    text_sha256 = models.CharField(max_length=64)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="proposed_verdicts"
    )
    proposed_at = models.DateTimeField(db_default=ClockTimestamp())
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="signed_verdicts"
    )
    published_at = models.DateTimeField(null=True)
    correction_note = models.TextField(blank=True)
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="superseded_by_verdict")
    review_again_on = models.DateField(null=True)
    review_again_why = models.CharField(max_length=300, blank=True)
    withdrawal_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    withdrawal_signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    withdrawal_reason = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    spread_at = models.DateTimeField(null=True)
    demo = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    search = models.GeneratedField(
        expression=SearchVector("quote", "summary", "explanation", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    judged_kind = generated(judged("kind"), TextField(null=True))
    judged_speaker = generated(Cast(judged("speaker", "id"), BigIntegerField()), BigIntegerField(null=True))
    judged_actor = generated(Cast(judged("actor", "id"), BigIntegerField()), BigIntegerField(null=True))
    judged_actor_code = generated(judged("actor", "code"), TextField(null=True))
    judged_recipient = generated(Cast(judged("recipient", "id"), BigIntegerField()), BigIntegerField(null=True))
    judged_recipient_code = generated(judged("recipient", "code"), TextField(null=True))
    judged_step = generated(judged("step"), TextField(null=True))
    judged_side = generated(judged("side"), TextField(null=True))
    judged_currency = generated(judged("amount", "currency"), TextField(null=True))
    judged_amount = generated(Cast(judged("amount", "min"), FIGURE), FIGURE_OR_NONE)
    judged_quantity = generated(Cast(judged("quantity", "min"), FIGURE), FIGURE_OR_NONE)
    judged_due = generated(judged("due", "to"), TextField(null=True))  # a day, in words: a date's cast is not immutable
    # the last day to which it binds somebody: empty where it binds nobody, null where no day is named
    binds_until = generated(
        models.Case(When(reading__modality__in=AHEAD, then=judged("due", "to")), default=Value("", TextField())),
        TextField(null=True),
    )

    objects = VerdictQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("state", VerdictState, name="verdict_state_known"),
            models.CheckConstraint(
                name="verdict_of_claim_or_case",
                condition=Q(claim__isnull=False, case__isnull=True, rating__isnull=False)
                | Q(claim__isnull=True, case__isnull=False),
            ),
            models.CheckConstraint(
                name="verdict_case_state_of_case",
                condition=Q(case_state="", share_delivered__isnull=True)
                | Q(case__isnull=False, case_state__in=CaseState.values, share_delivered__isnull=True)
                | Q(
                    case__isnull=False,
                    case_state=CaseState.PARTLY_KEPT,
                    share_delivered__isnull=False,
                    share_delivered__gte=0,
                    share_delivered__lte=1,
                ),
            ),
            models.CheckConstraint(
                name="verdict_signed_by_another",
                condition=Q(signed_by__isnull=True) | ~Q(signed_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="verdict_public_is_signed",
                condition=~Q(state__in=SIGNED) | Q(signed_by__isnull=False, published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="verdict_withdrawn_by_two",
                condition=~Q(state=VerdictState.WITHDRAWN)
                | (
                    Q(
                        withdrawal_asked_by__isnull=False,
                        withdrawal_signed_by__isnull=False,
                        withdrawn_at__isnull=False,
                    )
                    & ~Q(withdrawal_asked_by=F("withdrawal_signed_by"))
                ),
            ),
            models.CheckConstraint(
                name="verdict_correction_says_what",
                condition=Q(supersedes__isnull=True) | ~Q(correction_note=""),
            ),
            models.CheckConstraint(
                name="verdict_again_says_why",
                condition=Q(review_again_on__isnull=True) | ~Q(review_again_why=""),
            ),
            *(
                models.UniqueConstraint(
                    fields=[judged], condition=Q(state=state), name=f"verdict_one_{state}_a_{judged}"
                )
                for judged in ("claim", "case")
                for state in ("proposed", "published")
            ),
        ]
        indexes = [
            models.Index(
                fields=["-published_at", "-id"],
                condition=Q(state=VerdictState.PUBLISHED),
                name="verdict_newest_public",
            ),
            models.Index(fields=["-proposed_at", "-id"], name="verdict_newest"),
            models.Index(
                fields=["review_again_on"],
                condition=Q(state=VerdictState.PUBLISHED, review_again_on__isnull=False),
                name="verdict_to_bring_back",
            ),
            models.Index(
                fields=["id"],
                condition=Q(state=VerdictState.PUBLISHED, claim__isnull=False, spread_at__isnull=True),
                name="verdict_to_spread",
            ),
            models.Index(fields=["judged_speaker", "-published_at", "-id"], name="verdict_of_speaker"),
            models.Index(fields=["judged_actor", "-published_at", "-id"], name="verdict_of_actor"),
            *(models.Index(fields=[f"judged_{name}"], name=f"verdict_by_{name}") for name in JUDGED),
            GinIndex(fields=["search"], name="verdict_search"),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="verdict_text_stays",
                fields=[
                    "claim",
                    "case",
                    "rating",
                    "case_state",
                    "share_delivered",
                    "quote",
                    "summary",
                    "explanation",
                    "reading",
                    "text_sha256",
                    "proposed_by",
                    "correction_note",
                    "review_again_on",
                    "review_again_why",
                ],
            ),
            stands_checked(
                "verdict_stands_while_published",
                pgtrigger.UpdateOf("state"),  # type: ignore[no-untyped-call]  # pgtrigger leaves it bare
                "c.standing_verdict_id = NEW.id",
                ~pgtrigger.Q(new__state=VerdictState.PUBLISHED),
            ),
        ]

    def __str__(self) -> str:
        return f"verdict {self.pk}"

    def move(self, to: VerdictState, *, verb: str, by: "User | None", note: str = "", **changes: Any) -> None:
        if to not in NEXT[VerdictState(self.state)]:
            raise WrongState(f"Verdict {self.pk} is {self.state}: it cannot become {to}.")
        moves.change(self, verb=verb, by=by, note=note, guard="state", state=to, **changes)
