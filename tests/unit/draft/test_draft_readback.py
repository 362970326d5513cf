from __future__ import annotations

import datetime as dt
from copy import deepcopy
from dataclasses import replace

import pytest
import sample_plan
import word_hands as hands

from plandocs.draft import office, templates
from plandocs.draft.anchors import comment, reference, write_comments
from plandocs.draft.manifest import Manifest, manifest_path
from plandocs.draft.match import align, carried, likeness
from plandocs.draft.merge import merge
from plandocs.draft.ooxml import RUN, SDT, TC, TR, P, make, qn
from plandocs.draft.outcome import Status
from plandocs.draft.package import Package
from plandocs.draft.readback import read_back
from plandocs.draft.render import render
from plandocs.model.errors import TemplateError

NEW_GOAL = "ขยายชุดข้อมูลเปิดให้ครบทุกภารกิจ และประกาศรอบปรับปรุงบัญชีข้อมูลทุกไตรมาส"


class Copy:
    """A returned copy of the sample plan's draft."""

    def __init__(self, result, tmp_path, name="returned.docx"):
        self.package = Package.read(result.path)
        self.manifest = result.manifest
        self.path = tmp_path / name
        self.keys = {one.number: one.key for one in result.manifest.occurrences}

    def controls(self, key):
        return [control for number, control in hands.controls(self.package) if self.keys[number] == key]

    def read(self):
        self.package.save(self.path)
        return read_back(self.path, self.manifest)

    def status(self, key):
        return {one.key: one for one in self.read().fields}[key]


@pytest.fixture
def copy(drafts, tmp_path):
    return Copy(drafts(), tmp_path)


@pytest.mark.parametrize("name", list(templates.NAMES))
def test_a_draft_nobody_touched_has_no_change(drafts, name):
    result = drafts(name)
    assert read_back(result.path).unchanged


@pytest.mark.parametrize("lost", ["controls", "bookmarks", "both"])
def test_lost_anchors_alone_are_no_change(copy, lost):
    if lost in {"controls", "both"}:
        hands.drop_controls(copy.package)
    if lost in {"bookmarks", "both"}:
        hands.drop_bookmarks(copy.package)
    assert copy.read().unchanged


def test_an_edit_in_every_place_is_one_edit(copy):
    for control in copy.controls("S001.goal"):
        hands.set_text(control, NEW_GOAL)
    found = copy.read()
    (edit,) = found.edits
    assert (edit.goal_id, edit.name, edit.after) == ("S001", "goal", NEW_GOAL)
    assert edit.before.startswith("ขยายชุดข้อมูลเปิดที่หน่วยงานภายนอก")
    assert found.added == found.free == ()


def test_an_edit_in_one_place_counts(copy):
    hands.set_text(copy.controls("S001.owner")[0], "กยผ.")
    assert copy.status("S001.owner").after == "กยผ."


def test_two_different_edits_of_one_field_are_asked(copy):
    one, two, *_ = copy.controls("S001.owner")
    hands.set_text(one, "กยผ.")
    hands.set_text(two, "กมส.")
    answer = copy.status("S001.owner")
    assert answer.status is Status.ASK
    assert answer.options == ("ศทส.", "กยผ.", "กมส.")


def test_a_number_typed_in_thai_digits_comes_back_in_arabic_ones(copy):
    for control in copy.controls("S001.kpi1.target"):
        hands.set_text(control, "๕๐")
    assert copy.status("S001.kpi1.target").after == "50"


def test_a_filled_placeholder_is_an_edit(copy):
    for control in copy.controls("S003.owner"):
        hands.set_text(control, "สลก.")
    answer = copy.status("S003.owner")
    assert (answer.status, answer.before, answer.after) == (Status.EDITED, "……", "สลก.")


def test_tracked_changes_tell_author_and_date(copy):
    for control in copy.controls("S001.goal"):
        hands.track(control, NEW_GOAL)
    answer = copy.status("S001.goal")
    assert (answer.status, answer.after, answer.author) == (Status.EDITED, NEW_GOAL, "ผอ.กอง")
    assert answer.date.startswith("2024-11-05")


