"""What the desk has to come back to: verdicts to look at again, and deadlines that have reopened their claims."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from .case import Case
from .constraints import one_of
from .notice import Notice
from .verdict import Verdict


class LookAgainReason(models.TextChoices):
    NEW_DELIVERY = "new_delivery", "something new was delivered"
    DAY_CAME = "day_came", "the day for another look has come"
    EVIDENCE_GONE = "evidence_gone", "a page of its evidence is gone"
    EVIDENCE_CHANGED = "evidence_changed", "a page of its evidence has changed"


class LookAgainQuerySet(models.QuerySet["LookAgain"]):
    def open(self) -> "LookAgainQuerySet":
        return self.filter(closed_at__isnull=True)

    def ask(self, verdicts: "models.QuerySet[Verdict]", reason: LookAgainReason, key: str, *, why: str = "") -> int:
        """Put these verdicts on the list for this reason, and tell their authors: once for the same `key`."""
        found = list(verdicts.only("proposed_by_id", "claim_id", "case_id"))
        rows = [self.model(verdict_id=verdict.pk, reason=reason, key=key, why=why[:300]) for verdict in found]
        before = self.filter(verdict__in=[row.verdict_id for row in rows], reason=reason, key=key).count()
        self.bulk_create(rows, ignore_conflicts=True)
        for verdict in found:
            Notice.objects.due_again(verdict, key=f"{reason} {key}")
        return len(rows) - before


class LookAgain(models.Model):
    """A published verdict that somebody should look at again. `key` names what happened, so that it counts once."""

    verdict = models.ForeignKey(Verdict, on_delete=models.CASCADE, related_name="look_again")
    reason = models.CharField(max_length=20, choices=LookAgainReason.choices)
    key = models.CharField(max_length=100)
    why = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = LookAgainQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("reason", LookAgainReason, name="look_again_reason_known"),
            models.UniqueConstraint(fields=["verdict", "reason", "key"], name="look_again_once"),
            models.CheckConstraint(
                name="look_again_closed_by_somebody",
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["-asked_at", "-id"], condition=Q(closed_at__isnull=True), name="look_again_open")
        ]

    def __str__(self) -> str:
        return f"verdict {self.verdict_id}: {self.reason}"


class Reopening(models.Model):
    """That a deadline of a case has reopened its published claims: once, however often it is found to have passed."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reopenings")
    due = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "due"], name="reopening_once")]

    def __str__(self) -> str:
        return f"case {self.case_id}: {self.due}"


def published_of(case: Case) -> "models.QuerySet[Verdict]":
    """The verdicts that stand: of the case's claims, and of the case itself."""
    return Verdict.objects.published().filter(Q(claim__case=case) | Q(case=case))


def delivered(case: Case, claims: Any) -> None:
    """Claims of deliveries have joined the case: what was said of it before may no longer hold."""
    for claim in claims:
        if claim.step in ("delivered", "withdrawn"):
            others = published_of(case).exclude(claim=claim)
            LookAgain.objects.ask(others, LookAgainReason.NEW_DELIVERY, f"claim {claim.pk}", why=claim.quote)


def last_day(due: date) -> str:
    return f"The deadline of its case, {due.day} {due:%B %Y}, has passed."
