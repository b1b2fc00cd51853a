"""Logging in. The same answer for an unknown name and a wrong password, and a plain one after too many tries."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpResponse

TOO_MANY_REQUESTS = 429
WRONG = "This name and password do not fit together. Both tell capital letters from small ones."
LOCKED = "Too many tries. Wait five minutes, then try again; until then even the right password is not looked at."


class LoginForm(AuthenticationForm):
    error_messages = {"invalid_login": WRONG, "inactive": WRONG}


class Login(LoginView):
    """Name and password in one form. Tries are counted by django-axes, by name and by address."""

    template_name = "desk/login.html"
    form_class = LoginForm
    redirect_authenticated_user = True

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        locked = getattr(self.request, "axes_locked_out", False)
        if not locked:
            return super().form_invalid(form)
        self.request.axes_locked_out = False  # type: ignore[attr-defined]  # axes' middleware would answer without dress
        context: dict[str, Any] = self.get_context_data(form=form, locked=LOCKED)
        return self.render_to_response(context, status=TOO_MANY_REQUESTS)
