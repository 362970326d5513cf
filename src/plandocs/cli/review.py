"""`plandocs review`: the queue and decisions, by command or with keys on a terminal."""

from __future__ import annotations

import datetime as dt
import re
import sys
from typing import Any

import click

from plandocs.app.labels import ACTIONS, REVIEWS, field, moment
from plandocs.app.workspace import Workspace, open_workspace
from plandocs.cli.common import Function, pass_workspace, put_rows, table_options, year_anywhere, year_option
from plandocs.cli.errors import say
from plandocs.model.errors import UsageError
from plandocs.model.review import Action, ReviewState

COLUMNS = {
    "rank": "ลำดับ",
    "id": "รหัส",
    "state": "สถานะ",
    "goal": "เป้าหมาย",
    "owner": "ผู้รับผิดชอบ",
    "review_reason": "เหตุผล",
}
LOG_COLUMNS = {
    "number": "ที่",
    "when": "เมื่อ",
    "who": "ผู้พิจารณา",
    "action": "การพิจารณา",
    "suggestion_id": "รหัส",
    "reason": "เหตุผล",
    "changes": "แก้ไข",
}


def decision_options(function: Function) -> Function:
    """Add the options that every decision takes."""
    function = click.option("--reason", default="", help="เหตุผล (reason)")(function)
    function = click.option("--who", default="", help="ผู้พิจารณา (reviewer)")(function)
    return year_option(function)


EDITS = {
    "goal": "ข้อความเป้าหมาย (goal)",
    "owner": "ผู้รับผิดชอบ (owner)",
    "budget": "งบประมาณ บาท (budget)",
    "kpi": "ตัวชี้วัด (KPI)",
    "unit": "หน่วยนับ (unit)",
    "baseline": "ค่าฐาน (baseline)",
    "target": "ค่าเป้าหมาย (target)",
    "activity": "กิจกรรม (activity; may be repeated)",
}


def edit_options(function: Function) -> Function:
    """Add one option for each field a reviewer may change, collected in `changes`."""
    for name, text in reversed(EDITS.items()):
        function = click.option(f"--{name}", multiple=name == "activity", help=text)(function)
    return function


@click.group("review", invoke_without_command=True)
@year_option
@click.pass_context
def command(ctx: click.Context, year: int | None) -> None:
    """พิจารณาข้อเสนอ (review suggestions); on a terminal, without a subcommand, with keys."""
    if ctx.invoked_subcommand is not None:
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("ระบุคำสั่งย่อย เช่น plandocs review list", "name a subcommand, such as: plandocs review list")
    from plandocs.cli.review_keys import run

    with open_workspace(ctx.find_root().obj) as workspace:
        run(workspace, _year(workspace, year))


@command.command("list")
@click.option("--state", type=click.Choice([state.value for state in ReviewState]), help="เฉพาะสถานะ")
@click.option("--category", type=click.Choice(list("1234567")), help="เฉพาะหมวด (category of the criteria)")
@click.option("--owner", default="", help="เฉพาะผู้รับผิดชอบหรือผู้รับมอบหมายที่มีคำนี้ (owner or assignee)")
@year_anywhere
@table_options
@pass_workspace
def list_queue(
    workspace: Workspace, state: str | None, category: str | None, owner: str, year: int | None, style: str
) -> None:
    """รายการข้อเสนอและสถานะ (the queue)."""
    chosen = [
        row
        for row in _rows(workspace, year)
        if (not state or row["state"] == state)
        and (not category or any(item.startswith(category) for item in row["items"]))
        and (owner in row["owner"] or owner in (row.get("assignee") or ""))
    ]
    put_rows(chosen, style, COLUMNS, {"state": REVIEWS})


@command.command("log")
@year_anywhere
@table_options
@pass_workspace
def log(workspace: Workspace, year: int | None, style: str) -> None:
    """บันทึกการพิจารณาทั้งหมด (the whole log)."""
    from plandocs.app.review_shapes import decision_json

    rows = [decision_json(d) for d in workspace.store.decisions(_year(workspace, year))]
    if style == "table":  # for reading; programs get the values as they are
        for row in rows:
            row["when"] = moment(dt.datetime.fromisoformat(row["when"]))
            row["changes"] = "; ".join(f"{field(name)}: {text or '(ว่าง)'}" for name, text in row["changes"].items())
    put_rows(rows, style, LOG_COLUMNS, {"action": ACTIONS})


def _simple(action: Action, help_text: str) -> None:
    @command.command(action.value, help=help_text)
    @click.argument("ids", nargs=-1, required=True)
    @decision_options
    @pass_workspace
    def run(workspace: Workspace, ids: tuple[str, ...], year: int | None, who: str, reason: str) -> None:
        _decide(workspace, year, ids, action, who=who, reason=reason)


_simple(Action.ACCEPT, "รับข้อเสนอ (accept)")
_simple(Action.REJECT, "ไม่รับข้อเสนอ ต้องมีเหตุผล (reject, with a reason)")
_simple(Action.RETURN, "ส่งกลับให้แก้ไข (return for correction)")


