"""comprobar: a changed plan tried in memory before it is written, and the schemas that follow it."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rutaplan.cambios import Cambio
from rutaplan.diagnostics import Diagnostic, Severity
from rutaplan.edit.partes import EditError
from rutaplan.files import Folder, RawFile, read_text
from rutaplan.load import build
from rutaplan.plan import Plan
from rutaplan.rules import check
from rutaplan.schema import SCHEMA_FOLDER, is_ours, schemas


def checked(data: Path, folder: Folder, cambios: Sequence[Cambio]) -> list[Cambio]:
    """Give back the changes with those of the schemas, if the plan has no error that it had not before.

    Raises EditError. Schemas that rutaplan did not make are left alone, and so is a folder that is not there.
    """
    _, old = _build(folder, folder.files)
    after, new = _build(folder, _applied(data, folder, cambios))
    extra = Counter(d.code for d in new) - Counter(d.code for d in old)
    if extra:
        first = next(d for d in new if d.code in extra)
        raise EditError(
            f"el plan quedaría con un error nuevo, {first.code}: {first.title} ({first.place.path})"
        )
    return [*cambios, *_schemas(data, after)]


def _build(folder: Folder, files: Sequence[RawFile]) -> tuple[Plan, list[Diagnostic]]:
    plan, found = build(files, folder.unread, f"{folder.shown}/")
    return plan, [d for d in (*found, *check(plan)) if d.severity is Severity.ERROR]


def _applied(data: Path, folder: Folder, cambios: Sequence[Cambio]) -> list[RawFile]:
    """The files as they would be."""
    texts = {file.name: file.text for file in folder.files}
    for cambio in cambios:
        name = cambio.path.relative_to(data).as_posix()
        if cambio.after is None:
            texts.pop(name, None)
        else:
            texts[name] = cambio.after
    return [RawFile(f"{folder.shown}/{name}", name, text) for name, text in sorted(texts.items())]


def _schemas(data: Path, plan: Plan) -> list[Cambio]:
    folder = data.parent / SCHEMA_FOLDER
    cambios = []
    for name, text in schemas(plan).items():
        old = read_text(folder / name, name) if (folder / name).is_file() else None
        if isinstance(old, str) and is_ours(old) and old != text:
            cambios.append(Cambio(folder / name, old, text))
    return cambios
