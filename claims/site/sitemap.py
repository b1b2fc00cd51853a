"""What search engines may read: the sitemap of what is public, and robots.txt. Samples are in neither."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from claims.models import Actor, Case, Verdict
from claims.site.public import ANYBODY

CLOSED = ["/admin/", "/api/", "/copies/", "/desk/", "/login/", "/logout/"]


class Ours(Sitemap):  # type: ignore[type-arg]  # generic for the type checker alone
    """Addresses under PUBLIC_URL, whatever host was asked."""

    protocol = urlsplit(settings.PUBLIC_URL).scheme

    def get_domain(self, site: object = None) -> str:
        return urlsplit(settings.PUBLIC_URL).netloc


class Pages(Ours):
    def items(self) -> list[str]:
        return [reverse("site:front")]

    def location(self, item: str) -> str:
        return item


class Verdicts(Ours):
    def items(self) -> "QuerySet[Verdict]":
        found = Verdict.objects.visible_to(ANYBODY).published().filter(claim__isnull=False, demo=False)
        return found.only("pk", "published_at").order_by("-published_at", "-id")

    def location(self, item: Verdict) -> str:
        return reverse("site:verdict", args=[item.pk])

    def lastmod(self, item: Verdict) -> Any:
        return item.published_at


class Cases(Ours):
    def items(self) -> "QuerySet[Case]":
        return Case.objects.public().filter(demo=False).only("pk").order_by("-id")

    def location(self, item: Case) -> str:
        return reverse("site:case", args=[item.pk])


class Actors(Ours):
    """Those with a page: somebody's public words, or a public case's giver or receiver."""

    def items(self) -> "QuerySet[Actor]":
        return Actor.objects.visible_to(ANYBODY).filter(demo=False).only("pk").order_by("-id")

    def location(self, item: Actor) -> str:
        return reverse("site:actor", args=[item.pk])


SECTIONS: "dict[str, type[Sitemap[Any]] | Sitemap[Any]]" = {
    "pages": Pages,
    "verdicts": Verdicts,
    "cases": Cases,
    "actors": Actors,
}


@csrf_exempt  # nothing changes here: other methods are told 405
@require_safe
def whole(request: HttpRequest) -> HttpResponseBase:
    """Every address in one sitemap, while they fit into one; else the index of several."""
    made = {name: section() for name, section in SECTIONS.items() if isinstance(section, type)}
    if sum(one.paginator.count for one in made.values()) <= Sitemap.limit:
        return sitemap(request, SECTIONS)
    parts = [
        f"{settings.PUBLIC_URL}{reverse('site:sitemap-part', args=[name])}?p={page}"
        for name, one in made.items()
        for page in range(1, one.paginator.num_pages + 1)
    ]
    context = {"sitemaps": [{"location": part} for part in parts]}
    return render(request, "sitemap_index.xml", context, content_type="application/xml")


@csrf_exempt  # nothing changes here: other methods are told 405
@require_safe
def part(request: HttpRequest, section: str) -> HttpResponseBase:
    """One page of one section."""
    return sitemap(request, SECTIONS, section)


@csrf_exempt  # nothing changes here: other methods are told 405
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Where robots may go, and where the sitemap is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
