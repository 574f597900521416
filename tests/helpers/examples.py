"""The examples of the manual, built as plans: a small valid plan, changed by an example's lines.

The base lies in tests/base: one eje (retorno, RET), two niveles, the actions RET-N-01, RET-N-02 and
RET-R-01, one group with people of hn-inm and oim, and six institutions: hn-inm and mx-inm share a
sigla, hn-vieja became hn-inm. Its only finding is that RET-N-01 has no contraparte (NIV03): examples
about pairs of texts need an action that is free.

A line "# acciones/retorno/RET-N-02.yaml" says whose lines follow; without one they are RET-N-01's.
The lines of a file take the place of the top-level keys of the same name, block and all, and stand
at its end; other lines (a stray mark, a list) are added there. A file that the base lacks starts as
a copy: an action of RET-N-01 with its own id, nivel and text, a group of g1-retorno with its own id
and numero; a report, as one of what its name says, en_ejecucion. After the name, in brackets and separated by commas:

    (entero)                       the lines are the whole file
    (enlace a X)                   a link to X, from the file's own folder
    (carpeta)                      an empty folder
    (sin archivo)                  the file is taken away
    (en latin-1)                   the file is saved in that encoding
    (antes)                        so the file was in the revision before
    (300000 bytes)                 the file is filled with comments up to that size
    (hecho por rutaplan schema)    after the folder "esquemas": they are made again, at the end

A line "# rutaplan validate --corte FECHA" says which day it is; without it nobody says.

esquemas/, templates/ and the journal of changes lie beside data/; the schemas start as those of the base.

A line of carets is no line of the file: it marks a stretch of the line above it, or the file itself.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from helpers.calls import ROOT, fill
from rutaplan.catalogue.entry import DEFAULT_FILE
from rutaplan.diagnostics import Diagnostic
from rutaplan.journal import JOURNAL, unfinished
from rutaplan.load import load
from rutaplan.membrete import read_letterhead
from rutaplan.plan import Plan
from rutaplan.render.printing import render
from rutaplan.rules import check
from rutaplan.schema import schemas, stale
from rutaplan.views.documents import DOCUMENTS

BASE = ROOT / "tests" / "base"
BESIDE = ("esquemas", "templates", JOURNAL)
_HEADER = re.compile(r"^# (?:data/)?((?:[\w.-]+/)*[\w.-]+\.\w+|esquemas)(?: \((.+)\))?$")
_CORTE = re.compile(r"^# rutaplan validate --corte (\d{4}-\d{2}-\d{2})$", re.MULTILINE)
_CARETS = re.compile(r" *\^+")
_KEY = re.compile(r"^(?:\"([^\"]+)\"|'([^']+)'|([^\s#'\"\[{<>=:-][^:]*)):(?:\s|$)")
_REPORT = re.compile(r"(\d{4}-\d{2}-\d{2})-(.+?)(?:-\d+)?")
_NIVELES = {"N": "nacional", "R": "regional"}


@dataclass(frozen=True)
class Part:
    """What an example says of one file."""

    name: str
    how: tuple[str, ...]
    lines: tuple[str, ...]
    marks: tuple[tuple[int, int, int], ...] = ()
    """Which of its lines, from which column and up to which, counted from 0; line -1 is the file itself."""


def parts(example: str) -> list[Part]:
    """An example, file by file."""
    found: list[tuple[str, tuple[str, ...], list[str], list[tuple[int, int, int]]]] = []
    for line in _CORTE.sub("", example).lstrip("\n").split("\n"):
        header = _HEADER.match(line.rstrip())
        if header:
            found.append((header[1], tuple((header[2] or "").split(", ")), [], []))
            continue
        if not found:
            found.append((DEFAULT_FILE, (), [], []))
        _, _, lines, marks = found[-1]
        if _CARETS.fullmatch(line):
            marks.append((len(lines) - 1, line.index("^"), len(line)))
        else:
            lines.append(line)
    return [
        Part(name, how, tuple(lines), tuple(marks))
        for name, how, lines, marks in found
        if how != () or any(lines)
    ]


Spot = tuple[str, int, int, int]
"""A file of the plan, a line, and its columns from one to another."""
Looked = Callable[[str], tuple[Path, list[Diagnostic]]]
"""Gives the folder in which an example was made, and what is found there."""


def marked_spots(example: str, folder: Path) -> list[Spot]:
    """What the carets of an example mark, in the plan that was made of it."""
    spots = []
    for part in parts(example):
        for line, start, end in part.marks:
            count = 1 if line < 0 else len(_path(folder, part.name).read_bytes().splitlines())
            spots.append(
                (part.name, count - len(part.lines) + line + 1 if line >= 0 else 1, start + 1, end + 1)
            )
    return sorted(spots)


def found_spots(diagnostics: Iterable[Diagnostic], folder: Path) -> list[Spot]:
    """Where some findings point; a stretch of several lines, in its first one."""
    spots = []
    for place in (diagnostic.place for diagnostic in diagnostics):
        path = Path(place.path) if Path(place.path).is_absolute() else Path.cwd() / place.path
        name = path.relative_to(folder).as_posix().removeprefix("data/")
        end = place.end_column
        if place.end_line > place.line:
            end = len(path.read_text(encoding="utf-8").splitlines()[place.line - 1]) + 1
        spots.append((name, place.line, place.column, max(end, place.column + 1)))
    return sorted(spots)


def build_example(example: str, folder: Path) -> Path:
    """Make the example's plan in a folder of its own; returns the folder that holds data/."""
    _build(example, folder)
    return folder


