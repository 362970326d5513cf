"""Replaying the decision log gives the state, whatever people did and took back."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from plandocs.model.review import Action, Decision, ReviewState
from plandocs.review.replay import replay, standing

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
IDS = ("s1", "s2", "s3")


@st.composite
def logs(draw):
    log = []
    for number in range(1, draw(st.integers(0, 14)) + 1):
        action = draw(st.sampled_from(list(Action)))
        target = draw(st.sampled_from(IDS))
        undoes = None
        if action is Action.UNDO:
            if not log:
                continue
            undone = draw(st.sampled_from(log))
            target, undoes = undone.suggestion_id, undone.number
        changes = {"goal": draw(st.text(min_size=1, max_size=5))} if action in {Action.EDIT, Action.ADD} else {}
        log.append(Decision(number, 2568, target, action, "ก", NOW, "เหตุผล", changes, undoes=undoes))
    return log


@given(logs())
def test_state_does_not_depend_on_the_order_in_which_the_log_is_read(log):
    assert replay(log) == replay(list(reversed(log)))


@given(logs(), st.sampled_from(IDS))
def test_undoing_a_decision_gives_the_state_before_it(log, key):
    before = replay(log)
    number = len(log) + 100
    decided = Decision(number, 2568, key, Action.REJECT, "ก", NOW, "ไม่พร้อม")
    undone = Decision(number + 1, 2568, key, Action.UNDO, "ก", NOW, undoes=number)
    after = replay([*log, decided, undone])
    assert after.pop(key) == before.pop(key, after.get(key)) or not [d for d in log if d.suggestion_id == key]
    assert after == before


@given(logs(), st.sampled_from(IDS), st.sampled_from([Action.COMMENT, Action.ASSIGN, Action.LINK]))
def test_comments_assignments_and_links_never_change_a_state(log, key, action):
    before = replay(log)
    after = replay([*log, Decision(999, 2568, key, action, "ก", NOW, "ความเห็น", {"passage": "p", "assignee": "ข"})])
    state = before[key].state if key in before else ReviewState.PENDING
    assert after[key].state is state


@given(logs())
def test_an_undo_of_an_undo_brings_the_decision_back(log):
    kept = {decision.number for decision in standing(log)}
    decided = Decision(500, 2568, "s1", Action.ACCEPT, "ก", NOW)
    undo = Decision(501, 2568, "s1", Action.UNDO, "ก", NOW, undoes=500)
    again = Decision(502, 2568, "s1", Action.UNDO, "ก", NOW, undoes=501)
    assert {d.number for d in standing([*log, decided, undo, again])} == kept | {500}
