"""What programs were promised, written down a second time: paths, parameters, statuses, headers, in the OpenAPI schema.

Where the contract itself lies beside the repository it is read too, and holds this table and the schema to its words.
"""

import re
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.api import callers

CONTRACT = Path(__file__).parents[3] / "shared" / "API.md"
V1 = "/api/v1"
PAGED = "page_size cursor"
CLAIM_FILTERS = (
    "status kind step rating speaker actor recipient source article case side assigned_to min_worthiness said_after "
    "said_before due_after due_before currency min_amount min_quantity set_aside q"
)
CASE_FILTERS = "state kind actor recipient due_before q"
# method and path → what its address takes, in whatever order
TAKES = {
    "GET /articles/": f"state source published_after published_before q {PAGED}",
    "GET /articles/{id}/": "",
    "GET /articles/{id}/claims/": PAGED,
    "GET /claims/": f"{CLAIM_FILTERS} ordering {PAGED}",
    "GET /claims/export/": f"{CLAIM_FILTERS} as",
    "GET /claims/{id}/": "",
    "GET /claims/{id}/matches/": PAGED,
    "GET /claims/{id}/events/": PAGED,
    "GET /claims/{id}/cases/": "",
    "GET /queue/": "",
    "GET /verdicts/": f"state rating kind speaker actor published_after q {PAGED}",
    "GET /verdicts/{id}/": "",
    "GET /ratings/": "",
    "GET /cases/": f"{CASE_FILTERS} {PAGED}",
    "GET /cases/export/": f"{CASE_FILTERS} as",
    "GET /cases/{id}/": "",
    "GET /cases/{id}/timeline/": "as_of recorded_as_of",
    "GET /cases/{id}/claims/": PAGED,
    "GET /cases/{id}/events/": PAGED,
    "GET /actors/": f"q code {PAGED}",
    "GET /actors/{id}/": "",
    "GET /actors/{id}/record/": "",
    "GET /sources/": f"q {PAGED}",
    "GET /sources/{id}/": "",
    "GET /feeds/": f"source {PAGED}",
    "GET /feeds/{id}/": "",
    "GET /me/": "",
    "GET /tokens/": PAGED,
    "GET /tokens/{id}/": "",
    "GET /statistics/": "from to",
    "GET /webhooks/": PAGED,
    "GET /webhooks/{id}/": "",
    "GET /webhooks/{id}/deliveries/": f"state {PAGED}",
}
OUTWARD = {
    "GET /v1alpha1/claims:search": (
        "query languageCode reviewPublisherSiteFilter maxAgeDays pageSize pageToken offset "
        "key alt prettyPrint quotaUser"
    ),
    "GET /feeds/verdicts.rss": "kind actor case",
    "GET /feeds/verdicts.atom": "kind actor case",
    "GET /feeds/verdicts.json": "kind actor case",
    "GET /claimreview/feed.json": "",
    "GET /sitemap.xml": "",
    "GET /oembed": "url format maxwidth maxheight",
    "GET /healthz": "",
    "GET /readyz": "",
    "GET /metrics": "",
}
# what changes one object, on the version that the change is based on
BASED = """
PATCH /claims/{id}/  POST /claims/{id}/dismiss/  POST /claims/{id}/reopen/  POST /claims/{id}/queue/
POST /claims/{id}/assign/  POST /verdicts/{id}/approve/  POST /verdicts/{id}/send-back/  POST /verdicts/{id}/withdraw/
PATCH /cases/{id}/  POST /cases/{id}/claims/  DELETE /cases/{id}/claims/{claim}/  POST /cases/{id}/merge/
POST /cases/{id}/split/  POST /cases/{id}/undo/  POST /cases/{id}/publish/  POST /cases/{id}/unpublish/
POST /cases/{id}/rate/
""".split()
CREATIONS = {
    "POST /articles/": "202",
    "POST /claims/": "201",
    "POST /claims/{id}/verdicts/": "201",
    "POST /cases/": "201",
    "POST /cases/{id}/rate/": "201",
    "POST /cases/{id}/split/": "201",
    "POST /sources/": "201",
    "POST /feeds/": "201",
    "POST /tokens/": "201",
    "POST /webhooks/": "201",
}
VERSIONED = ["/articles/{id}/", "/claims/{id}/", "/cases/{id}/", "/verdicts/{id}/"]
EMPTY = {"DELETE /cases/{id}/claims/{claim}/", "DELETE /feeds/{id}/", "DELETE /tokens/{id}/", "DELETE /webhooks/{id}/"}
EMPTY |= {"POST /claims/{id}/release/"}


