"""The commands of docs/api.md, run as they stand there, against a web server and the real worker."""

import os
import subprocess
from pathlib import Path
from socket import socket

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from claims import tasks
from claims.flow import people
from claims.models import Delivery, Verdict
from claims.models.enums import Role, VerdictState
from claimtracker.environment import allowed_addresses
from tests.waiting import until
from tests.workers.conftest import Workers

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(180)]

PAGE = Path(__file__).parents[2] / "docs" / "api.md"


def commands() -> str:
    """What stands between ```sh and ``` on the page."""
    blocks = PAGE.read_text().split("```sh\n")[1:]
    return "\n".join(block.partition("```")[0] for block in blocks)


def tell(receiver: str) -> None:
    """What the courier does, for the page's own receiver alone: whoever else it names is outside."""
    for delivery in Delivery.objects.waiting().filter(webhook__url__startswith=f"http://{receiver}/"):
        tasks.send_delivery(delivery.pk)


def a_free_address() -> str:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{probe.getsockname()[1]}"


def test_the_commands_of_the_page_do_what_it_says(
    workers: Workers, live_server: LiveServer, tmp_path: Path, settings: Settings
) -> None:
    workers.run()
    receiver = a_free_address()
    settings.FETCH_ALLOW = allowed_addresses(receiver)
    secrets = {
        "RITA": people.create_token("rita", role=Role.REVIEWER, name="test"),
        "OMAR": people.create_token("omar", role=Role.EDITOR, name="test"),
    }
    environ = os.environ | secrets | {"API": f"{live_server.url}/api/v1", "RECEIVER": receiver}
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
        tell(receiver)
        return script.poll() is not None

    until(ended, within=90, what=workers.said)
    output = script.communicate()[0]
    assert script.returncode == 0, output
    verdict = Verdict.objects.get()
    assert (verdict.state, verdict.proposed_by.username) == (VerdictState.PUBLISHED, "rita")
    assert verdict.signed_by is not None
    assert verdict.signed_by.username == "omar"
    assert "verified {" in output
    error = '{"field": "titel", "code": "unknown", "message": "There is no field of this name here."}'
    assert error in PAGE.read_text()
    assert error in output
