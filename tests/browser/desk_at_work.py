"""A desk at work: articles, claims, verdicts and cases in every state, for the pages to be looked at and measured."""

import hashlib
import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from claims import keeping
from claims.extraction import Amount, Party, Period, Quantity, Speaker
from claims.flow import access, cases, corrections, publish, review
from claims.models import Article, Case, Claim, CorrectionRequest, LookAgain, PageCopy, Source, Verdict
from claims.models.enums import CaseState
from claims.models.errors import RuleBroken
from tests import factories

DEMO = Path(__file__).resolve().parents[2] / "claims" / "demo"
LONG = (
    "The Federal Republic will, subject to the consent of its parliament and to the availability of transport,"
    " hand over one hundred and twenty Schützenpanzerwagenersatzteillieferungen to the armed forces of Ukraine no later"
    " than the last day of the second quarter of the coming year, the state secretary told reporters on Friday evening"
)
JULY = Period(None, date(2024, 7, 31), "month", "by July 2024")
ASKED, ANSWERED = "ABCDEFGHJK", "KKKKKKKKKK"


def a_desk_at_work() -> dict[str, object]:
    """Makes it all, by the real steps; answers what the addresses of the pages name."""
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
    LookAgain.objects.create(verdict=verdict, reason="day_came", key="x", why="The deadline of its case has passed.")
    return {
        "verdict": verdict.pk,
        "corrected": corrected.pk,
        "gone": gone.pk,
        "held": held.pk,
        "long": long_claim.pk,
        "proposed": proposed.pk,
        "article": first[0].article_id,
        "copy": seen_at(verdict),
        "failed": failed.pk,
        **some_cases(),
        **beside(verdict),
    }


def seen_at(verdict: Verdict) -> str:
    """The copy of the page that the verdict's first piece of evidence leans on."""
    text = "The ministry's list of deliveries\n\nTwo systems came on Tuesday, one on Friday."
    digest = hashlib.sha256(text.encode()).hexdigest()
    piece = verdict.evidence.all()[0]
    copy = PageCopy.objects.create(
        sha256=digest, url=piece.url, title=piece.title, text=text, taken_at=factories.NOW, publisher="The ministry"
    )
    verdict.evidence.filter(pk=piece.pk).update(sha256=digest, archived_url=copy.address)
    return digest


def some_cases() -> dict[str, object]:
    """One of aid that is late, with deadlines that moved and much said; one of troops; one that is rated."""
    omar = factories.person("omar")
    aid = opened(
        "Three IRIS-T systems from Germany", told("Germany will deliver 3 IRIS-T systems by July 2024", 10, due=JULY)
    )
    moved = told("Germany will deliver the 3 IRIS-T systems by the end of 2024", 20)
    one = Quantity(min=Decimal(1), max=Decimal(1), unit="system", precision="exact", text="One")
    arrived = {"step": "delivered", "side": "recipient", "modality": "asserted", "due": None, "quantity": one}
    came = told("One IRIS-T system has arrived", 25, **arrived)
    for claim in (moved, came):
        cases.add(aid, claim, by=omar, now=factories.NOW)
    troops = opened("Soldiers of North Korea in Russia, near Kursk", soldiers("Some 10,000 soldiers are in Kursk", 12))
    for day, words in ((14, "About 12,000 soldiers are there"), (18, "At most 8,000 soldiers came")):
        cases.add(troops, soldiers(words, day), by=omar, now=factories.NOW)
    kept = opened(f"Ten {'Feuerwehrleiterfahrzeugersatzteillieferungen ' * 3}for Kyiv", told("Ten ladders come", 3))
    rating = cases.rate(
        kept,
        CaseState.KEPT,
        by=omar,
        now=factories.NOW,
        explanation="All **ten** came.",
        evidence=factories.EVIDENCE,
        summary="All ten came in time.",
    )
    publish.approve(rating, by=factories.person("nina"), now=factories.NOW)
    return {"case": aid.pk, "troops": troops.pk, "rating": rating.pk, "actor": aid.actor_id, "kept": kept.pk}


def opened(title: str, claim: Claim) -> Case:
    """A public case that begins with that claim."""
    made = cases.open_with(claim, title=title, by=factories.person("omar"), now=factories.NOW)
    cases.publish(made, by=factories.person("omar"))
    return Case.objects.get(pk=made.pk)


def told(words: str, day: int, **reading: Any) -> Claim:
    """A claim that was said on that day of January 2024."""
    article = factories.make_article(f"{words}. It rained.", published=date(2024, 1, day), title="News of the day")
    return factories.make_claim(words, article=article, **reading)


def soldiers(words: str, day: int) -> Claim:
    known: dict[str, Any] = {"kind": "troops", "step": "deployed", "item": None, "measure": "estimate", "due": None}
    number = Decimal("".join(letter for letter in words if letter.isdigit()))
    many = Quantity(min=number, max=number, unit="troops", precision="exact", text=str(number))
    origin = f"The service number {day}"
    return told(words, day, **known, quantity=many, origin=origin, modality="reported", side="third_party")


def beside(verdict: Verdict) -> dict[str, object]:
    """What stands beside the way of a claim: requests for corrections, a token, a webhook."""
    omar, words = factories.person("omar"), {"source": "https://example.org/four", "contact": "reader@example.org"}
    for number in (ASKED, ANSWERED):
        corrections.ask(number, verdict, text=f"Four came. {LONG}", now=factories.NOW, **words)
    answered = CorrectionRequest.objects.get(number=ANSWERED)
    corrections.decline(answered, by=omar, answer="The ministry's list names two.", now=factories.NOW)
    access.issue_token(name="a program", role=None, expires_at=None, by=omar, now=factories.NOW)
    hook = access.add_webhook("https://93.184.215.14/hook", ["verdict.published"], by=omar)
    return {
        "asked": ASKED,
        "answered": ANSWERED,
        "hook": hook.pk,
        "user": factories.person("ada").pk,
        "source": Source.objects.order_by("id")[0].pk,
        "any_article": Article.objects.order_by("id")[0].pk,
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