@command.command("comment")
@click.argument("ids", nargs=-1, required=True, metavar="IDS... [TEXT]")
@click.option("--text", default="", help="ความเห็น (the comment; may also be the last word of the command)")
@decision_options
@pass_workspace
def comment(workspace: Workspace, ids: tuple[str, ...], text: str, year: int | None, who: str, reason: str) -> None:
    """แสดงความเห็น เช่น plandocs review comment s0123456789 "ขอหลักฐานเพิ่ม" (comment)."""
    said = text or reason
    if not said and len(ids) > 1 and not _ID.fullmatch(ids[-1]):
        ids, said = ids[:-1], ids[-1]
    _decide(workspace, year, ids, Action.COMMENT, who=who, reason=said)


#: What ids of suggestions and of goals of one's own look like.
_ID = re.compile("[a-z][0-9a-f]{4,}")


@command.command("edit")
@click.argument("suggestion_id")
@edit_options
@decision_options
@pass_workspace
def edit(workspace: Workspace, suggestion_id: str, year: int | None, who: str, reason: str, **fields: Any) -> None:
    """แก้ไขแล้วรับ (edit; the original text is kept)."""
    _decide(workspace, year, (suggestion_id,), Action.EDIT, who=who, reason=reason, changes=changes_of(fields))


@command.command("assign")
@click.argument("suggestion_id")
@click.argument("person")
@decision_options
@pass_workspace
def assign(workspace: Workspace, suggestion_id: str, person: str, year: int | None, who: str, reason: str) -> None:
    """มอบหมายผู้พิจารณา (assign to a person or unit)."""
    _decide(workspace, year, (suggestion_id,), Action.ASSIGN, who=who, reason=reason, changes={"assignee": person})


@command.command("undo")
@click.argument("suggestion_id")
@click.option("--who", default="", help="ผู้พิจารณา (reviewer)")
@year_option
@pass_workspace
def undo(workspace: Workspace, suggestion_id: str, who: str, year: int | None) -> None:
    """ยกเลิกการพิจารณาล่าสุด (take back the last decision)."""
    from plandocs.app.review import undo as take_back

    decision = take_back(workspace, _year(workspace, year), suggestion_id, who=who)
    say(f"ยกเลิกการพิจารณาที่ {decision.undoes} แล้ว (undone)")


@command.command("add")
@edit_options
@click.option(
    "--evidence",
    multiple=True,
    metavar="FINDING|DOCUMENT:BLOCK",
    help="หลักฐาน: รหัสข้อค้นพบหรือ เอกสาร:ลำดับข้อความ (evidence)",
)
@decision_options
@pass_workspace
def add(
    workspace: Workspace, year: int | None, who: str, reason: str, evidence: tuple[str, ...], **fields: Any
) -> None:
    """เพิ่มเป้าหมายของท่านเอง (add a goal of your own)."""
    from plandocs.app.review import add_own

    decision = add_own(workspace, _year(workspace, year), changes_of(fields), who=who, reason=reason, evidence=evidence)
    click.echo(decision.suggestion_id)
    say(f"เพิ่มเป้าหมายแล้ว: {decision.changes['goal']} (added)")


@command.command("link")
@click.argument("suggestion_id")
@click.argument("evidence", nargs=-1, required=True)
@click.option("--who", default="", help="ผู้พิจารณา (reviewer)")
@year_option
@pass_workspace
def link(workspace: Workspace, suggestion_id: str, evidence: tuple[str, ...], who: str, year: int | None) -> None:
    """เชื่อมหลักฐาน: รหัสข้อค้นพบหรือ เอกสาร:ลำดับข้อความ (link evidence; the state stays)."""
    from plandocs.app.review import link as connect

    for decision in connect(workspace, _year(workspace, year), suggestion_id, evidence, who=who):
        say(f"เชื่อมหลักฐาน {decision.changes['passage']} แล้ว (linked)")


def changes_of(fields: dict[str, Any]) -> dict[str, str]:
    """Return field names and texts from the options of `edit_options` that were given."""
    names = {
        "goal": "goal",
        "owner": "owner",
        "budget": "budget",
        "kpi": "kpi1.name",
        "unit": "kpi1.unit",
        "baseline": "kpi1.baseline",
        "target": "kpi1.target",
    }
    out = {key: fields[name] for name, key in names.items() if fields.get(name) is not None}
    out |= {f"activity{n}": text for n, text in enumerate(fields.get("activity") or (), 1)}
    return out


def _decide(workspace: Workspace, year: int | None, ids: tuple[str, ...], action: Action, **options: Any) -> None:
    from plandocs.app.review import decide

    for decision in decide(workspace, _year(workspace, year), ids, action, **options):
        say(f"บันทึกแล้ว: {ACTIONS[decision.action]} {decision.suggestion_id} ({decision.action.value})")


def _rows(workspace: Workspace, year: int | None) -> list[dict[str, Any]]:
    from plandocs.app.review import queue
    from plandocs.app.review_shapes import entry_json

    return [entry_json(entry) for entry in queue(workspace, _year(workspace, year))]


def _year(workspace: Workspace, year: int | None) -> int:
    from plandocs.app.planning import default_year
    from plandocs.model.year import FiscalYear

    return FiscalYear(year) if year is not None else default_year(workspace)
