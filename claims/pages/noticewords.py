"""What somebody is told, in one sentence each."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "assigned": _("%(who)s made this claim your job"),
    "sent_back": _("%(who)s sent your verdict back"),
    "signoff": _("%(who)s asks for your sign-off"),
    "mentioned": _("%(who)s mentioned you"),
    "due_again": _("A verdict of yours is due for another look"),
    "signed_off": _("%(who)s signed your verdict off: it is published"),
}


def sentence(kind: str, *, who: str, note: str = "") -> str:
    """ "Omar sent your verdict back: “second source?”"; `who` is empty where nobody did it."""
    told = str(SENTENCES[kind]) % {"who": who or gettext("The desk")}
    return f"{told}: “{' '.join(note.split())}”" if note else told
