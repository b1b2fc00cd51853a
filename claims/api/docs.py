"""The OpenAPI schema, and the page that shows it: own files only, and nothing inline."""

from secrets import token_hex

from django.views.decorators.cache import cache_control, cache_page
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.negotiation import DefaultContentNegotiation

HOUR = 3600
OURS = f"schema-{token_hex(8)}"  # the cache outlives the process, and the schema must not outlive the program

# it is the same until the program changes: made once a process, asked for again by browsers
schema = cache_control(max_age=0)(
    cache_page(HOUR, key_prefix=OURS)(
        SpectacularAPIView.as_view(
            authentication_classes=[], permission_classes=[], content_negotiation_class=DefaultContentNegotiation
        )
    )
)
page = SpectacularSwaggerSplitView.as_view(
    authentication_classes=[],
    permission_classes=[],
    content_negotiation_class=DefaultContentNegotiation,
    url_name="api:schema",
    template_name="api/docs.html",
)
