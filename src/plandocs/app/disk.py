"""Files that cannot be read or written: what is wrong and what a planner can do about it."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plandocs.model.errors import PlandocsError

#: Error number → what to do; others are told by the system's own words.
_ADVICE = {
    errno.ENOSPC: "ดิสก์เต็ม โปรดเพิ่มเนื้อที่ว่างแล้วทำอีกครั้ง",
    errno.EDQUOT: "เนื้อที่ของท่านเต็มโควตา โปรดลบไฟล์ที่ไม่ใช้แล้วทำอีกครั้ง",
    errno.EACCES: "ไม่มีสิทธิ์ หรือไฟล์เปิดอยู่ในโปรแกรมอื่น เช่น Word โปรดปิดไฟล์แล้วทำอีกครั้ง",
    errno.EPERM: "ไม่มีสิทธิ์ หรือไฟล์เปิดอยู่ในโปรแกรมอื่น เช่น Word โปรดปิดไฟล์แล้วทำอีกครั้ง",
    errno.EROFS: "ที่เก็บนี้อ่านได้อย่างเดียว โปรดเลือกที่อื่น",
    errno.ENAMETOOLONG: "ชื่อไฟล์หรือโฟลเดอร์ยาวเกินไป โปรดตั้งชื่อให้สั้นลง",
    errno.EEXIST: "มีไฟล์ชื่อเดียวกับโฟลเดอร์ที่ต้องใช้อยู่แล้ว",
    errno.ENOTDIR: "มีไฟล์ชื่อเดียวกับโฟลเดอร์ที่ต้องใช้อยู่แล้ว",
    errno.ENOENT: "ไม่พบไฟล์หรือโฟลเดอร์ อาจถูกย้ายหรือลบไปแล้ว",
}  # fmt: skip


def told(error: OSError) -> tuple[str, str]:
    """
    Return in Thai and English what went wrong, with the file and what to do.

    >>> told(OSError(errno.ENOSPC, "No space left on device", "แผน.docx"))[1]
    'แผน.docx: No space left on device'
    """
    name = str(error.filename2 or error.filename or "")
    advice = _ADVICE.get(error.errno or 0, "โปรดตรวจไฟล์และดิสก์แล้วทำอีกครั้ง")
    what = str(error.strerror or error)
    return f"อ่านหรือเขียนไฟล์ไม่ได้ {name} {advice}", f"{name}: {what}" if name else what


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Name the file in the message of an expected error that happens inside and does not name it itself."""
    try:
        yield
    except PlandocsError as error:
        if path.name in error.thai:
            raise
        raise type(error)(f"{path.name}: {error.thai}", f"{path.name}: {error.english}") from error
