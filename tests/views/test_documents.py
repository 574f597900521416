"""What each document tells, with the real plan and with an example that is filled in."""

import csv
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from helpers.blocks import asked, counts, headings, rows, said
from helpers.calls import EJEMPLO, SEED, Rutaplan, edit
from helpers.papers import apart
from helpers.plans import GRUPO, TALLER, accion, documents, plan

from rutaplan.derive.huella import huella
from rutaplan.load import load
from rutaplan.model import DOCUMENTOS
from rutaplan.output import MANIFEST
from rutaplan.plan import Plan
from rutaplan.render import own_folder
from rutaplan.views.bloques import Datos, Dichos, Indice, Tabla
from rutaplan.views.cuaderno import build_cuaderno
from rutaplan.views.documents import CAMBIOS, DOCUMENTS
from rutaplan.views.documents.consolidada import build_consolidada
from rutaplan.views.documents.directorio import build_directorio
from rutaplan.views.documents.ficha import build_fichas
from rutaplan.views.documents.formulario import build_formulario, planilla_formulario
from rutaplan.views.documents.institucion import build_institucion
from rutaplan.views.documents.matriz import build_matriz, planilla_matriz
from rutaplan.views.documents.pais import build_pais
from rutaplan.views.documents.pendientes import NADA, build_pendientes, planilla_pendientes
from rutaplan.views.documents.plenaria import build_plenaria
from rutaplan.views.documents.sitio import build_sitio
from rutaplan.views.pagina import Pagina
from rutaplan.writers.offers import find_offers

GRID = {
    "matriz": "csv docx html md pdf xlsx",
    "plenaria": "docx html md pdf",
    "consolidada": "csv docx html md pdf xlsx",
    "institucion": "docx html pdf",
    "pais": "docx html pdf",
    "ficha": "docx html md pdf",
    "acta": "docx html md pdf",
    "pendientes": "csv docx html md pdf xlsx",
    "formulario": "csv docx pdf xlsx",
    "cronograma": "html pdf",
    "seguimiento": "csv docx html md pdf xlsx",
    "directorio": "csv docx xlsx",
    "cambios": "docx html md pdf",
    "sitio": "html",
}


def test_the_grid_of_documents_and_formats() -> None:
    made: dict[str, list[str]] = {}
    for offer in find_offers((own_folder(),)):
        made.setdefault(offer.document.name, []).append(offer.format)
    assert {name: " ".join(formats) for name, formats in made.items()} == GRID


def ejemplo() -> dict[str, Pagina]:
    return dict(build_institucion(load(EJEMPLO)[0], ()))


def test_a_sheet_for_each_institution_that_is_named_and_for_its_heirs() -> None:
    assert list(ejemplo()) == [
        "crm", "oim", "hn-inm", "mx-inm", "sv-consejo", "sv-vice", "bz-refugees", "bz-mfa",
    ]  # fmt: skip


def test_what_is_asked_of_an_institution() -> None:
    ficha = ejemplo()["mx-inm"]
    assert headings(ficha) == ["Nivel nacional: mediano plazo (1 acción)"]
    ((ident, row),) = rows(ficha).items()
    assert ident == "RET-N-02"
    assert {"plazo_meses": "18", "Participa como": "responsable", "Con": "INM (Honduras); OIM"}.items() <= {
        key: cell.texto for key, cell in row.items()
    }.items()
    (facts,) = (each for each in ficha.cabeza if isinstance(each, Datos))
    assert {dato.rotulo: dato.valor for dato in facts.datos}["País"] == "México"
    assert "INM (Honduras): Instituto de Ejemplo de Migración" in ficha.siglas


def test_what_was_asked_of_the_one_before_is_asked_of_the_heir() -> None:
    before, heir = ejemplo()["sv-consejo"], ejemplo()["sv-vice"]
    assert said(before)[:2] == [
        "Vigente desde 2011.",
        "Desde 2023: Viceministerio de Ejemplo de Diáspora, VICE (El Salvador).",
    ]
    assert said(heir)[0] == (
        "Desde 2023: sucede a Consejo de Ejemplo de la Persona Migrante, CONSEJO (El Salvador)."
    )
    papeles = {ident: row["Participa como"].texto for ident, row in rows(heir).items()}
    assert papeles == {
        "RET-N-01": "involucrada; el plan nombra a su antecesora, CONSEJO (El Salvador)",
        "RET-N-03": "involucrada; el plan nombra a su antecesora, CONSEJO (El Salvador)",
        "RET-R-01": "involucrada",
    }


