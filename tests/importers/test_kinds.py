"""The kinds of document that people send back: nothing is lost in them, and nothing goes to another's action."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from helpers.calls import Outcome, Rutaplan, accion
from helpers.forms import blank
from helpers.reach import each_with_each
from helpers.typed import Book, type_cells
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from test_papers import paper

from rutaplan.load import load

NIVELES = ("A implementar a Nivel Nacional", "A implementar a nivel regional")
EJE = "Eje de Trabajo:"
ONE = ("Acciones estratégicas", "Plazo (meses)", "Instituciones involucradas")
LAST = re.compile(
    r"(\d+) piezas?: (\d+) llevadas?, (\d+) conocidas?, (\d+) sin llevar, (\d+) personal(?:es)?\n"
)


def sent(rutaplan: Rutaplan, folder: Path, name: str, content: bytes | str, *options: str) -> Outcome:
    """Import a document; its account balances."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    outcome = rutaplan("import", str(path), "--si", *options, cwd=folder)
    assert "Traceback" not in outcome.err
    assert "Error interno" not in outcome.err
    if outcome.code != 2:
        found = LAST.search(outcome.out)
        assert found, outcome.out
        total, *parts = map(int, found.groups())
        assert total == sum(parts)
        assert (outcome.code == 1) == ("No se lleva al plan:" in outcome.out or "En conflicto" in outcome.out)
    return outcome


def written(folder: Path) -> dict[str, tuple[object, ...]]:
    plan, diagnostics = load(folder / "data")
    assert not diagnostics
    return {each.id: (each.texto, each.plazo_meses, each.instituciones) for each in plan.acciones}


def csv_form(*rows: str, heading: str = "GRUPO 1: RETORNO", head: str = "") -> str:
    head = head or f",{NIVELES[0]},,\n{EJE},{','.join(ONE)}"
    return "\n".join([heading, head, *rows, ""])


