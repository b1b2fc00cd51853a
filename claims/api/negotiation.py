"""What the client accepts, without a word about it until it is due."""

from collections.abc import Iterable

from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request


class LateNegotiation(DefaultContentNegotiation):
    """All answers are JSON. Whether the client takes that is asked after who they are, so nothing is refused here."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        """The one renderer, whatever the client accepts."""
        first = next(iter(renderers))
        return first, first.media_type or ""
