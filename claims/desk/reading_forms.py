"""The parts of a claim's reading as small forms: what stands there in, its columns out. The rules are `flow/mend`'s."""

from collections.abc import Iterable
from typing import Any, get_args

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.extraction.shapes import ItemCategory
from claims.models import Actor, Claim
from claims.models.enums import DatePrecision, Kind, Measure, Modality, NumberPrecision, Side, Step
from claims.models.errors import RuleBroken
from claims.pages.reading import words as in_words

from .forms import own_words

NOT_SAID = _("not said")
FIELD_OF = {"from": "first", "to": "last", "min": "low", "max": "high"}  # the contract's names are no good in Python


def choices(codes: Iterable[str], *, empty: bool = True) -> list[tuple[str, Any]]:
    """The contract's words, as people write them."""
    return [*([("", NOT_SAID)] if empty else []), *((str(code), in_words(str(code))) for code in codes)]


def line(label: Any, longest: int, *, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, required=False, widget=own_words(), help_text=help_text)


def figure(label: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, required=False, min_value=0, max_digits=23, decimal_places=4, localize=False)


def day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


class PartForm(forms.Form):
    """One part of a reading; its fields are named as the claim's columns, unless `of` and `columns` say otherwise."""

    @classmethod
    def of(cls, claim: Claim, part: str) -> "PartForm":
        """The form with what stands there now."""
        return cls(initial={name: getattr(claim, name) for name in cls.base_fields}, prefix=part)

    def columns(self) -> dict[str, Any]:
        return dict(self.cleaned_data)

    def refuse(self, error: RuleBroken) -> None:
        """Put a rule's refusal (`due.to`) at its field, else above all."""
        name = error.field.rpartition(".")[2]
        field = FIELD_OF.get(name, name)
        self.add_error(field if field in self.fields else None, str(error))


class SpeakerForm(PartForm):
    speaker = line(_("Who says it"), 200)
    speaker_role = line(_("As what"), 200)

    def columns(self) -> dict[str, Any]:
        name = self.cleaned_data["speaker"]
        return {"speaker": actor(name), "speaker_role": self.cleaned_data["speaker_role"] if name else ""}

    @classmethod
    def of(cls, claim: Claim, part: str) -> "PartForm":
        known = {"speaker": claim.speaker.name if claim.speaker else "", "speaker_role": claim.speaker_role}
        return cls(initial=known, prefix=part)


class PartyForm(PartForm):
    """Giver or receiver, after whom the form is named."""

    name = line(_("Name"), 200)
    code = forms.RegexField(
        "^[A-Za-z]{2}$",
        label=_("Code of the state"),
        required=False,
        widget=forms.TextInput(attrs={"size": 2, "maxlength": 2, "placeholder": "UA"}),
        error_messages={"invalid": _("Two letters of ISO 3166, such as UA.")},
    )

    def columns(self) -> dict[str, Any]:
        name, code = self.cleaned_data["name"], self.cleaned_data["code"].upper()
        return {str(self.prefix): actor(name, code or None)}

    @classmethod
    def of(cls, claim: Claim, part: str) -> "PartForm":
        party: Actor | None = getattr(claim, part)
        return cls(initial={"name": party.name, "code": party.code or ""} if party else {}, prefix=part)


class SideForm(PartForm):
    side = forms.TypedChoiceField(choices=choices(Side), label=_("Speaks for"), required=False, empty_value=None)


class OriginForm(PartForm):
    origin = line(_("Leans on"), 300, help_text=_("The words for whom the speaker leans on."))


class KindForm(PartForm):
    kind = forms.ChoiceField(choices=choices(Kind, empty=False), label=_("About"))
    step = forms.TypedChoiceField(choices=choices(Step), label=_("Step"), required=False, empty_value=None)


class ModalityForm(PartForm):
    modality = forms.ChoiceField(choices=choices(Modality, empty=False), label=_("How it is said"))
    negated = forms.BooleanField(label=_("it is denied"), required=False)


class ConditionForm(PartForm):
    condition = line(_("If"), 2000)


