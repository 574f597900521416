"""Whose an action and a person are where no column says it: what stands above them, the name of a sheet too."""

import io
import shutil
from collections.abc import Sequence
from html import escape
from pathlib import Path

import pytest
from helpers.calls import EJEMPLO, SEED, Outcome, Rutaplan
from helpers.packages import cell, open_file, paragraph, row, run, table, word_file
from helpers.papers import made, read
from helpers.reach import each_with_each
from openpyxl import Workbook

from rutaplan.load import load

TITLES = ("Acción", "Plazo", "Instituciones")
ONE = ("Dotar de personal a las oficinas.", "6", "OIM")
OTHER = ("Promover las pasantías regionales.", "24", "CRM")
Block = str | Sequence[Sequence[str]]


@pytest.fixture
def empty(seed: Path) -> Path:
    """The workshop and its first group, before anybody wrote an action."""
    shutil.rmtree(seed / "data" / "acciones")
    return seed


def sent(rutaplan: Rutaplan, folder: Path, name: str, content: bytes, *options: str) -> Outcome:
    (folder / name).write_bytes(content)
    outcome = rutaplan("import", name, "--si", *options, cwd=folder)
    assert "Error interno" not in outcome.err
    return outcome


def owners(folder: Path) -> dict[str, tuple[str, str, str]]:
    """The eje, the nivel and the group of each action, by its first word."""
    return {
        each.texto.split()[0]: (each.eje, each.nivel, each.grupo)
        for each in load(folder / "data")[0].acciones
    }


def book(**sheets: Sequence[Sequence[str]]) -> bytes:
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name.replace("_", " "))
        for each in rows:
            sheet.append([text or None for text in each])
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def open_book(**sheets: Sequence[Sequence[str]]) -> bytes:
    return open_file(
        "".join(_open_table(rows, name.replace("_", " ")) for name, rows in sheets.items()), "spreadsheet"
    )


def word(*blocks: Block) -> bytes:
    return word_file(
        "".join(
            paragraph(run(escape(each)))
            if isinstance(each, str)
            else table(*(row(*(cell(paragraph(run(escape(text)))) for text in line)) for line in each))
            for each in blocks
        )
    )


def open_text(*blocks: Block) -> bytes:
    return open_file(
        "".join(
            f"<text:p>{escape(each)}</text:p>" if isinstance(each, str) else _open_table(each)
            for each in blocks
        )
    )


