"""What stands inside a document: labels of findings, tables of goals, of results, of proposals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from plandocs.model.document import DocumentKind
from plandocs.model.finding import FindingKind
from plandocs.model.text import Block, BlockKind

#: Enough of a document to see what it is made of; a five-thousand-page book is not read through for its kind.
ENOUGH = 3000
#: A report goes through at least this many items.
FEW_ITEMS = 3
#: So many labels of either kind make plain that assessors speak.
_PLAINLY = 3
_QUALITY = re.compile(
    r"PMQA|คุณภาพการบริหารจัดการภาครัฐ|ระบบราชการ\s*[4๔]|พัฒนาองค์(?:การ|กร)|เพิ่มประสิทธิภาพองค์(?:การ|กร)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Inside:
    """The kinds whose parts stand in a document, the best of them, and whether it speaks of quality criteria at all.

    `assessed` tells that strengths and weaknesses stand there label by label: nobody but an assessor writes so.
    """

    kinds: frozenset[DocumentKind]
    best: DocumentKind | None
    about_quality: bool
    assessed: bool = False


def inside(blocks: Sequence[Block]) -> Inside:
    """Return what the first blocks of a document are made of."""
    body = [block for block in islice(blocks, ENOUGH) if block.stream == "body"]
    about = any(_QUALITY.search(block.text) for block in body[:300]) or _names_items(body)
    if not about:
        return Inside(frozenset(), None, about_quality=False)
    counts = _count(body)
    found: list[tuple[float, DocumentKind]] = []
    if counts["strength"] and counts["ofi"] and counts["item"] >= 3:
        found.append((2.0 + min(counts["ofi"], 6), DocumentKind.FEEDBACK_REPORT))
    elif counts["finding"] >= 1 and counts["item"] >= 3 and counts["kinds"] >= 4:
        found.append((4.0, DocumentKind.FEEDBACK_REPORT))
    if counts["explanation"] >= 2 and counts["advice"] >= 2:
        found.append((5.0, DocumentKind.FEEDBACK_REPORT))
    if counts["result rows"] >= 2:
        found.append((2.0 + min(counts["result rows"], 6) / 2, DocumentKind.MONITORING_REPORT))
    if counts["goal rows"] >= 2:
        found.append((2.0 + min(counts["goal rows"], 6) / 2, DocumentKind.IMPROVEMENT_PLAN))
        found.append((1.9, DocumentKind.ACTION_PLAN))
    if counts["votes"] >= 2:
        found.append((3.0 + min(counts["votes"], 8) / 2, DocumentKind.WORKSHOP))
    if counts["claim"] >= 4:
        found.append((6.0, DocumentKind.APPLICATION_REPORT))
    if not found and _reads_as_report(body):
        found.append((3.0, DocumentKind.FEEDBACK_REPORT))
    best = max(found, key=lambda pair: pair[0], default=None)
    kinds = frozenset(kind for _, kind in found)
    often = sorted((counts["strength"], counts["ofi"]))
    assessed = counts["item"] >= FEW_ITEMS and (
        often[0] >= _PLAINLY or (often[1] >= _PLAINLY and _reads_as_report(body))
    )
    return Inside(kinds, best[1] if best else None, about_quality=True, assessed=assessed)


#: What says a kind, alone in its cell or on the first line of it, is shorter than this.
_LONGEST_KIND = 40
#: Titles of items are no longer than this.
_LONGEST_TITLE = 120


def _names_items(body: Sequence[Block]) -> bool:
    """Return whether several items of the criteria stand there with code and name: no other papers have these."""
    from plandocs.ingest.facts.codes import leading_reference
    from plandocs.ingest.facts.lines import clean
    from plandocs.ingest.facts.names import names_it

    found: set[str] = set()
    for block in body:
        text = clean(block.text) if len(block.text) <= _LONGEST_TITLE else ""
        leading = leading_reference(text)
        if leading is not None and names_it(text, leading[0].item):
            found.add(leading[0].item)
    return len(found) >= FEW_ITEMS


def _reads_as_report(body: Sequence[Block]) -> bool:
    """Return whether findings of both kinds can be read under several items or categories, however labelled."""
    from plandocs.ingest.facts.findings import find_candidates
    from plandocs.ingest.facts.splitting import with_text_tables

    read = [one for one in find_candidates(with_text_tables(body), "pmqa4") if one.kind is not None]
    named = {one.item or one.category for one in read} - {""}
    return len({one.kind for one in read}) == len(FindingKind) and len(named) >= FEW_ITEMS


def _count(body: Sequence[Block]) -> Counter[str]:
    from plandocs.ingest.facts.label_words import kind_of_word
    from plandocs.ingest.facts.labels import label_of
    from plandocs.ingest.facts.lines import line_of
    from plandocs.ingest.facts.tables import grid_row
    from plandocs.ingest.facts.vocabulary import FINDING_COLUMNS, FINDING_LABELS, PLAN_COLUMNS, role_of

    counts: Counter[str] = Counter()
    for index, block in enumerate(body):
        if block.kind is not BlockKind.ROW:
            label = label_of(line_of(block, index), "pmqa4") if len(block.text) < 200 else None
            if label is not None:
                counts[label.role] += 1
                if label.kind is not None:
                    counts[label.kind.value] += 1
            counts["votes"] += bool(re.search(r"(?:โหวต|คะแนนเสียง)\s*[\d๐-๙]+|[\d๐-๙]+\s*(?:เสียง|โหวต)", block.text))
            counts["claim"] += bool(re.match(r"\s*ระดับ(?:ที่|การ)?(?:ประเมินตนเอง|ดำเนินการ|ที่ขอรับ|พัฒนา)", block.text))
            continue
        row = grid_row(block, index)
        names = {cell.header for cell in block.cells if cell.header} or {
            cell.text for cell in row.filled if len(cell.text) < 60
        }
        roles = {role_of(name, PLAN_COLUMNS) for name in names}
        finding_roles = {role_of(name, FINDING_COLUMNS) for name in names}
        first = role_of(row.filled[0].text, FINDING_LABELS) if row.filled and len(row.filled[0].text) < 60 else ""
        for role in {first} | (finding_roles & {"strength", "ofi", "finding", "item"}):
            counts[role] += 1
        said = [cell.text.partition("\n")[0] for cell in row.filled]
        counts["kinds"] += any(kind_of_word(name)[0] is not None for name in said if len(name) < _LONGEST_KIND)
        counts["result rows"] += "kpi" in roles and "actual" in roles
        counts["goal rows"] += "kpi" in roles and "target" in roles and "actual" not in roles
        counts["votes"] += "votes" in roles and "proposal" in roles
    return counts
