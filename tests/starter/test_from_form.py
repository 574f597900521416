"""init --desde: a form says what its workshop is, and what it does not say for certain is left to decide."""

import io
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from helpers.calls import SEED, Rutaplan
from helpers.forms import TEXTO, Forma, blank, save
from hypothesis import given, settings
from hypothesis import strategies as st

from rutaplan.edit import EditError
from rutaplan.importers.opening import read_document
from rutaplan.importers.recognisers.outline import Outline, nivel_named, read_outline
from rutaplan.importers.recognisers.workshop import minutes_to_speak
from rutaplan.load import load
from rutaplan.model import Taller

SALUD = Path(__file__).parent / "salud"


def begun(rutaplan: Rutaplan, folder: Path, form: Path, *options: str) -> str:
    done = rutaplan("init", "t", "--desde", str(form), *options, "--si", cwd=folder)
    assert done.code == 0, done.err
    assert rutaplan("validate", "--formato", "json", cwd=folder / "t").code == 0
    assert rutaplan("fmt", "--revisar", cwd=folder / "t").code == 0
    return done.out


def taller_of(folder: Path) -> Taller:
    return load(folder / "t" / "data")[0].taller


def test_the_real_form_gives_the_owners_workshop_and_ids(tmp_path: Path, rutaplan: Rutaplan) -> None:
    assert "No se lleva al plan" not in begun(rutaplan, tmp_path, TEXTO)
    own, seed = taller_of(tmp_path), load(SEED)[0]
    for campo in ("titulo", "objetivo", "dinamica", "niveles", "plenaria", "ciudad", "fecha_fin"):
        assert getattr(own, campo) == getattr(seed.taller, campo)
    assert own.ejes == seed.taller.ejes[:1]
    assert own.documento_origen == TEXTO.name
    assert not (tmp_path / "t" / "data" / "acciones").exists()
    assert rutaplan("import", str(TEXTO), "--si", cwd=tmp_path / "t").code == 0
    plan = load(tmp_path / "t" / "data")[0]
    assert [(each.id, each.texto, each.grupo) for each in plan.acciones] == [
        (each.id, each.texto, each.grupo) for each in seed.acciones
    ]


def test_the_form_in_word_gives_the_same(tmp_path: Path, rutaplan: Rutaplan) -> None:
    begun(rutaplan, tmp_path, save(tmp_path / "f.docx", Forma(separadas=True, nacionales=[], regionales=[])))
    own, seed = taller_of(tmp_path), load(SEED)[0].taller
    assert (own.titulo, own.objetivo, own.ejes) == (seed.titulo, seed.objetivo, seed.ejes[:1])
    assert [each.encabezado for each in own.niveles] == [each.encabezado for each in seed.niveles]
    assert own.niveles[0].columnas == seed.niveles[0].columnas


@pytest.mark.parametrize("name", ["formulario.docx", "formulario.odt", "formulario-lleno.docx"])
def test_a_form_of_another_theme_and_other_words(tmp_path: Path, rutaplan: Rutaplan, name: str) -> None:
    out = begun(rutaplan, tmp_path, SALUD / name)
    taller, plan = taller_of(tmp_path), load(tmp_path / "t" / "data")[0]
    assert [(each.sigla, each.nombre, each.encabezado) for each in taller.ejes] == [
        ("PRE", "Prevención del suicidio", "Eje 1. Prevención del suicidio en adolescentes"),
        ("ATE", "Atención primaria", "Eje 2. Atención primaria en salud mental"),
    ]
    assert [(each.sigla, each.nombre) for each in taller.niveles] == [
        ("I", "Individual"), ("C", "Comunitario"), ("E", "Estructural"),
    ]  # fmt: skip
    for nivel in taller.niveles:
        assert nivel.columnas
        assert nivel.columnas.instituciones == "Instituciones responsables"
    assert [(each.numero, each.nombre, each.eje) for each in plan.grupos] == [
        (1, "Prevención del suicidio", "prevencion_del_suicidio"),
        (2, "Atención primaria", "atencion_primaria"),
    ]
    assert (taller.plenaria.minutos, taller.ciudad, taller.pais) == (7, "San Pedro Sula", "HN")
    assert (str(taller.fecha_inicio), str(taller.fecha_fin)) == ("2026-10-14", "2026-10-15")
    assert taller.titulo == "por_definir", "of two lines at the top, neither is surely the title"
    assert out.count("puede ser el título del taller") == 2
    assert "Gracias por su trabajo." in out, "what is not taken is told"
    assert "Inventada" not in out, "and a person never is"
    assert all(grupo.participantes == "por_definir" for grupo in plan.grupos)
    assert not plan.catalogos.pmm


