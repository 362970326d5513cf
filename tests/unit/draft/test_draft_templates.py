from __future__ import annotations

import re

import pytest
import sample_plan
from templatetools import BASE, make_template, table
from wordtexts import comments

from plandocs.draft import templates
from plandocs.draft.lint import lint
from plandocs.draft.names import MEANINGS, fields, paths, schema
from plandocs.draft.ooxml import qn
from plandocs.draft.package import Package
from plandocs.draft.readback import read_back
from plandocs.draft.render import render
from plandocs.draft.resume import Earlier
from plandocs.draft.sandbox import FILTERS, environment, fill
from plandocs.draft.scan import scan
from plandocs.draft.values import clean
from plandocs.model.errors import NotFoundError, TemplateError


def issues(tmp_path, paragraphs, body=""):
    path = make_template(tmp_path / "t.docx", paragraphs, body=body)
    return lint(path.read_bytes())


def test_the_list_of_names_and_the_context_are_equal():
    assert set(paths(schema())) == set(MEANINGS)


def test_the_context_of_a_real_plan_has_the_same_names():
    from plandocs.draft.names import shape_of

    values = dict(sample_plan.context().values) | {"ร่าง": True, "แสดงที่มา": True}
    assert set(paths(shape_of(values))) <= set(MEANINGS)


def test_every_name_has_meaning_type_and_an_example_where_it_is_text():
    for one in fields():
        assert one.meaning
        assert one.kind
        assert one.example or one.kind in {"รายการ", "กลุ่ม", "บล็อก"} or "ว่างได้" in one.meaning


@pytest.mark.parametrize("name", list(templates.NAMES))
def test_our_own_templates_have_no_errors(name):
    assert templates.check(templates.find(name)) == ()


ERRORS = [
    ("{{ เป้าหมายทั้งหมก }}", "unknown-name", "เป้าหมายทั้งหมด"),
    ("{{ แผน.ปีี }}", "unknown-name", ".ปี"),
    ("{{ แผน.ชื่อแผน }}", "unknown-name", ".ชื่อ"),
    ("{ แผน.ปี }", "single-braces", "{{ แผน.ปี }}"),
    ("{{ แผน.ปี", "unclosed-tag", "}}"),
    ("{% if ร่าง %} ก", "unclosed-block", "endif"),
    ("{% endfor %}", "unbalanced", ""),
    ("{% if ร่าง %}ก{% endfor %}", "unbalanced", "endif"),
    ("{{r แผน.ชื่อ }}", "rich-value", "{{ แผน.ชื่อ }}"),
    ("สารบัญ {{ สารบัญ }}", "rich-value", "ย่อหน้าของตัวเอง"),
    ("{{ จุดแข็ง }}", "not-text", "for"),
    ("{{ แผน }}", "not-text", "แผน."),
    ("{% for ก in แผน.ปี %}{% endfor %}", "not-list", ""),
    ("{% for ก จุดแข็ง %}{% endfor %}", "syntax", "in"),
    ("{{ แผน.ปี + }}", "syntax", ""),
    ("{{ แผน.ปี|ยอ }}", "unknown-filter", "ย่อ"),
    ("{% ถ้า ร่าง %}", "unknown-tag", ""),
    ("{% endfro %}", "unknown-tag", "endfor"),
    ("{% include 'x' %}", "forbidden", ""),
    ("{%tr for ก in จุดแข็ง %}", "outside-table", "{%p"),
    ("{%p if ร่าง %} ข้อความ", "tag-not-alone", ""),
    ("{{ แผน.ปี.upper() }}", "forbidden", ""),
    ("{{ แผน.__class__ }}", "forbidden", ""),
    ("{% elif ร่าง %}", "unbalanced", ""),
    ("{{ แผน.ปี is ปี }}", "unknown-test", ""),
]


@pytest.mark.parametrize(("words", "code", "suggestion"), ERRORS)
def test_each_error_is_named_with_place_and_suggestion(tmp_path, words, code, suggestion):
    found = [one for one in issues(tmp_path, ["ย่อหน้าแรก", words]) if one.code == code]
    assert found, issues(tmp_path, ["ย่อหน้าแรก", words])
    assert found[0].part == "word/document.xml"
    assert found[0].paragraph == 2
    assert found[0].text == words
    assert suggestion in found[0].suggestion


