"""Each field of each record is in the lists that its type and its marks say, and in no other."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from helpers.calls import Rutaplan
from helpers.reach import pairs
from helpers.whole import examples
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from rutaplan import rules
from rutaplan.derive.huella import huella
from rutaplan.derive.undecided import CAMPOS, CAMPOS_TALLER
from rutaplan.diagnostics import Diagnostic, Loc
from rutaplan.edit.renaming import rename
from rutaplan.files import RawFile
from rutaplan.importers.meanings.column_titles import field_of
from rutaplan.load import build
from rutaplan.model import (
    ANY,
    HOJAS,
    LIBRE,
    Accion,
    Taller,
    fields,
    hoja_of,
    is_on,
    record_at,
    records,
    ways,
)
from rutaplan.plan import Plan
from rutaplan.source import Source, parse

TEXTS = examples()
SHOWN = {name: parse(Source(name, text, private=False))[0] for name, text in TEXTS.items()}
CAMPOS_ACCION = fields(Accion)
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # a fifth of the time
UNKNOWN = {
    "accion": "RET-N-99",
    "eje": "zz",
    "familia": "zz",
    "grupo": "g99",
    "institucion": "zz-zz",
    "involucrada": "zz-zz",
    "meta_ods": "9.9",
    "nivel": "zz",
    "objetivo_pmm": "23",
    "pais": "ZZ",
    "poblacion": "zz",
    "tema": "zz",
    "tipo_institucion": "zz",
}
READ = {
    (LIBRE, False): "Un texto que dice otra cosa.",
    ("estado", False): "Suspendida",
    ("institucion", False): "INM (México)",
    ("logico", False): "sí",
    ("involucrada", True): "OIM; INM (Honduras)",
    ("meses", False): "medio año",
    ("pais", True): "México y Honduras",
}
AVANCE = "data/avances/RET-N-18/2027-03-31-hn-inm.yaml"
INSTITUTIONS = ("institucion", "involucrada")
PLACES = {"id", "eje", "nivel", "grupo"}  # they say which row it is


def record_of(name: str) -> Any:
    return hoja_of(name.removeprefix("data/"))


def inside(value: Any, loc: Loc = ()) -> Iterator[tuple[Loc, Any]]:
    """Every value of a sheet with its place, the sheet first."""
    yield loc, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from inside(inner, (*loc, key))


def whole(name: str) -> Any:
    """A sheet with what the format tells in words only: any entry may say which findings are accepted."""
    values = parse(Source(name, TEXTS[name], private=False))[0]
    for loc, value in [*inside(values)]:
        record = record_at(record_of(name), loc) if isinstance(value, dict) else None
        if record is not None and "aceptados" in fields(record):
            value["aceptados"] = [{"codigo": "ACC06", "razon": "texto acordado", "dice": "revisión"}]
    return values


VALUES = {name: whole(name) for name in TEXTS}
ALL = [(name, loc, value) for name, values in VALUES.items() for loc, value in inside(values)]


def places(kind: str) -> list[tuple[str, Loc]]:
    """A place of each way to the cells of a kind, in the sheets that the format shows."""
    found = []
    for name, values in VALUES.items():
        for way in ways(record_of(name), kind):
            value: Any = values
            loc: Loc = ()
            for step in way:
                loc = (*loc, step if step != ANY else fullest(value))
                assert isinstance(value, list) or loc[-1] in value, f"docs/formato.md no muestra «{loc[-1]}»"
                value = value[loc[-1]]
            found.append((name, loc))
    return found


def fullest(value: Any) -> str | int:
    """The first item of a list; of a catalogue, the one that says most."""
    return 0 if isinstance(value, list) else max(value, key=lambda key: len(str(value[key])))


def put(value: Any, loc: Loc, new: object) -> Any:
    """The same values, with another one at a place."""
    if not loc:
        return new
    if isinstance(value, list):
        return [put(each, loc[1:], new) if at == loc[0] else each for at, each in enumerate(value)]
    return {**value, loc[0]: put(value[loc[0]], loc[1:], new)}


def written(sheet: Any) -> str:
    return str(yaml.dump(sheet, Dumper=DUMPER, allow_unicode=True, sort_keys=False, width=1000))


def findings(name: str, loc: Loc, new: object, *codes: str) -> list[Diagnostic]:
    """What is told of the whole plan once a value of one of its sheets is another; by the rules of some codes."""
    plan, diagnostics = changed(name, loc, new)
    with pytest.MonkeyPatch.context() as patch:
        if codes:
            patch.setattr(rules, "RULES", [each for each in rules.RULES if each.entry.code in codes])
        return rules.check(plan, told=diagnostics)


def changed(name: str, loc: Loc, new: object) -> tuple[Plan, list[Diagnostic]]:
    """The plan once a value is another, and what is told while it is read."""
    texts = TEXTS | {name: written(put(VALUES[name], loc, new))}
    return build(files(texts), prefix="data/", reuse=READ_BEFORE)


def files(texts: Mapping[str, str]) -> list[RawFile]:
    return [RawFile(path, path.removeprefix("data/"), text) for path, text in texts.items()]


READ_BEFORE = build(files(TEXTS), prefix="data/")


def test_the_format_shows_every_kind_of_file_and_every_field() -> None:
    assert {record_of(name) for name in VALUES} == set(HOJAS.values())
    shown = {loc[-1] for values in SHOWN.values() for loc, _ in inside(values) if loc}
    for hoja in HOJAS.values():
        for record in records(hoja):
            assert {*fields(record)} - {"root"} <= shown


def test_each_group_of_keys_is_a_record_but_where_keys_are_ids() -> None:
    by_id = set()
    for name, loc, value in ALL:
        if isinstance(value, dict):
            record = record_at(record_of(name), loc)
            assert record is None or set(value) <= set(fields(record)), (name, loc)
            by_id |= {(Path(name).stem, *loc)} if record is None else set()
    sections = (
        "paises", "tipos_institucion", "temas", "familias", "poblaciones", "pmm", "ods", "fuentes"
    )  # fmt: skip
    catalogues = {("catalogos", section) for section in sections}
    own = {("RET-N-18", "otros"), ("RET-N-18", "sugerido_por"), ("taller", "campos")}
    assert by_id == {("instituciones",)} | own | catalogues


def test_where_anything_may_be_written_is_a_free_text_or_names_an_institution() -> None:
    for name, loc, value in ALL:
        if isinstance(value, dict | list):
            continue
        told = [d for d in changed(name, loc, "Cualquier cosa, ¿no?")[1] if d.loc == loc]
        is_refused = any(d.code.startswith(("ESQ", "PLZ03")) for d in told)
        is_text = is_on(loc, ways(record_of(name), LIBRE))
        is_institution = any(is_on(loc, ways(record_of(name), kind)) for kind in INSTITUTIONS)
        assert is_refused != is_text or is_institution, (name, loc)
        assert not (is_refused and is_text), (name, loc)


@pytest.mark.parametrize(("name", "loc"), places(LIBRE), ids=str)
def test_personal_data_is_found_in_every_free_text(name: str, loc: Loc) -> None:
    told = findings(name, loc, "Escribir a ana@ejemplo.org", "DAT01")
    personal = [d for d in told if d.code == "DAT01"]
    assert [(d.place.path, d.loc) for d in personal] == [(name, loc)]
    lines = written(put(VALUES[name], loc, "Escribir a ana@ejemplo.org")).splitlines()
    assert "ana@ejemplo.org" in lines[personal[0].place.line - 1]
    assert "ana@" not in str(personal)


PERSONAL = ("Ver 9988-7766", "ana@ejemplo.org", "«0801-1985-20123»", "ejemplo, PERSONA DE")


def test_no_message_repeats_what_may_be_of_a_person() -> None:
    """Wherever it is written, in a text or where an id, a number or a date belongs: neither its line nor its value."""
    places = [(name, loc) for name, loc, value in ALL if not isinstance(value, dict | list)]
    for (name, loc), datum in pairs(places, PERSONAL):
        said = " ".join(str(each) for each in findings(name, loc, datum)).casefold()
        assert not any(part in said for part in ("9988", "ana@", "20123", "persona de")), (name, loc, said)


@pytest.mark.parametrize(("name", "loc"), places(LIBRE), ids=str)
def test_whoever_did_not_allow_it_is_named_in_no_free_text(name: str, loc: Loc) -> None:
    told = [d for d in findings(name, loc, "Lo dijo PERSONA de Éjemplo", "DAT02") if d.code == "DAT02"]
    assert [(d.place.path, d.loc) for d in told] == [(name, loc)] * (not name.startswith("data/grupos/"))


@pytest.mark.parametrize(
    ("name", "loc", "ident"),
    [(name, loc, ident) for kind, ident in UNKNOWN.items() for name, loc in places(kind) if loc[-1] != "id"],
    ids=str,
)
def test_an_id_that_names_nothing_is_an_error_wherever_ids_are(name: str, loc: Loc, ident: str) -> None:
    codes = ("REF01", "INS02")
    told = [d for d in findings(name, loc, ident, *codes) if d.code in codes and d.loc == loc]
    shown = "«…»" if name.startswith("data/grupos/") else f"«{ident}»"  # it may be a person's name
    assert [(d.place.path, d.found) for d in told] == [(name, shown)] or (
        "participantes" in loc and told[0].found == "un nombre que no está en la lista"
    )


def test_rename_reaches_every_place_that_names_an_institution() -> None:
    texts = dict(TEXTS)
    named = [*places("institucion"), *places("involucrada")]
    for name, loc in named:
        sheet = put(parse(Source(name, texts[name], private=False))[0], loc, "hn-inm")
        texts[name] = written(sheet)
    changes = rename(Path("data"), *build(files(texts), prefix="data/"), "hn-inm", "hn-nueva")
    after = {str(each.path): each.after or "" for each in changes if each.path.parts[0] == "data"}
    assert set(after) == {name for name, _ in named} | {AVANCE.replace("hn-inm", "hn-nueva")}
    assert [name for name, text in after.items() if "hn-inm" in text] == []


@pytest.mark.parametrize("campo", CAMPOS_ACCION)
def test_a_field_of_an_action_is_where_its_marks_say(campo: str) -> None:
    said = CAMPOS_ACCION[campo]
    accion = VALUES["data/acciones/retorno/RET-N-18.yaml"]
    taller = VALUES["data/taller.yaml"]
    assert is_read(Accion, accion | {"sugerido_por": {campo: "ana"}}) == (
        said.sugerible and not said.is_required
    )
    assert is_read(Taller, taller | {"exige": [campo]}) == bool(said.exigible)
    assert CAMPOS.get(campo, "") == said.exigible
    before = Accion.model_validate(accion)
    assert (huella(before) != huella(before.model_copy(update={campo: "otro"}))) == said.impreso
    is_title = bool(said.titulos) or said.is_text
    assert {field_of(name) for name in (campo, *said.nombres)} == {campo if is_title else ""}


def test_the_workshop_is_asked_for_what_it_says() -> None:
    said = {name: campo.exigible for name, campo in fields(Taller).items() if campo.exigible}
    assert said == CAMPOS_TALLER
    assert CAMPOS_TALLER["organiza"] == "quién organiza"


def is_read(hoja: Any, values: dict[str, Any]) -> bool:
    try:
        hoja.model_validate(values)
    except ValidationError:
        return False
    return True


TITLED = {campo: each.nombres for campo, each in CAMPOS_ACCION.items() if each.titulos or each.is_text}


@given(st.data())
def test_a_title_is_known_however_it_is_written(data: st.DataObject) -> None:
    campo = data.draw(st.sampled_from(sorted(TITLED)))
    titulo = data.draw(st.sampled_from(TITLED[campo]))
    written = data.draw(st.sampled_from([str.upper, str.title, str.lower]))(titulo)
    around = data.draw(st.tuples(*[st.text(alphabet=" .:*-", max_size=3)] * 2))
    assert field_of(written.join(around)) == campo


@pytest.mark.parametrize("campo", sorted(set(TITLED) - PLACES))
def test_import_takes_a_column_of_each_field_that_has_titles(
    campo: str, seed: Path, rutaplan: Rutaplan
) -> None:
    said = CAMPOS_ACCION[campo]
    titulo, value = TITLED[campo][-1], READ[said.kind, said.is_several]
    (seed / "tabla.csv").write_text(
        f"Id;{titulo}\nRET-N-03;{value}\n".replace("; INM", ", INM"), encoding="utf-8"
    )
    done = rutaplan("import", "tabla.csv", "--simular", cwd=seed)
    assert f"«{titulo}»: {campo}\n" in done.out
    assert f"RET-N-03, {campo} (fila 2" in done.out, done.out
