"""A draft written anew over one that came back: what people did stays, what they left alone is refreshed."""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest
import sample_plan
import word_hands as hands

from plandocs.draft import templates
from plandocs.draft.anchors import comment, reference
from plandocs.draft.combine import OTHER, combine
from plandocs.draft.digits import to_arabic
from plandocs.draft.graft import story, unwrap
from plandocs.draft.match import key
from plandocs.draft.ooxml import PPR, SDT, TBL, TR, P, make, paragraph_text, qn
from plandocs.draft.package import Package
from plandocs.draft.readback import read_back, read_package
from plandocs.draft.render import render
from plandocs.draft.resume import Earlier
from plandocs.draft.scan import comments, scan

NOTE = "ขอให้ทุกกองยืนยันตัวเลขภายในสิ้นเดือน"
LOST = {"kept": (), "controls": ("controls",), "all": ("controls", "bookmarks")}


class Round:
    """A draft that went out, a copy of it to work on, and the draft written anew over that copy."""

    def __init__(self, folder, made, earlier_keys=frozenset()):
        self.folder, self.made, self.recorded = folder, made, earlier_keys
        self.package = Package.read(made.path)
        self.keys = {one.number: one.key for one in made.manifest.occurrences}

    def controls(self, name):
        return [control for number, control in hands.controls(self.package) if self.keys[number] == name]

    def lose(self, *anchors):
        if "controls" in anchors:
            hands.drop_controls(self.package)
        if "bookmarks" in anchors:
            hands.drop_bookmarks(self.package)

    def take_over(self):
        """Record every edit as a decision, as `readback --apply` does; return the changes by key."""
        found = read_package(self.package, self.made.manifest)
        changes = {one.key: one.after for one in found.edits}
        self.recorded |= {(name, key(text)) for name, text in changes.items()}
        return changes

    def again(self, goals=sample_plan.GOALS, changes=None, *, template="improvement-plan", **more):
        changes = changes or {}
        goals = [
            replace(one, changes={n.split(".", 1)[1]: t for n, t in changes.items() if n.startswith(one.id + ".")})
            for one in goals
        ]
        plan = {name: text for name, text in changes.items() if name.startswith("plan.")}
        restored = more.pop("restored", ())
        back = more.pop("back", frozenset())
        earlier = Earlier(
            Package.read(self.package.to_bytes()), self.made.manifest, frozenset(self.recorded), back, restored
        )
        path = templates.find(template) if isinstance(template, str) else template
        out = self.folder / f"again-{len(list(self.folder.glob('*.docx')))}.docx"
        return render(
            path,
            sample_plan.context(tuple(goals), changes=plan),
            out,
            pages=False,
            isolated=False,
            earlier=earlier,
            **more,
        )


def shown(result):
    return [" ".join(to_arabic(line.text).split()) for line in scan(Package.read(result.path)) if not line.contents]


def heading(package, text):
    lines = {line.element: line for line in scan(package)}
    return next(
        p for p in hands.body(package).iterchildren(P) if paragraph_text(p).startswith(text) and not lines[p].contents
    )


@pytest.fixture
def out(drafts, tmp_path):
    return Round(tmp_path, drafts())


@pytest.mark.parametrize("lost", list(LOST))
@pytest.mark.parametrize("name", list(templates.NAMES))
def test_a_copy_nobody_touched_gives_the_same_draft(drafts, tmp_path, name, lost):
    there = Round(tmp_path, drafts(name))
    there.lose(*LOST[lost])
    again = there.again(template=name)
    assert shown(again) == shown(drafts(name))
    assert read_back(again.path).unchanged
    assert (again.went_on.left, again.went_on.unplaced) == ((), ())
    assert again.went_on.written == ()


