"""What holds for any facts: nothing is lost, nothing later counts, the order of reading does not matter."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plandocs.frameworks import load
from plandocs.model.finding import Finding, FindingKind, Goal, Kpi, Outcome, fact_id
from plandocs.model.plan import SuggestionSet
from plandocs.model.text import Anchor, Place
from plandocs.model.year import FiscalYear
from plandocs.suggest.decisions import theme_id
from plandocs.suggest.goals import suggest
from plandocs.suggest.themes import build_themes

FRAMEWORKS = load()
YEAR = 2567
MANY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SUBJECTS = (
    "ชุดข้อมูลเปิด",
    "ต้นทุนต่อหน่วย",
    "มาตรวัดน้ำทางไกล",
    "เขื่อนขนาดเล็ก",
    "การนิเทศงานของสถานี",
    "คู่เทียบ",
    "ข้อร้องเรียน",
    "x",
    "",
)
SAID = ("ยังไม่มีผู้รับผิดชอบ จึงล่าช้า", "มีร้อยละ 31 จากเป้าหมายร้อยละ 45", "ควรกำหนดผู้ดูแลประจำทุกสถานี", "ไม่ได้แยกตามเขต", "3 ชุด")
ITEMS = ("1.1", "4.1", "6.2", "6.3", "7.1", "")
YEARS = st.integers(2563, 2569)


@st.composite
def findings(draw):
    year, item = draw(YEARS), draw(st.sampled_from(ITEMS))
    text = f"{draw(st.sampled_from(SUBJECTS))}{draw(st.sampled_from(SAID))}"
    edition = draw(st.sampled_from(("pmqa4", "pmqa2562", "")))
    document = f"r{year}{edition}"
    kind = draw(st.sampled_from(tuple(FindingKind)))
    identity = fact_id("f", document, item, text, kind)
    anchor = Anchor.of(document, 0, text, 0, len(text))
    return Finding(identity, kind, edition, item, FiscalYear(year), text, document, Place("หน้า 1"), anchor)


@st.composite
def goals(draw):
    year, subject, item = draw(YEARS), draw(st.sampled_from(SUBJECTS)), draw(st.sampled_from(ITEMS))
    unit = draw(st.sampled_from(("ร้อยละ", "ชุด", "")))
    number = st.none() | st.floats(0, 100).map(lambda value: round(value, 1))
    strategic = draw(st.booleans())
    targets = tuple((y, 50.0) for y in range(year, year + 3)) if strategic else ()
    kpi = Kpi(f"จำนวน{subject}", unit, draw(number), draw(number), targets)
    text, document = f"เพิ่ม{subject}", f"p{year}{strategic}"
    anchor = Anchor.of(document, 0, text, 0, len(text))
    source = draw(st.sampled_from(("", f"รายงานป้อนกลับ พ.ศ. {year - 1} หัวข้อ {item or '4.1'}", "ข้อสั่งการ")))
    more = {"items": (("pmqa4", item),) if item else (), "source": source, "strategic": strategic}
    identity = fact_id("g", document, subject, unit, str(kpi), source, item)
    return Goal(
        identity, FiscalYear(year), text, document, Place("ตาราง"), anchor, draw(st.sampled_from(((kpi,), ()))), **more
    )


@st.composite
def outcomes(draw):
    year, subject = draw(YEARS), draw(st.sampled_from(SUBJECTS))
    document, kpi = f"m{year}", f"จำนวน{subject}"
    actual, closed = draw(st.none() | st.floats(0, 100)), draw(st.none() | st.booleans())
    anchor = Anchor.of(document, 0, kpi, 0, len(kpi))
    row = {"actual": actual, "closed": closed, "months": draw(st.sampled_from((6, 12, None)))}
    return Outcome(
        fact_id("o", document, kpi, str(row)), FiscalYear(year), "", kpi, document, Place("ตาราง"), anchor, **row
    )


def unique(rows):
    return st.lists(rows, max_size=8, unique_by=lambda row: row.id)


FACTS = st.fixed_dictionaries(
    {"findings": unique(findings()), "goals": unique(goals()), "outcomes": unique(outcomes())}
)


def run(facts) -> SuggestionSet:
    return suggest(YEAR, **facts, frameworks=FRAMEWORKS)


@MANY
@given(FACTS)
def test_every_ofi_stands_in_exactly_one_theme(facts):
    themes = build_themes(**facts)
    members = sorted(f for theme in themes for f in theme.findings)
    assert members == sorted(f.id for f in facts["findings"] if f.kind is FindingKind.OFI)
    assert len({theme.id for theme in themes}) == len(themes)


@MANY
@given(FACTS, st.randoms(use_true_random=False))
def test_the_order_of_reading_does_not_matter(facts, random):
    shuffled = {name: random.sample(rows, len(rows)) for name, rows in facts.items()}
    assert build_themes(**shuffled) == build_themes(**facts)
    assert run(shuffled) == run(facts)


@MANY
@given(FACTS)
def test_nothing_about_the_plan_year_or_later_changes_suggestions(facts):
    late = {o.document_id for o in facts["outcomes"] if o.plan_year >= YEAR}
    known = {
        "findings": [f for f in facts["findings"] if f.report_year < YEAR],
        "goals": [g for g in facts["goals"] if (g.plan_year <= YEAR if g.strategic else g.plan_year < YEAR)],
        "outcomes": [o for o in facts["outcomes"] if o.plan_year < YEAR and o.document_id not in late],
    }
    assert run(known) == run(facts)


@MANY
@given(FACTS)
def test_open_findings_are_covered_or_explained_and_quotes_hold(facts):
    found = run(facts)
    known = [f for f in facts["findings"] if f.report_year < YEAR]
    goals = [g for g in facts["goals"] if (g.plan_year <= YEAR if g.strategic else g.plan_year < YEAR)]
    outcomes = [o for o in facts["outcomes"] if o.plan_year < YEAR]
    closed = {f for t in build_themes(known, goals, outcomes) if t.state == "closed" for f in t.findings}
    listed = [row.finding_id for row in found.coverage]
    assert len(listed) == len(set(listed))
    assert {f.id for f in known if f.kind is FindingKind.OFI} - closed <= set(listed)
    assert all(row.suggestion_ids or row.reason for row in found.coverage)
    assert all(e.anchor.verify(e.quote) or e.quote for s in found.suggestions for e in s.evidence)


@MANY
@given(FACTS)
def test_no_baseline_without_a_document_and_no_target_without_a_rule(facts):
    for suggestion in run(facts).suggestions:
        for kpi in suggestion.kpis:
            assert kpi.source
            assert kpi.baseline is None or kpi.baseline_document_id
            if kpi.unit == "ร้อยละ" and kpi.target is not None and kpi.target > 100:
                assert any(kpi.target in (k.target, *dict(k.targets).values()) for g in facts["goals"] for k in g.kpis)


@MANY
@given(FACTS, st.data())
def test_what_a_planner_merged_stays_together(facts, data):
    themes = build_themes(**facts)
    if len(themes) < 2:
        return
    one, other = data.draw(st.lists(st.sampled_from(themes), min_size=2, max_size=2, unique_by=lambda t: t.id))
    merge = ("merge", one.id, {"other": other.id, "findings": list(other.findings)})
    rename = ("rename", one.id, {"title": "ชื่อของผู้วางแผน"})
    again = build_themes(**{**facts, "findings": [replace(f) for f in facts["findings"]]}, decisions=[merge, rename])
    joined = [theme for theme in again if set(one.findings) | set(other.findings) <= set(theme.findings)]
    assert len(joined) == 1
    assert joined[0].title == "ชื่อของผู้วางแผน"
    assert joined[0].id in {theme_id(f) for f in joined[0].findings}
