"""sandbox: where templates run: which files they see, what they may do, how values are escaped."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, TemplateNotFound
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from rutaplan.diagnostics import Diagnostic
from rutaplan.files import read_text, shown_path
from rutaplan.printable import guard_cell
from rutaplan.render import first_of, read_template
from rutaplan.render.template_faults import TemplateError

NAME = re.compile(r"[a-z0-9_-]+(\.[a-z0-9]+)*\.j2")
# lipsum and random are not the same twice; the rest may eat the machine's memory in one call.
_REFUSED_GLOBALS = ("lipsum",)
_REFUSED_FILTERS = ("random", "center", "indent", "format", "pprint")
_REFUSED_METHODS = frozenset(
    {"center", "ljust", "rjust", "zfill", "expandtabs", "format", "format_map", "replace"}
)
_MAX_REPEAT = 10_000


class Loader(BaseLoader):
    """Reads templates by bare name from a few folders, with data's distrust; each once."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = folders
        self._texts: dict[str, tuple[str, str]] = {}

    def get_source(self, environment: object, template: str) -> tuple[str, str, None]:
        """Give text, shown path, and no way to know that it changed: the shape jinja2 asks for."""
        del environment
        if not NAME.fullmatch(template):
            raise SecurityError(template)
        path = first_of(template, self.folders)
        if path is None:
            raise TemplateNotFound(template)
        text, shown = read_template(path, read_text), shown_path(path)
        if isinstance(text, Diagnostic):
            raise TemplateError(text)
        self._texts[template] = shown, text
        return text, shown, None

    def read_for(self, template: str) -> dict[str, str]:
        """The texts read so far, by shown path, a template's own first; none if it was not read."""
        own = self._texts.get(template)
        return {own[0]: own[1], **dict(self._texts.values())} if own else {}


class Environment(ImmutableSandboxedEnvironment):
    """The sandbox, with a bound on what one expression may repeat."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - jinja2's own hook
        """Refuse what would fill the memory in one operation: a text times a number, a power, a format."""
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if not numbers and operator == "*":
            times = left if isinstance(left, int) else right
            numbers = isinstance(times, int) and times <= _MAX_REPEAT
        if not numbers or (operator == "**" and abs(right) > 64):  # noqa: PLR2004 - no document needs more
            raise SecurityError(operator)
        return super().call_binop(context, operator, left, right)

    def wrap_str_format(self, value: Any) -> None:  # noqa: ANN401 - jinja2's own hook
        """Leave str.format bare, so that is_safe_callable sees and refuses it: its widths fill the memory."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401 - jinja2's own hook
        """Let the fields of a page's records through first: jinja2's own look was half of what HTML costs."""
        return attr in getattr(type(obj), "__match_args__", ()) or super().is_safe_attribute(obj, attr, value)

    def is_safe_callable(self, obj: Any) -> bool:  # noqa: ANN401 - jinja2's own hook
        """Refuse the methods of texts that can make a huge one of a small one."""
        huge = isinstance(getattr(obj, "__self__", None), str) and obj.__name__ in _REFUSED_METHODS
        return not huge and super().is_safe_callable(obj)


def make_environment(kind: str, loader: Loader) -> Environment:
    """Prepare the sandbox for a format: each escapes by its own rules, or else HTML's; txt is what it is."""
    environment = Environment(
        loader=loader,
        undefined=StrictUndefined,
        autoescape=kind != "txt",
        finalize=_ESCAPES.get(kind),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    for name in _REFUSED_GLOBALS:
        del environment.globals[name]
    for name in _REFUSED_FILTERS:
        del environment.filters[name]
    environment.filters["css"] = escape_css
    return environment


def escape_css(value: object) -> str:
    """Make any value a text between the quotes of a style sheet, with nothing that HTML would change."""
    return "".join(
        char if char.isalnum() or char == " " else f"\\{ord(char):x} "
        for char in " ".join(str(value).split())
    )


_ALWAYS = str.maketrans({char: f"\\{char}" for char in "\\`*_[]{}<>|~$#"} | {"&": "&amp;"})
_BREAK = re.compile(r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*")
_LEAD = re.compile(r"^(\s*)(?:([-+=])|([0-9]{1,9})([.)]))")
_LINK = re.compile(r":(?=[^\W\d]|[/+-])|(?<!\d):(?=\d)|(?<=www)\.", re.IGNORECASE)


def escape_markdown(value: object) -> Markup:
    """Make any value print as the text it is, in a GitHub table or a paragraph.

    Markup is left alone. Also stopped: bare addresses, :emoji:, $math$, lists and headings at the start.
    """
    if isinstance(value, Markup):
        return value
    text = _BREAK.sub(" ", str(value)).translate(_ALWAYS)
    text = _LINK.sub(lambda match: "\\" + match.group(), text)
    return Markup(_LEAD.sub(_escape_lead, text))  # noqa: S704 - it has just been escaped


def _escape_lead(match: re.Match[str]) -> str:
    space, sign, digits, point = match.groups()
    return f"{space}\\{sign}" if sign else f"{space}{digits}\\{point}"


def escape_typst(value: object) -> Markup:
    """Make any value a text of Typst's: after a backslash a sign means itself; no line begins in it."""
    text = _BREAK.sub(" ", str(value))
    return Markup(re.sub(r"[!-/:-@\[-`{-~]", r"\\\g<0>", text))  # noqa: S704 - it has just been escaped


def escape_csv(value: object) -> Markup:
    """Make any value one cell, that no program takes for a formula."""
    return Markup('"{}"').format(Markup(guard_cell(str(value)).replace('"', '""')))  # noqa: S704 - as above


_ESCAPES: Mapping[str, Callable[[object], Markup]] = {
    "md": escape_markdown,
    "typ": escape_typst,
    "csv": escape_csv,
}
"""How values are escaped where jinja2's own way, HTML's, is not the right one."""
