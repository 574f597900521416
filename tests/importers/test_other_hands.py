"""What people do to a form by hand: totals, fillers, broken lines, shared columns, names where nobody asks for them."""

import re
from pathlib import Path
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from helpers import books
from helpers.calls import Rutaplan
from helpers.reach import each_with_each
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from test_kinds import EJE, HEAD, NIVELES, ONE, csv_form, sent, word, written

from rutaplan.importers.office import word as word_reader
from rutaplan.importers.pieces import Cell, Piece
from rutaplan.importers.recognisers.items import items
from rutaplan.load import load

ACTION, OTHER = "Revisar los marcos jurídicos.", "Promover las pasantías."
ROW = f"Retorno,{ACTION},6,OIM"
NAME = "Eufrasia Montoya Zelaya"
PEOPLE = ("Participantes:", f"{NAME}, Directora, OIM", "GRUPO 1: RETORNO")


@pytest.mark.parametrize(
    "row",
    ["TOTAL,1 acción,6,", ",Subtotal nacional,6,", ",TOTAL GENERAL,6,OIM", ",Total de acciones: 1,,", "Suma,6 acciones en todo,6,", ",Gran total,6,"],
)  # fmt: skip
def test_a_row_of_totals_is_no_action(empty: Path, rutaplan: Rutaplan, row: str) -> None:
    outcome = sent(rutaplan, empty, "a.csv", csv_form(ROW, row))
    assert (outcome.code, [*written(empty)]) == (1, ["RET-N-01"]), outcome.out
    assert "fila 5: parece una fila de totales: " in outcome.out


@pytest.mark.parametrize(
    "text",
    [
        "Haga clic o pulse aquí para escribir texto.", "Elija un elemento.", "Escriba aquí la acción", "<escriba la acción>", "{{ accion_nacional }}",
        "[Acción 4]", "[ilegible]", "XXXXXXXXXXXX", "...............", "____________", "- - - - - - -", "Ninguna acción", "Sin acciones nacionales",
        "No hay acciones a este nivel", "Click or tap here to enter text.", "(describir la acción)", "[Describa aquí…]", "Describa aquí la acción estratégica",
        "Indique las acciones", "Insertar texto", "—", "N/D", "s/d", "Pendiente", "Acción estratégica No. 2", "(Ejemplo: revisar los marcos)", "Ej.: Revisar",
    ],
)  # fmt: skip
def test_what_a_template_has_is_no_action(empty: Path, rutaplan: Rutaplan, text: str) -> None:
    outcome = sent(rutaplan, empty, "a.csv", csv_form(ROW, f",{text},,"))
    assert (outcome.code, [*written(empty)]) == (1, ["RET-N-01"]), outcome.out
    assert f": «{text}»" in outcome.out or not any(map(str.isalnum, text))


@pytest.mark.parametrize(
    "text",
    [
        "Completar el registro único [RUN] de retornados",
        "Llenar las plazas vacantes",
        "100 % (cien) de los puestos",
        "Describir la acción consular de la frontera",
        "Describir aquí y allá lo que falta",
        "Acción consular coordinada",
        "Ver la posibilidad de crear un fondo",
        "Igual remuneración por trabajo",
        "Pendientes de resolución: atenderlos",
    ],
)
def test_what_only_looks_like_it_is_an_action(empty: Path, rutaplan: Rutaplan, text: str) -> None:
    assert sent(rutaplan, empty, "a.csv", csv_form(f"Retorno,{text},6,OIM")).code == 0
    assert written(empty)["RET-N-01"][0] == text


