"""Google's objects, declared for the OpenAPI schema alone; what is not known is not there."""

from rest_framework.fields import CharField, DateTimeField, IntegerField, URLField

from claims.api.shapes.parts import Shape


class GooglePublisher(Shape):
    name = CharField(required=False)
    site = CharField(required=False)


class GoogleReview(Shape):
    publisher = GooglePublisher(required=False)
    url = URLField(required=False)
    title = CharField(required=False)
    reviewDate = DateTimeField(required=False)  # noqa: N815 - Google's name
    textualRating = CharField(required=False)  # noqa: N815 - Google's name
    languageCode = CharField(required=False)  # noqa: N815 - Google's name


class GoogleClaim(Shape):
    text = CharField(required=False)
    claimant = CharField(required=False)
    claimDate = DateTimeField(required=False)  # noqa: N815 - Google's name
    claimReview = GoogleReview(many=True)  # noqa: N815 - Google's name


class GoogleAnswer(Shape):
    claims = GoogleClaim(many=True, required=False)
    nextPageToken = CharField(required=False)  # noqa: N815 - Google's name


class GoogleError(Shape):
    code = IntegerField()
    message = CharField()
    status = CharField()


class GoogleRefusal(Shape):
    error = GoogleError()
