"""Text of charts and SmartArt, which office documents keep in parts of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from plandocs.ingest.readers.opc import R
from plandocs.ingest.readers.word.names import A, local

_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
#: A chart of more points is a curve, and no figures that anybody reads off.
_POINTS = 60


def graphic_texts(
    drawing: Any, part: Callable[[str], Any | None], *, values: bool = True
) -> Iterator[tuple[str, list[str]]]:
    """
    Yield what each chart or diagram in `drawing` says: its Thai name ("แผนภูมิ", "แผนผัง") and its texts, each once.

    `part` returns the root of the part behind a relationship id. A chart says its titles, then each category with the
    `values` of all series as the file keeps them.
    """
    for element in drawing.iter():
        name = local(element)
        if name == "relIds":
            root = part(element.get(f"{R}dm") or "")
            points = [] if root is None else root.iter(f"{_DIAGRAM}pt")
            yield "แผนผัง", _kept("".join(point.itertext(f"{A}t")) for point in points)
        elif name == "chart" and element.get(f"{R}id"):
            root = part(element.get(f"{R}id") or "")
            if root is not None:
                titles = ("".join(paragraph.itertext(f"{A}t")) for paragraph in root.iter(f"{A}p"))
                yield "แผนภูมิ", _kept([*titles, *(_values(root) if values else [])])


def _kept(texts: Any) -> list[str]:
    return list(dict.fromkeys(filter(None, (text.strip() for text in texts))))


def _values(chart: Any) -> list[str]:
    """A line for each category: its name, and the values of the series with their names."""
    lines: dict[str, list[str]] = {}
    for series in chart.iter(f"{_CHART}ser"):
        name = " ".join(_points(series, "tx").values())
        categories, values = _points(series, "cat"), _points(series, "val")
        if len(values) > _POINTS:
            return []
        for index, value in values.items():
            said = f"{name} {_number(value)}".strip()
            lines.setdefault(categories.get(index, ""), []).append(said)
    return [f"{category}: {', '.join(said)}" if category else ", ".join(said) for category, said in lines.items()]


def _points(series: Any, what: str) -> dict[str, str]:
    """Cached texts of a series' name, categories or values by their number."""
    found = series.find(f"{_CHART}{what}")
    points = () if found is None else found.iter(f"{_CHART}pt")
    out = {point.get("idx") or "": " ".join("".join(point.itertext(f"{_CHART}v")).split()) for point in points}
    if not out and found is not None and what == "tx":
        out = {"": " ".join("".join(found.itertext(f"{_CHART}v")).split())}
    return {index: text for index, text in out.items() if text}


def _number(value: str) -> str:
    """
    Return a value as people write it: a program's last digits are noise.

    >>> _number("75.799999999999997"), _number("80"), _number("#N/A")
    ('75.8', '80', '#N/A')
    """
    try:
        return f"{float(value):.10g}" if "." in value or "E" in value.upper() else value
    except ValueError:
        return value
