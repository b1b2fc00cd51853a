"""Sources and their feeds: how each one does, and the buttons by which they are kept."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from claims import contract, tasks
from claims.flow import feeds
from claims.models import Article, Feed, Source
from claims.models.enums import Role
from claims.models.errors import DomainError, RuleBroken

from .doors import Context, entered_by, page, person, told, verb
from .forms import HTTP, mistakes, own_words

ROWS, LATEST = 100, 20
UNDERSTOOD_AND_REFUSED = 422
BACK = "desk:source"


class SourceForm(forms.Form):
    """An outlet, agency or office."""

    name = forms.CharField(max_length=200, widget=own_words())
    host = forms.RegexField(
        r"^[a-z0-9.-]+\.[a-z0-9-]{2,}$",
        required=False,
        max_length=253,
        help_text=gettext_lazy("Pages of this host are this source’s, such as example.org."),
        error_messages={"invalid": gettext_lazy("Give the host alone, in small letters, such as example.org.")},
    )
    homepage = forms.CharField(required=False, max_length=2000, validators=[HTTP], widget=forms.URLInput)
    language = forms.RegexField(
        "^[a-z]{2,3}(-[A-Za-z0-9]+)?$",
        required=False,
        max_length=10,
        error_messages={"invalid": gettext_lazy("Give a short tag, such as en.")},
    )

    def columns(self) -> dict[str, Any]:
        return {**self.cleaned_data, "host": self.cleaned_data["host"].removeprefix("www.") or None}


class FeedForm(forms.Form):
    """RSS, Atom or JSON Feed."""

    url = forms.CharField(
        max_length=2000, label=gettext_lazy("Address of the feed"), validators=[HTTP], widget=forms.URLInput
    )


@page()
def index(request: HttpRequest) -> HttpResponseBase:
    """By name; those whose feeds fail come first."""
    return render(request, "desk/sources.html", _listed(request, SourceForm()))


@page()
def show(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One source with the health of its feeds and its newest articles."""
    return render(request, "desk/source.html", _whole(request, _source(request, pk), {}))


@require_POST
@entered_by(Role.EDITOR)
def add(request: HttpRequest) -> HttpResponseBase:
    """A new source; a refusal shows the list again with what was typed."""
    form = SourceForm(request.POST)
    if form.is_valid():
        try:
            source = feeds.add_source(by=person(request), **form.columns())
        except RuleBroken as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("Added. Give it a feed, and its articles come by themselves."))
            return redirect(BACK, pk=source.pk)
    return render(request, "desk/sources.html", _listed(request, form), status=UNDERSTOOD_AND_REFUSED)


@require_POST
@entered_by(Role.EDITOR)
def mend(request: HttpRequest, pk: int) -> HttpResponseBase:
    source, form = _source(request, pk), SourceForm(request.POST)
    if form.is_valid():
        try:
            feeds.mend_source(source, by=person(request), **form.columns())
        except RuleBroken as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            return redirect(BACK, pk=pk)
    shown = _whole(request, _source(request, pk), {"form": form})
    return render(request, "desk/source.html", shown, status=UNDERSTOOD_AND_REFUSED)


