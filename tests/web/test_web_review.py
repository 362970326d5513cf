"""Deciding on suggestions in the browser: every decision ends in the log, marked as made on the web page."""

from __future__ import annotations

import io

import openpyxl
import pytest

from plandocs.app.review import queue
from plandocs.model.review import Action, ReviewState


def entry(given, key="s1"):
    return next(e for e in queue(given.workspace, 2567) if e.suggestion.id == key)


def log(given):
    return given.workspace.store.decisions(2567)


DECISIONS = [
    ("accept", {}, ReviewState.ACCEPTED, "รับข้อเสนอแล้ว"),
    ("reject", {"reason": "ไม่มีงบประมาณ"}, ReviewState.REJECTED, "ไม่มีงบประมาณ"),
    ("return", {"reason": "ตัวชี้วัดไม่ชัด"}, ReviewState.RETURNED, "ตัวชี้วัดไม่ชัด"),
    ("edit", {"goal": "เป้าหมายที่แก้แล้ว"}, ReviewState.EDITED, "ข้อความเดิม: ยกระดับความผูกพัน"),
    ("comment", {"reason": "ดีมาก"}, ReviewState.PENDING, "ดีมาก"),
    ("assign", {"assignee": "คุณสมศรี"}, ReviewState.PENDING, "คุณสมศรี"),
]


@pytest.mark.parametrize(("name", "fields", "state", "shown"), DECISIONS)
def test_a_decision_is_kept_and_shown(send, given, name, fields, state, shown):
    answer = send(f"/review/2567/s1/{name}", fields)
    assert answer.status_code == 200
    assert shown in answer.text
    assert entry(given).review.state is state
    assert [(d.action.value, d.source) for d in log(given)] == [(name, "web")]


@pytest.mark.parametrize("name", ["reject", "return", "comment"])
def test_a_decision_that_needs_a_reason_is_refused_without_one(send, given, name):
    answer = send(f"/review/2567/s1/{name}", {"reason": " "})
    assert answer.status_code == 409
    assert "โปรดระบุเหตุผล" in answer.text
    assert log(given) == []


def test_undo_takes_back_the_last_decision(send, given):
    send("/review/2567/s1/accept")
    assert send("/review/2567/s1/undo").status_code == 200
    assert entry(given).review.state is ReviewState.PENDING
    assert [d.action for d in log(given)] == [Action.ACCEPT, Action.UNDO]


def test_undo_is_offered_only_where_there_is_something_to_undo(send, client):
    assert "/s1/undo" not in client.get("/review").text
    send("/review/2567/s1/accept")
    assert "/s1/undo" in client.get("/review").text
    send("/review/2567/s1/undo")
    assert "/s1/undo" not in client.get("/review").text


def test_an_edit_keeps_only_what_changed(send, given):
    before = entry(given).shown
    fields = {
        "goal": before.goal,
        "owner": "กองแผนงาน",
        "budget": "500000",
        "kpi1.name": before.kpis[0].name,
        "kpi1.unit": "ร้อยละ",
        "kpi1.baseline": "74.25",
        "kpi1.target": "๘๕",
        **{f"kpi2.{name}": "" for name in ("name", "unit", "baseline", "target")},
        "activities": "สำรวจทุกหน่วยงาน\r\nรายงานผล",
    }
    send("/review/2567/s1/edit", fields)
    changes = dict(log(given)[0].changes)
    assert changes == {"owner": "กองแผนงาน", "budget": "500000", "kpi1.target": "๘๕", "activity2": "รายงานผล"}
    assert entry(given).shown.kpis[0].target == 85


def test_an_activity_taken_out_is_gone_and_can_be_undone(send, given):
    send("/review/2567/s1/edit", {"activities": ""})
    assert entry(given).shown.activities == ()
    send("/review/2567/s1/undo")
    assert entry(given).shown.activities == ("สำรวจทุกหน่วยงาน",)


def test_an_edit_that_changes_nothing_says_so(send, given):
    answer = send("/review/2567/s1/edit", {"goal": entry(given).shown.goal})
    assert answer.status_code == 400
    assert "ยังไม่มีข้อความใดเปลี่ยน" in answer.text


@pytest.mark.parametrize("fields", [{"kpi1.target": "มาก"}, {"kpi1.baseline": "ไม่ทราบ"}])
def test_a_value_that_is_no_number_is_refused(send, given, fields):
    assert send("/review/2567/s1/edit", fields).status_code == 400
    assert log(given) == []


def test_one_reason_for_many_at_once(send, given):
    send("/review/2567/many", {"id": ["s1", "s2"], "action": "reject", "reason": "อยู่นอกภารกิจ"})
    assert [(d.suggestion_id, d.reason) for d in log(given)] == [("s1", "อยู่นอกภารกิจ"), ("s2", "อยู่นอกภารกิจ")]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"action": "reject", "reason": "x"}, 400),
        ({"id": "s1", "action": "undo"}, 404),
        ({"id": "s1", "action": "reject"}, 409),
    ],
)
def test_many_at_once_needs_a_choice_an_action_and_a_reason(send, given, fields, code):
    assert send("/review/2567/many", fields).status_code == code
    assert log(given) == []


def test_a_goal_of_ones_own_is_added_accepted(send, given):
    answer = send(
        "/review/2567/own",
        {
            "goal": "จัดตั้งศูนย์ข้อมูล",
            "kpi1.name": "จำนวนศูนย์",
            "kpi1.target": "1",
            "activities": "ก\nข",
            "reason": "มติที่ประชุม",
        },
    )
    assert "จัดตั้งศูนย์ข้อมูล" in answer.text
    added = next(e for e in queue(given.workspace, 2567) if e.review.own)
    assert added.review.state is ReviewState.ACCEPTED
    assert added.shown.activities == ("ก", "ข")
    assert added.shown.kpis[0].target == 1


