"""starter: the folder of a new workshop: its plan, with a group for each eje, and what git and CI need.

The texts lie beside this file. Countries and types of institution, and the rest of a catalogue that somebody
asks for, are those of our own plan.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count, product
from pathlib import Path
from string import ascii_uppercase
from types import MappingProxyType

from rutaplan.changes import Cambio
from rutaplan.edit import EditError, new_hoja, set_campo
from rutaplan.edit.checked import Trial
from rutaplan.edit.formatting import format_hoja
from rutaplan.edit.quoting import inline, is_plain
from rutaplan.files import SCHEMA_FOLDER, is_temporary, read_text
from rutaplan.journal import JOURNAL
from rutaplan.load import build
from rutaplan.model import POR_DEFINIR, RESERVADOS, Taller
from rutaplan.origin import Origin
from rutaplan.printable import quoted
from rutaplan.schema import schemas
from rutaplan.starter.installing import filled, told
from rutaplan.suggest import fold

_HERE = Path(__file__).parent
_BUNDLE = _HERE.parent / "_bundle" / "starter"
_CHECKOUT = _HERE.parents[2] / "data"
_TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "AGENTS.md": "AGENTS.md",
        "LEAME.md": "README.md",
        "codeowners": ".github/CODEOWNERS",
        "gitattributes": ".gitattributes",
        "gitignore": ".gitignore",
        "hook.txt": "herramienta/hook.py",
        "limites.txt": "herramienta/limites.txt",
        "pre-commit.yaml": ".pre-commit-config.yaml",
        "vscode-extensions.json": ".vscode/extensions.json",
        "vscode-settings.json": ".vscode/settings.json",
        "pull-request.md": ".github/pull_request_template.md",
        "workflow.yaml": ".github/workflows/plan.yaml",
    }
)
CATALOGUES = ("crm",)
"""The catalogues that a workshop may begin with: crm is that of regional migration."""
_ALWAYS = ("paises", "tipos_institucion")
MINUTOS = 5
"""What a group has in the plenary where nobody says it."""
MAX_IDENT = 40  # letters; an id stands in file names and commands


@dataclass(frozen=True, slots=True)
class NewTaller:
    """What is known of a workshop that begins.

    ejes and niveles are names, in the order of the documents, each with its sigla if somebody chose it:
    "Salud mental=SME". encabezados: how a form heads them, by name. grupos: number, name and the name of the
    eje of those that a form has. catalogo: one of CATALOGUES, or nothing. What is empty is as usual.
    """

    titulo: str = POR_DEFINIR
    objetivo: str = POR_DEFINIR
    ciudad: str = POR_DEFINIR
    pais: str = POR_DEFINIR
    documento_origen: str = POR_DEFINIR
    minutos: int = 0
    ejes: tuple[str, ...] = ()
    niveles: tuple[str, ...] = ()
    encabezados: Mapping[str, str] = field(default_factory=dict)
    grupos: tuple[tuple[int, str, str], ...] = ()
    catalogo: str = ""


def hojas(inicio: NewTaller) -> dict[str, str]:
    """The sheets of a plan that begins, by path. Raises EditError, with the first thing that is wrong."""
    made = {f"data/{name}": format_hoja(text, name) for name, text in _data(inicio).items()}
    _, errors = Trial(*build((), (), "data/")).run(made)
    if errors:
        raise EditError(f"{errors[0].title}: {errors[0].found}; se espera {errors[0].expected}")
    return made


def begin(folder: Path, made: Mapping[str, str], origin: Origin) -> list[Cambio]:
    """Make the changes that fill an empty folder, with the sheets of its plan, by path."""
    plan, _ = Trial(*build((), (), "data/")).run(made)
    files = {**made} | {f"{SCHEMA_FOLDER}/{name}": text for name, text in schemas(plan).items()}
    files |= _beside(origin)
    return [
        Cambio(folder / name, text if (folder / name).is_file() else None, text)
        for name, text in files.items()
    ]


def is_begun(folder: Path, origin: Origin) -> bool:
    """Whether all that a folder holds, git's own aside, are texts that an init that was stopped wrote."""
    beside = _beside(origin)
    files = [each for each in folder.rglob("*") if each.is_symlink() or not each.is_dir()]
    own = [
        each.relative_to(folder).as_posix()
        for each in files
        if each != folder / JOURNAL and not is_temporary(each)
    ]
    return all(
        name.startswith(".git/") or (name in beside and read_text(folder / name, name) == beside[name])
        for name in own
    )


