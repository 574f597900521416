"""starter: the folder of a new workshop: its plan, with one group and one example, and what git and CI need.

The texts lie beside this file. The first institutions and catalogues are those of our own plan.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from rutaplan.changes import Cambio
from rutaplan.edit import EditError, new_hoja, set_campo
from rutaplan.edit.checked import Trial
from rutaplan.edit.formatting import format_hoja
from rutaplan.edit.quoting import inline, is_plain
from rutaplan.files import SCHEMA_FOLDER, is_temporary, read_text
from rutaplan.journal import JOURNAL
from rutaplan.load import build
from rutaplan.model import POR_DEFINIR, RESERVADOS
from rutaplan.printable import quoted
from rutaplan.schema import modeline, schemas
from rutaplan.suggest import fold

_HERE = Path(__file__).parent
_BUNDLE = _HERE.parent / "_bundle" / "starter"
_CHECKOUT = _HERE.parents[2] / "data"
_TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "LEAME.md": "README.md",
        "gitattributes": ".gitattributes",
        "gitignore": ".gitignore",
        "pre-commit.yaml": ".pre-commit-config.yaml",
        "workflow.yaml": ".github/workflows/plan.yaml",
    }
)
_BY_NAME = {name: _HERE / source for source, name in _TEXTS.items()}
_CATALOGUES = ("catalogos.yaml", "instituciones.yaml")
_EJEMPLO = "Escribir aquí la primera acción acordada (esto es un ejemplo: cambie este archivo o bórrelo)."
_ANY = 25  # a name that gives no letters is numbered from A


@dataclass(frozen=True, slots=True)
class NewTaller:
    """What is known of a workshop that begins. ejes and niveles are names, in the order of the documents."""

    titulo: str = POR_DEFINIR
    objetivo: str = POR_DEFINIR
    ciudad: str = POR_DEFINIR
    pais: str = POR_DEFINIR
    ejes: tuple[str, ...] = ("General",)
    niveles: tuple[str, ...] = ("Nacional", "Regional")


def begin(folder: Path, inicio: NewTaller) -> list[Cambio]:
    """Make the changes that fill an empty folder. Raises EditError, with the first thing that is wrong."""
    data = _data(inicio)
    files = {f"data/{name}": format_hoja(text, name) for name, text in data.items()}
    plan, errors = Trial(*build((), (), "data/")).run(files)
    if errors:
        raise EditError(f"{errors[0].title}: {errors[0].found}; se espera {errors[0].expected}")
    files |= {f"{SCHEMA_FOLDER}/{name}": text for name, text in schemas(plan).items()}
    files |= {name: _text(path) for name, path in _BY_NAME.items()}
    return [
        Cambio(folder / name, text if (folder / name).is_file() else None, text)
        for name, text in files.items()
    ]


def is_begun(folder: Path) -> bool:
    """Whether all that a folder holds, git's own aside, are texts that an init that was stopped wrote."""
    files = [each for each in folder.rglob("*") if each.is_symlink() or not each.is_dir()]
    own = [
        each.relative_to(folder).as_posix()
        for each in files
        if each != folder / JOURNAL and not is_temporary(each)
    ]
    return all(
        name.startswith(".git/")
        or (name in _BY_NAME and read_text(folder / name, name) == _text(_BY_NAME[name]))
        for name in own
    )


def _data(inicio: NewTaller) -> dict[str, str]:
    """The files of data/, by name."""
    ejes, niveles = _named(inicio.ejes, "un eje", 3), _named(inicio.niveles, "un nivel", 1)
    eje, nivel = ejes[0], niveles[0]
    taller = _text(_HERE / "taller.yaml")
    for campo in ("titulo", "objetivo", "ciudad", "pais"):
        taller = set_campo(taller, campo, getattr(inicio, campo))
    taller += _records("ejes", ejes) + _records("niveles", niveles)
    ident, grupo = f"{eje.sigla}-{nivel.sigla}-01", f"g1-{eje.ident.replace('_', '-')}"
    accion_name, grupo_name = f"acciones/{eje.ident}/{ident}.yaml", f"grupos/{grupo}.yaml"
    accion = {"id": ident, "eje": eje.ident, "nivel": nivel.ident, "grupo": grupo, "texto": _EJEMPLO}
    unknown = {"participantes": POR_DEFINIR, "ponente": POR_DEFINIR}
    starter = _BUNDLE if _BUNDLE.is_dir() else _CHECKOUT
    return {
        "taller.yaml": taller,
        **{name: _text(starter / name) for name in _CATALOGUES},
        grupo_name: new_hoja(
            {"id": grupo, "numero": 1, "nombre": eje.nombre, "eje": eje.ident, **unknown},
            modeline(grupo_name),
        ),
        accion_name: new_hoja(
            {**accion, "plazo_meses": POR_DEFINIR, "instituciones": POR_DEFINIR}, modeline(accion_name)
        ),
    }


@dataclass(frozen=True, slots=True)
class _Nombre:
    ident: str
    sigla: str
    nombre: str


def _named(nombres: Sequence[str], what: str, letters: int) -> list[_Nombre]:
    """Give each name an id and a sigla of its own."""
    found: list[_Nombre] = []
    for nombre in nombres:
        ident = re.sub(r"[^a-z0-9]+", "_", fold(nombre)).strip("_")
        if not re.match("[a-z]", ident) or ident in {each.ident for each in found}:
            raise EditError(f"{quoted(nombre)} no sirve de nombre de {what}: necesita letras, y no repetirse")
        if re.fullmatch(RESERVADOS, ident) or not is_plain(ident):
            raise EditError(f"{quoted(nombre)} no sirve de nombre de {what}: YAML o Windows lo reservan")
        taken = {each.sigla for each in found}
        found.append(_Nombre(ident, _sigla(ident, letters, taken), nombre))
    if not found:
        raise EditError(f"hace falta {what}")
    return found


def _sigla(ident: str, letters: int, taken: set[str]) -> str:
    """The first letters of an id, or others of it, or one more, until nobody has them."""
    plain = re.sub(r"[^a-z]", "", ident).upper()
    first = plain[:letters].ljust(max(letters, 2) if letters > 1 else 1, "X")
    options = [first, *(first[:-1] + char if letters > 1 else char for char in plain[letters:])]
    options += [first + chr(ord("A") + number) for number in range(_ANY)]
    return next(option for option in options if option not in taken)


def _records(campo: str, nombres: Sequence[_Nombre]) -> str:
    lines = [f"{campo}:"]
    for each in nombres:
        lines += [f"  - id: {inline(each.ident)}", f"    sigla: {inline(each.sigla)}"]
        lines += [f"    nombre: {inline(each.nombre)}", f"    encabezado: {POR_DEFINIR}"]
    return "\n".join(lines) + "\n"


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
