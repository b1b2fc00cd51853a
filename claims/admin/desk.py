"""The admin itself: who comes in, and how the desk stands."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.template.response import TemplateResponse
from django.utils import timezone

from claims import contract
from claims.models.enums import Role

from .doors import holds


class DeskAdmin(admin.AdminSite):
    """For editors and admins, who come in by the desk's own door."""

    site_header = site_title = "claimtracker"
    index_title = "Administration"
    site_url = "/desk/"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return holds(request, Role.EDITOR)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The list of nouns, and above it how the desk stands."""
        standing = contract.standing.standing(now=timezone.now())
        return super().index(request, {**(extra_context or {}), "standing": standing})

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The desk's log-in, and back; who is logged in and has not the role goes to the desk."""
        if request.user.is_authenticated:
            return HttpResponseRedirect("/desk/")
        return HttpResponseRedirect(f"{resolve_url('login')}?{urlencode({'next': request.GET.get('next', '/admin/')})}")
