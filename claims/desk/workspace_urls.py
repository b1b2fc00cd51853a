"""Addresses of the page of one claim: drafts, who is here, and what its script asks for."""

from django.urls import path

from . import drafts, overlooked, readings

patterns = [
    path("logged-in/", drafts.logged_in, name="logged_in"),
    path("claims/<int:pk>/draft/", drafts.save, name="save_draft"),
    path("claims/<int:pk>/draft/discard/", drafts.discard, name="discard_draft"),
    path("claims/<int:pk>/preview/", drafts.preview, name="preview"),
    path("claims/<int:pk>/here/", drafts.beat, name="here"),
    path("claims/<int:pk>/leave/", drafts.leave, name="leave"),
    path("claims/<int:pk>/reading/<slug:part>/", readings.mend_part, name="mend_part"),
    path("articles/<int:pk>/claim/", overlooked.add, name="add_claim_to"),
]
