"""The claims list over HTTP, beside raw psycopg + orjson in the same run; and the 10,000th page beside the first.

make bench        (CLAIMS=1000000 for the size that SPEED goals are named for; 100,000 by default)
"""

import os
from functools import partial

import httpx

from benchmarks.desk import desk, machine, timed, web

CALLS = 200
RAW = """SELECT c.*, a.title, s.name, p.name, x.name, r.name FROM claims_claim c
JOIN claims_article a ON a.id = c.article_id
LEFT JOIN claims_source s ON s.id = a.source_id LEFT JOIN claims_actor p ON p.id = c.speaker_id
LEFT JOIN claims_actor x ON x.id = c.actor_id LEFT JOIN claims_actor r ON r.id = c.recipient_id
ORDER BY c.created_at DESC, c.id DESC LIMIT 50"""


def main() -> None:
    claims = int(os.environ.get("CLAIMS", "100000"))
    with desk(claims=claims):
        import orjson
        from django.core import signing
        from django.db import connection
        from psycopg.rows import dict_row

        from claims.lists.keyset import SALT
        from claims.models import Claim

        connection.ensure_connection()

        def raw() -> None:
            with connection.connection.cursor(row_factory=dict_row) as cursor:
                orjson.dumps(cursor.execute(RAW).fetchall(), default=str)

        newest = Claim.objects.order_by("-created_at", "-id").values_list("created_at", "id")
        moment, pk = newest[min(500_000, claims - 60)]
        cursor = signing.dumps(["-created_at", True, moment.isoformat(), pk], salt=SALT)
        with web() as client:
            pages = {"page 1": "/api/v1/claims/", "a deep page": f"/api/v1/claims/?cursor={cursor}"}
            pages |= {"rare word": "/api/v1/claims/?q=word4711", "common word": "/api/v1/claims/?q=lorries"}
            figures = {name: timed(CALLS, partial(get, client, path)) for name, path in pages.items()}
        figures = {"raw psycopg + orjson": timed(CALLS, raw)} | figures
    print(f"{claims:,} claims, 50 a page, {machine()}")
    base = figures["raw psycopg + orjson"][0]
    for name, (median, late) in figures.items():
        print(f"{name:>22}: p50 {median:6.2f} ms, p95 {late:6.2f} ms, {base / median:.2f} of raw")


def get(client: httpx.Client, path: str) -> None:
    client.get(path).raise_for_status()


if __name__ == "__main__":
    main()
