"""Articles: the list with their states, one article with its claims, and how far it is."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from claims import contract, tasks
from claims.flow import intake
from claims.models import Article, Claim
from claims.models.article import ArticleQuerySet
from claims.models.enums import ArticleState, Role

from . import matches, overlooked
from .doors import page, person, verb
from .seeing import text_with_claims

ROWS = 50
MOST_CLAIMS = 200


@page()
def index(request: HttpRequest) -> HttpResponseBase:
    """The newest first, by state."""
    state = request.GET.get("state") if request.GET.get("state") in ArticleState.values else None
    found = Article.objects.filter(state=state) if state else Article.objects.all()
    found = _older_than(found, request.GET.get("before", "")).order_by("-received_at", "-id")
    rows = [contract.articles.article(row) for row in contract.articles.rows(found)[: ROWS + 1]]
    context = {
        "articles": rows[:ROWS],
        "before": rows[ROWS - 1]["id"] if len(rows) > ROWS else None,
        "state": state,
        "states": ArticleState.choices,
        "may_send": person(request).holds(Role.REVIEWER),
        "sample": any(row["demo"] for row in rows),
    }
    return render(request, "desk/articles.html", context)


@page()
def show(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = contract.articles.rows(Article.objects.filter(pk=pk), detailed=True).first()
    if row is None:
        raise Http404
    article = contract.articles.article(row)
    claims = contract.claims.rows(Claim.objects.visible_to(person(request)).filter(article=pk).order_by("start", "id"))
    context = {
        "article": article,
        "text": text_with_claims(article["text"], pk),
        **(matches.copies(Article.objects.only("wire").get(pk=pk)) if article["origin_of"] else {}),
        "claims": [contract.claims.claim(claim, outsider=False) for claim in claims[:MOST_CLAIMS]],
        "may_send": person(request).holds(Role.REVIEWER),
        "new_claim": overlooked.NewClaimForm() if overlooked.may_add(person(request), article["state"]) else None,
        "sample": article["demo"],
    }
    return render(request, "desk/article.html", context)


@verb(Role.REVIEWER, back_to="desk:article")
def retry(request: HttpRequest, pk: int) -> HttpResponseBase:
    article = get_object_or_404(Article, pk=pk)
    intake.retry(article, by=person(request))
    tasks.hint_article(article)
    messages.success(request, _("It is being tried again."))
    return redirect("desk:article", pk=pk)


@page()
def state(request: HttpRequest, pk: int) -> HttpResponseBase:
    """How far the article is, alone: asked for again and again by a page that shows it."""
    row = contract.articles.rows(Article.objects.filter(pk=pk)).first()
    if row is None:
        raise Http404
    return render(request, "desk/article_state.html", {"article": contract.articles.article(row)})


def _older_than(articles: ArticleQuerySet, number: str) -> ArticleQuerySet:
    """Those that come after the article of that number in the list."""
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return articles
    last = Article.objects.filter(pk=number).values_list("received_at", flat=True).first()
    if last is None:
        return articles
    return articles.filter(Q(received_at__lt=last) | Q(received_at=last, pk__lt=number))
