"""What is computed for all findings and measures at once equals its plain definition, pair by pair."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plandocs.frameworks import load
from plandocs.suggest import joint as joints
from plandocs.suggest.clusters import BEST, THRESHOLD, group
from plandocs.suggest.joint import joint
from plandocs.suggest.links import Link, Linker
from plandocs.suggest.measures import Agreement, goal_series, measure, name_similarity, same_measure
from plandocs.suggest.pools import SILENCE, silent_years
from plandocs.suggest.similarity import Nearness
from plandocs.suggest.standing import places

FRAMEWORKS = load()
SEEDS = pytest.mark.parametrize("seed", range(12))
ITEMS = ("1.1", "4.1", "4.2", "6.3", "7.1", "")
NAMES = st.lists(
    st.sampled_from(
        (
            "ร้อยละ",
            "จำนวน",
            "มาตรวัดน้ำ",
            "ที่อ่านค่าทางไกล",
            "ผู้รับบริการ",
            "บุคลากร",
            "ความพึงพอใจ",
            "ข้อมูลเปิด",
            "เวลา",
            "ต้นทุน",
            "สะสม",
        )
    ),
    max_size=5,
).map("".join)
UNITS = st.sampled_from(("", "ร้อยละ", "%", "ชุด", "วัน"))


def symmetric(random, count, digits):
    table = np.round(random.random((count, count)) ** 6, digits)
    return np.maximum(table, table.T)


def plain_groups(alike, together):
    """The same by its definition: all likenesses of two groups anew after every join."""
    groups = [[number] for number in range(len(alike))]

    def likeness(one, other):
        pairs = [alike[a, b] for a in one for b in other]
        left = min(together[a, b] for a in one for b in other)
        return left * ((1 - BEST) * sum(pairs) / len(pairs) + BEST * max(pairs))

    while len(groups) > 1:
        ranked = [(likeness(a, b), -i, -j) for i, a in enumerate(groups) for j, b in enumerate(groups) if i < j]
        value, one, other = max(ranked)
        if value < THRESHOLD:
            break
        groups[-one] = sorted(groups[-one] + groups.pop(-other))
    return groups


@SEEDS
def test_groups_are_those_of_the_definition(seed):
    random = np.random.default_rng(seed)
    alike = symmetric(random, 24, 9)
    together = np.where(symmetric(random, 24, 9) < 0.1, 0.85, 1.0) if seed % 2 else np.ones((24, 24))
    found = group(alike, together if seed % 2 else None)

    assert found == plain_groups(alike, together)
    assert 1 < len(found) < 24


def plain_joint(findings, matrix, order, nearness, series, links):
    """The same by its definition, one pair after the other."""
    count, years = len(findings), {f.report_year for f in findings}
    of = [links.get(f.id, {}) for f in findings]
    sure = [{key for key, link in found.items() if link.strength >= joints.SURE} for found in of]
    goals = {row.key: row.goals for row in series}
    made = np.zeros((count, count))
    for a, one in enumerate(findings):
        for b, other in enumerate(findings):
            factor = nearness.of(one.edition, one.item, other.edition, other.item)
            if one.document_id == other.document_id:
                factor *= joints.SAME_PLACE if one.item == other.item else joints.SAME_REPORT
            elif any(sure) and not sure[a] and not sure[b]:
                factor *= SILENCE ** silent_years(one.report_year, other.report_year, years)
            factor = 1.0 if a == b else factor
            value = matrix[order[one.id], order[other.id]] * factor
            worths = [
                joints.ONE_MEASURE * min(of[a][k].strength, of[b][k].strength) ** 0.5 for k in of[a] if k in of[b]
            ]
            for mine, theirs, alone in ((of[a], of[b], other), (of[b], of[a], one)):
                for key in () if theirs else mine:
                    spoken = max(matrix[order[alone.id], order[goal.id]] for goal in goals[key])
                    worths.append(joints.SPOKEN * spoken * factor)
            value = value if a == b else max([value, *worths])
            if sure[a] and sure[b] and not sure[a] & sure[b]:
                mine, theirs = ([g for key in keys for g in goals[key]] for keys in (sure[a], sure[b]))
                if {g.plan_year for g in mine} & {g.plan_year for g in theirs}:
                    value *= joints.OTHER_MEASURE
                else:
                    near = max(matrix[order[x.id], order[y.id]] for x in mine for y in theirs)
                    value = max(value * joints.LATER_MEASURE, joints.GOALS_ALIKE * near * factor)
            made[a, b] = value
    return made


@SEEDS
def test_likeness_of_findings_is_that_of_the_definition(make, seed):
    random = np.random.default_rng(seed)
    findings = [
        make.finding(int(random.integers(2560, 2566)), str(random.choice(ITEMS)), f"ข้อ {number}", edition=edition)
        for number, edition in enumerate(random.choice(["pmqa4", "pmqa2562"], 25))
    ]
    goals = [make.goal(int(random.integers(2561, 2567)), f"เป้า {n}", f"{n}" * 9, "ชุด") for n in range(9)]
    series = goal_series(goals)
    order = {thing.id: number for number, thing in enumerate([*findings, *goals])}
    matrix = symmetric(random, len(order), 9)
    links = {
        f.id: {int(k): Link(float(random.choice([0.6, 0.7, 0.8, 0.9])), "source") for k in random.integers(0, 9, size)}
        for f in findings
        if seed % 4 and (size := int(random.integers(0, 3)))
    }
    nearness = Nearness(FRAMEWORKS)
    answered = [bool(keys) for keys in joints.surely(findings, links)]
    factor = places(findings, nearness) * joints.one_report(findings) * joints.unheard(findings, answered)
    np.fill_diagonal(factor, 1.0)

    assert (joint(findings, matrix, order, series, links, factor) ==
            plain_joint(findings, matrix, order, nearness, series, links)).all()  # fmt: skip


@given(st.lists(st.tuples(NAMES, UNITS), min_size=1, max_size=12))
@settings(max_examples=60, deadline=None)
def test_measures_agree_as_they_do_two_by_two(named):
    measures = [measure(name, unit) for name, unit in named]
    names = Agreement(measures)
    for number, one in enumerate(measures):
        likeness, same, continued = names.row(number, len(measures))

        assert likeness.tolist() == [name_similarity(one, other) for other in measures]
        assert same.tolist() == [same_measure(one, other) for other in measures]
        assert continued.tolist() == [same_measure(one, other, continued=True) for other in measures]


@SEEDS
def test_figures_link_a_finding_to_the_series_that_all_series_tried_would_give(make, seed):
    random = np.random.default_rng(seed)
    number = lambda: int(random.integers(20, 40))  # noqa: E731
    findings = [
        make.finding(2565, "6.2", f"เรื่อง{n} มีร้อยละ {number()} จากเป้าหมายร้อยละ {number()}", document=f"d{n}")
        for n in range(20)
    ]
    goals = [
        make.goal(2565, f"เป้า {n}", "กขคงจฉชซ"[n] * 12, "ร้อยละ", number(), number(), item="6.2", source="ข้อสั่งการ")
        for n in range(8)
    ]
    series = goal_series(goals)
    linker = Linker(findings, Nearness(FRAMEWORKS), lambda *_: 0.1, lambda *_: 0.1)
    wanted = {}
    for finding in findings:
        scores = {row.key: linker._figure_score(finding, row, {}) for row in series}
        best = max(scores, key=lambda key: scores[key])
        if scores[best] >= 0.8:
            wanted[finding.id] = {best: Link(min(0.95, scores[best]), "figures")}

    assert len(series) == 8
    assert {key: found for key, found in linker.links(series, {}).items() if found} == wanted
    assert 0 < len(wanted) < len(findings)
