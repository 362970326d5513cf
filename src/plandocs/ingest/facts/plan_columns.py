"""Which column of a plan's or report's table holds what: by its name, and by its cells where the name does not say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plandocs.ingest.facts.contents import role_of_cells
from plandocs.ingest.facts.labelled import BASE_AND_TARGET, VALUE
from plandocs.ingest.facts.lines import clean, squeeze
from plandocs.ingest.facts.tables import Table
from plandocs.ingest.facts.verdicts import verdict_of
from plandocs.ingest.facts.vocabulary import PLAN_COLUMNS, month_of, quarter_of, year_of
from plandocs.thai.digits import parse_number

_TIMED = {"", "period", "activity", "note", "seq"}
_RESULT_WORDS = re.compile(r"ผล|จริง|actual|result|ทำได้")
_TARGET_WORDS = re.compile(r"เป้า|target|ตั้งไว้")
_GOAL_AND_KPI = re.compile(r"^(?:เป้าหมาย|เป้าประสงค์|วัตถุประสงค์)[/และ,]+(?:ตัวชี้วัด|kpi)|^(?:goal)[/&,]+kpi")
#: Two figures in one cell, what was aimed at and what was reached.
_AIMED_AND_REACHED = re.compile(
    r"^(?:ค่า)?(?:เป้า(?:หมาย)?|แผน|target)[/:→|-]+(?:ผล|ทำได้|actual)|^(?:ผล[ก-๙]*|actual|ทำได้)[/:→|-]+(?:ค่า)?(?:เป้า|แผน|target)"
)
#: Figures beside targets and results that are neither.
#: A column that is ticked where a target was not reached, beside one for those that were.
_MISSED = re.compile(r"(?:^|\s)(?:ยัง)?ไม่(?:บรรลุ|ผ่าน|สำเร็จ|ถึง|ได้ตาม|เป็นไปตาม)[^\s/]*$")
_NO_VALUE = re.compile(r"น้ำหนัก|คะแนน|คิดเป็น|ร้อยละ|ส่วนต่าง|ผลต่าง|ลำดับ|weight|score|%|หน้า|จำนวน|ความก้าวหน้า")
_WHOLE = re.compile(r"รวม|ทั้งปี|สะสม|ตลอดปี|total")
_SUM = re.compile(r"(?:รวม|ทั้งหมด|total)[^ก-๙a-z]*$")
_LEVEL = re.compile(r"(?:ระดับ(?:คะแนน|ที่)?|คะแนน(?:ที่)?|level|เกณฑ์[ก-๙]*|ค่าคะแนน|^)([1-5])(?!\d)")
_PERIOD = re.compile(r"(?<!\d)(\d{1,2})เดือน")
_SOFT = {"", "finding", "activity", "item", "group", "issue"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a table is read for: "plan", "report" or "workshop", the plan's year, and the level that is its target."""

    purpose: str = "report"
    year: int | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """
    The columns of a table: their roles, months and years, levels of a scale, and what a column's money counts.

    `times` are months (or minus the quarter), `targets` and `results` years, `levels` steps of a scale,
    `periods` the month of the fiscal year up to which a column of results counts.
    """

    roles: Mapping[int, str]
    times: Mapping[int, int]
    targets: Mapping[int, int]
    results: Mapping[int, int]
    levels: Mapping[int, int]
    periods: Mapping[int, int]
    scales: Mapping[str, float]


def columns_of(table: Table, reading: Reading) -> Columns:
    """Return what the columns of `table` hold."""
    roles = column_roles(table)
    levels = _levels(table)
    if levels:
        _settle_levels(table, roles, levels, reading)
    if reading.purpose == "plan":
        _past_results(table, roles, levels, reading)
    if reading.purpose == "workshop":
        _voted_on(table, roles)
    else:
        _told_by_cells(table, roles, reading)
    times, targets, results = _timed_columns(table, roles, reading.year)
    scales = {role: scale for column, role in roles.items() if (scale := _scale(table.names.get(column, ""))) != 1.0}
    for column in (*times, *targets, *results):
        roles.pop(column, None)
    return Columns(roles, times, targets, results, levels, _periods(table), scales)


