"""The public pages that editors write: the method, the scale, how mistakes are corrected, who is behind it."""

from django.db import models
from django.db.models import Q


class Page(models.Model):
    """A text of the desk's own, in Markdown. `version` tells whoever saves it whether somebody was faster."""

    slug = models.SlugField(max_length=50, unique=True)
    title = models.CharField(max_length=200)
    body = models.TextField()
    updated_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(name="page_says_something", condition=~Q(title="") & ~Q(body="")),
        ]

    def __str__(self) -> str:
        return self.title