@pytest.mark.parametrize("every", [1, 2])
def test_accepted_and_half_accepted_changes_read_the_same(copy, every):
    for control in copy.controls("S001.goal"):
        hands.track(control, NEW_GOAL)
    hands.accept(copy.package, every)
    assert copy.status("S001.goal").after == NEW_GOAL


def test_an_emptied_field_is_deleted(copy):
    for control in copy.controls("S001.budget"):
        hands.set_text(control, "")
    answer = copy.status("S001.budget")
    assert (answer.status, answer.after) == (Status.DELETED, "")


def test_a_goal_cut_from_one_section_only_is_not_lost(copy):
    for block in hands.goal_sections(copy.package)[0]:
        block.getparent().remove(block)
    answer = copy.status("S001.goal")
    assert answer.status is Status.KEPT


@pytest.mark.parametrize("lost", [(), (hands.drop_controls, hands.drop_bookmarks)])
@pytest.mark.parametrize("change", ["deleted", "added"])
def test_a_column_that_goes_or_comes_moves_no_value_into_another_field(copy, lost, change):
    if change == "deleted":
        hands.drop_column(copy.package, "หน่วยนับ")
    else:
        hands.add_column(copy.package, "หน่วยนับ", "น้ำหนัก")
    for lose in lost:
        lose(copy.package)
    found = copy.read()
    assert found.edits == ()
    assert not any(one.status is Status.ASK for one in found.fields)
    told = [one.text for one in (*found.added, *found.free)] + [one.before for one in (*found.free, *found.removed)]
    assert ("น้ำหนัก" if change == "added" else "หน่วยนับ") in told


@pytest.mark.parametrize("tracked", [True, False])
def test_a_row_cut_in_one_place_of_several_is_told(copy, tracked):
    row = list(hands.tables_with(copy.package, "ที่มาของค่า")[0][0].iter(TR))[1]
    if tracked:
        for run in row.iter(RUN):
            for text in run.iter(qn("w:t")):
                text.tag = qn("w:delText")
        row.find(qn("w:trPr")).append(make("w:del", id="7", author="ผอ.กอง", date="2025-01-01T00:00:00Z"))
    else:
        row.getparent().remove(row)
    found = copy.read()
    assert not found.unchanged
    assert "จำนวนชุดข้อมูลเปิดสะสม" in found.removed[0].before
    assert found.removed[0].author == ("ผอ.กอง" if tracked else "")


def goal_control(copy):
    return next(one for one in copy.controls("S001.goal") if not list(one.iterancestors(TC)))


@pytest.mark.parametrize("lost", [(), (hands.drop_controls, hands.drop_bookmarks)])
def test_a_field_divided_into_two_paragraphs_is_asked_about(copy, lost):
    control = goal_control(copy)
    text = "".join(control.itertext(qn("w:t")))
    paragraph = next(control.iterancestors(P))
    paragraph.addnext(hands.paragraph(text[20:]))
    hands.set_text(control, text[:20])
    for lose in lost:
        lose(copy.package)
    assert copy.status("S001.goal").status is Status.ASK


def test_a_paragraph_joined_with_the_next_without_anchors_is_asked_about(copy):
    paragraph = next(
        next(one.iterancestors(P)) for one in copy.controls("S001.goal") if not list(one.iterancestors(TC))
    )
    after = paragraph.getnext()
    paragraph.extend([child for child in after if child.tag != qn("w:pPr")])
    after.getparent().remove(after)
    hands.drop_controls(copy.package)
    hands.drop_bookmarks(copy.package)
    assert copy.status("S001.goal").status is Status.ASK


def test_tracked_changes_tell_their_author_without_any_anchor(copy):
    for control in copy.controls("S001.goal"):
        hands.track(control, NEW_GOAL)
    hands.drop_controls(copy.package)
    hands.drop_bookmarks(copy.package)
    answer = copy.status("S001.goal")
    assert (answer.status, answer.after, answer.author) == (Status.EDITED, NEW_GOAL, "ผอ.กอง")


