"""What the desk saw at the address of a piece of evidence, for when the page has changed or gone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from claims.models import PageCopy
from claims.site.public import answer


@require_safe
def copy(request: HttpRequest, sha256: str) -> HttpResponse:
    """404 for those that no public verdict leans on. Robots leave it alone: the page itself is to be found."""
    found = get_object_or_404(PageCopy.objects.visible_to(request.user), sha256=sha256)
    lines = [line for line in found.text.splitlines() if line.strip()]
    return answer(request, "site/copy.html", {"copy": found, "lines": lines, "private": True})
