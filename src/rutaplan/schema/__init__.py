"""schema: the JSON Schemas (2020-12) with which an editor completes and checks the files of a plan.

They are made from the models, and carry the plan's own ids with their names.
"""

import re
from pathlib import Path

from rutaplan.catalogue import diagnose
from rutaplan.diagnostics import Diagnostic, Place
from rutaplan.files import read_text, shown_path
from rutaplan.plan import Plan
from rutaplan.schema.vocabulary import FILES, fingerprint, vocabularies

SCHEMA_FOLDER = "esquemas"
"""Where the schemas lie, beside data/."""
MODELINE = "# yaml-language-server:"
_KINDS = {"acciones": "accion", "avances": "avance", "grupos": "grupo"}
_MARKER = "Hecho por rutaplan schema; no lo edite. Huella: "
_COMMENT = re.compile(rf'^  "\$comment": "{re.escape(_MARKER)}([0-9a-f]+)"', re.MULTILINE)


def schemas(plan: Plan | None) -> dict[str, str]:
    """Write the schema of each kind of file, by file name; without a plan, no ids are enumerated."""
    import json  # noqa: PLC0415 - validate asks only whether they are stale

    from rutaplan.schema.models import refined  # noqa: PLC0415 - the same

    known = vocabularies(plan)
    texts = {}
    for name in FILES:
        content = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$comment": _MARKER + fingerprint(name, known),
            **refined(name, known),
        }
        texts[name] = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    return texts


def modeline(name: str) -> str:
    """The line that tells an editor the schema of a file, of which name is the path inside data/."""
    first = name.partition("/")[0]
    kind = _KINDS.get(first, first.removesuffix(".yaml"))
    return f"{MODELINE} $schema={'../' * (name.count('/') + 1)}{SCHEMA_FOLDER}/{kind}.json"


def is_ours(text: str) -> bool:
    """Whether a file's text was written by rutaplan schema."""
    return _COMMENT.search(text) is not None


def stale(plan: Plan, folder: Path) -> list[Diagnostic]:
    """Tell which schemas of folder are missing, or were made from other ids than the plan's.

    Says nothing of a plan whose ids could not all be read: its errors come first.
    """
    if not _is_whole(plan):
        return []
    if not folder.is_dir():
        return [diagnose("ESQ10 carpeta", Place(shown_path(folder)))]
    known = vocabularies(plan)
    diagnostics = []
    for name in FILES:
        path = folder / name
        place = Place(shown_path(path))
        if not path.exists():
            diagnostics.append(diagnose("ESQ10 falta", place))
            continue
        text = read_text(path, place.path)
        made = _COMMENT.search(text) if isinstance(text, str) else None
        if made is None:
            diagnostics.append(diagnose("ESQ10 ajeno", place))
        elif made.group(1) != fingerprint(name, known):
            diagnostics.append(diagnose("ESQ10", place))
    return diagnostics


def _is_whole(plan: Plan) -> bool:
    """Whether every file that declares ids could be read."""
    hojas = (plan.taller, plan.instituciones, plan.catalogos, *plan.grupos)
    declared = {hoja.archivo for hoja in hojas}
    return declared.isdisjoint(plan.unread | plan.holes.keys()) and plan.grupo_ids == plan.grupo_by_id.keys()
