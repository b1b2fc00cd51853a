"""Verdicts with their evidence."""

from rest_framework.fields import BooleanField, CharField, ChoiceField, DateField, DateTimeField, IntegerField, URLField

from claims.api.shapes.claims import ClaimRow, Reading
from claims.api.shapes.parts import Person, Rating, Shape, Values
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
