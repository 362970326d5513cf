"""`plandocs findings`."""

from __future__ import annotations

import click

from plandocs.app.workspace import Workspace
from plandocs.cli.common import pass_workspace, put_rows, table_options
from plandocs.model.finding import FindingKind

COLUMNS = {
    "report_year": "ปี",
    "item": "หัวข้อ",
    "kind": "ชนิด",
    "text": "ข้อค้นพบ",
    "place": "ตำแหน่ง",
    "document_id": "เอกสาร",
}


@click.command("findings")
@click.option("--kind", type=click.Choice([kind.value for kind in FindingKind]), help="ofi หรือ strength")
@click.option("--year", type=int, help="ปีของรายงาน (report year)")
@click.option("--item", help="หัวข้อเกณฑ์ เช่น 4.1 หรือ ๔.๑ (criteria item)")
@click.option("--edition", help="ฉบับของเกณฑ์ เช่น pmqa4 (edition)")
@click.option("--document", "document_id", help="รหัสเอกสาร (document)")
@click.option("--check", is_flag=True, help="เฉพาะที่ระบบไม่แน่ใจ โปรดตรวจ (only uncertain ones)")
@table_options
@pass_workspace
def command(
    workspace: Workspace,
    kind: str | None,
    year: int | None,
    item: str | None,
    edition: str | None,
    document_id: str | None,
    check: bool,
    style: str,
) -> None:
    """จุดแข็งและโอกาสในการปรับปรุงจากรายงานป้อนกลับ (findings of feedback reports)."""
    from plandocs.app.planning import findings
    from plandocs.app.shapes import finding_json

    chosen = findings(
        workspace,
        kind=FindingKind(kind) if kind else None,
        year=year,
        item=item,
        edition=edition,
        document_id=document_id,
    )
    put_rows([finding_json(f) for f in chosen if not check or f.confidence < 1], style, COLUMNS)
