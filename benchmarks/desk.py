"""A throw-away desk for benchmarks: servers of its own, filled with generated claims, and a real web server."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from claimtracker import servers

FILL = """
INSERT INTO claims_actor (name, kind, code, created_at, demo)
SELECT 'Actor ' || n, 'organisation', NULL, now(), false FROM generate_series(1, 200) n ON CONFLICT DO NOTHING;
INSERT INTO claims_article (url, canonical_url, title, language, published_at, published_day_only, received_at, text,
    sha256, state, error_code, error_message, attempts, bands, extractor, extractor_note, demo, version)
SELECT '', '', 'Article ' || n, 'en', now() - n * interval '1 minute', false, now(), repeat('word ', 400), md5(n::text),
    'ready', '', '', 0, ARRAY[]::bigint[], 'rules-1', '', false, 1 FROM generate_series(1, {articles}) n;
INSERT INTO claims_claim (article_id, said_on, start, "end", quote, context, kind, step, speaker_id, speaker_role,
    attribution, modality, negated, condition, side, origin, actor_id, recipient_id, item, item_category, quantity_min,
    quantity_max, quantity_unit, quantity_precision, quantity_text, amount_text, measure, place, happened_text, due_to,
    due_precision, due_text, worthiness, worthiness_reasons, priority, set_aside, status, bands, extractor, mended,
    created_at, updated_at, version)
SELECT a.id, current_date - (n % 700)::int, n, n + length(q), q, q, 'aid', 'pledged', first + n % 200, 'Minister',
    'said', 'promised', false, '', 'donor', '', first + n % 190, first + n % 170, 'lorries', 'vehicles', n % 90 + 1,
    n % 90 + 1, 'lorry', 'exact', 'some', '', 'total', '', '', current_date + (n % 500)::int, 'day', 'by then',
    (n % 100) / 100.0, ARRAY['quantity', 'deadline'], ((n * 7919) % 1000003) / 1000003.0, false, 'queued',
    ARRAY[]::bigint[], 'rules-1', ARRAY[]::text[], now() - n * interval '1 second', now(), 1
FROM (SELECT id, row_number() OVER () AS r FROM claims_article) a
CROSS JOIN generate_series(1, 25) k
CROSS JOIN LATERAL (SELECT (a.r - 1) * 25 + k AS n) numbered
CROSS JOIN LATERAL (SELECT 'The minister promised lot ' || n || ' of lorries, shells and word' || n % 5000 AS q) quoted
CROSS JOIN (SELECT min(id) AS first FROM claims_actor) actors;
ANALYZE;
"""
# a published verdict of every claim, so that outsiders see all of them
PUBLISH = """
INSERT INTO claims_user (username, first_name, last_name, email, password, role, is_active, is_staff, is_superuser,
    time_zone, date_joined)
SELECT name, '', '', '', '', 'editor', true, false, false, 'UTC', now() FROM unnest(ARRAY['author', 'signatory']) name;
INSERT INTO claims_verdict (claim_id, state, rating_id, case_state, quote, summary, explanation, reading, text_sha256,
    proposed_by_id, proposed_at, signed_by_id, published_at, correction_note, review_again_why, withdrawal_reason, demo,
    version)
SELECT c.id, 'published', (SELECT id FROM claims_rating ORDER BY value, id LIMIT 1 OFFSET c.id % 5), '', c.quote,
    'It was less.', 'We counted.', jsonb_build_object('kind', c.kind, 'step', c.step, 'side', c.side, 'origin', NULL,
    'modality', c.modality, 'negated', false, 'condition', NULL, 'attribution', c.attribution, 'measure', c.measure,
    'speaker', jsonb_build_object('id', c.speaker_id, 'name', p.name, 'role', c.speaker_role),
    'actor', jsonb_build_object('id', c.actor_id, 'name', 'An actor', 'code', NULL),
    'recipient', jsonb_build_object('id', c.recipient_id, 'name', 'A recipient', 'code', NULL), 'item', c.item,
    'item_category', c.item_category, 'place', NULL, 'amount', NULL, 'happened', NULL,
    'quantity', jsonb_build_object('min', c.quantity_min::text, 'max', c.quantity_max::text, 'unit', c.quantity_unit,
    'precision', c.quantity_precision, 'text', c.quantity_text),
    'due', jsonb_build_object('from', NULL, 'to', c.due_to::text, 'precision', c.due_precision, 'text', c.due_text)),
    '', a.id, c.created_at, s.id, c.created_at, '', '', '', false, 2
FROM claims_claim c JOIN claims_actor p ON p.id = c.speaker_id, claims_user a, claims_user s
WHERE a.username = 'author' AND s.username = 'signatory';
UPDATE claims_claim c SET status = 'published', standing_verdict_id = v.id FROM claims_verdict v
WHERE v.claim_id = c.id;
ANALYZE;
"""


@contextmanager
def desk(*, claims: int) -> Iterator[None]:
    """Servers in a folder of their own, migrated, with so many queued claims; Django is set up inside."""
    folder = Path(tempfile.mkdtemp(prefix="claimtracker-bench-"))
    os.environ |= {
        "DATA_DIR": str(folder),
        "LOG_LEVEL": "ERROR",
        "SECRET_KEY": "only for benchmarks",
        "DJANGO_SETTINGS_MODULE": "claimtracker.settings",
    }
    servers.fill_in(os.environ)
    try:
        with servers.use(os.environ, throwaway=True):
            import django
            from django.core.management import call_command
            from django.db import connection

            django.setup()
            call_command("migrate", verbosity=0)
            with connection.cursor() as cursor:
                cursor.execute(FILL.format(articles=max(1, claims // 25)))
            yield
            connection.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def web(port: int = 8765) -> Iterator[httpx.Client]:
    """A granian of one process before the desk; a client that speaks to it with an editor's token."""
    from claims.flow import people
    from claims.models.enums import Role

    token = people.create_token("bench", role=Role.EDITOR, name="benchmark")
    program = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--blocking-threads", "16"]
    environ = os.environ | {"PROCESS": "web", "PORT": str(port), "LOG_LEVEL": "ERROR"}
    server = subprocess.Popen(  # noqa: S603 - our own server
        [*program, "--no-access-log", "--log-level", "error", "claimtracker.wsgi:application"], env=environ
    )
    client = httpx.Client(base_url=f"http://127.0.0.1:{port}", headers={"Authorization": f"Token {token}"}, timeout=30)
    try:
        while not _answers(client):
            time.sleep(0.1)  # the server starts
        yield client
    finally:
        client.close()
        server.terminate()
        server.wait()


def _answers(client: httpx.Client) -> bool:
    try:
        return client.get("/healthz").status_code == 200
    except httpx.TransportError:
        return False


def timed(calls: int, call: Callable[[], object]) -> tuple[float, float]:
    """Median and 95th percentile of the calls, in milliseconds."""
    spans = []
    for _ in range(calls):
        began = time.perf_counter()
        call()
        spans.append((time.perf_counter() - began) * 1000)
    spans.sort()
    return spans[len(spans) // 2], spans[int(len(spans) * 0.95)]


def machine() -> str:
    """What the figures were taken on."""
    return f"{os.cpu_count()} cores, Python {sys.version.split()[0]}"
