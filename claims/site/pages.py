"""The pages that editors write: the method, the scale, how mistakes are corrected, who is behind it."""

from functools import lru_cache
from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from claims.models import Page
from claims.pages import markdown
from claims.site import scale
from claims.site.public import answer


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """The page as it was written last; to who has it already, 304. That of the scale shows the scale itself, too."""
    found = Page.objects.filter(slug=slug).first()
    if found is None:
        raise Http404
    points = scale.toned(scale.points()) if slug == "scale" else []
    response = answer(request, "site/page.html", {"page": found, "body": written(found.body), "scale": points})
    if request.user.is_authenticated:
        return response
    etag = f'"{sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-cache"  # kept, and asked for again: an editor's change shows at once
    conditional: HttpResponse | None = get_conditional_response(request, etag=etag, response=response)
    return response if conditional is None else conditional


@lru_cache(maxsize=32)
def written(body: str) -> SafeString:
    """The Markdown as clean HTML: the same words are read once."""
    return markdown.html(body, whole_page=True)
