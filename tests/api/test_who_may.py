"""Roles × routes, from the URL map itself: a route without a row here fails. Tokens, their ceilings, and sessions."""

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from claims.api.urls import version_1
from claims.models import ApiToken, Claim, User
from claims.models.enums import Role
from tests import factories
from tests.api.callers import Caller

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

EVERYBODY = None
# route → what each method needs. A single object that outsiders may not see is 404 to them, all else 401
MAY: dict[str, dict[str, Role | None]] = {
    "articles": {"GET": Role.READER, "POST": Role.REVIEWER},
    "batch": {"POST": Role.REVIEWER},
    "article": {"GET": Role.READER},
    "retry": {"POST": Role.REVIEWER},
    "article-claims": {"GET": Role.READER},
    "claims": {"GET": EVERYBODY, "POST": Role.EDITOR},
    "export-claims": {"GET": EVERYBODY},
    "export-cases": {"GET": EVERYBODY},
    "claim": {"GET": EVERYBODY, "PATCH": Role.EDITOR},
    "dismiss": {"POST": Role.REVIEWER},
    "reopen": {"POST": Role.EDITOR},
    "queue-claim": {"POST": Role.EDITOR},
    "assign": {"POST": Role.EDITOR},
    "claim-events": {"GET": Role.READER},
    "take": {"POST": Role.REVIEWER},
    "renew": {"POST": Role.REVIEWER},
    "release": {"POST": Role.REVIEWER},
    "propose": {"POST": Role.REVIEWER},
    "matches": {"GET": Role.READER},
    "confirm-match": {"POST": Role.REVIEWER},
    "reject-match": {"POST": Role.REVIEWER},
    "queue": {"GET": Role.READER},
    "queue-next": {"POST": Role.REVIEWER},
    "verdicts": {"GET": EVERYBODY},
    "verdict": {"GET": EVERYBODY},
    "approve": {"POST": Role.EDITOR},
    "send-back": {"POST": Role.EDITOR},
    "take-back": {"POST": Role.REVIEWER},
    "withdraw": {"POST": Role.EDITOR},
    "cases": {"GET": EVERYBODY, "POST": Role.EDITOR},
    "case": {"GET": EVERYBODY, "PATCH": Role.EDITOR},
    "timeline": {"GET": EVERYBODY},
    "case-claims": {"GET": EVERYBODY, "POST": Role.EDITOR},
    "case-claim": {"DELETE": Role.EDITOR},
    "merge": {"POST": Role.EDITOR},
    "split": {"POST": Role.EDITOR},
    "undo": {"POST": Role.EDITOR},
    "publish-case": {"POST": Role.EDITOR},
    "unpublish-case": {"POST": Role.EDITOR},
    "rate": {"POST": Role.EDITOR},
    "case-events": {"GET": Role.READER},
    "suggested-cases": {"GET": Role.READER},
    "actors": {"GET": Role.READER},
    "actor": {"GET": Role.READER},
    "record": {"GET": EVERYBODY},
    "statistics": {"GET": EVERYBODY},
    "sources": {"GET": Role.READER, "POST": Role.EDITOR},
    "source": {"GET": Role.READER, "PATCH": Role.EDITOR},
    "feeds": {"GET": Role.READER, "POST": Role.EDITOR},
    "feed": {"GET": Role.READER, "PATCH": Role.EDITOR, "DELETE": Role.EDITOR},
    "tokens": {"GET": Role.REVIEWER, "POST": Role.REVIEWER},
    "token": {"GET": Role.REVIEWER, "DELETE": Role.REVIEWER},
    "webhooks": {"GET": Role.REVIEWER, "POST": Role.REVIEWER},
    "webhook": {"GET": Role.REVIEWER, "PATCH": Role.REVIEWER, "DELETE": Role.REVIEWER},
    "rotate": {"POST": Role.REVIEWER},
    "ping": {"POST": Role.REVIEWER},
    "deliveries": {"GET": Role.REVIEWER},
    "resend-all": {"POST": Role.REVIEWER},
    "resend": {"POST": Role.REVIEWER},
    "ratings": {"GET": EVERYBODY},
    "me": {"GET": Role.READER},
}
HIDDEN_OBJECTS = {"article", "actor", "source", "feed", "token"} | {
    "webhook",
    "rotate",
    "ping",
    "deliveries",
    "resend-all",
    "resend",
}
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
NAMES = ["outsider", "vera", "rita", "omar", "ada"]
NO_SUCH = 9_223_372_036_854_775_807
ROUTES = [(str(route.name), str(route.pattern)) for route in version_1]


