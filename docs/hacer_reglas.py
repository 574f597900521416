"""Make docs/reglas.md: the catalogue of codes, with what each finds in the plan of data/."""  # noqa: INP001 - a script, not a package

from collections import Counter
from pathlib import Path

from rutaplan.load import load
from rutaplan.rules import catalogue, check

ROOT = Path(__file__).resolve().parents[1]
HEAD = """\
# Las reglas

Todo lo que `rutaplan validate` y `rutaplan render` pueden decir. `rutaplan rules CÓDIGO` explica
cada una con un ejemplo malo y uno bueno. Las de una fase
callan en la otra, la que dice `fase` en taller.yaml. La última columna cuenta los hallazgos en el
plan de `data/`. Esta página la hace `python docs/hacer_reglas.py`; no se edita.

| código | gravedad | fase | título | hallazgos en `data/` |
| --- | --- | --- | --- | --: |
"""


def table() -> str:
    """Write the whole page."""
    plan, diagnostics = load(ROOT / "data")
    counted = Counter(diagnostic.code for diagnostic in (*diagnostics, *check(plan)))
    rows = [
        f"| {e.code} | {e.severity} | {e.fases} | {e.title} | {counted[e.code]} |\n"
        for e in catalogue().values()
    ]
    return HEAD + "".join(rows)


if __name__ == "__main__":
    (ROOT / "docs" / "reglas.md").write_text(table(), encoding="utf-8", newline="\n")
