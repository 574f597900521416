"""Every advice that import gives works: each message is made, and what it says is done to the letter."""

import io
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from helpers.calls import Outcome, Rutaplan
from helpers.packages import zipped
from helpers.typed import Book, Formula, type_cells
from openpyxl import Workbook
from test_hostile_files import BILLION, body, encrypted, entity, repacked
from test_hostile_files import sheet as sheet_file
from test_kinds import EJE, HEAD, NIVELES, ONE, csv_form, given, set_sheet, word
from test_papers import paper

Content = bytes | str | Callable[[], bytes]
ROW = {
    "Acción": "Abrir una ventanilla única de atención.", "Nivel": "Nacional", "Plazo": "6",
    "Instituciones": "OIM; SRE (México)", "Responsable": "OIM", "Estado": "propuesta",
}  # fmt: skip
PLAZO, WHO = "Plazo", "Instituciones"


def imported(
    rutaplan: Rutaplan, plan: Path, folder: Path, name: str, content: Content, *options: str
) -> Outcome:
    path = folder / name
    made = content() if callable(content) else content
    path.write_bytes(made.encode() if isinstance(made, str) else made)
    outcome = rutaplan("import", str(path), "--simular", *options, cwd=plan)
    assert "Error interno" not in outcome.err
    return outcome


def table(**cells: str) -> str:
    row = ROW | cells
    return "\n".join(",".join(f'"{each}"' for each in line) for line in (row, row.values()))


