"""renaming: another id for an action or an institution, in its own sheet and wherever it is named.

Of two actions with one number, one gets the next that nobody ever had.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rutaplan.changes import Cambio
from rutaplan.diagnostics import Diagnostic, Loc
from rutaplan.edit.adding import next_id, was_given
from rutaplan.edit.checked import Trial, checked
from rutaplan.edit.parts import EditError, Parts, take_apart
from rutaplan.edit.quoting import inline, is_plain
from rutaplan.edit.setting import set_campo
from rutaplan.git import is_added_twice, is_merging
from rutaplan.model import (
    ANY,
    ID_ACCION,
    ID_INSTITUCION,
    LIBRE,
    SILENCIOS,
    Instituciones,
    Way,
    hoja_of,
    is_on,
    ways,
)
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.source import Source
from rutaplan.suggest import nearest

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class Apart:
    """The number that an action gets, the changes that give it, and the files that name the old one."""

    ident: str
    cambios: list[Cambio]
    naming: tuple[str, ...] = ()


def rename(data: Path, plan: Plan, found: Sequence[Diagnostic], viejo: str, nuevo: str) -> list[Cambio]:
    """Make the changes that give viejo the id nuevo; found: what reading the plan found. Raises EditError.

    Comments and texts are not touched; mentions tells where they still name it.
    """
    lost = sorted(plan.unread - plan.sources.keys())
    if lost:
        raise EditError(f"{quoted(lost[0])} no se puede leer; arréglelo antes")
    is_accion = re.fullmatch(ID_ACCION, viejo, re.ASCII) is not None
    if is_accion:
        _check_accion(plan, viejo, nuevo)
    else:
        _check_institucion(plan, viejo, nuevo)
    kinds = ("accion",) if is_accion else ("institucion", "involucrada")
    texts: dict[str, str | None] = {}
    for source in _naming(plan, viejo):
        parts = hoja_of(plan.inside(source.path))
        named = [way for kind in kinds for way in ways(parts, kind)]
        keys = not is_accion and parts is Instituciones
        after = _renamed(source, named, viejo, nuevo, keys=keys) if named else source.text
        path = _moved(source.path, viejo, nuevo)
        if path != source.path:
            if path in plan.sources:
                raise EditError(f"{quoted(path)} ya existe")
            texts |= {path: after, source.path: None}
        elif after != source.text:
            texts[path] = after
    word = _word(viejo)
    return checked(data, Trial(plan, found, lambda name: word.sub(nuevo, _moved(name, viejo, nuevo))), texts)


def set_apart(data: Path, plan: Plan, found: Sequence[Diagnostic], viejo: str) -> Apart:
    """Give an action the next free number. Raises EditError, or GitError where a file is in conflict.

    Of two with one number, the one that others already know keeps it: that of the branch that is merged
    into this one, or that upon which this one is set; in two files, that of the file that bears it.
    """
    if not re.fullmatch(ID_ACCION, viejo, re.ASCII):
        raise EditError(f"{quoted(viejo)} no es un id de acción: RET-N-18")
    nuevo = next_id(viejo.rpartition("-")[0], plan)
    own = [path for path in plan.sources if path.endswith(f"/{viejo}.yaml") and "/acciones/" in path]
    several = [accion.archivo for accion in plan.acciones if accion.id == viejo]
    trial = Trial(plan, found)
    if own and (sides := split(plan.sources[own[0]].text)):
        stays, goes = _sides(data / plan.inside(own[0]), sides)
        texts: dict[str, str | None] = {own[0]: stays, _beside(own[0], nuevo): set_campo(goes, "id", nuevo)}
    elif len(several) > 1:
        moved = next((path for path in reversed(several) if path not in own), several[-1])
        texts = {_beside(moved, nuevo): set_campo(plan.sources[moved].text, "id", nuevo), moved: None}
    else:
        return Apart(nuevo, rename(data, plan, found, viejo, nuevo))
    word = _word(viejo)
    naming = [
        path for path, each in plan.sources.items() if path not in {*own, *several} and word.search(each.text)
    ]
    return Apart(nuevo, checked(data, trial, texts), tuple(sorted(naming)))


def split(text: str) -> tuple[str, str] | None:
    """The two files that git wrote into one, with its marks; None where it wrote none, or left one open."""
    both, ours, base, theirs = (0, 1), (0,), (), (1,)
    sides: tuple[list[str], list[str]] = ([], [])
    into: tuple[int, ...] = both
    for line in _LINE.findall(text):
        mark = line[:7]
        if mark == "<<<<<<<" and into == both:
            into = ours
        elif mark == "|||||||" and into == ours:
            into = base
        elif line.rstrip("\r\n") == "=======" and into in {ours, base}:
            into = theirs
        elif mark == ">>>>>>>" and into == theirs:
            into = both
        else:
            for side in into:
                sides[side].append(line)
    return ("".join(sides[0]), "".join(sides[1])) if into == both and sides[0] != sides[1] else None


def mentions(plan: Plan, viejo: str, nuevo: str) -> list[str]:
    """Where comments and texts still name viejo: file and line. Files with personal data are left out."""
    word = _word(viejo)
    found = []
    for source in _naming(plan, viejo):
        parts = hoja_of(plan.inside(source.path))
        texts = {[part for part in way if part != ANY][-1] for way in ways(parts, LIBRE)}
        for number, line in enumerate([] if source.private else source.text.splitlines(), 1):
            comment = line.find("#")
            key = re.match(r"\s*(?:- )?(\w+):", line)
            is_text = key is not None and key[1] in texts
            if word.search(line if is_text else line[comment:] if comment >= 0 else ""):
                found.append(f"{_moved(source.path, viejo, nuevo)}:{number}")
    return found


def _naming(plan: Plan, viejo: str) -> list[Source]:
    """The files in which viejo is written, or whose name it is."""
    return [source for source in plan.sources.values() if viejo in source.path or viejo in source.text]


def _word(viejo: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(viejo)}(?![\w-])")


def _moved(path: str, viejo: str, nuevo: str) -> str:
    """The path of a file when viejo is nuevo: an action's sheet is named as it is, a report as both are."""
    old = re.escape(viejo)
    ways_to_it = (
        rf"(/acciones/(?:[^/]+/)*){old}(\.yaml)",
        rf"(/avances/){old}(/[^/]+\.yaml)",
        rf"(/avances/[^/]+/[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}-){old}((?:-[0-9]+)?\.yaml)",
    )
    for way in ways_to_it:
        path = re.sub(f"{way}$", rf"\g<1>{nuevo}\2", path)
    return path


