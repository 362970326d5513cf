"""The built sample documents are real files of their kinds, and match their sources."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[2] / "corpus"
FILES = sorted((CORPUS / "documents").iterdir())
MAGIC = {".docx": b"PK\x03\x04", ".xlsx": b"PK\x03\x04", ".pdf": b"%PDF-", ".doc": b"\xd0\xcf\x11\xe0"}


def validator():
    return os.environ.get("PLANDOCS_OOXML_VALIDATOR") or shutil.which("ooxml-validator")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:12])
def test_a_file_is_what_its_name_says(path):
    if path.suffix == ".txt":
        assert "สรุปผล" in path.read_bytes().decode("cp874")
    else:
        assert path.read_bytes().startswith(MAGIC[path.suffix])


def test_all_eighteen_documents_and_the_extra_copies_are_built():
    assert {path.name[:3] for path in FILES} == {f"D{n:02}" for n in range(1, 19)}
    assert len(FILES) == 22


def test_the_gold_findings_are_those_of_the_sources():
    gold = [json.loads(line) for line in (CORPUS / "gold" / "findings.jsonl").read_text("utf-8").splitlines()]
    annotated = sum(path.read_text("utf-8").count("{{") for path in (CORPUS / "sources").glob("*.md"))
    assert len(gold) == annotated
    assert {entry["file"] for entry in gold} <= {path.name for path in FILES}


@pytest.mark.skipif(validator() is None, reason="no Open XML validator here")
@pytest.mark.parametrize("path", [p for p in FILES if p.suffix == ".docx"], ids=lambda path: path.name[:12])
def test_a_word_file_follows_the_open_xml_schema(path):
    done = subprocess.run([validator(), path], capture_output=True, text=True, encoding="utf-8")
    told = json.loads(done.stdout)
    assert told["ok"], told["errors"][:3]
