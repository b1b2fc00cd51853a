"""The table of all pages: who looks at each, and what it may cost. A new page has to be put in, or its test fails."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """`route` is the name in the URL map, `path` names rows of `desk_at_work`, `queries` is the most it may ask."""

    route: str
    path: str
    queries: int
    who: str = ""


PUBLIC = {
    "front": Look("site:front", "/", 6),
    "search": Look("site:search", "/search/?q=germany", 14),
    "search-cases": Look("site:search", "/search/?in=cases", 14),
    "search-nothing": Look("site:search", "/search/?q=flying+submarines", 14),
    "verdict": Look("site:verdict", "/verdicts/{verdict}/", 8),
    "verdict-corrected": Look("site:verdict", "/verdicts/{corrected}/", 8),
    "verdict-withdrawn": Look("site:verdict", "/verdicts/{gone}/", 3),
    "verdict-of-case": Look("site:verdict", "/verdicts/{rating}/", 6),
    "case": Look("site:case", "/cases/{case}/", 10),
    "case-as-of": Look("site:case", "/cases/{case}/?as_of=2024-01-15", 10),
    "case-troops": Look("site:case", "/cases/{troops}/", 10),
    "case-kept": Look("site:case", "/cases/{kept}/", 10),
    "actor": Look("site:actor", "/actors/{actor}/", 20),
    "method": Look("site:page", "/pages/method/", 2),
    "scale": Look("site:page", "/pages/scale/", 2),
    "ask": Look("site:ask", "/corrections/new/?verdict={verdict}", 2),
    "requests": Look("site:requests", "/corrections/", 1),
    "request": Look("site:request", "/corrections/{asked}/", 3),
    "request-answered": Look("site:request", "/corrections/{answered}/", 3),
    "copy": Look("site:copy", "/copies/{copy}/", 3),
    "data": Look("site:data", "/data/", 1),
    "login": Look("login", "/login/", 1),
    "forgotten": Look("account_reset_password", "/login/forgotten/", 1),
    "forgotten-sent": Look("password_reset_done", "/login/forgotten/sent/", 1),
    "new-password": Look("password_reset_confirm", "/login/new-password/x/y/", 2),
}
DESK = {
    "inbox": Look("desk:inbox", "/desk/", 40, "omar"),
    "keys": Look("desk:keys", "/desk/keys/", 10, "omar"),
    "claim": Look("desk:claim", "/desk/claims/{held}/", 40, "omar"),
    "claim-mistakes": Look("desk:claim", "/desk/claims/{held}/", 40, "omar"),
    "claim-long": Look("desk:claim", "/desk/claims/{long}/", 40, "omar"),
    "cases": Look("desk:cases", "/desk/cases/", 20, "omar"),
    "desk-case": Look("desk:case", "/desk/cases/{case}/", 40, "omar"),
    "desk-case-troops": Look("desk:case", "/desk/cases/{troops}/", 40, "omar"),
    "rate": Look("desk:rate", "/desk/cases/{case}/rate/", 20, "omar"),
    "followups": Look("desk:followups", "/desk/followup/", 15, "omar"),
    "corrections": Look("desk:corrections", "/desk/corrections/", 6, "omar"),
    "sign-off": Look("desk:verdict", "/desk/verdicts/{proposed}/", 40, "omar"),
    "articles": Look("desk:articles", "/desk/articles/", 10, "omar"),
    "article": Look("desk:article", "/desk/articles/{article}/", 15, "omar"),
    "article-failed": Look("desk:article", "/desk/articles/{failed}/", 15, "omar"),
    "send": Look("desk:send", "/desk/articles/new/", 6, "omar"),
    "sources": Look("desk:sources", "/desk/sources/", 10, "omar"),
    "source": Look("desk:source", "/desk/sources/{source}/", 10, "omar"),
    "filters": Look("desk:filters", "/desk/filters/", 8, "omar"),
    "notifications": Look("desk:notifications", "/desk/notifications/", 10, "omar"),
    "my-work": Look("desk:my_history", "/desk/me/", 12, "omar"),
    "logged-in": Look("desk:logged_in", "/desk/logged-in/", 6, "omar"),
}
ACCOUNT = {
    "account": Look("account", "/desk/account/", 10, "omar"),
    "password": Look("account_change_password", "/desk/account/password/", 10, "omar"),
    "second-factor": Look("mfa_index", "/desk/account/second-factor/", 10, "omar"),
    "sessions": Look("usersessions_list", "/desk/account/sessions/", 10, "omar"),
    "tokens": Look("tokens", "/desk/account/tokens/", 10, "omar"),
    "webhooks": Look("webhooks", "/desk/account/webhooks/", 10, "omar"),
    "webhook": Look("webhook", "/desk/account/webhooks/{hook}/", 12, "omar"),
}
ADMIN = {
    "admin": Look("admin:index", "/admin/", 15, "ada"),
    "admin-list": Look("admin:claims_claim_changelist", "/admin/claims/claim/", 10, "ada"),
    "admin-user": Look("admin:claims_user_change", "/admin/claims/user/{user}/change/", 12, "ada"),
    "admin-add": Look("admin:claims_rating_add", "/admin/claims/rating/add/", 8, "ada"),
    "admin-page": Look("admin:claims_page_changelist", "/admin/claims/page/", 10, "ada"),
}
PAGES = {**PUBLIC, **DESK, **ACCOUNT, **ADMIN}

# what answers with no page of its own: pictures, files, feeds; buttons, which lead to a page; parts of a page
NO_PAGES = {
    *(f"site:{name}" for name in ("verdict-card", "case-card", "case-svg", "case-png", "datapackage", "data-table")),
    *(f"site:{name}" for name in ("sitemap", "sitemap-part", "robots")),
    *("feed-rss", "feed-atom", "feed-json", "claimreview-feed", "oembed", "google-search"),
    *("healthz", "readyz", "metrics", "logout", "account_logout", "account_login"),
    *(f"desk:{name}" for name in ("bulk", "undo_last", "next", "take", "release", "put", "dismiss", "reopen")),
    *(f"desk:{name}" for name in ("confirm", "reject", "write", "join", "begin", "mend_case", "add_claim")),
    *(f"desk:{name}" for name in ("remove_claim", "merge", "split", "publish_case", "unpublish_case", "undo")),
    *(f"desk:{name}" for name in ("correction", "answer_correction", "erase_correction", "again", "stands")),
    *(f"desk:{name}" for name in ("check_anew", "approve", "send_back", "take_back", "withdraw", "retry")),
    *(f"desk:{name}" for name in ("save_draft", "discard_draft", "preview", "here", "leave")),
    *(f"desk:{name}" for name in ("mend_part", "add_claim_to", "save_filter", "filters_after", "rename_filter")),
    *(f"desk:{name}" for name in ("add_source", "mend_source", "add_feed", "feed", "pause_feed", "resume_feed")),
    *(f"desk:{name}" for name in ("read_feed_now", "remove_feed", "feed_health", "article_state", "case_picture")),
    *(f"desk:{name}" for name in ("look_up", "lookup")),
    *(f"desk:{name}" for name in ("delete_filter", "notice", "read_notices", "choose_notices", "say", "erase_note")),
    *("end_sessions", "revoke_token", "rotate_secret", "ping_webhook", "switch_webhook", "remove_webhook"),
    *("resend_deliveries", "webhook_of_delivery", "resend_delivery"),
}
# allauth's: reached only after a password or with a second factor, and looked at by the tests of the account
AFTER_A_PASSWORD = {
    *("account_reauthenticate", "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp"),
    *("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes"),
}
