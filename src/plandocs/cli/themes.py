"""`plandocs themes` and planners' decisions on themes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from plandocs.app.labels import JOINED, THEMES
from plandocs.app.workspace import Workspace, open_workspace
from plandocs.cli.common import pass_workspace, put_json, put_rows, table_options
from plandocs.cli.errors import say
from plandocs.model.plan import ThemeState

if TYPE_CHECKING:
    from plandocs.app.doubtful import Question

COLUMNS = {"id": "รหัส", "state": "สถานะ", "years": "ปีที่พบ", "items": "หัวข้อ", "title": "ประเด็น"}


@click.group("themes", invoke_without_command=True)
@click.option("--state", type=click.Choice([state.value for state in ThemeState]), multiple=True, help="เฉพาะสถานะ")
@click.option("--doubtful", is_flag=True, help="คู่ที่ต้องยืนยันว่าเป็นจุดอ่อนเดียวกันหรือไม่ (pairs to confirm)")
@click.option("--min-years", default=1, help="พบอย่างน้อยกี่ปี (found in at least so many years)")
@table_options
@click.pass_context
def command(ctx: click.Context, state: tuple[str, ...], doubtful: bool, min_years: int, style: str) -> None:
    """ประเด็นที่ติดตามข้ามปี (weaknesses followed over the years)."""
    if ctx.invoked_subcommand is not None:
        return
    from plandocs.app.planning import themes
    from plandocs.app.shapes import theme_json

    with open_workspace(ctx.find_root().obj) as workspace:
        if doubtful:
            _put_questions(workspace, style)
            return
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


@command.command("same")
@click.argument("finding_id")
@click.argument("other_id")
@pass_workspace
def same(workspace: Workspace, finding_id: str, other_id: str) -> None:
    """ยืนยันว่าข้อค้นพบสองข้อเป็นจุดอ่อนเดียวกัน (these two are the same weakness)."""
    _answer(workspace, finding_id, other_id, "same")


@command.command("different")
@click.argument("finding_id")
@click.argument("other_id")
@pass_workspace
def different(workspace: Workspace, finding_id: str, other_id: str) -> None:
    """ยืนยันว่าข้อค้นพบสองข้อเป็นคนละเรื่อง (these two are different weaknesses)."""
    _answer(workspace, finding_id, other_id, "different")


@command.command("unsure")
@click.argument("finding_id")
@click.argument("other_id")
@pass_workspace
def unsure(workspace: Workspace, finding_id: str, other_id: str) -> None:
    """ถอนคำตอบที่เคยให้ไว้ (take an answer back)."""
    _answer(workspace, finding_id, other_id, "unsure")


def _answer(workspace: Workspace, one: str, other: str, said: str) -> None:
    from plandocs.app.doubtful import answer
    from plandocs.app.review import user

    answer(workspace, one, other, said, user())
    say("บันทึกแล้ว (saved)")


def _put_questions(workspace: Workspace, style: str) -> None:
    from plandocs.app.doubtful import question_json, questions

    asked = questions(workspace)
    if style == "json":
        put_json([question_json(question) for question in asked])
        return
    if style == "csv":
        put_rows([_question_row(question) for question in asked], style, _question_row(None))
        return
    for number, question in enumerate(asked, 1):
        click.echo(f"{number}. {JOINED[question.joined]}")
        for side in (question.one, question.other):
            found = side.finding
            words = " ".join(found.text.split())
            click.echo(f"   ปี {found.report_year} หัวข้อ {found.item} [{found.id}] {words} ({found.place.label})")
        click.echo(
            f"   ตอบ: plandocs themes same (หรือ different) {question.one.finding.id} {question.other.finding.id}"
        )
    if not asked:
        click.echo("ไม่มีคู่ที่ต้องยืนยัน")


def _question_row(question: Question | None) -> dict[str, Any]:
    """Return a question as a row of a table; of None, the names of its columns."""
    row: dict[str, Any] = {"joined": question and question.joined}
    for name in ("one", "other"):
        found = getattr(question, name).finding if question else None
        for field in ("id", "report_year", "item", "text"):
            row[f"{name}_{field}"] = getattr(found, field, None)
    return row


def _decide(workspace: Workspace, action: str, theme_id: str, payload: dict[str, object]) -> None:
    from plandocs.app.planning import decide_theme
    from plandocs.app.review import user

    decide_theme(workspace, action, theme_id, payload, user())
    say("บันทึกแล้ว (saved)")


def _number(value: float | None) -> str:
    return "ไม่ทราบ" if value is None else f"{value:g}"
