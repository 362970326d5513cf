"""`plandocs readback`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from plandocs.app.workspace import Workspace
from plandocs.cli.common import pass_workspace, path_argument, put_json
from plandocs.cli.errors import SomeRefused, say

WORDS = {
    "kept": "คงเดิม", "edited": "แก้ไข", "deleted": "ลบ", "moved": "ย้าย", "duplicated": "ทำซ้ำ", "ask": "โปรดตรวจ",
}  # fmt: skip
#: So many texts that people cut are told one by one.
MOST_CUT = 5


@click.command("readback")
@path_argument("files", nargs=-1, required=True)
@click.option("--apply", "write", is_flag=True, help="บันทึกเป็นการพิจารณา (record as decisions)")
@click.option("--who", default="", help="ผู้บันทึก (recorder)")
@click.option("--json", "as_json", is_flag=True, help="ผลเป็น JSON")
@pass_workspace
def command(workspace: Workspace, files: tuple[Path, ...], write: bool, who: str, as_json: bool) -> None:
    """อ่านร่างที่แก้ใน Word กลับมา ทีละเป้าหมาย (read edited drafts back, goal by goal)."""
    from plandocs.app.readback import apply, read_copies, unknown_goals
    from plandocs.app.readback_shapes import returned_json

    returned = read_copies(workspace, files)
    shape = returned_json(returned)
    made = apply(workspace, returned, who) if write else []
    unknown = unknown_goals(workspace, returned.readback)
    for label in unknown:
        say(f"ไม่บันทึก เพราะพื้นที่ทำงานนี้ไม่มีเป้าหมายนี้: {label} (no such goal in this workspace)")
    if as_json:
        put_json({**shape, "recorded": len(made)})
    else:
        _tell(shape)
    say(f"บันทึก {len(made)} การพิจารณา ({len(made)} recorded)" if write else "ยังไม่บันทึก ใช้ --apply (nothing recorded)")
    if unknown or shape["conflicts"] or any(field["status"] == "ask" for field in shape["fields"]):
        raise SomeRefused


def _tell(shape: dict[str, Any]) -> None:
    for field in shape["fields"]:
        if field["status"] == "kept":
            continue
        by = f" โดย {field['author']} {field['date'][:10]}" if field["author"] else ""
        click.echo(f"{WORDS[field['status']]}: {field['label']}{by}")
        if field["status"] in {"edited", "ask"}:
            click.echo(f"   เดิม: {field['before']}\n   ใหม่: {field['after']}")
        if field["reason"]:
            click.echo(f"   {field['reason']}")
    for comment in shape["comments"]:
        click.echo(f"ความเห็น: {comment['author']}: {comment['text']}")
    for added in shape["added"]:
        if added["text"]:
            click.echo(f"ข้อความที่เพิ่ม เก็บไว้โดยไม่ตีความ: {added['text']}")
    _tell_cut([added["before"] for added in shape["added"] if not added["text"]])
    for conflict in shape["conflicts"]:
        texts = "; ".join(f"{name}: {text or '(ลบ)'}" for name, text in conflict["texts"])
        click.echo(f"สำเนาขัดกัน: {conflict['label']}: {texts}")
    counts = ", ".join(f"{WORDS[name]} {count}" for name, count in shape["counts"].items())
    say(f"ช่องข้อมูล: {counts}")


def _tell_cut(texts: list[str]) -> None:
    """Name the first texts that people cut; a goal that was cut is dozens."""
    for text in texts[:MOST_CUT]:
        click.echo(f"ข้อความที่ตัดออก: {text}")
    if len(texts) > MOST_CUT:
        click.echo(f"ข้อความที่ตัดออกอีก {len(texts) - MOST_CUT} แห่ง ดูทั้งหมดด้วย --json")
