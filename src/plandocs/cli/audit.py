"""`plandocs audit`."""

from __future__ import annotations

import click

from plandocs.app.workspace import Workspace
from plandocs.cli.common import YEAR, pass_workspace, put_rows, table_options

COLUMNS = {"check": "การตรวจ", "thai": "สิ่งที่พบ", "document_ids": "เอกสาร"}


@click.command("audit")
@click.argument("year", type=YEAR)
@table_options
@pass_workspace
def command(workspace: Workspace, year: int, style: str) -> None:
    """ตรวจความครบถ้วนของแผนปี YEAR (coverage audit of a plan year)."""
    from plandocs.app.audit import audit_rows, check_name

    rows = audit_rows(workspace, year)
    put_rows(rows, style, COLUMNS, {"check": {row["check"]: check_name(row["check"]) for row in rows}})
