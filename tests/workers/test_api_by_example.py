"""The commands of docs/api.md, run as they stand there, against a web server and the real worker."""

import os
import subprocess
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from claims import tasks
from claims.flow import people
from claims.models import Verdict
from claims.models.enums import Role, VerdictState
from tests.waiting import until
from tests.workers.conftest import Workers

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(180)]

PAGE = Path(__file__).parents[2] / "docs" / "api.md"


def commands() -> str:
    """What stands between ```sh and ``` on the page."""
    blocks = PAGE.read_text().split("```sh\n")[1:]
    return "\n".join(block.partition("```")[0] for block in blocks)


def test_the_commands_of_the_page_do_what_it_says(workers: Workers, live_server: LiveServer, tmp_path: Path) -> None:
    workers.run()
    secrets = {
        "RITA": people.create_token("rita", role=Role.REVIEWER, name="test"),
        "OMAR": people.create_token("omar", role=Role.EDITOR, name="test"),
    }
    environ = os.environ | secrets | {"API": f"{live_server.url}/api/v1"}
    script = subprocess.Popen(
        ["bash", "-eu", "-o", "pipefail", "-c", commands()],
        env=environ,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )

    def ended() -> bool:
        workers.ring(tasks.sweep)  # the hints went to the test's own broker
        return script.poll() is not None

    until(ended, within=90, what=workers.said)
    output = script.communicate()[0]
    assert script.returncode == 0, output
    verdict = Verdict.objects.get()
    assert (verdict.state, verdict.proposed_by.username) == (VerdictState.PUBLISHED, "rita")
    assert verdict.signed_by is not None
    assert verdict.signed_by.username == "omar"
    error = '{"field": "titel", "code": "unknown", "message": "There is no field of this name here."}'
    assert error in PAGE.read_text()
    assert error in output
