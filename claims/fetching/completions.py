"""One question to the language model that the operator named, and its server's answer as it came."""

from urllib.parse import urlsplit

from claims.fetching import Fetched, fetch
from claims.fetching.addresses import DEFAULT_PORTS

MAX_ANSWER = 4 * 1024 * 1024


def complete(url: str, body: bytes, *, key: str, deadline: float) -> Fetched:
    """POST `body` to the chat completions under the base address `url`, whatever the status. Raises a `Refused`.

    The operator's own setting may name a private address: exactly its host and port are reached, a name is
    resolved once, and no redirect is followed, so that article and key go nowhere else.
    """
    parts = urlsplit(url)
    port = parts.port or DEFAULT_PORTS[parts.scheme]
    own = f"[{parts.hostname}]:{port}" if ":" in (parts.hostname or "") else f"{parts.hostname}:{port}"
    headers = {"content-type": "application/json", "accept": "application/json"}
    return fetch(
        f"{url.rstrip('/')}/chat/completions",
        allow=frozenset({own}),
        deadline=deadline,
        max_bytes=MAX_ANSWER,
        method="POST",
        body=body,
        headers=headers | ({"authorization": f"Bearer {key}"} if key else {}),
        redirects=0,
        any_status=True,
    )