def _beside(origin: Origin) -> dict[str, str]:
    """What lies beside a plan, by path: for people, for git, and for what checks it."""
    words = told(origin)
    texts = {name: filled(_text(_HERE / source), words) for source, name in _TEXTS.items()}
    return {name: text for name, text in texts.items() if origin.wheel or not name.endswith("hook.py")}


def catalogues(catalogo: str) -> dict[str, str]:
    """The first catalogues and institutions: all of ours, or what every workshop needs."""
    starter = _BUNDLE if _BUNDLE.is_dir() else _CHECKOUT
    catalogos, bodies = _text(starter / "catalogos.yaml"), _text(starter / "instituciones.yaml")
    if not catalogo:
        catalogos = "".join(map(_bare, re.split(r"(?m)^(?=[a-z_]+:)", catalogos)))
        bodies = _text(_HERE / "instituciones.yaml")
    return {"catalogos.yaml": catalogos, "instituciones.yaml": bodies}


def _bare(section: str) -> str:
    """A section of the catalogues: whole where every workshop needs it, without entries elsewhere."""
    key, _, rest = section.partition(":")
    if section.startswith("#"):  # what stands before the first one
        return section
    if key in _ALWAYS:
        return re.sub(r"(?m)^#[^\n]*\n", "", section)
    if key == "fuentes":
        own = (line for line in rest.splitlines(keepends=True) if line.strip().startswith(_ALWAYS))
        return f"{key}:\n{''.join(own)}"
    return f"{key}: {{}}\n"


def _data(inicio: NewTaller) -> dict[str, str]:
    """The files of data/, by name."""
    taller = _text(_HERE / "taller.yaml")
    for campo in ("titulo", "objetivo", "ciudad", "pais", "documento_origen"):
        taller = set_campo(taller, campo, getattr(inicio, campo), Taller)
    taller = set_campo(taller, ("plenaria", "minutos"), inicio.minutos or MINUTOS, Taller)
    ejes, niveles = (
        propose(inicio.ejes or EJES.usual, EJES),
        propose(inicio.niveles or NIVELES.usual, NIVELES),
    )
    taller += _records("ejes", ejes, inicio.encabezados) + _records("niveles", niveles, inicio.encabezados)
    grupos = dict(_grupo(*each) for each in _grupos(inicio, ejes))
    return {"taller.yaml": taller, **catalogues(inicio.catalogo), **grupos}


def _grupos(inicio: NewTaller, ejes: Sequence["Nombre"]) -> Iterator[tuple[int, str, "Nombre"]]:
    """The number, the name and the eje of each group: those of a form, and one for each eje without."""
    by_name = {eje.nombre: eje for eje in ejes}
    yield from ((numero, nombre, by_name[eje]) for numero, nombre, eje in inicio.grupos)
    free = (numero for numero in count(1) if numero not in {each[0] for each in inicio.grupos})
    led = {eje for _, _, eje in inicio.grupos}
    yield from ((next(free), eje.nombre, eje) for eje in ejes if eje.nombre not in led)


def _grupo(numero: int, nombre: str, eje: "Nombre") -> tuple[str, str]:
    """The name and the text of the file of a group."""
    ident = f"g{numero}-{eje.ident.replace('_', '-')}"
    name = f"grupos/{ident}.yaml"
    unknown = {"participantes": POR_DEFINIR, "ponente": POR_DEFINIR}
    known = {"id": ident, "nombre": nombre or POR_DEFINIR, "eje": eje.ident}
    return name, new_hoja(name, {**known, "numero": numero, **unknown})