LOOP = "for ก in เป้าหมายทั้งหมด"
MISTAKES = {
    "a block closed as another": ([f"{{%p {LOOP} %}}", "{{ ก.ชื่อ }}", "{%p endif %}"], ["unbalanced"]),
    "a misspelt command": ([f"{{%p {LOOP.replace('for', 'fro')} %}}", "{{ ก.ชื่อ }}", "{%p endfor %}"], ["unknown-tag"]),
    "a block tag closed as a value": ([f"{{%p {LOOP} }}}}", "{{ ก.ชื่อ }}", "{%p endfor %}"], ["unclosed-tag"]),
    "an end closed as a value": ([f"{{%p {LOOP} %}}", "{{ ก.ชื่อ }}", "{%p endfor }}"], ["unclosed-tag"]),
    "rows outside a table": ([f"{{%tr {LOOP} %}}", "ก", "{%tr endfor %}"], ["outside-table", "outside-table"]),
    "three braces": (["{{{ แผน.ปี }}}"], ["extra-brace"]),
    "a brace too many": (["ปี {{ แผน.ปี }}} นี้"], ["extra-brace"]),
    "a brace too few": (["ปี {{ แผน.ปี } นี้"], ["unclosed-tag"]),
    "braces apart": (["{ { แผน.ปี } }"], ["single-braces"]),
    "mail merge": (["«แผน.ปี» <<แผน.ชื่อ>> [[แผน.ปี]]"], ["foreign-brackets"] * 3),
    "a note without end": (["{# หมายเหตุ", "{{ แผน.ปี }}"], ["unclosed-tag"]),
    "a space in a name": (["{{ แผน ปี }}"], ["syntax"]),
    "one sign for equal": (["{% if แผน.ปี = 2568 %}ก{% endif %}"], ["syntax"]),
    "nothing inside": (["{{ }}"], ["syntax"]),
    "a place that is not there": (["{{ เป้าหมายทั้งหมด[99].ชื่อ }}"], ["trial"]),
    "a function of Jinja": (["{{ แผน.ชื่อ|upper }}"], ["unknown-filter"]),
    "else alone": (["{%p else %}"], ["unbalanced"]),
    "a loop over a text": (["{% for ก in แผน.ชื่อ %}{{ ก }}{% endfor %}"], ["not-list"]),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_mistake_is_told_once_in_thai_with_what_to_do(tmp_path, mistake):
    paragraphs, codes = MISTAKES[mistake]
    found = templates.check(make_template(tmp_path / "t.docx", paragraphs))
    assert [one.code for one in found] == codes
    for one in found:
        assert one.suggestion
        assert not re.search("[a-z]{4,} [a-z]{3,}", one.thai), one.thai


@pytest.mark.parametrize("words", ["ข้อ [[1]] และ «คำพูด» {หมายเหตุ} << ดูหน้า 3", "ใช้ 5 << 6 และ {ก}"])
def test_brackets_of_running_text_are_no_mistake(tmp_path, words):
    assert issues(tmp_path, [words]) == ()


def test_all_errors_come_at_once(tmp_path):
    wrong = [words for words, _, _ in ERRORS if "{%" not in words]
    assert len({one.paragraph for one in issues(tmp_path, wrong)}) == len(wrong)


def test_a_loop_across_cells_is_an_error(tmp_path):
    body = table("{% for ก in จุดแข็ง %}{{ ก.ข้อความ }}", "{{ ก.หัวข้อ }}", "{% endfor %}")
    assert "across-cells" in {one.code for one in issues(tmp_path, [], body)}


def test_a_loop_across_paragraphs_is_told_to_use_p(tmp_path):
    found = issues(tmp_path, ["{% for ก in จุดแข็ง %}", "{{ ก.ข้อความ }}", "{% endfor %}"])
    assert [one.suggestion for one in found if one.code == "across-paragraphs"] == ["{%p for ก in จุดแข็ง %}"]


def test_names_of_a_loop_are_known_inside_it_only(tmp_path):
    good = [
        "{%p for ก in เป้าหมายทั้งหมด %}",
        "{{ ก.ชื่อ }} {{ loop.index }} {% for ข in ก.ตัวชี้วัด %}{{ ข.ค่าฐาน }}{% endfor %}",
        "{%p endfor %}",
    ]
    assert issues(tmp_path, good) == ()
    assert [one.code for one in issues(tmp_path, [*good, "{{ ก.ชื่อ }}"])] == ["unknown-name"]


def test_tags_split_over_runs_and_typed_oddly_are_understood(tmp_path):
    body = BASE.p(BASE.r("{{ แผ"), BASE.r("น.ปี }}")) + BASE.p("{{ เดือน[๐].ชื่อ }}") + BASE.p("{{ แผน.ปี\u200b }}")
    path = make_template(tmp_path / "t.docx", [], body=body)
    assert lint(path.read_bytes()) == ()
    result = render(path, sample_plan.context(), tmp_path / "o.docx", pages=False, isolated=False, digits="arabic")
    from wordtexts import text

    assert text(Package.read(result.path)).split("\n")[:3] == ["2568", "ต.ค.", "2568"]


def test_the_annotated_copy_has_a_comment_at_each_error(tmp_path):
    path = make_template(tmp_path / "t.docx", ["{{ แผน.ปีี }}", "{{ หน่วยงาร.ชื่อ }}"])
    found = templates.check(path)
    assert templates.annotate(path, found, tmp_path / "copy.docx") == 2
    notes = comments(Package.read(tmp_path / "copy.docx"))
    assert "แก้เป็น: หมายถึง .ปี หรือไม่" in notes[0]
    with pytest.raises(TemplateError):
        templates.annotate(path, found, path)


ATTACKS = [
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ แผน.__class__.__init__.__globals__ }}",
    "{{ แผน['__class__'] }}",
    "{{ self.__init__.__globals__ }}",
    "{{ lipsum.__globals__['os'] }}",
    "{{ namespace.__init__ }}",
    "{{ joiner.__init__ }}",
    "{{ แผน.keys() }}",
    "{{ แผน.ชื่อ.format(1) }}",
    "{{ '%s'|format(แผน) }}",
    "{{ แผน|attr('__class__') }}",
    "{{ แผน.ชื่อ|map('upper') }}",
    "{{ range(10**7) }}",
    "{{ range(100000)|list }}",
    "{{ 'ก' * 10**9 }}",
    "{{ 9**9**9 }}",
    "{{ '%1000000000d' % 1 }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% from 'os' import system %}",
    "{% extends 'x' %}",
    "{{ request.application }}",
    "{{ config.items() }}",
    "{{ get_flashed_messages.__globals__ }}",
    "{% for x in ().__class__.__bases__ %}{{ x }}{% endfor %}",
    "{{ loop.__class__ }}",
    "{% set x = แผน.pop('ชื่อ') %}",
    "{{ dict(a=1) }}",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_known_attacks_do_nothing(tmp_path, attack):
    path = make_template(tmp_path / "attack.docx", [attack])
    values = dict(sample_plan.context().values) | {"ร่าง": True, "แสดงที่มา": True}
    before = str(values["แผน"])
    with pytest.raises(TemplateError):
        fill(path.read_bytes(), values)
    assert str(values["แผน"]) == before


