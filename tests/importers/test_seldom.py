"""What people seldom do in a document, and import reads or tells all the same."""

import re
from pathlib import Path

import pytest
from helpers.calls import Rutaplan, edit
from helpers.typed import type_cells
from test_advice import imported
from test_kinds import EJE, HEAD, NIVELES, ONE, csv_form, sent, word, written
from test_papers import paper

from rutaplan.load import load

ROW = ["Retorno", "Revisar los marcos jurídicos.", "6", "OIM"]
BOTH = "Plazo (meses) e instituciones"


def test_a_nivel_may_head_rows_of_one_table(untouched: Path, tmp_path: Path, rutaplan: Rutaplan) -> None:
    text = "Acción,Plazo\nA nivel nacional,\nAbrir una ventanilla única.,6\nA nivel regional,\nHacer pasantías comunes.,9\n"
    outcome = imported(rutaplan, untouched, tmp_path, "a.csv", text)
    assert outcome.code == 0, outcome.out
    news = outcome.out.partition("Nuevas:")[2].partition("Se leyó así:")[0]
    assert re.findall(r"RET-[NR]-\d+, |«[AH][^»]+»", news) == [
        "RET-N-21, ", "«Abrir una ventanilla única.»", "RET-R-14, ", "«Hacer pasantías comunes.»",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "people", "code"),
    [
        ("GRUPO 1: RETORNO. Participantes: Ana López, Directora, OIM", 1, 0),
        ("GRUPO 1: RETORNO. Participantes: Ana López y otros", 0, 1),
        ("Por la mesa. Ponente: Ana López", 0, 1),
        ("Con el apoyo de la vocera: Ana López", 0, 1),
    ],
)
def test_people_in_the_middle_of_a_line_are_read_or_counted(
    empty: Path, rutaplan: Rutaplan, line: str, people: int, code: int
) -> None:
    heading = [] if line.startswith("GRUPO") else ["GRUPO 1: RETORNO"]
    outcome = sent(rutaplan, empty, "a.docx", word(*heading, line, [*HEAD, ROW]))
    assert (outcome.code, "Ana López" in outcome.out) == (code, False), outcome.out
    (grupo,) = load(empty / "data")[0].grupos
    assert (grupo.nombre, len(grupo.miembros)) == ("RETORNO", people)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["Fecha: (completar)"], ""),
        (["Objetivo: (escriba aquí)"], ""),
        (["Organiza:", "La línea de abajo"], "«La línea de abajo»"),
        (
            ["Organiza: Ministerio Inventado"],
            "organiza: «Ministerio Inventado» no está en instituciones.yaml",
        ),
    ],
)
def test_what_the_header_asks_is_known_and_what_it_says_is_told(
    untouched: Path, tmp_path: Path, rutaplan: Rutaplan, lines: list[str], said: str
) -> None:
    row = ["Retorno", "Abrir una ventanilla única.", "6", "OIM"]
    outcome = imported(
        rutaplan, untouched, tmp_path, "a.docx", word(*lines, "GRUPO 1: RETORNO", [*HEAD, row])
    )
    assert (outcome.code, said in outcome.out) == (int(bool(said)), True), outcome.out


def test_of_two_lines_that_may_be_the_title_none_is(seed: Path, tmp_path: Path, rutaplan: Rutaplan) -> None:
    taller = seed / "data" / "taller.yaml"
    taller.write_text(re.sub(r"(?m)^titulo: .*$", "titulo: por_definir", taller.read_text(encoding="utf-8")))
    lines = ["Plan de la mesa", "Segunda línea del comienzo"]
    row = ["Retorno", "Abrir una ventanilla única.", "6", "OIM"]
    outcome = imported(rutaplan, seed, tmp_path, "a.docx", word(*lines, "GRUPO 1: RETORNO", [*HEAD, row]))
    assert outcome.out.count("puede ser el título del taller, y no es la única línea del comienzo") == 2


def test_a_group_that_says_who_was_there_takes_nobody(seed: Path, tmp_path: Path, rutaplan: Rutaplan) -> None:
    edit(
        seed / "data" / "grupos" / "g1-retorno.yaml", "participantes: por_definir", "participantes: no_consta"
    )
    content = word("GRUPO 1: RETORNO", "Participantes: Ana López, Directora, OIM")
    outcome = imported(rutaplan, seed, tmp_path, "a.docx", content)
    assert "g1-retorno ya tiene participantes: los del documento no se tocan" in outcome.out


def test_a_group_that_the_call_gives_and_another_in_the_row(
    untouched: Path, tmp_path: Path, rutaplan: Rutaplan
) -> None:
    text = "Acción,Nivel,Grupo\nAbrir una ventanilla única.,Nacional,la otra mesa\n"
    outcome = imported(rutaplan, untouched, tmp_path, "a.csv", text, "--grupo", "g1-retorno")
    assert (outcome.code, "«la otra mesa» no es un grupo del plan" in outcome.out) == (1, True), outcome.out


