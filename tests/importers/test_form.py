"""The workshop's form gives the plan, whatever its shape, and says what nobody could place."""

import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document
from helpers.calls import SEED, Rutaplan, program
from helpers.forms import EJE, PERSONAS, PNG, TEXTO, Forma, save, textos
from helpers.papers import read

from rutaplan.load import load
from rutaplan.model import Accion

CAMPOS = ("id", "eje", "nivel", "grupo", "texto", "plazo_meses", "instituciones")


def written(folder: Path) -> list[Accion]:
    plan, diagnostics = load(folder / "data")
    assert not diagnostics
    return list(plan.acciones)


def main_fields(acciones: list[Accion]) -> list[list[object]]:
    return [[getattr(each, campo) for campo in CAMPOS] for each in acciones]


def the_seed() -> list[list[object]]:
    return main_fields(list(read(SEED).acciones))


def taken(rutaplan: Rutaplan, folder: Path, path: Path, *options: str, code: int = 0) -> str:
    outcome = rutaplan("import", str(path), "--si", *options, cwd=folder)
    assert outcome.code == code, outcome.out + outcome.err
    return outcome.out


def test_the_text_gives_the_seed(empty: Path, rutaplan: Rutaplan) -> None:
    out = taken(rutaplan, empty, TEXTO)
    assert "formulario del taller (texto)" in out
    assert "RET-R-13, g1-retorno (línea 93)\n    «Promover el intercambio de pasantías.»" in out
    assert main_fields(written(empty)) == the_seed()
    assert (empty / "data/grupos/g1-retorno.yaml").read_bytes() == (
        SEED / "grupos/g1-retorno.yaml"
    ).read_bytes()
    assert "33 acciones · 0 errores" in rutaplan("validate", cwd=empty).out


def test_a_form_that_is_in_the_plan_changes_nothing(seed: Path, rutaplan: Rutaplan) -> None:
    assert "0 nuevas · 0 cambiadas · 33 iguales" in taken(rutaplan, seed, TEXTO)
    shutil.rmtree(seed / "data" / "acciones" / "retorno")
    taken(rutaplan, seed, TEXTO)
    assert main_fields(written(seed)) == the_seed()


