"""Cases over the API: opened, filled, read on any day by either clock, merged, split, undone, shown and rated."""

from datetime import UTC, date, datetime
from itertools import permutations
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from claims import tasks
from claims.flow import extract, queue
from claims.models import Case, Claim, Event, User, Verdict
from tests import factories
from tests.api.callers import Caller

pytestmark = pytest.mark.django_db
VEHICLES = {
    "pledged": ("2024-01-10", "Germany will deliver 22 armoured vehicles to Ukraine by 30 June 2024."),
    "eight": ("2024-03-01", "Germany has delivered eight armoured vehicles to Ukraine, its defence ministry said."),
    "again": ("2024-03-03", "Germany has delivered eight armoured vehicles to Ukraine, a spokesman repeated."),
    "four": (
        "2024-03-20",
        "Ukraine's defence ministry said it had received another four armoured vehicles from Germany.",
    ),
}
EVIDENCE = [{"url": "https://example.org/list", "title": "The list", "stance": "supports"}]


def read_claim(day: str, text: str, source: str) -> Claim:
    """The claim that the real reader finds in an article of that day."""
    article = factories.make_article(text, published=date.fromisoformat(day), source=factories.make_source(source))
    extract.extract(article, read=tasks.read)
    queue.place(article, now=factories.NOW)
    return Claim.objects.get(article=article)


def open_case(editor: Caller, *claims: Claim, **known: Any) -> str:
    """The path of a new case with these claims in it."""
    body = {"title": "Vehicles for Ukraine", "kind": "aid", "actor": {"name": "Germany", "code": "DE"}} | known
    made = editor.post("cases/", body)
    assert made.status_code == 201, made.content
    path = f"cases/{made.json()['id']}/"
    for claim in claims:
        assert editor.act(path, "claims", {"claim": claim.pk}).status_code == 200
    return path


def pledge(number: int = 22, day: str = "2024-01-10", **reading: Any) -> Claim:
    return factories.make_claim(article=factories.make_article(published=date.fromisoformat(day)), **reading)


def sign(author: Caller, signatory: Caller, path: str, **rating: Any) -> int:
    """A rating of the case at `path`, proposed and signed off; its number."""
    body = {"state": "partly_kept", "share_delivered": "0.55", "explanation": "Twelve came.", "evidence": EVIDENCE}
    proposed = author.post(f"{path}rate/", body | rating, etag=author.etag(path))
    assert proposed.status_code == 201, proposed.content
    verdict = f"verdicts/{proposed.json()['id']}/"
    assert signatory.act(verdict, "approve").status_code == 200
    return int(proposed.json()["id"])


@pytest.fixture(scope="module")
def orders() -> list[tuple[str, ...]]:
    return list(permutations(VEHICLES))[::5]


def test_four_articles_in_any_order_make_the_same_case(as_omar: Caller, orders: list[tuple[str, ...]]) -> None:
    for order in orders:
        claims = {name: read_claim(*VEHICLES[name], source=" ".join(order)) for name in order}
        path = open_case(as_omar, *claims.values())
        Claim.objects.filter(pk=claims["again"].pk).update(repeats=claims["eight"])
        now = as_omar.get(f"{path}timeline/").json()
        summary = now["summary"]
        assert [summary[name] for name in ("pledged", "delivered", "confirmed", "outstanding")] == [
            "22",
            "12",
            "4",
            "10",
        ]
        assert (summary["state"], summary["due"], summary["days_slipped"]) == ("overdue", "2024-06-30", 0)
        assert [point["confirmed"] for point in now["delivered"]] == [False, True]
        between = as_omar.get(f"{path}timeline/", as_of="2024-03-10").json()["summary"]
        assert [between[name] for name in ("delivered", "outstanding", "state")] == ["8", "14", "open"]
        before = as_omar.get(f"{path}timeline/", as_of="2024-01-09").json()["summary"]
        assert before["pledged"] == "0"


def test_a_day_and_a_clock_that_cannot_be(as_omar: Caller) -> None:
    path = open_case(as_omar)
    for query in ("as_of=yesterday", "as_of=2024-02-30", "recorded_as_of=x", "until=2024-01-01"):
        assert as_omar.get(f"{path}timeline/?{query}").status_code == 400


