"""Pages that editors write: there from the first day, clean, and asked for again at every visit."""

import pytest
from django.test import Client

from claims.models import Event, Page, Rating, User

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", ["method", "scale", "corrections", "about"])
def test_a_new_desk_has_them(client: Client, slug: str) -> None:
    html = client.get(f"/pages/{slug}/").content.decode()
    assert Page.objects.get(slug=slug).title in html
    assert "<script" not in html
    assert client.get("/").content.decode().count(f'href="/pages/{slug}/"') == 1


def test_the_scale_s_page_shows_the_scale_as_it_is(client: Client) -> None:
    Rating.objects.filter(value=3).update(name="Half and half")
    html = client.get("/pages/scale/").content.decode()
    for rating in Rating.objects.all():
        assert rating.name in html
        assert rating.description in html


def test_a_page_is_rewritten_in_the_admin_by_an_editor(client: Client, omar: User) -> None:
    page = Page.objects.get(slug="about")
    old = client.get("/pages/about/")
    assert client.get("/pages/about/", headers={"If-None-Match": old.headers["ETag"]}).status_code == 304
    desk = Client()
    desk.force_login(omar)
    words = {"title": "Who we are", "body": "**Six** people.\n\n<script>alert(1)</script>", "version": "1"}
    address = f"/admin/claims/page/{page.pk}/change/"
    assert desk.post(address, words).status_code == 302
    again = client.get("/pages/about/", headers={"If-None-Match": old.headers["ETag"]})
    assert "<strong>Six</strong> people." in again.content.decode()
    assert "<script>" not in again.content.decode()
    assert Event.objects.filter(verb="page.rewritten", actor=omar).count() == 1
    stale = desk.post(address, words | {"title": "Who they are"})
    assert "Somebody else has changed this page meanwhile" in stale.content.decode()
    assert Page.objects.get(slug="about").title == "Who we are"


def test_an_editor_adds_one_and_a_reviewer_does_not(client: Client, omar: User, rita: User) -> None:
    words = {"slug": "imprint", "title": "Imprint", "body": "A street.", "version": "1"}
    client.force_login(rita)
    assert client.post("/admin/claims/page/add/", words).status_code == 302
    assert not Page.objects.filter(slug="imprint").exists()
    client.force_login(omar)
    assert client.post("/admin/claims/page/add/", words).status_code == 302
    assert "A street." in client.get("/pages/imprint/").content.decode()
    assert client.get("/pages/nothing/").status_code == 404
