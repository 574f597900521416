"""participantes: who our form says was in a group, for the group's own file and nothing else."""

from collections.abc import Sequence

from rutaplan.importers.lectura import Duda, GrupoLeido
from rutaplan.importers.rejilla import Casilla, Documento, Rejilla
from rutaplan.importers.ubicador import Ubicador
from rutaplan.model import Grupo
from rutaplan.plan import Plan
from rutaplan.suggest import fold

_COLUMNAS = 3


def read_participantes(documento: Documento, plan: Plan) -> tuple[tuple[GrupoLeido, ...], tuple[Duda, ...]]:
    """Read the tables of participants: people for the groups that have none yet, and what is not taken."""
    ubicador = Ubicador(plan)
    groups: list[GrupoLeido] = []
    doubts: list[Duda] = []
    grupo = ""
    for bloque in documento.bloques:
        if isinstance(bloque, Casilla):
            grupo = (fold(bloque.texto).startswith("grupo ") and ubicador.grupo(bloque.texto)) or grupo
        elif grupo in plan.grupo_by_id and _is_people(bloque):
            _take(bloque, plan.grupo_by_id[grupo], groups, doubts)
    return tuple(groups), tuple(doubts)


def _is_people(rejilla: Rejilla) -> bool:
    first = rejilla.filas[0] if rejilla.filas else ()
    return len(first) == _COLUMNAS and fold(first[0].texto).startswith("participantes")


def _take(rejilla: Rejilla, grupo: Grupo, groups: list[GrupoLeido], doubts: list[Duda]) -> None:
    written = [fila for fila in rejilla.filas[1:] if any(each.texto for each in fila)]
    if grupo.miembros:
        if len(written) > len(grupo.miembros):
            doubts.append(Duda(rejilla.lugar, "el grupo ya tiene participantes: los nuevos se pasan a mano"))
        return
    named = [fila for fila in written if fila[0].texto]
    if len(named) < len(written):
        doubts.append(Duda(rejilla.lugar, "hay participantes sin nombre: se pasan a mano"))
    if named:
        people = tuple(_person(fila) for fila in named)
        groups.append(GrupoLeido(grupo.id, grupo.numero, grupo.nombre, grupo.eje, rejilla.lugar, people))


def _person(fila: Sequence[Casilla]) -> tuple[str, str, str]:
    nombre, cargo, institucion = (" ".join(each.texto.split()) for each in fila[:_COLUMNAS])
    return nombre, cargo, institucion
