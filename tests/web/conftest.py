"""A small workspace made by hand: two reports, a plan, a refused file; themes and suggestions are given."""

from __future__ import annotations

import re
import warnings
from dataclasses import replace
from types import SimpleNamespace

import pytest

from plandocs.app import audit, planning, review
from plandocs.app.workspace import init_workspace
from plandocs.model.agency import Agency, Settings
from plandocs.model.document import Approval, Document, DocumentKind, DocumentMeta, Note
from plandocs.model.finding import Facts, Finding, FindingKind, Goal, Kpi, fact_id
from plandocs.model.plan import (
    Alignment,
    Evidence,
    GoalTrace,
    SuggestedKpi,
    Suggestion,
    SuggestionSet,
    Theme,
    ThemeState,
)
from plandocs.model.text import Anchor, Block, BlockKind, Cell, Place
from plandocs.model.year import FiscalYear

with warnings.catch_warnings():
    # Newer starlette asks for another client library when its test client is imported; older ones have only this one.
    warnings.simplefilter("ignore")
    from fastapi.testclient import TestClient

from plandocs.web import create_app

OFI = "การประเมินความผูกพันของบุคลากรยังไม่ครอบคลุมหน่วยงานในส่วนภูมิภาค ทำให้ไม่ทราบปัจจัยที่แตกต่างกัน"
LATER = "ยังไม่พบการนำผลสำรวจความผูกพันของบุคลากรไปจัดทำแผนรายหน่วยงาน"
STRENGTH = "ผู้บริหารสื่อสารวิสัยทัศน์ผ่านหลายช่องทาง <และติดตามผลทุกไตรมาส>"
GOAL = "เพิ่มระดับความผูกพันของบุคลากรทุกหน่วยงาน"


def paragraphs(*texts):
    return [
        Block(BlockKind.PARAGRAPH, t, Place(f"หน้า {n} ย่อหน้าที่ {n}", page=n, paragraph=n)) for n, t in enumerate(texts, 1)
    ]


def row(number, *cells, head=False):
    text, views = "\t".join(cells), []
    start = 0
    for column, cell in enumerate(cells):
        views.append(Cell(("ตัวชี้วัด", "ค่าฐาน", "เป้าหมาย")[column], start, start + len(cell), column))
        start += len(cell) + 1
    place = Place(f"ตารางที่ 1 แถวที่ {number}", table=1, row=number)
    return Block(BlockKind.ROW, text, place, cells=tuple(views), is_table_head=head)


def finding(document_id, blocks, number, kind, item, year):
    text = blocks[number].text
    anchor = Anchor.of(document_id, number, text, 0, len(text))
    key = fact_id("f", document_id, number)
    return Finding(key, kind, "pmqa4", item, FiscalYear(year), text, document_id, blocks[number].place, anchor)


def put(store, document, blocks, facts):
    store.add_document(document, blocks, facts)


def document(key, title, kind, year, **more):
    plan = kind is DocumentKind.IMPROVEMENT_PLAN
    years = {"plan_year" if plan else "report_year": FiscalYear(year)}
    approval = more.pop("approval", Approval.UNKNOWN)
    meta = DocumentMeta(title, kind, agency="กรมตัวอย่าง", confidence=1.0, approval=approval, **years)
    return Document(key, key.ljust(64, "0"), f"เอกสารเก่า/{title}.docx", meta, pages=3, **more)


@pytest.fixture
def sample(tmp_path):
    """The workspace with what is in it: documents, findings, one goal, one theme, two suggestions."""
    settings = Settings(agency=Agency(name="กรมตัวอย่าง"))
    workspace = init_workspace(tmp_path / "พื้นที่ทำงาน", settings)
    early = paragraphs("รายงานป้อนกลับ ปีงบประมาณ พ.ศ. 2565", OFI, STRENGTH)
    late = paragraphs("รายงานป้อนกลับ ปีงบประมาณ พ.ศ. 2566", LATER)
    plan = [*paragraphs(GOAL), row(1, "ตัวชี้วัด", "ค่าฐาน", "เป้าหมาย", head=True), row(2, "ร้อยละความผูกพัน", "71.5", "80")]
    first = finding("doc65", early, 1, FindingKind.OFI, "5.2", 2565)
    strength = finding("doc65", early, 2, FindingKind.STRENGTH, "1.1", 2565)
    second = finding("doc66", late, 1, FindingKind.OFI, "5.2", 2566)
    anchor = Anchor.of("plan66", 0, GOAL, 0, len(GOAL))
    kpi = Kpi("ร้อยละความผูกพัน", "ร้อยละ", 71.5, 80.0)
    goal = Goal("g1", FiscalYear(2566), GOAL, "plan66", plan[0].place, anchor, (kpi,), "กองการเจ้าหน้าที่", 1_200_000.0)
    put(
        workspace.store,
        document("doc65", "รายงานป้อนกลับ 2565", DocumentKind.FEEDBACK_REPORT, 2565),
        early,
        Facts((first, strength)),
    )
    put(
        workspace.store,
        document("doc66", "รายงานป้อนกลับ 2566", DocumentKind.FEEDBACK_REPORT, 2566),
        late,
        Facts((second,)),
    )
    put(
        workspace.store,
        document(
            "plan66", "แผนเพิ่มประสิทธิภาพองค์การ 2566", DocumentKind.IMPROVEMENT_PLAN, 2566, approval=Approval.APPROVED
        ),
        plan,
        Facts(goals=(goal,)),
    )
    locked = Document(
        "locked",
        "f" * 64,
        "เอกสารเก่า/ลับ.pdf",
        DocumentMeta("ลับ"),
        status="refused",
        notes=(Note("refused", "ไฟล์มีรหัสผ่าน", "password"),),
    )
    put(workspace.store, locked, (), Facts())
    yield SimpleNamespace(workspace=workspace, first=first, second=second, strength=strength, goal=goal)
    workspace.close()


