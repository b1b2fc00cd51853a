"""A newer reader goes over stored articles: it adds and marks, and never touches what people touched."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from pytest_django import DjangoAssertNumQueries as Queries

from claims.extraction import VERSION, Quantity, Reading
from claims.flow import queue, reread, review
from claims.models import Article, Case, Claim, Event, Match, User
from claims.models.enums import DismissReason, MatchState, Status
from tests import factories

TEXT = "Germany will send 3 tanks to Kyiv. France will send 6 guns to Kyiv. Italy will send 9 trucks to Kyiv."
FIRST, SECOND, THIRD = TEXT[:33], TEXT[35:66], TEXT[68:100]
SEVEN = Quantity(min=Decimal(7), max=Decimal(7), unit="tank", precision="exact", text="seven")
pytestmark = pytest.mark.django_db


def read_before(*quotes: str) -> list[Claim]:
    article = factories.make_article(TEXT)
    return factories.read_into(article, [factories.make_reading(TEXT, quote) for quote in quotes])


def compared(article: Article, *readings: Reading) -> reread.Difference:
    def read(text: str, day: date) -> Sequence[Reading]:
        return readings

    return reread.compare(Article.objects.get(pk=article.pk), read=read)


def test_what_is_read_the_same_is_no_difference() -> None:
    (claim,) = read_before(FIRST)
    assert not compared(claim.article, factories.make_reading(TEXT, FIRST))


def test_what_is_found_now_is_added_and_queued() -> None:
    (claim,) = read_before(FIRST)
    difference = compared(claim.article, factories.make_reading(TEXT, FIRST), factories.make_reading(TEXT, SECOND))
    assert [reading.quote for reading in difference.new] == [SECOND]
    reread.carry_out(difference)
    queue.place_new(claim.article, now=factories.NOW)
    added = Claim.objects.exclude(pk=claim.pk).get()
    assert (added.quote, added.status) == (SECOND, Status.QUEUED)


def test_what_nobody_touched_is_read_anew() -> None:
    (claim,) = read_before(FIRST)
    reread.carry_out(compared(claim.article, factories.make_reading(TEXT, FIRST, quantity=SEVEN)))
    version = claim.version
    claim.refresh_from_db()
    assert (claim.quantity_min, claim.status, claim.version) == (Decimal(7), Status.QUEUED, version + 1)
    line = Event.objects.about(claim).latest("id")
    assert line.verb == "claim.reread"
    assert Decimal(line.before["quantity_min"]) == 3


def test_what_nobody_touched_and_is_not_found_any_more_is_dismissed() -> None:
    first, second = read_before(FIRST, SECOND)
    reread.carry_out(compared(first.article, factories.make_reading(TEXT, FIRST)))
    second.refresh_from_db()
    assert (second.status, second.dismiss_reason) == (Status.DISMISSED, DismissReason.NOT_CHECKABLE)
    assert Event.objects.about(second).latest("id").note.text == f"{VERSION} does not find it any more."


def test_what_people_touched_is_only_marked(rita: User, omar: User) -> None:
    taken, assigned, gone = read_before(FIRST, SECOND, THIRD)
    review.take(taken, by=rita)
    review.assign(assigned, by=omar, to=rita)
    review.take(gone, by=rita)
    before = {claim.pk: claim for claim in Claim.objects.all()}
    difference = compared(
        taken.article,
        factories.make_reading(TEXT, FIRST, quantity=SEVEN),
        factories.make_reading(TEXT, SECOND, quantity=SEVEN),
    )
    assert [claim for claim, _ in difference.touched] == [taken, assigned]
    assert (difference.gone, difference.changed) == ([], [])
    reread.carry_out(difference)
    for claim in Claim.objects.all():
        assert (claim.status, claim.quantity_min, claim.version) == (
            before[claim.pk].status,
            before[claim.pk].quantity_min,
            before[claim.pk].version,
        )
    assert Event.objects.about(taken).latest("id").verb == "claim.read_otherwise"


def test_what_is_in_a_case_or_was_matched_by_people_is_touched_too(rita: User) -> None:
    cased, newer, older = read_before(FIRST, SECOND, THIRD)
    Claim.objects.filter(pk=cased.pk).update(case=Case.objects.create(title="Tanks", kind="aid"))
    pair = {"claim": max(newer, older, key=lambda claim: claim.pk), "other": min(newer, older, key=lambda c: c.pk)}
    decided = {"state": MatchState.REJECTED, "decided_by": rita, "decided_at": factories.NOW}
    Match.objects.create(**pair, **decided, relation="related", score=0.5, method="words")
    assert not compared(cased.article)


def test_however_many_claims_are_compared_in_as_many_queries(django_assert_num_queries: Queries) -> None:
    quotes = [FIRST, SECOND, THIRD]
    (claim, *_) = read_before(*quotes)
    article = Article.objects.get(pk=claim.article_id)
    readings = [factories.make_reading(TEXT, quote, quantity=SEVEN) for quote in quotes]
    with django_assert_num_queries(5):  # two of claims, three of their actors
        assert len(reread.compare(article, read=lambda text, day: readings).changed) == 3


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("reextract", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_shows_the_difference_first_and_stores_it_when_told() -> None:
    text = "Norway will send 14 howitzers to Ukraine by the end of March 2027, Defence Minister Kari Lund said."
    article = factories.make_article(text)
    factories.read_into(article, [])
    assert run() == "0 articles: 0 new, 0 changed, 0 gone, 0 touched. Nothing was stored: add --apply to do it.\n"
    Article.objects.update(extractor="rules-0")
    shown = run()
    assert "+ “Norway will send 14 howitzers to Ukraine" in shown
    assert not Claim.objects.exists()
    assert run("--apply", "--since", "2024-01-01").endswith(
        "1 articles: 1 new, 0 changed, 0 gone, 0 touched. Stored.\n"
    )
    assert Claim.objects.get().status == Status.QUEUED
    assert run("--apply").startswith("0 articles")
    assert run("--apply", "--all").startswith("1 articles: 0 new, 0 changed")