def plan_of(example: str, folder: Path) -> tuple[Plan, list[Diagnostic]]:
    """The plan of an example in its folder, at its day and with its revision before; and what reading it found."""
    before = _build(example, folder)
    day = _CORTE.search(example)
    plan, diagnostics = load(folder / "data")
    return replace(plan, corte=date.fromisoformat(day[1]) if day else None, antes=before), diagnostics


def _build(example: str, folder: Path) -> Plan | None:
    """Make an example's files; returns the plan of its revision before, if it has one."""
    fill(folder, _base())
    remake = False
    found = parts(example)
    earlier = [part for part in found if "antes" in part.how]
    for part in earlier:
        _apply(part, _path(folder, part.name))
    before = load(folder / "data")[0] if earlier else None
    for part in found:
        if part.name == "esquemas":
            remake = True
        elif part in earlier:
            continue
        else:
            _apply(part, _path(folder, part.name))
    if remake:
        plan, _ = load(folder / "data")
        for name, text in schemas(plan).items():
            _write(folder / "esquemas" / name, text.encode())
    return before


def findings(example: str, folder: Path) -> list[Diagnostic]:
    """Everything that is found in an example: in its files, and in the templates it brings."""
    plan, diagnostics = plan_of(example, folder)
    diagnostics += [*check(plan), *stale(plan, folder / "esquemas"), *unfinished(folder / "data")]
    letterhead = read_letterhead(plan, folder / "data")
    diagnostics += [letterhead] if isinstance(letterhead, Diagnostic) else []
    for part in parts(example):
        if part.name.startswith("templates/"):
            name = part.name.removeprefix("templates/").removesuffix(".j2")
            document = next(each for each in DOCUMENTS if each.name == name.partition(".")[0])
            page = next(iter(document.pages(plan, ()).values()))
            made = render(name, page, (folder / "templates",))
            diagnostics += [made] if isinstance(made, Diagnostic) else []
    return diagnostics


def changed(text: str, lines: tuple[str, ...]) -> str:
    """A file's text with its keys of the same name replaced by an example's lines."""
    replaced = {_key(line) for line in lines} - {""}
    kept, dropping = [], False
    for line in text.splitlines():
        if _key(line):
            dropping = _key(line) in replaced
        elif line.startswith("#"):
            dropping = False
        if not dropping:
            kept.append(line)
    return "\n".join((*kept, *lines)) + "\n"


@cache
def _base() -> dict[str, bytes]:
    """The files that every example begins with, and their schemas."""
    files = {
        each.relative_to(BASE).as_posix(): each.read_bytes() for each in BASE.rglob("*") if each.is_file()
    }
    made = schemas(load(BASE / "data")[0])
    return files | {f"esquemas/{name}": text.encode() for name, text in made.items()}


def _key(line: str) -> str:
    match = _KEY.match(line)
    return next(filter(None, match.groups()), "") if match else ""


def _path(folder: Path, name: str) -> Path:
    return folder / name if name.startswith(BESIDE) else folder / "data" / name


def _apply(part: Part, path: Path) -> None:
    link = next((how.removeprefix("enlace a ") for how in part.how if how.startswith("enlace a ")), None)
    size = next((int(how.removesuffix(" bytes")) for how in part.how if how.endswith(" bytes")), 0)
    if link or {"carpeta", "sin archivo"} & set(part.how):
        path.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        if link:
            path.symlink_to(link)
        elif "carpeta" in part.how:
            path.mkdir()
        return
    text = "\n".join(part.lines) + "\n" if "entero" in part.how else changed(_start(path), part.lines)
    line = f"# {'x' * 97}\n"
    text += line * -(-(size - len(text.encode())) // len(line))
    _write(path, text.encode("latin-1" if "en latin-1" in part.how else "utf-8"))


def _start(path: Path) -> str:
    """What a file holds before the example: its own text, or a copy of its kind's."""
    if path.is_file():
        return path.read_text(encoding="utf-8")
    data = BASE / "data"
    stem = path.stem
    if "acciones" in path.parts:
        text = (data / DEFAULT_FILE).read_text(encoding="utf-8")
        nivel = _NIVELES.get(stem.split("-")[1] if stem.count("-") == 2 else "", "nacional")
        texto = f"Publicar la guía número {stem[-2:]} para el personal."
        return changed(text, (f"id: {stem}", f"nivel: {nivel}", f"texto: {texto}"))
    if "grupos" in path.parts:
        text = (data / "grupos" / "g1-retorno.yaml").read_text(encoding="utf-8")
        digits = re.match(r"g(\d+)", stem)
        return changed(text, (f"id: {stem}", f"numero: {digits[1] if digits else 2}"))
    if report := _REPORT.fullmatch(stem):
        who = f"accion: {path.parent.name}\nfecha: {report[1]}\nreporta: {report[2]}\n"
        return f"{who}estado: en_ejecucion\ntexto: Borrador en consulta.\n"
    return ""


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
