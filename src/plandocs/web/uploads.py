"""Uploaded files on their way into a job: in a folder of their own, under cleaned names that cannot leave it."""

from __future__ import annotations

import shutil
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath

from starlette.datastructures import FormData, UploadFile

#: Folder of the workspace that all uploads go through.
UPLOADS = "uploads"
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
def on_disk(uploads: Sequence[UploadFile]) -> Iterator[list[Path]]:
    """Keep the uploads in a temporary folder while the block runs, then remove them."""
    with tempfile.TemporaryDirectory(prefix="plandocs-") as place:
        yield [keep(Path(place), upload) for upload in uploads]


@contextmanager
def in_folder(source: Path, folder: Path) -> Iterator[list[Path]]:
    """Move what lies in `source` into `folder` while the block runs; what a killed server left there goes first."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield [Path(shutil.move(path, folder / path.name)) for path in sorted(source.iterdir())]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def keep(folder: Path, upload: UploadFile) -> Path:
    """Write an upload into `folder` under its cleaned name and return its path."""
    path = _free(folder / shown_name(upload.filename or ""))
    with path.open("xb") as target:
        shutil.copyfileobj(upload.file, target)
    return path


def _free(path: Path) -> Path:
    """Two folders on the planner's computer may hold files of the same name."""
    number, free = 2, path
    while free.exists():
        free = path.with_name(f"{path.stem} ({number}){path.suffix}")
        number += 1
    return free
