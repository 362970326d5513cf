"""What was promised and delivered for a weakness, year by year, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plandocs.model.document import Approval
from plandocs.model.finding import Finding, Goal, Kpi, Outcome
from plandocs.model.plan import GoalTrace, ThemeState
from plandocs.model.text import Picture
from plandocs.suggest.facts import figures
from plandocs.suggest.lineage import latest_actual
from plandocs.suggest.measures import Series, measure, name_similarity
from plandocs.suggest.wording import said

Event = tuple[int, str, str]
#: From this share of the promised way on, a weakness that assessors still name counts as being worked off.
HALF_WAY = 0.5


@dataclass(frozen=True, slots=True)
class Known:
    """The years for which the workspace holds plans, monitoring reports and feedback reports."""

    plans: frozenset[int]
    monitored: frozenset[int]
    reports: frozenset[int]


@dataclass(frozen=True, slots=True)
class History:
    """Goals tried, missing links and dated events of one weakness, and its state."""

    traces: tuple[GoalTrace, ...]
    gaps: tuple[str, ...]
    events: tuple[Event, ...]
    state: ThemeState


@dataclass(frozen=True, slots=True)
class Actual:
    """
    A delivered figure, the document that states it, and what that document is (Thai).

    `months` are the months of the year that it tells of, None where that is not said.
    """

    value: float
    document_id: str
    source: str
    ocr: bool = False
    pictures: tuple[Picture, ...] = ()
    months: int | None = None


def history(
    findings: Sequence[Finding],
    series: Sequence[Series],
    outcomes: Mapping[str, Sequence[Outcome]],
    known: Known,
    praise: Sequence[Finding] = (),
    solved: Sequence[Finding] = (),
) -> History:
    """
    Return the history of the weakness that `findings` state and the goals of `series` answer.

    `praise` are strengths that speak of the same matter, `solved` those that surely do.
    """
    traces = []
    for row in series:
        for goal, kpi in _binding(row):
            actual = _actual(goal, kpi, row, outcomes, findings)
            traces.append(_trace(goal, kpi, actual))
    traces.sort(key=lambda trace: (trace.plan_year, trace.goal_id))
    closings = _closings(series, outcomes)
    state, returned = _state(findings, traces, closings)
    events = _events(findings, traces, closings, returned)
    praised = _praised(findings, traces, praise) or _solved(findings, traces, solved)
    if state is not ThemeState.REOPENED and praised is not None:
        reached = "" if praised in solved else "บรรลุค่าเป้าหมายแล้ว และ"
        words = f"{reached}รายงานป้อนกลับกล่าวเป็นจุดแข็ง หัวข้อ {praised.item}"
        if state is not ThemeState.CLOSED:
            events = (*events, (int(praised.report_year), words, praised.document_id))
        state = ThemeState.CLOSED
    return History(tuple(traces), _gaps(findings, traces, known, state), events, state)


def _binding(row: Series) -> list[tuple[Goal, Kpi]]:
    """Return the plan goals of a series, one a year: the approved plan's where it also stands in a draft."""
    by_year: dict[int, list[tuple[Goal, Kpi]]] = {}
    for goal, kpi in zip(row.goals, row.kpis, strict=True):
        if not goal.strategic:
            by_year.setdefault(goal.plan_year, []).append((goal, kpi))
    chosen = []
    for rows in by_year.values():
        approved = [pair for pair in rows if pair[0].status is Approval.APPROVED]
        firm = approved or [pair for pair in rows if pair[0].status is not Approval.DRAFT] or rows
        seen: set[tuple[float | None, float | None]] = set()
        for goal, kpi in firm:
            if (kpi.baseline, kpi.target) not in seen:
                seen.add((kpi.baseline, kpi.target))
                chosen.append((goal, kpi))
    return chosen


