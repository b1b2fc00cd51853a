"""The public's addresses."""

from django.urls import path

from . import actors, cards, cases, copies, corrections, data, front, pages, search, sitemap, verdicts

app_name = "site"
urlpatterns = [
    path("", front.front, name="front"),
    path("search/", search.search, name="search"),
    path("verdicts/<int:pk>/", verdicts.verdict, name="verdict"),
    path("verdicts/<int:pk>/card.png", cards.of_verdict, name="verdict-card"),
    path("cases/<int:pk>/card.png", cards.of_case, name="case-card"),
    path("actors/<int:pk>/", actors.actor, name="actor"),
    path("cases/<int:pk>/", cases.case, name="case"),
    path("cases/<int:pk>/plot.svg", cases.picture, {"kind": "svg"}, name="case-svg"),
    path("cases/<int:pk>/plot.png", cases.picture, {"kind": "png"}, name="case-png"),
    path("pages/<slug:slug>/", pages.page, name="page"),
    path("corrections/", corrections.requests, name="requests"),
    path("corrections/new/", corrections.ask, name="ask"),
    path("corrections/<slug:number>/", corrections.follow, name="request"),
    path("copies/<slug:sha256>/", copies.copy, name="copy"),
    path("data/", data.index, name="data"),
    path("data/datapackage.json", data.package, name="datapackage"),
    path("data/<slug:name>.<slug:kind>", data.table, name="data-table"),
    path("sitemap.xml", sitemap.whole, name="sitemap"),
    path("sitemap/<slug:section>.xml", sitemap.part, name="sitemap-part"),
    path("robots.txt", sitemap.robots, name="robots"),
]
