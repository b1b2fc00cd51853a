"""Who one is, and what goes wrong."""

from rest_framework.fields import CharField, ChoiceField, DateTimeField, IntegerField, ListField

from claims.api.shapes.parts import Shape, Values
from claims.models import enums


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
