"""Fields that take what the contract says and nothing like it: a number is no text, a bool is no number."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

LARGEST_ID = 2**63 - 1
MOST_VALUES = 50
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})")
_HOST = re.compile(r"[^\s/?#@\\<>\"^`{|}%]+")
HOST_PATTERN = r"^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$"
# a host, perhaps who asks before it and a port after it; what the numbers of both may be is not told here
WEB_ADDRESS = (
    r"^[Hh][Tt][Tt][Pp][Ss]?://([^\x00-\x20\x7f/?#@]*@)?"
    r"(\[[0-9A-Fa-f:.]+\]|[^\x00-\x20\x7f\s/?#@\\<>\"^`{|}%:\[\]]+)(:[0-9]*)?([/?#][^\x00-\x20\x7f]*)?$"
)
AN_ID = {"type": "integer", "minimum": 1, "maximum": LARGEST_ID}


class Text(serializers.CharField):
    """A JSON string, kept as it is; one of nothing but spaces is blank."""

    def __init__(self, **limits: Any) -> None:
        super().__init__(trim_whitespace=False, **limits)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """Refuse what is blank in all but length."""
        if isinstance(data, str) and data and not self.allow_blank and not data.strip():
            self.fail("blank")
        return super().run_validation(data)

    def to_internal_value(self, data: Any) -> str:
        """The string itself."""
        if not isinstance(data, str):
            self.fail("invalid")
        return data


@extend_schema_field(AN_ID)
class Id(serializers.Field[int, Any, int, Any]):
    """A JSON integer that can be an id."""

    default_error_messages = {"invalid": _("An id is a whole number, from 1.")}

    def to_internal_value(self, data: Any) -> int:
        """The number."""
        if type(data) is not int or not 1 <= data <= LARGEST_ID:
            self.fail("invalid")
        return data


@extend_schema_field(AN_ID)
class IdInQuery(Id):
    """The same, in an address: digits."""

    def to_internal_value(self, data: Any) -> int:
        """The number that the digits spell."""
        if not re.fullmatch(r"[0-9]{1,19}", str(data)):
            self.fail("invalid")
        return super().to_internal_value(int(data))


@extend_schema_field({"type": "string", "format": "date"})
class Day(serializers.Field[date, Any, str, Any]):
    """`YYYY-MM-DD`."""

    default_error_messages = {"invalid": _("A date is written YYYY-MM-DD.")}

    def to_internal_value(self, data: Any) -> date:
        """The date."""
        if not isinstance(data, str) or not _DAY.fullmatch(data):
            self.fail("invalid")
        try:
            return date.fromisoformat(data)
        except ValueError:
            self.fail("invalid")


@extend_schema_field({"oneOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}]})
class DayOrMoment(Day):
    """`YYYY-MM-DD`, or a time of RFC 3339 with its offset."""

    default_error_messages = {"invalid": _("Write a date as YYYY-MM-DD, or a time as YYYY-MM-DDThh:mm:ssZ.")}

    def to_internal_value(self, data: Any) -> date | datetime:
        """The day; or the moment, in UTC."""
        if not isinstance(data, str) or not _MOMENT.fullmatch(data.upper()):
            return super().to_internal_value(data)
        try:
            return datetime.fromisoformat(data.upper()).astimezone(UTC)
        except (ValueError, OverflowError):
            self.fail("invalid")


@extend_schema_field({"type": "string", "format": "date-time"})
class Moment(DayOrMoment):
    """A time of RFC 3339 with its offset."""

    default_error_messages = {"invalid": _("Write a time as YYYY-MM-DDThh:mm:ssZ.")}

    def to_internal_value(self, data: Any) -> datetime:
        """The moment, in UTC."""
        found = super().to_internal_value(data)
        if not isinstance(found, datetime):
            self.fail("invalid")
        return found


@extend_schema_field({"type": "string", "maxLength": 2000, "pattern": WEB_ADDRESS})
class WebAddress(Text):
    """A complete http or https address; of another scheme, it is refused with the code `scheme`."""

    default_error_messages = {
        "invalid_url": _("This is not a complete web address."),
        "scheme": _("Give an address that begins with http:// or https://."),
        "max_bytes": _("An address has no more than 2000 bytes."),
    }

    def to_internal_value(self, data: Any) -> str:
        """The address."""
        url = super().to_internal_value(data)
        if len(url.encode()) > 2000:
            self.fail("max_bytes")
        try:
            parts = urlsplit(url)
            whole = bool(parts.scheme and _HOST.fullmatch(parts.hostname or "")) and parts.port != -1
        except ValueError:
            self.fail("invalid_url")
        if not whole or re.search(r"[\x00-\x20\x7f]", url):
            self.fail("invalid_url")
        if parts.scheme not in {"http", "https"}:
            self.fail("scheme")
        return url


@extend_schema_field(
    {
        "oneOf": [
            AN_ID,
            {
                "type": "object",
                "properties": {
                    "name": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": r"\S"},
                    "code": {"type": ["string", "null"], "pattern": "^[A-Za-z]{2}$"},
                },
                "required": ["name"],
                "additionalProperties": False,
            },
        ]
    }
)
class PartyGiven(serializers.Field[Any, Any, Any, Any]):
    """An actor's id; or its name, and a state's ISO 3166 code, under which it is found or made."""

    default_error_messages = {
        "invalid": _("Give an actor's id, or an object with its name and, of a state, its code."),
        "unknown": _("An actor is written with name and code, and nothing else."),
        "blank": _("Give a name of 1 to 200 characters."),
        "code": _("A code is the two letters of ISO 3166."),
    }

    def to_internal_value(self, data: Any) -> int | tuple[str, str | None]:
        """The id; or the name and the code in capitals."""
        if not isinstance(data, dict):
            if type(data) is not int or not 1 <= data <= LARGEST_ID:
                self.fail("invalid")
            return data
        if set(data) - {"name", "code"}:
            self.fail("unknown")
        name, code = data.get("name"), data.get("code")
        if not isinstance(name, str) or not name.strip() or len(name) > 200:
            self.fail("blank")
        if code is not None and not (isinstance(code, str) and re.fullmatch(r"[A-Za-z]{2}", code)):
            self.fail("code")
        return name.strip(), code.upper() if code else None


@extend_schema_field({"type": "string", "pattern": r"^(0(\.[0-9]{1,4})?|1(\.0{1,4})?)$"})
class ShareGiven(serializers.Field[Decimal, Any, str, Any]):
    """A share from 0 to 1, as a string with at most four places."""

    default_error_messages = {"invalid": _('Give a share from 0 to 1 as a string with at most four places: "0.5".')}

    def to_internal_value(self, data: Any) -> Decimal:
        """The share."""
        if not isinstance(data, str) or not re.fullmatch(r"0(\.[0-9]{1,4})?|1(\.0{1,4})?", data):
            self.fail("invalid")
        return Decimal(data)


@extend_schema_field({"type": "boolean"})
class Truth(serializers.Field[bool, Any, bool, Any]):
    """`true` or `false`, and no word for it."""

    default_error_messages = {"invalid": _("Give true or false.")}

    def to_internal_value(self, data: Any) -> bool:
        """True or False."""
        if not isinstance(data, bool):
            self.fail("invalid")
        return data


@extend_schema_field({"type": "string", "maxLength": 253, "pattern": HOST_PATTERN})
class Host(Text):
    """The name of a web server, without `www.`."""

    default_error_messages = {"invalid_host": _("Give a host's name, such as example.org.")}

    def to_internal_value(self, data: Any) -> str:
        """The name in small letters."""
        host = super().to_internal_value(data)
        if len(host) > 253 or not re.fullmatch(HOST_PATTERN, host):
            self.fail("invalid_host")
        return host.lower().removeprefix("www.")
