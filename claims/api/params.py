"""What comes in with an address: one serializer for every list, and nothing that it does not name."""

import re
import threading
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote_to_bytes

from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request

from claims.api.fields import Day, DayOrMoment, IdInQuery
from claims.api.query_fields import (
    ActorInQuery,
    AnyOf,
    AssigneeInQuery,
    CodeInQuery,
    FigureInQuery,
    TruthInQuery,
    WholeInQuery,
    Words,
)
from claims.models import DeliveryState
from claims.models.enums import ArticleState, CaseState, Kind, Side, Status, Step, VerdictState

Params = type[serializers.Serializer[Any]]
NEWEST_FIRST = "-created_at"
ORDERINGS = [NEWEST_FIRST, "created_at", "-worthiness", "-priority", "due"]
WORDS = "Words to look for, as in a web search: all of them, or with or between them; “a phrase”; -without."
FROM = "On that day or later."
UNTIL = "Before that day."
_own = threading.local()


class Currency(serializers.CharField):
    """An ISO 4217 code."""

    def to_internal_value(self, data: Any) -> str:
        """The code in capitals."""
        if not re.fullmatch(r"[A-Za-z]{3}", str(data)):
            raise ValidationError("Give the three letters of a currency.", code="invalid")
        return str(data).upper()


class Share(FigureInQuery):
    """A figure from 0 to 1."""

    def to_internal_value(self, data: Any) -> Any:
        """The figure."""
        value = super().to_internal_value(data)
        if value > 1:
            raise ValidationError("Give a figure from 0 to 1.", code="invalid")
        return value


def words(child: Any, **more: Any) -> AnyOf:
    """Any of an enumeration's words."""
    return AnyOf(serializers.ChoiceField(choices=child.choices), required=False, **more)


def ids(**more: Any) -> AnyOf:
    """Any of these ids."""
    return AnyOf(IdInQuery(), required=False, **more)


class Page(serializers.Serializer[Any]):
    page_size = WholeInQuery(required=False, default=50, min_value=1, max_value=200, help_text="How many rows.")
    cursor = Words(
        required=False, max_length=1000, help_text="Where the page begins: an opaque word out of `next` or `previous`."
    )


class ArticleParams(Page):
    state = words(ArticleState)
    source = ids()  # type: ignore[assignment]  # the contract's name, which is one of the framework's too
    published_after = DayOrMoment(required=False, help_text="At that time or later.")
    published_before = DayOrMoment(required=False, help_text="Before that time.")
    q = Words(required=False, max_length=200, help_text="Letters that stand in the title or the URL.")


class ClaimParams(Page):
    status = words(Status)
    kind = words(Kind)
    step = words(Step)
    rating = ids()
    speaker = ids()
    actor = AnyOf(ActorInQuery(), required=False, help_text="Ids of actors, or ISO 3166 codes of states.")
    recipient = AnyOf(ActorInQuery(), required=False, help_text="Ids of actors, or ISO 3166 codes of states.")
    source = ids()  # type: ignore[assignment]  # the contract's name, which is one of the framework's too
    article = ids()
    case = ids()
    side = words(Side)
    assigned_to = AnyOf(AssigneeInQuery(), required=False, help_text="Ids of people of the desk, or `me`.")
    min_worthiness = Share(required=False)
    said_after = Day(required=False, help_text=FROM)
    said_before = Day(required=False, help_text=UNTIL)
    due_after = Day(required=False, help_text=FROM)
    due_before = Day(required=False, help_text=UNTIL)
    currency = AnyOf(Currency(), required=False)
    min_amount = FigureInQuery(required=False)
    min_quantity = FigureInQuery(required=False)
    set_aside = TruthInQuery(required=False)
    q = Words(required=False, max_length=500, help_text=WORDS)
    ordering = serializers.ChoiceField(
        choices=ORDERINGS,
        required=False,
        default=NEWEST_FIRST,
        help_text="With `q`, any other than by `created_at` is among the 1,000 newest hits.",
    )


