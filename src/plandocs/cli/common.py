"""Options and output formats that commands share."""

from __future__ import annotations

import csv
import functools
import io
import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from plandocs.app.cells import safe
from plandocs.app.workspace import open_workspace
from plandocs.cli.errors import say
from plandocs.model.errors import UsageError
from plandocs.model.year import FiscalYear

Function = TypeVar("Function", bound=Callable[..., Any])


class YearType(click.ParamType):  # type: ignore[type-arg] # generic only in newer versions of click
    """A fiscal year as people type it; see `plandocs.thai.dates.given_year`."""

    name = "ปี"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> FiscalYear:
        """Return the year."""
        del param, ctx
        from plandocs.thai.dates import given_year

        return given_year(str(value))


YEAR = YearType()
BOM = "\ufeff"


#: Documents whose indexing takes long enough for people to wonder what is going on.
_MANY = 50


def say_indexing(count: int) -> None:
    """Tell that so many documents are being indexed, if they are many."""
    if count >= _MANY:
        say(f"กำลังทำดัชนีค้นหา {count} ฉบับ โปรดรอสักครู่ (indexing {count} documents)")


def pass_workspace(function: Function) -> Function:
    """Pass the opened workspace as the first argument and close it afterwards."""

    @click.pass_context
    def run(ctx: click.Context, /, *args: Any, **kwargs: Any) -> Any:
        workspace = ctx.with_resource(open_workspace(ctx.find_root().obj))
        return ctx.invoke(function, workspace, *args, **kwargs)

    run.__doc__ = function.__doc__
    run.__name__ = function.__name__
    for name in ("__click_params__",):
        if hasattr(function, name):
            setattr(run, name, getattr(function, name))
    return run  # type: ignore[return-value]


def table_options(function: Function) -> Function:
    """Add ``--json`` and ``--csv`` as one parameter `style`: "table", "json" or "csv"."""
    function = click.option("--json", "style", flag_value="json", help="ผลเป็น JSON")(function)
    function = click.option("--csv", "style", flag_value="csv", help="ผลเป็น CSV")(function)
    return click.option("--table", "style", flag_value="table", default="table", hidden=True)(function)


def year_option(function: Function) -> Function:
    """Add ``--year``: the plan year, chosen from the documents when it is not given."""
    return click.option("--year", type=YEAR, help="ปีงบประมาณของแผน เช่น 2568 (plan year)")(function)


def year_anywhere(function: Function) -> Function:
    """Add the year as ``--year`` or as the last argument, whichever people remember; None when it is not given."""

    @functools.wraps(function)
    def run(*args: Any, year: FiscalYear | None, year_there: FiscalYear | None, **kwargs: Any) -> Any:
        if year is not None and year_there is not None and year != year_there:
            raise UsageError(f"ระบุปีไว้สองปี คือ {year_there} และ {year}", f"two years: {year_there} and {year}")
        return function(*args, year=year if year is not None else year_there, **kwargs)

    return year_option(click.argument("year_there", metavar="[YEAR]", type=YEAR, required=False)(run))  # type: ignore[return-value]


def path_argument(name: str, **options: Any) -> Callable[[Function], Function]:
    """Add a path argument."""
    return click.argument(name, type=click.Path(path_type=Path), **options)


def put_json(value: Any) -> None:
    """Print one JSON value and nothing else."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def put_rows(
    rows: Sequence[Mapping[str, Any]],
    style: str,
    columns: Mapping[str, str],
    words: Mapping[str, Mapping[Any, str]] | None = None,
) -> None:
    """
    Print rows as JSON (all fields), CSV or an aligned table (`columns`: field → Thai heading).

    `words` says what the values of a field are called in Thai; programs read the values themselves in JSON and CSV.
    """
    if style == "json":
        put_json(list(rows))
    elif style == "csv":
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([safe(_flat(row.get(name))) for name in columns] for row in rows)
        # Excel takes a file for Thai only by the mark at its beginning.
        click.echo(f"{BOM}{out.getvalue()}", nl=False)
    else:
        shown = [[_flat(_called(row.get(name), (words or {}).get(name))) for name in columns] for row in rows]
        _put_table(shown, list(columns.values()))


def _called(value: Any, words: Mapping[Any, str] | None) -> Any:
    return words.get(value, value) if words and isinstance(value, str) else value


def _put_table(rows: Sequence[Sequence[str]], heads: Sequence[str]) -> None:
    short = [[_shorten(cell) for cell in row] for row in rows]
    widths = [max([width(heads[c]), *(width(row[c]) for row in short)]) for c in range(len(heads))]
    for row in [list(heads), *short]:
        click.echo("  ".join(cell + " " * (w - width(cell)) for cell, w in zip(row, widths, strict=True)).rstrip())


def _flat(value: Any) -> str:
    match value:
        case None | False:
            return ""
        case True:
            return "ใช่"
        case float():
            return f"{value:g}" if abs(value) < 1e6 else f"{value:.0f}"
        case Mapping():
            return str(value.get("label", json.dumps(value, ensure_ascii=False)))
        case list() | tuple():
            return " ".join(_flat(item) for item in value)
        case _:
            return " ".join(str(value).split())


def _shorten(text: str, limit: int = 90) -> str:
    if width(text) <= limit:
        return text
    cut = text[:limit]
    while cut and unicodedata.category(text[len(cut)]) == "Mn":
        cut = cut[:-1]
    return cut + "…"


def width(text: str) -> int:
    """Return how many columns of a terminal the text takes: Thai marks above and below take none."""
    return sum(unicodedata.category(letter) not in {"Mn", "Cf"} for letter in text)
