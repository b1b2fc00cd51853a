"""What readers type: a request for a correction. The form is handed out with a number, and knows when that was."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.core import signing
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from claims.models.correction import ALPHABET, LENGTH

SALT = "claims.site.correction"
FASTEST = timedelta(seconds=3)  # a person needs longer to write a sentence
LONGEST = timedelta(hours=24)
WORDS = {"dir": "auto"}


class CorrectionForm(forms.Form):
    """`slip` is the signed number and time; `website` stands where only programs see it: people leave it empty."""

    text = forms.CharField(
        label=_("What is wrong"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 7, **WORDS}),
        help_text=_("Which words or figures, and what would be right."),
        error_messages={"required": _("Write what is wrong.")},
    )
    source = forms.CharField(
        label=_("Where we can see it"),
        max_length=500,
        required=False,
        validators=[
            URLValidator(
                schemes=["http", "https"], message=_("Give a whole web address, such as https://example.org/page.")
            )
        ],
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    contact = forms.CharField(
        label=_("How we can reach you"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "email", **WORDS}),
        help_text=_("Only if we may ask you something. Editors alone see it, and it is erased with your words."),
    )
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    slip = forms.CharField(widget=forms.HiddenInput, max_length=200, required=False)

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean(self) -> dict[str, Any]:
        """The words, with the `number` of the slip. What only a program sends is refused in words for people."""
        values = super().clean() or {}
        number, given_out = _read(values.get("slip", ""))
        if values.get("website"):
            raise forms.ValidationError(_("A field that people do not see was filled in. Empty it, or write again."))
        age = self.now - given_out if given_out else None
        if number is None or age is None or age > LONGEST:
            raise forms.ValidationError(_("This form has been open for too long. Copy your words and open it again."))
        if age < FASTEST:
            raise forms.ValidationError(_("That was very fast. Please send it once more."))
        return values | {"number": number}


def slip(now: datetime) -> str:
    """A new number, with the time at which it is handed out, signed."""
    number = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return signing.dumps([number, now.timestamp()], salt=SALT)


def _read(slip: str) -> tuple[str | None, datetime | None]:
    try:
        number, moment = signing.loads(slip, salt=SALT)
    except signing.BadSignature:
        return None, None
    return number, datetime.fromtimestamp(moment, UTC)