@pytest.mark.parametrize(
    ("column", "typed", "said", "done"),
    [
        (PLAZO, "pronto", "no dice cuántos meses; si es el mes que viene, escriba «1»", ""),
        (PLAZO, "permanente", "no dice cuándo termina; escriba en cuántos meses estará en marcha, o «no aplica»", "no aplica"),
        (PLAZO, "corto plazo", "es un horizonte y no un número de meses; escriba cuántos meses son", "12"),
        (PLAZO, "semestral", "dice cada cuánto, y no en cuánto tiempo; escriba en cuántos meses se hará", "6"),
        (PLAZO, "junio 2014", "es una fecha y no un número de meses; escriba los meses desde el inicio del plan", "6"),
        (PLAZO, "2027-12-18", "parece una fecha, quizá puesta por la hoja de cálculo; escriba los meses", "6"),
        (PLAZO, "90 días", "no está en meses; escriba cuántos meses son", "3"),
        (PLAZO, "más de 6 meses", "dice desde cuándo, y no hasta cuándo; escriba los meses como máximo", "6"),
        (PLAZO, "menos de 6 meses", "dice menos de cuánto, y no hasta cuándo; escriba los meses como máximo", "6"),
        (PLAZO, "unos 6 meses", "no dice un número seguro; escriba los meses como máximo", "6"),
        (PLAZO, "según el país", "no es un número de meses; escriba un entero de 1 a 120", "120"),
        (PLAZO, "6 (siete) meses", "dice dos números que no son el mismo; escriba uno", "7"),
        (PLAZO, "Corto plazo (24 meses)", "dice corto plazo, y 24 meses son mediano plazo en este plan; escriba uno", "24"),
        (WHO, "INM", "diga de qué país", "INM (Honduras)"),
        (WHO, "SRE", "puede ser de más de un país; si es mx-sre, escriba «SRE (México)»", ""),
        (WHO, "Consejo Nacional de Migración", "puede ser cr-cnm o consejo_nacional_migracion; escriba uno", "cr-cnm"),
        (WHO, "OIM y/o ACNUR", "no dice cuál; escriba una, o varias con coma", "OIM, ACNUR"),
        (WHO, "todas las instituciones", "no dice cuáles; nómbrelas, o escriba un tipo, como «cancillerías»", "cancillerías"),
        (WHO, "instituciones de niñez de Honduras", "si son esas, escriba hn-senaf", "hn-senaf"),
        (WHO, "OIM (apoyo)", "la más parecida es «OIM»", "OIM"),
        (WHO, "OIM; no aplica", "va solo, y no junto a instituciones", "no aplica"),
        ("Responsable", "cancillerías", "nombra un tipo de institución; escriba cuál de ellas", "SRE (México)"),
        ("Responsable", "OIM; ACNUR", "nombra a más de una", "OIM"),
        ("Estado", "acordado", "no es un estado; escriba «acordada»", ""),
        ("Nivel", "", "el documento no dice nivel; añada una columna «Nivel»", "Nacional"),
        ("Nivel", "comunidad", "«comunidad» no es un nivel del plan (hay: nacional, regional)", "regional"),
    ],
)  # fmt: skip
def test_a_cell_that_says_what_was_advised_is_taken(  # noqa: PLR0913 - a table of cases
    untouched: Path, tmp_path: Path, rutaplan: Rutaplan, *, column: str, typed: str, said: str, done: str
) -> None:
    refused = imported(rutaplan, untouched, tmp_path, "a.csv", table(**{column: typed}))
    assert (refused.code, said in refused.out) == (1, True), refused.out
    advised = re.search("escriba «([^»]+)»", said)
    cells = {column: done or (advised[1] if advised else "")}
    cells |= {"Responsable": ""} if column == WHO else {}
    taken = imported(rutaplan, untouched, tmp_path, "a.csv", table(**cells))
    assert (taken.code, "1 nueva" in taken.out) == (0, True), taken.out


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1", "«1» no es un grupo del plan (hay: ninguno); si es nuevo, escriba «Grupo 1»"),
        ("II", "«II» no es un grupo del plan (hay: ninguno); si es nuevo, escriba «Grupo II»"),
        ("n.º 3", "«n.º 3» no es un grupo del plan (hay: ninguno); si es nuevo, escriba «Grupo n.º 3»"),
        ("Retorno", "«Retorno» no es un grupo del plan (hay: ninguno); si es nuevo, escriba «Grupo 1», con su número"),
        ("g1-retorno", "si es nuevo, escriba «Grupo 1», con su número"),
        ("", "el documento no dice grupo; escriba encima de la tabla su título, como «GRUPO 1»"),
    ],
)  # fmt: skip
def test_a_group_is_written_as_it_was_advised_where_there_is_none(
    seed: Path, tmp_path: Path, rutaplan: Rutaplan, *, typed: str, said: str
) -> None:
    for folder in ("acciones", "grupos"):
        shutil.rmtree(seed / "data" / folder)
    refused = imported(rutaplan, seed, tmp_path, "a.csv", table(Eje="Retorno", Grupo=typed))
    assert (refused.code, said in refused.out) == (1, True), refused.out
    (advised,) = re.findall("(?:escriba|como) «(G[^»]+)»", refused.out)
    done = table(Eje="Retorno", Grupo=advised) if typed else f"{advised}\n{table(Eje='Retorno')}"
    taken = imported(rutaplan, seed, tmp_path, "a.csv", done)
    assert (taken.code, "1 nueva" in taken.out) == (0, True), taken.out


def workbook() -> bytes:
    book, stream = Workbook(), io.BytesIO()
    for row in (ROW, ROW.values()):
        book.worksheets[0].append([*row])
    book.save(stream)
    return stream.getvalue()


FORM = ["Retorno", "Revisar los marcos jurídicos.", "6", "OIM"]
TWICE = ",".join([EJE, *ONE, *ONE])
BOTH = "Retorno,Revisar los marcos jurídicos.,6,OIM,Promover las pasantías.,12,CRM"
PEOPLE = [["Nombre", "Cargo", "Institución"], ["Ana López", "Directora", "OIM"]]
OTHER = [["Dotar recurso humano.", "12", "CRM"]]
TITLES = "Lo nuestro,Dónde,Cuándo\nAbrir una ventanilla única.,nacional,6\n"


def without_cell(document: Any) -> None:
    row = document.tables[0].rows[-1]._tr  # noqa: SLF001 - python-docx takes out no cells
    row.remove(row.tc_lst[2])


def struck(document: Any) -> None:
    document.tables[0].rows[1].cells[0].paragraphs[0].runs[0].font.strike = True


