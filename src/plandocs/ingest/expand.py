"""Members of zip archives and attachments of e-mails, each a document of its own."""

from __future__ import annotations

import email
import email.policy
import hashlib
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path, PurePosixPath

from plandocs.ingest.archive import open_zip, read_member
from plandocs.ingest.files import SourceFile, is_leftover
from plandocs.ingest.limits import Limits
from plandocs.ingest.readers.detect import HEAD, is_mail, kind_of
from plandocs.ingest.readers.eml import STUMBLES, attachments
from plandocs.ingest.readers.plain import decode
from plandocs.ingest.refusals import corrupt, too_much
from plandocs.model.errors import RefusedError

#: Archives inside archives are opened down to this depth.
_DEPTH = 3
_UTF8_NAME = 0x800


def is_archive(path: Path, limits: Limits | None = None) -> str:
    """Return "zip" or "eml" for a file that holds other documents, else an empty string."""
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    if head[:2] != b"PK" and path.suffix.lower() != ".eml" and not is_mail(head.lstrip()):
        return ""
    try:
        kind, _ = kind_of(path, path.name, limits or Limits())
    except RefusedError:
        return ""
    return kind if kind in {"zip", "eml"} else ""


def members(
    path: Path,
    *,
    into: Path | None = None,
    limits: Limits | None = None,
    display_name: str = "",
    lenient: bool = False,
) -> Iterator[SourceFile]:
    """
    Yield the documents inside a zip archive or e-mail, written under their hash into the folder `into`.

    Without `into` they live in a temporary folder until the iterator ends. Raises `LimitExceededError` or
    `CorruptFileError` for an archive that is a bomb, is damaged, or whose names leave it; with `lenient` an archive
    inside another one comes as itself instead, with its refusal, and the others go on.
    """
    limits = limits or Limits()
    name = display_name or path.name
    if into is not None:
        yield from _members(path, into, limits, name, 0, lenient=lenient)
        return
    with tempfile.TemporaryDirectory(prefix="plandocs-members-") as folder:
        yield from _members(path, Path(folder), limits, name, 0, lenient=lenient)


def _members(path: Path, into: Path, limits: Limits, name: str, depth: int, *, lenient: bool) -> Iterator[SourceFile]:
    too_deep = too_much("มีไฟล์บีบอัดซ้อนกันหลายชั้น", f"archives nested deeper than {_DEPTH}") if depth > _DEPTH else None
    if too_deep and not lenient:
        raise too_deep
    into.mkdir(parents=True, exist_ok=True)
    total = 0
    parts = _from_zip(path, limits) if is_archive(path, limits) == "zip" else _from_mail(path, limits)
    for inner, data in parts:
        total += len(data)
        if total > limits.inflated_bytes:
            raise too_much("ขยายแล้วใหญ่", f"members are larger than {limits.inflated_bytes} bytes together")
        digest = hashlib.sha256(data).hexdigest()
        # Stored by hash: a member's name may be too long or not allowed on this system.
        target = into / f"{digest[:32]}{_suffix(inner)}"
        target.write_bytes(data)
        source = SourceFile(target, digest, f"{name}/{inner}", too_deep)
        kind = "" if too_deep else is_archive(target, limits)
        if kind != "zip":
            yield source
        if kind:
            yield from _inside(source, kind, into, limits, depth + 1, lenient=lenient)


def _inside(
    source: SourceFile, kind: str, into: Path, limits: Limits, depth: int, *, lenient: bool
) -> Iterator[SourceFile]:
    try:
        yield from _members(source.path, into, limits, source.display_name, depth, lenient=lenient)
    except RefusedError as error:
        if not lenient:
            raise
        if kind == "zip":  # an e-mail is a document, too, and says so itself
            yield replace(source, refusal=error)


def _from_zip(path: Path, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of members; a damaged one is told when the others are there."""
    damage: RefusedError | None = None
    with open_zip(path, limits) as archive:
        for entry in archive.infolist():
            name = member_name(entry)
            base = PurePosixPath(name).name
            if entry.is_dir() or not base or is_leftover(base) or "__MACOSX" in name or entry.file_size == 0:
                continue
            try:
                data = read_member(archive, entry.filename, limits.file_bytes)
            except RefusedError as error:
                damage = damage or error
                continue
            yield name, data
    if damage is not None:
        raise damage


def member_name(entry: zipfile.ZipInfo) -> str:
    """
    Return a member's name as it was meant.

    Thai Windows wrote names in cp874, which zip files without the UTF-8 flag show as cp437.
    """
    if entry.flag_bits & _UTF8_NAME:
        return unicodedata.normalize("NFC", entry.filename)
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    return unicodedata.normalize("NFC", decode(raw)[0])


def _from_mail(path: Path, limits: Limits) -> Iterator[tuple[str, bytes]]:
    try:
        with path.open("rb") as stream:
            message = email.message_from_binary_file(stream, policy=email.policy.default)
        for count, (name, part) in enumerate(attachments(message), start=1):
            if count > limits.entries:
                raise too_much("มีไฟล์แนบมาก", f"more than {limits.entries} attachments")
            yield name, _bytes(part)
    except STUMBLES as error:
        raise corrupt(f"not a readable e-mail: {' '.join(str(error).split())[:120]}") from error


def _bytes(part: EmailMessage) -> bytes:
    """What an attachment holds; a forwarded e-mail is one of its own."""
    if part.get_content_type() == "message/rfc822":
        return b"".join(inner.as_bytes() for inner in part.iter_parts())
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _suffix(name: str) -> str:
    suffix = PurePosixPath(name).suffix.lower()
    return suffix if suffix.isascii() and 1 < len(suffix) <= 8 and suffix[1:].isalnum() else ""
