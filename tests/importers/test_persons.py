"""Who is named in what import tells: shown by initials, whoever it is; and what names nobody, whole."""

from pathlib import Path

import pytest
from helpers.calls import Rutaplan
from helpers.reach import each_with_each
from openpyxl import Workbook
from openpyxl.comments import Comment
from test_kinds import HEAD, csv_form, sent, word, written

from rutaplan.importers.meanings.persons import is_person, may_be_name, veiled

ACTION = "Revisar los marcos jurídicos."
FORM = ("GRUPO 1: RETORNO", [*HEAD, ["Retorno", ACTION, "6", "OIM"]])
SURE, RARE = (
    "Ana López Zelaya",
    "Xulia Tzibik",
)  # whose name tells it, and who is known by what stands before it


@pytest.mark.parametrize(
    "line",
    [
        "Delegado de Honduras: {}", "Lic. {}", "Atentamente, {}", "Elaborado por: {}", "Elaborado por {}", "Revisó: {}", "Vo. Bo. {}", "V°B°: {}", "Contacto: {}",
        "Firma: {}", "Firma y sello: {}", "____________ {}", "f. ______ {}", "(f) {}", "Nombre del delegado: {}", "Representante de la SRE: {}", "Atte. {}, Asesora",
        "Dra. {}, Directora de Migración", "Por los delegados de Honduras: Ing. {}", "Enlace en la cancillería: {}", "cc. {}", "Hoja llenada por: {}",
    ],
)  # fmt: skip
def test_who_is_led_by_a_title_or_a_label_is_not_shown(empty: Path, rutaplan: Rutaplan, line: str) -> None:
    for name in (SURE, RARE):
        outcome = sent(rutaplan, empty, "a.docx", word(*FORM, line.format(name)))
        told = outcome.out.partition("No se lleva al plan")[2]
        assert not {*name.split()} & {*told.replace(",", " ").split()}, told
        assert "párrafo 2: " in told
        assert name.split()[-1] not in (empty / "data" / "taller.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Dudas: ana@gmail.com o 9988-7766", "«Dudas: (un correo electrónico) o (un teléfono)»"),
        ("Coordina Juan Carlos Mejía", "«Coordina J. C. M.»"),
        ("PÉREZ LÓPEZ, Juan", "«P. L. J.»"),
        ("Se agradece a María del Carmen y a Luis Paz.", "«Se agradece a M. d. C. y a L. P..»"),
        ("Ana López, Directora de la DGM", "«A. L., Directora de la DGM»"),
    ],
)
def test_of_a_line_only_who_is_named_is_not_shown(
    empty: Path, rutaplan: Rutaplan, line: str, shown: str
) -> None:
    assert f"párrafo 2: no se lee: {shown}" in sent(rutaplan, empty, "a.docx", word(*FORM, line)).out


@pytest.mark.parametrize(
    "line",
    [
        f"{RARE}, OIM", f"{RARE} (SRE)", f"{RARE} – Directora de Migración", f"- {RARE}, Ministerio de Salud", f"Suplente: {RARE}", f"Técnico a cargo: {RARE}",
        f"Asistieron: {RARE}",
    ],
)  # fmt: skip
def test_whose_post_or_body_stands_behind_is_not_shown(empty: Path, rutaplan: Rutaplan, line: str) -> None:
    outcome = sent(rutaplan, empty, "a.docx", word(*FORM, line))
    assert (outcome.code, "Tzibik" in outcome.out) == (1, False), outcome.out


