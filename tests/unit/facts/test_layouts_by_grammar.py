"""Layouts composed by a grammar: every way to say an item with every way to say a kind, to list and to order."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

import pytest

from plandocs.ingest.facts import parse_facts
from plandocs.ingest.meta import describe
from plandocs.model.document import DocumentKind, Extracted

#: Item, name, strengths and weaknesses of an invented office.
ITEMS = (
    (
        "1.2",
        "การป้องกันทุจริตและสร้างความโปร่งใส",
        ["เปิดเผยสัญญาจัดซื้อทุกฉบับบนเว็บไซต์ภายในสามวัน"],
        ["ยังไม่ประเมินความเสี่ยงการทุจริตของสำนักงานสาขา"],
    ),
    (
        "3.3",
        "การสร้างนวัตกรรมการบริการ",
        ["ตู้บริการตัวเองรับคำขอได้ตลอดวันครบทุกอำเภอ", "เครือข่ายร้านค้าร่วมออกแบบแบบคำขอจนเหลือหน้าเดียว"],
        [],
    ),
    (
        "4.3",
        "การจัดการความรู้และการสร้างองค์ความรู้",
        [],
        ["คลังบทเรียนไม่ถูกใช้ในการอบรมเจ้าหน้าที่ใหม่", "ไม่มีวิธีเก็บความรู้ของผู้ที่จะเกษียณในสองปีข้างหน้า"],
    ),
    (
        "6.3",
        "การลดต้นทุนและการใช้ทรัพยากร",
        ["ซ่อมบำรุงตามสภาพจริงจนค่าไฟลดลงร้อยละสิบสอง"],
        ["ยังไม่คำนวณต้นทุนต่อหน่วยของบริการหลัก"],
    ),
)
TITLES = (
    "{c} {n}",
    "หัวข้อที่ {c} {n}",
    "หมวด {k} > {c} {n}",
    "[{c}] {n}",
    "({c}) {n}",
    "{n} ({c})",
    "■ {c} {n}",
    "ประเด็นการประเมินที่ {c} {n}",
    "เกณฑ์ข้อ {c} {n}",
    "หมวดที่ {k} ข้อ {c}",
)
KINDS = (
    ("จุดแข็ง", "โอกาสในการปรับปรุง"),
    ("จุดเด่น (Strengths)", "ข้อควรพัฒนา (OFI)"),
    ("สิ่งที่น่าชื่นชม", "สิ่งที่ยังต้องเติมเต็ม"),
    ("ด้านบวก", "ด้านลบ"),
    ("Strengths", "Opportunities for Improvement"),
)
LABELS = ("{}", "– {} –", "[{}]", "◆ {}", "1) {}", "{} :")
ENTRIES = ("{t}", "- {t}", "{n}) {t}", "({n}) {t}", "{l}) {t}")
MARKS = (("S", "O"), ("จ", "อ"), ("✓", "✗"), ("😊", "⚠"), ("เขียว", "แดง"), ("STR", "OFI"))
HEAD = "# รายงานป้อนกลับผลการตรวจประเมิน PMQA 4.0\nกรมทดสอบ ประจำปีงบประมาณ พ.ศ. 2566\n## ผลการประเมินรายหัวข้อ\n"
_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def _entries(form: str, texts: list[str], item: str, kind: str) -> Iterator[str]:
    for number, text in enumerate(texts, 1):
        yield form.format(t=f"⟦{text}⟧{{{{{kind} {item}}}}}", n=number, l="กขคง"[number - 1])


def _parts() -> Iterator[tuple[str, str, str, list[str]]]:
    for item, name, strengths, weaknesses in ITEMS:
        yield item, name, "strength", strengths
        yield item, name, "ofi", weaknesses


def _by_item(pick: random.Random) -> Iterator[str]:
    """Titles of items, labels of kinds below them, entries below these; advice is none."""
    title, names, label, entry = (pick.choice(some) for some in (TITLES, KINDS, LABELS, ENTRIES))
    above = ""
    for item, name, kind, texts in _parts():
        if item != above:
            above = item
            yield f"{pick.choice(['### ', ''])}{title.format(c=item, n=name, k=item[0])}"
        if texts:
            yield label.format(names[kind == "ofi"])
            yield from _entries(entry, texts, item, kind)
        if kind == "ofi" and pick.random() < 0.4:
            yield "ข้อเสนอแนะ: ควรทบทวนแผนร่วมกับสำนักงานสาขาทุกปี"


def _by_kind(pick: random.Random) -> Iterator[str]:
    """Chapters of kinds, their entries with the item before or behind."""
    names, form = pick.choice(KINDS), pick.choice(("{t} ({c})", "[{c}] {t}", "หัวข้อ {c} {t}", "{t} (หัวข้อ {c})"))
    for kind in ("strength", "ofi"):
        yield f"## {names[kind == 'ofi']}"
        for item, _, its, texts in _parts():
            for number, text in enumerate(texts if its == kind else [], 1):
                marked = f"⟦{text}⟧{{{{{kind} {item}}}}}"
                yield f"{number}) " + form.format(t=marked, c=item)


def _by_mark(pick: random.Random) -> Iterator[str]:
    """Entries that carry item and kind themselves, in any order, with or without a legend."""
    marks = pick.choice(MARKS)
    form = pick.choice(("[{m}] ({c}) {t}", "{m} {c} {t}", "หัวข้อ {c} [{m}] {t}", "{t} [{c}, {m}]", "{m}{n} ({c}) {t}"))
    if marks == ("เขียว", "แดง"):
        form = "หัวข้อ {c} ({m}) {t}"
    lines = [
        form.format(m=marks[kind == "ofi"], c=item, t=f"⟦{text}⟧{{{{{kind} {item}}}}}", n=number)
        for item, _, kind, texts in _parts()
        for number, text in enumerate(texts, 1)
    ]
    pick.shuffle(lines)
    yield from lines


def _columns(pick: random.Random) -> Iterator[str]:
    """A table with a column for each kind, perhaps below a title, with bands of categories."""
    title, names, entry = pick.choice(TITLES), pick.choice(KINDS), pick.choice(ENTRIES)
    scored = pick.random() < 0.5
    if pick.random() < 0.5:
        yield "| ตารางสรุปผลการตรวจประเมิน กรมทดสอบ | < | < |" if not scored else "| ตารางสรุปผล | < | < | < |"
    yield f"| หัวข้อ |{' คะแนน |' if scored else ''} {names[0]} | {names[1]} |"
    for item, name, strengths, weaknesses in ITEMS:
        cells = [
            "<br>".join(_entries(entry, texts, item, kind)) or "-"
            for kind, texts in (("strength", strengths), ("ofi", weaknesses))
        ]
        yield f"| {title.format(c=item, n=name, k=item[0])} |{' 35 |' if scored else ''} {cells[0]} | {cells[1]} |"


def _register(pick: random.Random) -> Iterator[str]:
    """A row for each finding, its kind in a column by name or mark."""
    title = pick.choice(TITLES)
    said = pick.choice((*KINDS, *MARKS[:2], *MARKS[4:]))
    yield "| ที่ | หัวข้อ | ประเภท | ข้อค้นพบ |"
    number = 0
    for item, name, kind, texts in _parts():
        for text in texts:
            number += 1
            place = title.format(c=item, n=name, k=item[0])
            yield f"| {number} | {place} | {said[kind == 'ofi']} | ⟦{text}⟧{{{{{kind} {item}}}}} |"


def _forms(pick: random.Random) -> Iterator[str]:
    """A table for each item: its title across, a label before each kind, the kinds ticked or named."""
    title, names, entry = pick.choice(TITLES), pick.choice(KINDS), pick.choice(ENTRIES)
    for item, name, strengths, weaknesses in ITEMS:
        yield f"| {title.format(c=item, n=name, k=item[0])} | < |"
        for kind, texts in (("strength", strengths), ("ofi", weaknesses)):
            yield f"| {names[kind == 'ofi']} | {'<br>'.join(_entries(entry, texts, item, kind)) or '-'} |"
        yield "ลงชื่อผู้ตรวจประเมิน"


GRAMMARS: tuple[Callable[[random.Random], Iterator[str]], ...] = (
    _by_item,
    _by_kind,
    _by_mark,
    _columns,
    _register,
    _forms,
)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("grammar", GRAMMARS, ids=[grammar.__name__.strip("_") for grammar in GRAMMARS])
def test_findings_are_read_in_every_layout_of_a_grammar(written, grammar, seed):
    pick = random.Random(f"{grammar.__name__} {seed}")  # noqa: S311
    text = HEAD + "\n".join(grammar(pick)) + "\n## ภาคผนวก\nรายชื่อผู้ให้ข้อมูลและกำหนดการลงพื้นที่ของคณะผู้ตรวจประเมิน\n"
    if pick.random() < 0.25:
        text = re.sub(r"(?<!\{strength )(?<!\{ofi )[1-7]\.[1-6]", lambda code: code[0].translate(_THAI), text)
    document = written(text)
    about = describe(Extracted(tuple(document.blocks), "test"), "เอกสาร.docx")

    findings = parse_facts("d1", about, document.blocks).findings

    assert about.kind is DocumentKind.FEEDBACK_REPORT
    read = sorted((one.kind.value, one.item, re.sub(r"\s", "", one.text)) for one in findings)
    assert read == sorted((kind, item, re.sub(r"\s", "", words)) for kind, item, words in document.gold), text
