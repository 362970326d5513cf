"""What this computer and this workspace have, and what is missing."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass

from plandocs import __version__
from plandocs.app.workspace import Workspace
from plandocs.ingest.tools import report


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the report: `ok` is None for an optional part that is missing."""

    name: str
    ok: bool | None
    detail: str
    advice: str = ""


def check_machine() -> list[Check]:
    """Return what was found on this computer."""
    checks = [
        Check("plandocs", True, __version__),
        Check("Python", True, f"{sys.version.split()[0]} {platform.system()}"),
    ]
    for tool in report():
        detail = tool.version or tool.path or "ไม่พบ (not found)"
        checks.append(
            Check(
                tool.name,
                True if tool.present else None,
                detail,
                "" if tool.present else _advice(tool.purpose, tool.install),
            )
        )
    from plandocs.draft.preview import thai_fonts

    fonts = thai_fonts()
    ours = [name for name in fonts if "sarabun" in name.lower()]
    advice = "" if ours else "ติดตั้งฟอนต์ TH Sarabun New เพื่อให้จำนวนหน้าตัวอย่างตรงกับ Word"
    checks.append(Check("TH Sarabun", True if ours else None, ", ".join(ours[:2]) or "ไม่พบ (not found)", advice))
    return checks


def check_workspace(workspace: Workspace) -> list[Check]:
    """Return the state of the workspace: documents, broken quotes, and an index that is behind."""
    from plandocs.app.documents import documents, verify
    from plandocs.app.search import is_behind

    listed = documents(workspace)
    refused = [d for d in listed if d.status == "refused"]
    checked, broken = verify(workspace)
    behind = is_behind(workspace)
    return [
        Check("workspace", True, str(workspace.path)),
        Check("documents", True, f"{len(listed) - len(refused)} อ่านแล้ว, {len(refused)} อ่านไม่ได้"),
        Check("quotes", not broken, f"{checked} แห่ง ไม่ตรง {len(broken)}", "plandocs verify" if broken else ""),
        Check("index", True, "ล้าหลัง จะปรับเมื่อค้นครั้งต่อไป (behind)" if behind else "เป็นปัจจุบัน (current)"),
    ]


def _advice(purpose: str, install: str) -> str:
    return f"{purpose}: {install}"
