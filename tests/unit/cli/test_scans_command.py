"""`plandocs scans`: what waits for a person, and what that person says of it."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from plandocs.app.workspace import init_workspace
from plandocs.model.agency import Agency, Settings

SPEC = importlib.util.spec_from_file_location("scanned", Path(__file__).parents[2] / "scanned.py")
scanned = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(scanned)


@pytest.fixture
def scan(tmp_path):
    with init_workspace(tmp_path / "ws", Settings(agency=Agency(name="กรมตัวอย่าง"))) as workspace:
        return workspace.path, scanned.add_scan(workspace).id


def test_numbers_are_listed_confirmed_corrected_and_taken_back(run, scan, tmp_path):
    home, key = scan

    def waiting(*options):
        return [(row["document_id"], row["block"]) for row in run("scans", *options, "--json", workspace=home).value]

    assert waiting() == [(key, 2)]
    assert waiting("--all", "--document", key) == [(key, 0), (key, 2)]
    assert "เป้าหมาย" in run("scans", workspace=home).out
    assert run("findings", "--check", workspace=home).code == 0
    assert run("goals", "--json", workspace=home).value[0]["unconfirmed"] is True

    assert run("scans", "confirm", key, "2", workspace=home).code == 0
    assert waiting() == []
    assert run("goals", "--json", workspace=home).value[0]["unconfirmed"] is False

    cells = [*scanned.READ[:3], "13", *scanned.READ[4:]]
    told = run("scans", "correct", key, "2", *cells, workspace=home)
    assert (told.code, told.out) == (0, "")
    assert "13" in told.err
    assert "31" in told.err
    assert run("goals", "--json", workspace=home).value[0]["kpis"][0]["baseline"] == 13

    assert run("scans", "undo", key, "2", workspace=home).code == 0
    assert waiting() == [(key, 2)]


def test_the_picture_is_written_and_nothing_is_written_over(run, scan, tmp_path):
    home, key = scan
    target = tmp_path / "เทียบ.png"
    assert run("scans", "picture", key, "2", target, workspace=home).code == 0
    assert target.read_bytes().startswith(b"\x89PNG")
    assert run("scans", "picture", key, "2", target, "--page", workspace=home).code == 2


@pytest.mark.parametrize(
    "arguments", [("confirm", "KEY", "99"), ("correct", "KEY", "2", "น้อยไป"), ("undo", "nothing", "0")]
)
def test_what_cannot_be_done_is_said(run, scan, arguments):
    home, key = scan
    told = run("scans", *(key if word == "KEY" else word for word in arguments), workspace=home)
    assert told.code in {1, 2}
    assert told.err.strip()
