"""Words in the making: saved while they are typed, by the page's script or with every button of the form."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from claims.flow import drafting, review
from claims.models import Claim, Draft, Presence, Rating, Review, User
from claims.models.enums import Role
from claims.models.errors import FalseLease, StaleVersion, TooLarge
from claims.pages import markdown

from . import meanwhile
from .doors import Context, entered_by, page, person, posted, verb
from .forms import LONGEST_EXPLANATION, typed_rows
from .seeing import visible

EVIDENCE = "evidence"
FIELDS = ["rating", "summary", "explanation", "review_again_on", "review_again_why", "correction_note"]
CONFLICT, TOO_LARGE = 409, 413
KEPT_BYTES = 200_000  # of what an expired log-in leaves behind


def words_of(data: QueryDict) -> dict[str, Any]:
    """What stands in the posted form, as it was typed."""
    texts = {name: data.get(name, "").replace("\0", "")[: 2 * LONGEST_EXPLANATION] for name in FIELDS}
    return {**texts, EVIDENCE: [{k: v.replace("\0", "") for k, v in row.items()} for row in typed_rows(data, EVIDENCE)]}


def is_worth_keeping(words: Mapping[str, Any]) -> bool:
    return any(words.values())


def of(claim: Claim, user: User) -> Draft | None:
    return Draft.objects.filter(user=user, claim=claim).first()


def told(draft: Draft, claim: Claim) -> Context:
    """What the page says of a draft: the words for whoever cannot go on now, and what others did meanwhile."""
    number = draft.words.get("rating", "")
    rating = Rating.objects.filter(pk=number).first() if number.isascii() and number.isdigit() else None
    others = meanwhile.since(claim, draft.claim_version, apart_from=draft.user_id)
    return {"draft": draft, "draft_rating": rating, "meanwhile": others if others["sentences"] else None}


def keep_posted(request: HttpRequest, claim: Claim) -> None:
    """Save the words that came with a button, whatever the button did."""
    words = words_of(request.POST)
    if is_worth_keeping(words) and is_author(request):
        drafting.keep(claim, by=person(request), words=words, seen=version_of(request, claim), now=timezone.now())


def is_author(request: HttpRequest) -> bool:
    """Whether the page was made for whoever sends it: people log in and out in other windows."""
    return posted(request, "author") in {"", str(person(request).pk)}


def version_of(request: HttpRequest, claim: Claim) -> int:
    """The claim's version on the page that was posted; where it names none, that of now."""
    number = posted(request, "version")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else claim.version


@require_POST
@entered_by(Role.REVIEWER)
def save(request: HttpRequest, pk: int) -> HttpResponseBase:
    """To the script: the edition that the words are now; 409 where another window has saved other ones."""
    claim = visible(request, pk)
    if not is_author(request):
        raise PermissionDenied("Somebody else has logged in here.")
    number = posted(request, "edition")
    words = words_of(request.POST)
    try:
        draft = drafting.keep(
            claim,
            by=person(request),
            words=words,
            seen=version_of(request, claim),
            edition=int(number) if number.isascii() and number.isdigit() and len(number) < 10 else None,
            now=timezone.now(),
        )
    except StaleVersion as error:
        return JsonResponse({"edition": error.current}, status=CONFLICT)
    except TooLarge as error:
        return JsonResponse({"detail": str(error)}, status=TOO_LARGE)
    return JsonResponse({"edition": draft.edition, "at": draft.saved_at.isoformat()})


@require_POST
@entered_by(Role.REVIEWER)
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """To the script: how the explanation looks."""
    explanation = posted(request, "explanation", at_most=LONGEST_EXPLANATION)
    return render(request, "desk/preview.html", {"preview": markdown.html(explanation)})


@verb(Role.REVIEWER, back_to="desk:claim")
def discard(request: HttpRequest, pk: int) -> HttpResponseBase:
    drafting.drop(visible(request, pk), by=person(request))
    return redirect("desk:claim", pk=pk)


@require_POST
@entered_by(Role.READER)
def beat(request: HttpRequest, pk: int) -> HttpResponse:
    """The page is open: who else is here, and until when the lease runs, renewed while its holder is at work."""
    claim, user = visible(request, pk), person(request)
    drafting.come(claim, by=user)
    token, lost = posted(request, "token"), False
    if token and posted(request, "working"):
        try:
            review.renew(claim, by=user, token=token)
        except FalseLease:
            lost = True
    changed = meanwhile.since(claim, version_of(request, claim), apart_from=user.pk)["sentences"]
    context = here(claim, user, claim.active_review()) | {"form": bool(token), "lapsed": lost, "changed": changed}
    answer = render(request, "desk/here.html", context)
    answer.headers["X-Lease"] = "lost" if lost else "held" if context["held"] else "none"
    return answer


@require_POST
@entered_by(Role.READER)
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """The page was closed: others see that, and the lease ends soon."""
    claim, user = visible(request, pk), person(request)
    drafting.go(claim, by=user)
    if token := posted(request, "token"):
        review.leave(claim, by=user, token=token)
    return HttpResponse(status=204)


def here(claim: Claim, user: User, turn: Review | None) -> Context:
    """The turn at the claim, and who has its page open besides."""
    return {
        "turn": turn,
        "held": turn is not None and turn.holder_id == user.pk and turn.expires_at > timezone.now(),
        "others": [one.user for one in Presence.objects.now().beside(user).filter(claim=claim)[:10]],
    }


@page()
def logged_in(request: HttpRequest) -> HttpResponse:
    """Where a log-in leads that was made beside a page with words on it."""
    return render(request, "desk/logged_in.html")


def keep_for_log_in(request: HttpRequest, pk: int) -> None:
    """Somebody's log-in expired while they wrote: the session keeps their words until they are back."""
    words = words_of(request.POST)
    fits = sum(len(str(value)) for value in words.values()) < KEPT_BYTES
    if is_worth_keeping(words) and fits and posted(request, "author").isdigit():
        request.session["typed"] = {
            "claim": pk,
            "author": posted(request, "author"),
            "version": posted(request, "version"),
            "words": words,
        }


def picked_up(request: HttpRequest, claim: Claim) -> bool:
    """Whether this session kept words of this person for this claim; they are their draft now."""
    kept = request.session.get("typed")
    user = person(request)
    if not kept or kept["claim"] != claim.pk or kept["author"] != str(user.pk):
        return False
    seen = int(kept["version"]) if kept["version"].isdigit() else claim.version
    drafting.keep(claim, by=user, words=kept["words"], seen=seen, now=timezone.now())
    del request.session["typed"]
    return True