@pytest.mark.parametrize("lost", list(LOST))
def test_paragraphs_headings_and_rows_stay_where_people_wrote_them(out, lost):
    before = heading(out.package, "พันธกิจ")
    before.addnext(hands.paragraph(NOTE))
    own = hands.paragraph("1.4 ความเห็นของที่ปรึกษา")
    own.insert(0, make("w:pPr"))
    own.find(PPR).append(make("w:pStyle", val="Heading2"))
    heading(out.package, "๑.๓ หน่วยงานภายใน").addprevious(own)
    row = next(r for r in hands.body(out.package).iter(TR) if "จำนวนชุดข้อมูลเปิดสะสม" in text_of(r))
    twin = empty_row(row, "ตัวชี้วัดที่กองขอเพิ่ม")
    row.addnext(twin)
    out.lose(*LOST[lost])
    again = out.again()
    lines = shown(again)
    assert lines[lines.index("พันธกิจ") + 1] == NOTE
    assert lines.index("1.4 ความเห็นของที่ปรึกษา") + 1 == lines.index("1.3 หน่วยงานภายใน")
    assert any(
        "1.4 ความเห็นของที่ปรึกษา" in to_arabic(line.text) for line in scan(Package.read(again.path)) if line.contents
    )
    rows = [text_of(r) for r in hands.body(Package.read(again.path)).iter(TR)]
    at = next(n for n, text in enumerate(rows) if "ตัวชี้วัดที่กองขอเพิ่ม" in text)
    assert "จำนวนชุดข้อมูลเปิดสะสม" in rows[at - 1]
    assert read_back(again.path).unchanged
    assert again.went_on.returned is (lost == "kept")


def text_of(row):
    return " ".join(paragraph_text(p) for p in row.iter(P))


