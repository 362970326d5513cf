"""Proposals of workshop groups: from tables, and from telegraphic notes with a label before each list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from plandocs.ingest.facts import codes
from plandocs.ingest.facts.lines import Line, clean
from plandocs.ingest.facts.plan_rows import PlanRow, Title, plan_rows
from plandocs.model.finding import Proposal, fact_id
from plandocs.model.text import Anchor, Block
from plandocs.model.year import FiscalYear
from plandocs.thai.digits import parse_number

_LABEL = re.compile(
    r"^\s*(?:\d{1,2}[.)]\s*"
    r"|[•\-–]\s*)?(?P<name>[^\s:：\d][^:：\d]{1,32}?)\s*[:：]\s*(?P<rest>.*)$"
)
_PROPOSE = re.compile(
    r"^(?:ข้อเสนอ(?:แนะ)?(?!ที่ตก)|แนวทาง(?:แก้ไข|แก้ปัญหา|พัฒนา|ปรับปรุง|ที่เสนอ)?|สิ่งที่(?:เสนอ|ควรทำ|จะทำ)"
    r"|ข้อคิดเห็น(?:และข้อเสนอ)?(?!ของ(?:วิทยากร|ที่ปรึกษา|ประธาน|ผู้บริหาร))|มาตรการที่เสนอ|เสนอ$)"
)
#: What follows the proposals of a workshop, numbered as they are.
_AFTERWARDS = re.compile(r"^(?:ขั้นตอน|การดำเนินการ|สิ่งที่ต้องดำเนินการ)(?:ใน)?(?:ระยะ)?(?:ต่อไป|ถัดไป)")
_CAUSE = re.compile(r"^(?:สาเหตุ|ต้นเหตุ|เหตุ|รากของปัญหา|เพราะ|root cause)", re.IGNORECASE)
_VOTES = re.compile(
    r"(?:โหวต|คะแนนโหวต|คะแนนเสียง|คะแนน|ได้|เสียง)\s*[:=]?\s*(?P<a>\d{1,4})(?:\s*(?:คะแนน|เสียง"
    r"|โหวต))?(?!\s*[.%]\d)|[(\[]?(?P<b>\d{1,4})\s*(?:คะแนน|เสียง|โหวต|votes?)[)\]]?"
)
#: An entry of a list that people voted on is a proposal, whatever stands above the list.
_VOTED = re.compile(
    r"[(\[]\s*\d{1,4}\s*(?:คะแนน|เสียง|โหวต|votes?)\s*[)\]]|(?:โหวต|คะแนนเสียง|คะแนนโหวต)\s*[:=]?\s*\d"
    r"|\d\s*(?:คะแนน|เสียง|โหวต|แต้ม)\s*$"
)
#: Votes at the very end of an entry, in brackets without a word, and votes before it.
_BARE_VOTES = re.compile(r"\s*[(\[]\s*(?P<c>\d{1,4})\s*[)\]]\s*$")
_VOTES_FIRST = re.compile(r"^\s*[(\[]?(?P<d>\d{1,4})\s*(?:คะแนน|เสียง|โหวต|แต้ม|votes?)[)\]]?\s*[-–—:|]?\s*(?=\S)")
_VOTING = re.compile(r"โหวต|ลงคะแนน|คะแนนเสียง|คะแนนนิยม|สติกเกอร์")
#: Dots that lead from an entry to its votes.
_LEADER = re.compile(r"\s*\.{3,}\s*$")
_NUMBERED = re.compile(
    r"^\s*(?:ข้อเสนอ(?:แนะ)?|แนวคิด|ความคิด|ไอเดีย|เรื่อง|อันดับ|ลำดับ)(?:ที่|ข้อที่)?\s*\d{1,2}\s*[.):：–-]?\s*(?=\S)"
)
_LONGEST_ENTRY = 200
_OWNER = re.compile(
    r"(?:จภ\.|เจ้าภาพ(?:หลัก)?|ผู้รับผิดชอบ(?:หลัก)?|หน่วยงาน(?:หลัก|รับผิดชอบ)?|รับผิดชอบ(?:โดย)?|ผรช\."
    r"|มอบ)\s*[:：]?\s*(?P<owner>[^-–;|]+?)(?=\s+[-–/|;]\s+|\s*[;|)\]]|$)"
)
_CUT = re.compile(r"\s+[-–|]\s+|\s*[;|]\s*|\s*[(\[](?=\s*(?:โหวต|คะแนน|\d+\s*(?:คะแนน|เสียง|โหวต)))")
_GROUP = re.compile(r"^\s*(?:กลุ่ม(?:ที่)?|group)\s*[\dก-ฮ]", re.IGNORECASE)


@dataclass(slots=True)
class _Notes:
    voted: bool = False
    proposing: bool = False
    cause: str = ""
    item: str = ""
    group_item: str = ""
    found: list[Proposal] = field(default_factory=list)


def read_proposals(document_id: str, blocks: Sequence[Block], year: FiscalYear) -> tuple[Proposal, ...]:
    """Return the proposals of a workshop's sheets or notes, in reading order."""
    notes = _Notes(voted=any(_VOTING.search(block.text) for block in blocks))
    for entry in plan_rows(blocks, purpose="workshop"):
        if isinstance(entry, Title):
            _read_line(notes, entry.line, document_id, blocks, year)
        elif not entry.total:
            proposal = _row_proposal(entry, notes, document_id, blocks, year)
            if proposal is not None:
                notes.found.append(proposal)
                # What was voted on stands in a table: the lines below it are no further proposals.
                notes.proposing = notes.proposing and proposal.votes is None
    return tuple(notes.found)