def test_attacks_in_headers_and_footnotes_do_nothing(tmp_path):
    values = dict(sample_plan.context().values) | {"ร่าง": True}
    for where in ({"header": ATTACKS[0]}, {"footnotes": [ATTACKS[1]]}):
        path = make_template(tmp_path / "attack.docx", ["ก"], **where)
        with pytest.raises(TemplateError):
            fill(path.read_bytes(), values)


def test_footnotes_of_a_template_are_filled_once(tmp_path):
    body = BASE.p(BASE.r("ก"), BASE.footnote(1)) + BASE.section() + BASE.section() + BASE.section()
    path = make_template(tmp_path / "f.docx", [], body=body, footnotes=["{{ แผน.ชื่อ }}"])
    made = sample_plan.context(title="{{ 7*7 }}")
    result = render(path, made, tmp_path / "o.docx", pages=False, isolated=False, digits="arabic")
    from wordtexts import lines

    assert any("{{ 7*7 }}" in one for one in lines(Package.read(result.path), "word/footnotes.xml"))


def test_filters_are_few_and_ours_are_documented():
    assert set(FILTERS) <= set(environment().filters)
    assert all(meaning for _, meaning in FILTERS.values())
    assert "attr" not in environment().filters


def test_an_unknown_template_is_named_with_those_there_are():
    with pytest.raises(NotFoundError, match="improvement-plan"):
        templates.find("no-such")