@dataclass(frozen=True, slots=True)
class Nombre:
    """An eje or a nivel as it begins."""

    ident: str
    sigla: str
    nombre: str


@dataclass(frozen=True, slots=True)
class Kind:
    """What is named: how, the letters of a sigla that is proposed, what one must be, and the usual names."""

    label: str
    letters: int
    sigla: str
    expected: str
    usual: tuple[str, ...]


EJES = Kind("un eje", 3, "[A-Z]{2,4}", "de dos a cuatro letras sin tilde", ("General",))
NIVELES = Kind("un nivel", 1, "[A-Z]{1,3}", "de una a tres letras sin tilde", ("Nacional", "Regional"))


def propose(nombres: Sequence[str], kind: Kind) -> list[Nombre]:
    """Give each name an id and a sigla of its own: the one it brings, or another. Raises EditError."""
    parts = [nombre.partition("=") for nombre in nombres]
    chosen = [sigla.strip().upper() for _, _, sigla in parts]
    found: list[Nombre] = []
    for (nombre, _, _), own in zip(parts, chosen, strict=True):
        nombre = nombre.strip()  # noqa: PLW2901 - the same name
        ident = re.sub(r"[^a-z0-9]+", "_", fold(nombre))[:MAX_IDENT].strip("_")
        if not re.match("[a-z]", ident) or ident in {each.ident for each in found}:
            raise EditError(
                f"{quoted(nombre)} no sirve de nombre de {kind.label}: necesita letras, y no repetirse"
            )
        if re.fullmatch(RESERVADOS, ident) or not is_plain(ident):
            raise EditError(
                f"{quoted(nombre)} no sirve de nombre de {kind.label}: YAML o Windows lo reservan"
            )
        if own and (not re.fullmatch(kind.sigla, own) or own in {each.sigla for each in found}):
            raise EditError(
                f"{quoted(own)} no sirve de sigla de {kind.label}: {kind.expected}, y no repetirse"
            )
        taken = {each.sigla for each in found} | {*chosen}
        found.append(Nombre(ident, own or _sigla(ident, kind, taken), nombre))
    if not found:
        raise EditError(f"hace falta {kind.label}")
    return found


def _sigla(ident: str, kind: Kind, taken: set[str]) -> str:
    """The first letters of an id; else those of each word, more of the first ones, or any that follow."""
    words = [re.sub(r"[^a-z]", "", word).upper() for word in ident.split("_")]
    plain, letters = "".join(words), kind.letters
    first = plain[:letters].ljust(max(letters, 2) if letters > 1 else 1, "X")
    both = words[0][:1] + words[-1][:2] if len(words) > 1 else ""
    options = [first, both, "".join(word[:1] for word in words), plain[: letters + 1]]
    options += [first[:-1] + char if letters > 1 else first + char for char in plain[letters:]]
    options += [first + char for char in ascii_uppercase]
    others = (
        first[0] + "".join(more) for size in (1, 2, 3) for more in product(ascii_uppercase, repeat=size)
    )
    free = (each for each in chain(options, others) if re.fullmatch(kind.sigla, each))
    return next(each for each in free if each not in taken)


def _records(campo: str, nombres: Sequence[Nombre], encabezados: Mapping[str, str]) -> str:
    lines = [f"{campo}:"]
    for each in nombres:
        lines += [f"  - id: {inline(each.ident)}", f"    sigla: {inline(each.sigla)}"]
        heading = encabezados.get(each.nombre, POR_DEFINIR)
        lines += [f"    nombre: {inline(each.nombre)}", f"    encabezado: {inline(heading)}"]
    return "\n".join(lines) + "\n"


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
