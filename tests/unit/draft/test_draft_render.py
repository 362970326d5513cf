from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import sample_plan
from templatetools import BASE, make_template
from wordtexts import comments, instructions, lines, text

from plandocs.draft import goalvalues, templates
from plandocs.draft.check import check_docx
from plandocs.draft.context import build
from plandocs.draft.manifest import embedded, manifest_path
from plandocs.draft.ooxml import SDT, attr, qn
from plandocs.draft.package import Package
from plandocs.draft.preview import preview
from plandocs.draft.readback import read_back
from plandocs.draft.render import render
from plandocs.draft.values import PLACEHOLDER
from plandocs.model.document import Approval
from plandocs.model.errors import TemplateError
from plandocs.model.plan import GoalTrace, SuggestedKpi, Theme, ThemeState
from plandocs.model.year import FiscalYear

NAMES = list(templates.NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_template_fills_with_a_real_plan_and_leaves_no_tag_behind(drafts, name):
    package = drafts.package(name)
    for part in package.story_parts():
        shown = "\n".join(lines(package, part))
        assert "{{" not in shown
        assert "{%" not in shown
        assert not any(ord(sign) >= 0xF0000 for sign in shown)


@pytest.mark.parametrize("name", NAMES)
def test_every_template_fills_with_a_plan_that_has_nothing_yet(name, tmp_path):
    from plandocs.draft.context import build
    from plandocs.model.agency import Agency

    empty = build(2568, Agency(), (), (), (), ())
    result = render(templates.find(name), empty, tmp_path / "empty.docx", pages=False, isolated=False)
    assert result.path.exists()


def test_goals_kpis_schedule_and_budget_are_in_the_plan(drafts):
    shown = text(drafts.package(digits="arabic"))
    for words in (
        "แผนเพิ่มประสิทธิภาพองค์การ",
        "ขยายชุดข้อมูลเปิดที่หน่วยงานภายนอกนำไปใช้ได้จริง",
        "จำนวนชุดข้อมูลเปิดสะสม",
        "900,000",
        "ต.ค. 2567 – ธ.ค. 2567",
        "หมุดหมายที่ 13",
        "พบในรายงานปี 2563, 2564, 2565, 2566, 2567",
        "ปี 2567 ตั้ง 40 ชุด ได้ 24 ชุด",
        "ถ้อยคำยังไม่ได้ตรวจกับฉบับทางการ",
        "รอผลการศึกษาต้นทุนของ กยผ.",
    ):
        assert words in shown


def test_what_nobody_knows_is_a_highlighted_placeholder_and_is_listed(drafts):
    result = drafts()
    labels = {one.label for one in result.placeholders}
    assert "เป้าหมายที่ 3: ผู้รับผิดชอบ" in labels
    assert "เป้าหมายที่ 2: งบประมาณ (บาท)" in labels
    package = drafts.package(digits="arabic")
    marked = [
        run
        for run in package.tree(package.main).iter(qn("w:r"))
        if attr(run.find(f"{qn('w:rPr')}/{qn('w:highlight')}")) == "yellow"
    ]
    assert marked
    assert all("".join(t.text for t in run.iter(qn("w:t"))) == PLACEHOLDER for run in marked)
    assert "เป้าหมายที่ 3 ยังไม่มีข้อมูล: ผู้รับผิดชอบ" in text(package)
    numbers = re.findall(r"เป้าหมายที่ (\d+) ยังไม่มีข้อมูล", text(package))
    assert numbers == sorted(numbers, key=int)
    assert len(numbers) > 1


def test_numbers_read_from_a_picture_are_marked_and_listed(drafts):
    result = drafts(digits="arabic")
    assert [one.key for one in result.placeholders if one.unconfirmed] == ["S002.kpi1.baseline", "S002.kpi1.target"]
    assert "อ่านจากภาพสแกนว่า 76.8 โปรดตรวจกับต้นฉบับ" in text(drafts.package(digits="arabic"))


def test_a_goal_of_which_nothing_is_known_is_all_placeholders_and_says_it_has_no_source(tmp_path):
    bare = sample_plan.goal(1, owner="", kpis=(), items=(), evidence=(), reasons=(), risks=(), themes=())
    bare = replace(bare, alignment=(), activities=(), budget=None, budget_source="", relation="new")
    path = tmp_path / "o.docx"
    result = render(templates.find("improvement-plan"), sample_plan.context((bare,)), path, pages=False, isolated=False)
    package = Package.read(path)
    listed = next(one for one in lines(package) if "เป้าหมายที่ ๑ ยังไม่มีข้อมูล" in one)
    for what in ("ผู้รับผิดชอบ", "ชื่อตัวชี้วัด", "หน่วยนับ", "ค่าฐาน", "ค่าเป้าหมาย", "งบประมาณ", "แหล่งเงิน", "กิจกรรมที่ ๑"):
        assert what in listed
    assert [text for text in comments(package) if "ไม่พบที่มาในเอกสาร" in text]
    assert "เป้าหมาย ๑ เป้าหมาย และตัวชี้วัด ๐ ตัวชี้วัด" in text(package)
    numbers = {one.value for one in result.manifest.fields if one.key.startswith("S001.")} - {PLACEHOLDER, bare.goal}
    assert numbers == set()


def test_total_budget_is_not_added_up_while_a_budget_is_unknown(drafts):
    assert "1,750,000" not in text(drafts.package(digits="arabic"))


def test_each_goal_and_number_carries_its_source_as_a_comment(drafts):
    notes = comments(drafts.package())
    assert any("ที่มา: รายงานป้อนกลับ ปี 2567 ตารางที่ 4 แถวที่ 1" in note for note in notes)
    assert any("ค่าฐานจากรายงานป้อนกลับ" in note for note in notes)
    assert any("อ่านจากภาพสแกน" in note for note in notes)


def test_the_final_copy_has_no_comments_anchors_draft_mark_or_sources(drafts):
    package = drafts.package(final=True)
    assert comments(package) == []
    assert not any(attr(one).startswith("pd:") for one in package.tree(package.main).iter(qn("w:tag")))
    assert "ยังไม่ได้รับอนุมัติ" not in "".join("".join(lines(package, part)) for part in package.story_parts())
    assert "เอกสารอ้างอิง" not in text(package)
    assert "อ่านจากภาพสแกน" not in text(package)
    assert embedded(package) is None
    assert not manifest_path(drafts(final=True).path).exists()


def test_every_field_stands_in_a_content_control_inside_a_bookmark(drafts):
    package = drafts.package()
    controls = list(package.tree(package.main).iter(SDT))
    names = {attr(one, "name") for one in package.tree(package.main).iter(qn("w:bookmarkStart"))}
    assert len(controls) > 50
    for control in controls:
        tag = attr(control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}"))
        assert tag.replace(":", "_") in names


def test_manifest_is_beside_the_draft_and_inside_it(drafts):
    result = drafts()
    beside = json.loads(manifest_path(result.path).read_text(encoding="utf-8"))
    assert beside["year"] == 2568
    assert embedded(Package.read(result.path)) == result.manifest


@pytest.mark.parametrize(
    ("digits", "shown", "hidden"),
    [("thai", "พ.ศ. ๒๕๖๘", "พ.ศ. 2568"), ("arabic", "พ.ศ. 2568", "พ.ศ. ๒๕๖๘")],
)
def test_digits_are_an_option_and_product_names_keep_theirs(drafts, digits, shown, hidden):
    said = text(drafts.package(digits=digits))
    assert shown in said
    assert hidden not in said
    assert "PMQA 4.0" in said
    assert "PMQA ๔" not in said


def test_arabic_digits_hold_for_quotations_in_thai_ones_too(tmp_path):
    quoted = sample_plan.goal(1, reasons=("พบในปี ๒๕๖๗",), risks=("ขาดอีก ๓๖ ชุด",))
    path = tmp_path / "o.docx"
    plan = templates.find("improvement-plan")
    render(plan, sample_plan.context((quoted,)), path, pages=False, isolated=False, digits="arabic")
    assert [one for one in lines(Package.read(path)) if re.search("[๐-๙]", one)] == []
    assert check_docx(path, digits="arabic") == []
    assert read_back(path).unchanged


def test_contents_list_every_heading_even_without_an_office_program(drafts):
    from plandocs.draft import toc

    entries = toc.entries(drafts.package())
    assert [name for _, name, _ in entries][:2] == ["บทสรุปผู้บริหาร", "ส่วนที่ ๑ ข้อมูลองค์การ"]
    assert len(entries) == 20
    assert any(" TOC " in one for one in instructions(drafts.package()))


def test_page_number_fields_and_thai_page_number_format(drafts):
    package = drafts.package()
    formats = {attr(one, "fmt") for one in package.tree(package.main).iter(qn("w:pgNumType"))}
    assert formats == {"thaiNumbers"}


def test_trend_charts_are_native_with_a_description(drafts):
    package = drafts.package()
    (drawing,) = package.tree(package.main).iter(qn("wp:docPr"))
    assert drawing.get("descr") == (
        "กราฟแนวโน้ม จำนวนชุดข้อมูลเปิดสะสม (ชุด): ปี 2564 เป้าหมาย 8 ผล 6; ปี 2565 เป้าหมาย 15 ผล 11; "
        "ปี 2566 เป้าหมาย 25 ผล 19; ปี 2567 เป้าหมาย 40 ผล 24"
    )
    assert "word/embeddings/chart1.xlsx" in package.parts


def test_what_a_person_wrote_is_printed_and_reported_as_left_alone(tmp_path):
    goals = (sample_plan.goal(1, changes={"goal": "ข้อความที่ ผอ. เขียนเอง", "kpi1.target": "50"}),)
    made = sample_plan.context(goals)
    result = render(templates.find("executive-summary"), made, tmp_path / "kept.docx", pages=False, isolated=False)
    assert [(one.key, one.human) for one in result.kept] == [
        ("S001.goal", "ข้อความที่ ผอ. เขียนเอง"),
        ("S001.kpi1.target", "50"),
    ]
    assert result.kept[0].generated.startswith("ขยายชุดข้อมูลเปิด")
    assert "ข้อความที่ ผอ. เขียนเอง" in text(Package.read(result.path))


def test_free_text_of_an_earlier_copy_is_printed_in_the_annex(tmp_path):
    made = sample_plan.context(free_text=(sample_plan.FreeText("ขอเพิ่มผู้แทนเขต", "ส่วนที่ 3", "ผอ.กมส."),))
    result = render(templates.find("improvement-plan"), made, tmp_path / "free.docx", pages=False, isolated=False)
    assert "ขอเพิ่มผู้แทนเขต (ส่วนที่ ๓ โดย ผอ.กมส.)" in text(Package.read(result.path))


HOSTILE_VALUES = [
    "{{ 7*7 }}",
    "{% for x in range(9) %}a{% endfor %}",
    "ค่า <๕ ล้าน> บาท & R&D",
    "บรรทัดหนึ่ง\nบรรทัดสอง",
    "]]></w:t><w:p/>",
    "&lt;b&gt;",
    "{# หาย #} {_{ x }_}",
    "แท็บ\tคั่น \\a \\f",
]


@pytest.mark.parametrize("value", HOSTILE_VALUES)
def test_values_arrive_as_the_text_they_are(value, tmp_path):
    made = sample_plan.context((sample_plan.goal(1, goal=value),))
    for name in ("improvement-plan", "executive-summary"):
        result = render(templates.find(name), made, tmp_path / "v.docx", digits="arabic", pages=False, isolated=False)
        assert value in text(Package.read(result.path))


def test_control_and_private_signs_in_values_are_dropped(tmp_path):
    made = sample_plan.context((sample_plan.goal(1, goal="ก\x00ข\x0bค\U000f1001ง\u200bจ\ufeffฉ"),))
    result = render(templates.find("executive-summary"), made, tmp_path / "v.docx", pages=False, isolated=False)
    assert "กขคงจฉ" in text(Package.read(result.path))


def test_properties_come_from_the_plan_and_are_never_evaluated(tmp_path):
    template = Package.read(templates.find("executive-summary"))
    core = template.tree("docProps/core.xml")
    core.find("{http://purl.org/dc/elements/1.1/}title").text = "{{ cycler.__init__ }}"
    template.save(tmp_path / "t.docx")
    result = render(tmp_path / "t.docx", sample_plan.context(), tmp_path / "o.docx", pages=False, isolated=False)
    root = Package.read(result.path).tree("docProps/core.xml")
    title = root.findtext("{http://purl.org/dc/elements/1.1/}title")
    assert title == "แผนเพิ่มประสิทธิภาพองค์การ กรมมาตรฐานบริการประชาชน ประจำปีงบประมาณ พ.ศ. 2568"
    assert root.findtext("{http://purl.org/dc/elements/1.1/}creator") == "กรมมาตรฐานบริการประชาชน"


def test_a_draft_is_written_whole_or_not_at_all(tmp_path):
    from templatetools import make_template

    bad = make_template(tmp_path / "bad.docx", ["{{ ไม่มีชื่อนี้ }}"])
    with pytest.raises(TemplateError, match="ไม่มีชื่อนี้"):
        render(bad, sample_plan.context(), tmp_path / "out.docx", pages=False, isolated=False)
    assert not (tmp_path / "out.docx").exists()


def test_a_template_without_header_still_gets_the_draft_mark(tmp_path):
    from templatetools import make_template

    plain = make_template(tmp_path / "plain.docx", ["{{ แผน.ชื่อ }}"], header="")
    result = render(plain, sample_plan.context(), tmp_path / "o.docx", pages=False, isolated=False)
    package = Package.read(result.path)
    heads = [name for _, name in package.related(package.main, "header")]
    assert any("ร่าง" in "".join(lines(package, name)) for name in heads)


def test_the_child_process_makes_the_same_draft(tmp_path):
    import datetime as dt

    when = dt.datetime(2024, 11, 1, tzinfo=dt.UTC)
    options = {"pages": False, "draft_id": "abcd", "when": when}
    template = templates.find("executive-summary")
    one = render(template, sample_plan.context(), tmp_path / "1.docx", isolated=True, **options)
    two = render(template, sample_plan.context(), tmp_path / "2.docx", isolated=False, **options)
    assert one.path.read_bytes() == two.path.read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="memory limits are POSIX only")
