"""Status codes and Thai messages of errors."""

from __future__ import annotations

import inspect

import pytest

from plandocs.app import planning
from plandocs.model import errors
from plandocs.web.errors import status_of

CODES = [
    (errors.NotFoundError, 404),
    (errors.UsageError, 400),
    (errors.YearOutOfRangeError, 400),
    (errors.ReviewError, 409),
    (errors.CorruptFileError, 422),
    (errors.LimitExceededError, 413),
    (errors.TemplateError, 422),
    (errors.WorkspaceTooNewError, 503),
    (errors.PlandocsError, 500),
]


@pytest.mark.parametrize(("kind", "code"), CODES)
def test_an_error_has_its_status_code(kind, code):
    assert status_of(kind("ผิด", "wrong")) == code


def test_no_error_of_the_tree_is_left_to_chance():
    named = [
        value for value in vars(errors).values() if inspect.isclass(value) and issubclass(value, errors.PlandocsError)
    ]
    assert {kind.__name__ for kind in named if status_of(kind("", "")) == 500} == {"PlandocsError"}


PAGES = [
    ("/documents/none", 404, "ไม่พบเอกสาร none"),
    ("/themes/none", 404, "ไม่พบประเด็น none"),
    ("/review?year=1999", 400, "โปรดระบุเป็นปี พ.ศ. คือ 2542"),
    ("/review?year=2999", 400, "อยู่นอกช่วง"),
    ("/review?year=ก", 400, "โปรดระบุเป็นปี พ.ศ. เช่น 2568"),
    ("/search?q=x&limit=ก", 400, "ค่าในที่อยู่หน้าเว็บไม่ถูกต้อง"),
    ("/nothing", 404, "ไม่พบหน้านี้"),
    ("/drafts/none.docx", 404, "ไม่พบร่าง"),
    ("/documents/doc65/original", 404, "ไม่มีไฟล์ต้นฉบับ"),
]


@pytest.mark.parametrize(("path", "code", "words"), PAGES)
def test_a_wrong_address_is_answered_in_thai(client, path, code, words):
    answer = client.get(path)
    assert answer.status_code == code
    assert words in answer.text
    assert 'lang="th"' in answer.text


def test_an_unexpected_failure_says_so_and_keeps_the_headers(given, monkeypatch):
    from starlette.testclient import TestClient

    from plandocs.web import create_app

    def broken(*_args):
        raise ZeroDivisionError

    monkeypatch.setattr(planning, "themes", broken)
    with TestClient(create_app(given.workspace), base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        answer = client.get("/themes")
    assert answer.status_code == 500
    assert "โปรดลองอีกครั้ง" in answer.text
    assert "content-security-policy" in answer.headers
