"""Coverage audit of a plan: what it leaves unanswered, unproven or contradictory."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from plandocs.frameworks import Frameworks
from plandocs.model.document import Approval
from plandocs.model.finding import Finding, Goal, Kpi, Outcome
from plandocs.model.plan import Suggestion, Theme
from plandocs.suggest.chosen import answers, is_behind, left_open
from plandocs.suggest.decisions import ThemeDecision
from plandocs.suggest.lineage import Lineage, trace
from plandocs.suggest.measures import Series
from plandocs.suggest.themes import known_years, series_of, themes_of
from plandocs.suggest.titles import lead, plain
from plandocs.suggest.wording import number, said

#: Letters shown of a finding.
LENGTH = 160
#: The checks in the order in which they are reported, with their Thai names.
CHECKS = {
    "conflict": "ตัวเลขต่างกันระหว่างฉบับ",
    "ofi-without-goal": "ข้อค้นพบที่ไม่มีเป้าหมายตอบ",
    "goal-without-evidence": "เป้าหมายที่ไม่อ้างข้อค้นพบ",
    "kpi-missing": "เป้าหมายที่ไม่มีตัวชี้วัด",
    "baseline-missing": "ตัวชี้วัดที่ไม่มีค่าฐาน",
    "target-missing": "ตัวชี้วัดที่ไม่มีค่าเป้าหมาย",
    "baseline-differs": "ค่าฐานไม่ตรงกับผลปีก่อน",
    "target-below-result": "ค่าเป้าหมายต่ำกว่าที่เคยทำได้",
    "owner-missing": "เป้าหมายที่ไม่มีผู้รับผิดชอบ",
    "owner-not-accepted": "ผู้รับผิดชอบยังไม่ได้ตอบรับ",
    "status-unknown": "แผนไม่ระบุว่าเป็นร่างหรืออนุมัติแล้ว",
    "only-in-draft": "เป้าหมายที่อยู่ในร่างแต่ไม่อยู่ในฉบับอนุมัติ",
    "alignment-expired": "อ้างแผนที่ไม่อยู่ในช่วงบังคับใช้",
}


@dataclass(frozen=True, slots=True)
class AuditRow:
    """
    One thing to look at: `check` is a key of `CHECKS`, `thai` says what was found and in which documents.

    `suggestion_ids` names the reviewed goals that it is about when there is no document of the plan yet.
    """

    check: str
    thai: str
    document_ids: tuple[str, ...] = ()
    goal_ids: tuple[str, ...] = ()
    finding_ids: tuple[str, ...] = ()
    suggestion_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Audit:
    year: int
    lineage: Lineage
    themes: tuple[Theme, ...]
    owners: Mapping[int, str]
    plans: Sequence[Goal]
    outcomes: Sequence[Outcome]
    chosen: Sequence[Suggestion] = ()

    @property
    def binding(self) -> Sequence[Goal]:
        """The plan's goals, without those of a draft when an approved plan is there."""
        firm = [goal for goal in self.plans if goal.status is not Approval.DRAFT]
        return firm or self.plans

    def rows_with(self, goal: Goal) -> list[Series]:
        return [row for row in self.lineage.series if any(other.id == goal.id for other in row.goals)]


def audit(
    year: int,
    *,
    findings: Sequence[Finding],
    goals: Sequence[Goal],
    outcomes: Sequence[Outcome],
    frameworks: Frameworks,
    decisions: Iterable[ThemeDecision] = (),
    texts: Mapping[str, str] | None = None,
    accepted: Collection[str] = (),
    chosen: Sequence[Suggestion] = (),
) -> tuple[AuditRow, ...]:
    """
    Return what the plan of fiscal `year` leaves open, in the order of `CHECKS`.

    `texts` are the words of the plan documents by id (for alignments), `accepted` ids of goals whose owners have said
    yes; an approved plan counts as accepted. Before there is a document of the plan, the plan is what was `chosen`: the
    suggestions and own goals that reviewers accepted, with their changes.
    """
    known = [f for f in findings if f.report_year < year]
    past = [goal for goal in goals if goal.plan_year <= year]
    done = [outcome for outcome in outcomes if outcome.plan_year < year]
    lineage = trace(known, past, done, frameworks)
    themes = themes_of(lineage, decisions, known_years(known, past, done), frameworks)
    plans = [goal for goal in past if goal.plan_year == year and not goal.strategic]
    state = _Audit(year, lineage, themes, series_of(lineage, themes), plans, done, () if plans else chosen)
    rows = [row for check in _CHECKERS for row in check(state)]
    later = any(o.plan_year == year for o in outcomes) or any(g.plan_year > year and not g.strategic for g in goals)
    rows += [AuditRow(check, words, suggestion_ids=(key,)) for check, words, key in left_open(state.chosen, themes)]
    rows += _owners(state, frozenset(accepted), carried_out=later)
    rows += _alignments(state, frameworks, texts or {})
    order = list(CHECKS)
    return tuple(sorted(rows, key=lambda row: order.index(row.check)))


