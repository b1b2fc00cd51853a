"""A claim's reading as people write it: the contract's fields in, the claim's columns out."""

import re
from collections.abc import Mapping
from typing import Any, get_args

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.api import references
from claims.api.fields import Day, Id, PartyGiven, Text, Truth
from claims.api.query_fields import FigureInQuery
from claims.extraction.shapes import ItemCategory
from claims.models.enums import DatePrecision, Kind, Measure, Modality, NumberPrecision, Side, Step

CATEGORIES = get_args(ItemCategory)
BLANK = {"required": False, "allow_blank": True, "allow_null": True}
LARGEST_OFFSET = 2**31 - 1


@extend_schema_field({"type": "string", "pattern": r"^[0-9]{1,19}(\.[0-9]{1,4})?$"})
class FigureGiven(FigureInQuery):
    """An exact decimal as a JSON string."""

    default_error_messages = {"invalid": _('Give a figure as a string, such as "1500000" or "0.5".')}

    def to_internal_value(self, data: Any) -> Any:
        """The figure."""
        if not isinstance(data, str) or not re.fullmatch(r"[0-9]{1,19}(\.[0-9]{1,4})?", data):
            self.fail("invalid")
        return super().to_internal_value(data)


@extend_schema_field({"type": "string", "pattern": "^[A-Z]{3}$"})
class CurrencyGiven(Text):
    """An ISO 4217 code."""

    def to_internal_value(self, data: Any) -> str:
        """The code."""
        if not isinstance(data, str) or not re.fullmatch(r"[A-Z]{3}", data):
            raise serializers.ValidationError("Give the three capital letters of ISO 4217.", code="invalid")
        return data


@extend_schema_field({"type": "integer", "minimum": 0, "maximum": LARGEST_OFFSET})
class Offset(Id):
    """A place in a text, in code points from its beginning."""

    default_error_messages = {"invalid": _("A place in a text is a whole number, from 0.")}

    def to_internal_value(self, data: Any) -> int:
        """The number."""
        if type(data) is not int or not 0 <= data <= LARGEST_OFFSET:
            self.fail("invalid")
        return data


class QuantityGiven(serializers.Serializer[Any]):
    min = FigureGiven(allow_null=True)
    max = FigureGiven(allow_null=True)
    unit = Text(required=False, allow_blank=True, allow_null=True, max_length=50)
    precision = serializers.ChoiceField(choices=NumberPrecision.choices)
    text = Text(required=False, allow_blank=True, max_length=200)


class AmountGiven(serializers.Serializer[Any]):
    min = FigureGiven(allow_null=True)
    max = FigureGiven(allow_null=True)
    currency = CurrencyGiven(required=False, allow_null=True)
    precision = serializers.ChoiceField(choices=NumberPrecision.choices)
    text = Text(required=False, allow_blank=True, max_length=200)


# `from` is no name in Python
PeriodGiven = serializers.SerializerMetaclass(
    "PeriodGiven",
    (serializers.Serializer,),
    {
        "from": Day(allow_null=True),
        "to": Day(allow_null=True),
        "precision": serializers.ChoiceField(choices=DatePrecision.choices),
        "text": Text(required=False, allow_blank=True, max_length=200),
    },
)


class ReadingGiven(serializers.Serializer[Any]):
    """What may be said of a claim, each part as a whole; what is not named stays as it is."""

    step = serializers.ChoiceField(choices=Step.choices, required=False, allow_null=True)
    speaker = PartyGiven(required=False, allow_null=True)
    speaker_role = Text(max_length=200, **BLANK)
    attribution = Text(max_length=200, **BLANK)
    modality = serializers.ChoiceField(choices=Modality.choices, required=False)
    negated = Truth(required=False)
    condition = Text(max_length=2000, **BLANK)
    side = serializers.ChoiceField(choices=Side.choices, required=False, allow_null=True)
    origin = Text(max_length=300, **BLANK)
    actor = PartyGiven(required=False, allow_null=True)
    recipient = PartyGiven(required=False, allow_null=True)
    item = Text(max_length=300, **BLANK)
    item_category = serializers.ChoiceField(choices=CATEGORIES, required=False, allow_null=True)
    quantity = QuantityGiven(required=False, allow_null=True)
    amount = AmountGiven(required=False, allow_null=True)
    measure = serializers.ChoiceField(choices=Measure.choices, required=False, allow_null=True)
    place = Text(max_length=200, **BLANK)
    happened = PeriodGiven(required=False, allow_null=True)
    due = PeriodGiven(required=False, allow_null=True)


class ClaimMended(ReadingGiven):
    kind = serializers.ChoiceField(choices=Kind.choices, required=False)


class ClaimByHand(ReadingGiven):
    article = Id()
    start = Offset(help_text="In Unicode code points of the article's text, as `end`.")
    end = Offset()
    kind = serializers.ChoiceField(choices=Kind.choices)


def columns(wish: Mapping[str, Any]) -> dict[str, Any]:
    """The claim's columns for what was named; actors are found or made. Raises RuleBroken for an id of nobody."""
    made: dict[str, Any] = {}
    for name, value in wish.items():
        match name:
            case "speaker" | "actor" | "recipient":
                made[name] = references.party(value, field=name)
            case "quantity" | "amount":
                made |= _figure(name, value)
            case "happened" | "due":
                made |= {f"{name}_{part}": (value or {}).get(part) for part in ("from", "to", "precision")}
                made[f"{name}_text"] = (value or {}).get("text", "")
            case "step" | "side" | "measure":
                made[name] = value
            case _:
                made[name] = "" if value is None else value
    if "speaker" in wish:  # the role was the former speaker's
        made.setdefault("speaker_role", "")
    return made


def _figure(name: str, value: Mapping[str, Any] | None) -> dict[str, Any]:
    given = value or {}
    made = {f"{name}_{part}": given.get(part) for part in ("min", "max", "precision")}
    made[f"{name}_text"] = given.get("text", "")
    if name == "quantity":
        return made | {"quantity_unit": given.get("unit") or ""}
    return made | {"amount_currency": given.get("currency")}
