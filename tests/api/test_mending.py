"""Omar reads better than the machine: he mends a claim, and adds one that was overlooked."""

from typing import Any

import pytest

from claims.flow import cases
from claims.models import Actor, Case, Claim, Event, User
from claims.models.enums import Kind
from tests import factories
from tests.api.callers import Caller

TEXT = "Germany will deliver three IRIS-T systems to Ukraine. Poland sent 14 Leopard tanks. Überall 🚚 rollen Züge."
POLAND = "Poland sent 14 Leopard tanks"
TANKS: dict[str, Any] = {
    "kind": "aid",
    "step": "delivered",
    "actor": {"name": "Poland", "code": "PL"},
    "item": "Leopard tanks",
    "item_category": "heavy_weapons",
    "quantity": {"min": "14", "max": "14", "unit": "tank", "precision": "exact", "text": "14"},
}


@pytest.fixture
def claim(db: None) -> Claim:
    return factories.make_claim(article=factories.make_article(TEXT))


def span(quote: str = POLAND) -> dict[str, int]:
    return {"start": TEXT.index(quote), "end": TEXT.index(quote) + len(quote)}


def patch(caller: Caller, claim: Claim, **changes: Any) -> Any:
    path = f"claims/{claim.pk}/"
    return caller.patch(path, changes, etag=caller.etag(path))


def test_what_is_mended_is_kept_and_recorded(claim: Claim, as_omar: Caller, omar: User) -> None:
    due = {"from": None, "to": "2025-06-30", "precision": "half", "text": "by mid-2025"}
    answer = patch(as_omar, claim, due=due, measure=None, recipient=None, item="IRIS-T SLM")
    told = answer.json()
    assert answer.status_code == 200
    assert (told["due"], told["measure"], told["recipient"], told["item"]) == (due, None, None, "IRIS-T SLM")
    assert told["mended"] == ["due", "item", "measure", "recipient"]
    assert told["quantity"] == {"min": "3", "max": "3", "unit": "system", "precision": "exact", "text": "three"}
    event = Event.objects.about(claim).latest("id")
    assert (event.verb, event.actor) == ("claim.mended", omar)
    assert event.before["item"] == "IRIS-T systems"
    assert event.after["item"] == "IRIS-T SLM"
    assert patch(as_omar, claim, negated=True).json()["mended"] == ["due", "item", "measure", "negated", "recipient"]


def test_what_is_replaced_is_replaced_whole(claim: Claim, as_omar: Caller) -> None:
    told = patch(as_omar, claim, quantity={"min": "2.5", "max": None, "precision": "at_least"}).json()
    assert told["quantity"] == {"min": "2.5", "max": None, "unit": None, "precision": "at_least", "text": ""}
    assert patch(as_omar, claim, quantity=None, due=None).json()["quantity"] is None


def test_actors_are_found_or_made(claim: Claim, as_omar: Caller) -> None:
    germany = Actor.objects.get(code="DE")
    told = patch(as_omar, claim, actor=germany.pk, recipient={"name": "Moldova", "code": "md"}).json()
    assert (told["actor"]["name"], told["recipient"]["code"]) == ("Germany", "MD")
    told = patch(as_omar, claim, speaker={"name": "Ministry of Defence"}, speaker_role="Spokesperson").json()
    assert (told["speaker"]["name"], told["speaker"]["role"]) == ("Ministry of Defence", "Spokesperson")
    assert patch(as_omar, claim, speaker={"name": "Boris Pistorius"}).json()["speaker"]["role"] is None


def test_nothing_new_changes_nothing(claim: Claim, as_omar: Caller) -> None:
    before = as_omar.get(f"claims/{claim.pk}/").json()
    assert patch(as_omar, claim, item="IRIS-T systems", step="pledged").json() == before
    assert patch(as_omar, claim).json() == before


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"step": "training"}, "step"),
        ({"step": None}, "step"),
        ({"kind": "statement"}, "step"),
        ({"kind": "troops", "step": "deployed"}, "quantity.unit"),
        ({"quantity": {"min": "3", "max": "2", "precision": "range"}}, "quantity.precision"),
        ({"quantity": {"min": "3", "max": "4", "precision": "exact"}}, "quantity.precision"),
        ({"quantity": {"min": "3", "max": "4", "precision": "at_least"}}, "quantity.precision"),
        ({"amount": {"min": None, "max": None, "precision": "at_most"}}, "amount.precision"),
        ({"due": {"from": "2025-01-02", "to": "2025-01-01", "precision": "day"}}, "due.to"),
        ({"due": {"from": None, "to": None, "precision": "day"}}, "due.precision"),
        ({"happened": {"from": None, "to": "2025-01-01", "precision": "unknown"}}, "happened.precision"),
        ({"actor": 999_999}, "actor"),
    ],
)
def test_rules_refuse(claim: Claim, as_omar: Caller, change: dict[str, Any], field: str) -> None:
    answer = patch(as_omar, claim, **change)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"quote": "Germany"}, "quote"),
        ({"status": "queued"}, "status"),
        ({"start": 0}, "start"),
        ({"kind": None}, "kind"),
        ({"modality": "sure"}, "modality"),
        ({"negated": "true"}, "negated"),
        ({"item_category": "toys"}, "item_category"),
        ({"quantity": {"min": 3, "max": "3", "precision": "exact"}}, "quantity.min"),
        ({"quantity": {"min": "3", "max": "3"}}, "quantity.precision"),
        ({"amount": {"min": "3", "max": "3", "precision": "exact", "currency": "euro"}}, "amount.currency"),
        ({"due": {"from": None, "to": "30 June", "precision": "day"}}, "due.to"),
        ({"due": {"to": "2025-06-30", "precision": "day", "certain": True}}, "due.certain"),
        ({"actor": {"code": "DE"}}, "actor"),
    ],
)
def test_what_is_not_understood(claim: Claim, as_omar: Caller, change: dict[str, Any], field: str) -> None:
    answer = patch(as_omar, claim, **change)
    assert answer.status_code == 400
    assert field in {error["field"] for error in answer.json()["errors"]}


