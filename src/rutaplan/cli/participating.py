"""participating: somebody of a group, as typed in a call; no message repeats a name."""

from collections.abc import Mapping
from typing import Any

from rutaplan.cli.typed import Typed
from rutaplan.derive.titles import plain
from rutaplan.edit import EditError
from rutaplan.edit.setting import Valor
from rutaplan.model import Participante, fields
from rutaplan.plan import Plan

PERSONA = "nombre, cargo, institución"
_PUBLICA = {"autoriza", "autoriza publicar"}


def read_persona(plan: Plan, text: str) -> dict[str, Valor]:
    """Read somebody: nombre, cargo, institución, autoriza. Raises EditError."""
    parts = [each.strip() for each in text.split(",")]
    publica = plain(parts[-1]) in _PUBLICA
    nombre, cargo, *rest = [*(parts[:-1] if publica else parts), "", ""]
    institucion = ", ".join(filter(None, rest))
    if not (nombre and cargo and institucion):
        raise EditError(f"una persona se escribe «{PERSONA}»; con «, autoriza» al final si lo ha permitido")
    try:
        read = Typed(plan).read(fields(Participante)["institucion"], institucion)
    except EditError as error:
        raise EditError(
            f"una persona se escribe «{PERSONA}», y la institución no se entiende: escriba su id"
        ) from error
    return {"nombre": nombre, "cargo": cargo, "institucion": read, "autoriza_publicar": publica}


def is_there(persona: Mapping[str, Valor], participantes: Any) -> bool:  # noqa: ANN401 - any value of a sheet
    """Whether somebody is in a group already, as typed. Raises EditError for one who is otherwise."""
    for number, each in enumerate(people_in(participantes), 1):
        known = {"autoriza_publicar": False, **each}
        if plain(str(known.get("nombre"))) == plain(str(persona["nombre"])):
            if all(known.get(key) == value for key, value in persona.items() if key != "nombre"):
                return True
            raise EditError(
                "alguien de ese nombre ya está en el grupo: cambie su ficha, "
                f"participantes.{number}.CAMPO=VALOR"
            )
    return False


def people_in(value: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any value of a sheet
    """The persons that a list holds, or the one that a value is."""
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict)]
