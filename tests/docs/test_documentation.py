"""What the documentation says is true: commands exist, examples run, JSON fields are as described."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plandocs.cli.root import COMMANDS, group

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
JSON_DOC = (ROOT / "docs" / "json.md").read_text("utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_loads_and_explains_itself(name):
    command = group.get_command(None, name)
    assert command is not None
    assert command.help


def test_the_readme_names_only_commands_that_exist():
    named = set(re.findall(r"`?plandocs ([a-z]+)", README))
    assert named - {"turns", "reads", "names", "is"} <= set(COMMANDS)
    assert len(named) > 8


def test_the_readme_python_example_runs(sample_workspace, tmp_path):
    example = re.search(r"```python\n(.*?)```", README, re.DOTALL)[1]
    (tmp_path / "example.py").write_text(example.replace('"workspace"', repr(str(sample_workspace))), "utf-8")
    done = subprocess.run([sys.executable, tmp_path / "example.py"], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert "PMQA" in done.stdout


def test_the_year_in_the_readme_runs_word_for_word(plandocs, tmp_path, corpus):
    """The commands under "A year with plandocs", with a folder of documents and a suggestion that exist."""
    session = README.split("## A year with plandocs", 1)[1].split("```sh\n", 1)[1].split("```", 1)[0]
    folder = tmp_path / "documents"
    folder.mkdir()
    for path in (corpus / "documents").iterdir():
        if path.name[:3] in {"D14", "D15", "D16", "D17"}:
            shutil.copy(path, folder)
    workspace, chosen = tmp_path / "workspace", ""
    lines = [shlex.split(line, comments=True)[1:] for line in session.splitlines() if line.startswith("plandocs ")]
    assert len(lines) >= 10
    for words in lines:
        if words[0] == "serve":
            continue
        arguments = [str(folder) if w.startswith("~/") else chosen if w.startswith("s0") else w for w in words]
        arguments = [str(tmp_path / w) if w.endswith(".docx") else w for w in arguments]
        done = plandocs(*arguments, workspace=workspace, check=0)
        if words[0] == "suggest":
            chosen = json.loads(plandocs("suggest", "2568", "--json", workspace=workspace, check=0).stdout)[0]["id"]
            assert chosen in done.stdout


@pytest.mark.parametrize("page", [ROOT / "README.md", *(ROOT / "docs").glob("*.md")], ids=lambda page: page.name)
def test_links_and_pictures_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
        assert "://" in target or (page.parent / target).exists(), target


def fields_of(heading):
    section = JSON_DOC.split(f"## `{heading}", 1)[1].split("\n## ", 1)[0]
    return set(re.findall(r"`([a-z_]+)`", section))


@pytest.mark.parametrize(
    ("heading", "arguments"),
    [
        ("documents --json", ("documents", "--json")),
        ("findings --json", ("findings", "--json")),
        ("themes --json", ("themes", "--json")),
        ("themes --doubtful --json", ("themes", "--doubtful", "--json")),
        ("goals --json", ("goals", "--json")),
        ("suggest YEAR --json", ("suggest", "2568", "--json")),
        ("review list --json", ("review", "list", "--year", "2568", "--json")),
    ],
)
def test_printed_fields_are_the_documented_ones(heading, arguments, plandocs, sample_workspace):
    rows = json.loads(plandocs(*arguments, workspace=sample_workspace, check=0).stdout)
    assert rows
    documented = fields_of(heading)
    if heading.startswith("review"):
        documented |= fields_of("suggest YEAR --json")
    assert set(rows[0]) <= documented


def test_search_prints_the_documented_fields(plandocs, sample_workspace):
    found = json.loads(plandocs("search", "ข้อมูลเปิด", "--json", workspace=sample_workspace, check=0).stdout)
    documented = fields_of("search QUERY --json")
    assert set(found) | set(found["hits"][0]) <= documented | {
        "query", "hits", "chips", "expansions", "did_you_mean", "missing", "notes",
    }  # fmt: skip
    for hit in found["hits"]:
        for start, end in hit["highlights"]:
            assert 0 <= start < end <= len(hit["text"])


@pytest.mark.parametrize(
    ("heading", "arguments"),
    [
        ("documents --json", ("documents",)),
        ("findings --json", ("findings",)),
        ("suggest YEAR --coverage --json", ("suggest", "2568", "--coverage")),
        ("doctor --json", ("doctor",)),
        ("templates list --json", ("templates", "list")),
        ("templates fields --json", ("templates", "fields")),
        ("audit YEAR --json", ("audit", "2568")),
        ("goals --json", ("strategy", "list")),
    ],
)
def test_every_printed_field_is_documented_by_name(heading, arguments, plandocs, sample_workspace):
    rows = json.loads(plandocs(*arguments, "--json", workspace=sample_workspace, check=0).stdout)
    assert rows
    documented = fields_of(heading)
    assert set(rows[0]) <= documented
    if " --json" in heading and heading.startswith(("templates", "doctor", "suggest")):
        assert set(rows[0]) >= documented - {"null"}


def test_a_shown_document_and_its_log_have_the_documented_fields(plandocs, sample_workspace):
    key = json.loads(plandocs("documents", "--json", workspace=sample_workspace, check=0).stdout)[0]["id"]
    shown = json.loads(plandocs("show", key, "--json", workspace=sample_workspace, check=0).stdout)
    assert set(shown) == fields_of("documents --json") - {"read", "refused", "draft", "approved", "unknown"} | {
        "blocks"
    }
    assert set(shown["blocks"][0]) == fields_of("show ID --json") - {"blocks"}
