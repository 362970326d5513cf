"""What values are called in Thai wherever people read them: on pages and in tables on a terminal."""

from __future__ import annotations

from plandocs.model.document import Approval, DocumentKind
from plandocs.model.finding import FindingKind
from plandocs.model.plan import ThemeState
from plandocs.model.review import Action, ReviewState

KINDS = {
    DocumentKind.FEEDBACK_REPORT: "รายงานป้อนกลับ",
    DocumentKind.IMPROVEMENT_PLAN: "แผนเพิ่มประสิทธิภาพองค์การ",
    DocumentKind.APPLICATION_REPORT: "รายงานผลการดำเนินการขององค์การ",
    DocumentKind.ACTION_PLAN: "แผนปฏิบัติราชการ",
    DocumentKind.MONITORING_REPORT: "รายงานติดตามผล",
    DocumentKind.WORKSHOP: "สรุปผลประชุมเชิงปฏิบัติการ",
    DocumentKind.MEMO: "บันทึกข้อความ",
    DocumentKind.OTHER: "เอกสารอื่น",
}
APPROVALS = {Approval.DRAFT: "ร่าง", Approval.APPROVED: "อนุมัติแล้ว", Approval.UNKNOWN: "ไม่ระบุ"}
FINDINGS = {FindingKind.OFI: "โอกาสในการปรับปรุง", FindingKind.STRENGTH: "จุดแข็ง"}
THEMES = {
    ThemeState.OPEN: "ยังค้างอยู่",
    ThemeState.REOPENED: "กลับมาพบอีก",
    ThemeState.IN_PROGRESS: "กำลังดำเนินการ",
    ThemeState.CLOSED: "ปิดแล้ว มีหลักฐาน",
}
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
