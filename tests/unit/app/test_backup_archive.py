"""A backup holds everything but the index, a restore gives it back, and a hostile archive leaves nothing behind."""

from __future__ import annotations

import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from plandocs.app.backup import backup, restore
from plandocs.app.review import decide, queue
from plandocs.app.workspace import open_workspace
from plandocs.model.errors import NotFoundError, UsageError, WorkspaceError, WorkspaceExistsError
from plandocs.model.review import Action


def contents(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def filled(given):
    """The workspace with a decision, an original, a draft with its record, and what a killed run leaves."""
    workspace = given.workspace
    decide(workspace, 2568, given.ids[:1], Action.ACCEPT)
    for name, data in {
        "files/ab/abc": b"original",
        "drafts/แผน.docx": b"draft",
        "drafts/records/1.json": b"{}",
    }.items():
        (workspace.path / name).parent.mkdir(parents=True, exist_ok=True)
        (workspace.path / name).write_bytes(data)
    for name in ("index/seg", "files/ab/x.partial", "drafts/y.docx.part"):
        (workspace.path / name).write_bytes(b"leftover")
    return given


def test_what_was_backed_up_comes_back(filled, tmp_path):
    assert backup(filled.workspace, tmp_path / "out" / "b.zip") > 0
    restore(tmp_path / "out" / "b.zip", tmp_path / "again")
    with open_workspace(tmp_path / "again") as again:
        assert again.store.documents() == filled.workspace.store.documents()
        assert again.store.decisions(2568) == filled.workspace.store.decisions(2568)
        assert [e.review.state for e in queue(again, 2568)] == [e.review.state for e in queue(filled.workspace, 2568)]
        assert again.settings == filled.workspace.settings
    names = set(contents(tmp_path / "again"))
    assert {"files/ab/abc", "drafts/แผน.docx", "drafts/records/1.json", "plandocs.toml", "dictionary.txt"} <= names
    assert not [name for name in names if name.endswith((".partial", ".part")) or name.startswith("index/")]


def test_a_backup_may_lie_inside_the_workspace(filled):
    backup(filled.workspace, filled.workspace.path / "b.zip")
    assert "b.zip.partial" not in zipfile.ZipFile(filled.workspace.path / "b.zip").namelist()


def test_a_backup_never_overwrites_and_a_failed_one_leaves_nothing(filled, tmp_path, monkeypatch):
    (tmp_path / "b.zip").write_bytes(b"mine")
    with pytest.raises(UsageError):
        backup(filled.workspace, tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_bytes() == b"mine"
    monkeypatch.setattr(zipfile.ZipFile, "write", lambda *_: (_ for _ in ()).throw(OSError(28, "disk full")))
    with pytest.raises(OSError, match="disk full"):
        backup(filled.workspace, tmp_path / "c.zip")
    assert not list(tmp_path.glob("c.zip*"))


def test_a_restore_touches_no_directory_that_holds_something(filled, tmp_path):
    backup(filled.workspace, tmp_path / "b.zip")
    before = contents(filled.workspace.path)
    with pytest.raises(WorkspaceExistsError):
        restore(tmp_path / "b.zip", filled.workspace.path)
    assert contents(filled.workspace.path) == before
    with pytest.raises(WorkspaceExistsError):
        restore(tmp_path / "b.zip", tmp_path / "b.zip")
    (tmp_path / "empty").mkdir()
    restore(tmp_path / "b.zip", tmp_path / "empty")
    assert (tmp_path / "empty" / "plandocs.db").is_file()


def test_a_missing_archive_is_said(tmp_path):
    with pytest.raises(NotFoundError):
        restore(tmp_path / "none.zip", tmp_path / "ws")


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "/evil",
        "a/../../evil",
        "C:evil",
        "..\\evil",
        "\\\\server\\evil",
        "plandocs.db-wal",
        "x/plandocs.db-journal",
    ],
)
def test_members_that_leave_the_workspace_are_refused(filled, tmp_path, name):
    backup(filled.workspace, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip", "a") as archive:
        archive.writestr(name, b"evil")
    inner = tmp_path / "inner"
    inner.mkdir()
    with pytest.raises(WorkspaceError):
        restore(tmp_path / "b.zip", inner / "ws")
    assert list(inner.iterdir()) == []


def damaged(path: Path, how: str) -> None:
    data = path.read_bytes()
    if how == "cut":
        path.write_bytes(data[: len(data) // 2])
    elif how == "flipped":
        middle = data.index(b"plandocs.db") + 200
        path.write_bytes(data[:middle] + bytes(b ^ 255 for b in data[middle : middle + 50]) + data[middle + 50 :])
    else:
        with zipfile.ZipFile(path, "w") as archive:
            if how != "no database":
                archive.writestr("plandocs.db", b"" if how == "empty database" else b"SQLite format 3\0 and nothing")
            archive.writestr("plandocs.toml", "")


@pytest.mark.parametrize("how", ["cut", "flipped", "no database", "empty database", "broken database"])
def test_a_damaged_archive_is_named_and_leaves_nothing(filled, tmp_path, how):
    backup(filled.workspace, tmp_path / "b.zip")
    damaged(tmp_path / "b.zip", how)
    inner = tmp_path / "inner"
    inner.mkdir()
    with pytest.raises(WorkspaceError, match=r"b\.zip"):
        restore(tmp_path / "b.zip", inner / "ws")
    assert list(inner.iterdir()) == []


def test_an_archive_larger_than_the_free_space_is_refused_before_it_is_unpacked(filled, tmp_path, monkeypatch):
    from plandocs.app import backup as module

    backup(filled.workspace, tmp_path / "b.zip")
    monkeypatch.setattr(module.shutil, "disk_usage", lambda _path: SimpleNamespace(free=10))
    with pytest.raises(WorkspaceError, match="bytes"):
        restore(tmp_path / "b.zip", tmp_path / "new")
    assert not (tmp_path / "new").exists()
