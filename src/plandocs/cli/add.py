"""`plandocs add`."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from threading import Lock

import click

from plandocs.app.workspace import Workspace
from plandocs.cli.common import pass_workspace, path_argument, say_indexing
from plandocs.cli.errors import FAILED, SomeRefused, say
from plandocs.model.errors import NotFoundError

#: Between two words on the pages of documents that are being read.
_SECONDS = 2.0


@click.command("add")
@path_argument("paths", nargs=-1, required=True)
@pass_workspace
def command(workspace: Workspace, paths: tuple[Path, ...]) -> None:
    """อ่านไฟล์หรือทั้งโฟลเดอร์เข้าพื้นที่ทำงาน (read files or whole folders)."""
    from plandocs.app.add import add
    from plandocs.app.search import sync_index

    try:
        report = add(workspace, paths, _progress, _Pages().read)
    except KeyboardInterrupt:
        say(
            "หยุดแล้ว เอกสารที่อ่านเสร็จเก็บไว้ครบ สั่ง plandocs add เดิมอีกครั้งเพื่ออ่านต่อ "
            "(stopped; what was read is kept, add again to go on)"
        )
        raise click.exceptions.Exit(FAILED) from None
    if report.empty:
        raise NotFoundError(f"ไม่มีไฟล์ใน {' '.join(report.empty)}", f"no files in {' '.join(report.empty)}")
    sync_index(workspace, begins=say_indexing)
    for name, document_id in report.known:
        say(f"รู้จักแล้ว: {name} ({document_id})")
    for document in report.added:
        for note in document.notes:
            say(f"หมายเหตุ: {document.path}: {note}")
    for name, error in report.refused:
        say(f"อ่านไม่ได้: {name}: {error}")
    say(
        f"อ่านใหม่ {len(report.added)} ฉบับ รู้จักแล้ว {len(report.known)} ฉบับ อ่านไม่ได้ {len(report.refused)} ฉบับ "
        f"({len(report.added)} added, {len(report.known)} known, {len(report.refused)} refused)"
    )
    if report.refused:
        raise SomeRefused


class _Pages:
    """Tells how far a long document is, not oftener than every few seconds."""

    def __init__(self) -> None:
        self._said = time.monotonic()
        self._lock = Lock()

    def read(self, name: str, page: int, total: int) -> None:
        """Say that a page was read; called by the threads that read."""
        with self._lock:
            if time.monotonic() - self._said < _SECONDS or page >= total:
                return
            self._said = time.monotonic()
            if sys.stderr.isatty():
                click.echo(f"\r\033[K{name}: หน้า {page}/{total}", nl=False, err=True)
            else:
                say(f"{name}: หน้า {page}/{total}")


def _progress(name: str, number: int, total: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r\033[K[{number}/{total}] {name}", nl=number == total, err=True)
    else:
        say(f"[{number}/{total}] {name}")
