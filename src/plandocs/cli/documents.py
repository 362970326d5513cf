"""`plandocs documents` and `plandocs documents set`."""

from __future__ import annotations

from typing import Any

import click

from plandocs.app import documents as job
from plandocs.app.labels import KINDS, STATUSES
from plandocs.app.shapes import document_json
from plandocs.app.workspace import Workspace, open_workspace
from plandocs.cli.common import pass_workspace, put_rows, table_options
from plandocs.cli.errors import say
from plandocs.model.errors import UsageError

COLUMNS = {
    "id": "รหัส", "fiscal_year": "ปี", "kind": "ประเภท", "status": "สถานะ", "pages": "หน้า", "title": "ชื่อเอกสาร",
    "path": "ไฟล์",
}  # fmt: skip


@click.group("documents", invoke_without_command=True)
@table_options
@click.pass_context
def command(ctx: click.Context, style: str) -> None:
    """รายการเอกสาร (list documents)."""
    if ctx.invoked_subcommand is None:
        with open_workspace(ctx.find_root().obj) as workspace:
            rows: list[dict[str, Any]] = [document_json(document) for document in job.documents(workspace)]
            put_rows(rows, style, COLUMNS, {"kind": KINDS, "status": STATUSES})


@command.command("set")
@click.argument("document_id")
@click.argument("changes", nargs=-1, required=True, metavar="FIELD=VALUE...")
@pass_workspace
def set_fields(workspace: Workspace, document_id: str, changes: tuple[str, ...]) -> None:
    """แก้ไขข้อมูลเอกสาร เช่น kind=improvement-plan plan_year=2568 (correct a document's description)."""
    pairs = dict(change.partition("=")[::2] for change in changes)
    if any("=" not in change for change in changes):
        raise UsageError("เขียนเป็น ช่อง=ค่า เช่น kind=memo", "write FIELD=VALUE, such as kind=memo")
    document = job.correct(workspace, document_id, pairs)
    say(f"บันทึกแล้ว: {document.meta.title} (saved)")
