"""Rita's program is told what happens: signed, with secrets that change, and again when she asks for it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook as Reader

from claims import keeping, tasks
from claims.flow import access
from claims.models import Delivery, DeliveryState, User, Webhook
from claims.models.errors import RuleBroken
from tests import factories
from tests.api.callers import Caller
from tests.flow.conftest import Answer, Site
from tests.flow.conftest import site as site

ALL = ["article.failed", "case.overdue", "case.rated", "claim.queued"]
ALL += ["verdict.corrected", "verdict.published", "verdict.withdrawn"]


@pytest.fixture
def hook(site: Site, as_rita: Caller) -> dict[str, Any]:
    """A webhook of Rita's for everything, with its secret."""
    site.answers["/hook"] = Answer(204)
    made: dict[str, Any] = as_rita.post("webhooks/", {"url": site.url("/hook"), "events": ALL}).json()
    return made


def deliver() -> None:
    for pk in Delivery.objects.waiting().order_by("id").values_list("pk", flat=True):
        tasks.send_delivery(pk)


def kinds() -> list[str]:
    return list(Delivery.objects.order_by("id").values_list("type", flat=True))


def test_it_is_added_mended_and_removed(hook: dict[str, Any], as_rita: Caller, site: Site) -> None:
    path = f"webhooks/{hook['id']}/"
    assert hook["secret"].startswith("whsec_")
    assert hook["events"] == ALL
    seen = as_rita.get(path).json()
    assert seen == {name: value for name, value in hook.items() if name != "secret"}
    assert as_rita.patch(path, {"events": ["case.rated", "case.rated"]}).json()["events"] == ["case.rated"]
    assert as_rita.patch(path, {"active": False}).json()["disabled_at"]
    assert as_rita.post(f"{path}ping/").status_code == 409
    assert as_rita.patch(path, {"active": True, "url": site.url("/other")}).json()["active"] is True
    assert [row["id"] for row in as_rita.get("webhooks/").json()["results"]] == [hook["id"]]
    assert as_rita.delete(path).status_code == 204
    assert as_rita.get(path).status_code == 404


@pytest.mark.parametrize(
    ("wish", "status", "field"),
    [
        ({"url": "http://127.0.0.1/hook", "events": ALL}, 422, "url"),
        ({"url": "http://10.1.2.3/hook", "events": ALL}, 422, "url"),
        ({"url": "gopher://example.org/", "events": ALL}, 422, "url"),
        ({"url": "http://93.184.215.14/", "events": []}, 400, "events"),
        ({"url": "http://93.184.215.14/", "events": ["claim.burned"]}, 400, "events.0"),
        ({"url": "http://93.184.215.14/", "events": {"claim.queued": 1}}, 400, "events"),
        ({"url": "http://93.184.215.14/", "events": ALL, "secret": "mine"}, 400, "secret"),
    ],
)
def test_what_is_refused(as_rita: Caller, wish: dict[str, Any], status: int, field: str) -> None:
    answer = as_rita.post("webhooks/", wish)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (status, field)


def test_one_sees_ones_own_and_ada_everybodys(hook: dict[str, Any], as_omar: Caller, ada: User) -> None:
    path = f"webhooks/{hook['id']}/"
    for action in ("", "deliveries/"):
        assert as_omar.get(path + action).status_code == 404
        assert Caller(ada).get(path + action).status_code == 200
    assert as_omar.post(f"{path}rotate/").status_code == 404
    assert as_omar.get("webhooks/").json()["results"] == []
    assert len(Caller(ada).get("webhooks/").json()["results"]) == 1


def test_a_ping_arrives(hook: dict[str, Any], as_rita: Caller, site: Site) -> None:
    told = as_rita.post(f"webhooks/{hook['id']}/ping/").json()
    assert (told["type"], told["state"]) == ("ping", "waiting")
    deliver()
    headers, body = site.told[0]
    assert Reader(hook["secret"]).verify(body, headers)["data"] == {"webhook": hook["id"]}
    (row,) = as_rita.get(f"webhooks/{hook['id']}/deliveries/").json()["results"]
    assert (row["state"], row["last_status"], row["attempts"]) == ("delivered", 204, 1)


def test_both_secrets_sign_for_a_day(hook: dict[str, Any], as_rita: Caller, site: Site) -> None:
    path = f"webhooks/{hook['id']}/"
    rotated = as_rita.post(f"{path}rotate/").json()
    assert rotated["secret"] != hook["secret"]
    as_rita.post(f"{path}ping/")
    deliver()
    headers, body = site.told[0]
    for secret in (hook["secret"], rotated["secret"]):
        assert Reader(secret).verify(body, headers)["type"] == "ping"
    Webhook.objects.update(old_until=datetime.now(UTC) - timedelta(seconds=1))
    as_rita.post(f"{path}ping/")
    deliver()
    assert len(site.told[1][0]["webhook-signature"].split()) == 1


