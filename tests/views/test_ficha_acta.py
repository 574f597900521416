"""ficha and acta: every field that an action has, and what was agreed with who signs it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from helpers.blocks import headings, rows, said
from helpers.calls import EJEMPLO
from helpers.large import write_large_plan
from helpers.papers import made, read
from helpers.plans import GRUPO, TALLER, accion, plan

from rutaplan.model import Accion, Registro, fields
from rutaplan.plan import Plan
from rutaplan.views.bloques import Datos, Indice, Renglones, Tabla, Titulo
from rutaplan.views.documents.acta import build_acta
from rutaplan.views.documents.consolidada import build_consolidada
from rutaplan.views.documents.ficha import build_fichas
from rutaplan.views.pagina import Pagina, make_barras
from rutaplan.writers.word.zipping import unpack


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    return read(write_large_plan(tmp_path_factory.mktemp("large")))


def table(page: Pagina) -> dict[str, str]:
    (found,) = (each for each in page.bloques if isinstance(each, Tabla))
    return {name.texto: text.texto for name, text in found.filas}


FULL = (
    "titulo_breve: Brevísimo", "responsable: oim", "paises: [HN]", "ambito: bilateral", "contraparte: [RET-R-01]",
    "depende_de: [RET-N-02]", "prioridad: true", "temas: [tema]", "poblaciones: [poblacion]",
    "alineacion: {pmm: [10], ods: ['8.7']}", "plazo_desde: 2027-03-01", "producto: Un producto",
    "indicador: Un indicador", "medio_verificacion: Un medio", "estado: suspendida", "estado_desde: 2027-04-02",
    "motivo: Un motivo", "acordado: {fecha: 2027-02-03, documento: Un acta}", "otros: {costo: Un costo}",
    "notas: Unas notas", "texto_fuente: Una fuente", "erratas: [{dice: Texto, debe_decir: Un texto}]",
    "sugerido_por: {temas: Una autora}", "aceptados: [{codigo: ACC05, razon: Una razón}]",
)  # fmt: skip


def full() -> Plan:
    return plan(
        accion("RET-N-01", "Texto de prueba.", *FULL, plazo="12", instituciones="[hn-inm, oim]"),
        accion("RET-N-02", "Texto de otra."),
        accion("RET-R-01", "Texto regional."),
        taller=TALLER + "campos: {costo: {titulo: Costo estimado}}\n",
    )


def test_a_ficha_says_every_field_of_an_action() -> None:
    """A field that the model gains is found here too, or this fails."""
    made_now = full()
    assert made_now.acciones[0].model_fields_set == set(fields(Accion))
    page = build_fichas(made_now, ())["ret-n-01"]
    facts = next(each for each in page.cabeza if isinstance(each, Datos))
    shown = "\n".join(
        (page.nombre, *said(page), *(each.valor for each in facts.datos), *table(page).values())
    )
    for campo, value in made_now.acciones[0]:
        if campo not in OTHERWISE:
            assert [each for each in texts(value) if each not in shown] == [], campo
    assert [each for each in OTHERWISE.values() if each not in shown] == []
    assert "suspendida, desde el 2 de abril de 2027" in table(page).values()
    assert "Vence" not in table(page), "nobody is asked for it"


OTHERWISE = {
    "eje": "Retorno", "nivel": "Nacional", "grupo": "Grupo 1: RETORNO", "plazo_meses": "12 meses, corto plazo",
    "instituciones": "INM (Honduras); OIM", "responsable": "OIM", "paises": "Honduras", "prioridad": "sí",
    "temas": "Tema (sugerido por Una autora)", "poblaciones": "Población", "plazo_desde": "1 de marzo de 2027",
    "alineacion": "PMM 10. Trata.\nODS 8.7. Trabajo", "estado_desde": "2 de abril de 2027",
    "acordado": "3 de febrero de 2027; Un acta", "sugerido_por": "Una autora",
}  # fmt: skip
"""What is said in other words than those of the file."""


def texts(value: Any) -> Iterator[str]:
    """The texts of a value, at any depth."""
    match value:
        case dict():
            yield from (text for each in value.values() for text in texts(each))
        case tuple():
            yield from (text for each in value for text in texts(each))
        case Registro():
            yield from (text for _, each in value for text in texts(each) if each is not None)
        case _:
            yield str(value)


def test_a_ficha_says_once_what_is_undecided_and_nothing_of_what_is_absent() -> None:
    page = build_fichas(plan(accion("RET-N-01", "Texto de prueba.", "producto: por_definir")), ())["ret-n-01"]
    assert said(page)[-1] == "Por definir: plazo, instituciones y producto."
    assert table(page) == {"Estado": "propuesta", "Dónde se decidió": "no consta"}


def test_a_ficha_says_when_it_is_due_and_who_waits() -> None:
    page = build_fichas(read(EJEMPLO), ())["ret-n-01"]
    assert table(page)["Vence"] == "3 de agosto de 2027"
    assert table(page)["La esperan"].startswith("RET-N-02 ")


def test_a_ficha_says_what_was_reported_and_at_which_day() -> None:
    report = "accion: RET-N-01\nfecha: 2027-03-31\nreporta: hn-inm\nestado: cumplida\ntexto: Hecho.\n"
    one = accion("RET-N-01", "Texto de prueba.", plazo="6", instituciones="[hn-inm]")
    here = plan(one, more={"avances/RET-N-01/2027-03-31-hn-inm.yaml": report})
    page = build_fichas(replace(here, corte=date(2027, 6, 30)), ())["ret-n-01"]
    assert table(page)["Avance"] == "cumplida"
    assert table(page)["Último informe"] == "INM (Honduras): cumplida, 31 de marzo de 2027"
    assert "corte 30 jun 2027" in page.encabezado.identidad.linea
    assert "Avance" not in table(build_fichas(here, ())["ret-n-01"])


def test_a_ficha_is_one_page(large: Plan) -> None:
    content = made(replace(large, acciones=large.acciones[4:5], todas=large.acciones), "ficha", "pdf")
    assert [data.count(b"/MediaBox") for data in content.values()] == [1]


def test_the_acta_tells_what_was_agreed_and_what_is_proposed(large: Plan) -> None:
    page = build_acta(large)
    assert headings(page)[0] == "Grupo 1: RETORNO"
    assert "Acordadas, a nivel nacional: 14 acciones" in headings(page)
    assert headings(page)[-2:] == ["Retiradas: 9 acciones", "Firmas"]
    row = rows(page)["RET-N-01"]
    assert row["acordado"].texto == "26\u00a0nov\u00a02026; Acta del taller"
    assert not any(each.huella for row in rows(page).values() for each in row.values())


def test_what_is_still_a_proposal_was_decided_nowhere() -> None:
    (one,) = (
        each
        for each in build_acta(plan(accion("RET-N-01", "Texto de prueba."))).bloques
        if isinstance(each, Tabla) and each.filas
    )
    assert "acordado" not in [each.campo for each in one.columnas]


def test_who_did_not_agree_to_be_named_signs_by_hand() -> None:
    people = (
        "participantes: [{nombre: Ana Sí, cargo: Directora, institucion: hn-inm, autoriza_publicar: true}, "
        "{nombre: Eva No, cargo: Analista, institucion: oim, autoriza_publicar: false}]\nponente: Ana Sí"
    )
    group = GRUPO.replace("participantes: por_definir\nponente: por_definir", people)
    page = build_acta(plan(accion("RET-N-01", "Texto de prueba."), grupo=group))
    firmas = page.bloques[-1]
    assert isinstance(firmas, Tabla)
    assert [[cell.texto for cell in row] for row in firmas.filas] == [
        ["Ana Sí", "Directora", "INM (Honduras)", "", ""],
        ["", "Analista", "OIM", "", ""],
    ]
    assert "Eva" not in str(page)
    (lines,) = (each for each in page.bloques if isinstance(each, Renglones))
    assert {dato.rotulo for dato in lines.datos} >= {"Ciudad", "Fecha de inicio"}
    assert not any(dato.valor for dato in lines.datos)


def test_a_long_consolidada_begins_with_a_summary_and_contents(large: Plan) -> None:
    page = build_consolidada(large)
    kinds = [type(each) for each in page.bloques]
    assert Indice in kinds[:4]
    indice = page.bloques[kinds.index(Indice)]
    assert isinstance(indice, Indice)
    listed = [each for each in page.bloques[4:] if isinstance(each, Titulo)]
    assert list(indice.entradas) == listed
    assert Indice not in [type(each) for each in build_consolidada(read(EJEMPLO)).bloques]


def test_ids_do_not_break_in_word(large: Plan) -> None:
    (content,) = made(large, "consolidada", "docx").values()
    text = unpack(content)["word/document.xml"].decode()
    assert "Contraparte: RET</w:t><w:noBreakHyphen/>" in text


def test_what_is_counted_once_beside_many_has_a_bar() -> None:
    many = make_barras(
        {"Por nivel": [("Nacional", 500, "lleno"), ("Regional", 1, "lleno"), ("Otro", 0, "lleno")]}
    )
    assert [each.parte for each in many.series[0].medidas] == [100, 1, 0]
