"""What the OpenAPI schema says of all operations alike: who may, in which words, with which examples."""

from collections.abc import Iterator
from typing import Any

from drf_spectacular.openapi import AutoSchema

from claims.api import beside, examples, gate, inputs, readings
from claims.models.enums import Role

Operation = dict[str, Any]

WHO = {
    None: "Open to everybody; outsiders see what is public.",
    Role.READER: "Needs the role reader, or one above it.",
    Role.REVIEWER: "Needs the role reviewer, or one above it.",
    Role.EDITOR: "Needs the role editor, or one above it.",
    Role.ADMIN: "Needs the role admin.",
}
HIDDEN = "To outsiders it does not exist: 404."
TAGS = {
    "articles": "Texts as they were received, and what was found in them.",
    "claims": "Checkable statements: quote, span, who says it, and what was read of it.",
    "queue": "What waits for a reviewer, and turns at it under a lease.",
    "matches": "What says the same as a claim.",
    "verdicts": "Judgements of claims and cases, proposed by one person and signed off by another.",
    "ratings": "The truth scale.",
    "cases": "Pledges and deployments that many claims are about, with their ledgers.",
    "actors": "Persons, countries and organisations, and how their promises stand.",
    "statistics": "The desk's work, day by day.",
    "sources": "Outlets, agencies and offices that publish articles.",
    "feeds": "Sources' RSS, Atom and JSON feeds, and how each one does.",
    "tokens": "One's own credentials for programs.",
    "webhooks": "Programs of one's own that are told what happens.",
    "deliveries": "What they were told.",
    "me": "Who asks.",
    **beside.TAGS,
}
PARAMETERS = {
    "id": "The number of what the address is about.",
    "claim": "A claim's number.",
    "article": "Numbers of articles.",
    "case": "Numbers of cases.",
    "rating": "Numbers of points of the truth scale.",
    "source": "Numbers of sources.",
    "speaker": "Numbers of actors.",
    "kind": "Any of these kinds.",
    "state": "Any of these states.",
    "status": "Any of these statuses.",
    "step": "Any of these steps.",
    "side": "Any of these sides: who says so.",
    "currency": "Codes of ISO 4217.",
    "min_amount": "With an amount whose least is that or more.",
    "min_quantity": "With a quantity whose least is that or more.",
    "min_worthiness": "With that worthiness, from 0 to 1, or more.",
    "set_aside": "Whether it was set aside for want of worthiness.",
    "query": "Words to look for.",
    "languageCode": "The language of the review.",
    "reviewPublisherSiteFilter": "The reviewer's host.",
    "maxAgeDays": "How old it may be, in days.",
    "pageSize": "How many at most; 10 if it is 0.",
    "pageToken": "`nextPageToken` of the page before.",
    "offset": "How many to leave out; without `pageToken`.",
    "url": "The address of a verdict's page.",
    "format": "`json`, and no other.",
    "maxwidth": "In pixels.",
    "maxheight": "In pixels.",
    **dict.fromkeys(("key", "alt", "prettyPrint", "quotaUser"), "Taken, and ignored."),
}
CSRF = (
    "The desk's session; anything but GET needs the header `X-CSRFToken` too, with the value of the cookie `csrftoken`."
)
SAME_KEY = {409: "or the first with this key is still being answered", 422: "or the key came with another body"}
IDEMPOTENCY_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
    "description": "The same key with the same body is answered with the first answer, for 24 hours.",
}


class Description(AutoSchema):
    """The generator's description of one operation, and who may call it."""

    def get_auth(self) -> list[Any]:
        """A token or the session; or neither, at open doors, and where no credentials are asked for: 404, never 401."""
        known: list[Any] = super().get_auth()
        needed = gate.role_needed(self.view, self.method)
        open_door = needed is gate.EVERYBODY or gate.hides(self.view)
        return [*known, {}] if open_door and {} not in known else known

    def get_tags(self) -> list[str]:
        """The first part of the address; what stands beside version 1 goes together."""
        if self.path.startswith("/api/v1/"):
            return super().get_tags()
        return [beside.HEALTH if self.path == "/metrics" else beside.PUBLISHED]

    def get_operation(self, *args: Any, **more: Any) -> Operation | None:
        """With who may call it, in words and as `x-role`."""
        operation: Operation | None = super().get_operation(*args, **more)
        if operation is not None:
            role = gate.role_needed(self.view, self.method)
            sentences = [operation.get("description", ""), WHO[role], HIDDEN if gate.hides(self.view) else ""]
            operation["description"] = " ".join(filter(None, sentences))
            operation["x-role"] = role or "everybody"
        return operation


def complete(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """A hook of the generator, which knows nothing of all this.

    No body takes other names than it declares; lists in an address are of commas; every POST takes an Idempotency-Key;
    every body and answer has an example; what stands beside version 1 without a view of the framework's is added.
    """
    _close_inputs(result["components"]["schemas"])
    result["components"]["securitySchemes"]["cookieAuth"]["description"] = CSRF
    for method, operation in _operations(result):
        for parameter in operation.get("parameters", []):
            if not parameter.get("description"):
                parameter["description"] = PARAMETERS[parameter["name"]]
            if parameter["in"] == "query" and parameter["schema"].get("type") == "array":
                parameter |= {"style": "form", "explode": False}
        if method == "post":
            _take_keys(operation)
    result["paths"] |= beside.paths()
    for _method, operation in _operations(result):
        examples.fill(operation, result["components"]["schemas"])
    result["tags"] = [{"name": name, "description": text} for name, text in TAGS.items()]
    result["servers"] = [{"url": "/", "description": "This desk."}]
    unmarked: dict[str, Any] = _without_marks(result)
    return unmarked


def _operations(result: dict[str, Any]) -> Iterator[tuple[str, Operation]]:
    for path in result["paths"].values():
        yield from path.items()


def _close_inputs(components: dict[str, Any]) -> None:
    names = {name for room in (inputs, readings) for name, kind in vars(room).items() if isinstance(kind, type)}
    for name, component in components.items():
        if name in names and component.get("type") == "object":
            component["additionalProperties"] = False


def _take_keys(operation: Operation) -> None:
    """An Idempotency-Key, and the refusals of one that is used otherwise."""
    answers = operation["responses"]
    operation.setdefault("parameters", []).append(IDEMPOTENCY_KEY)
    for status, text in SAME_KEY.items():
        told = answers.get(str(status))
        words = f"{told['description'].rstrip('.')}; {text}." if told else f"{text.removeprefix('or ').capitalize()}."
        answers[str(status)] = {**(told or answers["400"]), "description": words}
    operation["responses"] = dict(sorted(answers.items()))


def _without_marks(value: Any) -> Any:
    """The same without the generator's own marks on enumerations."""
    if isinstance(value, dict):
        return {name: _without_marks(inner) for name, inner in value.items() if name != "x-spec-enum-id"}
    return [_without_marks(inner) for inner in value] if isinstance(value, list) else value
