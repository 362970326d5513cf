"""`plandocs search`."""

from __future__ import annotations

import re

import click

from plandocs.app.workspace import Workspace
from plandocs.cli.common import YEAR, pass_workspace, put_json, put_rows, say_indexing
from plandocs.cli.errors import say
from plandocs.model.document import DocumentKind
from plandocs.model.errors import UsageError

KINDS = [kind.value for kind in DocumentKind]
#: "-ปี:64", "-แผน": what is left out, never an option of ours; and what stands for it until options are told apart.
_LEFT_OUT = re.compile(r"-(?=[^\x00-\x7f]|[^\s-][^\s:]*:)")
_KEPT_MINUS = "−"


class QueryCommand(click.Command):
    """A command whose words may begin with a minus, without quotation marks in the shell."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read options and words."""
        return super().parse_args(ctx, [_KEPT_MINUS + arg[1:] if _LEFT_OUT.match(arg) else arg for arg in args])


@click.command("search", cls=QueryCommand)
@click.argument("query", nargs=-1)
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000), help="จำนวนผลสูงสุด")
@click.option("--year", type=YEAR, multiple=True, help="เฉพาะปีงบประมาณ (fiscal year)")
@click.option("--kind", multiple=True, type=click.Choice(KINDS), help="เฉพาะประเภทเอกสาร (document kind)")
@click.option("--item", multiple=True, help="เฉพาะหัวข้อเกณฑ์ เช่น 4.1 (criteria item)")
@click.option("--only", type=click.Choice(["ofi", "strength"]), help="เฉพาะ OFI หรือจุดแข็ง")
@click.option("--agency", default="", help="เฉพาะหน่วยงาน (agency)")
@click.option(
    "--without",
    multiple=True,
    metavar="FIELD:VALUE",
    help="ไม่ใช้ตัวกรองที่อ่านจากคำค้น เช่น year:2564 หรือ -year:2564 (ignore a chip)",
)
@click.option("--like", default="", metavar="ID", help="ข้อความที่คล้ายข้อค้นพบนี้ (finding id, or DOCUMENT_ID:BLOCK)")
@click.option("--json", "style", flag_value="json", help="ผลเป็น JSON")
@click.option("--csv", "style", flag_value="csv", help="ผลเป็น CSV")
@click.option("--table", "style", flag_value="table", default="table", hidden=True)
@pass_workspace
def command(
    workspace: Workspace,
    query: tuple[str, ...],
    limit: int,
    year: tuple[int, ...],
    kind: tuple[str, ...],
    item: tuple[str, ...],
    only: str | None,
    agency: str,
    without: tuple[str, ...],
    like: str,
    style: str,
) -> None:
    """ค้นหา เช่น "ข้อมูลเปิด 4.1 ปี 64" (search; words, "phrase", -not, field:value, -field:value, OR)."""
    from plandocs.app.rows import told
    from plandocs.app.search import Filters, search, similar

    filters = Filters(years=year, kinds=kind, items=item, only=only or "", agency=agency)
    if bool(" ".join(query).strip()) == bool(like) or (like and filters != Filters()):
        raise UsageError("ใส่คำค้น หรือ --like อย่างใดอย่างหนึ่ง", "give a query, or --like alone")
    if like:
        found = similar(workspace, like, limit=limit, begins=say_indexing)
    else:
        words = " ".join(_typed(word) for word in query)
        without = tuple(_typed(chip) for chip in without)
        found = search(workspace, words, limit=limit, filters=filters, without=without, begins=say_indexing)
    if style == "json":
        put_json(found)
        return
    if style == "csv":
        columns = {"document_id": "", "title": "", "kind": "", "fiscal_year": "", "place": "", "text": "", "score": ""}
        put_rows(found["hits"], "csv", columns)
        return
    for note in found["notes"]:
        say(note)
    for chip in found["chips"]:
        say(f"ตัวกรอง: {chip['label']}")
    for expansion in found["expansions"]:
        say(f"ค้นคำนี้ด้วย: {expansion['term']} = {', '.join(expansion['also'])}")
    if not found["hits"]:
        say(f"ไม่พบผลลัพธ์ (nothing found){_did_you_mean(found)}")
    elif found["did_you_mean"]:
        say(_did_you_mean(found).strip())
    for number, hit in enumerate(found["hits"], 1):
        year_label = f" · {hit['fiscal_year']}" if hit["fiscal_year"] else ""
        click.echo(f"{number}. {hit['title']}{year_label} · {hit['place']['label']}  [{hit['document_id']}]")
        text, marks = (
            told(hit["text"], hit["highlights"], hit["cells"]) if hit["cells"] else (hit["text"], hit["highlights"])
        )
        click.echo("   " + _marked(text, marks))


def _typed(word: str) -> str:
    return re.sub(rf"^{_KEPT_MINUS}", "-", word)


def _did_you_mean(found: dict[str, str]) -> str:
    return f" หรือท่านหมายถึง: {found['did_you_mean']}" if found.get("did_you_mean") else ""


def _marked(text: str, highlights: list[list[int]], around: int = 160) -> str:
    """Return a stretch of the text around its first mark, marks in bold."""
    first = highlights[0][0] if highlights else 0
    start, end = max(0, first - around // 2), min(len(text), first + around * 2)
    out, position = "…" if start else "", start
    for left, right in highlights:
        if left >= position and right <= end:
            out += text[position:left] + click.style(text[left:right], bold=True)
            position = right
    return " ".join((out + text[position:end] + ("…" if end < len(text) else "")).split())
