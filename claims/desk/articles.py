"""Articles: the list with their states, one article with its claims, and how new ones are sent in."""

from dataclasses import replace
from datetime import datetime

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from claims import contract, documents, tasks
from claims.documents.decoding import decode
from claims.flow import intake
from claims.models import Article, Claim
from claims.models.article import ArticleQuerySet
from claims.models.enums import ArticleState, Role
from claims.models.errors import DomainError, RuleBroken

from . import matches, overlooked
from .doors import entered_by, page, person, told, verb
from .forms import ArticleForm, mistakes
from .seeing import text_with_claims

ROWS = 50
MOST_CLAIMS = 200
LARGEST_FILE = 10 * 1024 * 1024
UNDERSTOOD_AND_REFUSED = 422


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


@entered_by(Role.REVIEWER)
def send(request: HttpRequest) -> HttpResponseBase:
    """The form for a new article, and what it answers."""
    if request.method != "POST":
        return render(request, "desk/send.html", {"form": ArticleForm()})
    form = ArticleForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            article, made = _received(form, request)
        except (documents.Unreadable, DomainError) as error:
            form.add_error(_field_of(error, form), told(error) if isinstance(error, DomainError) else error.message)
        else:
            tasks.hint_article(article)
            messages.success(
                request, "Received: its claims are being found." if made else "This article is here already."
            )
            return redirect("desk:article", pk=article.pk)
    context = {"form": form, "mistakes": mistakes(form)}
    return render(request, "desk/send.html", context, status=UNDERSTOOD_AND_REFUSED)


@verb(Role.REVIEWER, back_to="desk:article")
def retry(request: HttpRequest, pk: int) -> HttpResponseBase:
    article = get_object_or_404(Article, pk=pk)
    intake.retry(article, by=person(request))
    tasks.hint_article(article)
    messages.success(request, "It is being tried again.")
    return redirect("desk:article", pk=pk)


def _received(form: ArticleForm, request: HttpRequest) -> tuple[Article, bool]:
    words, user, now = form.cleaned_data, person(request), timezone.now()
    file: UploadedFile[bytes] | None = words["file"]
    if not file and not words["text"].strip():
        return intake.receive_url(words["url"], by=user, now=now)
    received = intake.Received(
        text=words["text"], title=words["title"], url=words["url"], published=words["published_on"], by=user
    )
    return _received_file(file, received, now=now) if file else intake.receive(received, now=now)


def _received_file(file: "UploadedFile[bytes]", received: intake.Received, *, now: datetime) -> tuple[Article, bool]:
    """Raises Unreadable for what is no text, RuleBroken."""
    if (file.size or 0) > LARGEST_FILE:
        raise RuleBroken("This file is larger than 10 MB: send it in parts.", field="file")
    is_page = (file.name or "").lower().endswith((".html", ".htm"))
    text = decode(file.read(), "text/html" if is_page else "text/plain", markup=is_page)
    if is_page:
        return intake.receive_html(text, received, now=now)
    return intake.receive(replace(received, text=text), now=now)


def _field_of(error: Exception, form: ArticleForm) -> str | None:
    """Where the mistake is told: at its field; `html` came in a file."""
    field = getattr(error, "field", "")
    field = "file" if field == "html" or isinstance(error, documents.Unreadable) else field
    return field if field in form.fields else None


def _older_than(articles: ArticleQuerySet, number: str) -> ArticleQuerySet:
    """Those that come after the article of that number in the list."""
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return articles
    last = Article.objects.filter(pk=number).values_list("received_at", flat=True).first()
    if last is None:
        return articles
    return articles.filter(Q(received_at__lt=last) | Q(received_at=last, pk__lt=number))
