"""The public's addresses."""

from django.urls import path

from . import actors, cases, data, sitemap, views

app_name = "site"
urlpatterns = [
    path("", views.front, name="front"),
    path("verdicts/<int:pk>/", views.verdict, name="verdict"),
    path("actors/<int:pk>/", actors.actor, name="actor"),
    path("cases/<int:pk>/", cases.case, name="case"),
    path("cases/<int:pk>/plot.svg", cases.picture, {"kind": "svg"}, name="case-svg"),
    path("cases/<int:pk>/plot.png", cases.picture, {"kind": "png"}, name="case-png"),
    path("data/", data.index, name="data"),
    path("data/datapackage.json", data.package, name="datapackage"),
    path("data/<slug:name>.<slug:kind>", data.table, name="data-table"),
    path("sitemap.xml", sitemap.whole, name="sitemap"),
    path("sitemap/<slug:section>.xml", sitemap.part, name="sitemap-part"),
    path("robots.txt", sitemap.robots, name="robots"),
]