def _trace(goal: Goal, kpi: Kpi, actual: Actual | None) -> GoalTrace:
    return GoalTrace(
        plan_year=goal.plan_year,
        goal=goal.goal,
        kpi=kpi.name if goal.kpis else "",
        unit=kpi.unit,
        target=kpi.target,
        actual=actual.value if actual else None,
        document_id=goal.document_id,
        goal_id=goal.id,
        baseline=kpi.baseline,
        owner=goal.owner,
        budget=goal.budget,
        status=goal.status,
        actual_document_id=actual.document_id if actual else "",
        actual_source=actual.source if actual else "",
        actual_months=actual.months if actual else None,
        ocr=goal.ocr,
        actual_ocr=actual.ocr if actual else False,
        pictures=goal.pictures,
        actual_pictures=actual.pictures if actual else (),
    )


def _actual(
    goal: Goal, kpi: Kpi, row: Series, outcomes: Mapping[str, Sequence[Outcome]], findings: Sequence[Finding]
) -> Actual | None:
    """
    Return what was delivered: from monitoring, else an action plan's results, a later report.

    The next plan's baseline.
    """
    year = int(goal.plan_year)
    reported = [o for o in outcomes.get(goal.id, ()) if o.actual is not None and measured_by(o, goal) == kpi]
    # A report of the year's end goes before an application report, which repeats results of several years.
    final = sorted((o for o in reported if o.months in {None, 12}), key=lambda o: o.months or 0)
    for outcome in reversed(final):
        return _delivered(outcome)
    pairs = list(zip(row.goals, row.kpis, strict=True))
    for other, other_kpi in pairs:
        for result_year, value in other_kpi.results:
            if result_year == year and other.plan_year > year:
                return Actual(
                    value,
                    other.document_id,
                    f"ผลย้อนหลังใน{'แผนปฏิบัติราชการ' if other.strategic else 'แผน'}ปี {int(other.plan_year)}",
                    other.ocr,
                    other.pictures,
                )
    for finding in findings:
        value_there = _stated(finding, kpi) if finding.report_year == year else None
        if value_there is not None:
            return Actual(value_there, finding.document_id, f"รายงานป้อนกลับปี {year}", finding.ocr, finding.pictures)
    later = [(o.plan_year, k.baseline, o) for o, k in pairs if o.plan_year > year and k.baseline is not None]
    following = sorted((row for row in later if not row[2].strategic), key=lambda row: row[0])
    if following and following[0][0] == year + 1:
        plan = following[0][2]
        where = f"ค่าฐานของแผนปี {year + 1}"
        return Actual(following[0][1] or 0.0, plan.document_id, where, plan.ocr, plan.pictures)
    for outcome in reversed(reported):
        return _delivered(outcome)
    return None


def measured_by(outcome: Outcome, goal: Goal) -> Kpi | None:
    """Return the KPI of a goal that a result is told of: the only one, else the one most like it in name and target."""
    if len(goal.kpis) < 2 or not outcome.kpi:
        return goal.kpis[0] if goal.kpis else None
    told = measure(outcome.kpi, outcome.unit)

    def fits(kpi: Kpi) -> tuple[float, bool]:
        same = kpi.target is not None and kpi.target == outcome.target
        return name_similarity(measure(kpi.name, kpi.unit), told) + (0.3 if same else 0.0), kpi.unit == outcome.unit

    return max(goal.kpis, key=fits)


def _delivered(outcome: Outcome) -> Actual:
    value = outcome.actual or 0.0
    return Actual(value, outcome.document_id, _round(outcome), outcome.ocr, outcome.pictures, outcome.months)


def _round(outcome: Outcome) -> str:
    if outcome.months is None:
        return f"รายงานผลปี {int(outcome.plan_year)}"
    return f"รายงานติดตามรอบ {outcome.months} เดือน ปี {int(outcome.plan_year)}"


