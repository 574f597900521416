"""rutaplan set: fields of the plan changed from the command line, shown and proved before that."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

import click

from rutaplan.cli import OK, NoPlan, terminal
from rutaplan.cli.assign import Assignments, Change, Order, read_order
from rutaplan.cli.filter_options import Filtered, filter_options, make_query
from rutaplan.cli.options import datos_option, enrolling_option
from rutaplan.cli.writing import begin, write_changes, write_options
from rutaplan.derive import plural
from rutaplan.derive.mentions import names_one, withheld
from rutaplan.derive.named import Thing, find_thing
from rutaplan.derive.titles import Unknown
from rutaplan.edit import EditError
from rutaplan.edit.checked import checked
from rutaplan.personal import hidden
from rutaplan.plan import Plan
from rutaplan.printable import quoted, sentence
from rutaplan.query import select


@click.command("set", cls=Filtered, options_metavar="[OPCIONES]")
@click.argument("palabras", nargs=-1, required=True, metavar="[ID]... CAMPO=VALOR...")
@filter_options
@click.option("--quitar", metavar="CAMPO", multiple=True, help="Quita un campo opcional; se repite.")
@enrolling_option
@write_options
@datos_option
def command(  # noqa: PLR0913 - click's values
    palabras: tuple[str, ...],
    quitar: tuple[str, ...],
    nuevas: str | None,
    datos: str | None,
    *,
    simular: bool,
    si: bool,
    **filters: Any,  # noqa: ANN401 - click's values
) -> int:
    r"""Cambia campos de acciones, de grupos, de instituciones o del taller.

    Las acciones se nombran por su id o se eligen con los filtros de list. Con = el campo queda así; con +=
    y -= se agrega a una lista o se saca de ella. Los valores se escriben como los escribe la gente: «6
    meses», «INM (Honduras)». Una institución que falta se agrega con su nombre, su país y su tipo. Si algo
    no se puede, no se escribe nada.

    \b
    Ejemplos:
      rutaplan set RET-N-04 plazo="6 meses" instituciones+=OIM prioridad=sí
      rutaplan set --nivel nacional --eje retorno plazo=12 --simular
      rutaplan set RET-N-20 estado=descartada motivo="Se unió a RET-N-04."
      rutaplan set g1-retorno participantes+="Ana Ejemplo, Directora, OIM"
      rutaplan set hn-sesal nombre="Secretaría de Salud" pais=Honduras tipo=salud
      rutaplan set taller plenaria.minutos=7
    """
    idents = [word for word in palabras if read_order(word) is None]
    orders = [order for order in map(read_order, palabras) if order] + [
        Order(each, "", "") for each in quitar
    ]
    _check(idents, orders, filters)
    data, trial = begin(datos, simular=simular)
    from rutaplan.cli.enrolling import Enrolment, new_body  # noqa: PLC0415 - a word to complete needs no reader

    enrolment = Enrolment(data, trial, nuevas, asks=not (si or simular))
    body = new_body(trial, idents, orders)
    if body:
        ident = idents[0].lower()
        if not enrolment.enter({ident: body}):
            raise NoPlan("No se escribió nada.")
        lines = "".join(f"  {campo}: {value}\n" for campo, value in body.items())
        terminal.write(f"Institución nueva: {ident}\n{lines}")
        write_changes(data, enrolment.merged([]), simular=simular, si=si)
        return OK
    unnamed = _unnaming(trial.plan)
    done = Assignments(trial).each(_things(trial.plan, idents, filters), orders)
    if done.unknown and enrolment.add(done.unknown):
        trial = enrolment.trial
        done = Assignments(trial).each(_things(trial.plan, idents, filters), orders)
    try:
        cambios = enrolment.merged(checked(data, trial, done.texts))
    except EditError as error:
        done.refusals.append(str(error))
    if done.refusals:
        raise NoPlan("\n       ".join(["No se escribió nada.", *map(unnamed, done.refusals)]))
    terminal.write(_preview(done.changes, unnamed))
    terminal.tell(_count(done))
    if done.changes:
        write_changes(data, cambios, simular=simular, si=si)
    return OK


def _check(idents: Sequence[str], orders: Sequence[Order], filters: dict[str, Any]) -> None:
    """Refuse a call that says no more than half."""
    if not orders:
        raise NoPlan("No dice qué cambiar: agregue campo=valor, como plazo=12.")
    if bool(idents) == any(filters.values()):
        raise NoPlan(
            "Se nombra por id o se elige con filtros, no las dos cosas: "
            f"quite {', '.join(map(quoted, idents))}, o quite los filtros."
            if idents
            else "Nombre lo que cambia por su id, o elija acciones con filtros, como --nivel nacional."
        )


def _things(plan: Plan, idents: Iterable[str], filters: dict[str, Any]) -> list[Thing]:
    """What the call names, each once, or the actions that its filters choose."""
    if any(filters.values()):
        chosen = [each.id for each in select(plan, make_query(plan, filters)).acciones]
        if not chosen:
            raise NoPlan("Ninguna acción cumple los filtros.")
        idents = chosen
    found = [find_thing(plan, ident) for ident in idents]
    unknown = [each.message for each in found if isinstance(each, Unknown)]
    if unknown:
        unnamed = _unnaming(plan)
        raise NoPlan("\n       ".join(sentence(unnamed(each)) for each in unknown))
    return [*{each.ident: each for each in found if isinstance(each, Thing)}.values()]


def _unnaming(plan: Plan) -> Callable[[str], str]:
    """Give what hides a value that names somebody who may not be named, wherever it was typed."""
    return partial(hidden, is_secret=partial(names_one, withheld(plan)))


def _preview(changes: Iterable[Change], unnamed: Callable[[str], str]) -> str:
    return "".join(
        f"{each.ident}, {each.path}\n  - {unnamed(each.before)}\n  + {unnamed(each.after)}\n"
        for each in changes
    )


def _count(done: Assignments) -> str:
    changed = plural(len(done.changes), "campo cambia", "campos cambian")
    same = f" · {plural(done.same, 'ya estaba así', 'ya estaban así')}" if done.same else ""
    return changed + same
