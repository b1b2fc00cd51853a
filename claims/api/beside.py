"""What the OpenAPI schema says of addresses that no view of the framework's answers: health, and the sitemap."""

from typing import Any

PUBLISHED = "published"
HEALTH = "health"
TAGS = {
    PUBLISHED: "What is published, for programs that read fact-checks: feeds, ClaimReview, oEmbed, Google's search.",
    HEALTH: "Whether the desk lives, and works.",
}
STANDING = {
    "type": "object",
    "properties": {"status": {"type": "string", "enum": ["ok", "unavailable"]}, "missing": {"type": "array"}},
    "required": ["status", "missing"],
    "additionalProperties": False,
}
ALIVE = {
    "type": "object",
    "properties": {"status": {"type": "string", "const": "ok"}},
    "required": ["status"],
    "additionalProperties": False,
}
PARTS = ["database", "redis", "migrations", "worker", "demo"]
STANDING["properties"]["missing"] |= {"items": {"type": "string", "enum": PARTS}}  # type: ignore[index]  # a dict's dict
RETRY = {"Retry-After": {"schema": {"type": "string"}, "description": "Seconds to wait."}}
SITEMAP = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    "<url><loc>https://desk.example/verdicts/1/</loc><lastmod>2026-11-20</lastmod></url></urlset>"
)


def paths() -> dict[str, Any]:
    """Their path items."""
    healthy, away = {"status": "ok", "missing": []}, {"status": "unavailable", "missing": ["worker"]}
    ready = {
        "200": _answer("Everything is there.", "application/json", STANDING, healthy),
        "503": _answer("Something is missing.", "application/json", STANDING, away) | {"headers": RETRY},
    }
    alive = {"200": _answer("It lives.", "application/json", ALIVE, {"status": "ok"})}
    sitemap = {"200": _answer("The sitemap, or the index of several.", "application/xml", {"type": "string"}, SITEMAP)}
    return {
        "/healthz": _get("read_health", HEALTH, "Whether this process lives.", "Asks nothing and nobody.", alive),
        "/readyz": _get(
            "read_readiness",
            HEALTH,
            "Whether the desk can work.",
            "Database, Redis, migrations, a worker that was seen in the last minute; and, with `--demo`, the samples.",
            ready,
        ),
        "/sitemap.xml": _get(
            "read_sitemap",
            PUBLISHED,
            "Every public page, for search engines.",
            "One sitemap; or, where they do not fit into one, the index of several.",
            sitemap,
        ),
    }


def _get(operation: str, tag: str, summary: str, description: str, answers: dict[str, Any]) -> dict[str, Any]:
    return {
        "get": {
            "operationId": operation,
            "summary": summary,
            "description": description,
            "tags": [tag],
            "security": [{}],
            "responses": answers,
            "x-role": "everybody",
        }
    }


def _answer(description: str, kind: str, shape: dict[str, Any], example: object) -> dict[str, Any]:
    return {"description": description, "content": {kind: {"schema": shape, "example": example}}}
