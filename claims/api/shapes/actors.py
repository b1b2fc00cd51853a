"""Actors and their records; statistics."""

from rest_framework.fields import CharField, ChoiceField, DateField, FloatField, IntegerField, ListField

from claims.api.shapes.cases import Suggestion
from claims.api.shapes.parts import Shape, Values
from claims.models import enums


class ActorRow(Shape):
    id = IntegerField()
    name = CharField()
    kind = ChoiceField(choices=enums.ActorKind.choices)
    code = CharField(allow_null=True, help_text="ISO 3166 alpha-2, of a state.")


class ActorWhole(ActorRow):
    aliases: ListField = ListField(child=CharField())


class RateOf(Shape):
    value = CharField(allow_null=True, help_text="Null below n = 5: too few to be called a rate.")
    n = IntegerField()


class DaysOf(Shape):
    value = FloatField(allow_null=True, help_text="Null below n = 5.")
    n = IntegerField()


class RecordOf(Shape):
    n = IntegerField()
    states = Values(help_text="How many cases are in each state; open ones are no failures.")
    kept_rate = RateOf(help_text="Kept, of the cases that have ended kept, partly kept or broken.")
    delivered_share = RateOf(help_text="Delivered of what was pledged, the mean over the cases where both are known.")
    median_days_slipped = DaysOf()


class Record(Shape):
    as_actor = RecordOf()
    as_speaker = RecordOf()


class Suggestions(Shape):
    next = CharField(allow_null=True)
    previous = CharField(allow_null=True)
    results = Suggestion(many=True)


class StatisticsDay(Shape):
    date = DateField()
    kind = ChoiceField(choices=enums.Kind.choices)
    extracted = IntegerField()
    queued = IntegerField()
    published = IntegerField()


class Median(Shape):
    value = FloatField(allow_null=True)
    n = IntegerField()


class QueueAge(Shape):
    median = FloatField(allow_null=True)
    p95 = FloatField(allow_null=True)


class Statistics(Shape):
    days = StatisticsDay(many=True)
    median_hours_to_verdict = Median()
    queue_age_hours = QueueAge(help_text="Null for outsiders.")
