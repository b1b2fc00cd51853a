"""The picture of a verdict or a case that other sites show beside a link to it."""

from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from claims import ledger
from claims.models import Case, Rating, Verdict, casebook
from claims.models.enums import CaseState, VerdictState
from claims.pages import figures
from claims.pages.reading import words
from claims.plots import cards
from claims.plots.cards import Card
from claims.site import scale
from claims.site.public import ANYBODY

FRESH = "public, max-age=3600"  # pages name the picture with its version, so that a change is another address
STATES = {CaseState.KEPT: 4, CaseState.PARTLY_KEPT: 2, CaseState.BROKEN: 0, CaseState.OVERDUE: 0}


@require_safe
def of_verdict(request: HttpRequest, pk: int) -> HttpResponse:
    """404 for what nobody may read; one that was replaced says so."""
    readable = Verdict.objects.visible_to(ANYBODY).select_related("rating", "claim__article__source", "case")
    found = readable.defer("explanation", "search", "claim__search", "case__search").filter(pk=pk).first()
    if found is None:
        raise Http404
    return _answer(request, _of_case_rating(found) if found.rating is None else _of_claim(found, found.rating))


@require_safe
def of_case(request: HttpRequest, pk: int) -> HttpResponse:
    """404 for one that is private. Its figures are those of today."""
    found = Case.objects.public().for_reading().filter(pk=pk).first()
    if found is None:
        raise Http404
    stands = casebook.for_readers(found, today=found.day_of(timezone.now()))
    facts = (_delivered(stands), _("due %s") % figures.day(found.due) if found.due else "")
    return _answer(request, Card(_state(stands.state), found.title, facts, STATES.get(stands.state), sample=found.demo))  # type: ignore[call-overload]  # one of its words


def _of_claim(verdict: Verdict, rating: Rating) -> Card:
    points, claim = scale.points(), verdict.claim
    source = claim.article.source if claim else None
    said = [
        (verdict.reading.get("speaker") or {}).get("name", ""),
        source.name if source else "",
        figures.day(claim.said_on) if claim else "",
    ]
    return Card(
        _replaced(verdict, rating.name),
        f"“{verdict.quote}”",
        tuple(said),
        scale.tone(rating.value, points),
        [point.pk for point in points].index(rating.pk),
        len(points),
        sample=verdict.demo,
    )


def _of_case_rating(verdict: Verdict) -> Card:
    title = verdict.case.title if verdict.case else ""
    heading = _replaced(verdict, _state(verdict.case_state))
    return Card(heading, title, (), STATES.get(CaseState(verdict.case_state)), sample=verdict.demo)


def _replaced(verdict: Verdict, heading: str) -> str:
    return _("Replaced: %s") % heading if verdict.state == VerdictState.SUPERSEDED else heading


def _state(state: str) -> str:
    return words(state).capitalize()


def _delivered(stands: ledger.Ledger) -> str:
    """What came of what was pledged, where both are exact; of troops how many speak, and never one number."""
    line, summary = stands.main, ledger.as_object(stands)["summary"]
    if line.estimates:
        return ngettext("%d estimate", "%d estimates, each with its own range", len(line.estimates)) % len(
            line.estimates
        )
    pledged, delivered = summary["pledged"], summary["delivered"]
    if not (isinstance(pledged, str) and isinstance(delivered, str)) or pledged == "0":
        return ""
    of_what = figures.plural({"unit": line.unit, "precision": "exact", "min": pledged}) or line.currency or ""
    told = {"delivered": figures.scaled(delivered), "pledged": figures.scaled(pledged), "what": of_what}
    return _("%(delivered)s of %(pledged)s %(what)s delivered") % told


def _answer(request: HttpRequest, card: Card) -> HttpResponse:
    body = cards.png(card)
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type="image/png")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = FRESH
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    conditional: HttpResponse | None = get_conditional_response(request, etag=etag, response=response)
    return response if conditional is None else conditional
