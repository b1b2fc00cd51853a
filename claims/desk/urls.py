"""The desk's addresses. What changes something is a POST."""

from django.urls import path

from . import articles, claims, followups, proposals, queue, verdicts
