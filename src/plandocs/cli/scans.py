"""`plandocs scans`: numbers recognised from pictures, to be compared with the picture and confirmed or corrected."""

from __future__ import annotations

from pathlib import Path

import click

from plandocs.app.workspace import Workspace, open_workspace
from plandocs.cli.common import pass_workspace, path_argument, put_rows, table_options
from plandocs.cli.errors import say
from plandocs.model.errors import UsageError

COLUMNS = {
    "document_id": "เอกสาร",
    "block": "ลำดับ",
    "place": "ตำแหน่ง",
    "confidence": "ความมั่นใจ",
    "uses": "ใช้ใน",
    "text": "อ่านได้ว่า",
}


@click.group("scans", invoke_without_command=True)
@click.option("--document", "document_id", help="รหัสเอกสาร (document)")
@click.option("--all", "every", is_flag=True, help="รวมข้อความอื่นที่มีตัวเลข (all other text with digits, too)")
@table_options
@click.pass_context
def command(ctx: click.Context, document_id: str | None, every: bool, style: str) -> None:
    """ข้อความและตัวเลขที่อ่านจากภาพ ซึ่งยังไม่มีผู้ยืนยัน (what OCR read and nobody has confirmed)."""
    if ctx.invoked_subcommand is not None:
        return
    from plandocs.app.pictures import proofs
    from plandocs.app.shapes import proof_json

    with open_workspace(ctx.find_root().obj) as workspace:
        rows = [proof_json(proof) for proof in proofs(workspace, document_id, every=every)]
        put_rows(rows, style, COLUMNS)


@command.command("confirm")
@click.argument("document_id")
@click.argument("blocks", nargs=-1, required=True, type=int)
@pass_workspace
def confirm_blocks(workspace: Workspace, document_id: str, blocks: tuple[int, ...]) -> None:
    """ยืนยันว่าตรงกับภาพแล้ว (what was read is what the picture shows)."""
    from plandocs.app.pictures import confirm

    for number in blocks:
        proof = confirm(workspace, document_id, number)
        say(f"ยืนยันแล้ว: {proof.block.place.label} {proof.block.text}".replace("\t", " | "))


@command.command("correct")
@click.argument("document_id")
@click.argument("block", type=int)
@click.argument("cells", nargs=-1, required=True, metavar="TEXT...")
@pass_workspace
def correct_block(workspace: Workspace, document_id: str, block: int, cells: tuple[str, ...]) -> None:
    """แก้ให้ตรงกับภาพ แถวของตารางระบุข้อความทีละช่อง (the right words; of a table row, one text for each cell)."""
    from plandocs.app.pictures import confirm

    proof = confirm(workspace, document_id, block, cells)
    say(f"แก้ไขแล้ว: {proof.block.place.label} {proof.block.text} (เดิมอ่านได้ว่า {proof.read})".replace("\t", " | "))


@command.command("undo")
@click.argument("document_id")
@click.argument("block", type=int)
@pass_workspace
def undo_block(workspace: Workspace, document_id: str, block: int) -> None:
    """ยกเลิกการยืนยันหรือการแก้ไข (take a confirmation or correction back)."""
    from plandocs.app.pictures import take_back

    proof = take_back(workspace, document_id, block)
    say(f"กลับเป็นข้อความที่อ่านได้จากภาพ: {proof.block.text}".replace("\t", " | "))


@command.command("picture")
@click.argument("document_id")
@click.argument("block", type=int)
@path_argument("target")
@click.option("--page", "whole", is_flag=True, help="ทั้งหน้า (the whole page)")
@pass_workspace
def write_picture(workspace: Workspace, document_id: str, block: int, target: Path, whole: bool) -> None:
    """เขียนภาพของข้อความนั้นเป็นไฟล์ .png (write the picture beside a block as a .png file)."""
    from plandocs.app.pictures import page_picture

    if target.exists():
        raise UsageError(f"มีไฟล์ {target} อยู่แล้ว", f"{target} already exists")
    target.write_bytes(page_picture(workspace, document_id, block, whole=whole))
    say(f"เขียนภาพแล้ว: {target}")
