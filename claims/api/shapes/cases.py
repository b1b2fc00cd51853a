"""Cases, their timelines, and the ledger facts of their claims."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import (
    BooleanField,
    CharField,
    ChoiceField,
    DateField,
    DateTimeField,
    FloatField,
    IntegerField,
    ListField,
    URLField,
)

from claims.api.shapes.claims import ClaimArticle
from claims.api.shapes.parts import Actor, Amount, Figure, Period, Quantity, Shape, Speaker
from claims.api.shapes.verdicts import VerdictRow
from claims.models import enums

NUMBER = {"type": ["string", "null"], "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}
SPAN = {
    "type": "object",
    "properties": {"min": NUMBER, "max": NUMBER},
    "required": ["min", "max"],
    "additionalProperties": False,
}


@extend_schema_field({"oneOf": [{"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}, SPAN]})
class Total(serializers.JSONField):
    """An exact decimal as a string; of a range, its ends; where nobody gave a figure, ends that are null."""


class LedgerPoint(Shape):
    date = DateField()
    said_on = DateField()
    value = Figure(allow_null=True)
    min = Figure(allow_null=True)
    max = Figure(allow_null=True)
    claim = IntegerField()
    side = ChoiceField(choices=enums.Side.choices, allow_null=True)
    measure = ChoiceField(choices=enums.Measure.choices)
    figure = Total(help_text="The step's figure at the end of that day.")


class DeliveredPoint(LedgerPoint):
    confirmed = BooleanField()


class LedgerEstimate(Shape):
    date = DateField()
    said_on = DateField()
    value = Figure(allow_null=True)
    min = Figure(allow_null=True)
    max = Figure(allow_null=True)
    step = ChoiceField(choices=enums.Step.choices)
    origin = CharField(allow_null=True)
    claim = IntegerField()
    side = ChoiceField(choices=enums.Side.choices, allow_null=True)
    measure = ChoiceField(choices=enums.Measure.choices, allow_null=True)


class LedgerOrigin(Shape):
    step = ChoiceField(choices=enums.Step.choices)
    origin = CharField(allow_null=True)
    date = DateField()
    value = Figure(allow_null=True)
    min = Figure(allow_null=True)
    max = Figure(allow_null=True)
    claims = IntegerField(help_text="How many claims lean on it.")


class LedgerDeadline(Shape):
    said_on = DateField()
    due = DateField()
    claim = IntegerField()
    side = ChoiceField(choices=enums.Side.choices, allow_null=True)


class LedgerSummary(Shape):
    pledged = Total()
    committed = Total()
    allocated = Total()
    delivered = Total()
    cancelled = Total()
    confirmed = Total()
    outstanding = Total()
    disputed = BooleanField()
    due = DateField(allow_null=True)
    first_due = DateField(allow_null=True)
    days_slipped = IntegerField()
    state = ChoiceField(choices=enums.CaseState.choices)
    days_overdue = IntegerField()
    last_movement = DateField(allow_null=True)
    share_delivered = Figure(allow_null=True)


class LedgerLine(Shape):
    unit = CharField(allow_null=True, help_text="Of money, the currency.")
    currency = CharField(allow_null=True)
    money = BooleanField()
    pledged = LedgerPoint(many=True)
    committed = LedgerPoint(many=True)
    allocated = LedgerPoint(many=True)
    delivered = DeliveredPoint(many=True)
    cancelled = LedgerPoint(many=True)
    estimates = LedgerEstimate(many=True)
    origins = LedgerOrigin(many=True)
    deadlines = LedgerDeadline(many=True)
    summary = LedgerSummary()


class LineBeside(LedgerLine):
    lines = ListField(child=serializers.JSONField(), max_length=0)


class Timeline(LedgerLine):
    lines = LineBeside(many=True)


class CaseRow(Shape):
    id = IntegerField()
    url = URLField()
    title = CharField()
    kind = ChoiceField(choices=enums.Kind.choices)
    item = CharField(allow_null=True)
    actor = Actor(allow_null=True)
    recipient = Actor(allow_null=True)
    state = ChoiceField(choices=enums.CaseState.choices)
    public = BooleanField()
    signs: ListField = ListField(child=ChoiceField(choices=[(one, one) for one in ("in_the_works", "stalled")]))
    share_delivered = Figure(allow_null=True)
    first_due = DateField(allow_null=True)
    due = DateField(allow_null=True)
    last_movement = DateField(allow_null=True)
    time_zone = CharField(help_text="Of the IANA: where its deadline counts.")
    claims_count = IntegerField()
    rating = VerdictRow(allow_null=True)
    merged_into = IntegerField(allow_null=True)
    created_at = DateTimeField()
    demo = BooleanField()
    version = IntegerField()


class Case(CaseRow):
    timeline = Timeline()


class LedgerFact(Shape):
    """What the ledger of a public case shows of one of its claims."""

    id = IntegerField()
    quote = CharField()
    said_on = DateField()
    article = ClaimArticle()
    kind = ChoiceField(choices=enums.Kind.choices)
    step = ChoiceField(choices=enums.Step.choices, allow_null=True)
    speaker = Speaker(allow_null=True)
    modality = ChoiceField(choices=enums.Modality.choices)
    negated = BooleanField()
    condition = CharField(allow_null=True)
    side = ChoiceField(choices=enums.Side.choices, allow_null=True)
    origin = CharField(allow_null=True)
    actor = Actor(allow_null=True)
    recipient = Actor(allow_null=True)
    item = CharField(allow_null=True)
    quantity = Quantity(allow_null=True)
    amount = Amount(allow_null=True)
    measure = ChoiceField(choices=enums.Measure.choices, allow_null=True)
    place = CharField(allow_null=True)
    happened = Period(allow_null=True)
    due = Period(allow_null=True)
    repeats = IntegerField(allow_null=True)
    verdict = IntegerField(allow_null=True, help_text="Of its own, where one stands.")


class Suggestion(Shape):
    case = CaseRow()
    score = FloatField()
    reasons: ListField = ListField(child=CharField())
