"""LibreOffice as a converter: one process with its own profile, no network links, stopped when it takes too long."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from plandocs.model.errors import MissingToolError, TemplateError

SECONDS = 90
_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
#: Linked content is never fetched: a returned draft may point anywhere.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item></oor:items>
"""


def find() -> str | None:
    """Return the LibreOffice program, or None."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return found
    return next((place for place in _PLACES if Path(place).exists()), None)


def convert(source: Path, kind: str, folder: Path, environment: Sequence[tuple[str, str]] = ()) -> Path:
    """
    Return the path of `source` converted to `kind` ("pdf", "docx") in `folder`.

    Raises `MissingToolError` without LibreOffice, `TemplateError` when it fails or takes longer than 90 s.
    """
    program = find()
    if program is None:
        raise MissingToolError(
            "ต้องติดตั้ง LibreOffice ก่อน (Debian/Ubuntu: apt install libreoffice-writer)", "LibreOffice is not installed"
        )
    with tempfile.TemporaryDirectory(prefix="plandocs-lo-", ignore_cleanup_errors=True) as work:
        profile = Path(work) / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        command = [
            program,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            kind,
        ]
        command += ["--outdir", str(folder), str(source)]
        _run(command, {**os.environ, **dict(environment)})
    made = folder / f"{source.stem}.{kind.split(':', maxsplit=1)[0]}"
    if not made.exists() or made.stat().st_size == 0:
        raise TemplateError(f"LibreOffice แปลงไฟล์ {source.name} ไม่ได้", f"LibreOffice could not convert {source.name}")
    return made


def _run(command: list[str], environment: dict[str, str]) -> None:
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        env=environment,
        start_new_session=sys.platform != "win32",
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        raise TemplateError("LibreOffice ใช้เวลานานเกินไปจึงถูกหยุด", "LibreOffice was stopped") from error
    finally:
        if process.poll() is None:
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()
