"""Strategic goals typed in or imported are kept once, can be found and checked, and count when goals are suggested."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from plandocs.app.documents import documents, verify
from plandocs.app.planning import goals, suggestions
from plandocs.app.strategy import StrategicGoal, add_strategic, read_strategic
from plandocs.model.errors import NotFoundError, UsageError, YearOutOfRangeError

ENTRY = StrategicGoal(
    "เพิ่มการเผยแพร่ชุดข้อมูลเปิดภาครัฐ", 2568, "จำนวนชุดข้อมูลเปิดที่เผยแพร่", "ชุด", ((2568, 40.0), (2569, 60.0)), "ศทส."
)


def book(path, rows):
    made = Workbook()
    for row in rows:
        made.active.append(row)
    made.save(path)
    return path


def test_a_typed_goal_is_kept_once_and_its_quote_stands(workspace):
    first, again = add_strategic(workspace, [ENTRY, ENTRY])
    assert first == again
    assert [g.goal for g in goals(workspace, strategic=True)] == [ENTRY.goal]
    assert goals(workspace, year=2568)[0].kpis[0].target == 40.0
    assert [d.meta.kind.value for d in documents(workspace)] == ["action-plan"]
    assert verify(workspace) == (1, [])


def test_a_target_that_is_no_number_is_named_with_its_row_and_nothing_of_the_row_is_kept(workspace, tmp_path):
    head = ("เป้าหมาย", "ปี", "ตัวชี้วัด", "หน่วยนับ", "ปี 2568", "ปี 2569")
    rows = [head, ("ลดเวลา", 2568, "เวลา", "วัน", 20, "-"), ("เพิ่มบริการ", 2568, "บริการ", "แห่ง", "มากขึ้น", 3)]
    entries, refused = read_strategic(book(tmp_path / "goals.xlsx", rows))
    assert [(e.goal, e.targets) for e in entries] == [("ลดเวลา", ((2568, 20.0),))]
    ((place, reason),) = refused
    assert "3" in place
    assert "มากขึ้น" in reason


def test_a_typed_goal_counts_when_goals_are_suggested(workspace, report):
    workspace.store.add_document(*report)
    before = suggestions(workspace, 2568).suggestions
    (goal,) = add_strategic(workspace, [ENTRY])
    after = suggestions(workspace, 2568).suggestions
    told = [e for s in after for e in s.evidence if e.document_id == goal.document_id]
    assert told, [s.goal for s in after]
    assert not [e for s in before for e in s.evidence if e.document_id == goal.document_id]


@pytest.mark.parametrize(("entry", "error"), [(("  ", 2568), UsageError), (("ก", 1990), YearOutOfRangeError)])
def test_a_goal_without_text_or_with_a_wrong_year_is_not_kept(workspace, entry, error):
    with pytest.raises(error):
        add_strategic(workspace, [StrategicGoal(*entry)])
    assert documents(workspace) == []


def test_rows_of_a_sheet_become_goals_and_the_rest_is_named(tmp_path):
    source = book(
        tmp_path / "s.xlsx",
        [
            ["เป้าหมาย", "ปีงบประมาณ", "ตัวชี้วัด", "หน่วยนับ", "2568", "เป้า ปี ๒๕๖๙", "ผู้รับผิดชอบ"],
            ["เพิ่มบริการดิจิทัล", 2568, "จำนวนบริการ", "บริการ", 10, "๑๕", "กอง ก"],
            ["ลดเวลา", "", "ระยะเวลา", "วัน", 5, "", ""],
            ["", 2568, "ไม่มีเป้าหมาย", "", "", "", ""],
            ["ปีผิด", 1990, "", "", "", "", ""],
            ["ไม่มีปี", "", "", "", "", "", ""],
        ],
    )
    entries, refused = read_strategic(source)
    assert [(e.goal, e.year, e.targets) for e in entries] == [
        ("เพิ่มบริการดิจิทัล", 2568, ((2568, 10.0), (2569, 15.0))),
        ("ลดเวลา", 2568, ((2568, 5.0),)),
    ]
    assert len(refused) == 3
    assert "1990" in " ".join(message for _, message in refused)


def test_a_missing_sheet_is_said(tmp_path):
    with pytest.raises(NotFoundError):
        read_strategic(tmp_path / "none.xlsx")
