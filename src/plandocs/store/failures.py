"""What went wrong with the database file, in words that say what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plandocs.model.errors import WorkspaceError

if TYPE_CHECKING:
    from sqlalchemy.exc import DatabaseError

#: Part of SQLite's message → what it means for a planner.
_MEANINGS = (
    ("locked", "โปรแกรมอื่นกำลังเขียนพื้นที่ทำงานนี้อยู่ โปรดรอสักครู่แล้วลองอีกครั้ง ข้อมูลเดิมยังอยู่ครบ"),
    ("busy", "โปรแกรมอื่นกำลังเขียนพื้นที่ทำงานนี้อยู่ โปรดรอสักครู่แล้วลองอีกครั้ง ข้อมูลเดิมยังอยู่ครบ"),
    ("disk is full", "ดิสก์เต็ม จึงยังไม่ได้บันทึก ข้อมูลเดิมยังอยู่ครบ โปรดเพิ่มเนื้อที่ว่างแล้วทำอีกครั้ง"),
    ("readonly", "ไม่มีสิทธิ์เขียนพื้นที่ทำงานนี้ โปรดตรวจสิทธิ์ของโฟลเดอร์"),
    ("unable to open", "เปิดฐานข้อมูลของพื้นที่ทำงานไม่ได้ โปรดตรวจว่าโฟลเดอร์ยังอยู่และมีสิทธิ์อ่านเขียน"),
    ("disk i/o", "อ่านหรือเขียนดิสก์ไม่ได้ โปรดตรวจดิสก์ ถ้าเป็นไดรฟ์เครือข่าย โปรดตรวจการเชื่อมต่อ"),
)
_DAMAGED = "เปิดฐานข้อมูลของพื้นที่ทำงานไม่ได้ ไฟล์เสียหาย โปรดกู้คืนจากข้อมูลสำรอง (plandocs restore)"


def told(error: DatabaseError, where: str) -> WorkspaceError:
    """Return the error for people; only a damaged file asks for the backup."""
    said = str(error.orig).lower()
    meaning = next((thai for part, thai in _MEANINGS if part in said), _DAMAGED)
    return WorkspaceError(f"{meaning} (ฐานข้อมูล {where})", f"workspace database {where}: {error.orig}")
