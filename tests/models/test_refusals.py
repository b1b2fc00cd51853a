"""The database has the last word: whatever writes to it, these rows cannot be stored."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction

from claims.models import (
    ActorAlias,
    Case,
    Claim,
    CorrectionRequest,
    Delivery,
    Draft,
    Event,
    FactCheck,
    Feed,
    KeptAnswer,
    LookAgain,
    Lookup,
    Match,
    Notice,
    NoticeChoice,
    Page,
    Presence,
    Rating,
    Reopening,
    SavedFilter,
    Seal,
    User,
    Verdict,
    Webhook,
)
from tests import factories
from tests.factories import NOW

DAY = date(2024, 11, 13)
Write = Callable[[SimpleNamespace], object]
ONE, TWO = Decimal(1), Decimal(2)


def a_world() -> SimpleNamespace:
    """One stored row of every kind that has rules."""
    rita, omar = factories.person("rita"), factories.person("omar")
    claim, other = factories.make_claims(2)
    assert claim.actor is not None
    published = factories.published_claim()
    verdict = published.standing_verdict
    assert verdict is not None
    stored = {
        "rita": rita,
        "omar": omar,
        "actor": claim.actor,
        "recipient": claim.recipient,
        "alias": ActorAlias.objects.create(actor=claim.actor, alias="Berlin"),
        "article": claim.article,
        "noted": factories.noted_article(),
        "claim": claim,
        "other": other,
        "published": published,
        "verdict": verdict,
        "proposed": factories.propose(),
        "evidence": verdict.evidence.first(),
        "turn": factories.take(other),
        "rating": Rating.objects.get(value=1),
        "token": rita.tokens.create(name="t", sha256="0" * 64, hint="ct_"),
    }
    return SimpleNamespace(**stored, **beside(claim, other, rita))


def beside(claim: Claim, other: Claim, rita: User) -> dict[str, Any]:
    """What stands beside the way of a claim: cases, matches, feeds, deliveries, seals."""
    case = Case.objects.create(title="Six systems", kind="aid")
    hook = Webhook.objects.create(owner=rita, url="https://example.org/", events=[], secret="whsec_AAAA")
    event = Event.objects.latest("id")
    factcheck = FactCheck.objects.create(url="https://example.org/", claim_text="Six came.", sha256="0" * 64)
    match = {"claim": other, "relation": "same", "score": 0.5, "method": "words"}
    source = factories.make_source()
    return {
        "source": source,
        "case": case,
        "of_case": Verdict.objects.create(case=case, summary="Kept.", explanation="All came.", proposed_by=rita),
        "delivery": Delivery.objects.create(webhook=hook, event=event, type="x", body={}, next_try_at=NOW),
        "factcheck": factcheck,
        "match": Match.objects.create(other=claim, **match),
        "checked": Match.objects.create(factcheck=factcheck, **match),
        "again": LookAgain.objects.create(verdict=Verdict.objects.latest("id"), reason="day_came", key="2025-01-01"),
        "reopening": Reopening.objects.create(case=case, due=NOW.date(), at=NOW),
        "feed": Feed.objects.create(source=source, url="https://example.org/feed"),
        "kept": KeptAnswer.objects.create(
            user=rita, path="/x/", key="k", wish_sha256="0" * 64, status=200, headers={}, sealed=b"", created_at=NOW
        ),
        "notice": Notice.objects.create(user=rita, kind="mentioned", key="event 1", claim=claim),
        "choice": NoticeChoice.objects.create(user=rita, kind="mentioned"),
        "saved": SavedFilter.objects.create(user=rita, name="Tanks", query="q=tanks", created_at=NOW, changed_at=NOW),
        "page": Page.objects.get(slug="method"),
        "asked": CorrectionRequest.objects.create(number="ABCDEFGHJK", text="Four came.", asked_at=NOW),
        "draft": Draft.objects.create(user=rita, claim=claim, claim_version=1, saved_at=NOW),
        "lookup": Lookup.objects.create(url="https://example.org/list", asked_at=NOW),
        "presence": Presence.objects.create(user=rita, claim=claim),
        "seal": Seal.objects.create(previous="0", sha256="1", event_ids=[], digests=[], last_transaction=0),
    }


@dataclass(frozen=True)
class Change:
    """The row of that name in the world, written over with `values`; a callable one is asked with the world."""

    row: str
    values: dict[str, Any]

    def __call__(self, world: SimpleNamespace) -> None:
        row = getattr(world, self.row)
        type(row)._base_manager.filter(pk=row.pk).update(**settled(self.values, world))


@dataclass(frozen=True)
class Twin:
    """Another row like the one of that name, but for `values`."""

    row: str
    values: dict[str, Any]

    def __call__(self, world: SimpleNamespace) -> None:
        row = getattr(world, self.row)
        row.refresh_from_db()
        stored = [its for its in row._meta.concrete_fields if not its.generated and not its.primary_key]
        same = {its.attname: getattr(row, its.attname) for its in stored}
        type(row)._base_manager.bulk_create([type(row)(**(same | settled(self.values, world)))])


def settled(values: dict[str, Any], world: SimpleNamespace) -> dict[str, Any]:
    return {name: value(world) if callable(value) else value for name, value in values.items()}


def change(row: str, **values: Any) -> Change:
    return Change(row, values)


def twin(row: str, **values: Any) -> Twin:
    return Twin(row, values)


def twice(write: Write) -> Write:
    """The first time is right."""

    def both(world: SimpleNamespace) -> None:
        write(world)
        write(world)

    return both


def its(name: str) -> Callable[[SimpleNamespace], Any]:
    return lambda world: getattr(world, name).pk


REFUSED: list[tuple[str, Write]] = [
    ("actor_name_once", twin("actor", name="GERMANY", code=None)),
    ("claims_actor_code_key", twin("actor", name="Deutschland")),
    ("actor_kind_known", change("actor", kind="city", code=None)),
    ("actor_code_iso", change("actor", code="de")),
    ("actor_code_iso", change("actor", code="D")),
    ("actor_code_iso", change("actor", kind="organisation")),
    ("actor_not_merged_into_itself", change("actor", merged_into=its("actor"))),
    ("actor_alias_once", twin("alias", alias="BERLIN")),
    ("source_name_once", twin("source", name="the kyiv herald")),
    ("claims_source_host_key", twin("source", name="Another", host=lambda world: world.noted.source.host)),
    ("article_state_known", change("article", state="lost")),
    ("article_text_once_a_source", twin("article")),
    ("article_url_once_unfetched", twin("noted")),
    ("article_text_or_url", change("noted", canonical_url="")),
    ("article_text_or_url", change("noted", text="Ten tents.")),
    ("article_text_or_url", twin("article", text="", sha256="1" * 64)),
    ("article_failed_says_why", change("article", state="failed")),
    ("article_duplicate_of_another", change("noted", state="duplicate", duplicate_of=its("noted"))),
    ("article_duplicate_of_another", change("article", duplicate_of=its("noted"))),
    ("claim_span_once", twin("claim")),
    ("claim_span_is_quote", twin("claim", start=0, end=1)),
    ("claim_span_is_quote", twin("claim", start=5, end=5, quote="")),
    ("claim_kind_known", change("claim", kind="rumour", step=None)),
    ("claim_step_of_kind", change("claim", step="deployed")),
    ("claim_step_of_kind", change("claim", step=None)),
    ("claim_step_of_kind", change("claim", kind="statement")),
    ("claim_modality_known", change("claim", modality="shouted")),
    ("claim_side_known", change("claim", side="enemy")),
    ("claim_measure_known", change("claim", measure="guess")),
    ("claim_status_known", change("claim", status="lost")),
    ("claim_quantity_range", change("claim", quantity_min=TWO, quantity_max=ONE, quantity_precision="range")),
    ("claim_quantity_range", change("claim", quantity_min=ONE, quantity_max=TWO, quantity_precision="exact")),
    ("claim_quantity_range", change("claim", quantity_min=ONE, quantity_max=ONE, quantity_precision="at_least")),
    ("claim_quantity_range", change("claim", quantity_min=ONE, quantity_max=ONE, quantity_precision="at_most")),
    ("claim_quantity_range", change("claim", quantity_min=ONE, quantity_max=None, quantity_precision="words")),
    ("claim_quantity_range", change("claim", quantity_precision=None)),
    ("claim_quantity_range", change("claim", quantity_precision="precise")),
    ("claim_amount_range", change("claim", amount_min=ONE)),
    ("claim_amount_range", change("claim", amount_precision="range", amount_min=ONE)),
    ("claim_currency_iso", change("claim", amount_currency="€")),
    ("claim_currency_iso", change("claim", amount_currency="eur")),
    ("claim_happened_range", change("claim", happened_from=DAY)),
    (
        "claim_happened_range",
        change("claim", happened_from=DAY, happened_to=DAY - timedelta(1), happened_precision="day"),
    ),
    ("claim_happened_range", change("claim", happened_precision="month")),
    ("claim_due_range", change("claim", due_precision="unknown")),
    ("claim_due_range", change("claim", due_precision=None)),
    ("claim_due_range", change("claim", due_precision="century")),
    ("claim_worthiness_share", change("claim", worthiness=1.01)),
    ("claim_worthiness_share", change("claim", worthiness=-0.01)),
    ("claim_set_aside_is_new", change("claim", set_aside=True)),
    ("claim_dismissed_says_why", change("claim", status="dismissed")),
    ("claim_dismissed_says_why", change("claim", dismiss_reason="out_of_scope")),
    ("claim_dismissed_says_why", change("claim", status="dismissed", dismiss_reason="dull")),
    ("claim_duplicate_of_another", change("claim", duplicate_of=its("other"))),
    (
        "claim_duplicate_of_another",
        change("claim", status="dismissed", dismiss_reason="duplicate", duplicate_of=its("claim")),
    ),
    ("claim_published_has_verdict", change("claim", status="published")),
    ("claim_published_has_verdict", change("published", standing_verdict=None)),
    ("claims_claim_standing_verdict_id_key", change("claim", standing_verdict=its("verdict"))),
    ("case_kind_known", change("case", kind="rumour")),
    ("case_state_known", change("case", state="lost")),
    ("case_share_of_partly_kept", change("case", share_delivered=ONE / 2)),
    ("case_share_of_partly_kept", change("case", state="partly_kept", share_delivered=TWO)),
    ("case_not_merged_into_itself", change("case", merged_into=its("case"))),
    ("delivery_once", twin("delivery")),
    ("delivery_state_known", change("delivery", state="lost")),
    ("draft_once", twin("draft")),
    ("draft_edition_counts", change("draft", edition=0)),
    ("claims_lookup_url_key", twin("lookup")),
    ("presence_once", twin("presence")),
    ("factcheck_rating_share", change("factcheck", rating_normalised=5)),
    ("claims_factcheck_sha256_key", twin("factcheck")),
    ("kept_answer_once", twin("kept")),
    ("look_again_reason_known", change("again", reason="boredom")),
    ("look_again_once", twin("again")),
    ("look_again_closed_by_somebody", change("again", closed_at=NOW)),
    ("look_again_closed_by_somebody", change("again", closed_by=its("rita"))),
    ("claims_page_slug_key", twin("page")),
    ("page_says_something", change("page", title="")),
    ("page_says_something", change("page", body="")),
    ("claims_correctionrequest_number_key", twin("asked")),
    (
        "correction_request_state_known",
        change("asked", state="lost", answer="Yes.", answered_at=NOW, answered_by=its("omar")),
    ),
    ("correction_request_answered_by_somebody", change("asked", answer="You are right.")),
    ("correction_request_answered_by_somebody", change("asked", state="accepted", answer="Yes.", answered_at=NOW)),
    ("correction_request_erased_wholly", change("asked", text="")),
    ("correction_request_erased_wholly", change("asked", erased_at=NOW)),
    ("reopening_once", twin("reopening")),
    ("notice_kind_known", change("notice", kind="gossip")),
    ("notice_once", twin("notice")),
    ("notice_about_something", change("notice", claim=None)),
    ("notice_told_somewhere", change("notice", in_page=False, by_mail=False)),
    ("notice_choice_kind_known", change("choice", kind="gossip")),
    ("notice_choice_once", twin("choice")),
    ("saved_filter_name_once", twin("saved", name="TANKS")),
    ("saved_filter_has_name", change("saved", name="")),
    ("match_relation_known", change("match", relation="akin")),
    ("match_state_known", change("match", state="lost", decided_by=its("rita"), decided_at=NOW)),
    ("match_score_share", change("match", score=2)),
    ("match_with_one", change("match", other=None)),
    ("match_with_one", change("match", factcheck=its("factcheck"))),
    ("match_with_an_older", change("match", other=its("other"))),
    ("match_with_an_older", change("match", claim=its("claim"), other=its("other"))),
    ("match_claims_once", twin("match")),
    ("match_factcheck_once", twin("checked")),
    ("match_decided_by_somebody", change("match", state="confirmed")),
    ("match_decided_by_somebody", change("match", state="rejected", decided_by=its("rita"))),
    ("match_decided_by_somebody", change("match", decided_by=its("rita"))),
    ("user_role_known", change("rita", role="king")),
    ("claims_user_username_key", twin("rita")),
    ("token_role_known", change("token", role="king")),
    ("claims_apitoken_sha256_key", twin("token")),
    ("review_one_active_a_claim", twin("turn", lease_token=-1)),
    ("claims_review_lease_token_key", twin("turn", ended_at=NOW, outcome="lapsed")),
    ("review_ended_with_outcome", change("turn", ended_at=NOW)),
    ("review_ended_with_outcome", change("turn", outcome="lapsed")),
    ("review_outcome_known", change("turn", ended_at=NOW, outcome="lost")),
    ("claims_feed_url_key", twin("feed")),
    ("claims_seal_sha256_key", twin("seal")),
    ("rating_from_one", change("rating", value=0)),
    ("claims_rating_name_key", twin("rating", value=9)),
    ("claims_rating_value_key", twin("rating", name="Other")),
    ("verdict_state_known", change("proposed", state="lost")),
    ("verdict_of_claim_or_case", twin("proposed", case_id=its("case"), state="sent_back")),
    ("verdict_of_claim_or_case", twin("proposed", claim_id=None, state="sent_back")),
    ("verdict_of_claim_or_case", twin("proposed", rating_id=None, state="sent_back")),
    ("verdict_case_state_of_case", twin("proposed", state="sent_back", case_state="kept")),
    ("verdict_case_state_of_case", twin("of_case", state="sent_back", case_state="true")),
    ("verdict_case_state_of_case", twin("of_case", state="sent_back", case_state="kept", share_delivered=ONE)),
    ("verdict_signed_by_another", change("proposed", signed_by=its("rita"))),
    ("verdict_public_is_signed", change("proposed", state="published")),
    ("verdict_public_is_signed", change("proposed", state="superseded", signed_by=its("omar"))),
    ("verdict_public_is_signed", change("verdict", signed_by=None)),
    (
        "verdict_withdrawn_by_two",
        change("verdict", state="withdrawn", withdrawal_asked_by=its("omar"), withdrawn_at=NOW),
    ),
    (
        "verdict_withdrawn_by_two",
        change(
            "verdict",
            state="withdrawn",
            withdrawal_asked_by=its("omar"),
            withdrawal_signed_by=its("omar"),
            withdrawn_at=NOW,
        ),
    ),
    ("verdict_correction_says_what", change("proposed", supersedes=its("verdict"))),
    ("verdict_again_says_why", twin("proposed", state="sent_back", review_again_on=DAY)),
    ("verdict_one_proposed_a_claim", twin("proposed")),
    ("verdict_one_published_a_claim", twin("verdict")),
    ("verdict_one_proposed_a_case", twin("of_case")),
    (
        "verdict_one_published_a_case",
        twice(twin("of_case", state="published", signed_by_id=its("omar"), published_at=NOW)),
    ),
    (
        "claims_verdict_supersedes_id_key",
        twice(twin("verdict", state="superseded", supersedes_id=its("verdict"), correction_note="x")),
    ),
    ("evidence_side_known", twin("evidence", side="enemy", position=7)),
    ("evidence_stance_known", twin("evidence", stance="shrugs", position=7)),
    ("evidence_position_once", twin("evidence")),
    ("evidence_http", twin("evidence", url="javascript:alert(1)", position=7)),
    ("event_verb_shape", lambda world: Event.objects.record("Claim taken", world.claim)),
]
PROTECTED: list[tuple[str, Write]] = [
    ("article", change("article", text="Eleven tents.")),
    ("article", change("article", sha256="0" * 64)),
    ("article", change("article", source=its("source"))),
    ("claim", change("claim", start=1)),
    ("claim", change("claim", quote="Norway gives nothing")),
    ("claim", change("claim", article=its("noted"))),
    ("verdict", change("verdict", explanation="Six came.")),
    ("verdict", change("verdict", summary="Six came.")),
    ("verdict", change("verdict", rating=lambda world: Rating.objects.get(value=5).pk)),
    ("verdict", change("verdict", reading={})),
    ("verdict", change("verdict", proposed_by=its("omar"))),
    ("verdict", change("verdict", correction_note="None.")),
    ("verdict", change("proposed", text_sha256="0" * 64)),
    ("verdict", change("verdict", review_again_on=DAY, review_again_why="The day.")),
    ("evidence", change("evidence", title="Another page")),
    ("evidence", change("evidence", url="https://example.org/another")),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("rule", "write"), REFUSED)
def test_the_rule_refuses(rule: str, write: Write) -> None:
    world = a_world()
    with pytest.raises(IntegrityError, match=rf'"{rule}"'), transaction.atomic():
        write(world)


@pytest.mark.django_db
@pytest.mark.parametrize(("row", "write"), PROTECTED)
def test_what_is_stored_once_stays(row: str, write: Write) -> None:
    world = a_world()
    stored = getattr(world, row)
    with pytest.raises(DatabaseError, match="Cannot update rows"), transaction.atomic():
        write(world)
    assert type(stored).objects.filter(pk=stored.pk).exists()


ASTRAY: list[tuple[str, Write]] = [  # these are looked at when the transaction ends
    ("claim_standing_is_its_own", change("claim", standing_verdict=its("proposed"))),
    ("claim_standing_is_its_own", change("published", standing_verdict=its("of_case"))),
    ("verdict_stands_while_published", change("verdict", state="superseded")),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("rule", "write"), ASTRAY)
def test_what_stands_for_a_claim_is_a_published_verdict_of_its_own(rule: str, write: Write) -> None:
    world = a_world()
    connection.check_constraints()  # so that nothing but the next line is looked at
    write(world)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        connection.check_constraints()
    transaction.set_rollback(True)  # at the end of the test it would be refused again
    assert isinstance(refusal.value.__cause__, psycopg.errors.CheckViolation)
    assert refusal.value.__cause__.diag.constraint_name == rule


def test_no_rule_is_without_its_case() -> None:
    """Every constraint and every unique column of every noun stands in the table above."""
    tried = {rule for rule, _ in REFUSED}
    for model in apps.get_app_config("claims").get_models():
        assert {constraint.name for constraint in model._meta.constraints} <= tried
        unique = [field for field in model._meta.local_fields if field.unique and not field.primary_key]
        assert {f"{model._meta.db_table}_{field.column}_key" for field in unique} <= tried