def test_a_case_is_private_until_it_is_published(as_omar: Caller, as_vera: Caller, outsider: Caller) -> None:
    path = open_case(as_omar, pledge())
    paths = [path, f"{path}timeline/", f"{path}claims/"]
    assert [outsider.get(one).status_code for one in paths] == [404, 404, 404]
    assert outsider.get("cases/").json()["results"] == []
    assert as_vera.get(path).json()["public"] is False
    assert as_omar.act(path, "publish").json()["public"] is True
    assert [outsider.get(one).status_code for one in paths] == [200, 200, 200]
    [row] = outsider.get("cases/").json()["results"]
    assert row["claims_count"] == 1
    [fact] = outsider.get(f"{path}claims/").json()["results"]
    assert fact["quote"].startswith("Germany will deliver")
    assert set(fact).isdisjoint({"worthiness", "status", "assignee", "lease", "priority", "context"})
    assert outsider.get(f"claims/{fact['id']}/").status_code == 404  # the claim itself has no verdict
    assert outsider.get(f"{path}events/").status_code == 401
    assert as_omar.act(path, "unpublish").json()["public"] is False
    assert outsider.get(path).status_code == 404


def test_a_claim_leaves_one_case_for_another_and_both_know(as_omar: Caller) -> None:
    claim = pledge()
    first, second = open_case(as_omar, claim), open_case(as_omar)
    assert as_omar.act(second, "claims", {"claim": claim.pk}).json()["due"] == "2024-12-31"
    assert as_omar.get(first).json()["due"] is None
    assert as_omar.act(second, "claims", {"claim": claim.pk}).status_code == 409
    verbs = [event["verb"] for event in as_omar.get(f"{first}events/").json()["results"]]
    assert verbs == ["case.opened", "case.claim_added", "case.settled", "case.claim_left", "case.settled"]
    gone = as_omar.delete(f"{second}claims/{claim.pk}/", etag=as_omar.etag(second))
    assert gone.status_code == 204
    assert as_omar.get(second).json()["claims_count"] == 0
    assert as_omar.delete(f"{second}claims/{claim.pk}/", etag=as_omar.etag(second)).status_code == 404


def test_versions_are_asked_for(as_omar: Caller) -> None:
    claim = pledge()
    path = open_case(as_omar)
    assert as_omar.post(f"{path}claims/", {"claim": claim.pk}).status_code == 428
    old = as_omar.etag(path)
    assert as_omar.patch(path, {"title": "Other"}, etag=old).status_code == 200
    stale = as_omar.post(f"{path}claims/", {"claim": claim.pk}, etag=old)
    assert stale.status_code == 412
    assert stale.json()["changes"][0]["verb"] == "case.mended"


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"kind": "aid"}, 400, "title"),
        ({"title": " ", "kind": "aid"}, 400, "title"),
        ({"title": "x", "kind": "war"}, 400, "kind"),
        ({"title": "x", "kind": "statement"}, 422, "kind"),
        ({"title": "x", "kind": "aid", "actor": 999999}, 422, "actor"),
        ({"title": "x", "kind": "aid", "actor": {"code": "DE"}}, 400, "actor"),
        ({"title": "x", "kind": "aid", "time_zone": "Mars/Base"}, 422, "time_zone"),
        ({"title": "x", "kind": "aid", "public": True}, 400, "public"),
    ],
)
def test_cases_that_cannot_be_opened(as_omar: Caller, body: dict[str, Any], status: int, field: str) -> None:
    answer = as_omar.post("cases/", body)
    assert answer.status_code == status
    assert answer.json()["errors"][0]["field"] == field
    assert not Case.objects.exists()


def test_filters(as_omar: Caller) -> None:
    ukraine = {"name": "Ukraine", "code": "UA"}
    one = open_case(as_omar, pledge(), recipient=ukraine, item="IRIS-T systems")
    open_case(as_omar, title="Soldiers in Kursk", kind="troops", actor=None)
    for query, number in {
        "": 2, "kind=aid": 1, "kind=aid,troops": 2, "state=overdue": 1, "state=open": 1, "actor=DE": 1,
        "recipient=UA": 1, "due_before=2025-01-01": 1, "due_before=2024-12-31": 0, "q=kursk": 1, "q=iris": 1,
        "kind=aid&actor=FR": 0,
    }.items():  # fmt: skip
        assert len(as_omar.get(f"cases/?{query}").json()["results"]) == number, query
    assert as_omar.get("cases/?status=open").status_code == 400
    assert as_omar.get(one).json()["actor"]["code"] == "DE"


