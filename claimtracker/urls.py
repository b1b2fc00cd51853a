"""The URL map: which door answers where."""

from django.contrib.auth.views import LogoutView
from django.urls import URLPattern, URLResolver, include, path

from claims import admin
from claims.api import health, metrics
from claims.desk import accounts
from claimtracker import celery  # noqa: F401 - whoever answers requests sends hints: to this broker

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("claims.site.urls")),
    path("login/", accounts.Login.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("", include("claims.desk.account_urls")),
    path("desk/", include("claims.desk.urls")),
    path("admin/", admin.site.urls),
    path("api/", include("claims.api.urls")),
    path("", include("claims.api.outward.urls")),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.Metrics.as_view(), name="metrics"),
]

# what Django answers itself: problems to programs, pages to people
handler400 = "claims.api.problems.bad_request"
handler403 = "claims.api.problems.forbidden"
handler404 = "claims.api.problems.not_found"
handler500 = "claims.api.problems.server_error"