def hidden(document: Any) -> None:
    document.tables[0].rows[1].cells[0].paragraphs[0].runs[0].font.hidden = True


def consenting(answer: str) -> list[list[str]]:
    return [[*PEOPLE[0], "Autorizo publicar mi nombre"], [*PEOPLE[1], answer]]


def nested(document: Any) -> None:
    document.tables[0].rows[2].cells[3].add_table(1, 1).cell(0, 0).text = "ACNUR"


AS_CSV = (
    "En un texto, cada celda empieza un renglón con un tabulador. Si las separan tabuladores, punto y coma o barras, "
    "cambie el nombre del archivo a .csv; si no, pase las acciones a una tabla de Word, con una columna titulada «Acción»."
)
FAR = "".join(f'<row r="{at}"><c r="IV{at}"><v>1</v></c></row>' for at in range(1, 2_000))
STRICT = '<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'
DONE = word("GRUPO 1: RETORNO", [*HEAD, FORM])
DOCUMENTS: dict[str, tuple[str, Content, str, str, Content]] = {
    "no table at all": (
        "a.docx", word("1. Abrir una ventanilla única."), "las acciones van en una, con una columna titulada «Acción»",
        "a.docx", word([["Acción", "Nivel"], ["Abrir una ventanilla única.", "Nacional"]]),
    ),
    "only headings": (
        "a.docx", word([["GRUPO 1: RETORNO"]]), "Los títulos que se ven no son de columnas: las acciones van en una, con una columna titulada «Acción»",
        "a.docx", word([["Acción", "Nivel"], ["Abrir una ventanilla única.", "Nacional"]]),
    ),
    "a template that nobody filled": (
        "a.csv", table(Acción="Escriba aquí la acción"), "es un título o el relleno de una plantilla, o dice que no hay: escriba encima, o bórrelo", "a.csv", table(),
    ),
    "a cell that leads to another": (
        "a.csv", table(Acción="Ídem anterior"), "remite a otra celda, y no se adivina a cuál: escriba aquí lo que aquella dice", "a.csv", table(),
    ),
    "a column that no nivel has": (
        "a.csv", csv_form(BOTH.replace(",6,OIM", ",6"), head=f",{NIVELES[0]},,{NIVELES[1]},,\n{','.join([EJE, *ONE[:2], *ONE])}"),
        "no dice de qué nivel es: escriba una bajo el encabezado de cada nivel",
        "a.csv", csv_form(BOTH, head=f",{NIVELES[0]},,,{NIVELES[1]},,\n{TWICE}"),
    ),
    "no titles": (
        "a.csv", "Nacional,Abrir una ventanilla única.,6\n", "La tabla no tiene títulos: escriba encima una fila con «Acción», «Plazo», «Nivel»",
        "a.csv", "Nivel,Acción,Plazo\nNacional,Abrir una ventanilla única.,6\n",
    ),
    "a text with tabs": (
        "a.txt", table().replace('","', "\t").replace('"', ""), AS_CSV,
        "a.csv", table().replace('","', "\t").replace('"', ""),
    ),
    "a text with semicolons": (
        "a.txt", table().replace('","', ";").replace('"', ""), AS_CSV,
        "a.csv", table().replace('","', "|").replace('"', ""),
    ),
    "a text of lists": (
        "a.txt", "GRUPO 1: RETORNO\n1. Revisar los marcos jurídicos.\n", AS_CSV,
        "a.docx", word("GRUPO 1: RETORNO", [["Acción", "Nivel"], ["Revisar los marcos jurídicos.", "Nacional"]]),
    ),
    "a line that may go on": (
        "a.docx", word("GRUPO 1: RETORNO", [*HEAD, ["Retorno", "Dotar recursos", "6", "OIM"], ["", "mesa de retorno", "", ""]]),
        "parece el final de la acción de arriba: únala a ella; si no, empiécela con mayúscula",
        "a.docx", word("GRUPO 1: RETORNO", [*HEAD, ["Retorno", "Dotar recursos de la mesa de retorno", "6", "OIM"]]),
    ),
    "levels that nobody knows": (
        "a.csv", csv_form(BOTH, head=f",Por país,,,Entre países,,\n{TWICE}"),
        "Si cada una es de un nivel, escriba encima cuál: «Nivel Nacional» o «Nivel Regional»",
        "a.csv", csv_form(BOTH, head=f",Nivel Nacional,,,Nivel Regional,,\n{TWICE}"),
    ),
    "a row that lost a cell": (
        "a.docx", word("GRUPO 1: RETORNO", [*HEAD, FORM], edit=without_cell), "a la fila le faltan celdas (1): complétela", "a.docx", DONE,
    ),
    "a table that lost its titles": (
        "a.docx", word("GRUPO 1: RETORNO", [*HEAD, FORM], "", OTHER), "sin títulos de acciones en tabla 2; si las tiene, repita ahí las filas de títulos",
        "a.docx", word("GRUPO 1: RETORNO", [*HEAD, FORM], "", [[NIVELES[0], "", ""], [*ONE], *OTHER]),
    ),
    "people without their label": (
        "a.docx", word("GRUPO 1: RETORNO", PEOPLE, [*HEAD, FORM]), "1 tabla de personas sin leer: solo se lee bajo «Participantes:»; escríbalo encima",
        "a.docx", word("GRUPO 1: RETORNO", "Participantes:", PEOPLE, [*HEAD, FORM]),
    ),
    "a struck text": (
        "a.docx", word([["Acción", "Nivel"], ["Abrir una ventanilla única.", "Nacional"]], edit=struck), "todo lo que tiene está tachado; escriba el valor, o borre la celda",
        "a.docx", word([["Acción", "Nivel"], ["Abrir una ventanilla única.", "Nacional"]]),
    ),
    "a table in a cell": (
        "a.docx", word("GRUPO 1: RETORNO", [*HEAD, FORM], edit=nested), "parte de lo escrito está en una tabla dentro de la celda; escríbalo en la celda",
        "a.docx", word("GRUPO 1: RETORNO", [*HEAD, [*FORM[:3], "OIM; ACNUR"]]),
    ),
    "a name that says another format": ("a.docx", workbook(), "Contiene un .xlsx, y su nombre dice otra cosa: cámbiele el nombre", "a.xlsx", workbook()),
    "a format that is not read": ("a.md", table(), "guárdelo como .docx, .odt, .xlsx, .ods, .csv, .txt", "a.csv", table()),
    "a place and a date": (
        "a.docx", word("Lugar y fecha: Hotel, 3/4/2025", "GRUPO 1: RETORNO", [*HEAD, FORM]), "escriba el día con su mes y su año, y la ciudad con su país",
        "a.docx", word("Lugar y fecha: San José, Costa Rica, 3 de abril de 2025", "GRUPO 1: RETORNO", [*HEAD, FORM]),
    ),
    "a hidden text": (
        "a.docx", word([["Acción", "Nivel"], ["Abrir una ventanilla única.", "Nacional"]], edit=hidden),
        "todo lo que tiene está oculto; escriba el valor, o borre la celda",
        "a.docx", word([["Acción", "Nivel"], ["Abrir una ventanilla única.", "Nacional"]]),
    ),
    "a name with no name": (
        "a.docx", word("GRUPO 1: RETORNO", [*HEAD, FORM], "Firma: Ana López"),
        "1 línea con el nombre de una persona, que se pasa a mano a donde haga falta", "a.docx", DONE,
    ),
    "a document that was cut": ("a.docx", DONE[:3000], "Ábralo en Word, Excel o LibreOffice y guárdelo de nuevo", "a.docx", DONE),
    "a name that promises a document": (
        "a.docx", "hola", "No es un .docx, o está dañado: ábralo en Word, Excel o LibreOffice y guárdelo de nuevo", "a.docx", DONE,
    ),
    "a zip of nothing known": (
        "a.docx", zipped({"a.bin": "x"}),
        "No es un documento de Word (.docx) ni una hoja de cálculo (.xlsx), ni de LibreOffice (.odt, .ods): guárdelo como uno de ellos.",
        "a.docx", DONE,
    ),
    "a strict workbook": (
        "a.xlsx", lambda: repacked(workbook(), **{"xl/workbook.xml": STRICT.encode()}),
        "Es un libro Open XML estricto, que no se lee: guárdelo como libro de Excel normal (.xlsx)", "a.xlsx", workbook,
    ),
    "entities": (
        "a.docx", lambda: entity(DONE, "word/document.xml", BILLION),
        "No se lee: declara entidades de XML, que ningún programa de oficina escribe. Cópielo en un documento nuevo", "a.docx", DONE,
    ),
    "many pictures": (
        "a.docx", lambda: zipped({f"word/media/{each}.png": b"" for each in range(2_001)}),
        "No se lee: se abre en más de lo que un plan necesita; quite imágenes y adjuntos y guárdelo de nuevo", "a.docx", DONE,
    ),
    "a password on a zip": ("a.docx", encrypted, "Tiene contraseña: ábralo, quítela y guárdelo de nuevo.", "a.docx", DONE),
    "too many paragraphs": ("a.docx", lambda: body("<w:p/>" * 66_001), "y caben 66000. Deje solo la tabla de acciones.", "a.docx", DONE),
    "too much text": ("a.docx", lambda: body("<w:p/>" + " " * 25 * 2**20), "y caben 24. Deje solo la tabla de acciones.", "a.docx", DONE),
    "too many rows": ("a.csv", table() + "\nx,y" * 20_000, "caben 20000 filas y 256 columnas. Deje solo la tabla de acciones.", "a.csv", table()),
    "too many separators": ("a.csv", table() + "," * 4_000_001, "La tabla: es demasiado grande. Deje solo la tabla de acciones.", "a.csv", table()),
    "too many cells": (
        "a.xlsx", lambda: sheet_file("<sheetData>" + FAR + "</sheetData>"),
        "celdas de pocas palabras. Deje solo la tabla de acciones.", "a.xlsx", workbook,
    ),
    "quotes that do not close": (
        "a.csv", table().replace("Nacional", 'Nacional" y'),
        "en el renglón 2. Ciérrelas, o quítelas; dentro de una celda entre comillas, escríbalas dos veces.", "a.csv", table(),
    ),
    "no text at all": (
        "a.csv", b"Accion\0,Nivel\n", "No es un texto: tiene caracteres de control. Guárdelo como .docx, .xlsx o .csv.", "a.csv", table(),
    ),
    "an old encoding": (
        "a.csv", table().encode("cp1252"), "no está en UTF-8; se leyó como Windows-1252: revise las tildes", "a.csv", table(),
    ),
    "somebody who is not sure": (
        "a.docx", word("GRUPO 1: RETORNO", "Participantes:", consenting("quizá"), [*HEAD, FORM]),
        "no se entiende si autoriza publicar su nombre: marque Sí o No",
        "a.docx", word("GRUPO 1: RETORNO", "Participantes:", consenting("No"), [*HEAD, FORM]),
    ),
    "somebody without columns": (
        "a.docx", word("GRUPO 1: RETORNO", "Participantes:", "Ana López y otros", [*HEAD, FORM]),
        "1 línea sin leer en Participantes: escríbala en columnas, o como «nombre, cargo, institución», si el cargo y la institución se conocen",
        "a.docx", word("GRUPO 1: RETORNO", "Participantes:", PEOPLE, [*HEAD, FORM]),
    ),
    "a whole type": (
        "a.csv", table(Instituciones="todas las cancillerías", Responsable="", Países="Honduras"),
        "«todas» no dice si son las de los países de la acción; escriba el tipo sin esa palabra",
        "a.csv", table(Instituciones="cancillerías", Responsable="", Países="Honduras"),
    ),
    "a type of other countries": (
        "a.csv", table(Instituciones="cancillerías de todos los países", Responsable="", Países="Honduras"),
        "no son las de los países de la acción; escriba el tipo sin países, o sus instituciones",
        "a.csv", table(Instituciones="cancillerías", Responsable="", Países="Honduras"),
    ),
    "cells that were pushed aside": (
        "a.csv", table(Acción="Retorno"), "su texto es el nombre de un eje: ponga cada celda de su fila bajo el título que le toca",
        "a.csv", table(),
    ),
    "a group of no eje": (
        "a.csv", f"GRUPO 7: OTRO\n{table()}", "no se sabe de qué eje es el grupo 7; añada una columna «Eje»",
        "a.csv", f"GRUPO 7: OTRO\n{table(Eje='Retorno')}",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_as_it_was_advised_is_taken(
    untouched: Path, tmp_path: Path, rutaplan: Rutaplan, name: str
) -> None:
    before, content, said, after, done = DOCUMENTS[name]
    refused = imported(rutaplan, untouched, tmp_path, before, content)
    assert said in refused.out + refused.err
    taken = imported(rutaplan, untouched, tmp_path, after, done)
    assert (taken.code, said in taken.out) == (0, False), taken.out + taken.err


NEAR = "se lee como plazo_meses, por su título y por lo que tiene; si no lo es, cambie ese título, o diga cuál: --columna"
WHICH = "Diga cuál por su título, su letra o su número: --columna texto="


@pytest.mark.parametrize(
    ("content", "column", "said"),
    [
        (TITLES, "texto", "Diga cuál es con --columna texto=TÍTULO: --columna texto="),
        ("Acción,Actividades,Nivel\nAbrir una ventanilla única.,Otra cosa distinta.,nacional\n", "texto", WHICH),
        ("Acción,Acción,Nivel\nAbrir una ventanilla única.,Otra cosa distinta.,nacional\n", "texto", WHICH),
        ("Acción,Nivel,Cronograma,Fin\nAbrir una ventanilla única.,nacional,6,12\n", "plazo_meses", NEAR),
    ],
)  # fmt: skip
def test_a_column_is_given_as_it_was_advised(  # noqa: PLR0913 - a table of cases
    untouched: Path, tmp_path: Path, rutaplan: Rutaplan, *, content: str, column: str, said: str
) -> None:
    refused = imported(rutaplan, untouched, tmp_path, "a.csv", content)
    assert said in refused.out + refused.err
    calls = re.findall(rf'--columna {column}=(?:"[^"]+"|[A-Z]\b)', refused.out + refused.err)
    assert calls
    for call in calls:
        more = ["--columna", "nivel=Dónde", "--columna", "plazo=Cuándo"] if content == TITLES else []
        taken = imported(rutaplan, untouched, tmp_path, "a.csv", content, *shlex.split(call), *more)
        assert (taken.code < 2, "1 nueva" in taken.out, NEAR in taken.out) == (True, True, False), (
            taken.out + taken.err
        )


def sheet(edit: Callable[[Any], None]) -> Callable[[Path], Path]:
    return lambda folder: set_sheet(paper(folder, "matriz.xlsx"), edit)


def typed(**cells: Any) -> Callable[[Path], Path]:
    return lambda folder: type_cells(paper(folder, "matriz.xlsx"), **cells)


def again(value: Any, **cells: Any) -> Callable[[Path], Path]:
    """Copy the first row to the end, with one cell otherwise."""

    def edit(folder: Path) -> Path:
        path = paper(folder, "matriz.xlsx")
        found = Book(path.read_bytes()).cells()
        row = {
            f"{place[:-1]}40": text for at, place, text in found if at == 1 and re.fullmatch("[A-Z]2", place)
        }
        return type_cells(path, **{**row, "A40": value, **cells})

    return edit


@pytest.mark.parametrize(
    ("before", "said", "after"),
    [
        (again("RET-N-99"), "corrija el id, o bórrelo si es nueva", again("", D40="Abrir una ventanilla única.")),
        (again("RET-N-99"), "corrija el id, o bórrelo si es nueva", again("RET-N-01")),
        (again("RET-N-01", E40=9), "está en más de una fila; no se lee ninguna: deje solo una", typed(E2=9)),
        (again("", D40="Abrir una ventanilla única."), "si es la misma, escriba ese id en su fila", typed(D2="Abrir una ventanilla única.")),
        (typed(E2=Formula("3+3")), "es una fórmula; escriba en su lugar el valor", typed(E2=6)),
        (sheet(lambda rows: given(rows, E2="#N/A")), "es un error de la hoja de cálculo; escriba en su lugar el valor", typed(E2=6)),
        (sheet(lambda rows: given(rows, D3=rows["D2"].value)), "si se ordenó una sola columna, deshágalo", typed()),
    ],
)  # fmt: skip
def test_a_sheet_as_it_was_advised_is_taken(  # noqa: PLR0913 - a table of cases
    seed: Path, tmp_path: Path, rutaplan: Rutaplan, *, before: Any, said: str, after: Any
) -> None:
    first = imported(rutaplan, seed, tmp_path, "a.xlsx", before(seed).read_bytes())
    assert said in first.out, first.out
    second = imported(rutaplan, seed, tmp_path, "a.xlsx", after(seed).read_bytes())
    assert (second.code, said in second.out) == (0, False), second.out


def test_a_side_is_preferred_as_it_was_advised(seed: Path, tmp_path: Path, rutaplan: Rutaplan) -> None:
    content = typed(E2=6)(seed).read_bytes()
    assert rutaplan("set", "RET-N-01", "plazo=9", "--si", cwd=seed).code == 0
    refused = imported(rutaplan, seed, tmp_path, "a.xlsx", content)
    assert "En conflicto, no se tocan (--preferir papel las cambia)" in refused.out
    taken = imported(rutaplan, seed, tmp_path, "a.xlsx", content, "--preferir", "papel")
    assert (taken.code, "1 cambiada" in taken.out) == (0, True), taken.out


def test_what_fits_no_field_may_go_to_notas(untouched: Path, tmp_path: Path, rutaplan: Rutaplan) -> None:
    outcome = imported(rutaplan, untouched, tmp_path, "a.csv", table(Plazo="según el país"), "--a-notas")
    assert (outcome.code, "notas: «Plazo (meses) en el documento" in outcome.out) == (0, True), outcome.out


def test_the_group_of_people_is_given_as_it_was_advised(
    untouched: Path, tmp_path: Path, rutaplan: Rutaplan
) -> None:
    content = word("Participantes:", PEOPLE)
    refused = imported(rutaplan, untouched, tmp_path, "a.docx", content)
    assert "hay participantes, y no dice de qué grupo son; diga cuál con --grupo" in refused.out
    taken = imported(rutaplan, untouched, tmp_path, "a.docx", content, "--grupo", "g1-retorno")
    assert (taken.code, "1 participante, solo en su archivo" in taken.out) == (0, True), taken.out


@pytest.mark.parametrize(("option", "value"), [("--columna", "color=Nivel"), ("--grupo", "9")])
def test_an_option_as_it_was_advised_is_taken(
    untouched: Path, tmp_path: Path, rutaplan: Rutaplan, option: str, value: str
) -> None:
    content = table().replace('"Acción"', '"Acción propuesta"')
    refused = imported(rutaplan, untouched, tmp_path, "a.csv", content, option, value)
    advised = re.search(r'texto="[^"]+"|hay: ([\w-]+)', refused.err)
    assert (refused.code, bool(advised)) == (2, True), refused.err
    assert advised
    (done,) = shlex.split(advised[1] or advised[0])
    assert imported(rutaplan, untouched, tmp_path, "a.csv", content, option, done).code == 0


def test_a_title_that_was_only_near_may_be_changed(
    untouched: Path, tmp_path: Path, rutaplan: Rutaplan
) -> None:
    near = table(Cronograma="6").replace('"Plazo",', '"Fase",')
    said = imported(rutaplan, untouched, tmp_path, "a.csv", near)
    assert NEAR in said.out
    taken = imported(rutaplan, untouched, tmp_path, "a.csv", near.replace("Cronograma", "Foro"))
    assert "la columna «Foro» no la toma ningún campo" in taken.out
    assert "plazo_meses" not in taken.out