def _open_table(rows: Sequence[Sequence[str]], name: str = "") -> str:
    cells = (
        "".join(f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>' for text in line)
        for line in rows
    )  # fmt: skip
    lines = "".join(f"<table:table-row>{each}</table:table-row>" for each in cells)
    return f'<table:table table:name="{name}">{lines}</table:table>'


RETORNO, REGIONAL = ("retorno", "nacional", "g1-retorno"), ("retorno", "regional", "g1-retorno")
SECOND = ("integracion", "regional", "g2-integracion")
SHEETS = {
    "the niveles": (("Nacional", "Regional"), (RETORNO, REGIONAL)),
    "a nivel as a heading says it": (("Nivel nacional", "A nivel regional"), (RETORNO, REGIONAL)),
    "an eje and a nivel": (("Retorno nacional", "Regional - Retorno"), (RETORNO, REGIONAL)),
    "a group and a nivel": (("Grupo 1 Nacional", "Grupo 1 - Regional"), (RETORNO, REGIONAL)),
    "two groups": (("Mesa 1 - Retorno nacional", "Mesa 2 - Integración Regional"), (RETORNO, SECOND)),
}


@pytest.mark.parametrize("make", [book, open_book], ids=["xlsx", "ods"])
@pytest.mark.parametrize(("names", "wanted"), SHEETS.values(), ids=SHEETS)
def test_the_name_of_a_sheet_is_a_heading(
    rutaplan: Rutaplan, empty: Path, make: object, names: Sequence[str], wanted: object
) -> None:
    assert callable(make)
    content = make(**{names[0]: [TITLES, ONE], names[1]: [TITLES, OTHER]})
    outcome = sent(rutaplan, empty, f"a.{'xlsx' if make is book else 'ods'}", content)
    assert (outcome.code, tuple(owners(empty).values())) == (0, wanted), outcome.out
    assert f"hoja «{names[0]}»: su nombre vale como encabezado: " in outcome.out


def test_the_group_of_a_sheet_holds_for_what_lies_in_it(rutaplan: Rutaplan, empty: Path) -> None:
    rows = [("Nivel", *TITLES), ("Nacional", *ONE)]
    others = [("Nivel", "Eje", *TITLES), ("Regional", "Integración", *OTHER)]
    people = [("Nombre", "Cargo", "Institución"), ("Eva Sol", "Directora", "OIM")]
    outcome = sent(rutaplan, empty, "a.xlsx", book(Grupo_1=rows, Grupo_2=others, Participantes=people))
    assert outcome.code == 0, outcome.out
    assert [*owners(empty).values()] == [RETORNO, SECOND]
    assert (
        "g2-integracion (hoja «Grupo 2»); 1 participante, solo en su archivo\n    E. S., Directora"
        in outcome.out
    )


def test_a_column_goes_before_the_name_of_the_sheet(rutaplan: Rutaplan, empty: Path) -> None:
    rows = [("Nivel", *TITLES), ("Regional", *ONE), ("", *OTHER)]
    outcome = sent(rutaplan, empty, "a.xlsx", book(Nacional=rows))
    assert owners(empty) == {"Dotar": REGIONAL, "Promover": RETORNO}
    assert (
        "hoja «Nacional», fila 2: la fila dice regional, y el nombre de la hoja nacional: vale la fila"
        in outcome.out
    )


def test_the_name_of_a_sheet_says_nothing_of_the_next(rutaplan: Rutaplan, empty: Path) -> None:
    outcome = sent(rutaplan, empty, "a.xlsx", book(Nacional=[TITLES, ONE], Anexo=[TITLES, OTHER]))
    assert owners(empty) == {"Dotar": RETORNO}
    assert "hoja «Anexo», fila 2: acción nueva sin ubicar: el documento no dice nivel" in outcome.out


def test_an_eje_without_a_group_is_never_given_to_another(rutaplan: Rutaplan, empty: Path) -> None:
    rows = [("Nivel", *TITLES), ("Nacional", *ONE)]
    for name, content in {
        "a.xlsx": book(Retorno=rows, Integración=[rows[0], ("Regional", *OTHER)]),
        "a.docx": word("Retorno", rows, "Integración", [rows[0], ("Regional", *OTHER)]),
    }.items():
        outcome = sent(rutaplan, empty, name, content)
        assert owners(empty) == {"Dotar": RETORNO}
        assert "fila 2: acción nueva sin ubicar: el documento no dice grupo" in outcome.out


@pytest.mark.parametrize("heading", ["Mesa 3 - Igualdad de género", "GRUPO 2", "Grupo No. 4: Otros temas"])
def test_a_group_that_nobody_knows_is_not_the_only_one_of_the_plan(
    rutaplan: Rutaplan, empty: Path, heading: str
) -> None:
    rows = [("Nivel", *TITLES), ("Nacional", *ONE)]
    for name, content in {
        "a.docx": word(heading, rows),
        "a.xlsx": book(**{heading.replace(":", " -"): rows}),
    }.items():
        outcome = sent(rutaplan, empty, name, content)
        assert (outcome.code, owners(empty)) == (1, {})
        assert " no está en el plan, y no se sabe de qué eje es" in outcome.out
        assert "acción nueva sin ubicar: el documento no dice eje ni grupo" in outcome.out


HEADINGS = {
    "one word": ("Nacional", "REGIONAL:"),
    "an eje and a nivel": ("Retorno nacional", "Retorno - Regional"),
    "a group and a nivel": ("Mesa 1 - Nacional", "MESA 1: REGIONAL"),
}


@pytest.mark.parametrize("make", [word, open_text], ids=["docx", "odt"])
@pytest.mark.parametrize("heads", HEADINGS.values(), ids=HEADINGS)
def test_a_short_heading_says_whose_the_table_below_is(
    rutaplan: Rutaplan, empty: Path, make: object, heads: Sequence[str]
) -> None:
    assert callable(make)
    content = make(heads[0], [TITLES, ONE], heads[1], [TITLES, OTHER])
    outcome = sent(rutaplan, empty, f"a.{'docx' if make is word else 'odt'}", content)
    assert (outcome.code, owners(empty)) == (0, {"Dotar": RETORNO, "Promover": REGIONAL}), outcome.out


ANA, LUIS = "Ana López, Directora, OIM", "Luis Paz, Asesor, ACNUR"
PEOPLE = {
    "before the group and after it": ["Participantes:", ANA, "GRUPO 1: RETORNO", LUIS],
    "after it": ["GRUPO 1: RETORNO", "Participantes:", f"- {ANA}", f"- {LUIS}"],
    "a title of their own": ["Lista de participantes", f"1. {ANA}", f"2. {LUIS}", "GRUPO 1"],
    "behind what the form asks": ["GRUPO 1: RETORNO", "Participantes:", f"(Colocar nombre, cargo e institución a la que pertenece) {ANA}", LUIS],
    "on one line": ["GRUPO 1: RETORNO", f"Participantes: {ANA}; {LUIS}"],
}  # fmt: skip


@each_with_each(lines=PEOPLE.values(), kind=["docx", "odt", "txt"])
def test_people_are_read_without_any_table(
    rutaplan: Rutaplan, seed: Path, kind: str, lines: list[str]
) -> None:
    content = {"docx": word, "odt": open_text}[kind](*lines) if kind != "txt" else "\n".join(lines).encode()
    outcome = sent(rutaplan, seed, f"a.{kind}", content)
    assert outcome.code == 0, outcome.out
    assert "Leído como: lista de participantes" in outcome.out
    assert [each.nombre for each in load(seed / "data")[0].grupos[0].miembros] == ["Ana López", "Luis Paz"]
    assert "López" not in outcome.out + outcome.err


def test_people_of_no_group_are_told_and_the_call_may_say_which(rutaplan: Rutaplan, seed: Path) -> None:
    content = f"Participantes:\n{ANA}\n".encode()
    outcome = sent(rutaplan, seed, "a.txt", content)
    assert outcome.code == 1
    assert "el documento: hay participantes, y no dice de qué grupo son; diga cuál con --grupo" in outcome.out
    assert sent(rutaplan, seed, "a.txt", content, "--grupo", "g1-retorno").code == 0
    assert len(load(seed / "data")[0].grupos[0].miembros) == 1


@pytest.mark.parametrize("heading", ["GRUPO 1: RETORNO", "Grupo 1", "GRUPO 1: retorno"])
@pytest.mark.parametrize("known", [True, False])
def test_a_group_that_is_named_again_goes_on(
    rutaplan: Rutaplan, empty: Path, heading: str, *, known: bool
) -> None:
    """Nobody of its first part is lost, nor read twice, where a titled table is repeated on each page."""
    if not known:
        shutil.rmtree(empty / "data" / "grupos")
    titles = ("Nombre", "Cargo", "Institución")
    first = [titles, ("Ana López", "Directora", "OIM"), titles, ("Eva Sol", "Asesora", "OIM")]
    again = [titles, first[1], ("Luis Paz", "Asesor", "ACNUR")]
    rows = [[("Nivel", "Eje", *TITLES), ("Nacional", "Retorno", *each)] for each in (ONE, OTHER)]
    content = word(
        "GRUPO 1: RETORNO", "Participantes:", first, rows[0],
        heading, "Participantes:", again, rows[1], "Ponente: Ana López",
    )  # fmt: skip
    outcome = sent(rutaplan, empty, "a.docx", content)
    assert outcome.code == 0, outcome.out
    (grupo,) = load(empty / "data")[0].grupos
    assert (grupo.id, grupo.nombre, grupo.ponente) == ("g1-retorno", "RETORNO", "Ana López")
    assert [each.nombre for each in grupo.miembros] == ["Ana López", "Eva Sol", "Luis Paz"]
    assert owners(empty) == {"Dotar": RETORNO, "Promover": ("retorno", "nacional", "g1-retorno")}


def test_a_group_that_is_named_again_keeps_its_eje(rutaplan: Rutaplan, empty: Path) -> None:
    rows = [("Nivel", *TITLES), ("Nacional", *ONE)]
    content = word("GRUPO 2: SALUD", "Eje de trabajo: Retorno", rows, "GRUPO 2: SALUD", "Participantes:", ANA)
    outcome = sent(rutaplan, empty, "a.docx", content)
    assert (outcome.code, owners(empty)) == (0, {"Dotar": ("retorno", "nacional", "g2-salud")}), outcome.out
    assert [each.nombre for each in load(empty / "data")[0].grupo_by_id["g2-salud"].miembros] == ["Ana López"]


def test_two_groups_of_one_number_and_two_names_are_two(rutaplan: Rutaplan, empty: Path) -> None:
    shutil.rmtree(empty / "data" / "grupos")
    rows = [[("Nivel", *TITLES), ("Nacional", *each)] for each in (ONE, OTHER)]
    content = word("GRUPO 1: RETORNO", rows[0], "GRUPO 1: INTEGRACIÓN", rows[1])
    outcome = sent(rutaplan, empty, "a.docx", content)
    assert "g1-retorno (" in outcome.out
    assert "g1-integracion (" in outcome.out


def test_a_name_of_a_group_that_cannot_be_written_keeps_nothing_else_out(
    rutaplan: Rutaplan, empty: Path
) -> None:
    shutil.rmtree(empty / "data" / "grupos")
    rows = [("Nivel", "Eje", *TITLES), ("Nacional", "Retorno", *ONE)]
    outcome = sent(rutaplan, empty, "a.docx", word(f"GRUPO 1: RETORNO {'Y MÁS ' * 60}", rows))
    assert (outcome.code, owners(empty)) == (
        1,
        {"Dotar": ("retorno", "nacional", outcome.out.split("Grupos:")[1].split()[0])},
    )
    assert "párrafo 1: g1-retorno-y-mas" in outcome.out
    assert ": su nombre no se lleva: " in outcome.out
    assert load(empty / "data")[0].grupos[0].nombre == "por_definir"


@pytest.mark.parametrize(
    ("line", "taken"),
    [
        ("Ana López", True),
        ("ana lopez, Directora, OIM", True),
        ("Ana López (Organización Internacional para las Migraciones)", True),
        ("Ana López; Luis Paz", False),
        ("Ana López y Luis Paz", False),
        ("Ana López, con Luis Paz", False),
        ("Ana López Díaz", False),
    ],
)
def test_a_speaker_is_one_of_the_group_and_nobody_else(
    rutaplan: Rutaplan, seed: Path, line: str, *, taken: bool
) -> None:
    content = word("GRUPO 1: RETORNO", "Participantes:", ANA, LUIS, f"Ponente: {line}")
    outcome = sent(rutaplan, seed, "a.docx", content)
    assert (outcome.code, load(seed / "data")[0].grupos[0].ponente) == (
        (0, "Ana López") if taken else (1, "por_definir")
    )
    why = "lo escrito junto a «Ponente» se pasa a mano al plan: dice más que el nombre de un participante"
    assert (why in outcome.out) is not taken


def test_names_alone_are_nobody(rutaplan: Rutaplan, seed: Path) -> None:
    outcome = sent(
        rutaplan, seed, "a.docx", word("GRUPO 1: RETORNO", "Participantes:", "Ana López", "Luis Paz")
    )
    assert outcome.code == 2
    assert "López" not in outcome.out + outcome.err


def test_an_action_that_is_refused_leaves_no_hole_in_the_numbers(rutaplan: Rutaplan, empty: Path) -> None:
    short = ("Leyes.", "6", "OIM")
    rows = [
        ("Nivel", *TITLES),
        ("Nacional", *short),
        ("Nacional", *ONE),
        ("Nacional", *short[:1]),
        ("Regional", *OTHER),
    ]
    outcome = sent(rutaplan, empty, "a.xlsx", book(Hoja=rows))
    assert outcome.code == 1
    assert {each.id: each.texto for each in load(empty / "data")[0].acciones} == {
        "RET-N-01": ONE[0],
        "RET-R-01": OTHER[0],
    }
    assert "hoja «Hoja», fila 2: acción nueva: " in outcome.out
    assert "hoja «Hoja», fila 4: repite la acción nueva de hoja «Hoja», fila 2, más arriba" in outcome.out


NO_RETURN = (
    "vuelven matriz, consolidada, pendientes, formulario, seguimiento y directorio, en docx, xlsx o csv."
)


@pytest.mark.parametrize("name", ["plenaria", "institucion", "pais"])
def test_a_paper_that_does_not_come_back_says_which_do(rutaplan: Rutaplan, seed: Path, name: str) -> None:
    for plan in (read(EJEMPLO), read(SEED)):
        content = next(iter(made(plan, name, "docx").values()))
        outcome = sent(rutaplan, seed, "a.docx", content)
        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err.endswith(f": El papel «{name}» de rutaplan no vuelve al plan: {NO_RETURN}\n")


@pytest.mark.parametrize("name", ["sitio.html", "cronograma.pdf", "plenaria.md"])
def test_a_format_that_nobody_fills_in_says_which_papers_come_back(
    rutaplan: Rutaplan, seed: Path, name: str
) -> None:
    outcome = sent(rutaplan, seed, name, b"<!DOCTYPE html>")
    assert outcome.code == 2
    assert outcome.err.endswith(f"De los papeles de rutaplan {NO_RETURN}\n")