def _row_proposal(
    row: PlanRow, notes: _Notes, document_id: str, blocks: Sequence[Block], year: FiscalYear
) -> Proposal | None:
    role = (
        "proposal" if "proposal" in row.roles else "activity" if {"votes", "cause", "finding"} & row.roles else "goal"
    )
    cell = row.cells.get(role)
    if cell is None or not ({"votes", "owner", "cause", "finding", "period"} & row.roles) or role not in row.own:
        return None
    text = cell.text
    marker = codes.marker_at(clean(text)) if len(clean(text)) == len(text) else None
    start = marker.end if marker is not None and marker.end < len(text) else 0
    words = text[start:].strip()
    if len(words) < 5:
        return None
    first = cell.start + text.index(words, start)
    block = blocks[cell.block]
    votes = row.number("votes")
    items = codes.item_codes(
        clean(" ".join((row.text("item"), row.text("finding"), row.text("source"), row.text("seq"), row.title)))
    )
    return Proposal(
        fact_id("p", document_id, cell.block, first, words),
        year,
        " ".join(words.split()),
        document_id,
        block.place,
        Anchor.of(document_id, cell.block, block.text, first, first + len(words)),
        items[0].item if items else notes.item or notes.group_item,
        int(votes) if votes is not None else None,
        row.text("owner"),
        row.text("cause") or row.text("reason"),
    )


