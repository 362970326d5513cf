"""`plandocs backtest`."""

from __future__ import annotations

import click

from plandocs.app.workspace import Workspace
from plandocs.cli.common import YEAR, pass_workspace, put_json, put_rows

COLUMNS = {
    "year": "ปี",
    "chosen": "เป้าหมายในแผน",
    "found_10": "พบใน 10",
    "found_20": "พบใน 20",
    "shown": "ข้อเสนอ",
    "open_ofis": "OFI",
    "covered": "ครอบคลุม",
    "quotes": "หลักฐาน",
    "verified": "ตรงต้นฉบับ",
    "baseline_10": "วิธีเทียบใน 10",
    "baseline_20": "วิธีเทียบใน 20",
}


@click.command("backtest")
@click.argument("years", metavar="[YEAR]...", type=YEAR, nargs=-1)
@click.option("--year", "more", type=YEAR, multiple=True, help="ปีของแผน (plan year; default: all)")
@click.option("--json", "style", flag_value="json", help="ผลเป็น JSON")
@click.option("--csv", "style", flag_value="csv", help="ผลเป็น CSV")
@click.option("--table", "style", flag_value="table", default="table", hidden=True)
@pass_workspace
def command(workspace: Workspace, years: tuple[int, ...], more: tuple[int, ...], style: str) -> None:
    """ซ่อนแผนของปีที่ผ่านมา แล้วดูว่าข้อเสนอตรงกับที่เลือกจริงเพียงใด (suggestions against past plans)."""
    from plandocs.app.audit import backtest_figures

    figures = backtest_figures(workspace, (*years, *more))
    if style == "json":
        put_json(figures)
        return
    put_rows(figures["years"], style, COLUMNS)
    if style == "table":
        click.echo("  ".join(f"{name} {value:.2f}" for name, value in figures["summary"].items()))
