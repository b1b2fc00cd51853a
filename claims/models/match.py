"""What was said elsewhere: fact-checks that others published, and "says the same as" between claims."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q

from .claim import Claim
from .constraints import one_of
from .enums import MatchState, Relation, Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .user import User


class FactCheck(models.Model):
    """A ClaimReview that somebody else published. `rating_normalised` is 0 (worst) to 1, their words kept beside."""

    url = models.URLField(max_length=2000)
    publisher_name = models.CharField(max_length=200, blank=True)
    publisher_site = models.CharField(max_length=253, blank=True)
    title = models.CharField(max_length=500, blank=True)
    claim_text = models.TextField()
    claimant = models.CharField(max_length=200, blank=True)
    claim_date = models.DateField(null=True)
    review_date = models.DateField(null=True)
    rating_text = models.CharField(max_length=200, blank=True)
    rating_normalised = models.FloatField(null=True)
    language = models.CharField(max_length=10, blank=True)
    sha256 = models.CharField(max_length=64, unique=True)
    imported_at = models.DateTimeField(auto_now_add=True)
    bands = ArrayField(models.BigIntegerField(), default=list, blank=True)
    matched_at = models.DateTimeField(null=True)
    search = models.GeneratedField(
        expression=SearchVector("claim_text", "claimant", "title", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        indexes = [
            GinIndex(fields=["search"], name="factcheck_search"),
            GinIndex(fields=["bands"], name="factcheck_bands"),
            models.Index(fields=["id"], condition=Q(matched_at__isnull=True), name="factcheck_to_match"),
        ]
        constraints = [
            models.CheckConstraint(
                name="factcheck_rating_share",
                condition=Q(rating_normalised__isnull=True) | Q(rating_normalised__gte=0, rating_normalised__lte=1),
            )
        ]

    def __str__(self) -> str:
        return self.title or self.claim_text[:60]


class WordShare(models.Model):
    """The share of claims whose words hold this one (in the sense of `matching`), of a sample of the newest."""

    word = models.CharField(max_length=100, primary_key=True)
    share = models.FloatField()

    def __str__(self) -> str:
        return f"{self.word}: {self.share:.5f}"


class MatchQuerySet(models.QuerySet["Match"]):
    def visible_to(self, user: "User | AnonymousUser") -> "MatchQuerySet":
        """All for people who may log in: what is only suggested is nobody else's."""
        return self.all() if user.is_authenticated and user.holds(Role.READER) else self.none()

    def of(self, claim: Claim) -> "MatchQuerySet":
        """Those that the claim is one side of."""
        return self.filter(Q(claim=claim) | Q(other=claim))

    def locked(self, pk: int) -> "Match":
        """The row as it is now, held until the transaction ends; lock its claims first."""
        return self.select_for_update(of=("self",)).get(pk=pk)


class Match(models.Model):
    """Suggested by a machine, confirmed or rejected by a person; a rejection is remembered.

    `claim` is the newer one (of the higher id) and `other` the older, so that two claims make one row, whichever
    finds which.
    """

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="matches")
    other = models.ForeignKey(Claim, on_delete=models.CASCADE, null=True, related_name="matched_by")
    factcheck = models.ForeignKey(FactCheck, on_delete=models.CASCADE, null=True, related_name="matches")
    relation = models.CharField(max_length=7, choices=Relation.choices)
    state = models.CharField(max_length=9, choices=MatchState.choices, default=MatchState.SUGGESTED)
    score = models.FloatField()
    method = models.CharField(max_length=50)
    reasons = ArrayField(models.CharField(max_length=200), default=list)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = MatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "matches"
        constraints = [
            one_of("relation", Relation, name="match_relation_known"),
            one_of("state", MatchState, name="match_state_known"),
            models.CheckConstraint(name="match_score_share", condition=Q(score__gte=0, score__lte=1)),
            models.CheckConstraint(
                name="match_with_one",
                condition=Q(other__isnull=False, factcheck__isnull=True)
                | Q(other__isnull=True, factcheck__isnull=False),
            ),
            models.CheckConstraint(
                name="match_with_an_older", condition=Q(other__isnull=True) | Q(other__lt=F("claim"))
            ),
            models.UniqueConstraint(fields=["claim", "other"], name="match_claims_once"),
            models.UniqueConstraint(fields=["claim", "factcheck"], name="match_factcheck_once"),
            models.CheckConstraint(
                name="match_decided_by_somebody",
                condition=Q(state=MatchState.SUGGESTED, decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state=MatchState.SUGGESTED) & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.relation} {self.score:.2f}"
