"""A search from a cold process imports nothing heavy."""

from __future__ import annotations

import subprocess
import sys

HEAVY = (
    "sklearn", "scipy", "numpy", "pandas", "fastapi", "starlette", "uvicorn", "docxtpl", "docx", "jinja2", "openpyxl",
    "pypdf", "pypdfium2", "pdfminer", "pptx", "PIL", "lxml", "httpx", "psutil",
)  # fmt: skip
LOOK = """
import sys
from plandocs.cli.errors import exit_code_of
from plandocs.cli.root import group
code = exit_code_of(lambda: group.main(args=sys.argv[1:], standalone_mode=False))
print(code, *sorted({name.split(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def test_search_imports_nothing_heavy(sample_workspace):
    command = [sys.executable, "-c", LOOK, "--workspace", str(sample_workspace), "search", "ข้อมูลเปิด 4.1", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", stdin=subprocess.DEVNULL)
    code, *loaded = done.stderr.splitlines()[-1].split()
    assert code == "0", done.stderr
    assert set(loaded) & set(HEAVY) == set()
