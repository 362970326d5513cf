"""`plandocs findings` and `plandocs findings set`."""

from __future__ import annotations

import click

from plandocs.app.labels import FINDINGS
from plandocs.app.workspace import Workspace, open_workspace
from plandocs.cli.common import YEAR, pass_workspace, put_rows, table_options
from plandocs.cli.errors import say
from plandocs.model.errors import UsageError
from plandocs.model.finding import FindingKind

COLUMNS = {
    "report_year": "ปี",
    "item": "หัวข้อ",
    "kind": "ชนิด",
    "text": "ข้อค้นพบ",
    "unconfirmed": "ยังไม่ยืนยัน",
    "place": "ตำแหน่ง",
    "document_id": "เอกสาร",
}
LEVEL_COLUMNS = {"year": "ปี", "item": "หัวข้อ", "printed": "ระดับ", "by": "โดย", "document_id": "เอกสาร"}


@click.group("findings", invoke_without_command=True)
@click.option("--kind", type=click.Choice([kind.value for kind in FindingKind]), help="ofi หรือ strength")
@click.option("--year", type=YEAR, help="ปีของรายงาน (report year)")
@click.option("--item", help="หัวข้อเกณฑ์ เช่น 4.1 หรือ ๔.๑ (criteria item)")
@click.option("--edition", help="ฉบับของเกณฑ์ เช่น pmqa4 (edition)")
@click.option("--document", "document_id", help="รหัสเอกสาร (document)")
@click.option("--check", is_flag=True, help="เฉพาะที่ไม่แน่ใจหรืออ่านจากภาพ (uncertain or from pictures)")
@click.option("--levels", is_flag=True, help="ระดับรายหัวข้อที่รายงานระบุ แทนข้อค้นพบ (levels of items instead of findings)")
@table_options
@click.pass_context
def command(
    ctx: click.Context,
    kind: str | None,
    year: int | None,
    item: str | None,
    edition: str | None,
    document_id: str | None,
    check: bool,
    levels: bool,
    style: str,
) -> None:
    """จุดแข็งและโอกาสในการปรับปรุงจากรายงานป้อนกลับ (findings of feedback reports)."""
    if ctx.invoked_subcommand is not None:
        return
    from plandocs.app import planning
    from plandocs.app.planning import findings
    from plandocs.app.shapes import finding_json, level_json

    with open_workspace(ctx.find_root().obj) as workspace:
        if levels:
            put_rows([level_json(c) for c in planning.levels(workspace, year=year, item=item)], style, LEVEL_COLUMNS)
            return
        chosen = findings(
            workspace,
            kind=FindingKind(kind) if kind else None,
            year=year,
            item=item,
            edition=edition,
            document_id=document_id,
        )
        rows = [finding_json(f) for f in chosen if not check or f.confidence < 1 or f.ocr]
        put_rows(rows, style, {"id": "รหัส", **COLUMNS} if check else COLUMNS, {"kind": FINDINGS})


@command.command("set")
@click.argument("finding_id")
@click.argument("changes", nargs=-1, metavar="[kind=ofi|strength] [item=CODE]")
@pass_workspace
def set_fields(workspace: Workspace, finding_id: str, changes: tuple[str, ...]) -> None:
    """แก้ไขหรือยืนยันข้อค้นพบ เช่น kind=ofi item=4.1 (correct or confirm a finding; trains the classifier)."""
    from plandocs.app.findings import correct_finding

    if any("=" not in change for change in changes):
        raise UsageError("เขียนเป็น ช่อง=ค่า เช่น kind=ofi", "write FIELD=VALUE, such as kind=ofi")
    finding = correct_finding(workspace, finding_id, dict(change.partition("=")[::2] for change in changes))
    say(f"บันทึกแล้ว: {finding.id} {finding.kind.value} หัวข้อ {finding.item} (saved)")
