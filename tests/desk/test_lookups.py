"""The page of a piece of evidence is looked up while its title is still being typed."""

import pytest

from claims.models import Lookup, User
from tests.factories import NOW

from .conftest import Login

pytestmark = pytest.mark.django_db
URL = "http://93.184.215.14/list"


def test_how_far_a_look_is_can_be_followed(at: Login, rita: User) -> None:
    html = at(rita).post("/desk/lookups/", {"url": URL}).content.decode()
    row = Lookup.objects.get()
    path = f"/desk/lookups/{row.pk}/"
    assert f'data-next="{path}"' in html
    Lookup.objects.update(done_at=NOW, title="A <list>", publisher="The ministry", sha256="a" * 64)
    html = at(rita).get(path).content.decode()
    assert "data-next" not in html
    assert 'data-title="A &lt;list&gt;"' in html
    assert "aaaaaaaaaaaa…" in html
    Lookup.objects.update(error="No server of this name was found.", sha256="")
    html = at(rita).get(path).content.decode()
    assert "No server of this name was found." in html
    assert "data-title" not in html


@pytest.mark.parametrize("url", ["http://127.0.0.1/x", "ftp://example.org/", "", "javascript:alert(1)"])
def test_a_refused_address_says_why(at: Login, rita: User, url: str) -> None:
    assert 'class="wrong"' in at(rita).post("/desk/lookups/", {"url": url}).content.decode()
    assert not Lookup.objects.exists()


def test_readers_have_nothing_looked_up(at: Login, vera: User) -> None:
    assert at(vera).post("/desk/lookups/", {"url": URL}).status_code == 403