def test_a_paragraph_moved_with_tracking_is_moved_not_doubled(copy):
    paragraph = next(
        next(one.iterancestors(P)) for one in copy.controls("S001.goal") if not list(one.iterancestors(TC))
    )
    twin = deepcopy(paragraph)
    for one, kind in ((paragraph, "w:moveFrom"), (twin, "w:moveTo")):
        for child in [child for child in one if child.tag in {RUN, SDT}]:
            holder = make(kind, id="9", author="ผอ.กอง", date="2025-01-01T00:00:00Z")
            one.replace(child, holder)
            holder.append(child)
    last = hands.goal_sections(copy.package)[-1][1]
    last.addnext(twin)
    answer = copy.status("S001.goal")
    assert (answer.status, answer.copies) == (Status.MOVED, 0)


def test_a_comment_without_its_range_stands_on_its_line(copy):
    control = copy.controls("S001.owner")[0]
    write_comments(copy.package, [comment("9101", "ขอทบทวน", "ผอ.กอง", dt.datetime(2025, 1, 2, tzinfo=dt.UTC))])
    next(control.iterancestors(P)).append(reference("9101"))
    assert copy.read().comments[0].keys[0].endswith(".owner")


def test_reordered_goals_are_kept_and_the_new_order_is_told(copy):
    hands.reverse_goals(copy.package)
    found = copy.read()
    assert {one.status for one in found.fields} <= {Status.KEPT, Status.MOVED}
    assert found.asked == ()


def test_a_copied_row_is_a_duplicate_not_an_edit(copy):
    hands.copy_row(copy.package, "สำรวจความต้องการใช้ข้อมูล")
    found = copy.read()
    answer = {one.key: one for one in found.fields}["S001.activity1"]
    assert (answer.status, answer.copies) == (Status.DUPLICATED, 1)
    assert found.edits == ()


def test_a_row_copied_and_rewritten_is_added_and_the_first_is_kept(copy):
    twin = hands.copy_row(copy.package, "สำรวจความต้องการใช้ข้อมูล")
    for control in list(twin.iter(qn("w:sdt")))[:1]:
        hands.set_text(control, "อบรมผู้ดูแลข้อมูลของทุกกอง")
    found = copy.read()
    assert {one.key: one for one in found.fields}["S001.activity1"].after == "สำรวจความต้องการใช้ข้อมูลของหน่วยงานภายนอก"
    assert found.edits == ()


def test_words_pasted_over_another_goal_are_asked_about(copy):
    other = copy.controls("S002.goal")
    for control in copy.controls("S001.goal"):
        hands.set_text(control, "ยกระดับความผูกพันของผู้รับบริการด้วยมาตรการรายกลุ่มที่มาจากผลสำรวจ")
    assert other
    answer = copy.status("S001.goal")
    assert answer.status is Status.ASK
    assert "สลับ" in answer.reason


def test_a_goal_given_to_a_unit_that_has_another_goal_is_no_swap(tmp_path):
    units = ("กองทะเบียนและสารสนเทศ", "ศูนย์เทคโนโลยีดิจิทัล")
    goals = tuple(replace(goal, owner=unit) for goal, unit in zip(sample_plan.GOALS, units, strict=False))
    made = render(templates.find("improvement-plan"), sample_plan.context(goals), tmp_path / "plan.docx")
    copy = Copy(made, tmp_path)
    for control in copy.controls("S001.owner"):
        hands.set_text(control, units[1])
    answer = copy.status("S001.owner")
    assert (answer.status, answer.after) == (Status.EDITED, units[1])


