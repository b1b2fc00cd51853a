"""The addresses, beside those of the API's version 1."""

from django.urls import path

from claims.api.outward import claimreviews, feeds, google, oembed

urlpatterns = [
    path("feeds/verdicts.rss", feeds.Rss.as_view(), name="feed-rss"),
    path("feeds/verdicts.atom", feeds.Atom.as_view(), name="feed-atom"),
    path("feeds/verdicts.json", feeds.Json.as_view(), name="feed-json"),
    path("claimreview/feed.json", claimreviews.DataFeed.as_view(), name="claimreview-feed"),
    path("oembed", oembed.OEmbed.as_view(), name="oembed"),
    path("v1alpha1/claims:search", google.Search.as_view(), name="google-search"),
]