@pytest.mark.parametrize(
    ("cell", "plazo"),
    [
        ("Plazo: 6 meses\nInstituciones: OIM", 6),
        ("Instituciones: OIM\nPlazo (meses): 6", 6),
        ("6 meses\nOIM", 6),
        ("OIM\n6", 6),
    ],
)
def test_a_cell_of_plazo_and_institutions_is_shared_out(
    empty: Path, rutaplan: Rutaplan, cell: str, plazo: int
) -> None:
    head = [["", NIVELES[0], ""], [EJE, ONE[0], BOTH]]
    content = word("GRUPO 1: RETORNO", [*head, ["Retorno", "Revisar los marcos jurídicos.", cell]])
    outcome = sent(rutaplan, empty, "a.docx", content)
    assert outcome.code == 0, outcome.out
    assert written(empty) == {"RET-N-01": ("Revisar los marcos jurídicos.", plazo, ("oim",))}


def test_numbers_tie_a_plazo_and_institutions_on_one_line(empty: Path, rutaplan: Rutaplan) -> None:
    head = [["", NIVELES[0], ""], [EJE, ONE[0], BOTH]]
    row = [
        "Retorno",
        "1. Revisar los marcos.\n2. Dotar recurso humano.",
        "2. 12 meses; INM (Honduras)\n1. 6 meses, OIM",
    ]
    outcome = sent(rutaplan, empty, "a.docx", word("GRUPO 1: RETORNO", [*head, row]))
    assert [each[1:] for each in written(empty).values()] == [(6, ("oim",)), (12, ("hn-inm",))], outcome.out


@pytest.mark.parametrize(
    ("titles", "row", "said"),
    [
        ("Acción,Tema,Nivel,Plazo", "Abrir una ventanilla única.,Retorno,Nacional,6", "columna «Tema»: se lee como eje"),
        ("Acción,Eje,Alcance,Plazo", "Abrir una ventanilla única.,Retorno,Nacional,6", "columna «Alcance»: se lee como nivel"),
        ('Acción,Eje,Nivel,"Tiempo\nestimado"', "Abrir una ventanilla única.,Retorno,Nacional,6", "columna «Tiempo estimado»: se lee como plazo_meses"),
        ("Acción,Alcance,Nivel,Plazo", "Abrir una ventanilla única.,amplio,Nacional,6", "la columna «Alcance» no la toma ningún campo"),
        ("Acción,Nivel,Plazo (cuatrimestres)", "Abrir una ventanilla única.,Nacional,2", "la columna «Plazo (cuatrimestres)» no la toma ningún campo"),
        ("N.º,Acción,Nivel,Plazo", "1.a,Abrir una ventanilla única.,Nacional,6", "la columna «N.º» no la toma ningún campo"),
        ("Acciones a nivel nacional de la mesa,Eje,Plazo", "Abrir una ventanilla única.,Retorno,6", "dice más que su campo"),
    ],
)  # fmt: skip
def test_a_title_is_near_only_over_what_its_field_holds(  # noqa: PLR0913 - a table of cases
    untouched: Path, tmp_path: Path, rutaplan: Rutaplan, *, titles: str, row: str, said: str
) -> None:
    outcome = imported(rutaplan, untouched, tmp_path, "a.csv", f"{titles}\n{row}\n")
    assert ("1 nueva" in outcome.out, said in outcome.out) == (True, True), outcome.out + outcome.err


@pytest.mark.parametrize("number", ["1", "1.", " 12 ", "3 ."])
def test_the_number_of_a_row_is_no_news(
    untouched: Path, tmp_path: Path, rutaplan: Rutaplan, number: str
) -> None:
    text = f"N.º,Acción,Nivel\n{number},Abrir una ventanilla única.,Nacional\n"
    assert imported(rutaplan, untouched, tmp_path, "a.csv", text).code == 0
    form = f"No.,{EJE},{','.join(ONE)}\n{number},{','.join(ROW)}"
    assert (
        imported(rutaplan, untouched, tmp_path, "b.csv", csv_form(form, head=f",,{NIVELES[0]},,")).code == 0
    )


def test_of_two_columns_of_a_paper_the_printed_one_counts(
    seed: Path, tmp_path: Path, rutaplan: Rutaplan
) -> None:
    content = type_cells(paper(seed, "matriz.xlsx"), L1="Plazo", L2=9, E2=6).read_bytes()
    outcome = imported(rutaplan, seed, tmp_path, "a.xlsx", content)
    assert "RET-N-01, plazo_meses (hoja «Matriz», celda E2)\n    - por_definir\n    + 6" in outcome.out
    assert "la columna «Plazo» no la toma ningún campo" in outcome.out


def test_a_new_row_of_a_paper_tells_what_only_explains(
    seed: Path, tmp_path: Path, rutaplan: Rutaplan
) -> None:
    typed = {"B40": "Retorno", "C40": "Nacional", "D40": "Abrir una ventanilla única.", "J40": "De la mesa."}
    content = type_cells(paper(seed, "matriz.xlsx"), **typed).read_bytes()
    outcome = imported(rutaplan, seed, tmp_path, "a.xlsx", content)
    assert (outcome.code, "1 nueva" in outcome.out) == (1, True), outcome.out
    assert "lo escrito en la columna Notas no se lleva al plan: «De la mesa.»" in outcome.out