def test_from_the_form_to_paper_in_four_orders(tmp_path: Path, rutaplan: Rutaplan) -> None:
    for name in ("formulario.docx", "formulario-lleno.docx"):
        shutil.copy(SALUD / name, tmp_path)
    folder = tmp_path / "salud"
    orders: list[tuple[Path, Sequence[str]]] = [
        (
            tmp_path,
            ("init", "salud", "--desde", "formulario.docx", "--titulo", "Plan de salud mental", "--si"),
        ),
        (folder, ("import", "../formulario-lleno.docx", "--instituciones-nuevas", "Honduras", "--si")),
        (folder, ("validate", "--falla", "aviso")),
        (folder, ("render", "matriz", "plenaria", "--formato", "html")),
    ]
    codes = [rutaplan(*order, cwd=where).code for where, order in orders]
    assert codes == [0, 1, 0, 0], "the letterhead of the form is told by import"
    plan = load(folder / "data")[0]
    assert len(plan.acciones) == 7
    for accion in plan.acciones:
        assert accion.id.endswith(("-01", "-02"))
        assert isinstance(accion.plazo_meses, int)
        assert "por_definir" not in accion.instituciones
    pages = [page.read_text(encoding="utf-8") for page in (folder / "salida").glob("*.html")]
    assert len(pages) == 3
    for page in pages:
        assert "Plan de salud mental" in page
        assert "Ana Inventada" not in page
        for word in ("migra", "retorno", "crm"):
            assert word not in page.lower()


def table(*rows: Sequence[str]) -> bytes:
    """A Word file of lines and tables; a cell that says what its left neighbour says is merged with it."""
    paper = blank()
    made = None
    for row in rows:
        if len(row) == 1:
            paper.add_paragraph(row[0])
            made = None
            continue
        made = made or paper.add_table(0, len(row))
        cells = made.add_row().cells
        for at, text in enumerate(row):
            if at and text and text == row[at - 1]:
                cells[at - 1].merge(cells[at])
            else:
                cells[at].text = text
    content = io.BytesIO()
    paper.save(content)
    return content.getvalue()


def outline(*rows: Sequence[str]) -> Outline:
    return read_outline(read_document(table(*rows), "docx"))


