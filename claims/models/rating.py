"""The truth scale."""

from django.db import models
from django.db.models import Q


class Rating(models.Model):
    """One point of the truth scale, from worst (1) to best. Editors may change labels and add points."""

    name = models.CharField(max_length=50, unique=True)
    value = models.PositiveSmallIntegerField(unique=True)
    description = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["value"]
        constraints = [models.CheckConstraint(name="rating_from_one", condition=Q(value__gte=1))]

    def __str__(self) -> str:
        return self.name
