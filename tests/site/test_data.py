"""What is published, to take away: the same files from the site and from the command."""

import csv
import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from claims.contract import dump
from claims.flow import cases
from claims.models import Claim, User
from tests import factories

pytestmark = pytest.mark.django_db


def table(client: Client, name: str) -> list[dict[str, str]]:
    answer = client.get(f"/data/{name}.csv")
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]  # it streams
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def published(omar: User) -> Claim:
    """One claim with a verdict, in a public case; beside it what nobody may see."""
    claim = factories.published_claim()
    cases.publish(cases.open_with(claim, title="Shown", by=omar, now=factories.NOW), by=omar)
    cases.open_with(factories.make_claim(), title="Hidden", by=omar, now=factories.NOW)
    factories.propose()
    return claim


def test_what_is_public_and_nothing_else(client: Client, published: Claim) -> None:
    [verdict] = table(client, "verdicts")
    assert (verdict["claim.quote"], verdict["rating.name"]) == (published.quote, "False")
    [case] = table(client, "cases")
    assert (case["title"], case["claims_count"]) == ("Shown", "1")
    pledged, deadline = table(client, "timelines")
    assert (pledged["what"], pledged["min"], pledged["claim"]) == ("pledged", "3", str(published.pk))
    assert (deadline["what"], deadline["due"]) == ("deadline", "2024-12-31")


def test_the_package_names_every_file_its_columns_and_the_licence(client: Client, published: Claim) -> None:
    package = client.get("/data/datapackage.json").json()
    assert package["licenses"] == [{"name": "CC-BY-4.0", "path": "https://spdx.org/licenses/CC-BY-4.0.html"}]
    for resource in package["resources"]:
        answer = client.get(f"/data/{resource['path']}")
        first = b"".join(answer.streaming_content).splitlines()[0].decode()  # type: ignore[attr-defined]  # it streams
        if resource["format"] == "csv":
            assert first.split(",") == [field["name"] for field in resource["schema"]["fields"]]
        else:
            assert json.loads(first)
        assert resource["path"] in client.get("/data/").content.decode()


def test_the_command_writes_the_same(client: Client, published: Claim, tmp_path: Path) -> None:
    call_command("export", str(tmp_path / "out"))
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert written == {"datapackage.json", *(f"{name}.{kind}" for name in dump.TABLES for kind in dump.KINDS)}
    for name in dump.TABLES:
        answer = client.get(f"/data/{name}.jsonl")
        assert (tmp_path / "out" / f"{name}.jsonl").read_bytes() == b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # it streams
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="Name another folder"):
        call_command("export", str(tmp_path / "file"))


def test_no_such_file(client: Client) -> None:
    for path in ("users.csv", "verdicts.xml", "verdicts"):
        assert client.get(f"/data/{path}").status_code == 404
    assert client.head("/data/cases.csv").content == b""
