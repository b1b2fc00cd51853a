"""The tables of states, as they are promised, and who may see what."""

import pytest
from django.contrib.auth.models import AnonymousUser

from claims.models import Article, Claim, User, Verdict, article, claim, verdict
from claims.models.enums import ArticleState, Role, Status, VerdictState
from claims.models.errors import WrongState
from tests import factories

CLAIM = {
    "new": {"queued", "dismissed"},
    "queued": {"in_review", "dismissed"},
    "in_review": {"queued", "awaiting_signoff", "dismissed"},
    "awaiting_signoff": {"in_review", "published"},
    "published": {"queued"},
    "dismissed": {"queued"},
}
VERDICT: dict[str, set[str]] = {
    "proposed": {"sent_back", "taken_back", "published"},
    "published": {"superseded", "withdrawn"},
    "sent_back": set(),
    "taken_back": set(),
    "superseded": set(),
    "withdrawn": set(),
}
ARTICLE: dict[str, set[str]] = {
    "received": {"extracted", "failed", "duplicate"},
    "extracted": {"ready", "failed"},
    "failed": {"received", "extracted"},
    "ready": set(),
    "duplicate": set(),
}


def test_the_tables_are_those_that_were_promised() -> None:
    assert claim.NEXT == CLAIM
    assert verdict.NEXT == VERDICT
    assert article.NEXT == ARTICLE


@pytest.mark.parametrize(("state", "to"), [(a, b) for a in Status for b in Status if b not in CLAIM[a]])
def test_no_claim_goes_another_way(state: Status, to: Status) -> None:
    with pytest.raises(WrongState, match=f"is {state}: it cannot become {to}"):
        Claim(pk=1, status=state).move(to, verb="claim.moved", by=None)


@pytest.mark.parametrize(("state", "to"), [(a, b) for a in VerdictState for b in VerdictState if b not in VERDICT[a]])
def test_no_verdict_goes_another_way(state: VerdictState, to: VerdictState) -> None:
    with pytest.raises(WrongState, match=f"is {state}: it cannot become {to}"):
        Verdict(pk=1, state=state).move(to, verb="verdict.moved", by=None)


@pytest.mark.parametrize(("state", "to"), [(a, b) for a in ArticleState for b in ArticleState if b not in ARTICLE[a]])
def test_no_article_goes_another_way(state: ArticleState, to: ArticleState) -> None:
    with pytest.raises(WrongState, match=f"is {state}: it cannot become {to}"):
        Article(pk=1, state=state).move(to, verb="article.moved")


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("other", Role)
def test_each_role_includes_the_ones_before(role: Role, other: Role) -> None:
    order = ["reader", "reviewer", "editor", "admin"]
    assert role.includes(other) == (order.index(role) >= order.index(other))


@pytest.mark.django_db
def test_people_of_the_desk_see_all_and_outsiders_what_stands(vera: User, rita: User) -> None:
    hidden, public = factories.make_claim(), factories.published_claim()
    assert set(Claim.objects.visible_to(vera)) == {hidden, public}
    assert set(Claim.objects.visible_to(AnonymousUser())) == {public}
    rita.is_active = False
    assert set(Claim.objects.visible_to(rita)) == {public}
    assert set(Verdict.objects.visible_to(rita)) == {public.standing_verdict}


@pytest.mark.django_db
def test_a_token_of_a_lower_role_acts_with_that_role(omar: User) -> None:
    omar.acting_role = Role.READER
    assert omar.holds(Role.READER)
    assert not omar.holds(Role.REVIEWER)
    secret = omar.tokens.issue(omar, name="read only", role=Role.READER)
    token = omar.tokens.by_secret(secret).get()
    assert token.ceiling() == Role.READER
    omar.role = Role.READER
    token.role, token.user = Role.EDITOR, omar
    assert token.ceiling() == Role.READER
    assert secret not in str(vars(token))
