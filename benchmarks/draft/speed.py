"""
How long a draft with 100 goals takes, beside bare docxtpl on the same template, and how long reading it back takes.

`python benchmarks/draft/speed.py [GOALS]`; best of three runs, in seconds.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "unit" / "draft"), str(Path(__file__).parent)]

from roundtrip import goals  # noqa: E402 - beside this script
from sample_plan import context  # noqa: E402

from plandocs.draft.readback import read_back  # noqa: E402
from plandocs.draft.render import render  # noqa: E402
from plandocs.draft.sandbox import FILTERS  # noqa: E402


def best(action: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def bare(template: Path, values: dict, out: Path) -> None:
    from docxtpl import DocxTemplate
    from jinja2 import Environment

    document = DocxTemplate(template)
    env = Environment(autoescape=True)
    env.filters.update({name: function for name, (function, _) in FILTERS.items()})
    document.render(dict(values) | {"ร่าง": True, "แสดงที่มา": True}, env)
    document.save(out)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    template = ROOT / "templates" / "improvement-plan.docx"
    made = context(goals(count))
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "d.docx"
        print(f"{count} goals, {len(made.fields)} fields")
        print(f"bare docxtpl                {best(lambda: bare(template, made.values, Path(name) / 'bare.docx')):.2f}")
        print(
            f"render, same process        {best(lambda: render(template, made, out, pages=False, isolated=False)):.2f}"
        )
        print(f"render, limited process     {best(lambda: render(template, made, out, pages=False)):.2f}")
        print(f"read back                   {best(lambda: read_back(out)):.2f}")


if __name__ == "__main__":
    main()
