"""The admin: people and the scale for admins, sources and actors for editors, and everything else to look at.

What only steps may change cannot be changed here. Who may do what goes by the role, not by Django's own permissions.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import Field, Model, QuerySet, URLField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url

from claims import models
from claims.flow import people
from claims.models.enums import Role

if TYPE_CHECKING:  # these classes are generic for mypy alone
    Table = admin.ModelAdmin[Any]
    Rows = admin.TabularInline[Any, Any]
    Accounts = UserAdmin[Any]
else:
    Table, Rows, Accounts = admin.ModelAdmin, admin.TabularInline, UserAdmin


class DeskAdmin(admin.AdminSite):
    """For editors and admins, who come in by the desk's own door."""

    site_header = site_title = "claimtracker"
    index_title = "Administration"
    site_url = "/desk/"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return holds(request, Role.EDITOR)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The desk's log-in, and back; who is logged in and has not the role goes to the desk."""
        if request.user.is_authenticated:
            return HttpResponseRedirect("/desk/")
        return HttpResponseRedirect(f"{resolve_url('login')}?{urlencode({'next': request.GET.get('next', '/admin/')})}")


def holds(request: HttpRequest, role: Role) -> bool:
    return isinstance(request.user, models.User) and request.user.holds(role)


class ByRole:
    """Mixed into a ModelAdmin: who holds `role` adds and changes; nobody deletes what others lean on."""

    role = Role.EDITOR
    formfield_overrides: "Mapping[type[Field[Any, Any]], Mapping[str, Any]]" = {URLField: {"assume_scheme": "https"}}

    def has_module_permission(self, request: HttpRequest) -> bool:
        return holds(request, self.role)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return holds(request, self.role)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return holds(request, self.role)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return holds(request, self.role)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class OnlyLookedAt(ByRole):
    """Mixed into a ModelAdmin: steps write these rows, people only read them."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class People(ByRole, Accounts):
    role = Role.ADMIN
    list_display = ["username", "first_name", "last_name", "role", "is_active", "last_login"]
    list_filter = ["role", "is_active"]
    filter_horizontal = ()
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Who", {"fields": ["first_name", "last_name", "email"]}),
        ("What they may do", {"fields": ["role", "is_active"]}),
        ("When", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["username", "role", "usable_password", "password1", "password2"]})]
    readonly_fields = ["last_login", "date_joined"]
    actions = ["without_second_factor"]

    @admin.action(description="Take the second factor off (telephone and codes are lost)")
    def without_second_factor(self, request: HttpRequest, queryset: "QuerySet[models.User]") -> None:
        """Only for the people chosen, and told in the record."""
        assert isinstance(request.user, models.User)  # noqa: S101 - the admin let nobody else in
        removed = [user.username for user in queryset if people.remove_second_factor(user, by=request.user)]
        self.message_user(request, f"Taken off: {', '.join(removed) or 'nobody has one'}.")


class Ratings(ByRole, Table):
    role = Role.ADMIN
    list_display = ["value", "name", "description"]
    list_display_links = ["name"]


class Sources(ByRole, Table):
    list_display = ["name", "host", "language"]
    search_fields = ["name", "host"]
    exclude = ["demo"]
    show_full_result_count = False


class AliasRows(ByRole, Rows):
    model = models.ActorAlias
    extra = 1

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return holds(request, self.role)  # nothing leans on a name


class Actors(ByRole, Table):
    list_display = ["name", "kind", "code"]
    list_filter = ["kind"]
    search_fields = ["name", "code", "aliases__alias"]
    exclude = ["demo"]
    inlines = [AliasRows]
    show_full_result_count = False


class Articles(OnlyLookedAt, Table):
    list_display = ["id", "title", "source", "state", "received_at"]
    list_filter = ["state"]
    list_select_related = ["source"]
    show_full_result_count = False


class Claims(OnlyLookedAt, Table):
    list_display = ["id", "quote", "kind", "status", "priority", "created_at"]
    list_filter = ["status", "kind"]
    exclude = ["search"]
    show_full_result_count = False


class Reviews(OnlyLookedAt, Table):
    list_display = ["id", "claim", "holder", "started_at", "expires_at", "ended_at", "outcome"]
    list_select_related = ["claim", "holder"]
    exclude = ["lease_token"]
    show_full_result_count = False


class Verdicts(OnlyLookedAt, Table):
    list_display = ["id", "state", "rating", "summary", "proposed_by", "signed_by", "published_at"]
    list_filter = ["state"]
    list_select_related = ["rating", "proposed_by", "signed_by"]
    exclude = ["search"]
    show_full_result_count = False


class Events(OnlyLookedAt, Table):
    list_display = ["id", "at", "verb", "object_type", "object_id", "actor"]
    list_select_related = ["actor"]
    show_full_result_count = False


class Matches(OnlyLookedAt, Table):
    list_display = ["id", "claim", "other", "factcheck", "relation", "state", "score"]
    list_select_related = ["claim", "other", "factcheck"]
    show_full_result_count = False


class Cases(OnlyLookedAt, Table):
    list_display = ["id", "title", "kind", "state", "due", "public", "created_at"]
    list_filter = ["state", "kind", "public"]
    exclude = ["search"]
    show_full_result_count = False


class LooksAgain(OnlyLookedAt, Table):
    list_display = ["id", "verdict", "reason", "asked_at", "closed_at", "closed_by"]
    list_select_related = ["verdict", "closed_by"]
    show_full_result_count = False


class FactChecks(OnlyLookedAt, Table):
    list_display = ["id", "claim_text", "publisher_name", "rating_text", "review_date", "imported_at"]
    exclude = ["search", "bands"]
    show_full_result_count = False


class Webhooks(OnlyLookedAt, Table):
    role = Role.ADMIN
    list_display = ["id", "url", "owner", "created_at", "disabled_at"]
    list_select_related = ["owner"]
    exclude = ["secret", "old_secret"]


class Deliveries(OnlyLookedAt, Table):
    role = Role.ADMIN
    list_display = ["id", "type", "webhook", "state", "attempts", "last_status", "created_at"]
    list_filter = ["state"]
    list_select_related = ["webhook"]
    show_full_result_count = False


site = DeskAdmin(name="admin")
site.register(models.User, People)
site.register(models.Rating, Ratings)
site.register(models.Source, Sources)
site.register(models.Actor, Actors)
site.register(models.Article, Articles)
site.register(models.Claim, Claims)
site.register(models.Review, Reviews)
site.register(models.Verdict, Verdicts)
site.register(models.Event, Events)
site.register(models.Match, Matches)
site.register(models.FactCheck, FactChecks)
site.register(models.Case, Cases)
site.register(models.LookAgain, LooksAgain)
site.register(models.Webhook, Webhooks)
site.register(models.Delivery, Deliveries)