def word(*blocks: str | list[list[str]], edit: Callable[[Any], None] = lambda _: None) -> bytes:
    """A Word document of paragraphs and tables."""
    document = blank()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(0, len(block[0]))
        for row in block:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    edit(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


HEAD = [["", NIVELES[0], "", ""], [EJE, *ONE]]


@each_with_each(
    columns=[
        ("Plazo (meses)", "Acciones estratégicas", "Instituciones involucradas"),
        ("Instituciones involucradas", "Acciones estratégicas", "Plazo (meses)"),
        ("Plazo (meses)", "Instituciones involucradas", "Acciones estratégicas"),
        ("Acciones estratégicas", "Instituciones involucradas", "Plazo (meses)"),
    ],
    at=[0, 1, 2],
)
def test_a_column_belongs_to_the_nivel_over_it(
    empty: Path, rutaplan: Rutaplan, columns: tuple[str, ...], at: int
) -> None:
    values = {
        "Acciones estratégicas": (
            "Dotar recurso humano a los programas.",
            "Promover el intercambio de pasantías.",
        ),
        "Plazo (meses)": ("6", "24"),
        "Instituciones involucradas": ("OIM", "CRM"),
    }
    over = [["", "", ""], ["", "", ""]]
    over[0][at], over[1][at] = NIVELES
    rows = [
        ",".join(["", *over[0], *over[1]]),
        ",".join([EJE, *columns, *columns]),
        ",".join(["Retorno", *(values[each][0] for each in columns), *(values[each][1] for each in columns)]),
    ]
    outcome = sent(rutaplan, empty, "a.csv", csv_form(*rows[2:], head="\n".join(rows[:2])))
    assert outcome.code == 0, outcome.out
    assert written(empty) == {
        "RET-N-01": ("Dotar recurso humano a los programas.", 6, ("oim",)),
        "RET-R-01": ("Promover el intercambio de pasantías.", 24, ("crm",)),
    }


@pytest.mark.parametrize(
    "heading",
    [
        "GRUPO 1", "GRUPO 1:", "GRUPO 1 -", "Grupo No. 1: Retorno", "GRUPO 1 RETORNO", "Grupo #1: Retorno", "GRUPO I: RETORNO",
        "GRUPO No.1", "Mesa 1: Retorno", "GRUPO DE TRABAJO 1: RETORNO", "Grupo n.° 1:", "Mesa de trabajo 1. Retorno",
        "Group 1: Retorno", "Comisión 1 – Retorno", "Mesa técnica 1: Retorno", "Grupo 1 (Retorno)", "Mesa N.º 1 de Retorno",
        "Grupo: 1", "Grupo Nro. 1: Retorno", "Grupo N° 1 – Eje Retorno",
    ],
)  # fmt: skip
def test_a_heading_names_its_group(empty: Path, rutaplan: Rutaplan, heading: str) -> None:
    outcome = sent(
        rutaplan, empty, "a.csv", csv_form("Retorno,Revisar los marcos jurídicos.,6,OIM", heading=heading)
    )
    assert outcome.code == 0, outcome.out
    (grupo,) = load(empty / "data")[0].grupos
    assert (grupo.id, grupo.numero, grupo.eje) == ("g1-retorno", 1, "retorno")


@pytest.mark.parametrize("line", ["Grupo 1 trabajó dos horas", "El grupo 1: retorno", "Mesas 1: Retorno"])
def test_a_sentence_about_a_group_is_no_heading(empty: Path, rutaplan: Rutaplan, line: str) -> None:
    outcome = sent(
        rutaplan, empty, "a.csv", csv_form("Retorno,Revisar los marcos jurídicos.,6,OIM", heading=line)
    )
    assert "el documento no dice grupo" in outcome.out
    assert f"«{line}»" in outcome.out


def test_an_action_never_goes_into_a_group_of_another_eje(empty: Path, rutaplan: Rutaplan) -> None:
    text = csv_form("Retorno,Revisar los marcos jurídicos.,6,OIM", heading="Mesa 3 - Integración")
    outcome = sent(rutaplan, empty, "a.csv", text)
    assert "el grupo g3-integracion es del eje integracion, y la acción del eje retorno" in outcome.out
    assert not written(empty)
    outcome = sent(rutaplan, empty, "a.csv", text.replace("Retorno,Revisar", ",Revisar"))
    assert list(written(empty)) == ["INT-N-01"]


@pytest.mark.parametrize(
    ("plazo", "instituciones"),
    [
        ("Plaso (meses)", "Instituciones responsables"),
        ("Tiempo estimado", "Entidades involucradas"),
        ("Cronograma", "Actores clave"),
        ("Timeframe", "Institución/es"),
        ("Plazos de ejecución", "Quiénes"),
    ],
)
def test_a_near_title_is_shown_before_it_is_used(
    empty: Path, rutaplan: Rutaplan, plazo: str, instituciones: str
) -> None:
    head = f",{NIVELES[0]},,\n{EJE},{ONE[0]},{plazo},{instituciones}"
    outcome = sent(rutaplan, empty, "a.csv", csv_form("Retorno,Revisar los marcos.,6,OIM", head=head))
    assert (
        f"columna «{instituciones}»: se lee como instituciones, por su título y por lo que tiene"
        in outcome.out
    )
    assert written(empty)["RET-N-01"][2] == ("oim",)


def test_a_near_title_over_something_else_is_told_with_its_values(empty: Path, rutaplan: Rutaplan) -> None:
    head = f",{NIVELES[0]},,\n{EJE},{ONE[0]},Cronograma,Actores clave"
    rows = (
        "Retorno,Revisar los marcos.,primer foro,la comunidad",
        ",Dotar recurso humano.,segundo foro,las familias",
    )
    outcome = sent(rutaplan, empty, "a.csv", csv_form(*rows, head=head))
    assert outcome.code == 1
    assert "la columna «Cronograma» no la toma ningún campo:" in outcome.out
    for said in ("«primer foro»", "«segundo foro»", "«la comunidad»", "«las familias»"):
        assert said in outcome.out
    assert [each[1:] for each in written(empty).values()] == [("por_definir", ("por_definir",))] * 2


def test_two_tables_with_their_own_nivel_are_both_read(empty: Path, rutaplan: Rutaplan) -> None:
    titles = ["Nivel", "Acción", "Plazo", "Instituciones"]
    first = [
        titles,
        ["Nacional", "Revisar los marcos.", "6", "OIM"],
        ["Regional", "Promover pasantías.", "12", "CRM"],
    ]
    second = [
        titles,
        ["Nacional", "Dotar recurso humano.", "7", "OIM"],
        ["Regional", "Homologar leyes.", "8", "CRM"],
    ]
    content = word("GRUPO 1: RETORNO", NIVELES[0], first, "", second)
    assert sent(rutaplan, empty, "a.docx", content).code == 0
    assert {ident: each[1] for ident, each in written(empty).items()} == {
        "RET-N-01": 6, "RET-N-02": 7, "RET-R-01": 12, "RET-R-02": 8,
    }  # fmt: skip


def test_a_table_that_was_cut_goes_on_with_its_titles(empty: Path, rutaplan: Rutaplan) -> None:
    content = word(
        "GRUPO 1: RETORNO",
        [*HEAD, ["Retorno", "Revisar los marcos jurídicos.", "6", "OIM"]],
        "",
        [["Retorno", "Dotar recurso humano suficiente.", "12", "ACNUR"]],
        "Observaciones: faltó tiempo.",
    )
    outcome = sent(rutaplan, empty, "a.docx", content)
    assert "tabla 2: sigue con los títulos de la tabla anterior" in outcome.out
    assert "«Observaciones: faltó tiempo.»" in outcome.out
    assert written(empty)["RET-N-02"] == ("Dotar recurso humano suficiente.", 12, ("acnur",))


def test_a_group_in_a_row_keeps_the_columns(empty: Path, rutaplan: Rutaplan) -> None:
    rows = (
        "Retorno,Revisar los marcos jurídicos.,6,OIM",
        "GRUPO 2: REINTEGRACIÓN",
        "Reintegración,Crear ventanillas de atención.,12,OIM",
        "Observaciones: ninguna",
    )
    outcome = sent(rutaplan, empty, "a.csv", csv_form(*rows))
    assert "«Observaciones: ninguna»" in outcome.out
    assert {ident: each[1] for ident, each in written(empty).items()} == {"RET-N-01": 6, "REI-N-01": 12}


PEOPLE = (
    "Participantes:", "Ana López, Directora, OIM", "Luis Paz, Asesor, ACNUR", "Pedro Paz, Juan Díaz, Luis Gómez",
    "Eva Sol, Rosa Mar, OIM", "El grupo trabajó dos horas, con mucho entusiasmo.", "Expositora: Ana López", "GRUPO 1: RETORNO",
)  # fmt: skip


def test_only_who_is_certain_is_a_person(empty: Path, rutaplan: Rutaplan) -> None:
    table = [*HEAD, ["Retorno", "Revisar los marcos jurídicos.", "6", "OIM"]]
    outcome = sent(
        rutaplan, empty, "a.docx", word(*PEOPLE, table, "Observaciones: en junio.", "Firma: Rosa Díaz")
    )
    (grupo,) = load(empty / "data")[0].grupos
    assert [(each.nombre, each.cargo, each.institucion) for each in grupo.miembros] == [
        ("Ana López", "Directora", "oim"), ("Luis Paz", "Asesor", "acnur"),
    ]  # fmt: skip
    assert grupo.ponente == "Ana López"
    assert outcome.out.count("1 línea sin leer en Participantes") == 3
    assert "A. L., Directora, OIM" in outcome.out
    assert "«Observaciones: en junio.»" in outcome.out
    for name in ("López", "Paz", "Gómez", "Juan", "Eva", "Rosa", "Mar", "Díaz"):
        assert name not in outcome.out


def test_marks_of_a_list_go_line_by_line(empty: Path, rutaplan: Rutaplan) -> None:
    texts = (
        "1.- Revisar los marcos legales\n2.- Dotar recurso humano\n➢ Capacitar al personal\n•Abrir oficinas"
    )
    content = word("GRUPO 1: RETORNO", [*HEAD, ["Retorno", texts, "1.- 12 meses\n2.- 6 meses", ""]])
    outcome = sent(rutaplan, empty, "a.docx", content)
    assert "se quitaron las marcas de lista «1.-», «2.-», «➢», «•»" in outcome.out
    assert [each[0] for each in written(empty).values()] == [
        "Revisar los marcos legales", "Dotar recurso humano", "Capacitar al personal", "Abrir oficinas",
    ]  # fmt: skip


def test_lines_of_one_paragraph_are_joined_and_it_is_said(empty: Path, rutaplan: Rutaplan) -> None:
    def broken(document: Any) -> None:
        run = document.tables[0].rows[2].cells[1].paragraphs[0].add_run("Revisar los marcos")
        run.add_break()
        run.add_text("legales de la región")

    content = word("GRUPO 1: RETORNO", [*HEAD, ["Retorno", "", "6", "OIM"]], edit=broken)
    outcome = sent(rutaplan, empty, "a.docx", content)
    assert "(las líneas de su párrafo se unieron en una)" in outcome.out
    assert written(empty)["RET-N-01"][0] == "Revisar los marcos legales de la región"


def set_sheet(path: Path, edit: Callable[[Any], None]) -> Path:
    book = load_workbook(path)
    edit(book.worksheets[0])
    book.save(path)
    return path


def given(sheet: Any, **cells: object) -> None:
    for name, value in cells.items():
        sheet[name] = value


@pytest.mark.parametrize(
    ("cells", "columna", "code", "said"),
    [
        (
            {"F1": "Quiénes", "F5": "OIM"},
            "",
            0,
            "se lee como instituciones, por su título y por lo que tiene",
        ),
        ({"E1": "Plaso", "E4": 9}, "", 0, "se lee como plazo_meses, por su título y por lo que tiene"),
        ({"L1": "Presupuesto", "L3": "1000 USD"}, "", 1, "«1000 USD»"),
        ({"L1": "Comentarios", "L3": "revisar"}, "", 1, "la columna «Comentarios» no la toma ningún campo"),
        ({"L1": "Comentarios", "L3": "revisar"}, "notas=Comentarios", 0, "+ «revisar»"),
        ({"L1": "Comentarios", "L3": "revisar"}, "notas=L", 0, "+ «revisar»"),
        ({"L1": "Comentarios", "L3": "revisar"}, "notas=12", 0, "+ «revisar»"),
        ({"K1": "Presupuesto", "J3": "ver con Ana"}, "notas=Notas", 1, "+ «ver con Ana»"),
        ({"E1": "Plaso", "E4": 9}, "plazo=Plaso", 0, "+ 9"),
        ({"E1": "Fin", "E4": 9}, "plazo=E", 0, "+ 9"),
        ({"E1": "Fin", "E4": 9}, "plazo=5", 0, "+ 9"),
        ({"E4": 9}, "texto=Acción estratégica", 0, "+ 9"),
        ({"E4": 9}, "plazo=Z", 2, "No hay una columna «Z» (--columna plazo_meses)"),
        ({"E4": 9}, "plazo=Plaso", 2, "No hay una columna «Plaso» (--columna plazo_meses)"),
        ({"L3": "algo suelto"}, "", 1, "«algo suelto»"),
        ({"A40": "Firma del relator"}, "", 1, "«Firma del relator»"),
    ],
)
def test_what_somebody_adds_to_our_sheet(  # noqa: PLR0913 - a table of cases
    seed: Path, rutaplan: Rutaplan, *, cells: dict[str, object], columna: str, code: int, said: str
) -> None:
    options = ("--columna", columna) if columna else ()
    path = type_cells(paper(seed, "matriz.xlsx"), **cells)
    outcome = sent(rutaplan, seed, "otra.xlsx", path.read_bytes(), *options)
    assert outcome.code == code, outcome.out
    assert said in outcome.out + outcome.err


def test_a_title_that_is_given_leaves_the_other_tables_theirs(seed: Path, rutaplan: Rutaplan) -> None:
    path = paper(seed, "matriz.docx")
    document = Document(str(path))
    document.tables[0].rows[1].cells[2].text = "Cuánto dura"
    for ident in ("RET-N-02", "RET-R-02"):
        word_row(document, ident).cells[2].text = "9"
    document.save(str(path))
    told = sent(rutaplan, seed, "otra.docx", path.read_bytes(), "--simular")
    assert "la columna «Cuánto dura» no la toma ningún campo" in told.out
    outcome = sent(rutaplan, seed, "otra.docx", path.read_bytes(), "--columna", "plazo=Cuánto dura")
    assert (outcome.code, "2 cambiadas (2 campos)" in outcome.out) == (0, True), outcome.out
    assert "parecido" not in outcome.out


def test_a_row_that_was_copied_is_new_without_its_id_and_says_whose_it_was(
    seed: Path, rutaplan: Rutaplan
) -> None:
    def copied(sheet: Any) -> None:
        values = [cell.value for cell in sheet[2]][1:]
        for column, value in enumerate(values, start=2):
            sheet.cell(36, column).value = value
        given(sheet, D36="Crear una ventanilla única de atención.", E36=9)

    path = set_sheet(paper(seed, "matriz.xlsx"), copied)
    outcome = sent(rutaplan, seed, "otra.xlsx", path.read_bytes())
    assert (outcome.code, "1 nueva · 0 cambiadas" in outcome.out) == (0, True), outcome.out
    assert "(su huella es de RET-N-01; si es la misma, escriba ese id en su fila)" in outcome.out


def test_one_piece_of_which_anything_is_told_counts_as_told(seed: Path, rutaplan: Rutaplan) -> None:
    def merged(sheet: Any) -> None:
        given(sheet, E2="12")
        sheet.merge_cells("E2:F2")

    path = set_sheet(paper(seed, "matriz.xlsx"), merged)
    outcome = sent(rutaplan, seed, "otra.xlsx", path.read_bytes())
    assert (outcome.code, ", 1 sin llevar," in outcome.out) == (1, True), outcome.out


def test_the_lists_of_an_earlier_version_are_known(seed: Path, rutaplan: Rutaplan) -> None:
    book = Book(paper(seed, "consolidada.xlsx").read_bytes())
    for row, estado in enumerate(("en_ejecucion", "cumplida"), start=4):
        book.put(f"D{row}", estado, sheet=3)  # «Listas»
    outcome = sent(rutaplan, seed, "otra.xlsx", book.content())
    assert (outcome.code, "0 sin llevar" in outcome.out) == (0, True), outcome.out


def test_marks_that_change_what_is_said(seed: Path, rutaplan: Rutaplan) -> None:
    def marked(sheet: Any) -> None:
        given(sheet, E2="6", E3=7)
        sheet["E2"].font = Font(strike=True)
        sheet["E3"].comment = Comment("sujeto a aprobación", "alguien")

    path = set_sheet(paper(seed, "matriz.xlsx"), marked)
    out = sent(rutaplan, seed, "otra.xlsx", path.read_bytes()).out
    assert "hoja «Matriz», celda E2: está tachado: «6»" in out
    assert "celda E3: es un comentario: «sujeto a aprobación»" in out
    assert "plazo_meses: por_definir" in accion(seed, "RET-N-01").read_text(encoding="utf-8")
    assert "plazo_meses: 7" in accion(seed, "RET-N-02").read_text(encoding="utf-8")


def test_a_merged_value_is_of_every_row_that_it_covers(seed: Path, rutaplan: Rutaplan) -> None:
    def merged(sheet: Any) -> None:
        given(sheet, E2="12")
        sheet.merge_cells("E2:E4")

    path = set_sheet(paper(seed, "matriz.xlsx"), merged)
    out = sent(rutaplan, seed, "otra.xlsx", path.read_bytes()).out
    assert "hoja «Matriz», celda E2: la celda combinada vale para sus 3 filas" in out
    assert "3 cambiadas (3 campos)" in out


def word_row(document: Any, ident: str) -> Any:
    rows = (row for table in document.tables for row in table.rows)
    return next(row for row in rows if row.cells[0].paragraphs[0].text.startswith(ident))


def nested(document: Any) -> None:
    cell = word_row(document, "RET-N-02").cells[3]
    cell.paragraphs[0].text = "OIM"
    cell.add_table(1, 1).cell(0, 0).text = "ACNUR"


def struck(document: Any) -> None:
    paragraph = word_row(document, "RET-N-02").cells[2].paragraphs[0]
    paragraph.text = ""
    paragraph.add_run("6").font.strike = True


def moved(document: Any) -> None:
    row = word_row(document, "RET-N-03")._tr  # noqa: SLF001 - python-docx moves no rows
    document.tables[1]._tbl.append(row)  # noqa: SLF001 - the same


def added(document: Any) -> None:
    document.add_paragraph("Esto lo acordamos al final.")


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (nested, "está en una tabla dentro de una celda: «ACNUR»"),
        (struck, "está tachado: «6»"),
        (moved, "RET-N-03 está en la tabla de otro nivel (regional)"),
        (added, "no se lee: «Esto lo acordamos al final.»"),
    ],
)
def test_what_somebody_does_to_our_word_paper(
    seed: Path, rutaplan: Rutaplan, edit: Callable[[Any], None], said: str
) -> None:
    path = paper(seed, "matriz.docx")
    document = Document(str(path))
    edit(document)
    document.save(str(path))
    outcome = sent(rutaplan, seed, "otra.docx", path.read_bytes())
    assert (outcome.code, said in outcome.out) == (1, True), outcome.out
    assert "0 nuevas · 0 cambiadas" in outcome.out


