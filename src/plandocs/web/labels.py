"""What values are called on the pages: Thai words for kinds, states and numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from plandocs.app.labels import ACTIONS, APPROVALS, FINDINGS, KINDS, REVIEWS, STATUSES, THEMES, field, moment
from plandocs.model.document import Approval, Document, DocumentKind, DocumentMeta
from plandocs.model.finding import Finding
from plandocs.thai.digits import to_arabic
from plandocs.thai.units import with_unit

__all__ = ("ACTIONS", "APPROVALS", "FINDINGS", "KINDS", "REVIEWS", "STATUSES", "THEMES", "field", "moment")
RELATIONS = {
    "continue": "ทำต่อจากเป้าหมายเดิม",
    "raise": "ยกระดับเป้าหมายเดิม",
    "replace": "เปลี่ยนแนวทางจากเป้าหมายเดิม",
    "strategic": "จากเป้าหมายเชิงยุทธศาสตร์",
    "proposal": "จากข้อเสนอของที่ประชุม",
    "new": "เป้าหมายใหม่",
    "own": "คณะทำงานเสนอเพิ่ม",
}
#: What became of a field in a returned draft.
FIELD_STATUS = {
    "kept": "คงเดิม",
    "edited": "แก้ไข",
    "deleted": "ลบ",
    "moved": "ย้าย",
    "duplicated": "ทำซ้ำ",
    "ask": "โปรดตรวจ",
}
FOUND_IN = {"command": "คำสั่ง", "web": "หน้าเว็บ", "xlsx": "Excel", "word": "Word"}
#: Text that stands outside the body of a document.
STREAMS = {
    "header": "หัวกระดาษ",
    "footer": "ท้ายกระดาษ",
    "footnote": "เชิงอรรถ",
    "comment": "ความเห็นในไฟล์",
    "hidden": "ข้อความที่ซ่อนไว้",
    "revision": "ข้อความที่ถูกลบ",
}
#: What stands where nothing is known: the same dots as in the Word drafts.
UNKNOWN = "……"


def number(value: float | None, unknown: str = UNKNOWN) -> str:
    """
    Return a number for reading, with commas and no needless decimals.

    >>> number(1200000.0), number(75.8), number(None)
    ('1,200,000', '75.8', '……')
    """
    return unknown if value is None else f"{value:,.10g}"


def counted(value: float | None, unit: str, unknown: str = UNKNOWN) -> str:
    """
    Return a number with its unit as Thai writes it: the per cent goes before the number.

    >>> counted(85.0, "ร้อยละ"), counted(1200.0, "แห่ง"), counted(None, "แห่ง"), counted(3.0, "")
    ('ร้อยละ 85', '1,200 แห่ง', '……', '3')
    """
    return unknown if value is None else with_unit(number(value), unit)


def plain_number(value: float | None) -> str:
    """
    Return a number for an input field, empty when unknown.

    >>> plain_number(1200000.0), plain_number(75.8), plain_number(None)
    ('1200000', '75.8', '')
    """
    return "" if value is None else f"{value:.12g}"


def short_names(documents: Iterable[Document], editions: Mapping[str, str] | None = None) -> dict[str, str]:
    """
    Return a short name for each document by its id: kind, year, draft or approved.

    Where two in use would be called the same, the criteria tell them apart (`editions`: short name by id), or else each
    keeps its full title; so do copies and refused files.
    """
    known = list(documents)
    used = [d for d in known if d.status == "read" and not d.same_as]
    full = {document.id: document.meta.title or document.path for document in known}
    for name_of in (lambda meta: _with_edition(meta, editions or {}), _short_name):
        names = {d.id: name_of(d.meta) for d in used}
        times = Counter(names.values())
        full |= {key: name for key, name in names.items() if times[name] == 1}
    return full


def _with_edition(meta: DocumentMeta, editions: Mapping[str, str]) -> str:
    known = editions.get(meta.edition, "")
    return f"{_short_name(meta)} ({known})" if known else _short_name(meta)


def _short_name(meta: DocumentMeta) -> str:
    if meta.kind is DocumentKind.OTHER or meta.fiscal_year is None:
        return meta.title
    round_ = f" รอบ {meta.round_months} เดือน" if meta.round_months else ""
    approval = f" ({APPROVALS[meta.approval]})" if meta.approval is not Approval.UNKNOWN else ""
    return f"{KINDS[meta.kind]}{round_} ปี {meta.fiscal_year}{approval}"


def item(finding: Finding) -> str:
    """Return the item of a finding as its report printed it, or the plain code where the print says less."""
    return finding.reference if finding.item and finding.item in to_arabic(finding.reference) else finding.item


def size(count: int) -> str:
    """
    Return a number of bytes for reading.

    >>> size(900), size(53248), size(209715200)
    ('900 ไบต์', '52 กิโลไบต์', '200 เมกะไบต์')
    """
    if count < 1024:
        return f"{count} ไบต์"
    return f"{count // 1024} กิโลไบต์" if count < 1024 * 1024 else f"{count // (1024 * 1024)} เมกะไบต์"
