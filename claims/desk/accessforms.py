"""What people type about the tokens and webhooks of their programs."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.models.enums import WEBHOOK_EVENTS, Role

from .forms import HTTP

LONGEST = timedelta(days=365)
TOLD = {
    "claim.queued": _("a claim waits for a reviewer"),
    "verdict.published": _("a verdict was published"),
    "verdict.corrected": _("a verdict was replaced by a correction"),
    "verdict.withdrawn": _("a verdict was withdrawn"),
    "case.overdue": _("the deadline of a case has passed"),
    "case.rated": _("the rating of a case was published"),
    "article.failed": _("an article could not be read"),
}
MOMENT = "%Y-%m-%dT%H:%M"


def moment(name: Any, *, required: bool, help_text: Any = "") -> forms.DateTimeField:
    """A day and a minute in the zone of who types it."""
    return forms.DateTimeField(
        label=name,
        required=required,
        help_text=help_text,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
        error_messages={"invalid": _("Give day and time, such as 2025-01-31T18:00."), "required": _("Give a time.")},
    )


class TokenForm(forms.Form):
    """A new token: what it is for, the highest role it acts with, and the last day on which it holds."""

    name = forms.CharField(
        max_length=100,
        label=_("What it is for"),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        error_messages={"required": _("Say what it is for: that is how you find it again.")},
    )
    role = forms.ChoiceField(
        label=_("It may do what this role does"), help_text=_("As little as will do. It never may more than you.")
    )
    last_day = forms.DateField(
        required=False,
        label=_("Its last day"),
        help_text=_("Left empty, it holds until you revoke it."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Give the day as year-month-day, such as 2025-01-31.")},
    )

    def __init__(self, *args: Any, own: Role, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["role"]
        field.choices = [(role.value, role.label.lower()) for role in Role if own.includes(role)]
        self.fields["last_day"].initial = timezone.localdate() + LONGEST

    def expires_at(self) -> datetime | None:
        """The midnight that ends its last day, where the person is."""
        day = self.cleaned_data["last_day"]
        return timezone.make_aware(datetime.combine(day + timedelta(days=1), time())) if day else None


class WebhookForm(forms.Form):
    """Where to tell what happens, and what of it."""

    url = forms.CharField(
        max_length=2000,
        label=_("Web address"),
        validators=[HTTP],
        help_text=_("A public one of yours that takes a POST."),
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off"}),
        error_messages={"required": _("Give the web address that is told.")},
    )
    events = forms.MultipleChoiceField(
        label=_("Tell it when …"),
        choices=[(kind, TOLD[kind]) for kind in WEBHOOK_EVENTS],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )


class ResendForm(forms.Form):
    """From when until when all is told again."""

    first = moment(_("From"), required=True)
    last = moment(_("Until"), required=False, help_text=_("Left empty, until now."))
