"""`plandocs verify`."""

from __future__ import annotations

import click

from plandocs.app.workspace import Workspace
from plandocs.cli.common import pass_workspace
from plandocs.cli.errors import SomeRefused, say


@click.command("verify")
@pass_workspace
def command(workspace: Workspace) -> None:
    """ตรวจว่าข้อความอ้างอิงทุกแห่งยังตรงกับต้นฉบับ (check every quote against its original)."""
    from plandocs.app.documents import verify

    checked, broken = verify(workspace)
    for entry in broken:
        click.echo(f"ไม่ตรง: {entry.fact_id} ใน {entry.document_id} {entry.label}")
    say(f"ตรวจ {checked} แห่ง ไม่ตรง {len(broken)} แห่ง ({checked} checked, {len(broken)} broken)")
    if broken:
        raise SomeRefused
