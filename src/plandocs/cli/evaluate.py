"""`plandocs evaluate`."""

from __future__ import annotations

from pathlib import Path

import click

from plandocs.cli.common import path_argument, put_json


@click.command("evaluate")
@path_argument("corpus")
@path_argument("queries")
@path_argument("qrels")
@click.option("--json", "as_json", is_flag=True, help="ผลเป็น JSON")
def command(corpus: Path, queries: Path, qrels: Path, as_json: bool) -> None:
    """วัดคุณภาพการค้นหาบนชุดข้อมูลแบบ BEIR (nDCG, MRR, recall and speed on a BEIR-style set; needs no workspace)."""
    from plandocs.app.evaluation import evaluate

    found = evaluate(corpus, queries, qrels)
    if as_json:
        put_json(found)
        return
    click.echo(f"documents {found['documents']}   queries {found['queries']}")
    for group in ("metrics", "index", "query_ms"):
        click.echo(f"{group:<9}" + "   ".join(f"{name} {value:,.4g}" for name, value in found[group].items()))
