"""The filters of the inbox: the API's own, by its names, chosen and typed by people. Nonsense is told, not obeyed."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.models import Actor, Source, User
from claims.models.enums import Kind, Role, Status, Step
from claims.pages.reading import words

MOST = 50  # actors or sources that one word may mean
ANY = ("", _("any"))
ORDERINGS = [
    ("", _("usual order")),
    ("-created_at", _("newest first")),
    ("created_at", _("oldest first")),
    ("-worthiness", _("most worth checking")),
    ("-priority", _("most pressing")),
    ("due", _("due soonest")),
]
AGES = [
    ANY,
    ("1", _("since yesterday")),
    ("7", _("last 7 days")),
    ("30", _("last 30 days")),
    ("over-7", _("older than 7 days")),
    ("over-30", _("older than 30 days")),
]
SHARES = [ANY, *((str(tenths / 10), f"≥ {tenths}0 %") for tenths in (9, 8, 7, 6, 5, 3))]


def choices(enumeration: Any) -> list[tuple[str, Any]]:
    return [ANY, *((value, words(value)) for value in enumeration.values)]


class FilterForm(forms.Form):
    """Every field may be empty, which asks for nothing."""

    q = forms.CharField(required=False, max_length=500, label=_("Search"))
    kind = forms.ChoiceField(required=False, choices=choices(Kind), label=_("Kind"))
    step = forms.ChoiceField(required=False, choices=choices(Step), label=_("Step"))
    status = forms.ChoiceField(required=False, choices=choices(Status), label=_("Status"))
    actor = forms.CharField(required=False, max_length=200, label=_("From whom"))
    recipient = forms.CharField(required=False, max_length=200, label=_("To whom"))
    speaker = forms.CharField(required=False, max_length=200, label=_("Said by"))
    source = forms.CharField(required=False, max_length=200, label=_("Source"))
    age = forms.ChoiceField(required=False, choices=AGES, label=_("Age"))
    min_worthiness = forms.ChoiceField(required=False, choices=SHARES, label=_("Worth checking"))
    assigned_to = forms.ChoiceField(required=False, label=_("Whose job"))
    ordering = forms.ChoiceField(required=False, choices=ORDERINGS, label=_("Order"))

    def __init__(self, data: QueryDict, *, people: Mapping[int, str]) -> None:
        super().__init__(data, auto_id="filter_%s")
        whose = cast("forms.ChoiceField", self.fields["assigned_to"])
        whose.choices = [ANY, ("me", _("mine")), *((str(pk), name) for pk, name in people.items())]
        for name in ("actor", "recipient", "speaker", "source"):
            self.fields[name].widget.attrs["dir"] = "auto"

    def clean_actor(self) -> list[int]:
        return _actors(self.cleaned_data["actor"])

    def clean_recipient(self) -> list[int]:
        return _actors(self.cleaned_data["recipient"])

    def clean_speaker(self) -> list[int]:
        return _actors(self.cleaned_data["speaker"])

    def clean_source(self) -> list[int]:
        name = self.cleaned_data["source"]
        found = Source.objects.filter(name__icontains=name).order_by("pk")
        return _known(list(found.values_list("pk", flat=True)[:MOST]) if name else [], name)

    def wanted(self, *, today: date) -> dict[str, Any]:
        """What `lists.claims.chosen` takes, but for an ordering where none was chosen."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value not in ("", [])}
        wanted: dict[str, Any] = {name: [given[name]] for name in ("kind", "step", "status") if name in given}
        for name in ("q", "actor", "recipient", "speaker", "source", "ordering"):
            if name in given:
                wanted[name] = given[name]
        if "min_worthiness" in given:
            wanted["min_worthiness"] = float(given["min_worthiness"])
        if "assigned_to" in given:
            wanted["assigned_to"] = ["me" if given["assigned_to"] == "me" else int(given["assigned_to"])]
        return wanted | _days(given.get("age", ""), today)

    def in_use(self) -> int:
        """How many fields narrow the list, those with mistakes among them."""
        return sum(bool(self.data.get(name)) for name in self.fields if name not in ("q", "ordering"))


def people(known: Iterable[User] | None = None) -> dict[int, str]:
    """Those of the `known`, or of all, whose job a claim can be, by their names."""
    able = [user for user in known or User.objects.filter(is_active=True) if user.holds(Role.REVIEWER)]
    return dict(sorted(((user.pk, user.display_name) for user in able), key=lambda pair: pair[1].casefold()))


def kept(data: QueryDict) -> str:
    """The query that asks for the same again, without the place in the pages: what is saved, and what links carry."""
    query = QueryDict(mutable=True)
    for name in ("box", *FilterForm.base_fields):
        if value := data.get(name, "").replace("\0", "").strip():
            query[name] = value
    return query.urlencode()


def _actors(name: str) -> list[int]:
    """A number, a country's code, a name or an alias; where nothing is called so, whatever has it in its name."""
    if not name:
        return []
    if name.isascii() and name.isdigit() and len(name) < 19:
        return [int(name)]
    by_code = Actor.objects.filter(code=name.upper()) if len(name) == 2 else Actor.objects.none()
    for found in (by_code, Actor.objects.known_as(name), Actor.objects.filter(name__icontains=name).order_by("pk")):
        if pks := list(found.values_list("pk", flat=True)[:MOST]):
            return pks
    return _known([], name)


def _known(pks: list[int], name: str) -> list[int]:
    if name and not pks:
        raise forms.ValidationError(gettext("Nobody and nothing is called “%(name)s”.") % {"name": name})
    return pks


def _days(age: str, today: date) -> dict[str, date]:
    if not age:
        return {}
    before = age.startswith("over-")
    day = today - timedelta(days=int(age.removeprefix("over-")))
    return {"said_before" if before else "said_after": day}