def test_a_new_paragraph_is_kept_though_not_understood(copy):
    hands.goal_sections(copy.package)[0][1].addnext(hands.paragraph("ขอให้ กพร. ทบทวนค่าเป้าหมายอีกครั้งก่อนเสนออธิบดี"))
    found = copy.read()
    assert [(one.kind, one.text, one.place) for one in found.added] == [
        ("paragraph", "ขอให้ กพร. ทบทวนค่าเป้าหมายอีกครั้งก่อนเสนออธิบดี", f"เป้าหมายที่ ๑ {sample_plan.GOALS[0].goal}")
    ]
    assert found.edits == ()


def test_a_new_row_is_added(copy):
    table = next(row for row in hands.body(copy.package).iter(TR)).getparent()
    row = make("w:tr")
    cell = make("w:tc")
    cell.append(hands.paragraph("เป้าหมายใหม่ที่ประชุมเสนอเพิ่ม"))
    row.append(cell)
    table.append(row)
    assert [(one.kind, one.text) for one in copy.read().added] == [("row", "เป้าหมายใหม่ที่ประชุมเสนอเพิ่ม")]


def test_changed_words_around_a_field_are_told_apart_from_the_field(copy):
    control = copy.controls("S001.owner")[1]
    paragraph = control.getparent()
    paragraph.insert(1, hands.new_run("ร่วมกับหน่วยงานทุกแห่ง "))
    found = copy.read()
    assert {one.key: one for one in found.fields}["S001.owner"].status is Status.KEPT
    assert len(found.free) == 1
    assert found.free[0].kind == "changed"


def test_comments_of_people_are_review_comments_and_ours_are_not(copy):
    assert copy.read().comments == ()
    control = copy.controls("S001.goal")[-1]
    control.addprevious(make("w:commentRangeStart", id="900"))
    control.getparent().extend([make("w:commentRangeEnd", id="900"), reference("900")])
    write_comments(copy.package, [comment("900", "ตัวเลขนี้มาจากไหน", "ผอ.กยผ.", dt.datetime(2024, 11, 5, tzinfo=dt.UTC))])
    (said,) = copy.read().comments
    assert (said.author, said.text) == ("ผอ.กยผ.", "ตัวเลขนี้มาจากไหน")
    assert "S001.goal" in said.keys


def test_the_manifest_inside_the_file_is_enough(copy):
    copy.package.save(copy.path)
    assert not manifest_path(copy.path).exists()
    assert read_back(copy.path).unchanged


def test_a_file_without_any_record_says_what_to_give(tmp_path):
    from templatetools import make_template

    path = make_template(tmp_path / "other.docx", ["ก"])
    with pytest.raises(TemplateError, match=r"manifest\.json"):
        read_back(path)


def test_a_damaged_manifest_beside_is_refused_only_when_it_is_needed(copy):
    copy.package.save(copy.path)
    manifest_path(copy.path).write_text('{"version": 1', encoding="utf-8")
    assert read_back(copy.path).unchanged
    for name in [name for name in copy.package.parts if name.startswith("customXml/item")]:
        del copy.package.parts[name]
    copy.package.save(copy.path)
    with pytest.raises(TemplateError):
        read_back(copy.path)


def test_a_manifest_survives_being_written_and_read(drafts):
    manifest = drafts().manifest
    assert Manifest.from_json(manifest.to_json()) == manifest


def test_a_file_of_another_draft_is_noticed(drafts, tmp_path):
    other = render(
        templates.find("improvement-plan"), sample_plan.context(), tmp_path / "o.docx", pages=False, isolated=False
    )
    found = read_back(other.path, drafts().manifest)
    assert found.notes
    assert found.edits == ()


def test_reading_another_template_back_loses_nothing_silently(drafts):
    found = read_back(drafts("executive-summary").path, drafts().manifest)
    assert found.edits == ()
    assert {one.status for one in found.fields} <= {Status.KEPT, Status.MOVED, Status.DELETED, Status.ASK}


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["docx", "odt", "doc"])
def test_edits_survive_a_save_by_libreoffice(copy, tmp_path, kind):
    for control in copy.controls("S001.goal"):
        hands.set_text(control, NEW_GOAL)
    copy.package.save(copy.path)
    folder = tmp_path / kind
    folder.mkdir()
    found = read_back(office.convert(copy.path, kind, folder), copy.manifest)
    assert [(one.key, one.after) for one in found.edits] == [("S001.goal", NEW_GOAL)]
    assert found.asked == ()


