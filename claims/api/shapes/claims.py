"""Articles, claims, their history, and the queue of them."""

from rest_framework.fields import (
    BooleanField,
    CharField,
    ChoiceField,
    DateTimeField,
    FloatField,
    IntegerField,
    ListField,
    URLField,
)

from claims.api.shapes.parts import (
    Actor,
    Amount,
    CaseNamed,
    Named,
    Period,
    Person,
    Quantity,
    Rating,
    Shape,
    Speaker,
    Values,
)
from claims.api.shapes.people import Problem
from claims.models import enums


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
    extractor_note = CharField(
        allow_null=True, help_text="Why another reader than the one asked for read it, or what that one got wrong."
    )
    demo = BooleanField()
    version = IntegerField()


class Article(ArticleRow):
    text = CharField()


class BatchLine(Shape):
    line = IntegerField(help_text="From 1.")
    status = IntegerField(help_text="As if it had been sent alone.")
    article = ArticleRow(required=False)
    problem = Problem(required=False)


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
    case = CaseNamed(allow_null=True)
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
