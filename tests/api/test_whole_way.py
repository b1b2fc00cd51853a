"""One article goes all the way over the API: sent in, taken, proposed, sent back, signed off, read by the public."""

from typing import Any

from claims.models import Article, Claim
from tests import factories
from tests.api.callers import Caller

WORDS = {
    "summary": "Two systems came, not six.",
    "explanation": "The ministry's own list names **two**.",
    "evidence": [{"url": "https://example.org/list", "title": "The ministry's list", "stance": "refutes"}],
}


def proposal(turn: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {"token": turn["lease"]["token"], "rating": factories.rating().pk, **WORDS, **changes}


def test_from_the_text_to_the_public(as_rita: Caller, as_omar: Caller, outsider: Caller) -> None:
    sent = as_rita.post("articles/", {"text": factories.a_text(), "title": "Six systems", "published_at": "2024-11-13"})
    assert sent.status_code == 202
    assert sent.headers["Location"] == f"http://testserver/api/v1/articles/{sent.json()['id']}/"
    article = Article.objects.get(pk=sent.json()["id"])
    factories.read_into(article, [factories.make_reading(article.text)])

    turn = as_rita.post("queue/next/").json()
    claim = turn["claim"]["id"]
    assert outsider.get(f"claims/{claim}/").status_code == 404
    proposed = as_rita.post(f"claims/{claim}/verdicts/", proposal(turn))
    assert proposed.status_code == 201
    verdict = f"verdicts/{proposed.json()['id']}/"
    assert proposed.headers["Location"] == f"http://testserver/api/v1/{verdict}"

    back = as_omar.post(f"{verdict}send-back/", {"note": "Name the day."}, etag=proposed.headers["ETag"])
    assert (back.json()["state"], back.json()["note"]) == ("sent_back", "Name the day.")
    again = as_rita.post(f"claims/{claim}/take/").json()
    second = as_rita.post(f"claims/{claim}/verdicts/", proposal(again))
    signed = as_omar.post(f"verdicts/{second.json()['id']}/approve/", etag=second.headers["ETag"])
    assert signed.json()["state"] == "published"

    read = outsider.get(f"claims/{claim}/").json()
    assert read["status"] == "published"
    assert read["verdict"]["rating"]["name"] == "False"
    public = outsider.get(f"verdicts/{second.json()['id']}/").json()
    assert public["evidence"][0]["url"] == "https://example.org/list"
    assert [row["id"] for row in outsider.get("verdicts/").json()["results"]] == [second.json()["id"]]


def test_the_same_text_again_is_the_article_that_it_is(as_rita: Caller) -> None:
    text = factories.a_text()
    first = as_rita.post("articles/", {"text": text})
    second = as_rita.post("articles/", {"text": text})
    assert (first.status_code, second.status_code) == (202, 200)
    assert first.json()["id"] == second.json()["id"]


def test_a_date_line_is_the_date_and_no_text(as_rita: Caller) -> None:
    sent = as_rita.post("articles/", {"text": f"date 2024-11-13\n{factories.a_text()}"}).json()
    assert sent["published_at"] == "2024-11-13T00:00:00Z"
    assert sent["text"].startswith("Germany")


def test_html_comes_in_as_its_text(as_rita: Caller) -> None:
    text = " ".join(factories.a_text() for _ in range(20))
    sent = as_rita.post(
        "articles/", {"html": f"<html><body><nav>Home</nav><article><p>{text}</p></article></body></html>"}
    )
    assert sent.status_code == 202
    assert "<p>" not in sent.json()["text"]


def test_nobody_signs_off_their_own_verdict(as_omar: Caller) -> None:
    claim = factories.make_claim()
    turn = as_omar.post(f"claims/{claim.pk}/take/").json()
    proposed = as_omar.post(f"claims/{claim.pk}/verdicts/", proposal(turn))
    refused = as_omar.post(f"verdicts/{proposed.json()['id']}/approve/", etag=proposed.headers["ETag"])
    assert refused.status_code == 403
    taken = as_omar.post(f"verdicts/{proposed.json()['id']}/take-back/")
    assert taken.json()["state"] == "taken_back"


def test_only_its_author_takes_a_verdict_back(as_omar: Caller) -> None:
    verdict = factories.propose()
    assert as_omar.post(f"verdicts/{verdict.pk}/take-back/").status_code == 403


def test_a_withdrawal_needs_two_and_the_public_loses_sight_of_it(
    as_omar: Caller, as_nina: Caller, outsider: Caller
) -> None:
    verdict = factories.published_verdict()
    path = f"verdicts/{verdict.pk}/"
    asked = as_omar.post(f"{path}withdraw/", {"reason": "The list was forged."}, etag=as_omar.etag(path))
    assert asked.json()["state"] == "published"
    assert as_omar.post(f"{path}approve/", etag=asked.headers["ETag"]).status_code == 403
    assert outsider.get(path).status_code == 200
    signed = as_nina.post(f"{path}approve/", etag=asked.headers["ETag"])
    assert signed.json()["state"] == "withdrawn"
    assert outsider.get(path).status_code == 404
    assert outsider.get(f"claims/{verdict.claim_id}/").status_code == 404


def test_a_correction_supersedes_and_both_stay_readable(as_omar: Caller, as_rita: Caller, outsider: Caller) -> None:
    old = factories.published_verdict()
    path = f"claims/{old.claim_id}/"
    as_omar.post(f"{path}reopen/", {"reason": "A new delivery."}, etag=as_omar.etag(path))
    turn = as_rita.post(f"{path}take/").json()
    silent = as_rita.post(f"{path}verdicts/", proposal(turn))
    assert silent.status_code == 422
    assert silent.json()["errors"][0]["field"] == "correction_note"
    new = as_rita.post(f"{path}verdicts/", proposal(turn, correction_note="A third system came."))
    as_omar.post(f"verdicts/{new.json()['id']}/approve/", etag=new.headers["ETag"])
    assert outsider.get(f"verdicts/{old.pk}/").json()["superseded_by"] == new.json()["id"]
    assert outsider.get(f"verdicts/{new.json()['id']}/").json()["supersedes"] == old.pk
    assert [row["id"] for row in outsider.get("verdicts/").json()["results"]] == [new.json()["id"]]


def test_a_reopened_claim_stays_published_to_outsiders(as_omar: Caller, outsider: Caller) -> None:
    claim = factories.published_claim()
    path = f"claims/{claim.pk}/"
    assert as_omar.post(f"{path}reopen/", {"reason": "Again."}, etag=as_omar.etag(path)).json()["status"] == "queued"
    assert outsider.get(path).json()["status"] == "published"
    assert outsider.get("claims/", status="queued").json()["results"] == []
    assert len(outsider.get("claims/", status="published").json()["results"]) == 1


def test_an_editor_queues_what_was_set_aside_and_a_reviewer_may_not(as_omar: Caller, as_rita: Caller) -> None:
    claim = factories.make_claim(worthiness=0.1)
    path = f"claims/{claim.pk}/"
    assert as_rita.post(f"{path}queue/", etag=as_omar.etag(path)).status_code == 403
    assert as_omar.get(path).json()["set_aside"]
    assert as_omar.post(f"{path}queue/", etag=as_omar.etag(path)).json()["status"] == "queued"


def test_dismissed_and_brought_back(as_omar: Caller, as_rita: Caller) -> None:
    claim, original = factories.make_claims(2)
    path = f"claims/{claim.pk}/"
    wish = {"reason": "duplicate", "duplicate_of": original.pk, "note": "The same words."}
    assert as_rita.post(f"{path}dismiss/", wish, etag=as_rita.etag(path)).status_code == 403
    gone = as_omar.post(f"{path}dismiss/", wish, etag=as_omar.etag(path)).json()
    assert (gone["status"], gone["duplicate_of"]) == ("dismissed", original.pk)
    back = as_omar.post(f"{path}reopen/", {"reason": "They differ."}, etag=as_omar.etag(path)).json()
    assert (back["status"], back["duplicate_of"]) == ("queued", None)


def test_the_holder_may_dismiss(as_rita: Caller) -> None:
    claim = factories.make_claim()
    turn = as_rita.post(f"claims/{claim.pk}/take/").json()
    etag = f'"{turn["claim"]["version"]}"'
    gone = as_rita.post(f"claims/{claim.pk}/dismiss/", {"reason": "out_of_scope"}, etag=etag)
    assert gone.json()["status"] == "dismissed"


def test_an_assigned_claim_is_ones_own_job(as_omar: Caller, as_rita: Caller) -> None:
    claim = factories.make_claim()
    me = as_rita.get("me/").json()
    path = f"claims/{claim.pk}/"
    assigned = as_omar.post(f"{path}assign/", {"user": me["id"]}, etag=as_omar.etag(path)).json()
    assert assigned["assignee"] == {"id": me["id"], "name": me["name"]}
    assert as_omar.post("queue/next/").status_code == 204
    assert [row["id"] for row in as_rita.get("claims/", assigned_to="me").json()["results"]] == [claim.pk]
    assert as_rita.post("queue/next/").json()["claim"]["id"] == claim.pk


def test_a_lease_is_its_holders_alone(as_omar: Caller, as_rita: Caller) -> None:
    claim = factories.make_claim()
    path = f"claims/{claim.pk}/"
    turn = as_rita.post(f"{path}take/").json()
    assert as_rita.post(f"{path}take/").json()["lease"] == turn["lease"]
    taken = as_omar.post(f"{path}take/")
    assert taken.status_code == 409
    assert taken.json()["holder"] == "Rita"
    assert taken.json()["expires_at"].endswith("Z")
    assert as_omar.post(f"{path}renew/", {"token": turn["lease"]["token"]}).status_code == 409
    renewed = as_rita.post(f"{path}renew/", {"token": turn["lease"]["token"]}).json()
    assert renewed["lease"]["token"] == turn["lease"]["token"]
    assert as_rita.post(f"{path}release/", {"token": turn["lease"]["token"]}).status_code == 204
    assert as_rita.post(f"{path}release/", {"token": turn["lease"]["token"]}).status_code == 409
    assert Claim.objects.get(pk=claim.pk).status == "queued"


def test_the_history_tells_all_oldest_first(as_rita: Caller) -> None:
    claim = factories.make_claim()
    turn = as_rita.post(f"claims/{claim.pk}/take/").json()
    as_rita.post(f"claims/{claim.pk}/release/", {"token": turn["lease"]["token"]})
    events = as_rita.get(f"claims/{claim.pk}/events/").json()["results"]
    assert [event["verb"] for event in events] == ["claim.found", "claim.queued", "claim.taken", "claim.released"]
    assert set(events[2]) >= {"id", "at", "actor", "verb", "before", "after", "note"}
    assert events[2]["actor"]["name"] == "Rita"
    assert (events[2]["before"], events[2]["after"]) == ({"status": "queued"}, {"status": "in_review"})


def test_the_queue_at_a_glance(as_rita: Caller) -> None:
    claims = factories.make_claims(3)
    factories.propose(claims[0])
    as_rita.post(f"claims/{claims[1].pk}/take/")
    seen = as_rita.get("queue/").json()
    assert [(line["kind"], line["count"]) for line in seen["waiting"]] == [("aid", 1)]
    assert [turn["claim"]["id"] for turn in seen["in_review"]] == [claims[1].pk]
    assert seen["in_review"][0]["holder"]["name"] == "Rita"
    assert seen["awaiting_signoff"] == 1


def test_a_failed_article_is_tried_again(as_rita: Caller) -> None:
    article = factories.make_article()
    assert as_rita.post(f"articles/{article.pk}/retry/").status_code == 409
    article.move("failed", verb="article.failed", error_code="stopped", error_message="It stopped.")  # type: ignore[arg-type]  # a state's word
    assert as_rita.get(f"articles/{article.pk}/").json()["error"] == {"code": "stopped", "message": "It stopped."}
    again = as_rita.post(f"articles/{article.pk}/retry/").json()
    assert (again["state"], again["error"]) == ("received", None)
