"""Plain texts are read in the encoding they are in, and hold nothing that cannot be stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims import documents

GERMAN = "Müller sagt, „zehn“ Haubitzen – für 3 € mehr. " * 20
RUSSIAN = "Киев получит десять гаубиц до конца года, сказал министр. " * 20


def read(body: bytes, content_type: str | None = "text/plain") -> str:
    return documents.read(body, content_type=content_type, url=None).text


def refused(body: bytes, content_type: str | None = "text/plain") -> str:
    with pytest.raises(documents.Unreadable) as refusal:
        read(body, content_type)
    return refusal.value.code


@pytest.mark.parametrize(
    ("text", "encoding", "content_type"),
    [
        (GERMAN, "utf-8", "text/plain"),
        (GERMAN, "utf-8", "text/plain; charset=iso-8859-1"),  # valid UTF-8 is UTF-8, whatever the server says
        (GERMAN, "utf-8-sig", "text/plain"),
        (GERMAN, "utf-16", "text/plain"),
        (GERMAN, "utf-16-le", "text/plain; charset=utf-16le"),
        (GERMAN, "cp1252", "text/plain; charset=ISO-8859-1"),
        (GERMAN, "cp1252", 'text/plain; charset="windows-1252"'),
        (GERMAN, "cp1252", "text/plain"),
        (GERMAN, "cp1252", "text/plain; charset=utf-7"),
        (GERMAN, "cp1252", "text/plain; charset=punycode"),
        (GERMAN, "cp1252", "text/plain; charset=nonsense"),
        (RUSSIAN, "cp1251", "text/plain"),
        (RUSSIAN, "koi8-r", "text/plain; charset=koi8-r"),
        ("機関銃十丁を供与する。" * 20, "iso2022_jp", "text/plain; charset=iso-2022-jp"),
    ],
)
def test_a_text_is_read_in_the_encoding_it_is_in(text: str, encoding: str, content_type: str) -> None:
    assert read(text.encode(encoding), content_type) == text.strip()


def test_a_page_may_declare_its_encoding_itself() -> None:
    page = f'<html><head><meta charset="windows-1251"><title>Т</title></head><body><article><p>{RUSSIAN}</p></article>'
    assert read(page.encode("cp1251"), "text/html") == RUSSIAN.strip()


def test_one_damaged_byte_does_not_turn_a_text_into_gibberish() -> None:
    body = GERMAN.encode() * 5 + b"\xff" + GERMAN.encode()
    assert read(body, "text/plain; charset=utf-8").replace("�", "") == (GERMAN * 6).strip()


def test_line_ends_become_newlines() -> None:
    assert read(b"One.\r\nTwo.\rThree.\n") == "One.\nTwo.\nThree."


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"%PDF-1.7", "text/html"),
        (b"\x89PNG\r\n", None),
        (b"{}", "application/json"),
        (b"PK\3\4", "application/octet-stream"),
        (b"abc", "image/png"),
    ],
)
def test_what_is_no_text_is_refused(body: bytes, content_type: str | None) -> None:
    assert refused(body, content_type) == "not_text"


@pytest.mark.parametrize("body", [b"", b" \n\t ", b"\0\0\0"])
def test_an_empty_text_is_refused(body: bytes) -> None:
    assert refused(body) == "no_text"


def test_noise_is_refused() -> None:
    noise = bytes((n * n * 31 + n // 7) % 256 for n in range(4096))
    assert refused(noise) == "unknown_charset"


def test_a_text_may_have_a_million_and_a_half_bytes() -> None:
    assert len(read(b"w" * documents.MAX_TEXT_BYTES)) == documents.MAX_TEXT_BYTES
    assert refused("é".encode() * (documents.MAX_TEXT_BYTES // 2 + 1)) == "text_too_long"


@given(st.binary(max_size=200), st.sampled_from(["", "; charset=utf-16", "; charset=big5", "; charset=utf-8"]))
def test_whatever_comes_in_what_comes_out_can_be_stored(body: bytes, parameter: str) -> None:
    try:
        text = read(body, f"text/plain{parameter}")
    except documents.Unreadable:
        return
    assert text.strip() == text != ""
    assert "\0" not in text
    text.encode("utf-8")  # a surrogate would raise
