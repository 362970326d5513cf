"""The wording of the refusals that several readers share."""

from __future__ import annotations

from plandocs.model.errors import (
    CorruptFileError,
    LimitExceededError,
    MissingToolError,
    PasswordProtectedError,
    UnsupportedFormatError,
)


def corrupt(english: str) -> CorruptFileError:
    """Return the refusal of a file whose content does not follow its format."""
    return CorruptFileError("ไฟล์เสียหรือไม่สมบูรณ์ จึงอ่านไม่ได้ โปรดเปิดด้วยโปรแกรมเดิมแล้วบันทึกใหม่", english)


def empty() -> CorruptFileError:
    """Return the refusal of a file without any content."""
    return CorruptFileError("ไฟล์ว่างเปล่า ไม่มีข้อมูล", "the file is empty")


def too_much(thai: str, english: str) -> LimitExceededError:
    """Return the refusal of a file that exceeds a limit; `thai` and `english` name what is too much."""
    return LimitExceededError(f"ไฟล์นี้{thai} เกินขีดจำกัดที่กำหนดไว้", english)


def password() -> PasswordProtectedError:
    """Return the refusal of a file that opens only with a password."""
    return PasswordProtectedError(
        "ไฟล์นี้ตั้งรหัสผ่านไว้ โปรดบันทึกใหม่โดยไม่ใส่รหัสผ่านแล้วเพิ่มอีกครั้ง", "the file is protected by a password"
    )


def unsupported(english: str) -> UnsupportedFormatError:
    """Return the refusal of content that no reader accepts."""
    return UnsupportedFormatError("ไม่รู้จักเนื้อหาของไฟล์ชนิดนี้ จึงยังอ่านไม่ได้", english)


def missing(tool: str, purpose_thai: str, install: str) -> MissingToolError:
    """Return the refusal of a file that needs the program `tool`, with the line that installs it."""
    return MissingToolError(
        f"ต้องติดตั้งโปรแกรม {tool} ก่อนจึงจะ{purpose_thai}ได้ (ติดตั้งด้วยคำสั่ง: {install})",
        f"{tool} is not installed; install it with: {install}",
    )
