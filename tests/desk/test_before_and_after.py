"""The second editor sees what their signature changes for the public, and sends back with a note on a place."""

import pytest
from django.test import Client

from claims.flow import mend, review
from claims.models import Claim, EventNote, User, Verdict
from claims.pages import differences
from tests import factories
from tests.factories import EVIDENCE, NOW

from .conftest import Login

pytestmark = pytest.mark.django_db


def page(client: Client, verdict: Verdict) -> str:
    answer = client.get(f"/desk/verdicts/{verdict.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_first_verdict_stands_beside_nothing(at: Login, omar: User) -> None:
    html = page(at(omar), factories.propose(summary="Two came."))
    assert "nobody outside the desk sees this claim yet" in html
    assert "Two came." in html
    assert "<ins>" not in html


def test_a_correction_stands_beside_what_it_replaces(at: Login, omar: User, nina: User) -> None:
    claim = factories.published_claim(summary="Two systems came, not six.", explanation="The list names two.")
    review.reopen(claim, by=omar, reason="a newer list", now=NOW)
    claim = Claim.objects.get()
    mend.mend(claim, by=omar, now=NOW, item="Patriot systems")
    verdict = factories.propose(
        claim,
        summary="Three systems came, not six.",
        explanation="The list names <b>three</b>.",
        rating=factories.rating(2),
        correction_note="Three.",
        evidence=[*EVIDENCE[:1], {"url": "https://example.org/new", "title": "A newer list", "stance": "supports"}],
    )
    html = page(at(nina), verdict)
    assert "<del>Two</del> systems came" in html
    assert "<ins>Three</ins> systems came" in html
    assert "&lt;b&gt;" in html
    assert "<b>three" not in html
    assert "<ins>Mostly false</ins>" in html
    assert "<del>IRIS-T systems</del>" in html
    assert "<ins>Patriot systems</ins>" in html
    assert '<ins dir="auto">A newer list</ins>' in html
    assert '<del dir="auto">A count by the recipient</del>' in html


def test_a_note_is_on_a_place_and_its_author_reads_it_where_they_go_on(at: Login, rita: User, omar: User) -> None:
    verdict = factories.propose(by=rita)
    data = {"version": verdict.version, "seen": verdict.text_sha256}
    data |= {"place": "evidence-2", "words": "Two came", "note": "who counted?"}
    at(omar).post(f"/desk/verdicts/{verdict.pk}/send-back/", data)
    told = "Evidence 2: A count by the recipient, “Two came”: who counted?"
    assert told in set(EventNote.objects.values_list("text", flat=True))
    html = at(rita).get(f"/desk/claims/{verdict.claim_id}/").content.decode()
    assert f'<q dir="auto">{told}</q>' in html


@pytest.mark.parametrize(("place", "words", "told"), [
    ("", "", "more"),
    ("summary", "", "Summary: more"),
    ("", "six", "“six”: more"),
    ("nowhere", "", "more"),
    ("part-item", "", "What: more"),
])  # fmt: skip
def test_a_place_may_be_left_out(at: Login, omar: User, place: str, words: str, told: str) -> None:
    verdict = factories.propose()
    data = {"version": verdict.version, "seen": verdict.text_sha256, "place": place, "words": words, "note": "more"}
    at(omar).post(f"/desk/verdicts/{verdict.pk}/send-back/", data)
    assert told in set(EventNote.objects.values_list("text", flat=True))


def test_a_place_without_a_note_is_no_note(at: Login, omar: User) -> None:
    verdict = factories.propose()
    data = {"version": verdict.version, "seen": verdict.text_sha256, "place": "summary", "note": " "}
    html = at(omar).post(f"/desk/verdicts/{verdict.pk}/send-back/", data, follow=True).content.decode()
    assert "Say in the note what should be mended." in html


def test_words_that_differ_are_marked_and_all_is_escaped() -> None:
    assert differences.marked("a <i> b", "a <i> c") == ("a &lt;i&gt; <del>b</del>", "a &lt;i&gt; <ins>c</ins>")
    assert differences.marked("", "new") == ("", "<ins>new</ins>")
    assert differences.marked("same", "same") == ("same", "same")
    long = "word " * 4000
    assert differences.marked(long, long + "<") == (long, long + "&lt;")