SHAPES = {
    "as it was": Forma(),
    "all of it in one table": Forma(en_la_tabla=True),
    "one action a row": Forma(por_fila=True),
    "plazo and institutions in columns of their own": Forma(por_fila=True, separadas=True),
    "bullets of Word": Forma(estilo="List Bullet"),
    "numbers of Word": Forma(estilo="List Number"),
    "typed bullets": Forma(prefijo="• "),
    "typed numbers": Forma(prefijo="{}. "),
    "typed numbers with brackets": Forma(prefijo="{}) ", por_fila=False),
    "the group in capitals and without a colon": Forma(grupo="Grupo N.º 1 - RETORNO"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_gives_the_seed(empty: Path, tmp_path: Path, rutaplan: Rutaplan, shape: str) -> None:
    out = taken(rutaplan, empty, save(tmp_path / "formulario.docx", SHAPES[shape]))
    assert "0 sin llevar" in out
    assert main_fields(written(empty)) == the_seed()


@pytest.mark.programas
def test_the_form_that_libreoffice_saved(empty: Path, tmp_path: Path, rutaplan: Rutaplan) -> None:
    path = save(tmp_path / "formulario.docx", Forma(estilo="List Number", participantes=PERSONAS))
    call = [program("soffice"), f"-env:UserInstallation={(tmp_path / 'perfil').as_uri()}", "--headless"]
    for kind in ("odt", "docx"):
        source = path if kind == "odt" else tmp_path / "otra" / "formulario.odt"
        folder = tmp_path / "otra"
        subprocess.run(
            [*call, "--convert-to", kind, "--outdir", str(folder), str(source)],
            check=True,
            capture_output=True,
        )
    out = taken(rutaplan, empty, tmp_path / "otra" / "formulario.docx", code=1)
    assert "la institución de un participante no se conoce con certeza" in out
    assert "33 nuevas" in out
    assert main_fields(written(empty)) == the_seed()


@pytest.mark.parametrize(
    "forma",
    [
        Forma(por_fila=True, plazos={0: "6", 3: "año y medio"}, instituciones={0: "INM (Honduras); OIM", 4: "ACNUR"}),
        Forma(
            por_fila=True, separadas=True, plazos={0: "6 meses", 3: "18"},
            instituciones={0: "INM Honduras y OIM", 4: "ACNUR"},
        ),
        Forma(
            prefijo="{}. ", separadas=True, numerados=True, plazos={0: "6 meses", 3: "18"},
            instituciones={0: "INM Honduras y OIM", 4: "ACNUR"},
        ),
    ],
    ids=["one cell a row", "two cells a row", "the same numbers"],
)  # fmt: skip
def test_what_the_form_ties_together_is_paired(
    empty: Path, tmp_path: Path, rutaplan: Rutaplan, forma: Forma
) -> None:
    assert "0 sin llevar" in taken(rutaplan, empty, save(tmp_path / "formulario.docx", forma))
    acciones = {each.id: each for each in written(empty)}
    wanted = {
        "RET-N-01": (6, ("hn-inm", "oim")),
        "RET-N-04": (18, ("por_definir",)),
        "RET-N-05": ("por_definir", ("acnur",)),
    }
    found = {ident: (each.plazo_meses, each.instituciones) for ident, each in acciones.items()}
    assert {
        ident: value for ident, value in found.items() if value != ("por_definir", ("por_definir",))
    } == wanted


@pytest.mark.parametrize("separadas", [True, False])
def test_what_nothing_ties_together_is_listed(
    empty: Path, tmp_path: Path, rutaplan: Rutaplan, *, separadas: bool
) -> None:
    forma = Forma(separadas=separadas, plazos={0: "6", 1: "12"}, instituciones={0: "OIM"})
    out = taken(rutaplan, empty, save(tmp_path / "formulario.docx", forma), code=1)
    if separadas:
        assert (
            "tabla 1, fila 3, columna 3: queda sin ubicar: no dice de qué acción es cada cosa: «6», «12»"
            in out
        )
        assert (
            "tabla 1, fila 3, columna 4: queda sin ubicar: no dice de qué acción es cada cosa: «OIM»" in out
        )
    else:
        assert "columna 3: queda sin ubicar: no dice de qué acción es cada cosa: «6», «12», «OIM»" in out
    assert main_fields(written(empty)) == the_seed()


def test_what_cannot_be_read_is_listed_and_the_action_stays(
    empty: Path, tmp_path: Path, rutaplan: Rutaplan
) -> None:
    forma = Forma(
        por_fila=True,
        plazos={0: "corto plazo", 1: "12-18 meses"},
        instituciones={0: "INM", 2: "El Ministerio"},
    )
    out = taken(rutaplan, empty, save(tmp_path / "formulario.docx", forma), code=1)
    assert "acción nueva, plazo_meses: «corto plazo» es un horizonte" in out
    assert "acción nueva, instituciones: «INM» es de varias: hn-inm, mx-inm, do-inm" in out
    assert "acción nueva, instituciones: «El Ministerio» no está en instituciones.yaml" in out
    acciones = written(empty)
    assert [each.texto for each in acciones] == [*textos("nacional"), *textos("regional")]
    assert [each.plazo_meses for each in acciones[:3]] == ["por_definir", 18, "por_definir"]
    assert acciones[1].notas == "Plazo en el documento: 12-18 meses."


@pytest.mark.parametrize("en_la_tabla", [True, False])
def test_people_go_to_the_file_of_their_group_and_nowhere_else(
    empty: Path, tmp_path: Path, rutaplan: Rutaplan, *, en_la_tabla: bool
) -> None:
    path = save(tmp_path / "formulario.docx", Forma(en_la_tabla=en_la_tabla, participantes=PERSONAS))
    outcome = rutaplan("import", str(path), "--si", cwd=empty)
    said = outcome.out + outcome.err
    assert outcome.code == 1
    assert "A. E. P., Directora, INM (Honduras)" in said  # a phantom would be seen, and a name is not
    for part in ("Ana", "Pérez", "Luis", "Muestra", "Embajada"):
        assert part not in said
    (grupo,) = load(empty / "data")[0].grupos
    people = [(each.nombre, each.cargo, each.institucion, each.autoriza_publicar) for each in grupo.miembros]
    assert people[0] == ("Ana Ejemplo Pérez", "Directora", "hn-inm", False)
    if en_la_tabla:  # a line of which nothing makes certain who it is
        assert "tabla 1, fila 4, columna 1: 1 línea sin leer en Participantes" in said
        assert len(people) == 1
    else:  # a row of columns, whose institution is nobody's that the plan knows
        assert "2 participantes, solo en su archivo" in said
        assert (
            "tabla 1, fila 2, columna 1: la institución de un participante no se conoce con certeza" in said
        )
        assert people[1:] == [("Luis Muestra", "Cónsul", "por_definir", False)]
    assert (" 2 personales" if en_la_tabla else " 6 personales") in said  # lines, or cells
    before = {each: each.read_bytes() for each in empty.rglob("*.yaml")}
    again = rutaplan("import", str(path), "--si", cwd=empty)
    assert "0 nuevas · 0 cambiadas · 33 iguales" in again.out
    assert {each: each.read_bytes() for each in empty.rglob("*.yaml")} == before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("participantes: por_definir  # falta la lista\n", "participantes:  # falta la lista\n  - nombre: "),
        ('participantes: "por_definir"\n', "participantes:\n  - nombre: "),
        ("participantes: por_definir\r\n", "participantes:\r\n  - nombre: "),
    ],
)
def test_people_of_a_group_whose_sheet_is_written_otherwise(
    empty: Path, tmp_path: Path, rutaplan: Rutaplan, *, before: str, after: str
) -> None:
    """A remark, quotes, and the line ends of Windows are the sheet's own, and stay."""
    taken(rutaplan, empty, TEXTO)
    sheet = empty / "data" / "grupos" / "g1-retorno.yaml"
    text = sheet.read_text(encoding="utf-8").replace("participantes: por_definir\n", before)
    if "\r" in before:
        text = text.replace("\r", "").replace("\n", "\r\n")
    sheet.write_bytes(text.encode())
    taken(rutaplan, empty, save(tmp_path / "f.docx", Forma(en_la_tabla=True, participantes=PERSONAS)), code=1)
    written = sheet.read_bytes().decode()
    assert after in written
    assert written.count("\n") == written.count("\r\n") or "\r" not in written
    assert len(load(empty / "data")[0].grupos[0].miembros) == 1


