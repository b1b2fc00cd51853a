"""What other sites show of a link to a verdict or a case: words, a picture that changes with it, a citation."""

import re
from datetime import date

import pytest
from django.conf import settings
from django.test import Client

from claims.flow import cases, publish
from claims.models import Case, Rating, User
from claims.models.enums import CaseState
from claims.plots import cards
from tests import factories
from tests.site.test_verdict_page import corrected

pytestmark = pytest.mark.django_db


def meta(client: Client, path: str) -> dict[str, str]:
    html = client.get(path).content.decode()
    return dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)"', html))


def drawn(client: Client, monkeypatch: pytest.MonkeyPatch, path: str) -> cards.Card:
    """What is on the picture at that address."""
    seen: list[cards.Card] = []

    def draw(card: cards.Card) -> bytes:
        seen.append(card)
        return b"PNG"

    monkeypatch.setattr(cards, "png", draw)
    assert client.get(path).status_code == 200
    return seen[0]


def a_case(omar: User) -> Case:
    claim = factories.make_claim(article=factories.make_article(published=date(2024, 1, 10)))
    made = cases.open_with(claim, title="Three systems", by=omar, now=factories.NOW)
    cases.publish(made, by=omar)
    return made


def test_a_verdict_s_words_and_picture(client: Client) -> None:
    verdict = factories.published_verdict()
    told = meta(client, f"/verdicts/{verdict.pk}/")
    assert told["og:title"].startswith("False: “Germany will deliver")
    assert told["og:description"] == "Two systems came, not six."
    assert told["og:url"] == f"{settings.PUBLIC_URL}/verdicts/{verdict.pk}/"
    assert told["twitter:card"] == "summary_large_image"
    picture = client.get(told["og:image"].removeprefix(settings.PUBLIC_URL))
    assert picture.headers["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    again = {"If-None-Match": picture.headers["ETag"]}
    assert client.get(f"/verdicts/{verdict.pk}/card.png", headers=again).status_code == 304


def test_the_picture_changes_with_the_verdict(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = corrected()
    assert drawn(client, monkeypatch, f"/verdicts/{old.pk}/card.png").heading == "Replaced: False"
    card = drawn(client, monkeypatch, f"/verdicts/{new.pk}/card.png")
    assert (card.heading, card.tone, card.place, card.points) == ("Half true", 2, 2, 5)
    Rating.objects.filter(value=3).update(name="Half and half")
    assert drawn(client, monkeypatch, f"/verdicts/{new.pk}/card.png").heading == "Half and half"
    versions = [meta(client, f"/verdicts/{one.pk}/")["og:image"].partition("?v=")[2] for one in (old, new)]
    assert versions == ["3", "2"]


def test_a_case_s_picture_has_its_figures_of_today(client: Client, monkeypatch: pytest.MonkeyPatch, omar: User) -> None:
    case = a_case(omar)
    card = drawn(client, monkeypatch, f"/cases/{case.pk}/card.png")
    assert (card.heading, card.words) == ("Overdue", "Three systems")
    assert card.facts == ("0 of 3 systems delivered", "due 31 Dec 2024")
    told = meta(client, f"/cases/{case.pk}/")
    assert told["og:image"].startswith(f"{settings.PUBLIC_URL}/cases/{case.pk}/card.png?v=")
    assert told["og:description"] == "Overdue: Three systems"


def test_a_rating_s_picture_and_citation(
    client: Client, monkeypatch: pytest.MonkeyPatch, omar: User, nina: User
) -> None:
    verdict = cases.rate(
        a_case(omar), CaseState.BROKEN, by=omar, now=factories.NOW, explanation="None.", evidence=factories.EVIDENCE
    )
    publish.approve(verdict, by=nina, now=factories.NOW)
    page = client.get(f"/verdicts/{verdict.pk}/").content.decode()
    assert "Broken: Three systems. claimtracker, verdict" in page
    assert drawn(client, monkeypatch, f"/verdicts/{verdict.pk}/card.png").heading == "Broken"


def test_nothing_private_has_a_picture(client: Client, omar: User) -> None:
    case = a_case(omar)
    cases.unpublish(case, by=omar)
    for path in (f"/verdicts/{factories.propose().pk}/card.png", f"/cases/{case.pk}/card.png", "/verdicts/0/card.png"):
        assert client.get(path).status_code == 404


def test_it_is_cited_and_shared_without_anybody_listening(client: Client) -> None:
    verdict = factories.published_verdict()
    html = client.get(f"/verdicts/{verdict.pk}/").content.decode()
    address = f"{settings.PUBLIC_URL}/verdicts/{verdict.pk}/"
    assert f"claimtracker, verdict {verdict.pk}, 13 Nov 2024. {address}" in html
    assert "mailto:?subject=False%3A%20%E2%80%9CGermany" in html
    assert html.count('rel="noopener noreferrer nofollow"') == 3
    assert "<img" not in html
