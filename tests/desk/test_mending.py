"""An editor mends a reading part by part; what the machine had read stands beside it. And adds what was overlooked."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from claims.desk.reading_forms import FORMS
from claims.models import Actor, Claim, User
from claims.pages import finding
from tests import factories

from .conftest import Login

pytestmark = pytest.mark.django_db


def page(client: Client, claim: Claim) -> str:
    return client.get(f"/desk/claims/{claim.pk}/").content.decode()


def mend(client: Client, claim: Claim, part: str, **typed: Any) -> str:
    """The page that answers, after a redirect if there is one."""
    words = {f"{part}-{name}": value for name, value in typed.items()} | {"version": claim.version}
    return client.post(f"/desk/claims/{claim.pk}/reading/{part}/", words, follow=True).content.decode()


MENDED: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    ("item", {"item": "Patriots", "item_category": "air_defence"}, {"item": "Patriots"}, "Patriots"),
    ("speaker", {"speaker": "Ann Lee", "speaker_role": "envoy"}, {"speaker_role": "envoy"}, "Ann Lee, envoy"),
    ("speaker", {"speaker": "", "speaker_role": "envoy"}, {"speaker": None, "speaker_role": ""}, "–"),
    ("side", {"side": "press"}, {"side": "press"}, "the press"),
    ("side", {"side": ""}, {"side": None}, "–"),
    ("kind", {"kind": "aid", "step": "delivered"}, {"step": "delivered"}, "aid, delivered"),
    ("kind", {"kind": "statement", "step": ""}, {"kind": "statement", "step": None}, "statement"),
    ("modality", {"modality": "planned", "negated": "on"}, {"modality": "planned", "negated": True}, "planned, denied"),
    ("condition", {"condition": "if asked"}, {"condition": "if asked"}, "if asked"),
    ("origin", {"origin": "the service"}, {"origin": "the service"}, "the service"),
    ("place", {"place": "Kursk"}, {"place": "Kursk"}, "Kursk"),
    ("measure", {"measure": "increment"}, {"measure": "increment"}, "on top of what was there"),
    (
        "quantity",
        {"low": "4", "precision": "about", "unit": "system"},
        {"quantity_min": Decimal(4), "quantity_max": Decimal(4), "quantity_precision": "about"},
        "about 4 systems",
    ),
    (
        "amount",
        {"low": "1500000", "high": "2000000.5", "precision": "range", "currency": "EUR"},
        {"amount_min": Decimal(1500000), "amount_max": Decimal("2000000.5"), "amount_currency": "EUR"},
        "EUR 1.5 million–2,000,000.5",
    ),
    (
        "due",
        {"first": "", "last": "2025-03-31", "precision": "quarter", "text": "in spring"},
        {"due_to": date(2025, 3, 31), "due_precision": "quarter", "due_text": "in spring"},
        "by 31 Mar 2025 (“in spring”)",
    ),
]


@pytest.mark.parametrize(("part", "typed", "columns", "told"), MENDED)
def test_each_part_is_mended(
    at: Login, omar: User, part: str, typed: dict[str, Any], columns: dict[str, Any], told: str
) -> None:
    claim = factories.make_claim()
    html = mend(at(omar), claim, part, **typed)
    claim.refresh_from_db()
    assert {name: getattr(claim, name) for name in columns} == columns
    assert told in html
    assert claim.mended


@pytest.mark.parametrize("part", sorted(FORMS))
def test_a_form_sent_as_it_stands_changes_nothing(at: Login, omar: User, part: str) -> None:
    claim = factories.make_claim()
    form = FORMS[part].of(claim, part)
    typed = {name: value for name, value in form.initial.items() if value not in (None, False)}
    mend(at(omar), claim, part, **typed)
    claim.refresh_from_db()
    assert claim.mended == []


def test_giver_and_receiver_are_found_or_made(at: Login, omar: User) -> None:
    claim = factories.make_claim()
    mend(at(omar), claim, "actor", name="France", code="fr")
    claim.refresh_from_db()
    assert claim.actor == Actor.objects.get(code="FR")
    mend(at(omar), claim, "recipient", name="", code="")
    claim.refresh_from_db()
    assert claim.recipient is None


def test_the_machine_s_value_stands_beside_it_with_who_and_when(at: Login, omar: User, nina: User) -> None:
    claim = factories.make_claim()
    mend(at(omar), claim, "item", item="Patriots", item_category="air_defence")
    claim.refresh_from_db()
    html = mend(at(nina), claim, "item", item="Patriot systems", item_category="air_defence")
    assert "<del>IRIS-T systems</del>" in html
    assert "<bdi>Nina</bdi>" in html.split('id="part-item"')[1].split("</dd>")[0]
    claim.refresh_from_db()
    html = mend(at(nina), claim, "item", item="IRIS-T systems", item_category="air_defence")
    assert "the machine read" not in html.split('id="part-item"')[1].split("</dd>")[0]


@pytest.mark.parametrize(
    ("part", "typed", "told"),
    [
        ("kind", {"kind": "troops", "step": "pledged"}, "A claim of the kind troops has one of these steps"),
        ("quantity", {"low": "5", "high": "4", "precision": "range"}, "max one that is not smaller"),
        ("quantity", {"low": "-5", "precision": "exact"}, "greater than or equal to 0"),
        ("amount", {"low": "5", "precision": "exact", "currency": "€"}, "Three capital letters"),
        ("due", {"first": "2025-02-01", "last": "2025-01-01", "precision": "day"}, "cannot end before it begins"),
        ("due", {"last": "soon", "precision": "day"}, "Enter a valid date"),
        ("actor", {"name": "France", "code": "FRA"}, "Two letters of ISO 3166"),
    ],
)
def test_what_is_refused_is_told_at_its_place_with_what_was_typed(
    at: Login, omar: User, part: str, typed: dict[str, Any], told: str
) -> None:
    claim = factories.make_claim()
    html = mend(at(omar), claim, part, **typed)
    place = html.split(f'id="part-{part}"')[1].split("</form>")[0]
    assert '<details class="mend" open>' in place
    assert told in place
    claim.refresh_from_db()
    assert claim.mended == []


def test_a_stale_form_says_what_has_happened(at: Login, omar: User, nina: User) -> None:
    claim = factories.make_claim()
    mend(at(nina), claim, "place", place="Kursk")
    html = mend(at(omar), claim, "place", place="Sumy")
    assert "Nina mended the reading" in html
    assert 'value="Sumy"' in html
    claim.refresh_from_db()
    assert claim.place == "Kursk"


def test_only_editors_mend_and_only_what_is_not_judged(at: Login, rita: User, omar: User) -> None:
    claim = factories.make_claim()
    assert "Mend" not in page(at(rita), claim)
    assert at(rita).post(f"/desk/claims/{claim.pk}/reading/item/", {"item-item": "x"}).status_code == 403
    assert at(omar).post(f"/desk/claims/{claim.pk}/reading/nothing/").status_code == 404
    assert "Mend" in page(at(omar), claim)
    assert 'class="mend"' not in page(at(omar), factories.proposed_claim(claim))


TEXT = "Kyiv 🇺🇦 said: Norway will send 8 trucks.\nIt rained. Pole\u0301s will send\n9 tanks. It rained."


def add(client: Client, **typed: Any) -> tuple[Claim | None, str]:
    article = factories.make_article(TEXT)
    factories.read_into(article, [])
    answer = client.post(f"/desk/articles/{article.pk}/claim/", {"about": "aid:pledged"} | typed, follow=True)
    return article.claims.first(), answer.content.decode()


def test_pasted_words_become_a_claim_whatever_their_blanks(at: Login, omar: User) -> None:
    claim, html = add(at(omar), quote="  Pole\u0301s will  send 9 tanks ")
    assert claim is not None
    assert claim.quote == "Pol\u00e9s will send\n9 tanks"
    assert (claim.kind, claim.step, claim.status) == ("aid", "pledged", "queued")
    assert "Added and queued" in html


def test_a_span_alone_will_do_and_loses_its_blanks(at: Login, omar: User) -> None:
    article = factories.make_article(TEXT)
    start = article.text.index(" Norway")
    claim, _ = add(at(omar), start=start, end=start + len(" Norway will send 8 trucks"))
    assert claim is not None
    assert claim.quote == "Norway will send 8 trucks"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"quote": "It rained."}, "stand in 2 places"),
        ({"quote": "It snowed."}, "do not stand in the article"),
        ({"quote": ""}, "do not stand in the article"),
        ({"start": 0, "end": 9999}, "The span has to stand in the text"),
        ({"quote": "Norway", "about": "aid:deployed"}, "Select a valid choice"),
    ],
)  # fmt: skip
def test_what_is_no_claim_is_refused(at: Login, omar: User, typed: dict[str, Any], told: str) -> None:
    claim, html = add(at(omar), **typed)
    assert claim is None
    assert told in html


def test_a_reviewer_adds_none(at: Login, rita: User) -> None:
    article = factories.make_article(TEXT)
    assert at(rita).post(f"/desk/articles/{article.pk}/claim/", {"quote": "Norway"}).status_code == 403
    assert "new-claim" not in at(rita).get(f"/desk/articles/{article.pk}/").content.decode()


def test_words_are_found_in_code_points() -> None:
    assert finding.places("🇺🇦 a b\n c", "b c") == [(5, 9)]
    assert finding.trimmed(" ab\n", 0, 4) == (1, 3)
