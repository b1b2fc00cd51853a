"""A person's own account: name and mail, time zone, password, second factor, and where they are logged in."""

from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import messages
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from claims.flow import people
from claims.models import User
from claims.models.enums import Role

from .doors import entered_by, page, person, posted

if TYPE_CHECKING:  # generic for mypy alone
    OfUser = forms.ModelForm[User]
else:
    OfUser = forms.ModelForm
ZONES = [(name, name) for name in sorted(available_timezones())]


class ProfileForm(OfUser):
    """What people change about themselves; the name they log in with and the role are an admin's."""

    time_zone = forms.ChoiceField(label=_("Time zone"), choices=ZONES)

    class Meta:
        model = User
        fields = ["first_name", "last_name", "email", "time_zone"]


@require_http_methods(["GET", "HEAD", "POST"])
@entered_by(Role.READER)
def profile(request: HttpRequest) -> HttpResponseBase:
    """One's name, mail and time zone."""
    user = person(request)
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=user.pk))
    if request.method == "POST" and form.is_valid():
        people.mend_profile(user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("account")
    status = 422 if form.is_bound else 200
    return render(request, "desk/account/profile.html", {"form": form}, status=status)


class ChangePassword(PasswordChangeView):
    """A new password, for who knows the old one; every other session ends."""

    template_name = "desk/account/password.html"
    success_url = reverse_lazy("account")

    def form_valid(self, form: Any) -> Any:
        messages.success(self.request, _("The password is changed. Everywhere else you are logged out."))
        return super().form_valid(form)


@page()
def sessions(request: HttpRequest) -> HttpResponseBase:
    """Where one is logged in, the newest first."""
    rows = sorted(UserSession.objects.purge_and_list(person(request)), key=lambda row: row.created_at, reverse=True)
    return render(request, "desk/account/sessions.html", {"sessions": rows})


@require_POST
@entered_by(Role.READER)
def end_sessions(request: HttpRequest) -> HttpResponseBase:
    """Log out there: in the session that is named, or in every other one."""
    named = posted(request, "session")
    rows = UserSession.objects.filter(user=person(request)).exclude(session_key=request.session.session_key)
    if named:
        rows = rows.filter(pk=int(named) if named.isascii() and named.isdigit() and len(named) < 18 else 0)
    ended = [row.end() for row in rows]
    if ended:
        messages.success(request, _("Logged out there."))
    return redirect("usersessions_list")
