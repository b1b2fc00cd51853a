"""What the files and URLs on a command line hold: articles to be received, each with where it came from."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from claims import documents
from claims.flow.intake import Received
from claims.models import Source

SUFFIXES = {".txt", ".html", ".htm", ".json", ".jsonl"}
UNFIT = re.compile("[\0\ud800-\udfff]")  # what the database cannot hold; texts are cleaned of it
FIELDS = {"text", "html", "url", "title", "source", "published_at", "language"}


class BadInput(Exception):
    """What cannot be read, and what to do about it."""


@dataclass(frozen=True)
class Row:
    """One article to be. `place` is for people: a path with its line, or a URL; `html` and URLs need reading first."""

    place: str
    received: Received
    html: str = ""
    fetch: bool = False


def find(arguments: list[str]) -> Iterator[Row | BadInput]:
    """Every article that the arguments name: URLs, files, and the files of folders."""
    for argument in arguments:
        if argument.lower().startswith(("http://", "https://")):
            yield Row(argument, Received(text="", url=argument), fetch=True)
        elif "://" in argument:
            yield BadInput(f"{argument}: give an address that begins with http:// or https://.")
        else:
            yield from _in_path(Path(argument))


def _in_path(path: Path) -> Iterator[Row | BadInput]:
    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
        if not files:
            yield BadInput(f"{path}: no .txt, .html, .json or .jsonl file is in this folder.")
        for file in files:
            yield from _in_file(file)
    elif not path.is_file():
        yield BadInput(f"{path}: there is no such file or folder.")
    elif path.suffix.lower() not in SUFFIXES:
        yield BadInput(f"{path}: give a .txt, .html, .json or .jsonl file.")
    else:
        yield from _in_file(path)


def _in_file(path: Path) -> Iterator[Row | BadInput]:
    readers = {".jsonl": _lines, ".json": _json, ".txt": _text}
    try:
        yield from readers.get(path.suffix.lower(), _page)(path)
    except OSError as error:
        yield BadInput(f"{path}: cannot be read ({error.strerror}).")
    except UnicodeDecodeError:
        yield BadInput(f"{path}: is not UTF-8; convert it first.")
    except documents.Unreadable as error:
        yield BadInput(f"{path}: {error.message}")


def _text(path: Path) -> Iterator[Row | BadInput]:
    document = documents.read(path.read_bytes(), content_type="text/plain", url=None)
    yield Row(str(path), Received(text=document.text, title=path.stem))


def _page(path: Path) -> Iterator[Row | BadInput]:
    document = documents.read(path.read_bytes(), content_type="text/html", url=None)
    found = Received(
        text=document.text,
        title=document.title or path.stem,
        url=document.url or "",
        published=document.published_at,
        language=(document.language or "")[:10],
    )
    yield Row(str(path), found)


def _lines(path: Path) -> Iterator[Row | BadInput]:
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield _json_row(f"{path}:{number}", line)


def _json(path: Path) -> Iterator[Row | BadInput]:
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except json.JSONDecodeError as error:
        yield BadInput(f"{path}: is not JSON ({error}).")
        return
    except RecursionError:
        yield BadInput(f"{path}: is nested too deep.")
        return
    if not isinstance(content, list):
        yield _entry_row(str(path), content)
        return
    for number, entry in enumerate(content, 1):
        yield _entry_row(f"{path}[{number}]", entry)


def _json_row(place: str, line: str) -> Row | BadInput:
    try:
        return _entry_row(place, json.loads(line))
    except json.JSONDecodeError as error:
        return BadInput(f"{place}: is not JSON ({error}).")
    except RecursionError:
        return BadInput(f"{place}: is nested too deep.")


def _entry_row(place: str, entry: Any) -> Row | BadInput:
    """One object of the fields that `POST /articles/` takes; `source` is the source's name here."""
    if not isinstance(entry, dict) or not all(isinstance(value, str) for value in entry.values()):
        return BadInput(f"{place}: give an object of texts.")
    if unknown := sorted(set(entry) - FIELDS):
        return BadInput(f"{place}: unknown field {', '.join(unknown)}; known are {', '.join(sorted(FIELDS))}.")
    if unfit := sorted(name for name in set(entry) - {"text", "html"} if UNFIT.search(entry[name])):
        return BadInput(f"{place}: {', '.join(unfit)} has a NUL or half a surrogate pair in it.")
    if not any(entry.get(name) for name in ("text", "html", "url")):
        return BadInput(f"{place}: needs text, html or url.")
    try:
        published = _moment(entry["published_at"]) if entry.get("published_at") else None
    except ValueError:
        return BadInput(
            f"{place}: published_at is {entry['published_at']!r}; give a date such as 2024-11-13, or a time."
        )
    received = Received(
        text=entry.get("text", ""),
        title=entry.get("title", ""),
        url=entry.get("url", ""),
        source=Source.objects.named(entry["source"]) if entry.get("source") else None,
        published=published,
        language=entry.get("language", ""),
    )
    html = entry.get("html", "") if not received.text else ""
    return Row(place, received, html=html, fetch=not received.text and not html)


def _moment(text: str) -> datetime | date:
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
