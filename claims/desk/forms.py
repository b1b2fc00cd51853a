"""What people type at the desk. Forms check shape and length; rules live in `flow/`, whose refusals join them."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.validators import URLValidator
from django.forms import formset_factory
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from claims.models import Rating, Verdict
from claims.models.enums import Side, Stance
from claims.models.errors import RuleBroken

MOST_EVIDENCE, MOST_FILES = 30, 50
LONGEST_EXPLANATION = 50_000
LONGEST_TEXT = 1_600_000  # characters; the rule itself counts bytes
HTTP = URLValidator(schemes=["http", "https"], message="Give a whole web address, such as https://example.org/page.")
SIDES = [("", "nobody's side"), *((side.value, side.label.lower()) for side in Side)]
STANCES = [("", "choose …"), *((stance.value, stance.label.lower()) for stance in Stance)]


def lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


def own_words() -> forms.TextInput:
    return forms.TextInput(attrs={"dir": "auto"})


class ProposalForm(forms.Form):
    """A verdict in the making, without its evidence; `token` is the lease under which it is written."""

    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=30)
    rating = forms.ModelChoiceField(
        Rating.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a point of the scale."},
    )
    summary = forms.CharField(
        max_length=500,
        widget=lines(2),
        help_text=gettext_lazy("One or two sentences that stand alone: readers see them first."),
        error_messages={"required": "Write the summary."},
    )
    explanation = forms.CharField(
        max_length=LONGEST_EXPLANATION,
        widget=lines(12),
        help_text=gettext_lazy(
            "How you checked it and what you found. Markdown: **strong**, lists, [links](https://example.org)."
        ),
        error_messages={"required": "Write the explanation."},
    )
    review_again_on = forms.DateField(
        required=False,
        label=gettext_lazy("Look again on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Give the day as year-month-day, such as 2025-01-31."},
    )
    review_again_why = forms.CharField(
        required=False, max_length=300, label=gettext_lazy("Why then"), widget=own_words()
    )
    correction_note = forms.CharField(
        required=False,
        max_length=2000,
        widget=lines(2),
        help_text=gettext_lazy("This replaces a published verdict: say what changes, and why. Readers see this note."),
    )

    def __init__(self, *args: Any, replaces: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ratings: Any = self.fields["rating"]
        ratings.queryset = Rating.objects.all()
        if replaces:
            self.fields["correction_note"].required = True
            self.fields["correction_note"].error_messages["required"] = "Say what the correction changes."
        else:
            del self.fields["correction_note"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if bool(values.get("review_again_on")) != bool(values.get("review_again_why")):
            name = "review_again_why" if values.get("review_again_on") else "review_again_on"
            self.add_error(name, "A day to look again needs its reason, and the other way round.")
        return values

    def review_again(self) -> tuple[date, str] | None:
        on, why = self.cleaned_data["review_again_on"], self.cleaned_data["review_again_why"]
        return (on, why) if on else None


class EvidenceForm(forms.Form):
    """One piece of evidence; a row left empty is none."""

    url = forms.CharField(
        max_length=2000,
        label=gettext_lazy("Web address"),
        validators=[HTTP],
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        error_messages={"required": "Give the web address of this piece of evidence, or empty its row."},
    )
    title = forms.CharField(
        max_length=500, widget=own_words(), error_messages={"required": "Give this piece of evidence a title."}
    )
    publisher = forms.CharField(max_length=200, required=False, widget=own_words())
    quote = forms.CharField(max_length=5000, required=False, label=gettext_lazy("What it says"), widget=lines(2))
    side = forms.ChoiceField(choices=SIDES, required=False, label=gettext_lazy("Whose word"))
    stance = forms.ChoiceField(
        choices=STANCES,
        label=gettext_lazy("What it does to the claim"),
        error_messages={"required": "Say what this piece of evidence does to the claim."},
    )


if TYPE_CHECKING:  # generic for mypy alone
    FormSet = forms.BaseFormSet[EvidenceForm]
else:
    FormSet = forms.BaseFormSet


class EvidenceRows(FormSet):
    """At least one row has to be filled in; empty ones do not count."""

    def clean(self) -> None:
        if not any(self.errors) and not self.rows():
            raise forms.ValidationError("Add at least one piece of evidence.", code="required")

    def rows(self) -> list[dict[str, Any]]:
        """The filled-in rows, as `review.propose` takes them."""
        filled = [form.cleaned_data for form in self.forms if form.has_changed() and form.is_valid()]
        return [{**row, "side": row["side"] or None} for row in filled]

    def forms_by_row(self) -> list[EvidenceForm]:
        """The form of each row of `rows()`."""
        return [form for form in self.forms if form.has_changed()]


EvidenceFormSet = cast(
    "type[EvidenceRows]",  # the factory makes a subclass of the formset that it is given
    formset_factory(EvidenceForm, formset=EvidenceRows, extra=1, max_num=MOST_EVIDENCE, absolute_max=MOST_EVIDENCE),
)


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, none included."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The list of them, each looked at by itself."""
        given = data if isinstance(data, list) else [data] if data else []
        if len(given) > MOST_FILES:
            raise forms.ValidationError(f"Send at most {MOST_FILES} files at a time.", code="max_files")
        empty = [file.name for file in given if not file.size]
        if empty and len(given) == 1:
            raise forms.ValidationError("This file is empty.", code="empty")
        return given


