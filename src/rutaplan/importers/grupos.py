"""grupos: the file of a group that a form names. What it holds about people goes nowhere else."""

import json
import re

from rutaplan.edit import EditError, new_hoja
from rutaplan.importers.lectura import GrupoLeido
from rutaplan.importers.nombres import Nombres
from rutaplan.model import POR_DEFINIR, SILENCIOS
from rutaplan.plan import Plan
from rutaplan.schema import modeline

_SIN_NADIE = re.compile(r"(?m)^participantes: por_definir(?=[ \t]*$)")


def group_text(grupo: GrupoLeido, plan: Plan, before: str) -> str:
    """Write a group's file: a new one, or the old one with its participants, where it had none."""
    text = before or new_hoja(
        {
            "id": grupo.id, "numero": grupo.numero, "nombre": grupo.nombre or POR_DEFINIR, "eje": grupo.eje,
            "participantes": POR_DEFINIR, "ponente": POR_DEFINIR,
        },
        modeline(f"grupos/{grupo.id}.yaml"),
    )  # fmt: skip
    if not grupo.participantes:
        return text
    if not may_take_people(text):
        raise EditError("el archivo del grupo ya tiene participantes")
    nombres = Nombres(plan)
    lines = ["participantes:"]
    for nombre, cargo, institucion in grupo.participantes:
        ids = nombres.read(institucion).ids if institucion else ()
        known = ids[0] if len(ids) == 1 and ids[0] not in SILENCIOS else POR_DEFINIR
        lines += [
            f"  - nombre: {_quoted(nombre)}",
            f"    cargo: {_quoted(cargo) if cargo else POR_DEFINIR}",
            f"    institucion: {known}",
            "    autoriza_publicar: false",
        ]
    return _SIN_NADIE.sub(lambda _: "\n".join(lines), text, count=1)


def may_take_people(text: str) -> bool:
    """Whether nobody has written yet who was in the group."""
    return _SIN_NADIE.search(text) is not None


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # what JSON quotes, YAML reads
