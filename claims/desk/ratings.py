"""Rating a case: one form, shown again with all that was typed until it is proposed."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from claims.flow import cases
from claims.models import Case, Verdict
from claims.models.case import BY_RULE
from claims.models.enums import CaseState, Role
from claims.models.errors import DomainError, RuleBroken
from claims.pages import markdown

from .cases import context_of, visible
from .doors import as_seen, entered_by, person, told
from .forms import LONGEST_EXPLANATION, EvidenceFormSet, EvidenceRows, as_new_rows, lines, mistakes, refuse, typed_rows

RATED = [(state.value, state.label) for state in CaseState if state not in BY_RULE]
EVIDENCE = "evidence"
UNDERSTOOD_AND_REFUSED = 422


class RatingForm(forms.Form):
    """Where a promise stands in the end, without its evidence."""

    state = forms.ChoiceField(
        choices=RATED, widget=forms.RadioSelect, error_messages={"required": "Say where the promise stands."}
    )
    share_delivered = forms.DecimalField(
        required=False,
        min_value=0,
        max_value=1,
        decimal_places=4,
        max_digits=5,
        help_text=gettext_lazy("From 0 to 1, for what was partly kept: 0.55 is 55 %."),
    )
    summary = forms.CharField(max_length=500, required=False, widget=lines(2))
    explanation = forms.CharField(
        max_length=LONGEST_EXPLANATION,
        widget=lines(10),
        help_text=gettext_lazy("What was promised, what came, and how you know. Markdown."),
        error_messages={"required": "Write the explanation."},
    )
    correction_note = forms.CharField(required=False, max_length=2000, widget=lines(2))

    def __init__(self, *args: Any, replaces: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        note = self.fields["correction_note"]
        note.help_text = "This replaces a published rating: say what changes, and why. Readers see this note."
        note.required = replaces
        if not replaces:
            del self.fields["correction_note"]


@require_http_methods(["GET", "HEAD", "POST"])
@entered_by(Role.EDITOR)
def rate(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The form; what is typed into it, shown again until it is good."""
    case = visible(request, pk)
    if case.merged_into_id:
        return redirect("desk:case", pk=case.merged_into_id)
    replaces = Verdict.objects.published().filter(case=case).exists()
    if request.method != "POST":
        form = RatingForm(replaces=replaces)
        return _page(request, case, form, EvidenceFormSet(prefix=EVIDENCE))
    form = RatingForm(request.POST, replaces=replaces)
    if request.POST.get("action") in {"preview", "add"}:
        return _typed(request, case, replaces=replaces)
    evidence = EvidenceFormSet(as_new_rows(request.POST, EVIDENCE), prefix=EVIDENCE)
    if form.is_valid() & evidence.is_valid():
        try:
            return _proposed(request, case, form, evidence)
        except RuleBroken as error:
            refuse(form, evidence, error)
        except DomainError as error:
            form.add_error(None, told(error))
    refused = mistakes(form, evidence)
    return _page(request, case, form, evidence, status=UNDERSTOOD_AND_REFUSED, mistakes=refused)


def _proposed(request: HttpRequest, case: Case, form: RatingForm, evidence: EvidenceRows) -> HttpResponseBase:
    words = dict(form.cleaned_data)
    case = as_seen(case, request.POST.get("version"))
    verdict = cases.rate(
        case,
        CaseState(words.pop("state")),
        by=person(request),
        now=timezone.now(),
        evidence=evidence.rows(),
        **words,
    )
    messages.success(request, _("Proposed. Another editor has to sign it off now."))
    return redirect("desk:verdict", pk=verdict.pk)


def _typed(request: HttpRequest, case: Case, *, replaces: bool) -> HttpResponseBase:
    """The form as it was typed, unchecked, with one more row or the explanation as it will look."""
    form = RatingForm(replaces=replaces)
    form.initial = {name: request.POST.get(name, "") for name in form.fields}
    evidence = EvidenceFormSet(prefix=EVIDENCE, initial=typed_rows(request.POST, EVIDENCE))
    evidence.extra = 1 if request.POST.get("action") == "add" or not evidence.initial else 0
    extra: dict[str, Any] = {}
    if request.POST.get("action") == "preview":
        extra["preview"] = markdown.html(request.POST.get("explanation", ""))
    return _page(request, case, form, evidence, **extra)


def _page(
    request: HttpRequest, case: Case, form: RatingForm, evidence: EvidenceRows, *, status: int = 200, **extra: Any
) -> HttpResponseBase:
    context = context_of(case, person(request), now=timezone.now())
    context |= {"form": form, "evidence": evidence, "states": RATED, **extra}
    return render(request, "desk/rate_case.html", context, status=status)
