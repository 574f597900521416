"""The lists of CONTRIBUTING.md, done as they say in a copy: they give what they promise, and miss what is skipped."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

import pytest
from helpers.calls import EJEMPLO, ROOT, accion, edit
from helpers.reach import is_weekly

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
LISTS = {title: body for title, _, body in (part.partition("\n") for part in TEXT.split("\n## Agregar ")[1:])}
PARTS = (
    "src", "docs", "data", "esquemas", "templates", "tests", "pyproject.toml", "README.md", "README.en.md",
)  # fmt: skip
SRC = Path("src") / "rutaplan"

RULE = '''

@rule("PLZ99", "el plazo es de siete meses", Severity.AVISO)
def plazo_de_siete(plan: Plan) -> Iterator[Finding]:
    """Siete meses no caben en ningún presupuesto semestral: casi siempre es un error de dedo.

    Mal:
        plazo_meses: 7
                     ^

    Bien:
        plazo_meses: 6
    """
    for accion in plan.acciones:
        if accion.plazo_meses == 7:
            yield Finding(accion, ("plazo_meses",), "7 meses", "6 o 12 meses", "escriba «6»")
'''
FIELD = '    costo: Opcional[cells.Texto] = field("Costo", "Cuánto cuesta.", exigible=True)\n'
BEFORE = "    notas: Opcional[cells.Texto]"
FILTER = """    _ids("ambito", "ÁMBITO", "De este ámbito: bilateral.", "ámbito", _field("ambito"),
         names=lambda _: {"bilateral": "bilateral"}),
"""
COMMAND = '''"""rutaplan titles: the short titles."""

import click

from rutaplan.cli import OK, terminal
from rutaplan.cli.options import datos_option, load_checked


@click.command("titles", options_metavar="[OPCIONES]")
@datos_option
def command(datos: str | None) -> int:
    """Muestra los títulos breves."""
    plan, _ = load_checked(datos)
    terminal.write("".join(f"{each.id}: {each.titulo_breve}\\n" for each in plan.acciones))
    return OK
'''
DOCUMENT = '''"""contrapartes: the actions that answer one another at two niveles."""

from rutaplan.plan import Plan
from rutaplan.views.bloques import Celda, Columna
from rutaplan.views.columnas import column
from rutaplan.views.fila import Filas
from rutaplan.views.pagina import Pagina, make_pagina
from rutaplan.views.placing import Placed, make_tabla


def build_contrapartes(plan: Plan) -> Pagina:
    """Lay out each action that has a counterpart, beside it."""
    filas, known = Filas(plan), plan.contrapartes
    paired = [each for each in plan.acciones if known.get(each.id)]
    answers = Placed(Columna("Contraparte"), lambda _, each: Celda("; ".join(known[each.id])))
    tabla = make_tabla(filas, "Contrapartes", (column("id"), answers), paired)
    return make_pagina(filas, "Contrapartes", (tabla,) if paired else ())
'''
KIND = """    DocumentKind(
        "contrapartes", "qué acciones se responden", _whole("contrapartes.build_contrapartes"), formatos=("docx", "html", "md", "pdf")
    ),
"""
SHEETS = '''"""tsv: a planilla as text, its cells parted by tabs."""

from rutaplan.diagnostics import Diagnostic
from rutaplan.printable import guard_cell
from rutaplan.views.planilla import Planilla
from rutaplan.writers.papel import Papel


def write(planilla: Planilla, papel: Papel, separator: str = ",") -> bytes | Diagnostic:
    """Write a line a row."""
    del papel, separator
    rows = (tuple(each.titulo for each in planilla.columnas), *planilla.filas)
    lines = ("\\t".join(guard_cell(" ".join(str(each).split())) for each in row) for row in rows)
    return "".join(f"{line}\\n" for line in lines).encode()
'''
GRID = Path("tests") / "views" / "test_documents.py"
PAGE = """
## YML99 aviso: la hoja está en una carpeta de más
Las hojas de un eje están juntas en su carpeta: lo que está más adentro no se ve al hojear el plan.

