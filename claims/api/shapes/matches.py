"""What says the same, and the fact-checks of others."""

from rest_framework.fields import CharField, ChoiceField, DateField, DateTimeField, FloatField, IntegerField, ListField

from claims.api.shapes.claims import ClaimRow, ClaimVerdict
from claims.api.shapes.parts import Person, Shape
from claims.models import enums


class Publisher(Shape):
    name = CharField(allow_null=True)
    site = CharField(allow_null=True)


class FactCheck(Shape):
    id = IntegerField()
    url = CharField()
    publisher = Publisher()
    title = CharField(allow_null=True)
    claim_text = CharField()
    claimant = CharField(allow_null=True)
    claim_date = DateField(allow_null=True)
    review_date = DateField(allow_null=True)
    rating = CharField(allow_null=True, help_text="In the publisher's own words.")
    rating_normalised = FloatField(allow_null=True, help_text="0, the worst, to 1.")
    language = CharField(allow_null=True)


class Match(Shape):
    id = IntegerField()
    score = FloatField()
    method = CharField()
    reasons: ListField = ListField(child=CharField())
    relation = ChoiceField(choices=enums.Relation.choices)
    state = ChoiceField(choices=enums.MatchState.choices)
    claim = ClaimRow(allow_null=True, help_text="The one on the other side.")
    factcheck = FactCheck(allow_null=True)
    proposes = ClaimVerdict(allow_null=True, help_text="The verdict that an earlier claim, confirmed the same, has.")
    decided_by = Person(allow_null=True)
    decided_at = DateTimeField(allow_null=True)
