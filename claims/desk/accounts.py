"""Logging in, also without the password. An unknown name and a wrong password get the same answer.

Who set up a second factor is asked for it after the password; allauth keeps the half-finished log-in in the session.
"""

from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login as Entry
from allauth.core import ratelimit
from django.contrib.auth.forms import AuthenticationForm, PasswordResetForm
from django.contrib.auth.views import LoginView, PasswordResetConfirmView, PasswordResetView
from django.http import HttpResponse
from django.urls import reverse_lazy

TOO_MANY_REQUESTS = 429
WRONG = "This name and password do not fit together. Both tell capital letters from small ones."
LOCKED = "Too many tries. Wait five minutes, then try again; until then even the right password is not looked at."
TOO_OFTEN = "Too many mails were asked for. Wait five minutes, then try again."


class LoginForm(AuthenticationForm):
    error_messages = {"invalid_login": WRONG, "inactive": WRONG}


class Login(LoginView):
    """Name and password in one form. Tries are counted by django-axes, by name and by address."""

    template_name = "desk/login.html"
    form_class = LoginForm
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """In, or on to the second factor."""
        user = form.get_user()
        entry = Entry(user=user, redirect_url=self.get_success_url(), email_verification="none")
        answer: HttpResponse = perform_password_login(self.request, {"username": user.get_username()}, entry)
        return answer

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        locked = getattr(self.request, "axes_locked_out", False)
        if not locked:
            return super().form_invalid(form)
        self.request.axes_locked_out = False  # type: ignore[attr-defined]  # axes' middleware would answer without dress
        context: dict[str, Any] = self.get_context_data(form=form, locked=LOCKED)
        return self.render_to_response(context, status=TOO_MANY_REQUESTS)


class Forgotten(PasswordResetView):
    """A mail with a link to a new password; the page reads the same whether such an account exists or not."""

    template_name = "desk/account/forgotten.html"
    email_template_name = "desk/account/reset_mail.txt"
    subject_template_name = "desk/account/reset_subject.txt"

    def form_valid(self, form: PasswordResetForm) -> HttpResponse:
        if not ratelimit.consume(self.request, action="reset_password", key=form.cleaned_data["email"].lower()):
            form.add_error(None, TOO_OFTEN)
            return self.render_to_response(self.get_context_data(form=form), status=TOO_MANY_REQUESTS)
        return super().form_valid(form)


class NewPassword(PasswordResetConfirmView):
    """Behind the mail's link: a new password, and every session ends."""

    template_name = "desk/account/new_password.html"
    success_url = reverse_lazy("login")
