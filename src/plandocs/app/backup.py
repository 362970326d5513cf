"""Backup and restore of a workspace as one .zip file."""

from __future__ import annotations

import sqlite3
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path, PurePosixPath

from plandocs.app.workspace import DATABASE, Workspace
from plandocs.model.errors import NotFoundError, UsageError, WorkspaceError, WorkspaceExistsError


def backup(workspace: Workspace, target: Path) -> int:
    """
    Write everything but the rebuildable index into `target` and return its size in bytes.

    The database is copied with SQLite's own online backup, so that work may go on meanwhile; the archive appears under
    its name only when it is whole.
    """
    if target.exists():
        raise UsageError(f"มีไฟล์ {target} อยู่แล้ว", f"{target} already exists")
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".partial")
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
        copy = Path(folder) / DATABASE
        with closing(sqlite3.connect(workspace.path / DATABASE)) as live, closing(sqlite3.connect(copy)) as saved:
            live.backup(saved)
        archive.write(copy, DATABASE)
        for path in sorted(workspace.path.rglob("*")):
            name = path.relative_to(workspace.path)
            if path.is_file() and name.parts[0] != "index" and not name.name.startswith(DATABASE):
                archive.write(path, name.as_posix())
    partial.replace(target)
    return target.stat().st_size


def restore(archive: Path, target: Path) -> None:
    """Unpack a backup into the new or empty directory `target`; raises rather than touch an existing workspace."""
    if not archive.is_file():
        raise NotFoundError(f"ไม่พบไฟล์ {archive}", f"no file {archive}")
    if target.exists() and any(target.iterdir()):
        raise WorkspaceExistsError(f"{target} ไม่ว่าง โปรดเลือกที่อื่น", f"{target} is not empty")
    try:
        with zipfile.ZipFile(archive) as packed:
            names = packed.namelist()
            if DATABASE not in names or any(_leaves(name) for name in names):
                raise WorkspaceError(f"{archive.name} ไม่ใช่ไฟล์สำรองของ plandocs", f"{archive} is no plandocs backup")
            if packed.testzip() is not None:
                raise WorkspaceError(f"ไฟล์สำรอง {archive.name} เสียหาย", f"{archive} is damaged")
            target.mkdir(parents=True, exist_ok=True)
            packed.extractall(target)
    except zipfile.BadZipFile as error:
        raise WorkspaceError(f"ไฟล์สำรอง {archive.name} เสียหาย", f"{archive} is damaged: {error}") from error
    for folder in ("files", "index", "drafts"):
        (target / folder).mkdir(exist_ok=True)


def _leaves(name: str) -> bool:
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or ":" in name or "\\" in name