def copies(drafts, tmp_path, **edits):
    out = {}
    for name, (key, text) in edits.items():
        one = Copy(drafts(), tmp_path, f"{name}.docx")
        for control in one.controls(key):
            hands.set_text(control, text)
        out[name] = one.read()
    return out


def test_copies_are_merged_field_by_field(drafts, tmp_path):
    merged = merge(copies(drafts, tmp_path, a=("S001.goal", NEW_GOAL), b=("S002.owner", "กยผ.")))
    assert {(one.key, one.after) for one in merged.readback.edits} == {("S001.goal", NEW_GOAL), ("S002.owner", "กยผ.")}
    assert merged.conflicts == ()


def test_copies_that_disagree_are_a_conflict(drafts, tmp_path):
    merged = merge(copies(drafts, tmp_path, a=("S001.owner", "กยผ."), b=("S001.owner", "กมส.")))
    (conflict,) = merged.conflicts
    assert conflict.texts == (("a", "กยผ."), ("b", "กมส."))
    assert [one.key for one in merged.readback.asked] == ["S001.owner"]


def test_copies_that_agree_are_no_conflict(drafts, tmp_path):
    merged = merge(copies(drafts, tmp_path, a=("S001.owner", "กยผ."), b=("S001.owner", "กยผ.")))
    assert merged.conflicts == ()
    assert [one.after for one in merged.readback.edits] == ["กยผ."]


def test_files_of_different_drafts_are_not_merged(drafts, tmp_path):
    one = read_back(drafts().path)
    two = read_back(drafts("executive-summary").path)
    with pytest.raises(TemplateError):
        merge({"a": one, "b": two})


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.8])
@pytest.mark.parametrize("anchors", [True, False])
def test_edited_words_are_found_or_asked_about_but_never_assigned_wrongly(drafts, tmp_path, share, anchors):
    one = Copy(drafts(), tmp_path)
    values = {each.key: each.value for each in one.manifest.fields}
    wanted = {key: hands.change_words(text, share, key) for key, text in values.items() if len(text) > 40}
    for key, text in wanted.items():
        for control in one.controls(key):
            hands.set_text(control, text)
    if not anchors:
        hands.drop_controls(one.package)
        hands.drop_bookmarks(one.package)
    found = one.read()
    assert all(each.after == wanted[each.key] for each in found.edits)
    assert {each.key for each in found.edits} | {each.key for each in found.asked} >= set(wanted)
    if anchors:
        assert found.asked == ()


def test_alignment_pairs_every_unit_at_most_once():
    old = ["ก", "ข", "ก", "ค ง จ", "ก"]
    new = ["ก", "ก", "ค ง ฉ", "ข", "ก", "ใหม่"]
    pairs = align(old, new)
    assert len({pair.old for pair in pairs}) == len(pairs)
    assert len({pair.new for pair in pairs}) == len(pairs)
    assert {(pair.old, pair.new) for pair in pairs} >= {(3, 2), (1, 3)}


def test_likeness_ignores_digits_and_spaces():
    assert likeness("ปี ๒๕๖๗ ", "ปี2567") == 100.0


@pytest.mark.parametrize(
    ("before", "start", "end", "after", "wanted"),
    [
        ("ก: ข;", 3, 4, "ก: คค;", ("คค", True)),
        ("ก: ข;", 3, 4, "ก: ;", ("", True)),
        ("กกก ขขข คคค", 4, 7, "กกก ขฉข คคค เพิ่ม", ("ขฉข", True)),
        ("abc", 0, 3, "", ("", True)),
    ],
)
def test_a_span_is_followed_into_the_edited_line(before, start, end, after, wanted):
    assert carried(before, start, end, after) == wanted
