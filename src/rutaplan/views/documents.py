"""documents: all that can be made of a plan: a new one is a line here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, TypeVar

from rutaplan.model import Grupo
from rutaplan.plan import Plan
from rutaplan.views import directorio
from rutaplan.views.acta import build_acta
from rutaplan.views.cambios import build_cambios
from rutaplan.views.consolidada import build_consolidada, planilla_consolidada
from rutaplan.views.cronograma import build_cronograma
from rutaplan.views.ficha import build_fichas
from rutaplan.views.formulario import build_formulario, planilla_formulario
from rutaplan.views.informe import build_informe, planilla_informe, planilla_seguimiento
from rutaplan.views.institucion import build_institucion
from rutaplan.views.marcha import build_seguimiento
from rutaplan.views.matriz import build_matriz, planilla_matriz
from rutaplan.views.pagina import Pagina
from rutaplan.views.pais import build_pais
from rutaplan.views.pendientes import build_pendientes, planilla_pendientes
from rutaplan.views.planilla import Planilla
from rutaplan.views.plenaria import PaginaPlenaria, build_completa, build_plenaria
from rutaplan.views.sitio import build_sitio

Page: TypeAlias = Pagina | PaginaPlenaria
Pages: TypeAlias = Callable[[Plan, Sequence[str]], Mapping[str, Page]]


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A document: the name of its templates, what it is, in Spanish, and how its pages are built.

    pages gives one page by key, or just one under the empty key. per says of what there is one each,
    in the word of the filter whose ids choose among them. formatos: those that
    the common templates make of it. planillas gives the rows of each, by the same keys,
    if it has a spreadsheet. reports: whether it may print what was reported, which is read only then.
    juntas is the title of all its pages together, and para says who they are for:
    then each is a file in a folder of its own, or all are one. carpeta: in which all of it lies.
    """

    name: str
    description: str
    pages: Pages
    per: Literal["", "accion", "grupo", "institucion", "pais"] = ""
    formatos: tuple[str, ...] = ()
    planillas: Callable[[Plan, Sequence[str]], Mapping[str, Planilla]] | None = None
    reports: bool = True
    juntas: str = ""
    para: str = ""
    carpeta: str = ""


_T = TypeVar("_T")


def _whole(build: Callable[[Plan], _T]) -> Callable[[Plan, Sequence[str]], Mapping[str, _T]]:
    """Make the one page, or the one table, of the whole plan."""
    return lambda plan, _chosen: {"": build(plan)}


def _each_grupo(build: Callable[[Plan, Grupo], _T]) -> Callable[[Plan, Sequence[str]], Mapping[str, _T]]:
    """Make one page, or one table, for each group, by id: a plan has those that the call chose."""
    return lambda plan, _chosen: {grupo.id: build(plan, grupo) for grupo in plan.grupos}


_ALL = ("docx", "html", "md", "pdf")
SEGUIMIENTO = "seguimiento"
CAMBIOS = "cambios"
"""The document that wants another state of the plan beside it."""

DOCUMENTS = (
    DocumentKind(
        "matriz",
        "la tabla del formulario, con una fila por acción",
        _whole(build_matriz),
        planillas=_whole(planilla_matriz),
        formatos=_ALL,
        reports=False,
    ),
    DocumentKind(
        "plenaria",
        "la hoja de quien presenta: lo que se dice, con sus minutos, y al reverso la matriz",
        _each_grupo(build_plenaria),
        per="grupo",
        formatos=("docx",),
        reports=False,
    ),
    DocumentKind(
        "consolidada",
        "todos los grupos: primero las cuentas, luego las acciones por eje y nivel",
        _whole(build_consolidada),
        planillas=_whole(planilla_consolidada),
        formatos=_ALL,
        reports=False,
    ),
    DocumentKind(
        "institucion",
        "una hoja por institución: qué se le pide, para cuándo y con quién",
        build_institucion,
        per="institucion",
        formatos=("docx", "html", "pdf"),
        juntas="Lo que pide el plan a cada institución",
        para="Cada hoja es para quien representa a esa institución ante el plan: su punto focal.",
    ),
    DocumentKind(
        "pais",
        "una hoja por país: qué se pide a sus instituciones",
        build_pais,
        per="pais",
        formatos=("docx", "html", "pdf"),
        juntas="Lo que pide el plan a cada país",
        para="Cada hoja es para quien coordina, en ese país, a las instituciones que el plan nombra.",
    ),
    DocumentKind(
        "ficha",
        "una página por acción, con todo lo que el plan dice de ella",
        build_fichas,
        per="accion",
        formatos=_ALL,
        juntas="Fichas de las acciones",
        para="Cada página es para quien lleva una acción o pregunta por ella: dice todo lo que el plan sabe.",
    ),
    DocumentKind(
        "acta",
        "lo que acordó cada grupo, con líneas para firmar",
        _whole(build_acta),
        formatos=_ALL,
    ),
    DocumentKind(
        "pendientes",
        "qué falta y quién lo decide, con líneas para llenar a mano",
        _whole(build_pendientes),
        planillas=_whole(planilla_pendientes),
        formatos=_ALL,
    ),
    DocumentKind(
        "formulario",
        "el formulario de un grupo, con filas para llenar, que vuelve al plan",
        _each_grupo(build_formulario),
        per="grupo",
        planillas=_each_grupo(planilla_formulario),
        formatos=("docx", "pdf"),
        reports=False,
    ),
    DocumentKind(
        "cronograma", "los meses de cada acción, después de las que la preceden", _whole(build_cronograma)
    ),
    DocumentKind(
        SEGUIMIENTO,
        "cómo va el plan a una fecha de corte, y la tabla en que se informa, que vuelve al plan",
        _whole(build_seguimiento),
        planillas=_whole(planilla_seguimiento),
        formatos=_ALL,
    ),
    DocumentKind(
        "directorio",
        "las instituciones de cada país, para que digan qué sigue así y qué no: vuelve al plan",
        directorio.build_directorio,
        per="pais",
        planillas=directorio.planilla_directorio,
        formatos=("docx",),
        reports=False,
        juntas=directorio.DOCUMENTO,
        para=directorio.PARA,
    ),
    DocumentKind(
        CAMBIOS,
        "qué cambió desde una versión anterior, que se nombra con --desde",
        _whole(build_cambios),
        formatos=_ALL,
    ),
    DocumentKind(
        "sitio", "una sola página web, sin conexión: buscar, filtrar e imprimir", _whole(build_sitio)
    ),
)

COMPLETA = DocumentKind(
    "plenaria-completa",
    "la hoja de quien presenta, con el texto de todas las acciones",
    _each_grupo(build_completa),
    per="grupo",
    reports=False,
)
"""What the plenaria becomes with --completa: its templates are the same."""

INFORME = DocumentKind(
    SEGUIMIENTO,
    "la tabla en que una institución informa",
    build_informe,
    per="institucion",
    planillas=planilla_informe,
    formatos=("docx",),
)
"""What the seguimiento becomes for one institution in a round: its templates are the same."""
