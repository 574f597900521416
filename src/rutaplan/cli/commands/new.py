"""rutaplan new: the file of a new action, with what is known of it and the rest to decide."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rutaplan.changes import Cambio
from rutaplan.cli import FAILED, OK, NoPlan, terminal
from rutaplan.cli.interview import Interview, can_ask
from rutaplan.cli.options import NUEVAS, datos_option, enrolling_option
from rutaplan.cli.typed import Typed, read_as
from rutaplan.cli.writing import begin, show_changes, write_changes, write_options
from rutaplan.derive import institucion_label
from rutaplan.derive.mentions import discreet
from rutaplan.edit import EditError
from rutaplan.edit.adding import Borrador, add, known_grupo
from rutaplan.edit.setting import Valor
from rutaplan.files import shown_path
from rutaplan.model import POR_DEFINIR, Accion, fields
from rutaplan.plan import Plan

if TYPE_CHECKING:
    from rutaplan.cli.enrolling import Enrolment

_CAMPOS = {"plazo": "plazo_meses", "institucion": "instituciones"}
"""The field of an option that goes by another name."""


@click.command("new", options_metavar="[OPCIONES]")
@click.option("--eje", metavar="EJE", help="Su eje: retorno.")
@click.option("--nivel", metavar="NIVEL", help="Su nivel: nacional.")
@click.option("--grupo", metavar="GRUPO", help="Su grupo; si el eje tiene uno solo, es ese.")
@click.option("--texto", metavar="TEXTO", help="El texto acordado, palabra por palabra.")
@click.option("--plazo", metavar="MESES", help="En meses: 12, «año y medio»; o un silencio.")
@click.option(
    "--institucion",
    "instituciones",
    metavar="NOMBRE",
    multiple=True,
    help="Su id, sigla o nombre, o un tipo; se repite.",
)
@click.option("--prioridad", metavar="sí|no", help="Si el grupo la marca como prioridad.")
@click.option("--editar", is_flag=True, help="Abre después el archivo en su editor ($EDITOR).")
@enrolling_option
@write_options
@datos_option
def command(  # noqa: PLR0913 - click's values
    instituciones: tuple[str, ...],
    nuevas: str | None,
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
    data, trial = begin(datos, simular=simular)
    given = {key: value for key, value in said.items() if value is not None}
    given |= {"institucion": "; ".join(instituciones)} if instituciones else {}
    call = [part for key, value in given.items() for part in (f"--{key}", value)]
    talk = Interview(["rutaplan", "new", *call])
    with talk.kept():
        from rutaplan.cli.enrolling import Enrolment  # noqa: PLC0415 - a word to complete needs no reader

        enrolment = Enrolment(data, trial, nuevas, asks=not si)
        known = _Known(enrolment, given, talk if can_ask() and not si else None)
        borrador = known.borrador()
        ident, cambios = add(data, enrolment.trial, borrador)
        cambios = enrolment.merged(cambios)
        shown = (discreet(known.plan, line) for line in show_changes(data, cambios).splitlines())
        terminal.write("".join(f"{line}\n" for line in shown))
        written = write_changes(data, cambios, simular=simular, si=si)
    if written:
        terminal.write(f"{ident}\n")
        if editar and not _edit(_written(cambios, ident)):
            return FAILED
    elif not simular:
        talk.tell()
    return OK


class _Known:
    """What a call says of a new action, and what a person answers."""

    def __init__(self, enrolment: "Enrolment", given: Mapping[str, str], talk: Interview | None) -> None:
        self._enrolment, self.talk = enrolment, talk
        self._typed = Typed(self.plan)
        self._given = {key: read_as(f"--{key}", self._reader(key), value) for key, value in given.items()}

    @property
    def plan(self) -> Plan:
        """The plan, with the bodies that were added."""
        return self._enrolment.trial.plan

    def borrador(self) -> Borrador:
        """What is known; what nobody says is to be decided."""
        plan = self.plan
        eje = self._choice("eje", {eje.id: eje.nombre for eje in plan.taller.ejes})
        nivel = self._choice("nivel", {nivel.id: nivel.nombre for nivel in plan.taller.niveles})
        own = {grupo.id: grupo.nombre for grupo in plan.grupos if grupo.eje == eje}
        # Whatever the call said, or what is left when the eje has none, is judged there, with its mend.
        said = str(self._given.get("grupo", ""))
        grupo = known_grupo(plan, eje, said) if said or not own else self._choice("grupo", own)
        texto = self._value("texto", "Texto acordado")
        plazo = self._value("plazo", "Plazo en meses")
        bodies = self._value("institucion", "Instituciones, separadas por comas (? las muestra)")
        marked = self._value("prioridad", "Prioridad del grupo, sí o no", "no") is True
        return Borrador(eje, nivel, grupo, str(texto), plazo, bodies, marked)

    def _reader(self, key: str) -> Callable[[str], Valor]:
        """How an option or an answer is read."""
        campo = fields(Accion)[_CAMPOS.get(key, key)]

        def read(text: str) -> Valor:
            try:
                return self._typed.read(campo, text)
            except EditError:
                if not self._enrolment.add(self._typed.unknown):
                    raise
            if self.talk and self._enrolment.nuevas:
                self.talk.keep(NUEVAS, self._enrolment.nuevas)
                self.talk.before = self._enrolment.calls
            self._typed = Typed(self.plan)
            return self._typed.read(campo, text)

        return read

    def _choice(self, key: str, options: Mapping[str, str]) -> str:
        """The value given, the only one there is, or the one that a person chooses."""
        if key in self._given or len(options) == 1:
            return str(self._given.get(key, next(iter(options))))
        if self.talk is None or not options:
            raise NoPlan(f"Falta --{key}: {', '.join(options) or 'el plan no tiene ninguno'}.")
        for ident, nombre in options.items():
            terminal.tell(f"  {ident}: {nombre}")
        read = self._reader(key)

        def chosen(text: str) -> str:
            value = str(read(text))
            if value not in options:
                raise EditError(f"no es ninguno de estos: {', '.join(options)}")
            return value

        return self.talk.ask(f"--{key}", key.capitalize(), "", chosen)

    def _value(self, key: str, label: str, default: str = POR_DEFINIR) -> Valor:
        """The value given, or what a person answers. Nothing typed: nobody has decided, or default."""
        if key in self._given or self.talk is None:
            return self._given.get(key, default)
        show = self._show_bodies if key == "institucion" else None
        return self.talk.ask(f"--{key}", label, default, self._reader(key), options=show)

    def _show_bodies(self) -> None:
        for ident, institucion in self.plan.institucion_by_id.items():
            terminal.tell(f"  {ident}: {institucion.en_espanol}")
        for ident in self.plan.catalogos.tipos_institucion:
            terminal.tell(f"  {ident}: {institucion_label(self.plan, ident)} de los países de la acción")


def _written(cambios: Sequence[Cambio], ident: str) -> Path:
    return next(each.path for each in cambios if each.path.name == f"{ident}.yaml")


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
