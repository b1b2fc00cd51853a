"""What the desk saw at the address of a piece of evidence: pages change and go."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from .evidence import Evidence
from .user import User
from .verdict import Verdict

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

PLACE = "/copies/"


class PageCopyQuerySet(models.QuerySet["PageCopy"]):
    def visible_to(self, user: "User | AnonymousUser") -> "PageCopyQuerySet":
        """All to people of the desk; outsiders see those that the evidence of a public verdict leans on."""
        if user.is_authenticated:
            return self.all()
        public = Evidence.objects.filter(verdict__in=Verdict.objects.visible_to(user).values("pk"))
        return self.filter(sha256__in=public.values("sha256"))


class PageCopy(models.Model):
    """The text of one page; `sha256` is of `text` in UTF-8, so that anybody can see that it was not changed since."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    url = models.CharField(max_length=2000)
    title = models.CharField(max_length=500, blank=True)
    publisher = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    taken_at = models.DateTimeField()

    objects = PageCopyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "page copies"

    def __str__(self) -> str:
        return self.title or self.url

    @property
    def address(self) -> str:
        """Where it is read."""
        return f"{settings.PUBLIC_URL}{PLACE}{self.sha256}/"
