"""`plandocs audit`."""

from __future__ import annotations

import click

from plandocs.app.workspace import Workspace
from plandocs.cli.common import pass_workspace, put_rows, table_options, year_anywhere

COLUMNS = {"check": "การตรวจ", "thai": "สิ่งที่พบ", "document_ids": "เอกสาร"}


@click.command("audit")
@year_anywhere
@table_options
@pass_workspace
def command(workspace: Workspace, year: int | None, style: str) -> None:
    """ตรวจความครบถ้วนของแผนปี YEAR (coverage audit of a plan year)."""
    from plandocs.app.audit import audit_rows, check_name
    from plandocs.app.planning import default_year

    rows = audit_rows(workspace, year if year is not None else default_year(workspace))
    put_rows(rows, style, COLUMNS, {"check": {row["check"]: check_name(row["check"]) for row in rows}})
