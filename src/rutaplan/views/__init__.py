"""views: the documents. Each is a frozen page, ordered, counted and labelled; templates only print it."""

from collections.abc import Callable
from dataclasses import dataclass

from rutaplan.model import Grupo
from rutaplan.plan import Plan
from rutaplan.views.matriz import Matriz, build_matriz
from rutaplan.views.plenaria import Plenaria, build_plenaria

__all__ = ["DOCUMENTS", "Document", "Matriz", "Page", "Plenaria", "build_matriz", "build_plenaria"]

Page = Matriz | Plenaria


@dataclass(frozen=True, slots=True)
class Document:
    """A document: name of its templates, what it is, in Spanish, and how its page is built.

    One of the two is set: of_plan for one page of the whole plan, of_grupo for one page a group.
    """

    name: str
    description: str
    of_plan: Callable[[Plan], Page] | None = None
    of_grupo: Callable[[Plan, Grupo], Page] | None = None

    @property
    def per_grupo(self) -> bool:
        """Whether there is one page for each group."""
        return self.of_grupo is not None


DOCUMENTS = (
    Document("matriz", "la tabla del formulario, con una fila por acción", of_plan=build_matriz),
    Document(
        "plenaria", "la hoja de quien presenta: lo que se dice, con su tiempo, y al reverso la matriz",
        of_grupo=build_plenaria,
    ),
)  # fmt: skip
