"""People, articles, claims and verdicts for the tests' stories, made by the real steps and never by writing rows.

Rita reviews, Omar and Nina are editors, Vera only reads, Ada is admin. Whatever is not said gets a sensible value.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from claims.extraction import Party, Period, Quantity, Reading, Speaker
from claims.flow import extract, intake, publish, queue, review
from claims.models import Article, Claim, Rating, Review, Source, User, Verdict
from claims.models.enums import Role, Status

NOW = datetime(2024, 11, 13, 9, 30, tzinfo=UTC)
PEOPLE = {"rita": Role.REVIEWER, "omar": Role.EDITOR, "nina": Role.EDITOR, "vera": Role.READER, "ada": Role.ADMIN}
EVIDENCE = [
    {"url": "https://example.org/list", "title": "The ministry's list", "side": "donor", "stance": "supports"},
    {
        "url": "https://example.net/count",
        "title": "A count by the recipient",
        "quote": "Two came.",
        "stance": "refutes",
    },
]
numbers = count(1)


def person(name: str, role: Role | None = None, *, password: str | None = None) -> User:
    """The user of that name, made if need be; those of `PEOPLE` have their roles. Without a password: no log-in."""
    found = User.objects.filter(username=name).first()
    made = found or User.objects.create_user(name, first_name=name.title(), role=role or PEOPLE[name])
    if password is not None:
        made.set_password(password)
        made.save(update_fields=["password"])
    return made


def rating(value: int = 1) -> Rating:
    """The point of the truth scale, 1 (False) to 5 (True)."""
    return Rating.objects.get(value=value)


def make_source(name: str = "The Kyiv Herald") -> Source:
    return Source.objects.named(name)


def a_text() -> str:
    """Two sentences that no earlier text has; the first is a pledge."""
    return f"Germany will deliver {next(numbers)} IRIS-T systems to Ukraine by the end of 2024. It rained in Berlin."


def first_sentence(text: str) -> str:
    """Without its full stop."""
    return text.partition(". ")[0].rstrip(".")


def make_article(text: str | None = None, *, now: datetime = NOW, **known: Any) -> Article:
    """An article just received; `known` is what `intake.Received` takes (title, url, source, published, by, …)."""
    known = {"title": "Six systems for Kyiv", "language": "en"} | known
    article, _ = intake.receive(intake.Received(text=text or a_text(), **known), now=now)
    return article


def noted_article(path: str = "/tents", **known: Any) -> Article:
    """An article at a public address that is not fetched yet."""
    article, _ = intake.receive_url(f"http://93.184.215.14{path}", by=None, now=NOW, **known)
    return article


def make_reading(text: str, quote: str | None = None, **changes: Any) -> Reading:
    """What the extraction could say of `quote` in `text`: a worthy pledge of Germany's, but for the `changes`."""
    quote = quote or first_sentence(text)
    start = text.index(quote)
    usual: dict[str, Any] = {
        "kind": "aid",
        "step": "pledged",
        "quote": quote,
        "start": start,
        "end": start + len(quote),
        "context": text[:300],
        "speaker": Speaker("Boris Pistorius", "Defence Minister", "person", "DE"),
        "attribution": "said",
        "modality": "promised",
        "negated": False,
        "condition": None,
        "side": "donor",
        "origin": None,
        "actor": Party("Germany", "DE", "country", "Germany"),
        "recipient": Party("Ukraine", "UA", "country", "Ukraine"),
        "item": "IRIS-T systems",
        "item_category": "air_defence",
        "quantity": Quantity(min=Decimal(3), max=Decimal(3), unit="system", precision="exact", text="three"),
        "amount": None,
        "measure": "total",
        "place": None,
        "happened": None,
        "due": Period(None, date(2024, 12, 31), "day", "by the end of 2024"),
        "worthiness": 0.9,
        "worthiness_reasons": ("quantity", "deadline", "pledge verb"),
    }
    return Reading(**(usual | changes))


def read_into(article: Article, readings: Sequence[Reading]) -> list[Claim]:
    """Extract the article as if the reader had found `readings`, and place what was found; answers the claims."""
    claims = extract.extract(article, read=lambda text, day: readings)
    queue.place(article, now=NOW)
    for claim in claims:
        claim.refresh_from_db()
    return claims


def extracted_article(article: Article | None = None) -> Article:
    """An article whose one claim is stored and not placed yet."""
    article = article or make_article()
    extract.extract(article, read=lambda text, day: [make_reading(text)])
    return article


def make_claim(quote: str | None = None, *, article: Article | None = None, **reading: Any) -> Claim:
    """A claim that came the whole way: queued, or set aside where `worthiness` is below the threshold.

    `reading` is what `make_reading` takes; `article`, if given, is one just received. No quote: its first sentence.
    """
    article = article or make_article()
    return read_into(article, [make_reading(article.text, quote, **reading)])[0]


def make_claims(number: int, **reading: Any) -> list[Claim]:
    """So many queued claims of one article."""
    quotes = [f"Country {next(numbers)} will send trucks" for _ in range(number)]
    article = make_article(". ".join(quotes) + ".")
    return read_into(article, [make_reading(article.text, quote, **reading) for quote in quotes])


def take(claim: Claim | None = None, *, by: User | None = None) -> Review:
    """A turn of Rita's, or `by`'s, at the claim; its token is `str(review.lease_token)`."""
    return review.take(claim or make_claim(), by=by or person("rita"))


def propose(claim: Claim | None = None, *, by: User | None = None, **verdict: Any) -> Verdict:
    """A verdict proposed by Rita, or `by`, at the end of a turn that is taken if need be."""
    by = by or person("rita")
    turn = take(claim, by=by)
    usual: dict[str, Any] = {
        "rating": rating(),
        "summary": "Two systems came, not six.",
        "explanation": "The ministry's own list names **two**.",
        "evidence": EVIDENCE,
    }
    return review.propose(turn.claim, by=by, token=str(turn.lease_token), **(usual | verdict))


def proposed_claim(claim: Claim | None = None, **verdict: Any) -> Claim:
    """A claim that awaits sign-off; the same keywords as `propose`."""
    return Claim.objects.get(verdicts=propose(claim, **verdict))


def published_verdict(
    claim: Claim | None = None, *, by: User | None = None, signed_by: User | None = None, **verdict: Any
) -> Verdict:
    """A verdict proposed by Rita and signed off by Omar, unless others are named."""
    made = propose(claim, by=by, **verdict)
    publish.approve(made, by=signed_by or person("omar"), now=NOW)
    return made


def proposed_correction(claim: Claim | None = None, **verdict: Any) -> Verdict:
    """A proposed verdict that is to replace the published one of the claim (made if need be)."""
    claim = claim or published_claim()
    if claim.status == Status.PUBLISHED:
        review.reopen(claim, by=person("omar"), reason="A recount.", now=NOW)
    return propose(claim, **({"correction_note": "Three came, not two."} | verdict))


def published_claim(claim: Claim | None = None, **verdict: Any) -> Claim:
    """A claim with a published verdict (its `standing_verdict`); the same keywords as `published_verdict`."""
    return Claim.objects.get(verdicts=published_verdict(claim, **verdict))
