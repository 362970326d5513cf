"""A first look over a feedback report: which words it uses to tell strengths and weaknesses apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from plandocs.ingest.facts.candidate import candidate_of
from plandocs.ingest.facts.entries import wraps_entries
from plandocs.ingest.facts.label import Label
from plandocs.ingest.facts.label_words import ASSESSOR_WORDS, VIEW_WORDS, kind_of_name
from plandocs.ingest.facts.labels import label_of
from plandocs.ingest.facts.learning import Learned, learned
from plandocs.ingest.facts.legend import read_legend
from plandocs.ingest.facts.lines import Line, squeeze
from plandocs.ingest.facts.marking import told_marks
from plandocs.ingest.facts.marks import NO_LEGEND, Legend, legend_of
from plandocs.ingest.facts.naming import (
    name_of_line,
    names_behind,
    names_in_cells,
    names_in_lines,
    names_in_tables,
    names_of_bands,
    names_of_parts,
    part_name,
)
from plandocs.ingest.facts.splitting import lines_of_block
from plandocs.ingest.facts.tables import grid_row
from plandocs.ingest.facts.titles import with_titles
from plandocs.ingest.facts.vocabulary import FINDING_COLUMNS, FINDING_LABELS, role_of
from plandocs.ingest.facts.wrapped import with_tail, wrapped_references
from plandocs.model.finding import FindingKind
from plandocs.model.text import Block, BlockKind

#: Body text only: running heads, notes and comments of reviewers are no findings.
BODY = "body"
#: Kinds that entries say themselves are the report's where so many of each kind do.
SOME = 2
#: The title of a report stands among its first lines and names the criteria or the year.
COVER = 6
_REMARKS = re.compile(
    rf"(?:(?:ส่วน|ตอน|บท)ที่\s*)?[\d๐-๙.)]*\s*{VIEW_WORDS}(?:(?:ของ|จาก|โดย)?{ASSESSOR_WORDS})?", re.IGNORECASE
)
_TITLE = re.compile(r"PMQA|ระบบราชการ|คุณภาพการบริหาร|รางวัล|ปีงบ|25\d\d", re.IGNORECASE)
#: A cell that names what another holds is no longer than this.
_LONGEST_NAME = 60
#: A line comes at the edges of at least so many pages, and is so long, to be taken for their running head or foot.
#: "ก. การรับฟังผู้รับบริการ".
_LETTERED = re.compile(r"\(?[ก-ฉ]\s?[.)]\s*\S")
_FEWEST_AREAS, _LONGEST_AREA = 2, 120
_OFTEN_RUNNING, _RUNNING_LENGTH = 3, 15
#: Labels whose code says where in the criteria they stand.
_CODED = {"category", "item", "kind"}


@dataclass(slots=True)
class Survey:
    """
    What the whole report shows before its parts are read.

    `lines` are all lines of body text with their `labels`, `at` the positions of a block's lines among them.
    `kinds` counts the labels of kinds, `later` counts how often each category and item is announced.
    `width` is the length of full lines where the text is wrapped by hand (one block a line), else 0.
    `guessed` tells that the words of the labels are unknown: what stands below them told the kinds.
    `areas` are lettered titles of parts of an item ("ก. การรับฟัง…"), each with labelled findings below it.
    `explains` tells that assessors explain what they found, `wraps` that entries are wrapped by hand. `legend` is
    what the report says its marks mean; lines that explain it are left out.
    """

    lines: list[Line] = field(default_factory=list)
    labels: list[Label | None] = field(default_factory=list)
    at: dict[int, list[int]] = field(default_factory=dict)
    kinds: int = 0
    later: dict[str, int] = field(default_factory=dict)
    says_strength: bool = False
    says_ofi: bool = False
    width: int = 0
    guessed: bool = False
    wraps: bool = False
    areas: frozenset[int] = frozenset()
    explains: bool = False
    legend: Legend = NO_LEGEND

    @property
    def says_kind(self) -> bool:
        """Whether the report labels its findings at all."""
        return self.says_strength or self.says_ofi


def survey(blocks: Sequence[Block], edition: str) -> Survey:
    """Return the survey of a report."""
    legend, explaining = read_legend(blocks)
    legend = legend.joined(*told_marks(blocks))
    found = Survey(legend=legend)
    found.says_strength, found.says_ofi = (kind in legend.says for kind in (FindingKind.STRENGTH, FindingKind.OFI))
    wrapped = wrapped_references(blocks)
    running = _running(blocks)
    for index, block in enumerate(blocks):
        if block.stream != BODY or (index in explaining and block.kind is not BlockKind.HEADING) or index in running:
            continue
        if block.kind is BlockKind.ROW:
            _look_at_row(found, block, index)
            continue
        if index in wrapped:
            found.lines[-1] = with_tail(blocks, found.lines[-1], block.text)
            continue
        for plain in lines_of_block(block, index):
            line = replace(plain, legend=legend)
            found.at.setdefault(index, []).append(len(found.lines))
            found.lines.append(line)
            found.labels.append(_look_at_line(found, line, edition))
    with_titles(found.lines, found.labels, edition)
    if _sections(found.labels):
        found.labels = [_unnumbered(label) for label in found.labels]
    for label in found.labels:
        code = (label.item or label.category) if label is not None and label.role in _CODED else ""
        if code:
            found.later[code] = found.later.get(code, 0) + 1
    _titled(found)
    _signed(found)
    _said_by_entries(found)
    _remarked(found)
    _learn(found, blocks, edition)
    found.explains |= any(label is not None and label.role == "explanation" for label in found.labels)
    found.areas = _areas(found.lines, found.labels)
    found.wraps = wraps_entries(found.lines, found.labels)
    found.width = _wrapped_width([line for line in found.lines if blocks[line.block].place.page is None])
    return found


def _areas(lines: Sequence[Line], labels: Sequence[Label | None]) -> frozenset[int]:
    """Return the lettered lines where each is followed by a finding behind its own label: they are titles."""
    lettered = [
        at
        for at, (line, label) in enumerate(zip(lines[:-1], labels, strict=False))
        if label is None and _LETTERED.match(f"{line.number} {line.text}".lstrip()) and len(line.text) <= _LONGEST_AREA
    ]
    behind = [labels[at + 1] for at in lettered]
    titles = all(one is not None and one.role == "kind" and one.rest > 0 for one in behind)
    return frozenset(lettered) if len(lettered) >= _FEWEST_AREAS and titles else frozenset()


def _running(blocks: Sequence[Block]) -> set[int]:
    """Return the positions of lines that stand again and again at the edge of a page: its running head or foot."""
    ends = [
        index
        for index, block in enumerate(blocks)
        if block.stream == BODY
        and block.kind is not BlockKind.ROW
        and len(block.text) >= _RUNNING_LENGTH
        and (block.place.page is not None)
        and (
            index in {0, len(blocks) - 1}
            or blocks[index - 1].place.page != block.place.page
            or blocks[index + 1].place.page != block.place.page
        )
    ]
    often = Counter(squeeze(blocks[index].text) for index in ends)
    # What stands between the edges as well is a label that a page end brought there.
    edges = set(ends)
    inside = {squeeze(block.text) for index, block in enumerate(blocks) if index not in edges and block.stream == BODY}
    running = {text for text, count in often.items() if count >= _OFTEN_RUNNING and text not in inside}
    return {index for index in ends if squeeze(blocks[index].text) in running}


def _signed(found: Survey) -> None:
    """Take a plus and a minus before entries for their kinds where nothing else says them."""
    fronts = [line.number or line.text.lstrip()[:1] for line in found.lines]
    if found.says_kind or fronts.count("+") < 2 or not {"-", "−", "–"} & set(fronts):
        return
    found.legend = legend_of({"+": FindingKind.STRENGTH, "-": FindingKind.OFI}, {}, {})
    found.lines = [replace(line, legend=found.legend) for line in found.lines]
    found.says_strength = found.says_ofi = True


def _said_by_entries(found: Survey) -> None:
    """Note that a report says kinds where its entries do, each for itself: "… (จุดแข็ง)"."""
    if found.says_strength and found.says_ofi:
        return
    kinds = Counter(
        one.kind
        for line, label in zip(found.lines, found.labels, strict=True)
        if label is None and (one := candidate_of(line)) is not None
    )
    if min(kinds[FindingKind.STRENGTH], kinds[FindingKind.OFI]) >= SOME:
        found.says_strength = found.says_ofi = True


def _remarked(found: Survey) -> None:
    """Take a chapter of the assessors' remarks for weaknesses where another one praises and none names weaknesses."""
    if not found.says_strength or found.says_ofi:
        return
    remarks = [
        position
        for position, (line, label) in enumerate(zip(found.lines, found.labels, strict=True))
        if (label is None or label.role in {"heading", "view"}) and _REMARKS.fullmatch(line.text.strip())
    ]
    praises = [position for position, label in enumerate(found.labels) if label is not None and label.kind is not None]
    if not remarks or sum(position > remarks[0] for position in praises) > len(remarks):
        return  # a chapter that holds praise as well
    for position in remarks:
        found.labels[position] = Label("kind", kind=FindingKind.OFI)
        found.kinds += 1
        found.says_ofi = True


