"""Killed at any point of `add`: run it again and everything is there once."""

from __future__ import annotations

import json
import subprocess
import sys
import time

import pytest


@pytest.mark.parametrize("moment", [0.4, 0.9, 1.6, 2.5, 4.0])
def test_add_finishes_after_it_was_killed(plandocs, tmp_path, moment):
    folder, workspace = tmp_path / "in", tmp_path / "ws"
    folder.mkdir()
    for number in range(40):
        text = "\n".join(f"ย่อหน้าที่ {n} ของเอกสาร {number} กล่าวถึงเรื่องที่ {number * 37 + n}" for n in range(60))
        (folder / f"{number:02}.txt").write_text(text, "utf-8")
    plandocs("init", "--agency", "กรมตัวอย่าง", workspace=workspace, check=0)
    command = [sys.executable, "-m", "plandocs", "--workspace", str(workspace), "add", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    time.sleep(moment)
    process.kill()
    process.wait()
    plandocs("add", folder, workspace=workspace, check=0)
    listed = json.loads(plandocs("documents", "--json", workspace=workspace, check=0).stdout)
    assert sorted(document["path"].rsplit("/", 1)[-1] for document in listed) == sorted(
        p.name for p in folder.iterdir()
    )
    assert {document["status"] for document in listed} == {"read"}
    hits = json.loads(plandocs("search", "เอกสาร 17", "--json", workspace=workspace, check=0).stdout)["hits"]
    assert hits
    plandocs("verify", workspace=workspace, check=0)
    originals = [path for path in (workspace / "files").rglob("*") if path.is_file() and path.suffix != ".partial"]
    assert len(originals) == len(listed)
