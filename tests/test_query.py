"""The filters of list, show and render: what they find, what they forgive, what they say."""

import re
from collections.abc import Callable
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutaplan.derive.filters import FILTERS, YES
from rutaplan.diagnostics import Severity
from rutaplan.files import RawFile
from rutaplan.load import build
from rutaplan.model import Accion
from rutaplan.plan import Plan
from rutaplan.query import (
    FILTER_BY_KEY,
    NO,
    ORDENES,
    Query,
    check_query,
    order,
    query_label,
    query_slug,
    select,
)

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
estado: acordada
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
contraparte: [RET-N-02]
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
contraparte: [REI-R-99]
estado: suspendida
motivo: Espera la ley.
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
ACCIONES_SAID = {
    ident: {line.partition(":")[0] for line in text.split("\n")} for ident, text in ACCIONES.items()
}
ACCIONES_SAID["RET-N-02"].add("contraparte")  # RET-R-10 says it
ACCIONES_SAID["RET-R-10"].add("paises")  # see make_plan


def found(query: Query, plan: Plan = PLAN) -> list[str]:
    query, unknown = check_query(plan, query)
    assert unknown == ()
    return [accion.id for accion in select(plan, query).acciones]


def said(query: Query) -> str:
    return "\n".join(check_query(PLAN, query)[1])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, "RET-N-01 RET-N-02 RET-R-10 REI-N-09 REI-N-100"),
        ({"eje": ("retorno",)}, "RET-N-01 RET-N-02 RET-R-10"),
        ({"eje": ("REINTEGRACIÓN",)}, "REI-N-09 REI-N-100"),
        ({"eje": ("retorno", "reintegracion"), "nivel": ("regional",)}, "RET-R-10"),
        ({"grupo": ("G2-Reintegración",)}, "REI-N-09 REI-N-100"),
        ({"institucion": ("hn-inm",)}, "RET-N-01"),
        ({"institucion": ("oim",)}, "RET-N-02"),
        ({"institucion": ("Oim", "PDH")}, "RET-N-02 REI-N-100"),
        ({"institucion": ("organizacion internacional para las migraciones",)}, "RET-N-02"),
        ({"pais": ("hn",)}, "RET-N-01 RET-R-10"),
        ({"pais": ("mexico",)}, "RET-N-02 RET-R-10"),
        ({"pais": ("todos",)}, "RET-R-10"),
        ({"tema": ("Trata de personas",)}, "RET-N-02"),
        ({"poblacion": ("NIÑEZ",)}, "RET-N-02"),
        ({"estado": ("Acordada", "suspendida")}, "RET-N-01 REI-N-100"),
        ({"plazo": ("corto",)}, "RET-N-01"),
        ({"plazo": ("mediano", "Largo")}, "RET-N-02 REI-N-100"),
        ({"plazo": ("hasta:36",)}, "RET-N-01 RET-N-02"),
        ({"plazo": ("desde: 36",)}, "RET-N-02 REI-N-100"),
        ({"pendiente": ("plazo",)}, "RET-R-10"),
        ({"pendiente": ("plazo_meses",)}, "RET-R-10"),
        ({"pendiente": ("instituciones",)}, "RET-N-01 RET-R-10"),
        ({"pendiente": ("responsable",)}, "RET-N-01 RET-R-10 REI-N-09"),  # REI-N-100 was withdrawn
        ({"pendiente": ("producto",)}, "RET-N-01 RET-R-10 REI-N-09"),
        ({"texto": ("victimas  de TRATA",)}, "RET-N-02"),
        ({"texto": ("contra la trata", "ret-r", "el ACTA")}, "RET-N-02 RET-R-10"),
        ({"texto": ("trata protocolos",)}, ""),
        ({"prioridad": ("sí",)}, "RET-N-02"),
        ({"prioridad": ("sí",), "eje": ("reintegracion",)}, ""),
    ],
)
def test_a_query_finds(query: Query, expected: str) -> None:
    assert found(query) == expected.split()


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (
            {"eje": ("retorn",)},
            "--eje: no hay «retorn»; lo más parecido es «retorno» (hay: retorno, reintegracion, integracion)",
        ),
        ({"nivel": ("local",)}, "--nivel: no hay «local» (hay: nacional, regional)"),
        (
            {"institucion": ("INM",)},
            "--institucion: «INM» es de varias; escriba una de estas: hn-inm, mx-inm",
        ),
        (
            {"institucion": ("instituto nacional de migracion",)},
            "--institucion: «instituto nacional de migracion» es de varias; escriba una de estas: hn-inm, mx",
        ),
        (
            {"institucion": ("gt-pgh",)},
            "--institucion: no hay «gt-pgh»; lo más parecido es «gt-pdh» (hay: hn-inm, mx-inm, oim, gt-pdh)",
        ),
        ({"institucion": ("por_definir",)}, "--institucion: no hay «por_definir»"),
        (
            {"pais": ("Hondura",)},
            "--pais: no hay «Hondura»; lo más parecido es «Honduras» (hay: GT, HN, MX, todos)",
        ),
        ({"estado": ("",)}, "--estado: no hay «»"),
        (
            {"plazo": ("hasta:0",)},
            "--plazo: «hasta:0» no dice de 1 a 120 meses, como hasta:12",
        ),
        (
            {"pendiente": ("plaso",)},
            "--pendiente: no hay «plaso»; lo más parecido es «plazo» (hay: plazo, instituciones, responsable, producto)",
        ),
        ({"texto": (" ",)}, "--texto: escriba al menos una palabra"),
        ({"sin": ("contrapartes",)}, "--sin: no hay «contrapartes»; lo más parecido es «contraparte»"),
        (
            {"sin": ("plazo",)},
            "--sin: toda acción tiene «plazo»; lo que falta decidir se pide con --pendiente",
        ),
        ({"no_eje": ("retorn",)}, "--no-eje: no hay «retorn»; lo más parecido es «retorno»"),
        ({"tema": ("a\x1b[31m\u202e",)}, "--tema: no hay «a\\u001b[31m\\u202e»"),
    ],
)
def test_an_unknown_value_is_told_with_its_mend_and_finds_nothing(query: Query, message: str) -> None:
    assert said(query).startswith(message)
    if not any(key.startswith(NO) for key in query):
        assert select(PLAN, check_query(PLAN, query)[0]).acciones == ()


