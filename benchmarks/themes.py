"""
How long themes and suggestions of a large office take, and a digest of what comes out.

    python benchmarks/themes.py [--findings N] [--goals N] [--workspace FOLDER] [--stages]

Makes findings, goals and results of an invented office (the same ones in every run), or takes those of a workspace, and
prints CPU seconds of a cold process, of one that finds the vectors of all sentences kept, and of a second run. The
digest covers groups, links, states and suggestions to the last digit: two versions of the program that print the same
one say the same. `--stages` profiles the first run.
"""

from __future__ import annotations

import argparse
import cProfile
import hashlib
import pstats
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from plandocs.app.workspace import open_workspace
from plandocs.frameworks import load
from plandocs.model.finding import Facts, Finding, FindingKind, Goal, Kpi, Outcome, fact_id
from plandocs.model.text import Anchor, Place
from plandocs.model.year import FiscalYear
from plandocs.suggest.goals import suggest
from plandocs.suggest.lineage import _traced, trace
from plandocs.suggest.themes import build_themes
from plandocs.suggest.words import subject

FIRST, LAST = 2558, 2569
ITEMS = [f"{category}.{number}" for category in range(1, 8) for number in range(1, 6 if category == 7 else 5)]
THINGS = (
    "มาตรวัดน้ำ", "ระบบร้องเรียน", "ฐานข้อมูลผู้ใช้น้ำ", "ท่อประปา", "คู่มือปฏิบัติงาน", "แผนสืบทอดตำแหน่ง", "ห้องปฏิบัติการ",
    "เครื่องสูบน้ำ", "ต้นทุนต่อหน่วย", "ข้อมูลเปิด", "แบบสอบถามความพึงพอใจ", "หลักสูตรอบรม", "ตัวชี้วัดรายบุคคล", "สถานีวัดระดับน้ำ",
    "ใบอนุญาตออนไลน์", "ระบบสำรองไฟฟ้า", "พัสดุคงคลัง", "เครือข่ายอาสาสมัคร", "สัญญาจ้างเหมา", "คลังความรู้",
)  # fmt: skip
SYLLABLES = (
    "กา", "ขิน", "คำ", "จัน", "ชุม", "ดอน", "ตาล", "ทุ่ง", "นา", "บึง", "ปาก", "พระ", "ภู", "ม่วง", "ยาง", "รุ่ง", "ลาด",
    "วัง", "สวน", "หนอง", "ห้วย", "อ่าง", "เกาะ", "เขา", "เชียง", "แก้ว", "แหลม", "โคก", "โพธิ์", "ไทร",
)  # fmt: skip
LACKS = (
    "ยังไม่ครอบคลุมทุกแห่ง จึงติดตามผลไม่ได้", "ไม่ได้ปรับปรุงมาแล้ว {n} ปี", "มีเพียงร้อยละ {n} จากเป้าหมายร้อยละ {m}",
    "ใช้เวลาเฉลี่ย {n} วัน นานกว่ามาตรฐาน {m} วัน", "ยังไม่มีผู้รับผิดชอบที่ชัดเจน ทำให้งานล่าช้า", "ไม่ได้แยกผลตามกลุ่ม",
    "ยังไม่เชื่อมโยงกับระบบกลาง ต้องบันทึกซ้ำ {n} ครั้ง", "มีเรื่องค้าง {n} เรื่อง",
)  # fmt: skip
MEASURES = (("ร้อยละของ{}", "ร้อยละ"), ("จำนวน{}", "แห่ง"), ("ระยะเวลารอ{}", "วัน"))


