"""Who is told of what: once, never of their own doing, and not of what they turned off."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from claims.flow import conversation, follow, notify, publish, review
from claims.models import Claim, Event, EventNote, Notice, NoticeKind, User, Verdict
from claims.models.errors import NotAllowed, RuleBroken
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def told(user: User) -> list[str]:
    return list(Notice.objects.of(user).order_by("id").values_list("kind", flat=True))


def an_address(user: User) -> User:
    user.email = f"{user.username}@example.org"
    user.save(update_fields=["email"])
    return user


def test_who_gets_a_claim_is_told_and_who_takes_one_is_not(rita: User, omar: User) -> None:
    claim = factories.make_claim()
    review.assign(claim, by=omar, to=rita)
    review.assign(claim, by=omar, to=omar)
    review.assign(claim, by=omar, to=None)
    assert (told(rita), told(omar)) == (["assigned"], [])


def test_a_verdict_on_its_way_tells_whoever_is_next(rita: User, omar: User, nina: User, vera: User, ada: User) -> None:
    verdict = factories.propose(by=omar)
    assert [told(who) for who in (omar, nina, ada, rita, vera)] == [[], ["signoff"], ["signoff"], [], []]
    publish.send_back(verdict, by=nina, note="second source?")
    assert told(omar) == ["sent_back"]
    assert not Notice.objects.filter(kind=NoticeKind.SIGNOFF).unread().exists()  # nobody need sign it now
    again = factories.propose(Claim.objects.get(verdicts=verdict), by=omar)
    publish.approve(again, by=nina, now=NOW)
    assert told(omar) == ["sent_back", "signed_off"]
    publish.withdraw(again, by=omar, reason="The list was forged.")
    assert told(nina) == ["signoff", "signoff", "signoff"]


def test_what_is_taken_back_needs_no_signature(rita: User, omar: User) -> None:
    verdict = factories.propose(by=rita)
    publish.take_back(verdict, by=rita)
    assert not Notice.objects.filter(user=omar).unread().exists()


def test_the_day_for_another_look_tells_its_author_once(rita: User, omar: User) -> None:
    verdict = factories.published_verdict(by=rita, review_again=(NOW.date(), "the deadline"))
    later = datetime(2025, 1, 2, tzinfo=UTC)
    follow.bring_back(now=later)
    follow.bring_back(now=later)
    assert told(rita) == ["signed_off", "due_again"]
    assert Notice.objects.filter(verdict=verdict, kind=NoticeKind.DUE_AGAIN).count() == 1


def test_a_change_that_is_refused_tells_nobody(rita: User, omar: User) -> None:
    verdict = factories.propose(by=omar)
    with pytest.raises(NotAllowed):
        publish.approve(verdict, by=omar, now=NOW)
    assert told(omar) == []


def test_a_mention_is_told_whatever_its_case_and_to_nobody_else(rita: User, omar: User, nina: User) -> None:
    claim = factories.make_claim()
    event = conversation.say(claim, by=nina, text="@Rita, see @omar. Not rita@nina.org, and @nobody.")
    assert (told(rita), told(omar), told(nina)) == (["mentioned"], ["mentioned"], [])
    assert event.after == {"mentioned": [rita.pk, omar.pk]}
    assert Event.objects.about(claim).latest("id").verb == "claim.said"


def test_a_note_is_erased_by_its_author_or_an_admin_and_stays_on_record(rita: User, omar: User, ada: User) -> None:
    claim = factories.make_claim()
    first, second = (conversation.say(claim, by=rita, text=text) for text in ("One.", "Two."))
    with pytest.raises(NotAllowed):
        conversation.erase(first, by=omar)
    conversation.erase(first, by=rita)
    conversation.erase(second, by=ada)
    with pytest.raises(NotAllowed):
        conversation.erase(Event.objects.about(claim).earliest("id"), by=ada)
    assert not EventNote.objects.filter(event__in=[first, second]).exists()
    assert all(event.note_digest for event in Event.objects.filter(pk__in=[first.pk, second.pk]))


@pytest.mark.parametrize("text", ["", " \n", "x" * 2001])
def test_a_note_has_words_and_not_too_many(rita: User, text: str) -> None:
    with pytest.raises(RuleBroken):
        conversation.say(factories.make_claim(), by=rita, text=text)


def test_each_kind_is_turned_off_in_the_page_by_mail_or_both(rita: User, omar: User) -> None:
    notify.choose(by=rita, wishes={NoticeKind.ASSIGNED: ["by_mail"], NoticeKind.MENTIONED: []})
    claim = factories.make_claim()
    review.assign(claim, by=omar, to=rita)
    conversation.say(claim, by=omar, text="@rita")
    assert told(rita) == []
    assert list(Notice.objects.values_list("kind", "by_mail")) == [("assigned", True)]
    notify.choose(by=rita, wishes={NoticeKind.MENTIONED: ["in_page"]})
    conversation.say(claim, by=omar, text="@rita")
    assert told(rita) == ["mentioned"]


def test_one_letter_tells_what_is_unread_and_nothing_twice(rita: User, omar: User, nina: User) -> None:
    an_address(rita)
    claims = factories.make_claims(3)
    for claim in claims:
        review.assign(claim, by=omar, to=rita)
        review.assign(claim, by=omar, to=nina)  # she has no address
    read = Notice.objects.of(rita).last()
    assert read is not None
    notify.read(by=rita, now=timezone.now(), pks=[read.pk])
    later = timezone.now() + timedelta(minutes=11)
    assert notify.send_letters(now=timezone.now()) == 0  # they may be reading it this moment
    assert notify.send_letters(now=later) == 1
    assert notify.send_letters(now=later) == 0
    [letter] = mail.outbox
    assert letter.to == ["rita@example.org"]
    assert letter.subject == "claimtracker: 2 things for you"
    assert str(letter.body).count("Omar made this claim your job") == 2
    assert f"/desk/notifications/{Notice.objects.of(rita)[0].pk}/" in letter.body
    assert {claim.quote in letter.body for claim in claims} == {True, False}


def test_a_mail_server_that_is_away_is_asked_again(rita: User, omar: User, monkeypatch: pytest.MonkeyPatch) -> None:
    an_address(rita)
    review.assign(factories.make_claim(), by=omar, to=rita)
    later = timezone.now() + timedelta(minutes=11)

    def away(*_: object, **__: object) -> int:
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr(notify, "send_mail", away)
        assert notify.send_letters(now=later) == 0
    assert notify.send_letters(now=later) == 1


def test_the_command_sends_them(rita: User, omar: User, capsys: pytest.CaptureFixture[str]) -> None:
    an_address(rita)
    review.assign(factories.make_claim(), by=omar, to=rita)
    Notice.objects.update(at=timezone.now() - timedelta(hours=1))
    call_command("send_letters")
    assert capsys.readouterr().out == "1 letter sent.\n"


def test_who_has_left_is_told_nothing(rita: User, omar: User) -> None:
    verdict = factories.propose(by=rita)
    rita.is_active = False
    rita.save(update_fields=["is_active"])
    publish.approve(Verdict.objects.get(pk=verdict.pk), by=omar, now=NOW)
    assert told(rita) == []


def test_what_was_read_long_ago_is_let_go_and_what_is_unread_stays(rita: User, omar: User) -> None:
    claim = factories.make_claim()
    for text in ("@rita one", "@rita two", "@rita three"):
        conversation.say(claim, by=omar, text=text)
    old, lately, _ = Notice.objects.of(rita).order_by("id")
    notify.read(by=rita, now=NOW - timedelta(days=91), pks=[old.pk])
    notify.read(by=rita, now=NOW - timedelta(days=89), pks=[lately.pk])
    assert notify.forget(now=NOW) == 1
    assert not Notice.objects.filter(pk=old.pk).exists()
    assert Notice.objects.of(rita).count() == 2