@pytest.mark.parametrize(
    "text",
    [
        "Ídem anterior", "idem", "ver arriba", "(Véase la acción anterior)", "Ver fila 3", "lo mismo", "〃", "Misma acción que la anterior", "same as above",
        "Ídem acción 3", "Igual al anterior",
    ],
)  # fmt: skip
def test_what_leads_to_another_cell_is_told_and_not_guessed(
    empty: Path, rutaplan: Rutaplan, text: str
) -> None:
    outcome = sent(rutaplan, empty, "a.csv", csv_form(ROW, f",{text},9,CRM", f",{OTHER},{text},{text}"))
    told = f"«{text}» remite a otra celda, y no se adivina a cuál: escriba aquí lo que aquella dice"
    assert (outcome.code, outcome.out.count(told)) == (1, 3), outcome.out
    assert [*written(empty).values()][1:] == [(OTHER, "por_definir", ("por_definir",))]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Instalar albergues", "para familias", "repatriadas."], ["Instalar albergues para familias repatriadas."]),
        (["1. Instalar albergues", "y comedores", "2. Dotar recursos"], ["Instalar albergues y comedores", "Dotar recursos"]),
        (["Instalar albergues", "dotar recursos", "revisar los marcos"], ["Instalar albergues", "dotar recursos", "revisar los marcos"]),
        (["Instalar albergues de", "familias"], ["Instalar albergues de familias"]),
        (["Instalar albergues", "mesa de retorno", "redes locales"], ["Instalar albergues", "mesa de retorno", "redes locales"]),
        (["albergues nuevos", "recursos humanos"], ["albergues nuevos", "recursos humanos"]),
        (["Instalar albergues.", "con recursos propios"], ["Instalar albergues.", "con recursos propios"]),
        (["Instalar albergues;", "otros centros"], ["Instalar albergues;", "otros centros"]),
        (["Instalar albergues", "Honduras"], ["Instalar albergues", "Honduras"]),
    ],
)  # fmt: skip
def test_a_line_that_goes_on_is_no_action_of_its_own(lines: list[str], found: list[str]) -> None:
    read = items(Cell(tuple(Piece(text, f"párrafo {at}") for at, text in enumerate(lines)), "celda"))
    assert [" ".join(piece.text for piece in each.pieces) for each in read] == found


@pytest.mark.parametrize(
    ("over", "titles", "values", "shared"),
    [
        (["", *NIVELES, "", ""], [ONE[0], *ONE], [ACTION, OTHER, "6", "OIM"], "Plazo (meses)"),
        (["", NIVELES[0], "", NIVELES[1], "", ""], [*ONE[:2], *ONE], [ACTION, "9", OTHER, "12", "OIM"], ONE[2]),
        (["", "", *NIVELES], [ONE[1], ONE[0], ONE[0]], ["6", ACTION, OTHER], "Plazo (meses)"),
        (["", NIVELES[0], "", "", NIVELES[1], "", "", ""], [*ONE, *ONE, "Responsable"], [ACTION, "9", "OIM", OTHER, "12", "CRM", "OIM"], "Responsable"),
    ],
)  # fmt: skip
def test_a_column_that_may_be_of_every_nivel_is_of_none(  # noqa: PLR0913 - a table of cases
    empty: Path, rutaplan: Rutaplan, over: list[str], titles: list[str], values: list[str], *, shared: str
) -> None:
    content = word("GRUPO 1: RETORNO", [over, [EJE, *titles], ["Retorno", *values]])
    outcome = sent(rutaplan, empty, "a.docx", content)
    assert outcome.code == 1, outcome.out
    assert f"la columna «{shared}» no la toma ningún campo" in outcome.out
    plan = load(empty / "data")[0]
    assert [each.texto for each in plan.acciones] == [ACTION, OTHER]
    campo = {"Responsable": "responsable", ONE[2]: "instituciones"}.get(shared, "plazo_meses")
    assert {getattr(each, campo) for each in plan.acciones} - {None} <= {"por_definir", ("por_definir",)}
    assert "oim" not in {each.responsable for each in plan.acciones}