def test_every_unknown_value_of_a_call_is_told() -> None:
    query = {"eje": ("x", "retorno", "y"), "nivel": ("z",)}
    assert [line.split(";")[0].split(" (")[0] for line in said(query).split("\n")] == [
        "--eje: no hay «x»",
        "--eje: no hay «y»",
        "--nivel: no hay «z»",
    ]


def test_values_that_mean_the_same_are_one() -> None:
    query, unknown = check_query(PLAN, {"eje": ("Retorno", "retorno"), "plazo": ("HASTA: 12", "hasta:12")})
    assert (query["eje"], query["plazo"], unknown) == (("retorno",), ("hasta:12",), ())


def test_a_selection_keeps_everything_but_the_actions() -> None:
    chosen = select(PLAN, {"eje": ("reintegracion",)})
    for each in fields(PLAN):
        if each.name not in {"acciones", "todas"}:
            assert getattr(chosen, each.name) is getattr(PLAN, each.name)
    assert chosen.enteras == PLAN.acciones


def test_a_broken_plan_can_still_be_searched() -> None:
    plan = make_plan(taller="titulo: [", catalogos="paises: {HN: 7}")
    assert found({"eje": ("RETORNO",), "nivel": ("nacional",)}, plan) == ["RET-N-01", "RET-N-02"]
    assert found({"tema": ("documentación",)}, plan) == ["RET-N-01"]
    bad_bounds = make_plan(taller=TALLER.replace("corto: 12", "corto: doce"))
    assert found({"plazo": ("corto",)}, bad_bounds) == []
    assert found({"plazo": ("hasta:12",)}, bad_bounds) == ["RET-N-01"]


def test_what_could_not_be_read_is_not_pendiente() -> None:
    name = "acciones/x/RET-R-10.yaml"
    text = f"id: RET-R-10\n{ACCIONES['RET-R-10']}".replace("plazo_meses: por_definir", "plazo_meses: pronto")
    plan = make_plan(**{name: text})
    assert found({"pendiente": ("plazo",)}, plan) == []
    assert found({"pendiente": ("instituciones",), "nivel": ("regional",)}, plan) == ["RET-R-10"]