def call(name: str, method: str, pattern: str, pk: int) -> "Answer":
    caller = Caller() if name == "outsider" else Caller(factories.person(name))
    path = "/api/v1/" + re.sub(r"<big_id:\w+>", str(pk), pattern)
    return caller.client.generic(method, path, headers=caller.headers)


def expected(name: str, route: str, method: str) -> int:
    """401, 403, 404 or 405; 0 for: let in."""
    needs = MAY[route]
    person = None if name == "outsider" else factories.PEOPLE[name]
    if method not in needs:
        closed = person is None and EVERYBODY not in needs.values() and route not in HIDDEN_OBJECTS
        return 401 if closed else 405
    needed = needs[method]
    if needed is EVERYBODY or (person is not None and person.includes(needed)):
        return 0
    if person is not None:
        return 403
    return 404 if route in HIDDEN_OBJECTS else 401


def test_every_route_has_a_row() -> None:
    assert {name for name, _ in ROUTES} == set(MAY)


@pytest.mark.parametrize("who", NAMES)
@pytest.mark.parametrize(("route", "pattern"), ROUTES)
def test_the_matrix(db: None, who: str, route: str, pattern: str) -> None:
    single = "<" in pattern
    for method in METHODS:
        status = call(who, method, pattern, NO_SUCH).status_code
        wanted = expected(who, route, method)
        if single and wanted in {0, 405}:  # what is not there has no methods
            assert status == 404, f"{method} {route}"
        elif wanted:
            assert status == wanted, f"{method} {route}"
        else:
            assert status in {200, 204, 400}, f"{method} {route}"


def test_what_is_hidden_looks_like_what_is_not_there(outsider: Caller) -> None:
    verdict = factories.propose()
    for route in (f"claims/{verdict.claim_id}/", f"articles/{verdict.claim.article_id}/", f"verdicts/{verdict.pk}/"):  # type: ignore[union-attr]  # it has one
        there, nowhere = outsider.get(route), outsider.get(f"{route.partition('/')[0]}/{NO_SUCH}/")
        assert there.status_code == nowhere.status_code == 404
        assert there.content == nowhere.content
        assert set(there.headers) == set(nowhere.headers)
    assert outsider.get("claims/").json()["results"] == []
    assert outsider.get("verdicts/").json()["results"] == []


def test_outsiders_learn_nothing_of_the_inside(outsider: Caller, as_omar: Caller, rita: User) -> None:
    claim = factories.published_claim()
    path = f"claims/{claim.pk}/"
    before = outsider.get(path)
    as_omar.post(f"{path}reopen/", {"reason": "Secret."}, etag=as_omar.etag(path))
    as_omar.post(f"{path}assign/", {"user": rita.pk}, etag=as_omar.etag(path))
    factories.take(Claim.objects.get(pk=claim.pk), by=rita)
    after = outsider.get(path)
    assert after.content == before.content
    assert after.headers["ETag"] == before.headers["ETag"]
    hiding: list[dict[str, Any]] = [{"assigned_to": str(rita.pk)}, {"status": "in_review"}, {"set_aside": "true"}]
    for hidden in hiding:
        assert outsider.get("claims/", **hidden).json()["results"] == []