def operations() -> dict[str, dict[str, Any]]:
    """By method and path, those of version 1 without its prefix."""
    return {
        f"{method.upper()} {path.removeprefix(V1)}": operation
        for path, methods in callers.generated()["paths"].items()
        for method, operation in methods.items()
        if path.removeprefix(V1) != path or not path.startswith("/api/")
    }


def taken(operation: dict[str, Any], where: str) -> set[str]:
    return {one["name"] for one in operation.get("parameters", []) if one["in"] == where}


@pytest.mark.parametrize(("operation", "names"), [*TAKES.items(), *OUTWARD.items()])
def test_an_address_takes_these_parameters_and_no_others(operation: str, names: str) -> None:
    assert taken(operations()[operation], "query") == set(names.split())


def test_the_tables_name_every_reading_and_every_creation() -> None:
    assert {name for name in operations() if name.startswith("GET ")} == set(TAKES) | set(OUTWARD)
    made = {name for name, told in operations().items() if {"201", "202"} & set(told["responses"])}
    assert made == set(CREATIONS)
    assert {name for name, told in operations().items() if "204" in told["responses"]} == EMPTY | {"POST /queue/next/"}


@pytest.mark.parametrize(("operation", "status"), CREATIONS.items())
def test_what_is_made_says_where_it_stands(operation: str, status: str) -> None:
    assert "Location" in operations()[operation]["responses"][status]["headers"]


def test_exactly_what_changes_one_object_needs_its_version() -> None:
    named = {f"{method} {path}" for method, path in zip(BASED[::2], BASED[1::2], strict=True)}
    assert {name for name, told in operations().items() if "If-Match" in taken(told, "header")} == named
    assert all({"428", "412"} <= set(operations()[name]["responses"]) for name in named)


@pytest.mark.parametrize("path", VERSIONED)
def test_objects_with_versions_answer_304(path: str) -> None:
    told = operations()[f"GET {path}"]
    assert "ETag" in told["responses"]["200"]["headers"]
    assert "If-None-Match" in taken(told, "header")
    assert "304" in told["responses"]


def test_every_post_of_version_1_takes_a_key_and_says_what_is_left() -> None:
    for name, told in operations().items():
        if name.startswith("POST "):
            assert "Idempotency-Key" in taken(told, "header"), name
            assert {"409", "422"} <= set(told["responses"]), name
        for status, answer in told["responses"].items():
            if name not in {"GET /healthz", "GET /readyz", "GET /sitemap.xml"}:
                assert {"RateLimit", "RateLimit-Policy"} <= set(answer["headers"]), f"{name} {status}"
            if status in {"429", "503"}:
                assert "Retry-After" in answer["headers"], f"{name} {status}"


def test_the_contract_names_nothing_that_is_not_here(capsys: pytest.CaptureFixture[str]) -> None:
    if not CONTRACT.exists():
        with capsys.disabled():
            sys.stderr.write(f"\n{CONTRACT.name} does not lie beside the repository: only these tables were checked.\n")
        return
    text = CONTRACT.read_text()
    known = operations()
    paths = {name.partition(" ")[2] for name in known}
    whole = re.findall(r"`((?:GET|POST|PATCH|DELETE)(?:/(?:GET|POST|PATCH|DELETE))*) (/[^\s`?]*)", text)
    assert len(whole) > 30
    for methods, path in whole:
        for method in methods.split("/"):
            assert f"{method} {path}" in known, f"{method} {path}"
    for path in re.findall(r"`(/[a-z0-9{}/.:_-]+)(?:\?[^`]*)?`", text, re.I):
        if not path.startswith(("/api/", "/desk", "/admin", "/login")) and path not in {"/"}:
            assert any(one.endswith(path) for one in paths), path
    for path, names in re.findall(r"`GET (/[a-z{}/]+)`(?: \(| — filters[^:]*: )((?:`\w+`[^`]{0,12})+)", text):
        promised = set(re.findall(r"`(\w+)`", names)) - {"me"}
        assert promised <= taken(known[f"GET {path}"], "query"), path
