"""What says the same as a claim, on its page: shown with its reasons, confirmed or rejected by one button each."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import contract
from claims.flow import match
from claims.models import Article, Claim, Match
from claims.models.enums import MatchState, Relation, Role
from claims.models.errors import RuleBroken

from .doors import Context, person, posted, verb

MOST = 40
MOST_COPIES = 20


def found(claim: Claim) -> Context:
    """The matches of the claim, the likest first, apart by what was decided; and the verdicts that they propose."""
    rows = Match.objects.of(claim).select_related("factcheck", "decided_by").order_by("-score", "-id")[:MOST]
    matches = contract.matches.matches(list(rows), seen_from=claim.pk)
    by_state = {state.value: [one for one in matches if one["state"] == state] for state in MatchState}
    return {
        "matches": by_state[MatchState.CONFIRMED] + by_state[MatchState.SUGGESTED],
        "rejected": by_state[MatchState.REJECTED],
        "proposed": [one for one in matches if one["proposes"]],
    }


def copies(article: Article) -> Context:
    """How many other articles hold nearly the same text, and the first of them."""
    others = Article.objects.of_one_wire(article)
    first = list(others.select_related("source").defer("text").order_by("received_at", "id")[: MOST_COPIES + 1])
    number = len(first) if len(first) <= MOST_COPIES else others.count()
    return {"copies_count": number, "copies": first[:MOST_COPIES]}


@verb(Role.REVIEWER, back_to="desk:claim")
def confirm(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The two belong together, as the button says: they say the same, or are only related."""
    relation = posted(request, "relation")
    if relation not in Relation.values:
        raise RuleBroken("Say whether it is the same or only related.", field="relation")
    match.confirm(_named(request, pk), by=person(request), now=timezone.now(), relation=Relation(relation))
    same = relation == Relation.SAME
    messages.success(request, _("Confirmed: they say the same.") if same else _("Noted as related."))
    return _back(pk)


@verb(Role.REVIEWER, back_to="desk:claim")
def reject(request: HttpRequest, pk: int) -> HttpResponseBase:
    match.reject(_named(request, pk), by=person(request), now=timezone.now())
    messages.success(request, _("Noted: it is not suggested again."))
    return _back(pk)


def _named(request: HttpRequest, pk: int) -> Match:
    """The match of the claim whose number came with the button."""
    number = posted(request, "match")
    known = Match.objects.visible_to(person(request)).filter(pk=number) if _is_number(number) else Match.objects.none()
    one = known.of(Claim(pk=pk)).first()
    if one is None:
        raise RuleBroken("There is no such match of this claim any more.", field="match")
    return one


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _back(pk: int) -> HttpResponseBase:
    return redirect(f"{reverse('desk:claim', args=[pk])}#matches")
