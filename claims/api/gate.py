"""What stands between a request and a view, in the contract's order: 401, 403, 404, 405, 406.

The views look their object up themselves; the gate does only for who would be told 405 or 406 of one that is not there.
"""

from functools import partial
from typing import Any, cast

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.http import Http404
from rest_framework.exceptions import MethodNotAllowed, NotAcceptable, NotAuthenticated, PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from claims.models import User
from claims.models.enums import Role

Noun = type[Model]

EVERYBODY = None  # no role is needed


class Gate(BasePermission):
    """The role each method needs. With `hides`, outsiders are told 404, not 401: it is a single object."""

    def __init__(self, roles: dict[str, Role | None], *, hides: bool, of: Noun | None) -> None:
        self.roles = roles
        self.hides = hides
        self.noun = of

    def has_permission(self, request: Request, view: APIView) -> bool:
        """True, or the exception that is due first."""
        method = "GET" if request.method == "HEAD" else str(request.method)
        self._check_role(request, method)
        if method not in self.roles:
            self.check_there(request, view)
            raise MethodNotAllowed(method)
        produced = getattr(view, "produces", ("application/json",))
        if not any(map(request.accepts, produced)):
            self.check_there(request, view)
            raise NotAcceptable(f"All answers here are {' or '.join(produced)}.")
        return True

    def check_there(self, request: Request, view: APIView) -> None:
        """404 unless the row that the address names is there for who asks."""
        if self.noun is None:
            return
        rows: Any = self.noun._default_manager  # every noun that a door shows says what it shows to whom
        if not rows.visible_to(visitor(request)).filter(pk=view.kwargs["pk"]).exists():
            raise Http404

    def _check_role(self, request: Request, method: str) -> None:
        needed = self.roles.get(method, EVERYBODY if EVERYBODY in self.roles.values() or self.hides else Role.READER)
        if needed is EVERYBODY:
            return
        who = visitor(request)
        if not isinstance(who, User):
            if self.hides:
                raise Http404
            raise NotAuthenticated('This needs credentials: send "Authorization: Token ct_…", or log in.')
        if not who.holds(needed):
            raise PermissionDenied(f"This needs the role {needed}; you act as {who.acting_role or who.role}.")


def needs(*, hides: bool = False, of: Noun | None = None, **roles: Role | None) -> list[Any]:
    """A view's `permission_classes`: `needs(GET=EVERYBODY, POST=Role.REVIEWER)`; `of` is what noun its `pk` names."""
    return [partial(Gate, roles, hides=hides, of=of)]


def role_needed(view: APIView, method: str) -> Role | None:
    """The role that the view's gate asks for; EVERYBODY where it asks for none, or where there is no gate."""
    return next((gate.roles[method] for gate in view.get_permissions() if isinstance(gate, Gate)), EVERYBODY)


def hides(view: APIView) -> bool:
    """Whether outsiders are told 404 where they might be told 401."""
    return any(isinstance(gate, Gate) and gate.hides for gate in view.get_permissions())


def check_there(request: Request, view: APIView) -> None:
    """404 where the view's own look would say so: for what is due only after that."""
    for gate in view.get_permissions():
        if isinstance(gate, Gate):
            gate.check_there(request, view)


def visitor(request: Request) -> User | AnonymousUser:
    """Who asks."""
    return request.user


def person(request: Request) -> User:
    """Who asks, where the gate has let in nobody without a role."""
    return cast(User, request.user)


def outside(request: Request) -> bool:
    """Whether an outsider asks, who sees only what is public."""
    return not isinstance(request.user, User)
