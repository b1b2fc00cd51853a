"""`Idempotency-Key`: a wish that is sent twice, because its answer got lost, is carried out once.

The answer is kept in the transaction of the effect: either both are there or neither is. Kept are answers that a
repetition would not better by itself: what was done, and what was refused as it stands. Who is nobody has no keys.
"""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.views import APIView

from claims.api.gate import check_there, outside, person
from claims.models import KeptAnswer
from claims.models.errors import RuleBroken, StillRunning

HEADER = "Idempotency-Key"
LONGEST = 255
HEADERS_KEPT = ("Content-Type", "Location", "ETag", "Cache-Control", "Vary")
KEPT = {200, 201, 202, 204, 400, 409, 412, 422}

Post = Callable[..., HttpResponseBase]


def once(post: Post) -> Post:
    """A view's `post` that answers the same key with the same answer, for a day."""

    @wraps(post)
    def answer(view: APIView, request: Request, **kwargs: Any) -> HttpResponseBase:
        key = request.headers.get(HEADER)
        if key is None or outside(request):
            return post(view, request, **kwargs)
        check_there(request, view)
        wish = _digest(request.data)
        if not 1 <= len(key) <= LONGEST:
            raise ValidationError({HEADER: [f"Give from 1 to {LONGEST} characters."]}, code="invalid")
        with transaction.atomic():
            return _before(request, key, wish) or _first(post, view, request, kwargs, key, wish)

    answer.answers_once = True  # type: ignore[attr-defined]  # a test looks for it on every POST
    return answer


def _before(request: Request, key: str, wish: str) -> HttpResponse | None:
    """The answer that was given already, if any. Raises StillRunning, and RuleBroken for another wish."""
    me = person(request)
    if not KeptAnswer.objects.lock(me, request.path, key):
        raise StillRunning("The first request with this key is still being answered. Ask again in a moment.")
    kept = KeptAnswer.objects.standing(me, request.path, key, now=timezone.now())
    if kept is None:
        return None
    if kept.wish_sha256 != wish:
        raise RuleBroken("This key was sent with another body.", field=HEADER, code="other_body")
    try:
        return HttpResponse(kept.body(), status=kept.status, headers=kept.headers)
    except ValueError:  # kept under another SECRET_KEY: nobody can read it any more
        return None


def _first(
    post: Post, view: APIView, request: Request, kwargs: dict[str, Any], key: str, wish: str
) -> HttpResponseBase:
    """Carry the wish out, and keep how it ended. Whatever is not foreseen undoes both."""
    try:
        with transaction.atomic():
            response = post(view, request, **kwargs)
    except Exception as error:  # a refusal; what is none is raised again
        response = view.handle_exception(error)
    if response.status_code in KEPT and isinstance(response, HttpResponse):
        headers = {name: response.headers[name] for name in HEADERS_KEPT if name in response.headers}
        KeptAnswer.objects.keep(
            person(request), request.path, key,
            wish=wish, status=response.status_code, headers=headers, body=response.content, now=timezone.now(),
        )  # fmt: skip
    return response


def _digest(body: object) -> str:
    """Of what was said, however it was spaced."""
    return hashlib.sha256(json.dumps(body, sort_keys=True, default=repr).encode()).hexdigest()
