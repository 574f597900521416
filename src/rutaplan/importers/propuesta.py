"""propuesta: what a document would change in the plan, and all that it would not, with the reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rutaplan.importers.lector import Valor
from rutaplan.importers.lectura import Duda, GrupoLeido, Lectura

PAPEL, PLAN = "papel", "plan"


@dataclass(frozen=True, slots=True)
class Diferencia:
    """A field of an action that the document has otherwise. antes: the plan's; None where it has none."""

    ident: str
    campo: str
    antes: Valor | None
    despues: Valor
    lugar: str
    aviso: str = ""


@dataclass(frozen=True, slots=True)
class Nueva:
    """An action that the plan does not have, with every field to be written, id among them."""

    ident: str
    valores: Mapping[str, Valor]
    lugar: str
    avisos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflicto:
    """A difference that is nobody's mistake: both sides changed; razon says how that is known."""

    diferencia: Diferencia
    razon: str


@dataclass(slots=True)
class Propuesta:
    """The whole of it. iguales counts the actions that the document has as the plan has them.

    descartados: what the document has otherwise, and the call prefers the plan's.
    ausentes: the actions of the plan that the document does not mention; they stay as they are.
    """

    lectura: Lectura
    cambios: list[Diferencia] = field(default_factory=list)
    nuevas: list[Nueva] = field(default_factory=list)
    grupos: list[GrupoLeido] = field(default_factory=list)
    taller: list[Diferencia] = field(default_factory=list)
    conflictos: list[Conflicto] = field(default_factory=list)
    descartados: list[Diferencia] = field(default_factory=list)
    dudas: list[Duda] = field(default_factory=list)
    iguales: int = 0
    ausentes: tuple[str, ...] = ()


def without(propuesta: Propuesta, refused: Iterable[tuple[Diferencia | Nueva, str]]) -> None:
    """Take out what cannot be written, and tell why instead."""
    for each, reason in refused:
        if isinstance(each, Nueva):
            propuesta.nuevas.remove(each)
            propuesta.dudas.append(Duda(each.lugar, f"acción nueva {each.ident}: {reason}"))
        else:
            (propuesta.cambios if each in propuesta.cambios else propuesta.taller).remove(each)
            propuesta.dudas.append(Duda(each.lugar, f"{each.ident or 'taller'}, {each.campo}: {reason}"))
