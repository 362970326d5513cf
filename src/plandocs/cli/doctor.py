"""`plandocs doctor`."""

from __future__ import annotations

import click

from plandocs.app.workspace import open_workspace
from plandocs.cli.common import put_json
from plandocs.model.errors import WorkspaceError, WorkspaceMissingError

_SIGNS = {True: "✓", False: "✗", None: "–"}


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="ผลเป็น JSON")
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """ตรวจเครื่องและพื้นที่ทำงาน บอกวิธีติดตั้งส่วนที่ขาด (check this machine and the workspace)."""
    from plandocs.app.doctor import Check, check_machine, check_workspace

    checks, broken = check_machine(), None
    try:
        with open_workspace(ctx.find_root().obj) as workspace:
            checks += check_workspace(workspace)
    except WorkspaceMissingError as error:
        if ctx.find_root().obj:
            raise
        click.echo(str(error), err=True)
    except WorkspaceError as error:
        broken = error
        checks.append(Check("workspace", False, error.thai, error.english))
    if as_json:
        put_json([{"name": c.name, "ok": c.ok, "detail": c.detail, "advice": c.advice} for c in checks])
    for check in () if as_json else checks:
        click.echo(f"{_SIGNS[check.ok]} {check.name}: {check.detail}" + (f"  → {check.advice}" if check.advice else ""))
    if broken is not None:
        raise broken
