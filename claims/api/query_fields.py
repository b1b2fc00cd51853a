"""Fields of an address: digits and words that are told apart as strictly as in a body."""

import re
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.api.fields import LARGEST_ID, MOST_VALUES


class AnyOf(serializers.Field[list[Any], Any, str, Any]):
    """Values with commas between them; any of them will do."""

    default_error_messages = {
        "blank": _("Give one value, or several with commas between them."),
        "many": _("Give at most {most} values."),
    }

    def __init__(self, child: serializers.Field[Any, Any, Any, Any], **limits: Any) -> None:
        self.child = child
        super().__init__(**limits)
        child.bind(field_name="", parent=self)  # type: ignore[arg-type]  # a field inside a field, as in ListField

    def to_internal_value(self, data: Any) -> list[Any]:
        """Each value as its own field makes it."""
        values = str(data).split(",")
        if len(values) > MOST_VALUES:
            self.fail("many", most=MOST_VALUES)
        if "" in values:
            self.fail("blank")
        return [self.child.run_validation(value) for value in values]


@extend_schema_field({"type": "string", "pattern": "^[A-Za-z]{2}$"})
class CodeInQuery(serializers.Field[str, Any, str, Any]):
    """A state's ISO 3166 code."""

    default_error_messages = {"invalid": _("Give the two letters of a country.")}

    def to_internal_value(self, data: Any) -> str:
        """The code in capitals."""
        if not re.fullmatch(r"[A-Za-z]{2}", str(data)):
            self.fail("invalid")
        return str(data).upper()


@extend_schema_field({"type": "string", "pattern": "^([0-9]{1,19}|[A-Za-z]{2})$"})
class ActorInQuery(serializers.Field[int | str, Any, str, Any]):
    """An actor's id, or a state's ISO 3166 code."""

    default_error_messages = {"invalid": _("Give an actor's id, or the two letters of a country.")}

    def to_internal_value(self, data: Any) -> int | str:
        """The id as a number, or the code in capitals."""
        text = str(data)
        if re.fullmatch(r"[A-Za-z]{2}", text):
            return text.upper()
        if not re.fullmatch(r"[0-9]{1,19}", text) or int(text) > LARGEST_ID:
            self.fail("invalid")
        return int(text)


@extend_schema_field({"type": "string", "pattern": "^([0-9]{1,19}|me)$"})
class AssigneeInQuery(serializers.Field[int | str, Any, str, Any]):
    """Somebody's id, or `me`."""

    default_error_messages = {"invalid": _("Give somebody's id, or me.")}

    def to_internal_value(self, data: Any) -> int | str:
        """The id as a number, or `me`."""
        if data == "me":
            return "me"
        if not re.fullmatch(r"[0-9]{1,19}", str(data)) or int(data) > LARGEST_ID:
            self.fail("invalid")
        return int(data)


@extend_schema_field({"type": "boolean"})
class TruthInQuery(serializers.Field[bool, Any, bool, Any]):
    """`true` or `false`."""

    default_error_messages = {"invalid": _("Give true or false.")}

    def to_internal_value(self, data: Any) -> bool:
        """True or False."""
        if data not in {"true", "false"}:
            self.fail("invalid")
        return bool(data == "true")


@extend_schema_field({"type": "string", "pattern": r"^[0-9]{1,20}(\.[0-9]{1,4})?$"})
class FigureInQuery(serializers.Field[Decimal, Any, str, Any]):
    """An exact decimal, not negative."""

    default_error_messages = {"invalid": _("Give a figure such as 1500000 or 0.5.")}

    def to_internal_value(self, data: Any) -> Decimal:
        """The figure."""
        if not re.fullmatch(r"[0-9]{1,20}(\.[0-9]{1,4})?", str(data)):
            self.fail("invalid")
        return Decimal(data)


class Words(serializers.CharField):
    """Text, no longer than it may be with the spaces around it, which are then left out."""

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """Measure before anything is left out."""
        if isinstance(data, str) and self.max_length is not None and len(data) > self.max_length:
            self.fail("max_length", max_length=self.max_length)
        return super().run_validation(data)


class WholeInQuery(serializers.IntegerField):
    """Digits, and no more of them than a number needs."""

    def to_internal_value(self, data: Any) -> int:
        """The number."""
        if not re.fullmatch(r"[0-9]{1,9}", str(data)):
            self.fail("invalid")
        return super().to_internal_value(data)