def test_outsiders_do_not_see_that_a_withdrawal_was_asked_for(
    outsider: Caller, as_omar: Caller, as_nina: Caller
) -> None:
    claim = factories.published_claim()
    verdict = f"verdicts/{claim.standing_verdict_id}/"
    paths = [verdict, f"claims/{claim.pk}/", "verdicts/", "claims/"]

    def seen() -> list[Any]:
        return [(answer.content, answer.headers.get("ETag")) for answer in map(outsider.get, paths)]

    before = seen()
    asked = as_omar.post(f"{verdict}withdraw/", {"reason": "Secret."}, etag=as_omar.etag(verdict))
    assert asked.json()["version"] == 3
    assert seen() == before
    as_nina.post(f"{verdict}send-back/", {"note": "No."}, etag=asked.headers["ETag"])
    assert seen() == before


def test_a_mended_reading_is_not_found_by_outsiders_before_it_is_judged(outsider: Caller, as_vera: Caller) -> None:
    claim = factories.published_claim()
    poland = Claim.objects.get(pk=claim.pk).recipient
    Claim.objects.filter(pk=claim.pk).update(actor=poland, item="Abrams tanks", due_to="2030-01-01")
    wishes: list[dict[str, Any]] = [{"q": "Abrams"}, {"actor": "UA"}, {"due_after": "2029-01-01"}]
    for wish in wishes:
        assert len(as_vera.get("claims/", **wish).json()["results"]) == 1
        assert outsider.get("claims/", **wish).json()["results"] == []
    assert len(outsider.get("claims/", actor="DE", due_before="2025-01-01", ordering="due").json()["results"]) == 1


def test_outsiders_never_get_the_text(outsider: Caller) -> None:
    claim = factories.published_claim()
    assert outsider.get(f"articles/{claim.article_id}/").status_code == 404
    assert "text" not in outsider.get(f"claims/{claim.pk}/").json()["article"]


def test_a_token_acts_with_its_own_lower_role(omar: User) -> None:
    program = Caller(omar, role=Role.READER)
    assert program.get("me/").json()["role"] == "reader"
    assert program.post("queue/next/").status_code == 403
    assert Caller(omar, role=Role.ADMIN).get("me/").json()["role"] == "editor"


def test_bad_tokens_are_refused_everywhere_and_say_how(vera: User) -> None:
    good = ApiToken.objects.issue(vera, name="a program")
    for header in ("Token ct_false", f"Bearer {good}", f"Token {good} more", "Token", "Basic dmVyYTp2ZXJh", "Token é"):
        answer = Caller().get("claims/", headers={"Authorization": header})
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Token")
    assert Caller().get("claims/", headers={"Authorization": f"token {good}"}).status_code == 200


@pytest.mark.parametrize("end", ["revoked", "expired", "owner left"])
def test_a_token_ends(vera: User, end: str) -> None:
    program = Caller(vera)
    assert program.get("me/").status_code == 200
    yesterday = timezone.now() - timedelta(days=1)
    if end == "owner left":
        User.objects.filter(pk=vera.pk).update(is_active=False)
    else:
        ApiToken.objects.update(**{"revoked_at" if end == "revoked" else "expires_at": yesterday})
    assert program.get("me/").status_code == 401


def test_last_use_is_written_once_a_minute(vera: User) -> None:
    program = Caller(vera)
    program.get("me/")
    first = ApiToken.objects.get().last_used_at
    program.get("me/")
    assert first is not None
    assert ApiToken.objects.get().last_used_at == first
    ApiToken.objects.update(last_used_at=datetime(2020, 1, 1, tzinfo=UTC))
    program.get("me/")
    seen = ApiToken.objects.get().last_used_at
    assert seen is not None
    assert seen > first


def test_the_desks_session_needs_the_csrf_token(rita: User) -> None:
    factories.make_claim()
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(rita, backend="django.contrib.auth.backends.ModelBackend")
    assert browser.get("/api/v1/me/").json()["name"] == "Rita"
    refused = browser.post("/api/v1/queue/next/", content_type="application/json")
    assert refused.status_code == 403
    assert refused.headers["Content-Type"] == "application/problem+json"
    browser.cookies["csrftoken"] = "a" * 32
    taken = browser.post("/api/v1/queue/next/", content_type="application/json", headers={"X-CSRFToken": "a" * 32})
    assert taken.status_code == 200
