"""Every page documents what its template can use, and the template uses exactly that."""

from __future__ import annotations

import dataclasses
from typing import Annotated, get_args, get_origin, get_type_hints

import pytest
from jinja2 import meta, nodes

from plandocs.app.readback import Returned
from plandocs.draft.outcome import ReadBack
from plandocs.web import render
from plandocs.web.application import PAGES
from plandocs.web.pages import readback

MODULES = [*PAGES, render]
CONTEXTS = sorted(
    {
        value
        for module in MODULES
        for value in vars(module).values()
        if isinstance(value, type) and dataclasses.is_dataclass(value) and hasattr(value, "template")
    },
    key=lambda context: context.template,
)


def used_names(template, seen=None):
    """Return the context names that a template and all it extends or includes look up."""
    seen = seen if seen is not None else set()
    env = render.environment()
    tree = env.parse(env.loader.get_source(env, template)[0])
    seen.add(template)
    own = {macro.name for macro in tree.find_all(nodes.Macro)}
    own |= {name for taken in tree.find_all(nodes.FromImport) for name in taken.names}
    names = meta.find_undeclared_variables(tree) - set(env.globals) - own - {"self"}
    for other in meta.find_referenced_templates(tree):
        if other not in seen:
            names |= used_names(other, seen)
    return names


@pytest.mark.parametrize("context", CONTEXTS, ids=lambda context: context.__name__)
def test_a_template_uses_exactly_the_documented_keys(context):
    fields = {field.name for field in dataclasses.fields(context)}
    assert used_names(context.template) == fields | {"frame"}


@pytest.mark.parametrize("context", [*CONTEXTS, render.Frame], ids=lambda context: context.__name__)
def test_every_key_is_documented(context):
    hints = get_type_hints(context, include_extras=True)
    for field in dataclasses.fields(context):
        assert get_origin(hints[field.name]) is Annotated, field.name
        assert all(isinstance(text, str) and len(text) > 5 for text in get_args(hints[field.name])[1:]), field.name


def test_what_is_rendered_is_what_is_documented(client, send, monkeypatch):
    seen = {}
    original = render._html

    def watched(context, frame):
        seen[type(context)] = context
        return original(context, frame)

    monkeypatch.setattr(render, "_html", watched)
    for path in (
        "/",
        "/search",
        "/documents",
        "/documents/doc65",
        "/scans",
        "/themes",
        "/themes/doubtful",
        "/themes/t1",
        "/review",
        "/review/2567/log",
        "/drafts",
        "/add",
        "/audit",
        "/findings",
        "/strategy",
        "/settings",
        "/doctor",
        "/no",
    ):
        client.get(path)
    returned = Returned(ReadBack(draft="d", template="improvement-plan", year=2567, fields=()))
    monkeypatch.setattr(readback.job, "read_copies", lambda *_args: returned)
    send("/readback", files={"files": ("ร่าง.docx", b"")})
    assert set(seen) == set(CONTEXTS)


def test_every_template_belongs_to_a_page():
    assert set(render.environment().list_templates()) == {context.template for context in CONTEXTS} | {
        "base.html",
        "proof.html",
    }
