"""People and the scale, for admins."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from claims import models
from claims.flow import people
from claims.models.enums import Role

from .doors import Accounts, ByRole, Table


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
