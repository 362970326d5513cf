"""The command line in this process: what it prints, its exit code, and a stdin that nobody may read."""

from __future__ import annotations

import io
import json
import sys
from types import SimpleNamespace

import pytest

from plandocs.cli.errors import exit_code_of
from plandocs.cli.root import group


class Untouched(io.TextIOBase):
    """A stdin that is no terminal and fails when somebody waits for it."""

    def isatty(self):
        return False

    def read(self, *_):
        pytest.fail("a command waits for stdin")

    readline = readlines = __next__ = read


@pytest.fixture
def run(monkeypatch, capsys):
    """`run("search", "ก", workspace=path)` → code, out, err, and `value` for JSON."""
    monkeypatch.setattr(sys, "stdin", Untouched())

    def call(*arguments, workspace=None):
        command = [*(["--workspace", str(workspace)] if workspace else []), *map(str, arguments)]
        capsys.readouterr()
        code = exit_code_of(lambda: group.main(args=command, prog_name="plandocs", standalone_mode=False))
        captured = capsys.readouterr()
        value = json.loads(captured.out) if "--json" in command and code in {0, 3} else None
        return SimpleNamespace(code=code, out=captured.out, err=captured.err, value=value)

    return call
