from __future__ import annotations

import pytest

from plandocs.draft import templates
from plandocs.draft.check import check_docx
from plandocs.draft.ooxml import RUN, TEXT, THAI, P, make, qn


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
    "caption": lambda p: next(t for t in body(p).iter(TEXT) if (t.text or "").startswith("ตารางที่ ๒")).__setattr__(
        "text", "ตารางที่ ๙ "
    ),
}


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
    from templatetools import BASE, make_template

    wide = BASE.table([20.0], BASE.row(BASE.cell("กว้าง", BASE.twips(20.0)), head=True))
    path = make_template(tmp_path / "wide.docx", [], body=wide)
    assert "table-width" in {one.code for one in check_docx(path)}


def test_the_language_tag_is_an_option(drafts):
    assert any(one.code == "language" for one in check_docx(drafts().path, language=True))
