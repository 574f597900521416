"""A proposal from a page of another day, of another plan, or with more than was asked: only what is surely meant."""

import csv
import io
from pathlib import Path

import pytest
from helpers.calls import Rutaplan, accion, edit
from helpers.proposals import as_csv, as_letter, sent, take
from helpers.snapshots import changed_lines, snapshot

from rutaplan.load import load

ACCION = "RET-N-02"
PARTICIPANT = "participantes: [{nombre: Zoila Canaria Prueba, cargo: Directora, institucion: hn-inm}]"


def test_a_text_that_changed_is_never_put_back(rutaplan: Rutaplan, seed: Path) -> None:
    content = as_csv(seed, ACCION, plazo_meses="6")
    edit(accion(seed, ACCION), "texto: Presentar los", "texto: Presentar nuevos")
    before = snapshot(seed)
    done = sent(rutaplan, seed, "propuesta.csv", content)
    assert (done.code, "0 cambiadas" in done.out) == (1, True), done.out
    assert "RET-N-02 dice hoy «Presentar nuevos principios" in done.out
    assert "si la propuesta vale igual, llévela con --preferir papel" in done.out
    assert sent(rutaplan, seed, "propuesta.csv", content, "--preferir", "papel").code == 0
    assert changed_lines(before, snapshot(seed)) == {
        f"acciones/retorno/{ACCION}.yaml": (["plazo_meses: por_definir"], ["plazo_meses: 6"])
    }


def test_an_eje_with_another_name_is_no_obstacle(rutaplan: Rutaplan, seed: Path) -> None:
    content = as_csv(seed, ACCION, plazo_meses="6")
    edit(seed / "data" / "taller.yaml", "nombre: Retorno", "nombre: Retorno digno")
    assert sent(rutaplan, seed, "propuesta.csv", content).code == 0


@pytest.mark.parametrize("ident", ["RET-N-03", "RET-N-99"])
def test_an_action_that_has_another_number_now_is_named(rutaplan: Rutaplan, seed: Path, ident: str) -> None:
    before = snapshot(seed)
    content = as_csv(seed, ACCION, plazo_meses="6", id=ident, propone="Ana Ejemplo")
    for options in ((), ("--preferir", "papel")):
        done = sent(rutaplan, seed, "propuesta.csv", content, *options)
        assert (done.code, "su texto es el de RET-N-02: si es esa, escriba ese id" in done.out) == (1, True)
    assert snapshot(seed) == before
    assert (
        sent(
            rutaplan, seed, "propuesta.csv", content.replace(ident, ACCION).replace("Ana Ejemplo", "oim")
        ).code
        == 0
    )


@pytest.mark.parametrize("estado", ["descartada", "suspendida"])
def test_what_the_plan_withdrew_wants_a_decision(rutaplan: Rutaplan, seed: Path, estado: str) -> None:
    content = as_csv(seed, ACCION, plazo_meses="6")
    edit(accion(seed, ACCION), "texto:", f"estado: {estado}\nmotivo: Ya no hace falta.\ntexto:")
    done = sent(rutaplan, seed, "propuesta.csv", content)
    assert (done.code, f"RET-N-02 está {estado} en el plan; si la propuesta vale igual" in done.out) == (
        1,
        True,
    )
    assert sent(rutaplan, seed, "propuesta.csv", content, "--preferir", "papel").code == 0


def test_a_proposal_adds_no_action_and_a_signature_is_none(rutaplan: Rutaplan, seed: Path) -> None:
    before = snapshot(seed)
    content = as_csv(seed, ACCION, id="", texto="Abrir una ventanilla única.", plazo_meses="6")
    content += 'Ana Ejemplo,Directora\n,,,"Abrir otra ventanilla única, dice Ana Ejemplo."\n'
    done = sent(rutaplan, seed, "propuesta.csv", "Propuesta de Ana Ejemplo\n" + content)
    assert (done.code, "0 nuevas · 0 cambiadas" in done.out) == (1, True), done.out
    for place, why in {
        "fila 1, columna 1": "está encima de la tabla; no se lee ni se muestra",
        "fila 3": "no dice de qué acción es, y una propuesta no agrega acciones; no se muestra",
        "fila 4, columna 1": "su fila no empieza con el id de una acción; no se lee ni se muestra",
        "fila 5": "no dice de qué acción es, y una propuesta no agrega acciones; no se muestra",
    }.items():
        assert f"{place}: {why}" in done.out
    assert snapshot(seed) == before


