"""rutaplan schema: the JSON Schemas that make an editor complete and check the YAML."""

from pathlib import Path

import click

from rutaplan.cli import FAILED, OK, NoPlan, terminal
from rutaplan.cli.options import datos_option, find_data_if_any
from rutaplan.derive import plural
from rutaplan.files import read_text, shown_path, write_bytes
from rutaplan.load import load
from rutaplan.schema import SCHEMA_FOLDER, is_ours, schemas


@click.command("schema", options_metavar="[OPCIONES]")
@click.argument("destino", required=False, metavar="[-]")
@click.option("--forzar", is_flag=True, help="Escribe también sobre archivos que rutaplan no hizo.")
@datos_option
def command(destino: str | None, forzar: bool, datos: str | None) -> int:  # noqa: FBT001 - click's flags
    """Escribe los esquemas JSON del plan en esquemas/, junto a data/; con -, los imprime.

    Llevan los ids del propio plan, para que el editor los complete y diga sus nombres. Sin un plan
    a la vista, se escriben igual, sin esos ids.
    """
    if destino not in (None, "-"):
        raise NoPlan(
            f"No se entiende «{destino}»: escriba - para imprimir, o nada para escribir en {SCHEMA_FOLDER}/."
        )
    data = find_data_if_any(datos)
    if data is None:
        terminal.tell("Aquí no hay un plan: los esquemas salen sin los ids de ninguno.")
    folder = (data.parent if data else Path.cwd()) / SCHEMA_FOLDER
    files = schemas(load(data)[0] if data else None)
    if destino == "-":
        terminal.write("[\n" + ",\n".join(text.rstrip() for text in files.values()) + "\n]\n")
        return OK
    foreign = [name for name in files if not forzar and _is_foreign(folder / name)]
    if foreign:
        names = ", ".join(shown_path(folder / name) for name in foreign)
        terminal.tell(f"No se escribió nada: rutaplan no hizo {names}. Con --forzar se reemplazan.")
        return FAILED
    for name, text in files.items():
        write_bytes(folder / name, text.encode())
    terminal.tell(f"{plural(len(files), 'esquema', 'esquemas')} en {shown_path(folder)}/")
    return OK


def _is_foreign(path: Path) -> bool:
    """Whether something is at path that this command did not write."""
    if not path.is_symlink() and not path.exists():
        return False
    text = read_text(path, str(path))
    return not isinstance(text, str) or not is_ours(text)
