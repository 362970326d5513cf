"""The typography rules on fonts, runs and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from plandocs.draft.digits import to_thai
from plandocs.draft.marks import style_levels
from plandocs.draft.ooxml import PPR, RPR, RUN, TC, TEXT, THAI, P, attr, paragraph_text, qn
from plandocs.draft.package import Package
from plandocs.draft.problem import Problem

#: A Thai paragraph of this length runs over a line at 16 pt, so that its alignment shows.
LONG = 110
#: Sizes in half points below which print is not read: of running text, and of anything.
SMALL_TEXT, SMALL = 24, 20
_TAGS = re.compile(r"\{\{|\}\}|\{%|%\}|[\U000f0000-\U0010ffff]")
_ZERO_WIDTH = re.compile("[\u200b\u2060\ufeff]")
_MAIYAMOK = re.compile(r"\S\u0e46|\u0e46[^\s.,;:)”\"'’\u2026]")


_STYLED = (qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle"))


def fonts(package: Package, *, language: bool) -> Iterator[Problem]:
    """Check docDefaults, styles and numbering levels."""
    used = {attr(one) for part in package.story_parts() for one in package.tree(part).iter(*_STYLED)}
    for _, name in package.related(package.main, "styles"):
        root = package.tree(name)
        defaults = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{RPR}")
        if defaults is None or not attr(defaults.find(qn("w:rFonts")), "cs") or defaults.find(qn("w:szCs")) is None:
            yield Problem("default-font", "ค่าเริ่มต้นของเอกสารไม่มีฟอนต์และขนาดสำหรับภาษาไทย (cs, szCs)", name)
        yield from _family(defaults, name, "ค่าเริ่มต้นของเอกสาร")
        if language and attr(defaults.find(qn("w:lang")) if defaults is not None else None, "bidi") != "th-TH":
            yield Problem("language", "ค่าเริ่มต้นของเอกสารไม่ได้ระบุภาษาไทย (lang bidi th-TH)", name)
        for style in root.iter(qn("w:style")):
            rpr = style.find(RPR)
            if rpr is not None:
                yield from _properties(rpr, name, f"ลักษณะ {attr(style.find(qn('w:name')))}")
            if attr(style, "styleId") in used:
                yield from _family(rpr, name, f"ลักษณะ {attr(style.find(qn('w:name')))}")
            if attr(style.find(f"{PPR}/{qn('w:jc')}")) == "both":
                yield Problem("justify", f"ลักษณะ {attr(style.find(qn('w:name')))} จัดชิดขอบแบบอังกฤษ ใช้กระจายแบบไทย", name)
    for _, name in package.related(package.main, "numbering"):
        for level in package.tree(name).iter(qn("w:lvl")):
            rpr = level.find(RPR)
            where = f"เลขลำดับระดับ {int(attr(level, 'ilvl', '0')) + 1}"
            if rpr is None or not attr(rpr.find(qn("w:rFonts")), "cs") or rpr.find(qn("w:szCs")) is None:
                yield Problem("numbering-font", f"{where} ไม่มีฟอนต์และขนาดสำหรับภาษาไทย", name)
            elif rpr is not None:
                yield from _properties(rpr, name, where)


def _family(
    rpr: etree._Element | None, part: str, where: str, paragraph: int | None = None, text: str = ""
) -> Iterator[Problem]:
    """Check that Thai is set in TH Sarabun, where a font is named at all."""
    named = attr(rpr.find(qn("w:rFonts")), "cs") if rpr is not None else ""
    if named and not named.replace(" ", "").casefold().startswith("thsarabun"):
        yield Problem("font-family", f"{where}: ฟอนต์ภาษาไทยเป็น {named} ไม่ใช่ TH Sarabun", part, paragraph, text)


def _properties(
    rpr: etree._Element, part: str, where: str, paragraph: int | None = None, text: str = ""
) -> Iterator[Problem]:
    """Check one set of run properties: what is said for Latin text must be said for Thai too."""
    fonts_said = rpr.find(qn("w:rFonts"))
    if fonts_said is not None and attr(fonts_said, "ascii") and not attr(fonts_said, "cs"):
        yield Problem("font", f"{where}: กำหนดฟอนต์ไว้เฉพาะภาษาอังกฤษ (ไม่มี cs)", part, paragraph, text)
    for latin, thai, what in (("sz", "szCs", "ขนาด"), ("b", "bCs", "ตัวหนา"), ("i", "iCs", "ตัวเอน")):
        one, other = rpr.find(qn(f"w:{latin}")), rpr.find(qn(f"w:{thai}"))
        if (one is None) != (other is None) or attr(one) != attr(other):
            yield Problem(f"font-{latin}", f"{where}: {what}ของอังกฤษกับไทยไม่เท่ากัน", part, paragraph, text)
    if rpr.find(qn("w:noProof")) is not None:
        yield Problem("no-proof", f"{where}: ปิดการตรวจอักษร (noProof) ทำให้ Word ไม่ตัดคำไทย", part, paragraph, text)


def paragraphs(package: Package, *, digits: str) -> Iterator[Problem]:
    """Check every paragraph of the body, headers, footers and footnotes."""
    aligned = _alignments(package)
    headings = set(style_levels(package))
    exact = _exact_styles(package)
    for part in package.story_parts():
        for number, paragraph in enumerate(package.tree(part).iter(P), 1):
            text = paragraph_text(paragraph)
            if text:
                yield from _paragraph(paragraph, text, part, number, aligned, exact, headings, digits)
            for run in paragraph.iter(RUN):
                yield from _run(run, part, number, text[:40])


def _paragraph(
    paragraph: etree._Element,
    text: str,
    part: str,
    number: int,
    aligned: dict[str, str],
    exact: set[str],
    headings: set[str],
    digits: str,
) -> Iterator[Problem]:
    style = attr(paragraph.find(f"{PPR}/{qn('w:pStyle')}"), default="Normal")
    jc = attr(paragraph.find(f"{PPR}/{qn('w:jc')}")) or aligned.get(style, "")
    start = text[:40]
    in_cell = any(parent.tag == TC for parent in paragraph.iterancestors())
    thai = THAI.search(text) is not None
    if thai and jc in {"both", "distribute"}:
        yield Problem("justify", "ย่อหน้าไทยจัดชิดขอบแบบอังกฤษ ใช้กระจายแบบไทย (thaiDistribute)", part, number, start)
    named = style in headings or style.startswith(("TOC", "Caption", "FigureCaption"))
    body = part == "word/document.xml" and not in_cell and not named
    if thai and body and len(text) > LONG and jc in {"", "left", "start"}:
        yield Problem("justify", "เนื้อความยาวไม่ได้กระจายแบบไทย (thaiDistribute)", part, number, start)
    spacing = paragraph.find(f"{PPR}/{qn('w:spacing')}")
    rule = attr(spacing, "lineRule")
    if thai and (rule == "exact" or (not rule and style in exact)) and style != "MemoTitle":
        yield Problem("line-height", "ระยะบรรทัดคงที่ (exact) ตัดสระและวรรณยุกต์บน", part, number, start)
    if _TAGS.search(text):
        yield Problem("tag-left", "ยังมีคำสั่งแม่แบบค้างอยู่ในเอกสาร", part, number, start)
    if _ZERO_WIDTH.search(text):
        yield Problem("zero-width", "มีอักขระกว้างศูนย์ซ่อนอยู่ ทำให้ค้นและคัดลอกผิด", part, number, start)
    if "\u00a0" in text and not in_cell:
        yield Problem("nbsp", "มีช่องว่างแบบไม่ตัดบรรทัดนอกตาราง ทำให้ค้นไม่พบ", part, number, start)
    if "\u0e4d\u0e32" in text or "\u0e40\u0e40" in text:
        yield Problem("thai-spelling", "สระอำหรือสระแอพิมพ์แยกเป็นสองตัว", part, number, start)
    if _MAIYAMOK.search(text):
        yield Problem("maiyamok", "ไม้ยมก (ๆ) ต้องเว้นวรรคหน้าและหลัง", part, number, start)
    if digits == "thai" and to_thai(text) != text:
        yield Problem("digits", "มีเลขอารบิกทั้งที่เลือกเลขไทย", part, number, start)
    if digits == "arabic" and re.search("[๐-๙]", text):
        yield Problem("digits", "มีเลขไทยทั้งที่เลือกเลขอารบิก", part, number, start)


def _run(run: etree._Element, part: str, number: int, start: str) -> Iterator[Problem]:
    rpr = run.find(RPR)
    text = "".join(one.text or "" for one in run.findall(TEXT))  # not that of a text box which hangs on the run
    marked = rpr is not None and rpr.find(qn("w:cs")) is not None
    if THAI.search(text) and not marked:
        yield Problem("script", "ข้อความไทยไม่ได้ระบุเป็นอักษรซับซ้อน (w:cs) Word อาจใช้ฟอนต์อังกฤษ", part, number, start)
    if text and not THAI.search(text) and marked and re.search("[A-Za-z]", text):
        yield Problem("script", "ข้อความอังกฤษถูกระบุเป็นอักษรซับซ้อน (w:cs)", part, number, start)
    if rpr is not None:
        yield from _properties(rpr, part, "ข้อความ", number, start)
    if rpr is not None and THAI.search(text):
        yield from _family(rpr, part, "ข้อความ", number, start)
        size = attr(rpr.find(qn("w:szCs")))
        in_cell = any(parent.tag == TC for parent in run.iterancestors())
        if size.isdigit() and int(size) < (SMALL if in_cell or part != "word/document.xml" else SMALL_TEXT):
            yield Problem("small-text", f"ตัวอักษรเล็กเกินไป ({int(size) / 2:g} พอยต์)", part, number, start)


def _style_values(package: Package, path: str, name: str) -> dict[str, str]:
    """Return a paragraph property of every style, its own or its base's."""
    own: dict[str, tuple[str, str]] = {}
    for _, part in package.related(package.main, "styles"):
        for style in package.tree(part).iter(qn("w:style")):
            value = attr(style.find(f"{PPR}/{qn(path)}"), name)
            own[attr(style, "styleId")] = (value, attr(style.find(qn("w:basedOn"))))
    out = {}
    for ident, said in own.items():
        (value, base), steps = said, 0
        while not value and base in own and steps < 10:
            value, base, steps = *own[base], steps + 1
        out[ident] = value
    return out


def _alignments(package: Package) -> dict[str, str]:
    return _style_values(package, "w:jc", "val")


def _exact_styles(package: Package) -> set[str]:
    return {ident for ident, rule in _style_values(package, "w:spacing", "lineRule").items() if rule == "exact"}
