"""Wrong use of the command line, said in Thai: what is wrong, what was perhaps meant, and where help is."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

import click


def told(error: click.UsageError) -> str:
    """Return the message for a wrong command, option or value, the English of click behind it."""
    where = error.ctx.command_path if error.ctx else "plandocs"
    return f"{_thai(error)} ({_english(error)}) ดูวิธีใช้: {where} --help"


def close_to(given: str, known: Iterable[str]) -> str:
    """
    Return a question for what was perhaps meant, empty when nothing is near.

    >>> close_to("serach", ["search", "show"])
    ' หรือท่านหมายถึง search'
    """
    near = get_close_matches(given, list(known), 1, 0.6)
    return f" หรือท่านหมายถึง {near[0]}" if near else ""


def _english(error: click.UsageError) -> str:
    return error.format_message().strip().rstrip(".")


def _thai(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        known = {name for param in error.ctx.command.params for name in param.opts} if error.ctx else set()
        return f"ไม่มีตัวเลือก {error.option_name}{close_to(error.option_name, known)}"
    name = (
        error.param.get_error_hint(error.ctx)
        if isinstance(error, click.BadParameter) and error.param and error.ctx
        else ""
    )
    name = name.replace("'", "")
    if isinstance(error, click.MissingParameter):
        return f"ยังไม่ได้ระบุ {name}"
    if isinstance(error, click.BadParameter):
        return f"ค่าของ {name} ใช้ไม่ได้{_choices(error.param)}"
    if isinstance(error, click.BadOptionUsage):
        return f"ตัวเลือก {error.option_name} ต้องมีค่าตามหลัง"
    return "ไม่มีคำสั่งย่อยนี้" if error.message.startswith("No such command") else "คำสั่งไม่ถูกต้อง"


def _choices(param: click.Parameter | None) -> str:
    if param is None or not isinstance(param.type, click.Choice):
        return ""
    return " เลือกจาก " + ", ".join(map(str, param.type.choices))
