"""Rita's, Omar's, Nina's and Vera's browsers, each logged in."""

from collections.abc import Callable

import pytest
from django.test import Client

from claims.models import User

Login = Callable[[User], Client]


@pytest.fixture
def at() -> Login:
    """The browser of somebody who is logged in: `at(rita).get("/desk/")`."""

    def log_in(user: User) -> Client:
        client = Client(raise_request_exception=True)
        client.force_login(user)
        return client

    return log_in
