"""A verdict as the public reads it."""

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from claims.flow import publish, review
from claims.models import Claim, Rating, Verdict
from claims.site.scale import tone
from tests import factories

pytestmark = pytest.mark.django_db


def page(client: Client, verdict: Verdict) -> str:
    answer = client.get(f"/verdicts/{verdict.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def json_ld(html: str) -> Any:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    return json.loads(found[1]) if found else None


def corrected(claim: Claim | None = None) -> tuple[Verdict, Verdict]:
    """A verdict and the one that replaced it a day later."""
    old = factories.published_verdict(claim)
    again = Claim.objects.get(verdicts=old)
    review.reopen(again, by=factories.person("omar"), reason="a new list", now=factories.NOW)
    new = factories.propose(again, rating=factories.rating(3), correction_note="Three came in the end.")
    publish.approve(new, by=factories.person("omar"), now=factories.NOW + timedelta(days=1))
    return old, new


def test_everything_a_reader_needs(client: Client) -> None:
    article = factories.make_article(
        url="https://herald.example/six", source=factories.make_source(), published=date(2024, 11, 12)
    )
    verdict = factories.published_verdict(
        factories.make_claim(article=article), review_again=(date(2025, 1, 1), "the deadline")
    )
    html = page(client, verdict)
    for words in (article.text.partition(". ")[0], "Boris Pistorius", "Defence Minister", "The Kyiv Herald",
                  "12 Nov 2024", 'href="https://herald.example/six" rel="noopener nofollow"', "Mostly false",
                  'aria-current="true">False<', "Two systems came, not six.", "<strong>two</strong>",
                  "The ministry&#x27;s list", "donor’s word", "refutes", "Checked by Rita, signed off by Omar",
                  "1 Jan 2025", "the deadline", "by 31 Dec 2024"):  # fmt: skip
        assert words in html


def test_the_summary_stands_before_the_explanation(client: Client) -> None:
    html = page(client, factories.published_verdict())
    assert html.index('<p class="summary" dir="auto">Two systems') < html.index("<strong>two</strong>")


def test_claim_review_as_a_data_block(client: Client) -> None:
    past = factories.make_claim(modality="asserted", due=None)
    found = json_ld(page(client, factories.published_verdict(past)))
    assert found["@type"] == "ClaimReview"
    assert found["reviewRating"]["alternateName"] == "False"


def test_a_promise_before_its_day_has_no_claim_review(client: Client) -> None:
    open_ended = factories.make_claim(modality="promised", due=None)
    assert json_ld(page(client, factories.published_verdict(open_ended))) is None


def test_a_script_s_end_in_a_quote_ends_no_script(client: Client) -> None:
    text = "He said </script><script>alert(1)</script> & 7 tanks will come. It rained."
    quote = "</script><script>alert(1)</script> & 7 tanks"
    claim = factories.make_claim(quote, article=factories.make_article(text), modality="asserted", due=None)
    html = page(client, factories.published_verdict(claim))
    assert "<script>alert" not in html
    assert json_ld(html)["claimReviewed"] == quote


def test_a_replaced_verdict_leads_to_the_newer_one(client: Client) -> None:
    old, new = corrected()
    html = page(client, old)
    assert "This verdict has been replaced." in html
    assert f'href="/verdicts/{new.pk}/"' in html
    assert '<meta name="robots" content="noindex">' in html
    assert json_ld(html) is None
    newer = page(client, new)
    assert "Three came in the end." in newer
    assert f'href="/verdicts/{old.pk}/"' in newer


def test_a_withdrawn_verdict_says_so_and_nothing_more(client: Client) -> None:
    verdict = factories.published_verdict()
    verdict.refresh_from_db()
    publish.withdraw(verdict, by=factories.person("omar"), reason="a mix-up with names")
    assert "Two systems" in page(client, verdict)
    verdict.refresh_from_db()
    publish.approve(verdict, by=factories.person("nina"), now=factories.NOW)
    html = page(client, verdict)
    assert "This verdict has been withdrawn" in html
    assert '<meta name="robots" content="noindex">' in html
    for words in ("Germany", "Two systems", "mix-up", "Rita", "Omar", "Nina", "False"):
        assert words not in html


def test_what_is_not_public_is_not_there_for_anybody(client: Client) -> None:
    verdict = factories.propose()
    missing = client.get("/verdicts/999999/")
    hidden = client.get(f"/verdicts/{verdict.pk}/")
    assert (hidden.status_code, hidden.content) == (missing.status_code, missing.content)
    assert hidden.status_code == 404
    client.force_login(factories.person("omar"))
    assert client.get(f"/verdicts/{verdict.pk}/").status_code == 404


def test_what_goes_on_inside_changes_nothing_outside(client: Client) -> None:
    claim = factories.published_claim()
    verdict = Verdict.objects.get()
    before = page(client, verdict)
    review.reopen(claim, by=factories.person("omar"), reason="a new list", now=factories.NOW)
    factories.propose(claim, correction_note="Three came in the end.", summary="Three came.")
    assert page(client, verdict) == before


def test_the_article_s_text_stays_inside(client: Client) -> None:
    text = "Germany will send 7 tanks. " + "Much more was said at length. " * 40 + "The last words."
    claim = factories.make_claim("Germany will send 7 tanks", article=factories.make_article(text))
    assert "The last words." not in page(client, factories.published_verdict(claim))


def test_the_page_costs_so_many_queries(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    _, new = corrected()
    with django_assert_num_queries(7):
        page(client, new)


@pytest.mark.parametrize(("value", "expected"), [(1, 0), (2, 1), (3, 2), (4, 3), (5, 4)])
def test_five_points_have_five_colours(value: int, expected: int) -> None:
    assert tone(value, [Rating(value=n) for n in range(1, 6)]) == expected


def test_other_scales_have_colours_too() -> None:
    assert [tone(n, [Rating(value=m) for m in (1, 4, 9)]) for n in (1, 4, 9)] == [0, 2, 4]
    assert tone(3, [Rating(value=3)]) == 2
