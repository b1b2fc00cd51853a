"""What every page about a claim begins with: the claim itself, and its article's text with all claims marked."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from claims.models import Claim
from claims.pages import marking, reading

from .doors import person

MOST_MARKED = 1000


def visible(request: HttpRequest, pk: int) -> Claim:
    """The claim of that number, with its article."""
    claims = Claim.objects.visible_to(person(request)).select_related(
        "article__source", "speaker", "actor", "recipient"
    )
    return get_object_or_404(claims, pk=pk)


def text_with_claims(text: str, article_id: int, *, present: int | None = None) -> str:
    """The article's text with its claims marked, each but the present one a link to its page."""
    spans = Claim.objects.filter(article=article_id).order_by("start", "id").values_list("start", "end", "id", "status")
    return marking.marked(
        text,
        (
            marking.Span(
                start,
                end,
                pk,
                href="" if pk == present else f"{reverse('desk:claim', args=[pk])}#claim-{pk}",
                label=f"Claim {pk}, {reading.words(status)}",
            )
            for start, end, pk, status in spans[:MOST_MARKED]
        ),
        numbered=True,
    )
