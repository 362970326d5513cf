"""
What keeps other programs and web pages out of a page that only this computer should use.

The server listens on 127.0.0.1 only. A foreign web page open in the same browser could still send requests to it, or
reach it under a host name of its own (DNS rebinding). Against these: the Host header must name this computer, and a
request that changes something must not come from another origin and must carry the token that only our pages know.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
#: Largest body of a request in bytes; uploads of documents have their own limit.
BODY_LIMIT = 2 * 1024 * 1024
UPLOAD_LIMIT = 300 * 1024 * 1024
UPLOAD_PATHS = frozenset({"/add", "/readback"})
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}

Headers = dict[str, str]


class TooLargeError(Exception):
    """The request's body exceeds its limit."""


def new_token() -> str:
    """Return a secret that lives as long as the server."""
    return secrets.token_urlsafe(32)


def same_token(given: str, token: str) -> bool:
    """Return whether a form's token is ours, in constant time."""
    return secrets.compare_digest(given.encode(), token.encode())


class Guard:
    """ASGI layer in front of every page: checks host, origin and size, and adds the security headers."""

    def __init__(self, app: ASGIApp, refuse: Callable[[int, str, str], ASGIApp]) -> None:
        self.app = app
        self.refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it with a refusal."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message = {**message, "headers": _with_headers(message["headers"], scope["path"])}
            await send(message)

        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        if reason := objection(scope["method"], headers):
            await self.refuse(403, *reason)(scope, receive, guarded)
            return
        try:
            await self.app(scope, _limited(receive, scope["path"], headers), guarded)
        except TooLargeError:
            if started:
                raise
            words = "ไฟล์หรือข้อมูลที่ส่งมาใหญ่เกินไป โปรดส่งครั้งละน้อยลง", "the request is too large"
            await self.refuse(413, *words)(scope, receive, guarded)


def objection(method: str, headers: Headers) -> tuple[str, str] | None:
    """
    Return why a request is not answered, in Thai and English, or None when nothing is wrong with it.

    >>> objection("GET", {"host": "127.0.0.1:8700"})
    >>> objection("POST", {"host": "127.0.0.1:8700", "origin": "http://elsewhere.example"})[1]
    'a request from another site was refused'
    """
    host = headers.get("host", "")
    if not _is_local(host):
        return "เปิดหน้านี้ได้จากเครื่องนี้เท่านั้น ที่ http://127.0.0.1", f"host {host[:80]!r} is not this computer"
    if method in {"GET", "HEAD", "OPTIONS"}:
        return None
    origin = headers.get("origin")
    foreign = origin is not None and urlsplit(origin).netloc != host
    if foreign or headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return "คำสั่งนี้มาจากหน้าเว็บอื่น จึงไม่ทำตาม", "a request from another site was refused"
    return None


def _is_local(host: str) -> bool:
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port  # raises when it is no number
    except ValueError:
        return False
    return parts.hostname in HOSTS and parts.username is None and not parts.path


def _with_headers(headers: list[tuple[bytes, bytes]], path: str) -> list[tuple[bytes, bytes]]:
    added = dict(HEADERS)
    if not path.startswith("/static/"):
        added["cache-control"] = "no-store"  # what planners read must not stay behind in the browser's cache
    present = {name.lower() for name, _ in headers}
    return [*headers, *((k.encode(), v.encode()) for k, v in added.items() if k.encode() not in present)]


def _limited(receive: Receive, path: str, headers: Headers) -> Receive:
    limit = UPLOAD_LIMIT if path in UPLOAD_PATHS else BODY_LIMIT
    declared = headers.get("content-length", "")
    seen = int(declared) if declared.isdigit() and int(declared) > limit else 0

    async def counted() -> Message:
        nonlocal seen
        if seen > limit:
            raise TooLargeError
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise TooLargeError
        return message

    return counted
