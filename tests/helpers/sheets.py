"""What tests of the sheets share: how to make them, how other programs read them, texts that mean harm."""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from helpers.calls import SEED, Outcome, Rutaplan, accion, edit
from rutaplan.load import load
from rutaplan.plan import Plan
from rutaplan.printable import unguard_cell
from rutaplan.views.documents.consolidada import planilla_consolidada
from rutaplan.views.documents.matriz import planilla_matriz
from rutaplan.views.documents.pendientes import planilla_pendientes
from rutaplan.views.planilla import Planilla

TABLAS = {"matriz": planilla_matriz, "consolidada": planilla_consolidada, "pendientes": planilla_pendientes}
TITULOS = {
    "matriz": "Id|Eje|Nivel|Acción estratégica|Plazo (meses)|Instituciones involucradas|Prioridad|Estado|Grupo|Notas|Huella",
    "consolidada": "Id|Grupo|Eje|Nivel|Acción estratégica|Plazo (meses)|Responsable"
    "|Instituciones involucradas|Prioridad|Estado|Observaciones|Huella",
    "pendientes": "Id|Grupo|Nivel|Acción estratégica|Plazo (meses)|Instituciones involucradas|Prioridad|Estado|Notas|Huella",
}
FIJAS = {"Id", "Grupo", "Eje", "Nivel", "Notas", "Observaciones", "Huella"}
HOSTILES = (
    '=HYPERLINK("http://x.example")',
    "+1234567890",
    "-1234567890",
    "@SUM(1+1)*cmd",
    "'comilla al principio",
    "con un\ttabulador dentro",
    "<script>alert(1)</script>",
    "{{ 7*7 }} {% raw %}",
    "🧭 ruta de regreso 👩‍👩‍👧",
    "عودة كريمة وآمنة للأشخاص",
    "a" * 400,
    "año, pingüino, ¿acción?; ñandú",
    "_x0041_ y _x000D_ escritos",
    "<r><t>texto con marcas</t></r>",
    "<r>& sin cerrar</r>",
    "{=SUM(A1:A9)}",
    "http://enlace.example/x",
    "mailto:nadie@x.example",
    "0012345678",
    "1234567890",
)


def made(rutaplan: Rutaplan, folder: Path, *call: str) -> Outcome:
    outcome = rutaplan("render", *call, cwd=folder)
    assert outcome.code == 0, outcome.err
    return outcome


def workbook(folder: Path, name: str) -> Workbook:
    return load_workbook(folder / "salida" / f"{name}.xlsx")


def cells(sheet: Worksheet) -> list[tuple[object, ...]]:
    return [tuple("" if value is None else value for value in row) for row in sheet.values]


def csv_rows(content: bytes) -> list[tuple[str, ...]]:
    text = content.decode("utf-8-sig")
    return [tuple(map(unguard_cell, row)) for row in csv.reader(io.StringIO(text, newline=""))]


def xml(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name).decode("utf-8") for name in package.namelist()}


def filled(seed: Path) -> Path:
    """The real plan, with the silences of three actions broken in three ways."""
    edit(accion(seed, "RET-N-01"), "plazo_meses: por_definir", "plazo_meses: 7")
    edit(accion(seed, "RET-N-01"), "instituciones: por_definir", "instituciones: [hn-inm, mx-inm]")
    edit(accion(seed, "RET-N-02"), "instituciones: por_definir", "instituciones: [hn-inm, por_definir]")
    edit(accion(seed, "RET-N-03"), "plazo_meses: por_definir", "plazo_meses: no_aplica")
    with accion(seed, "RET-N-01").open("a", encoding="utf-8") as file:
        file.write("responsable: mx-inm\nprioridad: true\nestado: acordada\n")
    return seed


def hostile(seed: Path) -> list[str]:
    """Put the hostile texts into the real plan; its texts, in order."""
    for number, text in enumerate(HOSTILES, 1):
        path = accion(seed, f"RET-N-{number:02d}")
        written = re.sub(r"(?m)^erratas:\n(  .*\n)+", "", path.read_text(encoding="utf-8"))
        line = f"texto: {json.dumps(text, ensure_ascii=False)}"
        old = re.findall(r"(?m)^texto: .*$", written)[0]
        path.write_text(written.replace(old, line), encoding="utf-8")
    plan, _ = load(seed / "data")
    return [each.texto for each in plan.acciones]


@cache
def real() -> Plan:
    return load(SEED)[0]


def with_texts(*texts: str) -> Planilla:
    """A matriz whose rows have these texts, as a caller that is not the reader could make it."""
    tabla = planilla_matriz(real())
    start = tabla.filas[0]
    return replace(
        tabla,
        filas=tuple((*start[:3], text, *start[4:]) for text in texts),
        archivos=("data/acciones/retorno/RET-N-01.yaml",) * len(texts),
    )


def assert_inert(path: Path) -> None:
    """No formula, no text that a formula gave, no link, in any sheet of a workbook."""
    parts = xml(path)
    sheets = [text for name, text in parts.items() if name.startswith("xl/worksheets/sheet")]
    book = load_workbook(path)
    assert len(sheets) == len(book.sheetnames)
    assert not any(re.search(r"<f[ >]|t=\"str\"|<hyperlink", text) for text in sheets)
    assert all("TargetMode" not in text for name, text in parts.items() if name.endswith(".rels"))
    assert not any(cell.data_type == "f" for sheet in book for row in sheet for cell in row)


def rules(sheet: Worksheet) -> dict[str, tuple[object, bool]]:
    """The lists of a sheet: for each column's title, where its values are, and whether they are all."""
    found = {}
    for rule in sheet.data_validations.dataValidation:
        (reach,) = rule.sqref.ranges
        assert (rule.type, reach.min_row, reach.max_row) == ("list", 2, sheet.max_row)
        assert reach.min_col == reach.max_col
        assert rule.showInputMessage
        assert rule.prompt
        assert "lista" in rule.error
        assert rule.errorStyle in {None, "stop"}
        found[str(sheet.cell(1, reach.min_col).value)] = (rule.formula1, bool(rule.showErrorMessage))
    return found
