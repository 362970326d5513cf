"""`make bench` runs every benchmark that there is."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "benchmarks"


def test_make_bench_runs_every_script(monkeypatch):
    monkeypatch.setattr(sys, "path", [*sys.path])
    run = runpy.run_path(str(FOLDER / "run.py"))
    listed = {benchmark.script for benchmark in run["BENCHMARKS"].values()}
    scripts = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.py")}
    runnable = {name for name in scripts if "__main__" in (FOLDER / name).read_text("utf-8")}
    assert listed | run["ASKED_FOR"] == runnable - {"run.py"}


def test_what_cannot_run_here_is_said(monkeypatch):
    monkeypatch.delenv("PLANDOCS_DATA", raising=False)
    run = runpy.run_path(str(FOLDER / "run.py"))
    assert run["missing"](run["BENCHMARKS"]["search"]) == "PLANDOCS_DATA is not set"
    assert run["missing"](run["BENCHMARKS"]["cold"]) == ""
