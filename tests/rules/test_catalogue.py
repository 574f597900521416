"""The catalogue of codes keeps its word: every example raises its code, every mended one does not."""

import importlib.util
import re
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
from helpers.calls import ROOT, accion, edit
from helpers.examples import BASE, Looked, findings

from rutaplan.catalogue import codes as texts
from rutaplan.diagnostics import Diagnostic, Place, Severity
from rutaplan.files import read_text
from rutaplan.load import load
from rutaplan.rules import RULES, catalogue, check

CATALOGUE = catalogue()
WITHOUT_EXAMPLE = {
    "YML15": "ninguna línea hace que el sistema niegue un archivo; lo prueba test_a_vanished_file_is_told",
    "PLA07": "una plantilla de Word no es texto; lo prueba test_a_paper_without_its_version_is_told",
    "PLA06": "haría falta un texto de 32 768 letras; lo prueba test_a_text_that_excel_would_cut_is_refused",
}
WITH_EXAMPLE = sorted(CATALOGUE.keys() - WITHOUT_EXAMPLE)


def codes(diagnostics: list[Diagnostic]) -> list[str]:
    return sorted(diagnostic.code for diagnostic in diagnostics)


def verdict(data: Path) -> list[Diagnostic]:
    plan, diagnostics = load(data)
    return [*diagnostics, *check(plan)]


def test_the_base_of_the_examples_leaves_one_action_free(tmp_path: Path) -> None:
    found = findings("", tmp_path / "plan")
    assert [(d.code, Path(d.place.path).name) for d in found] == [("NIV03", "RET-N-01.yaml")]


@pytest.mark.parametrize("code", WITH_EXAMPLE)
def test_the_bad_example_raises_its_code(code: str, looked: Looked) -> None:
    entry = CATALOGUE[code]
    assert entry.bad, f"{code} has no bad example"
    _, found = looked(entry.marked)
    assert code in codes(found)
    assert {(d.severity, d.title) for d in found if d.code == code} == {(entry.severity, entry.title)}
    assert all(d.found and d.expected and d.help for d in found)


@pytest.mark.parametrize("code", WITH_EXAMPLE)
def test_the_good_example_does_not(code: str, tmp_path: Path) -> None:
    assert CATALOGUE[code].goods, f"{code} has no good example"
    for number, good in enumerate(CATALOGUE[code].goods):
        found = findings(good, tmp_path / str(number))
        assert code not in codes(found), good
        assert [d for d in found if d.severity is Severity.ERROR] == []


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_every_entry_explains_itself(code: str) -> None:
    entry = CATALOGUE[code]
    assert re.fullmatch(r"[A-Z]{3}[0-9]{2}", code)
    assert len(entry.explanation.split()) >= 8
    assert "PENDIENTE DE ESCRIBIR" not in entry.text
    assert entry.title[0].islower() or entry.title.startswith("YAML")
    assert not entry.title.endswith(".")


def test_no_exception_outlives_its_reason() -> None:
    assert WITHOUT_EXAMPLE.keys() <= CATALOGUE.keys()
    assert [code for code in WITHOUT_EXAMPLE if CATALOGUE[code].bad] == []


def test_a_vanished_file_is_told(tmp_path: Path) -> None:
    fault = read_text(tmp_path / "RET-N-01.yaml", Place("RET-N-01.yaml"))
    assert isinstance(fault, Diagnostic)
    assert (fault.code, fault.found) == ("YML15", "ya no existe")


def test_no_code_is_emitted_without_an_entry() -> None:
    emitted = set()
    for path in sorted((ROOT / "src" / "rutaplan").rglob("*.py")):
        found = re.findall(r"""(["'])([A-Z]{3}[0-9]{2})( [a-z_]+)?\1""", path.read_text(encoding="utf-8"))
        emitted |= {code for _, code, _ in found}
    assert emitted == set(CATALOGUE)


def test_no_code_is_used_twice() -> None:
    used = Counter([*(each.entry.code for each in RULES), *texts().pages])
    assert [code for code, count in used.items() if count > 1] == []


def test_the_seed_has_no_error() -> None:
    """How many findings of each code it has, the page of the rules says, which is compared below."""
    assert [d for d in verdict(ROOT / "data") if d.severity is Severity.ERROR] == []


def test_a_bad_field_hides_no_other(seed: Path) -> None:
    path = accion(seed, "RET-N-04")
    edit(path, "plazo_meses: por_definir", "plazo_meses: 6 meses")
    edit(path, "instituciones: por_definir", "instituciones: [hn-no-existe]")
    found = {d.code for d in verdict(seed / "data") if d.place.path.endswith("RET-N-04.yaml")}
    assert {"PLZ03", "INS02"} <= found


def test_a_broken_sheet_is_still_a_target(seed: Path) -> None:
    edit(accion(seed, "RET-R-10"), "texto: ", "texto: [")
    found = codes(verdict(seed / "data"))
    assert "YML01" in found
    assert "REF01" not in found


def test_everything_broken_gives_one_finding_a_file(seed: Path) -> None:
    files = sorted((seed / "data").rglob("*.yaml"))
    for path in files:
        path.write_text("a: b: c\n", encoding="utf-8")
    found = verdict(seed / "data")
    assert {Path(d.place.path).name for d in found} == {path.name for path in files}
    assert codes(found) == ["YML01"] * len(files)


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hacer_reglas", ROOT / "docs" / "hacer_reglas.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_table_of_rules_is_fresh() -> None:
    written = (ROOT / "docs" / "reglas.md").read_text(encoding="utf-8")
    assert written == script().table(), "haga la página: uv run python docs/hacer_reglas.py"


def test_the_base_is_written_as_the_format_says() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((BASE / "data").rglob("*.yaml"))]
    assert all(text.startswith("# yaml-language-server: $schema=") for text in texts)
