"""The findings as SARIF 2.1.0, which forges and editors read. Source: OASIS, sarif-v2.1.0-errata01."""

import hashlib
import os
from typing import Any
from urllib.parse import quote

from rutaplan import __version__
from rutaplan.diagnostics import Diagnostic, Place, Severity
from rutaplan.printable import json_text
from rutaplan.reporters.report import Report, by_code

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_GRAVITY = {
    Severity.ERROR: "error",
    Severity.AVISO: "warning",
    Severity.PENDIENTE: "note",
    Severity.NOTA: "note",
}


def report(findings: Report) -> str:
    """One run; each code a rule. What somebody accepted is there, suppressed, with the reason."""
    rules = [*by_code(findings.listed)]
    driver = {
        "name": "rutaplan",
        "version": __version__,
        "language": "es",
        "rules": [
            {
                "id": code,
                "shortDescription": {"text": group[0].title},
                "defaultConfiguration": {"level": _GRAVITY[group[0].severity]},
            }
            for code, group in by_code(findings.listed).items()
        ],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"RAIZ": {"description": {"text": "la carpeta del repositorio"}}},
        "results": [_result(each, rules.index(each.code)) for each in findings.listed],
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _result(each: Diagnostic, index: int) -> dict[str, Any]:
    said = f"{each.title}. Encontrado: {each.found}. Esperado: {each.expected}. Arreglo: {each.help}."
    result: dict[str, Any] = {
        "ruleId": each.code,
        "ruleIndex": index,
        "level": _GRAVITY[each.severity],
        "message": {"text": said},
        "locations": [_location(each.place)],
        "partialFingerprints": {"rutaplan/v1": _same(each)},
    }
    if each.related:
        result["relatedLocations"] = [
            _location(place) | {"message": {"text": label}} for label, place in each.related
        ]
    if each.aceptado:
        result["suppressions"] = [{"kind": "inSource", "justification": each.aceptado}]
    return result


def _location(place: Place) -> dict[str, Any]:
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    where = {"uri": quote(os.fsencode(place.path)), "uriBaseId": "RAIZ"}
    return {"physicalLocation": {"artifactLocation": where, "region": region}}


def _same(each: Diagnostic) -> str:
    """What tells a finding from others though its lines move: its code, its file and its field."""
    told = "\0".join([each.code, each.place.path, *map(str, each.loc or (each.found,))])
    return hashlib.sha256(told.encode(errors="replace")).hexdigest()[:32]
