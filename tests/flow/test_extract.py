"""What was read of an article is stored as it was read, once, whatever was read."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError

from claims import keeping
from claims.extraction import VERSION, Amount, Party, Period, Quantity, Speaker
from claims.flow import extract
from claims.models import Actor, Article, Claim, Event
from claims.models.enums import ActorKind, ArticleState, Status
from claims.models.errors import DomainError
from tests import factories
from tests.threads import at_once


def read(**reading: Any) -> Claim:
    article = factories.make_article()
    claim = extract.extract(article, read=lambda text, day: [factories.make_reading(text, **reading)])[0]
    claim.refresh_from_db()
    return claim


@pytest.mark.django_db
def test_a_reading_is_stored_as_it_was_read() -> None:
    claim = read(
        amount=Amount(Decimal("1500000000.5"), None, "EUR", "at_least", "more than €1.5bn"),
        happened=Period(date(2024, 11, 1), date(2024, 11, 30), "month", "in November"),
        condition="if parliament agrees",
        origin="South Korea's intelligence service",
        place="Berlin",
        negated=True,
    )
    article = claim.article
    assert article.text[claim.start : claim.end] == claim.quote == factories.first_sentence(article.text)
    assert (claim.status, claim.set_aside, claim.extractor) == (Status.NEW, False, VERSION)
    assert (claim.kind, claim.step, claim.modality, claim.side, claim.negated) == (
        "aid",
        "pledged",
        "promised",
        "donor",
        True,
    )
    assert (claim.quantity_min, claim.quantity_max, claim.quantity_unit) == (Decimal(3), Decimal(3), "system")
    assert (claim.amount_min, claim.amount_max, claim.amount_currency) == (Decimal("1500000000.5"), None, "EUR")
    assert (claim.happened_from, claim.happened_to) == (date(2024, 11, 1), date(2024, 11, 30))
    assert (claim.due_from, claim.due_to, claim.due_precision) == (None, date(2024, 12, 31), "day")
    assert (claim.condition, claim.place) == ("if parliament agrees", "Berlin")
    assert claim.origin == "South Korea's intelligence service"
    assert (claim.worthiness, claim.worthiness_reasons) == (0.9, ["quantity", "deadline", "pledge verb"])
    assert claim.said_on == article.day


@pytest.mark.django_db
def test_a_reading_that_knows_little_is_stored_too() -> None:
    nothing = dict.fromkeys(
        ["step", "speaker", "attribution", "side", "actor", "recipient", "item", "item_category", "quantity", "due"]
    )
    claim = read(kind="statement", measure=None, **nothing)
    assert (claim.speaker, claim.actor, claim.quantity_precision, claim.due_precision) == (None, None, None, None)
    assert (claim.attribution, claim.item, claim.due_text) == ("", "", "")


@pytest.mark.django_db
def test_states_are_found_by_their_code_and_a_ministry_is_an_actor_of_its_own() -> None:
    ministry = Speaker("Defence Ministry of Ukraine", None, "organisation", "UA")
    first, second = read(speaker=ministry), read(speaker=Speaker("Kyiv", None, "country", "UA"))
    assert first.recipient == second.recipient == second.speaker == Actor.objects.get(code="UA")
    assert first.speaker is not None
    assert (first.speaker.name, first.speaker.code, first.speaker.kind) == (ministry.name, None, ActorKind.ORGANISATION)
    assert read(recipient=Party("Ukrainian army", None, "organisation", "army")).recipient != first.recipient


@pytest.mark.django_db
def test_an_article_is_read_once() -> None:
    article = factories.make_article()
    seen = Article.objects.get(pk=article.pk)
    factories.extracted_article(article)
    with pytest.raises(DomainError):
        factories.extracted_article(seen)
    with pytest.raises(DomainError):
        factories.extracted_article(article)
    assert Claim.objects.count() == Event.objects.filter(verb="claim.found").count() == 1


@pytest.mark.django_db
def test_a_worker_taken_for_dead_is_told_that_another_was_faster() -> None:
    """And the article, which is on its way, is not put off because of it."""
    article = factories.make_article()
    slow = Article.objects.get(pk=article.pk)
    factories.extracted_article(article)
    with keeping.at_work(slow):
        factories.extracted_article(slow)
    article.refresh_from_db()
    assert (article.state, article.error_code, article.next_try_at) == (ArticleState.EXTRACTED, "", None)


@pytest.mark.django_db
def test_a_reader_who_finds_the_same_words_twice_fails_as_such() -> None:
    article = factories.make_article()
    with pytest.raises(IntegrityError, match="claim_span_once"):
        extract.extract(article, read=lambda text, day: [factories.make_reading(text)] * 2)
    assert not Claim.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(3))
def test_articles_read_at_once_never_wait_for_each_others_actors(turn: int) -> None:
    """They name the same new ministries, one in the other's opposite order."""
    names = [f"Ministry {turn}-{n}" for n in range(12)]
    sentences = [f"Sentence {n}" for n in range(len(names))]
    articles = [factories.make_article(f"Article {n}. {'. '.join(sentences)}.") for n in range(2)]

    def work(number: int) -> int:
        text, order = articles[number].text, names if number else list(reversed(names))
        parties = [Party(name, None, "organisation", name) for name in order]
        readings = [
            factories.make_reading(text, its, speaker=None, actor=who)
            for its, who in zip(sentences, parties, strict=True)
        ]
        return len(extract.extract(articles[number], read=lambda text, day: readings))

    assert at_once(2, work) == [len(names), len(names)]


