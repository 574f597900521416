"""Proposals as the site yields them, and their import, which never shows a person."""

import csv
import io
import re
from pathlib import Path

from helpers.calls import Outcome, Rutaplan
from rutaplan.load import load
from rutaplan.printable import csv_text
from rutaplan.views.documents.proponer import FIN, INICIO, build_base, build_propuesta

LAST = re.compile(
    r"(\d+) piezas?: (\d+) llevadas?, (\d+) conocidas?, (\d+) sin llevar, (\d+) personal(?:es)?\n"
)
PERSONA = "Ana Ejemplo <ana@ejemplo.invalid>"


def rows_of(plan: Path, ident: str = "RET-N-01", **cells: str) -> list[list[str]]:
    """The titles of a proposal, and its row; what nobody gives is as the page fills it in."""
    read = load(plan / "data")[0]
    own = read.accion_by_id[ident]
    base = build_base(own)
    filled = {
        "id": ident,
        "eje": "Retorno",
        "nivel": read.nombre("nivel", own.nivel),
        "texto": own.texto,
        "plazo_meses": base.plazo or "por definir",
        "instituciones": "por definir",
        "propone": "oim",
        "fecha": "2026-11-26",
        "huella": base.huella,
        **cells,
    }
    columns = build_propuesta(read).columnas
    return [[each.titulo for each in columns], [filled.get(each.campo, "") for each in columns]]


def as_csv(plan: Path, ident: str = "RET-N-01", **cells: str) -> str:
    return csv_text(rows_of(plan, ident, **cells))


def as_letter(plan: Path, ident: str = "RET-N-01", *, around: str = "", **cells: str) -> str:
    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows_of(plan, ident, **cells))
    return f"{around}\n{INICIO}\n{stream.getvalue()}{FIN}\n{around}\n"


def sent(rutaplan: Rutaplan, plan: Path, name: str, content: str | bytes, *options: str) -> Outcome:
    path = plan / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return take(rutaplan, plan, path, *options)


def take(rutaplan: Rutaplan, plan: Path, path: Path, *options: str) -> Outcome:
    outcome = rutaplan("import", str(path), "--si", *options, cwd=plan)
    assert "Traceback" not in outcome.err
    assert "Ejemplo" not in outcome.out + outcome.err
    if outcome.code != 2:
        total, *parts = map(int, LAST.search(outcome.out).groups())  # type: ignore[union-attr]  # it is the last line
        assert total == sum(parts)
    return outcome