@pytest.mark.parametrize(
    ("title", "text"), [("Persona", "Ana Ejemplo"), ("Comentarios", "Ejemplo"), ("Responsable", "OIM")]
)
def test_a_column_that_somebody_added_is_nothing(
    rutaplan: Rutaplan, seed: Path, title: str, text: str
) -> None:
    titles, row = as_csv(seed, ACCION, plazo_meses="6").splitlines()[:2]
    done = sent(rutaplan, seed, "propuesta.csv", f"{titles},{title}\n{row},{text}\n")
    assert done.code == 1
    assert "fila 2, columna 12: su columna no es de la propuesta; no se lee ni se muestra" in done.out
    taken = load(seed / "data")[0].accion_by_id[ACCION]
    assert (taken.plazo_meses, taken.responsable) == (6, None)


@pytest.mark.parametrize(
    ("remark", "why"),
    [
        ("Escriba a ana@ejemplo.invalid.", "algo parece un correo electrónico"),
        ("Llame al cel. 9988-7766.", "algo parece un teléfono"),
        ("Lo pidió Zoila Canaria Prueba.", "nombra a un participante"),
    ],
)
def test_what_a_remark_says_of_a_person_is_kept_nowhere(
    rutaplan: Rutaplan, seed: Path, remark: str, why: str
) -> None:
    edit(seed / "data" / "grupos" / "g1-retorno.yaml", "participantes: por_definir", PARTICIPANT)
    content = as_letter(seed, ACCION, plazo_meses="6", notas=remark)
    done = sent(rutaplan, seed, "correo.txt", content, "--a-notas")
    assert (done.code, f"fila 2, columna 8: {why}; no se lee ni se muestra" in done.out) == (1, True), (
        done.out
    )
    assert not any(each in done.out for each in ("ana@", "9988", "Zoila"))
    taken = load(seed / "data")[0].accion_by_id[ACCION]
    assert (taken.plazo_meses, taken.notas) == (6, None)


def test_who_wants_no_priority_is_heard(rutaplan: Rutaplan, seed: Path) -> None:
    folder = seed / "propuestas"
    folder.mkdir()
    for name, wanted in {"a": "sí", "b": "no"}.items():
        (folder / f"{name}.csv").write_text(as_csv(seed, ACCION, prioridad=wanted), encoding="utf-8")
    before = snapshot(seed)
    done = take(rutaplan, seed, folder)
    assert (done.code, "1 conflicto" in done.out) == (1, True), done.out
    told = "prioridad\n    plan: (nada)\n    sí\n      OIM, 26 de noviembre de 2026 (a.csv)\n    no\n"
    assert told in done.out
    assert snapshot(seed) == before
    (folder / "a.csv").unlink()
    assert "1 igual" in take(rutaplan, seed, folder).out


def test_the_same_institutions_in_another_order_are_the_same(rutaplan: Rutaplan, seed: Path) -> None:
    folder = seed / "propuestas"
    folder.mkdir()
    for name, bodies in {"a": "OIM; ACNUR", "b": "ACNUR; OIM"}.items():
        (folder / f"{name}.csv").write_text(as_csv(seed, ACCION, instituciones=bodies), encoding="utf-8")
    assert take(rutaplan, seed, folder).code == 0
    assert load(seed / "data")[0].accion_by_id[ACCION].instituciones == ("oim", "acnur")


