"""views: the documents. Each is a frozen page, ordered, counted and labelled; templates only print it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from rutaplan.plan import Plan
from rutaplan.views.consolidada import build_consolidada
from rutaplan.views.cronograma import build_cronograma
from rutaplan.views.institucion import build_fichas_institucion
from rutaplan.views.matriz import build_matriz
from rutaplan.views.pagina import Pagina
from rutaplan.views.pais import build_fichas_pais
from rutaplan.views.pendientes import build_pendientes
from rutaplan.views.plenaria import Plenaria, build_plenarias
from rutaplan.views.sitio import build_sitio
from rutaplan.views.tabla import Tabla, tabla_consolidada, tabla_matriz, tabla_pendientes

__all__ = ["DOCUMENTS", "Document", "Page", "Tabla"]

Page: TypeAlias = Pagina | Plenaria
Pages: TypeAlias = Callable[[Plan, Sequence[str]], Mapping[str, Page]]


@dataclass(frozen=True, slots=True)
class Document:
    """A document: the name of its templates, what it is, in Spanish, and how its pages are built.

    pages gives one page by key, or just one under the empty key. per says of what there is one each,
    in the word of the filter whose ids choose among them. tabla gives its rows, if it has a spreadsheet.
    """

    name: str
    description: str
    pages: Pages
    per: Literal["", "grupos", "instituciones", "paises"] = ""
    tabla: Callable[[Plan], Tabla] | None = None


def _whole(build: Callable[[Plan], Page]) -> Pages:
    """Make the one page of the whole plan."""
    return lambda plan, _chosen: {"": build(plan)}


DOCUMENTS = (
    Document(
        "matriz", "la tabla del formulario, con una fila por acción", _whole(build_matriz), tabla=tabla_matriz
    ),
    Document(
        "plenaria",
        "la hoja de quien presenta: lo que se dice, con su tiempo, y al reverso la matriz",
        build_plenarias,
        per="grupos",
    ),
    Document(
        "consolidada",
        "todos los grupos en una tabla, con cuentas por eje, nivel y plazo",
        _whole(build_consolidada),
        tabla=tabla_consolidada,
    ),
    Document(
        "institucion",
        "una hoja por institución: qué se le pide, para cuándo y con quién",
        build_fichas_institucion,
        per="instituciones",
    ),
    Document(
        "pais",
        "una hoja por país: qué se pide a sus instituciones",
        build_fichas_pais,
        per="paises",
    ),
    Document(
        "pendientes",
        "qué falta y quién lo decide, con líneas para llenar a mano",
        _whole(build_pendientes),
        tabla=tabla_pendientes,
    ),
    Document(
        "cronograma", "los meses de cada acción, después de las que la preceden", _whole(build_cronograma)
    ),
    Document("sitio", "una sola página web, sin conexión: buscar, filtrar e imprimir", _whole(build_sitio)),
)
