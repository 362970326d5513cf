"""Old and open formats through LibreOffice: converted to Office Open XML, then read by our own readers."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
import zipfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from plandocs.ingest import tools as programs
from plandocs.ingest.archive import open_zip, read_member
from plandocs.ingest.readers.base import Source
from plandocs.ingest.readers.detect import kind_of
from plandocs.ingest.refusals import corrupt, missing, password, too_much
from plandocs.model.document import Extracted, Note
from plandocs.model.errors import CorruptFileError

#: Kind of content → suffix LibreOffice must see, format it converts to.
_TARGETS = {
    "ole-doc": (".doc", "docx"),
    "rtf": (".rtf", "docx"),
    "odt": (".odt", "docx"),
    "ole-xls": (".xls", "xlsx"),
    "ods": (".ods", "xlsx"),
    "ole-ppt": (".ppt", "pptx"),
    "odp": (".odp", "pptx"),
}
#: No macros, no links followed, no update of anything: a document must not make the program call out.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop
oor:name="BlockUntrustedRefererLinks" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"
oor:op="fuse">
<value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"
oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link"
oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"""
_EXTERNAL = re.compile(rb'(xlink:href|href)="(?!#|\.\./|Pictures/|ObjectReplacements/|mailto:)[^"]*"')
#: LibreOffice writes what stands in an input field four times; without the field it writes it once.
_INPUT_FIELD = re.compile(rb"</?text:text-input\b[^>]*>")
_RTF_FIELD = re.compile(rb"INCLUDE(?:PICTURE|TEXT)|DDEAUTO|\bDDE\b|\\objautlink|\\objupdate")


def read(source: Source) -> Extracted:
    """Return what the converted file says; raises `MissingToolError` without LibreOffice."""
    if not source.tools.soffice:
        raise missing("LibreOffice", "อ่านไฟล์ .doc .rtf .odt .xls .ppt", programs.install_line("soffice"))
    kind, _ = kind_of(source.path, source.name, source.limits)
    suffix, target = _TARGETS[kind]
    with tempfile.TemporaryDirectory(prefix="plandocs-office-", ignore_cleanup_errors=True) as folder:
        original = Path(folder) / f"document{suffix}"
        _copy_without_links(source, original, kind)
        converted = _convert(source, original, target, Path(folder))
        from plandocs.ingest.readers import read as read_any

        inner = replace(source.limits, file_bytes=source.limits.inflated_bytes)
        found = read_any(
            converted, limits=inner, tools=source.tools, name=f"document.{target}", progress=source.progress
        )
    version = " ".join(programs.version(source.tools.soffice).split()[:2]) or "LibreOffice"
    note = Note("converted", f"แปลงจาก {suffix} ด้วย LibreOffice ก่อนอ่าน", f"converted from {suffix} by LibreOffice")
    return replace(found, engine=f"{version} + {found.engine}", notes=(note, *found.notes))


def _copy_without_links(source: Source, target: Path, kind: str) -> None:
    """OpenDocument files are copied with every link to the outside cut, RTF without fields that fetch."""
    if kind == "rtf":
        target.write_bytes(_RTF_FIELD.sub(b"XX", source.path.read_bytes()))
        return
    if not kind.startswith("od"):
        shutil.copyfile(source.path, target)
        return
    with open_zip(source.path, source.limits) as archive, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for entry in archive.infolist():
            if entry.is_dir():
                continue
            data = read_member(archive, entry.filename, source.limits.inflated_bytes)
            if entry.filename == "META-INF/manifest.xml" and b"encryption-data" in data:
                raise password()
            if entry.filename.endswith(".xml"):
                if b"<!DOCTYPE" in data[:4096] and entry.filename != "META-INF/manifest.xml":
                    raise corrupt(f"part {entry.filename} contains a DOCTYPE")
                data = _INPUT_FIELD.sub(b"", _EXTERNAL.sub(rb'\1=""', data))
            # The type must stand in the container as it is.
            stored = entry.filename == "mimetype"
            out.writestr(entry.filename, data, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)


def _convert(source: Source, original: Path, target: str, folder: Path) -> Path:
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    out = folder / "out"
    out.mkdir()
    command = [
        source.tools.soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
        "--nodefault", "--convert-to", target, "--outdir", str(out), str(original),
    ]  # fmt: skip
    environment = {**os.environ, "HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp", "http_proxy": "", "https_proxy": ""}
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=folder,
    )
    try:
        process.wait(max(5.0, source.limits.seconds - 5))
    except subprocess.TimeoutExpired as error:
        raise too_much("ใช้เวลาแปลงนาน", "LibreOffice did not finish in time") from error
    finally:
        _end(process)
    found = next(iter(out.glob(f"*.{target}")), None)
    if found is None:
        raise _refusal(original)
    return found


def _end(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice and the process its starter leaves behind; both use this document's own profile."""
    if process.poll() is not None:
        return
    with suppress(ImportError):
        import psutil

        with suppress(psutil.Error):
            for child in psutil.Process(process.pid).children(recursive=True):
                with suppress(psutil.Error):
                    child.kill()
    with suppress(ProcessLookupError):
        process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
    with suppress(subprocess.TimeoutExpired):
        process.wait(5)


def _refusal(original: Path) -> CorruptFileError | Exception:
    """LibreOffice says nothing when it fails; a protected old Word or Excel file can be told by its header."""
    data = original.read_bytes()[:4096]
    # [MS-DOC] 2.5.2: the FIB at offset 512 begins with 0xA5EC; bit 8 of the flags at offset 10 is fEncrypted.
    if original.suffix == ".doc" and data[512:514] == b"\xec\xa5" and data[523] & 1:
        return password()
    return corrupt("LibreOffice could not convert the file")
