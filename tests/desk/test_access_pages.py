"""Rita's tokens and webhooks on pages of her account: made and shown once, looked after, told again, taken away."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from standardwebhooks.webhooks import Webhook as Reader

from claims import tasks
from claims.flow import access
from claims.models import ApiToken, Delivery, DeliveryState, User, Webhook
from claims.models.enums import Role
from tests import factories
from tests.flow.conftest import Answer, Site
from tests.flow.conftest import site as site

from .conftest import Login

pytestmark = pytest.mark.django_db
TOKENS, WEBHOOKS = "/desk/account/tokens/", "/desk/account/webhooks/"


@pytest.fixture
def browser(at: Login, rita: User) -> Client:
    """Rita's."""
    return at(rita)


@pytest.fixture
def hook(rita: User, site: Site) -> Webhook:
    site.answers["/hook"] = Answer(500, "<b>Out of order</b>")
    return access.add_webhook(site.url("/hook"), ["claim.queued"], by=rita)


def shown(html: str) -> str:
    """The secret on the page; empty where there is none."""
    found = re.search(r'<code class="secret"[^>]*>([^<]+)<', html)
    return found[1] if found else ""


def press(browser: Client, hook: Webhook, button: str, **data: str) -> str:
    return browser.post(f"{WEBHOOKS}{hook.pk}/{button}/", data, follow=True).content.decode()


def deliver() -> None:
    for pk in Delivery.objects.waiting().values_list("pk", flat=True):
        tasks.send_delivery(pk)


def test_a_token_is_shown_once_and_works(browser: Client, client: Client) -> None:
    secret = shown(browser.post(TOKENS, {"name": "nightly", "role": "reader", "last_day": ""}).content.decode())
    me = client.get("/api/v1/me/", headers={"Authorization": f"Token {secret}"}).json()
    assert me["username"] == "rita"
    html = browser.get(TOKENS).content.decode()
    assert secret not in html
    for words in ("nightly", f"{secret[:8]}…", "last used", ">reader<"):
        assert words in html
    assert client.post("/api/v1/queue/next/", headers={"Authorization": f"Token {secret}"}).status_code == 403


def test_a_token_ends_with_its_last_day_where_she_is(browser: Client, rita: User) -> None:
    User.objects.filter(pk=rita.pk).update(time_zone="Asia/Tokyo")
    browser.post(TOKENS, {"name": "until June", "role": "reviewer", "last_day": "2099-06-01"})
    assert ApiToken.objects.get().expires_at == datetime(2099, 6, 1, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        ({"name": "", "role": "reader"}, "Say what it is for"),
        ({"name": "x", "role": "editor"}, "Select a valid choice"),
        ({"name": "x", "role": "reader", "last_day": "2020-01-01"}, "This day has passed."),
        ({"name": "x", "role": "reader", "last_day": "soon"}, "year-month-day"),
    ],
)
def test_what_is_no_token_is_told(browser: Client, wish: dict[str, str], told: str) -> None:
    answer = browser.post(TOKENS, wish)
    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    assert not ApiToken.objects.exists()


def test_a_revoked_token_is_gone(browser: Client, at: Login, omar: User, rita: User, client: Client) -> None:
    secret = ApiToken.objects.issue(rita, name="old laptop")
    path = f"{TOKENS}{ApiToken.objects.get().pk}/revoke/"
    assert at(omar).post(path).status_code == 404
    assert "old laptop" not in browser.post(path, follow=True).content.decode()
    assert client.get("/api/v1/me/", headers={"Authorization": f"Token {secret}"}).status_code == 401
    assert browser.post(path).status_code == 404


def test_a_token_past_its_day_says_so(browser: Client, rita: User) -> None:
    ApiToken.objects.issue(rita, name="old", expires_at=datetime(2024, 1, 1, tzinfo=UTC))
    assert "past its day" in browser.get(TOKENS).content.decode()


def test_a_webhook_is_added_and_its_secret_shown_once(browser: Client, site: Site) -> None:
    site.answers["/hook"] = Answer(204)
    wish = {"url": site.url("/hook"), "events": ["claim.queued", "case.rated"]}
    secret = shown(browser.post(WEBHOOKS, wish).content.decode())
    hook = Webhook.objects.get()
    assert hook.events == ["case.rated", "claim.queued"]
    assert secret not in browser.get(f"{WEBHOOKS}{hook.pk}/").content.decode()
    assert "A test is on its way" in press(browser, hook, "ping")
    deliver()
    headers, body = site.told[0]
    assert Reader(secret).verify(body, headers)["type"] == "ping"
    html = browser.get(f"{WEBHOOKS}{hook.pk}/").content.decode()
    assert "answered 204" in html
    assert "delivered (204)" in browser.get(WEBHOOKS).content.decode()


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        ({"url": "http://10.1.2.3/", "events": ["case.rated"]}, "public"),
        ({"url": "gopher://x", "events": ["case.rated"]}, "Give a whole web address"),
        ({"url": "https://93.184.215.14/", "events": []}, "Choose at least one."),
        ({"url": "https://93.184.215.14/", "events": ["claim.eaten"]}, "Select a valid choice"),
    ],
)
def test_what_is_no_webhook_is_told(browser: Client, wish: dict[str, Any], told: str) -> None:
    answer = browser.post(WEBHOOKS, wish)
    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    assert not Webhook.objects.exists()


