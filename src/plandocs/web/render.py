"""Pages from templates: every page has a context dataclass whose fields are all that its template can use."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Protocol

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from plandocs.app.audit import check_name
from plandocs.app.pictures import pictures_of
from plandocs.web import labels, marks
from plandocs.web.security import HEADERS
from plandocs.web.uploads import UPLOADS

if TYPE_CHECKING:
    from fastapi import Request

    from plandocs.web.site import Site

#: What a redirect may ask the next page to say; free text in the address could put words in our mouth.
NOTICES = {
    "accepted": "รับข้อเสนอแล้ว",
    "edited": "บันทึกข้อความที่แก้ไขแล้ว ข้อความเดิมยังเก็บไว้",
    "rejected": "บันทึกว่าไม่รับแล้ว",
    "returned": "ส่งกลับให้แก้ไขแล้ว",
    "undone": "ยกเลิกการพิจารณาล่าสุดแล้ว",
    "added": "เพิ่มเป้าหมายแล้ว",
    "saved": "บันทึกแล้ว",
    "confirmed": "ยืนยันกับภาพแล้ว ใช้ตัวเลขนี้ในทุกหน้าและในร่าง",
    "unconfirmed": "ยกเลิกการยืนยันแล้ว กลับเป็นข้อความที่อ่านได้จากภาพ",
    "recorded": "บันทึกสิ่งที่แก้ไขในร่างเป็นการพิจารณาแล้ว",
}


class PageContext(Protocol):
    """A context dataclass names its template and the section of the menu it belongs to."""

    template: ClassVar[str]
    section: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def title(self) -> str:
        """Heading of the page and of the browser's tab."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page shows around its content."""

    agency: Annotated[str, "name of the agency, empty when the profile has none"]
    section: Annotated[str, "menu entry to mark as current"]
    csrf: Annotated[str, "token that every form sends back"]
    notice: Annotated[str, "what the last action did, in Thai; empty when there was none"]
    version: Annotated[str, "version of plandocs"]
    uploads: Annotated[str, "folder that uploads go through: of no interest in the names of documents"]


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """The page that says what went wrong."""

    template: ClassVar[str] = "error.html"
    section: ClassVar[str] = ""

    title: Annotated[str, "short heading"]
    code: Annotated[int, "HTTP status code"]
    thai: Annotated[str, "what went wrong and what to do"]
    english: Annotated[str, "the same in English"]


def page(request: Request, context: PageContext, status: int = 200) -> HTMLResponse:
    """Return the page of `context`."""
    from plandocs import __version__

    site: Site = request.app.state.site
    notice = NOTICES.get(request.query_params.get("done", ""), "")
    uploads = str(site.workspace.path / UPLOADS) + os.sep
    frame = Frame(site.workspace.settings.agency.name, context.section, site.csrf, notice, __version__, uploads)
    return HTMLResponse(_html(context, frame), status)


def error_page(code: int, thai: str, english: str) -> HTMLResponse:
    """Return the page for an error; it needs no workspace, which may be what is broken."""
    from plandocs import __version__

    title = "ไม่พบ" if code == HTTPStatus.NOT_FOUND else "ทำรายการไม่สำเร็จ"
    content = _html(ErrorPage(title, code, thai, english), Frame("", "", "", "", __version__, ""))
    return HTMLResponse(content, code, headers=HEADERS)  # an unexpected error is answered outside the guard


def _html(context: PageContext, frame: Frame) -> str:
    values = {field.name: getattr(context, field.name) for field in fields(context)}
    return environment().get_template(context.template).render(frame=frame, **values)


@cache
def environment() -> Environment:
    """Return the template environment: everything escaped, a misspelt name is an error."""
    env = Environment(
        loader=PackageLoader("plandocs.web"),
        autoescape=True,
        undefined=StrictUndefined,
    )
    env.filters.update(
        number=labels.number,
        plain_number=labels.plain_number,
        counted=labels.counted,
        moment=labels.moment,
        kind=labels.KINDS.__getitem__,
        approval=labels.APPROVALS.__getitem__,
        finding_kind=labels.FINDINGS.__getitem__,
        theme_state=labels.THEMES.__getitem__,
        review_state=labels.REVIEWS.__getitem__,
        action=labels.ACTIONS.__getitem__,
        relation=lambda name: labels.RELATIONS.get(name, name),
        status=lambda name: labels.STATUSES.get(name, name),
        changed_field=labels.field,
        size=labels.size,
        item=labels.item,
        field_status=lambda name: labels.FIELD_STATUS.get(name, name),
        source=lambda name: labels.FOUND_IN.get(name, name),
        without=lambda text, start: str(text).removeprefix(start),
        oneline=lambda text: " ".join(str(text).split()),
        check_name=check_name,
    )
    env.globals.update(
        pictures_of=pictures_of,
        link=marks.link,
        KINDS=labels.KINDS,
        FINDINGS=labels.FINDINGS,
        APPROVALS=labels.APPROVALS,
        STREAMS=labels.STREAMS,
    )
    return env
