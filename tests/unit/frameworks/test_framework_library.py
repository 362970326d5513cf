"""Names of items, crosswalks, and which plan is in force in which year."""

from __future__ import annotations

import pytest

from plandocs.frameworks import load

FRAMEWORKS = load()


def nesdp(year):
    return [line for line in FRAMEWORKS.align(year, "4.1") if "แผนพัฒนาเศรษฐกิจ" in line.framework]


@pytest.mark.parametrize(
    ("year", "title", "code"),
    [
        (2560, "ฉบับที่ 12", "ยุทธศาสตร์ที่ 6"),
        (2564, "ฉบับที่ 12", "ยุทธศาสตร์ที่ 6"),
        (2565, "ช่วงเปลี่ยนผ่าน", ""),
        (2566, "ฉบับที่ 13", "หมุดหมายที่ 13"),
        (2570, "ฉบับที่ 13", "หมุดหมายที่ 13"),
    ],
)
def test_each_year_has_its_own_development_plan(year, title, code):
    (line,) = nesdp(year)
    assert title in line.framework
    assert line.code == code


@pytest.mark.parametrize("year", range(2558, 2581))
def test_no_year_has_two_editions_of_one_plan(year):
    families = [plan.family for plan in FRAMEWORKS.alignment(year)]
    assert len(families) == len(set(families))


def test_a_plan_of_2564_is_never_mapped_to_plan_13():
    for item in (f"{c}.{n}" for c in range(1, 8) for n in range(1, 7)):
        assert not any("13" in line.framework for line in FRAMEWORKS.align(2564, item))


@pytest.mark.parametrize(("edition", "items"), [("pmqa4", 30), ("pmqa2562", 18), ("pmqa2558", 18)])
def test_criteria_hold_their_items(edition, items):
    framework = FRAMEWORKS.framework(edition)
    assert framework is not None
    assert sum("." in entry.code for entry in framework.entries) == items


def test_the_same_code_names_another_item_in_another_edition():
    assert FRAMEWORKS.item_name("pmqa4", "4.2") != FRAMEWORKS.item_name("pmqa2562", "4.2")
    assert FRAMEWORKS.item_name("pmqa4", "9.9") == ""


def test_crosswalks_lead_both_ways_and_are_unverified():
    assert ("pmqa4", "4.3") in FRAMEWORKS.crosswalk("pmqa2562", "4.2")
    assert ("pmqa2562", "4.2") in FRAMEWORKS.crosswalk("pmqa4", "4.3")
    assert FRAMEWORKS.to_edition("pmqa2562", "6.2", "pmqa4") == ("6.3", "6.4")
    assert not any(walk.verified for plan in FRAMEWORKS.all for walk in plan.crosswalks)


def test_every_crosswalk_ends_at_an_item_that_exists():
    for plan in FRAMEWORKS.all:
        for walk in plan.crosswalks:
            for _, targets in walk.pairs:
                assert all(FRAMEWORKS.item(walk.target_edition, target) for target in targets)


def test_score_bands_are_marked_unverified():
    assert FRAMEWORKS.bands("pmqa4")
    assert not any(band.verified for band in FRAMEWORKS.bands("pmqa4"))


def test_wording_nobody_checked_is_marked():
    marks = {line.framework: line.verified for line in FRAMEWORKS.align(2566, "4.1")}
    assert marks["ยุทธศาสตร์ชาติ (พ.ศ. 2561–2580)"] is True
    assert marks["แผนพัฒนารัฐบาลดิจิทัลของประเทศไทย พ.ศ. 2566–2570"] is False


@pytest.mark.parametrize(
    ("year", "text", "expired"),
    [
        (2567, "สอดคล้องกับแผนพัฒนาเศรษฐกิจและสังคมแห่งชาติ ฉบับที่ 12 (พ.ศ. 2560–2564)", ["nesdp12"]),
        (2564, "แผนพัฒนาฯ ฉบับที่ 13 หมุดหมายที่ 13", ["nesdp13"]),
        (2564, "แผนพัฒนาฯ ฉบับที่ 12", []),
        (2565, "ช่วงเปลี่ยนผ่าน (แผนพัฒนาฯ ฉบับที่ 12 สู่แผนพัฒนาฯ ฉบับที่ 13)", []),
        (2567, "ยุทธศาสตร์ชาติ ด้านที่ 6", []),
    ],
)
def test_plans_named_out_of_their_years_are_found(year, text, expired):
    assert [plan.id for plan in FRAMEWORKS.expired(year, text)] == expired
