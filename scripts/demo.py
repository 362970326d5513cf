"""What `make demo` does: from the sample agency's documents to the Word draft of its plan for FY2568."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
DEMO = Path("demo")
WORKSPACE = DEMO / "workspace"
DRAFT = DEMO / "improvement-plan-2568.docx"
YEAR = "2568"
REFUSED_SOME = 3


def main() -> None:
    """Run the whole path; the last line printed is the path of the draft."""
    os.chdir(ROOT)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")
    if DEMO.exists():
        shutil.rmtree(DEMO)
    title("1. สร้างพื้นที่ทำงานและอ่านเอกสารตัวอย่าง (make a workspace, read the sample documents)")
    run("init", "--profile", "corpus/agency.toml")
    run("add", "corpus/documents", expect=(0, REFUSED_SOME))
    print("   ไฟล์ที่อ่านไม่ได้ข้างต้นเป็นไปตามที่ตั้งใจไว้ในชุดตัวอย่าง (refusals above are expected)")
    title("2. ค้นหา (search)")
    run("search", "ข้อมูลเปิด 4.1", "--limit", "3")
    title("3. ประเด็นที่ยังค้างอยู่ (weaknesses still open)")
    run("themes", "--state", "open", "--state", "reopened", "--min-years", "2")
    title(f"4. ข้อเสนอสำหรับปีงบประมาณ พ.ศ. {YEAR} (suggestions)")
    run("suggest", YEAR, "--limit", "3")
    title("5. พิจารณาข้อเสนอ (scripted decisions)")
    decide()
    title("6. ร่างแผน (the Word draft)")
    run("draft", "improvement-plan", "--year", YEAR, "-o", str(DRAFT))
    print(DRAFT.as_posix())


def decide() -> None:
    """Make the decisions of corpus/decisions.toml and print each."""
    suggestions = json.loads(run("suggest", YEAR, "--json", quiet=True))
    decided: set[str] = set()
    for entry in tomllib.loads(Path("corpus/decisions.toml").read_text("utf-8"))["decision"]:
        found = next((s for s in suggestions if s["id"] not in decided and fits(s, entry["about"])), None)
        if found is None:
            print(f"   ไม่มีข้อเสนอเรื่อง {entry['about']} (no such suggestion)")
            continue
        decided.add(found["id"])
        options = [part for key, text in entry.get("changes", {}).items() for part in (f"--{key}", text)]
        options += ["--reason", entry["reason"]] if "reason" in entry else []
        run("review", entry["action"], found["id"], "--year", YEAR, "--who", "คณะทำงานตัวอย่าง", *options, quiet=True)
        print(f"   {entry['action']:<7} {entry.get('changes', {}).get('goal', found['goal'])}")
        if "reason" in entry:
            print(f"           เหตุผล: {entry['reason']}")


def fits(suggestion: dict, about: str) -> bool:
    """Return whether the suggestion's goal or first KPI names the subject."""
    return about in suggestion["goal"] or any(about in kpi["name"] for kpi in suggestion["kpis"])


def title(text: str) -> None:
    """Print a heading."""
    print(f"\n== {text}", flush=True)


def run(*arguments: str, expect: tuple[int, ...] = (0,), quiet: bool = False) -> str:
    """Run plandocs, print what it says (unless `quiet`), and return its standard output."""
    command = [sys.executable, "-m", "plandocs", "--workspace", str(WORKSPACE), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", stdin=subprocess.DEVNULL)
    if not quiet:
        print(f"$ plandocs {' '.join(arguments)}")
        print(done.stdout + done.stderr, end="", flush=True)
    if done.returncode not in expect:
        print(done.stdout + done.stderr, file=sys.stderr)
        sys.exit(f"plandocs {arguments[0]}: exit code {done.returncode}")
    return done.stdout


if __name__ == "__main__":
    main()