def _read_line(notes: _Notes, line: Line, document_id: str, blocks: Sequence[Block], year: FiscalYear) -> None:
    text = line.text.strip()
    if line.is_heading or _GROUP.match(text):
        codes_here = _only_item(text)
        notes.proposing = bool(_PROPOSE.match(re.sub(r"^[\d.\s)]+", "", text)))
        if not notes.proposing:
            notes.cause, notes.item = "", ""
            notes.group_item = codes_here
        return
    if _VOTES_FIRST.match(text) and len(text) <= _LONGEST_ENTRY:
        _take(notes, line, document_id, blocks, year)
        return
    marker = codes.marker_at(text)
    body = text[marker.end :] if marker is not None else text
    label = _LABEL.match(text)
    if _AFTERWARDS.match(body):
        notes.proposing = False
        return
    if _PROPOSE.match(body) and len(body) <= 40 and not (notes.proposing and marker is not None):
        notes.proposing = (
            label is None or not label["rest"] or _take_rest(notes, line, label, document_id, blocks, year)
        )
        return
    if label is not None and (_CAUSE.match(label["name"]) or not notes.proposing or marker is None):
        _read_label(notes, line, label, document_id, blocks, year)
        return
    if marker is not None and marker.style == "paren" and not marker.value.isdigit():
        notes.proposing, notes.cause = False, ""
        notes.item = _only_item(text)
        return
    entry = marker is not None or line.listed or bool(line.number) or _NUMBERED.match(text) is not None
    voted = entry and (
        _VOTED.search(text)
        or (notes.voted and _BARE_VOTES.search(text))
        or (_NUMBERED.match(text) and _VOTES.search(text))
    )
    if (
        voted
        or (notes.proposing and (marker is not None or line.listed or line.number))
        or (notes.proposing and not notes.found)
    ):
        _take(notes, line, document_id, blocks, year)
    elif marker is None and not line.listed:
        notes.proposing = notes.proposing and len(text) > 60


def _only_item(text: str) -> str:
    found = codes.item_codes(text)
    return found[0].item if found and not re.search(r"\d\.\d\s*[-–]\s*\d\.\d", text) else ""


def _take_rest(
    notes: _Notes, line: Line, label: re.Match[str], document_id: str, blocks: Sequence[Block], year: FiscalYear
) -> bool:
    _take(notes, line, document_id, blocks, year, start=line.text.index(label["rest"]))
    return True


def _read_label(
    notes: _Notes, line: Line, label: re.Match[str], document_id: str, blocks: Sequence[Block], year: FiscalYear
) -> None:
    name, rest = label["name"].strip(), label["rest"].strip()
    notes.proposing = bool(_PROPOSE.match(name))
    if _CAUSE.match(name):
        notes.cause = rest
    elif notes.proposing and rest:
        _take(notes, line, document_id, blocks, year, start=label.start("rest"))
    elif re.match(r"(?:ติด|ปัญหา|ประเด็น|OFI|โอกาส|หัวข้อ)", name, re.IGNORECASE):
        found = codes.trailing_reference(rest)
        notes.item = found[0].item if found is not None else notes.item


def _take(
    notes: _Notes, line: Line, document_id: str, blocks: Sequence[Block], year: FiscalYear, *, start: int = 0
) -> None:
    """Keep the proposal in a line: its words end where votes, owner or a dash begin."""
    text = line.text
    before = _VOTES_FIRST.match(text)
    marker = codes.marker_at(text, start) if before is None else None
    named = _NUMBERED.match(text)
    start = before.end() if before else marker.end if marker else named.end() if named and not start else start
    votes = None if before else _VOTES.search(text, start) or _BARE_VOTES.search(text, start)
    owner = _OWNER.search(text, start)
    ends = [match.start() for match in (votes, owner) if match is not None]
    stop = min(ends, default=len(text))
    cut = _CUT.search(text, start)
    if cut is not None and cut.start() > start:
        stop = min(stop, cut.start())
    leader = _LEADER.search(text, start, stop)
    first, last = line.span(start, leader.start() if leader is not None else stop)
    block = blocks[line.block]
    while last > first and block.text[last - 1] in " -–(/[,…=:|":
        last -= 1
    words = block.text[first:last]
    if len(words) < 5:
        return
    told = before or votes
    number = parse_number(next((value for value in told.groups() if value), "")) if told is not None else None
    notes.found.append(
        Proposal(
            fact_id("p", document_id, line.block, first, words),
            year,
            words,
            document_id,
            replace(block.place),
            Anchor.of(document_id, line.block, block.text, first, last),
            _only_item(words) or notes.item or notes.group_item,
            int(number) if number is not None else None,
            owner["owner"].strip() if owner is not None else "",
            notes.cause,
        )
    )
