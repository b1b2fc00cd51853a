"""Who the public's pages are for."""

from django.contrib.auth.models import AnonymousUser

ANYBODY = AnonymousUser()  # these pages show the same to people of the desk as to all others
