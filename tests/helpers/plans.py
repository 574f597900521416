"""A small workshop in YAML, for the tests of documents: two niveles, two ejes, three institutions."""

from collections.abc import Mapping

from rutaplan.files import RawFile
from rutaplan.load import build
from rutaplan.plan import Plan
from rutaplan.render import own_folder
from rutaplan.views.documents import CAMBIOS
from rutaplan.writers.offers import find_offers


def documents(kind: str) -> tuple[str, ...]:
    """The documents that are made of a plan alone in a format, in their order."""
    found = (each.document.name for each in find_offers((own_folder(),)) if each.format == kind)
    return tuple(name for name in found if name != CAMBIOS)


TALLER = """
titulo: Planteamiento de acciones
nombre: por_definir
objetivo: Elaborar una posible ruta.
fecha_inicio: por_definir
fecha_fin: por_definir
ciudad: por_definir
pais: por_definir
organiza: por_definir
documento_origen: fuentes/formulario.txt
plenaria: {minutos: 1, palabras_por_minuto: 120, fuente: convención}
horizontes: {corto: 12, mediano: 36}
exige: [plazo_meses, instituciones]
ejes:
  - {id: retorno, sigla: RET, nombre: Retorno, encabezado: Procesos de retorno}
  - {id: integracion, sigla: INT, nombre: Integración, encabezado: por_definir}
niveles:
  - {id: nacional, sigla: N, nombre: Nacional, encabezado: A implementar a Nivel Nacional}
  - {id: regional, sigla: R, nombre: Regional, encabezado: A implementar a nivel regional}
"""

INSTITUCIONES = """
hn-inm: {sigla: INM, nombre: Instituto Nacional de Migración, pais: HN, tipo: tipo, fuente: x, confianza: verificada}
oim: {sigla: OIM, nombre: Organización Internacional, ambito: internacional, tipo: tipo, fuente: x, confianza: verificada}
hn-x: {nombre: Consejo de Honduras, pais: HN, tipo: tipo, fuente: x, confianza: verificada}
hn-y: {nombre: Consejo, pais: HN, tipo: tipo, fuente: x, confianza: verificada}
"""
CATALOGOS = """
paises: {HN: {iso3: HND, nombre: Honduras, crm: miembro}}
tipos_institucion: {tipo: {nombre: Tipo}}
temas: {tema: {nombre: Tema, familia: familia}}
familias: {familia: {nombre: Familia}}
poblaciones: {poblacion: {nombre: Población}}
pmm: {"10": {etiqueta: Trata, nombre: Trata., confianza: verificada}}
ods: {"8.7": {nombre: Trabajo, confianza: verificada}}
"""
GRUPO = """
id: g1-retorno
numero: 1
nombre: RETORNO
eje: retorno
participantes: por_definir
ponente: por_definir
"""


def accion(
    ident: str, texto: str, *lines: str, plazo: str = "por_definir", instituciones: str = "por_definir"
) -> RawFile:
    """An action's file; lines are its optional keys."""
    nivel = "nacional" if "-N-" in ident else "regional"
    head = f"id: {ident}\neje: retorno\nnivel: {nivel}\ngrupo: g1-retorno\ntexto: |-\n  {texto}"
    text = "\n".join([head, f"plazo_meses: {plazo}", f"instituciones: {instituciones}", *lines, ""])
    return RawFile(f"data/acciones/retorno/{ident}.yaml", f"acciones/retorno/{ident}.yaml", text)


def plan(
    *acciones: RawFile,
    grupo: str = GRUPO,
    taller: str = TALLER,
    instituciones: str = INSTITUCIONES,
    more: Mapping[str, str] | None = None,
) -> Plan:
    """The plan of some actions. Fails if the texts are not what the format says."""
    texts = {
        "taller.yaml": taller,
        "instituciones.yaml": instituciones,
        "catalogos.yaml": CATALOGOS,
        "grupos/g1-retorno.yaml": grupo,
        **(more or {}),
    }
    files = [RawFile(f"data/{name}", name, text) for name, text in texts.items()]
    made, diagnostics = build([*files, *acciones], prefix="data/")
    assert not diagnostics, diagnostics
    return made
