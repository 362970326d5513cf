"""
Assessment criteria and national plans as data: one TOML file per edition.

An office adds an edition of its own by dropping a file into its workspace; a file with the id of ours replaces ours.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from pathlib import Path

from plandocs.frameworks.library import Frameworks, cite, combine
from plandocs.frameworks.schema import parse
from plandocs.frameworks.values import Band, Crosswalk, Default, Entry, Framework
from plandocs.model.errors import WorkspaceError

__all__ = ["Band", "Crosswalk", "Default", "Entry", "Framework", "Frameworks", "cite", "load"]


def load(extra_dir: Path | None = None) -> Frameworks:
    """
    Return our framework lists together with those in `extra_dir` (``*.toml``; a missing directory adds nothing).

    Raises `WorkspaceError` naming the file and field that is wrong.

    >>> load().item_name("pmqa4", "4.3")
    'การจัดการความรู้ และการสร้างองค์ความรู้ของส่วนราชการในการแก้ปัญหา เรียนรู้และมีเหตุผล'
    >>> [line.code for line in load().align(2565, "6.3") if "เปลี่ยนผ่าน" in line.label]
    ['']
    """
    return combine((*_ours(), *_theirs(extra_dir)))


@lru_cache(maxsize=1)
def _ours() -> tuple[Framework, ...]:
    folder = resources.files("plandocs.frameworks") / "data"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return tuple(parse(file.read_text("utf-8"), file.name) for file in files)


def _theirs(folder: Path | None) -> tuple[Framework, ...]:
    if folder is None or not folder.is_dir():
        return ()
    found = []
    for path in sorted(folder.glob("*.toml")):
        try:
            text = path.read_text("utf-8-sig")
        except UnicodeDecodeError as error:
            raise WorkspaceError(f"ไฟล์กรอบ {path.name}: ต้องบันทึกเป็น UTF-8", f"{path} is not UTF-8: {error}") from error
        found.append(parse(text, path.name))
    return tuple(found)