def test_what_is_pending_in_what_is_asked() -> None:
    found = rows(ejemplo()["sv-consejo"])
    assert found["RET-N-03"]["texto"].falta == "Falta definir: instituciones y responsable."
    assert found["RET-N-03"]["Con"].hueco == "por definir"
    assert found["RET-N-01"]["texto"].falta == ""


def test_a_proposed_responsable_is_told_as_one() -> None:
    (row,) = rows(ejemplo()["crm"]).values()
    assert row["Participa como"].texto == "responsable sugerida"


def test_what_says_nothing_is_not_made_and_why_is_told(seed: Path, rutaplan: Rutaplan) -> None:
    """The real plan names nobody yet, and nothing in it has a plazo."""
    done = rutaplan(
        "render", "institucion", "pais", "cronograma", "pendientes", "--formato", "html", cwd=seed
    )
    assert done.code == 0
    assert sorted(path.name for path in (seed / "salida").iterdir()) == [MANIFEST, "pendientes.html"]
    for name, why in (
        ("institucion", "Ninguna acción de este documento nombra todavía a una institución."),
        ("pais", "Ninguna acción de este documento nombra todavía a un país"),
        ("cronograma", "Todavía no hay acciones que se puedan dibujar"),
    ):
        assert done.err.count(f"  {name}: no se hace. {why}") == 1


def test_a_selection_without_actions_is_a_sentence(seed: Path, rutaplan: Rutaplan) -> None:
    call = ("render", "matriz", "ficha", "acta", "consolidada", "--texto", "no hay tales palabras")
    done = rutaplan(*call, cwd=seed)
    assert (done.code, done.out) == (0, "")
    assert done.err.count("Ninguna acción responde a lo elegido") == 4
    assert ".)" not in done.err
    assert "No se escribió nada." in done.err
    assert not (seed / "salida").exists()


def test_one_institution_by_its_name(tmp_path: Path, rutaplan: Rutaplan) -> None:
    data = str(apart(EJEMPLO, tmp_path))
    call = ("render", "institucion", "--formato", "html", "--datos", data, "-o", str(tmp_path))
    assert rutaplan(*call, "--institucion", "vice").code == 0
    folder = tmp_path / "institucion"
    index = "indice-institucion-sv-vice"
    assert sorted(each.name for each in folder.iterdir()) == [f"{index}.html", f"{index}.md", "sv-vice.html"]
    text = (folder / "sv-vice.html").read_text(encoding="utf-8")
    assert "RET-N-01" in text
    assert "Solo:" not in text


def test_many_sheets_lie_in_a_folder_with_an_index(tmp_path: Path, rutaplan: Rutaplan) -> None:
    data = str(apart(EJEMPLO, tmp_path))
    call = ("render", "institucion", "pais", "--formato", "html", "--formato", "docx", "--datos", data)
    done = rutaplan(*call, "-o", str(tmp_path))
    assert "18 archivos, " in done.out
    html = (tmp_path / "institucion" / "indice.html").read_text(encoding="utf-8")
    assert "su punto focal" in html
    linked = re.findall('<a href="([^#"]+)">', html)
    assert sorted(linked) == sorted(
        f"{ident}.{kind}" for ident in build_institucion(load(EJEMPLO)[0], ()) for kind in ("docx", "html")
    )
    assert all((tmp_path / "institucion" / name).is_file() for name in linked)
    assert "[hn.docx](hn.docx)" in (tmp_path / "pais" / "indice.md").read_text(encoding="utf-8")


def test_an_institution_that_is_called_like_the_index_keeps_its_sheet(seed: Path, rutaplan: Rutaplan) -> None:
    edit(seed / "data" / "instituciones.yaml", "mx-inm:", "indice:")
    edit(
        seed / "data" / "acciones" / "retorno" / "RET-N-01.yaml",
        "instituciones: por_definir",
        "instituciones: [indice]",
    )
    made = rutaplan("render", "institucion", "--formato", "html", cwd=seed)
    assert made.code == 0, made.err
    names = {path.name for path in (seed / "salida" / "institucion").glob("*.html")}
    assert names == {"indice.html", "indice_.html"}
    assert 'href="indice_.html"' in (seed / "salida" / "institucion" / "indice.html").read_text(
        encoding="utf-8"
    )


