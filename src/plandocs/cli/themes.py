"""`plandocs themes` and planners' decisions on themes."""

from __future__ import annotations

import click

from plandocs.app.labels import THEMES
from plandocs.app.workspace import Workspace, open_workspace
from plandocs.cli.common import pass_workspace, put_rows, table_options
from plandocs.cli.errors import say
from plandocs.model.plan import ThemeState

COLUMNS = {"id": "รหัส", "state": "สถานะ", "years": "ปีที่พบ", "items": "หัวข้อ", "title": "ประเด็น"}


@click.group("themes", invoke_without_command=True)
@click.option("--state", type=click.Choice([state.value for state in ThemeState]), multiple=True, help="เฉพาะสถานะ")
@click.option("--min-years", default=1, help="พบอย่างน้อยกี่ปี (found in at least so many years)")
@table_options
@click.pass_context
def command(ctx: click.Context, state: tuple[str, ...], min_years: int, style: str) -> None:
    """ประเด็นที่ติดตามข้ามปี (weaknesses followed over the years)."""
    if ctx.invoked_subcommand is not None:
        return
    from plandocs.app.planning import themes
    from plandocs.app.shapes import theme_json

    with open_workspace(ctx.find_root().obj) as workspace:
        chosen = [
            theme
            for theme in themes(workspace)
            if (not state or theme.state.value in state) and len(theme.years) >= min_years
        ]
        put_rows([theme_json(theme) for theme in chosen], style, COLUMNS, {"state": THEMES})


@command.command("show")
@click.argument("theme_id")
@pass_workspace
def show(workspace: Workspace, theme_id: str) -> None:
    """แสดงประเด็นหนึ่งตั้งแต่ต้นจนถึงปัจจุบัน (one weakness from first to last)."""
    from plandocs.app.planning import theme_of

    theme = theme_of(workspace, theme_id)
    found = {finding.id: finding for finding in workspace.store.facts().findings}
    click.echo(
        f"{theme.title} [{THEMES[theme.state]}]  หัวข้อ {', '.join(theme.items)}  ปี {', '.join(map(str, theme.years))}"
    )
    for finding_id in theme.findings:
        finding = found[finding_id]
        click.echo(f"  {finding.report_year} {finding.item}: {' '.join(finding.text.split())} ({finding.place.label})")
    for trace in theme.goals:
        result = f"เป้า {_number(trace.target)} ผล {_number(trace.actual)}"
        click.echo(f"  แผน {trace.plan_year}: {trace.goal} | {trace.kpi} {result}")
    for year, text, _document in theme.events:
        click.echo(f"  {year}: {text}")
    for gap in theme.gaps:
        click.echo(f"  ขาด: {gap}")


@command.command("merge")
@click.argument("theme_id")
@click.argument("other_id")
@pass_workspace
def merge(workspace: Workspace, theme_id: str, other_id: str) -> None:
    """รวมสองประเด็นเป็นเรื่องเดียว (two themes are one)."""
    from plandocs.app.planning import theme_of

    other = theme_of(workspace, other_id)
    _decide(workspace, "merge", theme_id, {"other": other.id, "findings": list(other.findings)})


@command.command("split")
@click.argument("theme_id")
@click.argument("finding_ids", nargs=-1, required=True)
@pass_workspace
def split(workspace: Workspace, theme_id: str, finding_ids: tuple[str, ...]) -> None:
    """แยกข้อค้นพบออกเป็นอีกประเด็น (these findings are another theme)."""
    _decide(workspace, "split", theme_id, {"findings": list(finding_ids)})


@command.command("rename")
@click.argument("theme_id")
@click.argument("title")
@pass_workspace
def rename(workspace: Workspace, theme_id: str, title: str) -> None:
    """ตั้งชื่อประเด็น (rename)."""
    _decide(workspace, "rename", theme_id, {"title": title})


@command.command("pin")
@click.argument("theme_id")
@click.argument("finding_id")
@pass_workspace
def pin(workspace: Workspace, theme_id: str, finding_id: str) -> None:
    """ยืนยันว่าข้อค้นพบนี้อยู่ในประเด็นนี้ (this finding belongs here)."""
    _decide(workspace, "pin", theme_id, {"finding": finding_id, "findings": [finding_id]})


def _decide(workspace: Workspace, action: str, theme_id: str, payload: dict[str, object]) -> None:
    from plandocs.app.planning import decide_theme
    from plandocs.app.review import user

    decide_theme(workspace, action, theme_id, payload, user())
    say("บันทึกแล้ว (saved)")


def _number(value: float | None) -> str:
    return "ไม่ทราบ" if value is None else f"{value:g}"
