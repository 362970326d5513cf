"""`plandocs templates`."""

from __future__ import annotations

from pathlib import Path

import click

from plandocs.cli.common import path_argument, put_rows, table_options
from plandocs.cli.errors import SomeRefused, say

FIELD_COLUMNS = {"name": "ชื่อ", "type": "ชนิด", "meaning": "ความหมาย", "example": "ตัวอย่าง"}
ISSUE_COLUMNS = {"part": "ส่วน", "paragraph": "ย่อหน้า", "thai": "สิ่งที่พบ", "suggestion": "ข้อแนะนำ", "text": "ข้อความ"}


@click.group("templates")
def command() -> None:
    """แม่แบบเอกสาร Word (Word templates)."""


@command.command("list")
@table_options
def list_templates(style: str) -> None:
    """รายชื่อแม่แบบ (list)."""
    from plandocs.app.templates import listing

    put_rows(listing(), style, {"name": "ชื่อ", "thai": "แม่แบบ", "path": "ไฟล์"})


@command.command("fields")
@table_options
def list_fields(style: str) -> None:
    """ชื่อทั้งหมดที่แม่แบบใช้ได้ (all names a template can use)."""
    from plandocs.app.templates import fields

    put_rows(fields(), style, FIELD_COLUMNS)


@command.command("check")
@path_argument("file")
@click.option("--annotate", type=click.Path(path_type=Path), help="สำเนาที่มีข้อคิดเห็นของ Word ณ จุดที่ผิด (copy with comments)")
@table_options
def check(file: Path, annotate: Path | None, style: str) -> None:
    """ตรวจแม่แบบก่อนใช้ แจ้งทุกจุดที่ผิดในครั้งเดียว (all errors at once; exit code 3 when there are any)."""
    from plandocs.app.templates import check_template

    rows = check_template(file, annotate)
    if rows or style != "table":
        put_rows(rows, style, ISSUE_COLUMNS)
    say(f"พบ {len(rows)} จุด ({len(rows)} errors)")
    if rows:
        raise SomeRefused
