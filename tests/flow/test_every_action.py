"""Every action, by every person, in every state, in any order: the tables of states hold, and each change is told.

The machine keeps a small model of one claim beside the real one. An action that the model allows must do what the
model says; any other must be refused, and leave no trace.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import ClassVar

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from claims.flow import publish, queue, review
from claims.models import Claim, Event, Review, User, Verdict
from claims.models.enums import DismissReason, ReviewOutcome, Status, VerdictState
from claims.models.errors import DomainError
from claims.models.event import ClockTimestamp
from tests import factories
from tests.factories import NOW
from tests.flow.model import ACTIONS, Model

PEOPLE = st.sampled_from(sorted(factories.PEOPLE))
BEFORE_LAPSE = timedelta(seconds=1)


@dataclass
class Trace:
    """All that an action can leave behind, to be compared."""

    claims: list[object] = field(default_factory=lambda: list(Claim.objects.order_by("pk").values_list()))
    verdicts: list[object] = field(default_factory=lambda: list(Verdict.objects.order_by("pk").values_list()))
    reviews: list[object] = field(default_factory=lambda: list(Review.objects.order_by("pk").values_list()))
    events: int = field(default_factory=Event.objects.count)


class Desk(RuleBasedStateMachine):
    """One claim, five people, and the last lease that each of them had."""

    tried: ClassVar[set[tuple[object, ...]]] = set()  # shapes of the model in which all that is forbidden was refused

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.people = {name: factories.person(name) for name in factories.PEOPLE}
        self.tokens: dict[str, str] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @initialize(begin=st.sampled_from(["new", "queued", "proposed", "published", "published"]))
    def a_claim_is_found(self, begin: str) -> None:
        claim = self.seen_before = factories.make_claim(worthiness=0.1 if begin == "new" else 0.9)
        self.pk = claim.pk
        self.model = Model(status=Status(begin) if begin in {"new", "published"} else Status.QUEUED)
        if begin == "proposed":
            factories.propose(claim)
            self.model = Model(Status.AWAITING_SIGNOFF, verdicts=(("rita", VerdictState.PROPOSED),))
        elif begin == "published":
            factories.published_claim(claim)
            self.model = Model(Status.PUBLISHED, verdicts=(("rita", VerdictState.PUBLISHED),))

    @property
    def claim(self) -> Claim:
        return Claim.objects.get(pk=self.pk)

    @precondition(lambda self: self.model.status not in {Status.DISMISSED, Status.AWAITING_SIGNOFF})
    @rule(data=st.data())
    def the_desk_works(self, data: st.DataObject) -> None:
        self.somebody(data, "take", "propose", "queue", "reopen")

    @precondition(lambda self: self.model.status == Status.AWAITING_SIGNOFF)
    @rule(data=st.data())
    def two_people_judge(self, data: st.DataObject) -> None:
        self.somebody(data, "approve", "send back", "take back")

    @precondition(lambda self: self.model.standing is not None)
    @rule(data=st.data())
    def a_withdrawal_is_spoken_of(self, data: st.DataObject) -> None:
        self.somebody(data, "ask withdrawal", "sign withdrawal", "decline withdrawal")

    @rule(data=st.data())
    def something_else_is_done(self, data: st.DataObject) -> None:
        self.somebody(data, "assign", "renew", "release", "dismiss", "undo dismissal", "reopen")

    def somebody(self, data: st.DataObject, *actions: str) -> None:
        """One of the actions is done by one of those who may."""
        allowed = [(action, name, to) for action, name, to in self.wishes() if action in actions and to is not None]
        if allowed:
            action = data.draw(st.sampled_from(sorted({action for action, _, _ in allowed})))
            name, expected = data.draw(st.sampled_from([(name, to) for its, name, to in allowed if its == action]))
            self.seen_before = self.claim
            self.perform(action, self.people[name])
            self.model = expected

    @rule()
    def everything_else_is_refused_and_leaves_no_trace(self) -> None:
        if self.model.shape in self.tried:
            return
        before = Trace()
        for action, name, to in self.wishes():
            if to is None:
                with pytest.raises(DomainError), transaction.atomic():
                    self.perform(action, self.people[name])
        assert Trace() == before
        self.tried.add(self.model.shape)

    def wishes(self) -> list[tuple[str, str, Model | None]]:
        """All that anybody could wish for now, and what would become of it."""
        return [
            (action, name, expect(self.model, name)) for action, expect in ACTIONS.items() for name in factories.PEOPLE
        ]

    def perform(self, action: str, by: User) -> None:
        claim, token = self.claim, self.tokens.get(by.username, "0")
        match action:
            case "take":
                self.tokens[by.username] = str(review.take(claim, by=by).lease_token)
            case "renew":
                review.renew(claim, by=by, token=token)
            case "release":
                review.release(claim, by=by, token=token)
            case "propose":
                self.propose(by, token=token)
            case "dismiss":
                review.dismiss(claim, by=by, reason=DismissReason.NOT_CHECKABLE)
            case "undo dismissal":
                review.undo_dismissal(claim, by=by, now=NOW)
            case "reopen":
                review.reopen(claim, by=by, reason="New figures came.", now=NOW)
            case "queue":
                queue.put(claim, by=by, now=NOW)
            case "assign":
                review.assign(claim, by=by, to=self.people["nina"])
            case _:
                self.judge(action, by)

    def judge(self, action: str, by: User) -> None:
        verdict = self.verdict(VerdictState.PUBLISHED if "withdrawal" in action else VerdictState.PROPOSED)
        match action:
            case "approve" | "sign withdrawal":
                publish.approve(verdict, by=by, now=NOW)
            case "send back" | "decline withdrawal":
                publish.send_back(verdict, by=by, note="Name the second delivery.")
            case "take back":
                publish.take_back(verdict, by=by)
            case "ask withdrawal":
                publish.withdraw(verdict, by=by, reason="The list was forged.")
        if action in {"send back", "take back"}:
            self.tokens[verdict.proposed_by.username] = self.active_token()

    def propose(self, by: User, *, token: str) -> None:
        note = "" if self.model.standing is None else "Three came, not two."
        review.propose(
            self.claim,
            by=by,
            token=token,
            rating=factories.rating(),
            summary="Two came, not six.",
            explanation="See the list.",
            evidence=factories.EVIDENCE,
            correction_note=note,
        )

    def verdict(self, state: VerdictState) -> Verdict:
        """The newest one in that state, else one that is over and done with: whatever is wished of it is refused."""
        verdicts = Verdict.objects.filter(claim=self.pk).order_by("-pk")
        over = verdicts.exclude(state__in=[VerdictState.PROPOSED, VerdictState.PUBLISHED])
        found = verdicts.filter(state=state).first() or over.first()
        if found is None:
            raise DomainError("There is no verdict to wish anything of.")
        return found

    def active_token(self) -> str:
        return str(Review.objects.active().get(claim=self.pk).lease_token)

    @precondition(lambda self: self.model.status == Status.IN_REVIEW)
    @rule()
    def the_lease_runs_out(self) -> None:
        Review.objects.active().filter(claim=self.pk).update(expires_at=ClockTimestamp() - BEFORE_LAPSE)
        self.model = replace(self.model, lapsed=True)

    @rule()
    def the_sweep_comes_by(self) -> None:
        lapsed = self.model.status == Status.IN_REVIEW and self.model.lapsed
        assert review.expire_lapsed() == int(lapsed)
        if lapsed:
            self.model = replace(self.model, status=Status.QUEUED, holder="", lapsed=False)

    @rule(name=PEOPLE)
    def the_next_one_is_asked_for(self, name: str) -> None:
        given = queue.take_next(by=self.people[name])
        mine = Claim.objects.filter(pk=self.pk, assignee__isnull=False).exclude(assignee=self.people[name])
        assert (given is not None) == (self.model.status == Status.QUEUED and not mine.exists())
        if given is not None:
            self.tokens[name] = str(given.lease_token)
            self.model = replace(self.model, status=Status.IN_REVIEW, holder=name, lapsed=False)

    @rule(name=PEOPLE)
    def an_old_page_is_sent(self, name: str) -> None:
        """What was read before the last action is acted upon: if the claim has moved on, nothing happens."""
        old, before = self.seen_before, Trace()
        if old.version == self.claim.version:
            return
        wishes: list[Callable[[], None]] = [
            lambda: review.assign(old, by=self.people[name], to=None),
            lambda: review.reopen(old, by=self.people[name], reason="Again.", now=NOW),
            lambda: review.dismiss(old, by=self.people[name], reason=DismissReason.OUT_OF_SCOPE),
            lambda: review.undo_dismissal(old, by=self.people[name], now=NOW),
            lambda: queue.put(old, by=self.people[name], now=NOW),
        ]
        for wish in wishes:
            with pytest.raises(DomainError), transaction.atomic():
                wish()
        assert Trace() == before

    @invariant()
    def the_claim_is_as_the_model_says(self) -> None:
        claim = self.claim
        assert claim.status == self.model.status
        found = Verdict.objects.filter(claim=claim).order_by("pk").values_list("proposed_by__username", "state")
        assert tuple(found) == self.model.verdicts
        assert (claim.dismiss_reason is not None) == (claim.status == Status.DISMISSED)

    @invariant()
    def one_turn_at_most_is_active_and_only_in_review(self) -> None:
        active = list(Review.objects.active().values_list("holder__username", flat=True))
        assert active == ([self.model.holder] if self.model.status == Status.IN_REVIEW else [])
        assert not Review.objects.filter(ended_at__isnull=False, outcome__isnull=True).exists()
        assert set(Review.objects.exclude(outcome=None).values_list("outcome", flat=True)) <= set(ReviewOutcome)

    @invariant()
    def outsiders_see_it_if_and_only_if_a_verdict_stands(self) -> None:
        outside = Claim.objects.visible_to(AnonymousUser()).filter(pk=self.pk).exists()
        assert outside == (self.model.standing is not None)
        numbers = list(Verdict.objects.filter(claim=self.pk).order_by("pk"))
        standing = None if self.model.standing is None else numbers[self.model.standing].pk
        assert self.claim.standing_verdict_id == standing
        readable = Verdict.objects.visible_to(AnonymousUser()).filter(claim=self.pk)
        assert readable.filter(state=VerdictState.PUBLISHED).count() == int(outside)
        assert not readable.exclude(state__in=[VerdictState.PUBLISHED, VerdictState.SUPERSEDED]).exists()

    @invariant()
    def every_change_raised_the_version_and_wrote_its_line(self) -> None:
        for row in [self.claim, *Verdict.objects.filter(claim=self.pk)]:
            lines = list(Event.objects.about(row).values_list("object_version", flat=True))
            assert lines == list(range(1, row.version + 1))


@pytest.mark.timeout(300)
@pytest.mark.django_db
def test_every_action_by_everybody_in_every_state() -> None:
    run: Callable[..., None] = run_state_machine_as_test
    run(Desk, settings=settings(max_examples=30, stateful_step_count=40, deadline=None, database=None))
