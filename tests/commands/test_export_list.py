"""The desk's own lists, out of the command line."""

import csv
import json
from io import StringIO

import pytest
from django.core.management import call_command

from claims.models import Case
from tests import factories

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("export_list", *arguments, stdout=out)
    return out.getvalue()


def test_claims_as_csv_and_as_json_lines() -> None:
    claims = factories.make_claims(3)
    rows = list(csv.DictReader(StringIO(run("claims"))))
    assert [row["id"] for row in rows] == [str(claim.pk) for claim in claims]
    assert rows[0]["actor.code"] == "DE"
    lines = [json.loads(line) for line in run("claims", "--as", "jsonl", "--kind", "aid").splitlines()]
    assert [line["id"] for line in lines] == [claim.pk for claim in claims]
    assert run("claims", "--as", "jsonl", "--actor", "FR") == ""
    assert run("claims", "--as", "jsonl", "--status", "published") == ""


def test_cases() -> None:
    Case.objects.create(title="=Ten tents", kind="aid")
    Case.objects.create(title="Late tents", kind="aid", state="overdue")
    assert len(list(csv.DictReader(StringIO(run("cases"))))) == 2
    [late] = csv.DictReader(StringIO(run("cases", "--state", "overdue")))
    assert late["title"] == "Late tents"
    assert "'=Ten tents" in run("cases")