def country(sheet: Pagina) -> str:
    facts = (dato for each in sheet.cabeza if isinstance(each, Datos) for dato in each.datos)
    return next((dato.valor for dato in facts if dato.rotulo == "País"), "")


def test_sheets_in_one_lie_as_they_do_alone_and_say_what_they_print() -> None:
    here = replace(load(EJEMPLO)[0], corte=date(2027, 6, 30))
    for build in (build_directorio, build_institucion, build_fichas):
        sheets = [*build(here, ()).values()]
        bound = build_cuaderno(here, "Todas", "", sheets)
        assert (bound.apaisada, bound.encabezado) == (sheets[0].apaisada, sheets[0].encabezado)


def test_contents_name_what_they_list() -> None:
    here = load(EJEMPLO)[0]
    (contents, *_) = build_cuaderno(here, "Fichas", "", [*build_fichas(here, ()).values()]).bloques
    assert isinstance(contents, Indice)
    assert [each.texto for each in contents.entradas][:2] == [
        "RET-N-01. Ejemplo de manual de recepción",
        "RET-N-02. Capacitar, como ejemplo, a quienes usarán el manual.",
    ]


def test_all_sheets_in_one_file(tmp_path: Path, rutaplan: Rutaplan) -> None:
    data = str(apart(EJEMPLO, tmp_path))
    call = ("render", "institucion", "ficha", "--cuaderno", "--datos", data, "-o", str(tmp_path))
    assert rutaplan(*call, "--formato", "html", "--formato", "pdf").code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "data", "ficha.html", "ficha.pdf", "institucion.html", "institucion.pdf", MANIFEST,
    ]  # fmt: skip
    html = (tmp_path / "institucion.html").read_text(encoding="utf-8")
    sheets = build_institucion(load(EJEMPLO)[0], ())
    assert re.findall("<h2 id=[^>]+>([^<]*)</h2>", html) == [
        f"{each.nombre} ({where})" if (where := country(each)) else each.nombre for each in sheets.values()
    ]
    called = set(re.findall('<sup><a href="#(nota-[0-9]+)"', html))
    assert called == set(re.findall('<li id="(nota-[0-9]+)"', html))
    refused = rutaplan(*call, "matriz")
    assert (refused.code, refused.out) == (2, "")
    assert "--cuaderno es de institucion, pais, ficha y directorio" in refused.err


@pytest.fixture
def reported(tmp_path: Path) -> Plan:
    data = apart(EJEMPLO, tmp_path)
    (data / "avances" / "RET-N-01").mkdir(parents=True)
    (data / "avances" / "RET-N-01" / "2027-06-30-hn-inm.yaml").write_text(
        "accion: RET-N-01\nfecha: 2027-06-30\nreporta: hn-inm\nestado: cumplida\ntexto: Se hizo.\nevidencia: [Un acta]\n"
    )
    return replace(load(data)[0], corte=date(2027, 7, 1))


def test_only_a_document_that_says_so_prints_reports(reported: Plan) -> None:
    """render opens no report for the others, so that an error in one does not stop them."""
    without = replace(reported, avances=())
    others = [document for document in DOCUMENTS if document.name != CAMBIOS]
    assert {each.name for each in others if each.pages(reported, ()) != each.pages(without, ())} == {
        each.name for each in others if each.reports
    }


def test_the_whole_of_many_sheets_says_of_itself_what_each_says(reported: Plan) -> None:
    for made in (build_institucion(reported, ()), build_directorio(reported, ())):
        sheets = [*made.values()]
        whole = build_cuaderno(reported, "Todas", "", sheets)
        assert whole.encabezado == sheets[0].encabezado
        assert whole.convenciones == sheets[0].convenciones


def test_one_that_nobody_names_has_no_sheet(seed: Path, rutaplan: Rutaplan) -> None:
    done = rutaplan("render", "institucion", "--institucion", "hn-inm", "--formato", "html", cwd=seed)
    assert done.code == 0
    why = "Ninguna acción de este documento nombra a esta institución."
    assert f"  institucion/hn-inm: no se hace. {why}" in done.err
    assert not (seed / "salida").exists()


