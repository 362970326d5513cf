"""Build the second agency: documents and gold files from ``source/``.

The agency, its figures and its texts are invented. Run from anywhere::

    python tests/eval/second_agency/build.py

LibreOffice (``soffice``) prints the one PDF; ``--no-pdf`` leaves it as it is.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import plans  # noqa: E402
import reports  # noqa: E402
from layouts import thai  # noqa: E402

DOCS = HERE / "documents"
GOLD = HERE / "gold"

REPORTS = {  # source name: (file, report year, edition, writer)
    "2564": ("R1_รายงานป้อนกลับ_2564.docx", 2564, "pmqa4", reports.write_2564),
    "2565": ("R2_ข้อมูลป้อนกลับ_2565.docx", 2565, "pmqa4", reports.write_2565),
    "2566": ("R3_รายงานป้อนกลับ_2566.pdf", 2566, "pmqa4", reports.write_2566),
    "award_2565": ("R4_รายงานป้อนกลับรางวัล_2565.docx", 2565, "pmqa2562", reports.write_award),
}
PLAN_2565 = "P1_แผนยกระดับการพัฒนาองค์การ_2565.docx"
PLAN_2566 = "P2_ร่างแผนเพิ่มประสิทธิภาพองค์การ_2566.xlsx"
MONITORING = "M1_ผลการดำเนินงาน_12เดือน_2565.docx"
ACTION_PLAN = "A1_แผนปฏิบัติราชการ_2567.docx"
NEWSLETTER = "N1_จดหมายข่าว_ตุลาคม2566.docx"


def read(name: str, *fields: str) -> list[dict[str, str]]:
    """Return the rows of a bar-separated source file."""
    lines = (HERE / "source" / f"{name}.txt").read_text("utf-8").splitlines()
    return [dict(zip(fields, line.split("|"), strict=True)) for line in lines if line and not line.startswith("#")]


def read_findings(name: str) -> list[dict[str, str]]:
    """Return the findings of one report in source order."""
    rows = read(f"findings_{name}", "kind", "item", "chain", "text")
    for row in rows:
        row["kind"] = {"O": "ofi", "S": "strength"}[row["kind"]]
    return rows


def read_goals(year: int) -> list[dict[str, str]]:
    """Return the goals of an improvement plan."""
    return read(
        f"goals_{year}",
        "chain",
        "item",
        "issue",
        "goal",
        "kpi",
        "unit",
        "baseline",
        "target",
        "owner",
        "budget",
        "activity",
    )


def write_lines(name: str, rows: list[dict]) -> None:
    """Write one JSON object a line."""
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (GOLD / name).write_text(text, "utf-8")


def gold_goal(file: str, year: int, status: str, row: dict, **other) -> dict:
    """Return the gold record of one goal."""
    return {
        "file": file,
        "plan_year": year,
        "goal": row["goal"],
        "kpi": row["kpi"],
        "unit": row["unit"],
        "baseline": row["baseline"],
        "target": row["target"],
        "owner": row["owner"],
        "budget": int(row["budget"]),
        "status": status,
        "chain": row.get("chain", "").strip("-"),
    } | other


def build_reports(items: dict[str, str], pdf: bool) -> list[dict]:
    """Write the feedback reports and return the gold findings."""
    gold = []
    for name, (file, year, edition, writer) in REPORTS.items():
        rows = read_findings(name)
        if pdf or not file.endswith(".pdf"):
            writer(DOCS / file, rows, items)
        gold += [
            {
                "file": file,
                "report_year": year,
                "kind": row["kind"],
                "edition": edition,
                "item": row["item"],
                "chain": row["chain"],
                "text": row["text"],
            }
            for row in rows
        ]
    return gold


def build_plans() -> tuple[list[dict], list[dict]]:
    """Write the plans and the monitoring report; return goals and outcomes."""
    first, second = read_goals(2565), read_goals(2566)
    third = read("goals_2567", "strategy", "goal", "kpi", "unit", "baseline", "targets", "owner", "million")
    outcomes = {
        row["chain"]: row | {"achieved": row["achieved"] == "y"}
        for row in read("outcomes_2565", "chain", "actual", "achieved", "note")
    }
    plans.write_plan_2565(DOCS / PLAN_2565, first)
    plans.write_plan_2566(DOCS / PLAN_2566, second)
    plans.write_monitoring(DOCS / MONITORING, first, outcomes)
    plans.write_action_plan(DOCS / ACTION_PLAN, third)
    goals = [gold_goal(PLAN_2565, 2565, "approved", row | {"kpi": thai(row["kpi"])}) for row in first]
    goals += [gold_goal(PLAN_2566, 2566, "draft", row) for row in second]
    for row in third:
        yearly = dict(zip(("2567", "2568", "2569", "2570"), row["targets"].split(","), strict=True))
        row |= {"target": yearly["2567"], "budget": round(float(row["million"]) * 1_000_000)}
        goals.append(gold_goal(ACTION_PLAN, 2567, "approved", row, targets=yearly))
    results = [
        {
            "file": MONITORING,
            "plan_year": 2565,
            "kpi": row["kpi"],
            "target": row["target"],
            "actual": outcomes[row["chain"]]["actual"],
            "achieved": outcomes[row["chain"]]["achieved"],
            "chain": row["chain"],
        }
        for row in first
    ]
    return goals, results


def gold_chains(findings: list[dict]) -> dict[str, dict]:
    """Return the state and the finding texts by year of every chain."""
    chains = {}
    for row in read("chains", "chain", "subject", "state", "measure", "why"):
        members = [item for item in findings if item["chain"] == row["chain"]]
        chains[row["chain"]] = {
            "subject": row["subject"],
            "state": row["state"],
            "measure": row["measure"],
            "why": row["why"],
            "findings": {
                str(year): [
                    {key: item[key] for key in ("file", "edition", "item", "text")}
                    for item in members
                    if item["report_year"] == year
                ]
                for year in sorted({item["report_year"] for item in members})
            },
        }
    return chains


def main() -> None:
    """Build everything."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--no-pdf", action="store_true", help="do not print the PDF again")
    pdf = not parser.parse_args().no_pdf
    DOCS.mkdir(exist_ok=True)
    GOLD.mkdir(exist_ok=True)
    items = {row["code"]: row["name"] for row in read("items", "code", "name")}
    findings = build_reports(items, pdf)
    goals, outcomes = build_plans()
    lines = (HERE / "source" / "newsletter.txt").read_text("utf-8").splitlines()
    plans.write_newsletter(DOCS / NEWSLETTER, lines)
    write_lines("findings.jsonl", findings)
    write_lines("goals.jsonl", goals)
    write_lines("outcomes.jsonl", outcomes)
    chains = json.dumps(gold_chains(findings), ensure_ascii=False, indent=2)
    (GOLD / "chains.json").write_text(chains + "\n", "utf-8")
    sys.stdout.write(f"{len(findings)} findings, {len(goals)} goals, {len(outcomes)} outcomes\n")


if __name__ == "__main__":
    main()
