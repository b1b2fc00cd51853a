"""The keys of the desk, as a page for those without the script that shows them in place."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from .doors import page


@page()
def show(request: HttpRequest) -> HttpResponseBase:
    return render(request, "desk/keys_page.html")
