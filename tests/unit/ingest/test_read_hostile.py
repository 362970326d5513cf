"""The zoo: every hostile or broken file is read or refused with one clear line, quickly, and nothing is left behind."""

from __future__ import annotations

import importlib.util
import sys
import time
from pathlib import Path

import pytest

from plandocs.ingest.isolate import ReaderPool
from plandocs.ingest.limits import MEGABYTE, Limits
from plandocs.ingest.tools import Tools
from plandocs.model.errors import PasswordProtectedError, RefusedError

SPEC = importlib.util.spec_from_file_location("hostile_zoo", Path(__file__).with_name("zoo.py"))
zoo = importlib.util.module_from_spec(SPEC)
sys.modules[SPEC.name] = zoo
SPEC.loader.exec_module(zoo)

#: Animals that take seconds to make or to refuse; the benchmark runs them all.
SLOW = {
    "bomb-one-text.docx",
    "bomb-many-paragraphs.docx",
    "bomb.zip",
    "million-rows.xlsx",
    "double-flate.pdf",
    "flate-bomb.pdf",
    "many-operators.pdf",
    "bomb-unused-part.docx",
    "many-pages.pdf",
    "many-entries.docx",
    "long-line.txt",
    "many-columns.csv",
}
LIMITS = Limits(seconds=8, memory_bytes=1500 * MEGABYTE)


@pytest.fixture(scope="module")
def pool():
    with ReaderPool(LIMITS, Tools()) as pool:
        yield pool


def refusal_of(pool, path):
    try:
        pool.read(path)
    except RefusedError as error:
        return error
    return None


def test_there_are_at_least_sixty_animals():
    assert len(zoo.ANIMALS) >= 60


@pytest.mark.parametrize("name", sorted(set(zoo.ANIMALS) - SLOW))
def test_each_animal_is_read_or_refused_in_one_line(pool, tmp_path, name):
    path = tmp_path / "in" / name
    path.parent.mkdir()
    path.write_bytes(zoo.ANIMALS[name]())
    before = sorted(tmp_path.rglob("*"))
    started = time.monotonic()
    refusal = refusal_of(pool, path)
    if refusal is not None:
        assert "\n" not in str(refusal)
        assert any("\u0e01" <= letter <= "\u0e5b" for letter in refusal.thai)
        assert "Traceback" not in refusal.english
    assert time.monotonic() - started < 20
    assert sorted(tmp_path.rglob("*")) == before


REFUSALS = [
    ("empty.docx", "empty"),
    ("duplicate-part.docx", "two entries"),
    ("traversal.docx", "leaves the container"),
    ("doctype.docx", "DOCTYPE"),
    ("xxe.docx", "DOCTYPE"),
    ("utf16-doctype.docx", "DOCTYPE"),
    ("doctype.xlsx", "DOCTYPE"),
    ("encrypted.docx", "password"),
    ("encrypted-member.docx", "password"),
    ("password.pdf", "password"),
    ("overlapping.zip", "overlap"),
    ("garbage.pdf", "not a readable PDF"),
    ("program.docx", "kind program"),
]


@pytest.mark.parametrize(("name", "reason"), REFUSALS)
def test_the_reason_is_named(pool, tmp_path, name, reason):
    path = tmp_path / name
    path.write_bytes(zoo.ANIMALS[name]())
    with pytest.raises(RefusedError, match=reason):
        pool.read(path)


READ = [
    ("pdf-named.docx", "Plan"),
    ("docx-named.pdf", "ข้อความ"),
    ("text-named.docx", "แผนงานประจำปี"),
    ("html-named.docx", "แผน"),
    ("missing-relations.docx", "ข้อความ"),
    ("external-picture.docx", "ข้อความ"),
    ("style-circle.docx", "วน"),
    ("huge-span.docx", "ก\tข"),
    ("lying-dimension.xlsx", "แผ่น"),
    ("script.html", "ข้อความ"),
    ("javascript.pdf", "Plan"),
]


@pytest.mark.parametrize(("name", "text"), READ)
def test_odd_files_with_real_content_are_read(pool, tmp_path, name, text):
    path = tmp_path / name
    path.write_bytes(zoo.ANIMALS[name]())
    assert pool.read(path).blocks[0].text == text


def test_a_cell_too_far_away_is_named_and_costs_no_time(pool, tmp_path):
    path = tmp_path / "far-cell.xlsx"
    path.write_bytes(zoo.ANIMALS["far-cell.xlsx"]())
    assert [note.code for note in pool.read(path).notes] == ["columns-left-out", "no-text"]


def test_a_worker_that_dies_is_replaced(tmp_path):
    good = tmp_path / "ดี.txt"
    good.write_text("แผนงาน", encoding="utf-8")
    with ReaderPool(LIMITS, Tools()) as pool:
        assert pool.read(good).blocks
        pool._idle[0]._process.kill()
        pool._idle[0]._process.wait()
        assert pool.read(good).blocks


def test_a_reader_without_progress_is_stopped(tmp_path):
    slow = tmp_path / "ช้า.docx"
    slow.write_bytes(zoo.docx(zoo.document("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 400_000)))
    with ReaderPool(tools=Tools()) as pool, pytest.raises(RefusedError) as caught:
        pool.read(slow, limits=Limits(seconds=-9.5))
    assert "no progress" in caught.value.english or "died" in caught.value.english


def test_protected_files_are_told_apart(pool, tmp_path):
    path = tmp_path / "ลับ.docx"
    path.write_bytes(zoo.compound("EncryptedPackage"))
    with pytest.raises(PasswordProtectedError):
        pool.read(path)
