"""Pictures of every page, at 390 and 1280 pixels, light and dark, into `screenshots/`, for people to look at.

Not among the tests, since a picture cannot fail: `python -m pytest tests/browser/screenshots.py` makes them.
"""

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from claims import keeping
from claims.extraction import Amount, Party, Period, Speaker
from claims.flow import publish, review
from claims.models import Claim, Verdict
from claims.models.errors import RuleBroken
from tests import factories

from .conftest import PASSWORD, log_in

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "screenshots"
DEMO = ROOT / "claims" / "demo"
SIZES = {"390": (390, 844), "1280": (1280, 900)}
LONG = (
    "The Federal Republic will, subject to the consent of its parliament and to the availability of transport,"
    " hand over one hundred and twenty Schützenpanzerwagenersatzteillieferungen to the armed forces of Ukraine no later"
    " than the last day of the second quarter of the coming year, the state secretary told reporters on Friday evening"
)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures(browser: Browser, live_server: LiveServer, size: str, scheme: Any) -> None:
    pages = a_desk_at_work()
    width, height = SIZES[size]
    viewport: Any = {"width": width, "height": height}
    context = browser.new_context(base_url=live_server.url, viewport=viewport, color_scheme=scheme)
    page = context.new_page()
    FOLDER.mkdir(exist_ok=True)
    for name, (who, path) in pages.items():
        context.clear_cookies()
        if who:
            log_in(page, factories.person(who, password=PASSWORD))
        page.goto(path)
        if name == "claim-mistakes":
            page.get_by_role("button", name="Propose the verdict").evaluate("button => button.formNoValidate = true")
            page.get_by_role("button", name="Propose the verdict").click()
        page.screenshot(path=FOLDER / f"{name}-{size}-{scheme}.png", full_page=True)
    context.close()


def a_desk_at_work() -> dict[str, tuple[str, str]]:
    """Articles and claims in every state; answers the pages to look at: name, who looks, address."""
    first, second, *others = [an_article(path) for path in sorted((DEMO / "articles").glob("*.json"))[:8]]
    verdict = sign(first[0], "omar", "nina")
    corrected = correct(sign(second[0], "omar", "nina"))
    for claim in others[0][:1]:
        review.dismiss(claim, by=factories.person("omar"), reason="out_of_scope")  # type: ignore[arg-type]  # a word of the enumeration
    long_claim = factories.make_claim(LONG, article=factories.make_article(f"{LONG}. It rained."), worthiness=0.95)
    held = factories.take(others[1][0], by=factories.person("omar")).claim
    proposed = factories.propose(others[2][0], by=factories.person("nina"))
    failed = factories.make_article("Nothing to read here.", title="A page behind a wall")
    refusal = RuleBroken("The page answered 403: it wants a log-in. Paste its text instead.", code="http_status")
    keeping.fail_or_put_off(failed.pk, refusal, now=factories.NOW)
    gone = withdrawn(others[3][0])
    return {
        "front": ("", "/"),
        "verdict": ("", f"/verdicts/{verdict.pk}/"),
        "verdict-corrected": ("", f"/verdicts/{corrected.pk}/"),
        "verdict-withdrawn": ("", f"/verdicts/{gone.pk}/"),
        "login": ("", "/login/"),
        "missing": ("", "/nothing/"),
        "queue": ("omar", "/desk/"),
        "claim": ("omar", f"/desk/claims/{held.pk}/#claim-{held.pk}"),
        "claim-mistakes": ("omar", f"/desk/claims/{held.pk}/"),
        "claim-long": ("omar", f"/desk/claims/{long_claim.pk}/"),
        "sign-off": ("omar", f"/desk/verdicts/{proposed.pk}/"),
        "articles": ("omar", "/desk/articles/"),
        "article": ("omar", f"/desk/articles/{first[0].article_id}/"),
        "article-failed": ("omar", f"/desk/articles/{failed.pk}/"),
        "send": ("omar", "/desk/articles/new/"),
        "admin": ("ada", "/admin/"),
        "admin-user": ("ada", f"/admin/claims/user/{factories.person('ada').pk}/change/"),
        "admin-claims": ("ada", "/admin/claims/claim/"),
    }


def an_article(path: Path) -> list[Claim]:
    """A sample article, with every sentence that holds a figure as a claim."""
    given = json.loads(path.read_text())
    source = factories.make_source(given.get("source") or "Northgate Courier")
    day = datetime.fromisoformat(given["published_at"]) if given.get("published_at") else date(2025, 3, 21)
    article = factories.make_article(
        given["text"], title=given["title"], url=given.get("url", ""), source=source, published=day
    )
    sentences = [s for s in given["text"].replace("\n", " ").split(". ") if any(c.isdigit() for c in s)]
    quotes = [s.rstrip(".") for s in sentences if s.rstrip(".") in article.text][:5] or [
        factories.first_sentence(article.text)
    ]
    return factories.read_into(article, [reading(article.text, n, quote) for n, quote in enumerate(quotes)])


def reading(text: str, number: int, quote: str) -> Any:
    kinds: list[dict[str, Any]] = [
        {},
        {"kind": "troops", "step": "deployed", "item": None, "recipient": Party("Russia", "RU", "country", "Russia")},
        {
            "amount": Amount(
                min=Decimal(500_000_000),
                max=Decimal(500_000_000),
                currency="EUR",
                precision="exact",
                text="half a billion euros",
            ),
            "quantity": None,
            "item": "air defence",
        },
        {
            "kind": "statement",
            "step": None,
            "quantity": None,
            "item": None,
            "speaker": Speaker("A ministry", None, "organisation", None),
        },
        {"due": Period(date(2025, 1, 1), date(2025, 6, 30), "half", "in the first half of 2025"), "worthiness": 0.3},
    ]
    return factories.make_reading(text, quote, **{"modality": "asserted", "due": None, **kinds[number % 5]})


def sign(claim: Claim, author: str, signatory: str) -> Verdict:
    given = json.loads((DEMO / "verdicts.json").read_text())[0]
    return factories.published_verdict(
        claim,
        by=factories.person(author),
        signed_by=factories.person(signatory),
        rating=factories.rating(2),
        summary=given["summary"],
        explanation=given["explanation"],
        evidence=given["evidence"],
        review_again=(date(2027, 1, 15), given["review_again"]["why"]),
    )


def correct(verdict: Verdict) -> Verdict:
    claim = Claim.objects.get(verdicts=verdict)
    review.reopen(claim, by=factories.person("omar"), reason="the army published a newer count", now=factories.NOW)
    new = factories.propose(claim, rating=factories.rating(3), correction_note="The army's newer count names four.")
    publish.approve(new, by=factories.person("omar"), now=factories.NOW)
    return new


def withdrawn(claim: Claim) -> Verdict:
    verdict = Verdict.objects.get(pk=factories.published_verdict(claim).pk)
    publish.withdraw(verdict, by=factories.person("omar"), reason="a mix-up")
    publish.approve(verdict, by=factories.person("nina"), now=factories.NOW)
    return verdict
