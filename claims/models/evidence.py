"""The pages that bear on a verdict."""

import pgtrigger
from django.db import models
from django.db.models import F, Q

from .constraints import one_of
from .enums import Side, Stance
from .verdict import Verdict


class Evidence(models.Model):
    """A page that bears on a verdict, with whose word it is. `gone`: it is no longer there, or not the same."""

    verdict = models.ForeignKey(Verdict, on_delete=models.CASCADE, related_name="evidence")
    position = models.PositiveSmallIntegerField()
    url = models.URLField(max_length=2000)
    title = models.CharField(max_length=500)
    publisher = models.CharField(max_length=200, blank=True)
    quote = models.TextField(blank=True)
    side = models.CharField(max_length=12, choices=Side.choices, null=True, blank=True)
    stance = models.CharField(max_length=8, choices=Stance.choices)
    archived_url = models.URLField(max_length=2000, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    retrieved_at = models.DateTimeField(null=True)
    gone = models.BooleanField(default=False)
    next_check_at = models.DateTimeField(null=True)
    taken_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name_plural = "evidence"
        ordering = ["position"]
        indexes = [
            models.Index(F("next_check_at").asc(nulls_first=True), condition=Q(gone=False), name="evidence_to_check")
        ]
        constraints = [
            one_of("side", Side, name="evidence_side_known"),
            one_of("stance", Stance, name="evidence_stance_known"),
            models.UniqueConstraint(fields=["verdict", "position"], name="evidence_position_once"),
            models.CheckConstraint(name="evidence_http", condition=Q(url__regex=r"^https?://")),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="evidence_stays",
                fields=["verdict", "position", "url", "title", "publisher", "quote", "side", "stance"],
            )
        ]

    def __str__(self) -> str:
        return self.title
