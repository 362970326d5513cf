"""`plandocs show`."""

from __future__ import annotations

import click

from plandocs.app.workspace import Workspace
from plandocs.cli.common import pass_workspace, put_json


@click.command("show")
@click.argument("document_id")
@click.option("--text", "style", flag_value="text", help="เนื้อหาทั้งหมดหลังปรับรูปอักษร (the whole normalised text)")
@click.option("--json", "style", flag_value="json", help="ผลเป็น JSON")
@click.option("--summary", "style", flag_value="summary", default="summary", hidden=True)
@pass_workspace
def command(workspace: Workspace, document_id: str, style: str) -> None:
    """แสดงข้อมูลหรือเนื้อหาของเอกสาร (show a document)."""
    from plandocs.app.documents import plain_text
    from plandocs.app.shapes import block_json, document_json

    document = workspace.store.document(document_id)
    if style == "text":
        click.echo(plain_text(workspace, document.id))
        return
    shape = document_json(document)
    if style == "json":
        put_json({**shape, "blocks": [block_json(block) for block in workspace.store.blocks(document.id)]})
        return
    for key, value in shape.items():
        if key != "notes":
            click.echo(f"{key}: {'' if value is None else value}")
    for note in document.notes:
        click.echo(f"หมายเหตุ: {note}")
    click.echo()
    for block in workspace.store.blocks(document.id):
        click.echo(f"[{block.place.label}] {block.number} {block.text}".replace("\n", " "))