def test_a_template_that_eats_memory_is_stopped(tmp_path):
    from templatetools import make_template

    bomb = "{% set ก = 'x' %}" + "{% set ก = ก ~ ก %}" * 40 + "{{ ก|length }}"
    template = make_template(tmp_path / "bomb.docx", [bomb])
    with pytest.raises(TemplateError):
        render(template, sample_plan.context(), tmp_path / "o.docx", pages=False)


def validator() -> str | None:
    return os.environ.get("PLANDOCS_OOXML_VALIDATOR") or shutil.which("ooxml-validator")


@pytest.mark.skipif(validator() is None, reason="no Open XML validator")
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("final", [False, True])
def test_every_draft_is_valid_for_the_open_xml_sdk(drafts, name, final):
    path = drafts(name, final=final).path
    done = subprocess.run([validator(), str(path)], capture_output=True, text=True, check=False)
    assert json.loads(done.stdout)["errors"] == []


@pytest.mark.libreoffice
def test_contents_have_true_page_numbers_through_libreoffice(tmp_path):
    from plandocs.draft import toc

    result = render(templates.find("improvement-plan"), sample_plan.context(), tmp_path / "p.docx", digits="arabic")
    if not result.pages_from:
        pytest.skip("no font of the right width")
    pages = [int(page) for _, _, page in toc.entries(Package.read(result.path))]
    assert pages == sorted(pages)
    assert pages[0] == 3  # preface, contents, then the executive summary; the cover is not counted


