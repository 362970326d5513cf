from __future__ import annotations

import pytest
import sample_plan
from templatetools import BASE, make_template

from plandocs.draft import templates
from plandocs.draft.check import check_docx
from plandocs.draft.ooxml import RUN, TEXT, THAI, P, make, qn
from plandocs.draft.readback import read_back
from plandocs.draft.render import render
from plandocs.draft.toc import set_pages


@pytest.mark.parametrize("name", list(templates.NAMES))
@pytest.mark.parametrize(("final", "digits"), [(False, "thai"), (False, "arabic"), (True, "thai")])
def test_every_draft_follows_every_rule(drafts, name, final, digits):
    path = drafts(name, final=final, digits=digits).path
    assert [str(one) for one in check_docx(path, digits=digits, final=final)] == []


def body(package):
    return package.tree(package.main)


def styles(package):
    return package.tree(package.related(package.main, "styles")[0][1])


def thai_run(package):
    return next(run for run in body(package).iter(RUN) if THAI.search("".join(t.text or "" for t in run.iter(TEXT))))


def long_paragraph(package):
    return next(
        p
        for p in body(package).iter(P)
        if len("".join(t.text or "" for t in p.iter(TEXT))) > 200 and p.getparent().tag == qn("w:body")
    )


def properties(element, name):
    found = element.find(qn(name))
    if found is None:
        found = make(name)
        element.insert(0, found)
    return found


def set_jc(package, value):
    ppr = properties(long_paragraph(package), "w:pPr")
    for old in ppr.findall(qn("w:jc")):
        ppr.remove(old)
    ppr.append(make("w:jc", val=value))


def add_to_run(package, *elements):
    rpr = properties(thai_run(package), "w:rPr")
    rpr.extend(elements)


def drop(root, name):
    for one in list(root.iter(qn(name))):
        one.getparent().remove(one)


def set_text(package, text):
    next(long_paragraph(package).iter(TEXT)).text = text


def drop_entry(package, number):
    entry = list(body(package).iter(qn("w:hyperlink")))[number].getparent()
    entry.getparent().remove(entry)


BREACHES = {
    "font": lambda p: add_to_run(p, make("w:rFonts", ascii="Arial", hAnsi="Arial")),
    "font-sz": lambda p: add_to_run(p, make("w:sz", val="28")),
    "font-b": lambda p: add_to_run(p, make("w:b")),
    "no-proof": lambda p: add_to_run(p, make("w:noProof")),
    "script": lambda p: drop(body(p), "w:cs"),
    "default-font": lambda p: styles(p).find(qn("w:docDefaults")).find(f".//{qn('w:rFonts')}").attrib.pop(qn("w:cs")),
    "numbering-font": lambda p: drop(p.tree(p.related(p.main, "numbering")[0][1]), "w:rPr"),
    "justify": lambda p: set_jc(p, "both"),
    "line-height": lambda p: properties(long_paragraph(p), "w:pPr").append(
        make("w:spacing", line="300", lineRule="exact")
    ),
    "margins": lambda p: next(body(p).iter(qn("w:pgMar"))).set(qn("w:left"), "1000"),
    "table-head": lambda p: drop(body(p), "w:tblHeader"),
    "row-split": lambda p: drop(body(p), "w:cantSplit"),
    "table-layout": lambda p: drop(body(p), "w:tblLayout"),
    "table-grid": lambda p: next(body(p).iter(qn("w:gridCol"))).set(qn("w:w"), "100"),
    "compatibility": lambda p: drop(p.tree("word/settings.xml"), "w:compatSetting"),
    "shift-return": lambda p: drop(p.tree("word/settings.xml"), "w:doNotExpandShiftReturn"),
    "contents": lambda p: drop_entry(p, 3),
    "alt-text": lambda p: [
        one.attrib.clear() or one.set("id", "1") or one.set("name", "x") for one in body(p).iter(qn("wp:docPr"))
    ],
    "duplicate-id": lambda p: [
        one.set(qn("w:val"), "77") for sdt in body(p).iter(qn("w:sdtPr")) for one in sdt.iter(qn("w:id"))
    ],
    "properties": lambda p: (
        p.tree("docProps/core.xml").find("{http://purl.org/dc/elements/1.1/}title").__setattr__("text", "")
    ),
    "draft-mark": lambda p: [drop(p.tree(name), "w:t") for _, name in p.related(p.main, "header")],
    "page-number": lambda p: [drop(p.tree(name), "w:instrText") for _, name in p.related(p.main, "footer")],
    "tag-left": lambda p: set_text(p, "ค้าง {{ แผน.ปี }}"),
    "zero-width": lambda p: set_text(p, "คำ\u200bคำ"),
    "nbsp": lambda p: set_text(p, "ปี\u00a0๒๕๖๘"),
    "thai-spelling": lambda p: set_text(p, "นําร่อง"),
    "maiyamok": lambda p: set_text(p, "ต่างๆ"),
    "digits": lambda p: set_text(p, "ปี 2568"),
    "font-family": lambda p: add_to_run(p, make("w:rFonts", ascii="Arial", hAnsi="Arial", cs="Arial")),
    "small-text": lambda p: add_to_run(p, make("w:sz", val="16"), make("w:szCs", val="16")),
    "paper": lambda p: next(body(p).iter(qn("w:pgSz"))).set(qn("w:w"), "12240"),
    "caption": lambda p: next(t for t in body(p).iter(TEXT) if (t.text or "").startswith("ตารางที่ ๒")).__setattr__(
        "text", "ตารางที่ ๙ "
    ),
}


