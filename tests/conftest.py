"""Shared fixtures, and the rule for optional programs: skipped when missing, a failure where they are required."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parent.parent
PROGRAMS = {
    "libreoffice": ("soffice", "libreoffice"),
    "tesseract": ("tesseract",),
    "poppler": ("pdftotext",),
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
}


def pytest_runtest_setup(item):
    for marker, names in PROGRAMS.items():
        if item.get_closest_marker(marker) and not any(shutil.which(name) for name in names):
            if os.environ.get("PLANDOCS_REQUIRE_OPTIONAL"):
                pytest.fail(f"{names[0]} is required here but not installed")
            pytest.skip(f"{names[0]} is not installed")


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def corpus() -> Path:
    return ROOT / "corpus"


def run_plandocs(*arguments, workspace=None, env=None, check=None, stdin=subprocess.DEVNULL):
    """Run the command line in a process of its own, as a planner does."""
    command = [sys.executable, "-m", "plandocs", *(["--workspace", str(workspace)] if workspace else [])]
    done = subprocess.run(
        [*command, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **(env or {})},
        stdin=stdin,
        timeout=600,
    )
    if check is not None:
        assert done.returncode == check, done.stderr + done.stdout
    return done


@pytest.fixture(scope="session")
def plandocs():
    return run_plandocs


@pytest.fixture(scope="session")
def plain_workspace(tmp_path_factory, corpus) -> Path:
    """The sample read where no optional program is installed: the .doc, the scan and the damaged PDF are refused."""
    path = tmp_path_factory.mktemp("plain") / "workspace"
    nothing = {"PATH": str(tmp_path_factory.mktemp("empty-path"))}
    run_plandocs("init", "--profile", corpus / "agency.toml", workspace=path, check=0)
    run_plandocs("add", corpus / "documents", workspace=path, env=nothing, check=3)
    return path


@pytest.fixture(scope="session")
def sample_workspace(tmp_path_factory, corpus) -> Path:
    """The sample agency's documents, read once for the whole test session; tests must not change it."""
    path = tmp_path_factory.mktemp("sample") / "workspace"
    run_plandocs("init", "--profile", corpus / "agency.toml", workspace=path, check=0)
    done = run_plandocs("add", corpus / "documents", workspace=path)
    assert done.returncode in {0, 3}, done.stderr  # the damaged PDF is refused where nothing can recognise it
    return path


settings.register_profile("plandocs", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.load_profile("plandocs")
