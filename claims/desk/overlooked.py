"""A claim that was overlooked: an editor marks its words in the article, or pastes them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims import tasks
from claims.flow import mend
from claims.models import Article, Claim, User
from claims.models.enums import STEPS, ArticleState, Kind, Role
from claims.models.errors import DomainError, RuleBroken
from claims.pages import finding
from claims.pages.reading import words as in_words

from .doors import entered_by, person, told
from .forms import lines, mistakes
from .seeing import text_with_claims

UNDERSTOOD_AND_REFUSED = 422
KINDS = [(kind, [(f"{kind}:{step}", f"{in_words(kind)}: {in_words(step)}") for step in STEPS[kind]]) for kind in Kind]
KINDS = [(kind, rows or [(f"{kind}:", in_words(kind))]) for kind, rows in KINDS]
LARGEST_OFFSET = 2**31 - 1


class NewClaimForm(forms.Form):
    """Words of an article, and what they are about; `start` and `end` count code points, and come with a selection."""

    quote = forms.CharField(
        label=gettext_lazy("Its words"),
        required=False,
        max_length=3000,
        widget=lines(3),
        help_text=gettext_lazy("Mark them in the text, or paste them."),
    )
    about = forms.ChoiceField(label=gettext_lazy("About"), choices=KINDS)
    start = forms.IntegerField(required=False, min_value=0, max_value=LARGEST_OFFSET, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, min_value=0, max_value=LARGEST_OFFSET, widget=forms.HiddenInput)

    def span_in(self, text: str) -> tuple[int, int]:
        """Where the words stand. Raises RuleBroken where they do not, or in several places."""
        quote, start, end = (self.cleaned_data[name] for name in ("quote", "start", "end"))
        if start is not None and end is not None and (not quote or finding.same(text[start:end], quote)):
            return finding.trimmed(text, start, end)
        found = finding.places(text, quote)
        if not found:
            raise RuleBroken(_("These words do not stand in the article."), field="quote", code="span")
        if len(found) > 1:
            number = len(found)
            raise RuleBroken(
                _("These words stand in %(number)d places: paste more of what is around them.") % {"number": number},
                field="quote",
                code="span",
            )
        return found[0]


@entered_by(Role.EDITOR)
def add(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The form beside the article's text, and what it answers."""
    article = get_object_or_404(Article, pk=pk)
    form = NewClaimForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        claim = _added(request, article, form)
        if claim is not None:
            messages.success(request, _("Added and queued. Say more of it under “How it is read”."))
            return redirect(f"{reverse('desk:claim', args=[claim.pk])}#claim-{claim.pk}")
    context: dict[str, Any] = {
        "article": article,
        "text": text_with_claims(article.text, pk),
        "new_claim": form,
        "mistakes": mistakes(form) if form.is_bound else [],
    }
    return render(request, "desk/overlooked.html", context, status=UNDERSTOOD_AND_REFUSED if form.is_bound else 200)


def may_add(user: User, state: str) -> bool:
    """Whether the form makes sense on a page that shows the text of an article in that state."""
    return user.holds(Role.EDITOR) and state == ArticleState.READY


def _added(request: HttpRequest, article: Article, form: NewClaimForm) -> Claim | None:
    """The claim; None, and the form says why, where it is refused."""
    kind, _colon, step = form.cleaned_data["about"].partition(":")
    try:
        start, end = form.span_in(article.text)
        claim = mend.add(
            article, start=start, end=end, kind=kind, step=step or None, by=person(request), now=timezone.now()
        )
    except RuleBroken as error:
        form.add_error("quote" if error.field in {"quote", "start", "end"} else None, str(error))
    except DomainError as error:
        form.add_error(None, told(error))
    else:
        tasks.hint(tasks.match_claim, claim.pk)
        return claim
    return None
