"""Who may do what in the admin: by the role, not by Django's own permissions."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import Field, Model, URLField
from django.http import HttpRequest

from claims import models
from claims.models.enums import Role

if TYPE_CHECKING:  # these classes are generic for mypy alone
    Table = admin.ModelAdmin[Any]
    Rows = admin.TabularInline[Any, Any]
    Accounts = UserAdmin[Any]
else:
    Table, Rows, Accounts = admin.ModelAdmin, admin.TabularInline, UserAdmin


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
