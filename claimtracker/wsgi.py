"""The WSGI application that the web server loads."""

import os
import threading
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

from claims import plots

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claimtracker.settings")

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Body:
    """A request's body, and how many bytes of it were read."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.seen = 0

    def read(self, *size: int) -> bytes:
        """As the server's own."""
        return self._counted(self.stream.read(*size))

    def readline(self, *size: int) -> bytes:
        """As the server's own."""
        return self._counted(self.stream.readline(*size))

    def _counted(self, found: bytes) -> bytes:
        self.seen += len(found)
        return found


def announced_ends(application: Application) -> Application:
    """`application`, whose answers say `Connection: close` where they left something of the body unread.

    The server ends such a connection in any case, mostly unannounced: then a client's next request on it is lost.
    To read the rest away instead would let whoever sends slowly hold a thread for nothing.
    """

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        body = environ["wsgi.input"] = Body(environ["wsgi.input"])
        length = str(environ.get("CONTENT_LENGTH") or "")
        whole = int(length) if length.isascii() and length.isdigit() else int("HTTP_TRANSFER_ENCODING" in environ)

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            ending = [("Connection", "close")] if body.seen < whole else []
            return start_response(status, [*headers, *ending], *more)

        return application(environ, start)

    return answer


application = announced_ends(get_wsgi_application())
# the first picture of a process takes most of a second: let no reader wait for it, nor the first page for the picture
threading.Thread(target=plots.warm, name="warm-pictures", daemon=True).start()