def test_the_same_sheet_may_be_corrected_and_sent_again(seed: Path, rutaplan: Rutaplan) -> None:
    assert rutaplan("render", "matriz", "--formato", "xlsx", cwd=seed).code == 0
    path = seed / "salida" / "matriz.xlsx"
    type_cells(path, E2=6, E3="pronto", F4="OIM; Ministerio Inventado")
    first = rutaplan("import", "salida/matriz.xlsx", "--si", cwd=seed)
    assert (first.code, "1 cambiada (1 campo)" in first.out) == (1, True), first.out
    blocked = rutaplan("render", "matriz", "--formato", "xlsx", cwd=seed)
    assert blocked.code == 2  # what was not taken is nowhere else
    type_cells(path, E2=8, E3=9, F4="OIM")
    second = rutaplan("import", "salida/matriz.xlsx", "--si", cwd=seed)
    assert (second.code, "0 conflictos" in second.out, "3 cambiadas" in second.out) == (0, True, True), (
        second.out
    )
    said = "RET-N-01, plazo_meses: otro valor se llevó antes, de esta hoja o de otra copia de ella"
    assert said in second.out, "two people may have filled in a copy each"
    assert "RET-N-02, plazo_meses: otro valor" not in second.out
    assert rutaplan("render", "matriz", "--formato", "xlsx", cwd=seed).code == 0
    assert "plazo_meses: 8" in accion(seed, "RET-N-01").read_text(encoding="utf-8")