@pytest.mark.libreoffice
def test_a_preview_says_which_font_it_is_drawn_in(drafts, tmp_path):
    from plandocs.draft.preview import pictures, preview

    seen = preview(drafts("executive-summary").path, tmp_path / "p.pdf")
    assert seen.pages == 1
    assert seen.final == (seen.font.kind == "real")
    assert len(pictures(seen.path, tmp_path / "png")) == 1


def test_a_footnote_in_a_loop_has_a_note_for_each_mark(tmp_path):
    body = (
        BASE.p("{%p for ก in เป้าหมายทั้งหมด %}")
        + BASE.p(BASE.r("{{ ก.ชื่อ }}"), BASE.footnote(1))
        + BASE.p("{%p endfor %}")
    )
    template = make_template(tmp_path / "t.docx", [], body=body, footnotes=["ที่มา {{ แผน.ปี }}"])
    path = render(template, sample_plan.context(), tmp_path / "o.docx", pages=False, isolated=False).path
    package = Package.read(path)
    marks = [one.get(qn("w:id")) for one in package.tree(package.main).iter(qn("w:footnoteReference"))]
    notes = [one.get(qn("w:id")) for one in package.tree("word/footnotes.xml").iter(qn("w:footnote"))]
    assert len(marks) == len(set(marks)) == 3
    assert set(marks) < set(notes)
    assert len(notes) == len(set(notes))
    assert read_back(path).unchanged


