"""`plandocs check`."""

from __future__ import annotations

from pathlib import Path

import click

from plandocs.cli.common import path_argument, put_rows, table_options
from plandocs.cli.errors import SomeRefused, say

COLUMNS = {"part": "ส่วน", "paragraph": "ย่อหน้า", "thai": "สิ่งที่พบ", "text": "ข้อความ"}


@click.command("check")
@path_argument("file")
@click.option("--final", is_flag=True, help="ตรวจแบบฉบับจริง (as a final copy)")
@click.option("--digits", type=click.Choice(["thai", "arabic"]), default=None, help="ตรวจเลขไทยหรืออารบิกด้วย")
@click.option("--language", is_flag=True, help="ต้องมีแท็กภาษาไทย (ask for the Thai language tag)")
@table_options
def command(file: Path, final: bool, digits: str | None, language: bool, style: str) -> None:
    """ตรวจรูปแบบเอกสาร Word ตามแบบหนังสือราชการ (typography check; exit code 3 when something is found)."""
    from plandocs.app.templates import check_typography

    rows = check_typography(file, digits=digits or "", final=final, language=language)
    if rows or style != "table":
        put_rows(rows, style, COLUMNS)
    say(f"พบ {len(rows)} จุด ({len(rows)} problems)")
    if rows:
        raise SomeRefused
