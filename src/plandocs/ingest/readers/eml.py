"""
E-mails: subject, sender, date and the text.

Attachments are documents of their own (`plandocs.ingest.expand`).
"""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.errors import MessageError
from email.message import EmailMessage
from pathlib import PurePosixPath

from plandocs.ingest.readers.base import Source
from plandocs.ingest.readers.blocks import Outline
from plandocs.ingest.readers.plain import decode
from plandocs.ingest.refusals import corrupt
from plandocs.model.document import Extracted, Note
from plandocs.model.text import Block, BlockKind, Place

#: What Python's parser of e-mails raises over broken ones.
STUMBLES = (MessageError, LookupError, ValueError, AttributeError, TypeError, RecursionError)
_FIELDS = (("Subject", "เรื่อง"), ("From", "จาก"), ("To", "ถึง"), ("Cc", "สำเนาถึง"), ("Date", "วันที่"))


def read(source: Source) -> Extracted:
    """Return the header fields that people read and the body, plain text before HTML."""
    outline = Outline(source.limits)
    try:
        with source.path.open("rb") as stream:
            message = email.message_from_binary_file(stream, policy=email.policy.default)
        title = str(message.get("Subject") or "")
        for name, word in _FIELDS:
            value = " ".join(str(message.get(name) or "").split())
            if value:
                outline.add(Block(BlockKind.PARAGRAPH, f"{word}: {value}", Place(f"หัวจดหมาย {word}")))
        _body(message, outline)
        attached = [name for name, _ in attachments(message)]
    except STUMBLES as error:
        raise corrupt(f"not a readable e-mail: {' '.join(str(error).split())[:120]}") from error
    notes: tuple[Note, ...] = ()
    if attached:
        names = ", ".join(attached[:10])
        notes = (
            Note("attachments", f"ไฟล์แนบเป็นเอกสารแยก: {names}", f"attachments are documents of their own: {names}"),
        )
    return Extracted(tuple(outline.blocks), engine="email", notes=notes, title=title)


def attachments(message: EmailMessage) -> Iterator[tuple[str, EmailMessage]]:
    """Yield the names and parts of what is attached to an e-mail; a forwarded e-mail is called by its subject."""
    for count, part in enumerate(message.iter_attachments(), start=1):
        name = part.get_filename() or ""
        if not name and part.get_content_type() == "message/rfc822":
            subjects = [str(inner.get("Subject") or "") for inner in part.iter_parts()]
            name = " ".join("".join(subjects[:1]).replace("/", "-").split()) or f"e-mail-{count}"
            name += ".eml"
        name = PurePosixPath(name.replace("\\", "/")).name or f"attachment-{count}"
        yield name, part


def _body(message: EmailMessage, outline: Outline) -> None:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return
    text = _text(data, part.get_content_charset() or "")
    if part.get_content_type() == "text/html":
        from plandocs.ingest.readers.html import read_text

        read_text(text, outline)
        return
    for number, paragraph in enumerate(filter(str.strip, text.replace("\r\n", "\n").split("\n")), start=1):
        outline.add(Block(BlockKind.PARAGRAPH, paragraph.strip(), Place(f"ย่อหน้าที่ {number}", paragraph=number)))


def _text(data: bytes, charset: str) -> str:
    """Thai mail says tis-620 and means cp874; unknown names are found out by content."""
    if charset.lower() in {"tis-620", "windows-874", "iso-8859-11"}:
        return data.decode("cp874", "replace")
    try:
        return data.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return decode(data)[0]
