"""Killed while it accepts, drafts, indexes or backs up: nothing half-written, and the same command then finishes."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "kills.py"


@pytest.fixture(scope="module")
def kills():
    spec = importlib.util.spec_from_file_location("plandocs_kills", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


@pytest.mark.parametrize(
    ("name", "moment"), [("accept", 0.9), ("draft", 1.4), ("draft", 2.2), ("reindex", 0.9), ("backup", 0.4)]
)
def test_a_killed_command_leaves_nothing_half_done(kills, sample_workspace, tmp_path, name, moment):
    kills.kill_once(kills.SCENARIOS[name], sample_workspace, tmp_path / "room", moment)
