"""A URL is noted, fetched later, and tried again with growing pauses; what is there already is a duplicate."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from claims import documents, fetching, keeping, tasks
from claims.flow import intake
from claims.flow.intake import Received
from claims.models import Article, Event, User
from claims.models.article import HOLD, MAX_ATTEMPTS
from claims.models.enums import ArticleState
from claims.models.errors import WrongState
from tests import factories
from tests.factories import NOW
from tests.flow.conftest import Answer, Site
from tests.threads import at_once

TENTS = ("Norway will give ten tents to Sudan by May, the minister said.", "They leave from Oslo on Monday, he added.")
BRIDGES = ("Poland has sent two bridges to Ukraine, a spokesman said.", "They came by rail on Friday evening.")


def noted(url: str, *, by: User | None = None) -> Article:
    return intake.receive_url(url, by=by, now=NOW)[0]


def fetched(url: str) -> Article:
    """The article after one run of the worker's task."""
    article = noted(url)
    tasks.fetch_article(article.pk)
    article.refresh_from_db()
    return article


@pytest.mark.django_db
def test_a_page_is_fetched_and_its_text_stored(site: Site, rita: User) -> None:
    url = site.page("/tents", *TENTS)
    article = noted(url, by=rita)
    assert (article.state, article.text, article.sha256) == (ArticleState.RECEIVED, "", None)
    assert site.asked == []
    intake.fetch(article, now=NOW)
    article.refresh_from_db()
    assert all(sentence in article.text for sentence in TENTS)
    assert (article.title, article.language, article.state) == ("Tents", "en", ArticleState.RECEIVED)
    assert site.asked == ["/robots.txt", "/tents"]
    assert [line.verb for line in Event.objects.about(article)] == ["article.received", "article.fetched"]
    assert article.version == 2
    assert Article.objects.to_extract().get() == article


@pytest.mark.django_db
def test_what_the_record_says_of_a_fetch_is_not_the_whole_text(site: Site) -> None:
    article = noted(site.page("/tents", *TENTS))
    intake.fetch(article, now=NOW)
    assert "Norway" not in str(Event.objects.about(article).latest("id").after)


@pytest.mark.django_db
def test_the_same_url_before_it_is_fetched_is_the_same_article(site: Site) -> None:
    first, made = intake.receive_url(site.url("/tents?utm_source=x#top"), by=None, now=NOW)
    assert made
    assert intake.receive_url(site.url("/tents"), by=None, now=NOW) == (first, False)
    assert noted(site.url("/others")) != first


@pytest.mark.django_db(transaction=True)
def test_the_same_url_noted_eight_times_at_once_is_one_article(site: Site) -> None:
    answers = at_once(8, lambda _: intake.receive_url(site.url("/tents"), by=None, now=NOW))
    assert len({article.pk for article, _ in answers}) == 1
    assert [made for _, made in answers].count(True) == 1
    assert Event.objects.count() == 1


@pytest.mark.django_db
def test_a_text_that_is_there_already_makes_a_duplicate(site: Site) -> None:
    first = fetched(site.page("/tents", *TENTS))
    second = fetched(site.page("/copy", *TENTS))
    assert (second.state, second.duplicate_of, second.text) == (ArticleState.DUPLICATE, first, "")
    assert [line.verb for line in Event.objects.about(second)] == ["article.received", "article.duplicate"]
    assert second.taken_until is None


@pytest.mark.django_db
def test_a_url_that_was_a_duplicate_once_can_be_sent_again(site: Site) -> None:
    """It is fetched anew: as it was, it is a duplicate again; changed, it is an article of its own."""
    first = fetched(site.page("/tents", *TENTS))
    assert fetched(site.page("/copy", *TENTS)).state == ArticleState.DUPLICATE
    again = fetched(site.url("/copy"))
    assert (again.state, again.duplicate_of) == (ArticleState.DUPLICATE, first)
    changed = fetched(site.page("/copy", *BRIDGES))
    assert (changed.state, changed.sha256 is not None) == (ArticleState.RECEIVED, True)


@pytest.mark.django_db
def test_a_page_that_changed_revises_what_it_was(site: Site) -> None:
    first = fetched(site.page("/tents", *TENTS))
    second = fetched(site.page("/tents", *BRIDGES))
    assert second != first
    assert second.revises == first


@pytest.mark.django_db
def test_a_text_sent_by_hand_and_its_page_are_one_article(site: Site) -> None:
    page = site.page("/tents", *TENTS)
    text = fetched(page).text
    by_hand, made = intake.receive(Received(text, url=page), now=NOW)
    assert not made
    assert by_hand.url == page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer(404), "http_status"),
        (Answer(410), "http_status"),
        (Answer(200, "%PDF-1.7", {"content-type": "application/pdf"}), "not_text"),
        (Answer(200, " ", {"content-type": "text/plain"}), "no_text"),
        (Answer(302, "", {"location": "http://10.0.0.1/"}), "address_refused"),
    ],
)
def test_what_will_not_pass_by_itself_fails_at_once_with_its_reason(site: Site, answer: Answer, code: str) -> None:
    site.answers["/tents"] = answer
    article = fetched(site.url("/tents"))
    assert (article.state, article.error_code, article.attempts) == (ArticleState.FAILED, code, 1)
    assert article.error_message.endswith(".")
    assert (article.taken_until, article.text) == (None, "")
    assert Event.objects.about(article).latest("id").verb == "article.failed"


