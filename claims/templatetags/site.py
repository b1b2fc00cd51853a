"""What the public's pages say of their own addresses."""

from django import template
from django.conf import settings
from django.urls import reverse

register = template.Library()


@register.simple_tag
def public_address(name: str, *args: object) -> str:
    """The page's address under PUBLIC_URL, whatever host was asked."""
    return f"{settings.PUBLIC_URL}{reverse(name, args=args)}"