@pytest.fixture
def given(sample, monkeypatch):
    """Themes, suggestions and audit as the pages get them, whatever the documents say."""
    trace = GoalTrace(
        2566,
        GOAL,
        "ร้อยละความผูกพัน",
        "ร้อยละ",
        80.0,
        74.25,
        "plan66",
        "g1",
        71.5,
        "กองการเจ้าหน้าที่",
        1_200_000.0,
        Approval.APPROVED,
    )
    theme = Theme(
        "t1",
        "ความผูกพันของบุคลากรในส่วนภูมิภาค",
        ThemeState.REOPENED,
        (2565, 2566),
        ("5.2",),
        (sample.first.id, sample.second.id),
        (trace,),
        ("ไม่พบรายงานผลรอบ 12 เดือนของปี 2566",),
        ((2566, "พบซ้ำหลังเคยปิด", "doc66"),),
    )
    closed = replace(
        theme,
        id="t2",
        title="การสื่อสารวิสัยทัศน์",
        state=ThemeState.CLOSED,
        years=(2565,),
        findings=(sample.strength.id,),
        goals=(),
        gaps=(),
        events=(),
    )
    rows = [
        {
            "check": "conflict",
            "thai": "งบประมาณในร่างและฉบับอนุมัติไม่ตรงกัน",
            "document_ids": ["plan66", "doc65"],
            "finding_ids": [sample.first.id],
        }
    ]
    monkeypatch.setattr(audit, "audit_rows", lambda *_args: rows)
    monkeypatch.setattr(planning, "themes", lambda *_args: (theme, closed))
    sets = SuggestionSet(FiscalYear(2567), (suggestion(sample, 1), suggestion(sample, 2)), ())
    for module in (planning, review):
        monkeypatch.setattr(module, "suggestions", lambda *_args: sets)
    return sample


def suggestion(sample, rank):
    found = sample.first
    evidence = Evidence("doc65", found.place, found.text[:40], replace(found.anchor, end=40), "พบครั้งแรก")
    kpi = SuggestedKpi(
        "ร้อยละของหน่วยงานที่มีแผนความผูกพัน", "ร้อยละ", 74.25, 80.0, "ค่าฐานจากรายงานผลปี 2566", "นับทุกหน่วยงานในสังกัด"
    )
    return Suggestion(
        f"s{rank}",
        FiscalYear(2567),
        f"ยกระดับความผูกพันของบุคลากรในส่วนภูมิภาค ข้อที่ {rank}",
        (kpi,),
        "กองการเจ้าหน้าที่",
        ("5.2",),
        (evidence,),
        ("พบสองปีติดต่อกัน",),
        ("t1",),
        rank,
        1.5 / rank,
        "raise",
        (("การพบซ้ำ", 0.8, 1.0),),
        ("พลาดเป้าสองปี",),
        (Alignment("แผนพัฒนาฯ ฉบับที่ 13", "หมุดหมายที่ 13", "ไทยมีภาครัฐที่ทันสมัย", verified=False),),
        ("สำรวจทุกหน่วยงาน",),
    )


@pytest.fixture
def client(given):
    with TestClient(create_app(given.workspace), base_url="http://127.0.0.1:8700") as client:
        yield client


@pytest.fixture
def send(client):
    """Post a form with the page's own token, as a browser does."""
    token = re.search(r'name="csrf" value="([^"]+)"', client.get("/add").text)[1]

    def post(path, data=None, files=None, **options):
        return client.post(path, data={"csrf": token, **(data or {})}, files=files, **options)

    return post
