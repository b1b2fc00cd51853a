"""What the files on a command line hold."""

from datetime import date
from pathlib import Path

import pytest

from claims.management.rows import BadInput, Row, find
from claims.models import Source


def found(*paths: Path | str) -> list[Row | BadInput]:
    return list(find([str(path) for path in paths]))


def told(path: Path) -> str:
    (only,) = found(path)
    assert isinstance(only, BadInput)
    return str(only)


def test_a_folder_gives_its_files_in_order(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Second.")
    (tmp_path / "a.txt").write_text("First.")
    (tmp_path / "c.pdf").write_text("not for us")
    rows = found(tmp_path)
    assert [(row.received.title, row.received.text) for row in rows if isinstance(row, Row)] == [
        ("a", "First."),
        ("b", "Second."),
    ]


def test_a_url_is_to_be_fetched() -> None:
    (row,) = found("https://example.org/a")
    assert isinstance(row, Row)
    assert row.fetch
    assert row.received.url == "https://example.org/a"


@pytest.mark.django_db
def test_json_lines_are_articles_and_a_bad_line_is_told_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text(
        '{"text": "One.", "source": "The Herald", "published_at": "2024-11-13"}\n'
        "\n"
        '{"text": "Two.", "titel": "?"}\n'
        "{broken\n"
        '{"url": "https://example.org/three"}\n'
    )
    one, two, broken, three = found(path)
    assert isinstance(one, Row)
    assert one.received.published == date(2024, 11, 13)
    assert one.received.source == Source.objects.get(name="The Herald")
    assert str(two).startswith(f"{path}:3: unknown field titel; known are html,")
    assert str(broken).startswith(f"{path}:4: is not JSON")
    assert isinstance(three, Row)
    assert three.fetch


def test_what_cannot_be_read_is_told_with_what_to_do(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    latin = tmp_path / "latin.jsonl"
    latin.write_bytes(b'{"text": "caf\xe9"}')
    deep = tmp_path / "deep.jsonl"
    deep.write_text("[" * 100_000)
    odd = tmp_path / "odd.docx"
    odd.write_text("x")
    blank = tmp_path / "blank.txt"
    blank.write_text("  \n")
    assert told(tmp_path / "gone.txt").endswith("gone.txt: there is no such file or folder.")
    assert told(empty).endswith("no .txt, .html, .json or .jsonl file is in this folder.")
    assert told(deep).endswith("deep.jsonl:1: is nested too deep.")
    (ftp,) = found("ftp://example.org/a")
    assert str(ftp) == "ftp://example.org/a: give an address that begins with http:// or https://."
    assert told(latin).endswith("is not UTF-8; convert it first.")
    assert told(odd).endswith("give a .txt, .html, .json or .jsonl file.")
    assert told(blank).endswith("This document is empty.")


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ('{"title": "no text"}', "needs text, html or url"),
        ('{"text": 3}', "give an object of texts"),
        (
            '{"text": "x", "title": "a\\u0000b", "source": "\\ud800"}',
            "source, title has a NUL or half a surrogate pair",
        ),
        ("[" * 100_000, "is nested too deep"),
        ('["text"]', "give an object of texts"),
        ('{"text": "x", "published_at": "yesterday"}', "published_at is 'yesterday'; give a date such as 2024-11-13"),
    ],
)
def test_a_json_file_of_one_bad_article_is_told(tmp_path: Path, entry: str, says: str) -> None:
    path = tmp_path / "one.json"
    path.write_text(f"[{entry}]" if entry == '["text"]' else entry)
    assert says in told(path)