@pytest.mark.parametrize("numbers", [("1", "2"), ("N1", "R1"), ("", "")])
def test_each_nivel_may_number_its_rows(empty: Path, rutaplan: Rutaplan, numbers: tuple[str, str]) -> None:
    rows = [
        [NIVELES[0], "", "", "", NIVELES[1], "", "", ""],
        ["No.", *ONE] * 2,
        [numbers[0], ACTION, "6", "OIM", numbers[1], OTHER, "12", "CRM"],
    ]
    outcome = sent(rutaplan, empty, "a.docx", word("GRUPO 1: RETORNO", rows))
    assert outcome.code == int("N1" in numbers), outcome.out
    assert written(empty) == {"RET-N-01": (ACTION, 6, ("oim",)), "RET-R-01": (OTHER, 12, ("crm",))}


@pytest.mark.parametrize("merged", ["A", "AD", "ABCD"])
def test_titles_may_stand_over_two_rows(empty: Path, rutaplan: Rutaplan, merged: str) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["GRUPO 1: RETORNO"],
        ["Acciones estratégicas", "Plazo", "Instituciones", "Nivel"],
        ["", "(meses)", "involucradas"] if merged != "ABCD" else [""],
        [ACTION, 6, "OIM", "Nacional"],
    ):
        sheet.append(row)
    for letter in merged:
        sheet.merge_cells(f"{letter}2:{letter}3")
    book.save(empty / "b.xlsx")
    outcome = sent(rutaplan, empty, "a.xlsx", (empty / "b.xlsx").read_bytes())
    assert outcome.code == 0, outcome.out
    assert written(empty) == {"RET-N-01": (ACTION, 6, ("oim",))}


def test_the_same_paper_again_adds_nothing(empty: Path, rutaplan: Rutaplan) -> None:
    content = "Acción,Nivel,Plazo\n1. Revisar los \u202emarcos\u202c jurídicos.,Nacional,6\n•\u200b Dotar recursos.,Nacional,9\n"
    for news in ("2 nuevas", "0 nuevas · 0 cambiadas · 2 iguales"):
        outcome = sent(rutaplan, empty, "a.csv", f"GRUPO 1: RETORNO\n{content}")
        assert (outcome.code, news in outcome.out) == (0, True), outcome.out


@pytest.mark.parametrize(
    "line", [NAME, f"El grupo agradece a {NAME} su apoyo.", f"Preguntar a {NAME.upper()}.", "Preguntar a eufrasia montoya zelaya"]
)  # fmt: skip
def test_a_participant_is_shown_by_initials_wherever_named(
    empty: Path, rutaplan: Rutaplan, line: str
) -> None:
    row = ["Retorno", ACTION, "6", f"OIM, {NAME}"]
    content = word(*PEOPLE, [*HEAD, row], line)
    for _ in range(2):  # the second time, the plan has them
        outcome = sent(rutaplan, empty, "a.docx", content)
        assert outcome.code == 1
        assert "montoya" not in (outcome.out + outcome.err).lower()
        assert re.search(r"(?i)E\. M\. Z\.", outcome.out.partition("No se lleva")[2])


@pytest.mark.parametrize(
    "line",
    [
        "Elaboró: ", "Revisó: ", "Vo.Bo.: ", "Representante: ", "Responsable del llenado: ", "Enviado por: ", "Punto focal: ", "Delegación: ",
        "Persona de contacto: ", "Correo: ", "Teléfono: ",
    ],
)  # fmt: skip
def test_who_signs_is_counted_and_not_shown(empty: Path, rutaplan: Rutaplan, line: str) -> None:
    outcome = sent(
        rutaplan, empty, "a.docx", word("GRUPO 1: RETORNO", [*HEAD, ROW.split(",")], f"{line}{NAME}")
    )
    assert (outcome.code, "Montoya" in outcome.out) == (1, False), outcome.out


