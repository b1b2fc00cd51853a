"""What is published, as files to take away: the same that `manage.py export` writes."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from claims.contract import dump
from claims.site.public import answer

TYPES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson; charset=utf-8"}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The files, and what their columns mean."""
    context = {"tables": dump.TABLES, "package": dump.datapackage(timezone.now()), "kinds": dump.KINDS}
    return answer(request, "site/data.html", context)


@require_safe
def package(request: HttpRequest) -> HttpResponse:
    """The data package that describes the files."""
    return JsonResponse(dump.datapackage(timezone.now()))


@require_safe
def table(request: HttpRequest, name: str, kind: str) -> HttpResponseBase:
    """One file, streamed; to a HEAD without reading anything."""
    if name not in dump.TABLES or kind not in TYPES:
        raise Http404
    if request.method == "HEAD":
        return HttpResponse(content_type=TYPES[kind])
    return StreamingHttpResponse(dump.lines(name, kind, now=timezone.now()), content_type=TYPES[kind])
