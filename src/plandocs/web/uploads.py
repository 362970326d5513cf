"""Uploaded files on their way into a job: in a folder of their own, under names that cannot leave it."""

from __future__ import annotations

import shutil
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath

from starlette.datastructures import FormData, UploadFile

#: Names that Windows keeps for devices, whatever their suffix.
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
FORBIDDEN = frozenset('<>:"/\\|?*')
#: Bytes of UTF-8 in a file name: file systems allow 255, and Thai letters take three each.
MOST_BYTES = 200


def files(form: FormData, name: str) -> list[UploadFile]:
    """Return the files of a form's field; a file field left empty sends one without a name."""
    return [value for value in form.getlist(name) if isinstance(value, UploadFile) and value.filename]


def shown_name(given: str) -> str:
    r"""
    Return the last part of an uploaded file's name, without anything that could act as a path.

    >>> shown_name("C:\\แผน\\แผน 2567.docx"), shown_name("../../etc/passwd"), shown_name("nul.txt"), shown_name("..")
    ('แผน 2567.docx', 'passwd', '_nul.txt', 'file')
    """
    last = PurePosixPath(PureWindowsPath(given).name).name
    kept = "".join(
        c for c in unicodedata.normalize("NFC", last) if c not in FORBIDDEN and unicodedata.category(c) != "Cc"
    )
    kept = kept.strip(" .") or "file"
    stem, dot, suffix = kept.rpartition(".")
    stem, suffix = (stem, dot + suffix) if dot and len(suffix) <= 10 else (kept, "")
    while len((stem + suffix).encode()) > MOST_BYTES:
        stem = stem[:-1]
    return f"_{stem}{suffix}" if stem.split(".")[0].lower() in RESERVED else stem + suffix


@contextmanager
def on_disk(uploads: Sequence[UploadFile]) -> Iterator[list[tuple[Path, str]]]:
    """Keep the uploads in a fresh folder while the block runs: (path, name to show), the path made of a number only."""
    with tempfile.TemporaryDirectory(prefix="plandocs-") as folder:
        kept = []
        for number, upload in enumerate(uploads):
            name = shown_name(upload.filename or "")
            path = Path(folder) / f"{number}{_suffix(name)}"
            with path.open("wb") as target:
                shutil.copyfileobj(upload.file, target)
            kept.append((path, name))
        yield kept


def _suffix(name: str) -> str:
    suffix = Path(name).suffix.lower()
    return suffix if suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) <= 10 else ""
