"""`plandocs backup`."""

from __future__ import annotations

from pathlib import Path

import click

from plandocs.app.workspace import Workspace
from plandocs.cli.common import pass_workspace, path_argument
from plandocs.cli.errors import say


@click.command("backup")
@path_argument("target")
@pass_workspace
def command(workspace: Workspace, target: Path) -> None:
    """สำรองพื้นที่ทำงานเป็นไฟล์ .zip ไฟล์เดียว (back up the workspace into one .zip)."""
    from plandocs.app.backup import backup

    size = backup(workspace, target)
    say(f"สำรองแล้วที่ {target} ({size:,} bytes)")
