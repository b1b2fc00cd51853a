"""What comes in: one serializer for every body, fields by name. What has no name here is refused by its name."""

import re
from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request

from claims.api import params, problems
from claims.api.fields import Day, DayOrMoment, Host, Id, Moment, PartyGiven, ShareGiven, Text, Truth, WebAddress
from claims.models.enums import WEBHOOK_EVENTS, CaseState, DismissReason, Kind, Relation, Role, Side, Stance
from claims.models.errors import RuleBroken, TooLarge

MOST_LINES = 1000
Input = type[serializers.Serializer[Any]]
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@extend_schema_field({"type": "string", "maxLength": 10, "pattern": f"^{_LANGUAGE.pattern}$"})
class Language(Text):
    """A language tag, such as `en` or `pt-BR`."""

    def to_internal_value(self, data: Any) -> str:
        """The tag."""
        tag = super().to_internal_value(data)
        if not _LANGUAGE.fullmatch(tag):
            raise ValidationError("Give a language tag, such as en.", code="invalid")
        return tag


class ArticleByUrl(serializers.Serializer[Any]):
    url = WebAddress()


class ArticleByText(serializers.Serializer[Any]):
    text = Text()
    title = Text(required=False, allow_blank=True, max_length=500)
    url = WebAddress(required=False)
    source = Id(required=False)  # type: ignore[assignment]  # the contract's name, which is one of the framework's too
    published_at = DayOrMoment(required=False)
    language = Language(required=False, max_length=10)


class ArticleByHtml(serializers.Serializer[Any]):
    html = Text()
    title = Text(required=False, allow_blank=True, max_length=500)
    url = WebAddress(required=False)
    source = Id(required=False)  # type: ignore[assignment]  # the contract's name, which is one of the framework's too
    published_at = DayOrMoment(required=False)
    language = Language(required=False, max_length=10)


class Nothing(serializers.Serializer[Any]):
    """An action that needs no words."""


class Wanted(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=Kind.choices, required=False)
    source = Id(required=False)  # type: ignore[assignment]  # the contract's name, which is one of the framework's too
    language = Language(required=False, max_length=10)


class Dismissal(serializers.Serializer[Any]):
    reason = serializers.ChoiceField(choices=DismissReason.choices)
    duplicate_of = Id(required=False, allow_null=True)
    note = Text(required=False, allow_blank=True, max_length=2000)


class Reason(serializers.Serializer[Any]):
    reason = Text(max_length=2000)


class Assignment(serializers.Serializer[Any]):
    user = Id(allow_null=True)


class LeaseToken(serializers.Serializer[Any]):
    token = Text(max_length=200)


class EvidenceGiven(serializers.Serializer[Any]):
    url = WebAddress()
    title = Text(max_length=500)
    publisher = Text(required=False, allow_blank=True, max_length=200)
    quote = Text(required=False, allow_blank=True, max_length=10_000)
    side = serializers.ChoiceField(choices=Side.choices, required=False, allow_null=True)
    stance = serializers.ChoiceField(choices=Stance.choices)


class ReviewAgainGiven(serializers.Serializer[Any]):
    on = Day()
    why = Text(max_length=300)


class Proposal(serializers.Serializer[Any]):
    token = Text(max_length=200)
    rating = Id()
    summary = Text(max_length=500)
    explanation = Text()
    evidence: serializers.ListSerializer[Any] = serializers.ListSerializer(child=EvidenceGiven(), max_length=100)
    review_again = ReviewAgainGiven(required=False, allow_null=True)
    correction_note = Text(required=False, allow_blank=True, max_length=2000)


class CaseGiven(serializers.Serializer[Any]):
    title = Text(max_length=300)
    kind = serializers.ChoiceField(choices=Kind.choices)
    actor = PartyGiven(required=False, allow_null=True)
    recipient = PartyGiven(required=False, allow_null=True)
    item = Text(required=False, allow_blank=True, allow_null=True, max_length=300)
    time_zone = Text(required=False, max_length=50)


class CaseMended(serializers.Serializer[Any]):
    title = Text(required=False, max_length=300)
    kind = serializers.ChoiceField(choices=Kind.choices, required=False)
    actor = PartyGiven(required=False, allow_null=True)
    recipient = PartyGiven(required=False, allow_null=True)
    item = Text(required=False, allow_blank=True, allow_null=True, max_length=300)
    time_zone = Text(required=False, max_length=50)


class ClaimNamed(serializers.Serializer[Any]):
    claim = Id()


class MergeInto(serializers.Serializer[Any]):
    into = Id()


class SplitOff(serializers.Serializer[Any]):
    title = Text(max_length=300)
    claims: serializers.ListField = serializers.ListField(child=Id(), max_length=1000)


class EventNamed(serializers.Serializer[Any]):
    event = Id()


