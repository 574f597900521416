"""checked: a change may leave old errors where they are, and add none. It is tried before it is written."""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from helpers import plans
from hypothesis import given
from hypothesis import strategies as st

from rutaplan.diagnostics import Diagnostic, Severity
from rutaplan.edit import EditError
from rutaplan.edit.checked import Trial, checked
from rutaplan.edit.renaming import rename
from rutaplan.files import RawFile
from rutaplan.load import build
from rutaplan.plan import Plan
from rutaplan.rules import check

DATA = Path("/no/hay/data")
IDS = ("RET-N-01", "RET-N-02", "RET-R-01", "RET-R-02")
UNREADABLE = ("grupo: g1-otro", "notas: [abierto", "notas: !!str x", "\tnotas: x")
LINES = (
    ("plazo_meses: 6", "plazo_meses: 6 meses", "plazo_meses: por_definir", "plazo_meses: 999", ""),
    (
        "instituciones: [hn-inm, oim]",
        "instituciones: [nadie, hn-inm]",
        "instituciones: [hn-inm, nadie]",
        "instituciones: [otro, nadie]",
        "instituciones: por_definir",
    ),
    ("", "contraparte: [RET-R-01]", "contraparte: [RET-N-02]", "contraparte: [RET-R-02, RET-R-09]"),
    ("", "responsable: INM", "responsable: hn-inm"),
    ("", "clave_rara: x", *UNREADABLE),
)
FIXED = {
    "data/taller.yaml": plans.TALLER,
    "data/instituciones.yaml": plans.INSTITUCIONES,
    "data/catalogos.yaml": plans.CATALOGOS,
    "data/grupos/g1-retorno.yaml": plans.GRUPO,
}


@st.composite
def sheets(draw: st.DrawFn, idents: st.SearchStrategy[list[str]]) -> dict[str, str]:
    """Some actions, by path, each on lines of its own making, and many of them wrong."""
    texts = {}
    for ident in draw(idents):
        lines = [f"# {word}" for word in draw(st.lists(st.just("nota"), max_size=2))]
        lines += [f"id: {ident}", "eje: retorno", f"nivel: {'nacional' if '-N-' in ident else 'regional'}"]
        lines += ["grupo: g1-retorno", "texto: Revisar los marcos jurídicos."]
        lines += [line for options in LINES if (line := draw(st.sampled_from(options)))]
        texts[f"data/acciones/retorno/{ident}.yaml"] = "\n".join(lines) + "\n"
    return texts


def read(texts: Mapping[str, str]) -> tuple[Plan, list[Diagnostic]]:
    return build(
        [RawFile(path, path.removeprefix("data/"), text) for path, text in texts.items()], (), "data/"
    )


def counted(texts: Mapping[str, str]) -> Counter[tuple[str, str, tuple[str, ...]]]:
    """The errors of some files: how often each code at each field, or with these words where there is none."""
    plan, found = read(texts)
    errors = [each for each in (*found, *check(plan)) if each.severity is Severity.ERROR]
    return Counter(
        (each.code, each.place.path, tuple(part for part in each.loc if isinstance(part, str)) or words(each))
        for each in errors
    )


def words(error: Diagnostic) -> tuple[str, ...]:
    return (re.sub(r"\d+", "", error.found),)


SOME = st.lists(st.sampled_from(IDS), unique=True)


@given(before=sheets(SOME), after=sheets(SOME))
def test_a_change_is_refused_exactly_when_some_error_occurs_more_often(
    before: dict[str, str], after: dict[str, str]
) -> None:
    extra = counted(FIXED | after) - counted(FIXED | before)
    _, new = Trial(*read(FIXED | before)).run(dict.fromkeys(before) | after)
    assert {(each.code, each.place.path) for each in new} == {key[:2] for key in extra}


@given(before=sheets(SOME), edits=sheets(SOME))
def test_a_sheet_that_is_as_it_was_need_not_be_read_again(
    before: dict[str, str], edits: dict[str, str]
) -> None:
    """What is built from what was read before is what reading all of it gives."""
    after = FIXED | before | edits
    files = [RawFile(path, path.removeprefix("data/"), text) for path, text in after.items()]
    plan, found = build(files, (), "data/", reuse=read(FIXED | before))
    fresh, told = read(after)
    assert found == told
    for name in (
        "taller",
        "instituciones",
        "catalogos",
        "grupos",
        "acciones",
        "sources",
        "holes",
        "ids",
        "unread",
    ):
        assert getattr(plan, name) == getattr(fresh, name)
    assert [each.archivo for each in plan.acciones] == [each.archivo for each in fresh.acciones]


@given(before=sheets(st.just(list(IDS))))
def test_another_name_is_no_new_error(before: dict[str, str]) -> None:
    """Whatever is wrong in sheets that can be read, an id may change: errors move with their files."""
    whole = {path: text for path, text in before.items() if not any(line in text for line in UNREADABLE)}
    for path in whole:
        ident = Path(path).stem
        new = f"{ident[:6]}77"
        made = {each.path.stem for each in rename(DATA, *read(FIXED | whole), ident, new) if each.after}
        assert new in made
    assert rename(DATA, *read(FIXED | whole), "hn-inm", "hn-otro")


def test_a_loop_that_begins_elsewhere_is_the_same_loop() -> None:
    first, second = (
        plans.accion(ident, "Revisar los marcos.", f"depende_de: [{other}]")
        for ident, other in (("RET-N-01", "RET-N-02"), ("RET-N-02", "RET-N-01"))
    )
    texts = FIXED | {each.path: each.text for each in (first, second)}
    assert counted(texts) == {("REF02", first.path, ("depende_de",)): 1}
    assert len(rename(DATA, *read(texts), "RET-N-01", "RET-N-77")) == 3


def test_a_mended_error_hides_no_new_one() -> None:
    first, second = (plans.accion(ident, "Revisar los marcos.") for ident in ("RET-N-01", "RET-N-02"))
    wrong = {each.path: each.text.replace("por_definir", "6 meses", 1) for each in (first, second)}
    trial = Trial(*read(FIXED | {first.path: wrong[first.path], second.path: second.text}))
    with pytest.raises(EditError, match=r"error nuevo, PLZ03: .* \(data/acciones/retorno/RET-N-02.yaml\)"):
        checked(DATA, trial, {first.path: first.text, second.path: wrong[second.path]})
    (only,) = checked(DATA, trial, {first.path: first.text})
    assert (only.path, only.after) == (DATA.parent / first.path, first.text)
