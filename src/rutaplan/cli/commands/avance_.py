"""rutaplan avance: what an institution reports of an action, in a file of its own."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial

import click

from rutaplan.cli import OK, NoPlan, terminal
from rutaplan.cli.options import Choice, datos_option, read_day_or_today, thing_named
from rutaplan.cli.typed import Typed, read_as
from rutaplan.cli.writing import begin, write_changes, write_options
from rutaplan.derive import enumerate_words
from rutaplan.derive.mentions import discreet
from rutaplan.edit.adding import report
from rutaplan.edit.setting import Valor
from rutaplan.model import ESTADOS_AVANCE, LIBRE, Accion, Avance, fields
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.reporters.console import block

_NEEDED = {"reporta": "quién informa", "estado": "en qué estado va", "texto": "qué se hizo"}
"""What a report says at the least, as people call it."""


@click.command("avance", options_metavar="[OPCIONES]")
@click.argument("ident", metavar="ID")
@click.option("--reporta", metavar="NOMBRE", help="Quién informa: su id, su sigla o su nombre.")
@click.option("--fecha", metavar="FECHA", callback=read_day_or_today, help="De qué día es; si no, hoy.")
@click.option(
    "--estado",
    type=Choice(ESTADOS_AVANCE),
    metavar="ESTADO",
    help="no_iniciada, en_ejecucion, cumplida o suspendida.",
)
@click.option("--texto", metavar="TEXTO", help="Qué se hizo, o qué lo impide.")
@click.option("--evidencia", metavar="TEXTO", multiple=True, help="Dónde consta; se repite.")
@click.option("--obstaculos", metavar="TEXTO", help="Qué impide avanzar.")
@click.option("--porcentaje", metavar="N", help="De 0 a 100, solo si la institución lo informa.")
@click.option("--documento", metavar="TEXTO", help="El papel en que llegó.")
@click.option("--notas", metavar="TEXTO", help="Texto libre.")
@write_options
@datos_option
def command(  # noqa: PLR0913 - click's values
    ident: str,
    fecha: date,
    evidencia: tuple[str, ...],
    datos: str | None,
    *,
    simular: bool,
    si: bool,
    **said: str | None,
) -> int:
    r"""Escribe lo que una institución informa de una acción, en un archivo de avances/.

    Nada de lo que ya se informó cambia: el segundo de un día se agrega al primero. El estado de la acción,
    que es una decisión, queda como está.

    \b
    Ejemplos:
      rutaplan avance RET-N-04 --reporta hn-inm --estado en_ejecucion --texto "Manual en consulta."
      rutaplan avance RET-N-04 --reporta OIM --fecha 2027-06-30 --estado cumplida --texto "Se publicó." \
        --evidencia https://ejemplo.org/manual
    """
    missing = [f"{what} (--{campo})" for campo, what in _NEEDED.items() if not (said[campo] or "").strip()]
    if missing:
        raise NoPlan(f"Falta decir {enumerate_words(missing)}.")
    data, trial = begin(datos, simular=simular)
    accion = _accion(trial.plan, ident)
    given = {"evidencia": evidencia, **{key: (text,) for key, text in said.items() if text is not None}}
    values: dict[str, Valor] = {"accion": accion.id, "fecha": fecha.isoformat()}
    typed = Typed(trial.plan)
    values |= {campo: _read(typed, campo, texts) for campo, texts in given.items() if texts}
    path, cambios, found = report(data, trial, values)
    if not cambios:
        terminal.tell(f"Ya está, y no se escribió nada: {path} dice lo mismo.")
        return OK
    terminal.write("".join([f"{path}\n", *_shown(trial.plan, values)]))
    for each in found:
        terminal.tell(block(each).rstrip())
    write_changes(data, cambios, simular=simular, si=si)
    return OK


def _accion(plan: Plan, ident: str) -> Accion:
    thing = thing_named(plan, ident)
    if not isinstance(thing.record, Accion):
        raise NoPlan(f"{quoted(ident)} no es una acción: se informa de una, como RET-N-04.")
    return thing.record


def _read(typed: Typed, campo: str, texts: tuple[str, ...]) -> Valor:
    """The value of a field as typed, once or more often. Raises EditError."""
    own = fields(Avance)[campo]
    read = partial(typed.read, own._replace(is_several=False))
    values = [read_as(f"--{campo}", read, text) for text in texts]
    return tuple(map(str, values)) if own.is_several else values[0]


def _shown(plan: Plan, values: Mapping[str, Valor]) -> Iterator[str]:
    """The lines of a report as anybody may see them: none that names somebody."""
    for campo, own in fields(Avance).items():
        if campo in values:
            value = values[campo]
            text = "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
            yield f"  {campo}: {discreet(plan, text) if own.kind == LIBRE else text}\n"
