"""The wheel alone, in an empty environment outside the checkout, goes from documents to a draft."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    target = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(target), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(target.glob("*.whl"))


def test_the_wheel_carries_templates_data_and_pages(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        *(f"plandocs/_templates/{path.name}" for path in (ROOT / "templates").glob("*.docx")),
        "plandocs/thai/data/glossary.tsv",
        "plandocs/frameworks/data/pmqa4.toml",
        "plandocs/py.typed",
    ):
        assert needed in names
    assert any(name.startswith("plandocs/web/templates/") for name in names)
    assert not [name for name in names if name.startswith("plandocs/_templates/") and name.endswith(".py")]


def test_the_wheel_goes_from_init_to_draft_in_an_empty_environment(wheel, tmp_path):
    home = tmp_path / "env"
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    # The packages it depends on come from this environment through a path file; plandocs itself does not.
    site = Path(
        subprocess.run(
            [python, "-c", "import site; print(site.getsitepackages()[0])"], capture_output=True, text=True
        ).stdout.strip()
    )
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    assert subprocess.run([*pip, str(wheel)]).returncode == 0
    here = [p for p in sys.path if p.endswith("site-packages")]
    (site / "borrowed.pth").write_text("\n".join(here), "utf-8")
    work = tmp_path / "work"
    work.mkdir()

    def run(*arguments, expect=0):
        env = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "PLANDOCS_WORKSPACE"}}
        command = [python.parent / "plandocs", "--workspace", "ws", *map(str, arguments)]
        done = subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", cwd=work, env=env, stdin=subprocess.DEVNULL
        )
        assert done.returncode == expect, done.stdout + done.stderr
        return done.stdout

    origin = subprocess.run(
        [python, "-c", "import plandocs; print(plandocs.__file__)"], capture_output=True, text=True, cwd=work
    )
    assert Path(origin.stdout.strip()).is_relative_to(site)
    run("init", "--agency", "กรมตัวอย่าง")
    documents = ROOT / "corpus" / "documents"
    run("add", *[path for path in sorted(documents.iterdir()) if path.name[:3] in {"D15", "D16", "D17"}])
    suggestions = json.loads(run("suggest", "2568", "--json"))
    assert suggestions
    run("review", "accept", suggestions[0]["id"], "--year", "2568")
    run("draft", "improvement-plan", "--year", "2568", "-o", "plan.docx")
    assert zipfile.ZipFile(work / "plan.docx").testzip() is None