def column_roles(table: Table) -> dict[int, str]:
    """Return the roles of the columns by their names, เป้าหมาย settled as goal or target by what stands below it."""
    roles = table.roles(PLAN_COLUMNS)
    for column, name in table.names.items():
        plain = squeeze(name)
        if BASE_AND_TARGET.search(plain):
            roles[column] = "base_target"
        elif _AIMED_AND_REACHED.search(plain) and any(re.search(r"\d\D+\d", v) for v in values_of(table, column)):
            roles[column] = "reached_target" if re.match("ผล|actual|ทำได้", plain) else "target_reached"
    _plan_and_result_rows(table, roles)
    judged = [column for column, role in roles.items() if role == "achieved"]
    roles |= {column: "missed" for column in judged if len(judged) > 1 and _MISSED.search(clean(table.names[column]))}
    for column, name in table.names.items():
        if _GOAL_AND_KPI.search(squeeze(name)):
            roles[column] = "goal_kpi"
        # "แผน | ผล" side by side: the figure planned for the year and the one reached.
        planned = squeeze(name).startswith("แผน") and "actual" in roles.values() and "target" not in roles.values()
        if planned and _mostly_numbers(table, column):
            roles[column] = "target"
    for column, role in list(roles.items()):
        if role == "goal" and "target" not in roles.values() and _mostly_numbers(table, column):
            roles[column] = "target"
        elif role == "target" and year_of(squeeze(table.names[column])) is None and _mostly_words(table, column):
            roles[column] = "goal" if "goal" not in roles.values() else "target"
        elif role == "kpi" and list(roles.values()).count("kpi") > 1 and _mostly_numbers(table, column):
            del roles[column]  # a year below a wide head: its figures are told by the year
    return roles


def _levels(table: Table) -> dict[int, int]:
    """Return the steps of a scale by column: at least three neighbours named 1, 2, 3 … as levels are."""
    found: dict[int, int] = {}
    for column, name in sorted(table.names.items()):
        plain = squeeze(name)
        match = _LEVEL.search(plain) if quarter_of(plain) is None and month_of(plain) is None else None
        if match is None:
            continue
        step = int(match[1])
        if step == 1 and len(found) < 3:
            found = {}
        if step == len(found) + 1 and (step == 1 or column - 1 in found):
            found[column] = step
    return found if len(found) >= 3 else {}


def _settle_levels(table: Table, roles: dict[int, str], levels: Mapping[int, int], reading: Reading) -> None:
    """Find the level of a scale that is aimed at: the one its name or the document says."""
    named = [column for column in levels if _TARGET_WORDS.search(re.sub(r"^.*\d", "", squeeze(table.names[column])))]
    for column in levels:
        roles[column] = "level"
    if "target" in roles.values():
        return
    aimed = named or [column for column, step in levels.items() if step == reading.level]
    if aimed:
        roles[aimed[0]] = "target"


def _past_results(table: Table, roles: dict[int, str], levels: Mapping[int, int], reading: Reading) -> None:
    """Read a plan's one column of an earlier year's results as where its indicators stand."""
    actual = [column for column, role in roles.items() if role == "actual"]
    known = "baseline" in roles.values() or not ({"target", "goal_kpi"} & set(roles.values()) or levels)
    if known or len(actual) != 1 or reading.year is None:
        return
    year = year_of(squeeze(table.names[actual[0]]))
    names = {column: squeeze(name) for column, name in table.names.items() if column != actual[0]}
    aimed = {
        year_of(name) for column, name in names.items() if roles.get(column) == "target" or _TARGET_WORDS.search(name)
    }
    if year is not None and year < reading.year and aimed <= {None, reading.year}:
        roles[actual[0]] = "baseline"