def test_a_paper_of_before_does_not_undo_what_another_gave(seed: Path, rutaplan: Rutaplan) -> None:
    assert rutaplan("render", "matriz", "--formato", "xlsx", "--formato", "docx", cwd=seed).code == 0
    type_cells(seed / "salida" / "matriz.xlsx", E2=6, F3="OIM")
    assert rutaplan("import", "salida/matriz.xlsx", "--si", cwd=seed).code == 0
    path = seed / "salida" / "matriz.docx"
    document = Document(str(path))
    word_row(document, "RET-N-01").cells[3].text = "ACNUR"
    document.save(str(path))
    outcome = rutaplan("import", str(path), "--si", cwd=seed)
    assert (outcome.code, "1 cambiada (1 campo)" in outcome.out) == (0, True), outcome.out
    assert "RET-N-01, plazo_meses: tiene lo de antes; queda lo que se llevó de otra hoja" in outcome.out
    assert "plazo_meses: 6" in accion(seed, "RET-N-01").read_text(encoding="utf-8")
    assert "instituciones: [oim]" in accion(seed, "RET-N-02").read_text(encoding="utf-8")
    undone = rutaplan("import", str(path), "--si", "--preferir", "papel", cwd=seed)
    assert "2 cambiadas (2 campos)" in undone.out
    assert "plazo_meses: por_definir" in accion(seed, "RET-N-01").read_text(encoding="utf-8")