Mal:
    # acciones/retorno/viejas/RET-N-03.yaml
    ^
Bien:
    # acciones/retorno/RET-N-03.yaml
"""
WORDS = "\n= YML99: {carpetas} carpetas | acciones/EJE/ID.yaml | saque el archivo a la carpeta de su eje\n"
WHERE = "            folded = unicodedata.normalize"
FOUND = """            if name.count("/") > 2:
                self.diagnostics.append(diagnose("YML99", self.place(name), carpetas=name.count("/")))
"""
ABOUT = (
    "99 or titles or costo or fresh or repository or part_what or "
    + " or ".join(f"every_{each}" for each in ("page", "module", "field", "finding"))
    + " or nobody_says or contrapartes or grid or texts"
)


def make_copy(folder: Path, *skipped: str, lists: Collection[str] = LISTS) -> Path:
    """A copy of the house in which every list was done, but for some of its steps; orders are those of some."""
    for name in PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("navegador"))
        else:
            shutil.copy(ROOT / name, folder / name)

    def change(step: str, name: Path | str, old: str, new: str) -> None:
        if step not in skipped:
            edit(folder / name, old, new)

    def add(step: str, name: Path, text: str) -> None:
        if step not in skipped:
            with (folder / name).open("a", encoding="utf-8") as file:
                file.write(text)

    rule = (
        RULE if "rule: example" not in skipped else re.sub(r"Mal:.*?(?=    Bien)", "", RULE, flags=re.DOTALL)
    )
    add("rule", SRC / "rules" / "plazos.py", rule)
    change("field", SRC / "model" / "accion.py", BEFORE, FIELD + BEFORE)
    change("field: format", "docs/formato.md", "\nnotas: Texto libre.", "\ncosto: Poco.\nnotas: Texto libre.")
    change("filter", SRC / "derive" / "filters.py", "FILTERS = (\n", "FILTERS = (\n" + FILTER)
    add("command: module", SRC / "cli" / "commands" / "titles.py", COMMAND)
    change(
        "command: line",
        SRC / "cli" / "__init__.py",
        '    "rules": "',
        '    "titles": "Títulos.",\n    "rules": "',
    )
    add("finding: page", SRC / "catalogue" / "codes.txt", PAGE)
    add("finding: words", SRC / "catalogue" / "codes.txt", WORDS)
    change("finding: diagnose", SRC / "files.py", WHERE, FOUND + WHERE)
    add_paper(change, add)
    run_steps(folder, skipped, lists)
    return folder


def run_steps(folder: Path, skipped: Collection[str], lists: Collection[str]) -> None:
    """Give the commands that the lists say, those that accept what is printed too."""
    for body in (LISTS[each] for each in sorted(lists)):
        for step in re.findall(r"^\d\. `uv run (.+?)`", body, re.MULTILINE):
            if step.split()[-1] not in skipped:
                assert run(folder, *shlex.split(step))[0] == 0
        for step in re.findall(r"^\d\. `RUTAPLAN_ACEPTAR=1 uv run (.+?)`", body, re.MULTILINE):
            if step.split()[-1] not in skipped:
                run(folder, *shlex.split(step), "-q", "-n0", "-p", "no:cacheprovider", accept=True)


def add_paper(change: Callable[..., None], add: Callable[..., None]) -> None:
    """Add a document, and a format of the sheets."""
    documents = SRC / "views" / "documents" / "__init__.py"
    add("document: module", SRC / "views" / "documents" / "contrapartes.py", DOCUMENT)
    before = '    DocumentKind(\n        "cronograma"'
    change("document: line", documents, before, KIND + before)
    change("document: grid", GRID, '    "crono', '    "contrapartes": "docx html md pdf",\n    "crono')
    offers = SRC / "writers" / "offers.py"
    add("format: module", SRC / "writers" / "tsv.py", SHEETS)
    change(
        "format: line", offers, '    "csv": csv.write,\n', '    "csv": csv.write,\n    "tsv": tsv.write,\n'
    )
    change("format: line", offers, "pdf, text, xlsx", "pdf, text, tsv, xlsx")
    for kinds in (
        '"matriz": "csv docx html md',
        '"consolidada": "csv docx html md',
        '"pendientes": "csv docx html md',
        '"seguimiento": "csv docx html md',
        '"formulario": "csv docx',
    ):
        change("format: grid", GRID, f"{kinds} pdf xlsx", f"{kinds} pdf tsv xlsx")
    change("format: grid", GRID, '"directorio": "csv docx xlsx', '"directorio": "csv docx tsv xlsx')


def run(folder: Path, *words: str, inside: Path | None = None, accept: bool = False) -> tuple[int, str]:
    """What `uv run` would do with some words, in a copy: the code and all that was printed."""
    program = {"python": [], "rutaplan": ["-m", "rutaplan"], "pytest": ["-m", "pytest"]}[words[0]]
    done = subprocess.run(
        [sys.executable, *program, *words[1:]],
        cwd=inside or folder,
        env={"PYTHONPATH": str(folder / "src"), "COLUMNS": "100", "NO_COLOR": "1", "PYTHONUTF8": "1"}
        | ({"RUTAPLAN_ACEPTAR": "1"} if accept else {}),
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stdout.decode() + done.stderr.decode()


def files_of(body: str) -> list[str]:
    """The test files that a list says to run."""
    commands = re.findall(r"`uv run pytest (tests/[^`]+)`", body)
    return [name for command in commands for name in command.split()]


def run_tests(folder: Path, lists: Iterable[str]) -> tuple[int, str]:
    """Run of the tests that the lists name those that look at what is new."""
    names = dict.fromkeys(name for each in lists for name in files_of(LISTS[each]))
    options = ("-q", "-n0", "--continue-on-collection-errors", "-p", "no:cacheprovider", "-k", ABOUT)
    return run(folder, "pytest", *names, *options)


def test_what_the_lists_name_is_there() -> None:
    assert len(LISTS) == 7
    for body in LISTS.values():
        assert files_of(body) != []
    named = re.findall(r"`([\w./]+/[\w.]*\w)`", TEXT) + re.findall(r"\btests/[\w/]+\.py", TEXT)
    made = re.compile(r"FAMILIA|NOMBRE|FORMATO|^salida")
    roots = (ROOT, ROOT / SRC, ROOT / "tests")
    assert [
        each for each in named if not made.search(each) and not any((r / each).exists() for r in roots)
    ] == []


@pytest.mark.programas
def test_the_lists_give_what_they_promise(tmp_path: Path) -> None:
    copy = make_copy(tmp_path / "house")
    code, told = run_tests(copy, LISTS)
    assert code == 0, told
    plan = shutil.copytree(EJEMPLO, tmp_path / "plan" / "data").parent
    sheet = accion(plan, "RET-N-01")
    with sheet.open("a", encoding="utf-8") as file:
        file.write("costo: Preguntar a ana@ejemplo.org\nambito: bilateral\n")
    sheet.write_text(re.sub(r"plazo_meses: .*", "plazo_meses: 7", sheet.read_text("utf-8")), "utf-8")
    deep = plan / "data" / "acciones" / "retorno" / "viejas" / "RET-N-02.yaml"
    deep.parent.mkdir()
    accion(plan, "RET-N-02").rename(deep)

    def call(*words: str) -> str:
        return run(copy, "rutaplan", *words, inside=plan)[1]

    found = {each["codigo"]: each for each in json.loads(call("validate", "--formato", "json"))["hallazgos"]}
    assert found["PLZ99"]["archivo"].endswith("RET-N-01.yaml")
    assert (found["YML99"]["encontrado"], found["YML99"]["gravedad"]) == ("3 carpetas", "aviso")
    assert "DAT01" in found
    listed, page = call("rules"), (copy / "docs" / "reglas.md").read_text(encoding="utf-8")
    for each in ("PLZ99", "YML99"):
        assert each in listed
        assert f"| {each} | aviso |" in page
        assert "\nBien:\n" in call("rules", each)

    edit(sheet, "Preguntar a ana@ejemplo.org", "Poco")
    assert re.search(r"^Costo +Poco$", call("show", "RET-N-01"), re.MULTILINE)
    (plan / "tabla.csv").write_text("Id,COSTO\nRET-R-01,Mucho\n", encoding="utf-8")
    call("import", "tabla.csv", "--si")
    assert "\ncosto: Mucho\n" in accion(plan, "RET-R-01").read_text(encoding="utf-8")
    schema = json.loads((copy / "esquemas" / "accion.json").read_text(encoding="utf-8"))
    assert schema["properties"]["costo"]["title"] == "Costo"

    assert re.search(r"--ambito ÁMBITO +De este ámbito", call("list", "--help"))
    assert call("list", "--ambito", "Bilateral", "--formato", "ids").startswith("RET-N-01\n")
    assert "RET-N-01" not in call("list", "--no-ambito", "bilateral", "--formato", "ids")
    deep.rename(accion(plan, "RET-N-02"))
    told = call("render", "matriz", "--formato", "md", "--ambito", "bilateral")
    assert (plan / "salida" / "matriz-ambito-bilateral.md").is_file(), told
    assert "ámbito bilateral" in (plan / "salida" / "matriz-ambito-bilateral.md").read_text(encoding="utf-8")
    assert re.search(r"^ +titles +Títulos\.$", call("--help"), re.MULTILINE)
    assert call("titles").startswith("RET-N-01: ")

    assert len(DOCUMENT.splitlines()) <= 80
    assert "contrapartes" in (copy / "docs" / "paseo.md").read_text(encoding="utf-8")
    told = call(
        "render", "contrapartes", "matriz", "--formato", "docx", "--formato", "md", "--formato", "tsv"
    )
    made = {path.name: path.read_bytes() for path in (plan / "salida").iterdir()}
    assert {"contrapartes.docx", "contrapartes.md", "matriz.tsv"} <= made.keys(), told
    assert b"| RET-N-" in made["contrapartes.md"]
    assert made["matriz.tsv"].decode().startswith("Id\tEje\tNivel\t")


SKIPPED = [
    {
        "docs/hacer_reglas.py": "haga la página: uv run python docs/hacer_reglas.py",
        "schema": "hágalos: uv run rutaplan schema",
        "command: line": "una línea en COMMANDS",
        "finding: words": "falta su página o sus palabras",
    },
    {
        "document: line": "test_the_grid_of_documents_and_formats",
        "format: line": "test_the_grid_of_documents_and_formats",
    },
    {
        "rule: example": "PLZ99 has no bad example",
        "field: format": "docs/formato.md no muestra «costo»",
        "command: module": "un archivo en cli/",
        "finding: diagnose": "nadie lo dice con diagnose",
    },
    {"field": "'costo'", "finding: page": "falta su página o sus palabras"},
    {"tests/render/test_pages.py": "contrapartes.html"},
]
"""What each run leaves out, and the words that name it: every day one run, once a week all."""
ASKED = LISTS.keys() - ({"un filtro"} if is_weekly() else {"un filtro", "un documento", "un formato"})
"""The lists that may name it."""


@pytest.mark.programas
@pytest.mark.parametrize("skipped", SKIPPED if is_weekly() else SKIPPED[:1], ids=", ".join)
def test_a_step_that_is_forgotten_is_named(skipped: dict[str, str], tmp_path: Path) -> None:
    code, told = run_tests(make_copy(tmp_path, *skipped, lists=ASKED), ASKED)
    assert code != 0
    assert [words for words in skipped.values() if words not in told] == [], told
