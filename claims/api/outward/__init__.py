"""DOOR: what is published, to programs that read fact-checks: feeds, ClaimReview, oEmbed, and Google's own search.

All of it is public, the same for everybody, and may be kept by caches.
"""
