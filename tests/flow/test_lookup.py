"""A page that is to be cited is looked up while somebody writes; the evidence keeps the hash of what was seen."""

import hashlib
from datetime import timedelta

import pytest
from django.test import Client

from claims import tasks
from claims.flow import lookup, publish
from claims.models import Evidence, Lookup, PageCopy
from claims.models.errors import RuleBroken
from claims.models.lookup import FRESH, HOLD, MOST_ATTEMPTS
from tests import factories
from tests.factories import NOW

from .conftest import Answer, Site

pytestmark = pytest.mark.django_db
WORDS = "Two systems came on Tuesday, says the ministry's list of deliveries."


def looked_up(url: str) -> Lookup:
    row = lookup.ask(url, now=NOW)
    tasks.look_up(row.pk)
    row.refresh_from_db()
    return row


def test_title_publisher_and_hash_are_found(site: Site) -> None:
    row = looked_up(site.page("/list", WORDS, title="The ministry's list"))
    assert (row.title, row.error, len(row.sha256)) == ("The ministry's list", "", 64)
    assert row.done_at is not None
    assert row.publisher


def test_the_evidence_keeps_the_hash_of_what_its_author_saw(site: Site) -> None:
    row = looked_up(site.page("/list", WORDS))
    evidence = [{"url": row.url, "title": "List", "stance": "refutes"}]
    verdict = factories.propose(evidence=[*evidence, *factories.EVIDENCE[:1]])
    first, second = Evidence.objects.filter(verdict=verdict)
    assert (first.sha256, first.retrieved_at) == (row.sha256, row.done_at)
    assert (second.sha256, second.retrieved_at) == ("", None)


def test_what_does_not_answer_says_why_and_is_asked_again_on_demand(site: Site) -> None:
    row = looked_up(site.url("/list"))
    assert (row.sha256, row.title) == ("", "")
    assert row.error
    site.page("/list", WORDS)
    assert looked_up(site.url("/list")).error == ""


def test_what_is_no_text_has_a_hash_and_no_title(site: Site) -> None:
    site.answers["/picture"] = Answer(body="\x89PNG", headers={"content-type": "image/png"})
    row = looked_up(site.url("/picture"))
    assert (row.title, len(row.sha256)) == ("", 64)


def test_one_page_is_not_asked_again_and_again(site: Site) -> None:
    url = site.page("/list", WORDS)
    for _ in range(3):
        looked_up(url)
    assert site.asked.count("/list") == 1
    assert lookup.ask(url, now=NOW + FRESH + timedelta(seconds=1)).done_at is None


def test_an_address_that_leads_inward_is_refused() -> None:
    with pytest.raises(RuleBroken):
        lookup.ask("http://127.0.0.1/list", now=NOW)
    assert not Lookup.objects.exists()


def test_a_page_that_wears_its_workers_out_is_given_up() -> None:
    row = lookup.ask("http://93.184.215.14/list", now=NOW)
    now = NOW
    for _ in range(MOST_ATTEMPTS):
        assert Lookup.objects.take(row.pk, now=now) is not None
        assert Lookup.objects.take(row.pk, now=now) is None
        now += HOLD + timedelta(seconds=1)
    assert not Lookup.objects.due(now=now).exists()
    lookup.give_up(now=now)
    row.refresh_from_db()
    assert row.error == "This page could not be looked up."


def test_what_was_seen_is_kept_and_read_once_the_verdict_is_public(site: Site, client: Client) -> None:
    row = looked_up(site.page("/list", WORDS, title="The ministry's list"))
    copy = PageCopy.objects.get(pk=row.sha256)
    assert hashlib.sha256(copy.text.encode()).hexdigest() == copy.sha256
    verdict = factories.propose(evidence=[{"url": row.url, "title": "List", "stance": "refutes"}])
    assert Evidence.objects.get(verdict=verdict).archived_url == copy.address
    assert client.get(f"/copies/{copy.sha256}/").status_code == 404
    publish.approve(verdict, by=factories.person("omar"), now=NOW)
    page = client.get(f"/copies/{copy.sha256}/").content.decode()
    assert "Two systems came on Tuesday" in page
    assert '<meta name="robots" content="noindex">' in page
    assert copy.address in client.get(f"/verdicts/{verdict.pk}/").content.decode()


def test_an_archived_copy_of_ones_own_is_left_as_it_is(site: Site) -> None:
    row = looked_up(site.page("/list", WORDS))
    own = "https://archive.example/list"
    verdict = factories.propose(evidence=[{"url": row.url, "title": "List", "stance": "refutes", "archived_url": own}])
    assert Evidence.objects.get(verdict=verdict).archived_url == own
