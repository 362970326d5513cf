"""Uploads: names are shown, never used as paths, and nothing stays behind."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given as every
from hypothesis import strategies as st
from starlette.datastructures import UploadFile

from plandocs.web.uploads import on_disk, shown_name


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
def test_uploads_lie_in_a_folder_of_their_own_and_are_gone_afterwards(name):
    with on_disk([UploadFile(io.BytesIO(b"1"), filename=name), UploadFile(io.BytesIO(b"2"), filename=name)]) as kept:
        paths = [path for path, _ in kept]
        assert [path.read_bytes() for path in paths] == [b"1", b"2"]
        assert len({path.parent for path in paths}) == 1
    assert not paths[0].parent.exists()


def test_sending_no_file_is_said_so(send):
    answer = send("/add", files={"files": ("", b"")})
    assert answer.status_code == 400
    assert "โปรดเลือกไฟล์" in answer.text
