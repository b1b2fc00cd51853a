"""Fact-checks that others published, out of a file: ClaimReview as JSON-LD (one, a list, a graph, one a line), a
schema.org DataFeed, or the answer of a Google-compatible `claims:search`. Read as a stream: its size does not matter.
"""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

import ijson  # type: ignore[import-untyped]  # it has no stubs

OPENING, CLOSING = {"start_map", "start_array"}, {"end_map", "end_array"}
LISTS = ("dataFeedElement", "claims", "@graph")
LARGEST_ONE = 10 * 1024 * 1024  # bytes of a file that holds a single object
LONGEST_CLAIM = 10_000
DEEPEST = 64  # levels of brackets: ijson keeps the whole path of every level, so that 100,000 would fill the memory


@dataclass(frozen=True, slots=True)
class Found:
    """One review of one claim. `rating_normalised` is 0 (worst) to 1, None where the words do not come with a scale."""

    url: str
    claim_text: str
    publisher_name: str = ""
    publisher_site: str = ""
    title: str = ""
    claimant: str = ""
    claim_date: date | None = None
    review_date: date | None = None
    rating_text: str = ""
    rating_normalised: float | None = None
    language: str = ""

    @property
    def sha256(self) -> str:
        """What makes it the same review of the same claim."""
        return sha256(f"{self.url}\n{' '.join(self.claim_text.split())}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Bad:
    """A row that cannot be taken, by its place in the file, and why."""

    place: str
    reason: str


def read(path: Path) -> Iterator[tuple[Found | Bad, int]]:
    """Every review in the file, in order, each with the number of bytes read so far."""
    with path.open("rb") as file:
        rows = _lines(file) if _is_lines(file) else _values(file)
        for place, value in rows:
            if isinstance(value, Bad):
                yield value, file.tell()
                continue
            for one in _reviews(value, place):
                yield one, file.tell()


def _is_lines(file: IO[bytes]) -> bool:
    """Whether each line is an object of its own: the first one is, and another follows."""
    first = file.readline(LARGEST_ONE).strip()
    more = bool(file.read(1))
    file.seek(0)
    if not (more and first.startswith(b"{")):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except ValueError:
        return False


def _lines(file: IO[bytes]) -> Iterator[tuple[str, Any]]:
    number = 0
    while line := file.readline():
        number += 1
        if line.strip():
            try:
                yield f"line {number}", json.loads(line)
            except (ValueError, RecursionError) as error:
                yield f"line {number}", Bad(f"line {number}", f"it is no JSON ({error})")


def _values(file: IO[bytes]) -> Iterator[tuple[str, Any]]:
    """The members of the list that the document is, or holds; or the one object that it is."""
    try:
        prefix = _prefix(file)
        file.seek(0)
        if prefix is None:
            yield "the document", json.loads(file.read(LARGEST_ONE))
            return
        for number, value in enumerate(ijson.items(_events(file), prefix), start=1):
            yield f"row {number}", value
    except (ijson.JSONError, ValueError) as error:
        reason = str(error).partition("\n")[0]
        yield "", Bad("from here on", f"the file is no JSON ({reason})")


def _prefix(file: IO[bytes]) -> str | None:
    """Where the list stands; None: there is none."""
    key = ""
    for prefix, event, value in _events(file):
        if prefix == "" and event == "start_array":
            return "item"
        if prefix == "" and event == "map_key":
            key = value
        elif prefix == key and key in LISTS:
            return f"{key}.item" if event == "start_array" else key
    return None


def _events(file: IO[bytes]) -> Iterator[tuple[str, str, Any]]:
    """The document's parts with the path of each. Raises ValueError where it is nested too deep."""
    events: Iterator[tuple[str, str, Any]] = ijson.parse(_shallow(ijson.basic_parse(file)))
    return events


def _shallow(events: Iterator[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    depth = 0
    for event in events:
        if event[0] in OPENING:
            depth += 1
            if depth > DEEPEST:
                raise ValueError(f"more than {DEEPEST} brackets inside each other")
        elif event[0] in CLOSING:
            depth -= 1
        yield event


def _reviews(value: Any, place: str, *, inside: bool = False) -> Iterator[Found | Bad]:
    """What one row holds: a ClaimReview, a DataFeedItem around some, or one of Google's claims with its reviews."""
    if not isinstance(value, Mapping):
        yield Bad(place, "it is no object")
    elif "claimReview" in value:
        for one in _list(value["claimReview"]):
            yield _checked(_of_google(value, one), place) if isinstance(one, Mapping) else Bad(place, "no object")
    elif "item" in value and "claimReviewed" not in value and not inside:
        for one in _list(value["item"]):
            yield from _reviews(one, place, inside=True)
    elif "ClaimReview" in _list(value.get("@type")) or "claimReviewed" in value:
        yield _checked(_of_schema(value), place)
    else:
        yield Bad(place, "it is no ClaimReview")


def _checked(found: Found, place: str) -> Found | Bad:
    if not found.url.lower().startswith(("http://", "https://")) or not _host(found.url) or len(found.url) > 2000:
        return Bad(place, "it has no web address of its own (url)")
    if not found.claim_text:
        return Bad(place, "it does not say which claim it is about (claimReviewed)")
    return found


def _of_schema(review: Mapping[str, Any]) -> Found:
    """schema.org's ClaimReview. Where both name a date or a person, the claim's own is taken."""
    publisher = _one(review.get("publisher") or review.get("author"))
    item = _one(review.get("itemReviewed"))
    rating = _one(review.get("reviewRating"))
    return Found(
        url=_text(review.get("url"), 2001),
        claim_text=_text(review.get("claimReviewed"), LONGEST_CLAIM),
        publisher_name=_text(publisher.get("name"), 200),
        publisher_site=_host(publisher.get("url")) or _host(review.get("url")),
        title=_text(review.get("headline") or review.get("name"), 500),
        claimant=_text(_one(item.get("author")).get("name"), 200),
        claim_date=_day(item.get("datePublished")),
        review_date=_day(review.get("datePublished")),
        rating_text=_text(rating.get("alternateName") or rating.get("name") or rating.get("ratingValue"), 200),
        rating_normalised=_share(rating),
        language=_text(review.get("inLanguage"), 10),
    )


def _of_google(claim: Mapping[str, Any], review: Mapping[str, Any]) -> Found:
    publisher = _one(review.get("publisher"))
    return Found(
        url=_text(review.get("url"), 2001),
        claim_text=_text(claim.get("text"), LONGEST_CLAIM),
        publisher_name=_text(publisher.get("name"), 200),
        publisher_site=_text(publisher.get("site"), 253) or _host(review.get("url")),
        title=_text(review.get("title"), 500),
        claimant=_text(claim.get("claimant"), 200),
        claim_date=_day(claim.get("claimDate")),
        review_date=_day(review.get("reviewDate")),
        rating_text=_text(review.get("textualRating"), 200),
        language=_text(review.get("languageCode"), 10),
    )


def _share(rating: Mapping[str, Any]) -> float | None:
    """Where the value lies between the worst and the best, which are 1 and 5 unless they are given."""
    try:
        value, best, worst = (
            float(rating[name]) if rating.get(name) not in (None, "") else usual
            for name, usual in (("ratingValue", None), ("bestRating", 5.0), ("worstRating", 1.0))
        )
    except (TypeError, ValueError, OverflowError):
        return None
    if value is None or best is None or worst is None or not all(map(math.isfinite, (value, best, worst))):
        return None
    if not worst < best or not worst <= value <= best:
        return None
    return (value - worst) / (best - worst)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _one(value: Any) -> Mapping[str, Any]:
    """The object, or the first of several; an empty one for anything else."""
    first = next(iter(_list(value)), None)
    return first if isinstance(first, Mapping) else {}


def _text(value: Any, longest: int) -> str:
    """Words as the database can hold them."""
    if isinstance(value, list):
        value = next(iter(value), "")
    text = str(value) if isinstance(value, str | int | float | Decimal) else ""
    return text.replace("\0", "").encode("utf-8", "replace").decode().strip()[:longest]


def _host(url: Any) -> str:
    try:
        return (urlsplit(_text(url, 2000)).hostname or "").removeprefix("www.")[:253]
    except ValueError:
        return ""


def _day(value: Any) -> date | None:
    try:
        return datetime.fromisoformat(_text(value, 40)).date()
    except ValueError:
        return None