def test_what_is_asked_of_a_country_and_of_its_institutions() -> None:
    fichas = build_pais(load(EJEMPLO)[0], ())
    assert list(fichas) == ["bz", "sv", "hn", "mx", "co"]
    told = {
        code: {ident: (row["De este país"].texto, row["Con"].texto) for ident, row in rows(page).items()}
        for code, page in fichas.items()
    }
    assert told["sv"]["RET-R-01"] == ("VICE (El Salvador)", "CRM, responsable sugerida")
    assert told["sv"]["RET-N-03"] == ("CONSEJO (El Salvador)", "")
    assert told["co"] == {"RET-R-02": ("el país; su institución no consta", "no consta")}


def test_pendientes_are_those_of_validate(rutaplan: Rutaplan) -> None:
    for data in (SEED, EJEMPLO):
        page = build_pendientes(load(data)[0])
        (count,) = (
            int(text.split()[0]) for text in said(page) if re.match(r"[0-9]+ campos? por definir en", text)
        )
        assert f"{count} campos por definir" in rutaplan("validate", "--datos", str(data)).out
        cells = [cell for row in rows(page).values() for cell in row.values() if cell.hueco]
        assert len(cells) == count == sum(map(int, counts(page)[-1][2:]))


def test_who_must_decide_what() -> None:
    page = build_pendientes(load(EJEMPLO)[0])
    assert "Decide el grupo 1. Ponente: Directora de ejemplo, INM (Honduras)." in said(page)
    cells = {ident: [(c.texto, c.hueco) for c in list(row.values())[2:]] for ident, row in rows(page).items()}
    assert list(rows(page)["RET-N-03"])[2:] == ["plazo_meses", "instituciones", "responsable"]
    assert cells == {
        "RET-N-03": [("6", ""), ("CONSEJO (El Salvador)", "otras por definir"), ("", "por definir")],
        "RET-N-04": [("", "por definir")] * 3,
    }
    assert asked(page) == ["Ponente", "Participantes: nombre, cargo e institución", "Fecha de aprobación"]
    none = "Grupo 2: INTEGRACIÓN. Las acciones de este grupo no tienen campos por definir."
    assert none in said(page)
    assert "El eje Reintegración todavía no tiene acciones; quien lo trabaje puede proponerlas." in said(page)


def test_a_group_without_actions_is_not_told_to_be_complete() -> None:
    other = GRUPO.replace("g1-retorno", "g2-x").replace("numero: 1", "numero: 2").replace("RETORNO", "X")
    page = build_pendientes(plan(accion("RET-N-01", "Texto de prueba."), more={"grupos/g2-x.yaml": other}))
    assert "Los demás grupos" in headings(page)
    assert "Grupo 2: X. Este grupo todavía no ha propuesto acciones." in said(page)


def test_the_long_table_counts_and_tells_who() -> None:
    page = build_consolidada(load(EJEMPLO)[0])
    assert counts(page)[-1] == ["Total", "5", "2", "7", "2", "2", "1", "2", "6", "1"]
    assert "No hay acciones de este eje." in said(page)
    found = rows(page)
    first, _, third, _, fifth, *_ = found.values()
    assert (third["responsable"].texto, third["responsable"].hueco) == ("", "por definir")
    assert fifth["observaciones"].texto == "Responsable sugerida.\nContraparte: RET-N-02."
    assert first["instituciones"].texto.startswith("INM (Honduras); CONSEJO")
    assert list(found)[-1] == "INT-N-01"


@pytest.mark.parametrize(
    "change", ["texto: Otro texto.", "plazo_meses: 7", "instituciones: [hn-inm]", "estado: acordada"]
)
def test_the_fingerprint_tells_a_change_of_what_papers_show(seed: Path, change: str) -> None:
    def fingerprint() -> str:
        return huella(load(seed / "data")[0].accion_by_id["RET-N-03"])

    before = fingerprint()
    assert re.fullmatch("h[0-9a-f]{8}", before)
    path = seed / "data" / "acciones" / "retorno" / "RET-N-03.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "notas: Sin cambios.\n", encoding="utf-8")
    assert fingerprint() == before
    key = change.partition(":")[0]
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith(f"{key}:")]
    path.write_text("\n".join([*lines, change, ""]), encoding="utf-8")
    assert fingerprint() != before


