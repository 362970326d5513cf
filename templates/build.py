# ruff: noqa: INP001
# (scripts beside the templates they build, no package)

"""
Build the Word templates: `python templates/build.py`.

The .docx files are the source that planners edit in Word; this script made their first version and rebuilds them
after a change of the common base (`wordbase.py`). The bodies are in `plan.py` and `forms.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import forms  # noqa: E402 - siblings of this script, which is no package
import plan  # noqa: E402
import wordbase  # noqa: E402


def build(folder: Path = HERE) -> list[Path]:
    """Write every template into `folder` and return the paths."""
    made = []
    for name, (title, body, footnotes, header) in {**plan.TEMPLATES, **forms.TEMPLATES}.items():
        path = folder / f"{name}.docx"
        wordbase.document(path, title, body, footnotes=footnotes, header=header)
        made.append(path)
    return made


if __name__ == "__main__":
    for written in build(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE):
        sys.stdout.write(f"{written.name}\n")