def empty_row(row, words):
    twin = copy.deepcopy(row)
    for control in list(twin.iter(SDT)):
        unwrap(control)
    for mark in list(twin.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        mark.getparent().remove(mark)
    for element in twin.iter(qn("w:t")):
        element.text = ""
    next(twin.iter(P)).append(hands.new_run(words))
    return twin


@pytest.mark.parametrize("lost", list(LOST))
def test_only_untouched_fields_are_refreshed(out, lost):
    first, *_ = out.controls("S001.owner")
    hands.set_text(first, "กลุ่มงานร่วมสามกอง")  # in one place only, and not taken over as a decision
    out.lose(*LOST[lost])
    goals = (replace(sample_plan.GOALS[0], owner="กยผ.", budget=1200000.0), *sample_plan.GOALS[1:])
    again = out.again(goals)
    lines = shown(again)
    assert sum("กลุ่มงานร่วมสามกอง" in line for line in lines) == 1
    assert any("1,200,000" in line for line in lines)
    assert any(line == "กยผ." for line in lines)
    assert any(one.kind == "field" and one.text == "กลุ่มงานร่วมสามกอง" for one in again.went_on.left)


def test_what_was_taken_over_is_printed_everywhere_and_a_later_decision_wins(out):
    hands.set_text(out.controls("S001.owner")[0], "กบร.")
    changes = out.take_over()
    assert changes == {"S001.owner": "กบร."}
    first = shown(out.again(changes=changes))
    assert sum(line == "กบร." for line in first) >= 2
    later = shown(out.again(changes={"S001.owner": "สลก."}))
    assert sum(line == "สลก." for line in later) == sum(line == "กบร." for line in first)
    undone = out.again(changes={})
    assert shown(undone) == shown(out.made)


@pytest.mark.parametrize("lost", list(LOST))
def test_an_emptied_field_stays_empty_and_comes_back_when_its_decision_is_undone(out, lost):
    for control in out.controls("S001.fund") or out.controls("S001.budget"):
        hands.set_text(control, "")
    out.lose(*LOST[lost])
    changes = out.take_over()
    assert list(changes.values()) == [""]
    again = out.again(changes=changes)
    (name,) = changes
    assert name not in {one.key for one in again.manifest.occurrences if one.text}
    assert read_back(again.path).unchanged
    assert shown(out.again()) == shown(out.made)


def test_the_prompt_that_word_puts_into_an_emptied_control_is_no_text(out):
    for control in out.controls("plan.vision"):
        hands.set_text(control, "Click or tap here to enter text.")
        control.find(qn("w:sdtPr")).append(make("w:showingPlcHdr"))
    changes = out.take_over()
    assert changes == {"plan.vision": ""}


@pytest.mark.parametrize("lost", list(LOST))
def test_a_line_that_people_took_out_stays_out_until_somebody_wants_it(out, lost):
    gone = heading(out.package, "แผนฉบับนี้มีเป้าหมาย")
    gone.getparent().remove(gone)
    out.lose(*LOST[lost])
    again = out.again()
    assert not any(line.startswith("แผนฉบับนี้มีเป้าหมาย") for line in shown(again))
    assert any(one.kind == "out" and one.text.startswith("แผนฉบับนี้มีเป้าหมาย") for one in again.went_on.left)
    second = Round(out.folder, again)
    assert not any(line.startswith("แผนฉบับนี้มีเป้าหมาย") for line in shown(second.again()))
    assert shown(out.again(restored=("แผนฉบับนี้มีเป้าหมาย",))) == shown(out.made)
    assert shown(second.again(restored=("แผนฉบับนี้มีเป้าหมาย",))) == shown(out.made)


@pytest.mark.parametrize("lost", list(LOST))
def test_new_goals_come_in_and_dropped_ones_go_while_notes_stay(out, lost):
    heading(out.package, "เป้าหมายที่ ๒").addnext(hands.paragraph(NOTE))
    out.lose(*LOST[lost])
    more = sample_plan.goal(9, goal="ตั้งศูนย์ข้อมูลกลางของเขตให้ทุกกองใช้ร่วมกัน")
    again = out.again((*sample_plan.GOALS[:2], more))
    lines = shown(again)
    fresh = render(
        templates.find("improvement-plan"), sample_plan.context((*sample_plan.GOALS[:2], more)),
        out.folder / "fresh.docx", pages=False, isolated=False,
    )  # fmt: skip
    assert [line for line in lines if line != NOTE] == shown(fresh)
    assert lines[lines.index(f"เป้าหมายที่ 2 {sample_plan.GOALS[1].goal}") + 1] == NOTE
    assert read_back(again.path).unchanged


def test_people_s_words_in_a_goal_that_is_no_more_are_not_lost(out):
    heading(out.package, "เป้าหมายที่ ๒").addnext(hands.paragraph(NOTE))
    again = out.again((sample_plan.GOALS[0], sample_plan.GOALS[2]))
    assert NOTE in shown(again)


@pytest.mark.parametrize("lost", list(LOST))
def test_words_around_a_field_stay_and_the_field_is_refreshed(out, lost):
    line = next(p for p in hands.body(out.package).iter(P) if paragraph_text(p).startswith("งบประมาณรวมของแผน"))
    line.append(hands.new_run(" ทั้งนี้ยังไม่รวมงบกลาง"))
    out.lose(*LOST[lost])
    goals = tuple(replace(one, budget=100000.0) for one in sample_plan.GOALS)
    lines = shown(out.again(goals))
    assert any("300,000" in text and "ทั้งนี้ยังไม่รวมงบกลาง" in text for text in lines)


def test_tracked_changes_are_accepted_and_counted(out):
    for control in out.controls("S001.owner"):
        hands.track(control, "กยผ.")
    paragraph = heading(out.package, "คำนำ")
    marks = make("w:rPr")
    marks.append(make("w:del", id="1", author="ก", date="2024-11-05T09:00:00Z"))
    gone = hands.paragraph("บรรทัดที่ถูกลบทั้งย่อหน้า")
    gone.insert(0, make("w:pPr"))
    gone.find(PPR).append(marks)
    deleted = make("w:del", id="2", author="ก", date="2024-11-05T09:00:00Z")
    run = gone.find(qn("w:r"))
    run.find(qn("w:t")).tag = qn("w:delText")
    deleted.append(run)
    gone.append(deleted)
    paragraph.addnext(gone)
    again = out.again(changes=out.take_over())
    body = hands.body(Package.read(again.path))
    assert not list(body.iter(qn("w:ins"), qn("w:del"), qn("w:delText")))
    assert again.went_on.changes > 2
    assert "กยผ." in shown(again)


def note_on(package, paragraph, words):
    root = story(package, "comments")
    import datetime as dt

    root.append(comment("900", words, "ผอ.กอง", dt.datetime(2024, 11, 5, tzinfo=dt.UTC)))
    paragraph.insert(1, make("w:commentRangeStart", id="900"))
    paragraph.extend([make("w:commentRangeEnd", id="900"), reference("900")])


@pytest.mark.parametrize("lost", list(LOST))
def test_people_s_comments_stay_comments_and_sources_are_not_doubled(out, lost):
    note_on(out.package, heading(out.package, "เป้าหมายที่ ๑"), "ขอหลักฐานเพิ่ม")
    out.lose(*LOST[lost])
    again = out.again()
    said = comments(Package.read(again.path)).values()
    assert [one.text for one in said if one.author == "ผอ.กอง"] == ["ขอหลักฐานเพิ่ม"]
    before = comments(Package.read(out.made.path)).values()
    assert sorted(one.text for one in said if one.author == "plandocs") == sorted(one.text for one in before)


@pytest.mark.parametrize("lost", list(LOST))
def test_a_final_copy_keeps_people_s_words_and_nothing_of_ours(out, lost):
    note_on(out.package, heading(out.package, "เป้าหมายที่ ๑"), "ขอหลักฐานเพิ่ม")
    heading(out.package, "พันธกิจ").addnext(hands.paragraph(NOTE))
    out.lose(*LOST[lost])
    again = out.again(final=True)
    package = Package.read(again.path)
    texts = {" ".join(paragraph_text(p) for p in package.tree(name).iter(P)) for name in package.story_parts()}
    assert NOTE in shown(again)
    assert again.manifest is None
    assert not comments(package)
    assert not list(hands.body(package).iter(SDT, qn("w:bookmarkStart"))) or not any(
        mark.get(qn("w:name"), "").startswith("pd_") for mark in hands.body(package).iter(qn("w:bookmarkStart"))
    )
    assert not any(text.startswith("ร่าง") for text in texts)


def test_a_picture_and_a_table_of_people_s_come_along_into_another_template(out, tmp_path):
    table = copy.deepcopy(next(hands.body(out.package).iter(TBL)))
    for row in list(table.iter(TR))[1:]:
        row.getparent().remove(row)
    for control in list(table.iter(SDT)):
        unwrap(control)
    for mark in list(table.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        mark.getparent().remove(mark)
    for number, element in enumerate(table.iter(qn("w:t"))):
        element.text = "ตารางของผู้แก้ไข" if number == 0 else ""
    chart = next(p for p in hands.body(out.package).iter(P) if next(p.iter(qn("w:drawing")), None) is not None)
    place = heading(out.package, "พันธกิจ")
    place.addnext(table)
    place.addnext(copy.deepcopy(chart))
    other = tmp_path / "ของเรา.docx"
    other.write_bytes(templates.find("improvement-plan").read_bytes())
    again = out.again(template=other)
    package = Package.read(again.path)
    blocks = list(hands.body(package))
    at = next(n for n, one in enumerate(blocks) if one.tag == TBL and "ตารางของผู้แก้ไข" in text_of(one))
    assert next(blocks[at - 1].iter(qn("w:drawing")), None) is not None
    assert not again.went_on.returned
    assert again.went_on.unplaced == ()


def test_two_copies_are_one_document_and_what_contradicts_becomes_a_comment(out):
    one, two = Round(out.folder, out.made), Round(out.folder, out.made)
    heading(one.package, "พันธกิจ").addnext(hands.paragraph(NOTE))
    heading(two.package, "พันธกิจ").addnext(hands.paragraph("ข้อความจากกองที่สอง"))
    for there, words in ((one, " ฉบับหนึ่ง"), (two, " ฉบับสอง")):
        heading(there.package, "แผนฉบับนี้มีเป้าหมาย").append(hands.new_run(words))
    two.lose("controls")
    gone = heading(two.package, "๑.๓ หน่วยงานภายใน")
    gone.getparent().remove(gone)
    joined = combine([two.package, one.package], out.made.manifest)
    lines = [line.text for line in scan(joined)]
    assert {NOTE, "ข้อความจากกองที่สอง"} <= set(lines)
    assert "๑.๓ หน่วยงานภายใน" not in lines
    assert sum(line.endswith("ฉบับหนึ่ง") for line in lines) == 1
    assert [c.text.split(": ")[0] for c in comments(joined).values() if c.author == OTHER] == [f"{OTHER}เขียนว่า"]


def test_reordered_goals_keep_their_new_order_everywhere(out):
    hands.reverse_goals(out.package)
    again = out.again(tuple(reversed(sample_plan.GOALS)))
    fresh = render(
        templates.find("improvement-plan"), sample_plan.context(tuple(reversed(sample_plan.GOALS))),
        out.folder / "fresh.docx", pages=False, isolated=False,
    )  # fmt: skip
    assert sorted(shown(again)) == sorted(shown(fresh))
    owners = [line for line in shown(again) if line.startswith("เป้าหมายที่")]
    assert owners == [line for line in shown(fresh) if line.startswith("เป้าหมายที่")]
