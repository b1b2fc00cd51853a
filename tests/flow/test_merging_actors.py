"""Two actors that are one become one: whatever named the one names the other, and is found by either."""

import pytest
from django.test import Client

from claims.flow import actors
from claims.models import Actor, ActorAlias, Case, Claim, Event, User
from claims.models.enums import Kind, Role
from claims.models.errors import RuleBroken
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def nina() -> User:
    return factories.person("nina", role=Role.ADMIN)


@pytest.fixture
def pair() -> tuple[Actor, Actor]:
    """The same ministry, once by a name that is a name of another one too."""
    first = Actor.objects.find_or_make("Norwegian defence ministry", kind="organisation")
    return first, Actor.objects.find_or_make("Ministry of Defence of Norway", kind="organisation")


def named(**actors: Actor) -> Claim:
    """A claim that names them."""
    claim = factories.make_claim()
    Claim.objects.filter(pk=claim.pk).update(**actors)
    return claim


def test_claims_and_cases_go_over(nina: User, pair: tuple[Actor, Actor]) -> None:
    old, new = pair
    claim = named(speaker=old, actor=old)
    case = Case.objects.create(title="Howitzers", kind=Kind.AID, actor=old)
    ActorAlias.objects.create(actor=old, alias="Forsvarsdepartementet")
    actors.merge(old, into=new, by=nina)
    claim, case = Claim.objects.get(pk=claim.pk), Case.objects.get(pk=case.pk)
    assert (claim.speaker, claim.actor, case.actor) == (new, new, new)
    assert [event.object_version for event in Event.objects.about(claim).filter(verb="claim.mended")] == [
        claim.version - 1,
        claim.version,
    ]
    for name in (old.name, "forsvarsdepartementet", new.name):
        assert Actor.objects.find_or_make(name) == new


def test_what_came_since_goes_over_when_merged_again(nina: User, pair: tuple[Actor, Actor]) -> None:
    old, new = pair
    actors.merge(old, into=new, by=nina)
    late = named(speaker=old)
    actors.merge(old, into=new, by=nina)
    assert Claim.objects.get(pk=late.pk).speaker == new


def test_one_merged_into_one_that_is_merged_goes_along(nina: User, pair: tuple[Actor, Actor]) -> None:
    old, new = pair
    oldest = Actor.objects.find_or_make("MoD Norway", kind="organisation")
    actors.merge(oldest, into=old, by=nina)
    actors.merge(old, into=new, by=nina)
    assert Actor.objects.get(pk=oldest.pk).merged_into == new
    assert set(Actor.objects.with_merged([new.pk])) == {oldest.pk, old.pk, new.pk}
    with pytest.raises(RuleBroken, match="was merged itself"):
        actors.merge(new, into=old, by=nina)
    with pytest.raises(RuleBroken, match="another actor already"):
        actors.merge(old, into=Actor.objects.find_or_make("Somebody else"), by=nina)


def test_a_state_stays_a_state(nina: User, pair: tuple[Actor, Actor]) -> None:
    state = Actor.objects.find_or_make("Norway", code="NO")
    with pytest.raises(RuleBroken, match="is the state NO"):
        actors.merge(state, into=pair[0], by=nina)
    with pytest.raises(RuleBroken, match="into itself"):
        actors.merge(pair[0], into=pair[0], by=nina)


def test_an_editor_merges_in_the_admin(client: Client, pair: tuple[Actor, Actor]) -> None:
    old, new = pair
    client.force_login(factories.person("omar"))
    page = f"/admin/claims/actor/{old.pk}/merge/"
    assert f'href="{page}"' in client.get(f"/admin/claims/actor/{old.pk}/change/").content.decode()
    assert "no actor of that name" in client.post(page, {"into": "Nobody"}).content.decode()
    assert "into itself" in client.post(page, {"into": str(old.pk)}).content.decode()
    assert client.post(page, {"into": new.name}).status_code == 302
    assert Event.objects.get(verb="actor.merged").after == {"merged_into": new.pk}


def test_the_api_knows_it_by_either_number(client: Client, nina: User, pair: tuple[Actor, Actor]) -> None:
    old, new = pair
    claim = named(speaker=old)
    actors.merge(old, into=new, by=nina)
    client.force_login(nina)
    assert client.get(f"/api/v1/actors/{old.pk}/").json()["id"] == new.pk
    assert old.pk not in [row["id"] for row in client.get("/api/v1/actors/").json()["results"]]
    found = client.get(f"/api/v1/claims/?speaker={new.pk}").json()["results"]
    assert [row["id"] for row in found] == [claim.pk]
