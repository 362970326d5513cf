"""
Readers: one per format, found by what the file contains.

`read` is the whole interface. To add a format, write a module with a function ``read(source: Source) ->
Extracted``, give its
content a kind in `readers.detect`, and add one line to `READERS`.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import cast

from plandocs.ingest.limits import Limits
from plandocs.ingest.readers.base import Reader, ReadFunction, Source
from plandocs.ingest.readers.detect import kind_of
from plandocs.ingest.refusals import password, unsupported
from plandocs.ingest.tools import Tools, detect
from plandocs.model.document import Extracted, Note

__all__ = ["READERS", "Reader", "Source", "read"]


def _in(module: str) -> Callable[[], ReadFunction]:
    """Import `module` of this package only when its format comes along."""

    def load() -> ReadFunction:
        return cast("ReadFunction", importlib.import_module(f"{__name__}.{module}").read)

    return load


READERS: tuple[Reader, ...] = (
    Reader("Word", frozenset({"docx"}), _in("word")),
    Reader("PDF", frozenset({"pdf"}), _in("pdf.reader")),
    Reader("Excel", frozenset({"xlsx"}), _in("xlsx")),
    Reader("PowerPoint", frozenset({"pptx"}), _in("pptx")),
    Reader("text", frozenset({"text"}), _in("plain")),
    Reader("CSV", frozenset({"csv"}), _in("delimited")),
    Reader("HTML", frozenset({"html"}), _in("html")),
    Reader("e-mail", frozenset({"eml"}), _in("eml")),
    Reader("picture", frozenset({"picture"}), _in("picture")),
    Reader(
        "LibreOffice",
        frozenset({"ole-doc", "ole-xls", "ole-ppt", "rtf", "odt", "ods", "odp"}),
        _in("office"),
    ),
)


def read(
    path: Path,
    *,
    limits: Limits | None = None,
    tools: Tools | None = None,
    name: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> Extracted:
    """
    Return the blocks of the file at `path`, read in this process.

    Raises a `RefusedError` for a file that cannot be read. A hostile file may still exhaust this process;
    `plandocs.ingest.isolate` runs
    this function in a limited child process.
    """
    limits = limits or Limits()
    name = name or path.name
    kind, head = kind_of(path, name, limits)
    reader = next((reader for reader in READERS if kind in reader.kinds), None)
    if reader is None:
        raise _refusal(kind)
    source = Source(path, name, head, limits, detect() if tools is None else tools)
    if progress is not None:
        source = Source(path, name, head, limits, source.tools, progress)
    found = reader.load()(source)
    if any(block.text.strip() for block in found.blocks):
        return found
    # Nothing from a file that has bytes is a finding, not a success.
    note = Note("no-text", "ไม่พบข้อความในไฟล์นี้", "no text was found in this file")
    return replace(found, notes=(*found.notes, note))


def _refusal(kind: str) -> Exception:
    if kind == "encrypted-office":
        return password()
    if kind == "zip":
        return unsupported("a zip archive without any file to read")
    return unsupported(f"content of kind {kind}")