def _stated(finding: Finding, kpi: Kpi) -> float | None:
    """
    Return the result a feedback report states beside this year's target.

    None unless exactly one number can be it.
    """
    unit = kpi.unit or kpi.name
    stated = [figure for figure in figures(finding.text) if figure.in_unit(unit)]
    if kpi.target is None or kpi.target not in [figure.value for figure in stated]:
        return None
    plain = [figure.value for figure in stated if not figure.aimed]
    moved = {value for value in plain if value not in {kpi.baseline, kpi.target}}
    if len(moved) == 1:
        return moved.pop()
    if not moved and plain and set(plain) == {kpi.target}:
        return kpi.target
    return None


def _closings(series: Sequence[Series], outcomes: Mapping[str, Sequence[Outcome]]) -> list[Outcome]:
    found = {o.id: o for row in series for goal in row.goals for o in outcomes.get(goal.id, ()) if o.closed}
    return sorted(found.values(), key=lambda outcome: outcome.plan_year)


def _state(
    findings: Sequence[Finding], traces: Sequence[GoalTrace], closings: Sequence[Outcome]
) -> tuple[ThemeState, list[Finding]]:
    """Return the state, and the findings that came after a closing."""
    last = max(int(finding.report_year) for finding in findings)
    returned = []
    if closings:
        for finding in findings:
            # A monitoring report closes a year after its assessment; an application report is written before it.
            before = [c for c in closings if c.plan_year < finding.report_year + (0 if c.months else 1)]
            if before:
                returned.append(finding)
        final = closings[-1]
        if last < final.plan_year + (1 if final.months else 0):
            return ThemeState.CLOSED, returned
        return ThemeState.REOPENED, returned
    planned = [trace for trace in traces if trace.plan_year > last]
    if planned or any(_half_way(trace) for trace in traces if trace.plan_year == last):
        return ThemeState.IN_PROGRESS, returned
    return ThemeState.OPEN, returned


def _praised(findings: Sequence[Finding], traces: Sequence[GoalTrace], praise: Sequence[Finding]) -> Finding | None:
    """Return the strength that shows a weakness is gone: target reached, no OFI since, and now praised."""
    known = [trace for trace in traces if achieved(trace) is not None]
    if not known or achieved(known[-1]) is not True:
        return None
    year = int(known[-1].plan_year)
    if max(int(f.report_year) for f in findings) > year:
        return None
    later = [f for f in praise if f.report_year >= year]
    return max(later, key=lambda f: (f.report_year, f.id), default=None)


def _solved(findings: Sequence[Finding], traces: Sequence[GoalTrace], solved: Sequence[Finding]) -> Finding | None:
    """Return the strength of a report after the last one that names the weakness; a target missed outweighs it."""
    known = [achieved(trace) for trace in traces if achieved(trace) is not None]
    if known and not known[-1]:
        return None
    last = max(int(f.report_year) for f in findings)
    return max((f for f in solved if f.report_year > last), key=lambda f: (f.report_year, f.id), default=None)


def plan_of(trace: GoalTrace) -> str:
    """Return which plan set a goal: a draft is told as one, its goals were not decided on."""
    return f"{'ร่างแผน' if trace.status is Approval.DRAFT else 'แผน'}ปี {int(trace.plan_year)}"


def _half_way(trace: GoalTrace) -> bool:
    if trace.actual is None or trace.target is None:
        return False
    start = trace.baseline or 0.0
    way = trace.target - start
    return trace.actual >= trace.target if not way else (trace.actual - start) / way >= HALF_WAY


def achieved(trace: GoalTrace) -> bool | None:
    """
    Return whether the target was reached, None when target or result is unknown.

    What was delivered within the year can have reached a target already; that it has not says nothing of the year.
    """
    if trace.target is None or trace.actual is None:
        return None
    falling = trace.baseline is not None and trace.target < trace.baseline
    reached = trace.actual <= trace.target if falling else trace.actual >= trace.target
    within = trace.actual_months is not None and trace.actual_months < 12
    return None if within and (falling or not reached) else reached