def test_an_office_that_writes_the_other_word_has_it_everywhere(tmp_path):
    agency = replace(sample_plan.AGENCY, organisation_word="องค์กร")
    made = build(2568, agency, sample_plan.GOALS, (), (), sample_plan.SOURCES)
    for name in ("improvement-plan", "application-report"):
        path = render(templates.find(name), made, tmp_path / "o.docx", pages=False, isolated=False).path
        assert "องค์การ" not in "\n".join(lines(Package.read(path)))
    title = Package.read(path).tree("docProps/core.xml").findtext("{http://purl.org/dc/elements/1.1/}title")
    assert "แผนเพิ่มประสิทธิภาพองค์การ" not in title


@pytest.mark.parametrize(("digits", "year"), [("thai", "๒๕๖๗"), ("arabic", "2567")])
def test_charts_have_the_digits_of_the_draft(drafts, digits, year):
    package = Package.read(drafts(digits=digits).path)
    xml = package.parts["word/charts/chart1.xml"].decode()
    assert f"<c:v>{year}</c:v>" in xml
    assert ('formatCode="[$-D00041E]' in xml) is (digits == "thai")
    assert '##.##"' not in xml


def test_package_is_reproducible_and_has_no_duplicate_parts(drafts):
    with zipfile.ZipFile(drafts().path) as archive:
        names = archive.namelist()
    assert len(names) == len(set(names))
    assert names[0] == "[Content_Types].xml"


