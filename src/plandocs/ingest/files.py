"""What a file to read is, and which files are none."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from plandocs.model.errors import RefusedError

#: What programs and systems leave beside documents.
_LEFTOVERS = {"thumbs.db", "desktop.ini", ".ds_store"}
_LEFTOVER_STARTS = ("~$", ".~lock.", "._", ".")
_LEFTOVER_ENDS = (".tmp", ".lnk", ".crdownload", ".part")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """
    A file to read.

    Where it is, the hash of its bytes, and the name people know it by ("แฟ้ม.zip/แผน.docx"). `refusal` says why it is
    not to be read at all, for an archive that could not be opened to its end.
    """

    path: Path
    sha256: str
    display_name: str
    refusal: RefusedError | None = None


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def is_leftover(name: str) -> bool:
    """
    Return whether a file is no document but a lock, a thumbnail or the like.

    >>> is_leftover("~$แผน.docx"), is_leftover("แผน.docx")
    (True, False)
    """
    lower = name.lower()
    return lower in _LEFTOVERS or lower.startswith(_LEFTOVER_STARTS) or lower.endswith(_LEFTOVER_ENDS)
