"""The samples come once, by the real steps, and go without a trace but the record's."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from claims.contract.claimreview import claim_review
from claims.flow import samples
from claims.management.commands import load_demo
from claims.models import Actor, Article, Case, Claim, Event, Feed, Source, Verdict
from claims.models.enums import ArticleState, Status
from tests import factories

TODAY = date(2026, 11, 24)


def run(command: str) -> str:
    out = StringIO()
    call_command(command, stdout=out)
    return out.getvalue()


@pytest.fixture
def two_editors(db: None) -> None:
    factories.person("omar")
    factories.person("nina")


@pytest.mark.django_db
@pytest.mark.usefixtures("two_editors")
def test_the_samples_come_once_and_go() -> None:
    own = factories.make_claim()
    assert run("load_demo") == "22 sample articles, 4 verdicts and 3 cases loaded.\n"
    assert run("load_demo") == "The samples were loaded already.\n"
    articles = Article.objects.filter(demo=True)
    assert {article.state for article in articles} == {ArticleState.READY}
    assert Claim.objects.filter(article__demo=True, status=Status.QUEUED).count() > 20
    published = Verdict.objects.published().filter(demo=True)
    assert published.filter(claim__isnull=False).count() == 4
    states = dict(Case.objects.filter(demo=True, public=True).values_list("title", "state"))
    assert sorted(states.values()) == ["kept", "open", "overdue"]
    due_a_review = [
        verdict for verdict in published.filter(claim__recipient__code="UA") if claim_review(verdict, today=TODAY)
    ]
    assert len(due_a_review) >= 2

    written = Event.objects.count()
    assert run("remove_demo") == "22 sample articles removed.\n"
    assert run("remove_demo") == "There are no sample articles.\n"
    for noun in (Article, Source, Actor, Case, Verdict):
        assert not noun.objects.filter(demo=True).exists()
    assert list(Claim.objects.all()) == [own]
    assert Event.objects.count() == written + 1
    assert samples.loaded()
    assert run("load_demo") == "The samples were loaded already.\n"


@pytest.mark.django_db
def test_the_samples_need_two_editors() -> None:
    factories.person("omar")
    with pytest.raises(CommandError, match="The samples need two editors"):
        run("load_demo")


@pytest.mark.django_db
def test_what_people_made_with_the_samples_actors_stays_and_keeps_them() -> None:
    sample = Actor.objects.find_or_make("Freedonia", kind="organisation", demo=True)
    unused = Actor.objects.find_or_make("Sylvania", kind="organisation", demo=True)
    source = Source.objects.named("The Freedonia Post", demo=True)
    case = Case.objects.create(title="Ten tents", kind="aid", actor=sample)
    feed = Feed.objects.create(source=source, url="https://example.org/feed")
    run("remove_demo")
    assert list(Case.objects.all()) == [case]
    assert list(Feed.objects.all()) == [feed]
    assert not Actor.objects.filter(pk=unused.pk).exists()


@pytest.mark.django_db
def test_a_loading_that_ended_in_the_middle_of_a_turn_is_gone_on_with() -> None:
    author, signatory = factories.person("omar"), factories.person("nina")
    claim = factories.take(by=author).claim
    verdict = {"rating": "True", "summary": "All came.", "explanation": "See the list.", "evidence": factories.EVIDENCE}
    load_demo.check(claim, verdict, author=author, signatory=signatory)
    assert Claim.objects.get(pk=claim.pk).status == Status.PUBLISHED