def _events(
    findings: Sequence[Finding], traces: Sequence[GoalTrace], closings: Sequence[Outcome], returned: Sequence[Finding]
) -> tuple[Event, ...]:
    rows: list[tuple[int, int, str, str]] = []
    first = findings[0]
    for finding in findings:
        if finding in returned:
            words = f"กลับมาเป็นข้อสังเกตอีกครั้งหลังปิดประเด็น (หัวข้อ {finding.item})"
        elif finding.report_year == first.report_year:
            words = f"พบครั้งแรกในรายงานป้อนกลับ หัวข้อ {finding.item}"
        else:
            words = f"พบอีกครั้งในรายงานป้อนกลับ หัวข้อ {finding.item}"
        rows.append((int(finding.report_year), 1, words, finding.document_id))
    for trace in traces:
        aim = said("ตั้งเป้าหมาย", trace.target, trace.unit) if trace.target is not None else "ตั้งเป้าหมาย"
        base = " " + said("จากค่าฐาน", trace.baseline, trace.unit) if trace.baseline is not None else ""
        rows.append((int(trace.plan_year), 0, f"{plan_of(trace)} {aim}{base}", trace.document_id))
        if trace.actual is not None:
            done = {True: " บรรลุเป้าหมาย", False: " ไม่บรรลุเป้าหมาย", None: ""}[achieved(trace)]
            words = f"ผลปี {int(trace.plan_year)} {said('ได้', trace.actual, trace.unit)}{done} ({trace.actual_source})"
            rows.append((int(trace.plan_year), 2, words, trace.actual_document_id))
    for closing in closings:
        order = 3 if closing.months else 0
        rows.append((int(closing.plan_year), order, f"ปิดประเด็นโดยมีหลักฐาน ({_round(closing)})", closing.document_id))
    unique = dict.fromkeys(sorted(rows))
    return tuple((year, words, document) for year, _, words, document in unique)


def _gaps(findings: Sequence[Finding], traces: Sequence[GoalTrace], known: Known, state: ThemeState) -> tuple[str, ...]:
    gaps: list[tuple[int, str]] = []
    for trace in traces:
        year = int(trace.plan_year)
        if year not in known.monitored and (
            year < max(known.reports | known.plans, default=year) or trace.actual is not None
        ):
            instead = f" (ใช้ตัวเลขจาก{trace.actual_source} แทน)" if trace.actual is not None else ""
            gaps.append((year, f"ไม่พบรายงานติดตามปี {year}{instead}"))
        elif year in known.monitored and trace.actual is None:
            gaps.append((year, f"รายงานติดตามปี {year} ไม่ระบุผลของเป้าหมายนี้"))
    planned = {int(trace.plan_year) for trace in traces}
    for year in sorted({int(finding.report_year) for finding in findings}):
        if year + 1 in planned:
            continue
        if year + 1 in known.plans:
            gaps.append((year + 1, f"แผนปี {year + 1} ไม่มีเป้าหมายที่ตอบข้อค้นพบปี {year}"))
        elif year + 1 <= max(known.plans, default=0):
            gaps.append((year + 1, f"ไม่พบแผนปี {year + 1}"))
    last = max(int(finding.report_year) for finding in findings)
    silent = sorted(year for year in known.reports if year > last)
    if silent and state is not ThemeState.CLOSED:
        years = f"{silent[0]}–{silent[-1]}" if len(silent) > 1 else f"{silent[0]}"
        gaps.append((silent[0], f"รายงานป้อนกลับปี {years} ไม่กล่าวถึงอีก แต่ไม่พบหลักฐานการปิดประเด็น"))
    return tuple(dict.fromkeys(words for _, words in sorted(gaps)))


__all__ = ["Actual", "History", "Known", "achieved", "history", "latest_actual", "plan_of"]
