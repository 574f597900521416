"""What a group marks as its priority comes back from every paper: a yes sets it, a no takes it away."""

import csv
import io
from pathlib import Path

import pytest
from docx import Document
from helpers.calls import Rutaplan, accion, edit
from helpers.reach import each_with_each
from helpers.snapshots import changed_lines, snapshot
from test_papers import paper, set_cell, taken, word_cell

from rutaplan.importers.meanings.values import Values
from rutaplan.importers.pieces import Cell, Piece
from rutaplan.load import load

YES = (
    "sí",
    "Sí.",
    "SI",
    "x",
    "X",
    "✓",
    "✔",
    "✔️",
    "✅",
    "☒",
    "☑",
    "[x]",
    "Sí, marcada por el grupo",
    "Verdadero",
    "TRUE",
)
NO = ("no", "No.", "☐", "falso")
NEITHER = ("1", "0", "1.ª", "1ª", "Alta", "media", "2", "sí/no", "x?", "—", "por definir", "sí y no", "☒ ☐")


def write(path: Path, ident: str, text: str, column: int = 4) -> None:
    """Write into the column Prioridad of a paper."""
    if path.suffix == ".docx":
        document = Document(str(path))
        word_cell(document, ident, column).text = text  # type: ignore[attr-defined]
        document.save(str(path))
    elif path.suffix == ".xlsx":
        set_cell(path, ident, "Prioridad", text or None)
    else:
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        next(row for row in rows if row[0] == ident)[rows[0].index("Prioridad")] = text
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)


@pytest.fixture(scope="module")
def values(request: pytest.FixtureRequest) -> Values:
    return Values(load(request.config.rootpath / "data")[0])


@pytest.mark.parametrize("text", [*YES, *NO, *NEITHER])
def test_only_what_has_one_meaning_is_an_answer(values: Values, text: str) -> None:
    wanted = True if text in YES else False if text in NO else None
    assert values.read("prioridad", Cell((Piece(text, "x"),), "x")).value is wanted


PRINTED = ("consolidada", "matriz", "formulario-g1-retorno")


@each_with_each(name=PRINTED, kind=["docx", "xlsx", "csv"])
def test_a_mark_comes_back_from_each_paper(seed: Path, rutaplan: Rutaplan, name: str, kind: str) -> None:
    path = paper(seed, f"{name}.{kind}")
    write(path, "RET-N-04", "x")
    before = snapshot(seed)
    out = taken(rutaplan, seed, path).out
    assert "RET-N-04, prioridad" in out
    assert "    - (nada)\n    + sí" in out
    assert changed_lines(before, snapshot(seed)) == {
        "acciones/retorno/RET-N-04.yaml": ([], ["prioridad: true"])
    }
    assert "0 cambiadas · 33 iguales" in taken(rutaplan, seed, path).out
    write(path, "RET-N-04", "no")
    taken(rutaplan, seed, path)
    assert "prioridad: false\n" in accion(seed, "RET-N-04").read_text(encoding="utf-8")
    assert rutaplan("fmt", "--revisar", cwd=seed).code == 0


@pytest.mark.parametrize("kind", ["docx", "csv"])
def test_an_empty_cell_takes_nothing_away(seed: Path, rutaplan: Rutaplan, kind: str) -> None:
    """Nor in a paper that was printed before the group marked it; one that is erased is told."""
    early = paper(seed, f"matriz.{kind}")
    edit(
        accion(seed, "RET-N-16"), "instituciones: por_definir", "instituciones: por_definir\nprioridad: true"
    )
    before = snapshot(seed)
    assert "33 iguales" in taken(rutaplan, seed, early).out
    write(early, "RET-N-16", "no")
    assert "RET-N-16, prioridad" in taken(rutaplan, seed, early, code=1).out.split("En conflicto")[1]
    late = paper(seed, f"matriz.{kind}")
    assert "33 iguales" in taken(rutaplan, seed, late).out
    write(late, "RET-N-16", "")
    out = taken(rutaplan, seed, late, code=1).out
    assert "RET-N-16, prioridad: la celda está vacía; nada se borra; para quitarla, escriba «no»" in out
    assert snapshot(seed) == before


def test_what_the_group_took_away_is_not_brought_back(seed: Path, rutaplan: Rutaplan) -> None:
    sheet = accion(seed, "RET-N-16")
    edit(sheet, "instituciones: por_definir", "instituciones: por_definir\nprioridad: true")
    path = paper(seed, "matriz.csv")
    edit(sheet, "prioridad: true", "prioridad: false")
    before = snapshot(seed)
    assert "1 conflicto" in taken(rutaplan, seed, path, code=1).out
    assert snapshot(seed) == before


def test_a_proposal_is_printed_as_one_and_adopted_by_hand(seed: Path, rutaplan: Rutaplan) -> None:
    sheet = accion(seed, "RET-N-16")
    edit(sheet, "sugerido_por:", "prioridad: true\nsugerido_por:")
    edit(sheet, "  contraparte: equipo", "  prioridad: equipo de ejemplo\n  contraparte: equipo")
    path = paper(seed, "matriz.csv")
    assert ",sugerida," in path.read_text(encoding="utf-8")
    assert "33 iguales" in taken(rutaplan, seed, path).out
    write(path, "RET-N-16", "sí")
    order = "set RET-N-16 --quitar sugerido_por.prioridad"
    out = taken(rutaplan, seed, path, code=1).out
    assert f"si el grupo la adopta: rutaplan {order}" in out
    assert rutaplan(*order.split(), "--si", cwd=seed).code == 0
    assert load(seed / "data")[0].accion_by_id["RET-N-16"].is_sugerido("prioridad") is False
    assert "0 errores" in rutaplan("validate", cwd=seed).out


@pytest.mark.parametrize(
    ("cells", "told"), [(("1", "2", "3"), True), (("Alta", "Media", "Baja"), True), (("sí", "", "no"), False)]
)
def test_a_column_of_others_holds_marks_or_is_told(
    seed: Path, rutaplan: Rutaplan, *, cells: tuple[str, ...], told: bool
) -> None:
    rows = "".join(f"RET-N-0{number},{cell}\n" for number, cell in enumerate(cells, 1))
    (seed / "a.csv").write_text(f"Id,Prioridad\n{rows}", encoding="utf-8")
    outcome = rutaplan("import", "a.csv", "--si", cwd=seed)
    assert ("la columna «Prioridad» no la toma ningún campo" in outcome.out, outcome.code) == (
        told,
        int(told),
    )
    marked = [each.id for each in load(seed / "data")[0].acciones if each.prioridad]
    assert marked == ([] if told else ["RET-N-01"])
