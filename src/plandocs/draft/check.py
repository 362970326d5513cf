"""
The typography check of Thai official Word papers: `check_docx`.

Rules: fonts and sizes for complex script everywhere (Word takes Thai from `w:cs` and `w:szCs` only), Thai
distribution of body text, margins of official papers, tables that repeat their head and do not split rows,
contents, page numbers, draft mark, alternative texts and properties. `plandocs.draft.checkparts` looks at fonts and
paragraphs, this module at the whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from lxml import etree

from plandocs.draft import checkparts, toc
from plandocs.draft.digits import to_arabic
from plandocs.draft.marks import CORE, DRAFT_WORD, style_levels
from plandocs.draft.ooxml import PPR, SDT, TBL, TC, TR, P, R, W, attr, paragraph_text, qn
from plandocs.draft.package import Package
from plandocs.draft.problem import Problem

#: Margins of official papers in cm: left, right, top, bottom; a memo's top is 1.5 cm. Landscape pages are the same
#: sheet turned.
_PORTRAIT = {"left": 3.0, "right": 2.0, "top": 2.5, "bottom": 2.0}
_LANDSCAPE = {"left": 2.0, "right": 2.5, "top": 3.0, "bottom": 2.0}
_CM = 567
#: Sides of an A4 sheet in twentieths of a point.
_A4 = (11906, 16838)
_TOLERANCE = 30
#: A paper of at most so many paragraphs fits on one page and needs no page number.
SHORT = 40


def check_docx(path: Path, *, digits: str = "", final: bool = False, language: bool = False) -> list[Problem]:
    """
    Return every breach of the typography rules in a .docx, in document order; an empty list is a clean paper.

    `digits` "thai" or "arabic" adds the rule on digits, `final` drops the rule that a draft says ร่าง, `language`
    asks for the Thai language tag (off by default: it breaks ำ in one office program). Raises `TemplateError` when
    it is no Word file.
    """
    package = Package.read(path)
    problems: list[Problem] = []
    problems += checkparts.fonts(package, language=language)
    problems += checkparts.paragraphs(package, digits=digits)
    problems += _settings(package)
    problems += _sections(package, final=final, digits=digits)
    problems += _tables(package)
    problems += _contents(package)
    problems += _captions(package)
    problems += _pictures(package)
    problems += _ids(package)
    problems += _properties(package)
    return problems


def _settings(package: Package) -> Iterator[Problem]:
    names = package.related(package.main, "settings")
    if not names:
        yield Problem("settings", "ไม่มีไฟล์ตั้งค่าเอกสาร โปรดใช้แม่แบบของ plandocs", package.main)
        return
    name = names[0][1]
    root = package.tree(name)
    modes = [attr(one) for one in root.iter(qn("w:compatSetting")) if attr(one, "name") == "compatibilityMode"]
    if modes != ["15"]:
        yield Problem("compatibility", "โหมดความเข้ากันได้ต้องเป็น 15 มิฉะนั้น Word ตัดคำไทยเฉพาะที่เว้นวรรค", name)
    if root.find(f"{qn('w:compat')}/{qn('w:doNotExpandShiftReturn')}") is None:
        yield Problem("shift-return", "บรรทัดที่จบด้วย Shift+Enter จะถูกยืดเต็มบรรทัด ต้องตั้ง doNotExpandShiftReturn", name)


def _sections(package: Package, *, final: bool, digits: str) -> Iterator[Problem]:
    main = package.main
    sections = list(package.tree(main).iter(qn("w:sectPr")))
    numbered = marked = False
    for number, section in enumerate(sections, 1):
        yield from _margins(section, number, main)
        yield from _paper(section, number, main)
        shape = attr(section.find(qn("w:pgNumType")), "fmt", "decimal")
        if digits and (shape == "thaiNumbers") != (digits == "thai") and shape in {"decimal", "thaiNumbers"}:
            wanted = "เลขไทย" if digits == "thai" else "เลขอารบิก"
            yield Problem("digits", f"เลขหน้าของส่วนที่ {number} ไม่ได้ตั้งเป็น{wanted}", main)
        texts = {kind: _story(package, section, kind) for kind in ("header", "footer")}
        numbered = numbered or any(" PAGE" in text for text in texts.values())
        marked = marked or texts["header"].strip().startswith(DRAFT_WORD)
        if not final and not texts["header"].strip().startswith(DRAFT_WORD) and not (number > 1 and marked):
            yield Problem("draft-mark", f"หัวกระดาษของส่วนที่ {number} ไม่มีคำว่า “ร่าง”", main)
    if not numbered and sum(1 for _ in package.tree(main).iter(P)) > SHORT:
        yield Problem("page-number", "ไม่มีเลขหน้าในหัวหรือท้ายกระดาษ", main)


def _margins(section: etree._Element, number: int, main: str) -> Iterator[Problem]:
    margins = section.find(qn("w:pgMar"))
    landscape = attr(section.find(qn("w:pgSz")), "orient") == "landscape"
    wanted = _LANDSCAPE if landscape else _PORTRAIT
    for side, centimetres in wanted.items():
        value = attr(margins, side)
        found = int(value) / _CM if value.lstrip("-").isdigit() else -1.0
        allowed = [centimetres, 1.5] if side == "top" and not landscape else [centimetres]
        if all(abs(found - one) * _CM > _TOLERANCE for one in allowed):
            thai = {"left": "ซ้าย", "right": "ขวา", "top": "บน", "bottom": "ล่าง"}[side]
            yield Problem("margins", f"ขอบ{thai}ของส่วนที่ {number} เป็น {found:.1f} ซม. ควรเป็น {centimetres} ซม.", main)


def _paper(section: etree._Element, number: int, main: str) -> Iterator[Problem]:
    size = section.find(qn("w:pgSz"))
    sides = sorted(int(attr(size, side, "0")) for side in ("w", "h"))
    if any(abs(side - wanted) > _TOLERANCE for side, wanted in zip(sides, _A4, strict=True)):
        yield Problem("paper", f"กระดาษของส่วนที่ {number} ไม่ใช่ A4", main)


def _story(package: Package, section: etree._Element, kind: str) -> str:
    out = []
    for reference in section.findall(qn(f"w:{kind}Reference")):
        for rel, name in package.related(package.main, kind):
            if rel == reference.get(f"{{{R}}}id") and name in package.parts:
                root = package.tree(name)
                out += [paragraph_text(one) for one in root.iter(P)]
                out += [one.text or "" for one in root.iter(qn("w:instrText"))]
    return "\n".join(out)


def _tables(package: Package) -> Iterator[Problem]:
    main = package.main
    body = package.tree(main)
    for number, table in enumerate(body.iter(TBL), 1):
        rows = [row for row in table.iter(TR) if next(row.iterancestors(TBL)) is table]
        text = paragraph_text(next(table.iter(P)))[:40]
        if len(rows) > 1 and rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None:
            yield Problem("table-head", f"ตารางที่ {number} ในไฟล์ไม่ได้ตั้งให้แถวหัวซ้ำทุกหน้า", main, None, text)
        split = sum(1 for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None)
        if split:
            yield Problem("row-split", f"ตารางที่ {number} ในไฟล์มี {split} แถวที่อาจถูกตัดข้ามหน้า", main, None, text)
        if attr(table.find(f"{qn('w:tblPr')}/{qn('w:tblLayout')}"), "type") != "fixed":
            yield Problem("table-layout", f"ตารางที่ {number} ในไฟล์ไม่ได้กำหนดความกว้างคงที่", main, None, text)
        yield from _grid(table, rows, number, main, text)


def _grid(table: etree._Element, rows: list[etree._Element], number: int, main: str, text: str) -> Iterator[Problem]:
    columns = [int(attr(one, "w", "0")) for one in table.iter(qn("w:gridCol"))]
    for row in rows:
        position, fits = 0, True
        for cell in (one for one in row.iter(TC) if next(one.iterancestors(TBL)) is table):
            properties = cell.find(qn("w:tcPr"))
            span = int(attr(properties.find(qn("w:gridSpan")), default="1")) if properties is not None else 1
            width = attr(properties.find(qn("w:tcW")), "w", "0") if properties is not None else "0"
            wanted = sum(columns[position : position + span])
            fits = fits and width.isdigit() and abs(int(width) - wanted) <= max(12, wanted // 50)
            position += span
        if not fits or position != len(columns):
            yield Problem(
                "table-grid", f"ตารางที่ {number} ในไฟล์: ความกว้างช่องไม่ตรงกับเส้นตาราง (tblGrid)", main, None, text
            )
            return
    if sum(columns) > _text_width(table) + 60:
        yield Problem("table-width", f"ตารางที่ {number} ในไฟล์กว้างกว่าหน้ากระดาษ ควรอยู่ในหน้าแนวนอน", main, None, text)


def _text_width(table: etree._Element) -> int:
    """Return the width between the margins where the table stands, in twentieths of a point."""
    for element in table.itersiblings():
        section = element if element.tag == qn("w:sectPr") else element.find(f"{PPR}/{qn('w:sectPr')}")
        if section is not None:
            size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
            return int(attr(size, "w", "0")) - int(attr(margins, "left", "0")) - int(attr(margins, "right", "0"))
    return 1_000_000


def _contents(package: Package) -> Iterator[Problem]:
    main = package.main
    levels = style_levels(package)
    said = [
        (levels.get(attr(one.find(f"{PPR}/{qn('w:pStyle')}")), 9), " ".join(paragraph_text(one).split()))
        for one in package.tree(main).iter(P)
    ]
    headings = [text for level, text in said if level < toc.DEPTH and text]
    parts = sum(1 for level, text in said if level == 0 and text)
    stored = toc.entries(package)
    instructions = " ".join(one.text or "" for one in package.tree(main).iter(qn("w:instrText")))
    if " TOC " in f" {instructions} " and [" ".join(text.split()) for _, text, _ in stored] != headings:
        yield Problem("contents", "รายการในสารบัญไม่ตรงกับหัวข้อในเล่ม ให้ปรับปรุงเขตข้อมูล (F9)", main)
    names = {attr(one, "name") for one in package.tree(main).iter(qn("w:bookmarkStart"))}
    for bookmark, text, _ in stored:
        if bookmark not in names:
            yield Problem("contents", "รายการในสารบัญชี้ไปที่หัวข้อที่ไม่มีแล้ว", main, None, text[:40])
    pages = [int(page) for _, _, text in stored if (page := to_arabic(text).strip()).isdigit()]
    if any(later < earlier for earlier, later in pairwise(pages)):
        yield Problem("contents", "เลขหน้าในสารบัญย้อนกลับ ให้ปรับปรุงเขตข้อมูล (F9)", main)
    if not stored and len(headings) >= 12 and parts >= 3:  # sheets of a set have no parts
        yield Problem("contents", "เอกสารยาวแต่ไม่มีสารบัญ", main)


def _captions(package: Package) -> Iterator[Problem]:
    expected = Counter({"ตารางที่": 0, "ภาพที่": 0})
    for number, paragraph in enumerate(package.tree(package.main).iter(P), 1):
        if attr(paragraph.find(f"{PPR}/{qn('w:pStyle')}")) not in {"Caption", "FigureCaption"}:
            continue
        words = paragraph_text(paragraph).split()
        if len(words) > 1 and words[0] in expected:
            expected[words[0]] += 1
            if to_arabic(words[1]) != str(expected[words[0]]):
                thai = f"เลข{words[0]} {words[1]} ไม่ต่อเนื่อง ควรเป็น {expected[words[0]]}"
                yield Problem("caption", thai, package.main, number, " ".join(words)[:40])


def _pictures(package: Package) -> Iterator[Problem]:
    for name in package.story_parts():
        for drawing in package.tree(name).iter(qn("wp:docPr")):
            if not (drawing.get("descr") or drawing.get("title")):
                yield Problem("alt-text", f"ภาพ “{drawing.get('name', '')}” ไม่มีข้อความอธิบายแทนภาพ", name)


def _ids(package: Package) -> Iterator[Problem]:
    found: dict[str, Counter[str]] = {
        "บุ๊กมาร์ก": Counter(),
        "เลขบุ๊กมาร์ก": Counter(),
        "ตัวควบคุมเนื้อหา": Counter(),
        "ภาพ": Counter(),
    }
    for name in package.story_parts():
        for mark in package.tree(name).iter(f"{{{W}}}bookmarkStart"):
            found["บุ๊กมาร์ก"][attr(mark, "name")] += 1
            found["เลขบุ๊กมาร์ก"][attr(mark, "id")] += 1
        for control in package.tree(name).iter(SDT):
            ident = attr(control.find(f"{qn('w:sdtPr')}/{qn('w:id')}"))
            if ident:
                found["ตัวควบคุมเนื้อหา"][ident] += 1
        for drawing in package.tree(name).iter(qn("wp:docPr")):
            found["ภาพ"][drawing.get("id", "")] += 1
    for what, counter in found.items():
        for ident, count in counter.items():
            if count > 1:
                yield Problem("duplicate-id", f"รหัสของ{what}ซ้ำกัน {count} แห่ง: {ident}", package.main)


def _properties(package: Package) -> Iterator[Problem]:
    if CORE not in package.parts:
        yield Problem("properties", "เอกสารไม่มีคุณสมบัติ (ชื่อเรื่อง ผู้จัดทำ)", CORE)
        return
    root = package.tree(CORE)
    for name, thai in (("title", "ชื่อเรื่อง"), ("creator", "ผู้จัดทำ")):
        text = root.findtext(f"{{http://purl.org/dc/elements/1.1/}}{name}") or ""
        if not text.strip() or "{{" in text:
            yield Problem("properties", f"คุณสมบัติของเอกสารไม่มี{thai}", CORE)
