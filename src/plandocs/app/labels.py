"""What values are called in Thai wherever people read them: on pages and in tables on a terminal."""

from __future__ import annotations

import datetime as dt

from plandocs.model.document import Approval, DocumentKind
from plandocs.model.finding import FindingKind
from plandocs.model.review import Action, ReviewState
from plandocs.model.states import THEME_STATES
from plandocs.model.year import BE_OFFSET
from plandocs.thai.dates import SHORT_MONTHS

KINDS = {
    DocumentKind.FEEDBACK_REPORT: "รายงานป้อนกลับ",
    DocumentKind.IMPROVEMENT_PLAN: "แผนเพิ่มประสิทธิภาพองค์การ",
    DocumentKind.APPLICATION_REPORT: "รายงานผลการดำเนินการขององค์การ",
    DocumentKind.ACTION_PLAN: "แผนปฏิบัติราชการ",
    DocumentKind.MONITORING_REPORT: "รายงานติดตามผล",
    DocumentKind.WORKSHOP: "สรุปผลประชุมเชิงปฏิบัติการ",
    DocumentKind.MEMO: "บันทึกข้อความหรือคำสั่ง",
    DocumentKind.OTHER: "เอกสารอื่น",
}
APPROVALS = {Approval.DRAFT: "ร่าง", Approval.APPROVED: "อนุมัติแล้ว", Approval.UNKNOWN: "ไม่ระบุ"}
FINDINGS = {FindingKind.OFI: "โอกาสในการปรับปรุง", FindingKind.STRENGTH: "จุดแข็ง"}
THEMES = THEME_STATES
#: What is supposed of two findings until a planner answers.
JOINED = {True: "ขณะนี้ถือเป็นเรื่องเดียวกัน", False: "ขณะนี้ถือเป็นคนละเรื่อง"}
REVIEWS = {
    ReviewState.PENDING: "รอพิจารณา",
    ReviewState.ACCEPTED: "รับแล้ว",
    ReviewState.EDITED: "แก้ไขแล้วรับ",
    ReviewState.REJECTED: "ไม่รับ",
    ReviewState.RETURNED: "ส่งกลับให้แก้ไข",
}
ACTIONS = {
    Action.ADD: "เพิ่มเป้าหมาย",
    Action.ACCEPT: "รับ",
    Action.EDIT: "แก้ไขแล้วรับ",
    Action.REJECT: "ไม่รับ",
    Action.RETURN: "ส่งกลับให้แก้ไข",
    Action.ASSIGN: "มอบหมาย",
    Action.COMMENT: "ความเห็น",
    Action.UNDO: "ยกเลิกการพิจารณา",
    Action.LINK: "เชื่อมหลักฐาน",
}
STATUSES = {"read": "อ่านแล้ว", "refused": "อ่านไม่ได้", "superseded": "มีฉบับใหม่แทน"}
FIELDS = {"goal": "เป้าหมาย", "owner": "ผู้รับผิดชอบ", "budget": "งบประมาณ", "assignee": "ผู้รับมอบหมาย", "passage": "หลักฐาน"}
KPI_FIELDS = {"name": "ชื่อ", "unit": "หน่วยนับ", "baseline": "ค่าฐาน", "target": "ค่าเป้าหมาย"}


def moment(value: dt.datetime) -> str:
    """
    Return date and time of day on this computer's clock, the year in the Buddhist era.

    >>> moment(dt.datetime(2024, 11, 4, 9, 5))
    '4 พ.ย. 2567 เวลา 09.05 น.'
    """
    local = value.astimezone() if value.tzinfo else value
    return f"{local.day} {SHORT_MONTHS[local.month - 1]} {local.year + BE_OFFSET} เวลา {local:%H.%M} น."


def field(key: str) -> str:
    """
    Return what a changed field of a suggestion is called.

    >>> field("kpi2.target"), field("activity3")
    ('ตัวชี้วัด 2 ค่าเป้าหมาย', 'กิจกรรม 3')
    """
    if key.startswith("kpi"):
        position, _, name = key.removeprefix("kpi").partition(".")
        return f"ตัวชี้วัด {position} {KPI_FIELDS.get(name, name)}"
    if key.startswith("activity"):
        return f"กิจกรรม {key.removeprefix('activity')}"
    return FIELDS.get(key, key)