def test_own_templates_of_an_office_are_listed_after_ours(tmp_path):
    make_template(tmp_path / "ของเรา.docx", ["{{ แผน.ชื่อ }}"])
    (tmp_path / "~$ของเรา.docx").write_bytes(b"lock")
    assert [one.name for one in templates.listing([tmp_path])][-1] == "ของเรา"
    assert templates.find("ของเรา", [tmp_path]).name == "ของเรา.docx"
    assert templates.find("บทสรุปผู้บริหารหนึ่งหน้า").name == "executive-summary.docx"


def test_clean_drops_what_word_cannot_hold():
    assert clean("ก\x00\ud800ข\r\nค") == "กข\nค"


def test_the_authors_guide_lists_every_name_filter_and_template(root):
    guide = (root / "docs" / "templates.md").read_text(encoding="utf-8")
    repeated = ("รายหมวด[].จุดแข็ง[]", "รายหมวด[].โอกาส[]", "รายหมวด[].เป้าหมาย[]", "รายหัวข้อ[].จุดแข็ง[]")
    repeated += ("รายหัวข้อ[].โอกาส[]", "รายหัวข้อ[].เป้าหมาย[]", "หน่วยรับผิดชอบ[].เป้าหมาย[]")
    wanted = {f"`{name}`" for name in MEANINGS if not name.startswith(repeated)}
    wanted |= {f"`|{name}`" for name in FILTERS} | {f"`{name}`" for name in templates.NAMES}
    assert [name for name in sorted(wanted) if name not in guide] == []


def office_template(tmp_path):
    """A template as an office makes it by itself: Word's default look, Latin-only formatting, tags broken over runs."""
    from docx import Document
    from docx.enum.section import WD_ORIENT

    made = Document()
    made.styles["Normal"].font.name = "Times New Roman"
    line = made.add_paragraph()
    for piece in ("หน่วยงาน ", "{", "{ หน่วย", "งาน.ชื่อ }", "} จัดทำ"):
        line.add_run(piece).bold = True
    outer = made.add_table(2, 3, style="Table Grid")
    outer.cell(0, 0).merge(outer.cell(0, 2)).text = "เป้าหมายของ {{ หน่วยงาน.ชื่อ }}"
    inner = outer.cell(1, 1).add_table(3, 2)
    inner.cell(0, 0).text = "{%tr for เป้าหมาย in เป้าหมายทั้งหมด %}"
    inner.cell(1, 0).text, inner.cell(1, 1).text = "{{ เป้าหมาย.ลำดับ }}", "{{ เป้าหมาย.ชื่อ }}"
    inner.cell(2, 0).text = "{%tr endfor %}"
    turned = made.add_section()
    turned.orientation = WD_ORIENT.LANDSCAPE
    turned.page_width, turned.page_height = turned.page_height, turned.page_width
    turned.header.is_linked_to_previous = False
    turned.header.paragraphs[0].text = "แนวนอน {{ แผน.ปี }}"
    made.add_paragraph("{%p for เป้าหมาย in เป้าหมายทั้งหมด %}")
    made.add_paragraph("{{ เป้าหมาย.ชื่อ }}", style="List Number")
    made.add_paragraph("{%p endfor %}")
    path = tmp_path / "แม่แบบของกรม.docx"
    made.save(path)
    return path


def test_a_template_that_an_office_made_by_itself_works_and_comes_back(tmp_path):
    template = office_template(tmp_path)
    assert templates.check(template) == ()
    out = tmp_path / "d.docx"
    result = render(template, sample_plan.context(), out, pages=False, isolated=False)
    package = Package.read(out)
    assert read_back(out).unchanged
    assert len({one.key for one in result.manifest.occurrences}) == 4
    bold = [run for run in package.tree(package.main).iter(qn("w:rPr")) if run.find(qn("w:b")) is not None]
    assert bold
    assert all(one.find(qn("w:bCs")) is not None for one in bold)
    goals = (*sample_plan.GOALS, sample_plan.goal(9, goal="ตั้งศูนย์ข้อมูลกลางของเขต"))
    earlier = Earlier(Package.read(out), result.manifest)
    again = render(
        template, sample_plan.context(goals), tmp_path / "2.docx", pages=False, isolated=False, earlier=earlier
    )
    assert again.went_on.returned
    shown = [line.text for line in scan(Package.read(again.path))]
    assert shown.count("ตั้งศูนย์ข้อมูลกลางของเขต") == 2
    assert read_back(again.path).unchanged
