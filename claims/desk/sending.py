"""Sending articles in: a web address, a text, or files, each of which gets an answer of its own."""

from dataclasses import replace
from datetime import datetime

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import documents, tasks
from claims.documents.decoding import decode
from claims.documents.mail import read_mail
from claims.flow import intake
from claims.models import Article
from claims.models.enums import Role
from claims.models.errors import DomainError, RuleBroken, TooLarge

from .doors import Context, entered_by, person, told
from .forms import ArticleForm, mistakes

File = UploadedFile
LARGEST_FILE = 10 * 1024 * 1024
PAGES, MAILS = (".html", ".htm"), (".eml",)
UNDERSTOOD_AND_REFUSED = 422
Refusal = documents.Unreadable | DomainError


@entered_by(Role.REVIEWER)
def send(request: HttpRequest) -> HttpResponseBase:
    """The form for new articles, and what it answers."""
    if request.method != "POST":
        return render(request, "desk/send.html", {"form": ArticleForm()})
    form = ArticleForm(request.POST, request.FILES)
    if form.is_valid():
        files = form.cleaned_data["file"]
        if len(files) > 1:
            return _all_of_them(request, form, files)
        try:
            article, made = _received(form, files, request)
        except (documents.Unreadable, DomainError) as error:
            form.add_error(_field_of(error, form), _why(error))
        else:
            tasks.hint_article(article)
            messages.success(request, _came(made))
            return redirect("desk:article", pk=article.pk)
    context = {"form": form, "mistakes": mistakes(form)}
    return render(request, "desk/send.html", context, status=UNDERSTOOD_AND_REFUSED)


def _all_of_them(request: HttpRequest, form: ArticleForm, files: "list[File[bytes]]") -> HttpResponseBase:
    """Several files: one that is refused keeps none of the others out."""
    answers: list[Context] = []
    known = intake.Received(text="", published=form.cleaned_data["published_on"], by=person(request))
    for file in files:
        try:
            article, made = _received_file(file, known, now=timezone.now())
        except (documents.Unreadable, DomainError) as error:
            answers.append({"file": file.name, "refused": _why(error)})
        else:
            tasks.hint_article(article)
            answers.append({"file": file.name, "article": article, "told": _came(made)})
    return render(request, "desk/sent.html", {"answers": answers})


def _received(form: ArticleForm, files: "list[File[bytes]]", request: HttpRequest) -> tuple[Article, bool]:
    words, user, now = form.cleaned_data, person(request), timezone.now()
    if not files and not words["text"].strip():
        return intake.receive_url(words["url"], by=user, now=now)
    received = intake.Received(
        text=words["text"], title=words["title"], url=words["url"], published=words["published_on"], by=user
    )
    return _received_file(files[0], received, now=now) if files else intake.receive(received, now=now)


def _received_file(file: "File[bytes]", known: intake.Received, *, now: datetime) -> tuple[Article, bool]:
    """Raises Unreadable for what is no text, RuleBroken, TooLarge."""
    if (file.size or 0) > LARGEST_FILE:
        raise TooLarge(_("This file is larger than 10 MB: send it in parts."))
    name = (file.name or "").lower()
    body = file.read()
    if name.endswith(MAILS):
        mail = read_mail(body)
        title, published = known.title or mail.title, known.published or mail.published_at
        return intake.receive(replace(known, text=mail.text, title=title, published=published), now=now)
    is_page = name.endswith(PAGES)
    text = decode(body, "text/html" if is_page else "text/plain", markup=is_page)
    if is_page:
        return intake.receive_html(text, known, now=now)
    return intake.receive(replace(known, text=text), now=now)


def _came(made: bool) -> str:
    return _("Received: its claims are being found.") if made else _("This article is here already.")


def _why(error: Refusal) -> str:
    return told(error) if isinstance(error, DomainError) else error.message


def _field_of(error: Exception, form: ArticleForm) -> str | None:
    """Where the mistake is told: at its field; `html` came in a file."""
    field = error.field if isinstance(error, RuleBroken) else ""
    in_file = field == "html" or isinstance(error, documents.Unreadable | TooLarge)
    return "file" if in_file and form.cleaned_data.get("file") else field if field in form.fields else None
