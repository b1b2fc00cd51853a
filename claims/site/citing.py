"""How a verdict is cited and shared: words ready to be copied."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from claims.pages import figures

SHARED = 160  # characters of the words that go with a link


def words(verdict: Mapping[str, Any], judgement: str, judged: str) -> dict[str, str]:
    """`citation`, with its day and address, and `shared`, which goes with a link, of the contract's verdict."""
    day = figures.day(datetime.fromisoformat(verdict["published_at"]).date())
    said = Truncator(judged)
    citation = _("%(judgement)s: %(judged)s. claimtracker, verdict %(number)s, %(day)s. %(address)s") % {
        "judgement": judgement,
        "judged": said.chars(300),
        "number": verdict["id"],
        "day": day,
        "address": verdict["url"],
    }
    return {"citation": citation, "shared": Truncator(f"{judgement}: {judged}").chars(SHARED)}
