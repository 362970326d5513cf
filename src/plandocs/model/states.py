"""What states are called in Thai: one list for pages, tables, drafts and messages."""

from __future__ import annotations

from plandocs.model.plan import ThemeState

THEME_STATES = {
    ThemeState.OPEN: "ยังค้างอยู่",
    ThemeState.REOPENED: "กลับมาพบอีก",
    ThemeState.IN_PROGRESS: "อยู่ระหว่างดำเนินการ",
    ThemeState.CLOSED: "ปิดแล้ว มีหลักฐาน",
}
