"""One checkable statement in an article: the exact quote and its span, who said it, and a structured reading of it."""

from datetime import date
from typing import TYPE_CHECKING, Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length

from . import enums, moves
from .actor import Actor
from .article import Article
from .case import Case
from .constraints import date_range, number_range, one_of
from .enums import STEPS, DismissReason, Kind, Role, Status
from .errors import WrongState
from .priority import priority
from .source import Source

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .review import Review
    from .user import User

# The table of states: from each, where a claim may go. Which verb goes there, and what it needs, is in flow/.
NEXT: dict[Status, set[Status]] = {
    Status.NEW: {Status.QUEUED, Status.DISMISSED},
    Status.QUEUED: {Status.IN_REVIEW, Status.DISMISSED},
    Status.IN_REVIEW: {Status.QUEUED, Status.AWAITING_SIGNOFF, Status.DISMISSED},
    Status.AWAITING_SIGNOFF: {Status.IN_REVIEW, Status.PUBLISHED},
    Status.PUBLISHED: {Status.QUEUED},
    Status.DISMISSED: {Status.QUEUED},
}


def stands_checked(
    name: str, operation: pgtrigger.Operation, which: str, condition: pgtrigger.Condition
) -> pgtrigger.Trigger:
    """At commit: what stands for the claims (`c`) that `which` names is a published verdict of that same claim."""
    return pgtrigger.Trigger(
        name=name,
        operation=operation,
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,  # a correction changes three rows, one after the other
        condition=condition,
        func=f"""
            IF EXISTS (
                SELECT FROM claims_claim c JOIN claims_verdict v ON v.id = c.standing_verdict_id
                WHERE {which} AND (v.claim_id IS DISTINCT FROM c.id OR v.state <> 'published')
            ) THEN
                RAISE EXCEPTION 'what stands for a claim is a published verdict of its own'
                USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
            END IF;
            RETURN NULL;
        """,  # noqa: S608 - made of our own words alone
    )


class ClaimQuerySet(models.QuerySet["Claim"]):
    def visible_to(self, user: "User | AnonymousUser") -> "ClaimQuerySet":
        """The only way in for doors: all for people who may log in, else those with a standing verdict."""
        if user.is_authenticated and user.holds(Role.READER):
            return self.all()
        return self.filter(standing_verdict__isnull=False)

    def waiting(self) -> "ClaimQuerySet":
        """In the order in which the queue hands them out."""
        return self.filter(status=Status.QUEUED).order_by("-priority", "id")

    def for_reading(self) -> "ClaimQuerySet":
        return self.select_related(
            "article__source", "speaker", "actor", "recipient", "case", "assignee", "standing_verdict__rating"
        )

    def locked(self, pk: int) -> "Claim":
        """The row as it is now, held against every other writer until the transaction ends."""
        return self.select_for_update(of=("self",)).get(pk=pk)


