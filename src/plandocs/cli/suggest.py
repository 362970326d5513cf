"""`plandocs suggest`."""

from __future__ import annotations

import datetime as dt

import click

from plandocs.app.workspace import Workspace
from plandocs.cli.common import pass_workspace, put_json, put_rows, year_anywhere
from plandocs.model.plan import Suggestion


@click.command("suggest")
@year_anywhere
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="ใช้เฉพาะเอกสารถึงวันนี้ ค.ศ. (documents up to this date)")
@click.option("--coverage", is_flag=True, help="แสดง OFI ที่ครอบคลุมและไม่ครอบคลุม (coverage of open OFIs)")
@click.option("--limit", type=click.IntRange(1), help="จำนวนสูงสุด")
@click.option("--json", "style", flag_value="json", help="ผลเป็น JSON")
@click.option("--csv", "style", flag_value="csv", help="ผลเป็น CSV")
@click.option("--table", "style", flag_value="table", default="table", hidden=True)
@pass_workspace
def command(
    workspace: Workspace, year: int | None, as_of: dt.datetime | None, coverage: bool, limit: int | None, style: str
) -> None:
    """ข้อเสนอเป้าหมายสำหรับปีงบประมาณ YEAR พร้อมหลักฐานและเหตุผล (suggested goals with evidence)."""
    from plandocs.app.planning import default_year, suggestions
    from plandocs.app.shapes import suggestion_json

    plan_year = year if year is not None else default_year(workspace)
    found = suggestions(workspace, plan_year, as_of.date() if as_of else None)
    if coverage:
        rows = [
            {"finding_id": c.finding_id, "suggestions": list(c.suggestion_ids), "reason": c.reason}
            for c in found.coverage
        ]
        put_rows(rows, style, {"finding_id": "ข้อค้นพบ", "suggestions": "ข้อเสนอ", "reason": "เหตุผลที่ไม่ครอบคลุม"})
        return
    shown = found.suggestions[:limit]
    if style == "json":
        put_json([suggestion_json(s, ordering=found.ordering) for s in shown])
    elif style == "csv":
        columns = {name: name for name in ("id", "rank", "score", "goal", "kpis", "owner", "items", "reasons")}
        put_rows([suggestion_json(s) for s in shown], "csv", columns)
    else:
        for suggestion in shown:
            put_suggestion(suggestion)
        if found.ordering is not None and shown:
            click.echo(f"ที่มาของลำดับ: {found.ordering.why}")


def put_suggestion(suggestion: Suggestion) -> None:
    """Print one suggestion for reading: goal, KPIs, owner, reasons, risks and evidence."""
    click.echo(
        f"{suggestion.rank}. {click.style(suggestion.goal, bold=True)}  [{suggestion.id}] คะแนน {suggestion.score:.2f}"
    )
    for kpi in suggestion.kpis:
        values = f"ค่าฐาน {_number(kpi.baseline)} → เป้าหมาย {_number(kpi.target)} {kpi.unit}"
        click.echo(f"   ตัวชี้วัด: {kpi.name}  {values}  ({kpi.source})")
        if kpi.definition:
            click.echo(f"   นิยาม: {kpi.definition}")
    if not suggestion.kpis:
        click.echo("   ตัวชี้วัด: …… (ข้อค้นพบไม่ระบุสิ่งที่นับได้ โปรดกำหนด)")
    owner = suggestion.owner or "…… (ยังไม่พบในเอกสาร โปรดกำหนด)"
    click.echo(f"   หัวข้อ: {', '.join(suggestion.items) or '-'}   ผู้รับผิดชอบ: {owner}")
    for reason in suggestion.reasons:
        click.echo(f"   เหตุผล: {reason}")
    click.echo(f"   ที่มาของลำดับ: {_order_words(suggestion)}")
    for risk in suggestion.risks:
        click.echo(f"   ข้อควรระวัง: {risk}")
    for evidence in suggestion.evidence:
        quote = f"“{' '.join(evidence.quote.split())}” ({evidence.place.label}, {evidence.document_id})"
        click.echo(f"   หลักฐาน: {f'{evidence.why}: ' if evidence.why else ''}{quote}")
    click.echo()


def _order_words(suggestion: Suggestion) -> str:
    """Return what gives a suggestion its place: the largest terms of its score, or of the learned model (Thai)."""
    if suggestion.moved_by:
        terms = ", ".join(f"{name} {value:+.2f}" for name, value in suggestion.moved_by)
        return f"ตามที่เรียนจากผลพิจารณา {terms} (อันดับตามน้ำหนัก {suggestion.weighed_rank})"
    largest = sorted(suggestion.parts, key=lambda part: -part[1] * part[2])[:3]
    return ", ".join(f"{name} {value * weight:.2f}" for name, value, weight in largest if value * weight > 0)


def _number(value: float | None) -> str:
    return "……" if value is None else f"{value:,.10g}"
