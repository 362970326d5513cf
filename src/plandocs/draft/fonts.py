"""
Which font a preview is drawn in, and a stand-in of the right width where TH Sarabun is not installed.

TH Sarabun is about a third smaller than other Thai fonts at the same point size, so a preview in a plain fallback
font has twice as many pages as the document has in Word. Laksaman (fonts-tlwg) has the same design, drawn 1/0.66 as
big: with its units per em raised from 1000 to 1515 the lines break where they break in TH Sarabun. Its lines are as low
as those of TH SarabunPSK (1.13 em); TH Sarabun New, in which drafts are set, has lines of 1.33 em, so the stand-in gets
those (a plan of 13 pages at 1.13 em has 15 in TH Sarabun New).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import struct
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

FAMILIES = ("TH Sarabun New", "TH SarabunPSK")
#: Name of the stand-in: as long as "Laksaman", because names are replaced in place.
STAND_IN = "Plandocs"
_BASE = "Laksaman"
UNITS_PER_EM = 1515
#: Ascent, descent and gap of TH Sarabun New, in thousandths of an em.
LINE = (844, 457, 30)


@dataclass(frozen=True, slots=True)
class PreviewFont:
    """
    The font of a preview. `kind` is "real", "scaled" or "other"; only a "real" one may be called final.

    `environment` are variables for LibreOffice.
    """

    kind: str
    family: str
    environment: tuple[tuple[str, str], ...] = ()

    @property
    def true_pages(self) -> bool:
        """Whether lines and pages break as they do in TH Sarabun."""
        return self.kind in {"real", "scaled"}

    @property
    def thai(self) -> str:
        """What to tell the planner."""
        if self.kind == "real":
            return f"ใช้ฟอนต์ {self.family} ที่ติดตั้งในเครื่อง"
        if self.kind == "scaled":
            return "เครื่องนี้ไม่มีฟอนต์ TH Sarabun จึงใช้ฟอนต์แทนที่ปรับขนาดให้จำนวนหน้าตรงกัน ใช้ดูตัวอย่างเท่านั้น ไม่ใช่ฉบับจริง"
        return "เครื่องนี้ไม่มีฟอนต์ TH Sarabun และไม่มีฟอนต์แทนที่เหมาะสม จำนวนหน้าและการตัดบรรทัดจะไม่ตรงกับใน Word"


def preview_font(cache: Path) -> PreviewFont:
    """Return the best font for a preview on this machine; a stand-in is made once in the folder `cache`."""
    if sys.platform == "win32":
        folder = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        found = any(folder.glob("THSarabun*")) or any(folder.glob("TH Sarabun*"))
        return PreviewFont("real" if found else "other", FAMILIES[0] if found else "")
    installed = _families()
    if FAMILIES[0] in installed:
        return PreviewFont("real", FAMILIES[0])
    if FAMILIES[1] in installed:
        return PreviewFont("real", FAMILIES[1], (("FONTCONFIG_FILE", str(_alias(cache, FAMILIES[1], None))),))
    sources = [path for path in _files(_BASE) if path.suffix.lower() in {".ttf", ".otf"}]
    if not sources:
        return PreviewFont("other", "")
    folder = _scaled(cache, sources)
    return PreviewFont("scaled", STAND_IN, (("FONTCONFIG_FILE", str(_alias(cache, STAND_IN, folder))),))


def thai_fonts() -> list[str]:
    """Return the names of the installed font families that can show Thai, those of the TH Sarabun design first."""
    if sys.platform == "win32":
        folder = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        return sorted({path.stem for path in folder.glob("TH*Sarabun*")})
    names = {name.strip() for line in _fc_list(":lang=th", "family").splitlines() for name in line.split(",")}
    return sorted(filter(None, names), key=lambda name: ("sarabun" not in name.lower(), name))


def _fc_list(*arguments: str) -> str:
    program = shutil.which("fc-list")
    if program is None:
        return ""
    try:
        done = subprocess.run([program, *arguments], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout


def _families() -> set[str]:
    lines = _fc_list(":", "family").splitlines()
    return {name.strip() for line in lines for name in line.split(",")}


def _files(family: str) -> list[Path]:
    return sorted(
        Path(line.strip().rstrip(":")) for line in _fc_list(f":family={family}", "file").splitlines() if line.strip()
    )


def _scaled(cache: Path, sources: list[Path]) -> Path:
    """Return a folder with the stand-in's files, made when they are missing."""
    told = "|".join([f"{LINE}{UNITS_PER_EM}", *(f"{path}:{path.stat().st_size}" for path in sources)])
    stamp = hashlib.sha256(told.encode()).hexdigest()[:10]
    folder = cache / f"preview-fonts-{stamp}"
    for source in sources:
        target = folder / source.name.replace(_BASE, STAND_IN)
        if not target.exists():
            folder.mkdir(parents=True, exist_ok=True)
            temporary = target.with_suffix(".part")
            temporary.write_bytes(scale(source.read_bytes()))
            temporary.replace(target)
    return folder


def scale(data: bytes) -> bytes:
    """
    Return a font file drawn smaller and under the stand-in's name.

    Only `head.unitsPerEm` (offset 18), the line heights of `hhea` and `OS/2`, and the strings of the `name` table
    change; all keep their length.
    """
    tables = {}
    (count,) = struct.unpack(">H", data[4:6])
    for number in range(count):
        tag, _, offset, length = struct.unpack(">4sLLL", data[12 + 16 * number : 28 + 16 * number])
        tables[tag] = (offset, length)
    out = bytearray(data)
    head = tables[b"head"][0]
    out[head + 18 : head + 20] = struct.pack(">H", UNITS_PER_EM)
    above, below, gap = (round(part * UNITS_PER_EM / 1000) for part in LINE)
    line = tables[b"hhea"][0] + 4
    out[line : line + 6] = struct.pack(">hhh", above, -below, gap)
    line = tables[b"OS/2"][0] + 68
    out[line : line + 10] = struct.pack(">hhhHH", above, -below, gap, above, below)
    offset, length = tables[b"name"]
    names = bytes(out[offset : offset + length])
    names = names.replace(_BASE.encode("utf-16-be"), STAND_IN.encode("utf-16-be"))
    out[offset : offset + length] = names.replace(_BASE.encode(), STAND_IN.encode())
    return bytes(out)


def _alias(cache: Path, family: str, folder: Path | None) -> Path:
    """Return a fontconfig file that gives `family` for every TH Sarabun, on top of the system's own."""
    cache.mkdir(parents=True, exist_ok=True)
    directory = f"<dir>{folder}</dir>" if folder else ""
    rules = "".join(
        '<match target="pattern"><test name="family" compare="contains"><string>'
        f'{name}</string></test><edit name="family" mode="prepend" binding="strong"><string>{family}</string>'
        f"</edit></match>"
        for name in ("TH Sarabun", "THSarabun")
    )
    path = cache / f"preview-fonts-{family.replace(' ', '')}.conf"
    text = (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{directory}{rules}'
        f"<cachedir>{cache / 'fontconfig'}</cachedir></fontconfig>"
    )
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
    return path
