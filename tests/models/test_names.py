"""Actors and sources are found again by their names, whatever the case, and made once, whoever asks at once."""

import pytest

from claims.models import Actor, ActorAlias, Source
from claims.models.enums import ActorKind
from tests.threads import at_once

# words whose upper and lower case are not each other's mirror in every table of letters
NAMES = [
    "Kyiv",
    "KYIV",
    "İstanbul",
    "istanbul",
    "ıstanbul",
    "Straße",
    "STRASSE",
    "ﬁnland",
    "ΣΊΣΥΦΟΣ",
    "σίσυφος",
    "Ǆ",
    "ǅ",
]


@pytest.mark.django_db
@pytest.mark.parametrize("earlier", NAMES)
@pytest.mark.parametrize("name", NAMES)
def test_any_two_names_are_one_actor_or_two_and_never_an_error(earlier: str, name: str) -> None:
    first, second = Actor.objects.find_or_make(earlier), Actor.objects.find_or_make(name)
    assert Actor.objects.find_or_make(earlier) == first
    assert Actor.objects.find_or_make(name) == second
    assert Source.objects.named(earlier).pk
    assert Source.objects.named(name) == Source.objects.named(name)


@pytest.mark.django_db
def test_an_actor_is_found_by_code_then_name_then_alias() -> None:
    korea = Actor.objects.find_or_make("South Korea", code="KR")
    ActorAlias.objects.create(actor=korea, alias="Seoul")
    assert Actor.objects.find_or_make("Republic of Korea", code="KR") == korea
    assert Actor.objects.find_or_make("south korea") == korea
    assert Actor.objects.find_or_make("SEOUL") == korea
    city = Actor.objects.create(name="Seoul", kind=ActorKind.ORGANISATION)
    assert Actor.objects.find_or_make("Seoul") == city
    assert (korea.kind, korea.code) == (ActorKind.COUNTRY, "KR")


@pytest.mark.django_db
def test_a_name_too_long_is_cut_and_found_again() -> None:
    assert Actor.objects.find_or_make("x" * 300) == Actor.objects.find_or_make("x" * 300)
    assert Source.objects.named("x" * 300) == Source.objects.named("x" * 300)


@pytest.mark.django_db
def test_a_code_whose_name_is_taken_is_found_by_that_name() -> None:
    known = Actor.objects.find_or_make("Georgia")
    assert Actor.objects.find_or_make("Georgia", code="GE") == known


@pytest.mark.django_db
def test_a_source_is_found_by_its_host() -> None:
    source = Source.objects.for_host("www.Herald.example", name="The Herald")
    assert (source.host, source.name) == ("herald.example", "The Herald")
    assert Source.objects.for_host("herald.example") == source


@pytest.mark.django_db
def test_two_hosts_of_one_name_are_two_sources() -> None:
    first = Source.objects.for_host("herald.example", name="The Herald")
    second = Source.objects.for_host("herald.test", name="the herald")
    third = Source.objects.for_host("third.example", name="herald.example")
    assert len({first.pk, second.pk, third.pk}) == 3


@pytest.mark.django_db(transaction=True)
def test_eight_who_meet_a_new_name_at_once_make_it_once() -> None:
    actors = at_once(8, lambda _: Actor.objects.find_or_make("Norway", code="NO").pk)
    sources = at_once(8, lambda _: Source.objects.for_host("herald.example").pk)
    assert len(set(actors)) == len(set(sources)) == 1
    assert Actor.objects.count() == Source.objects.count() == 1