def test_after_a_decision_the_next_card_is_shown(send):
    answer = send("/review/2567/s1/accept", {"state": "pending"}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/review?year=2567&state=pending&done=accepted#s-s2"


def test_the_filter_shows_one_state_only(send, client):
    send("/review/2567/s1/accept")
    page = client.get("/review?year=2567&state=accepted").text
    assert 'id="s-s1"' in page
    assert 'id="s-s2"' not in page
    assert "พิจารณาแล้ว 1 จาก 2 ข้อ" in page


def test_the_reviewers_name_is_remembered_and_kept_in_the_log(send, client, given):
    send("/review/who", {"who": "สมศรี ใจดี", "year": "2567"})
    send("/review/2567/s1/accept")
    assert log(given)[0].who == "สมศรี ใจดี"
    assert "สมศรี ใจดี" in client.get("/review/2567/log").text


def test_evidence_leads_to_the_quoted_words(client, given):
    page = client.get("/review").text
    assert "/documents/doc65?at=1&amp;mark=0-40#b1" in page
    shown = client.get("/documents/doc65?at=1&mark=0-40").text
    assert f"<mark>{given.first.text[:40]}</mark>" in shown
    assert 'id="b1"' in shown


def test_an_unknown_suggestion_or_action_is_not_found(send):
    assert send("/review/2567/none/accept").status_code == 404
    assert send("/review/2567/s1/explode").status_code == 404


def test_the_queue_can_be_taken_along_as_a_spreadsheet(client):
    answer = client.get("/review/2567/queue.xlsx")
    assert "plandocs-2567.xlsx" in answer.headers["content-disposition"]
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert sum(1 for _ in book.active.iter_rows()) >= 3


def test_without_reports_the_page_says_what_is_missing(client, given):
    for document_id in ("doc65", "doc66"):
        given.workspace.store.set_status(document_id, "superseded")
    assert "ยังไม่มีรายงานป้อนกลับ" in client.get("/review").text
    assert client.get("/").status_code == 200


def test_the_queue_is_filtered_by_category_and_owner_and_stays_so_after_a_decision(send, client):
    assert "ไม่มีข้อเสนอตามเงื่อนไขนี้" in client.get("/review?year=2567&category=4").text
    page = client.get("/review?year=2567&category=5&owner=กองการเจ้าหน้าที่").text
    assert page.count('class="card ') == 2
    assert "<option selected>กองการเจ้าหน้าที่</option>" in page
    answer = send("/review/2567/s1/accept", {"category": "5", "owned": "กองการเจ้าหน้าที่"}, follow_redirects=False)
    address = answer.headers["location"]
    assert "category=5" in address
    assert "owner=" in address
    assert address.endswith("#s-s2")
    send("/review/2567/s2/assign", {"assignee": "สมหญิง"})
    assert client.get("/review?year=2567&owner=สมหญิง").text.count('class="card ') == 1


@pytest.mark.parametrize("typed", ["2567", "67", "๒๕๖๗", "พ.ศ. 2567"])
@pytest.mark.parametrize("path", ["/review", "/audit", "/drafts"])
def test_a_year_is_understood_as_people_type_it_into_the_field(client, path, typed):
    page = client.get(path, params={"year": typed})
    assert page.status_code == 200
    assert "2567" in page.text


def test_another_year_is_told_with_the_right_form_and_an_empty_one_is_the_next_plan(client):
    answer = client.get("/review?year=2024")
    assert (answer.status_code, "คือ 2567" in answer.text) == (400, True)
    assert client.get("/review?year=").status_code == 200


def test_linked_evidence_is_shown_with_the_goal_and_changes_no_state(send, given):
    before = entry(given)
    answer = send("/review/2567/s1/link", {"evidence": f" doc65:2  {given.second.id} "})
    after = entry(given)
    assert answer.status_code == 200
    assert after.review.state is before.review.state
    assert [e.document_id for e in after.shown.evidence[len(before.shown.evidence) :]] == ["doc65", "doc66"]
    assert [(d.action, d.source) for d in log(given)] == [(Action.LINK, "web")] * 2  # each can be taken back
    assert "/documents/doc66" in answer.text


@pytest.mark.parametrize("wrong", ["", "  ", "doc65:99", "nothere"])
def test_evidence_that_is_not_there_is_refused(send, given, wrong):
    assert 400 <= send("/review/2567/s1/link", {"evidence": wrong}).status_code < 500
    assert send("/review/2567/own", {"goal": "จัดตั้งศูนย์ข้อมูล", "evidence": "doc65:99"}).status_code == 404
    assert log(given) == []


def test_a_goal_of_ones_own_is_added_with_its_evidence_or_says_that_it_has_none(send, given):
    send("/review/2567/own", {"goal": "จัดตั้งศูนย์ข้อมูล", "evidence": given.second.id})
    answer = send("/review/2567/own", {"goal": "ปรับปรุงโรงอาหาร"})
    own = {e.shown.goal: e.shown for e in queue(given.workspace, 2567) if e.review.own}
    assert [e.document_id for e in own["จัดตั้งศูนย์ข้อมูล"].evidence] == ["doc66"]
    assert own["ปรับปรุงโรงอาหาร"].evidence == ()
    assert "ยังไม่มีหลักฐาน" in answer.text