ACCIONES = ("Acción", "Plazo")
FORMS: dict[str, tuple[Callable[[], Outline], list[str], list[str], list[tuple[int, str, str]]]] = {
    "headings without the word": (
        lambda: outline(("Grupo 3: AGUA",), ("", "La casa", "La casa", "La calle", "La calle"), ("Eje", *ACCIONES, *ACCIONES),
                        ("Agua y saneamiento", "", "", "", "")),
        ["Agua"], ["La casa", "La calle"], [(3, "AGUA", "Agua")],
    ),
    "the eje before its group": (
        lambda: outline(("Eje de trabajo: Agua",), ("Grupo 3: LOS DEL SUR",), ("A nivel local", "A nivel local"), ACCIONES),
        ["Agua"], ["Local"], [(3, "LOS DEL SUR", "Agua")],
    ),
    "a table under each heading": (
        lambda: outline(("Eje 1: Agua",), ("Nivel familiar",), ACCIONES, ("Ámbito municipal",), ACCIONES),
        ["Agua"], ["Familiar", "Municipal"], [],
    ),
    "columns that say eje and nivel": (
        lambda: outline(("Eje", "Nivel", *ACCIONES), ("Salud", "Individual", "Vacunar a todos.", "3"), ("Agua", "Social", "", "")),
        ["Salud", "Agua"], ["Individual", "Social"], [],
    ),
    "titles that say the nivel": (
        lambda: outline(("MESA 2: SALUD",), ("Eje", "Acciones a nivel individual", "Plazo", "Acciones a nivel estructural", "Plazo")),
        ["Salud"], ["Individual", "Estructural"], [(2, "SALUD", "Salud")],
    ),
    "the eje over the titles, and a blank under it": (
        lambda: outline(("Eje", "Nivel uno", "Nivel uno", "Nivel dos", "Nivel dos"), ("", *ACCIONES, *ACCIONES), ("Agua", "", "", "", "")),
        ["Agua"], ["Uno", "Dos"], [],
    ),
    "a group of two ejes is of neither": (
        lambda: outline(("MESA 1: NORTE",), ("Eje", "Nivel uno", "Nivel uno", "Nivel dos", "Nivel dos"), ("", *ACCIONES, *ACCIONES),
                        ("Agua", "", "", "", ""), ("Salud", "", "", "", "")),
        ["Agua", "Salud"], ["Uno", "Dos"], [],
    ),
    "lines to fill in are no answer": (
        lambda: outline(("GRUPO ___: ______",), ("Eje de trabajo: ________",), ("", "Nivel uno", "Nivel uno"), ("Eje", *ACCIONES), ("____", "", "")),
        [], ["Uno"], [],
    ),
    "a title over the table is no nivel": (
        lambda: outline(("Matriz de acciones", "Matriz de acciones"), ACCIONES, ("Vacunar a todos.", "3")),
        [], [], [],
    ),
    "titles that name no actions but by the nivel": (
        lambda: outline(("Eje de Trabajo: Agua", "", ""), ("Plazo", "Acciones a nivel local", "Instituciones"), ("6", "", "OIM")), ["Agua"], ["Local"], [],
    ),
    "titles under a row of nothing": (lambda: outline(("", "x"), ("Acciones a nivel local", "Plazo")), [], ["Local"], []),
    "nothing": (lambda: outline(("Hola a todas.",)), [], [], []),
}  # fmt: skip


def test_groups_among_more_ejes_than_a_form_has_are_none() -> None:
    rows = [
        f"GRUPO {at % 90}: Nombre {at}\nEje de trabajo: Nombre {at} y más\nAcción,Plazo" for at in range(600)
    ]
    found = read_outline(read_document("\n".join(rows).encode(), "csv"))
    assert (len(found.ejes), found.grupos) == (600, ())


@pytest.mark.parametrize("name", FORMS)
def test_the_shapes_of_a_form(name: str) -> None:
    read, ejes, niveles, grupos = FORMS[name]
    found = read()
    assert [each.nombre for each in found.ejes] == ejes
    assert [each.nombre for each in found.niveles] == niveles
    assert [(numero, nombre, eje.nombre) for numero, nombre, eje in found.grupos] == grupos