def test_a_part_of_the_plan_is_told_as_one(tmp_path: Path, rutaplan: Rutaplan) -> None:
    filters = ("--nivel", "nacional", "--tema", "documentacion", "--grupo", "g1-retorno")
    names = [each for each in documents("html") if each != CAMBIOS]
    call = ("render", *names, "--formato", "html", "--formato", "md", "-o", str(tmp_path))
    assert rutaplan(*call, *filters, "--datos", str(apart(EJEMPLO, tmp_path))).code == 0
    for path in [*tmp_path.glob("*.html"), *tmp_path.glob("*.md")]:
        said = (
            "Solo: nivel Nacional; tema Documentación."
            if "plenaria" in path.name
            else ("Solo: nivel Nacional; grupo 1: RETORNO; tema Documentación.")
        )
        assert said in path.read_text(encoding="utf-8"), path.name


def test_an_extra_that_is_not_installed_is_named_with_its_command(
    seed: Path, rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rutaplan.writers.offers.find_spec", lambda name: None if name == "typst" else name)
    outcome = rutaplan("render", cwd=seed)
    assert outcome.code == 0
    assert re.search(
        r'Sin pdf: falta una parte de rutaplan. Instálela con: .+ install .+"typst[>=<.,\d]+"', outcome.err
    )
    assert sorted({path.suffix for path in (seed / "salida").iterdir()}) == [".docx", ".html", ".json"]
    asked = rutaplan("render", "matriz", "--formato", "pdf", cwd=seed)
    assert (asked.code, asked.out) == (2, "")
    assert '"typst' in asked.err
    assert " rutaplan" not in asked.err.partition("Instálela con: ")[2], (
        "a name alone is whoever's takes it first"
    )


def test_a_broken_reference_in_a_filled_plan_stops_every_document(seed: Path, rutaplan: Rutaplan) -> None:
    edit(
        seed / "data" / "acciones" / "retorno" / "RET-N-01.yaml",
        "instituciones: por_definir",
        "instituciones: [xx-no]",
    )
    outcome = rutaplan("render", "institucion", cwd=seed)
    assert outcome.code == 1
    assert not (seed / "salida").exists()


def markdown(rutaplan: Rutaplan, plan: Path, folder: Path, *call: str) -> dict[str, str]:
    """The documents in Markdown, by name."""
    done = rutaplan(
        "render", *call, "--formato", "md", "--datos", str(apart(plan, folder)), "-o", str(folder)
    )
    assert done.code == 0, done.err
    return {
        re.sub("-{1,2}regional$", "", path.stem): path.read_text(encoding="utf-8")
        for path in folder.glob("*.md")
    }


def test_a_part_does_not_speak_for_the_whole(tmp_path: Path, rutaplan: Rutaplan) -> None:
    documents = ("plenaria", "pendientes", "matriz", "consolidada")
    made = markdown(rutaplan, EJEMPLO, tmp_path, *documents, "--nivel", "regional")
    assert "El grupo no marcó prioridades" not in made["plenaria-g1-retorno"]
    assert (
        "De nuestras 6 acciones, presentamos 2 acciones, todas a nivel regional."
        in made["plenaria-g1-retorno"]
    )
    none = "Ninguna de nuestras acciones está entre las que se pidieron para esta hoja."
    assert none in made["plenaria-g2-integracion"]
    assert "propuestas de acciones" not in made["plenaria-g2-integracion"]
    assert "Las acciones de este grupo que se pidieron no tienen campos por definir." in made["pendientes"]
    assert "La selección de este documento no incluye acciones de este grupo." in made["pendientes"]
    assert "La selección de este documento no incluye acciones de este nivel." in made["matriz"]
    assert "La selección de este documento no incluye acciones de este eje." in made["matriz"]
    assert "La selección de este documento no incluye acciones de este eje." in made["consolidada"]
    assert "No hay acciones de este eje." in made["consolidada"]


def test_a_responsable_that_instituciones_forgets_is_told_everywhere() -> None:
    made = plan(
        accion("RET-N-01", "Texto de prueba.", "responsable: oim", plazo="6", instituciones="[hn-inm]")
    )
    (row,) = rows(build_matriz(made)).values()
    assert row["instituciones"].texto == "INM (Honduras); OIM, responsable"
    (row,) = rows(build_institucion(made, ["hn-inm"])["hn-inm"]).values()
    assert row["Con"].texto == "OIM, responsable"
    assert list(build_institucion(made, ())) == ["hn-inm", "oim"]


WITHDRAWN = (
    accion(
        "RET-N-01",
        "Texto uno.",
        "estado: descartada",
        "estado_desde: 2027-01-10",
        "motivo: Se unió a otra.",
        plazo="6",
        instituciones="[hn-inm, por_definir]",
    ),
    accion("RET-N-02", "Texto dos.", "estado: suspendida", "motivo: Falta presupuesto.", "prioridad: true"),
    accion("RET-N-03", "Texto tres.", "estado: acordada", instituciones="[hn-inm]"),
)


def test_what_was_withdrawn_stands_apart_with_its_motive() -> None:
    made = plan(*WITHDRAWN)
    for page in (build_matriz(made), build_consolidada(made)):
        found = rows(page)
        assert list(found) == ["RET-N-03", "RET-N-01", "RET-N-02"], "after the rest"
        assert [found[each]["estado"].texto for each in ("RET-N-01", "RET-N-02")] == [
            "descartada",
            "suspendida",
        ]
        assert found["RET-N-01"]["estado"].menudo == "desde el 10 de enero de 2027: Se unió a otra."
        assert found["RET-N-02"]["estado"].menudo == "Falta presupuesto."
        assert "1 acción, a nivel nacional. Por definir: plazo en 1." in said(page)
        assert headings(page)[-1] == "Retiradas: 2 acciones"
    for name, pages in (("hn-inm", build_institucion), ("hn", build_pais)):
        ficha = pages(made, ())[name]
        assert list(rows(ficha)) == ["RET-N-03", "RET-N-01"]
        assert headings(ficha)[-1] == "Retiradas: 1 acción"
        assert not rows(ficha)["RET-N-01"]["id"].huella


def test_what_was_withdrawn_is_something_to_show() -> None:
    whole = plan(*WITHDRAWN)
    chosen = whole.part(each for each in whole.acciones if each.is_retirada)
    for build in (build_matriz, build_consolidada):
        page = build(chosen)
        assert page.vacia == ""
        assert any(each.startswith("Retiradas: ") for each in headings(page))


def test_nobody_is_asked_for_what_was_withdrawn() -> None:
    made = plan(*WITHDRAWN)
    assert list(rows(build_pendientes(made))) == ["RET-N-03"]
    assert list(rows(build_formulario(made, made.grupos[0]))) == ["RET-N-03"]
    assert list(build_institucion(plan(*WITHDRAWN[:2]), ())) == [""], "no sheet only for that"
    sheet = planilla_matriz(made)
    ids = [fila[0] for fila in sheet.filas]
    assert ids == ["RET-N-03", "RET-N-01", "RET-N-02"]
    assert "por definir" in sheet.filas[0]
    assert not [valor for fila in sheet.filas[1:] for valor in fila if valor == "por definir"]
    assert sheet.filas[1][-2] == "Descartada desde el 10 de enero de 2027: Se unió a otra."


def test_where_all_was_withdrawn_it_is_told_and_nothing_was_chosen() -> None:
    gone = ("estado: suspendida", "motivo: Sin fondos.")
    made = plan(accion("RET-N-01", "Texto de prueba.", *gone), accion("RET-R-01", "Texto regional.", *gone))
    for page in (build_matriz(made), build_consolidada(made), build_sitio(made)):
        assert page.vacia == ""
        assert headings(page)[-1] == "Retiradas: 2 acciones"
    assert "Las acciones de este eje se suspendieron o se descartaron." in said(build_matriz(made))
    (grupo,) = made.grupos
    plenary = build_plenaria(made, grupo).matriz
    assert plenary.vacia == "Las acciones de este grupo se suspendieron o se descartaron."
    assert planilla_matriz(made).vacia == ""
    assert planilla_pendientes(made).vacia == NADA


def test_a_group_without_actions_is_told_so_in_the_plenary() -> None:
    made = plan(accion("RET-N-01", "Texto de prueba."))
    other = made.grupos[0].model_copy(update={"id": "g2-otro", "numero": 2})
    made = replace(made, grupos=(*made.grupos, other))
    assert build_plenaria(made, other).matriz.vacia == "Este grupo todavía no ha propuesto acciones."
    assert "Sin filas" not in {each.rotulo for each in planilla_formulario(made, other).explicacion}


def test_the_sheet_of_the_plenary_does_not_speak_of_what_was_withdrawn() -> None:
    made = plan(*WITHDRAWN)
    page = build_plenaria(made, made.grupos[0])
    assert list(rows(page.matriz)) == ["RET-N-03"]
    assert not re.search("Texto (uno|dos)", str(page.frente))


CADENA = """
a: {nombre: Primera, pais: HN, tipo: tipo, vigente_hasta: "2010", sucesora: b, fuente: x, confianza: verificada}
b: {nombre: Segunda, pais: HN, tipo: tipo, vigente_hasta: "2018", sucesora: c, fuente: x, confianza: verificada}
c: {nombre: Tercera, pais: HN, tipo: tipo, vigente_desde: "2019", fuente: x, confianza: verificada}
"""


def test_only_the_one_right_before_is_dated() -> None:
    made = plan(accion("RET-N-01", "Texto de prueba.", instituciones="[a]"), instituciones=CADENA)
    fichas = build_institucion(made, ())
    assert said(fichas["c"])[:3] == [
        "Vigente desde 2019.",
        "Desde 2018: sucede a Segunda.",
        "Antes de ella: Primera.",
    ]
    assert said(fichas["b"])[:2] == ["Desde 2010: sucede a Primera.", "Desde 2018: Tercera."]


def test_only_what_is_a_proposal_is_told_as_one() -> None:
    made = plan(
        accion("RET-N-01", "Texto uno.", "contraparte: [RET-R-01]"),
        accion("RET-R-01", "Texto dos."),
        accion(
            "RET-R-02", "Texto tres.", "contraparte: [RET-N-01]", "paises: [HN]",
            "sugerido_por: {contraparte: equipo, paises: equipo}",
        ),
    )  # fmt: skip
    first = rows(build_consolidada(made))["RET-N-01"]
    assert first["observaciones"].texto == "Contraparte: RET-R-01, RET-R-02 (sugerida)."
    (row,) = rows(build_pais(made, ())["hn"]).values()
    assert row["De este país"].texto == "el país, sugerido; su institución, por definir"


def test_a_silence_is_nobody() -> None:
    made = plan(
        accion("RET-N-01", "Texto de prueba.", "responsable: no_consta", plazo="6", instituciones="no_consta")
    )
    (row,) = rows(build_matriz(made)).values()
    assert row["instituciones"].texto == "no consta"


@pytest.mark.parametrize(
    ("start", "end", "said", "missing"),
    [
        ("2027-02-01", "2027-02-03", "1 al 3 de febrero de 2027", ""),
        ("2027-02-01", "2027-02-01", "1 de febrero de 2027", ""),
        ("2027-02-01", "por_definir", "desde el 1 de febrero de 2027", "fecha de fin"),
        ("por_definir", "2027-02-03", "hasta el 3 de febrero de 2027", "fecha de inicio"),
        ("por_definir", "por_definir", "", "fecha,"),
    ],
)
def test_dates_known_in_part(start: str, end: str, said: str, missing: str) -> None:
    taller = TALLER.replace("fecha_inicio: por_definir", f"fecha_inicio: {start}").replace(
        "fecha_fin: por_definir", f"fecha_fin: {end}"
    )
    page = build_matriz(plan(taller=taller))
    assert page.encabezado.datos == said
    assert missing in page.encabezado.por_definir
    assert ("fecha" in page.encabezado.por_definir) == bool(missing)


def test_an_action_of_another_group_names_it() -> None:
    other = GRUPO.replace("g1-retorno", "g2-otro").replace("numero: 1", "numero: 2")
    made = plan(accion("RET-N-01", "Texto de prueba."), more={"grupos/g2-otro.yaml": other})
    (row,) = rows(build_matriz(made)).values()
    assert row["id"].menudo == "grupo\u00a01"
    assert any(
        "Este grupo todavía no ha propuesto acciones." in each for each in said(build_pendientes(made))
    )


def test_the_whole_reading_is_asked_for(tmp_path: Path, rutaplan: Rutaplan, seed: Path) -> None:
    call = ("render", "plenaria", "--formato", "md", "-o", str(tmp_path), "--completa")
    assert rutaplan(*call, cwd=seed).code == 0
    text = (tmp_path / "plenaria-completa-g1-retorno.md").read_text(encoding="utf-8")
    assert "no cabe en 5:00: de " in text
    for each in load(SEED)[0].acciones:
        assert text.count(" ".join(each.texto.split())[:60]) >= 2
    outcome = rutaplan("render", "matriz", "--completa", cwd=seed)
    assert (outcome.code, outcome.out) == (2, "")
    assert "--completa es de «plenaria»" in outcome.err


def test_the_back_of_the_sheet_shows_the_number_that_is_said() -> None:
    made = load(EJEMPLO)[0]
    page = build_plenaria(made, made.grupos[0])
    found = rows(page.matriz)
    assert found["RET-N-01"]["id"].menudo == "acción 1; acordada"
    assert not [row for row in found.values() if row["id"].huella]
    (spoken,) = (each for each in page.frente if isinstance(each, Dichos))
    assert not re.search(r"RET-[NR]-", str(spoken))


def test_a_plan_without_groups_has_no_plenary_and_says_so(tmp_path: Path, rutaplan: Rutaplan) -> None:
    data = tmp_path / "data"
    shutil.copytree(EJEMPLO, data)
    for name in ("grupos", "acciones"):
        shutil.rmtree(data / name)
    outcome = rutaplan("render", "plenaria", "--formato", "html", "--datos", str(data))
    assert (outcome.code, outcome.out) == (0, "")
    assert "plenaria: no se hace, el plan no tiene grupos." in outcome.err
    assert not (tmp_path / "salida").exists()


def test_a_document_that_is_not_made_in_a_format_is_an_error(seed: Path, rutaplan: Rutaplan) -> None:
    outcome = rutaplan("render", "matriz", "sitio", "--formato", "pdf", cwd=seed)
    assert (outcome.code, outcome.out) == (2, "")
    assert "no hay «sitio» en pdf (hay: html)" in outcome.err


def test_templates_that_make_nothing_are_named(seed: Path, rutaplan: Rutaplan) -> None:
    (seed / "templates").mkdir()
    for name in ("matris.html.j2", "matriz.xlsx.j2", "matriz.pdf.j2", "_parte.html.j2", "leeme.txt"):
        (seed / "templates" / name).write_text("nada", encoding="utf-8")
    listed = rutaplan("render", "--lista", cwd=seed).out
    assert re.findall(r"No se usa templates/(\S+):", listed) == [
        "matris.html.j2",
        "matriz.pdf.j2",
        "matriz.xlsx.j2",
    ]
    assert "(propia)" not in listed


def test_examples_in_the_help_stand_each_on_its_line(rutaplan: Rutaplan) -> None:
    told = rutaplan("render", "--help").out
    assert "\\b" not in told
    assert "\n    rutaplan render --lista\n" in told


def formulario(data: Path, grupo: str) -> Pagina:
    plan, _ = load(data)
    return build_formulario(plan, plan.grupo_by_id[grupo])


def test_the_form_of_a_group_has_room_for_what_it_lacks(tmp_path: Path, rutaplan: Rutaplan) -> None:
    call = ("render", "formulario", "--datos", str(apart(EJEMPLO, tmp_path)), "-o", str(tmp_path))
    assert rutaplan(*call, "--grupo", "g2-integracion").code == 0
    assert sorted(path.name for path in tmp_path.glob("form*")) == [
        f"formulario-g2-integracion.{kind}" for kind in ("csv", "docx", "pdf", "xlsx")
    ]
    page = formulario(EJEMPLO, "g2-integracion")
    assert "Eje de trabajo: Ejemplo: procesos de integración" in headings(page)
    _, *tables = (each for each in page.bloques if isinstance(each, Tabla))
    assert [(len(each.filas), each.blancas) for each in tables] == [(1, 3), (0, 8)]
    text = (tmp_path / "formulario-g2-integracion.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(text.splitlines()))
    assert [(row[0], row[3]) for row in rows[1:]] == [
        ("INT-N-01", "Nacional"), *[("", "Nacional")] * 3, *[("", "Regional")] * 8,
    ]  # fmt: skip


def test_the_form_names_only_who_agreed() -> None:
    page = formulario(EJEMPLO, "g1-retorno")
    people, *_ = (each for each in page.bloques if isinstance(each, Tabla))
    assert [(nombre.texto, cargo.texto) for nombre, cargo, *_ in people.filas[:3]] == [
        ("", "Directora de ejemplo"), ("Persona Pública Ejemplo", "Asesora de ejemplo"), ("", ""),
    ]  # fmt: skip
    assert len(people.filas) == 8
    assert "Dinámica" not in headings(page)
    seed = formulario(SEED, "g1-retorno")
    assert headings(seed)[0] == "Dinámica"
    assert any(text.startswith("Las y los representantes") for text in said(seed))


def test_a_workshop_may_name_every_document_that_its_plan_alone_gives() -> None:
    assert tuple(each.name for each in DOCUMENTS if each.name != CAMBIOS) == DOCUMENTOS