def _check_accion(plan: Plan, viejo: str, nuevo: str) -> None:
    if viejo in plan.ids and viejo not in plan.accion_by_id:
        raise EditError(f"{quoted(viejo)} no se puede leer: rutaplan validate dice por qué")
    if viejo not in plan.accion_by_id:
        raise EditError(_absent("una acción", viejo, plan.accion_by_id))
    if not re.fullmatch(ID_ACCION, nuevo, re.ASCII):
        raise EditError(
            f"{quoted(nuevo)} no es un id de acción: sigla del eje, sigla del nivel y número, RET-N-18"
        )
    accion = plan.accion_by_id[viejo]
    eje, nivel = plan.eje_by_id.get(accion.eje), plan.nivel_by_id.get(accion.nivel)
    if eje is None or nivel is None:
        raise EditError(f"el eje o el nivel de {viejo} no está en taller.yaml; arréglelo antes")
    if not nuevo.startswith(f"{eje.sigla}-{nivel.sigla}-"):
        raise EditError(
            f"{viejo} es del eje {eje.id} y del nivel {nivel.id}, y su id empieza con "
            f"{eje.sigla}-{nivel.sigla}-; para {quoted(nuevo)} cambie antes su eje o su nivel en su archivo"
        )
    if nuevo in plan.ids:
        raise EditError(f"{quoted(nuevo)} ya existe")
    if was_given(nuevo, plan):
        raise EditError(
            f"{nuevo} ya fue el id de una acción, y ninguno se da dos veces: hay papeles que lo llevan; tome "
            "otro número o, si es la misma acción, deshaga con git el cambio que se lo quitó"
        )


def _check_institucion(plan: Plan, viejo: str, nuevo: str) -> None:
    known = plan.institucion_by_id
    if viejo not in known:
        raise EditError(_absent("una acción ni una institución", viejo, [*plan.accion_by_id, *known]))
    if not re.fullmatch(ID_INSTITUCION, nuevo, re.ASCII) or nuevo in SILENCIOS or not is_plain(nuevo):
        raise EditError(
            f"{quoted(nuevo)} no es un id de institución: minúsculas sin tildes y guiones, hn-inm, y no una "
            "palabra que YAML o Windows reservan"
        )
    if nuevo in plan.by_kind["involucrada"]:
        raise EditError(f"{quoted(nuevo)} ya existe")


def _absent(what: str, viejo: str, options: Iterable[str]) -> str:
    near = nearest(viejo, options)
    return f"no hay {what} {quoted(viejo)}" + (f"; la más parecida es {quoted(near)}" if near else "")


def _renamed(source: Source, named_at: Collection[Way], viejo: str, nuevo: str, *, keys: bool) -> str:
    """Write nuevo where the sheet names viejo; then read it again, and prove that it says just that."""
    try:
        parts = take_apart(source.text)
    except EditError as error:
        raise EditError(f"{source.path}: {'no se puede leer entero' if source.private else error}") from None

    named = {loc for loc in parts.spans if parts.value(loc) == viejo and is_on(loc, named_at)}
    spans = [parts.spans[loc][1] for loc in named]
    spans += [parts.spans[viejo,][0]] if keys and viejo in parts.values else []
    text = source.text
    for start, end in sorted(spans, reverse=True):
        style = text[start] if text[start] in {"'", '"'} else ""
        text = text[:start] + inline(nuevo, style=style) + text[end:]
    wanted = [
        ((nuevo, *loc[1:]) if keys and loc[0] == viejo else loc, nuevo if loc in named else value)
        for loc, value in _leaves(parts)
    ]
    if _leaves(take_apart(text)) != wanted:
        raise EditError(f"{source.path}: no se pudo cambiar {quoted(viejo)} sin tocar otra cosa")
    return text


def _leaves(parts: Parts) -> list[tuple[Loc, object]]:
    """Every value that is no list and no mapping, in order."""
    return [
        (loc, parts.value(loc))
        for loc in sorted(parts.spans, key=lambda loc: parts.spans[loc][1])
        if not isinstance(parts.value(loc), dict | list)
    ]


def _sides(path: Path, sides: tuple[str, str]) -> tuple[str, str]:
    """Of a file in conflict, the action that keeps its number and the one that gets another."""
    if not is_added_twice(path):
        raise EditError(
            f"git no dice que {path.name} sean dos acciones con un mismo número: si es una sola, cambiada "
            "en dos ramas, borre las marcas y deje una versión"
        )
    return sides[::-1] if is_merging(path.parent) else sides


def _beside(path: str, ident: str) -> str:
    return f"{path.rpartition('/')[0]}/{ident}.yaml"
