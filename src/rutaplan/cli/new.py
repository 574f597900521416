"""rutaplan new: the file of a new action, with what is known of it and the rest to decide."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import click

from rutaplan.cli import FAILED, OK, NoPlan, terminal
from rutaplan.cli.options import datos_option, find_data
from rutaplan.cli.writing import ask, can_ask, go_on, write_changes, write_options
from rutaplan.derive import institucion_label
from rutaplan.edit.adding import Borrador, add, institutions, known, known_grupo, months
from rutaplan.edit.checked import Trial
from rutaplan.files import shown_path
from rutaplan.load import load
from rutaplan.model import POR_DEFINIR
from rutaplan.plan import Plan
from rutaplan.printable import INVISIBLE, quoted


@click.command("new", options_metavar="[OPCIONES]")
@click.option("--eje", metavar="EJE", help="Su eje: retorno.")
@click.option("--nivel", metavar="NIVEL", help="Su nivel: nacional.")
@click.option("--grupo", metavar="GRUPO", help="Su grupo; si el eje tiene uno solo, es ese.")
@click.option("--texto", metavar="TEXTO", help="El texto acordado, palabra por palabra.")
@click.option("--plazo", metavar="MESES", help="Meses enteros, o un silencio.")
@click.option(
    "--institucion", "instituciones", metavar="ID", multiple=True, help="Una, o un tipo; se repite."
)
@click.option("--editar", is_flag=True, help="Abre después el archivo en su editor ($EDITOR).")
@write_options
@datos_option
def command(
    instituciones: tuple[str, ...],
    datos: str | None,
    *,
    editar: bool,
    simular: bool,
    si: bool,
    **said: str | None,
) -> int:
    r"""Crea el archivo de una acción, con el número que sigue en su eje y su nivel.

    Lo que no se dice queda por_definir. En una terminal, pregunta lo que falta.

    \b
    Ejemplos:
      rutaplan new
      rutaplan new --eje retorno --nivel nacional --texto "Revisar los manuales." --si
    """
    if editar and not can_ask():
        raise NoPlan("--editar necesita una terminal; sin ella, abra después el archivo.")
    for option in ("texto", "plazo"):
        value = said[option]
        if value is not None and not value.strip():
            raise NoPlan(f"--{option}: está vacío; sin esa opción queda por_definir.")
        if value and INVISIBLE.search(value):
            raise NoPlan(f"--{option}: {quoted(value)} tiene caracteres que no se pueden imprimir.")
    data = find_data(datos)
    go_on(data, simular=simular)
    trial = Trial(*load(data))
    given = Borrador(**{name: value for name, value in said.items() if value}, instituciones=instituciones)
    ident, cambios = add(data, trial, _complete(trial.plan, given, asking=can_ask() and not si))
    if write_changes(data, cambios, simular=simular, si=si):
        terminal.write(f"{ident}\n")
        if editar and not _edit(cambios[0].path):
            return FAILED
    return OK


def _complete(plan: Plan, said: Borrador, *, asking: bool) -> Borrador:
    """Add what the call did not say: the only one there is, or what a person answers."""
    ejes = {eje.id: eje.nombre for eje in plan.taller.ejes}
    eje = _choice("Eje", said.eje, ejes, asking=asking)
    nivel = _choice(
        "Nivel", said.nivel, {each.id: each.nombre for each in plan.taller.niveles}, asking=asking
    )
    own = {grupo.id: grupo.nombre for grupo in plan.grupos if grupo.eje == eje}
    # Whatever the call said, or what is left when the eje has none, is judged there, with its mend.
    grupo = known_grupo(plan, eje, said.grupo) if said.grupo or not own else ""
    grupo = grupo or _choice("Grupo", "", own, asking=asking)
    borrador = replace(said, eje=eje, nivel=nivel, grupo=grupo)
    return _asked(plan, borrador) if asking else borrador


def _choice(label: str, value: str, options: Mapping[str, str], *, asking: bool) -> str:
    """The value given, the only one there is, or the one that a person chooses."""
    if not value and len(options) == 1:
        value = next(iter(options))
    if not value and asking:
        for ident, nombre in options.items():
            terminal.tell(f"  {ident}: {nombre}")
        terminal.finish()
        value = str(click.prompt(label, err=True)).strip()
    if not value:
        raise NoPlan(f"Falta --{label.lower()}: {', '.join(options) or 'el plan no tiene ninguno'}.")
    return known(f"un {label.lower()}", value, options)


def _asked(plan: Plan, borrador: Borrador) -> Borrador:
    """Ask for what the form asks and the call did not say. Nothing typed: nobody has decided."""
    texto, plazo = borrador.texto, borrador.plazo
    if texto == POR_DEFINIR:
        texto = ask("Texto acordado", POR_DEFINIR)
    if plazo == POR_DEFINIR:
        plazo = ask("Plazo en meses", POR_DEFINIR)
        months(plazo)
    ids = borrador.instituciones
    while not ids:
        names = ask("Instituciones, separadas por comas (? las muestra)", POR_DEFINIR)
        if names == "?":
            for ident, institucion in plan.institucion_by_id.items():
                terminal.tell(f"  {ident}: {institucion.nombre}")
            for ident in plan.catalogos.tipos_institucion:
                terminal.tell(f"  {ident}: {institucion_label(plan, ident)} de los países de la acción")
            continue
        ids = institutions(plan, [name.strip() for name in names.split(",") if name.strip()])
    return replace(borrador, texto=texto, plazo=plazo, instituciones=ids)


def _edit(path: Path) -> bool:
    """Open the file in the person's editor; False, and why, if that did not work."""
    try:
        click.edit(filename=str(path))
    except click.ClickException:
        terminal.tell(
            f"La acción está escrita en {shown_path(path)}, pero el editor no se abrió o terminó mal: "
            "revise la variable EDITOR."
        )
        return False
    return True
