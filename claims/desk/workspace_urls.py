"""Addresses of the page of one claim, of what comes in, and of what their scripts ask for."""

from django.urls import path

from . import articles, cases, drafts, lookups, overlooked, readings, sources

patterns = [
    path("logged-in/", drafts.logged_in, name="logged_in"),
    path("claims/<int:pk>/draft/", drafts.save, name="save_draft"),
    path("claims/<int:pk>/draft/discard/", drafts.discard, name="discard_draft"),
    path("claims/<int:pk>/preview/", drafts.preview, name="preview"),
    path("claims/<int:pk>/here/", drafts.beat, name="here"),
    path("claims/<int:pk>/leave/", drafts.leave, name="leave"),
    path("claims/<int:pk>/reading/<slug:part>/", readings.mend_part, name="mend_part"),
    path("cases/<int:pk>/picture.svg", cases.picture, name="case_picture"),
    path("articles/<int:pk>/state/", articles.state, name="article_state"),
    path("articles/<int:pk>/claim/", overlooked.add, name="add_claim_to"),
    path("lookups/", lookups.ask, name="look_up"),
    path("lookups/<int:pk>/", lookups.show, name="lookup"),
    path("sources/", sources.index, name="sources"),
    path("sources/new/", sources.add, name="add_source"),
    path("sources/<int:pk>/", sources.show, name="source"),
    path("sources/<int:pk>/mend/", sources.mend, name="mend_source"),
    path("sources/<int:pk>/feeds/", sources.add_feed, name="add_feed"),
    path("feeds/<int:pk>/", sources.feed, name="feed"),
    path("feeds/<int:pk>/health/", sources.health, name="feed_health"),
    path("feeds/<int:pk>/read/", sources.read_now, name="read_feed_now"),
    path("feeds/<int:pk>/pause/", sources.pause, name="pause_feed"),
    path("feeds/<int:pk>/resume/", sources.resume, name="resume_feed"),
    path("feeds/<int:pk>/remove/", sources.remove, name="remove_feed"),
]
