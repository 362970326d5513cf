"""`plandocs strategy`: strategic goals typed in, imported or read from action plans."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from plandocs.app.workspace import Workspace
from plandocs.cli.common import YEAR, pass_workspace, path_argument, put_rows, table_options
from plandocs.cli.errors import SomeRefused, say
from plandocs.model.errors import UsageError
from plandocs.thai.dates import given_year
from plandocs.thai.digits import parse_number

COLUMNS = {
    "plan_year": "ปี",
    "goal": "เป้าหมายเชิงยุทธศาสตร์",
    "kpis": "ตัวชี้วัด",
    "owner": "ผู้รับผิดชอบ",
    "document_id": "เอกสาร",
}


@click.group("strategy")
def command() -> None:
    """เป้าหมายเชิงยุทธศาสตร์ (strategic goals)."""


@command.command("list")
@click.option("--year", type=YEAR, help="ปีงบประมาณ")
@table_options
@pass_workspace
def list_goals(workspace: Workspace, year: int | None, style: str) -> None:
    """รายการเป้าหมายเชิงยุทธศาสตร์ (list)."""
    from plandocs.app.planning import goals
    from plandocs.app.shapes import goal_json

    rows = [goal_json(goal) for goal in goals(workspace, year=year, strategic=True)]
    if style == "table":  # for reading; programs get the values as they are
        rows = [{**row, "kpis": "; ".join(_in_words(kpi) for kpi in row["kpis"])} for row in rows]
    put_rows(rows, style, COLUMNS)


def _in_words(kpi: dict[str, Any]) -> str:
    """Return a KPI with its target for reading."""
    aim = "" if kpi["target"] is None else f" {kpi['target']:,.10g} {kpi['unit']}"
    return f"{kpi['name']}{aim}".strip()


@command.command("add")
@click.argument("goal")
@click.option("--year", type=YEAR, required=True, help="ปีงบประมาณแรกที่ใช้ (first fiscal year in force)")
@click.option("--kpi", default="", help="ตัวชี้วัด (KPI)")
@click.option("--unit", default="", help="หน่วยนับ (unit)")
@click.option("--target", multiple=True, metavar="YEAR=VALUE", help="ค่าเป้าหมายรายปี เช่น 2568=60 (targets)")
@click.option("--owner", default="", help="ผู้รับผิดชอบ (owner)")
@click.option("--issue", default="", help="ประเด็นยุทธศาสตร์ (strategic issue)")
@pass_workspace
def add(
    workspace: Workspace, goal: str, year: int, kpi: str, unit: str, target: tuple[str, ...], owner: str, issue: str
) -> None:
    """เพิ่มเป้าหมายเชิงยุทธศาสตร์ (type one in)."""
    from plandocs.app.strategy import StrategicGoal, add_strategic

    entry = StrategicGoal(goal, year, kpi, unit, _targets(target), owner, issue)
    click.echo(add_strategic(workspace, [entry])[0].id)


@command.command("import")
@path_argument("source")
@pass_workspace
def import_goals(workspace: Workspace, source: Path) -> None:
    """
    นำเข้าจาก .xlsx หรือ .csv (import).

    คอลัมน์: เป้าหมาย ปี ตัวชี้วัด หน่วยนับ ผู้รับผิดชอบ ประเด็นยุทธศาสตร์ และปีละหนึ่งคอลัมน์สำหรับค่าเป้าหมาย
    """
    from plandocs.app.strategy import add_strategic, read_strategic

    entries, refused = read_strategic(source)
    added = add_strategic(workspace, entries)
    for place, message in refused:
        say(f"ข้าม {place}: {message}")
    say(f"เพิ่ม {len(added)} เป้าหมาย ข้าม {len(refused)} แถว ({len(added)} added)")
    if refused:
        raise SomeRefused


def _targets(given: tuple[str, ...]) -> tuple[tuple[int, float], ...]:
    out = []
    for text in given:
        year, _, number = text.partition("=")
        value = parse_number(number)
        if value is None:
            raise UsageError(f"เขียนค่าเป้าหมายเป็น ปี=ค่า เช่น 2568=60 ไม่ใช่ {text}", "write targets as YEAR=VALUE")
        out.append((int(given_year(year)), value))
    return tuple(out)
