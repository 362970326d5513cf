"""The one-way arrows between packages, read from the imports."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "plandocs"
MAY_IMPORT = {
    "model": set(),
    "thai": {"model"},
    "frameworks": {"model"},
    "store": {"model"},
    "ingest": {"model", "thai"},
    "search": {"model", "thai"},
    "suggest": {"model", "thai", "frameworks"},
    "review": {"model", "thai"},
    "draft": {"model", "thai", "frameworks"},
    "app": {"model", "thai", "frameworks", "store", "ingest", "search", "suggest", "review", "draft"},
    "cli": {"model", "thai", "app", "web"},
    "web": {"model", "thai", "app"},
}
MODULES = sorted(SOURCE.rglob("*.py"))
POSIX_ONLY = {"resource", "fcntl", "pwd", "grp", "termios", "pty"}


def imports(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module or "", node


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_imports_only_what_its_package_may(path):
    parts = path.relative_to(SOURCE).parts
    if len(parts) == 1:
        return
    allowed = MAY_IMPORT[parts[0]] | {parts[0]}
    for name, _ in imports(ast.parse(path.read_text("utf-8"))):
        pieces = name.split(".")
        if pieces[0] == "plandocs" and len(pieces) > 1:
            assert pieces[1] in allowed, f"{path.name} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_stays_within_four_hundred_lines(path):
    assert len(path.read_text("utf-8").splitlines()) <= 400


def test_every_package_is_in_the_picture():
    assert {path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists()} == set(MAY_IMPORT)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_posix_only_modules_are_imported_under_a_guard(path):
    tree = ast.parse(path.read_text("utf-8"))
    guarded = {id(inner) for node in ast.walk(tree) if isinstance(node, ast.Try) for inner in ast.walk(node)}
    for name, node in imports(tree):
        if name.split(".")[0] in POSIX_ONLY:
            assert id(node) in guarded, f"{path.name} imports {name} unguarded"
