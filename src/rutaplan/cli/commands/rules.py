"""rutaplan rules: the catalogue of codes, or the manual page of one."""

from collections.abc import Mapping

import click

from rutaplan.catalogue.entry import CodeEntry
from rutaplan.cli import OK, NoPlan, terminal
from rutaplan.cli.options import formato_option
from rutaplan.printable import json_text
from rutaplan.rules import catalogue
from rutaplan.rules.aceptados import may_be_accepted
from rutaplan.suggest import mend


@click.command("rules", options_metavar="[OPCIONES]")
@click.argument("codigo", required=False, metavar="[CÓDIGO]")
@formato_option
def command(codigo: str | None, formato: str) -> int:
    r"""Lista todas las reglas, o explica una con un ejemplo malo y uno bueno.

    \b
    Ejemplos:
      rutaplan rules
      rutaplan rules INS03
      rutaplan rules --formato json
    """
    pages = catalogue()
    if formato == "json":
        chosen = [*pages.values()] if codigo is None else [_page(pages, codigo)]
        reglas = [_values(entry) for entry in chosen]
        terminal.write(json_text({"formato": "rutaplan.rules", "version": 1, "reglas": reglas}))
        return OK
    if codigo is None:
        rows = [(entry.code, str(entry.severity), entry.fases, entry.title) for entry in pages.values()]
        terminal.write(
            terminal.table(("Código", "Gravedad", "Fase", "Qué encuentra"), rows, wide="Qué encuentra")
        )
        terminal.tell(f"{len(rows)} reglas; rutaplan rules CÓDIGO explica una.")
        return OK
    entry = _page(pages, codigo)
    parts = [f"{entry.severity}[{entry.code}]: {entry.title}", "", terminal.wrapped(entry.explanation)]
    for heading, lines in (("Mal:", entry.bad), *(("Bien:", good) for good in entry.goods)):
        if lines:
            parts += ["", heading, *(f"    {line}".rstrip() for line in lines.split("\n"))]
    parts += ["", f"Fase: {entry.fase or 'las dos'}{f'; solo con {entry.needs}' if entry.needs else ''}"]
    if may_be_accepted(entry.code):
        entrada = f'aceptados: [{{codigo: {entry.code}, razon: "por qué"}}]'
        where = "en la hoja o la ficha de que se habla; si no es de ninguna, en taller.yaml"
        parts += ["", terminal.wrapped(f"Si el grupo lo deja como está: «{entrada}», {where}.")]
    if entry.source:
        parts += ["", terminal.wrapped(f"Fuente: {entry.source}")]
    terminal.write("\n".join(parts) + "\n")
    return OK


def _page(pages: Mapping[str, CodeEntry], codigo: str) -> CodeEntry:
    entry = pages.get(codigo.upper())
    if entry is None:
        raise NoPlan(
            f"No hay una regla «{codigo}»{mend(codigo.upper(), pages, '; «rutaplan rules» las lista')}."
        )
    return entry


def _values(entry: CodeEntry) -> dict[str, object]:
    """A rule for another program."""
    return {
        "codigo": entry.code,
        "gravedad": str(entry.severity),
        "titulo": entry.title,
        "fase": entry.fase or None,
        "solo_con": entry.needs or None,
        "explicacion": entry.explanation,
        "mal": entry.bad or None,
        "bien": [*filter(None, entry.goods)],
        "fuente": entry.source or None,
    }
