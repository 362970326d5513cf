"""The optional programs on this computer that some formats need."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

#: Program → names it goes by, argument that prints its version, what it is for (Thai), install lines per
#: system.
_PROGRAMS = {
    "soffice": (
        ("soffice", "libreoffice"),
        "--version",
        "อ่านไฟล์ .doc .rtf .odt .xls .ppt",
        {"linux": "sudo apt install libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui"},
    ),
    "pdftotext": (
        ("pdftotext",),
        "-v",
        "อ่าน PDF ได้เร็วขึ้น",
        {"linux": "sudo apt install poppler-utils", "darwin": "brew install poppler"},
    ),
    "tesseract": (
        ("tesseract",),
        "--version",
        "อ่านเอกสารสแกน",
        {
            "linux": "sudo apt install tesseract-ocr tesseract-ocr-script-thai",
            "darwin": "brew install tesseract tesseract-lang",
        },
    ),
    "chromium": (
        ("chromium", "chromium-browser", "google-chrome", "chrome"),
        "--version",
        "แสดงตัวอย่างหน้าเว็บ",
        {"linux": "sudo apt install chromium"},
    ),
}
_ELSEWHERE = {
    "soffice": (
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
        r"C:\Program Files\LibreOffice\program\soffice.exe",
        r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    ),
    "tesseract": (r"C:\Program Files\Tesseract-OCR\tesseract.exe",),
    "pdftotext": (),
    "chromium": (
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ),
}
_WINDOWS_LINES = {
    "soffice": "winget install TheDocumentFoundation.LibreOffice",
    "pdftotext": "winget install oschwartz10612.Poppler",
    "tesseract": "winget install UB-Mannheim.TesseractOCR",
    "chromium": "winget install Google.Chrome",
}


@dataclass(frozen=True, slots=True)
class Tools:
    """
    Paths of the optional programs; an empty path means that the program is not there (or must not be used).

    `cache` is a folder in which finished OCR pages are kept, so that an interrupted scan goes on where it
    stopped.
    """

    soffice: str = ""
    pdftotext: str = ""
    tesseract: str = ""
    chromium: str = ""
    cache: str = ""


@dataclass(frozen=True, slots=True)
class ToolReport:
    """What `doctor` says about one program: path and version, or how to install it."""

    name: str
    path: str
    version: str
    purpose: str
    install: str

    @property
    def present(self) -> bool:
        """Whether the program was found."""
        return bool(self.path)


@functools.cache
def detect() -> Tools:
    """Return the programs found on this computer, without starting any of them."""
    return Tools(**{name: _find(name) for name in _PROGRAMS})


def report(tools: Tools | None = None) -> tuple[ToolReport, ...]:
    """Return one line per optional program, with the version that it prints about itself."""
    tools = tools or detect()
    lines = []
    for name, (_, flag, purpose, _) in _PROGRAMS.items():
        path = str(getattr(tools, name))
        lines.append(ToolReport(name, path, version(path, flag) if path else "", purpose, install_line(name)))
    return tuple(lines)


def install_line(name: str) -> str:
    """Return the command that installs the program `name` on this system."""
    if sys.platform == "win32":
        return _WINDOWS_LINES[name]
    lines = _PROGRAMS[name][3]
    return lines.get(sys.platform, lines["linux"])


@functools.cache
def version(path: str, flag: str = "--version") -> str:
    """Return the first line of what a program prints about its version, empty when it does not start."""
    try:
        done = subprocess.run([path, flag], capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    lines = (done.stdout or done.stderr).decode(errors="replace").strip().splitlines()
    return lines[0].strip() if lines else ""


@functools.cache
def thai_model(tesseract: str) -> str:
    """
    Return the best Thai model of Tesseract that is installed.

    One of `Thai`, `script/Thai` and `tha`, or an empty string.
    """
    try:
        done = subprocess.run([tesseract, "--list-langs"], capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    names = {line.strip().replace("\\", "/") for line in done.stdout.decode(errors="replace").splitlines()}
    return next((name for name in ("Thai", "script/Thai", "tha") if name in names), "")


def _find(name: str) -> str:
    for candidate in _PROGRAMS[name][0]:
        found = shutil.which(candidate)
        if found:
            return found
    return next((place for place in _ELSEWHERE[name] if os.access(Path(place), os.X_OK)), "")