def test_a_webhook_is_changed_switched_and_removed(browser: Client, hook: Webhook, site: Site) -> None:
    path = f"{WEBHOOKS}{hook.pk}/"
    browser.post(path, {"url": site.url("/new"), "events": ["case.overdue"]})
    hook.refresh_from_db()
    assert (hook.url, hook.events) == (site.url("/new"), ["case.overdue"])
    refused = browser.post(path, {"url": "http://10.1.2.3/", "events": ["case.overdue"]})
    assert (refused.status_code, "http://10.1.2.3/" in refused.content.decode()) == (422, True)
    html = press(browser, hook, "switch")
    assert "Switched off" in html
    assert "Send a test" not in html
    assert "switch it on first" in press(browser, hook, "ping")
    assert "Send a test" in press(browser, hook, "switch", active="on")
    assert "Removed." in press(browser, hook, "remove")
    assert not Webhook.objects.exists()


def test_a_new_secret_signs_beside_the_old_one(browser: Client, hook: Webhook, site: Site) -> None:
    html = press(browser, hook, "rotate")
    assert "the secret before this one signs until" in html
    press(browser, hook, "ping")
    deliver()
    headers, body = site.told[0]
    for secret in (hook.secret, shown(html)):
        assert Reader(secret).verify(body, headers)["type"] == "ping"


def test_what_failed_is_looked_at_and_told_again(browser: Client, hook: Webhook, site: Site) -> None:
    factories.make_claim()
    deliver()
    path = f"{WEBHOOKS}{hook.pk}/"
    html = browser.get(path).content.decode()
    for words in ("claim.queued", "answered 500", "&lt;b&gt;Out of order&lt;/b&gt;", "1 try"):
        assert words in html
    assert "Send again" not in html
    Delivery.objects.update(state=DeliveryState.EXHAUSTED)
    delivery = Delivery.objects.get()
    assert browser.get(f"{path}?state=delivered").context["deliveries"] == []
    site.answers["/hook"] = Answer(204)
    html = browser.post(f"/desk/account/deliveries/{delivery.pk}/resend/", follow=True).content.decode()
    assert "It is told again." in html
    deliver()
    assert Delivery.objects.get().state == DeliveryState.DELIVERED
    Webhook.objects.update(disabled_at=datetime.now(UTC))
    html = browser.post(f"/desk/account/deliveries/{delivery.pk}/resend/", follow=True).content.decode()
    assert "switch it on first" in html


def test_a_stretch_of_time_is_told_again(browser: Client, hook: Webhook) -> None:
    factories.make_claims(2)
    Delivery.objects.update(state=DeliveryState.EXHAUSTED)
    hour = timedelta(hours=1)
    earlier, later = (f"{datetime.now(UTC) + shift:%Y-%m-%dT%H:%M}" for shift in (-hour, hour))
    assert "Give a time." in press(browser, hook, "resend")
    assert "0 are told again." in press(browser, hook, "resend", first=later)
    assert "2 are told again." in press(browser, hook, "resend", first=earlier, last=later)
    assert Delivery.objects.waiting().count() == 2


def test_the_log_in_pages(browser: Client, hook: Webhook, rita: User) -> None:
    for _ in range(22):
        access.ping(hook, by=rita, now=factories.NOW)
    path = f"{WEBHOOKS}{hook.pk}/"
    first = browser.get(path)
    second = browser.get(f"{path}?before={first.context['before']}")
    seen = [row["id"] for answer in (first, second) for row in answer.context["deliveries"]]
    assert seen == sorted(Delivery.objects.values_list("pk", flat=True), reverse=True)
    assert len(browser.get(f"{path}?state=x&before=٣").context["deliveries"]) == 20


def test_lists_cost_so_many_queries(
    browser: Client, rita: User, hook: Webhook, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        ApiToken.objects.issue(rita, name=f"{number}")
        access.add_webhook(hook.url, ["case.rated"], by=rita)
        access.ping(hook, by=rita, now=factories.NOW)
    with django_assert_num_queries(4):
        browser.get(TOKENS)
    with django_assert_num_queries(4):
        browser.get(WEBHOOKS)
    with django_assert_num_queries(5):
        browser.get(f"{WEBHOOKS}{hook.pk}/")


def test_who_sees_whose(at: Login, hook: Webhook, vera: User, omar: User, ada: User) -> None:
    for path in (TOKENS, WEBHOOKS):
        assert at(vera).get(path).status_code == 403
        assert Client().get(path).headers["Location"].startswith("/login/")
    assert "/desk/account/tokens/" not in at(vera).get("/desk/account/").content.decode()
    assert hook.url not in at(omar).get(WEBHOOKS).content.decode()
    for button in ("", "rotate/", "ping/", "switch/", "remove/", "resend/"):
        assert at(omar).post(f"{WEBHOOKS}{hook.pk}/{button}").status_code == 404
    html = at(ada).get(WEBHOOKS).content.decode()
    assert hook.url in html
    assert "Rita" in html or "rita" in html


def test_no_page_is_kept(browser: Client, rita: User) -> None:
    assert rita.holds(Role.REVIEWER)
    answer = browser.post(TOKENS, {"name": "nightly", "role": "reader", "last_day": ""})
    assert "no-store" in answer.headers["Cache-Control"]