@require_POST
@entered_by(Role.EDITOR)
def add_feed(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A new feed, read at once."""
    source, form = _source(request, pk), FeedForm(request.POST)
    if form.is_valid():
        try:
            feed = feeds.add_feed(source, form.cleaned_data["url"], by=person(request))
        except DomainError as error:
            form.add_error("url", told(error))
        else:
            tasks.hint(tasks.read_feed, feed.pk)
            messages.success(request, _("Added. It is being read for the first time."))
            return redirect(BACK, pk=pk)
    shown = _whole(request, source, {"feed_form": form})
    return render(request, "desk/source.html", shown, status=UNDERSTOOD_AND_REFUSED)


@verb(Role.EDITOR, back_to="desk:feed")
def pause(request: HttpRequest, pk: int) -> HttpResponseBase:
    feed = _feed(request, pk)
    feeds.mend_feed(feed, by=person(request), active=False)
    return redirect(BACK, pk=feed.source_id)


@verb(Role.EDITOR, back_to="desk:feed")
def resume(request: HttpRequest, pk: int) -> HttpResponseBase:
    feed = _feed(request, pk)
    feeds.mend_feed(feed, by=person(request), active=True)
    tasks.hint(tasks.read_feed, pk)
    return redirect(BACK, pk=feed.source_id)


@verb(Role.EDITOR, back_to="desk:feed")
def read_now(request: HttpRequest, pk: int) -> HttpResponseBase:
    feed = _feed(request, pk)
    feeds.read_now(feed, by=person(request))
    tasks.hint(tasks.read_feed, pk)
    messages.success(request, _("It is being read."))
    return redirect(BACK, pk=feed.source_id)


@verb(Role.EDITOR, back_to="desk:feed")
def remove(request: HttpRequest, pk: int) -> HttpResponseBase:
    feed = _feed(request, pk)
    feeds.remove_feed(feed, by=person(request))
    messages.success(request, _("Removed. The articles that it told of stay."))
    return redirect(BACK, pk=feed.source_id)


@page()
def feed(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A feed stands on its source's page."""
    return redirect(BACK, pk=_feed(request, pk).source_id)


@page()
def health(request: HttpRequest, pk: int) -> HttpResponseBase:
    """How the feed does, alone: asked for again while it is being read."""
    return render(request, "desk/feed_health.html", {"feed": _with_health(_feed(request, pk), now=timezone.now())})


def _source(request: HttpRequest, pk: int) -> Source:
    return get_object_or_404(Source.objects.visible_to(person(request)), pk=pk)


def _feed(request: HttpRequest, pk: int) -> Feed:
    return get_object_or_404(Feed.objects.visible_to(person(request)).select_related("source"), pk=pk)


def _listed(request: HttpRequest, form: SourceForm) -> Context:
    words = request.GET.get("q", "").replace("\0", "").strip()[:200]
    seen = Source.objects.visible_to(person(request)).annotate(
        feeds_count=Count("feeds"),
        failing=Count("feeds", filter=Q(feeds__active=True, feeds__failing_since__isnull=False)),
        paused=Count("feeds", filter=Q(feeds__active=False)),
    )
    found = seen.filter(Q(name__icontains=words) | Q(host__icontains=words)) if words else seen
    rows = list(found.order_by("-failing", "name")[: ROWS + 1])
    return {
        "sources": rows[:ROWS],
        "more": len(rows) > ROWS,
        "words": words,
        "form": form,
        "mistakes": mistakes(form) if form.is_bound else [],
        "editor": person(request).holds(Role.EDITOR),
    }


def _whole(request: HttpRequest, source: Source, forms_: Context) -> Context:
    now = timezone.now()
    known = {name: getattr(source, name) or "" for name in SourceForm.base_fields}
    latest = Article.objects.filter(source=source).order_by("-received_at", "-id")
    typed = [form for form in forms_.values() if form.is_bound]
    return {
        "source": source,
        "feeds": [_with_health(row, now=now) for row in source.feeds.select_related("source").order_by("id")],
        "articles": [contract.articles.article(row) for row in contract.articles.rows(latest)[:LATEST]],
        "form": SourceForm(initial=known),
        "feed_form": FeedForm(),
        "mistakes": [mistake for form in typed for mistake in mistakes(form)],
        "editor": person(request).holds(Role.EDITOR),
        "sample": source.demo,
        **forms_,
    }


def _with_health(row: Feed, *, now: datetime) -> Context:
    """The contract's feed, and in one word how it does."""
    waits = row.active and (row.next_try_at is None or (row.taken_until is not None and row.taken_until > now))
    word = "paused" if not row.active else "reading" if waits else "failing" if row.failing_since else "well"
    return {**contract.sources.feed(row), "word": word, "attempts": row.attempts}
