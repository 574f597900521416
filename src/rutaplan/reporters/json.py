"""The findings for programs. docs/salidas.md is the contract; a change that breaks it raises VERSION."""

from typing import Any

from rutaplan import __version__
from rutaplan.diagnostics import Diagnostic, Place, Severity
from rutaplan.printable import json_text
from rutaplan.reporters.report import Report, Since

VERSION = 2


def report(findings: Report) -> str:
    """One JSON object, the findings in it in order of place; of a file with too many, the gravest."""
    return json_text(
        {
            "formato": "rutaplan.validate",
            "version": VERSION,
            "herramienta": {"nombre": "rutaplan", "version": __version__},
            "veredicto": {
                "acciones": findings.acciones,
                "errores": findings.counts[Severity.ERROR],
                "avisos": findings.counts[Severity.AVISO],
                "campos_por_definir": findings.campos_por_definir,
                "pendientes_taller": findings.pendientes_taller,
                "notas": findings.counts[Severity.NOTA],
                "aceptados": len(findings.accepted),
                "ignorados": findings.ignored,
                "errores_en_otros_archivos": findings.errors_elsewhere,
                "omitidos": len(findings.diagnostics) - len(findings.listed),
            },
            "desde": _since(findings.since) if findings.since else None,
            "hallazgos": [finding_values(diagnostic) for diagnostic in findings.listed],
        }
    )


def finding_values(diagnostic: Diagnostic) -> dict[str, Any]:
    """What is told of one finding."""
    return {
        "codigo": diagnostic.code,
        "gravedad": str(diagnostic.severity),
        "titulo": diagnostic.title,
        **_place(diagnostic.place),
        "encontrado": diagnostic.found,
        "esperado": diagnostic.expected,
        "arreglo": diagnostic.help,
        "aceptado": diagnostic.aceptado or None,
        "relacionados": [{"relacion": label, **_place(place)} for label, place in diagnostic.related],
    }


def _since(since: Since) -> dict[str, Any]:
    return {
        "version": since.momento,
        "nuevos": since.brought,
        "arreglados": len(since.mended),
        "ya_estaban": since.stayed,
        "errores_que_ya_estaban": since.errors,
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "archivo": place.path,
        "linea": place.line,
        "columna": place.column,
        "linea_final": place.end_line,
        "columna_final": place.end_column,
    }
