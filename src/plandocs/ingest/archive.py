"""Checks on a zip container before anything inside it is parsed."""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from collections import Counter
from pathlib import Path, PurePosixPath

from plandocs.ingest.limits import MEGABYTE, Limits
from plandocs.ingest.refusals import corrupt, password, too_much

#: The list of ten thousand entries with long names takes less.
_DIRECTORY = 16 * MEGABYTE
#: Where the end record stands: before a comment of 64 kB at most, behind the records of large files.
_END = (1 << 16) + 200
_BAD_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError)


def open_zip(path: Path, limits: Limits) -> zipfile.ZipFile:
    """
    Return the opened zip after its directory was checked.

    Refused: more entries, bytes or growth than `limits` allow, names that leave the container, duplicate names,
    overlapping entries, encrypted members.
    """
    size = _directory_size(path)
    if size > _DIRECTORY:
        raise too_much("มีรายการภายในมาก", f"the list of entries takes {size} bytes; the limit is {_DIRECTORY}")
    try:
        archive = zipfile.ZipFile(path)
    except _BAD_ZIP as error:
        raise corrupt(f"not a readable zip container: {_brief(error)}") from error
    try:
        _check(archive.infolist(), limits)
    except BaseException:
        archive.close()
        raise
    return archive


def _directory_size(path: Path) -> int:
    """
    Bytes of the list of entries by the zip's own end record (APPNOTE 4.3.14, 4.3.16), 0 where there is none.

    The list becomes values before entries can be counted, so that its size must be known first.
    """
    with path.open("rb") as stream:
        stream.seek(0, os.SEEK_END)
        stream.seek(max(0, stream.tell() - _END))
        end = stream.read()
    at = end.rfind(b"PK\x05\x06")
    if at < 0 or len(end) < at + 16:
        return 0
    size = int(struct.unpack_from("<I", end, at + 12)[0])
    large = end.rfind(b"PK\x06\x06")
    if size == 0xFFFFFFFF and large >= 0 and len(end) >= large + 48:
        size = int(struct.unpack_from("<Q", end, large + 40)[0])
    return size


def read_member(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    """Return a member's bytes, counting while inflating, since the directory may lie about the size."""
    try:
        with archive.open(name) as stream:
            data = stream.read(limit + 1)
    except KeyError as error:
        raise corrupt(f"part {name} is missing") from error
    except _BAD_ZIP as error:
        raise corrupt(f"part {name} cannot be inflated: {_brief(error)}") from error
    if len(data) > limit:
        raise too_much("มีส่วนประกอบที่ขยายแล้วใหญ่", f"part {name} inflates to more than {limit} bytes")
    return data


def safe_name(name: str) -> bool:
    """Return whether a member's name stays inside the container."""
    plain = name.replace("\\", "/")
    parts = PurePosixPath(plain).parts
    return not (plain.startswith("/") or ".." in parts or ":" in plain.split("/")[0] or "\x00" in plain)


def _check(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.entries:
        raise too_much("มีรายการภายในมาก", f"{len(entries)} entries; the limit is {limits.entries}")
    total = sum(entry.file_size for entry in entries)
    if total > limits.inflated_bytes:
        raise too_much("ขยายแล้วใหญ่", f"inflates to {total} bytes; the limit is {limits.inflated_bytes}")
    for entry in entries:
        if entry.flag_bits & 1:
            raise password()
        if not safe_name(entry.filename):
            raise corrupt(f"entry name leaves the container: {entry.filename[:80]!r}")
        if entry.file_size > 20 * MEGABYTE and entry.file_size > limits.ratio * max(1, entry.compress_size):
            raise too_much("ขยายแล้วใหญ่ผิดปกติ", f"entry {entry.filename[:80]!r} grows more than {limits.ratio} times")
    names = Counter(entry.filename.casefold() for entry in entries if not entry.is_dir())
    doubled = next((name for name, count in names.items() if count > 1), None)
    if doubled is not None:
        raise corrupt(f"two entries are named {doubled[:80]!r}")
    _check_overlap(entries)


def _check_overlap(entries: list[zipfile.ZipInfo]) -> None:
    """Entries that share bytes are how a quine-like bomb multiplies one kernel of data."""
    end = 0
    for entry in sorted(entries, key=lambda item: item.header_offset):
        if entry.header_offset < end:
            raise corrupt("entries overlap in the container")
        end = entry.header_offset + 30 + entry.compress_size


def _brief(error: BaseException) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
