"""`plandocs import`."""

from __future__ import annotations

from pathlib import Path

import click

from plandocs.app.workspace import Workspace
from plandocs.cli.common import pass_workspace, path_argument
from plandocs.cli.errors import SomeRefused, say


@click.command("import")
@path_argument("source")
@click.option("--who", default="", help="ผู้พิจารณา (reviewer)")
@pass_workspace
def command(workspace: Workspace, source: Path, who: str) -> None:
    """นำเข้าผลการพิจารณาจากไฟล์ที่ส่งออกไป (import the decisions of a returned file)."""
    from plandocs.app.exchange import import_decisions

    report = import_decisions(workspace, source, who)
    for place, message in report.refused:
        say(f"ข้าม {place}: {message}")
    say(f"บันทึก {report.saved} การพิจารณา ข้าม {len(report.refused)} แถว ({report.saved} saved)")
    if report.refused:
        raise SomeRefused