class ArticleForm(forms.Form):
    """Articles: a text, or a web address to fetch it from, or files."""

    url = forms.CharField(
        required=False, max_length=2000, label=gettext_lazy("Web address"), validators=[HTTP], widget=forms.URLInput
    )
    text = forms.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        strip=False,
        widget=lines(10),
        help_text=gettext_lazy("Paste the text here. With a web address beside it, nothing is fetched."),
    )
    file = FilesField(
        required=False,
        label=gettext_lazy("Or files"),
        widget=SeveralFiles(attrs={"accept": ".txt,.html,.htm,.eml"}),
        help_text=gettext_lazy(
            "Texts, web pages or messages (.txt, .html, .eml), at most 10 MB each. Drop several here at once."
        ),
    )
    title = forms.CharField(required=False, max_length=500, widget=own_words())
    published_on = forms.DateField(
        required=False,
        label=gettext_lazy("Published on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Relative dates such as “by Friday” count from this day."),
        error_messages={"invalid": "Give the day as year-month-day, such as 2025-01-31."},
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("text", "").strip() and values.get("file"):
            self.add_error("file", "Give a text or files, not both.")
        if not self.errors and not any((values.get("text", "").strip(), values.get("file"), values.get("url"))):
            raise forms.ValidationError("Give a text, a web address or a file.", code="required")
        return values


def typed_before(verdict: Verdict) -> dict[str, Any]:
    """The words of a verdict that came back to its author, to go on with."""
    return {
        "rating": verdict.rating_id,
        "summary": verdict.summary,
        "explanation": verdict.explanation,
        "review_again_on": verdict.review_again_on,
        "review_again_why": verdict.review_again_why,
        "correction_note": verdict.correction_note,
    }


def as_new_rows(data: QueryDict, prefix: str) -> QueryDict:
    """The posted rows, none of them counted as filled in before: a row that was emptied is no evidence."""
    copy = data.copy()
    copy[f"{prefix}-INITIAL_FORMS"] = "0"
    return copy


def typed_rows(data: QueryDict, prefix: str) -> list[dict[str, str]]:
    """The rows as they were typed, without the empty ones."""
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    count = min(int(total), MOST_EVIDENCE) if total.isascii() and total.isdigit() and len(total) < 4 else 0
    names = EvidenceForm.base_fields
    rows = [{name: data.get(f"{prefix}-{n}-{name}", "") for name in names} for n in range(count)]
    return [row for row in rows if any(row.values())]


def refuse(form: forms.Form, evidence: EvidenceRows, error: RuleBroken) -> None:
    """Put a rule's refusal where its field is (`evidence.0.url`), else above all."""
    parts = error.field.split(".")
    rows = evidence.forms_by_row()
    if len(parts) == 3 and parts[0] == "evidence" and parts[1].isdigit() and int(parts[1]) < len(rows):
        rows[int(parts[1])].add_error(parts[2], str(error))
    else:
        form.add_error(error.field if error.field in form.fields else None, str(error))


def mistakes(*forms_: forms.BaseForm | EvidenceRows) -> list[Mapping[str, str]]:
    """For the summary above: each mistake, with the id of the field that it is about (empty: of the whole)."""
    return [entry for form in forms_ for entry in _mistakes(form)]


def _mistakes(form: forms.BaseForm | EvidenceRows) -> list[Mapping[str, str]]:
    if isinstance(form, EvidenceRows):
        whole = [{"id": "evidence", "label": "Evidence", "message": str(text)} for text in form.non_form_errors()]
        return [*whole, *(entry for row in form.forms for entry in _mistakes(row))]
    return [
        {
            "id": _id_of(form, name),
            "label": str(form[name].label) if name in form.fields else "",
            "message": str(text),
        }
        for name, texts in form.errors.items()
        for text in texts
    ]


def _id_of(form: forms.BaseForm, name: str) -> str:
    """The id of the field's first control; empty for mistakes of the whole form."""
    if name not in form.fields:
        return ""
    bound = form[name]
    first_of_many = "_0" if isinstance(bound.field.widget, forms.RadioSelect) else ""
    return f"{bound.auto_id}{first_of_many}"
