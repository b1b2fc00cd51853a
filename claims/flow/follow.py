"""Nothing promised is forgotten: deadlines pass, days for another look come, and evidence is looked up again.

All of it is found by looking at the rows, so it is late rather than never, and never twice.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from claims import announcing, contract, fetching, grounds
from claims.models import (
    Case,
    Claim,
    Delivery,
    Event,
    Evidence,
    LookAgain,
    Notice,
    Reopening,
    User,
    Verdict,
    casebook,
    moves,
)
from claims.models.case import BY_RULE
from claims.models.enums import CaseState, Status
from claims.models.errors import WrongState
from claims.models.followup import LookAgainReason, last_day

EARLIEST_ZONE = timedelta(hours=14)  # ahead of UTC: where a day ends first
AT_MOST = 200  # rows a call
LATELY = timedelta(hours=1)  # longer than the beat may pause
WEEK = timedelta(days=7)
HOLD = timedelta(minutes=2)
GIVE_UP = 3  # weekly tries in a row without an answer, after which a page counts as gone
GONE = {404, 410, 451}
SECONDS = 30.0


def follow(*, now: datetime) -> int:
    """Everything whose time has come; answers how much was done."""
    return pass_deadlines(now=now) + bring_back(now=now) + catch_up(now=now)


def catch_up(*, now: datetime) -> int:
    """Cases whose claims have changed of late (dismissed, read anew, reopened): their columns follow the ledger."""
    lately = Claim.objects.filter(case=OuterRef("pk"), updated_at__gte=now - LATELY)
    changed = 0
    for pk in Case.objects.filter(Exists(lately), merged_into__isnull=True).values_list("pk", flat=True)[:AT_MOST]:
        with transaction.atomic():
            for case in Case.objects.locked(pk):
                changed += casebook.settle(case, now=now)
    return changed


def pass_deadlines(*, now: datetime) -> int:
    """Cases whose last day has passed, where it counts: overdue by rule, and their published claims reopened once."""
    known = Reopening.objects.filter(case=OuterRef("pk"), due=OuterRef("due"))
    passed = Case.objects.filter(~Exists(known), state__in=BY_RULE, merged_into__isnull=True)
    passed = passed.filter(due__lt=(now + EARLIEST_ZONE).date()).order_by("due", "pk")
    done = 0
    for case in passed[:AT_MOST]:
        if case.due is not None and case.due < case.day_of(now):
            done += _pass(case.pk, now=now)
    return done


def bring_back(*, now: datetime) -> int:
    """Published verdicts whose own day for another look has come."""
    due = Verdict.objects.published().filter(review_again_on__lte=now.date())
    asked = LookAgain.objects.filter(verdict=OuterRef("pk"), reason=LookAgainReason.DAY_CAME)
    done = 0
    for verdict in due.filter(~Exists(asked))[:AT_MOST]:
        row = Verdict.objects.filter(pk=verdict.pk)
        key, why = str(verdict.review_again_on), verdict.review_again_why
        done += LookAgain.objects.ask(row, LookAgainReason.DAY_CAME, key, why=why)
    return done


def close(again: LookAgain, *, by: User, now: datetime, note: str = "") -> None:
    """Somebody has looked again, and the verdict stands. Raises WrongState where somebody else has."""
    with transaction.atomic():
        if not LookAgain.objects.open().filter(pk=again.pk).update(closed_at=now, closed_by=by):
            raise WrongState("Somebody has looked at this already.")
        Event.objects.record("verdict.looked_again", again.verdict, by=by, after={"reason": again.reason}, note=note)


def evidence_to_check(*, now: datetime) -> list[int]:
    """Pages of standing verdicts that were not looked up for a week, one of each host at a time."""
    standing = Q(verdict__in=Verdict.objects.published())
    due = Q(next_check_at__isnull=True) | Q(next_check_at__lte=now)
    free = Q(taken_until__isnull=True) | Q(taken_until__lt=now)
    found = Evidence.objects.filter(standing, due, free, gone=False).order_by(F("next_check_at").asc(nulls_first=True))
    hosts: dict[str, int] = {}
    for pk, url in found.values_list("pk", "url")[:AT_MOST]:
        hosts.setdefault(url.split("/")[2].lower(), pk)
    return list(hosts.values())


def check_evidence(pk: int, *, now: datetime) -> None:
    """Look one page up, politely: the first time its hash is kept, later it is compared."""
    free = Q(taken_until__isnull=True) | Q(taken_until__lt=now)
    due = Q(next_check_at__isnull=True) | Q(next_check_at__lte=now)
    if not Evidence.objects.filter(free, due, pk=pk, gone=False).update(taken_until=now + HOLD):
        return
    evidence = Evidence.objects.get(pk=pk)
    try:
        page = fetching.fetch(evidence.url, allow=settings.FETCH_ALLOW, robots=True, deadline=SECONDS)
    except fetching.Refused as refusal:
        _no_answer(evidence, refusal, now=now)
        return
    digest, copy = grounds.saw(page, now=now)
    if evidence.sha256 and evidence.sha256 != digest:
        _mark(evidence, LookAgainReason.EVIDENCE_CHANGED, now=now)
    else:
        archived = evidence.archived_url or (copy.address if copy is not None else "")
        _keep(evidence, now=now, sha256=digest, retrieved_at=now, attempts=0, archived_url=archived)


def _pass(pk: int, *, now: datetime) -> int:
    """The deadline of one case, if nobody was faster. Claims are locked before their case, as everywhere."""
    with transaction.atomic():
        published = Claim.objects.select_for_update(of=("self",)).filter(case=pk, status=Status.PUBLISHED)
        claims = list(published.order_by("pk"))
        [case] = Case.objects.locked(pk)
        if case.due is None or case.state not in BY_RULE or case.due >= case.day_of(now):
            return 0
        _, new = Reopening.objects.get_or_create(case=case, due=case.due, defaults={"at": now})
        if not new:
            return 0
        casebook.settle(case, now=now)
        if case.state == CaseState.OVERDUE:
            event = moves.change(case, verb="case.overdue", by=None, told={"due": case.due.isoformat()})
            _announce(case, event, now=now)
        for claim in claims:
            rank = claim.priority_on(now.date())
            claim.move(Status.QUEUED, verb="claim.reopened", by=None, note=last_day(case.due), priority=rank)
            if claim.standing_verdict is not None:
                Notice.objects.due_again(claim.standing_verdict, key=f"deadline {case.due}")
            announcing.claim_queued(claim, now=now)
        return 1


def _announce(case: Case, event: Event, *, now: datetime) -> None:
    data = contract.cases.case(Case.objects.for_reading().get(pk=case.pk), outsider=True, now=now)
    Delivery.objects.announce(event, kind="case.overdue", data=data, now=now)


def _no_answer(evidence: Evidence, refusal: fetching.Refused, *, now: datetime) -> None:
    """A page that says it is gone is gone; one that does not answer is asked again, and counts as gone in the end."""
    if isinstance(refusal, fetching.RobotsRefused):
        _keep(evidence, now=now)
    elif (isinstance(refusal, fetching.HttpStatus) and refusal.status in GONE) or evidence.attempts + 1 >= GIVE_UP:
        _mark(evidence, LookAgainReason.EVIDENCE_GONE, now=now)
    else:
        _keep(evidence, now=now, attempts=evidence.attempts + 1)


def _keep(evidence: Evidence, *, now: datetime, **seen: object) -> None:
    Evidence.objects.filter(pk=evidence.pk).update(taken_until=None, next_check_at=now + WEEK, **seen)


def _mark(evidence: Evidence, reason: LookAgainReason, *, now: datetime) -> None:
    """The page is no longer what was cited: readers are told, and its verdict is looked at again."""
    with transaction.atomic():
        if not Evidence.objects.filter(pk=evidence.pk, gone=False).update(gone=True, taken_until=None):
            return
        verdict = Verdict.objects.select_related("claim").get(pk=evidence.verdict_id)
        told = {"evidence": evidence.pk, "reason": reason}
        moves.change(verdict, verb="verdict.evidence_gone", by=None, told=told)
        LookAgain.objects.ask(
            Verdict.objects.filter(pk=verdict.pk), reason, f"evidence {evidence.pk}", why=evidence.url
        )
