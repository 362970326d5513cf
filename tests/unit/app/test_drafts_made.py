"""Making a draft, and reading back what people did to it in Word: kept once, and printed again in the next draft."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import replace

import pytest

from plandocs.app import readback
from plandocs.app.draft import Going, _coverage, latest_findings, make_draft, plan_context
from plandocs.app.plan import kept_texts
from plandocs.app.readback import Returned, apply, read_copies, unknown_goals
from plandocs.app.readback_shapes import returned_json
from plandocs.app.review import add_own, chosen, decide, queue, undo
from plandocs.draft import templates
from plandocs.draft.manifest import manifest_path
from plandocs.draft.outcome import Added, FieldEdit, ReadBack, ReviewComment, Status
from plandocs.model.errors import NotFoundError, TemplateError, UsageError
from plandocs.model.plan import Coverage
from plandocs.model.review import Action, ReviewState
from plandocs.model.year import FiscalYear

YEAR = FiscalYear(2568)


def text_of(path):
    return re.sub("<[^>]+>", "", zipfile.ZipFile(path).read("word/document.xml").decode())


def edit(key, after, before="เดิม", **more):
    return FieldEdit(key, key, more.pop("status", Status.EDITED), before, after, **more)


def returned(fields=(), **more):
    return ReadBack("d1", "improvement-plan", 2568, tuple(fields), **more)


def log(given):
    return given.workspace.store.decisions(YEAR)


@pytest.fixture
def accepted(given):
    decide(given.workspace, YEAR, given.ids, Action.ACCEPT, who="ก")
    return given


def test_a_draft_is_written_with_its_record_in_the_workspace(accepted, tmp_path):
    result = make_draft(accepted.workspace, "improvement-plan", YEAR, tmp_path / "new" / "plan.docx")
    assert zipfile.ZipFile(result.path).testzip() is None
    record = accepted.workspace.drafts / "records" / f"{result.manifest.draft}.json"
    assert json.loads(record.read_text("utf-8")) == json.loads(manifest_path(result.path).read_text("utf-8"))
    assert "เพิ่มชุดข้อมูลเปิด" in text_of(result.path)
    assert not list(tmp_path.rglob("*.part*"))


@pytest.mark.parametrize(("digits", "printed"), [("thai", "๒๕๖๘"), ("arabic", "2568"), ("", "๒๕๖๘")])
def test_digits_are_as_asked_else_as_the_settings_say(accepted, tmp_path, digits, printed):
    make_draft(accepted.workspace, "unit-sheet", YEAR, tmp_path / "plan.docx", digits=digits)
    assert printed in text_of(tmp_path / "plan.docx")


@pytest.mark.parametrize(
    ("template", "name", "error"),
    [
        ("no-such", "p.docx", NotFoundError),
        ("improvement-plan", "p.pdf", UsageError),
        ("none.docx", "p.docx", NotFoundError),
    ],
)
def test_an_unknown_template_or_target_writes_nothing(accepted, tmp_path, template, name, error):
    with pytest.raises(error):
        make_draft(accepted.workspace, template, YEAR, tmp_path / "out" / name)
    assert not list((tmp_path / "out").glob("*"))


def test_a_final_copy_has_no_record(accepted, tmp_path):
    assert make_draft(accepted.workspace, "unit-sheet", YEAR, tmp_path / "p.docx", final=True).manifest is None
    assert not (accepted.workspace.drafts / "records").exists()


def test_what_a_reviewer_changed_or_added_is_printed_and_told(given):
    changes = {"goal": "ถ้อยคำของผู้แก้", "kpi2.name": "ตัวชี้วัดที่เพิ่ม", "kpi2.target": "12", "activity4": "กิจกรรมที่เพิ่ม"}
    decide(given.workspace, YEAR, given.ids[:1], Action.EDIT, changes=changes)
    context = plan_context(given.workspace, YEAR)
    shown = {field.key: field.text for field in context.fields}
    assert {f"{given.ids[0]}.{name}": text for name, text in changes.items()}.items() <= shown.items()
    assert {kept.human for kept in context.kept} == set(changes.values())


def test_an_own_goal_prints_its_numbers_as_numbers_and_later_words_as_they_are(given):
    key = add_own(
        given.workspace, YEAR, {"goal": "เป้าของตน", "kpi1.name": "จำนวน", "kpi1.target": "1200000"}
    ).suggestion_id
    decide(given.workspace, YEAR, [key], Action.EDIT, changes={"budget": "๕๐๐๐๐๐"})
    apply(given.workspace, returned([edit(f"{key}.fund", "งบดำเนินงาน"), edit(f"{key}.kpi1.baseline", "ร้อยละ 5 ขึ้นไป")]))
    shown = {field.key: field.text for field in plan_context(given.workspace, YEAR).fields}
    assert shown[f"{key}.kpi1.target"] == "1,200,000"
    assert shown[f"{key}.budget"] == "500,000"
    assert shown[f"{key}.fund"] == "งบดำเนินงาน"
    assert shown[f"{key}.kpi1.baseline"] == "ร้อยละ 5 ขึ้นไป"


def test_findings_of_the_newest_report_before_the_year_count():
    from types import SimpleNamespace as Finding

    found = [Finding(report_year=year) for year in (2565, 2567, 2567, 2568)]
    assert [f.report_year for f in latest_findings(found, 2568)] == [2567, 2567]
    assert latest_findings(found, 2565) == []


def test_edits_become_decisions_of_their_authors_and_a_second_time_nothing(accepted):
    one, two, three = accepted.ids
    told = returned(
        [
            edit(f"{one}.goal", "แก้ใน Word", author="ผอ.กยผ."), edit(f"{one}.kpi1.target", "๒๕", author="ฝ่ายแผน"),
            edit(f"{one}.owner", "", status=Status.DELETED), edit(f"{two}.goal", "", status=Status.DELETED),
            edit(f"{two}.owner", "", status=Status.DELETED), edit(f"{three}.goal", "?", status=Status.ASK),
            edit("plan.vision", "วิสัยทัศน์ใหม่", author="อธิบดี"), edit("sgone.goal", "ของที่อื่น"),
        ]
    )  # fmt: skip
    made = apply(accepted.workspace, told, who="ผู้บันทึก")
    assert {(d.suggestion_id, d.action.value, d.who, d.source) for d in made} == {
        (one, "edit", "ผอ.กยผ.", "word"), (one, "edit", "ฝ่ายแผน", "word"), (one, "edit", "ผู้บันทึก", "word"),
        (two, "reject", "ผู้บันทึก", "word"), ("plan", "edit", "อธิบดี", "word"),
    }  # fmt: skip
    assert apply(accepted.workspace, told, who="ผู้บันทึก") == []
    assert unknown_goals(accepted.workspace, told) == ("sgone.goal",)
    states = {e.suggestion.id: e.review.state for e in queue(accepted.workspace, YEAR)}
    assert states == {one: ReviewState.EDITED, two: ReviewState.REJECTED, three: ReviewState.ACCEPTED}
    shown = {field.key: field.text for field in plan_context(accepted.workspace, YEAR).fields}
    assert (shown[f"{one}.goal"], shown["plan.vision"]) == ("แก้ใน Word", "วิสัยทัศน์ใหม่")


def test_comments_go_to_their_goals_or_to_the_plan(accepted):
    one = accepted.ids[0]
    told = returned(
        comments=(
            ReviewComment((f"{one}.goal",), "ผอ.", "", "ขอหลักฐาน", "ส่วนที่ 3", "เพิ่มชุดข้อมูลเปิด"),
            ReviewComment((), "ผอ.", "", "ดีมาก", "", ""),
            ReviewComment(("plan.vision",), "", "", "ตรวจถ้อยคำ", "ส่วนที่ 1", "วิสัยทัศน์"),
        )
    )
    made = apply(accepted.workspace, told, who="ก")
    assert [(d.suggestion_id, d.who) for d in made] == [(one, "ผอ."), ("plan", "ผอ."), ("plan", "ก")]
    assert apply(accepted.workspace, told) == []
    entry = next(e for e in queue(accepted.workspace, YEAR) if e.suggestion.id == one)
    assert entry.review.comments == ("ขอหลักฐาน (“เพิ่มชุดข้อมูลเปิด”)",)
    assert plan_context(accepted.workspace, YEAR).values["ข้อความจากฉบับแก้ไข"] == []


def test_text_outside_all_fields_is_kept_once_and_printed_in_the_annex(accepted, tmp_path):
    told = returned(
        added=(Added("paragraph", "ขอเพิ่มผู้แทนเขต", author="ผอ.เขต 3", place="ส่วนที่ 3"), Added("row", "แถวใหม่\t5")),
        free=(Added("changed", "หัวข้อใหม่", "หัวข้อเดิม", place="ส่วนที่ 2"), Added("changed", "", "บรรทัดที่ตัด")),
    )
    assert len(apply(accepted.workspace, told, who="ก")) == 4
    assert apply(accepted.workspace, told, who="ข") == []
    printed = plan_context(accepted.workspace, YEAR).values["ข้อความจากฉบับแก้ไข"]
    assert printed[0] == {"ข้อความ": "ขอเพิ่มผู้แทนเขต", "ตำแหน่ง": "ส่วนที่ 3", "ผู้เขียน": "ผอ.เขต 3"}
    assert [one["ข้อความ"] for one in printed[2:]] == ["หัวข้อใหม่ (เดิม: หัวข้อเดิม)", "ตัดออก: บรรทัดที่ตัด"]
    make_draft(accepted.workspace, "improvement-plan", YEAR, tmp_path / "p.docx")
    assert "ขอเพิ่มผู้แทนเขต" in text_of(tmp_path / "p.docx")
    assert read_copies(accepted.workspace, [tmp_path / "p.docx"]).readback.unchanged
    undo(accepted.workspace, YEAR, "plan")
    assert len(kept_texts(log(accepted))) == 3


def test_a_new_order_of_goals_is_kept_until_another_is_given(accepted):
    one, two, three = accepted.ids
    told = returned(order=(three, one, two))
    assert len(apply(accepted.workspace, told)) == 1
    assert apply(accepted.workspace, told) == []
    assert [e.suggestion.id for e in chosen(accepted.workspace, YEAR)] == [three, one, two]
    apply(accepted.workspace, returned(order=(one, two, three)))
    assert [e.suggestion.id for e in chosen(accepted.workspace, YEAR)] == [one, two, three]
    assert apply(accepted.workspace, returned(order=("gone",))) == []


def lose_record(path, without, *, name_too=False):
    """Write `path` as a program would that drops what it does not know, and (`name_too`) the keywords as well."""
    manifest_path(path).unlink()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(without, "w") as target:
        for name in source.namelist():
            if not name.startswith("customXml/item"):
                data = source.read(name)
                target.writestr(name, re.sub(b"plandocs-[0-9a-f]{8}", b"", data) if name_too else data)


def test_a_copy_that_lost_its_record_is_read_by_the_workspaces_own(accepted, tmp_path):
    path = tmp_path / "p.docx"
    make_draft(accepted.workspace, "improvement-plan", YEAR, path)
    without = tmp_path / "q.docx"
    lose_record(path, without)
    assert read_copies(accepted.workspace, [without]).readback.unchanged
    (tmp_path / "other.docx").write_bytes(without.read_bytes())
    for record in (accepted.workspace.drafts / "records").iterdir():
        record.unlink()
    with pytest.raises(TemplateError, match=r"other\.docx"):
        read_copies(accepted.workspace, [tmp_path / "other.docx"])
    with pytest.raises(NotFoundError):
        read_copies(accepted.workspace, [tmp_path / "none.docx"])


@pytest.mark.parametrize("name_too", [False, True], ids=["named in the keywords", "told by its text"])
def test_a_copy_without_record_is_compared_with_its_own_draft_and_no_other(accepted, tmp_path, name_too):
    drafts = []
    for number in range(4):
        changes = {"goal": f"เพิ่มชุดข้อมูลเปิดให้ครบถ้วนตามแผนระยะที่ {number}"}
        decide(accepted.workspace, YEAR, accepted.ids[:1], Action.EDIT, who="ก", changes=changes)
        path = tmp_path / f"{number}.docx"
        drafts.append(make_draft(accepted.workspace, "improvement-plan", YEAR, path).manifest.draft)
        lose_record(path, tmp_path / f"lost-{number}.docx", name_too=name_too)
    for number, draft in enumerate(drafts):
        back = read_copies(accepted.workspace, [tmp_path / f"lost-{number}.docx"]).readback
        assert (back.draft, back.unchanged) == (draft, True)


def test_a_final_copy_of_a_returned_draft_carries_no_name(accepted, tmp_path):
    path = tmp_path / "p.docx"
    made = make_draft(accepted.workspace, "improvement-plan", YEAR, path)
    core = zipfile.ZipFile(path).read("docProps/core.xml").decode()
    assert f"plandocs-{made.manifest.draft}" in core
    apply(accepted.workspace, read_copies(accepted.workspace, [path]))
    make_draft(accepted.workspace, "improvement-plan", YEAR, tmp_path / "final.docx", final=True)
    assert "plandocs-" not in zipfile.ZipFile(tmp_path / "final.docx").read("docProps/core.xml").decode()


def test_two_copies_are_read_together(accepted, tmp_path):
    path = tmp_path / "p.docx"
    make_draft(accepted.workspace, "unit-sheet", YEAR, path)
    (tmp_path / "q.docx").write_bytes(path.read_bytes())
    both = read_copies(accepted.workspace, [path, tmp_path / "q.docx"])
    assert (both.readback.unchanged, both.conflicts) == (True, ())


def test_the_json_tells_fields_additions_comments_and_conflicts(accepted):
    told = returned([edit("plan.vision", "ใหม่")], added=(Added("row", "แถว"),), order=("s1",))
    shape = returned_json(Returned(told))
    assert json.loads(json.dumps(shape))["fields"][0]["status"] == "edited"
    assert (shape["added"][0]["text"], shape["order"], shape["counts"]) == ("แถว", ["s1"], {"edited": 1})


def test_applying_is_all_or_nothing(accepted, monkeypatch):
    before = log(accepted)
    write = type(accepted.workspace.store)._append
    calls = []

    def fail(*arguments):
        calls.append(arguments)
        if len(calls) == 2:
            raise RuntimeError("killed")
        return write(*arguments)

    monkeypatch.setattr(type(accepted.workspace.store), "_append", staticmethod(fail))
    told = returned([edit(f"{accepted.ids[0]}.goal", "ก"), edit(f"{accepted.ids[1]}.goal", "ข")])
    with pytest.raises(RuntimeError):
        apply(accepted.workspace, told)
    assert log(accepted) == before


def test_the_author_of_a_tracked_change_is_the_one_who_decides(accepted):
    told = returned([edit("plan.vision", "ใหม่", author="ผอ.")])
    (made,) = apply(accepted.workspace, replace(told), who="ผู้นำเข้า")
    assert made.who == "ผอ."
    assert readback.plan_changes(log(accepted)) == {"vision": "ใหม่"}


@pytest.fixture
def no_pages(monkeypatch):
    """Contents without page numbers: counting them takes LibreOffice seconds."""
    monkeypatch.setattr("plandocs.draft.office.find", lambda: None)


def changed_copy(made, tmp_path, change):
    """Return a copy of a draft after `change` (a function of the document's body)."""
    from plandocs.draft.ooxml import qn
    from plandocs.draft.package import Package

    package = Package.read(made.path)
    change(package.tree(package.main).find(qn("w:body")))
    path = tmp_path / "กลับมา.docx"
    package.save(path)
    return path


def write_below(words, note):
    """Return a change that writes a paragraph below the one that starts with `words` (the last such one)."""
    from plandocs.draft.ooxml import P, make, paragraph_text, run

    def change(body):
        own = make("w:p")
        own.append(run(note))
        [p for p in body.iterchildren(P) if paragraph_text(p).startswith(words)][-1].addnext(own)

    return change


@pytest.mark.usefixtures("no_pages")
def test_next_month_s_draft_goes_on_from_what_came_back(accepted, tmp_path):
    note = "ขอให้ทุกกองยืนยันตัวเลขภายในสิ้นเดือน"
    first = make_draft(accepted.workspace, "improvement-plan", YEAR, tmp_path / "1.docx")
    back = changed_copy(first, tmp_path, write_below("พันธกิจ", note))
    apply(accepted.workspace, read_copies(accepted.workspace, [back]))
    assert [text.text for text in kept_texts(log(accepted))] == [note]
    second = make_draft(accepted.workspace, "improvement-plan", YEAR, tmp_path / "2.docx")
    assert second.went_on.returned
    shown = [line.text for line in second.manifest.lines]
    assert shown[shown.index("พันธกิจ") + 1] == note
    assert sum(note in text for text in shown) == 1  # where it was written, not in the annex as well
    fresh = make_draft(accepted.workspace, "improvement-plan", YEAR, tmp_path / "3.docx", going=Going(fresh=True))
    assert fresh.went_on is None
    assert next(line.text for line in fresh.manifest.lines if note in line.text).startswith("–\t")


@pytest.mark.usefixtures("no_pages")
def test_a_draft_of_another_template_goes_on_only_when_asked(accepted, tmp_path):
    first = make_draft(accepted.workspace, "improvement-plan", YEAR, tmp_path / "1.docx")
    apply(
        accepted.workspace,
        read_copies(accepted.workspace, [changed_copy(first, tmp_path, write_below("พันธกิจ", "หมายเหตุ"))]),
    )
    own = tmp_path / "แม่แบบกรม.docx"
    own.write_bytes(templates.find("improvement-plan").read_bytes())
    assert make_draft(accepted.workspace, str(own), YEAR, tmp_path / "2.docx").went_on is None
    going = Going(after="improvement-plan")
    third = make_draft(accepted.workspace, str(own), YEAR, tmp_path / "3.docx", going=going)
    assert not third.went_on.returned
    assert "หมายเหตุ" in [line.text for line in third.manifest.lines]
    with pytest.raises(NotFoundError):
        make_draft(accepted.workspace, str(own), YEAR, tmp_path / "4.docx", going=Going(after="unit-sheet"))


@pytest.mark.usefixtures("no_pages")
def test_what_somebody_cut_can_be_restored(accepted, tmp_path):
    def cut(body):
        from plandocs.draft.ooxml import P, paragraph_text

        gone = next(p for p in body.iterchildren(P) if paragraph_text(p).startswith("แผนฉบับนี้มีเป้าหมาย"))
        body.remove(gone)

    first = make_draft(accepted.workspace, "improvement-plan", YEAR, tmp_path / "1.docx")
    apply(accepted.workspace, read_copies(accepted.workspace, [changed_copy(first, tmp_path, cut)]))
    second = make_draft(accepted.workspace, "improvement-plan", YEAR, tmp_path / "2.docx")
    assert not any(line.text.startswith("แผนฉบับนี้มี") for line in second.manifest.lines)
    assert [one.kind for one in second.went_on.left] == ["out"]
    going = Going(restore=("แผนฉบับนี้มีเป้าหมาย",))
    for name in ("3.docx", "4.docx"):  # remembered
        again = make_draft(accepted.workspace, "improvement-plan", YEAR, tmp_path / name, going=going)
        assert any(line.text.startswith("แผนฉบับนี้มี") for line in again.manifest.lines)
        going = None


def test_a_field_emptied_in_word_is_not_printed_again(accepted, tmp_path):
    one = accepted.ids[0]
    apply(accepted.workspace, returned([edit(f"{one}.owner", "", status=Status.DELETED)]))
    shown = {field.key: field.text for field in plan_context(accepted.workspace, YEAR).fields}
    assert f"{one}.owner" not in shown
    undo(accepted.workspace, YEAR, one)
    assert f"{one}.owner" in {field.key for field in plan_context(accepted.workspace, YEAR).fields}


def test_what_a_draft_that_goes_on_did_is_told_in_sentences():
    from plandocs.app.returned import sentences
    from plandocs.draft.told import Change, Kept

    told = Kept(True, (Change("field", "ก"),), (Change("added", "ข"), Change("out", "ค")), (Change("story", "ง"),))
    assert sentences(told)[1:] == (
        "เขียนใหม่ 1 แห่ง คงข้อความของผู้แก้ไข 1 แห่ง", "ไม่พิมพ์ เพราะมีผู้ตัดออก: ค", "หาที่วางไม่ได้: ง",
    )  # fmt: skip
    assert sentences(None) == ()


def test_copies_of_one_name_from_two_folders_are_both_read(accepted, tmp_path, monkeypatch):
    from plandocs.draft import merge

    (tmp_path / "b").mkdir()
    path, other = tmp_path / "p.docx", tmp_path / "b" / "p.docx"
    make_draft(accepted.workspace, "unit-sheet", YEAR, path)
    other.write_bytes(path.read_bytes())
    seen, together = [], merge.merge
    monkeypatch.setattr(merge, "merge", lambda copies: seen.extend(copies) or together(copies))
    read_copies(accepted.workspace, [path, other])
    assert seen == ["p.docx", str(other)]


def test_a_goal_of_ones_own_carries_no_word_of_the_program(accepted, tmp_path):
    add_own(accepted.workspace, YEAR, {"goal": "ลดการใช้กระดาษ"}, who="ก")
    make_draft(accepted.workspace, "improvement-plan", YEAR, tmp_path / "plan.docx")
    shown = text_of(tmp_path / "plan.docx")
    assert "เป้าหมายที่คณะทำงานเสนอเพิ่ม" in shown
    assert "(own)" not in shown


@pytest.mark.parametrize(
    ("rejected", "told"),
    [((0, 1), "พิจารณาแล้วไม่รับเข้าแผน: ซ้ำกับงานประจำ"), ((0,), "มีข้อเสนอแต่ยังไม่ได้รับเข้าแผน")],
)
def test_a_finding_whose_suggestions_were_all_rejected_prints_the_reason(given, rejected, told):
    decide(given.workspace, YEAR, [given.ids[n] for n in rejected], Action.REJECT, who="ก", reason="ซ้ำกับงานประจำ")
    line = Coverage("freport", tuple(given.ids[:2]))
    assert _coverage([line], queue(given.workspace, YEAR)) == [Coverage("freport", (), told)]


@pytest.mark.parametrize(
    ("left", "state"),
    [
        ({"activity1": Status.KEPT}, ReviewState.REJECTED),  # a row of the action plan was left behind
        ({"activity1": Status.EDITED}, ReviewState.EDITED),  # someone wrote there: the goal lives
        ({"kpi1.name": Status.KEPT}, ReviewState.EDITED),
        ({"goal": Status.KEPT}, ReviewState.EDITED),
    ],
)
def test_a_goal_whose_text_and_kpis_were_cut_is_taken_out_whatever_rows_stay(accepted, left, state):
    names = ("goal", "owner", "kpi1.name", "kpi1.target", "activity1")
    one = accepted.ids[1]
    fields = [
        edit(f"{one}.{name}", "ใหม่" if name in left else "", status=left.get(name, Status.DELETED)) for name in names
    ]
    apply(accepted.workspace, returned(fields), who="ก")
    assert queue(accepted.workspace, YEAR)[1].review.state is state
