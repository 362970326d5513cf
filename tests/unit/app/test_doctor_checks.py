"""What doctor says of this computer and of a workspace."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from plandocs.app.doctor import check_machine, check_workspace
from plandocs.app.search import sync_index


def test_the_machine_is_described_and_what_is_missing_comes_with_its_install_line():
    checks = {check.name: check for check in check_machine()}
    assert checks["plandocs"].ok
    assert checks["Python"].ok
    assert all(check.ok in {True, None} for check in checks.values())
    assert all(check.advice for check in checks.values() if check.ok is None)


def test_a_workspace_is_sound_until_a_quote_breaks(given):
    checks = {check.name: check for check in check_workspace(given.workspace)}
    assert checks["quotes"].ok
    assert "behind" in checks["index"].detail
    sync_index(given.workspace)
    with closing(sqlite3.connect(given.workspace.path / "plandocs.db")) as database, database:
        database.execute("UPDATE block SET text = 'อื่น'")
    checks = {check.name: check for check in check_workspace(given.workspace)}
    assert (checks["quotes"].ok, checks["quotes"].advice) == (False, "plandocs verify")
    assert "current" in checks["index"].detail


def test_checking_quotes_reads_each_document_once(sample_workspace, monkeypatch):
    from plandocs.app.documents import verify
    from plandocs.app.workspace import open_workspace
    from plandocs.store import Store

    read, blocks = [], Store.blocks
    monkeypatch.setattr(Store, "blocks", lambda self, key: read.append(key) or blocks(self, key))
    with open_workspace(sample_workspace) as workspace:
        checked, broken = verify(workspace)
    assert (checked > 300, broken) == (True, [])
    assert len(read) == len(set(read))
