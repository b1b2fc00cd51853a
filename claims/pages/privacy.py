"""Who may keep a page: nobody, while somebody is logged in."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import add_never_cache_headers

View = Callable[[HttpRequest], HttpResponseBase]


def kept_by_nobody(get_response: View) -> View:
    """Middleware: pages that answer a session say `no-store`, those of errors too."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        page = response.headers.get("Content-Type", "").startswith("text/html")
        if page and settings.SESSION_COOKIE_NAME in request.COOKIES:
            add_never_cache_headers(response)
        return response

    return middleware
