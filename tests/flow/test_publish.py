"""Two pairs of eyes: a verdict is signed off by another, sent or taken back, replaced, and withdrawn by two."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from claims.flow import publish, queue, review
from claims.models import Claim, Delivery, Event, Review, User, Verdict, Webhook
from claims.models.enums import Status, VerdictState
from claims.models.errors import DomainError, NotAllowed, RuleBroken, StaleVersion, WrongState
from tests import factories
from tests.factories import NOW
from tests.threads import at_once

OUTSIDER = AnonymousUser()


def public(claim: Claim) -> bool:
    return Claim.objects.visible_to(OUTSIDER).filter(pk=claim.pk).exists()


@pytest.mark.django_db
def test_omar_signs_off_and_the_public_reads_it(omar: User) -> None:
    verdict = factories.propose()
    claim = Claim.objects.get(verdicts=verdict)
    assert not public(claim)
    publish.approve(verdict, by=omar, now=NOW)
    claim.refresh_from_db()
    assert (claim.status, claim.standing_verdict) == (Status.PUBLISHED, verdict)
    assert (verdict.state, verdict.signed_by, verdict.published_at) == (VerdictState.PUBLISHED, omar, NOW)
    assert public(claim)


@pytest.mark.django_db
def test_nobody_signs_their_own(omar: User) -> None:
    verdict = factories.propose(by=omar)
    with pytest.raises(NotAllowed, match="another editor"):
        publish.approve(verdict, by=omar, now=NOW)
    assert Verdict.objects.get(pk=verdict.pk).state == VerdictState.PROPOSED


@pytest.mark.django_db
def test_who_read_another_text_signs_nothing(omar: User) -> None:
    verdict = factories.propose()
    with pytest.raises(StaleVersion, match="read it again"):
        publish.approve(verdict, by=omar, now=NOW, seen="0" * 64)
    publish.approve(verdict, by=omar, now=NOW, seen=verdict.text_sha256)
    assert verdict.state == VerdictState.PUBLISHED


@pytest.mark.django_db
def test_a_verdict_taken_back_meanwhile_is_not_signed(rita: User, omar: User) -> None:
    verdict = factories.propose(by=rita)
    seen = Verdict.objects.get(pk=verdict.pk)
    publish.take_back(verdict, by=rita)
    with pytest.raises(StaleVersion):
        publish.approve(seen, by=omar, now=NOW)
    assert not public(Claim.objects.get(verdicts=verdict))


@pytest.mark.django_db
def test_a_verdict_sent_back_returns_to_its_author_for_days(rita: User, omar: User, nina: User) -> None:
    claim = factories.make_claim()
    verdict = factories.propose(claim, by=rita)
    with pytest.raises(RuleBroken) as refused:
        publish.send_back(verdict, by=omar, note="  ")
    assert (refused.value.field, refused.value.code) == ("note", "required")
    publish.send_back(verdict, by=omar, note="Name the second delivery.")
    claim.refresh_from_db()
    turn = Review.objects.active().get(claim=claim)
    assert (verdict.state, claim.status, turn.holder) == (VerdictState.SENT_BACK, Status.IN_REVIEW, rita)
    assert turn.lease_span == timedelta(hours=settings.SENDBACK_HOURS) == timedelta(hours=72)
    assert turn.expires_at - turn.started_at > timedelta(hours=71)
    assert queue.take_next(by=nina) is None
    again = review.take(claim, by=rita)
    assert again == turn
    assert factories.propose(claim, by=rita).state == VerdictState.PROPOSED
    lines = Event.objects.about(claim).filter(verb="claim.sent_back")
    assert [line.note.text for line in lines] == ["Name the second delivery."]


@pytest.mark.django_db
def test_sending_back_is_for_others_and_taking_back_for_the_author(rita: User, omar: User) -> None:
    verdict = factories.propose(by=rita)
    with pytest.raises(NotAllowed, match="take it back instead"):
        publish.send_back(verdict, by=rita, note="Wait.")
    with pytest.raises(NotAllowed, match="Only its author"):
        publish.take_back(verdict, by=omar)
    publish.take_back(verdict, by=rita)
    assert verdict.state == VerdictState.TAKEN_BACK
    assert Review.objects.active().get(claim=verdict.claim_id).holder == rita


@pytest.mark.django_db
def test_renewing_a_turn_that_was_sent_back_lasts_its_own_span(rita: User, omar: User) -> None:
    verdict = factories.propose(by=rita)
    publish.send_back(verdict, by=omar, note="Name the second delivery.")
    claim = Claim.objects.get(verdicts=verdict)
    turn = Review.objects.active().get(claim=claim)
    renewed = review.renew(claim, by=rita, token=str(turn.lease_token))
    assert renewed.expires_at - turn.started_at >= timedelta(hours=72)


@pytest.mark.django_db
def test_a_correction_supersedes_and_both_stay_readable(rita: User, omar: User) -> None:
    claim = factories.published_claim()
    old = claim.standing_verdict
    assert old is not None
    review.reopen(claim, by=omar, reason="A recount.", now=NOW)
    assert public(claim)
    with pytest.raises(RuleBroken, match="correction note") as refused:
        factories.propose(claim, by=rita)
    assert refused.value.field == "correction_note"
    new = factories.proposed_correction(claim)
    assert public(claim)
    assert Claim.objects.get(pk=claim.pk).standing_verdict == old
    publish.approve(new, by=omar, now=NOW + timedelta(days=1))
    old.refresh_from_db()
    assert (old.state, new.state, new.supersedes) == (VerdictState.SUPERSEDED, VerdictState.PUBLISHED, old)
    assert Claim.objects.get(pk=claim.pk).standing_verdict == new
    assert set(Verdict.objects.visible_to(OUTSIDER)) == {old, new}


@pytest.mark.django_db
def test_a_first_verdict_has_nothing_to_correct(rita: User) -> None:
    with pytest.raises(RuleBroken, match="nothing to correct") as refused:
        factories.propose(by=rita, correction_note="Three came.")
    assert refused.value.field == "correction_note"


@pytest.mark.django_db
def test_one_asks_for_a_withdrawal_and_another_signs_it(omar: User, nina: User) -> None:
    claim = factories.published_claim()
    verdict = Verdict.objects.get(claim=claim)
    with pytest.raises(RuleBroken) as refused:
        publish.withdraw(verdict, by=omar, reason="")
    assert refused.value.field == "reason"
    publish.withdraw(verdict, by=omar, reason="The list was forged.")
    assert public(claim)
    with pytest.raises(WrongState, match="asked for already"):
        publish.withdraw(verdict, by=nina, reason="So I say, too.")
    with pytest.raises(NotAllowed, match="another editor has to sign"):
        publish.approve(verdict, by=omar, now=NOW)
    publish.approve(verdict, by=nina, now=NOW)
    claim.refresh_from_db()
    assert (verdict.state, claim.status, claim.standing_verdict) == (VerdictState.WITHDRAWN, Status.QUEUED, None)
    assert not public(claim)
    assert not Verdict.objects.visible_to(OUTSIDER).exists()


@pytest.mark.django_db
def test_a_withdrawal_is_declined_with_a_note(omar: User, nina: User) -> None:
    claim = factories.published_claim()
    verdict = Verdict.objects.get(claim=claim)
    publish.withdraw(verdict, by=omar, reason="The list was forged.")
    publish.send_back(verdict, by=nina, note="It is genuine: I rang them up.")
    assert (verdict.state, verdict.withdrawal_asked_by, verdict.withdrawal_reason) == ("published", None, "")
    assert public(claim)
    publish.withdraw(verdict, by=nina, reason="It was forged after all.")
    publish.approve(verdict, by=omar, now=NOW)
    assert not public(claim)


@pytest.mark.django_db
def test_a_withdrawal_leaves_work_on_a_correction_as_it_is(omar: User, nina: User) -> None:
    claim = factories.published_claim()
    verdict = Verdict.objects.get(claim=claim)
    correction = factories.proposed_correction(claim)
    publish.withdraw(verdict, by=omar, reason="The list was forged.")
    publish.approve(verdict, by=nina, now=NOW)
    claim.refresh_from_db()
    assert (claim.status, public(claim)) == (Status.AWAITING_SIGNOFF, False)
    publish.approve(correction, by=omar, now=NOW)
    assert public(claim)


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["proposed", "taken_back"])
def test_only_what_is_published_is_withdrawn(state: str, rita: User, omar: User) -> None:
    verdict = factories.propose(by=rita)
    if state == "taken_back":
        publish.take_back(verdict, by=rita)
    with pytest.raises(WrongState, match="only a published verdict"):
        publish.withdraw(verdict, by=omar, reason="The list was forged.")


@pytest.mark.django_db
def test_what_people_write_stands_beside_the_record_and_can_be_erased(omar: User, nina: User) -> None:
    """Reasons and notes are free text, which may name people: the hashed line itself does not repeat them."""
    verdict = factories.published_verdict()
    publish.withdraw(verdict, by=omar, reason="Ivan Ivanov forged it.")
    publish.send_back(verdict, by=nina, note="Ivan Ivanov did not.")
    publish.withdraw(verdict, by=omar, reason="Ivan Ivanov admits it.")
    publish.approve(verdict, by=nina, now=NOW)
    lines = Event.objects.about(verdict)
    assert len([line for line in lines if hasattr(line, "note")]) == 3
    assert "Ivan" not in str([(line.before, line.after) for line in lines])


@pytest.mark.django_db(transaction=True)
def test_of_many_who_decide_at_once_one_does(rita: User, omar: User, nina: User) -> None:
    for claim in factories.make_claims(8):
        verdict = factories.propose(claim, by=rita)

        def work(number: int, verdict: Verdict = verdict) -> str:
            mine = Verdict.objects.get(pk=verdict.pk)
            try:
                match number:
                    case 0 | 1:
                        publish.approve(mine, by=[omar, nina][number], now=NOW)
                    case 2:
                        publish.send_back(mine, by=nina, note="Name the second delivery.")
                    case 3:
                        publish.take_back(mine, by=rita)
            except DomainError:
                return "refused"
            return "done"

        assert sorted(at_once(4, work)) == ["done", "refused", "refused", "refused"]


@pytest.mark.django_db
def test_endpoints_that_want_to_know_are_told_what_outsiders_may_know(rita: User, omar: User, nina: User) -> None:
    wanting = Webhook.objects.create(
        owner=rita,
        url="https://example.org/hook",
        events=["verdict.published", "verdict.corrected", "verdict.withdrawn"],
        secret="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    )
    Webhook.objects.create(owner=rita, url="https://example.org/other", events=["case.rated"], secret="whsec_AAAA")
    Webhook.objects.create(
        owner=rita, url="https://example.org/gone", events=wanting.events, secret="whsec_AAAA", disabled_at=NOW
    )
    claim = factories.published_claim()
    new = factories.proposed_correction(claim)
    publish.approve(new, by=omar, now=NOW)
    publish.withdraw(new, by=omar, reason="The list was forged.")
    publish.approve(new, by=nina, now=NOW)
    told = Delivery.objects.order_by("pk")
    assert {delivery.webhook for delivery in told} == {wanting}
    assert [delivery.type for delivery in told] == ["verdict.published", "verdict.corrected", "verdict.withdrawn"]
    first, second, last = (delivery.body["data"] for delivery in told)
    assert first["claim"]["status"] == "published"
    assert second["correction_note"] == "Three came, not two."
    assert (last["state"], "explanation" in last, "claim" in last) == ("withdrawn", False, False)


@pytest.mark.django_db(transaction=True)
def test_a_telling_is_written_with_the_verdict_or_not_at_all(omar: User) -> None:
    Webhook.objects.create(
        owner=omar, url="https://example.org/hook", events=["verdict.published"], secret="whsec_AAAA"
    )
    verdict = factories.propose()
    with transaction.atomic():
        publish.approve(verdict, by=omar, now=NOW)
        assert Delivery.objects.exists()
        transaction.set_rollback(True)  # the power goes out
    assert not Delivery.objects.exists()
    assert not Event.objects.filter(verb="verdict.published").exists()
    assert not Claim.objects.visible_to(OUTSIDER).exists()
