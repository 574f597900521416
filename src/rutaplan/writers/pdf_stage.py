"""pdf_stage: the files that a PDF template needs, read with distrust, and all that Typst may see."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rutaplan.catalogue import diagnose
from rutaplan.diagnostics import Diagnostic, Place
from rutaplan.files import read_bytes, read_text, shown_path
from rutaplan.membrete import MAX_SIDE, is_oversized
from rutaplan.printable import quoted
from rutaplan.render import first_of, place_in, read_template

MAX_IMAGE_BYTES = 4 * 2**20
# After the name nothing may follow that makes another of it: "a.typ" * 0 + "@preview/...". In brackets Typst
# goes on after a line break, so what begins the next line counts too.
_END = r"(?=[ \t]*(?::|;|\)|\]|\}|as\b|(?=\r?\n|$)(?!\s*[.*+/])))"
_PLAIN = re.compile(r'(?:import|include)[ \t]*"(?P<name>[a-z0-9_-]+(?:\.[a-z0-9]+)*\.typ)"' + _END)
# Comments are searched too: what hides a comment from us, a // inside a text, would not hide it from Typst.
_LOADING = re.compile(r"(?<!\w)(?:import|include)(?![\w-])")
# Code made of text could import a package from the network; std would give the same under another name. What
# is attached or embedded is opened outside of the page.
_FORBIDDEN = re.compile(r"(?<!\w)(?:eval|plugin|std|attach|embed)(?![\w-])")
_IMAGE = re.compile(r'"(?P<name>[a-z0-9_-]+(?:\.[a-z0-9]+)*\.(?:png|jpe?g))"')


@dataclass(frozen=True, slots=True)
class StagedFile:
    """A file for Typst: its path as shown to people, and what it holds."""

    path: str
    content: str | bytes

    def place(self, line: int, column: int) -> Place:
        """A place of a template, from a column to the end of its line."""
        return place_in(self.path, self.content if isinstance(self.content, str) else "", line, column)

    def place_of(self, start: int) -> Place:
        """The place of a character of a template."""
        before = str(self.content)[:start]
        return self.place(before.count("\n") + 1, start - (before.rfind("\n") + 1) + 1)


def gather(name: str, folders: Sequence[Path]) -> Mapping[str, StagedFile] | Diagnostic:
    """Read a template and all that it names, each from the first folder that has it; or say why not.

    What a template may name is a .typ file or an image of the same folders, as a text written in full.
    """
    sources: dict[str, StagedFile] = {}
    waiting = [(name, Place(name))]
    while waiting:
        each, named_at = waiting.pop(0)
        if each in sources:
            continue
        source = _read(each, folders, named_at)
        if isinstance(source, Diagnostic):
            return source
        sources[each] = source
        if isinstance(source.content, str):
            refused = _refuse(source, source.content)
            if refused:
                return refused
            waiting += _named(source, source.content, folders)
    return sources


def stage(sources: Mapping[str, StagedFile], folder: Path) -> None:
    """Write what was read into an empty folder, which is all that Typst may see."""
    for name, source in sources.items():
        content = source.content
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)


def _read(name: str, folders: Sequence[Path], named_at: Place) -> StagedFile | Diagnostic:
    path = first_of(name, folders)
    if path is None:
        where = " o en ".join(map(shown_path, folders))
        return diagnose("PLA05 nombre", named_at, nombre=quoted(name), carpetas=where)
    return read_template(path, _read_plain)


def _read_plain(path: Path, shown: str) -> StagedFile | Diagnostic:
    content = read_text(path, shown) if path.suffix == ".typ" else read_bytes(path, shown, MAX_IMAGE_BYTES)
    if isinstance(content, bytes) and is_oversized(content):
        return diagnose("PLA05 imagen", Place(shown), nombre=quoted(path.name), maximo=MAX_SIDE)
    return content if isinstance(content, Diagnostic) else StagedFile(shown, content)


def _refuse(source: StagedFile, text: str) -> Diagnostic | None:
    """Refuse what would make Typst read or run anything but the files of the folders."""
    loaded = (match for match in _LOADING.finditer(text) if not _PLAIN.match(text, match.start()))
    first = min((*_FORBIDDEN.finditer(text), *loaded), key=lambda match: match.start(), default=None)
    if first is None:
        return None
    return diagnose("PLA03 typst", source.place_of(first.start()), nombre=quoted(first.group()))


def _named(source: StagedFile, text: str, folders: Sequence[Path]) -> Iterator[tuple[str, Place]]:
    """The files that a template names; an image only if it is there, for it may be just a text."""
    for match in _PLAIN.finditer(text):
        yield match["name"], source.place_of(match.start("name"))
    for match in _IMAGE.finditer(text):
        if first_of(match["name"], folders):
            yield match["name"], source.place_of(match.start("name"))
