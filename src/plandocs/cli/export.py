"""`plandocs export`."""

from __future__ import annotations

from pathlib import Path

import click

from plandocs.app.workspace import Workspace
from plandocs.cli.common import pass_workspace, path_argument, year_option
from plandocs.cli.errors import say


@click.command("export")
@path_argument("target")
@year_option
@pass_workspace
def command(workspace: Workspace, target: Path, year: int | None) -> None:
    """ส่งออกข้อเสนอเป็น .xlsx หรือ .csv ให้คณะทำงานพิจารณา (export the queue for deciding offline)."""
    from plandocs.app.exchange import export_queue
    from plandocs.app.planning import default_year
    from plandocs.model.year import FiscalYear

    count = export_queue(workspace, FiscalYear(year) if year is not None else default_year(workspace), target)
    say(f"ส่งออก {count} ข้อเสนอไปที่ {target} ({count} exported)")
