"""ETags: a change names the version it was based on, the stale are told what changed, and nobody reads twice."""

import pytest

from tests import factories
from tests.api.callers import Caller

CHANGES = [
    ("claims/{claim}/dismiss/", {"reason": "out_of_scope"}),
    ("claims/{claim}/reopen/", {"reason": "Again."}),
    ("claims/{claim}/queue/", {}),
    ("claims/{claim}/assign/", {"user": None}),
    ("verdicts/{verdict}/approve/", {}),
    ("verdicts/{verdict}/send-back/", {"note": "Name the day."}),
    ("verdicts/{verdict}/withdraw/", {"reason": "Forged."}),
]


@pytest.mark.parametrize(("path", "body"), CHANGES)
def test_a_change_without_its_version(as_omar: Caller, path: str, body: dict[str, object]) -> None:
    verdict = factories.propose()
    path = path.format(claim=verdict.claim_id, verdict=verdict.pk)
    missing = as_omar.post(path, body)
    assert missing.status_code == 428
    assert "If-Match" in missing.json()["detail"]
    assert as_omar.post(path, body, etag='"99"').status_code == 412
    assert as_omar.post(path, {**body, "colour": "red"}).status_code == 400


@pytest.mark.parametrize("etag", ['"{v}"', '"{v}-anything"', '"77", "{v}-x"', "*", '"nonsense", "{v}"'])
def test_what_matches(as_omar: Caller, etag: str) -> None:
    claim = factories.make_claim()
    answer = as_omar.post(f"claims/{claim.pk}/assign/", {"user": None}, etag=etag.format(v=claim.version))
    assert answer.status_code == 200
    assert answer.headers["ETag"].startswith(f'"{claim.version + 1}-')


@pytest.mark.parametrize("etag", ['W/"{v}"', 'W/"{v}-x"', '"0{v}1"', '"x-{v}"', '""'])
def test_what_does_not(as_omar: Caller, etag: str) -> None:
    claim = factories.make_claim()
    answer = as_omar.post(f"claims/{claim.pk}/assign/", {"user": None}, etag=etag.format(v=claim.version))
    assert answer.status_code == 412


def test_what_is_no_etag(as_omar: Caller) -> None:
    claim = factories.make_claim()
    answer = as_omar.post(f"claims/{claim.pk}/assign/", {"user": None}, etag=str(claim.version))
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "If-Match"


def test_the_stale_are_told_what_has_changed_since(as_omar: Caller, as_nina: Caller) -> None:
    claim = factories.make_claim()
    etag = as_omar.etag(f"claims/{claim.pk}/")
    as_nina.post(f"claims/{claim.pk}/dismiss/", {"reason": "out_of_scope", "note": "Not ours."}, etag=etag)
    late = as_omar.post(f"claims/{claim.pk}/assign/", {"user": None}, etag=etag)
    assert late.status_code == 412
    problem = late.json()
    assert problem["current_version"] == claim.version + 1
    assert [(change["verb"], change["by"]["name"]) for change in problem["changes"]] == [("claim.dismissed", "Nina")]
    assert problem["changes"][0]["fields"] == ["dismiss_reason", "status"]


def test_not_modified(as_vera: Caller, outsider: Caller) -> None:
    verdict = factories.published_verdict()
    for path in (f"claims/{verdict.claim_id}/", f"verdicts/{verdict.pk}/"):
        for caller in (as_vera, outsider):
            etag = caller.etag(path)
            again = caller.get(path, headers={"If-None-Match": f'"1-x", {etag}'})
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["ETag"] == etag
            assert caller.get(path, headers={"If-None-Match": '"1-x"'}).status_code == 200
    article = f"articles/{verdict.claim.article_id}/"  # type: ignore[union-attr]  # it has one
    assert as_vera.get(article, headers={"If-None-Match": as_vera.etag(article)}).status_code == 304


def test_caches_keep_nothing_for_others(as_vera: Caller, outsider: Caller) -> None:
    claim = factories.published_claim()
    for caller in (as_vera, outsider):
        answer = caller.get(f"claims/{claim.pk}/")
        assert "private" in answer.headers["Cache-Control"]
        assert {"Authorization", "Cookie"} <= {name.strip() for name in answer.headers["Vary"].split(",")}


def test_the_wrong_state_is_409_once_the_version_is_right(as_omar: Caller) -> None:
    claim = factories.make_claim()
    answer = as_omar.post(f"claims/{claim.pk}/queue/", etag=as_omar.etag(f"claims/{claim.pk}/"))
    assert answer.status_code == 409
