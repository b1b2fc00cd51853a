"""Cases at the desk: opened from a claim, filled, merged, split, shown, rated, and all of it undone."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from claims.flow import cases
from claims.models import Case, Claim, Event, User, Verdict
from claims.models.enums import CaseState, Kind, Role, VerdictState
from tests import factories

from .conftest import Login

pytestmark = pytest.mark.django_db
RATING = {
    "state": "partly_kept",
    "share_delivered": "0.5",
    "explanation": "Half of it **came**.",
    "evidence-TOTAL_FORMS": "1",
    "evidence-INITIAL_FORMS": "0",
    "evidence-0-url": "https://example.org/list",
    "evidence-0-title": "The list",
    "evidence-0-stance": "supports",
}


def pledge(day: str = "2024-01-10", **reading: Any) -> Claim:
    return factories.make_claim(article=factories.make_article(published=date.fromisoformat(day)), **reading)


def a_case(*claims: Claim, title: str = "Germany: systems") -> Case:
    made = cases.open_case(title, Kind.AID, by=factories.person("omar"))
    for claim in claims:
        cases.add(made, claim, by=factories.person("omar"), now=factories.NOW)
    return made


def page(client: Client, case: Case) -> str:
    answer = client.get(f"/desk/cases/{case.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def press(client: Client, case: Case, button: str, **data: object) -> str:
    """With the version that the page shows now."""
    data = {"version": Case.objects.get(pk=case.pk).version} | data
    return client.post(f"/desk/cases/{case.pk}/{button}/", data, follow=True).content.decode()


def case_of(claim: Claim) -> int | None:
    return Claim.objects.get(pk=claim.pk).case_id


def test_a_case_is_opened_from_a_claim(at: Login, omar: User) -> None:
    claim = pledge()
    client = at(omar)
    html = client.get(f"/desk/claims/{claim.pk}/").content.decode()
    assert 'value="Germany: IRIS-T systems for Ukraine"' in html
    data = {"version": claim.version, "title": "Three systems"}
    html = client.post(f"/desk/claims/{claim.pk}/begin/", data, follow=True).content.decode()
    case = Case.objects.get()
    assert (case.title, case.item, str(case.actor), case.public) == (
        "Three systems",
        "IRIS-T systems",
        "Germany",
        False,
    )
    assert case_of(claim) == case.pk
    for words in ("Omar opened the case", f"Omar put claim {claim.pk} into it", "31 Dec 2024", claim.quote):
        assert words in html
    assert f'href="/desk/cases/{case.pk}/"' in client.get(f"/desk/claims/{claim.pk}/").content.decode()


def test_one_click_joins_a_suggested_case(at: Login, omar: User) -> None:
    first, second = pledge(), pledge("2024-02-01")
    case = cases.open_with(first, title="Systems for Ukraine", by=omar, now=factories.NOW)
    html = at(omar).get(f"/desk/claims/{second.pk}/").content.decode()
    assert "Systems for Ukraine" in html
    assert "Join this case" in html
    at(omar).post(f"/desk/claims/{second.pk}/join/", {"version": second.version, "case": case.pk})
    assert case_of(second) == case.pk


def test_the_list_by_state_with_counts(at: Login, vera: User) -> None:
    a_case(title="Nothing in it")
    a_case(pledge(), title="Past its day")
    html = at(vera).get("/desk/cases/").content.decode()
    assert 'All <span class="count">2</span>' in html
    html = at(vera).get("/desk/cases/?state=kept").content.decode()
    assert "Past its day" not in html
    assert "No case is kept" in html


def test_the_list_goes_on_where_it_ended(at: Login, vera: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.desk.cases.ROWS", 2)
    made = [a_case(title=f"Case no. {n}") for n in range(3)]
    html = at(vera).get("/desk/cases/").content.decode()
    assert "Case no. 0" not in html
    html = at(vera).get(f"/desk/cases/?before={made[1].pk}").content.decode()
    assert "Case no. 0" in html
    assert "Case no. 1" not in html


def test_the_pages_cost_so_many_queries(
    at: Login, omar: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    case, client = a_case(pledge(), pledge("2024-02-01")), at(omar)
    with django_assert_num_queries(11):
        page(client, case)
    with django_assert_num_queries(7):
        client.get("/desk/cases/")


def test_a_claim_comes_and_goes_and_comes_back_by_undo(at: Login, omar: User) -> None:
    claim, case = pledge(), a_case()
    press(at(omar), case, "add", claim=claim.pk)
    assert case_of(claim) == case.pk
    html = press(at(omar), case, "remove", claim=claim.pk)
    assert f"Omar took claim {claim.pk} out of it" in html
    assert case_of(claim) is None
    removal = Event.objects.filter(verb="case.claim_removed").get()
    html = press(at(omar), case, "undo", event=removal.pk)
    assert "Omar undid the removal of a claim" in html
    assert case_of(claim) == case.pk
    assert f'name="event" value="{removal.pk}"' not in html


def test_merged_and_split(at: Login, omar: User) -> None:
    one, other = pledge(), pledge("2024-02-01")
    case, into = a_case(one), a_case(other, title="The other")
    html = press(at(omar), case, "merge", into=into.pk)
    assert f"Claim {one.pk} came into it from case {case.pk}" in html
    assert at(omar).get(f"/desk/cases/{case.pk}/")["Location"] == f"/desk/cases/{into.pk}/"
    html = press(at(omar), into, "split", claims=[one.pk], title="Apart again")
    apart = Case.objects.get(title="Apart again")
    assert "This is the new case" in html
    assert (case_of(one), case_of(other)) == (apart.pk, into.pk)


def test_mended_published_and_hidden(at: Login, omar: User, client: Client) -> None:
    case = a_case(pledge())
    words = {
        "title": "Three systems",
        "item": "systems",
        "actor": "Germany",
        "recipient": "",
        "time_zone": "Europe/Kyiv",
    }
    html = press(at(omar), case, "mend", **words)
    assert "Omar changed its actor, item, time zone, title" in html
    assert client.get(f"/cases/{case.pk}/").status_code == 404
    press(at(omar), case, "publish")
    assert client.get(f"/cases/{case.pk}/").status_code == 200
    press(at(omar), case, "unpublish")
    assert client.get(f"/cases/{case.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("button", "data", "words"),
    [
        ("add", {"claim": "99999999"}, "There is no claim “99999999”"),
        ("add", {"claim": "٣"}, "There is no claim “٣”"),
        ("merge", {"into": "0"}, "There is no case “0”"),
        ("split", {"title": "Two"}, "Say which claims go into the new case"),
        ("undo", {"event": "1"}, "no such line in its history"),
        ("mend", {"title": "", "time_zone": "UTC"}, "A case needs a title"),
        ("mend", {"title": "T", "time_zone": "Mars"}, "Name a time zone"),
        ("publish", {"version": "0"}, "This has changed since you opened the page"),
    ],
)
def test_refusals_are_told_on_the_page(at: Login, omar: User, button: str, data: dict[str, str], words: str) -> None:
    case = a_case(pledge())
    before = Case.objects.values().get(pk=case.pk)
    assert words in press(at(omar), case, button, **data)
    assert Case.objects.values().get(pk=case.pk) == before


BUTTONS = ["mend", "add", "remove", "merge", "split", "publish", "unpublish", "undo"]


@pytest.mark.parametrize("button", BUTTONS)
def test_editors_alone_press_and_looking_changes_nothing(at: Login, rita: User, omar: User, button: str) -> None:
    case = a_case(pledge())
    path = f"/desk/cases/{case.pk}/{button}/"
    assert at(rita).post(path, {"version": case.version}).status_code == 403
    assert at(omar).get(path).status_code == 405
    assert Client().post(path).status_code == 302
    assert "Publish it" not in page(at(rita), case)


@pytest.mark.parametrize("button", ["join", "begin"])
def test_no_reviewer_puts_claims_into_cases(at: Login, rita: User, button: str) -> None:
    claim = pledge()
    assert at(rita).post(f"/desk/claims/{claim.pk}/{button}/", {"version": claim.version}).status_code == 403
    assert "Open a case from this claim" not in at(rita).get(f"/desk/claims/{claim.pk}/").content.decode()


def rate(client: Client, case: Case, **changes: str) -> str:
    version = Case.objects.get(pk=case.pk).version
    data = RATING | {"version": str(version), "action": "propose"} | changes
    return client.post(f"/desk/cases/{case.pk}/rate/", data, follow=True).content.decode()


def test_a_case_is_rated_by_one_and_signed_by_another(at: Login, omar: User, nina: User, client: Client) -> None:
    case = a_case(pledge())
    cases.publish(Case.objects.get(pk=case.pk), by=omar)
    html = rate(at(omar), case)
    assert "Proposed rating: partly kept" in html
    verdict = Verdict.objects.get()
    assert f"/desk/verdicts/{verdict.pk}/" in at(nina).get("/desk/?box=signoff").content.decode()
    data = {"version": verdict.version, "seen": verdict.text_sha256}
    assert "Sign off and publish" not in html
    html = at(nina).post(f"/desk/verdicts/{verdict.pk}/approve/", data, follow=True).content.decode()
    assert Case.objects.get(pk=case.pk).state == CaseState.PARTLY_KEPT
    assert "Nina signed it off" in html
    assert "<strong>came</strong>" in client.get(f"/verdicts/{verdict.pk}/").content.decode()


def test_a_rating_is_taken_back(at: Login, omar: User) -> None:
    case = a_case(pledge())
    rate(at(omar), case)
    verdict = Verdict.objects.get()
    answer = at(omar).post(f"/desk/verdicts/{verdict.pk}/take-back/", {"version": verdict.version})
    assert answer["Location"] == f"/desk/cases/{case.pk}/"
    assert Verdict.objects.get().state == VerdictState.TAKEN_BACK


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"state": ""}, "Say where the promise stands"),
        ({"state": "kept"}, "A share belongs to what was partly kept alone"),
        ({"share_delivered": "2"}, "less than or equal to 1"),
        ({"explanation": " "}, "Write the explanation"),
        ({"evidence-0-url": "", "evidence-0-title": "", "evidence-0-stance": ""}, "Add at least one piece of evidence"),
        ({"version": "0"}, "This has changed since you opened the page"),
        ({"action": "preview"}, "<p>Half of it <strong>came</strong>.</p>"),
        ({"action": "add"}, "Piece <span data-number>2"),
    ],
)
def test_what_was_typed_stays(at: Login, omar: User, changes: dict[str, str], words: str) -> None:
    html = rate(at(omar), a_case(pledge()), **changes)
    assert words in html
    assert "The list" in html or "evidence-0-url" in changes
    assert not Verdict.objects.exists()


def test_editors_alone_rate(at: Login, rita: User) -> None:
    case = a_case()
    assert not rita.holds(Role.EDITOR)
    assert at(rita).get(f"/desk/cases/{case.pk}/rate/").status_code == 403


@pytest.mark.parametrize("number", ["0", "99999999999999999999"])
def test_no_such_case(at: Login, omar: User, number: str) -> None:
    assert at(omar).get(f"/desk/cases/{number}/").status_code == 404
    assert at(omar).post(f"/desk/cases/{number}/publish/", {"version": 1}).status_code == 404


def test_a_claim_s_page_shows_its_case_as_a_small_picture(at: Login, vera: User) -> None:
    claim = pledge()
    case = a_case(claim)
    client = at(vera)
    assert f'src="/desk/cases/{case.pk}/picture.svg"' in client.get(f"/desk/claims/{claim.pk}/").content.decode()
    answer = client.get(f"/desk/cases/{case.pk}/picture.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "<svg" in answer.content.decode()
    empty = client.get(f"/desk/cases/{a_case(title='Empty').pk}/picture.svg")
    assert "<svg" in empty.content.decode()
