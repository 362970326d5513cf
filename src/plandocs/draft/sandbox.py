"""The template engine as templates may use it: docxtpl in a sandbox, strict, escaping everything."""

from __future__ import annotations

import io
import re
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from plandocs.draft.tagtext import tidy_tag
from plandocs.draft.values import FieldText, clean, output
from plandocs.model.errors import TemplateError

#: Longest list a template may make with range(); the longest real table has a few hundred rows.
MAX_RANGE = 1000
#: How Jinja names what it missed; the rest of its message is English.
_NAMED = re.compile(r"'([^'.]+)'(?= is undefined|$)")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


class _Environment(ImmutableSandboxedEnvironment):
    """A sandbox in which templates reach values by item only: no methods, no attributes of Python objects."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, dict):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        if type(obj).__name__ == "LoopContext" and not attribute.startswith("_"):
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, dict):
            return self.getattr(obj, str(argument))
        if isinstance(obj, list | tuple) and isinstance(argument, int | slice):
            try:
                return obj[argument]
            except IndexError:
                return self.undefined(obj=obj, name=str(argument))
        return self.undefined(obj=obj, name=str(argument))

    def is_safe_callable(self, obj: Any) -> bool:
        return type(obj).__name__ in {"LoopContext", "Macro", "Cycler"} or obj is _limited_range

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator in {"*", "**"} and not (_small(left) and _small(right)):
            raise SecurityError(f"operator {operator} on these values")
        if operator == "%" and isinstance(left, str):
            raise SecurityError("string formatting")
        return super().call_binop(context, operator, left, right)


def _small(value: Any) -> bool:
    return isinstance(value, int | float) and abs(value) < 1_000_000


def _limited_range(*arguments: int) -> range:
    made = range(*arguments)
    if len(made) > MAX_RANGE:
        raise SecurityError("range too long")
    return made


def _quiet(value: Any) -> Any:
    """Print a field without its source note (ไม่อ้างอิง)."""
    return FieldText(str(value), value.number, quiet=True) if isinstance(value, FieldText) else value


def _shorten(value: Any, length: int = 120) -> str:
    """Print the start of a long text (ย่อ); a field that is short enough stays a field."""
    text = clean(value)
    if len(text) <= length:
        return value if isinstance(value, FieldText) else text
    head = text[:length]
    if " " in head[length * 2 // 3 :]:
        return head.rsplit(" ", 1)[0] + " …"
    from plandocs.thai.segment import default_segmenter

    last = [token.start for token in default_segmenter().tokens(text[: length + 40]) if 0 < token.start <= length]
    return text[: last[-1] if last else length].rstrip() + " …"


#: Filters of our own, with their meaning for the authors' guide.
FILTERS = {
    "ไม่อ้างอิง": (_quiet, "พิมพ์ค่าโดยไม่แนบข้อคิดเห็นบอกที่มา ใช้เมื่อค่าเดียวกันปรากฏหลายแห่ง"),
    "ย่อ": (_shorten, "พิมพ์เฉพาะตอนต้นของข้อความยาว เช่น {{ ข้อ.ข้อความ|ย่อ(80) }}"),
}
#: The only Jinja filters that templates may use; the others format strings or multiply text.
_JINJA_FILTERS = (
    "default",
    "d",
    "first",
    "last",
    "length",
    "count",
    "join",
    "trim",
    "replace",
    "sort",
    "unique",
    "list",
    "int",
)


def environment() -> ImmutableSandboxedEnvironment:
    """Return a new environment; every printed value goes through `values.output`."""
    env = _Environment(undefined=StrictUndefined, autoescape=True, finalize=output)
    env.filters = {name: env.filters[name] for name in _JINJA_FILTERS} | {
        name: function for name, (function, _) in FILTERS.items()
    }
    env.globals = {"range": _limited_range}
    # calls of binary operators go through `call_binop` only for these
    env.intercepted_binops = frozenset({"*", "**", "%"})
    return env


class SafeTemplate(DocxTemplate):  # type: ignore[misc]
    """docxtpl without its traps: strict XML, our own line breaks, properties and footnotes rendered at most once."""

    def patch_xml(self, src_xml: str) -> str:
        """Return XML that Jinja can read; tags lose zero-width signs, split ำ and Thai digits first."""
        patched = super().patch_xml(src_xml)
        return _TAG.sub(lambda match: tidy_tag(match.group()), str(patched))

    def resolve_listing(self, xml: str) -> str:
        """Return `xml` as it is: line breaks are ours."""
        return xml

    def fix_tables(self, xml: str) -> Any:
        """Return the parsed body; unlike docxtpl's, broken XML is an error and grids stay as the author drew them."""
        return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))

    def render_properties(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """Leave the core properties alone: they are written from the context, never evaluated."""

    def render_footnotes(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """Render footnotes once (docxtpl does so once per section, reading the output as a template again)."""
        for part in self.docx.part.package.iter_parts():
            if part.content_type.endswith("footnotes+xml"):
                source = part.blob.decode("utf-8")
                part._blob = self.render_xml_part(  # noqa: SLF001 - docxtpl itself sets it so
                    self.patch_xml(_no_declaration(source)), part, context, jinja_env
                ).encode("utf-8")


def _no_declaration(xml: str) -> str:
    return re.sub(r"^<\?xml.*?\?>\s*", "", xml)


def fill(template: bytes, values: dict[str, Any]) -> bytes:
    """
    Return the template filled with `values`, its private-use signs not yet resolved.

    Raises `TemplateError` naming the paragraph where the template fails.
    """
    document = SafeTemplate(io.BytesIO(template))
    try:
        document.render(values, environment(), autoescape=True)
    except (SecurityError, UndefinedError) as error:
        names = ", ".join(f"“{name}”" for name in _NAMED.findall(str(error)))
        thai = f"แม่แบบใช้ชื่อ ลำดับ หรือคำสั่งที่ไม่มี {names}".strip()
        raise TemplateError(thai, f"unknown or forbidden name: {error}") from error
    except etree.XMLSyntaxError as error:
        raise TemplateError(
            "แม่แบบทำให้โครงสร้าง Word เสีย มักเกิดจากคำสั่งวนซ้ำคร่อมช่องตาราง ใช้คำสั่งตรวจแม่แบบดูจุดผิด",
            f"the filled template is no valid XML: {error}",
        ) from error
    except (MemoryError, RecursionError, OverflowError) as error:
        raise TemplateError("แม่แบบใช้หน่วยความจำหรือเวลามากเกินไป", "the template needs too much memory") from error
    except Exception as error:
        # A template is a program: whatever it raises is the template's fault, and is reported as such.
        raise TemplateError(f"แม่แบบมีข้อผิดพลาด: {error}", f"template error: {type(error).__name__}: {error}") from error
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
