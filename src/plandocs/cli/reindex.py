"""`plandocs reindex`."""

from __future__ import annotations

import click

from plandocs.app.workspace import Workspace
from plandocs.cli.common import pass_workspace, say_indexing
from plandocs.cli.errors import say


@click.command("reindex")
@pass_workspace
def command(workspace: Workspace) -> None:
    """สร้างดัชนีค้นหาใหม่ทั้งหมด ระหว่างนั้นยังค้นได้ (rebuild the index; searching goes on meanwhile)."""
    from plandocs.app.search import sync_index

    count = sync_index(workspace, rebuild=True, begins=say_indexing)
    say(f"สร้างดัชนีใหม่แล้ว {count} ฉบับ ({count} documents indexed)")
