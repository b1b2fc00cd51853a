"""The contract's objects, declared for the OpenAPI schema alone: what goes out is made in `claims.contract`."""

from typing import Any

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


class ArticleError(Shape):
    code = CharField()
    message = CharField()


class ArticleRow(Shape):
    id = IntegerField()
    url = CharField(allow_null=True)
    title = CharField()
    source = Named(allow_null=True)  # type: ignore[assignment]  # the contract's name, which is one of the framework's too
    language = CharField(allow_null=True)
    published_at = DateTimeField(allow_null=True)
    received_at = DateTimeField()
    state = ChoiceField(choices=enums.ArticleState.choices)
    error = ArticleError(allow_null=True)
    attempts = IntegerField()
    duplicate_of = IntegerField(allow_null=True)
    revises = IntegerField(allow_null=True)
    origin_of = IntegerField(help_text="How many other articles hold the same text.")
    claims_count = IntegerField()
    extractor = CharField(allow_null=True)
    demo = BooleanField()
    version = IntegerField()


class Article(ArticleRow):
    text = CharField()


class ClaimArticle(Shape):
    id = IntegerField()
    title = CharField()
    url = CharField(allow_null=True)
    source = Named(allow_null=True)  # type: ignore[assignment]  # the contract's name, which is one of the framework's too
    published_at = DateTimeField(allow_null=True)


class ClaimVerdict(Shape):
    id = IntegerField()
    rating = Rating()
    published_at = DateTimeField()


class Case(Shape):
    id = IntegerField()
    title = CharField()


class Lease(Shape):
    holder = Person()
    expires_at = DateTimeField()


class Reading(Shape):
    kind = ChoiceField(choices=enums.Kind.choices)
    step = ChoiceField(choices=enums.Step.choices, allow_null=True)
    speaker = Speaker(allow_null=True)
    attribution = CharField(allow_null=True)
    modality = ChoiceField(choices=enums.Modality.choices)
    negated = BooleanField()
    condition = CharField(allow_null=True)
    side = ChoiceField(choices=enums.Side.choices, allow_null=True)
    origin = CharField(allow_null=True)
    actor = Actor(allow_null=True)
    recipient = Actor(allow_null=True)
    item = CharField(allow_null=True)
    item_category = CharField(allow_null=True)
    quantity = Quantity(allow_null=True)
    amount = Amount(allow_null=True)
    measure = ChoiceField(choices=enums.Measure.choices, allow_null=True)
    place = CharField(allow_null=True)
    happened = Period(allow_null=True)
    due = Period(allow_null=True)


class ClaimRow(Reading):
    id = IntegerField()
    url = URLField()
    status = ChoiceField(choices=enums.Status.choices)
    quote = CharField()
    start = IntegerField(help_text="In Unicode code points of the article's text, as `end`.")
    end = IntegerField()
    article = ClaimArticle()
    worthiness = FloatField()
    worthiness_reasons = ListField(child=CharField())
    priority = FloatField()
    set_aside = BooleanField()
    assignee = Person(allow_null=True)
    case = Case(allow_null=True)
    duplicate_of = IntegerField(allow_null=True)
    repeats = IntegerField(allow_null=True)
    verdict = ClaimVerdict(allow_null=True)
    lease = Lease(allow_null=True)
    extractor = CharField()
    mended = ListField(child=CharField())
    created_at = DateTimeField()
    updated_at = DateTimeField()
    demo = BooleanField()
    version = IntegerField()


class Claim(ClaimRow):
    context = CharField()  # type: ignore[assignment]  # the contract's name, which is one of the framework's too


class Event(Shape):
    id = IntegerField()
    at = DateTimeField()
    actor = Person(allow_null=True)
    verb = CharField()
    before = Values()
    after = Values()
    note = CharField(allow_null=True)


class NewLease(Shape):
    token = CharField()
    expires_at = DateTimeField()


class Turn(Shape):
    claim = Claim()
    lease = NewLease()


class Renewed(Shape):
    lease = NewLease()


class WaitingLine(Shape):
    kind = ChoiceField(choices=enums.Kind.choices)
    count = IntegerField()
    oldest_at = DateTimeField()
    median_age_hours = FloatField()


class TurnLine(Shape):
    claim = ClaimRow()
    holder = Person(allow_null=True)
    expires_at = DateTimeField(allow_null=True)


class Overview(Shape):
    waiting = WaitingLine(many=True)
    in_review = TurnLine(many=True)
    awaiting_signoff = IntegerField()


class Evidence(Shape):
    id = IntegerField()
    url = URLField()
    title = CharField()
    publisher = CharField(allow_null=True)
    quote = CharField(allow_null=True)
    side = ChoiceField(choices=enums.Side.choices, allow_null=True)
    stance = ChoiceField(choices=enums.Stance.choices)
    archived_url = CharField(allow_null=True)
    sha256 = CharField(allow_null=True)
    retrieved_at = DateTimeField(allow_null=True)
    gone = BooleanField()


class ReviewAgain(Shape):
    on = DateField()
    why = CharField()


class VerdictRow(Shape):
    id = IntegerField()
    url = URLField()
    state = ChoiceField(choices=enums.VerdictState.choices)
    claim = ClaimRow(allow_null=True)
    case = IntegerField(allow_null=True)
    rating = Rating(allow_null=True)
    summary = CharField()
    proposed_by = Person()
    signed_by = Person(allow_null=True)
    proposed_at = DateTimeField()
    published_at = DateTimeField(allow_null=True)
    supersedes = IntegerField(allow_null=True)
    superseded_by = IntegerField(allow_null=True)
    correction_note = CharField(allow_null=True)
    review_again = ReviewAgain(allow_null=True)
    demo = BooleanField()
    version = IntegerField()


class Withdrawal(Shape):
    asked_by = Person()
    signed_by = Person(allow_null=True)
    reason = CharField()
    withdrawn = BooleanField()


class Verdict(VerdictRow):
    explanation = CharField(help_text="Markdown.")
    evidence = Evidence(many=True)
    reading = Reading(help_text="The claim's reading that it judged.")
    claim_review = Values(allow_null=True, help_text="ClaimReview of schema.org.")
    note = CharField(allow_null=True, required=False, help_text="To the desk only.")
    withdrawal = Withdrawal(allow_null=True, required=False, help_text="To the desk only.")


class Me(Shape):
    id = IntegerField()
    username = CharField()
    name = CharField()
    role = ChoiceField(choices=enums.Role.choices)


class FieldProblem(Shape):
    field = CharField(help_text="As `evidence.0.url`.")
    code = CharField()
    message = CharField()


class Problem(Shape):
    """RFC 9457."""

    type = CharField()
    title = CharField()
    status = IntegerField()
    detail = CharField()
    errors = FieldProblem(many=True, required=False)  # type: ignore[assignment]  # the contract's name, which is one of the framework's too
    holder = CharField(required=False, help_text="409: who holds the lease.")
    expires_at = DateTimeField(required=False, help_text="409: until when.")
    current_version = IntegerField(required=False, help_text="412.")
    changes = ListField(child=Values(), required=False, help_text="412: what was done since, the oldest first.")
