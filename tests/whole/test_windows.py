"""Planners' PCs run Windows: every module loads and the main path runs without the POSIX-only modules."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
# psutil has a Windows half of its own; its Linux half, which stands in for that here, needs `resource`.
BLOCK = """
import sys
import psutil
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name in {"resource", "fcntl", "pwd", "grp"}:
            raise ImportError(f"{name} does not exist here")
for name in ("resource", "fcntl", "pwd", "grp"):
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Blocked())
"""
EVERY_MODULE = """
import importlib, pkgutil, plandocs
for found in pkgutil.walk_packages(plandocs.__path__, "plandocs."):
    if not found.name.endswith("__main__"):
        importlib.import_module(found.name)
print("all")
"""


def blocked_env(tmp_path):
    """An environment whose every Python process, children too, lacks the POSIX-only modules."""
    folder = tmp_path / "windows"
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(BLOCK, "utf-8")
    inherited = os.environ.get("PYTHONPATH", "")
    return {"PYTHONPATH": os.pathsep.join(filter(None, [str(folder), str(ROOT / "src"), inherited]))}


def test_every_module_can_be_imported(tmp_path):
    env = {**os.environ, **blocked_env(tmp_path)}
    done = subprocess.run([sys.executable, "-c", EVERY_MODULE], capture_output=True, text=True, env=env)
    assert done.stdout.strip() == "all", done.stderr


def test_the_main_path_runs(tmp_path, plandocs, corpus):
    env = blocked_env(tmp_path)
    probe = subprocess.run([sys.executable, "-c", "import fcntl"], capture_output=True, env={**os.environ, **env})
    assert probe.returncode != 0
    workspace = tmp_path / "ws"
    documents = [path for path in sorted((corpus / "documents").iterdir()) if path.name[:3] in {"D15", "D17"}]
    plandocs("init", "--agency", "กรมตัวอย่าง", workspace=workspace, env=env, check=0)
    plandocs("add", *documents, workspace=workspace, env=env, check=0)
    assert "ข้อมูล" in plandocs("search", "ข้อมูลเปิด", workspace=workspace, env=env, check=0).stdout
    plandocs("suggest", "2568", "--json", workspace=workspace, env=env, check=0)
    plandocs("draft", "-o", tmp_path / "plan.docx", "--year", "2568", workspace=workspace, env=env, check=0)
    assert (tmp_path / "plan.docx").stat().st_size > 10_000
