"""What people's Word does to a draft, done on the XML: edits, tracked changes, moved and copied rows, lost anchors."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable

from lxml import etree

from plandocs.draft.ooxml import RUN, SDT, TBL, TC, TR, P, attr, make, paragraph_text, qn
from plandocs.draft.ooxml import run as new_run
from plandocs.draft.package import Package

VOCABULARY = [
    "เครือข่าย",
    "ระบบ",
    "ติดตาม",
    "ประชาชน",
    "พื้นที่",
    "รายไตรมาส",
    "ผู้บริหาร",
    "สำรวจ",
    "ต้นแบบ",
    "มาตรฐาน",
    "ทบทวน",
    "บูรณาการ",
    "คู่มือ",
    "ฝึกอบรม",
    "แพลตฟอร์ม",
    "สื่อสาร",
    "ภาคี",
    "ตรวจสอบ",
    "วิเคราะห์",
    "ยกระดับ",
    "ขับเคลื่อน",
    "เชื่อมโยง",
]


def body(package: Package) -> etree._Element:
    return package.tree(package.main).find(qn("w:body"))


def controls(package: Package) -> list[tuple[int, etree._Element]]:
    """Return the content controls of fields with their occurrence numbers."""
    out = []
    for control in body(package).iter(SDT):
        tag = attr(control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}"))
        if tag.startswith("pd:"):
            out.append((int(tag.rsplit(":", 1)[1]), control))
    return out


def change_words(text: str, share: float, seed: object, split: Callable[[str], list[str]] | None = None) -> str:
    """Return `text` with this share of its words replaced."""
    chance = random.Random(str(seed))  # noqa: S311 - test data
    words = split(text) if split else [text[n : n + 5] for n in range(0, len(text), 5)]
    count = max(1, round(len(words) * share))
    for position in chance.sample(range(len(words)), min(count, len(words))):
        words[position] = chance.choice(VOCABULARY)
    return "".join(words)


def set_text(control: etree._Element, text: str) -> None:
    """Replace a field's text as typing over it does."""
    content = control.find(qn("w:sdtContent"))
    for child in list(content):
        content.remove(child)
    content.append(new_run(text))


def track(control: etree._Element, text: str, author: str = "ผอ.กอง") -> None:
    """Replace a field's text with tracked changes: the old deleted, the new inserted."""
    content = control.find(qn("w:sdtContent"))
    deleted = make("w:del", id="9001", author=author, date="2024-11-05T09:00:00Z")
    for child in list(content):
        if child.tag == RUN:
            for text_element in child.iter(qn("w:t")):
                text_element.tag = qn("w:delText")
            deleted.append(child)
    inserted = make("w:ins", id="9002", author=author, date="2024-11-05T09:00:00Z")
    inserted.append(new_run(text))
    content.extend([deleted, inserted])


def accept(package: Package, every: int = 1) -> None:
    """Accept each `every`-th pair of tracked changes."""
    for kind in ("w:del", "w:ins"):
        for number, element in enumerate(list(body(package).iter(qn(kind)))):
            if number % every:
                continue
            parent = element.getparent()
            position = parent.index(element)
            parent.remove(element)
            if kind == "w:ins":
                for offset, child in enumerate(element):
                    parent.insert(position + offset, child)


def drop_controls(package: Package) -> None:
    """Unwrap all content controls, as a program that does not know them."""
    for control in list(body(package).iter(SDT)):
        parent = control.getparent()
        position = parent.index(control)
        content = control.find(qn("w:sdtContent"))
        parent.remove(control)
        for offset, child in enumerate(list(content)):
            parent.insert(position + offset, child)


def drop_bookmarks(package: Package) -> None:
    for mark in list(body(package).iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        mark.getparent().remove(mark)


def goal_sections(package: Package) -> list[list[etree._Element]]:
    """Return the blocks of each goal in part 3 of the improvement plan, from its heading to the next."""
    blocks = list(body(package))
    starts = [
        n
        for n, block in enumerate(blocks)
        if block.tag == P
        and attr(block.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")) == "Heading2"
        and paragraph_text(block).startswith("เป้าหมายที่")
    ]
    ends = [
        *starts[1:],
        next(
            n for n in range(starts[-1], len(blocks)) if blocks[n].find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
        ),
    ]
    return [blocks[a:b] for a, b in zip(starts, ends, strict=True)]


def paragraph(text: str) -> etree._Element:
    element = make("w:p")
    element.append(new_run(text))
    return element


def reverse_goals(package: Package) -> None:
    """Put the goals of part 3 in the opposite order."""
    sections = goal_sections(package)
    parent = sections[0][0].getparent()
    position = parent.index(sections[0][0])
    for block in [block for section in sections for block in section]:
        parent.remove(block)
    for offset, block in enumerate(block for section in reversed(sections) for block in section):
        parent.insert(position + offset, block)


def copy_row(package: Package, words: str, *, keep_marks: bool = False) -> etree._Element:
    """Copy the first row that holds `words` below itself; Word keeps the bookmarks with one of the copies only."""
    for row in body(package).iter(TR):
        if words in "".join(paragraph_text(p) for p in row.iter(P)):
            twin = copy.deepcopy(row)
            if not keep_marks:
                for mark in list(twin.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
                    mark.getparent().remove(mark)
            row.addnext(twin)
            return twin
    raise AssertionError(words)


def tables_with(package: Package, head: str) -> list[tuple[etree._Element, int]]:
    """Return the tables with a column of this head, and the column's number."""
    out = []
    for table in body(package).iter(TBL):
        heads = ["".join(paragraph_text(p) for p in cell.iter(P)) for cell in next(table.iter(TR)).iter(TC)]
        if head in heads:
            out.append((table, heads.index(head)))
    return out


def drop_column(package: Package, head: str) -> None:
    """Delete a column from every table that has it."""
    for table, column in tables_with(package, head):
        for row in table.iter(TR):
            row.remove(list(row.iter(TC))[column])


def add_column(package: Package, head: str, text: str) -> None:
    """Add a column behind the one of this head, with the same text in each cell."""
    for table, column in tables_with(package, head):
        for row in table.iter(TR):
            cell = make("w:tc")
            cell.append(paragraph(text))
            list(row.iter(TC))[column].addnext(cell)


def split_runs(package: Package) -> None:
    """Cut every longer run in two with a spelling mark between, as Word does while people type."""
    for run in list(body(package).iter(RUN)):
        texts = run.findall(qn("w:t"))
        if len(texts) != 1 or len(texts[0].text or "") < 4:
            continue
        whole = texts[0].text or ""
        twin = copy.deepcopy(run)
        texts[0].text, twin.find(qn("w:t")).text = whole[: len(whole) // 2], whole[len(whole) // 2 :]
        for one in (run, twin):
            one.find(qn("w:t")).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.addnext(twin)
        run.addnext(make("w:proofErr", type="spellStart"))
