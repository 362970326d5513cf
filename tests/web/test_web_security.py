"""Requests that must not be answered, and headers that every answer carries."""

from __future__ import annotations

import pytest
from fastapi.routing import APIRoute

from plandocs.web import security
from plandocs.web.application import PAGES
from plandocs.web.site import posted

HERE = "127.0.0.1:8700"


@pytest.mark.parametrize("host", [HERE, "localhost", "localhost:8700", "[::1]:8700", "127.0.0.1"])
def test_this_computer_is_answered(client, host):
    assert client.get("/add", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "",
        "me@127.0.0.1",
        "127.0.0.1:x",
        "127.0.0.1/x",
        "[::1",
        "192.168.1.5:8700",
    ],
)
def test_other_host_names_are_refused(client, host):
    answer = client.get("/add", headers={"host": host})
    assert answer.status_code == 403
    assert "เครื่องนี้เท่านั้น" in answer.text
    assert "csrf" not in answer.text


FOREIGN = [
    {"origin": "http://evil.example"},
    {"origin": "null"},
    {"origin": "http://127.0.0.1:9999"},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_a_change_asked_for_by_another_site_is_refused(send, given, headers):
    assert send("/review/2567/s1/accept", headers=headers).status_code == 403
    assert given.workspace.store.decisions(2567) == []


@pytest.mark.parametrize(
    "headers", [{"origin": "http://127.0.0.1:8700"}, {"sec-fetch-site": "same-origin"}, {}], ids=str
)
def test_a_change_from_our_own_page_is_made(send, given, headers):
    assert send("/review/2567/s1/accept", headers=headers).status_code == 200
    assert len(given.workspace.store.decisions(2567)) == 1


@pytest.mark.parametrize("token", ["", "wrong", "ภาษาไทย"])
def test_a_change_without_the_token_is_refused(client, given, token):
    answer = client.post("/review/2567/s1/accept", data={"csrf": token})
    assert answer.status_code == 403
    assert "โปรดกลับไปโหลดหน้าใหม่" in answer.text
    assert given.workspace.store.decisions(2567) == []


def test_every_route_that_changes_something_checks_the_token():
    routes = [route for module in PAGES for route in module.router.routes if isinstance(route, APIRoute)]
    changing = [route for route in routes if route.methods - {"GET", "HEAD"}]
    assert len(changing) >= 7
    for route in changing:
        assert posted in [dependency.call for dependency in route.dependant.dependencies], route.path


def test_the_interface_description_is_not_served(client):
    assert [client.get(path).status_code for path in ("/docs", "/redoc", "/openapi.json")] == [404] * 3


@pytest.mark.parametrize("path", ["/", "/static/plandocs.css", "/nothing", "/documents/doc65"])
def test_every_answer_carries_the_security_headers(client, path):
    headers = client.get(path).headers
    assert "script-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert ("no-store" in headers.get("cache-control", "")) is not path.startswith("/static/")


def test_a_form_that_is_too_large_is_refused_before_it_is_read(send, monkeypatch):
    monkeypatch.setattr(security, "BODY_LIMIT", 1000)
    answer = send("/review/2567/own", data={"goal": "ก" * 500})
    assert answer.status_code == 413
    assert "ใหญ่เกินไป" in answer.text


def test_a_stream_that_grows_too_large_is_refused(client, monkeypatch):
    monkeypatch.setattr(security, "BODY_LIMIT", 1000)
    parts = (b"x" * 400 for _ in range(5))
    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/review/2567/own", content=parts, headers=headers).status_code == 413


def test_uploads_have_a_limit_of_their_own(send, monkeypatch):
    monkeypatch.setattr(security, "UPLOAD_LIMIT", 1000)
    assert send("/add", files={"files": ("a.txt", b"x" * 2000)}).status_code == 413


@pytest.mark.parametrize(
    "path",
    [
        "/static/../security.py",
        "/static/%2e%2e/security.py",
        "/drafts/..%2Fplandocs.db",
        "/drafts/%2e%2e%2fplandocs.toml",
    ],
)
def test_no_address_leads_out_of_its_folder(client, path):
    assert client.get(path).status_code == 404


def test_texts_of_documents_are_escaped(client):
    assert "&lt;และติดตามผลทุกไตรมาส&gt;" in client.get("/documents/doc65").text


def test_a_notice_cannot_be_written_by_an_address(client):
    page = client.get("/themes?done=โอนเงินมา").text
    assert "โอนเงินมา" not in page
    assert 'role="status"' not in page