def _titled(found: Survey) -> None:
    """Take the title of the whole report, "สรุปผลการตรวจประเมิน PMQA 4.0 …", for no summary of its own."""
    for position, line in enumerate(found.lines[:COVER]):
        label = found.labels[position]
        if label is not None and label.role in {"stop", "detail"} and _TITLE.search(line.text):
            found.labels[position] = Label("heading") if line.is_heading else None
            return


def _sections(labels: Sequence[Label | None]) -> bool:
    """Return whether "4.1 จุดแข็ง", "4.2 โอกาสในการปรับปรุง", "5.1 จุดแข็ง" … number sections, not items."""
    kinds: dict[FindingKind, set[str]] = {}
    chapters = set()
    for label in labels:
        if label is not None and label.role == "kind" and label.kind is not None and label.item and label.rest < 0:
            kinds.setdefault(label.kind, set()).add(label.item[2:])
            chapters.add(label.item[0])
    seconds = [next(iter(numbers)) for numbers in kinds.values() if len(numbers) == 1]
    return len(kinds) == 2 and len(set(seconds)) == 2 and len(chapters) >= 2


def _unnumbered(label: Label | None) -> Label | None:
    """Return a label of a kind without the section number that was read as an item."""
    if label is None or label.role != "kind" or not label.item:
        return label
    return replace(label, item="", category="")