def _told_by_cells(table: Table, roles: dict[int, str], reading: Reading) -> None:
    """Give columns whose names say nothing the role that their cells have, where they hold indicators at all."""
    if {"plan_actual", "votes", "goal_kpi"} & set(roles.values()) or table.width < 3:
        return
    told = {column: role_of_cells(values_of(table, column)) for column in range(table.width)}
    actual = next((column for column, role in roles.items() if role == "actual"), None)
    if (
        actual is not None
        and "achieved" not in roles.values()
        and told[actual] != "figure"
        and _only_signs(table, actual)
    ):
        roles[actual] = "achieved"
    free = [column for column in told if roles.get(column, "") in _SOFT]
    kpi = next((column for column in free if told[column] == "kpi"), None)
    if "kpi" not in roles.values() and kpi is not None and not {"target", "goal"} <= set(roles.values()):
        roles[kpi] = "kpi"
    if "kpi" not in roles.values():
        return
    free = [column for column in told if not roles.get(column, "")]
    wanted = {"unit", "owner", "budget"} if reading.purpose == "plan" else {"unit", "achieved"}
    for column in free:
        if told[column] in wanted - set(roles.values()):
            roles[column] = told[column]
    _figures_by_place(table, roles, told, reading)
    texts = [column for column in free if told[column] in {"text", ""} and column not in roles]
    texts = [
        column
        for column in texts
        if (column in table.names or not table.names) and len(set(values_of(table, column))) > 1
    ]
    if reading.purpose == "plan" and "goal" not in roles.values() and "target" in roles.values():
        first = next((column for column in texts if told[column] == "text"), None)
        if first is not None and first < min(column for column, role in roles.items() if role == "kpi"):
            roles[first] = "goal"


def _voted_on(table: Table, roles: dict[int, str]) -> None:
    """
    Find what people voted on: beside a column of votes the one column of words that nothing else explains.

    Of several columns of votes that of their sum counts.
    """
    votes = [column for column, role in roles.items() if role == "votes"]
    if summed := [column for column in votes if _SUM.search(squeeze(table.names[column]))]:
        for column in set(votes) - {summed[-1]}:
            del roles[column]
    if "proposal" in roles.values() or "votes" not in roles.values():
        return
    words = [c for c in range(table.width) if roles.get(c, "") in _SOFT | {"goal"}]
    texts = [c for c in words if role_of_cells(values_of(table, c)) in {"text", "kpi"}]
    if texts:
        roles[min(texts, key=lambda column: (roles.get(column, "") != "", column))] = "proposal"


def _only_signs(table: Table, column: int) -> bool:
    """Return whether a column named as results holds verdicts or signs that a key explains, and no figure."""
    values = values_of(table, column)
    return bool(values) and all(
        len(v) <= 16 and not re.search(r"\d", v) and (len(v) <= 3 or verdict_of(v) is not None) for v in values
    )


def _figures_by_place(table: Table, roles: dict[int, str], told: Mapping[int, str], reading: Reading) -> None:
    """Settle columns of figures that nothing names: what was first, then what is aimed at, then what was reached."""
    figures = [
        column
        for column, what in told.items()
        if what == "figure" and not roles.get(column) and not _NO_VALUE.search(squeeze(table.names.get(column, "")))
    ]
    periods = _periods(table)
    pair = ("baseline", "target") if reading.purpose == "plan" else ("target", "actual")
    missing = [role for role in pair if role not in roles.values()]
    timed = [column for column in figures if column in periods]
    whole = [column for column in figures if _WHOLE.search(squeeze(table.names.get(column, "")))]
    if reading.purpose == "report" and "actual" in missing and timed and {*timed, *whole} == set(figures):
        roles.update(dict.fromkeys(figures, "actual"))
        return
    figures = [column for column in figures if year_of(squeeze(table.names.get(column, ""))) is None]
    if len(missing) == 2 == len(figures):
        roles.update(zip(figures, missing, strict=True))
    elif len(figures) == 1 and missing and column_before(roles, figures[0], missing[0]):
        roles[figures[0]] = missing[-1] if len(missing) == 2 else missing[0]


def column_before(roles: Mapping[int, str], column: int, role: str) -> bool:
    """Return whether a column may hold `role` where it stands: what was first left, what was reached right."""
    target = next((c for c, r in roles.items() if r == "target"), None)
    return target is None or (column < target) == (role == "baseline")


def _periods(table: Table) -> dict[int, int]:
    """Return by column the month of the fiscal year up to which its figures count."""
    found = {}
    for column, name in table.names.items():
        plain = squeeze(name)
        rounds = _PERIOD.findall(plain)
        quarter, month = quarter_of(plain), month_of(plain)
        if rounds or quarter or month:
            found[column] = int(rounds[-1]) if rounds else quarter * 3 if quarter else month or 0
    return found


