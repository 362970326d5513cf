"""`plandocs goals`."""

from __future__ import annotations

import click

from plandocs.app.labels import APPROVALS
from plandocs.app.workspace import Workspace
from plandocs.cli.common import pass_workspace, put_rows, table_options, year_anywhere

COLUMNS = {
    "plan_year": "ปี",
    "goal": "เป้าหมาย",
    "owner": "ผู้รับผิดชอบ",
    "budget": "งบประมาณ",
    "status": "สถานะ",
    "document_id": "เอกสาร",
}


@click.command("goals")
@year_anywhere
@click.option("--text", "words", default="", help="เฉพาะเป้าหมายที่มีคำนี้ (containing these words)")
@table_options
@pass_workspace
def command(workspace: Workspace, year: int | None, words: str, style: str) -> None:
    """เป้าหมายที่แผนและแผนปฏิบัติราชการระบุ (what plans and action plans say)."""
    from plandocs.app.planning import goals
    from plandocs.app.shapes import goal_json

    chosen = [goal for goal in goals(workspace, year=year) if words in goal.goal + " ".join(k.name for k in goal.kpis)]
    put_rows([goal_json(goal) for goal in chosen], style, COLUMNS, {"status": APPROVALS})
