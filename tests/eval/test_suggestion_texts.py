"""The words of every suggestion on the sample: the rules of official goals, and a golden file for people to read.

After a change that is meant, run with PLANDOCS_WRITE_GOLDEN=1 and read what changed.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from plandocs import open as open_workspace
from plandocs.app.planning import suggestions
from plandocs.suggest.aims import abbreviations, first_aim, one_aim
from plandocs.suggest.built import LAST_RESORT
from plandocs.suggest.verbs import begins_with_verb
from plandocs.suggest.wording import number
from plandocs.thai.digits import to_arabic

GOLDEN = Path(__file__).parents[1] / "golden"
YEARS = (2564, 2565, 2566, 2567, 2568)


@pytest.fixture(scope="module")
def made(plain_workspace):
    with open_workspace(plain_workspace) as workspace:
        return {year: suggestions(workspace, year) for year in YEARS}


@pytest.fixture(scope="module")
def every(made):
    return [suggestion for found in made.values() for suggestion in found.suggestions]


def test_goals_begin_with_a_verb_and_state_one_aim(every):
    assert len(every) > 60
    assert not [s.goal for s in every if not begins_with_verb(s.goal)]
    assert not [s.goal for s in every if first_aim(s.goal) != s.goal]


def test_goals_worded_from_findings_hold_no_figure_no_means_and_no_task(every):
    new = [s.goal for s in every if s.relation == "new"]
    assert new
    assert not [goal for goal in new if not one_aim(goal) or len(goal) > 110]


def test_goals_and_kpis_hold_no_unexplained_abbreviation(every):
    texts = [text for s in every for text in (s.goal, *(k.name for k in s.kpis))]
    assert not [(text, short) for text in texts if (short := abbreviations(text))]


def test_every_figure_has_a_source(every):
    for suggestion in every:
        known = to_arabic(" ".join([*(e.quote for e in suggestion.evidence), *(k.name for k in suggestion.kpis)]))
        assert not [n for n in re.findall(r"\d+", to_arabic(suggestion.goal)) if n not in known], suggestion.goal
        for kpi in suggestion.kpis:
            assert kpi.source
            assert kpi.baseline is None or number(kpi.baseline) in kpi.source, (kpi.name, kpi.source)
            assert kpi.target is None or not re.search("โปรดกำหนด$", kpi.source), kpi.source


def test_every_measure_says_how_it_is_counted(every):
    assert not [(s.goal, kpi.name) for s in every for kpi in s.kpis if len(kpi.definition) < 12]


def test_most_measures_of_new_weaknesses_say_more_than_that_the_work_is_done(every):
    """A finding that states no figure still names things to count; "share of the plan done" is the last resort."""
    new = [kpi for s in every if s.relation == "new" for kpi in s.kpis]
    last_resort = [kpi for kpi in new if kpi.name.startswith(LAST_RESORT)]
    assert len(last_resort) / len(new) <= 0.25
    assert sum(kpi.baseline is not None for kpi in new) / len(new) >= 0.5


def test_no_two_findings_of_one_item_are_answered_by_one_text_of_their_own(made):
    for found in made.values():
        own = [(s.goal, s.themes) for s in found.suggestions if s.relation == "new"]
        assert len({goal for goal, _ in own}) == len(own)


def written(found):
    lines = ["ข้อเสนอเป้าหมายปีงบประมาณ พ.ศ. 2568 จากเอกสารตัวอย่าง (อ่านโดยคนเมื่อเปลี่ยน)", ""]
    for s in found.suggestions:
        lines.append(f"{s.rank}. {s.goal}  [{', '.join(s.items)}] {s.relation}")
        for kpi in s.kpis:
            base, target = ("……" if v is None else number(v) for v in (kpi.baseline, kpi.target))
            lines.append(f"   {kpi.name}: {base} → {target} {kpi.unit}")
    return "\n".join(lines) + "\n"


def test_the_suggestions_of_the_sample_read_as_the_golden_file(made):
    path = GOLDEN / "suggestions-2568.txt"
    text = written(made[2568])
    if os.environ.get("PLANDOCS_WRITE_GOLDEN"):
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")
