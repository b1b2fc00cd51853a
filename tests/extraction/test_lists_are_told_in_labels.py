"""Situation reports and factboxes: a label, a figure, and no verb at all."""

from __future__ import annotations

from tests.extraction.reads import code, read


def test_a_header_says_what_the_names_and_numbers_count() -> None:
    readings = read("Mission strength, Port-au-Prince, 8 Dec.: Kenya 721, Guatemala 150, Jamaica 24.")
    assert [(code(r.actor), r.step, r.quantity and str(r.quantity.min)) for r in readings] == [
        ("KE", "deployed", "721"),
        ("GT", "deployed", "150"),
        ("JM", "deployed", "24"),
    ]


def test_an_entry_s_own_words_lead_its_header() -> None:
    readings = read("Who gives what to the camps. United Kingdom: GBP 6m. Japan: USD 3.5m, announced in December.")
    assert [(code(r.actor), r.step, r.amount and r.amount.currency) for r in readings] == [
        ("GB", "delivered", "GBP"),
        ("JP", "pledged", "USD"),
    ]


def test_a_label_may_be_the_step_itself() -> None:
    readings = read(
        "Dead: 1. Injured: 6, among them the platoon commander. So Paraguay's army told of Monday's ambush."
    )
    assert [(r.kind, r.step, r.quantity and str(r.quantity.min)) for r in readings] == [
        ("troops", "losses", "1"),
        ("troops", "losses", "6"),
    ]


def test_scores_and_votes_are_no_entries() -> None:
    assert read("Final scores in Lyon: Japan 24, Kenya 12.") == []
    assert read("Seats in the new council: Greens 12, Liberals 9.") == []