def test_notas_are_not_written_twice(seed: Path, rutaplan: Rutaplan) -> None:
    with accion(seed, "RET-N-01").open("a", encoding="utf-8") as file:
        file.write("notas: Había una.\n")
    path = paper(seed, "matriz.xlsx")
    type_cells(path, L1="Comentarios", L2="revisar", F3="todas las instituciones")
    options = ("--columna", "notas=Comentarios", "--a-notas")
    assert "2 cambiadas (2 campos)" in sent(rutaplan, seed, "otra.xlsx", path.read_bytes(), *options).out
    assert "notas: Había una. revisar\n" in accion(seed, "RET-N-01").read_text(encoding="utf-8")
    again = sent(rutaplan, seed, "otra.xlsx", path.read_bytes(), *options)
    assert (again.code, "0 nuevas · 0 cambiadas" in again.out) == (0, True), again.out


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Protección,Nacional,1", "«Protección» no es un eje del plan (hay: retorno"),
        ("Retorno,Local,1", "«Local» no es un nivel del plan (hay: nacional"),
        (
            "Retorno,Nacional,Comisión de salud",
            "«Comisión de salud» no es un grupo del plan (hay: g1-retorno",
        ),
    ],
)
def test_a_row_of_another_place_is_not_put_into_ours(
    seed: Path, rutaplan: Rutaplan, row: str, said: str
) -> None:
    text = f"Eje,Nivel,Grupo,Acción\n{row},Crear una ventanilla única de atención.\n"
    outcome = sent(rutaplan, seed, "a.csv", text)
    assert (outcome.code, said in outcome.out, "0 nuevas" in outcome.out) == (1, True, True), outcome.out


def test_what_fits_no_field_goes_to_notas_if_somebody_says_so(empty: Path, rutaplan: Rutaplan) -> None:
    text = csv_form("Retorno,Revisar los marcos jurídicos.,6,todas las instituciones")
    refused = sent(rutaplan, empty, "a.csv", text, "--simular")
    assert (refused.code, "«todas las instituciones»" in refused.out) == (1, True)
    taken = sent(rutaplan, empty, "a.csv", text, "--a-notas")
    assert taken.code == 0, taken.out
    assert (
        load(empty / "data")[0].acciones[0].notas
        == "Instituciones involucradas en el documento: todas las instituciones."
    )


def test_two_columns_may_be_told_apart_by_their_letter(empty: Path, rutaplan: Rutaplan) -> None:
    text = "GRUPO 1: RETORNO\nAcción,Acción,Nivel,Eje\nRevisar los marcos.,Otra cosa distinta.,Nacional,Retorno\n"
    refused = sent(rutaplan, empty, "a.csv", text)
    assert "su letra o su número: --columna texto=B" in refused.err
    outcome = sent(rutaplan, empty, "a.csv", text, "--columna", "texto=B")
    assert written(empty)["RET-N-01"][0] == "Otra cosa distinta."
    assert "«Revisar los marcos.»" in outcome.out


TWO = [["", NIVELES[0], "", "", NIVELES[1], "", ""]]


@each_with_each(order=[(0, 1, 2), (1, 0, 2), (2, 1, 0), (1, 2, 0)], marks=["", "{}. "])
def test_a_near_title_of_the_form_stays_with_its_nivel(
    empty: Path, rutaplan: Rutaplan, order: tuple[int, ...], marks: str
) -> None:
    titles = ("Acciones estratégicas", "Plaso (meses)", "Entidades involucradas")
    own = (("Dotar recurso humano.", "6", "OIM"), ("Promover las pasantías.", "24", "CRM"))
    if marks:
        more = (("Abrir nuevas oficinas.", "8", "ACNUR"), ("Publicar una guía.", "9", "OIM"))
        own = tuple(
            tuple("\n".join(marks.format(at) + text for at, text in enumerate(pair, 1)) for pair in zip(*each, strict=True))
            for each in zip(own, more, strict=True)
        )  # fmt: skip
    row = ["Retorno", *(each[at] for each in own for at in order)]
    table = [*TWO, [EJE, *[titles[at] for at in order] * 2], row]
    outcome = sent(rutaplan, empty, "a.docx", word("GRUPO 1: RETORNO", table))
    assert "columna «Plaso (meses)»: se lee como plazo_meses, por su título y por lo que tiene" in outcome.out
    assert outcome.code == 0, outcome.out
    found = written(empty)
    assert found["RET-N-01"] == ("Dotar recurso humano.", 6, ("oim",))
    assert found["RET-R-01"] == ("Promover las pasantías.", 24, ("crm",))
    assert not marks or found["RET-R-02"] == ("Publicar una guía.", 9, ("oim",))


def test_a_near_title_may_name_plazo_and_institutions(empty: Path, rutaplan: Rutaplan) -> None:
    titles = [EJE, *("Acciones", "Plaso (meses)\nInstituciones responsables") * 2]
    over = ["", NIVELES[0], "", NIVELES[1], ""]
    row = ["Retorno", "Dotar recurso humano.", "6\nOIM", "Promover las pasantías.", "24\nCRM"]
    assert sent(rutaplan, empty, "a.docx", word("GRUPO 1: RETORNO", [over, titles, row])).code == 0
    assert [each[1:] for each in written(empty).values()] == [(6, ("oim",)), (24, ("crm",))]


ROWS = [*HEAD, ["Retorno", "Revisar los marcos jurídicos.", "6", "OIM"]]


@each_with_each(
    below=[
        [["Participantes:", "", "", ""], ["Ana López, Directora, Zorro", "", "", ""]],
        [["Participantes:", "", "", ""], ["Ana López", "Directora general de zorros", "Zorro", ""]],
        [["Participantes:", "Ana López Zorro, Directora", "", ""]],
        [["Firma:", "Ana López del Carmen Zorro", "", ""]],
        [["Relatora:", "Ana López del Carmen Zorro", "", ""]],
    ],
    heading=["GRUPO 1: RETORNO", "GRUPO 2: REINTEGRACIÓN"],
)
def test_a_name_below_the_actions_goes_nowhere(
    empty: Path, rutaplan: Rutaplan, below: list[list[str]], heading: str
) -> None:
    before = (empty / "data/taller.yaml").read_bytes()
    rows = [[row[0].replace("Retorno", heading.rpartition(" ")[2]), *row[1:]] for row in ROWS]
    outcome = sent(rutaplan, empty, "a.docx", word(heading, rows + below))
    assert outcome.code == 1
    assert "Zorro" not in outcome.out
    assert len(written(empty)) == 1
    assert (empty / "data/taller.yaml").read_bytes() == before


