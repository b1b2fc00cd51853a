"""The admin: who comes in, what they may change, and what nobody may."""

import pytest
from django.test import Client

from claims import admin, models
from claims.models import Actor, User
from claims.models.enums import Role
from tests import factories

from .conftest import Login

pytestmark = pytest.mark.django_db
EDITORS = [models.Source, models.Actor, models.Page]
ADMINS = [models.User, models.Rating]
LOOKED_AT = [models.Article, models.Claim, models.Review, models.Verdict, models.Event, models.Match]
LOOKED_AT += [models.FactCheck, models.Case, models.LookAgain]
OF_ADMINS_ONLY = [models.Webhook, models.Delivery]


def address(model: type) -> str:
    return f"/admin/claims/{model.__name__.lower()}/"


def test_every_noun_that_is_listed_is_tested() -> None:
    assert {*EDITORS, *ADMINS, *LOOKED_AT, *OF_ADMINS_ONLY} == set(admin.site._registry)


@pytest.mark.parametrize("name", ["rita", "vera"])
def test_only_editors_come_in(at: Login, name: str) -> None:
    answer = at(factories.person(name)).get("/admin/", follow=True)
    assert answer.request["PATH_INFO"] == "/desk/"


def test_strangers_log_in_at_the_desk_s_door(client: Client) -> None:
    answer = client.get("/admin/", follow=True)
    assert answer.request["PATH_INFO"] == "/login/"
    assert 'name="next" value="/admin/"' in answer.content.decode()


@pytest.mark.parametrize("model", [*EDITORS, *ADMINS, *LOOKED_AT, *OF_ADMINS_ONLY])
def test_an_admin_sees_every_list_and_row(at: Login, ada: User, model: type) -> None:
    verdict = factories.published_verdict()
    models.Case.objects.create(title="Ten tents", kind="aid")
    models.LookAgain.objects.create(verdict=verdict, reason="day_came", key="x")
    models.FactCheck.objects.create(url="https://example.org/", claim_text="Ten tents came.", sha256="1" * 64)
    assert at(ada).get(address(model)).status_code == 200
    for row in getattr(model, "_default_manager").all()[:1]:  # noqa: B009 - `type` has no managers for mypy
        assert at(ada).get(f"{address(model)}{row.pk}/change/").status_code == 200


@pytest.mark.parametrize("model", [*ADMINS, *OF_ADMINS_ONLY])
def test_an_editor_has_no_part_in_what_is_the_admin_s(at: Login, omar: User, model: type) -> None:
    assert at(omar).get(address(model)).status_code == 403
    assert at(omar).get(f"{address(model)}add/").status_code == 403


@pytest.mark.parametrize("model", LOOKED_AT)
def test_what_steps_write_is_only_looked_at(at: Login, ada: User, model: type) -> None:
    factories.published_verdict()
    assert at(ada).get(f"{address(model)}add/").status_code == 403
    for row in getattr(model, "_default_manager").all()[:1]:  # noqa: B009 - `type` has no managers for mypy
        assert at(ada).post(f"{address(model)}{row.pk}/change/", {"note": "x"}).status_code == 403
        assert at(ada).post(f"{address(model)}{row.pk}/delete/", {"post": "yes"}).status_code == 403


def test_an_editor_gives_an_actor_another_name(at: Login, omar: User) -> None:
    data = {
        "name": "South Korea", "kind": "country", "code": "KR",
        "aliases-TOTAL_FORMS": "1", "aliases-INITIAL_FORMS": "0", "aliases-0-alias": "Seoul",
    }  # fmt: skip
    answer = at(omar).post("/admin/claims/actor/add/", data)
    assert answer.status_code == 302
    assert Actor.objects.known_as("seoul").get().name == "South Korea"


def test_an_admin_makes_a_user_who_can_log_in(at: Login, ada: User, client: Client) -> None:
    secret = "a long enough secret"
    data = {"username": "iris", "role": "editor", "usable_password": "true", "password1": secret, "password2": secret}
    assert at(ada).post("/admin/claims/user/add/", data).status_code == 302
    assert User.objects.get(username="iris").role == Role.EDITOR
    assert client.post("/login/", {"username": "iris", "password": secret})["Location"] == "/desk/"


def test_an_admin_lowers_a_role_and_shuts_an_account(at: Login, ada: User, omar: User) -> None:
    factories.person("omar", password="one long secret")
    data = {"username": "omar", "first_name": "Omar", "last_name": "", "email": "", "role": "reader"}
    assert at(ada).post(f"/admin/claims/user/{omar.pk}/change/", data).status_code == 302
    omar.refresh_from_db()
    assert (omar.role, omar.is_active) == (Role.READER, False)


def test_nobody_is_deleted(at: Login, ada: User, omar: User) -> None:
    assert at(ada).post(f"/admin/claims/user/{omar.pk}/delete/", {"post": "yes"}).status_code == 403


def test_no_secret_is_shown(at: Login, ada: User) -> None:
    hook = models.Webhook.objects.create(owner=ada, url="https://example.org/", events=[], secret="whsec_hidden")
    turn = factories.take()
    html = at(ada).get(f"/admin/claims/webhook/{hook.pk}/change/").content.decode()
    assert "whsec_hidden" not in html
    html = at(ada).get(f"/admin/claims/review/{turn.pk}/change/").content.decode()
    assert "Lease token" not in html


def test_the_first_page_says_how_the_desk_stands(client: Client) -> None:
    claim = factories.make_claim()
    client.force_login(factories.person("omar"))
    page = client.get("/admin/").content.decode()
    assert "How the desk stands" in page
    assert f"{claim.kind.capitalize()} claims in the queue" in page
    assert "none has ever been seen" in page