@pytest.mark.parametrize(
    "line",
    [
        "Nota: el Plan Estratégico Regional sigue vigente.", "Reunión en San José, Costa Rica", "La Universidad José Cecilio del Valle aporta un aula.", "San Pedro Sula",
        "Delegados de Honduras y Guatemala: acordaron revisar el texto", "Presentado por: la Comisión de Redacción", "Véase el Decreto 1234-2019 y la Ley de Migración.",
        "RETORNO VOLUNTARIO ASISTIDO", "Elaborado en el Salón Los Próceres", "Sra. Ministra:", "Enlace: crear uno en cada consulado", "Hay 12500000 lempiras", "En Francisco Morazán", "Costa Rica, OIM", "Puerto Cortés (DGM)", "Casa Alianza: sigue", "Mesas Técnicas, CRM",
    ],
)  # fmt: skip
def test_a_line_that_names_nobody_is_told_whole(empty: Path, rutaplan: Rutaplan, line: str) -> None:
    outcome = sent(rutaplan, empty, "a.docx", word(*FORM, "Fin de la tabla.", line))
    assert f"«{line}»" in outcome.out or "1 línea con" in outcome.out, outcome.out
    assert veiled(line) == line


@each_with_each(
    text=["Difundir el Protocolo Juan Pérez.", "Enlace: crear uno en cada consulado.", "Rosa Parks: leerla en la escuela de Ana Paz", "Contacto con Ana López Mejía"],
    alone=[True, False],
)  # fmt: skip
def test_an_action_is_never_hidden(empty: Path, rutaplan: Rutaplan, text: str, *, alone: bool) -> None:
    row = f",{text},," if alone else f",{text},6,OIM"
    outcome = sent(rutaplan, empty, "a.csv", csv_form(f"Retorno,{ACTION},6,OIM", row))
    assert (outcome.code, f"«{text}»" in outcome.out.partition("Nuevas:")[2]) == (0, True), outcome.out
    assert [each[0] for each in written(empty).values()] == [ACTION, text]


@pytest.mark.parametrize(
    "row",
    [
        f",Lic. {RARE},,", f",{SURE},,", f",Delegado de Honduras: {RARE},,", f"Elaboró,{SURE},,", f",____________ {RARE},,", f',"{SURE}, Directora",,',
        f",Elaborado por {RARE},,", f",Por la SRE: {SURE},,",
    ],
)  # fmt: skip
def test_who_signs_in_the_table_is_no_action(empty: Path, rutaplan: Rutaplan, row: str) -> None:
    outcome = sent(rutaplan, empty, "a.csv", csv_form(f"Retorno,{ACTION},6,OIM", row))
    assert (outcome.code, [*written(empty)]) == (1, ["RET-N-01"]), outcome.out
    assert not {"López", "Tzibik"} & {*outcome.out.replace(",", " ").split()}, outcome.out
    assert "fila 5" in outcome.out


@pytest.mark.parametrize(
    ("name", "shown"),
    [(SURE, "A. L. Z."), (RARE, "X. T."), ("Lic. Xulia Tzibik", "X. T."), ("Visión Mundial", "Visión Mundial"), ("Médicos del Mundo", "Médicos del Mundo")],
)  # fmt: skip
def test_who_stands_where_a_body_goes_is_not_shown(
    empty: Path, rutaplan: Rutaplan, name: str, shown: str
) -> None:
    text = f"Eje,Grupo,Nivel,Acción,Responsable\nRetorno,Grupo 1,Nacional,{ACTION},{name}\n"
    outcome = sent(rutaplan, empty, "a.csv", text, "--instituciones-nuevas", "Honduras")
    assert outcome.code == 1
    assert f"{shown}» no está en instituciones.yaml" in outcome.out
    assert ("Tzibik" in outcome.out + outcome.err, "López" in outcome.out + outcome.err) == (False, False)


@each_with_each(signed=["_" * 20, "__________  /  __________"], apart=[True, False])
def test_who_signs_under_a_line_is_not_shown(
    empty: Path, rutaplan: Rutaplan, signed: str, *, apart: bool
) -> None:
    lines = [signed, RARE, "Directora General"]
    below = lines if apart else [[[each, each.replace("Xulia", "Nikte")] for each in lines]]
    outcome = sent(rutaplan, empty, "a.docx", word(*FORM, *below))
    assert ("Tzibik" in outcome.out, "X. T." in outcome.out, "«Directora General»" in outcome.out) == (
        False,
        True,
        True,
    ), outcome.out
    rows = csv_form(f"Retorno,{ACTION},6,OIM", *(f",{each},," for each in lines))
    inside = sent(rutaplan, empty, "c.csv", rows)
    assert ("Tzibik" in inside.out, "1 línea con el nombre de una persona" in inside.out) == (False, True), (
        inside.out
    )
    after = sent(rutaplan, empty, "b.docx", word(*FORM, signed, "Nota: sigue vigente"))
    assert "«Nota: sigue vigente»" in after.out