def test_the_actions_of_a_second_group_may_stand_under_its_people(empty: Path, rutaplan: Rutaplan) -> None:
    below = [
        ["GRUPO 2: REINTEGRACIÓN", "", "", ""], ["Participantes:", "", "", ""], ["Ana López, Directora, OIM", "", "", ""],
        ["Reintegración", "Abrir oficinas nuevas", "", "OIM"],
    ]  # fmt: skip
    outcome = sent(rutaplan, empty, "a.docx", word("GRUPO 1: RETORNO", ROWS + below))
    assert outcome.code == 0, outcome.out
    assert written(empty)["REI-N-01"][0] == "Abrir oficinas nuevas"


@pytest.mark.parametrize("line", ["Ponente: Eva Zorro", "Ponente: (Colocar nombre)", "Relator: ________"])
def test_each_ponente_is_personal(empty: Path, rutaplan: Rutaplan, line: str) -> None:
    blocks = ("GRUPO 1: RETORNO", "Participantes:", "Ana López, Directora, OIM", "Ponente: Ana López")
    outcome = sent(rutaplan, empty, "a.docx", word(*blocks, line, ROWS))
    assert "Zorro" not in outcome.out
    assert outcome.code == ("Zorro" in line)
    assert load(empty / "data")[0].grupos[0].ponente == "Ana López"


def test_a_table_of_siglas_is_nobody(empty: Path, rutaplan: Rutaplan) -> None:
    siglas = [["Sigla", "Nombre", "Sede"], ["OIM", "Organización", "OIM"], ["CRM", "Conferencia", "San José"]]
    outcome = sent(rutaplan, empty, "a.docx", word("GRUPO 1: RETORNO", "Participantes:", siglas, ROWS))
    assert outcome.code == 1
    assert not load(empty / "data")[0].grupos[0].miembros


def test_people_before_a_heading_are_of_the_group_that_follows(empty: Path, rutaplan: Rutaplan) -> None:
    other = [*HEAD, ["Reintegración", "Abrir oficinas nuevas.", "8", "OIM"]]
    content = word(
        "Participantes:", "Ana López, Directora, OIM", "GRUPO 1: RETORNO", ROWS,
        "Participantes:", "Luis Paz, Asesor, ACNUR", "GRUPO 2: REINTEGRACIÓN", other,
    )  # fmt: skip
    assert sent(rutaplan, empty, "a.docx", content).code == 0
    grupos = load(empty / "data")[0].grupos
    assert [[each.nombre for each in grupo.miembros] for grupo in grupos] == [["Ana López"], ["Luis Paz"]]


def test_the_second_bullet_of_word_stays_with_its_action(empty: Path, rutaplan: Rutaplan) -> None:
    def listed(document: Any) -> None:
        cell = document.tables[0].rows[2].cells[1]
        cell.paragraphs[0].style = "List Bullet"
        cell.add_paragraph("de adultos", style="List Bullet 2")
        cell.add_paragraph("Capacitar al personal.", style="List Bullet")

    outcome = sent(
        rutaplan, empty, "a.docx",
        word("GRUPO 1: RETORNO", [*HEAD, ["Retorno", "Crear registros:", "", ""]], edit=listed),
    )  # fmt: skip
    assert "(los puntos que lleva debajo se unieron a ella)" in outcome.out
    assert [each[0] for each in written(empty).values()] == [
        "Crear registros: de adultos",
        "Capacitar al personal.",
    ]


@pytest.mark.parametrize(
    "title", ["Plazo (años)", "Plazo en semanas", "Tiempo estimado (trimestres)", "Plazo (meses o años)"]
)
def test_a_plazo_that_is_not_in_months_is_told(empty: Path, rutaplan: Rutaplan, title: str) -> None:
    head = [["", NIVELES[0], "", ""], [EJE, ONE[0], title, ONE[2]]]
    row = ["Retorno", "Revisar los marcos.", "2", "OIM"]
    outcome = sent(rutaplan, empty, "a.docx", word("GRUPO 1: RETORNO", [*head, row]))
    assert f"la columna «{title}» no la toma ningún campo" in outcome.out
    assert written(empty)["RET-N-01"] == ("Revisar los marcos.", "por_definir", ("oim",))


def test_what_a_title_or_a_heading_says_besides_is_told(empty: Path, rutaplan: Rutaplan) -> None:
    over = [["", "A implementar a nivel nacional con lince", "", ""], [EJE, ONE[0], "Plazo (zorro)", ONE[2]]]
    row = ["Retorno", "Revisar los marcos.", "2", "OIM"]
    outcome = sent(rutaplan, empty, "a.docx", word("GRUPO 1: RETORNO", [*over, row]))
    assert outcome.code == 1
    assert "fila 1, columna 2: esto no se lee: «con lince»" in outcome.out
    assert "el título «Plazo (zorro)» dice más que su campo: «(zorro)»" in outcome.out


def test_what_a_place_says_besides_is_told(seed: Path, rutaplan: Rutaplan) -> None:
    text = "Acción,Nivel,Eje,Grupo\nCrear un registro.,Nivel nacional lince,Retorno,Grupo 1: Retorno zorro\n"
    outcome = sent(rutaplan, seed, "a.csv", text)
    assert outcome.code == 1
    assert "esto no se lee: «lince»" in outcome.out
    assert "zorro»" in outcome.out
    path = paper(seed, "consolidada.csv")
    typed = path.read_text(encoding="utf-8-sig").replace("Grupo 1: RETORNO", "Grupo 1: RETORNO zorro", 1)
    assert "zorro»" in sent(rutaplan, seed, "b.csv", typed).out


def test_a_conflict_of_long_texts_is_shown_to_its_end(seed: Path, rutaplan: Rutaplan) -> None:
    objetivo = load(seed / "data")[0].taller.objetivo
    content = word(f"Objetivo: {objetivo} Y otro zorro.", "GRUPO 1: RETORNO", ROWS)
    assert "Y otro zorro.»" in sent(rutaplan, seed, "a.docx", content).out