def test_people_of_a_group_between_braces(empty: Path, tmp_path: Path, rutaplan: Rutaplan) -> None:
    taken(rutaplan, empty, TEXTO)
    sheet = empty / "data" / "grupos" / "g1-retorno.yaml"
    sheet.write_text(
        "{id: g1-retorno, numero: 1, nombre: RETORNO, eje: retorno, participantes: por_definir, ponente: por_definir}\n"
    )
    form = save(tmp_path / "f.docx", Forma(en_la_tabla=True, participantes=PERSONAS))
    said = "g1-retorno: sus participantes no se llevan: la hoja entera está escrita entre llaves; ejecute antes «rutaplan fmt»"
    assert said in taken(rutaplan, empty, form, code=1)
    assert rutaplan("fmt", "--si", cwd=empty).code == 0
    taken(rutaplan, empty, form, code=1)
    assert len(load(empty / "data")[0].grupos[0].miembros) == 1


def test_a_group_without_a_name(empty: Path, tmp_path: Path, rutaplan: Rutaplan) -> None:
    taken(rutaplan, empty, save(tmp_path / "formulario.docx", Forma(grupo="GRUPO 1:")))
    (grupo,) = load(empty / "data")[0].grupos
    assert (grupo.id, grupo.nombre, grupo.eje) == ("g1-retorno", "por_definir", "retorno")
    assert len(written(empty)) == 33


def test_no_group_at_all(empty: Path, tmp_path: Path, rutaplan: Rutaplan) -> None:
    path = save(tmp_path / "formulario.docx", Forma(grupo=""))
    before = sorted(empty.rglob("*"))
    out = taken(rutaplan, empty, path, code=1)
    assert out.count("acción nueva sin ubicar: el documento no dice grupo") == 33
    assert sorted(empty.rglob("*")) == before
    (empty / "data" / "grupos").mkdir()
    shutil.copy(SEED / "grupos" / "g1-retorno.yaml", empty / "data" / "grupos")
    taken(rutaplan, empty, path, "--grupo", "1")
    assert main_fields(written(empty)) == the_seed()


def test_two_groups_in_one_file(empty: Path, tmp_path: Path, rutaplan: Rutaplan) -> None:
    second = Forma(
        grupo="GRUPO 2: REINTEGRACIÓN", eje="Reintegración",
        nacionales=["Abrir oficinas de atención.", "Certificar los oficios aprendidos."], regionales=["Publicar una guía común."],
    )  # fmt: skip
    taken(rutaplan, empty, save(tmp_path / "formulario.docx", Forma(), second))
    acciones = written(empty)
    assert main_fields(acciones[:33]) == the_seed()
    assert [(each.id, each.eje, each.grupo, each.texto) for each in acciones[33:]] == [
        ("REI-N-01", "reintegracion", "g2-reintegracion", "Abrir oficinas de atención."),
        ("REI-N-02", "reintegracion", "g2-reintegracion", "Certificar los oficios aprendidos."),
        ("REI-R-01", "reintegracion", "g2-reintegracion", "Publicar una guía común."),
    ]
    assert [(each.id, each.numero, each.nombre) for each in load(empty / "data")[0].grupos] == [
        ("g1-retorno", 1, "RETORNO"), ("g2-reintegracion", 2, "REINTEGRACIÓN"),
    ]  # fmt: skip