def made(findings: int, goals: int) -> Facts:
    """Return facts of an invented office: matters that come back in other words, and plans that answer some of them."""
    chance = random.Random(findings)  # noqa: S311
    names = ["".join(chance.choices(SYLLABLES, k=6)) for _ in range(findings // 5)]
    matters = [(chance.choice(THINGS), name, chance.choice(ITEMS)) for name in names]
    years = range(FIRST, LAST)
    found = [_finding(number, chance.choice(years), chance.choice(matters), chance) for number in range(findings)]
    plans = [_goal(number, chance.choice(years) + 1, chance.choice(matters), chance) for number in range(goals)]
    results = [_outcome(goal, chance) for goal in plans if chance.random() < 0.7]
    return Facts(tuple(found), tuple(plans), tuple(results))


def _finding(number: int, year: int, matter: tuple[str, str, str], chance: random.Random) -> Finding:
    thing, where, item = matter
    text = f"{thing}{where}{chance.choice(LACKS).format(n=chance.randint(2, 60), m=chance.randint(61, 95))}"
    document = f"report-{year}"
    kind = FindingKind.OFI if chance.random() < 0.9 else FindingKind.STRENGTH
    identity, anchor = fact_id("f", document, text, number), Anchor.of(document, 0, text, 0, len(text))
    return Finding(identity, kind, "pmqa4", item, FiscalYear(year), text, document, Place(""), anchor)


def _goal(number: int, year: int, matter: tuple[str, str, str], chance: random.Random) -> Goal:
    thing, where, item = matter
    name, unit = chance.choice(MEASURES)
    base = float(chance.randint(2, 60))
    kpi = Kpi(name.format(thing + where), unit, base, base + chance.randint(1, 30))
    text, document = f"ปรับปรุง{thing}{where}", f"plan-{year}"
    source = f"รายงานป้อนกลับ พ.ศ. {year - 1} หัวข้อ {item}" if chance.random() < 0.6 else ""
    items = (("pmqa4", item),) if chance.random() < 0.8 else ()
    identity, anchor = fact_id("g", document, text, number), Anchor.of(document, 0, text, 0, len(text))
    return Goal(identity, FiscalYear(year), text, document, Place(""), anchor, (kpi,), items=items, source=source)


def _outcome(goal: Goal, chance: random.Random) -> Outcome:
    kpi, document = goal.kpis[0], f"monitoring-{goal.plan_year}"
    actual = (kpi.target or 0.0) + chance.randint(-9, 3)
    identity, anchor = fact_id("o", goal.id), Anchor.of(document, 0, kpi.name, 0, len(kpi.name))
    given = {"unit": kpi.unit, "target": kpi.target, "actual": actual, "months": 12}
    return Outcome(identity, goal.plan_year, goal.goal, kpi.name, document, Place(""), anchor, **given)  # type: ignore[arg-type]


def digest(*values: object) -> str:
    """Return a short sum of what values print."""
    return hashlib.sha256("\n".join(map(repr, values)).encode()).hexdigest()[:16]


def said(facts: Facts) -> dict[str, str]:
    """Return digests of the groups and links, the themes, and the suggestions that the facts lead to."""
    lineage = trace(facts.findings, facts.goals, facts.outcomes, load(), facts.proposals)
    rows = [(row.key, [g.id for g in row.goals], [k.name for k in row.kpis]) for row in lineage.series]
    links = sorted((key, sorted((k, repr(v)) for k, v in of.items())) for key, of in lineage.links.items() if of)
    results = sorted((key, [o.id for o in of]) for key, of in lineage.outcomes.items())
    return {
        "series": digest(rows, results),
        "links": digest(links),
        "likeness": digest(lineage.alike.tobytes()),
        "groups": digest(lineage.groups),
        "themes": digest(build_themes(facts.findings, facts.goals, facts.outcomes, levels=facts.levels)),
        "suggestions": digest(_suggested(facts)),
    }


def _suggested(facts: Facts) -> Any:
    year = max(int(f.report_year) for f in facts.findings) + 1
    return suggest(
        year,
        findings=facts.findings,
        goals=facts.goals,
        outcomes=facts.outcomes,
        proposals=facts.proposals,
        frameworks=load(),
    )


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU seconds of one run."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description="CPU seconds of themes and suggestions")
    parser.add_argument("--findings", type=int, default=300)
    parser.add_argument("--goals", type=int)
    parser.add_argument("--workspace", type=Path)
    parser.add_argument("--stages", action="store_true")
    parser.add_argument("--digest", action="store_true")
    given = parser.parse_args()
    if given.workspace:
        with open_workspace(given.workspace) as workspace:
            facts = workspace.store.facts()
    else:
        facts = made(given.findings, given.findings * 2 // 5 if given.goals is None else given.goals)
    print(f"{len(facts.findings)} findings, {len(facts.goals)} goals, {len(facts.outcomes)} results")

    def themes() -> object:
        return build_themes(facts.findings, facts.goals, facts.outcomes, levels=facts.levels)

    if given.stages:
        with cProfile.Profile() as profile:
            themes()
        pstats.Stats(profile).sort_stats("cumulative").print_stats(45)
        return
    if not given.digest:
        print(f"themes, cold:             {seconds(themes):6.2f} s CPU")
        _traced.cache_clear()
        subject.cache_clear()
        print(f"themes, vectors kept:     {seconds(themes):6.2f} s CPU")
        print(f"themes again, same facts: {seconds(themes):6.2f} s CPU")
        print(f"suggestions:              {seconds(lambda: _suggested(facts)):6.2f} s CPU")
        return
    for name, value in said(facts).items():
        print(f"{name:12} {value}")


if __name__ == "__main__":
    main()
