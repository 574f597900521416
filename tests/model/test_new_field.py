"""A new field is one line: what the rest of the program knows of fields, it knows from there."""

import gettext
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from helpers.calls import ROOT, Outcome, accion, edit

BASE = ROOT / "tests" / "base"
LAST = "    notas: Opcional[cells.Texto]"
TEXTO = '    presupuesto: Opcional[cells.Texto] = field("Presupuesto", "Cuánto cuesta, y quién lo paga.")\n'
QUIENES = (
    '    financia: Opcional[cells.NombraInstituciones] = field("Financia", "Quién paga.", titulos="fuente")\n'
)

Call = Callable[..., Outcome]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A small plan; the folder that holds data/."""
    return shutil.copytree(BASE, tmp_path / "plan")


@pytest.fixture
def with_field(tmp_path: Path, plan: Path, request: pytest.FixtureRequest) -> Iterator[Callable[[str], Call]]:
    """Call, on the plan, a copy of the program whose actions have one field more; its words go with it."""
    words = gettext.bindtextdomain("messages")
    ours = {name: module for name, module in sys.modules.items() if is_ours(name)}
    copy = shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))

    def make(line: str) -> Call:
        edit(copy / "rutaplan" / "model" / "accion.py", LAST, line + LAST)
        call = request.getfixturevalue("rutaplan")
        return lambda *arguments: call(*arguments, cwd=plan)

    for name in ours:
        del sys.modules[name]
    sys.path.insert(0, str(copy))
    yield make
    sys.path.remove(str(copy))
    for name in [*filter(is_ours, sys.modules)]:
        del sys.modules[name]
    sys.modules.update(ours)
    gettext.bindtextdomain("messages", words)


def is_ours(name: str) -> bool:
    return name.partition(".")[0] == "rutaplan"


def found(outcome: Outcome) -> list[tuple[str, int]]:
    """The findings in actions that are no notes, with their lines."""
    return [
        (each["codigo"], each["linea"])
        for each in json.loads(outcome.out)["hallazgos"]
        if each["gravedad"] != "nota" and "/acciones/" in each["archivo"]
    ]


def test_a_text_is_a_line(plan: Path, with_field: Callable[[str], Call]) -> None:
    call = with_field(TEXTO)
    sheet = accion(plan, "RET-N-01")
    edit(sheet, "responsable: hn-inm\n", "responsable: hn-inm\npresupuesto: Escribir a ana@ejemplo.org\n")
    assert found(call("validate", "--formato", "json")) == [("DAT01", 10)]
    assert "ana@ejemplo.org" not in call("validate").out

    edit(sheet, "Escribir a ana@ejemplo.org", "Lo paga la mesa")
    assert found(call("validate", "--formato", "json")) == []
    assert f"{'Presupuesto':22}Lo paga la mesa\n" in call("show", "RET-N-01").out
    assert (
        json.loads(call("list", "--formato", "json").out)["acciones"][0]["presupuesto"] == "Lo paga la mesa"
    )

    (plan / "tabla.csv").write_text("Id,PRESUPUESTO\nRET-N-02,Dos millones\n", encoding="utf-8")
    done = call("import", "tabla.csv", "--si")
    assert (done.code, "«PRESUPUESTO»: presupuesto" in done.out) == (0, True), done
    assert "\npresupuesto: Dos millones\n" in accion(plan, "RET-N-02").read_text(encoding="utf-8")

    assert call("schema").code == 0
    schema = json.loads((plan / "esquemas" / "accion.json").read_text(encoding="utf-8"))
    assert schema["properties"]["presupuesto"]["description"] == "Cuánto cuesta, y quién lo paga."
    assert "presupuesto" in schema["properties"]["sugerido_por"]["propertyNames"]["enum"]

    edit(sheet, "presupuesto: Lo paga la mesa\n", "")
    edit(sheet, "id: RET-N-01\n", "presupuesto: Véase RET-N-02\nid: RET-N-01\n")
    assert call("fmt", "--si").code == 0
    assert sheet.read_text(encoding="utf-8").endswith("responsable: hn-inm\npresupuesto: Véase RET-N-02\n")
    renamed = call("rename", "RET-N-02", "RET-N-20", "--si")
    assert (renamed.code, "RET-N-01.yaml:10" in renamed.out + renamed.err) == (0, True), renamed


def test_a_field_that_names_institutions_is_a_line(plan: Path, with_field: Callable[[str], Call]) -> None:
    call = with_field(QUIENES)
    sheet = accion(plan, "RET-N-01")
    edit(sheet, "responsable: hn-inm\n", "responsable: hn-inm\nfinancia: [hn-imn, INM, oim]\n")
    assert found(call("validate", "--formato", "json")) == [("INS02", 10), ("INS03", 10)]

    edit(sheet, "[hn-imn, INM, oim]", "[oim]")
    assert f"{'Financia':22}OIM\n" in call("show", "RET-N-01").out
    assert call("rename", "oim", "onu-oim", "--si").code == 0
    assert "\nfinancia: [onu-oim]\n" in sheet.read_text(encoding="utf-8")
    assert found(call("validate", "--formato", "json")) == []

    (plan / "tabla.csv").write_text("Id,Fuente\nRET-N-02,INM (Honduras)\n", encoding="utf-8")
    assert call("import", "tabla.csv", "--si").code == 0
    assert "\nfinancia: [hn-inm]\n" in accion(plan, "RET-N-02").read_text(encoding="utf-8")

    assert call("schema").code == 0
    schema = json.loads((plan / "esquemas" / "accion.json").read_text(encoding="utf-8"))
    assert "#/$defs/institucion" in json.dumps(schema["properties"]["financia"])
