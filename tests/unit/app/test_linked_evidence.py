"""Evidence linked by people: it is shown with the goal, marks a goal of one's own, and never changes a state."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from plandocs.app.exchange import COLUMNS, export_queue, import_decisions
from plandocs.app.review import add_own, decide, link, queue, undo
from plandocs.model.errors import NotFoundError, UsageError
from plandocs.model.review import Action, ReviewState

YEAR = 2568
GOAL = {"goal": "จัดตั้งศูนย์ข้อมูลกลางของกรม"}


def entry(given, key):
    return next(e for e in queue(given.workspace, YEAR) if e.suggestion.id == key)


def test_a_goal_of_ones_own_says_whether_it_has_evidence(given):
    with_it = add_own(given.workspace, YEAR, GOAL, evidence=("freport", "report:0")).suggestion_id
    without = add_own(given.workspace, YEAR, {"goal": "ปรับปรุงโรงอาหาร"}).suggestion_id
    shown = entry(given, with_it).shown
    assert [e.document_id for e in shown.evidence] == ["report", "report"]
    assert any("เชื่อมไว้ 2 แห่ง" in reason for reason in shown.reasons)
    assert entry(given, without).shown.evidence == ()
    assert any("ยังไม่มีหลักฐาน" in reason for reason in entry(given, without).shown.reasons)


@pytest.mark.parametrize("action", [None, Action.ACCEPT, Action.REJECT, Action.RETURN])
def test_linking_never_changes_a_state(given, action):
    key = given.ids[0]
    if action is not None:
        decide(given.workspace, YEAR, [key], action, reason="เหตุผล")
    before = entry(given, key)
    link(given.workspace, YEAR, key, ["freport"])
    after = entry(given, key)
    assert after.review.state is before.review.state
    assert len(after.shown.evidence) == len(before.shown.evidence) + 1
    undo(given.workspace, YEAR, key)
    assert entry(given, key).shown.evidence == before.shown.evidence


@pytest.mark.parametrize("wrong", ["fnothere", "report:99", "nothere:1", "report", ""])
def test_evidence_that_is_not_there_is_refused_before_anything_is_written(given, wrong):
    with pytest.raises(NotFoundError):
        link(given.workspace, YEAR, given.ids[0], ["freport", wrong])
    with pytest.raises(NotFoundError):
        add_own(given.workspace, YEAR, GOAL, evidence=[wrong])
    assert given.workspace.store.decisions(YEAR) == []


def test_linking_needs_something_to_link(given):
    with pytest.raises(UsageError):
        link(given.workspace, YEAR, given.ids[0], [])


def test_a_goal_added_in_the_returned_sheet_may_name_its_evidence(given, tmp_path):
    path = tmp_path / "queue.xlsx"
    export_queue(given.workspace, YEAR, path)
    book = load_workbook(path)
    sheet = book.active
    names = {COLUMNS[cell.value]: cell.column for cell in sheet[1] if cell.value in COLUMNS}
    row = sheet.max_row + 1
    for name, value in (("year", YEAR), ("goal", GOAL["goal"]), ("decision", "เพิ่ม"), ("evidence", "0123456789ab:1")):
        sheet.cell(row, names[name], value)
    for name, value in (("year", YEAR), ("goal", "ปรับปรุงโรงอาหาร"), ("decision", "เพิ่ม"), ("evidence", "ตามมติ ครม.")):
        sheet.cell(row + 1, names[name], value)
    book.save(path)
    report = import_decisions(given.workspace, path)
    assert [place for place, _ in report.refused] == [f"แถวที่ {row}"]
    own = [e for e in queue(given.workspace, YEAR) if e.review.own]
    assert [(e.shown.goal, e.review.state) for e in own] == [("ปรับปรุงโรงอาหาร", ReviewState.ACCEPTED)]