@pytest.mark.parametrize("content", [b"", b"garbage", b"PK\x03\x04 cut", b"\xd0\xcf\x11\xe0 old"])
def test_a_file_that_is_no_template_is_refused_in_one_line(content, tmp_path):
    path = tmp_path / "x.docx"
    path.write_bytes(content)
    with pytest.raises(TemplateError) as caught:
        render(path, sample_plan.context(), tmp_path / "o.docx", pages=False)
    assert "\n" not in str(caught.value)


def test_templates_are_built_by_the_script_in_the_tree(tmp_path):
    folder = Path(__file__).resolve().parents[3] / "templates"
    done = subprocess.run(
        [sys.executable, str(folder / "build.py"), str(tmp_path)], capture_output=True, text=True, check=True
    )
    built = done.stdout.split()
    assert sorted(built) == sorted(f"{name}.docx" for name in NAMES)
    for name in built:
        assert Package.read(tmp_path / name).parts == Package.read(folder / name).parts


LONG = "ขยายการเปิดเผยชุดข้อมูลเปิดของหน่วยงานให้ครอบคลุมทุกภารกิจหลัก พร้อมประกาศรอบปรับปรุงบัญชีข้อมูลที่ชัดเจน " * 4


@pytest.mark.libreoffice
@pytest.mark.parametrize("count", [0, 5, 6, 10, 40])
def test_the_executive_summary_is_one_page_however_much_there_is_to_say(tmp_path, count):
    kpis = tuple(SuggestedKpi(LONG, "ร้อยละของหน่วยงาน", 123456.78, 1234567.0, "ที่มา") for _ in range(3))
    goals = tuple(sample_plan.goal(n, goal=LONG, owner=LONG, kpis=kpis) for n in range(1, count + 1))
    out = tmp_path / "summary.docx"
    render(templates.find("executive-summary"), sample_plan.context(goals), out, pages=False, isolated=False)
    seen = preview(out, tmp_path / "summary.pdf")
    assert seen.font.true_pages
    assert seen.pages == 1
    shown = "\n".join(lines(Package.read(out)))
    assert ("และอีก ๓๑ เป้าหมาย ดูแผนฉบับเต็ม" in shown) is (count == 40)


@pytest.mark.parametrize(
    ("unit", "months", "actual", "told"),
    [
        ("ร้อยละ", 6, 71.0, "ปี 2567 ตั้งร้อยละ 85 ได้ร้อยละ 71 (รอบ 6 เดือน)"),
        ("แห่ง", 12, 71.0, "ปี 2567 ตั้ง 85 แห่ง ได้ 71 แห่ง"),
        ("%", None, 71.0, "ปี 2567 ตั้งร้อยละ 85 ได้ร้อยละ 71"),
        ("", None, None, "ปี 2567 ตั้ง 85 (ไม่พบรายงานผล)"),
    ],
)
def test_what_was_tried_is_told_with_units_and_the_part_of_the_year(unit, months, actual, told):
    trace = GoalTrace(FiscalYear(2567), "เป้าหมาย", "ตัวชี้วัด", unit, 85.0, actual, "p", "g", actual_months=months)
    theme = Theme("t", "ทะเบียน", ThemeState.OPEN, (2566,), ("4.1",), ("f",), (trace,))
    assert told in goalvalues.lineage(theme)
    drafted = replace(theme, goals=(replace(trace, status=Approval.DRAFT),))
    assert "ร่างแผนปี 2567 ตั้ง" in goalvalues.lineage(drafted)