def test_who_signs_under_a_greeting_is_not_shown(empty: Path, rutaplan: Rutaplan) -> None:
    outcome = sent(
        rutaplan, empty, "a.docx", word("GRUPO 1: RETORNO", [*HEAD, ROW.split(",")], "Atentamente,", NAME)
    )
    assert (outcome.code, "Montoya" in outcome.out) == (1, False), outcome.out


@pytest.mark.parametrize(
    "title",
    [
        "Nombre completo",
        "Nombre y apellidos",
        "Correo electrónico",
        "Teléfono",
        "Persona de contacto",
        "Contacto (correo)",
    ],
)
def test_a_column_of_people_is_told_and_not_shown(empty: Path, rutaplan: Rutaplan, title: str) -> None:
    text = f"Grupo,Nivel,Acción,{title}\nGrupo 1: Retorno,Nacional,{ACTION},{NAME}\n"
    outcome = sent(rutaplan, empty, "a.csv", text)
    assert (outcome.code, "Montoya" in outcome.out) == (1, False), outcome.out
    assert (
        f"no se muestra, porque es de personas: la columna «{title}» no la toma ningún campo" in outcome.out
    )


def test_people_beside_an_action_do_not_hide_it(empty: Path, rutaplan: Rutaplan) -> None:
    outcome = sent(rutaplan, empty, "a.csv", csv_form(ROW, f'"Participantes: {NAME}, OIM",{OTHER},12,CRM'))
    assert (outcome.code, "Montoya" in outcome.out) == (0, False), outcome.out
    assert written(empty)["RET-N-02"] == (OTHER, 12, ("crm",))


@pytest.mark.parametrize(
    ("line", "people"), [("Ana López y Luis Paz, OIM", 0), ("José Ortega y Gasset, Asesor, OIM", 1)]
)
def test_two_people_are_not_one(empty: Path, rutaplan: Rutaplan, line: str, people: int) -> None:
    outcome = sent(
        rutaplan, empty, "a.docx", word("Participantes:", line, "GRUPO 1: RETORNO", [*HEAD, ROW.split(",")])
    )
    assert outcome.code == 1 - people, outcome.out
    assert len(load(empty / "data")[0].grupos[0].miembros) == people


@pytest.mark.parametrize(
    "nombre", ["OIM con apoyo de ACNUR", "OIM (líder)", "La OIM será responsable", "Oficina de la OIM"]
)
def test_the_sigla_of_a_body_makes_no_other_one(empty: Path, rutaplan: Rutaplan, nombre: str) -> None:
    outcome = sent(
        rutaplan,
        empty,
        "a.csv",
        csv_form(f"Retorno,{ACTION},6,{nombre}"),
        "--instituciones-nuevas",
        "Honduras",
    )
    assert "Instituciones nuevas:" not in outcome.out
    assert written(empty)["RET-N-01"][2] == ("por_definir",)


def test_a_body_with_its_sigla_is_added(empty: Path, rutaplan: Rutaplan) -> None:
    named = "Organización Panamericana de la Salud (OPS)"
    sent(
        rutaplan,
        empty,
        "a.csv",
        csv_form(f"Retorno,{ACTION},6,{named}"),
        "--instituciones-nuevas",
        "Honduras",
    )
    assert written(empty)["RET-N-01"][2] == ("ops",)


def test_what_is_written_over_a_text_is_not_glued_to_it() -> None:
    def ruby(document: Any) -> None:
        run = "<w:r><w:t>{}</w:t></w:r>"
        made = f"<w:ruby><w:rt>{run.format('calpulli')}</w:rt><w:rubyBase>{run.format('familias')}</w:rubyBase></w:ruby>"
        document.paragraphs[0]._p.append(parse_xml(f"<w:r {nsdecls('w')}>{made}</w:r>"))  # noqa: SLF001 - python-docx has no ruby

    (piece,) = word_reader.read(word("Para ", edit=ruby)).pieces()
    assert piece.text == "Para (calpulli) familias"


