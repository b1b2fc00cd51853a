"""A language model elsewhere reads an article: asked within its caps, believed only where the text bears it out."""

import json
import time
from datetime import date, datetime
from decimal import Decimal

from django.conf import settings

from claims import fetching
from claims.extraction.answering import Answer, Unusable
from claims.extraction.asking import FORMS, answer_in, request_for, tokens_of, usage_in
from claims.fetching import completions
from claims.models import Spending

MILLION = Decimal(1_000_000)
WANTS_ANOTHER_FORM = {400, 404, 415, 422, 501}  # statuses of servers that do not know how a shape was asked for


def consult(text: str, day: date, *, now: datetime) -> Answer:
    """Ask about a text within the caps of the article and of the day. Raises Unusable, whatever went wrong."""
    tokens_in, tokens_out = _wanted(text, day), settings.LLM_ANSWER_TOKENS
    set_aside, money = tokens_in + tokens_out, _money(tokens_in, tokens_out)
    today = now.date()
    if not Spending.objects.reserve(
        today,
        tokens=set_aside,
        money=money,
        most_tokens=settings.LLM_DAY_TOKENS,
        most_money=settings.LLM_DAY_MONEY,
    ):
        raise Unusable("day_cap", "The second reader's tokens or money for the day are used up.")
    body = ask(text, day)
    used = usage_in(body)
    if used is not None:  # an answer that does not say keeps what was set aside
        Spending.objects.settle(today, tokens=sum(used) - set_aside, money=_money(*used) - money)
    return answer_in(body, text, published_on=day)


def ask(text: str, day: date) -> bytes:
    """The body of the server's answer, asked in the strictest form that it takes. Raises Unusable.

    Only the caps of the article hold here, not those of the day.
    """
    _wanted(text, day)
    until = time.monotonic() + settings.LLM_SECONDS
    for form in FORMS:
        answer = _answer(_body(text, day, form), deadline=until - time.monotonic())
        if answer.status not in WANTS_ANOTHER_FORM:
            break
    if answer.status != 200:
        refused = fetching.HttpStatus(answer.status)
        raise Unusable("http_status", f"The model's server: {refused.message}")
    return answer.body


def _answer(body: bytes, *, deadline: float) -> fetching.Fetched:
    try:
        return completions.complete(settings.LLM_URL, body, key=settings.LLM_KEY, deadline=deadline)
    except fetching.Refused as error:
        raise Unusable(error.code, f"The model's server: {error.message}") from error


def _body(text: str, day: date, form: str) -> bytes:
    most = settings.LLM_ANSWER_TOKENS
    asked = request_for(text, published_on=day, model=settings.LLM_MODEL, max_tokens=most, form=form)
    return json.dumps(asked, ensure_ascii=False).encode("utf-8", "replace")


def _wanted(text: str, day: date) -> int:
    """About how many tokens the longest form of the question takes. Raises Unusable over the article's caps."""
    tokens = max(tokens_of(_body(text, day, form)) for form in FORMS)
    if tokens + settings.LLM_ANSWER_TOKENS > settings.LLM_ARTICLE_TOKENS:
        raise Unusable("article_cap", "The article is longer than what the second reader may use on one.")
    if _money(tokens, settings.LLM_ANSWER_TOKENS) > settings.LLM_ARTICLE_MONEY:
        raise Unusable("article_cap", "The article would cost more than what the second reader may use on one.")
    return tokens


def _money(tokens_in: int, tokens_out: int) -> Decimal:
    """In the currency of the prices."""
    return (tokens_in * settings.LLM_PRICE_IN + tokens_out * settings.LLM_PRICE_OUT) / MILLION