def test_merge_and_undo(as_omar: Caller) -> None:
    claim, other = pledge(), pledge()
    small, large = open_case(as_omar, claim), open_case(as_omar, other, title="All vehicles")
    into = int(large.split("/")[1])
    merged = as_omar.act(small, "merge", {"into": into}).json()
    assert merged["merged_into"] == into
    assert as_omar.get(large).json()["claims_count"] == 2
    assert [row["id"] for row in as_omar.get("cases/").json()["results"]] == [into]
    assert as_omar.act(small, "claims", {"claim": other.pk}).status_code == 409
    event = next(e["id"] for e in as_omar.get(f"{small}events/").json()["results"] if e["verb"] == "case.merged")
    assert as_omar.act(small, "undo", {"event": event}).json()["merged_into"] is None
    assert [as_omar.get(path).json()["claims_count"] for path in (small, large)] == [1, 1]
    assert as_omar.act(small, "undo", {"event": event}).status_code == 409


def test_split_and_undo(as_omar: Caller) -> None:
    claims = [pledge(), pledge()]
    path = open_case(as_omar, *claims)
    made = as_omar.act(path, "split", {"title": "One of them", "claims": [claims[0].pk]})
    assert made.status_code == 201
    other = f"cases/{made.json()['id']}/"
    assert [as_omar.get(one).json()["claims_count"] for one in (path, other)] == [1, 1]
    assert as_omar.act(path, "split", {"title": "x", "claims": [claims[0].pk]}).status_code == 422
    event = next(e["id"] for e in as_omar.get(f"{path}events/").json()["results"] if e["verb"] == "case.split")
    assert as_omar.act(path, "undo", {"event": event}).json()["claims_count"] == 2
    assert as_omar.get(other).json()["merged_into"] == int(path.split("/")[1])


def test_undo_of_the_smaller_things(as_omar: Caller) -> None:
    claim = pledge()
    path = open_case(as_omar)

    def undo(verb: str) -> Any:
        return as_omar.act(path, "undo", {"event": Event.objects.filter(verb=verb).latest("id").pk})

    as_omar.patch(path, {"title": "Other", "actor": None}, etag=as_omar.etag(path))
    assert (undo("case.mended").json()["title"], as_omar.get(path).json()["actor"]["code"]) == (
        "Vehicles for Ukraine",
        "DE",
    )
    as_omar.act(path, "claims", {"claim": claim.pk})
    assert undo("case.claim_added").json()["claims_count"] == 0
    as_omar.act(path, "claims", {"claim": claim.pk})
    as_omar.delete(f"{path}claims/{claim.pk}/", etag=as_omar.etag(path))
    assert undo("case.claim_removed").json()["claims_count"] == 1
    as_omar.act(path, "publish")
    assert undo("case.published").json()["public"] is False
    opened = {"event": Event.objects.get(verb="case.opened").pk}
    assert as_omar.act(path, "undo", opened).status_code == 409
    as_omar.delete(f"{path}claims/{claim.pk}/", etag=as_omar.etag(path))
    assert as_omar.act(path, "undo", opened).status_code == 200
    assert as_omar.get(path).status_code == 404


def test_a_rating_is_signed_off_and_corrected_like_any_verdict(
    as_omar: Caller, as_nina: Caller, outsider: Caller
) -> None:
    path = open_case(as_omar, pledge())
    as_omar.act(path, "publish")
    first = sign(as_omar, as_nina, path)
    case = outsider.get(path).json()
    assert (case["state"], case["share_delivered"], case["signs"]) == ("partly_kept", "0.55", [])
    assert case["rating"]["id"] == first
    told = outsider.get(f"verdicts/{first}/").json()
    assert (told["case_state"], told["claim"], told["rating"]) == ("partly_kept", None, None)
    assert told["reading"]["summary"]["pledged"] == "3"
    no_note = as_omar.post(
        f"{path}rate/", {"state": "kept", "explanation": "All.", "evidence": EVIDENCE}, etag=as_omar.etag(path)
    )
    assert no_note.json()["errors"][0]["field"] == "correction_note"
    second = sign(as_omar, as_nina, path, state="kept", share_delivered=None, correction_note="The rest came too.")
    assert outsider.get(path).json()["state"] == "kept"
    assert outsider.get(f"verdicts/{first}/").json()["superseded_by"] == second
    assert as_omar.act(f"verdicts/{second}/", "withdraw", {"reason": "wrong"}).status_code == 200
    assert as_nina.act(f"verdicts/{second}/", "approve").status_code == 200
    assert outsider.get(path).json()["state"] == "overdue"
    assert outsider.get(path).json()["rating"] is None


