"""rename: another id for an action or an institution, in its own sheet and wherever it is named."""

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from rutaplan.cambios import Cambio
from rutaplan.diagnostics import Loc
from rutaplan.edit.comprobar import checked
from rutaplan.edit.escalares import inline
from rutaplan.edit.partes import EditError, Partes, partes
from rutaplan.files import Folder, RawFile
from rutaplan.load import build
from rutaplan.model import (
    ANY,
    ID_ACCION,
    ID_INSTITUCION,
    LIBRE,
    SILENCIOS,
    Instituciones,
    Way,
    is_on,
    sheet_of,
    ways,
)
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.suggest import nearest


def rename(data: Path, folder: Folder, viejo: str, nuevo: str) -> list[Cambio]:
    """Make the changes that give viejo the id nuevo. Raises EditError.

    Comments and texts are not touched; mentions tells where they still name it.
    """
    plan = build(folder.files, folder.unread, f"{folder.shown}/")[0]
    if folder.diagnostics:
        raise EditError(f"{folder.diagnostics[0].place.path} no se puede leer; arréglelo antes")
    is_accion = re.fullmatch(ID_ACCION, viejo, re.ASCII) is not None
    if is_accion:
        _check_accion(plan, viejo, nuevo)
    else:
        _check_institucion(plan, viejo, nuevo)
    kind = "accion" if is_accion else "institucion"
    cambios: list[Cambio] = []
    for file in folder.files:
        named = ways(sheet_of(file.name), kind)
        keys = not is_accion and sheet_of(file.name) is Instituciones
        after = _renamed(file, named, viejo, nuevo, keys=keys) if named else file.text
        cambios += _placed(data, file, after, viejo, nuevo)
    return checked(data, folder, cambios)


def mentions(folder: Folder, viejo: str, nuevo: str) -> list[str]:
    """Where comments and texts still name viejo: file and line. Files with personal data are left out."""
    word = re.compile(rf"(?<![\w-]){re.escape(viejo)}(?![\w-])")
    found = []
    for file in folder.files:
        texts = {[part for part in way if part != ANY][-1] for way in ways(sheet_of(file.name), LIBRE)}
        for number, line in enumerate([] if file.private else file.text.splitlines(), 1):
            comment = line.find("#")
            key = re.match(r"\s*(?:- )?(\w+):", line)
            is_text = key is not None and key[1] in texts
            if word.search(line if is_text else line[comment:] if comment >= 0 else ""):
                found.append(f"{file.path.replace(f'/{viejo}.yaml', f'/{nuevo}.yaml')}:{number}")
    return found


def _check_accion(plan: Plan, viejo: str, nuevo: str) -> None:
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
            f"{eje.sigla}-{nivel.sigla}-; para {quoted(nuevo)} cambie antes su eje y su nivel"
        )
    if nuevo in plan.ids:
        raise EditError(f"{nuevo} ya existe")


def _check_institucion(plan: Plan, viejo: str, nuevo: str) -> None:
    known = plan.institucion_by_id
    if viejo not in known:
        raise EditError(_absent("una acción ni una institución", viejo, [*plan.accion_by_id, *known]))
    if not re.fullmatch(ID_INSTITUCION, nuevo, re.ASCII) or nuevo in SILENCIOS:
        raise EditError(
            f"{quoted(nuevo)} no es un id de institución: minúsculas sin tildes y guiones, hn-inm"
        )
    if nuevo in known:
        raise EditError(f"{nuevo} ya existe")


def _absent(what: str, viejo: str, options: Iterable[str]) -> str:
    near = nearest(viejo, options)
    return f"no hay {what} {quoted(viejo)}" + (f"; la más parecida es {quoted(near)}" if near else "")


def _placed(data: Path, file: RawFile, after: str, viejo: str, nuevo: str) -> Iterator[Cambio]:
    """Change a file where it stands, or under its new name."""
    path = data / file.name
    if path.stem != viejo or not file.name.startswith("acciones/"):
        if after != file.text:
            yield Cambio(path, file.text, after)
        return
    yield Cambio(path.with_stem(nuevo), None, after)
    yield Cambio(path, file.text, None)


def _renamed(file: RawFile, named_at: Collection[Way], viejo: str, nuevo: str, *, keys: bool) -> str:
    """Write nuevo where the sheet names viejo; then read it again, and prove that it says just that."""
    if viejo not in file.text:
        return file.text
    try:
        sheet = partes(file.text)
    except EditError as error:
        raise EditError(f"{file.path}: {'no se puede leer entero' if file.private else error}") from None

    named = {loc for loc in sheet.spans if sheet.value(loc) == viejo and is_on(loc, named_at)}
    spans = [sheet.spans[loc][1] for loc in named]
    spans += [sheet.spans[viejo,][0]] if keys and viejo in sheet.values else []
    text = file.text
    for start, end in sorted(spans, reverse=True):
        style = text[start] if text[start] in {"'", '"'} else ""
        text = text[:start] + inline(nuevo, style=style) + text[end:]
    wanted = [
        ((nuevo, *loc[1:]) if keys and loc[0] == viejo else loc, nuevo if loc in named else value)
        for loc, value in _leaves(sheet)
    ]
    if _leaves(partes(text)) != wanted:
        raise EditError(f"{file.path}: no se pudo cambiar {quoted(viejo)} sin tocar otra cosa")
    return text


def _leaves(sheet: Partes) -> list[tuple[Loc, object]]:
    """Every value that is no list and no mapping, in order."""
    return [
        (loc, sheet.value(loc))
        for loc in sorted(sheet.spans, key=lambda loc: sheet.spans[loc][1])
        if not isinstance(sheet.value(loc), dict | list)
    ]
