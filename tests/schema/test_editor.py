"""What an editor does with the schemas on the real files: it completes, marks and explains."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.calls import ROOT, Rutaplan, accion
from helpers.editor import Editor

from rutaplan.schema import NAMES
from rutaplan.schema.ids import NAME

STARTER = ROOT / "src" / "rutaplan" / "starter"


@pytest.fixture
def editor(seed: Path) -> Iterator[Editor]:
    opened = Editor(seed)
    yield opened
    opened.close()


def place(text: str, words: str) -> tuple[int, int]:
    """The line and the column right after some words."""
    before = text[: text.index(words) + len(words)]
    return before.count("\n"), len(before.rpartition("\n")[2])


@pytest.mark.programas
def test_the_real_files_have_no_mark(seed: Path, editor: Editor) -> None:
    files = [each for each in sorted((seed / "data").rglob("*.yaml")) if "acciones" not in each.parts]
    for path in [*files, accion(seed, "RET-N-18"), accion(seed, "RET-R-06")]:
        assert editor.open(path, path.read_text("utf-8")) == []


@pytest.mark.programas
def test_a_wrong_eje_is_marked_on_its_line(seed: Path, editor: Editor) -> None:
    path = accion(seed, "RET-N-01")
    text = path.read_text("utf-8").replace("eje: retorno", "eje: retono")
    (mark,) = editor.open(path, text)
    line, end = place(text, "eje: retono")
    assert mark["range"] == {"start": {"line": line, "character": 5}, "end": {"line": line, "character": end}}
    assert '"retorno", "reintegracion", "integracion"' in mark["message"]
    offered = editor.at("completion", path, line, 5)["items"]
    assert [each["label"] for each in offered] == ["retorno", "reintegracion", "integracion"]


@pytest.mark.programas
@pytest.mark.parametrize("value", ["[]", "[oim, ]", "\n  - "])
def test_an_institution_is_completed_by_its_name(seed: Path, editor: Editor, value: str) -> None:
    path = accion(seed, "RET-N-01")
    text = path.read_text("utf-8").replace("instituciones: por_definir", f"instituciones: {value}")
    editor.open(path, text)
    line, column = place(text, f"instituciones: {value}")
    items = editor.at("completion", path, line, column - value.endswith("]"))["items"]
    by_label = {each["label"]: each for each in items}
    named = by_label["INM · Instituto Nacional de Migración (Honduras)"]
    assert (named["insertText"], named.get("filterText", named["label"])) == ("hn-inm", named["label"])
    assert by_label["hn-inm"]["documentation"]["value"] == named["label"]
    assert by_label["cancillerías: las de los países de la acción"]["insertText"] == "cancilleria"


@pytest.mark.programas
def test_the_one_that_answers_is_completed_too(seed: Path, editor: Editor) -> None:
    path = accion(seed, "RET-N-01")
    text = path.read_text("utf-8") + "responsable: \n"
    editor.open(path, text)
    items = editor.at("completion", path, *place(text, "responsable: "))["items"]
    assert {each["insertText"] for each in items if each["label"].startswith("OIM · ")} == {"oim"}
    assert "por_definir" in {each["label"] for each in items}


@pytest.mark.programas
def test_hover_explains_a_silence_and_a_field(seed: Path, editor: Editor) -> None:
    path = accion(seed, "RET-N-01")
    text = path.read_text("utf-8")
    editor.open(path, text)
    line, column = place(text, "plazo_meses: por_def")
    told = editor.at("hover", path, line, column)["contents"]["value"]
    assert "`por_definir`: Nadie lo ha decidido todavía." in told
    assert "Meses enteros, de 1 a 120" in told
    told = editor.at("hover", path, *place(text, "\nte"))["contents"]["value"]
    assert "El texto acordado, palabra por palabra." in told


@pytest.mark.programas
def test_the_settings_bind_a_file_without_its_first_line(seed: Path) -> None:
    folder = seed.as_uri()
    known = json.loads((STARTER / "vscode-settings.json").read_text("utf-8"))["yaml.schemas"]
    opened = Editor(seed, {f"{folder}/{schema}": glob for schema, glob in known.items()})
    try:
        path = accion(seed, "RET-N-01")
        text = re.sub(r"\A#.*\n", "", path.read_text("utf-8")).replace("nivel: nacional", "nivel: local")
        (mark,) = opened.open(path, text)
        assert mark["range"]["start"]["line"] == place(text, "nivel:")[0]
    finally:
        opened.close()


def test_this_repository_and_a_new_one_bind_the_same_schemas(tmp_path: Path, rutaplan: Rutaplan) -> None:
    assert rutaplan("init", str(tmp_path / "t"), "--si").code == 0
    for name in ("extensions", "settings"):
        text = (STARTER / f"vscode-{name}.json").read_text("utf-8")
        assert (ROOT / ".vscode" / f"{name}.json").read_text("utf-8") == text
        assert (tmp_path / "t" / ".vscode" / f"{name}.json").read_text("utf-8") == text
    known = json.loads(text)["yaml.schemas"]
    assert {*known} == {f"esquemas/{name}" for name in NAMES if name != NAME}
    for schema, glob in known.items():
        assert (tmp_path / "t" / schema).is_file()
        assert [*(tmp_path / "t").glob(glob)] or schema.endswith(("accion.json", "avance.json"))