@pytest.mark.django_db
def test_an_article_in_another_language_is_stored_and_not_read() -> None:
    article = factories.make_article("Deutschland liefert drei Panzer an die Ukraine.", language="de")
    claims = extract.extract(article, read=lambda text, day: [factories.make_reading(text)])
    article.refresh_from_db()
    assert (claims, article.state, article.language) == ([], ArticleState.EXTRACTED, "de")


@pytest.mark.django_db
def test_the_reader_is_told_the_day_of_the_article() -> None:
    told: list[tuple[str, date]] = []
    article = factories.make_article("date 2024-02-29\nNorway gives ten tents.", language="en-GB")

    def reader(text: str, day: date) -> list[Any]:
        told.append((text, day))
        return []

    extract.extract(article, read=reader)
    assert told == [("Norway gives ten tents.", date(2024, 2, 29))]


@pytest.mark.django_db
def test_words_too_long_for_their_place_are_cut() -> None:
    long = "x" * 1000
    claim = read(
        attribution=long,
        item=long,
        place=long,
        origin=long,
        context=long,
        speaker=Speaker(long, long, "person", None),
        quantity=Quantity(Decimal(1), Decimal(1), long, "exact", long),
        amount=Amount(Decimal(1), Decimal(1), "EUR", "exact", long),
        due=Period(None, date(2024, 12, 31), "day", long),
    )
    assert {len(claim.attribution), len(claim.place), len(claim.quantity_text), len(claim.due_text)} == {200}
    assert (len(claim.context), len(claim.item), len(claim.quantity_unit)) == (300, 300, 50)


@pytest.mark.django_db
@pytest.mark.parametrize("figure", [Decimal(10) ** 30, Decimal("1e20"), Decimal("99999999999999999999.99996")])
def test_a_figure_that_no_column_holds_is_left_out_and_its_words_stay(figure: Decimal) -> None:
    claim = read(
        quantity=Quantity(figure, figure, "tank", "exact", "a nonillion"),
        amount=Amount(Decimal(1), figure, "EUR", "range", "one to a nonillion"),
    )
    assert (claim.quantity_min, claim.quantity_max, claim.quantity_precision) == (None, None, "words")
    assert (claim.quantity_text, claim.quantity_unit) == ("a nonillion", "tank")
    assert (claim.amount_min, claim.amount_max, claim.amount_precision) == (None, None, "words")


@pytest.mark.django_db
def test_a_long_fraction_is_rounded() -> None:
    assert read(quantity=Quantity(Decimal("0.123456"), None, "ton", "at_least", "x")).quantity_min == Decimal("0.1235")
