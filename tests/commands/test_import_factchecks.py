"""Fact-checks of others, in every shape in which they come."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims.models import FactCheck

pytestmark = pytest.mark.django_db


def review(number: int = 1, **known: Any) -> dict[str, Any]:
    usual = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": f"https://www.checkers.example/{number}",
        "claimReviewed": f"{number} howitzers came to Odesa",
        "datePublished": "2024-10-02T08:00:00Z",
        "author": {"@type": "Organization", "name": "Checkers", "url": "https://checkers.example"},
        "itemReviewed": {"@type": "Claim", "author": {"name": "A blogger"}, "datePublished": "2024-10-01"},
        "reviewRating": {"ratingValue": "2", "bestRating": 5, "worstRating": 1, "alternateName": "Mostly wrong"},
    }
    return usual | known


GOOGLE = {
    "claims": [
        {
            "text": "1 howitzers came to Odesa",
            "claimant": "A blogger",
            "claimDate": "2024-10-01T00:00:00Z",
            "claimReview": [
                {
                    "publisher": {"name": "Checkers", "site": "checkers.example"},
                    "url": "https://www.checkers.example/1",
                    "title": "No",
                    "reviewDate": "2024-10-02T00:00:00Z",
                    "textualRating": "Mostly wrong",
                    "languageCode": "en",
                }
            ],
        }
    ],
    "nextPageToken": "x",
}
SHAPES = {
    "one": json.dumps(review()),
    "pretty": json.dumps(review(), indent=1),
    "list": json.dumps([review()]),
    "graph": json.dumps({"@context": "https://schema.org", "@graph": [review()]}),
    "feed": json.dumps({"@type": "DataFeed", "dataFeedElement": [review()]}),
    "items": json.dumps({"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": [review()]}]}),
    "lines": f"{json.dumps(review())}\n\n{json.dumps(review())}\n",
    "google": json.dumps(GOOGLE),
}


def run(path: Path, text: str) -> str:
    path.write_text(text)
    out = StringIO()
    call_command("import_factchecks", path, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_twice_is_the_same_as_once(tmp_path: Path, shape: str) -> None:
    assert "1 new" in run(tmp_path / "x.json", SHAPES[shape])
    assert "0 new" in run(tmp_path / "x.json", SHAPES[shape])
    [check] = FactCheck.objects.all()
    assert (check.claim_text, check.claimant) == ("1 howitzers came to Odesa", "A blogger")
    assert (check.publisher_name, check.publisher_site, check.rating_text) == (
        "Checkers",
        "checkers.example",
        "Mostly wrong",
    )
    assert (str(check.claim_date), str(check.review_date)) == ("2024-10-01", "2024-10-02")
    assert check.rating_normalised == (None if shape == "google" else 0.25)
    assert len(check.bands) == 16


def test_bad_rows_are_told_by_their_place_and_the_rest_is_taken(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    rows = [review(1), {"@type": "Recipe"}, review(2, url="ftp://x"), 7, review(3, claimReviewed=" "), review(4)]
    assert "2 new, 0 known already, 4 left out" in run(tmp_path / "x.json", json.dumps(rows))
    told = capfd.readouterr().err
    for place in ("row 2", "row 3", "row 4", "row 5"):
        assert place in told
    lines = f"{json.dumps(review(5))}\n{{broken\n{json.dumps(review(6))}\n"
    assert "2 new, 0 known already, 1 left out" in run(tmp_path / "x.jsonl", lines)
    assert "line 2" in capfd.readouterr().err


def test_a_file_that_breaks_off_keeps_what_came_before(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    whole = json.dumps([review(number) for number in range(5)])
    assert "left out" in run(tmp_path / "x.json", whole[: len(whole) // 2])
    assert 0 < FactCheck.objects.count() < 5
    assert "from here on" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("rating", "share"),
    [
        ({"ratingValue": 5, "bestRating": 5, "worstRating": 1}, 1.0),
        ({"ratingValue": "1"}, 0.0),
        ({"ratingValue": 0, "bestRating": 10, "worstRating": 0}, 0.0),
        ({"ratingValue": -1, "bestRating": 5, "worstRating": 1}, None),
        ({"ratingValue": "half"}, None),
        ({"ratingValue": "4.5"}, 0.875),
        ({"ratingValue": 4.5}, 0.875),
        ({"ratingValue": "inf", "bestRating": "inf"}, None),
        ({"ratingValue": "nan"}, None),
        ({"ratingValue": 10**400}, None),
        ({"alternateName": "Pants on fire"}, None),
        ({"ratingValue": 1, "bestRating": 1, "worstRating": 1}, None),
    ],
)
def test_foreign_scales(tmp_path: Path, rating: dict[str, Any], share: float | None) -> None:
    run(tmp_path / "x.json", json.dumps(review(reviewRating=rating)))
    assert FactCheck.objects.get().rating_normalised == share


def test_a_new_rating_of_a_known_review_is_taken_over(tmp_path: Path) -> None:
    run(tmp_path / "x.json", json.dumps(review()))
    run(tmp_path / "x.json", json.dumps(review(reviewRating={"ratingValue": 5, "alternateName": "True after all"})))
    assert FactCheck.objects.get().rating_text == "True after all"


def test_what_is_no_fact_check_at_all(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Nothing in this file"):
        run(tmp_path / "x.json", '{"hello": "world"}')
    with pytest.raises(CommandError, match="no such file"):
        call_command("import_factchecks", tmp_path / "none.json")


HOSTILE = {
    "an address in broken brackets": json.dumps(review(url="http://[bad")),
    "brackets in brackets": '{"a": ' + "[" * 100_000 + "]" * 100_000 + "}",
    "items in items": '{"item": ' * 40 + "{}" + "}" * 40,
}


@pytest.mark.parametrize("row", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_row_is_one_bad_row(tmp_path: Path, row: str) -> None:
    told = run(tmp_path / "x.jsonl", f"{json.dumps(review(1))}\n{row}\n{json.dumps(review(2))}\n")
    assert "2 new, 0 known already, 1 left out" in told
    told = run(tmp_path / "x.json", f"[{json.dumps(review(3))}, {row}]")
    assert "1 new, 0 known already, 1 left out" in told


def test_brackets_in_brackets_alone_are_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Nothing in this file"):
        run(tmp_path / "x.json", HOSTILE["brackets in brackets"])
