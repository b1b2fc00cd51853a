"""What schemathesis is told of this API: how lines of JSON are written. `SCHEMATHESIS_HOOKS=tests.fuzz.hooks`."""

import json
from typing import Any

import schemathesis


@schemathesis.serializer("application/x-ndjson")
def lines(context: Any, value: Any) -> bytes:
    """One line for one value; a text is as many lines as it is."""
    return value.encode() if isinstance(value, str) else json.dumps(value).encode() + b"\n"
