"""How plandocs does on the documents of another invented agency, with layouts and subjects of its own."""

from __future__ import annotations

import json
import re
from itertools import combinations
from pathlib import Path

import pytest
from rapidfuzz import fuzz

from plandocs import open as open_workspace
from plandocs.app.planning import themes
from plandocs.thai.digits import to_arabic
from plandocs.thai.normalise import normalise

SET = Path(__file__).parent / "second_agency"
#: Likeness of letters above which a parsed text is the annotated one: a PDF may lose or move a mark.
SAME = 90


def letters(text):
    return re.sub(r"[\W_]+", "", to_arabic(normalise(text).text))


def gold(name):
    return [json.loads(line) for line in (SET / "gold" / name).read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def agency(plandocs, tmp_path_factory):
    path = tmp_path_factory.mktemp("second") / "workspace"
    plandocs("init", "--agency", "กรมอนุรักษ์คุณภาพลุ่มน้ำ", workspace=path, check=0)
    plandocs("add", SET / "documents", workspace=path, check=0)
    with open_workspace(path) as workspace:
        files = {d.id: Path(d.path).name for d in workspace.store.documents()}
        yield workspace, files, workspace.store.facts()


@pytest.fixture(scope="module")
def matched(agency):
    """Pairs of (gold finding, parsed finding) that agree in file, kind, item and words."""
    _, files, facts = agency
    left = list(facts.findings)
    pairs = []
    for wanted in gold("findings.jsonl"):
        for found in left:
            item = re.match(r"\d\.\d", wanted["item"])[0]  # award reports are annotated with the printed reference
            same = (files[found.document_id], found.kind.value, found.item) == (wanted["file"], wanted["kind"], item)
            if same and fuzz.ratio(letters(found.text), letters(wanted["text"])) >= SAME:
                pairs.append((wanted, found))
                left.remove(found)
                break
    return pairs


def test_findings_are_found_and_nothing_else(matched, agency):
    wanted, found = gold("findings.jsonl"), agency[2].findings
    assert len(matched) / len(wanted) >= 0.95, [w["text"][:60] for w in wanted if w not in [m for m, _ in matched]]
    assert len(matched) / len(found) >= 0.95, [f.text[:60] for f in found if f not in [m for _, m in matched]]


def test_goals_of_plans_are_found_with_their_figures(agency):
    _, files, facts = agency
    wanted = [goal for goal in gold("goals.jsonl") if not goal["file"].startswith("A1")]
    missing = []
    for goal in wanted:
        of_file = [g for g in facts.goals if files[g.document_id] == goal["file"] and g.plan_year == goal["plan_year"]]
        fits = [g for g in of_file if any(fuzz.ratio(letters(k.name), letters(goal["kpi"])) >= SAME for k in g.kpis)]
        good = [g for g in fits if any(k.target == float(goal["target"].replace(",", "")) for k in g.kpis)]
        if not good or good[0].budget != goal["budget"] or good[0].status.value != goal["status"]:
            missing.append(goal["kpi"])
    assert len(missing) <= 0.1 * len(wanted), missing


def test_outcomes_are_found_with_their_figures(agency):
    facts = agency[2]
    missing = []
    for wanted in gold("outcomes.jsonl"):
        fits = [o for o in facts.outcomes if fuzz.ratio(letters(o.kpi), letters(wanted["kpi"])) >= SAME]
        if not any((o.target, o.actual) == (float(wanted["target"]), float(wanted["actual"])) for o in fits):
            missing.append(wanted["kpi"])
    assert len(missing) <= 1, missing


def pairs_of(groups):
    return {frozenset(pair) for group in groups for pair in combinations(sorted(group), 2)}


def test_weaknesses_are_followed_through_changing_words(agency, matched):
    workspace = agency[0]
    chains, known = {}, set()
    for wanted, found in matched:
        if wanted["kind"] == "ofi":
            known.add(found.id)
            if wanted["chain"]:
                chains.setdefault(wanted["chain"], []).append(found.id)
    right = pairs_of(chains.values())
    told = pairs_of([[f for f in theme.findings if f in known] for theme in themes(workspace)])
    precision, recall = len(right & told) / max(1, len(told)), len(right & told) / len(right)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    assert f1 >= 0.8, (round(precision, 3), round(recall, 3))
