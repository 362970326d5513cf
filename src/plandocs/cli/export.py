"""`plandocs export`."""

from __future__ import annotations

from pathlib import Path

import click

from plandocs.app.workspace import Workspace
from plandocs.cli.common import YEAR, pass_workspace, path_argument, year_anywhere
from plandocs.cli.errors import say
from plandocs.model.errors import UsageError


@click.command("export")
@path_argument("target", required=False)
@year_anywhere
@click.option("-o", "--output", type=click.Path(path_type=Path), help="ไฟล์ .xlsx หรือ .csv ที่จะเขียน (where to write)")
@pass_workspace
def command(workspace: Workspace, target: Path | None, output: Path | None, year: int | None) -> None:
    """ส่งออกข้อเสนอเป็น .xlsx หรือ .csv ให้คณะทำงานพิจารณา (export the queue for deciding offline)."""
    from plandocs.app.exchange import export_queue
    from plandocs.app.planning import default_year
    from plandocs.model.year import FiscalYear

    if output is not None and target is not None and target.suffix == "" and year is None:
        year, target = YEAR.convert(str(target), None, None), None  # export 2568 -o FILE
    if (output is None) == (target is None):
        raise UsageError("โปรดระบุไฟล์ .xlsx หรือ .csv ที่จะเขียนหนึ่งไฟล์", "give one file to write, as an argument or with -o")
    path = output or target or Path()
    count = export_queue(workspace, FiscalYear(year) if year is not None else default_year(workspace), path)
    say(f"ส่งออก {count} ข้อเสนอไปที่ {path} ({count} exported)")
