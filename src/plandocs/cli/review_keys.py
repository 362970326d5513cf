"""Reviewing with keys on a terminal: a accept, e edit, r reject, u undo, j next, k previous, q quit."""

from __future__ import annotations

import click

from plandocs.app.labels import REVIEWS
from plandocs.app.review import QueueEntry, decide, queue, undo
from plandocs.app.workspace import Workspace
from plandocs.cli.suggest import put_suggestion
from plandocs.model.errors import PlandocsError
from plandocs.model.review import Action, ReviewState

HELP = "a รับ  e แก้ไข  r ไม่รับ  u ยกเลิก  j ถัดไป  k ก่อนหน้า  q ออก"


def run(workspace: Workspace, year: int) -> None:
    """Show one suggestion at a time and record what the keys say, until `q`."""
    entries, position, last = queue(workspace, year), 0, -1
    while entries:
        entry = entries[position]
        click.clear()
        click.echo(f"[{position + 1}/{len(entries)}] {REVIEWS[entry.review.state]}")
        put_suggestion(entry.shown)
        click.echo(HELP)
        key = click.getchar().lower()
        if not key or key == "q":  # no key: the terminal went away
            return
        if key in "jk":
            position = min(max(position + (1 if key == "j" else -1), 0), len(entries) - 1)
        elif key in "aeru":
            if key == "u" and entry.review.state is ReviewState.PENDING and 0 <= last < len(entries):
                # The decision that was just made moved on to the next one: it is meant, and is shown again.
                position, entry, last = last, entries[last], -1
            try:
                _act(workspace, year, entry, key)
            except PlandocsError as error:
                click.echo(str(error))
                click.getchar()
                continue
            except click.Abort:  # thought better of it while typing
                continue
            last = -1 if key == "u" else position
            entries = queue(workspace, year)
            position = min(position + (key != "u"), len(entries) - 1)
    click.echo("ไม่มีข้อเสนอให้พิจารณา (nothing to review)")


def _act(workspace: Workspace, year: int, entry: QueueEntry, key: str) -> None:
    suggestion_id = entry.suggestion.id
    if key == "u":
        undo(workspace, year, suggestion_id)
    elif key == "a":
        decide(workspace, year, [suggestion_id], Action.ACCEPT)
    elif key == "r":
        decide(workspace, year, [suggestion_id], Action.REJECT, reason=click.prompt("เหตุผลที่ไม่รับ"))
    else:
        text = click.prompt("ข้อความเป้าหมาย", default=entry.shown.goal)
        if text != entry.shown.goal:
            decide(workspace, year, [suggestion_id], Action.EDIT, changes={"goal": text})