class ItemForm(PartForm):
    item = line(_("What"), 300)
    item_category = forms.ChoiceField(choices=choices(get_args(ItemCategory)), label=_("Kind of thing"), required=False)


class MeasureForm(PartForm):
    measure = forms.TypedChoiceField(choices=choices(Measure), label=_("Counted"), required=False, empty_value=None)


class PlaceForm(PartForm):
    place = line(_("Where"), 200)


class FigureForm(PartForm):
    """How many, or how much: `unit` is the quantity's unit or the amount's currency."""

    precision = forms.TypedChoiceField(
        choices=choices(NumberPrecision), label=_("How exact"), required=False, empty_value=None
    )
    low = figure(_("From"))
    high = figure(_("To"))
    text = line(_("In the article’s words"), 200)

    def columns(self) -> dict[str, Any]:
        given = self.cleaned_data
        low, high = given["low"], given["high"]
        if given["precision"] in {"exact", "about"}:  # one figure: typed once is enough
            low, high = (high if low is None else low), (low if high is None else high)
        made = {"min": low, "max": high, "precision": given["precision"], "text": given["text"]}
        return {f"{self.prefix}_{name}": value for name, value in made.items()} | self.unit_columns()

    def unit_columns(self) -> dict[str, Any]:
        return {"quantity_unit": self.cleaned_data["unit"]}

    @classmethod
    def of(cls, claim: Claim, part: str) -> "PartForm":
        names = {"low": "min", "high": "max", "precision": "precision", "text": "text", **cls.unit_named()}
        found = {field: getattr(claim, f"{part}_{column}") for field, column in names.items()}
        plain = {name: f"{found[name].normalize():f}" for name in ("low", "high") if found[name] is not None}
        return cls(initial=found | plain, prefix=part)

    @classmethod
    def unit_named(cls) -> dict[str, str]:
        return {"unit": "unit"}


class QuantityForm(FigureForm):
    unit = line(_("Unit"), 50, help_text=_("In the singular; of troops: troops."))


class AmountForm(FigureForm):
    currency = forms.RegexField(
        "^[A-Z]{3}$",
        label=_("Currency"),
        required=False,
        widget=forms.TextInput(attrs={"size": 3, "maxlength": 3, "placeholder": "EUR"}),
        error_messages={"invalid": _("Three capital letters of ISO 4217, such as EUR.")},
    )

    def unit_columns(self) -> dict[str, Any]:
        return {"amount_currency": self.cleaned_data["currency"] or None}

    @classmethod
    def unit_named(cls) -> dict[str, str]:
        return {"currency": "currency"}


class PeriodForm(PartForm):
    precision = forms.TypedChoiceField(
        choices=choices(DatePrecision), label=_("How exact"), required=False, empty_value=None
    )
    first = day(_("From"))
    last = day(_("To"))
    text = line(_("In the article’s words"), 200)

    def columns(self) -> dict[str, Any]:
        given = self.cleaned_data
        made = {"from": given["first"], "to": given["last"], "precision": given["precision"], "text": given["text"]}
        return {f"{self.prefix}_{name}": value for name, value in made.items()}

    @classmethod
    def of(cls, claim: Claim, part: str) -> "PartForm":
        names = {"first": "from", "last": "to", "precision": "precision", "text": "text"}
        return cls(initial={field: getattr(claim, f"{part}_{column}") for field, column in names.items()}, prefix=part)


FORMS: dict[str, type[PartForm]] = {
    "speaker": SpeakerForm,
    "side": SideForm,
    "origin": OriginForm,
    "kind": KindForm,
    "modality": ModalityForm,
    "condition": ConditionForm,
    "actor": PartyForm,
    "recipient": PartyForm,
    "item": ItemForm,
    "quantity": QuantityForm,
    "amount": AmountForm,
    "measure": MeasureForm,
    "place": PlaceForm,
    "happened": PeriodForm,
    "due": PeriodForm,
}


def actor(name: str, code: str | None = None) -> Actor | None:
    """The one of that name, found or made; None for no name."""
    return Actor.objects.find_or_make(name, code=code) if name else None
