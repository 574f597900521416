"""docs/importar.md is true: its tables are the cases that the tests of this room run.

RUTAPLAN_ACEPTAR=1 writes them anew, between their marks.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import pytest
import test_blank_form
import test_kinds
import test_list_marks
import test_months
import test_names
import test_values
import test_workshop
from helpers.calls import ROOT

from rutaplan.importers.meanings.months import read_months

GUIDE = ROOT / "docs" / "importar.md"
BLOCK = re.compile(r"<!-- (\w+): de los tests -->\n\n(.*?)\n\n<!-- fin -->", re.DOTALL)
FEW = 14
"""As many ways to write one thing as somebody reads."""


def cases(test: Callable[..., Any]) -> Sequence[Any]:
    """What a test is run with."""
    (mark,) = (mark for mark in test.pytestmark if mark.name == "parametrize")  # type: ignore[attr-defined]
    return list(mark.args[1])


def typed(texts: Iterable[str]) -> str:
    """Show how people write something: a few of the ways, from all over the list."""
    seen = [" ⏎ ".join(text.split("\n")).strip() for text in texts]
    shown = [text for text in dict.fromkeys(seen) if text and text.isprintable() and len(text) < 90]
    step = max(1, len(shown) // FEW)
    return ", ".join(f"`{text}`" for text in shown[::step][:FEW]).replace("|", "\\|")


def table(titles: tuple[str, str], rows: Iterable[tuple[str, str]]) -> str:
    lines = (f"| {one} | {other} |" for one, other in (titles, ("---", "---"), *rows))
    return "\n".join(lines)


def months() -> Iterator[tuple[str, str]]:
    yield from ((typed(all_), f"{meses}") for meses, all_ in sorted(test_months.MESES.items()))
    for meses, all_ in test_months.RANGOS.items():
        yield typed(all_), f"{meses}, y el rango a `notas`"
    for all_ in test_months.NINGUNO.values():
        yield typed(all_), f"no entra: {read_months(all_[0], test_months.HORIZONTES).doubt}"


def names() -> Iterator[tuple[str, str]]:
    found: dict[str, list[str]] = {}
    for text, ids in cases(test_names.test_institutions_as_people_write_them):
        found.setdefault(ids, []).append(text)
    yield from ((typed(all_), ", ".join(f"`{each}`" for each in ids.split())) for ids, all_ in found.items())


def unnamed() -> Iterator[tuple[str, str]]:
    for text, _ in cases(test_names.test_institutions_that_are_not_known_for_certain_are_no_ids)[::2]:
        yield typed([text]), "; ".join(" ".join(each.split()) for each in test_names.read(text).doubts)


def dates() -> Iterator[tuple[str, str]]:
    for text, said in test_workshop.CERTAIN.items():
        start, end = said["fecha_inicio"], said["fecha_fin"]
        yield typed([text]), f"{start}" if start == end else f"{start} y {end}"
    yield typed(test_workshop.UNCERTAIN), "no entra"
    for text, place in test_workshop.PLACES.items():
        yield typed([text]), ", ".join(f"{campo}: {value}" for campo, value in place.items())


def answers() -> Iterator[tuple[str, str]]:
    yes = [text for text, said in test_blank_form.PUBLIC.items() if said]
    no = [text for text, said in test_blank_form.PUBLIC.items() if not said]
    yield typed(yes), "`true`"
    yield f"nada, {typed(no)}", "`false`"
    yield typed(test_blank_form.UNSURE), "`false`, y se dice que no se entiende"


def headings() -> Iterator[tuple[str, str]]:
    yield typed(cases(test_kinds.test_a_heading_names_its_group)), "el grupo 1"
    yield typed(cases(test_kinds.test_a_sentence_about_a_group_is_no_heading)), "ninguno: es una frase"


def marks() -> Iterator[tuple[str, str]]:
    yield typed(test_list_marks.NUMBERED), "se quita, y su número une plazos e instituciones con su acción"
    yield typed(test_list_marks.BULLETS), "se quita"
    yield typed(cases(test_list_marks.test_what_could_be_the_text_stays)), "se queda: puede ser el texto"


def silences() -> Iterator[tuple[str, str]]:
    yield from ((typed(all_), f"`{silence}`") for silence, all_ in test_values.SILENCES.items())


WRITTEN, READ = "se escribe", "se entiende"
TABLES: Mapping[str, tuple[str, Callable[[], Iterator[tuple[str, str]]]]] = {
    "meses": ("meses", months),
    "silencios": (READ, silences),
    "nombres": (READ, names),
    "dudas": ("no entra, y se dice", unnamed),
    "grupos": ("es el título de", headings),
    "marcas": ("qué se hace", marks),
    "encabezado": (READ, dates),
    "autorizo": ("`autoriza_publicar`", answers),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_made_of_what_is_tested(name: str) -> None:
    title, rows = TABLES[name]
    text = GUIDE.read_text(encoding="utf-8")
    made = table((WRITTEN, title), rows())
    (printed,) = (block for known, block in BLOCK.findall(text) if known == name)
    if os.environ.get("RUTAPLAN_ACEPTAR"):
        GUIDE.write_text(text.replace(printed, made), encoding="utf-8")
        return
    assert printed == made, "léalo y acéptelo: RUTAPLAN_ACEPTAR=1, como arriba"


def test_every_table_of_the_guide_is_made() -> None:
    assert [name for name, _ in BLOCK.findall(GUIDE.read_text(encoding="utf-8"))] == [*TABLES]