class CaseRating(serializers.Serializer[Any]):
    state = serializers.ChoiceField(choices=CaseState.choices)
    share_delivered = ShareGiven(required=False, allow_null=True)
    summary = Text(required=False, allow_blank=True, max_length=500)
    explanation = Text()
    evidence: serializers.ListSerializer[Any] = serializers.ListSerializer(child=EvidenceGiven(), max_length=100)
    review_again = ReviewAgainGiven(required=False, allow_null=True)
    correction_note = Text(required=False, allow_blank=True, max_length=2000)


class SourceGiven(serializers.Serializer[Any]):
    name = Text(max_length=200)
    host = Host(required=False, allow_null=True)
    homepage = WebAddress(required=False, allow_null=True)
    language = Language(required=False, allow_null=True, max_length=10)


class SourceMended(SourceGiven):
    name = Text(required=False, max_length=200)


class FeedGiven(serializers.Serializer[Any]):
    source = Id()  # type: ignore[assignment]  # the contract's name, which is one of the framework's too
    url = WebAddress()


class FeedMended(serializers.Serializer[Any]):
    source = Id(required=False)  # type: ignore[assignment]  # the contract's name, which is one of the framework's too
    url = WebAddress(required=False)
    active = Truth(required=False)


class TokenGiven(serializers.Serializer[Any]):
    name = Text(max_length=100)
    role = serializers.ChoiceField(choices=Role.choices, required=False, allow_null=True)
    expires_at = Moment(required=False, allow_null=True)


class WebhookGiven(serializers.Serializer[Any]):
    url = WebAddress()
    events: serializers.ListField = serializers.ListField(
        child=serializers.ChoiceField(choices=WEBHOOK_EVENTS), allow_empty=False, min_length=1, max_length=50
    )


class WebhookMended(serializers.Serializer[Any]):
    url = WebAddress(required=False)
    events: serializers.ListField = serializers.ListField(
        child=serializers.ChoiceField(choices=WEBHOOK_EVENTS),
        allow_empty=False,
        min_length=1,
        max_length=50,
        required=False,
    )
    active = Truth(required=False)


# `from` is no name in Python
ResendRange = serializers.SerializerMetaclass(
    "ResendRange",
    (serializers.Serializer,),
    {"from": Moment(), "to": Moment(required=False)},
)


class Confirmation(serializers.Serializer[Any]):
    relation = serializers.ChoiceField(choices=Relation.choices, required=False)


class Note(serializers.Serializer[Any]):
    note = Text(max_length=2000)


def read(request: Request, kind: Input) -> dict[str, Any]:
    """The body's values as `kind` makes them. Raises what becomes 415, 413, or 400 with every field that is wrong."""
    return understand(kind, request.data, query=params.unknown(request))


def lines(request: Request) -> list[tuple[int, bytes]]:
    """The lines of a batch, numbered from 1. Raises what becomes 415, 413, or 400 for an address with parameters."""
    body = request.data
    found: list[bytes] = body.get("lines", [b""]) if isinstance(body, Mapping) else [b""]
    if wrong := params.unknown(request):
        raise ValidationError(wrong)
    if len(found) > MOST_LINES:
        raise TooLarge(f"A batch has no more than {MOST_LINES} lines.")
    return list(enumerate(found, 1))


def understand(kind: Input, body: object, *, query: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The values of one JSON value. `query` is what is wrong with the address besides."""
    if not isinstance(body, Mapping):
        raise ValidationError({"": ["Send a JSON object."]}, code="not_an_object")
    filled = kind(data=dict(body))
    wrong = dict(query or {}) | _unknown(filled, body)
    if not filled.is_valid() or wrong:
        raise _refusal({**filled.errors, **wrong})
    values: dict[str, Any] = filled.validated_data
    return values


def _refusal(wrong: Mapping[str, Any]) -> Exception:
    """Not understood; or, where all that is wrong is the scheme of an address, refused by a rule."""
    found = list(problems.entries(wrong, ""))
    if all(entry["code"] == "scheme" for entry in found):
        return RuleBroken(found[0]["message"], field=found[0]["field"], code="scheme")
    return ValidationError(wrong)


def article(body: object) -> Input:
    """Which of the three ways an article is sent in."""
    names = body if isinstance(body, Mapping) else {}
    if "text" in names:
        return ArticleByText
    return ArticleByHtml if "html" in names else ArticleByUrl


def _unknown(known: serializers.Serializer[Any], body: Mapping[str, Any], path: str = "") -> dict[str, Any]:
    """The names in `body`, and in the objects in it, that mean nothing."""
    wrong: dict[str, Any] = {}
    for name, value in body.items():
        field = known.fields.get(name)
        if field is None:
            wrong[f"{path}{name}"] = [ErrorDetail("There is no field of this name here.", code="unknown")]
        elif isinstance(field, serializers.Serializer) and isinstance(value, Mapping):
            wrong |= _unknown(field, value, f"{path}{name}.")
        elif isinstance(field, serializers.ListSerializer) and isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, Mapping) and isinstance(field.child, serializers.Serializer):
                    wrong |= _unknown(field.child, item, f"{path}{name}.{index}.")
    return wrong
