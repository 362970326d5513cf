"""Every expected error speaks Thai first and English behind it; every option and command explains itself."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import click
import pytest

from plandocs.cli.root import COMMANDS, group
from plandocs.model import errors

SOURCE = Path(__file__).parents[2] / "src" / "plandocs"
ERRORS = {
    name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.PlandocsError)
}
THAI = re.compile(r"[\u0e01-\u0e5b]")


def calls():
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else ""  # not click.UsageError
                if name in ERRORS:
                    yield pytest.param(node, id=f"{path.relative_to(SOURCE)}:{node.lineno}")


def literal(node):
    """The words written in the source, None where a message is handed on."""
    pieces = [n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    return "".join(pieces) if pieces else None


@pytest.mark.parametrize("call", list(calls()))
def test_an_error_has_a_thai_and_an_english_text_on_one_line(call):
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    if len(given) == 1 and isinstance(given[0], ast.Starred):
        return  # a message that crossed from a child process, written where it was first raised
    assert len(given) == 2
    thai, english = map(literal, given)
    if thai is not None:
        assert THAI.search(thai)
        assert "\n" not in thai
    if english is not None:
        assert not THAI.search(english)
        assert re.search("[A-Za-z]", english) or "{" in english
        assert "\n" not in english


def test_a_message_is_one_line_whatever_it_quotes():
    assert str(errors.NotFoundError("ไม่พบ\nไฟล์", "no\r\n file")) == "ไม่พบ ไฟล์ (no file)"


def commands(command, name):
    yield pytest.param(command, id=name)
    for child in getattr(command, "commands", {}).values():
        yield from commands(child, f"{name} {child.name}")


EVERY = [found for name in COMMANDS for found in commands(group.get_command(None, name), name)]


@pytest.mark.parametrize("command", EVERY)
def test_a_command_and_each_of_its_options_explain_themselves(command):
    assert THAI.search(command.help or "")
    assert re.search("[a-z]", command.help or "")
    for parameter in command.params:
        if isinstance(parameter, click.Option) and not parameter.hidden:
            assert THAI.search(parameter.help or ""), parameter.opts


def test_the_global_options_explain_themselves():
    assert all(option.help for option in group.params if isinstance(option, click.Option))
