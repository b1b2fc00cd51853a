"""Filters under a name: one's own, replaced, renamed, deleted, and without the place in the pages."""

import pytest
from django.http import QueryDict
from django.test import Client

from claims.flow import saved
from claims.models import SavedFilter, User
from claims.models.errors import RuleBroken
from tests.factories import NOW, make_claim

from .conftest import Login

pytestmark = pytest.mark.django_db


def save(client: Client, name: str, query: str) -> str:
    return client.post("/desk/filters/save/", {"name": name, "query": query}, follow=True).content.decode()


def test_a_filter_is_saved_without_its_page_and_stands_beside_the_boxes(at: Login, rita: User, omar: User) -> None:
    make_claim()
    browser = at(rita)
    html = save(browser, " Berlin  and  Kyiv ", "box=all&actor=DE&cursor=abc&page=3&kind=")
    assert "Saved as “Berlin and Kyiv”." in html
    row = SavedFilter.objects.get()
    assert QueryDict(row.query).dict() == {"box": "all", "actor": "DE"}
    assert "Berlin and Kyiv" in browser.get("/desk/").content.decode()
    assert "Berlin and Kyiv" not in at(omar).get("/desk/").content.decode()


def test_the_same_name_again_replaces_what_stood_there(at: Login, rita: User) -> None:
    browser = at(rita)
    save(browser, "Tanks", "q=tanks")
    save(browser, "tanks", "q=tanks&kind=aid")
    assert [row.query for row in SavedFilter.objects.all()] == ["q=tanks&kind=aid"]


def test_it_is_renamed_and_deleted_by_its_owner_alone(at: Login, rita: User, omar: User) -> None:
    one = saved.save(by=rita, name="Tanks", query="q=tanks", now=NOW)
    saved.save(by=rita, name="Trucks", query="q=trucks", now=NOW)
    browser = at(rita)
    assert at(omar).post(f"/desk/filters/{one.pk}/rename/", {"name": "Mine"}).status_code == 404
    assert at(omar).post(f"/desk/filters/{one.pk}/delete/").status_code == 404
    refused = browser.post(f"/desk/filters/{one.pk}/rename/", {"name": "TRUCKS"}, follow=True).content.decode()
    assert "Another filter of yours is called “TRUCKS” already." in refused
    assert (
        "Leopards"
        in browser.post(f"/desk/filters/{one.pk}/rename/", {"name": "Leopards"}, follow=True).content.decode()
    )
    assert "“Leopards” is deleted." in browser.post(f"/desk/filters/{one.pk}/delete/", follow=True).content.decode()
    assert [row.name for row in SavedFilter.objects.of(rita)] == ["Trucks"]


@pytest.mark.parametrize(("name", "query"), [("", "q=x"), (" ", "q=x"), ("n" * 81, "q=x"), ("Long", "q=" + "x" * 2000)])
def test_what_cannot_be_kept_is_refused(rita: User, name: str, query: str) -> None:
    with pytest.raises(RuleBroken):
        saved.save(by=rita, name=name, query=query, now=NOW)


def test_nobody_keeps_more_than_they_can_look_through(rita: User) -> None:
    for number in range(saved.MOST):
        saved.save(by=rita, name=f"Filter {number}", query="", now=NOW)
    with pytest.raises(RuleBroken, match="delete one first"):
        saved.save(by=rita, name="One more", query="", now=NOW)
    saved.save(by=rita, name="Filter 1", query="q=new", now=NOW)
