"""Deadlines, days for another look, and evidence: late rather than never, and never twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from claims import tasks
from claims.extraction import Period
from claims.flow import cases, follow, publish
from claims.models import Case, Claim, Delivery, Event, Evidence, LookAgain, Reopening, User, Verdict, Webhook
from claims.models.enums import CaseState, Kind
from claims.models.errors import WrongState
from claims.models.followup import LookAgainReason
from tests import factories
from tests.flow.conftest import Answer, Site

pytestmark = pytest.mark.django_db
SOON = datetime(2024, 11, 20, tzinfo=UTC)


def a_case(*claims: Claim, **known: Any) -> Case:
    case = cases.open_case("Vehicles", Kind.AID, by=factories.person("omar"), **known)
    for claim in claims:
        cases.add(case, claim, by=factories.person("omar"), now=SOON)
    return case


def due_on(day: date, **known: Any) -> Case:
    """A case with one published claim that is due on that day."""
    claim = factories.make_claim(due=Period(None, day, "day", "by then"))
    factories.published_verdict(claim)
    return a_case(Claim.objects.get(pk=claim.pk), **known)


@pytest.mark.parametrize(
    ("day", "zone", "before", "after"),
    [
        ("2024-12-31", "UTC", "2024-12-31 23:59", "2025-01-01 00:00"),
        ("2024-12-31", "Europe/Kyiv", "2024-12-31 21:59", "2024-12-31 22:00"),
        ("2024-12-31", "America/New_York", "2025-01-01 04:59", "2025-01-01 05:00"),
        ("2024-12-31", "Pacific/Kiritimati", "2024-12-31 09:59", "2024-12-31 10:00"),
        ("2028-02-29", "UTC", "2028-02-29 23:59", "2028-03-01 00:00"),
        ("2025-03-30", "Europe/Berlin", "2025-03-30 21:59", "2025-03-30 22:00"),  # the clocks went forward that day
    ],
)
def test_a_deadline_passes_where_it_counts(day: str, zone: str, before: str, after: str) -> None:
    case = due_on(date.fromisoformat(day), time_zone=zone)
    follow.follow(now=datetime.fromisoformat(f"{before}+00:00"))
    case.refresh_from_db()
    assert case.state == "open"
    assert not Reopening.objects.exists()
    follow.follow(now=datetime.fromisoformat(f"{after}+00:00"))
    case.refresh_from_db()
    assert case.state == "overdue"
    [claim] = Claim.objects.filter(case=case)
    assert claim.status == "queued"
    assert claim.standing_verdict is not None  # it stays public until replaced
    assert "has passed" in Event.objects.about(claim).latest("id").note.text


def test_late_is_not_never_and_twice_is_once(rita: User) -> None:
    Webhook.objects.create(owner=rita, url="https://example.org/", events=["case.overdue"], secret="whsec_AAAA")
    case = due_on(date(2024, 12, 31))
    much_later = datetime(2026, 6, 1, tzinfo=UTC)
    assert follow.follow(now=much_later) == 1
    assert follow.follow(now=much_later) == 0
    assert follow.follow(now=much_later + timedelta(days=1)) == 0
    assert Event.objects.about(case).filter(verb="case.overdue").count() == 1
    assert Delivery.objects.get().body["data"]["state"] == "overdue"


def test_a_rated_case_is_left_alone() -> None:
    case = due_on(date(2024, 12, 31))
    words: dict[str, Any] = {"explanation": "All came.", "evidence": factories.EVIDENCE}
    case.refresh_from_db()
    rating = cases.rate(case, CaseState.KEPT, by=factories.person("omar"), now=SOON, **words)
    publish.approve(rating, by=factories.person("nina"), now=SOON)
    assert follow.follow(now=datetime(2026, 1, 1, tzinfo=UTC)) == 0


def test_a_slipped_deadline_reopens_when_it_has_passed_too() -> None:
    case = due_on(date(2024, 12, 31))
    follow.follow(now=datetime(2025, 1, 2, tzinfo=UTC))
    slipped = factories.make_claim(
        article=factories.make_article(published=date(2025, 1, 3)),
        due=Period(None, date(2025, 3, 31), "day", "by March"),
    )
    case.refresh_from_db()
    cases.add(case, slipped, by=factories.person("omar"), now=datetime(2025, 1, 4, tzinfo=UTC))
    case.refresh_from_db()
    assert case.state == "open"
    follow.follow(now=datetime(2025, 4, 1, tzinfo=UTC))
    case.refresh_from_db()
    assert (case.state, Reopening.objects.count()) == ("overdue", 2)


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_do_it_once() -> None:
    case = due_on(date(2024, 12, 31))

    def beat(_: int) -> int:
        try:
            return follow.follow(now=datetime(2025, 1, 1, tzinfo=UTC))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(beat, range(2))) == 1
    assert Event.objects.filter(verb="claim.reopened").count() == 1
    assert Event.objects.about(case).filter(verb="case.overdue").count() == 1


def test_a_new_delivery_asks_for_another_look_at_what_was_published(omar: User) -> None:
    case = due_on(date(2024, 12, 31))
    came = factories.make_claim(step="delivered", modality="asserted", due=None)
    cases.add(case, came, by=omar, now=SOON)
    [again] = LookAgain.objects.open()
    assert (again.reason, again.why) == (LookAgainReason.NEW_DELIVERY, came.quote)
    follow.close(again, by=omar, now=SOON)
    with pytest.raises(WrongState):
        follow.close(again, by=omar, now=SOON)
    case.refresh_from_db()
    cases.remove(case, came, by=omar, now=SOON)
    case.refresh_from_db()
    cases.add(case, came, by=omar, now=SOON)
    assert not LookAgain.objects.open().exists()


def test_a_verdicts_own_day_comes_once() -> None:
    verdict = factories.published_verdict(review_again=(date(2025, 1, 1), "the deadline"))
    assert follow.bring_back(now=datetime(2024, 12, 31, 23, tzinfo=UTC)) == 0
    assert [follow.bring_back(now=datetime(2025, 1, 3, tzinfo=UTC)) for _ in range(2)] == [1, 0]
    assert LookAgain.objects.get().verdict == verdict
    assert LookAgain.objects.get().why == "the deadline"


def cited(site: Site) -> Evidence:
    site.page("/list", "Two systems came on Tuesday, says the ministry's list of deliveries.", title="List")
    evidence = [{"url": site.url("/list"), "title": "List", "stance": "refutes"}]
    return Evidence.objects.get(verdict=factories.published_verdict(evidence=evidence))


def check(evidence: Evidence, week: int) -> Evidence:
    now = factories.NOW + timedelta(days=7 * week, minutes=week)
    assert follow.evidence_to_check(now=now) in ([], [evidence.pk])
    follow.check_evidence(evidence.pk, now=now)
    evidence.refresh_from_db()
    return evidence


def test_evidence_is_looked_up_weekly_and_stays_while_it_says_the_same(site: Site) -> None:
    evidence = check(cited(site), 0)
    first = evidence.sha256
    assert len(first) == 64
    assert evidence.retrieved_at == factories.NOW
    asked = site.asked.count("/list")
    follow.check_evidence(evidence.pk, now=factories.NOW + timedelta(days=6))
    assert site.asked.count("/list") == asked
    assert check(evidence, 1).sha256 == first
    assert not evidence.gone
    assert not LookAgain.objects.exists()


@pytest.mark.parametrize("what", ["gone", "changed"])
def test_evidence_that_is_no_longer_what_was_cited(site: Site, what: str) -> None:
    evidence = check(cited(site), 0)
    if what == "gone":
        site.answers["/list"] = Answer(404)
    else:
        site.page("/list", "Nothing came at all, says the ministry now, whatever it said before.", title="List")
    assert check(evidence, 1).gone
    [again] = LookAgain.objects.open()
    assert again.reason == f"evidence_{what}"
    assert Event.objects.about(again.verdict).latest("id").verb == "verdict.evidence_gone"
    assert follow.evidence_to_check(now=factories.NOW + timedelta(days=100)) == []


def test_a_site_that_is_down_is_asked_again_before_it_counts_as_gone(site: Site) -> None:
    evidence = cited(site)
    site.answers["/list"] = Answer(500)
    assert [check(evidence, week).gone for week in range(3)] == [False, False, True]


def test_hosts_are_asked_one_page_at_a_time(site: Site) -> None:
    for path in ("/a", "/b"):
        site.page(path, "Some words on a page that is cited here for a test of politeness.")
        factories.published_verdict(evidence=[{"url": site.url(path), "title": path, "stance": "context"}])
    assert len(follow.evidence_to_check(now=factories.NOW)) == 1


def test_the_beat_rings_all_of_it(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    evidence = cited(site)
    case = due_on(date(2024, 12, 31))
    rung: list[tuple[int, ...]] = []
    monkeypatch.setattr(tasks, "hint", lambda task, *pk: rung.append(pk))
    tasks.follow_up()
    case.refresh_from_db()
    assert case.state == "overdue"
    assert (evidence.pk,) in rung
    assert Verdict.objects.count() == 2
