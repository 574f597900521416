"""retired: the list avances that an action had, and the commands that keep each of its entries.

Nothing moves them by itself: who reports, and what estado a report has, only a person can say.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from rutaplan.catalogue import diagnose
from rutaplan.diagnostics import Diagnostic
from rutaplan.files import REPORT_FOLDER
from rutaplan.model import ESTADOS_AVANCE, ID_INSTITUCION
from rutaplan.personal import personal
from rutaplan.source import Source, parse

AVANCES = "avances"
_ESTADOS = f"{', '.join(ESTADOS_AVANCE[:-1])} o {ESTADOS_AVANCE[-1]}"


def retired_avances(
    source: Source,
    value: Any,  # noqa: ANN401 - whatever was written
) -> Iterator[Diagnostic]:
    """One diagnostic for each entry: the command that keeps it, and what must be decided first."""
    folder, _, name = source.path.rpartition("/")
    ident = name.removesuffix(".yaml")
    carpeta = f"{folder.rpartition('acciones')[0]}{REPORT_FOLDER}/{ident}/"
    entries = value if isinstance(value, list) else []
    if not entries:
        yield diagnose("ESQ11 vacia", source.key_place(AVANCES), loc=(AVANCES,), carpeta=carpeta)
    for index, entry in enumerate(entries):
        known = _Retired(ident, entry if isinstance(entry, dict) else {})
        yield diagnose(
            "ESQ11",
            source.place(AVANCES, index),
            loc=(AVANCES, index),
            numero=index + 1,
            cuenta=len(entries),
            carpeta=carpeta,
            antes=known.undecided(),
            orden=known.command(),
        )


def entries(source: Source) -> Iterator[Mapping[str, str]]:
    """What each entry of the list says that is a text; nothing where a sheet has none."""
    found = (parse(source)[0] or {}).get(AVANCES)
    for each in found if isinstance(found, list) else ():
        if isinstance(each, dict):
            yield {key: value for key, value in each.items() if isinstance(value, str)}


class _Retired:
    """An entry of the list: what of it a report can say, and what somebody must decide before."""

    def __init__(self, ident: str, values: Mapping[str, Any]) -> None:
        said = {key: each for key, each in values.items() if isinstance(each, str)}
        self.ident, self.values = ident, said
        self.fecha = said.get("fecha", "") if _is_day(said.get("fecha", "")) else ""
        reporta = said.get("reporta", "")
        self.reporta = reporta if re.fullmatch(ID_INSTITUCION, reporta, re.ASCII) else ""
        self.estado = said.get("estado", "") if said.get("estado") in ESTADOS_AVANCE else ""

    def undecided(self) -> str:
        """What must be decided first, as the beginning of a sentence."""
        asked = [
            *([] if self.fecha else ["de qué día es"]),
            *([] if self.reporta else ["quién reporta"]),
            *([] if self.estado else [f"qué estado reporta ({_ESTADOS})"]),
        ]
        return f"decida antes {' y '.join(asked)}; después " if asked else ""

    def command(self) -> str:
        """The command that writes its file."""
        import shlex  # noqa: PLC0415 - nearly no plan needs it

        options = {
            "reporta": self.reporta or "INSTITUCION",
            "fecha": self.fecha or "AAAA-MM-DD",
            "estado": self.estado or "ESTADO",
            "texto": _public(self.values.get("texto", "TEXTO")),
            "evidencia": _public(self.values.get("evidencia", "")),
        }
        said = (part for key, text in options.items() if text for part in (f"--{key}", text))
        return shlex.join(["rutaplan", "avance", self.ident, *said])


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _public(text: str) -> str:
    """A text; what may be a person's datum is not repeated."""
    return "(el mismo texto, sin el dato personal)" if personal(text) else text