DOS = ("Abrir pozos en cada barrio.", "6")
WHOLE: dict[str, tuple[list[Sequence[str]], list[str]]] = {
    "the eje over the titles": (
        [("Eje", "Nivel uno", "Nivel uno", "Nivel dos", "Nivel dos"), ("", *ACCIONES, *ACCIONES), ("Agua", *DOS, "Limpiar el río.", "3"),
         ("Suelo", "Sembrar árboles en la plaza.", "2", "", "")],
        ["AGU-D-01", "AGU-U-01", "SUE-U-01"],
    ),
    "columns that say eje and nivel": (
        [("Eje", "Nivel", *ACCIONES), ("Salud", "Uno", *DOS), ("Agua", "Dos", "Limpiar el río.", "3")], ["AGU-D-01", "SAL-U-01"],
    ),
    "a numbered eje, and a table under each heading": (
        [("Eje 1: Agua",), ("Nivel familiar",), ACCIONES, DOS, ("Ámbito municipal",), ACCIONES, ("Limpiar el río.", "3")],
        ["AGU-F-01", "AGU-M-01"],
    ),
    "titles that say the nivel": (
        [("MESA 2: SALUD",), ("Eje", "Acciones a nivel individual", "Plazo", "Acciones a nivel estructural", "Plazo"), ("Salud", *DOS, "", "")],
        ["SAL-I-01"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
def test_what_begins_with_a_form_takes_its_actions(tmp_path: Path, rutaplan: Rutaplan, name: str) -> None:
    rows, idents = WHOLE[name]
    (tmp_path / "f.docx").write_bytes(table(*rows))
    begun(rutaplan, tmp_path, tmp_path / "f.docx")
    done = rutaplan("import", "../f.docx", "--si", cwd=tmp_path / "t")
    assert (done.code, "No se lleva" in done.out) == (0, False), done.out + done.err
    assert sorted(load(tmp_path / "t" / "data")[0].accion_by_id) == idents


def test_a_form_of_thousands_of_ejes_is_none(tmp_path: Path, rutaplan: Rutaplan) -> None:
    rows = "".join(f"Eje {chr(97 + at % 26)}{at},uno,Abrir pozos en cada barrio.\n" for at in range(3000))
    (tmp_path / "a.csv").write_text(f"eje,nivel,acción\n{rows}", encoding="utf-8")
    done = rutaplan("init", "t", "--desde", "a.csv", "--si", cwd=tmp_path)
    assert (done.code, "son demasiados para un taller" in done.err) == (2, True)


NIVELES = {
    "A implementar a Nivel Nacional": "Nacional",
    "NIVEL INDIVIDUAL": "Individual",
    "Acciones en el ámbito comunitario": "Comunitario",
    "En las personas (nivel individual)": "Individual",
    "Nivel estructural:": "Estructural",
    "Nivel": "",
    "Comunitario": "",
    "Elaborar una posible ruta de acciones a nivel nacional para avanzar": "",
}


@pytest.mark.parametrize("text", NIVELES)
def test_a_heading_that_says_its_nivel(text: str) -> None:
    assert nivel_named(text) == NIVELES[text]


MINUTES = {
    "Cada mesa expone en la plenaria, en un máximo de siete (7) minutos.": [7],
    "Presentarán durante 10 min.": [10],
    "Tienen 45 minutos para llenar la hoja.": [],
    "Llenan la hoja en 45 minutos; presentan en 5 minutos.": [5],
    "Expondrán de 5 minutos a 8 minutos.": [5, 8],
    "Presentan en 90 minutos.": [],
    "Presentan pronto.": [],
}


@pytest.mark.parametrize("text", MINUTES)
def test_the_minutes_of_the_plenary_are_those_said_of_speaking(text: str) -> None:
    assert minutes_to_speak(text) == MINUTES[text]


def test_what_the_call_says_wins(tmp_path: Path, rutaplan: Rutaplan) -> None:
    options = ("--titulo", "El mío", "--objetivo", "Otro.", "--minutos", "9", "--ciudad", "Choloma")
    more = ("--eje", "prevención del suicidio=SUI", "--eje", "Duelo", "--nivel", "Individual=IN")
    out = begun(rutaplan, tmp_path, SALUD / "formulario.docx", *options, *more)
    taller = taller_of(tmp_path)
    assert (taller.titulo, taller.objetivo, taller.plenaria.minutos) == ("El mío", "Otro.", 9)
    assert (taller.ciudad, taller.pais) == ("Choloma", "HN")
    assert [each.sigla for each in taller.ejes] == ["SUI", "ATE", "DUE"]
    assert [each.sigla for each in taller.niveles] == ["IN", "C", "E"]
    assert [each.numero for each in load(tmp_path / "t" / "data")[0].grupos] == [1, 2, 3]
    assert "queda por_definir:\n  organiza\n" in out


@pytest.mark.parametrize(
    ("rows", "options", "reason"),
    [
        ([("Hola.",)], (), "ningún eje: agregue --eje NOMBRE"),
        ([("Hola.",), ACCIONES], ("--eje", "Agua"), "ningún nivel: agregue --nivel NOMBRE"),
        ([("Hola.",)], ("--eje", "Agua", "--nivel", "Local"), "No se reconoce"),
        ([("Eje: 2027",), ("Nivel uno",), ACCIONES], (), "«2027» no sirve de nombre de un eje"),
        ([("Eje: Agua",), ("Nivel uno",), ACCIONES], ("--eje", "Agua=AGUAS"), "no sirve de sigla"),
    ],
)  # fmt: skip
def test_what_is_not_certain_is_asked_for_and_nothing_is_written(
    tmp_path: Path, rutaplan: Rutaplan, rows: list[Sequence[str]], options: Sequence[str], reason: str
) -> None:
    (tmp_path / "f.docx").write_bytes(table(*rows))
    done = rutaplan("init", "t", "--desde", "f.docx", *options, "--si", cwd=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert reason in done.err.replace("\n", " ")
    assert not (tmp_path / "t").exists()


def test_it_is_shown_and_asked_and_only_an_empty_folder_takes_it(tmp_path: Path, rutaplan: Rutaplan) -> None:
    order = ("init", "t", "--desde", str(SALUD / "formulario.docx"))
    assert "agregue --si" in rutaplan(*order, cwd=tmp_path).err
    assert list(tmp_path.iterdir()) == []
    done = rutaplan(*order, "--simular", cwd=tmp_path)
    assert (done.code, list(tmp_path.iterdir())) == (0, [])
    assert "PRE  Prevención del suicidio: «Eje 1." in done.out
    assert "No existe" in rutaplan("init", "t", "--desde", "nada.docx", "--si", cwd=tmp_path).err
    shutil.copy(SALUD / "formulario-lleno.docx", tmp_path)
    done = rutaplan("init", "s", "--desde", "formulario-lleno.docx", "--si", cwd=tmp_path)
    assert (
        "7 acciones siguen en el papel: dentro de s, «rutaplan import ../formulario-lleno.docx»" in done.err
    )
    assert "«import».\n" in done.out, "what is not taken yet is not lost"
    assert "queda por_definir en su archivo" not in done.out, "nobody is in a file yet"
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "mío.txt").touch()
    assert "no está vacía" in rutaplan(*order, "--si", cwd=tmp_path).err


ODD = st.text(st.sampled_from("aéñÑ =:#-_«»\"'{}[]\u202e\u200b0I.(\n"), max_size=12)


@settings(max_examples=15)
@given(ODD, ODD, ODD, ODD)
def test_whatever_a_form_says_it_begins_a_plan_or_says_why_not(
    eje: str, uno: str, dos: str, grupo: str
) -> None:
    from rutaplan.cli import NoPlan
    from rutaplan.cli.founding import found
    from rutaplan.importers.pieces import Document as Paper
    from rutaplan.importers.pieces import cell_of, table_of
    from rutaplan.starter import NewTaller

    def cells(*texts: str) -> tuple[object, ...]:
        return tuple(cell_of(text, "aquí") for text in texts)

    rows = [cells("", uno, "", dos, ""), cells("Eje", *ACCIONES, *ACCIONES), cells(eje, "", "", "", "")]
    paper = Paper("documento de Word", (cell_of(f"Grupo 1: {grupo}", "allí"), table_of(rows, "tabla")))  # type: ignore[arg-type]
    try:
        done = found(Path("/nada/data"), Path("f.docx"), paper, NewTaller())
    except (EditError, NoPlan):
        return
    assert {"data/taller.yaml", "data/instituciones.yaml"} <= {*done.hojas}
