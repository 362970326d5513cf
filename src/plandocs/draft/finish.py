"""
What happens to a filled template before it is a draft.

Every paragraph is rewritten once: fields get their anchors, blocks (contents, list of gaps, charts, caption
numbers) their content, text its Thai digits, and runs are split by script. Then come comments, draft mark,
properties and manifest.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from plandocs.draft import charts, toc
from plandocs.draft.anchors import Anchors, mark_script, script_runs, write_comments
from plandocs.draft.digits import to_arabic, to_thai
from plandocs.draft.ledger import ChartData
from plandocs.draft.marks import ensure_draft_mark, page_digits, renumber, write_properties
from plandocs.draft.notes import separate_notes
from plandocs.draft.ooxml import BR, PPR, RPR, RUN, TAB, TC, TEXT, XML_SPACE, P, make, qn, scripts
from plandocs.draft.package import Package
from plandocs.draft.values import BLOCKS, CHART, FIELD_END, MAX_CHARTS, QUIET, Field, field_index, reveal

_SIGNS = re.compile("[\U000f0000-\U0010ffff]")
_MARKS = re.compile(
    f"([\U000f1000-\U0010ffff]){QUIET}?([^{FIELD_END}]*){FIELD_END}|([{''.join(BLOCKS.values())}])|([\U000f0100-\U000f0fff])"
)
_NUMBERS = {BLOCKS["table"]: "table", BLOCKS["figure"]: "figure"}


@dataclass(slots=True)
class Work:
    """One draft on its way: its fields and charts, options, and what was met while rewriting."""

    package: Package
    fields: Sequence[Field]
    charts: Sequence[ChartData]
    anchors: Anchors
    thai_digits: bool
    counters: dict[str, int] = field(default_factory=lambda: {"table": 0, "figure": 0})
    missing: dict[int, None] = field(default_factory=dict)
    toc_at: etree._Element | None = None
    missing_at: list[etree._Element] = field(default_factory=list)
    part: str = ""


@dataclass(slots=True)
class Segment:
    """Text of one run under one field (None: the template's own words), or an element kept as it is."""

    text: str
    field: Field | None = None
    quiet: bool = False
    element: etree._Element | None = None


def finish(
    package: Package,
    fields: Sequence[Field],
    charts_data: Sequence[ChartData],
    anchors: Anchors,
    *,
    title: str,
    author: str,
    thai_digits: bool,
    when: dt.datetime,
    draft_mark: bool = True,
) -> Work:
    """Turn the filled template in `package` into a draft, in place; return what was met on the way."""
    work = Work(package, fields, charts_data, anchors, thai_digits)
    separate_notes(package)
    for name in package.story_parts():
        work.part = name
        root = package.tree(name)
        for paragraph in list(root.iter(P)):
            rewrite(paragraph, work)
        _fill_cells(root)
    if work.missing_at:
        _list_missing(work)
    toc.build(package, work.toc_at, thai_digits=thai_digits)
    renumber(package)
    page_digits(package, thai=thai_digits)
    if draft_mark:
        ensure_draft_mark(package)
    write_comments(package, anchors.comments)
    write_properties(package, title, author, when)
    return work


def rewrite(paragraph: etree._Element, work: Work) -> None:
    """Rewrite the runs of one paragraph."""
    runs = [one for one in paragraph.iter(RUN) if _own(one, paragraph) and one.find(TEXT) is not None]
    if not runs:
        return
    plans = [(one, _segments(one, paragraph, work)) for one in runs]
    _set_digits([segment for _, segments in plans for segment in segments], thai=work.thai_digits)
    for one, segments in plans:
        _write(one, segments, work)


def _own(one: etree._Element, paragraph: etree._Element) -> bool:
    """Return whether a run belongs to this paragraph and not to one inside a text box in it."""
    parent = one.getparent()
    while parent is not None and parent.tag != P:
        parent = parent.getparent()
    return parent is paragraph


def _segments(one: etree._Element, paragraph: etree._Element, work: Work) -> list[Segment]:
    out: list[Segment] = []
    for child in one:
        if child.tag == RPR:
            continue
        if child.tag == TEXT:
            out.extend(_split(child.text or "", paragraph, work))
        elif child.tag == TAB:
            out.append(Segment("\t"))
        elif child.tag == BR and not child.attrib:
            out.append(Segment("\n"))
        else:
            out.append(Segment("", element=child))
    return out


def _split(text: str, paragraph: etree._Element, work: Work) -> list[Segment]:
    if not _SIGNS.search(text):
        return [Segment(text)] if text else []
    out: list[Segment] = []
    last = 0
    for match in _MARKS.finditer(text):
        if match.start() > last:
            out.append(Segment(_plain(text[last : match.start()])))
        last = match.end()
        if match[1]:
            out.append(_field_segment(match, work))
        elif match[3] in _NUMBERS:
            counter = _NUMBERS[match[3]]
            work.counters[counter] += 1
            out.append(Segment(str(work.counters[counter])))
        elif match[3] == BLOCKS["toc"]:
            work.toc_at = paragraph
        elif match[3] == BLOCKS["missing"]:
            work.missing_at.append(paragraph)
        else:
            number = ord(match[4]) - CHART
            if number < min(len(work.charts), MAX_CHARTS):
                out.append(
                    Segment(
                        "",
                        element=charts.drawing(
                            work.package, work.part, work.charts[number], number + 1, thai=work.thai_digits
                        ),
                    )
                )
    if last < len(text):
        out.append(Segment(_plain(text[last:])))
    return out


def _plain(text: str) -> str:
    return _SIGNS.sub("", reveal(text))


def _field_segment(match: re.Match[str], work: Work) -> Segment:
    index = field_index(match[1])
    value = work.fields[index] if index is not None and index < len(work.fields) else None
    if value is None:
        return Segment(_plain(match[2]))
    if value.placeholder or value.unconfirmed:
        work.missing[value.index] = None
    return Segment(_plain(match[2]), value, quiet=QUIET in match.group())


def _set_digits(segments: list[Segment], *, thai: bool) -> None:
    """Give the text its digits; Arabic ones leave fields as they are: what a person typed in a field stays so."""
    if not thai:
        for segment in segments:
            if segment.field is None:
                segment.text = to_arabic(segment.text)
        return
    whole = "".join(segment.text for segment in segments)
    changed = to_thai(whole)
    if changed == whole:
        return
    position = 0
    for segment in segments:
        end = position + len(segment.text)
        segment.text = changed[position:end]
        position = end


def _write(one: etree._Element, segments: list[Segment], work: Work) -> None:
    """Replace a run by runs split at fields and script changes."""
    if len(segments) == 1 and _in_place(one, segments[0]):
        return
    parent = one.getparent()
    rpr = one.find(RPR)
    made: list[etree._Element] = []
    pending = ""
    for segment in segments:
        if segment.field is None and segment.element is None:
            pending += segment.text
            continue
        made += script_runs(pending, rpr, parent)
        pending = ""
        if segment.element is not None:
            made += _with_properties(segment.element, rpr)
        elif segment.field is not None:
            made += work.anchors.wrap(segment.field, segment.text, rpr, parent, quiet=segment.quiet)
    made += script_runs(pending, rpr, parent)
    position = parent.index(one)
    parent.remove(one)
    for offset, element in enumerate(made):
        parent.insert(position + offset, element)


def _in_place(one: etree._Element, segment: Segment) -> bool:
    """Write a run of a single script where it stands; return whether it was one."""
    if segment.field is not None or segment.element is not None or not segment.text or set(segment.text) & {"\t", "\n"}:
        return False
    texts = one.findall(TEXT)
    if len(texts) != 1:
        return False
    stretches = list(scripts(segment.text))
    if len(stretches) != 1:
        return False
    texts[0].text = segment.text
    if segment.text != segment.text.strip() or "  " in segment.text:
        texts[0].set(XML_SPACE, "preserve")
    mark_script(one, thai=stretches[0][0])
    return True


def _with_properties(element: etree._Element, rpr: etree._Element | None) -> list[etree._Element]:
    holder = make("w:r")
    if rpr is not None:
        holder.append(etree.fromstring(etree.tostring(rpr)))
    holder.append(element)
    return [holder]


def _fill_cells(root: etree._Element) -> None:
    """Give every cell that a template left without a paragraph an empty one: Word refuses such a file."""
    for cell in root.iter(TC):
        if len(cell) == 0 or cell[-1].tag not in {P, qn("w:sdt")}:
            cell.append(make("w:p"))


def _list_missing(work: Work) -> None:
    """Write the list of placeholders and unconfirmed numbers in place of each paragraph that asked for it."""
    lines = [f"{number}.\t{line}" for number, line in enumerate(_missing_lines(work), 1)]
    for paragraph in work.missing_at:
        parent = paragraph.getparent()
        position = parent.index(paragraph)
        properties = paragraph.find(PPR)
        texts = lines or ["ไม่มี"]
        for offset, text in enumerate(texts):
            line = make("w:p")
            if properties is not None:
                line.append(etree.fromstring(etree.tostring(properties)))
            line.extend(script_runs(to_thai(text) if work.thai_digits else to_arabic(text), None))
            parent.insert(position + offset, line)
        parent.remove(paragraph)


def _goal_number(where: str) -> int:
    found = re.search(r"\d+", where)
    return int(found[0]) if found else 0


def _missing_lines(work: Work) -> list[str]:
    """Return one line for each goal with all that it lacks, then one for each number read from a picture."""
    lacking: dict[str, list[str]] = {}
    for index in work.missing:
        value = work.fields[index]
        if value.placeholder:
            where, _, what = value.label.rpartition(": ")
            lacking.setdefault(where or "ทั้งเล่ม", []).append(what)
    unsure = [work.fields[index] for index in work.missing if not work.fields[index].placeholder]
    # The summary may name a later goal first.
    lines = sorted(lacking.items(), key=lambda line: _goal_number(line[0]))
    return [f"{where} ยังไม่มีข้อมูล: {', '.join(what)}" for where, what in lines] + [
        f"{value.label} อ่านจากภาพสแกนว่า {value.text} โปรดตรวจกับต้นฉบับ" for value in unsure
    ]
