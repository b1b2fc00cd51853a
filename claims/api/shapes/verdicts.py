"""Verdicts with their evidence."""

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework.fields import (
    BooleanField,
    CharField,
    ChoiceField,
    DateField,
    DateTimeField,
    IntegerField,
    JSONField,
    URLField,
)

from claims.api.shapes.claims import ClaimRow, Reading
from claims.api.shapes.parts import Actor, CaseNamed, Figure, Person, Rating, Shape, Values
from claims.models import enums


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


class CaseReading(Shape):
    """What the rating of a case judges: what it is about, and where its ledger stood."""

    kind = ChoiceField(choices=enums.Kind.choices)
    item = CharField(allow_null=True)
    actor = Actor(allow_null=True)
    recipient = Actor(allow_null=True)
    unit = CharField(allow_null=True)
    summary = Values()


class VerdictRow(Shape):
    id = IntegerField()
    url = URLField()
    state = ChoiceField(choices=enums.VerdictState.choices)
    claim = ClaimRow(allow_null=True)
    case = CaseNamed(allow_null=True)
    case_state = ChoiceField(choices=enums.CaseState.choices, allow_null=True)
    share_delivered = Figure(allow_null=True)
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


@extend_schema_field(
    PolymorphicProxySerializer(
        component_name="Judged", serializers=[Reading, CaseReading], resource_type_field_name=None
    )
)
class Judged(JSONField):
    """One of the two readings."""


class Withdrawal(Shape):
    asked_by = Person()
    signed_by = Person(allow_null=True)
    reason = CharField()
    withdrawn = BooleanField()


class Verdict(VerdictRow):
    explanation = CharField(help_text="Markdown.")
    evidence = Evidence(many=True)
    reading = Judged(help_text="The claim's reading that it judged; of a case, what its ledger said.")
    claim_review = Values(allow_null=True, help_text="ClaimReview of schema.org.")
    note = CharField(allow_null=True, required=False, help_text="To the desk only.")
    withdrawal = Withdrawal(allow_null=True, required=False, help_text="To the desk only.")
