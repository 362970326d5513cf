"""Uploads: names are shown, never used as paths, and nothing stays behind."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given as every
from hypothesis import strategies as st
from starlette.datastructures import UploadFile

from plandocs.web.uploads import in_folder, keep, on_disk, shown_name


@every(st.text(max_size=400))
def test_a_shown_name_is_always_one_plain_file_name(name):
    shown = shown_name(name)
    assert shown not in {"", ".", ".."}
    assert Path(shown).name == shown
    assert not set(shown) & set('<>:"/\\|?*')
    assert not any(ord(letter) < 32 for letter in shown)
    assert len(shown.encode()) <= 255
    assert shown_name(shown) == shown


@pytest.mark.parametrize("name", ["../../x.docx", "C:\\x.docx", "แผน.docx", "/etc/cron.d/x.docx"])
def test_uploads_lie_in_their_folder_under_different_names_and_are_gone_afterwards(name, tmp_path):
    folder = tmp_path / "uploads"
    both = [UploadFile(io.BytesIO(b"1"), filename=name), UploadFile(io.BytesIO(b"2"), filename=name)]
    source = tmp_path / "source"
    source.mkdir()
    for upload in both:
        keep(source, upload)
    with in_folder(source, folder) as paths:
        assert {path.read_bytes() for path in paths} == {b"1", b"2"}
        assert all(path.parent == folder for path in paths)
    assert list(tmp_path.iterdir()) == [source]
    assert list(source.iterdir()) == []


def test_uploads_for_a_single_look_lie_in_a_temporary_folder():
    with on_disk([UploadFile(io.BytesIO(b"1"), filename="../a.xlsx")]) as paths:
        assert paths[0].name == "a.xlsx"
        assert paths[0].read_bytes() == b"1"
    assert not paths[0].parent.exists()


def test_what_a_killed_server_left_is_not_read_again(tmp_path):
    folder, source = tmp_path / "uploads", tmp_path / "source"
    folder.mkdir()
    source.mkdir()
    (folder / "old.docx").write_bytes(b"old")
    with in_folder(source, folder):
        assert list(folder.iterdir()) == []


def test_sending_no_file_is_said_so(send):
    answer = send("/add", files={"files": ("", b"")})
    assert answer.status_code == 400
    assert "โปรดเลือกไฟล์" in answer.text
