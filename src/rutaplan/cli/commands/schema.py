"""rutaplan schema: the JSON Schemas that make an editor complete and check the YAML."""

from pathlib import Path

import click

from rutaplan.changes import Cambio, apply
from rutaplan.cli import FAILED, OK, NoPlan, terminal
from rutaplan.cli.options import datos_option, find_data_if_any
from rutaplan.cli.writing import go_on
from rutaplan.derive import plural
from rutaplan.files import SCHEMA_FOLDER, read_text, shown_path
from rutaplan.load import load
from rutaplan.schema import is_ours, schemas


@click.command("schema", options_metavar="[OPCIONES]")
@click.argument("destino", required=False, metavar="[-]")
@click.option("--forzar", is_flag=True, help="Reemplaza también archivos que rutaplan no hizo.")
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
    elif destino is None:
        go_on(data, simular=False)
    files = schemas(load(data)[0] if data else None)
    if destino == "-":
        terminal.write("[\n" + ",\n".join(text.rstrip() for text in files.values()) + "\n]\n")
        return OK
    return _write(data or Path.cwd() / "data", files, forzar=forzar)


def _write(data: Path, files: dict[str, str], *, forzar: bool) -> int:
    folder = data.with_name(SCHEMA_FOLDER)
    before = {name: _text(folder / name) for name in files}
    foreign = [name for name, text in before.items() if text is not None and not is_ours(text)]
    if foreign and not forzar:
        names = ", ".join(shown_path(folder / name) for name in foreign)
        terminal.tell(
            f"No se escribió nada: {names} no lo hizo rutaplan. "
            "Guárdelo con otro nombre, o use --forzar para reemplazarlo."
        )
        return FAILED
    apply(data, [Cambio(folder / name, before[name], text) for name, text in files.items()])
    terminal.tell(f"{plural(len(files), 'esquema', 'esquemas')} en {shown_path(folder)}/")
    return OK


def _text(path: Path) -> str | None:
    """What a file says; nothing where there is none, and nothing of ours where it cannot be read."""
    if not path.is_symlink() and not path.exists():
        return None
    text = read_text(path, str(path))
    return text if isinstance(text, str) else ""
