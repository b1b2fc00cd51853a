"""Vera reads an article in the manner of a wire report, and finds in the readings what it says."""

from datetime import date
from pathlib import Path

from claims.extraction import Reading, read_article

WIRE = (
    "Foreign Secretary Anton Blake assured the alliance on Tuesday that the Biden administration would bolster its "
    "support for Ukraine before the new president takes over.\n\n"
    "Blake also said the deployment of North Korean troops to help Russia in the war needed a firm answer. "
    "Biden leaves office on January 20.\n\n"
    "Blake said US officials were working to deliver all the aid approved by the US Congress for Ukraine "
    "before leaving office.\n"
)
SHARED = Path(__file__).parents[3] / "shared" / "articles" / "blinken-nato-2024-11-13.txt"


def one(readings: list[Reading], kind: str, step: str) -> Reading:
    return next(reading for reading in readings if (reading.kind, reading.step) == (kind, step))


def test_the_words_of_every_claim_stand_where_it_says() -> None:
    for reading in read_article(WIRE, published_on=date(2024, 11, 12)):
        assert WIRE[reading.start : reading.end] == reading.quote
        assert reading.quote in reading.context
        assert len(reading.context) <= 300


def test_a_deployment_told_in_passing_is_found() -> None:
    found = one(read_article(WIRE, published_on=date(2024, 11, 12)), "troops", "deployed")
    assert found.actor is not None
    assert found.actor.code == "KP"
    assert found.recipient is not None
    assert found.recipient.code == "RU"
    assert found.speaker is not None
    assert found.speaker.name == "Anton Blake"


def test_a_deadline_is_taken_from_an_event_that_the_article_dates() -> None:
    readings = read_article(WIRE, published_on=date(2024, 11, 12))
    found = next(reading for reading in readings if "approved by the US Congress" in reading.quote)
    assert (found.kind, found.actor and found.actor.code, found.recipient and found.recipient.code) == (
        "aid",
        "US",
        "UA",
    )
    assert found.due is not None
    assert found.due.to == date(2025, 1, 19)


if SHARED.exists():  # the article is not part of the repository

    def test_the_shared_article_holds_its_three_claims() -> None:
        text = SHARED.read_text(encoding="utf-8").removeprefix("date 2024-11-13 ")
        readings = read_article(text, published_on=date(2024, 11, 13))
        assert {(r.kind, r.actor and r.actor.code, r.speaker and r.speaker.name) for r in readings} >= {
            ("troops", "KP", "Antony Blinken"),
            ("aid", "US", "Antony Blinken"),
        }
        assert len(readings) <= 6
