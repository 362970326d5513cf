"""The first page: what the workspace holds and what comes next in the season."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from plandocs.app import documents as documents_job
from plandocs.model.document import Document, DocumentKind
from plandocs.model.plan import ThemeState
from plandocs.model.review import ReviewState
from plandocs.web.render import page
from plandocs.web.site import Here, Site, plan_year

router = APIRouter()
#: Below this confidence a planner is asked to look at kind and year.
UNSURE = 0.6


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the season: what to do, where, and how it stands."""

    name: str
    address: str
    status: str
    done: bool


@dataclass(frozen=True, slots=True)
class KindRow:
    """How many documents of a kind there are, in the order of the years' columns."""

    kind: DocumentKind
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class HomePage:
    """What the workspace holds and what comes next."""

    template: ClassVar[str] = "home.html"
    section: ClassVar[str] = "home"

    title: Annotated[str, "heading"]
    years: Annotated[tuple[int | None, ...], "columns of the table: fiscal years, None last for unknown"]
    kinds: Annotated[tuple[KindRow, ...], "rows of the table, only kinds that occur"]
    total: Annotated[int, "number of documents in use"]
    findings: Annotated[int, "number of OFIs and strengths read"]
    refused: Annotated[tuple[Document, ...], "files that could not be read, their reason in the notes"]
    unsure: Annotated[tuple[Document, ...], "documents whose kind or year a planner should check"]
    doubtful: Annotated[int, "number of findings whose kind or item a planner should check"]
    waiting: Annotated[int, "number of places read from pictures, used and not confirmed"]
    steps: Annotated[tuple[Step, ...], "the season's steps in order"]
    year: Annotated[int | None, "the plan year that the steps are about, None without reports"]


@router.get("/", response_class=HTMLResponse)
def show(request: Request, site: Here) -> HTMLResponse:
    """Return the first page."""
    known = documents_job.documents(site.workspace)
    used = [document for document in known if document.status != "refused"]
    years, kinds = _table(used)
    year = plan_year(site, None)
    unsure = tuple(d for d in used if not d.same_as and (d.meta.confidence < UNSURE or d.meta.fiscal_year is None))
    context = HomePage(
        title="หน้าแรก",
        years=years,
        kinds=kinds,
        total=len(used),
        findings=len(site.facts().findings),
        refused=tuple(document for document in known if document.status == "refused"),
        unsure=unsure,
        doubtful=sum(finding.confidence < 1 for finding in site.facts().findings),
        waiting=len(site.proofs()),
        steps=_steps(site, year, len(used), len(unsure)),
        year=year,
    )
    return page(request, context)


def _table(used: list[Document]) -> tuple[tuple[int | None, ...], tuple[KindRow, ...]]:
    counts = Counter((document.meta.kind, document.meta.fiscal_year) for document in used)
    dated = sorted({int(year) for _, year in counts if year is not None})
    years = (*dated, *([None] if any(year is None for _, year in counts) else []))
    rows = []
    for kind in DocumentKind:
        row = tuple(counts[kind, year] for year in years)  # type: ignore[index]
        if any(row):
            rows.append(KindRow(kind, row, sum(row)))
    return years, tuple(rows)


def _steps(site: Site, year: int | None, documents: int, unsure: int) -> tuple[Step, ...]:
    check = f"มี {unsure} ฉบับที่ควรตรวจประเภทหรือปี" if unsure else "ไม่มีที่ต้องตรวจ"
    steps = [
        Step("รวบรวมเอกสารย้อนหลัง", "/add", f"มีเอกสาร {documents} ฉบับ" if documents else "ยังไม่มีเอกสาร", bool(documents)),
        Step(
            "ตรวจประเภทและปีของเอกสาร",
            "/documents",
            check if documents else "ทำหลังเพิ่มเอกสาร",
            bool(documents) and not unsure,
        ),
    ]
    if year is None:
        return (*steps, Step("พิจารณาข้อเสนอเป้าหมาย", "/review", "ต้องมีรายงานป้อนกลับอย่างน้อยหนึ่งฉบับ", done=False))
    still = sum(theme.state in {ThemeState.OPEN, ThemeState.REOPENED} for theme in site.themes())
    entries = site.queue(year)
    waiting = sum(entry.review.state is ReviewState.PENDING for entry in entries)
    chosen = sum(entry.review.state in {ReviewState.ACCEPTED, ReviewState.EDITED} for entry in entries)
    decided = f"พิจารณาแล้ว {len(entries) - waiting} จาก {len(entries)} ข้อ"
    proposals = sum(proposal.plan_year == year for proposal in site.facts().proposals)
    workshop = f"มีข้อเสนอจากที่ประชุม {proposals} ข้อ" if proposals else f"ยังไม่มีผลประชุมเชิงปฏิบัติการสำหรับปี {year}"
    plans = [goal for goal in site.facts().goals if goal.plan_year == year and not goal.strategic]
    return (
        *steps,
        Step("ดูประเด็นที่ยังค้างอยู่", "/themes", f"ค้างอยู่ {still} ประเด็น", done=False),
        Step("เพิ่มผลประชุมเชิงปฏิบัติการ", "/add", workshop, bool(proposals)),
        Step("พิจารณาข้อเสนอเป้าหมาย", f"/review?year={year}", decided, bool(entries) and not waiting),
        Step("ตรวจความครบถ้วนของแผน", f"/audit?year={year}", f"เลือกเป้าหมายแล้ว {chosen} ข้อ", done=False),
        Step("สร้างร่างแผนเป็นไฟล์ Word", f"/drafts?year={year}", "ใช้เป้าหมายที่รับแล้ว", bool(plans)),
    )
