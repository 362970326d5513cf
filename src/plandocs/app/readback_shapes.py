"""The JSON shape of a draft that was read back."""

from __future__ import annotations

import dataclasses
from typing import Any

from plandocs.app.readback import Returned


def returned_json(returned: Returned) -> dict[str, Any]:
    """Return what became of each field, additions, comments and conflicts."""
    told = returned.readback
    return {
        "draft": told.draft,
        "template": told.template,
        "year": told.year,
        "counts": told.counts(),
        "fields": [{**dataclasses.asdict(field), "status": field.status.value} for field in told.fields],
        "added": [dataclasses.asdict(added) for added in (*told.added, *told.free, *told.removed)],
        "comments": [dataclasses.asdict(comment) for comment in told.comments],
        "order": list(told.order),
        "conflicts": [dataclasses.asdict(conflict) for conflict in returned.conflicts],
        "notes": list(told.notes),
    }
