"""timeline: what happened to an action, one line a change: what git tells of its sheet, and its reports."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from rutaplan import git
from rutaplan.cli import terminal
from rutaplan.cli.pages import marked
from rutaplan.derive import estado_words, institucion_label
from rutaplan.derive.comparing import Changed, compare_acciones
from rutaplan.derive.version import is_same
from rutaplan.derive.wording import contrast
from rutaplan.files import RawFile, decode
from rutaplan.git import GitError
from rutaplan.load import build
from rutaplan.model import Accion, fields
from rutaplan.plan import Plan
from rutaplan.printable import sentence
from rutaplan.revisions import SHALLOW
from rutaplan.views.documents.diferencias import Diferencias, is_reworded

SIN_GIT = "El plan no está en git: de su historia solo se ven los avances."
MAX_STEPS = 500
_INDENT = " " * 12


def timeline(plan: Plan, accion: Accion, data: Path) -> str:
    """The days of an action, the first one first; those of its reports are the reports' own."""
    lines = [
        (
            str(avance.fecha),
            f"Avance de {institucion_label(plan, avance.reporta)}: {estado_words(avance.estado)}",
        )
        for avance in plan.avances_by_accion.get(accion.id, ())
    ]
    try:
        told = [*_told(plan, accion, data)]
    except GitError as error:
        terminal.tell(f"La historia no se puede leer: {error}.")
        told = []
    dated = sorted([*((str(day), text) for day, text in told if day), *lines], key=lambda line: line[0])
    dated += [("sin registrar", text) for day, text in told if day is None]
    body = (terminal.wrapped(f"{day:<10}  {text}", _INDENT)[len(_INDENT) :] for day, text in dated)
    return "\n".join([f"Historia de {accion.id}", "", *body]) + "\n"


def _told(plan: Plan, accion: Accion, data: Path) -> Iterator[tuple[date | None, str]]:
    """The day and the words of each change; without a day, of what git does not have yet."""
    top = git.top_of(data)
    if top is None:
        terminal.tell(SIN_GIT)
        return
    if git.is_shallow(top):
        terminal.tell(sentence(SHALLOW))
    path = data / accion.archivo.removeprefix(plan.prefix)
    steps = [*git.steps(top, path.relative_to(top).as_posix())]
    if len(steps) > MAX_STEPS:
        terminal.tell(f"De {len(steps)} cambios de la hoja se muestran los últimos {MAX_STEPS}.")
        steps = steps[-MAX_STEPS:]
    texts = git.contents(top, [name for step in steps for name in (step.before, step.after) if name])
    for step in steps:
        before, after = (_alone(plan, accion, texts.get(name)) for name in (step.before, step.after))
        yield from ((step.day, line) for line in _lines(before, after))
    source = plan.sources[accion.archivo]
    if not steps:
        yield None, "Se escribió"
    elif not is_same(source.text, steps[-1].after):
        before = _alone(plan, accion, texts.get(steps[-1].after))
        yield from ((None, line) for line in _lines(before, _alone(plan, accion, source.text.encode())))


def _alone(plan: Plan, accion: Accion, content: bytes | None) -> Plan | None:
    """The plan as it is, with that action alone, as it was; None where it could not be read, or was not."""
    text = decode(content, accion.archivo) if content else None
    if not isinstance(text, str):
        return None
    name = accion.archivo.removeprefix(plan.prefix)
    one, _ = build([RawFile(accion.archivo, name, text)], prefix=plan.prefix)
    if not one.acciones:
        return None
    return replace(plan, acciones=one.acciones, todas=(), sources=one.sources, holes=one.holes)


def _lines(before: Plan | None, after: Plan | None) -> Iterator[str]:
    """What changed from one state to the next, a line each."""
    if after is None:
        yield "Se quitó, o no se puede leer"
        return
    if before is None:
        yield "Se escribió"
        return
    changes = compare_acciones(before, after)
    (old,), (new,) = before.acciones, after.acciones
    if old.id != new.id:
        yield f"Cambió de id: {old.id} → {new.id}."
    for change in changes:
        campo = fields(Accion)[change.campo]
        if is_reworded(campo, change):
            yield f"{campo.titulo}: {marked(contrast(str(change.antes), str(change.ahora)))}"
    yield from Diferencias(before, after).of(Changed(old, new, changes))