class VerdictParams(Page):
    state = words(VerdictState, help_text="For outsiders, who see published verdicts only, `published` or nothing.")
    rating = ids()
    kind = words(Kind)
    speaker = ids()
    actor = AnyOf(ActorInQuery(), required=False, help_text="Ids of actors, or ISO 3166 codes of states.")
    published_after = DayOrMoment(required=False, help_text="At that time or later.")
    q = Words(required=False, max_length=500, help_text=WORDS)


class CaseParams(Page):
    state = words(CaseState)
    kind = words(Kind)
    actor = AnyOf(ActorInQuery(), required=False, help_text="Ids of actors, or ISO 3166 codes of states.")
    recipient = AnyOf(ActorInQuery(), required=False, help_text="Ids of actors, or ISO 3166 codes of states.")
    due_before = Day(required=False, help_text=UNTIL)
    q = Words(required=False, max_length=500, help_text=WORDS)


class SourceParams(Page):
    q = Words(required=False, max_length=200, help_text="Letters that stand in the name or the host.")


class FeedParams(Page):
    source = ids()  # type: ignore[assignment]  # the contract's name, which is one of the framework's too


class DeliveryParams(Page):
    state = words(DeliveryState)


class TimelineParams(serializers.Serializer[Any]):
    as_of = Day(required=False, help_text="By the claims of articles that were published on that day or earlier.")
    recorded_as_of = DayOrMoment(
        required=False, help_text="By what the desk had stored then; a day counts to its end in UTC."
    )


class ActorParams(Page):
    q = Words(required=False, max_length=200, help_text="Letters that stand in a name or an alias.")
    code = AnyOf(CodeInQuery(), required=False, help_text="ISO 3166 alpha-2.")


# `from` is no name in Python
StatisticsParams = serializers.SerializerMetaclass(
    "StatisticsParams",
    (serializers.Serializer,),
    {"from": Day(required=False, help_text="The first day."), "to": Day(required=False, help_text="The last day.")},
)


class NoParams(serializers.Serializer[Any]):
    """An address that takes none."""


def read(request: Request, kind: Params = NoParams) -> dict[str, Any]:
    """The parameters' values as `kind` makes them. Raises ValidationError with every one that is wrong."""
    given = {name: values[-1] for name, values in request.query_params.lists()}
    filled = _reader(kind, given)
    wrong = unknown(request, kind)
    if not filled.is_valid() or wrong:
        raise ValidationError({**filled.errors, **wrong})
    values: dict[str, Any] = filled.validated_data
    return values


def _reader(kind: Params, given: Mapping[str, str]) -> serializers.Serializer[Any]:
    """This thread's own one of that kind, about to read `given`: to make one copies all its fields, twenty and more."""
    readers: dict[Params, serializers.Serializer[Any]] = _own.__dict__.setdefault("readers", {})
    reader = readers.get(kind)
    if reader is None:
        reader = readers[kind] = kind(data={})
    for of_before in ("_validated_data", "_errors", "_data"):
        reader.__dict__.pop(of_before, None)
    reader.initial_data = given
    return reader


def unknown(request: Request, kind: Params = NoParams) -> Mapping[str, Any]:
    """What is wrong with the names: one that means nothing here, or that stands twice."""
    names = kind._declared_fields  # the class's own: an instance would copy every field
    wrong: dict[str, Any] = {}
    for name, values in request.query_params.lists():
        if name not in names:
            wrong[name] = [ErrorDetail("There is no parameter of this name here.", code="unknown")]
        elif "\ufffd" in values[-1] and not _is_utf_8(request):
            wrong[name] = [ErrorDetail("Write this in UTF-8.", code="invalid")]
        elif len(values) > 1:
            wrong[name] = [ErrorDetail("Give this once; several values have commas between them.", code="repeated")]
    return wrong


def _is_utf_8(request: Request) -> bool:
    """Whether all of the query is; Django reads U+FFFD, which may stand there honestly, where it is not."""
    try:
        unquote_to_bytes(request.META["QUERY_STRING"].encode("latin-1")).decode()
    except UnicodeDecodeError:
        return False
    return True