@pytest.mark.parametrize(
    ("dinamica", "given"),
    [
        ("Expondrán en no más de 7 minutos.", "7"),
        ("Tiempo máximo de siete minutos.", "7"),
        ("Rondas de 20 minutos y 8 para exponer, en 8 minutos.", "20 y 8"),
        ("Rondas de 20 minutos; exponen en 5 minutos.", ""),
    ],
)
def test_minutes_that_differ_are_told(empty: Path, rutaplan: Rutaplan, dinamica: str, given: str) -> None:
    out = sent(rutaplan, empty, "a.docx", word(f"Dinámica: {dinamica}", "GRUPO 1: RETORNO", ROWS)).out
    said = f"el documento da {given} minutos, y plenaria.minutos de taller.yaml dice 5"
    assert (said in out) == ("plenaria.minutos" in out) == bool(given)


@pytest.mark.parametrize("title", ["A implementar a Nivel Nacional", "To be implemented at national level"])
def test_headings_go_into_the_workshop_that_has_none(empty: Path, rutaplan: Rutaplan, title: str) -> None:
    taller = empty / "data/taller.yaml"
    text = taller.read_text(encoding="utf-8")
    for old in ("encabezado: A implementar a Nivel Nacional", "encabezado: Procesos de retorno de personas migrantes y refugiadas en sus países de origen"):  # fmt: skip
        assert old in text
        text = text.replace(old, "encabezado: por_definir")
    taller.write_text(text, encoding="utf-8")
    rows = [["", title, "", ""], HEAD[1], ["Retorno y acogida", "Revisar los marcos jurídicos.", "6", "OIM"]]
    outcome = sent(rutaplan, empty, "a.docx", word("GRUPO 1: RETORNO", rows))
    assert outcome.code == 0, outcome.out
    plan = load(empty / "data")[0].taller
    assert (plan.niveles[0].encabezado, plan.ejes[0].encabezado) == (title, "Retorno y acogida")


def test_a_table_of_people_without_its_label_is_counted(empty: Path, rutaplan: Rutaplan) -> None:
    people = [["Nombre y apellido", "Cargo", "Institución"], ["Ana Zorro", "Directora", "OIM"]]
    outcome = sent(rutaplan, empty, "a.docx", word("GRUPO 1: RETORNO", people, ROWS))
    assert (outcome.code, "Zorro" in outcome.out) == (1, False)
    assert "tabla 1: 1 tabla de personas sin leer: solo se lee bajo «Participantes:»" in outcome.out
    assert "6 personales" in outcome.out


