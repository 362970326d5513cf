"""From the fields of a form to the changes of a decision: only what a person really changed is kept."""

from __future__ import annotations

from starlette.datastructures import FormData

from plandocs.model.plan import Suggestion
from plandocs.web.labels import plain_number
from plandocs.web.site import text

KPI_FIELDS = ("name", "unit", "baseline", "target")
#: KPIs that one form can hold.
MOST_KPIS = 12


def changes_from(form: FormData, shown: Suggestion, budget: str) -> dict[str, str]:
    """
    Return the fields of `shown` whose text in the form differs, by their names in the decision log.

    Activities come as lines of one field; a line taken out is kept as an empty text.
    """
    before = {"goal": shown.goal, "owner": shown.owner, "budget": budget, **_kpi_texts(shown)}
    before |= {f"activity{n}": words for n, words in enumerate(shown.activities, 1)}
    after = {name: text(form, name) for name in ("goal", "owner", "budget") if name in form}
    after |= {key: text(form, key) for key in _kpi_keys() if key in form}
    if "activities" in form:
        lines = _lines(text(form, "activities"))
        lines += [""] * (len(shown.activities) - len(lines))
        after |= {f"activity{n}": line for n, line in enumerate(lines, 1)}
    return {key: value for key, value in after.items() if _squeezed(value) != _squeezed(before.get(key, ""))}


def own_from(form: FormData) -> dict[str, str]:
    """Return the fields that were filled in for a goal of one's own."""
    given = {name: text(form, name) for name in ("goal", "owner", "budget", *_kpi_keys())}
    given |= {f"activity{n}": line for n, line in enumerate(_lines(text(form, "activities")), 1)}
    return {key: value for key, value in given.items() if value}


def _kpi_texts(shown: Suggestion) -> dict[str, str]:
    texts: dict[str, str] = {}
    for number, kpi in enumerate(shown.kpis, 1):
        values = (kpi.name, kpi.unit, plain_number(kpi.baseline), plain_number(kpi.target))
        texts |= {f"kpi{number}.{name}": value for name, value in zip(KPI_FIELDS, values, strict=True)}
    return texts


def _kpi_keys() -> list[str]:
    return [f"kpi{number}.{name}" for number in range(1, MOST_KPIS + 1) for name in KPI_FIELDS]


def _lines(words: str) -> list[str]:
    return [line.strip() for line in words.splitlines() if line.strip()]


def _squeezed(words: str) -> str:
    return " ".join(words.split())
