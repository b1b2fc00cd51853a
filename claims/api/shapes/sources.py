"""Who publishes, and what is read of them."""

from rest_framework.fields import BooleanField, CharField, DateTimeField, IntegerField

from claims.api.shapes.parts import Named, Shape


class SourceWhole(Shape):
    id = IntegerField()
    name = CharField()
    host = CharField(allow_null=True)
    homepage = CharField(allow_null=True)
    language = CharField(allow_null=True)
    created_at = DateTimeField()
    demo = BooleanField()


class FeedWhole(Shape):
    id = IntegerField()
    source = Named()  # type: ignore[assignment]  # the contract's name, which is one of the framework's too
    url = CharField()
    active = BooleanField(help_text="Whether it is read; a feed that answers 410 is not any more.")
    last_read_at = DateTimeField(allow_null=True, help_text="When it was last read well.")
    last_new_at = DateTimeField(allow_null=True, help_text="When it last told of anything new.")
    failing_since = DateTimeField(allow_null=True)
    error = CharField(allow_null=True, help_text="Why it could not be read the last time.")
    next_read_at = DateTimeField(allow_null=True, help_text="Null: at once, or never if it is not active.")
