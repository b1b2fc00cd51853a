"""`manage.py load_demo`: the sample articles and verdicts, made by the steps that every article goes."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims import tasks
from claims.flow import cases, intake, publish, queue, review, samples
from claims.management import working
from claims.models import Actor, Article, Case, Claim, Rating, Source, User, Verdict
from claims.models.enums import CaseState, Kind, Role, Status

FOLDER = Path(__file__).resolve().parents[2] / "demo"


class Command(BaseCommand):
    help = "Load the sample articles, once: a second time, or after remove_demo, nothing happens."

    def handle(self, **options: Any) -> None:
        if samples.loaded():
            self.stdout.write("The samples were loaded already.")
            return
        author, signatory = two_editors()
        articles = {path.stem: receive(path, by=author) for path in sorted(FOLDER.glob("articles/*.json"))}
        working.see_through(list(articles.values()), progress=lambda done: None)
        verdicts = json.loads((FOLDER / "verdicts.json").read_text())
        for verdict in verdicts:
            claim = find(articles[verdict["article"]], verdict["quote_contains"])
            check(claim, verdict, author=author, signatory=signatory)
        gathered = json.loads((FOLDER / "cases.json").read_text())
        for case in gathered:
            gather(case, articles, author=author, signatory=signatory)
        samples.mark_loaded()
        told = f"{len(articles)} sample articles, {len(verdicts)} verdicts and {len(gathered)} cases"
        self.stdout.write(f"{told} loaded.")


def two_editors() -> tuple[User, User]:
    editors = [user for user in User.objects.filter(is_active=True).order_by("pk") if user.holds(Role.EDITOR)]
    if len(editors) < 2:
        raise CommandError("The samples need two editors, one to propose and one to sign: add them, then try again.")
    return editors[0], editors[1]


def receive(path: Path, *, by: User) -> int:
    sample = json.loads(path.read_text())
    received = intake.Received(
        text=sample["text"],
        title=sample["title"],
        url=sample["url"],
        source=Source.objects.named(sample["source"], demo=True),
        published=date.fromisoformat(sample["published_at"]),
        by=by,
        demo=True,
    )
    article, _ = intake.receive(received, now=timezone.now())
    tasks.hint_article(article)
    return article.pk


def find(article: int, words: str) -> Claim:
    claim = Claim.objects.filter(article=article, quote__contains=words).first()
    if claim is None:
        state = Article.objects.get(pk=article).state
        raise CommandError(f"No claim with the words {words!r} was found in sample {article} ({state}).")
    return claim


def gather(sample: dict[str, Any], articles: dict[str, int], *, author: User, signatory: User) -> None:
    """Make the case, put its claims in, rate it where it is rated, and show it; one that is there already goes on."""
    now = timezone.now()
    case = Case.objects.filter(title=sample["title"], demo=True).first() or cases.open_case(
        sample["title"], Kind(sample["kind"]), by=author, actor=country(sample["actor"]),
        recipient=country(sample["recipient"]), item=sample["item"], time_zone=sample["time_zone"], demo=True,
    )  # fmt: skip
    for place in sample["claims"]:
        claim = find(articles[place["article"]], place["quote_contains"])
        if claim.case_id != case.pk:
            cases.add(case, claim, by=author, now=now)
    rating = sample.get("rating")
    if rating and not Verdict.objects.filter(case=case).exists():
        state = CaseState(rating["state"])
        words = {name: rating[name] for name in ("summary", "explanation", "evidence")}
        cases.rate(case, state, by=author, now=now, **words)
    for proposed in Verdict.objects.proposed().filter(case=case):
        publish.approve(proposed, by=signatory, now=now)
    case.refresh_from_db()
    if not case.public:
        cases.publish(case, by=author)


def country(code: str) -> Actor:
    return Actor.objects.get(code=code)


def check(claim: Claim, verdict: dict[str, Any], *, author: User, signatory: User) -> None:
    """Bring the claim to a published verdict; one that is there already stays."""
    if claim.status == Status.NEW:
        queue.put(claim, by=author, now=timezone.now())
    if claim.status in {Status.QUEUED, Status.IN_REVIEW}:  # in review: an earlier loading ended in the middle
        turn = review.take(claim, by=author)
        again = verdict.get("review_again")
        review.propose(
            claim,
            by=author,
            token=str(turn.lease_token),
            rating=Rating.objects.get(name=verdict["rating"]),
            summary=verdict["summary"],
            explanation=verdict["explanation"],
            evidence=verdict["evidence"],
            review_again=(date.fromisoformat(again["on"]), again["why"]) if again else None,
        )
    for proposed in Verdict.objects.proposed().filter(claim=claim):
        publish.approve(proposed, by=signatory, now=timezone.now())
