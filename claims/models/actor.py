"""Persons, countries and organisations, and the names they go by."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from .constraints import one_of
from .enums import ActorKind, Role
from .names import called

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .user import User


class ActorQuerySet(models.QuerySet["Actor"]):
    def visible_to(self, user: "User | AnonymousUser") -> "ActorQuerySet":
        """All for people who may log in; outsiders meet those of public verdicts and public cases."""
        if user.is_authenticated and user.holds(Role.READER):
            return self.all()
        public = Q(claims_given__standing_verdict__isnull=False) | Q(claims_received__standing_verdict__isnull=False)
        public |= Q(said__standing_verdict__isnull=False)
        for name in ("cases_given", "cases_received", "said__case"):
            public |= Q((f"{name}__public", True), (f"{name}__merged_into__isnull", True))
        return self.filter(pk__in=self.model._default_manager.filter(public).values("pk"))

    def standing(self) -> "ActorQuerySet":
        """Those that did not become another one."""
        return self.filter(merged_into__isnull=True)

    def with_merged(self, pks: Iterable[int]) -> list[int]:
        """Those ids and, as verdicts keep the reading that they judged, the ids of all that became them."""
        wanted = set(pks)
        return sorted(wanted | set(self.filter(merged_into__in=wanted).values_list("pk", flat=True)))

    def known_as(self, name: str) -> "ActorQuerySet":
        """Those whose name or alias is `name`, whatever its case; the name itself before an alias."""
        itself = Q(called("name", name))
        by_alias = Q(pk__in=ActorAlias.objects.filter(called("alias", name)).values("actor"))
        return (
            self.standing()
            .filter(itself | by_alias)
            .order_by(models.Case(models.When(itself, then=0), default=1), "pk")
        )

    def find_or_make(
        self, name: str, *, code: str | None = None, kind: str | None = None, demo: bool = False
    ) -> "Actor":
        """The actor of that ISO code, else of that name or alias, else a new one (a sample's, with `demo`)."""
        name = name[:200]
        found = self.filter(code=code).first() if code else self.known_as(name).first()
        if found is not None:
            return found
        kind = kind or (ActorKind.COUNTRY if code else ActorKind.ORGANISATION)
        self.bulk_create([Actor(name=name, code=code, kind=kind, demo=demo)], ignore_conflicts=True)
        return (self.filter(code=code).first() if code else None) or self.get(called("name", name))


class Actor(models.Model):
    """A person, country or organisation; a state carries its ISO 3166 alpha-2 code."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=ActorKind.choices)
    code = models.CharField(max_length=2, null=True, blank=True, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )
    demo = models.BooleanField(default=False)

    objects = ActorQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="actor_name_once"),
            one_of("kind", ActorKind, name="actor_kind_known"),
            models.CheckConstraint(
                name="actor_code_iso",
                condition=Q(code__isnull=True) | Q(code__regex=r"^[A-Z]{2}$", kind=ActorKind.COUNTRY),
            ),
            models.CheckConstraint(
                name="actor_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ActorAlias(models.Model):
    """Another name of an actor: "Seoul", "ROK"."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="aliases")
    alias = models.CharField(max_length=200)

    class Meta:
        verbose_name_plural = "actor aliases"
        constraints = [models.UniqueConstraint(Lower("alias"), name="actor_alias_once")]

    def __str__(self) -> str:
        return self.alias
