"""Deciding: what each decision does to the queue, what it needs, and what comes of ids that are wrong or change."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from plandocs.app import review
from plandocs.app.plan import ORDER, PLAN_ID
from plandocs.app.review import add_own, chosen, decide, queue, undo
from plandocs.model.errors import NotFoundError, ReviewError, UsageError, YearOutOfRangeError
from plandocs.model.review import Action, Decision, ReviewState

YEAR = 2568


def state(given, key):
    return next(e for e in queue(given.workspace, YEAR) if e.suggestion.id == key)


def log(given):
    return given.workspace.store.decisions(YEAR)


@pytest.mark.parametrize(
    ("action", "more", "expected"),
    [
        (Action.ACCEPT, {}, ReviewState.ACCEPTED),
        (Action.EDIT, {"changes": {"goal": "ข้อความใหม่"}}, ReviewState.EDITED),
        (Action.REJECT, {"reason": "ไม่พร้อม"}, ReviewState.REJECTED),
        (Action.RETURN, {"reason": "ขอตัวเลข"}, ReviewState.RETURNED),
        (Action.ASSIGN, {"changes": {"assignee": "กอง ก"}}, ReviewState.PENDING),
        (Action.COMMENT, {"reason": "ดูอีกครั้ง"}, ReviewState.PENDING),
    ],
)
def test_a_decision_gives_its_state_and_an_undo_takes_it_back(given, action, more, expected):
    key = given.ids[0]
    (made,) = decide(given.workspace, YEAR, [key], action, who="ก", **more)
    assert state(given, key).review.state is expected
    assert undo(given.workspace, YEAR, key).undoes == made.number
    assert state(given, key).review.state is ReviewState.PENDING
    assert [d.action for d in log(given)] == [action, Action.UNDO]


@pytest.mark.parametrize("action", [Action.REJECT, Action.RETURN, Action.COMMENT, Action.EDIT])
def test_a_decision_without_what_it_needs_writes_nothing(given, action):
    with pytest.raises(ReviewError):
        decide(given.workspace, YEAR, given.ids, action)
    assert log(given) == []


@pytest.mark.parametrize(
    "changes",
    [{"colour": "red"}, {"kpi1.target": "มาก"}, {"kpi0.name": "ก"}, {"goal": " "}, {"kpi1.colour": "ก"}],
    ids=str,
)
def test_a_wrong_change_writes_nothing(given, changes):
    with pytest.raises(UsageError):
        decide(given.workspace, YEAR, given.ids[:1], Action.EDIT, changes=changes)
    assert log(given) == []


@pytest.mark.parametrize("wrong", ["", "s", "none"])
def test_an_unknown_or_ambiguous_id_among_others_writes_nothing(given, wrong):
    with pytest.raises(NotFoundError):
        decide(given.workspace, YEAR, [given.ids[0], wrong], Action.ACCEPT)
    assert log(given) == []


def test_an_id_may_be_shortened_and_named_twice(given):
    assert [d.suggestion_id for d in decide(given.workspace, YEAR, ["s11", given.ids[0]], Action.ACCEPT)] == given.ids[
        :1
    ]


def test_one_reason_rejects_many_at_once(given):
    made = decide(given.workspace, YEAR, given.ids, Action.REJECT, who="ก", reason="งบไม่พอ")
    assert [d.reason for d in made] == ["งบไม่พอ"] * 3
    assert chosen(given.workspace, YEAR) == []


def test_an_edit_keeps_the_original_and_shows_the_new_words(given):
    changes = {
        "goal": "ใหม่",
        "kpi1.target": "๒๕",
        "kpi2.name": "ร้อยละ",
        "activity3": "สาม",
        "activity1": "",
        "owner": "กอง ข",
    }
    decide(given.workspace, YEAR, given.ids[:1], Action.EDIT, changes=changes)
    entry = state(given, given.ids[0])
    assert entry.suggestion.goal == "เพิ่มชุดข้อมูลเปิด"
    assert (entry.shown.goal, entry.shown.owner) == ("ใหม่", "กอง ข")
    assert [(k.name, k.target) for k in entry.shown.kpis] == [("จำนวนชุดข้อมูลเปิด", 25.0), ("ร้อยละ", None)]
    assert entry.shown.activities == ("ประกาศรอบปรับปรุง", "สาม")


def test_accepting_after_an_edit_keeps_the_edit(given):
    decide(given.workspace, YEAR, given.ids[:1], Action.EDIT, changes={"goal": "ใหม่"})
    decide(given.workspace, YEAR, given.ids[:1], Action.ACCEPT)
    assert [(e.shown.goal, e.review.state) for e in chosen(given.workspace, YEAR)] == [("ใหม่", ReviewState.EDITED)]


def test_what_was_decided_on_stays_when_it_is_no_longer_suggested_or_its_text_changes(given):
    decide(given.workspace, YEAR, given.ids[:2], Action.ACCEPT)
    given.suggested[:] = [replace(given.suggested[0], goal="ข้อความที่เปลี่ยนไปเอง")]
    assert [e.suggestion.goal for e in chosen(given.workspace, YEAR)] == ["เพิ่มชุดข้อมูลเปิด", "พัฒนาระบบร้องเรียน"]


def test_an_own_goal_is_in_the_queue_accepted_and_can_be_edited_rejected_and_taken_back(given):
    made = add_own(given.workspace, YEAR, {"goal": "เป้าของตน", "kpi1.target": "5"}, who="ก", reason="มติประชุม")
    entry = state(given, made.suggestion_id)
    assert (entry.review.own, entry.review.state, entry.shown.kpis[0].target) == (True, ReviewState.ACCEPTED, 5.0)
    assert entry.suggestion.reasons == ("คณะทำงานเสนอเพิ่ม: มติประชุม",)
    decide(given.workspace, YEAR, [made.suggestion_id], Action.EDIT, changes={"owner": "กอง ก"})
    assert state(given, made.suggestion_id).shown.owner == "กอง ก"
    undo(given.workspace, YEAR, made.suggestion_id)
    undo(given.workspace, YEAR, made.suggestion_id)
    assert made.suggestion_id not in {e.suggestion.id for e in queue(given.workspace, YEAR)}


def test_an_own_goal_needs_its_text(given):
    with pytest.raises(UsageError):
        add_own(given.workspace, YEAR, {"owner": "กอง ก"})


@pytest.mark.parametrize("key", ["", "s", "none", "s11"])
def test_there_is_nothing_to_undo_for_an_id_without_decisions(given, key):
    if key == "s":
        decide(given.workspace, YEAR, given.ids[:2], Action.ACCEPT)
    with pytest.raises(ReviewError):
        undo(given.workspace, YEAR, key)


def test_years_are_apart_and_checked(given):
    decide(given.workspace, YEAR, given.ids[:1], Action.ACCEPT)
    assert chosen(given.workspace, 2569) == []
    with pytest.raises(YearOutOfRangeError):
        queue(given.workspace, 1990)


def test_the_plan_keeps_the_order_that_people_gave_and_new_goals_come_last(given):
    decide(given.workspace, YEAR, given.ids, Action.ACCEPT)
    wanted = {ORDER: f"{given.ids[2]},gone,{given.ids[0]}"}
    given.workspace.store.append_decision(
        Decision(0, YEAR, PLAN_ID, Action.EDIT, "ก", dt.datetime.now(dt.UTC), changes=wanted, source="word")
    )
    assert [e.suggestion.id for e in chosen(given.workspace, YEAR)] == [given.ids[2], given.ids[0], given.ids[1]]
    assert [e.suggestion.id for e in queue(given.workspace, YEAR)] == given.ids


def test_a_person_the_system_does_not_know_is_a_planner(monkeypatch):
    def unknown():
        raise OSError("no user name")

    monkeypatch.setattr(review.getpass, "getuser", unknown)
    assert review.user() == "planner"
