"""Status codes and pages for every error, in one place: the counterpart of `plandocs.cli.errors`."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING

from plandocs.app.disk import told
from plandocs.model.errors import (
    LimitExceededError,
    NotFoundError,
    PlandocsError,
    RefusedError,
    ReviewError,
    TemplateError,
    UsageError,
    WorkspaceError,
)

if TYPE_CHECKING:
    from fastapi import FastAPI, Request, Response

#: The first class that fits an error decides; so the special ones stand before the general.
STATUS: tuple[tuple[type[PlandocsError], HTTPStatus], ...] = (
    (NotFoundError, HTTPStatus.NOT_FOUND),
    (UsageError, HTTPStatus.BAD_REQUEST),
    (ReviewError, HTTPStatus.CONFLICT),
    (LimitExceededError, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    (RefusedError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (TemplateError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (WorkspaceError, HTTPStatus.SERVICE_UNAVAILABLE),
)
OTHER = {
    403: ("หน้านี้เปิดทิ้งไว้นานหรือไม่ได้มาจากโปรแกรมนี้ โปรดกลับไปโหลดหน้าใหม่แล้วทำอีกครั้ง", "the form's token is missing or old"),
    404: ("ไม่พบหน้านี้", "no such page"),
    405: ("หน้านี้ใช้วิธีนี้ไม่ได้", "method not allowed"),
}
_log = logging.getLogger("plandocs.web")


def status_of(error: PlandocsError) -> int:
    """
    Return the HTTP status code of an expected error.

    >>> status_of(NotFoundError("ไม่พบ", "not found")), status_of(PlandocsError("ผิดพลาด", "failed"))
    (404, 500)
    """
    return next((int(code) for kind, code in STATUS if isinstance(error, kind)), 500)


def handle_errors(app: FastAPI) -> None:
    """Answer every error with a page that says in Thai what went wrong and what to do."""
    from fastapi.exceptions import RequestValidationError
    from starlette.exceptions import HTTPException

    from plandocs.web.render import error_page
    from plandocs.web.site import MOST_FILES

    def expected(_request: Request, error: Exception) -> Response:
        assert isinstance(error, PlandocsError)  # noqa: S101 - the type under which it is registered
        return error_page(status_of(error), error.thai, error.english)

    def unknown_page(_request: Request, error: Exception) -> Response:
        code = error.status_code if isinstance(error, HTTPException) else 500
        detail = error.detail if isinstance(error, HTTPException) else ""
        if detail.startswith("Too many files"):
            return error_page(413, f"ส่งไฟล์ได้ครั้งละไม่เกิน {MOST_FILES:,} ไฟล์ โปรดแบ่งส่ง หรือรวมเป็น .zip", detail)
        return error_page(code, *OTHER.get(code, ("ทำตามคำขอนี้ไม่ได้", detail)))

    def wrong_value(_request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)  # noqa: S101 - the type under which it is registered
        fields = ", ".join(str(problem["loc"][-1]) for problem in error.errors())
        return error_page(400, "ค่าในที่อยู่หน้าเว็บไม่ถูกต้อง", f"wrong value: {fields}")

    def of_disk(_request: Request, error: Exception) -> Response:
        assert isinstance(error, OSError)  # noqa: S101 - the type under which it is registered
        _log.error("error of reading or writing", exc_info=error)
        return error_page(500, *told(error))

    def unexpected(_request: Request, error: Exception) -> Response:
        _log.error("unexpected error", exc_info=error)
        return error_page(500, "โปรแกรมทำงานผิดพลาด ข้อมูลที่บันทึกไว้ยังอยู่ครบ โปรดลองอีกครั้ง", type(error).__name__)

    app.add_exception_handler(PlandocsError, expected)
    app.add_exception_handler(HTTPException, unknown_page)
    app.add_exception_handler(RequestValidationError, wrong_value)
    app.add_exception_handler(OSError, of_disk)
    app.add_exception_handler(Exception, unexpected)
