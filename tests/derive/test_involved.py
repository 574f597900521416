"""A type among the institutions stands for the bodies of that type of the action's countries."""

from datetime import date

import pytest
from helpers.blocks import rows
from helpers.plans import TALLER, accion, plan
from hypothesis import given
from hypothesis import strategies as st

from rutaplan.derive import named_in
from rutaplan.derive.facts import said
from rutaplan.derive.involved import bodies, expand, involucrada_label, paises_of, sin_label
from rutaplan.diagnostics import Diagnostic
from rutaplan.plan import Plan
from rutaplan.query import check_query, select
from rutaplan.rules import check
from rutaplan.views.columnas import column
from rutaplan.views.documents.institucion import build_institucion
from rutaplan.views.documents.matriz import planilla_matriz
from rutaplan.views.documents.pais import build_pais
from rutaplan.views.documents.sitio import build_sitio
from rutaplan.views.fila import Filas

CATALOGOS = """
paises:
  HN: {iso3: HND, nombre: Honduras, crm: miembro}
  GT: {iso3: GTM, nombre: Guatemala, crm: miembro}
  MX: {iso3: MEX, nombre: México, crm: miembro}
  PE: {iso3: PER, nombre: Perú, crm: observador}
tipos_institucion:
  cancilleria: {nombre: Cancillería, plural: cancillerías, menciones: [consulados]}
  consejo: {nombre: Consejo de migración}
  organismo: {nombre: Organismo, plural: organismos internacionales}
  local: {nombre: Gobierno local, plural: gobiernos locales, menciones: [alcaldías]}
temas: {tema: {nombre: Tema, familia: familia}}
familias: {familia: {nombre: Familia}}
poblaciones: {poblacion: {nombre: Población}}
pmm: {}
ods: {}
"""
INSTITUCIONES = """
hn-sreci: {sigla: SRECI, nombre: Secretaría, pais: HN, tipo: cancilleria, fuente: x, confianza: verificada}
mx-sre: {sigla: SRE, nombre: Secretaría, pais: MX, tipo: cancilleria, fuente: x, confianza: verificada}
pe-mre: {sigla: MRE, nombre: Ministerio, pais: PE, tipo: cancilleria, fuente: x, confianza: verificada}
gt-viejo: {nombre: Viejo, pais: GT, tipo: consejo, vigente_hasta: 2026-05, sucesora: gt-medio, fuente: x, confianza: verificada}
gt-medio: {nombre: Medio, pais: GT, tipo: consejo, vigente_hasta: 2028, sucesora: gt-nuevo, fuente: x, confianza: verificada}
gt-nuevo: {nombre: Nuevo, pais: GT, tipo: cancilleria, fuente: x, confianza: verificada}
hn-ido: {nombre: Ido, pais: HN, tipo: consejo, vigente_hasta: 2026, fuente: x, confianza: verificada}
red: {nombre: Red, ambito: regional, tipo: consejo, fuente: x, confianza: verificada}
oim: {sigla: OIM, nombre: Organización, ambito: internacional, tipo: organismo, fuente: x, confianza: verificada}
"""
END = "fecha_fin: 2027-02-02"


def made(*lines: str, instituciones: str = "[cancilleria]", directory: str = INSTITUCIONES) -> Plan:
    return plan(
        accion("RET-R-01", "Revisar los manuales de las instituciones.", *lines, instituciones=instituciones),
        taller=TALLER.replace("fecha_fin: por_definir", END),
        instituciones=directory,
        more={"catalogos.yaml": CATALOGOS},
    )


def names(made: Plan) -> str:
    return said(made, made.acciones[0], "instituciones")


def ids(made: Plan, tipo: str, corte: date | None = None) -> tuple[str, ...]:
    return expand(made, made.acciones[0], tipo, corte).instituciones


def codes(made: Plan) -> set[str]:
    return {each.code for each in check(made)}


def test_it_is_printed_with_the_countries_of_the_action() -> None:
    assert names(made("paises: [HN, GT, MX]")) == "cancillerías de HN, GT y MX"
    assert names(made("paises: [HN]", instituciones="[oim, consejo]")) == "OIM, consejo de migración de HN"
    assert names(made()) == names(made("paises: todos")) == "cancillerías de los países de la región"
    assert names(made("paises: por_definir")) == "cancillerías (países: por definir)"
    assert names(made("paises: [HN]", instituciones="[organismo]")) == "organismos internacionales"
    both = made("paises: [HN, GT, MX]", instituciones="[cancilleria, oim, por_definir]")
    assert names(both) == "cancillerías de HN, GT y MX; OIM; por definir"