def test_a_sigla_written_in_place_of_an_id_does_not_hide_the_institutions_that_bear_it() -> None:
    name = "acciones/x/RET-R-10.yaml"
    text = f"id: RET-R-10\n{ACCIONES['RET-R-10']}".replace(
        "instituciones: por_definir", "instituciones: [INM, SRE]"
    )
    plan = make_plan(**{name: text})
    assert "hn-inm, mx-inm" in check_query(plan, {"institucion": ("INM",)})[1][0]
    assert found({"institucion": ("sre",)}, plan) == ["RET-R-10"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"no_eje": ("retorno",)}, "REI-N-09 REI-N-100"),
        ({"no_pais": ("MX",)}, "RET-N-01 REI-N-09 REI-N-100"),
        ({"no_tema": ("documentacion", "trata_de_personas")}, "RET-R-10 REI-N-09 REI-N-100"),
        ({"no_plazo": ("corto",)}, "RET-N-02 RET-R-10 REI-N-09 REI-N-100"),
        ({"no_prioridad": ("sí",), "eje": ("retorno",)}, "RET-N-01 RET-R-10"),
        ({"no_pendiente": ("responsable",)}, "RET-N-02 REI-N-100"),
        ({"no_texto": ("trata", "acta")}, "RET-N-01 REI-N-09 REI-N-100"),
        ({"sin": ("temas",)}, "RET-R-10 REI-N-09 REI-N-100"),
        ({"sin": ("Título breve",), "nivel": ("nacional",)}, "RET-N-01 REI-N-09 REI-N-100"),
        ({"sin": ("responsable",)}, "RET-N-01 RET-R-10 REI-N-09"),
        ({"sin": ("prioridad",)}, "RET-N-01 RET-R-10 REI-N-09 REI-N-100"),
        ({"sin": ("producto", "notas")}, "RET-N-01 RET-N-02 REI-N-09 REI-N-100"),
        ({"no_sin": ("producto", "notas")}, "RET-R-10"),
        ({"sin": ("contraparte",)}, "RET-N-01 REI-N-09"),
        ({"no_sin": ("contraparte",)}, "RET-N-02 RET-R-10 REI-N-100"),
    ],
)
def test_a_query_leaves_out(query: Query, expected: str) -> None:
    assert found(query) == expected.split()


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({}, ""),
        ({"nivel": ("regional",), "plazo": ("corto", "hasta:18")}, "Solo: nivel Regional; plazo corto o hasta 18 meses."),
        ({"no_pais": ("MX", "HN")}, "Todas, salvo: país México u Honduras."),
        ({"eje": ("retorno",), "no_pais": ("MX",), "no_tema": ("documentacion",)}, "Solo: eje Retorno. Salvo: país México; tema Documentación."),
        ({"sin": ("contraparte", "titulo_breve")}, "Solo: sin contraparte o título breve."),
        ({"no_sin": ("contraparte", "temas")}, "Solo: con contraparte y temas."),
        ({"grupo": ("g1-retorno",), "pendiente": ("plazo_meses",)}, "Solo: grupo 1: GRUPO; sin definir plazo."),
        ({"prioridad": ("sí",), "texto": ("trata",)}, "Solo: con el texto «trata»; marcadas como prioridad."),
        ({"no_prioridad": ("sí",)}, "Todas, salvo: marcadas como prioridad."),
        ({"institucion": ("hn-inm",), "estado": ("acordada",)}, "Solo: institución INM (Honduras); estado acordada."),
    ],
)  # fmt: skip
def test_a_query_is_told(query: Query, told: str) -> None:
    assert query_label(PLAN, query) == told


def test_a_field_that_could_not_be_read_is_not_absent() -> None:
    name = "acciones/x/RET-R-10.yaml"
    text = f"id: RET-R-10\n{ACCIONES['RET-R-10']}".replace(
        "notas: Véase el acta.", "notas: {a: 1}\nproyecto: x"
    )
    plan = make_plan(**{name: text})
    assert "RET-R-10" not in found({"sin": ("notas",)}, plan)
    assert "RET-R-10" in found({"sin": ("poblaciones",)}, plan)


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
    "eje": ("retorno", "reintegracion", "integracion"),
    "nivel": ("nacional", "regional"),
    "grupo": ("g1-retorno", "g2-reintegracion"),
    "institucion": ("hn-inm", "mx-inm", "oim", "gt-pdh", "PDH"),
    "pais": ("HN", "MX", "GT", "todos"),
    "tema": ("trata_de_personas", "documentacion"),
    "poblacion": ("ninez",),
    "estado": ("propuesta", "acordada", "suspendida"),
    "plazo": ("corto", "mediano", "largo", "hasta:12", "desde:13"),
    "pendiente": ("plazo", "instituciones", "responsable", "producto"),
    "sin": ("contraparte", "producto", "Título breve", "estado", "prioridad", "notas"),
    "texto": ("de", "trata", "ó"),
    "prioridad": ("sí",),
}
# A filter that the page offers says itself what may be asked.
KNOWN |= {
    each.name: tuple(each.choices.names(PLAN)) for each in FILTERS if each.choices and each.name not in KNOWN
}
VALUES = {key: KNOWN[each.name] for key, each in FILTER_BY_KEY.items() if each.name in KNOWN}


def queries(values: Callable[[str], st.SearchStrategy[str]]) -> st.SearchStrategy[Query]:
    """A few filters of a call, negated or not, with one or two values each."""
    each = {key: st.lists(values(key), min_size=1, max_size=2).map(tuple) for key in VALUES}
    keys = st.lists(st.sampled_from(sorted(VALUES)), max_size=4, unique=True)
    return keys.flatmap(lambda chosen: st.fixed_dictionaries({key: each[key] for key in chosen}))


known_queries = queries(lambda key: st.sampled_from(VALUES[key]))
any_queries = queries(lambda key: st.sampled_from(VALUES[key]) | st.text(max_size=8))


