"""The orders agree: the same fault has the same words, what is shown is whole, and no mend that is told is wrong."""

import json
import re
import shutil
from pathlib import Path

import pytest
from helpers.calls import EJEMPLO, Rutaplan, accion, edit
from helpers.repositories import repository

from rutaplan.cli import COMMANDS


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (("list", "--orden", "x"), "--orden: no hay «x» (hay: id, plazo, eje, estado)."),
        (("status", "--formato", "xml"), "--formato: no hay «xml» (hay: texto, json)."),
        (("render", "--papel", "oficio"), "--papel: no hay «oficio» (hay: "),
        (("list", "--tema", "trata"), "personas_trata"),
        (("list", "--eje", "retono"), "«retorno» (hay: retorno, reintegracion, integracion)."),
        (("list", "--columnas", "id,x"), "no hay «x» (hay: id, eje, nivel, "),
        (("list", "--institucion", "xx"), "no hay «xx»; «rutaplan list --instituciones» las muestra."),
        (("set", "RET-N-01", "temas+=x"), "RET-N-01: «temas»: no hay «x» (hay: "),
        (("set", "RET-N-99", "plazo=6"), "Error: No hay «RET-N-99» en el plan"),
        (("show", "RET-N-99"), "Error: No hay «RET-N-99» en el plan"),
        (("rename", "RET-N-99", "RET-N-98"), "Error: No hay una acción «RET-N-99»"),
        (("show",), "Error: Falta el argumento «ID...»."),
        (("completion",), "Error: Falta el argumento «bash|zsh|fish|powershell»."),
        (("list", "--nivl", "x"), "No hay una opción «--nivl»; lo más parecido es «--nivel»; «rutaplan list --help»"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_told_in_the_same_words(
    untouched: Path, rutaplan: Rutaplan, call: tuple[str, ...], said: str
) -> None:
    done = rutaplan(*call, cwd=untouched)
    assert (done.code, done.out) == (2, "")
    assert said.replace("personas_trata", "trata_de_personas") in done.err
    assert "'" not in done.err.partition("Error: ")[2]


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize(
    "call",
    [("list", "--instituciones"), ("list",), ("status",), ("rules",), ("render", "--lista")],
    ids=" ".join,
)
def test_no_word_is_broken_for_a_column(
    untouched: Path, rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch, call: tuple[str, ...], width: int
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    first, *words = rutaplan(*call, cwd=untouched).out.split()
    monkeypatch.setenv("COLUMNS", str(width))
    shown = rutaplan(*call, cwd=untouched).out
    assert max(map(len, shown.split("\n"))) <= width
    own = {first, *shown.split(), *(word.removesuffix(":") for word in shown.split())}
    assert {word for word in words if len(word) <= 20} <= own


def test_where_words_have_no_room_side_by_side_each_row_is_a_paragraph(
    untouched: Path, rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert (
        "hn-sreci\n"
        "  Sigla: SRECI\n"
        "  Nombre: Secretaría de Relaciones Exteriores y\n"
        "    Cooperación Internacional\n"
        "  País: Honduras\n"
        "  Tipo: Cancillería\n"
    ) in rutaplan("list", "--instituciones", cwd=untouched).out


@pytest.mark.programas
def test_what_a_folder_that_cannot_be_read_holds_is_not_told_to_be_gone(
    seed: Path, rutaplan: Rutaplan, tmp_path: Path
) -> None:
    repository(seed)
    shutil.move(seed / "data" / "acciones" / "retorno", tmp_path / "retorno")
    (seed / "data" / "acciones" / "retorno").symlink_to(tmp_path / "retorno")
    done = rutaplan("diff", "HEAD", cwd=seed)
    assert "ya no están" not in done.out
    assert "no se pudo leer acciones/retorno" in done.out
    told = json.loads(rutaplan("diff", "HEAD", "--formato", "json", "--corte", "2027-01-31", cwd=seed).out)
    assert (told["acciones_quitadas"], told["corte"]) == ([], "2027-01-31")


@pytest.mark.programas
def test_a_folder_without_a_plan_is_no_range_of_versions(seed: Path, rutaplan: Rutaplan) -> None:
    repository(seed)
    (seed / "otra").mkdir()
    no_plan = "no es una carpeta con un plan, ni una versión que git tenga"
    for word in ("otra", "../seed/otra", str(seed / "otra")):
        for call in (("diff", word), ("validate", "--desde", word), ("render", "cambios", "--desde", word)):
            done = rutaplan(*call, cwd=seed)
            assert (done.code, done.err.count(no_plan)) == (2, 1 if (seed / word).exists() else 0)
    assert "«../no-hay»: git no tiene esa versión" in rutaplan("diff", "../no-hay", cwd=seed).err
    assert "separadas por un espacio" in rutaplan("diff", "HEAD..otra", cwd=seed).err


def test_a_plan_that_is_broken_is_told_in_the_same_words(seed: Path, rutaplan: Rutaplan) -> None:
    edit(accion(seed, "RET-N-18"), "plazo_meses: por_definir", "plazo_meses: seis")
    said = "El plan tiene 1 error; se muestra lo que se pudo leer. rutaplan validate los explica.\n"
    for call in (("list",), ("show", "RET-N-18"), ("status",), ("list", "--instituciones")):
        done = rutaplan(*call, cwd=seed)
        assert (done.code, done.err.endswith(said)) == (1, True)


def test_what_was_chosen_is_told_with_the_sums(rutaplan: Rutaplan) -> None:
    call = ("status", "--nivel", "regional", "--datos", str(EJEMPLO))
    assert rutaplan(*call).out.startswith("Solo: nivel Regional.\n\nEje ")
    assert json.loads(rutaplan(*call, "--formato", "json").out)["filtro"] == "Solo: nivel Regional."
    assert rutaplan("status", "--datos", str(EJEMPLO)).out.startswith("Eje ")


def test_nothing_is_told_of_filters_that_nobody_gave(tmp_path: Path, rutaplan: Rutaplan) -> None:
    assert rutaplan("init", "t", "--si", cwd=tmp_path).code == 0
    assert rutaplan("list", cwd=tmp_path / "t").out == "El plan no tiene acciones.\n"
    assert rutaplan("show", "taller", cwd=tmp_path / "t").out.startswith("taller · por definir\n")


def test_what_would_change_is_counted_with_how_to_do_it(seed: Path, rutaplan: Rutaplan) -> None:
    for ident in ("RET-N-03", "RET-N-04"):
        edit(accion(seed, ident), "plazo_meses: por_definir", 'plazo_meses:  "por_definir"')
    done = rutaplan("fmt", "--revisar", cwd=seed)
    assert (done.code, done.err) == (
        1,
        "2 archivos tienen otra forma: «rutaplan fmt» muestra cuál y se la da.\n",
    )
    shown = rutaplan("fmt", "--simular", cwd=seed)
    assert shown.err == "Simulado: se escribirían 2 archivos; no se escribió nada.\n"
    assert rutaplan("fmt", "--si", cwd=seed).err == "Escrito: 2 archivos.\n"


def test_an_action_gets_another_level_as_it_is_told(seed: Path, rutaplan: Rutaplan) -> None:
    told = rutaplan("set", "RET-N-03", "nivel=regional", "--si", cwd=seed).err
    path = re.search(r"cámbielo en (\S+),", told)
    assert path
    assert rutaplan("rename", "RET-N-03", "RET-R-50", "--si", cwd=seed).err.endswith("en su archivo.\n")
    edit(seed / path[1], "nivel: nacional", "nivel: regional")
    assert rutaplan("rename", "RET-N-03", "RET-R-50", "--si", cwd=seed).code == 0
    assert rutaplan("validate", cwd=seed).code == 0


@pytest.mark.parametrize("order", ["list", "status", "diff", "render", "set"])
def test_the_options_are_options(rutaplan: Rutaplan, order: str) -> None:
    for line in re.findall(
        r"^  (\S.*)$", rutaplan("help", order).out.partition("Opciones:\n")[2], re.MULTILINE
    ):
        assert line.startswith("-")


def test_who_may_not_look_is_told_so(seed: Path, rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch) -> None:
    def shut(path: Path, **_: object) -> None:
        raise PermissionError(13, "", str(path))

    monkeypatch.setattr(Path, "lstat", shut)
    done = rutaplan("schema", cwd=seed)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"Error de la máquina: no hay permiso ({seed / 'data' / 'taller.yaml'}).\n"


@pytest.mark.parametrize("width", ["40", "60", "80"])
def test_a_help_breaks_no_word_at_its_hyphens(
    rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    for order in COMMANDS:
        shown = rutaplan(order, "--help").out
        assert not re.search(r"\w-\n", shown), order
        assert "\u2011" not in shown
        assert rutaplan("help", order).out == shown
    assert "AAAA-MM-DD" in rutaplan("list", "--help").out


def test_the_number_of_an_id_is_a_number(untouched: Path, rutaplan: Rutaplan) -> None:
    for word in ("RET-N-1", "ret-n-001"):
        assert (
            f"No hay «{word}» en el plan; lo más parecido es «RET-N-01»;"
            in rutaplan("show", word, cwd=untouched).err
        )
    assert "«RET-N-20»" in rutaplan("show", "RET-N-x", cwd=untouched).err