def test_all_that_happens_to_a_claim_is_told(hook: dict[str, Any], as_omar: Caller, as_nina: Caller) -> None:
    claim = factories.published_claim()
    assert kinds() == ["claim.queued", "verdict.published"]
    queued = Delivery.objects.order_by("id")[0].body["data"]
    assert (queued["id"], queued["status"], queued["quote"]) == (claim.pk, "queued", claim.quote)
    path = f"claims/{claim.pk}/"
    as_omar.post(f"{path}reopen/", {"reason": "It was misread."}, etag=as_omar.etag(path))
    assert kinds()[2:] == ["claim.queued"]
    verdict = f"verdicts/{claim.standing_verdict_id}/"
    as_omar.act(verdict, "withdraw", {"reason": "It is wrong."})
    as_nina.act(verdict, "approve")
    assert kinds()[3:] == ["verdict.withdrawn"]
    assert Delivery.objects.latest("id").body["data"]["state"] == "withdrawn"


def test_an_article_that_failed_is_told_once(hook: dict[str, Any]) -> None:
    article = factories.make_article()
    keeping.fail_or_put_off(article.pk, RuleBroken("It is empty.", code="blank"), now=factories.NOW)
    keeping.fail_or_put_off(article.pk, RuleBroken("It is empty.", code="blank"), now=factories.NOW)
    (told,) = Delivery.objects.all()
    assert (told.type, told.body["data"]["error"]["message"]) == ("article.failed", "It is empty.")
    assert "text" not in told.body["data"]


def test_a_claim_set_aside_or_of_somebody_who_left_is_not_told(hook: dict[str, Any], rita: User) -> None:
    factories.make_claim(worthiness=0.1)
    User.objects.filter(pk=rita.pk).update(is_active=False)
    factories.make_claim()
    assert kinds() == []


@pytest.mark.parametrize(
    ("answer", "state", "disabled"),
    [
        (Answer(500, "Sorry. " * 500), "waiting", False),
        (Answer(302, headers={"location": "/elsewhere"}), "waiting", False),
        (Answer(429, headers={"retry-after": "3600"}), "waiting", False),
        (Answer(410, "Gone."), "exhausted", True),
    ],
)
def test_how_it_went_is_shown(
    hook: dict[str, Any], as_rita: Caller, site: Site, answer: Answer, state: str, disabled: bool
) -> None:
    site.answers["/hook"] = answer
    as_rita.post(f"webhooks/{hook['id']}/ping/")
    deliver()
    (row,) = as_rita.get(f"webhooks/{hook['id']}/deliveries/", state=state).json()["results"]
    assert (row["last_status"], row["last_answer"]) == (answer.status, answer.body[:2000])
    assert as_rita.get(f"webhooks/{hook['id']}/").json()["active"] is not disabled
    assert "/elsewhere" not in site.asked


def test_it_is_told_again_on_demand(hook: dict[str, Any], as_rita: Caller, as_omar: Caller, site: Site) -> None:
    told = as_rita.post(f"webhooks/{hook['id']}/ping/").json()
    Delivery.objects.update(
        state=DeliveryState.EXHAUSTED, attempts=12, created_at=datetime.now(UTC) - timedelta(days=5)
    )
    path = f"deliveries/{told['id']}/resend/"
    assert as_omar.post(path).status_code == 404
    again = as_rita.post(path).json()
    assert (again["state"], again["attempts"]) == ("waiting", 0)
    site.answers["/hook"] = Answer(500)
    deliver()
    assert Delivery.objects.get().state == DeliveryState.WAITING  # with three days of its own
    first = site.told[0][0]["webhook-id"]
    Delivery.objects.update(next_try_at=datetime.now(UTC))
    site.answers["/hook"] = Answer(200)
    deliver()
    assert site.told[1][0]["webhook-id"] == first
    assert Delivery.objects.get().state == DeliveryState.DELIVERED


def test_a_whole_stretch_of_time_is_told_again(hook: dict[str, Any], as_rita: Caller) -> None:
    factories.make_claims(3)
    Delivery.objects.update(state=DeliveryState.EXHAUSTED)
    path = f"webhooks/{hook['id']}/resend/"
    now = datetime.now(UTC)
    later, earlier = (now + timedelta(hours=1)).isoformat(), (now - timedelta(hours=1)).isoformat()
    assert as_rita.post(path, {"from": later}).json() == {"resent": 0}
    assert as_rita.post(path, {"from": earlier}).json() == {"resent": 3}
    assert as_rita.post(path, {"from": earlier, "to": later}).json() == {"resent": 0}
    assert as_rita.post(path, {"to": later}).status_code == 400
    assert Delivery.objects.waiting().count() == 3


def test_secrets_are_whole(rita: User, site: Site) -> None:
    one, other = (access.add_webhook(site.url("/hook"), ALL, by=rita).secret for _ in range(2))
    assert one != other
    assert Reader(one).sign("msg_1", datetime.now(UTC), "{}").startswith("v1,")