def fonts_of(element):
    return element.find(f".//{qn('w:rFonts')}")


OTHERS = {
    "a default font that is not Thai official": (
        lambda p: fonts_of(styles(p).find(qn("w:docDefaults"))).set(qn("w:cs"), "Cordia New"),
        "font-family",
    ),
    "page numbers in the other digits": (
        lambda p: [one.attrib.pop(qn("w:fmt"), None) for one in body(p).iter(qn("w:pgNumType"))],
        "digits",
    ),
    "contents whose pages go back": (
        lambda p: set_pages(p, [9, 8, *[None] * 200], thai_digits=True),
        "contents",
    ),
}


@pytest.mark.parametrize("what", list(OTHERS))
def test_other_breaches_are_found_too(drafts, tmp_path, what):
    breach, code = OTHERS[what]
    package = drafts.package()
    breach(package)
    package.save(tmp_path / "breach.docx")
    assert code in {one.code for one in check_docx(tmp_path / "breach.docx", digits="thai")}


def test_a_long_heading_and_a_set_of_sheets_are_no_breach(tmp_path):
    many = "".join(BASE.p("หัวข้อ " + "กระบวนการวางแผนยุทธศาสตร์ " * 6, style="Heading2") for _ in range(14))
    path = make_template(tmp_path / "sheets.docx", [], body=many)
    assert {one.code for one in check_docx(path)} & {"justify", "contents"} == set()


@pytest.mark.parametrize("code", list(BREACHES))
def test_a_breach_of_each_rule_is_found(drafts, tmp_path, code):
    package = drafts.package()
    BREACHES[code](package)
    path = tmp_path / "breach.docx"
    package.save(path)
    problems = check_docx(path, digits="thai")
    assert code in {one.code for one in problems}
    assert all(one.thai and THAI.search(one.thai) for one in problems)


def test_the_stock_template_of_the_word_library_breaks_many_rules(tmp_path):
    from docx import Document

    document = Document()
    document.add_paragraph("ข้อความไทย" * 30)
    document.save(tmp_path / "stock.docx")
    codes = {one.code for one in check_docx(tmp_path / "stock.docx")}
    assert {"default-font", "compatibility", "justify", "margins", "script", "draft-mark"} <= codes


def test_tables_wider_than_the_page_are_named(tmp_path):
    wide = BASE.table([20.0], BASE.row(BASE.cell("กว้าง", BASE.twips(20.0)), head=True))
    path = make_template(tmp_path / "wide.docx", [], body=wide)
    assert "table-width" in {one.code for one in check_docx(path)}


def test_the_language_tag_is_an_option(drafts, tmp_path):
    assert any(one.code == "language" for one in check_docx(drafts().path, language=True))
    template = templates.find("invitation-memo")
    tagged = render(template, sample_plan.context(), tmp_path / "t.docx", pages=False, isolated=False, language=True)
    assert check_docx(tagged.path, digits="thai", language=True) == []
    assert read_back(tagged.path).unchanged
