"""Who asks: a program by its token, or a person by the desk's session."""

from datetime import timedelta

from django.utils import timezone
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from claims.api.problems import CHALLENGE
from claims.models import ApiToken, User

SEEN_EVERY = timedelta(minutes=1)  # how exactly `last_used_at` is kept: one write a minute and token


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Token ct_…`. Whoever shows credentials of another kind, or bad ones, is refused outright."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """The token's owner, who acts with the token's role; None without the header: the session may tell."""
        words = get_authorization_header(request).split()
        if not words:
            return None
        if words[0].lower() != b"token" or len(words) != 2:
            raise AuthenticationFailed('Send the header as "Authorization: Token ct_…".')
        token = self._token(words[1].decode("latin-1"))
        if token is None:
            raise AuthenticationFailed("This token is not known, or no longer valid.")
        user: User = token.user
        user.acting_role = token.ceiling()
        return user, token

    def authenticate_header(self, request: Request) -> str:
        """What a 401 asks for."""
        return CHALLENGE

    def _token(self, secret: str) -> ApiToken | None:
        now = timezone.now()
        token = ApiToken.objects.bearer(secret, now=now)
        if token is not None and (token.last_used_at is None or token.last_used_at < now - SEEN_EVERY):
            ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
        return token
