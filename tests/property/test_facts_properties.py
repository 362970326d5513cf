from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from plandocs.ingest.facts import parse_facts
from plandocs.ingest.facts.candidate import candidate_of, pieces
from plandocs.ingest.facts.lines import line_of
from plandocs.ingest.meta import describe
from plandocs.model.document import DocumentKind, DocumentMeta, Extracted
from plandocs.model.text import Block, BlockKind, Cell, Place
from plandocs.model.year import FiscalYear

WORDS = st.sampled_from([
    "จุดแข็ง", "โอกาสในการปรับปรุง", "หมวด 4", "หัวข้อ ๔.๑", "4.1ก(1)", "(ก)", "1)", "++", "−−", ":",
    "เป้าหมายที่ 1", "ตัวชี้วัด", "ค่าเป้าหมาย", "ผลจริง", "งบประมาณ (บาท)", "1,200,000", "ต.ค. 65", "●", "รวม",
    "ยังไม่มีระบบติดตามที่ชัดเจน", "ผู้บริหารสื่อสารเอง", "สาเหตุ:", "ข้อเสนอ", "โหวต 9", "แผน", "ผล", "แผน/ผล",
    "กำ\u200bลัง", "เเผน", "นํ้า", "\n", "\t", "บทสรุปผู้บริหาร", "PMQA 4.0", "ปีงบประมาณ พ.ศ. 2566",
])  # fmt: skip
TEXT = st.lists(WORDS, max_size=8).map(" ".join)


@st.composite
def blocks(draw) -> list[Block]:
    out: list[Block] = []
    head: list[str] = []
    for number in range(draw(st.integers(0, 12))):
        kind = draw(st.sampled_from(BlockKind))
        page = draw(st.sampled_from([None, 1, 2]))
        if kind is not BlockKind.ROW:
            level = draw(st.integers(1, 3)) if kind is BlockKind.HEADING else 0
            out.append(Block(kind, draw(TEXT), Place("ที่", page=page), level=level))
            continue
        parts = draw(st.lists(TEXT.map(lambda text: text.replace("\t", " ")), min_size=1, max_size=5))
        head = head or parts
        cells, position = [], 0
        for column, part in enumerate(parts):
            name = head[column] if column < len(head) else ""
            cells.append(Cell(name, position, position + len(part), column + draw(st.integers(0, 1)) * 3))
            position += len(part) + 1
        place = Place("ตาราง", page=page, table=draw(st.integers(1, 2)), row=number)
        out.append(Block(kind, "\t".join(parts), place, cells=tuple(cells), is_table_head=draw(st.booleans())))
    return out


@settings(max_examples=150)
@given(blocks(), st.sampled_from([kind for kind in DocumentKind if kind is not DocumentKind.FEEDBACK_REPORT]))
def test_any_blocks_give_facts_whose_anchors_hold(document, kind):
    _check(document, kind)


@settings(max_examples=60)
@given(blocks())
def test_any_report_gives_findings_whose_anchors_hold(document):
    _check(document, DocumentKind.FEEDBACK_REPORT)


def _check(document, kind):
    year = FiscalYear(2566)
    facts = parse_facts("d1", DocumentMeta("เอกสาร", kind, "pmqa4", year, year), document)

    for fact in (*facts.findings, *facts.goals, *facts.outcomes, *facts.proposals):
        assert fact.anchor.verify(document[fact.anchor.block].text)
        assert fact.anchor.start < fact.anchor.end
    for found in (facts.findings, facts.goals, facts.outcomes, facts.proposals):
        assert len({fact.id for fact in found}) == len(found)
    assert all(0 < finding.confidence <= 1 for finding in facts.findings)


@settings(max_examples=100)
@given(blocks(), TEXT)
def test_any_document_can_be_described(document, name):
    about = describe(Extracted(tuple(document), "test"), name)

    assert 0 <= about.confidence <= 1


@given(TEXT)
def test_a_candidate_stands_inside_its_line(text):
    line = line_of(Block(BlockKind.PARAGRAPH, text, Place("ที่")), 0)
    parts = pieces(line)

    assert parts[0][0] >= 0
    assert parts[-1][1] == len(line.text)
    for start, end in parts:
        found = candidate_of(line, start, end)
        assert found is None or 0 <= found.start < found.end <= len(text)