def test_it_stands_for_those_of_its_countries_that_the_directory_knows() -> None:
    three = made("paises: [HN, GT, MX]")
    assert ids(three, "cancilleria") == ("hn-sreci", "mx-sre", "gt-nuevo")
    assert ids(made("paises: [PE]"), "cancilleria") == ("pe-mre",)
    assert ids(made(), "cancilleria") == ("hn-sreci", "mx-sre", "gt-nuevo"), "every member, and no observer"
    assert ids(made("paises: por_definir"), "cancilleria") == (), "nobody has decided for which countries"
    assert ids(three, "organismo") == ("oim",)
    locales = expand(three, three.acciones[0], "local")
    assert (locales.instituciones, locales.sin) == ((), ("HN", "GT", "MX"))
    told = "3 países sin gobiernos locales en el directorio: HN, GT y MX"
    assert sin_label(three, "local", locales) == told
    assert expand(three, three.acciones[0], "organismo").sin == (), "no country has one of its own"


@pytest.mark.parametrize(
    ("corte", "found"),
    [
        (date(2026, 4, 30), ("gt-viejo", "gt-medio", "red")),  # hn-ido: all of 2026 counts
        (date(2026, 5, 1), ("gt-medio", "red")),
        (None, ("gt-medio", "red")),
        (date(2027, 12, 31), ("gt-medio", "red")),
        (date(2028, 1, 1), ("gt-nuevo", "red")),
    ],
)
def test_one_that_has_ceased_gives_whoever_took_over(corte: date | None, found: tuple[str, ...]) -> None:
    at = made("paises: [HN, GT]")
    ended = expand(at, at.acciones[0], "consejo", corte)
    assert ended.instituciones == found
    assert ended.sin == ("HN",)


def test_a_circle_of_heirs_ends() -> None:
    loop = INSTITUCIONES.replace("gt-nuevo: {nombre: Nuevo,", "gt-nuevo: {nombre: Nuevo, sucesora: gt-viejo,")
    assert ids(made("paises: [GT]", directory=loop), "consejo", date(2030, 1, 1)) == ("red",)


def test_filters_find_an_action_by_the_body_and_by_the_type() -> None:
    here = made("paises: [HN, MX]")
    for value in ("hn-sreci", "SRECI", "cancilleria", "Cancillería"):
        query, unknown = check_query(here, {"institucion": (value,)})
        assert (unknown, len(select(here, query).acciones)) == ((), 1), value
    assert select(here, {"institucion": ("gt-nuevo",)}).acciones == ()
    assert select(here, {"no_institucion": ("mx-sre",)}).acciones == ()
    assert paises_of(made(), made().acciones[0]) == {"HN", "GT", "MX"}
    assert select(made(), {"pais": ("GT",)}).acciones != ()


def test_rules_look_at_the_bodies_that_it_stands_for() -> None:
    assert "NIV07" not in codes(made("paises: [HN, MX]"))
    assert "NIV07" in codes(made("paises: [HN]")), "one country is not the region"
    assert "INS05" not in codes(made("paises: [HN, MX]", "responsable: mx-sre"))
    assert "INS05" in codes(made("paises: [HN]", "responsable: mx-sre"))
    assert "INS06" in codes(made("paises: [HN, MX]")), "several bodies, and none answers for it"
    assert "INS06" not in codes(made("paises: [HN]"))
    assert "INS04" not in codes(made("paises: [GT]", instituciones="[consejo]"))


def told(made: Plan, code: str) -> Diagnostic:
    (found,) = [each for each in check(made) if each.code == code]
    return found


@pytest.mark.parametrize(
    ("typed", "mend"),
    [
        ("cancilleri", "escriba «cancilleria»"),
        ("Cancillerías", "escriba «cancilleria»"),
        ("alcaldías", "escriba «local»"),
        ("hn-srec", "escriba «hn-sreci»"),
        ("todas", "escriba los tipos que participan, como «cancilleria», o «por_definir»"),
    ],
)
def test_a_name_in_the_place_of_a_type_has_its_mend(typed: str, mend: str) -> None:
    found = told(made(instituciones=f"[{typed}]"), "INS02")
    assert (found.found, found.help) == (f"«{typed}»", mend)
    assert found.expected == "un id de instituciones.yaml, o un tipo de catalogos.yaml"


