"""`plandocs draft`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from plandocs.app.workspace import Workspace
from plandocs.cli.common import pass_workspace, year_anywhere
from plandocs.cli.errors import say

#: Texts told one by one, and signs of each.
MOST_TOLD = 10
LONGEST = 90
KINDS = {
    "inserted": "เพิ่ม: ",
    "taken out": "นำออก: ",
    "moved": "ย้าย: ",
    "added": "ข้อความที่เพิ่ม: ",
    "story": "หัวหรือท้ายกระดาษ: ",
}


TEMPLATE = "improvement-plan"


@click.command("draft")
@click.argument("template", default=TEMPLATE)
@year_anywhere
@click.option("-o", "--output", type=click.Path(path_type=Path), help="ไฟล์ .docx ที่จะเขียน (where to write)")
@click.option("--final", is_flag=True, help="ฉบับจริง ไม่มีคำว่าร่างและที่มา (without draft mark and sources)")
@click.option("--digits", type=click.Choice(["thai", "arabic"]), help="เลขไทยหรืออารบิก (digits)")
@click.option("--language", is_flag=True, help="ใส่แท็กภาษาไทยให้ Word ตัดคำในเครื่องที่ไม่มีภาษาไทย (Thai language tag)")
@click.option("--fresh", is_flag=True, help="เริ่มจากแม่แบบ ไม่ต่อจากฉบับที่ส่งกลับ (start from the template)")
@click.option("--after", default="", metavar="TEMPLATE", help="ต่อจากฉบับที่ส่งกลับของแม่แบบอื่น (go on from that one's)")
@click.option("--restore", multiple=True, metavar="TEXT", help="พิมพ์สิ่งที่มีผู้ตัดออกอีกครั้ง (print again what was cut)")
@click.option("--preview", is_flag=True, help="สร้าง PDF ตัวอย่างด้วย LibreOffice (also a PDF preview)")
@pass_workspace
def command(
    workspace: Workspace,
    template: str,
    year: int | None,
    output: Path | None,
    final: bool,
    digits: str | None,
    language: bool,
    fresh: bool,
    after: str,
    restore: tuple[str, ...],
    preview: bool,
) -> None:
    """สร้างร่างเอกสาร Word จากข้อเสนอที่รับแล้ว (write a Word draft from the accepted goals)."""
    from plandocs.app.draft import Going, make_draft
    from plandocs.app.planning import default_year
    from plandocs.model.errors import UsageError
    from plandocs.model.year import FiscalYear
    from plandocs.thai.dates import given_year

    if year is None and template.strip().isdecimal():
        year, template = given_year(template), TEMPLATE  # draft 2568
    plan_year = FiscalYear(year) if year is not None else default_year(workspace)
    name = Path(template).stem
    out = output or workspace.drafts / f"{name}-{int(plan_year)}.docx"
    if out.is_dir():
        raise UsageError(f"{out} เป็นโฟลเดอร์ โปรดระบุชื่อไฟล์ .docx", f"{out} is a directory")
    going = Going(fresh, after, restore)
    result = make_draft(
        workspace, template, plan_year, out, final=final, digits=digits or "", going=going, language=language
    )
    for note in result.notes:
        say(f"หมายเหตุ: {note}")
    kept = [f"{one.label}: {' '.join(one.human.split())}" for one in result.kept]
    _list("ช่องที่ใช้ข้อความของผู้แก้ไข", "fields in a person's words", kept)
    if result.went_on is not None:
        _tell(result.went_on)
    missing = [entry for entry in result.placeholders if not entry.unconfirmed]
    say(f"เขียนร่างแล้ว ช่องที่ยังต้องเติม {len(missing)} แห่ง ({len(missing)} placeholders to fill in)")
    if preview:
        _preview(out)
    click.echo(str(out))


def _list(title: str, english: str, lines: Sequence[str]) -> None:
    if lines:
        say(f"{title} {len(lines)} แห่ง ({len(lines)} {english})")
    for line in lines[:MOST_TOLD]:
        say(f"  {line}")
    if len(lines) > MOST_TOLD:
        say(f"  และอีก {len(lines) - MOST_TOLD} แห่ง (and {len(lines) - MOST_TOLD} more)")


def _tell(told: Any) -> None:
    """Say what a draft that goes on from a returned one wrote, left alone and could not place."""
    where = "ต่อจากไฟล์ที่ส่งกลับ" if told.returned else "ทำฉบับใหม่จากแม่แบบ แล้วนำข้อความของผู้แก้ไขมาวางในที่เดิม"
    say(f"{where} ({'goes on in the returned file' if told.returned else 'returned words brought into a fresh draft'})")
    if told.changes:
        say(f"รับการแก้ไขที่ติดตามไว้ {told.changes} แห่ง ({told.changes} tracked changes accepted)")
    cut = [one for one in told.left if one.kind == "out" or (one.kind == "field" and not one.text)]
    _list("เขียนใหม่", "written", [_line(one) for one in told.written])
    _list("คงข้อความของผู้แก้ไขไว้", "left alone", [_line(one) for one in told.left if one not in cut])
    _list("ไม่พิมพ์ เพราะมีผู้ตัดออก (ใช้ --restore เพื่อพิมพ์อีก)", "left out", [_line(one) for one in cut])
    _list("หาที่วางไม่ได้", "could not be placed", [_line(one) for one in told.unplaced])


def _line(one: Any) -> str:
    what = f"{one.label} [{one.key}]: " if one.key else ""
    text = (one.text or "(ว่าง)") if len(one.text) <= LONGEST else one.text[:LONGEST] + " …"
    before = f" (เดิม: {one.before[:LONGEST]})" if one.before and one.kind == "field" else ""
    return f"{KINDS.get(one.kind, '')}{what}{text}{before}" + (f" — {one.place}" if one.place else "")


def _preview(draft: Path) -> None:
    from plandocs.app.draft import make_preview

    shown = make_preview(draft)
    for note in shown.notes:
        say(f"หมายเหตุ: {note}")
    say(f"ตัวอย่าง {shown.pages} หน้า: {shown.path} ({shown.pages} pages)")