def _plan_and_result_rows(table: Table, roles: dict[int, str]) -> None:
    """Find the column that says แผน or ผล of each row where its head does not, and the column of their figures."""
    if "plan_actual" in roles.values():
        return
    width = range(table.width)
    said = next((c for c in width if c not in roles and _says_plan_or_result(values_of(table, c))), None)
    if said is None:
        return
    roles[said] = "plan_actual"
    timed = _periods(table)
    free = [c for c in width if roles.get(c, "") in {"", "count", "unit"} and (c not in timed or len(timed) == 1)]
    figures = next((c for c in free if _mostly_numbers(table, c)), None)
    if figures is not None and not {"target", "actual"} & set(roles.values()):
        roles[figures] = "value"


def _says_plan_or_result(values: Sequence[str]) -> bool:
    plain = {squeeze(value) for value in values}
    return len(values) >= 2 and plain <= {"แผน", "ผล", "เป้า", "ผลจริง"} and len(plain) == 2


def values_of(table: Table, column: int) -> list[str]:
    """Return the filled cells of a column on one line each, without total and title rows."""
    told = [row for row in table.rows if not row.is_total and (table.width <= 2 or len(row.filled) > 1)]
    cells = [row.cells[column] for row in told if column in row.cells]
    return [cell.clean for cell in cells if not cell.blank]


def _mostly_numbers(table: Table, column: int) -> bool:
    values = values_of(table, column)
    numeric = [value for value in values if VALUE.match(value) and len(value) <= 30]
    leading = [parse_number(value) for value in values]
    counted = (
        len(values) > 1
        and leading == list(range(1, len(values) + 1))
        and any(re.search("[ก-๙]", value) for value in values)
    )
    return bool(values) and len(numeric) >= 0.6 * len(values) and not counted


def _mostly_words(table: Table, column: int) -> bool:
    values = values_of(table, column)
    return bool(values) and sum(len(value) > 35 for value in values) >= 0.6 * len(values)


def _scale(name: str) -> float:
    """Return what one in a column of money counts in baht."""
    plain = squeeze(name)
    return 1e6 if "ล้านบาท" in plain else 1e3 if re.search("พันบาท|,000บาท", plain) else 1.0


def _timed_columns(
    table: Table, roles: Mapping[int, str], plan_year: int | None
) -> tuple[dict[int, int], dict[int, int], dict[int, int]]:
    """Return months, target years and result years by column."""
    times: dict[int, int] = {}
    targets: dict[int, int] = {}
    results: dict[int, int] = {}
    plain_years: dict[int, int] = {}
    for column, name in table.names.items():
        plain = squeeze(name)
        role = roles.get(column, "")
        month = month_of(plain) if role in _TIMED else None
        year = year_of(plain)
        if month is not None:
            times[column] = month
        elif role in {"target", "goal"} and year is not None and not _mostly_words(table, column):
            targets[column] = year
        elif role == "actual" and year is not None:
            results[column] = year
        elif role in {"", "baseline"} and year is not None:
            if _TARGET_WORDS.search(plain):
                targets[column] = year
            elif _RESULT_WORDS.search(plain):
                results[column] = year
            elif not role and (_mostly_numbers(table, column) or not values_of(table, column)):
                plain_years[column] = year
    if plain_years:
        _settle_years(plain_years, targets, results, roles, plan_year)
    for column, name in table.names.items():
        quarter = quarter_of(squeeze(name)) if column not in times and roles.get(column, "") in _TIMED else None
        if quarter is not None and not any(q for q in times.values() if q > (quarter - 1) * 3 and q <= quarter * 3):
            times[column] = -quarter
    single = len(targets) == 1 and "target" not in {role for column, role in roles.items() if column not in targets}
    if single and not results:
        targets = {}
    if len(results) == 1 and "actual" not in {role for column, role in roles.items() if column not in results}:
        results = {} if roles.get(next(iter(results))) == "actual" else results
    return times, targets, results


def _settle_years(
    plain: Mapping[int, int],
    targets: dict[int, int],
    results: dict[int, int],
    roles: Mapping[int, str],
    plan_year: int | None,
) -> None:
    """Columns named by a year alone: results, unless nothing but targets can be meant."""
    if targets or "actual" in roles.values() or "results" in roles.values():
        first = min(targets.values(), default=9999)
        stated = frozenset(targets.values())
        for column, year in plain.items():
            (results if year < first or year in stated else targets)[column] = year
    elif plan_year is not None and not targets:
        for column, year in plain.items():
            (results if year < plan_year else targets)[column] = year
    else:
        results.update(plain)
