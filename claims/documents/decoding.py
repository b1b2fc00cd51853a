"""Bytes to text: which of the web's encodings they are in, and what may never stand in a text."""

import codecs
import re

from charset_normalizer import from_bytes

from claims.documents.unreadable import Unreadable

# The encodings of the web (WHATWG Encoding Standard) by Python's names; nothing else is believed when declared:
# Python also calls things like utf-7, punycode and unicode_escape encodings.
_WEB = {
    *("utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5", "euc_jp", "shift_jis", "euc_kr"),
    *("iso2022_jp", "cp866", "cp874", "koi8-r", "koi8-u", "mac-roman"),
    *(f"cp125{n}" for n in range(9)),
    *(f"iso8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
}
_READ_AS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gbk": "gb18030", "gb2312": "gb18030"}
_GUESSES = ["cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1256", "koi8_r", "gb18030", "shift_jis", "euc_kr"]
_MARKS = [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")]

_DECLARED = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_SEVEN_BITS = re.compile(rb"[\0\x1b]")  # UTF-16 and ISO-2022 pass for UTF-8
_CONTROLS = re.compile(r"[\0-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINE_ENDS = re.compile(r"\r\n?|\x0c|\x85|\u2028")

SAMPLE = 64 * 1024
TOLERATED = 0.001  # share of characters that may be damaged in a text whose encoding was declared


def decode(body: bytes, content_type: str | None, *, markup: bool) -> str:
    """`body` as text, by its byte-order mark, as UTF-8, as declared (in `markup` also by a meta tag), or as it looks.

    The result holds no NUL, no other control character but tab and newline, and no surrogate.
    Raises `Unreadable` when it is in no encoding of the web.
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return clean(body[len(mark) :].decode(name, "replace"))
    text = _as_utf8(body)
    if text is None:
        text = _as_declared(body, content_type, markup=markup)
    if text is None:
        text = _as_it_looks(body)
    if text is None:
        raise Unreadable("unknown_charset", "The document's characters could not be made out.")
    return clean(text)


def clean(text: str) -> str:
    """`text` with newlines for all line ends, and without control characters and surrogates."""
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))


def _as_utf8(body: bytes) -> str | None:
    if _SEVEN_BITS.search(body):
        return None
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _as_declared(body: bytes, content_type: str | None, *, markup: bool) -> str | None:
    said = _DECLARED.search(content_type or "")
    names = [said.group(1)] if said else []
    if markup and (meta := _META.search(body[:4096])):
        names.append(meta.group(1).decode("ascii", "replace"))
    for name in names:
        if known := _known(name):
            text = body.decode(known, "replace")
            if text.count("�") <= TOLERATED * len(text):
                return text
    return None


def _known(name: str) -> str | None:
    """Python's name of an encoding of the web."""
    try:
        python = codecs.lookup(name).name
    except LookupError:
        return None
    python = _READ_AS.get(python, python)
    return python if python in _WEB else None


def _as_it_looks(body: bytes) -> str | None:
    guess = from_bytes(body[:SAMPLE], cp_isolation=["utf_8", "utf_16", *_GUESSES]).best()
    if guess is None:
        return None
    text = body.decode(guess.encoding, "replace")
    return text if text.count("�") <= TOLERATED * len(text) else None
