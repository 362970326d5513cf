"""Which directory is the workspace, and what making and opening one does."""

from __future__ import annotations

from pathlib import Path

import pytest

import plandocs
from plandocs.app.workspace import choose_path, init_workspace, open_workspace
from plandocs.model.agency import Agency, Settings
from plandocs.model.errors import WorkspaceExistsError, WorkspaceMissingError


def test_the_given_path_wins_then_the_environment_then_the_users_directory(monkeypatch):
    monkeypatch.setenv("PLANDOCS_WORKSPACE", "from-environment")
    assert choose_path("given") == Path("given")
    assert choose_path(None) == Path("from-environment")
    monkeypatch.delenv("PLANDOCS_WORKSPACE")
    assert choose_path(None).name == "workspace"
    assert "plandocs" in choose_path(None).parts


def test_a_new_workspace_holds_what_was_given_and_opens_again(tmp_path):
    with init_workspace(tmp_path / "ws", Settings(agency=Agency(name="กรมตัวอย่าง"))) as made:
        assert made.files.is_dir()
        assert made.drafts.is_dir()
    with plandocs.open(tmp_path / "ws") as opened:
        assert opened.settings.agency.name == "กรมตัวอย่าง"
        assert opened.store.documents() == []


def test_an_existing_workspace_or_file_is_never_overwritten(tmp_path):
    init_workspace(tmp_path / "ws", Settings()).close()
    with pytest.raises(WorkspaceExistsError):
        init_workspace(tmp_path / "ws", Settings())
    (tmp_path / "file").write_text("x")
    with pytest.raises(WorkspaceExistsError):
        init_workspace(tmp_path / "file", Settings())


def test_a_directory_without_a_database_is_no_workspace(tmp_path):
    with pytest.raises(WorkspaceMissingError, match="plandocs init"):
        open_workspace(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_planners_own_words_are_kept_whole(tmp_path):
    with init_workspace(tmp_path / "ws", Settings()) as made:
        (made.path / "dictionary.txt").write_text("ขจพบ\n", "utf-8")
        assert "ขจพบ" in [token.text for token in made.segmenter.tokens("รายงาน ขจพบ ปีนี้")]