@pytest.mark.parametrize("typed", ["6", "12 meses"])
def test_a_raised_figure_is_no_part_of_a_number(empty: Path, rutaplan: Rutaplan, typed: str) -> None:
    def noted(document: Any) -> None:
        for at in (1, 2, 3):
            run = document.tables[0].rows[2].cells[at].paragraphs[0].add_run("2")
            run.font.superscript = True

    row = ["Retorno", ACTION, typed, "OIM"]
    outcome = sent(rutaplan, empty, "a.docx", word("GRUPO 1: RETORNO", [*HEAD, row], edit=noted))
    assert (outcome.code, f"«{typed}²»" in outcome.out, "«OIM²»" in outcome.out) == (1, True, True)
    assert written(empty)["RET-N-01"] == (f"{ACTION}²", "por_definir", ("por_definir",))


def test_a_raised_figure_of_a_sheet_is_no_part_of_a_number(empty: Path, rutaplan: Rutaplan) -> None:
    book = Workbook()
    raised = CellRichText("6", TextBlock(InlineFont(vertAlign="superscript"), "2"))
    for row in (
        ["Eje", "Grupo", "Acción", "Nivel", "Plazo"],
        ["Retorno", "Grupo 1: Retorno", ACTION, "Nacional", raised],
    ):
        book.worksheets[0].append(row)
    book.save(empty / "b.xlsx")
    outcome = sent(rutaplan, empty, "a.xlsx", (empty / "b.xlsx").read_bytes())
    assert (outcome.code, "«6²»" in outcome.out, written(empty)["RET-N-01"][1]) == (1, True, "por_definir")


def test_what_is_no_value_is_told_once(empty: Path, rutaplan: Rutaplan) -> None:
    titles = ["Eje", "Grupo", "Acción", "Nivel", "Plazo", "Responsable", "Observaciones"]
    cells = [books.cell(f"{letter}1", text) for letter, text in zip("ABCDEFG", titles, strict=True)]
    values = [
        books.cell(f"{letter}2", text)
        for letter, text in zip("ABCD", ("Retorno", "Grupo 1", ACTION, "Nacional"), strict=True)
    ]
    values += [
        '<c r="E2"><f>6+6</f><v>12</v></c>',
        '<c r="F2" t="str"><f>A1</f><v>OIM</v></c>',
        '<c r="G2" t="e"><v>#REF!</v></c>',
    ]
    outcome = sent(
        rutaplan, empty, "a.xlsx", books.book(books.Sheet(books.row(1, *cells) + books.row(2, *values)))
    )
    assert (
        outcome.code,
        outcome.out.count("es una fórmula"),
        outcome.out.count("es un error de la hoja"),
    ) == (1, 2, 1), outcome.out
    assert (
        "celda E2: acción nueva, plazo_meses: es una fórmula; escriba en su lugar el valor: «12»"
        in outcome.out
    )


def test_the_titles_of_the_form_in_english_are_its_own(empty: Path, rutaplan: Rutaplan) -> None:
    titles = ["Work axis:", "Strategic actions", "Time frame (months)", "Institutions involved"]
    rows = [["", "To be implemented at national level", "", ""], titles, ["Retorno", ACTION, "6", "OIM"]]
    outcome = sent(rutaplan, empty, "a.docx", word("GROUP 1: RETORNO", rows))
    assert (outcome.code, written(empty)) == (0, {"RET-N-01": (ACTION, 6, ("oim",))})
    assert "se lee como" not in outcome.out
    assert "la columna «Strategic actions» se llama «Acciones estratégicas» en el plan" in outcome.out


@pytest.mark.parametrize("title", ["Corto plazo:", "MEDIANO PLAZO", "A largo plazo"])
def test_a_horizonte_over_actions_is_none(empty: Path, rutaplan: Rutaplan, title: str) -> None:
    outcome = sent(
        rutaplan,
        empty,
        "a.csv",
        csv_form(f'Retorno,"{title}\n{ACTION}",,', f",{title},,", f",{OTHER},12,CRM"),
    )
    assert outcome.code == 1
    assert [each[0] for each in written(empty).values()] == [ACTION, OTHER]