def _conflicts(state: _Audit) -> Iterator[AuditRow]:
    """Yield numbers and owners that differ between two plan documents of the year for the same measure."""
    for series in state.lineage.series:
        pairs = [
            (g, k)
            for g, k in zip(series.goals, series.kpis, strict=True)
            if g.plan_year == state.year and not g.strategic
        ]
        for position, (one, mine) in enumerate(pairs):
            for other, theirs in pairs[position + 1 :]:
                if one.document_id != other.document_id:
                    yield from _differences(one, mine, other, theirs)


def _differences(one: Goal, mine: Kpi, other: Goal, theirs: Kpi) -> Iterator[AuditRow]:
    first, second = sorted(((one, mine), (other, theirs)), key=lambda pair: pair[0].status is not Approval.DRAFT)
    values = (
        ("งบประมาณ", first[0].budget, second[0].budget, "บาท"),
        ("ค่าเป้าหมาย", first[1].target, second[1].target, second[1].unit),
        ("ค่าฐาน", first[1].baseline, second[1].baseline, second[1].unit),
    )
    for what, before, after, unit in values:
        if before is not None and after is not None and before != after:
            one_says, other_says = said(_version(first[0]), before, unit), said(_version(second[0]), after, unit)
            words = f"{second[0].goal}: {what}{one_says} แต่{other_says}"
            yield AuditRow(
                "conflict", words, (first[0].document_id, second[0].document_id), (first[0].id, second[0].id)
            )


def _version(goal: Goal) -> str:
    return {Approval.DRAFT: "ฉบับร่าง", Approval.APPROVED: "ฉบับอนุมัติ", Approval.UNKNOWN: "อีกฉบับหนึ่ง"}[goal.status]


def _unanswered(state: _Audit) -> Iterator[AuditRow]:
    """
    Yield the open OFIs of the last report, and recurring ones of the year before.

    That no goal of the plan answers.
    """
    by_id = {f.id: f for f in state.lineage.findings}
    last = max((int(f.report_year) for f in state.lineage.findings), default=0)
    answered = {state.owners.get(row.key) for goal in state.binding for row in state.rows_with(goal)}
    for theme in state.themes:
        if theme.state == "closed" or theme.id in answered or any(answers(one, theme) for one in state.chosen):
            continue
        allowed = 1 if len(theme.years) > 1 else 0
        for finding in (by_id[f] for f in theme.findings):
            if finding.report_year >= last - allowed and finding.report_year == max(theme.years):
                words = f"ปี {int(finding.report_year)} หัวข้อ {finding.item}: {_start(finding.text)}"
                if len(theme.years) > 1:
                    words += f" (ประเด็นต่อเนื่อง: {theme.title})"
                yield AuditRow("ofi-without-goal", words, (finding.document_id,), finding_ids=(finding.id,))


