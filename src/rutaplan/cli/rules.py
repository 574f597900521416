"""rutaplan rules: the catalogue of codes, or the manual page of one."""

import click

from rutaplan.cli import OK, NoPlan, terminal
from rutaplan.rules import catalogue
from rutaplan.suggest import mend


@click.command("rules", options_metavar="[OPCIONES]")
@click.argument("codigo", required=False, metavar="[CÓDIGO]")
def command(codigo: str | None) -> int:
    r"""Lista todas las reglas, o explica una con un ejemplo malo y uno bueno.

    \b
    Ejemplos:
      rutaplan rules
      rutaplan rules INS03
    """
    pages = catalogue()
    if codigo is None:
        rows = [(entry.code, str(entry.severity), entry.fases, entry.title) for entry in pages.values()]
        terminal.write(
            terminal.table(("Código", "Gravedad", "Fase", "Qué encuentra"), rows, wide="Qué encuentra")
        )
        terminal.tell(f"{len(rows)} reglas; rutaplan rules CÓDIGO explica una.")
        return OK
    entry = pages.get(codigo.upper())
    if entry is None:
        raise NoPlan(
            f"No hay una regla «{codigo}»{mend(codigo.upper(), pages, '; «rutaplan rules» las lista')}."
        )
    parts = [f"{entry.severity}[{entry.code}]: {entry.title}", "", terminal.wrapped(entry.explanation)]
    for heading, lines in (("Mal:", entry.bad), *(("Bien:", good) for good in entry.goods)):
        if lines:
            parts += ["", heading, *(f"    {line}".rstrip() for line in lines.split("\n"))]
    parts += ["", f"Fase: {entry.fase or 'las dos'}{f'; solo con {entry.needs}' if entry.needs else ''}"]
    if entry.source:
        parts += ["", terminal.wrapped(f"Fuente: {entry.source}")]
    terminal.write("\n".join(parts) + "\n")
    return OK
