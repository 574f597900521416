"""schema: the JSON Schemas (2020-12) with which an editor completes and checks the files of a plan.

They are made from the models, and one more carries the plan's own ids with their names.
"""

import re
from collections.abc import Collection
from pathlib import Path

from rutaplan import __version__
from rutaplan.catalogue import diagnose
from rutaplan.diagnostics import Diagnostic, Place
from rutaplan.faults import CONFLICT
from rutaplan.files import SCHEMA_FOLDER, read_text, shown_path
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.schema.ids import FILES, NAME, ids_text, vocabularies

NAMES = (*FILES, NAME)
MODELINE = "# yaml-language-server:"
_KINDS = {"acciones": "accion", "avances": "avance", "grupos": "grupo"}
_COMMENT = "Hecho por rutaplan schema; no lo edite."
_VERSIONED = f"{_COMMENT} Versión {__version__}."
_MADE = re.compile(rf'^  "\$comment": "({re.escape(_COMMENT)}[^"]*)"', re.MULTILINE)


def schemas(plan: Plan | None, names: Collection[str] = NAMES) -> dict[str, str]:
    """Write the schema of each kind of file, and that of the plan's ids if there is one, by file name."""
    texts = {name: _text(name, with_ids=plan is not None) for name in FILES if name in names}
    return texts | ({NAME: ids_text(vocabularies(plan), _COMMENT)} if plan and NAME in names else {})


def _text(name: str, *, with_ids: bool) -> str:
    """Write the schema of a kind of file."""
    import json  # noqa: PLC0415 - most calls ask only whether they are stale

    from rutaplan.schema.models import refined  # noqa: PLC0415 - the same

    content = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": _VERSIONED,
        **refined(name, with_ids=with_ids),
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def modeline(name: str) -> str:
    """The line that tells an editor the schema of a file, of which name is the path inside data/."""
    first = name.partition("/")[0]
    kind = _KINDS.get(first, first.removesuffix(".yaml"))
    return f"{MODELINE} $schema={'../' * (name.count('/') + 1)}{SCHEMA_FOLDER}/{kind}.json"


def is_ours(text: str) -> bool:
    """Whether a file's text was written by rutaplan schema."""
    return _MADE.search(text) is not None


def is_current(text: str) -> bool:
    """Whether this version made a file's text, and would make it again whatever the plan."""
    made = _MADE.search(text)
    return made is not None and made.group(1) == _VERSIONED


def stale(plan: Plan, folder: Path, called: Path | None = None) -> list[Diagnostic]:
    """Tell which schemas of folder are missing, or were made from other ids than the plan's.

    Says nothing of a plan whose ids could not all be read: its errors come first. called: the folder that is
    told, where folder only holds what was in it.
    """
    if not _is_whole(plan):
        return []
    called = called or folder
    if not folder.is_dir():
        return [diagnose("ESQ10 carpeta", Place(shown_path(called)))]
    diagnostics = []
    for name in NAMES:
        path = folder / name
        place = Place(shown_path(called / name))
        if not path.exists():
            diagnostics.append(diagnose("ESQ10 falta", place))
            continue
        text = read_text(path, place.path)
        made = _MADE.search(text) if isinstance(text, str) else None
        conflict = re.search(CONFLICT, text) if isinstance(text, str) else None
        if conflict is not None:
            line = conflict.string.count("\n", 0, conflict.start()) + 1
            there = Place(place.path, line, 1, line, len(conflict.group()) + 1)
            diagnostics.append(diagnose("YML20 esquema", there, marca=quoted(conflict.group())))
        elif made is None:
            diagnostics.append(diagnose("ESQ10 ajeno", place))
        elif text != ids_text(vocabularies(plan), _COMMENT) if name == NAME else made.group(1) != _VERSIONED:
            diagnostics.append(diagnose("ESQ10" if name == NAME else "ESQ10 version", place))
    return diagnostics


def _is_whole(plan: Plan) -> bool:
    """Whether every file that declares ids could be read."""
    hojas = (plan.taller, plan.instituciones, plan.catalogos, *plan.grupos)
    declared = {hoja.archivo for hoja in hojas}
    return declared.isdisjoint(plan.unread | plan.holes.keys()) and plan.grupo_ids == plan.grupo_by_id.keys()
