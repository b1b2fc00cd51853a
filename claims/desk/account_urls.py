"""Addresses of a person's own account. The names are those that Django and allauth look for."""

from allauth.account.views import reauthenticate
from django.contrib.auth import views as auth
from django.contrib.auth.views import LogoutView
from django.urls import include, path

from . import account, accounts, tokens, webhooks

PASSWORD = "desk/account/password/"  # noqa: S105 - an address

urlpatterns = [
    path("login/", accounts.Login.as_view(), name="account_login"),
    path("logout/", LogoutView.as_view(), name="account_logout"),
    path("login/forgotten/", accounts.Forgotten.as_view(), name="account_reset_password"),
    path(
        "login/forgotten/sent/",
        auth.PasswordResetDoneView.as_view(template_name="desk/account/reset_sent.html"),
        name="password_reset_done",
    ),
    path("login/new-password/<uidb64>/<token>/", accounts.NewPassword.as_view(), name="password_reset_confirm"),
    path("desk/account/", account.profile, name="account"),
    path(PASSWORD, account.ChangePassword.as_view(), name="account_change_password"),
    path("desk/account/confirm/", reauthenticate, name="account_reauthenticate"),
    path("desk/account/second-factor/", include("allauth.mfa.urls")),
    path("desk/account/sessions/", account.sessions, name="usersessions_list"),
    path("desk/account/sessions/end/", account.end_sessions, name="end_sessions"),
    path("desk/account/tokens/", tokens.index, name="tokens"),
    path("desk/account/tokens/<int:pk>/revoke/", tokens.revoke, name="revoke_token"),
    path("desk/account/webhooks/", webhooks.index, name="webhooks"),
    path("desk/account/webhooks/<int:pk>/", webhooks.show, name="webhook"),
    path("desk/account/webhooks/<int:pk>/rotate/", webhooks.rotate, name="rotate_secret"),
    path("desk/account/webhooks/<int:pk>/ping/", webhooks.ping, name="ping_webhook"),
    path("desk/account/webhooks/<int:pk>/switch/", webhooks.switch, name="switch_webhook"),
    path("desk/account/webhooks/<int:pk>/remove/", webhooks.remove, name="remove_webhook"),
    path("desk/account/webhooks/<int:pk>/resend/", webhooks.resend_all, name="resend_deliveries"),
    path("desk/account/deliveries/<int:pk>/", webhooks.of_delivery, name="webhook_of_delivery"),
    path("desk/account/deliveries/<int:pk>/resend/", webhooks.resend, name="resend_delivery"),
]