def _start(text: str) -> str:
    """Return a finding as it begins, cut at a space: what it is about alone would not tell what is wrong."""
    words = plain(text)
    if len(words) <= LENGTH:
        return words
    head = words[:LENGTH]
    return (head.rsplit(" ", 1)[0] if " " in head[LENGTH // 2 :] else lead(words)) + " …"


def _unproven(state: _Audit) -> Iterator[AuditRow]:
    for goal in state.binding:
        keys = {row.key for row in state.rows_with(goal)}
        if not any(keys & set(links) for links in state.lineage.links.values()):
            because = f" (แผนระบุที่มา: {' '.join(goal.source.split())})" if goal.source.strip() else " (แผนไม่ระบุที่มา)"
            yield AuditRow("goal-without-evidence", f"{goal.goal}{because}", (goal.document_id,), (goal.id,))


def _kpis(state: _Audit) -> Iterator[AuditRow]:
    for goal in state.binding:
        if not goal.kpis:
            yield AuditRow("kpi-missing", goal.goal, (goal.document_id,), (goal.id,))
        for kpi in goal.kpis:
            if kpi.baseline is None:
                yield AuditRow("baseline-missing", f"{goal.goal}: {kpi.name}", (goal.document_id,), (goal.id,))
            if kpi.target is None:
                yield AuditRow("target-missing", f"{goal.goal}: {kpi.name}", (goal.document_id,), (goal.id,))


def _against_results(state: _Audit) -> Iterator[AuditRow]:
    """Yield baselines that are not last year's result, and targets below what was already reached."""
    traces = {t.goal_id: t for theme in state.themes for t in theme.goals}
    for goal in state.binding:
        for series in state.rows_with(goal):
            earlier = [traces[g.id] for g in series.goals if g.id in traces and g.plan_year < state.year]
            known = [t for t in earlier if t.actual is not None and not t.actual_source.startswith("ค่าฐาน")]
            kpi = next(k for g, k in zip(series.goals, series.kpis, strict=True) if g.id == goal.id)
            if not known:
                continue
            last = max(known, key=lambda t: t.plan_year)
            papers = (goal.document_id, last.actual_document_id)
            result = said(f"ผลปี {int(last.plan_year)} ได้", last.actual, kpi.unit)
            if last.plan_year == state.year - 1 and kpi.baseline is not None and kpi.baseline != last.actual:
                base = said("ค่าฐาน", kpi.baseline, kpi.unit)
                words = f"{goal.goal}: {base} แต่{result} ({last.actual_source})"
                yield AuditRow("baseline-differs", words, papers, (goal.id,))
            if is_behind(kpi.target, last):
                aim = said("ค่าเป้าหมาย", kpi.target, kpi.unit)
                yield AuditRow("target-below-result", f"{goal.goal}: {aim} ทั้งที่{result}", papers, (goal.id,))


def _owners(state: _Audit, accepted: frozenset[str], *, carried_out: bool) -> Iterator[AuditRow]:
    """
    Yield goals without owner, and drafts whose owners have not said yes.

    A plan that prints no status is in force when an approved plan of the year stands beside it, or when later documents
    report on it or start from it (`carried_out`); else that its status is not known is said once.
    """
    waiting: dict[str, list[Goal]] = {}
    approved = any(goal.status is Approval.APPROVED for goal in state.plans)
    for goal in state.binding:
        if not goal.owner.strip():
            yield AuditRow("owner-missing", goal.goal, (goal.document_id,), (goal.id,))
        elif goal.status is Approval.DRAFT and goal.id not in accepted:
            waiting.setdefault(goal.document_id, []).append(goal)
    for document, goals in waiting.items():
        owners = ", ".join(dict.fromkeys(" ".join(goal.owner.split()) for goal in goals))
        words = f"แผนยังเป็นร่าง และไม่พบหลักฐานการตอบรับของผู้รับผิดชอบ {len(goals)} เป้าหมาย: {owners}"
        yield AuditRow("owner-not-accepted", words, (document,), tuple(goal.id for goal in goals))
    unknown = [] if approved or carried_out else [g for g in state.binding if g.status is Approval.UNKNOWN]
    for document in dict.fromkeys(goal.document_id for goal in unknown):
        words = "เอกสารไม่ระบุว่าเป็นร่างหรืออนุมัติแล้ว และยังไม่พบรายงานผลของแผนนี้ โปรดระบุสถานะของแผน"
        yield AuditRow("status-unknown", words, (document,), tuple(g.id for g in unknown if g.document_id == document))


def _dropped(state: _Audit) -> Iterator[AuditRow]:
    drafts = [goal for goal in state.plans if goal.status is Approval.DRAFT]
    firm = {goal.id for goal in state.plans if goal.status is not Approval.DRAFT}
    for goal in drafts if firm else ():
        if not any(other.id in firm for row in state.rows_with(goal) for other in row.goals):
            budget = f" งบประมาณในร่าง {number(goal.budget)} บาท" if goal.budget is not None else ""
            yield AuditRow("only-in-draft", f"{goal.goal}{budget}", (goal.document_id,), (goal.id,))


def _alignments(state: _Audit, frameworks: Frameworks, texts: Mapping[str, str]) -> Iterator[AuditRow]:
    for document in dict.fromkeys(goal.document_id for goal in state.plans):
        for plan in frameworks.expired(state.year, texts.get(document, "")):
            span = f"{plan.valid_from or '…'}–{plan.valid_to or '…'}"
            words = f"แผนปี {state.year} อ้าง{plan.title} ซึ่งใช้ในปี {span}"
            yield AuditRow("alignment-expired", words, (document,))


_CHECKERS: tuple[Callable[[_Audit], Iterator[AuditRow]], ...] = (
    _conflicts, _unanswered, _unproven, _kpis, _against_results, _dropped,
)  # fmt: skip
