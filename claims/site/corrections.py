"""Readers ask for a correction, and follow what becomes of it by its number."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from claims import counting
from claims.flow import corrections
from claims.models import CorrectionRequest, Verdict
from claims.models.errors import RuleBroken
from claims.site.forms import CorrectionForm, slip
from claims.site.public import ANYBODY, answer, number

FROM_ONE_ADDRESS = 5  # requests an hour
HOUR = 3600  # seconds
UNDERSTOOD_AND_REFUSED, TOO_MANY = 422, 429


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The form, about the verdict that the address names or in general; what was asked leads to its page."""
    verdict, now = _verdict(request), timezone.now()
    if request.method != "POST":
        return _form(request, CorrectionForm(initial={"slip": slip(now)}, now=now), verdict)
    form = CorrectionForm(request.POST, now=now)
    if not form.is_valid():
        return _form(request, form, verdict, status=UNDERSTOOD_AND_REFUSED)
    made = counting.count(f"corrections:{counting.network(request)}:{int(now.timestamp()) // HOUR}", seconds=HOUR)
    if made is not None and made > FROM_ONE_ADDRESS:
        form.add_error(None, "There were many requests from your address. Please try again in an hour.")
        return _form(request, form, verdict, status=TOO_MANY)
    words = {name: form.cleaned_data[name] for name in ("text", "source", "contact")}
    try:
        noted = corrections.ask(form.cleaned_data["number"], verdict, now=now, **words)
    except RuleBroken as error:
        form.add_error(None, str(error))
        return _form(request, form, verdict, status=TOO_MANY)
    return redirect("site:request", number=noted)


@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """Where a number is typed in; a known one leads to its page."""
    given = request.GET.get("number", "").replace("\0", "")[:30]
    found = CorrectionRequest.objects.numbered(given).first() if given else None
    if found is not None:
        return redirect("site:request", number=found.number)
    return answer(request, "site/requests.html", {"given": given}, status=404 if given else 200)


@require_safe
def follow(request: HttpRequest, number: str) -> HttpResponse:
    """How a request stands, to whoever has its number: nothing of what the reader wrote or who they are."""
    found = CorrectionRequest.objects.filter(number=number).first()
    if found is None:
        raise Http404
    verdict = Verdict.objects.visible_to(ANYBODY).filter(correction_requests=found).first()
    response = answer(request, "site/request.html", {"request_": found, "verdict": verdict})
    add_never_cache_headers(response)
    return response


def _verdict(request: HttpRequest) -> Verdict | None:
    """The verdict that `?verdict=` names, if it is one that anybody may read."""
    pk = number(request.GET.get("verdict", ""))
    return None if pk is None else Verdict.objects.visible_to(ANYBODY).select_related("case").filter(pk=pk).first()


def _form(request: HttpRequest, form: CorrectionForm, verdict: Verdict | None, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "mistakes": _mistakes(form), "verdict": verdict, "sample": verdict and verdict.demo}
    response = answer(request, "site/ask.html", context, status=status)
    add_never_cache_headers(response)  # the number in it is for one reader
    return response


def _mistakes(form: CorrectionForm) -> list[Mapping[str, Any]]:
    """For the summary above the form: each mistake, with the field that it is about."""
    return [
        {"id": form[name].id_for_label if name in form.fields else "", "label": _label(form, name), "message": text}
        for name, texts in form.errors.items()
        for text in texts
    ]


def _label(form: CorrectionForm, name: str) -> str:
    return str(form[name].label) if name in form.fields else ""
