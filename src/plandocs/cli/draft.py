"""`plandocs draft`."""

from __future__ import annotations

from pathlib import Path

import click

from plandocs.app.workspace import Workspace
from plandocs.cli.common import pass_workspace, year_option
from plandocs.cli.errors import say

#: Texts of people left alone that are told one by one.
MOST_TOLD = 10


@click.command("draft")
@click.argument("template", default="improvement-plan")
@year_option
@click.option("-o", "--output", type=click.Path(path_type=Path), help="ไฟล์ .docx ที่จะเขียน (where to write)")
@click.option("--final", is_flag=True, help="ฉบับจริง ไม่มีคำว่าร่างและที่มา (without draft mark and sources)")
@click.option("--digits", type=click.Choice(["thai", "arabic"]), help="เลขไทยหรืออารบิก (digits)")
@click.option("--preview", is_flag=True, help="สร้าง PDF ตัวอย่างด้วย LibreOffice (also a PDF preview)")
@pass_workspace
def command(
    workspace: Workspace,
    template: str,
    year: int | None,
    output: Path | None,
    final: bool,
    digits: str | None,
    preview: bool,
) -> None:
    """สร้างร่างเอกสาร Word จากข้อเสนอที่รับแล้ว (write a Word draft from the accepted goals)."""
    from plandocs.app.draft import make_draft
    from plandocs.app.planning import default_year
    from plandocs.model.errors import UsageError
    from plandocs.model.year import FiscalYear

    plan_year = FiscalYear(year) if year is not None else default_year(workspace)
    name = Path(template).stem
    out = output or workspace.drafts / f"{name}-{int(plan_year)}.docx"
    if out.is_dir():
        raise UsageError(f"{out} เป็นโฟลเดอร์ โปรดระบุชื่อไฟล์ .docx", f"{out} is a directory")
    result = make_draft(workspace, template, plan_year, out, final=final, digits=digits or "")
    for note in result.notes:
        say(f"หมายเหตุ: {note}")
    for kept in result.kept[:MOST_TOLD]:
        say(f"คงข้อความของผู้แก้ไขไว้: {kept.label}: {' '.join(kept.human.split())} (kept as a person wrote it)")
    if len(result.kept) > MOST_TOLD:
        say(f"และอีก {len(result.kept) - MOST_TOLD} แห่ง (and {len(result.kept) - MOST_TOLD} more)")
    missing = [entry for entry in result.placeholders if not entry.unconfirmed]
    say(f"เขียนร่างแล้ว ช่องที่ยังต้องเติม {len(missing)} แห่ง ({len(missing)} placeholders to fill in)")
    if preview:
        _preview(out)
    click.echo(str(out))


def _preview(draft: Path) -> None:
    from plandocs.app.draft import make_preview

    shown = make_preview(draft)
    for note in shown.notes:
        say(f"หมายเหตุ: {note}")
    say(f"ตัวอย่าง {shown.pages} หน้า: {shown.path} ({shown.pages} pages)")