def ids(query: Query) -> set[str]:
    return {accion.id for accion in select(PLAN, check_query(PLAN, query)[0]).acciones}


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
    for key, values in query.items():
        for value in values:
            alone, unknown = check_query(PLAN, {key: (value,)})
            assert len(unknown) <= 1
            assert set(unknown) <= set(messages)
            assert set(alone[key]) <= set(canonical[key])
            assert not (unknown and not key.startswith(NO) and select(PLAN, alone).acciones)
    chosen = select(PLAN, canonical)
    assert select(chosen, canonical).acciones == chosen.acciones


@given(known_queries)
def test_each_filter_narrows_and_each_value_widens_or_narrows_a_negation(query: Query) -> None:
    for key, values in query.items():
        others = {each: query[each] for each in query if each != key}
        assert ids(query) <= ids(others)
        fewer = ids({**others, key: values[:1]})
        assert ids(query) <= fewer if key.startswith(NO) else fewer <= ids(query)


@given(known_queries, st.sampled_from(sorted(KNOWN)), st.data())
def test_a_filter_and_its_negation_part_what_is_asked_in_two(
    query: Query, name: str, data: st.DataObject
) -> None:
    values = tuple(data.draw(st.lists(st.sampled_from(KNOWN[name]), min_size=1, max_size=2)))
    rest = {key: query[key] for key in query if FILTER_BY_KEY[key].name != name}
    with_it, without = ids({**rest, name: values}), ids({**rest, f"{NO}{name}": values})
    assert with_it | without == ids(rest)
    assert not with_it & without


@given(known_queries, known_queries)
def test_two_queries_never_name_a_file_alike(one: Query, other: Query) -> None:
    one, other = (check_query(PLAN, each)[0] for each in (one, other))
    asked = [{key: {*values} for key, values in each.items()} for each in (one, other)]
    assert (query_slug(one) == query_slug(other)) is (asked[0] == asked[1])
    assert re.fullmatch("|[a-z0-9][a-z0-9_-]{0,60}", query_slug(one))
    assert query_slug({key: one[key][::-1] for key in sorted(one)}) == query_slug(one)


def test_a_filter_names_a_file_in_its_own_words_and_never_in_those_that_were_typed() -> None:
    assert query_slug({"nivel": ("regional",)}) == "regional"
    assert query_slug({"no_nivel": ("regional",)}) == "no-nivel-regional"
    assert query_slug({"plazo": ("hasta:12",)}) == "plazo-hasta_12"
    assert query_slug({"prioridad": (YES,)}) == "con-prioridad"
    assert query_slug({"tema": ("abcdef",), "nivel": ("regional",)}).startswith("nivel-tema-")
    assert query_slug({"nivel": ("x-0123abcd",)}) != query_slug({"nivel": ("x",), "tema": ("y",)})
    assert "ana" not in query_slug({"texto": ("ana",)})
    assert query_slug({"sin": ("reporte",)}) != query_slug({"sin_reporte": (YES,)})


@given(st.sampled_from([name for name, each in Accion.model_fields.items() if not each.is_required()]))
def test_an_action_says_a_field_or_is_without_it(campo: str) -> None:
    without = ids({"sin": (campo,)})
    assert without | ids({f"{NO}sin": (campo,)}) == ids({})
    for each in PLAN.acciones:
        said = campo in ACCIONES_SAID[each.id]
        assert (each.id not in without) is said


@given(known_queries)
def test_a_query_is_told_by_every_filter_and_value(query: Query) -> None:
    query, _ = check_query(PLAN, query)
    told = query_label(PLAN, query)
    assert bool(told) is bool(query)
    for key, values in query.items():
        each = FILTER_BY_KEY[key]
        assert (each.negated or each.told if key.startswith(NO) else each.told) in told
        assert all(each.label(PLAN, value) in told for value in values)


def test_what_papers_call_a_thing_finds_it_in_every_filter() -> None:
    for kind in ("eje", "nivel", "institucion", "pais", "tema", "poblacion"):
        each = FILTER_BY_KEY[kind]
        for ident in PLAN.by_kind[kind]:
            assert each.read(PLAN, each.label(PLAN, str(ident))) == ident
    for key, word, ident in (
        ("grupo", "Grupo 1: GRUPO", "g1-retorno"),
        ("grupo", "2", "g2-reintegracion"),
        ("nivel", "n", "nacional"),
        ("eje", "ret", "retorno"),
        ("institucion", "INM (Honduras)", "hn-inm"),
        ("pais", "todos los países de la región", "todos"),
    ):
        assert check_query(PLAN, {key: (word,)}) == ({key: (ident,)}, ())
    assert "es de varias" in said({"institucion": ("INM",)})
    assert "no hay «por_definir»" in said({"eje": ("por_definir",)})
