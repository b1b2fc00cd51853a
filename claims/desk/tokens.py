"""The tokens of a person's programs: made, shown once, listed with their last use, revoked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from claims import contract
from claims.flow import access
from claims.models import ApiToken
from claims.models.enums import Role
from claims.models.errors import RuleBroken

from .accessforms import TokenForm
from .doors import entered_by, person

REFUSED = 422


@require_http_methods(["GET", "HEAD", "POST"])
@entered_by(Role.REVIEWER)
def index(request: HttpRequest) -> HttpResponseBase:
    """One's tokens, and the form for a new one; the answer to the form is the one page that shows the token."""
    user, secret = person(request), None
    own = Role(user.role)
    form = TokenForm(request.POST or None, own=own)
    if form.is_valid():
        wish = form.cleaned_data
        try:
            _token, secret = access.issue_token(
                by=user, name=wish["name"], role=Role(wish["role"]), expires_at=form.expires_at(), now=timezone.now()
            )
            form = TokenForm(own=own)
        except RuleBroken as error:
            form.add_error("last_day" if error.field == "expires_at" else "role", str(error))
    found = ApiToken.objects.visible_to(user).select_related("user").order_by("-id")
    context = {"form": form, "secret": secret, "tokens": [contract.access.token(token) for token in found]}
    context["now"] = timezone.now().isoformat()
    return render(request, "desk/account/tokens.html", context, status=REFUSED if form.errors else 200)


@require_POST
@entered_by(Role.REVIEWER)
def revoke(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Let it in no more."""
    token = get_object_or_404(ApiToken.objects.visible_to(person(request)), pk=pk)
    access.revoke_token(token, by=person(request), now=timezone.now())
    messages.success(request, _("Revoked: it lets nobody in any more."))
    return redirect("tokens")