def test_only_instituciones_takes_a_type() -> None:
    found = told(made("responsable: cancilleria"), "INS02")
    assert found.expected == "un id de instituciones.yaml"
    assert "solo va en «instituciones»" in found.help


@pytest.mark.parametrize(("ident", "other"), [("oim", "una institución"), ("por_definir", "un silencio")])
def test_a_type_is_not_called_as_anything_else(ident: str, other: str) -> None:
    wrong = plan(
        taller=TALLER,
        instituciones=INSTITUCIONES,
        more={"catalogos.yaml": CATALOGOS.replace("  local:", f"  {ident}:")},
    )
    found = told(wrong, "REF03")
    assert (found.found, found.place.path) == (f"«{ident}», que es {other}", "data/catalogos.yaml")


def test_each_of_its_bodies_has_it_on_its_sheet() -> None:
    here = made("paises: [HN, GT, PE]", instituciones="[cancilleria, oim, local]")
    sheets = build_institucion(here, ())
    assert list(sheets) == ["hn-sreci", "pe-mre", "gt-nuevo", "oim"]
    (row,) = rows(sheets["hn-sreci"]).values()
    assert row["Participa como"].texto == "involucrada, entre las cancillerías de HN,\xa0GT\xa0y\xa0PE"
    assert row["Con"].texto == "cancillerías de HN, GT y PE; OIM; gobiernos locales de HN, GT y PE"
    paises = build_pais(here, ())
    assert list(paises) == ["hn", "gt", "pe"]
    (row,) = rows(paises["gt"]).values()
    assert row["De este país"].texto == "Nuevo (Guatemala); gobiernos locales: ninguna en el directorio"
    assert list(build_institucion(here, ("cancilleria",))) == ["hn-sreci", "pe-mre", "gt-nuevo"]
    assert list(build_institucion(here, ("mx-sre", "cancilleria"))) == [
        "mx-sre", "hn-sreci", "pe-mre", "gt-nuevo"
    ]  # fmt: skip
    assert list(build_institucion(here, ("local",))) == [""], "the directory knows none"
    (row,) = rows(build_institucion(made("paises: [HN]"), ())["hn-sreci"]).values()
    assert row["Con"].texto == "", "nobody but itself"


def test_tables_and_lists_print_it_and_offer_it() -> None:
    here = made("paises: [HN, MX]", "responsable: oim", instituciones="[cancilleria, oim]")
    tabla = planilla_matriz(here)
    assert "cancillerías de HN y MX; OIM" in tabla.filas[0]
    offered = {each.titulo: each.valores for each in tabla.opciones}
    assert {"cancillerías", "gobiernos locales", "consejo de migración"} <= {*offered["Instituciones"]}
    cell = column("quienes").celda(Filas(here), here.acciones[0])
    assert cell.texto == "cancillerías de HN\xa0y\xa0MX; OIM, responsable"
    sitio = build_sitio(here)
    (row,) = [fila for parte in sitio.partes for fila in parte.filas]
    assert [each.nombre for each in row.instituciones] == ["cancillerías de HN y MX", "OIM"]
    assert "hn-sreci" in " ".join(clave.valores for clave in row.claves).split()


CODES = st.lists(st.sampled_from(["HN", "GT", "MX", "PE"]), min_size=1, unique=True)
NAMED = st.lists(
    st.sampled_from(["cancilleria", "consejo", "organismo", "local", "hn-sreci", "oim", "gt-viejo"]),
    min_size=1,
    unique=True,
)


@given(CODES, NAMED, st.dates(date(2025, 1, 1), date(2030, 1, 1)))
def test_each_country_has_a_body_or_is_told(codes: list[str], named: list[str], corte: date) -> None:
    here = made(f"paises: [{', '.join(codes)}]", instituciones=f"[{', '.join(named)}]")
    asked = here.acciones[0]
    whom = bodies(here, asked, named_in(asked), corte)
    assert len(set(whom)) == len(whom)
    assert set(whom) <= set(here.institucion_by_id)
    assert {each for each in named if each in here.institucion_by_id} <= set(whom)
    for tipo in set(named) & set(here.catalogos.tipos_institucion):
        found = expand(here, asked, tipo, corte)
        assert set(found.instituciones) <= set(whom)
        assert found.paises in {tuple(codes), ()}
        having = {here.institucion_by_id[each].pais for each in found.instituciones}
        assert {*found.paises} - {*found.sin} <= having
        assert {*found.sin}.isdisjoint(having - {"GT"})
        label = involucrada_label(here, asked, tipo)
        assert all(code in label for code in found.paises)