@pytest.mark.django_db
def test_what_may_pass_is_tried_again_after_growing_pauses_and_then_given_up(site: Site) -> None:
    site.answers["/tents"] = Answer(503)
    article = noted(site.url("/tents"))
    pauses: list[timedelta] = []
    for attempt in range(1, MAX_ATTEMPTS + 1):
        before = timezone.now()
        tasks.fetch_article(article.pk)
        article.refresh_from_db()
        assert article.attempts == attempt
        if article.next_try_at and article.state == ArticleState.RECEIVED:
            pauses.append(article.next_try_at - before)
            tasks.fetch_article(article.pk)  # too early: nothing happens
            assert site.asked.count("/tents") == attempt
            Article.objects.filter(pk=article.pk).update(next_try_at=before)
    assert len(pauses) == MAX_ATTEMPTS - 1
    assert all(later > 2 * earlier for earlier, later in pairwise(pauses))
    assert (article.state, article.error_code) == (ArticleState.FAILED, "http_status")
    assert [line.verb for line in Event.objects.about(article)] == ["article.received", "article.failed"]
    tasks.fetch_article(article.pk)
    assert site.asked.count("/tents") == MAX_ATTEMPTS


@pytest.mark.django_db
def test_a_failed_article_is_tried_again_on_demand_with_all_its_attempts(site: Site, rita: User) -> None:
    article = fetched(site.url("/tents"))
    assert article.state == ArticleState.FAILED
    intake.retry(article, by=rita)
    assert (article.state, article.attempts, article.error_code) == (ArticleState.RECEIVED, 0, "")
    site.page("/tents", *TENTS)
    tasks.fetch_article(article.pk)
    article.refresh_from_db()
    assert article.sha256 is not None
    line = Event.objects.about(article).get(verb="article.retried")
    assert line.actor == rita


@pytest.mark.django_db
def test_only_failed_articles_are_tried_again(rita: User) -> None:
    with pytest.raises(WrongState, match="only a failed one"):
        intake.retry(factories.make_article(), by=rita)


@pytest.mark.django_db
def test_an_article_whose_claims_are_stored_goes_on_from_there(rita: User) -> None:
    article = factories.extracted_article()
    article.move(ArticleState.FAILED, verb="article.failed", error_code="internal", error_message="Something.")
    intake.retry(article, by=rita)
    assert article.state == ArticleState.EXTRACTED
    assert Article.objects.to_place().get() == article


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "code", "state"),
    [
        (fetching.DnsFailed(), "dns_failed", ArticleState.RECEIVED),
        (fetching.TooSlow(), "too_slow", ArticleState.RECEIVED),
        (fetching.RobotsRefused(), "robots_refused", ArticleState.FAILED),
        (documents.Unreadable("too_heavy", "This page is too heavy."), "too_heavy", ArticleState.FAILED),
        (MemoryError(), "internal", ArticleState.RECEIVED),
    ],
)
def test_each_error_has_its_code_and_says_nothing_of_the_inside(error: Exception, code: str, state: str) -> None:
    article = factories.make_article()
    Article.objects.take(article.pk, now=NOW)
    keeping.fail_or_put_off(article.pk, error, now=NOW)
    article.refresh_from_db()
    assert (article.error_code, article.state, article.taken_until) == (code, state, None)
    assert "Error" not in article.error_message
    assert article.error_message


@pytest.mark.django_db
def test_a_row_is_held_by_one_and_counted_before_the_work() -> None:
    article = factories.make_article()
    taken = Article.objects.to_extract().take(article.pk, now=NOW)
    assert taken is not None
    assert (taken.attempts, taken.taken_until) == (1, NOW + HOLD)
    assert Article.objects.to_extract().take(article.pk, now=NOW) is None
    assert not Article.objects.standing_still(now=NOW).exists()
    later = NOW + HOLD + timedelta(seconds=1)
    assert Article.objects.standing_still(now=later).get() == article
    assert Article.objects.to_fetch().take(article.pk, now=later) is None
    assert Article.objects.to_extract().take(article.pk, now=later) is not None


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_that_hear_the_hint_one_takes_the_row() -> None:
    article = factories.make_article()
    taken = at_once(8, lambda _: Article.objects.to_extract().take(article.pk, now=NOW) is not None)
    assert taken.count(True) == 1
    article.refresh_from_db()
    assert article.attempts == 1


@pytest.mark.django_db
def test_a_row_that_kills_its_workers_is_given_up_with_its_reason(rita: User) -> None:
    article, now = factories.make_article(), NOW
    for _ in range(MAX_ATTEMPTS):
        assert keeping.give_up_worn_out(now=now) == 0
        assert Article.objects.to_extract().take(article.pk, now=now) is not None
        now += HOLD + timedelta(seconds=1)
    assert not Article.objects.standing_still(now=now).exists()
    assert keeping.give_up_worn_out(now=now) == 1
    article.refresh_from_db()
    assert (article.state, article.error_code) == (ArticleState.FAILED, "stopped")
    intake.retry(article, by=rita)
    assert Article.objects.standing_still(now=now).get() == article


@pytest.mark.django_db
def test_a_worker_that_comes_late_changes_nothing() -> None:
    """It was taken for dead, another one did the work, and then it goes on."""
    article = factories.make_article()
    slow, quick = Article.objects.get(pk=article.pk), Article.objects.get(pk=article.pk)
    factories.read_into(quick, [factories.make_reading(article.text)])
    lines = Event.objects.count()
    with keeping.at_work(slow):
        factories.extracted_article(slow)
    article.refresh_from_db()
    assert (article.state, article.claims.count(), Event.objects.count()) == (ArticleState.READY, 1, lines)
