"""The small shapes that many objects share."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import CharField, ChoiceField, DateField, IntegerField

from claims.models import enums

Shape = serializers.Serializer[Any]


@extend_schema_field({"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"})
class Figure(CharField):
    """An exact decimal as a string."""


@extend_schema_field({"type": "object", "additionalProperties": True})
class Values(serializers.JSONField):
    """Columns and their values."""


class Person(Shape):
    id = IntegerField()
    name = CharField()


class Named(Shape):
    id = IntegerField()
    name = CharField()


class CaseNamed(Shape):
    id = IntegerField()
    title = CharField()


class Actor(Shape):
    id = IntegerField()
    name = CharField()
    code = CharField(allow_null=True, help_text="ISO 3166 alpha-2, of a state or of who speaks for one.")


class Speaker(Shape):
    id = IntegerField()
    name = CharField()
    role = CharField(allow_null=True)


class Quantity(Shape):
    min = Figure(allow_null=True)
    max = Figure(allow_null=True)
    unit = CharField(allow_null=True)
    precision = ChoiceField(choices=enums.NumberPrecision.choices)
    text = CharField()


class Amount(Shape):
    min = Figure(allow_null=True)
    max = Figure(allow_null=True)
    currency = CharField(allow_null=True, help_text="ISO 4217.")
    precision = ChoiceField(choices=enums.NumberPrecision.choices)
    text = CharField()


# `from` is no name in Python
Period = serializers.SerializerMetaclass(
    "Period",
    (serializers.Serializer,),
    {
        "from": DateField(allow_null=True),
        "to": DateField(allow_null=True),
        "precision": ChoiceField(choices=enums.DatePrecision.choices),
        "text": CharField(),
    },
)


class Rating(Shape):
    id = IntegerField()
    name = CharField()
    value = IntegerField()


class RatingPoint(Rating):
    description = CharField()
