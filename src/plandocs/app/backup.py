"""Backup and restore of a workspace as one .zip file."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from contextlib import closing
from pathlib import Path, PurePosixPath

from plandocs.app.workspace import DATABASE, Workspace
from plandocs.model.errors import NotFoundError, UsageError, WorkspaceError, WorkspaceExistsError

#: How the names of unfinished files end.
PARTIAL = ".partial"
#: Folders whose content is made anew when it is missing, or that hold files on their way only.
LEFT_OUT = {"index", "cache", "uploads"}


def backup(workspace: Workspace, target: Path) -> int:
    """
    Write everything but the rebuildable index into `target` and return its size in bytes.

    The database is copied with SQLite's own online backup, so that work may go on meanwhile; the archive appears under
    its name only when it is whole.
    """
    if target.exists():
        raise UsageError(f"มีไฟล์ {target} อยู่แล้ว", f"{target} already exists")
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + PARTIAL)
    try:
        with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
            copy = Path(folder) / DATABASE
            with closing(sqlite3.connect(workspace.path / DATABASE)) as live, closing(sqlite3.connect(copy)) as saved:
                live.backup(saved)
            archive.write(copy, DATABASE)
            for path in _kept(workspace.path):
                archive.write(path, path.relative_to(workspace.path).as_posix())
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return target.stat().st_size


def _kept(folder: Path) -> list[Path]:
    """Return the files of a workspace beside its database, index and cache, without what a killed run left behind."""
    found = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        unfinished = path.name.endswith((PARTIAL, ".part"))
        if path.is_file() and name.parts[0] not in LEFT_OUT and not name.name.startswith(DATABASE) and not unfinished:
            found.append(path)
    return found


def restore(archive: Path, target: Path) -> None:
    """
    Unpack a backup into the new or empty directory `target`; raises rather than touch an existing workspace.

    The archive is unpacked beside the target and takes its place only when it is whole and its database opens.
    """
    if not archive.is_file():
        raise NotFoundError(f"ไม่พบไฟล์ {archive}", f"no file {archive}")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise WorkspaceExistsError(
            f"{target} ไม่ว่าง โปรดเลือกโฟลเดอร์ใหม่ด้วย --workspace",
            f"{target} is not empty; choose a new folder with --workspace",
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as shelter:
        unpacked = Path(shelter) / "workspace"
        try:
            _unpack(archive, unpacked)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
            raise WorkspaceError(f"ไฟล์สำรอง {archive.name} เสียหาย", f"{archive} is damaged: {error}") from error
        _check_database(unpacked / DATABASE, archive)
        for folder in ("files", "index", "drafts"):
            (unpacked / folder).mkdir(exist_ok=True)
        if target.exists():
            target.rmdir()
        unpacked.replace(target)


def _unpack(archive: Path, target: Path) -> None:
    with zipfile.ZipFile(archive) as packed:
        names = packed.namelist()
        if DATABASE not in names or any(_leaves(name) for name in names):
            raise WorkspaceError(f"{archive.name} ไม่ใช่ไฟล์สำรองของ plandocs", f"{archive} is no plandocs backup")
        size = sum(entry.file_size for entry in packed.infolist())
        if size > shutil.disk_usage(target.parent).free:
            raise WorkspaceError(f"เนื้อที่ว่างไม่พอสำหรับ {archive.name}", f"unpacking {archive} needs {size:,} bytes")
        if packed.testzip() is not None:
            raise WorkspaceError(f"ไฟล์สำรอง {archive.name} เสียหาย", f"{archive} is damaged")
        packed.extractall(target)


def _check_database(path: Path, archive: Path) -> None:
    try:
        with closing(sqlite3.connect(path)) as database:
            database.execute("SELECT value FROM about").fetchall()
            sound = database.execute("PRAGMA quick_check").fetchone()[0] == "ok"
    except sqlite3.DatabaseError:
        sound = False
    if not sound:
        raise WorkspaceError(f"ฐานข้อมูลในไฟล์สำรอง {archive.name} เสียหาย", f"the database in {archive} is damaged")


def _leaves(name: str) -> bool:
    """Whether a member would be written outside the workspace, or beside the database as its journal."""
    path = PurePosixPath(name)
    outside = path.is_absolute() or ".." in path.parts or ":" in name or "\\" in name
    return outside or (path.name.startswith(DATABASE) and name != DATABASE)
