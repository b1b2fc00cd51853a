"""What the contract (API.md) makes of each noun: rows of values in, plain objects for JSON out.

Lists, details, webhooks and the reading that a verdict keeps all come from these functions, so that none can differ.
"""

from . import access, articles, cases, claimreview, claims, events, matches, sources, standing, verdicts

__all__ = [
    "access",
    "articles",
    "cases",
    "claimreview",
    "claims",
    "events",
    "matches",
    "sources",
    "standing",
    "verdicts",
]
