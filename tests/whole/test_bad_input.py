"""Bad input gets one line that says what to do, the right exit code, and nothing half-written."""

from __future__ import annotations

import sqlite3
import zipfile

import pytest


@pytest.fixture
def workspace(plandocs, tmp_path):
    path = tmp_path / "ws"
    plandocs("init", "--agency", "กรมตัวอย่าง", workspace=path, check=0)
    return path


def one_line(done):
    lines = [line for line in done.stderr.splitlines() if line.startswith(("ผิดพลาด", "Error"))]
    assert len(lines) == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    return lines[0]


def test_a_missing_workspace_names_the_command_that_makes_one(plandocs, tmp_path):
    done = plandocs("documents", workspace=tmp_path / "none", check=1)
    assert "plandocs init" in one_line(done)


def test_a_second_init_does_not_touch_the_first(plandocs, workspace):
    before = (workspace / "plandocs.toml").read_bytes()
    one_line(plandocs("init", "--agency", "อื่น", workspace=workspace, check=1))
    assert (workspace / "plandocs.toml").read_bytes() == before


def test_a_missing_path_is_named_before_anything_is_read(plandocs, workspace, tmp_path):
    (tmp_path / "good.txt").write_text("ข้อความ", "utf-8")
    done = plandocs("add", tmp_path / "good.txt", tmp_path / "missing.docx", workspace=workspace, check=1)
    assert "missing.docx" in one_line(done)
    assert plandocs("documents", "--json", workspace=workspace, check=0).stdout.strip() == "[]"


def test_an_empty_folder_is_said_to_be_empty(plandocs, workspace, tmp_path):
    (tmp_path / "empty").mkdir()
    assert "empty" in one_line(plandocs("add", tmp_path / "empty", workspace=workspace, check=1))


def test_a_corrupt_file_is_refused_and_the_others_are_read(plandocs, workspace, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.docx").write_bytes(b"PK\x03\x04 not a package")
    (folder / "b.pdf").write_bytes(b"%PDF-1.4 nothing")
    (folder / "c.txt").write_text("แผนเพิ่มประสิทธิภาพองค์การ", "utf-8")
    with zipfile.ZipFile(folder / "d.docx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/other.xml", "<a/>")
    done = plandocs("add", folder, workspace=workspace, check=3)
    for name in ("a.docx", "b.pdf", "d.docx"):
        assert any(name in line for line in done.stderr.splitlines() if line.startswith("อ่านไม่ได้"))
    listed = plandocs("documents", "--csv", workspace=workspace, check=0).stdout
    assert listed.count(",refused,") == 3
    assert "c.txt" in listed


@pytest.mark.parametrize("year", ["1990", "99999", "0"])
def test_a_year_out_of_range_is_wrong_usage(plandocs, workspace, year):
    assert year in one_line(plandocs("suggest", year, workspace=workspace, check=2))


def test_an_unknown_template_is_named(plandocs, workspace, tmp_path):
    done = plandocs("draft", "no-such-template", "--year", "2568", "-o", tmp_path / "x.docx", workspace=workspace)
    assert done.returncode in {1, 2}
    assert "no-such-template" in one_line(done)
    assert not (tmp_path / "x.docx").exists()


def test_a_workspace_of_a_newer_version_is_left_alone(plandocs, workspace):
    with sqlite3.connect(workspace / "plandocs.db") as database:
        database.execute("UPDATE about SET value = '999' WHERE key = 'schema'")
    database.close()
    before = (workspace / "plandocs.db").read_bytes()
    assert "ใหม่กว่า" in one_line(plandocs("documents", workspace=workspace, check=1))
    assert (workspace / "plandocs.db").read_bytes() == before


def test_broken_settings_name_the_file_and_line(plandocs, workspace):
    (workspace / "plandocs.toml").write_text("[agency\nname = 1", "utf-8")
    message = one_line(plandocs("review", "list", "--year", "2568", workspace=workspace, check=1))
    assert "plandocs.toml" in message
    assert "line 1" in message


def test_rejecting_without_a_reason_is_refused_and_nothing_is_written(plandocs, sample_workspace):
    import json

    first = json.loads(plandocs("suggest", "2568", "--json", workspace=sample_workspace, check=0).stdout)[0]["id"]
    one_line(plandocs("review", "reject", first, "--year", "2568", workspace=sample_workspace, check=1))
    assert json.loads(plandocs("review", "log", "--year", "2568", "--json", workspace=sample_workspace).stdout) == []


@pytest.mark.parametrize("arguments", [("review",), ("search",), ("draft", "--digits", "roman"), ("nothing",)])
def test_wrong_usage_is_exit_code_two_and_never_waits(plandocs, workspace, arguments):
    assert plandocs(*arguments, workspace=workspace).returncode == 2