@pytest.mark.parametrize(
    ("wish", "status", "field"),
    [
        ({"state": "open"}, 422, "state"),
        ({"state": "kept", "share_delivered": "0.5"}, 422, "share_delivered"),
        ({"state": "partly_kept", "share_delivered": "1.5"}, 400, "share_delivered"),
        ({"state": "kept", "evidence": []}, 422, "evidence"),
        ({"state": "kept", "explanation": " "}, 400, "explanation"),
    ],
)
def test_ratings_that_cannot_be(as_omar: Caller, wish: dict[str, Any], status: int, field: str) -> None:
    path = open_case(as_omar)
    body = {"explanation": "All came.", "evidence": EVIDENCE} | wish
    answer = as_omar.post(f"{path}rate/", body, etag=as_omar.etag(path))
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (status, field)
    assert not Verdict.objects.exists()


def test_its_author_does_not_sign_a_rating(as_omar: Caller) -> None:
    path = open_case(as_omar)
    body = {"state": "broken", "explanation": "Nothing came.", "evidence": EVIDENCE}
    verdict = as_omar.post(f"{path}rate/", body, etag=as_omar.etag(path)).json()["id"]
    assert as_omar.act(f"verdicts/{verdict}/", "approve").status_code == 403
    assert as_omar.post(f"{path}rate/", body, etag=as_omar.etag(path)).status_code == 409
    assert as_omar.post(f"verdicts/{verdict}/take-back/").status_code == 200
    assert Case.objects.get().state == "open"


def test_what_the_desk_had_stored_by_then(as_omar: Caller, as_nina: Caller) -> None:
    claims = [pledge(), pledge(step="delivered", modality="asserted", due=None)]
    path = open_case(as_omar, claims[0])
    early = timezone.now()
    as_omar.act(path, "claims", {"claim": claims[1].pk})
    Claim.objects.filter(pk=claims[0].pk)
    with_both = timezone.now()
    as_omar.delete(f"{path}claims/{claims[0].pk}/", etag=as_omar.etag(path))
    sign(as_omar, as_nina, path, state="broken", share_delivered=None)

    def then(moment: datetime) -> Any:
        return as_omar.get(
            f"{path}timeline/", recorded_as_of=moment.astimezone(UTC).isoformat(), as_of="2025-02-01"
        ).json()["summary"]

    assert [then(early)[name] for name in ("pledged", "delivered", "state")] == ["3", "0", "overdue"]
    assert [then(with_both)[name] for name in ("pledged", "delivered", "state")] == ["3", "3", "open"]
    assert [then(timezone.now())[name] for name in ("pledged", "delivered")] == ["0", "3"]
    assert as_omar.get(f"{path}timeline/", recorded_as_of="2020-01-01").json()["summary"]["pledged"] == "0"


def test_a_case_of_a_day_elsewhere_is_overdue_by_its_own_clock(as_omar: Caller) -> None:
    path = open_case(as_omar, pledge(), time_zone="Pacific/Auckland")
    for moment, state in {"2024-12-31 10:59": "open", "2024-12-31 11:01": "overdue"}.items():
        with time_machine.travel(datetime.fromisoformat(f"{moment}+00:00"), tick=False):
            assert as_omar.get(f"{path}timeline/").json()["summary"]["state"] == state


def test_signs(as_omar: Caller, omar: User) -> None:
    path = open_case(as_omar, pledge(), pledge(step="delivered", modality="asserted", quantity=None, due=None))
    with time_machine.travel(datetime(2024, 2, 1, tzinfo=UTC), tick=False):
        assert as_omar.get(path).json()["signs"] == ["in_the_works"]
    assert as_omar.get(path).json()["signs"] == ["stalled"]


def test_a_page_of_cases_costs_the_same_with_many(as_omar: Caller, django_assert_num_queries: Any) -> None:
    for _ in range(3):
        open_case(as_omar, pledge())
    as_omar.get("cases/")
    with django_assert_num_queries(4):  # the token, the page, the counts, the ratings
        as_omar.get("cases/")
