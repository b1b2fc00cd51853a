"""What somebody is told of: in the page, by mail, or both, as they have chosen for each kind."""

from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .case import Case
from .claim import Claim
from .constraints import one_of
from .event import ClockTimestamp, Event
from .user import User
from .verdict import Verdict


class NoticeKind(models.TextChoices):
    ASSIGNED = "assigned", _("A claim becomes my job")
    SENT_BACK = "sent_back", _("A verdict of mine is sent back")
    SIGNOFF = "signoff", _("A verdict awaits my sign-off")
    MENTIONED = "mentioned", _("Somebody mentions me")
    DUE_AGAIN = "due_again", _("A verdict of mine is due for another look")
    SIGNED_OFF = "signed_off", _("A verdict of mine is signed off")


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, user: User) -> "NoticeQuerySet":
        """What somebody is shown in the page, the newest first."""
        return self.filter(user=user, in_page=True).order_by("-id")

    def for_reading(self) -> "NoticeQuerySet":
        """With all that a line about it says."""
        return self.select_related("by", "claim", "case", "verdict__rating", "event__note")

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at__isnull=True)

    def to_mail(self) -> "NoticeQuerySet":
        """What is still to be told by mail: whatever was read in the page meanwhile is known already."""
        addressed = self.filter(user__is_active=True).exclude(user__email="")
        return addressed.filter(by_mail=True, mailed_at__isnull=True, read_at__isnull=True)

    def tell(
        self,
        kind: NoticeKind,
        people: Collection[int],
        *,
        key: str,
        by: int | None = None,
        claim: int | None = None,
        verdict: int | None = None,
        case: int | None = None,
        event: int | None = None,
    ) -> None:
        """Tell these people (ids), each once for one `key`: nobody of their own doing, nor of what they turned off."""
        known = User.objects.filter(pk__in=set(people) - {by}, is_active=True).values_list("pk", flat=True)
        choices = {choice.user_id: choice for choice in NoticeChoice.objects.filter(user__in=people, kind=kind)}
        wishes = [(pk, choices.get(pk) or NoticeChoice(user_id=pk, kind=kind)) for pk in known.order_by("pk")]
        about = {"by_id": by, "claim_id": claim, "verdict_id": verdict, "case_id": case, "event_id": event}
        rows = [
            self.model(user_id=pk, kind=kind, key=key[:100], in_page=wish.in_page, by_mail=wish.by_mail, **about)
            for pk, wish in wishes
            if wish.in_page or wish.by_mail
        ]
        self.bulk_create(rows, ignore_conflicts=True)

    def due_again(self, verdict: Verdict, *, key: str) -> None:
        """Tell its author that something has happened to what it says."""
        self.tell(
            NoticeKind.DUE_AGAIN,
            [verdict.proposed_by_id],
            key=f"verdict {verdict.pk} {key}",
            claim=verdict.claim_id,
            verdict=verdict.pk,
            case=verdict.case_id,
        )

    def settle(self, kind: NoticeKind, verdict: Verdict) -> None:
        """What was asked for is done: nobody needs to read of it any more."""
        self.filter(kind=kind, verdict=verdict).unread().update(read_at=ClockTimestamp())


class Notice(models.Model):
    """One thing that one person is told. `key` names what happened, so that it is told once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=10, choices=NoticeKind.choices)
    key = models.CharField(max_length=100)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, null=True, related_name="+")
    verdict = models.ForeignKey(Verdict, on_delete=models.CASCADE, null=True, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="+")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, related_name="+")
    in_page = models.BooleanField(default=True)
    by_mail = models.BooleanField(default=True)
    at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("kind", NoticeKind, name="notice_kind_known"),
            models.UniqueConstraint(fields=["user", "kind", "key"], name="notice_once"),
            models.CheckConstraint(
                name="notice_about_something",
                condition=Q(claim__isnull=False) | Q(case__isnull=False),
            ),
            models.CheckConstraint(name="notice_told_somewhere", condition=Q(in_page=True) | Q(by_mail=True)),
        ]
        indexes = [
            models.Index(fields=["user", "-id"], condition=Q(in_page=True), name="notice_of_user"),
            models.Index(fields=["user"], condition=Q(in_page=True, read_at__isnull=True), name="notice_unread"),
            models.Index(
                fields=["user", "id"],
                condition=Q(by_mail=True, mailed_at__isnull=True, read_at__isnull=True),
                name="notice_to_mail",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class NoticeChoice(models.Model):
    """How somebody wants to be told of one kind; without a row, in the page and by mail."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_choices")
    kind = models.CharField(max_length=10, choices=NoticeKind.choices)
    in_page = models.BooleanField(default=True)
    by_mail = models.BooleanField(default=True)

    class Meta:
        constraints = [
            one_of("kind", NoticeKind, name="notice_choice_kind_known"),
            models.UniqueConstraint(fields=["user", "kind"], name="notice_choice_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind}"
