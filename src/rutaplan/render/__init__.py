"""render: the only door of jinja2: which templates there are, without loading it, and what they print.

A template is code, and may be a stranger's: it runs in the immutable sandbox, it sees only files of
its own folders, and whatever goes wrong in it becomes a diagnostic with its line.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from rutaplan.catalogue import codes, diagnose
from rutaplan.diagnostics import Diagnostic, Place
from rutaplan.files import shown_path

_T = TypeVar("_T")

SUFFIX = ".j2"
_SUFFIXES = (SUFFIX, ".typ", ".docx")
COMMON = "documento"
"""The name of the templates that make every document of blocks."""
TEXT_FORMATS = ("html", "md", "txt", "csv", "typ")
"""What Jinja prints: nothing that a machine could run by its name."""
# What is no text has an engine of its own.
TEMPLATE = re.compile(
    r"(?P<name>[a-z0-9_-]+)\.(?:(?P<format>(?!(?:docx|pdf|xlsx)\.)[a-z0-9]+)\.j2|pdf\.typ|(?P<word>docx))",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class FoundTemplate:
    """A template: the document and the format it makes, and its path. own: it came with the program."""

    name: str
    format: str
    path: Path
    own: bool

    @property
    def engine(self) -> str:
        """What prints it: j2, typ or docx."""
        return self.path.suffix[1:]


def own_folder() -> Path:
    """Find the templates that came with the program: in the wheel, or beside pyproject.toml in a clone."""
    package = Path(__file__).resolve().parents[1]
    bundle = package / "_bundle" / "templates"
    return bundle if bundle.is_dir() else package.parent.parent / "templates"


def template_folders(plantillas: Path | None, data: Path | None) -> tuple[Path, ...]:
    """List where templates are looked for, first found first used: asked for, beside data/, ours."""
    own = own_folder()
    beside = data.absolute().parent / "templates" if data is not None else own
    folders = [plantillas] if plantillas is not None else []
    if beside.is_dir() and not (own.is_dir() and beside.samefile(own)):
        folders.append(beside)
    return (*folders, own)


def find_templates(
    folders: Sequence[Path], documents: Mapping[str, Collection[str]]
) -> tuple[FoundTemplate, ...]:
    """List documents and formats that templates make, in the documents' order, then by format.

    A template is NAME.FORMAT.j2, NAME.pdf.typ or NAME.docx. Those of an earlier folder go first, and a
    document's own before the common one, which makes the formats that each document says it has.
    """
    own = own_folder()
    found: dict[tuple[str, str], FoundTemplate] = {}
    for folder in folders:
        named: dict[tuple[str, str], Path] = {}
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            match = TEMPLATE.fullmatch(path.name)
            if match:
                named[match["name"], match["format"] or match["word"] or "pdf"] = path
        common = {kind: path for (name, kind), path in named.items() if name == COMMON}
        for name, kinds in documents.items():
            made = {kind: path for kind, path in common.items() if kind in kinds}
            made |= {kind: path for (own_name, kind), path in named.items() if own_name == name}
            for kind, path in made.items():
                found.setdefault((name, kind), FoundTemplate(name, kind, path, folder == own))
    order = {name: number for number, name in enumerate(documents)}
    return tuple(sorted(found.values(), key=lambda each: (order[each.name], each.format)))


def unused_templates(folders: Sequence[Path], documents: Collection[str]) -> tuple[Path, ...]:
    """List what looks like a template in the user's folders and makes nothing, by name."""
    own = own_folder()
    return tuple(
        path
        for folder in folders
        if folder != own and folder.is_dir()
        for path in sorted(folder.iterdir())
        if path.suffix in _SUFFIXES and not path.name.startswith(("_", "."))
        if not ((match := TEMPLATE.fullmatch(path.name)) and match["name"] in {COMMON, *documents})
    )


def first_of(name: str, folders: Sequence[Path]) -> Path | None:
    """The file of that name in the first folder that has one."""
    paths = (folder / name for folder in folders)
    return next((path for path in paths if path.is_symlink() or path.exists()), None)


def read_template(path: Path, read: Callable[[Path, str], _T | Diagnostic]) -> _T | Diagnostic:
    """Read a file of a folder of templates, with the distrust of data; its faults are a template's.

    read: how, given its path and what people call that.
    """
    if path.parent.is_symlink():
        return diagnose("PLA05 carpeta", Place(shown_path(path.parent)))
    content = read(path, shown_path(path))
    if not isinstance(content, Diagnostic):
        return content
    if content.code == "YML11":  # a sheet of data is mended in another way
        return diagnose("PLA05 grande", content.place, encontrado=content.found, esperado=content.expected)
    page = codes().pages["PLA05"]
    return content._replace(code=page.code, severity=page.severity, title=page.title)


def place_in(path: str, text: str, line: int, column: int) -> Place:
    """A place of a template, from a column to the end of its line; lines and columns count from 1."""
    lines = text.split("\n")
    snippet = lines[line - 1].rstrip("\r") if 0 < line <= len(lines) else ""
    return Place(path, line, column, line, max(column, len(snippet) + 1), snippet=snippet)