def test_what_a_verdict_judges_stays(as_omar: Caller) -> None:
    waiting = factories.propose().claim
    published = factories.published_claim()
    assert waiting is not None
    for claim in (waiting, published):
        assert patch(as_omar, claim, item="tents").status_code == 409
    path = f"claims/{published.pk}/"
    as_omar.post(f"{path}reopen/", {"reason": "It was misread."}, etag=as_omar.etag(path))
    assert patch(as_omar, published, item="tents").status_code == 200


def test_a_version_is_needed(claim: Claim, as_omar: Caller, as_rita: Caller) -> None:
    path = f"claims/{claim.pk}/"
    old = as_omar.etag(path)
    assert as_omar.patch(path, {"item": "tents"}).status_code == 428
    assert as_omar.patch(path, {"item": "tents"}, etag=old).status_code == 200
    assert as_omar.patch(path, {"item": "boats"}, etag=old).status_code == 412
    assert as_rita.patch(path, {"item": "boats"}, etag="*").status_code == 403


def test_its_case_follows(claim: Claim, as_omar: Caller, omar: User) -> None:
    case = cases.open_case("IRIS-T", Kind.AID, by=omar)
    cases.add(case, claim, by=omar, now=factories.NOW)
    due = {"from": None, "to": "2031-12-31", "precision": "day", "text": ""}
    patch(as_omar, claim, due=due)
    assert str(Case.objects.get(pk=case.pk).due) == "2031-12-31"


def test_a_claim_by_hand(claim: Claim, as_omar: Caller) -> None:
    answer = as_omar.post("claims/", {"article": claim.article_id, **span(), **TANKS})
    told = answer.json()
    assert answer.status_code == 201
    assert answer.headers["Location"].endswith(f"/api/v1/claims/{told['id']}/")
    assert (told["quote"], told["status"], told["mended"], told["extractor"]) == (POLAND, "queued", [], "")
    assert (told["actor"]["code"], told["modality"]) == ("PL", "asserted")
    assert POLAND in told["context"]
    verbs = [event.verb for event in Event.objects.about(Claim.objects.get(pk=told["id"]))]
    assert verbs == ["claim.added", "claim.queued"]


def test_offsets_count_code_points(claim: Claim, as_omar: Caller) -> None:
    told = as_omar.post("claims/", {"article": claim.article_id, **span("Überall 🚚 rollen"), "kind": "statement"})
    assert told.json()["quote"] == "Überall 🚚 rollen"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"start": 5, "end": 5}, "end"),
        ({"start": 9, "end": 5}, "end"),
        ({"end": len(TEXT) + 1}, "end"),
        ({"start": TEXT.index(" Poland"), "end": TEXT.index("Poland")}, "end"),
        ({"start": 0, "end": TEXT.index(". Poland")}, "start"),
        ({"start": 3}, "start"),
        ({"step": None}, "step"),
        ({"kind": "statement"}, "step"),
        ({"kind": "troops", "step": "losses"}, "quantity.unit"),
        ({"article": 999_999}, "article"),
    ],
)
def test_by_hand_it_has_to_fit(claim: Claim, as_omar: Caller, wrong: dict[str, Any], field: str) -> None:
    before = Actor.objects.count()
    answer = as_omar.post("claims/", {"article": claim.article_id, **span(), **TANKS, **wrong})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
    assert Actor.objects.count() == before


def test_not_before_the_article_is_ready(as_omar: Caller, as_rita: Caller) -> None:
    article = factories.make_article(TEXT)
    wish = {"article": article.pk, **span(), **TANKS}
    assert as_omar.post("claims/", wish).status_code == 409
    assert as_rita.post("claims/", wish).status_code == 403