def test_two_groups_in_one_text(empty: Path, tmp_path: Path, rutaplan: Rutaplan) -> None:
    text = TEXTO.read_text(encoding="utf-8")
    table = (
        text[text.index("\tA implementar a Nivel") :]
        .replace(EJE, "Integración")
        .replace("Revisión", "Segunda revisión")
    )
    path = tmp_path / "dos.txt"
    path.write_text(f"{text}\nGRUPO 3: INTEGRACIÓN\n\n{table}", encoding="utf-8")
    taken(rutaplan, empty, path)
    acciones = written(empty)
    assert main_fields(acciones[:33]) == the_seed()
    assert [each.grupo for each in acciones[33:]] == ["g3-integracion"] * 33
    assert acciones[33].texto == "Segunda revisión de los marcos jurídicos."


def test_what_other_groups_have_is_not_missing(seed: Path, tmp_path: Path, rutaplan: Rutaplan) -> None:
    """A form is of its group: what it lacks of that group is told, and nothing of the others."""
    path = tmp_path / "grupo3.txt"
    text = PASTED.format(corner="\tEje de trabajo:\n" + HEADS).replace("Retorno", "Integración")
    path.write_text(text.replace("GRUPO 1: RETORNO", "GRUPO 3: INTEGRACIÓN"), "utf-8")
    out = taken(rutaplan, seed, path)
    assert "2 nuevas · 0 cambiadas · 0 iguales · 0 conflictos · 0 ausentes" in out
    cut = path.read_text("utf-8").replace("Publicar un mapa de albergues.", "").replace("18", "")
    path.write_text(cut, "utf-8")
    out = taken(rutaplan, seed, path)
    assert "No están en el documento y quedan como están:\n  INT-R-01\n" in out


PASTED = """GRUPO 1: RETORNO
Participantes:
Ana Ejemplo Prueba, Fiscal, OIM

{corner}	Acciones
	Plazo (meses)
	Acciones
	Plazo (meses)
	Retorno
	Revisar las leyes de cada país.
	12
	Publicar un mapa de albergues.
	18
"""
HEADS = "\tA implementar a Nivel Nacional\n\tA implementar a nivel regional\n"


@pytest.mark.parametrize(
    "corner", ["\t\n{}\n\tEje de trabajo:\n", "\tEje de trabajo:\n{}", "\tEje de trabajo:\n{}\t\n"]
)
def test_the_title_of_the_eje_may_be_over_both_rows(
    empty: Path, tmp_path: Path, rutaplan: Rutaplan, corner: str
) -> None:
    path = tmp_path / "pegado.txt"
    path.write_text(PASTED.format(corner=corner.format(HEADS)), "utf-8")
    out = taken(rutaplan, empty, path)
    assert "A. E. P., Fiscal, OIM" in out
    assert [[each.id, each.texto, each.plazo_meses] for each in written(empty)] == [
        ["RET-N-01", "Revisar las leyes de cada país.", 12],
        ["RET-R-01", "Publicar un mapa de albergues.", 18],
    ]


def test_the_name_of_an_eje_is_no_action(empty: Path, tmp_path: Path, rutaplan: Rutaplan) -> None:
    path = tmp_path / "corrido.txt"
    path.write_text(PASTED.format(corner=HEADS), "utf-8")
    assert "su texto es el nombre de un eje" in taken(rutaplan, empty, path, code=1)
    assert not written(empty)


def test_what_the_form_says_of_the_workshop(empty: Path, tmp_path: Path, rutaplan: Rutaplan) -> None:
    taller = empty / "data" / "taller.yaml"
    real = taller.read_bytes()
    lines = real.decode().splitlines(keepends=True)
    start = next(at for at, line in enumerate(lines) if line.startswith("objetivo:"))
    lines[start] = "objetivo: por_definir\n"
    taller.write_text("".join(lines), encoding="utf-8")
    taken(rutaplan, empty, TEXTO)
    assert load(empty / "data")[0].taller.objetivo == read(SEED).taller.objetivo
    path = tmp_path / "otro.txt"
    path.write_text(
        TEXTO.read_text(encoding="utf-8").replace("Elaborar una posible", "Escribir una"), encoding="utf-8"
    )
    out = taken(rutaplan, empty, path, code=1)
    assert "taller, objetivo (línea 3): el plan ya dice otra cosa" in out
    assert load(empty / "data")[0].taller.objetivo == read(SEED).taller.objetivo