class Claim(models.Model):
    """`start` and `end` count Unicode code points in the article's text: text[start:end] == quote, always.

    `bands` are the MinHash signature of the quote: copies share one.
    `said_on` and `source` repeat the article's day and source, so that lists filter on columns of their own.
    `standing_verdict` is the published verdict, null where none stands: outsiders see the claim if and only if it is
    there. (A verdict goes with its claim or not at all: hence DO_NOTHING, which the database checks on commit.)
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="claims")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    said_on = models.DateField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    context = models.CharField(max_length=300, blank=True)

    kind = models.CharField(max_length=10, choices=Kind.choices)
    step = models.CharField(max_length=10, choices=enums.Step.choices, null=True, blank=True)
    speaker = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="said")
    speaker_role = models.CharField(max_length=200, blank=True)
    attribution = models.CharField(max_length=200, blank=True)
    modality = models.CharField(max_length=10, choices=enums.Modality.choices, default=enums.Modality.ASSERTED)
    negated = models.BooleanField(default=False)
    condition = models.TextField(blank=True)
    side = models.CharField(max_length=12, choices=enums.Side.choices, null=True, blank=True)
    origin = models.CharField(max_length=300, blank=True)
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="claims_given")
    recipient = models.ForeignKey(
        Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="claims_received"
    )
    item = models.CharField(max_length=300, blank=True)
    item_category = models.CharField(max_length=30, blank=True)
    quantity_min = models.DecimalField(max_digits=24, decimal_places=4, null=True, blank=True)
    quantity_max = models.DecimalField(max_digits=24, decimal_places=4, null=True, blank=True)
    quantity_unit = models.CharField(max_length=50, blank=True)
    quantity_precision = models.CharField(max_length=10, choices=enums.NumberPrecision.choices, null=True, blank=True)
    quantity_text = models.CharField(max_length=200, blank=True)
    amount_min = models.DecimalField(max_digits=24, decimal_places=4, null=True, blank=True)
    amount_max = models.DecimalField(max_digits=24, decimal_places=4, null=True, blank=True)
    amount_currency = models.CharField(max_length=3, null=True, blank=True)
    amount_precision = models.CharField(max_length=10, choices=enums.NumberPrecision.choices, null=True, blank=True)
    amount_text = models.CharField(max_length=200, blank=True)
    measure = models.CharField(max_length=10, choices=enums.Measure.choices, null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    happened_from = models.DateField(null=True, blank=True)
    happened_to = models.DateField(null=True, blank=True)
    happened_precision = models.CharField(max_length=8, choices=enums.DatePrecision.choices, null=True, blank=True)
    happened_text = models.CharField(max_length=200, blank=True)
    due_from = models.DateField(null=True, blank=True)
    due_to = models.DateField(null=True, blank=True)
    due_precision = models.CharField(max_length=8, choices=enums.DatePrecision.choices, null=True, blank=True)
    due_text = models.CharField(max_length=200, blank=True)

    worthiness = models.FloatField(default=0)
    worthiness_reasons = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    priority = models.FloatField(default=0)
    set_aside = models.BooleanField(default=False)
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.NEW)
    dismiss_reason = models.CharField(max_length=14, choices=DismissReason.choices, null=True, blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="assigned_claims",
    )
    case = models.ForeignKey(Case, on_delete=models.SET_NULL, null=True, blank=True, related_name="claims")
    duplicate_of = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="duplicates"
    )
    repeats = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="repetitions")
    standing_verdict = models.OneToOneField(
        "claims.Verdict", on_delete=models.DO_NOTHING, null=True, blank=True, related_name="standing_for"
    )
    bands = ArrayField(models.BigIntegerField(), default=list, blank=True)
    extractor = models.CharField(max_length=50, blank=True)
    mended = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)
    search = models.GeneratedField(
        expression=SearchVector("quote", "item", "place", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "start", "end"], name="claim_span_once"),
            models.CheckConstraint(
                name="claim_span_is_quote", condition=Q(end=F("start") + Length("quote"), end__gt=F("start"))
            ),
            one_of("kind", Kind, name="claim_kind_known"),
            models.CheckConstraint(
                name="claim_step_of_kind",
                condition=Q(kind=Kind.STATEMENT, step__isnull=True)
                | Q(kind=Kind.AID, step__isnull=False, step__in=STEPS[Kind.AID])
                | Q(kind=Kind.TROOPS, step__isnull=False, step__in=STEPS[Kind.TROOPS]),
            ),
            one_of("modality", enums.Modality, name="claim_modality_known"),
            one_of("side", enums.Side, name="claim_side_known"),
            one_of("measure", enums.Measure, name="claim_measure_known"),
            one_of("status", Status, name="claim_status_known"),
            number_range("quantity", name="claim_quantity_range"),
            number_range("amount", name="claim_amount_range"),
            date_range("happened", name="claim_happened_range"),
            date_range("due", name="claim_due_range"),
            models.CheckConstraint(
                name="claim_currency_iso",
                condition=Q(amount_currency__isnull=True) | Q(amount_currency__regex=r"^[A-Z]{3}$"),
            ),
            models.CheckConstraint(name="claim_worthiness_share", condition=Q(worthiness__gte=0, worthiness__lte=1)),
            models.CheckConstraint(name="claim_set_aside_is_new", condition=Q(set_aside=False) | Q(status=Status.NEW)),
            models.CheckConstraint(
                name="claim_dismissed_says_why",
                condition=Q(
                    status=Status.DISMISSED, dismiss_reason__isnull=False, dismiss_reason__in=DismissReason.values
                )
                | (~Q(status=Status.DISMISSED) & Q(dismiss_reason__isnull=True)),
            ),
            models.CheckConstraint(
                name="claim_duplicate_of_another",
                condition=Q(duplicate_of__isnull=True)
                | (Q(dismiss_reason__isnull=False, dismiss_reason=DismissReason.DUPLICATE) & ~Q(duplicate_of=F("id"))),
            ),
            models.CheckConstraint(
                name="claim_published_has_verdict",
                condition=~Q(status=Status.PUBLISHED) | Q(standing_verdict__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="claim_newest"),
            models.Index(fields=["-worthiness", "-id"], name="claim_worthiest"),
            models.Index(fields=["-priority", "-id"], name="claim_by_priority"),
            models.Index(F("due_to").asc(nulls_last=True), "id", name="claim_by_due"),
            models.Index(F("priority").desc(), "id", condition=Q(status="queued"), name="claim_waiting"),
            models.Index(fields=["assignee", "status"], condition=Q(assignee__isnull=False), name="claim_assigned"),
            models.Index(
                F("created_at").desc(),
                F("id").desc(),
                condition=Q(standing_verdict__isnull=False),
                name="claim_public_newest",
            ),
            models.Index(fields=["-created_at", "-id"], condition=Q(set_aside=True), name="claim_aside"),
            models.Index(fields=["status", "-created_at", "-id"], name="claim_by_status"),
            models.Index(fields=["speaker", "-created_at", "-id"], name="claim_by_speaker"),
            models.Index(fields=["source", "-created_at", "-id"], name="claim_by_source"),
            models.Index(fields=["recipient", "-created_at", "-id"], name="claim_by_recipient"),
            models.Index(fields=["actor", "recipient", "kind", "-created_at"], name="claim_by_structure"),
            models.Index(fields=["said_on"], name="claim_by_day"),
            *(
                models.Index(fields=[column], condition=Q((f"{column}__isnull", False)), name=f"claim_by_{column}")
                for column in ("step", "side", "amount_currency", "amount_min", "quantity_min")
            ),
            models.Index(fields=["actor", "kind", "-created_at"], name="claim_by_actor"),
            GinIndex(fields=["search"], name="claim_search"),
            GinIndex(fields=["bands"], name="claim_bands"),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="claim_span_stays", fields=["article", "start", "end", "quote"]),
            stands_checked(
                "claim_standing_is_its_own",
                pgtrigger.Insert | pgtrigger.UpdateOf("standing_verdict_id"),  # type: ignore[no-untyped-call]  # pgtrigger leaves it bare
                "c.id = NEW.id",
                pgtrigger.Q(new__standing_verdict__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"claim {self.pk}: {self.quote[:60]}"

    def move(self, to: Status, *, verb: str, by: "User | None", note: str = "", **changes: Any) -> None:
        """Go to `to` if the table allows it and nobody was faster; write the Event. The guarded UPDATE is the lock."""
        if to not in NEXT[Status(self.status)]:
            raise WrongState(f"Claim {self.pk} is {self.status}: it cannot become {to}.")
        changes = {"set_aside": False, "dismiss_reason": None, "duplicate_of": None} | changes
        kept = {name: value for name, value in changes.items() if getattr(self, name) != value}
        moves.change(self, verb=verb, by=by, note=note, guard="status", status=to, **kept)

    def active_review(self) -> "Review | None":
        """The turn that somebody is having at it now; None when nobody is."""
        return self.reviews.filter(ended_at__isnull=True).select_related("holder").first()

    def priority_on(self, day: date) -> float:
        """How much it deserves an editor's time on that day; what is stored is brought up to it."""
        return priority(self.worthiness, repeats=self.repetitions.count(), due=self.due_to, today=day)
