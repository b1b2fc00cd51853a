"""Google's own Python client against the desk whose address is given: results, pages, ages, nothing, errors."""

import sys
from typing import Any

from googleapiclient.discovery import build
from googleapiclient.errors import HttpError

QUERY = "ambulances or systems or howitzers"


def main(address: str) -> None:
    """Exits with 1, and says why, where an answer is not what the client's users count on."""
    service = build(
        "factchecktools",
        "v1alpha1",
        developerKey="none",
        static_discovery=True,
        client_options={"api_endpoint": address},
    )
    claims = service.claims()
    found_in_pages(claims)
    of_an_age(claims)
    assert claims.search(query="unicorns").execute() == {}
    refused(claims)
    longest(claims)


def found_in_pages(claims: Any) -> None:
    """Six imported and at least three of the desk's own, newest first, each once."""
    whole = claims.search(query=QUERY, pageSize=100).execute()["claims"]
    paged, request = [], claims.search(query=QUERY, languageCode="en-US", pageSize=4)
    while request is not None:
        answer = request.execute()
        paged += answer["claims"]
        request = claims.search_next(request, answer)
    assert paged == whole, (paged, whole)
    assert len(whole) > 6, whole
    reviews = [claim["claimReview"][0] for claim in whole]
    assert all(
        {"publisher", "url", "title", "reviewDate", "textualRating", "languageCode"} <= set(one) for one in reviews
    )
    assert [one["reviewDate"] for one in reviews] == sorted((one["reviewDate"] for one in reviews), reverse=True)
    skipped = claims.search(query=QUERY, pageSize=3, offset=2).execute()["claims"]
    assert skipped == whole[2:5]


def of_an_age(claims: Any) -> None:
    """The imported ones are years old, the desk's own of today."""
    filtered = claims.search(reviewPublisherSiteFilter="checkers.example").execute()["claims"]
    assert len(filtered) == 6, filtered
    assert claims.search(reviewPublisherSiteFilter="checkers.example", maxAgeDays=30).execute() == {}
    assert claims.search(query="systems", maxAgeDays=30).execute()["claims"]


def refused(claims: Any) -> None:
    """Its error tells in Google's words what is wrong."""
    told = None
    try:
        claims.search(pageSize=3).execute()
    except HttpError as error:
        told = error
    assert told is not None
    assert (told.status_code, told.reason) == (400, "Give a query, or a reviewPublisherSiteFilter.")


def longest(claims: Any) -> None:
    """A question whose address is over 2,048 characters, which this client sends as a POST that means a GET."""
    assert claims.search(query="гаубицы " * 60).execute() == {}


if __name__ == "__main__":
    main(sys.argv[1])
