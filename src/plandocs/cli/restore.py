"""`plandocs restore`."""

from __future__ import annotations

from pathlib import Path

import click

from plandocs.cli.common import path_argument
from plandocs.cli.errors import say


@click.command("restore")
@path_argument("archive")
@click.pass_context
def command(ctx: click.Context, archive: Path) -> None:
    """กู้คืนพื้นที่ทำงานจากไฟล์สำรองลงที่ว่าง (restore a backup into an empty place)."""
    from plandocs.app.backup import restore
    from plandocs.app.workspace import choose_path

    target = choose_path(ctx.find_root().obj)
    restore(archive, target)
    say(f"กู้คืนแล้วที่ {target} (restored)")
