"""The Word templates: where they are, what they can print, and whether one of them can be used."""

from __future__ import annotations

import datetime as dt
import os
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from plandocs.draft.anchors import comment, reference, write_comments
from plandocs.draft.isolate import run_limited
from plandocs.draft.lint import TemplateIssue
from plandocs.draft.names import FieldDoc, fields
from plandocs.draft.ooxml import PPR, P, attr, make
from plandocs.draft.package import Package
from plandocs.model.errors import NotFoundError, PlandocsError, TemplateError

__all__ = ["FieldDoc", "TemplateInfo", "TemplateIssue", "annotate", "check", "fields", "find", "folder", "listing"]

#: Our templates with their Thai names, in the order in which an office needs them.
NAMES = {
    "improvement-plan": "แผนเพิ่มประสิทธิภาพองค์การ",
    "executive-summary": "บทสรุปผู้บริหารหนึ่งหน้า",
    "unit-sheet": "ใบมอบหมายเป้าหมายรายสำนัก/กอง/ศูนย์",
    "workshop-paper": "ใบงานการประชุมเชิงปฏิบัติการ",
    "monitoring-form": "แบบรายงานติดตามผล 6/9/12 เดือน",
    "application-report": "โครงร่างรายงานผลการดำเนินการพัฒนาองค์การ",
    "response-matrix": "ตารางการตอบสนองต่อรายงานป้อนกลับ",
    "invitation-memo": "บันทึกข้อความเชิญประชุม",
}


@dataclass(frozen=True, slots=True)
class TemplateInfo:
    """A template: the name for commands, its Thai name, its file."""

    name: str
    thai: str
    path: Path


def folder() -> Path:
    """Return the folder of our templates: package data in an installed copy, else the source checkout's own."""
    package = Path(__file__).resolve().parent.parent / "_templates"
    return package if package.is_dir() else Path(__file__).resolve().parents[3] / "templates"


def listing(extra: Sequence[Path] = ()) -> tuple[TemplateInfo, ...]:
    """Return our templates, then those of the folders in `extra`."""
    ours = [TemplateInfo(name, thai, folder() / f"{name}.docx") for name, thai in NAMES.items()]
    theirs = [TemplateInfo(path.stem, path.stem, path) for place in extra for path in sorted(place.glob("*.docx"))]
    return (*ours, *(one for one in theirs if not one.path.name.startswith("~$")))


def find(name: str, extra: Sequence[Path] = ()) -> Path:
    """
    Return the file of a template given by name or path.

    Raises `NotFoundError` with the names there are.
    """
    path = Path(name)
    if path.suffix.lower() in {".docx", ".dotx"} or os.sep in name:
        if path.is_file():
            return path
        raise NotFoundError(f"ไม่พบไฟล์แม่แบบ {path.name}", f"no template file {path.name}")
    for one in listing(extra):
        if name in {one.name, one.thai} and one.path.is_file():
            return one.path
    known = ", ".join(one.name for one in listing(extra))
    raise NotFoundError(f"ไม่มีแม่แบบชื่อ {name} ที่มีคือ {known}", f"no template {name}; there are {known}")


def check(path: Path, *, trial: bool = True) -> tuple[TemplateIssue, ...]:
    """
    Return every error of a template; with `trial` a template without any is also filled once with an example plan.

    Runs in a limited child process. Raises `TemplateError` when the file is no Word document.
    """
    data = Package.read(path).to_bytes()
    issues: tuple[TemplateIssue, ...] = run_limited("check", data)
    if issues or not trial:
        return issues
    try:
        _trial(path, data)
    except PlandocsError as error:
        thai = f"ลองใส่ข้อมูลตัวอย่างแล้วไม่สำเร็จ: {error.thai}"
        hint = "ตรวจว่าชื่อและลำดับในวงเล็บเหลี่ยมมีจริง หรือใช้ for … endfor แทนการระบุลำดับ"
        return (TemplateIssue("trial", thai, "word/document.xml", 1, "", "", hint),)
    return ()


def _trial(path: Path, data: bytes) -> None:
    import pickle

    from plandocs.draft.example import example_context
    from plandocs.draft.make import Job

    when = dt.datetime(2024, 10, 1, tzinfo=dt.UTC)
    run_limited("make", pickle.dumps(Job(data, path.stem, example_context(), False, "thai", "0", when)))


def annotate(path: Path, issues: Sequence[TemplateIssue], out: Path) -> int:
    """
    Write a copy of the template with a Word comment at each issue; return how many comments it has.

    Issues outside the body (headers, footers, where Word allows no comments) are put on the first paragraph.
    """
    if out.resolve() == path.resolve():
        raise TemplateError("ไฟล์สำเนาต้องเป็นคนละไฟล์กับแม่แบบ", "the annotated copy must be another file")
    package = Package.read(path)
    main = package.main
    paragraphs = list(package.tree(main).iter(P))
    when = dt.datetime.now(dt.UTC)
    by_paragraph: dict[int, list[TemplateIssue]] = defaultdict(list)
    for issue in issues:
        inside = issue.part == main and 1 <= issue.paragraph <= len(paragraphs)
        by_paragraph[issue.paragraph if inside else 1].append(issue)
    first = _free_comment_id(package)
    made: list[etree._Element] = []
    for number, found in sorted(by_paragraph.items()):
        for issue in found:
            ident = str(first + len(made))
            where = "" if issue.part == main else f"[{issue.part}] "
            note = where + issue.thai + (f"\nแก้เป็น: {issue.suggestion}" if issue.suggestion else "")
            made.append(comment(ident, note, "plandocs", when))
            _mark(paragraphs[number - 1], ident)
    write_comments(package, made)
    package.save(out)
    return len(made)


def _free_comment_id(package: Package) -> int:
    taken = [
        int(attr(one, "id", "-1"))
        for _, name in package.related(package.main, "comments")
        for one in package.tree(name)
    ]
    return max(taken, default=-1) + 1


def _mark(paragraph: etree._Element, ident: str) -> None:
    properties = paragraph.find(PPR)
    position = 0 if properties is None else paragraph.index(properties) + 1
    paragraph.insert(position, make("w:commentRangeStart", id=ident))
    paragraph.extend([make("w:commentRangeEnd", id=ident), reference(ident)])
