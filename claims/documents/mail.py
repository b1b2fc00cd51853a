"""A message as it was saved (.eml): its subject, its day and its words, plain ones before a page."""

import email
from datetime import datetime
from email import policy
from email.message import EmailMessage

from claims import documents
from claims.documents.decoding import clean
from claims.documents.unreadable import Unreadable

UNREADABLE = "This is no message that can be read."


def read_mail(body: bytes) -> documents.Document:
    """The message's own words; what is attached to it is left out. Raises `Unreadable` (`not_text`, `no_text`, …)."""
    try:
        message = email.message_from_bytes(body, policy=policy.default)
        part = message.get_body(preferencelist=("plain", "html"))
        words = part.get_content() if part is not None else ""
        subject, sent = _subject(message), _sent(message)
        is_page = part is not None and part.get_content_subtype() == "html"
    except (LookupError, ValueError, AttributeError, RecursionError) as error:  # what the library makes of nonsense
        raise Unreadable("not_text", UNREADABLE) from error
    if not isinstance(words, str):
        raise Unreadable("not_text", UNREADABLE)
    kind = f"text/{'html' if is_page else 'plain'}; charset=utf-8"
    document = documents.read(words.encode(errors="replace"), content_type=kind, url=None)
    return documents.Document(subject or document.title, document.text, sent or document.published_at)


def _subject(message: EmailMessage) -> str:
    return clean(str(message.get("subject", ""))).strip()


def _sent(message: EmailMessage) -> datetime | None:
    sent = message["date"]
    return getattr(sent, "datetime", None)