def test_who_stands_in_a_table_of_people_that_nobody_knows_is_not_shown(
    empty: Path, rutaplan: Rutaplan
) -> None:
    table = [["No.", "Delegado", "País"], ["1", RARE, "Guatemala"], ["2", SURE, "Costa Rica"]]
    outcome = sent(rutaplan, empty, "a.docx", word(*FORM, "Asistencia", table))
    assert not {"López", "Tzibik"} & {*outcome.out.replace("»", " ").split()}, outcome.out
    assert all(f"«{each}»" in outcome.out for each in ("Guatemala", "Costa Rica", "Delegado", "X. T."))


@pytest.mark.parametrize("title", ["Objetivo: ", "", "Dinámica: "])
def test_a_line_with_a_name_is_no_text_of_the_workshop(empty: Path, rutaplan: Rutaplan, title: str) -> None:
    taller = empty / "data" / "taller.yaml"
    taller.write_text(taller.read_text("utf-8").replace("titulo:", "titulo: por_definir  #"), "utf-8")
    outcome = sent(rutaplan, empty, "a.docx", word(f"{title}Lo que diga la licenciada {RARE}", *FORM))
    assert ("Tzibik" in outcome.out + taller.read_text("utf-8"), "X. T." in outcome.out) == (False, True)


def test_who_is_named_around_the_cells_is_not_shown(empty: Path, rutaplan: Rutaplan) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["Grupo", "Nivel", "Acción", f"Lic. {RARE}"], ["Grupo 1: Retorno", "Nacional", ACTION, SURE]):
        sheet.append(row)
    sheet["C2"].comment = Comment(f"Revisó: {RARE}", SURE)
    sheet.oddHeader.left.text = f"Elaboró {SURE}"
    hidden = book.create_sheet(f"Lic. {RARE}")
    hidden.append([f"Delegada de Honduras: {RARE}"])
    hidden.sheet_state = "hidden"
    book.save(empty / "b.xlsx")
    outcome = sent(rutaplan, empty, "a.xlsx", (empty / "b.xlsx").read_bytes())
    assert not {"López", "Tzibik"} & {*outcome.out.replace("»", " ").split()}, outcome.out
    assert outcome.out.count("X. T.") + outcome.out.count("A. L. Z.") >= 4


def test_a_body_that_is_new_may_be_added_and_somebody_is_none(empty: Path, rutaplan: Rutaplan) -> None:
    text = csv_form(
        f'Retorno,{ACTION},6,"Instituto Hondureño de la Niñez, Ana López Mejía, Fundación Juan Pérez"'
    )
    outcome = sent(rutaplan, empty, "a.csv", text, "--simular")
    assert (
        "Nombra 2 instituciones que el plan no tiene: Instituto Hondureño de la Niñez; Fundación Juan Pérez"
        in outcome.err
    )


def test_what_makes_a_name_is_what_the_region_knows() -> None:
    assert all(map(is_person, ("Juan Pérez", "MSc. Wendy Discua", "J. Pérez López", "juan pérez")))
    assert not any(map(is_person, ("Juan Pérez coordinará la mesa", "Casa Alianza", "Director General", "")))
    assert [*map(may_be_name, (RARE, "Casa Alianza Regional", "OIM", "Instituto Xulia Tzibik"))] == [
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    "word", ["Niñez", "Vejez", "Validez", "Rapidez", "Madurez", "Juez", "Diez", "Escasez"]
)
def test_a_word_that_ends_as_a_surname_does_is_none(word: str) -> None:
    assert veiled(f"Semana de la {word}") == f"Semana de la {word}"
    assert veiled(f"Grupo {word}, nivel nacional") == f"Grupo {word}, nivel nacional"
    assert "Ramírez" not in veiled("Lo dijo Elena Ramírez")