def test_an_empty_cell_says_nothing(rutaplan: Rutaplan, seed: Path) -> None:
    edit(accion(seed, ACCION), "plazo_meses: por_definir", "plazo_meses: 12")
    content = as_csv(seed, ACCION, plazo_meses="", instituciones="OIM")
    edit(accion(seed, ACCION), "plazo_meses: 12", "plazo_meses: 18")
    done = sent(rutaplan, seed, "propuesta.csv", content)
    assert (done.code, "1 cambiada (1 campo) · 0 iguales · 0 conflictos" in done.out) == (0, True), done.out
    taken = load(seed / "data")[0].accion_by_id[ACCION]
    assert (taken.plazo_meses, taken.instituciones) == (18, ("oim",))


def test_a_proposal_without_its_fingerprint_is_one(rutaplan: Rutaplan, seed: Path) -> None:
    lines = as_csv(seed, ACCION, plazo_meses="6", notas="Conviene.").splitlines()
    content = "\n".join(line.rpartition(",")[0] for line in lines)
    done = sent(rutaplan, seed, "propuesta.csv", content)
    assert "+ 6\n    (propone OIM, 26 de noviembre de 2026)" in done.out
    assert "observación de OIM" in done.out
    assert load(seed / "data")[0].accion_by_id[ACCION].notas is None


@pytest.mark.parametrize(("mark", "code"), [("00123456", 0), ("12345E+05", 1), ("Ana Ejemplo", 1)])
def test_a_fingerprint_that_a_spreadsheet_turned_is_not_needed(
    rutaplan: Rutaplan, seed: Path, mark: str, code: int
) -> None:
    done = sent(rutaplan, seed, "propuesta.csv", as_csv(seed, ACCION, plazo_meses="6", huella=mark))
    assert (done.code, "columna 11: no es una huella; no se lee ni se muestra" in done.out) == (
        code,
        bool(code),
    )
    assert load(seed / "data")[0].accion_by_id[ACCION].plazo_meses == 6


@pytest.mark.parametrize("day", ["2026-11-26 00:00:00", "26/11/2026 0:00", "11/26/2026"])
def test_a_day_that_a_spreadsheet_turned_is_the_day(rutaplan: Rutaplan, seed: Path, day: str) -> None:
    done = sent(rutaplan, seed, "propuesta.csv", as_csv(seed, ACCION, plazo_meses="6", fecha=day))
    assert (done.code, "(propone OIM, 26 de noviembre de 2026)" in done.out) == (0, True), done.out


def test_a_day_to_come_is_said(rutaplan: Rutaplan, seed: Path) -> None:
    done = sent(rutaplan, seed, "propuesta.csv", as_csv(seed, ACCION, plazo_meses="6", fecha="2099-12-31"))
    assert (done.code, "la columna Fecha es un día que no ha llegado" in done.out) == (1, True)


def as_workbook(content: str, *, beside: str = "") -> bytes:
    """What a spreadsheet makes of a CSV, and of another sheet that somebody wrote."""
    openpyxl = pytest.importorskip("openpyxl", reason="no está instalado: rutaplan[excel]")
    book = openpyxl.Workbook()
    for row in csv.reader(io.StringIO(content)):
        book.active.append(row)
    if beside:
        book.create_sheet("Hoja2").append([beside])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_made_of_proposals_is_the_same(rutaplan: Rutaplan, seed: Path) -> None:
    folder = seed / "propuestas"
    folder.mkdir()
    for who, months in {"oim": "6", "acnur": "9"}.items():
        content = as_csv(seed, ACCION, plazo_meses=months, instituciones="OIM", propone=who)
        (folder / f"propuesta-{who}.xlsx").write_bytes(as_workbook(content, beside="Ana Ejemplo"))
    done = take(rutaplan, seed, folder)
    assert (done.code, "1 conflicto" in done.out) == (1, True), done.out
    assert "    6\n      OIM, 26 de noviembre de 2026 (propuesta-oim.xlsx)\n" in done.out
    assert "hoja «Hoja2», celda A1: su tabla no es de la propuesta; no se lee ni se muestra" in done.out
    assert load(seed / "data")[0].accion_by_id[ACCION].instituciones == ("oim",)