@pytest.mark.parametrize("over", ["A implementar a nivel local", "NIVEL MUNICIPAL", "En el ámbito bilateral"])
def test_what_stands_under_another_nivel_is_of_none(empty: Path, rutaplan: Rutaplan, over: str) -> None:
    titles, third = [*ONE], "Pintar murales en los barrios."
    rows = [[ACTION, "6", "OIM"]], [[third, "7", "OIM"]], [[OTHER, "12", "CRM"]]
    heads = (NIVELES[0], over, NIVELES[1])
    apart = [block for head, body in zip(heads, rows, strict=True) for block in (head, [titles, *body])]
    bands = [
        titles,
        *(line for head, body in zip(heads, rows, strict=True) for line in ([head, "", ""], *body)),
    ]
    for blocks in (apart, [bands]):
        outcome = sent(rutaplan, empty, "a.docx", word("GRUPO 1: RETORNO", *blocks))
        assert (outcome.code, f"«{third}»" in outcome.out.partition("No se lleva")[2]) == (1, True), (
            outcome.out
        )
        assert {ident: each[0] for ident, each in written(empty).items()} == {
            "RET-N-01": ACTION,
            "RET-R-01": OTHER,
        }


@each_with_each(
    heads=[
        (NIVELES[0], "A implementar a nivel local"), ("NIVEL MUNICIPAL", NIVELES[0]), (NIVELES[0], "En el ámbito bilateral", NIVELES[1]), ("Nivel local", "Nivel regional"),
    ],
    whole=[True, False],
)  # fmt: skip
def test_a_nivel_beside_one_of_the_plan_hides_nothing(
    empty: Path, rutaplan: Rutaplan, heads: tuple[str, ...], *, whole: bool
) -> None:
    """A known column is read; what the plan has no nivel for is told with its place."""
    texts = (ACTION, OTHER, "Pintar murales en los barrios.")[: len(heads)]
    rows = [["", *(cell for head in heads for cell in (head, "", ""))], [EJE, *ONE * len(heads)]]
    rows += [["Retorno", *(cell for text in texts for cell in (text, "6", "OIM"))]]
    if not whole:  # as the titles of the actions may say it themselves
        rows = [[EJE, *(cell for head in heads for cell in (f"Acciones: {head}", *ONE[1:]))], rows[2]]
    outcome = sent(rutaplan, empty, "a.docx", word("GRUPO 1: RETORNO", rows))
    known = {text for text, head in zip(texts, heads, strict=True) if head in {*NIVELES, "Nivel regional"}}
    assert (outcome.code, {each[0] for each in written(empty).values()}) == (1, known), outcome.out
    assert {each[1:] for each in written(empty).values()} == {(6, ("oim",))}
    told = outcome.out.partition("No se lleva")[2]
    assert all(f": «{text}»" in told for text in {*texts} - known), told
    other = next(head for head in heads if head not in {*NIVELES, "Nivel regional"})
    assert f"{other}» no la toma ningún campo" in told or f"({other})» no la toma ningún campo" in told


@pytest.mark.parametrize("rest", ["para familias repatriadas.", "repatriadas"])
def test_the_end_of_an_action_that_a_page_parted_is_none(empty: Path, rutaplan: Rutaplan, rest: str) -> None:
    outcome = sent(
        rutaplan,
        empty,
        "a.csv",
        csv_form("Retorno,Instalar albergues,6,OIM", f",{rest},,", f",{OTHER},12,CRM"),
    )
    assert (
        f"parece el final de la acción de arriba: únala a ella; si no, empiécela con mayúscula: «{rest}»"
        in outcome.out
    )
    assert [each[:2] for each in written(empty).values()] == [("Instalar albergues", 6), (OTHER, 12)]
