"""The filters of list, show and render: what they find, what they forgive, what they say."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutaplan.diagnostics import Severity
from rutaplan.files import RawFile
from rutaplan.load import build
from rutaplan.plan import Plan
from rutaplan.query import ORDENES, Query, check_query, order, select

TALLER = """
titulo: Planteamiento de acciones
nombre: por_definir
objetivo: Elaborar una posible ruta de acción.
fecha_inicio: por_definir
fecha_fin: por_definir
ciudad: por_definir
pais: por_definir
organiza: por_definir
documento_origen: no_consta
plenaria: {minutos: 5, palabras_por_minuto: 150, fuente: no_consta}
horizontes: {corto: 12, mediano: 36}
exige: [plazo_meses, instituciones, producto]
ejes:
  - {id: retorno, sigla: RET, nombre: Retorno, encabezado: por_definir}
  - {id: reintegracion, sigla: REI, nombre: Reintegración, encabezado: por_definir}
  - {id: integracion, sigla: INT, nombre: Integración, encabezado: por_definir}
niveles:
  - {id: nacional, sigla: N, nombre: Nacional, encabezado: por_definir}
  - {id: regional, sigla: R, nombre: Regional, encabezado: por_definir}
"""
INSTITUCIONES = """
hn-inm: {{sigla: INM, nombre: Instituto Nacional de Migración, pais: HN, {rest}}}
mx-inm: {{sigla: INM, nombre: Instituto Nacional de Migración, pais: MX, {rest}}}
oim: {{sigla: OIM, nombre: Organización Internacional para las Migraciones, ambito: internacional, {rest}}}
gt-pdh: {{sigla: PDH, nombre: Procuraduría de los Derechos Humanos, pais: GT, {rest}}}
""".format(rest="tipo: migracion, fuente: no_consta, confianza: por_verificar")
CATALOGOS = """
paises:
  GT: {iso3: GTM, nombre: Guatemala, crm: miembro}
  HN: {iso3: HND, nombre: Honduras, crm: miembro}
  MX: {iso3: MEX, nombre: México, crm: miembro}
tipos_institucion: {migracion: {nombre: Autoridad migratoria}}
temas:
  trata_de_personas: {nombre: Trata de personas, familia: proteccion}
  documentacion: {nombre: Documentación, familia: proteccion}
familias: {proteccion: {nombre: Protección}}
poblaciones: {ninez: {nombre: Niñez y adolescencia}}
pmm: {}
ods: {}
"""
GRUPO = """
id: {id}
numero: {numero}
nombre: GRUPO
eje: {eje}
participantes: por_definir
ponente: por_definir
"""
ACCIONES = {
    "RET-N-01": """
eje: retorno
nivel: nacional
grupo: g1-retorno
texto: Compilar la legislación y la normativa existentes.
plazo_meses: 6
instituciones: [hn-inm, por_definir]
temas: [documentacion]
estado: en_ejecucion
""",
    "RET-N-02": """
eje: retorno
nivel: nacional
grupo: g1-retorno
texto: Elaborar protocolos para las víctimas de trata.
titulo_breve: Protocolos contra la trata
plazo_meses: 36
instituciones: [mx-inm, oim]
responsable: oim
producto: Un protocolo
temas: [trata_de_personas]
poblaciones: [ninez]
prioridad: true
""",
    "RET-R-10": """
eje: retorno
nivel: regional
grupo: g1-retorno
texto: Intercambiar información entre los países.
plazo_meses: por_definir
instituciones: por_definir
producto: por_definir
notas: Véase el acta.
""",
    "REI-N-100": """
eje: reintegracion
nivel: nacional
grupo: g2-reintegracion
texto: Certificar las competencias laborales adquiridas.
plazo_meses: 48
instituciones: [gt-pdh]
responsable: por_definir
producto: no_aplica
estado: cumplida
""",
    "REI-N-09": """
