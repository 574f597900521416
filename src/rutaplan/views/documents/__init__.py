"""documents: all that can be made of a plan, each in a module of its own: a new one is a line here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from rutaplan.plan import Plan

if TYPE_CHECKING:
    from rutaplan.views.documents.plenaria import PaginaPlenaria
    from rutaplan.views.pagina import Pagina
    from rutaplan.views.planilla import Planilla

Page: TypeAlias = "Pagina | PaginaPlenaria"
Pages: TypeAlias = Callable[[Plan, Sequence[str]], Mapping[str, "Page"]]
Planillas: TypeAlias = Callable[[Plan, Sequence[str]], Mapping[str, "Planilla"]]


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A document: the name of its templates, what it is, in Spanish, and how its pages are built.

    pages gives one page by key, or just one under the empty key. per says of what there is one each, in the
    word of the filter whose ids choose among them. formatos: those that the common templates make of it.
    planillas gives the rows of each, by the same keys, if it has a spreadsheet. reports: whether it may print
    what was reported, which is read only then. juntas is the title of all its pages together, and para says
    who they are for: then they are files in a folder of their own, or all one. carpeta: in which it lies.
    """

    name: str
    description: str
    pages: Pages
    per: Literal["", "accion", "grupo", "institucion", "pais"] = ""
    formatos: tuple[str, ...] = ()
    planillas: Planillas | None = None
    reports: bool = True
    juntas: str = ""
    para: str = ""
    carpeta: str = ""


def _whole(function: str) -> Callable[[Plan, Sequence[str]], Mapping[str, Any]]:
    """Make the one page, or the one table, of the whole plan."""
    return lambda plan, _chosen: {"": _own(function)(plan)}


def _each_grupo(function: str) -> Callable[[Plan, Sequence[str]], Mapping[str, Any]]:
    """Make one page, or one table, for each group, by id: a plan has those that the call chose."""
    return lambda plan, _chosen: {grupo.id: _own(function)(plan, grupo) for grupo in plan.grupos}


def _chosen(function: str) -> Callable[[Plan, Sequence[str]], Mapping[str, Any]]:
    """Make a page, or a table, for each of what the call chose."""

    def make(plan: Plan, chosen: Sequence[str]) -> Mapping[str, Any]:
        made: Mapping[str, Any] = _own(function)(plan, chosen)
        return made

    return make


def _own(function: str) -> Callable[..., Any]:
    """The function of a module here, as "matriz.build_matriz": loaded when its document is made."""
    module, _, name = function.partition(".")
    made: Callable[..., Any] = getattr(import_module(f"{__name__}.{module}"), name)
    return made


_ALL = ("docx", "html", "md", "pdf")
SEGUIMIENTO = "seguimiento"
CAMBIOS = "cambios"
"""The document that wants another state of the plan beside it."""

DIRECTORIO = DocumentKind(
    "directorio",
    "las instituciones de cada país, para que digan qué sigue así y qué no: vuelve al plan",
    _chosen("directorio.build_directorio"),
    per="pais",
    planillas=_chosen("directorio.planilla_directorio"),
    formatos=("docx",),
    reports=False,
    juntas="Directorio de instituciones",
    para="Cada hoja es para quien conoce las instituciones de su país, y dice cuáles siguen así.",
)

DOCUMENTS = (
    DocumentKind(
        "matriz",
        "la tabla del formulario, con una fila por acción",
        _whole("matriz.build_matriz"),
        planillas=_whole("matriz.planilla_matriz"),
        formatos=_ALL,
        reports=False,
    ),
    DocumentKind(
        "plenaria",
        "la hoja de quien presenta: lo que se dice, con sus minutos, y al reverso la matriz",
        _each_grupo("plenaria.build_plenaria"),
        per="grupo",
        formatos=("docx",),
        reports=False,
    ),
    DocumentKind(
        "consolidada",
        "todos los grupos: primero las cuentas, luego las acciones por eje y nivel",
        _whole("consolidada.build_consolidada"),
        planillas=_whole("consolidada.planilla_consolidada"),
        formatos=_ALL,
        reports=False,
    ),
    DocumentKind(
        "institucion",
        "una hoja por institución: qué se le pide, para cuándo y con quién",
        _chosen("institucion.build_institucion"),
        per="institucion",
        formatos=("docx", "html", "pdf"),
        juntas="Lo que pide el plan a cada institución",
        para="Cada hoja es para quien representa a esa institución ante el plan: su punto focal.",
    ),
    DocumentKind(
        "pais",
        "una hoja por país: qué se pide a sus instituciones",
        _chosen("pais.build_pais"),
        per="pais",
        formatos=("docx", "html", "pdf"),
        juntas="Lo que pide el plan a cada país",
        para="Cada hoja es para quien coordina, en ese país, a las instituciones que el plan nombra.",
    ),
    DocumentKind(
        "ficha",
        "una página por acción, con todo lo que el plan dice de ella",
        _chosen("ficha.build_fichas"),
        per="accion",
        formatos=_ALL,
        juntas="Fichas de las acciones",
        para="Cada página es para quien lleva una acción o pregunta por ella: dice todo lo que el plan sabe.",
    ),
    DocumentKind(
        "acta",
        "lo que acordó cada grupo, con líneas para firmar",
        _whole("acta.build_acta"),
        formatos=_ALL,
        reports=False,
    ),
    DocumentKind(
        "pendientes",
        "qué falta y quién lo decide, con líneas para llenar a mano",
        _whole("pendientes.build_pendientes"),
        planillas=_whole("pendientes.planilla_pendientes"),
        formatos=_ALL,
    ),
    DocumentKind(
        "formulario",
        "el formulario de un grupo, con filas para llenar, que vuelve al plan",
        _each_grupo("formulario.build_formulario"),
        per="grupo",
        planillas=_each_grupo("formulario.planilla_formulario"),
        formatos=("docx", "pdf"),
        reports=False,
    ),
    DocumentKind(
        "cronograma",
        "los meses de cada acción, después de las que la preceden",
        _whole("cronograma.build_cronograma"),
    ),
    DocumentKind(
        SEGUIMIENTO,
        "cómo va el plan a una fecha de corte, y la tabla en que se informa, que vuelve al plan",
        _whole("marcha.build_seguimiento"),
        planillas=_whole("informe.planilla_seguimiento"),
        formatos=_ALL,
    ),
    DIRECTORIO,
    DocumentKind(
        CAMBIOS,
        "qué cambió desde una versión anterior, que se nombra con --desde",
        _whole("cambios.build_cambios"),
        formatos=_ALL,
    ),
    DocumentKind(
        "sitio",
        "una sola página web, sin conexión: buscar, filtrar e imprimir",
        _whole("sitio.build_sitio"),
        reports=False,
    ),
)

COMPLETA = DocumentKind(
    "plenaria-completa",
    "la hoja de quien presenta, con el texto de todas las acciones",
    _each_grupo("plenaria.build_completa"),
    per="grupo",
    reports=False,
)
"""What the plenaria becomes with --completa: its templates are the same."""

INFORME = DocumentKind(
    SEGUIMIENTO,
    "la tabla en que una institución informa",
    _chosen("informe.build_informe"),
    per="institucion",
    planillas=_chosen("informe.planilla_informe"),
    formatos=("docx",),
)
"""What the seguimiento becomes for one institution in a round: its templates are the same."""
