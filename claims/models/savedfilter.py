"""A way of looking at the inbox that somebody has given a name."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from .user import User

LONGEST_QUERY = 2000


class SavedFilterQuerySet(models.QuerySet["SavedFilter"]):
    def of(self, user: User) -> "SavedFilterQuerySet":
        """One's own, by name: nobody sees anybody else's."""
        return self.filter(user=user).order_by(Lower("name"), "id")


class SavedFilter(models.Model):
    """`query` is what stands behind the question mark of the inbox's address, without the place in the pages."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_filters")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("user", Lower("name"), name="saved_filter_name_once"),
            models.CheckConstraint(name="saved_filter_has_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name