eje: reintegracion
nivel: nacional
grupo: g2-reintegracion
texto: Facilitar el acceso a la vivienda de las familias.
plazo_meses: no_aplica
instituciones: no_consta
""",
}


def make_plan(**changes: str) -> Plan:
    """The plan above, with the texts of some files changed: taller=..., catalogos=..."""
    texts = {
        "taller.yaml": changes.get("taller", TALLER),
        "instituciones.yaml": INSTITUCIONES,
        "catalogos.yaml": changes.get("catalogos", CATALOGOS),
        "grupos/g1-retorno.yaml": GRUPO.format(id="g1-retorno", numero=1, eje="retorno"),
        "grupos/g2-reintegracion.yaml": GRUPO.format(id="g2-reintegracion", numero=2, eje="reintegracion"),
    }
    texts |= {f"acciones/x/{ident}.yaml": f"id: {ident}\n{text}" for ident, text in ACCIONES.items()}
    texts |= {name: text for name, text in changes.items() if "/" in name}
    plan, diagnostics = build(RawFile(name, name, text) for name, text in texts.items())
    if not changes:
        assert [d for d in diagnostics if d.severity is Severity.ERROR] == []
    acciones = (
        a.model_copy(update={"paises": ("todos",)}) if a.id == "RET-R-10" else a for a in plan.acciones
    )
    return replace(plan, acciones=tuple(acciones))


PLAN = make_plan()


def found(query: Query, plan: Plan = PLAN) -> list[str]:
    query, unknown = check_query(plan, query)
    assert unknown == ()
    return [accion.id for accion in select(plan, query).acciones]


def said(query: Query) -> str:
    return "\n".join(check_query(PLAN, query)[1])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query(), "RET-N-01 RET-N-02 RET-R-10 REI-N-09 REI-N-100"),
        (Query(ejes=("retorno",)), "RET-N-01 RET-N-02 RET-R-10"),
        (Query(ejes=("REINTEGRACIÓN",)), "REI-N-09 REI-N-100"),
        (Query(ejes=("retorno", "reintegracion"), niveles=("regional",)), "RET-R-10"),
        (Query(grupos=("G2-Reintegración",)), "REI-N-09 REI-N-100"),
        (Query(instituciones=("hn-inm",)), "RET-N-01"),
        (Query(instituciones=("oim",)), "RET-N-02"),
        (Query(instituciones=("Oim", "PDH")), "RET-N-02 REI-N-100"),
        (Query(instituciones=("organizacion internacional para las migraciones",)), "RET-N-02"),
        (Query(paises=("hn",)), "RET-N-01 RET-R-10"),
        (Query(paises=("mexico",)), "RET-N-02 RET-R-10"),
        (Query(paises=("todos",)), "RET-R-10"),
        (Query(temas=("Trata de personas",)), "RET-N-02"),
        (Query(poblaciones=("NIÑEZ",)), "RET-N-02"),
        (Query(estados=("En ejecución", "cumplida")), "RET-N-01 REI-N-100"),
        (Query(plazos=("corto",)), "RET-N-01"),
        (Query(plazos=("mediano", "Largo")), "RET-N-02 REI-N-100"),
        (Query(plazos=("hasta:36",)), "RET-N-01 RET-N-02"),
        (Query(plazos=("desde: 36",)), "RET-N-02 REI-N-100"),
        (Query(pendientes=("plazo",)), "RET-R-10"),
        (Query(pendientes=("plazo_meses",)), "RET-R-10"),
        (Query(pendientes=("instituciones",)), "RET-N-01 RET-R-10"),
        (Query(pendientes=("responsable",)), "RET-N-01 RET-R-10 REI-N-09 REI-N-100"),
        (Query(pendientes=("producto",)), "RET-N-01 RET-R-10 REI-N-09"),
        (Query(textos=("victimas  de TRATA",)), "RET-N-02"),
        (Query(textos=("contra la trata", "ret-r", "el ACTA")), "RET-N-02 RET-R-10"),
        (Query(textos=("trata protocolos",)), ""),
        (Query(prioridad=True), "RET-N-02"),
        (Query(prioridad=True, ejes=("reintegracion",)), ""),
    ],
)
def test_a_query_finds(query: Query, expected: str) -> None:
    assert found(query) == expected.split()


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (
            Query(ejes=("retorn",)),
            "--eje: no hay «retorn»; escriba «retorno» (hay: retorno, reintegracion, integracion)",
        ),
        (Query(niveles=("local",)), "--nivel: no hay «local» (hay: nacional, regional)"),
        (
            Query(instituciones=("INM",)),
            "--institucion: «INM» es de varias; escriba una de estas: hn-inm, mx-inm",
        ),
        (
            Query(instituciones=("instituto nacional de migracion",)),
            "--institucion: «instituto nacional de migracion» es de varias; escriba una de estas: hn-inm, mx",
        ),
        (
            Query(instituciones=("gt-pgh",)),
            "--institucion: no hay «gt-pgh»; escriba «gt-pdh» (hay: hn-inm, mx-inm, oim, gt-pdh)",
        ),
        (Query(instituciones=("por_definir",)), "--institucion: no hay «por_definir»"),
        (Query(paises=("Hondura",)), "--pais: no hay «Hondura»; escriba «Honduras» (hay: GT, HN, MX, todos)"),
        (Query(estados=("",)), "--estado: no hay «»"),
        (
            Query(plazos=("hasta:0",)),
            "--plazo: no hay «hasta:0»; escriba «hasta:12» (hay: corto, mediano, largo, hasta:12, desde:13)",
        ),
        (
            Query(pendientes=("plaso",)),
            "--pendiente: no hay «plaso»; escriba «plazo» (hay: plazo, instituciones, responsable, producto)",
        ),
        (Query(textos=(" ",)), "--texto: escriba al menos una palabra"),
        (Query(temas=("a\x1b[31m\u202e",)), "--tema: no hay «a\\u001b[31m\\u202e»"),
    ],
)
def test_an_unknown_value_is_told_with_its_mend_and_finds_nothing(query: Query, message: str) -> None:
    assert said(query).startswith(message)
    assert select(PLAN, check_query(PLAN, query)[0]).acciones == ()


def test_every_unknown_value_of_a_call_is_told() -> None:
    query = Query(ejes=("x", "retorno", "y"), niveles=("z",))
    assert [line.split(";")[0].split(" (")[0] for line in said(query).split("\n")] == [
        "--eje: no hay «x»",
        "--eje: no hay «y»",
        "--nivel: no hay «z»",
    ]


def test_values_that_mean_the_same_are_one() -> None:
    query, unknown = check_query(PLAN, Query(ejes=("Retorno", "retorno"), plazos=("HASTA: 12", "hasta:12")))
    assert (query.ejes, query.plazos, unknown) == (("retorno",), ("hasta:12",), ())


def test_a_selection_keeps_everything_but_the_actions() -> None:
    chosen = select(PLAN, Query(ejes=("reintegracion",)))
    for each in fields(PLAN):
        if each.name not in {"acciones", "todas"}:
            assert getattr(chosen, each.name) is getattr(PLAN, each.name)
    assert chosen.enteras == PLAN.acciones


def test_a_broken_plan_can_still_be_searched() -> None:
    plan = make_plan(taller="titulo: [", catalogos="paises: {HN: 7}")
    assert found(Query(ejes=("RETORNO",), niveles=("nacional",)), plan) == ["RET-N-01", "RET-N-02"]
    assert found(Query(temas=("documentación",)), plan) == ["RET-N-01"]
    bad_bounds = make_plan(taller=TALLER.replace("corto: 12", "corto: doce"))
    assert found(Query(plazos=("corto",)), bad_bounds) == []
    assert found(Query(plazos=("hasta:12",)), bad_bounds) == ["RET-N-01"]


def test_what_could_not_be_read_is_not_pendiente() -> None:
    name = "acciones/x/RET-R-10.yaml"
    text = f"id: RET-R-10\n{ACCIONES['RET-R-10']}".replace("plazo_meses: por_definir", "plazo_meses: pronto")
    plan = make_plan(**{name: text})
    assert found(Query(pendientes=("plazo",)), plan) == []
    assert found(Query(pendientes=("instituciones",), niveles=("regional",)), plan) == ["RET-R-10"]


def test_a_sigla_written_in_place_of_an_id_does_not_hide_the_institutions_that_bear_it() -> None:
    name = "acciones/x/RET-R-10.yaml"
    text = f"id: RET-R-10\n{ACCIONES['RET-R-10']}".replace(
        "instituciones: por_definir", "instituciones: [INM, SRE]"
    )
    plan = make_plan(**{name: text})
    assert "hn-inm, mx-inm" in check_query(plan, Query(instituciones=("INM",)))[1][0]
    assert found(Query(instituciones=("sre",)), plan) == ["RET-R-10"]


@pytest.mark.parametrize(
    ("orden", "expected"),
    [
        ("id", "REI-N-09 REI-N-100 RET-N-01 RET-N-02 RET-R-10"),
        ("plazo", "RET-N-01 RET-N-02 REI-N-100 RET-R-10 REI-N-09"),
        ("eje", "RET-N-01 RET-N-02 RET-R-10 REI-N-09 REI-N-100"),
        ("estado", "RET-N-02 RET-R-10 REI-N-09 RET-N-01 REI-N-100"),
    ],
)
def test_the_orders(orden: str, expected: str) -> None:
    assert [accion.id for accion in order(PLAN, orden).acciones] == expected.split()


KNOWN = {
    "ejes": ("retorno", "reintegracion", "integracion"),
    "niveles": ("nacional", "regional"),
    "grupos": ("g1-retorno", "g2-reintegracion"),
    "instituciones": ("hn-inm", "mx-inm", "oim", "gt-pdh", "PDH"),
    "paises": ("HN", "MX", "GT", "todos"),
    "temas": ("trata_de_personas", "documentacion"),
    "poblaciones": ("ninez",),
    "estados": ("propuesta", "cumplida", "en_ejecucion"),
    "plazos": ("corto", "mediano", "largo", "hasta:12", "desde:13"),
    "pendientes": ("plazo", "instituciones", "responsable", "producto"),
    "textos": ("de", "trata", "ó"),
}
known_queries = st.builds(
    Query,
    prioridad=st.booleans(),
    **{name: st.lists(st.sampled_from(values), max_size=2).map(tuple) for name, values in KNOWN.items()},
)
any_queries = st.builds(
    Query,
    prioridad=st.booleans(),
    **{
        name: st.lists(st.sampled_from(values) | st.text(max_size=8), max_size=2).map(tuple)
        for name, values in KNOWN.items()
    },
)


@given(known_queries, st.sampled_from(sorted(ORDENES)))
def test_any_query_gives_a_part_of_the_plan_in_its_order(query: Query, orden: str) -> None:
    query, unknown = check_query(PLAN, query)
    assert unknown == ()
    assert check_query(PLAN, query) == (query, ())
    chosen = select(PLAN, query)
    assert [a for a in PLAN.acciones if a in chosen.acciones] == list(chosen.acciones)
    assert select(chosen, query).acciones == chosen.acciones
    assert order(order(chosen, orden), orden).acciones == order(chosen, orden).acciones
    assert sorted(a.id for a in order(chosen, orden).acciones) == sorted(a.id for a in chosen.acciones)


@given(any_queries)
def test_any_text_is_a_value_or_is_reported_in_one_line(query: Query) -> None:
    canonical, messages = check_query(PLAN, query)
    assert all("\n" not in message and message.startswith("--") for message in messages)
    for name in KNOWN:
        for value in getattr(query, name):
            alone, unknown = check_query(PLAN, Query(**{name: (value,)}))
            assert len(unknown) <= 1
            assert set(unknown) <= set(messages)
            assert set(getattr(alone, name)) <= set(getattr(canonical, name))
            assert not (unknown and select(PLAN, alone).acciones)
    chosen = select(PLAN, canonical)
    assert select(chosen, canonical).acciones == chosen.acciones


@given(known_queries)
def test_each_filter_narrows_and_each_value_widens(query: Query) -> None:
    query, _ = check_query(PLAN, query)
    whole = {a.id for a in select(PLAN, query).acciones}
    for name in KNOWN:
        values = getattr(query, name)
        assert whole <= {a.id for a in select(PLAN, replace(query, **{name: ()})).acciones}
        if len(values) > 1:
            assert {a.id for a in select(PLAN, replace(query, **{name: values[:1]})).acciones} <= whole
