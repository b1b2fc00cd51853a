"""Text in, readings out: which claims a text makes, and what each of them says.

The room is pure: no Django, no sockets, no clock. Importing it never imports spaCy.
"""

from claims.extraction.language import detect_language
from claims.extraction.model import load_model
from claims.extraction.reader import TextTooLong, read_article
from claims.extraction.shapes import Amount, Party, Period, Quantity, Reading, Speaker

VERSION = "rules-1"

__all__ = [
    "VERSION",
    "Amount",
    "Party",
    "Period",
    "Quantity",
    "Reading",
    "Speaker",
    "TextTooLong",
    "detect_language",
    "load_model",
    "read_article",
]