@pytest.mark.parametrize("heading", ["GRUPO 1: RETORNO", "Grupo No. 1: Retorno"])
def test_a_heading_may_stand_in_the_page_header(empty: Path, rutaplan: Rutaplan, heading: str) -> None:
    def headed(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = heading

    outcome = sent(rutaplan, empty, "a.docx", word(ROWS, edit=headed))
    assert outcome.code == 0, outcome.out
    assert load(empty / "data")[0].grupos[0].id == "g1-retorno"


def test_a_number_that_no_paper_prints_there_is_told(seed: Path, rutaplan: Rutaplan) -> None:
    path = paper(seed, "matriz.docx")
    document = Document(str(path))
    document.add_paragraph("45")
    table = document.add_table(0, 3)
    for text, plazo in (("Dotar recurso humano para los programas de retorno.", "9"), ("Otra acción.", "12")):
        for cell, said in zip(table.add_row().cells, (text, plazo, "por definir"), strict=True):
            cell.text = said
    document.save(str(path))
    out = sent(rutaplan, seed, "otra.docx", path.read_bytes()).out
    for said in ("«45»", "«9»", "«12»", "«Dotar recurso humano para los programas de retorno.»"):
        assert said in out


@pytest.mark.parametrize("column", ["Id", "Nivel", "Eje"])
def test_a_paper_without_one_of_its_columns_is_a_table(seed: Path, rutaplan: Rutaplan, column: str) -> None:
    def cut(sheet: Any) -> None:
        given(sheet, E2=6)
        sheet.delete_cols(next(cell.column for cell in sheet[1] if cell.value == column))

    path = set_sheet(paper(seed, "matriz.xlsx"), cut)
    outcome = sent(rutaplan, seed, "otra.xlsx", path.read_bytes())
    assert "1 cambiada (1 campo)" in outcome.out if column != "Nivel" else "Cambia" in outcome.out, (
        outcome.out
    )


def test_a_column_of_nothing_but_silences_hides_nothing(seed: Path, rutaplan: Rutaplan) -> None:
    path = type_cells(paper(seed, "matriz.xlsx"), E1="Cuánto", E3=6)
    out = sent(rutaplan, seed, "otra.xlsx", path.read_bytes()).out
    assert "celda E3: «6»" in out
    assert "por_definir" not in out


@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_a_row_that_lost_a_cell_is_told_whole(empty: Path, rutaplan: Rutaplan, at: int) -> None:
    def lost(document: Any) -> None:
        row = document.tables[0].rows[-1]._tr  # noqa: SLF001 - python-docx takes out no cells
        row.remove(row.tc_lst[at])

    rows = [*ROWS, ["", "Dotar recurso humano.", "un semestre como máximo", "CRM"]]
    outcome = sent(rutaplan, empty, "a.docx", word("GRUPO 1: RETORNO", rows, edit=lost))
    assert (outcome.code, [*written(empty)]) == (1, ["RET-N-01"])
    assert "a la fila le faltan celdas (1)" in outcome.out


def test_the_marked_lines_of_a_paragraph_are_items_and_the_others_go_on_with_them(
    empty: Path, rutaplan: Rutaplan
) -> None:
    texts = "1.- Revisar los marcos\n2.- Dotar recurso humano\na los consulados\n• Abrir más oficinas"
    content = word("GRUPO 1: RETORNO", [*HEAD, ["Retorno", texts, "1.- 12 meses\n2.- 6 meses", ""]])
    outcome = sent(rutaplan, empty, "a.docx", content)
    assert "(las líneas de su párrafo se unieron en una)" in outcome.out
    assert [each[:2] for each in written(empty).values()] == [
        ("Revisar los marcos", 12), ("Dotar recurso humano a los consulados", 6), ("Abrir más oficinas", "por_definir"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "niveles",
    [
        ("Acciones nacionales", "Acciones regionales"), ("Nivel país", "Nivel región"), ("National", "Regional"),
        ("A nivel de país", "A nivel de la región"), ("Plano nacional", "Esfera regional"), ("Nacionales", "Regionales"),
    ],
)  # fmt: skip
def test_a_nivel_in_any_wording(empty: Path, rutaplan: Rutaplan, niveles: tuple[str, str]) -> None:
    head = f",{niveles[0]},,,{niveles[1]},,\n{','.join([EJE, *ONE, *ONE])}"
    row = "Retorno,Revisar los marcos.,6,OIM,Promover pasantías.,12,CRM"
    assert sent(rutaplan, empty, "a.csv", csv_form(row, head=head)).code == 0
    assert [each[1] for each in written(empty).values()] == [6, 12]


@pytest.mark.parametrize(
    "titles", [["Participantes", "Cargo", "Institución"], ["PARTICIPANTES:", "Puesto", "Entidad"]]
)
def test_a_table_titled_participantes_is_its_own_label(
    empty: Path, rutaplan: Rutaplan, titles: list[str]
) -> None:
    people = [titles, ["Ana López", "Directora", "OIM"]]
    assert sent(rutaplan, empty, "a.docx", word("GRUPO 1: RETORNO", people, ROWS)).code == 0
    assert [each.nombre for each in load(empty / "data")[0].grupos[0].miembros] == ["Ana López"]


def test_a_group_that_the_plan_does_not_have_is_not_taken_for_the_only_one(
    seed: Path, rutaplan: Rutaplan
) -> None:
    text = "GRUPO 7: OTRO\nAcción,Nivel\nAbrir una ventanilla única.,Nacional\n"
    outcome = sent(rutaplan, seed, "a.csv", text)
    assert (outcome.code, "0 nuevas" in outcome.out) == (1, True), outcome.out


@pytest.mark.parametrize("bullet", ["-", "•", "➢", "*"])
def test_bullets_between_numbers_are_parts_of_what_is_numbered(
    empty: Path, rutaplan: Rutaplan, bullet: str
) -> None:
    text = f"1. Abrir ventanillas:\n{bullet} con informes\n2. Medir los resultados\n{bullet} cada año"
    form = word("GRUPO 1: RETORNO", [*HEAD, ["Retorno", text, "1. 6\n2. 12", "1. OIM\n2. CRM"]])
    outcome = sent(rutaplan, empty, "a.docx", form)
    assert [*written(empty).values()] == [
        ("Abrir ventanillas: con informes", 6, ("oim",)),
        ("Medir los resultados cada año", 12, ("crm",)),
    ]
    assert outcome.out.count("los puntos que lleva debajo se unieron a ella") == 2


@pytest.mark.parametrize("mark", ["Acción 1:", "Acción N° 1.", "ACTIVIDAD 1 –", "Medida 1)", "Action 1."])
def test_a_number_with_its_noun_is_a_mark_too(empty: Path, rutaplan: Rutaplan, mark: str) -> None:
    outcome = sent(rutaplan, empty, "a.csv", csv_form(f"Retorno,{mark} Abrir más ventanillas.,6,OIM"))
    assert [text for text, *_ in written(empty).values()] == ["Abrir más ventanillas."]
    assert f"se quitaron las marcas de lista «{mark}»" in outcome.out


@pytest.mark.parametrize(
    "heading", ["GRUPO UNO", "Grupo uno: Retorno", "Mesa Uno - Retorno", "Group One: RETORNO"]
)
def test_the_number_of_a_group_may_be_a_word(empty: Path, rutaplan: Rutaplan, heading: str) -> None:
    assert sent(rutaplan, empty, "a.docx", word(heading, ROWS)).code == 0
    assert (empty / "data" / "grupos" / "g1-retorno.yaml").is_file()


@pytest.mark.parametrize("plazo", ["Plazo (meses)2", "Plazo (meses) 1", "Plazo 3"])
def test_a_title_that_excel_numbered_is_near_its_own(empty: Path, rutaplan: Rutaplan, plazo: str) -> None:
    head = f",{NIVELES[0]},,\n{EJE},{ONE[0]},{plazo},{ONE[2]}4"
    form = csv_form("Retorno,Abrir más ventanillas.,6,OIM", head=head)
    outcome = sent(rutaplan, empty, "a.csv", form)
    assert [*written(empty).values()] == [("Abrir más ventanillas.", 6, ("oim",))]
    assert f"columna «{plazo}»: se lee como plazo_meses" in outcome.out


@each_with_each(
    line=[
        "Integrantes del grupo: Zoila Pérez (OIM), Zoila Díaz (ACNUR)", "Participantes de la mesa de trabajo: Zoila Pérez",
        "Relatoría: Zoila Pérez", "Moderación: Zoila Pérez", "Coordinadora del equipo: Zoila Pérez", "Contacto: Zoila Pérez",
        "Nombre: Zoila Pérez", "Expone: Zoila Pérez", "Revisado por: Zoila Pérez",
    ],
    before=[True, False],
)  # fmt: skip
def test_who_stands_beside_a_label_of_people_is_never_shown(
    empty: Path, rutaplan: Rutaplan, line: str, *, before: bool
) -> None:
    blocks = [line, ROWS] if before else [ROWS, line]
    outcome = sent(rutaplan, empty, "a.docx", word("GRUPO 1: RETORNO", *blocks))
    assert (outcome.code, "Zoila" in outcome.out + outcome.err) == (1, False), outcome.out
    assert "1 personal" in outcome.out


def test_a_name_by_parts_is_of_the_people_where_it_stands(empty: Path, rutaplan: Rutaplan) -> None:
    lines = (
        "Participantes:",
        "Nombre: Zoila Pérez",
        "Cargo: Directora",
        "Institución: OIM",
        "Nombre: Zoila Díaz",
    )
    outcome = sent(rutaplan, empty, "a.docx", word("GRUPO 1: RETORNO", *lines, ROWS))
    assert ("Zoila" in outcome.out, "Directora" in outcome.out) == (False, False)
    assert "4 personales" in outcome.out
