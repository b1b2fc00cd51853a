"""What steps alone write: rows to look at."""

from claims.models.enums import Role

from .doors import OnlyLookedAt, Table


class Articles(OnlyLookedAt, Table):
    list_display = ["id", "title", "source", "state", "received_at"]
    list_filter = ["state"]
    list_select_related = ["source"]
    show_full_result_count = False


class Claims(OnlyLookedAt, Table):
    list_display = ["id", "quote", "kind", "status", "priority", "created_at"]
    list_filter = ["status", "kind"]
    exclude = ["search"]
    show_full_result_count = False


class Reviews(OnlyLookedAt, Table):
    list_display = ["id", "claim", "holder", "started_at", "expires_at", "ended_at", "outcome"]
    list_select_related = ["claim", "holder"]
    exclude = ["lease_token"]
    show_full_result_count = False


class Verdicts(OnlyLookedAt, Table):
    list_display = ["id", "state", "rating", "summary", "proposed_by", "signed_by", "published_at"]
    list_filter = ["state"]
    list_select_related = ["rating", "proposed_by", "signed_by"]
    exclude = ["search"]
    show_full_result_count = False


class Events(OnlyLookedAt, Table):
    list_display = ["id", "at", "verb", "object_type", "object_id", "actor"]
    list_select_related = ["actor"]
    show_full_result_count = False


class Matches(OnlyLookedAt, Table):
    list_display = ["id", "claim", "other", "factcheck", "relation", "state", "score"]
    list_select_related = ["claim", "other", "factcheck"]
    show_full_result_count = False


class Cases(OnlyLookedAt, Table):
    list_display = ["id", "title", "kind", "state", "due", "public", "created_at"]
    list_filter = ["state", "kind", "public"]
    exclude = ["search"]
    show_full_result_count = False


class LooksAgain(OnlyLookedAt, Table):
    list_display = ["id", "verdict", "reason", "asked_at", "closed_at", "closed_by"]
    list_select_related = ["verdict", "closed_by"]
    show_full_result_count = False


class FactChecks(OnlyLookedAt, Table):
    list_display = ["id", "claim_text", "publisher_name", "rating_text", "review_date", "imported_at"]
    exclude = ["search", "bands"]
    show_full_result_count = False


class Webhooks(OnlyLookedAt, Table):
    role = Role.ADMIN
    list_display = ["id", "url", "owner", "created_at", "disabled_at"]
    list_select_related = ["owner"]
    exclude = ["secret", "old_secret"]


class Deliveries(OnlyLookedAt, Table):
    role = Role.ADMIN
    list_display = ["id", "type", "webhook", "state", "attempts", "last_status", "created_at"]
    list_filter = ["state"]
    list_select_related = ["webhook"]
    show_full_result_count = False