def _learn(found: Survey, blocks: Sequence[Block], edition: str) -> None:
    """Learn what names mean that no list of words holds, and label the lines anew with what was learned."""
    in_lines = learned([names_in_lines(found.lines, found.labels)])
    cells = (
        names_behind(found.lines, found.legend),
        names_in_cells(blocks, found.legend),
        names_of_bands(blocks, found.legend),
    )
    in_tables = learned([*names_in_tables(blocks, found.legend, edition), *cells])
    parts = learned([names_of_parts(blocks, found.lines, found.labels)]) if not in_lines.kinds else Learned()
    in_lines.kinds = {**parts.kinds, **in_lines.kinds}
    if not (in_lines.kinds or in_lines.asides or in_tables.kinds or in_tables.asides):
        return
    found.legend = found.legend.knowing({**in_tables.kinds, **in_lines.kinds}, in_lines.asides | in_tables.asides)
    said = {*in_lines.kinds.values(), *in_tables.kinds.values()}
    found.says_strength |= FindingKind.STRENGTH in said
    found.says_ofi |= FindingKind.OFI in said
    for position, (line, label) in enumerate(zip(found.lines, found.labels, strict=True)):
        found.lines[position] = replace(line, legend=found.legend)
        free = label is None or (label.role == "heading" and not label.item)
        words = name_of_line(line)[0] if free else ""
        words = part_name(line) if free and part_name(line) in parts.kinds else words
        if words in in_lines.kinds or words in in_lines.asides:
            found.labels[position] = label_of(found.lines[position], edition)
            found.kinds += words in in_lines.kinds
            found.guessed |= words in in_lines.kinds


def _look_at_line(found: Survey, line: Line, edition: str) -> Label | None:
    label = label_of(line, edition)
    if label is not None and label.role == "kind" and not label.summary:
        found.kinds += 1
        found.says_strength |= label.kind is FindingKind.STRENGTH
        found.says_ofi |= label.kind is FindingKind.OFI
    return label


def _wrapped_width(lines: Sequence[Line]) -> int:
    """Return the width of text that is broken by hand: many lines are nearly as long as the longest."""
    lengths = [len(line.text) for line in lines]
    width = max(lengths, default=0)
    full = sum(length >= 0.85 * width for length in lengths)
    return width if len(lengths) >= 20 and 40 <= width <= 120 and full >= 0.3 * len(lengths) else 0


def _look_at_row(found: Survey, block: Block, index: int) -> None:
    for cell in grid_row(block, index).filled:
        # A short cell is a name; in a longer one a name may stand before its text, or on the line above it.
        name = cell.text if len(cell.text) <= _LONGEST_NAME else re.split("[:\n]", cell.text, maxsplit=1)[0]
        if len(name) > _LONGEST_NAME:
            continue
        kind = kind_of_name(name)
        roles = {role_of(name, FINDING_COLUMNS), role_of(name, FINDING_LABELS), kind.value if kind else ""}
        found.says_strength |= "strength" in roles
        found.says_ofi |= "ofi" in roles
        found.explains |= "explanation" in roles