def test_tracked_changes_and_form_fields_are_read(empty: Path, tmp_path: Path, rutaplan: Rutaplan) -> None:
    path = save(tmp_path / "formulario.docx", Forma())
    document = Document(str(path))
    body = document.tables[0].cell(2, 1)
    paragraph = next(each for each in body.paragraphs if each.text == "Revisión de los marcos jurídicos.")
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    element = paragraph._element  # noqa: SLF001 - python-docx writes neither changes nor form fields
    for child in list(element):
        element.remove(child)
    for xml in (
        "<w:r {}><w:t>Revisión de </w:t></w:r>",
        '<w:del {} w:id="1" w:author="x"><w:r><w:delText>unos </w:delText></w:r></w:del>',
        '<w:ins {} w:id="2" w:author="x"><w:r><w:t xml:space="preserve">los marcos </w:t></w:r></w:ins>',
        "<w:sdt {}><w:sdtContent><w:r><w:t>jurídicos.</w:t></w:r></w:sdtContent></w:sdt>",
    ):
        element.append(
            parse_xml(xml.format(nsdecls("w")).replace("<w:t>Rev", '<w:t xml:space="preserve">Rev'))
        )
    document.save(str(path))
    out = taken(rutaplan, empty, path, code=1)
    assert "tabla 1, fila 3, columna 2, párrafo 1: está borrado con control de cambios: «unos»" in out
    assert main_fields(written(empty)) == the_seed()


def test_people_that_cannot_be_written_do_not_keep_the_actions_out(
    empty: Path, tmp_path: Path, rutaplan: Rutaplan
) -> None:
    people = (("Ana \u202eEjemplo", "Directora", "OIM"),)
    path = save(tmp_path / "formulario.docx", Forma(participantes=people))
    out = taken(rutaplan, empty, path, code=1)
    assert "g1-retorno: sus participantes no se llevan" in out
    assert "Ejemplo" not in out
    assert main_fields(written(empty)) == the_seed()
    again = taken(rutaplan, empty, path, code=1)
    assert ("Grupos:" in again, "Escrito" in again) == (False, False)


def test_an_objective_that_the_plan_cannot_hold_keeps_nothing_else_out(
    empty: Path, tmp_path: Path, rutaplan: Rutaplan
) -> None:
    taller = empty / "data" / "taller.yaml"
    lines = taller.read_text(encoding="utf-8").splitlines(keepends=True)
    start = next(at for at, line in enumerate(lines) if line.startswith("objetivo:"))
    taller.write_text(
        "".join([*lines[:start], "objetivo: por_definir\n", *lines[start + 1 :]]), encoding="utf-8"
    )
    path = tmp_path / "largo.txt"
    path.write_text(
        TEXTO.read_text(encoding="utf-8").replace("Elaborar una", "Elaborar " * 300 + "una"), encoding="utf-8"
    )
    out = taken(rutaplan, empty, path, code=1)
    assert "taller, objetivo: el texto es demasiado corto o demasiado largo" in out
    assert load(empty / "data")[0].taller.objetivo == "por_definir"
    assert main_fields(written(empty)) == the_seed()


def test_pictures_and_footnotes_are_left_out(empty: Path, tmp_path: Path, rutaplan: Rutaplan) -> None:
    path = save(tmp_path / "formulario.docx", Forma())
    picture = tmp_path / "logo.png"
    picture.write_bytes(PNG)
    document = Document(str(path))
    document.add_picture(str(picture))
    document.tables[0].cell(2, 1).paragraphs[0].add_run().add_picture(str(picture))
    document.save(str(path))
    taken(rutaplan, empty, path)
    assert main_fields(written(empty)) == the_seed()


def test_a_column_of_numbers_and_titles_beside_the_people(
    empty: Path, tmp_path: Path, rutaplan: Rutaplan
) -> None:
    path = save(
        tmp_path / "formulario.docx",
        Forma(participantes=(("Nombre", "Cargo", "Institución"), ("1. Ana Ejemplo", "", "OIM"))),
    )
    taken(rutaplan, empty, path)
    (persona,) = load(empty / "data")[0].grupos[0].miembros
    assert (persona.nombre, persona.cargo, persona.institucion) == ("Ana Ejemplo", "por_definir", "oim")
