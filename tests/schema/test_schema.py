"""The JSON Schemas: what an editor says with them is what validate says, in Spanish, with the plan's ids."""

import json
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner
from helpers.calls import edit
from helpers.whole import FORMATO, examples, make_plan
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from rutaplan.diagnostics import Severity
from rutaplan.load import load
from rutaplan.model import KINDS, Accion, records
from rutaplan.printable import INVISIBLE
from rutaplan.schema import is_ours, schemas, stale
from rutaplan.schema.ids import FILES, NAMED, ids_text, references

ROOT = Path(__file__).parents[2]
ACCION = "data/acciones/retorno/RET-N-18.yaml"


def write(folder: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def refused(schema: Path, files: list[Path]) -> set[str]:
    """The names of the files that check-jsonschema, with its own YAML reader, refuses."""
    import check_jsonschema  # a sixth of a second, for whoever reads this file only to know its tests

    call = ["--no-cache", "-o", "json", "--schemafile", str(schema), *map(str, files)]
    ended = CliRunner().invoke(check_jsonschema.main, call)
    report = json.loads(ended.stdout)
    assert not report.get("parse_errors"), report
    return {Path(error["filename"]).name for error in report.get("errors", [])}


def nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from nodes(value)
    elif isinstance(node, list):
        for value in node:
            yield from nodes(value)


PLAN, BROKEN = make_plan(examples())
SCHEMAS = {name: json.loads(text) for name, text in schemas(PLAN).items()}
BARE = {name: json.loads(text) for name, text in schemas(None).items()}


def test_the_examples_of_the_format_are_a_right_plan() -> None:
    assert not BROKEN


def test_the_example_of_an_action_shows_every_field() -> None:
    shown = set(re.findall(r"^(\w+):", examples()[ACCION], re.MULTILINE))
    assert set(Accion.model_fields) ^ shown == set(), "el ejemplo de docs/formato.md"


@pytest.mark.parametrize("made", [SCHEMAS, BARE], ids=["with a plan", "without"])
def test_each_schema_is_a_schema_and_speaks_only_spanish(made: dict[str, Any]) -> None:
    assert set(made) - {"ids.json"} == FILES.keys()
    ours = {(KINDS[each].titulo, KINDS[each].lista) for each in NAMED} | {
        (record.label, record.about) for hoja in FILES.values() for record in records(hoja)
    }
    for schema in made.values():
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert "$id" not in schema
        for record in (*([schema] if "type" in schema else []), *schema.get("$defs", {}).values()):
            assert (record["title"], record["description"]) in ours
        for node in nodes(schema):
            assert node.get("default", ...) is not None
            if node.get("type") == "object":
                assert node["additionalProperties"] is False or "propertyNames" in node
        english = re.findall(
            r"\b(the|of|and|with|what|never|which|is)\b", json.dumps(schema, ensure_ascii=False)
        )
        assert english == []


def test_ids_come_with_their_names() -> None:
    institucion = SCHEMAS["ids.json"]["$defs"]["institucion"]
    assert institucion["enum"] == ["crm", "hn-inm", "mx-inm", "oim", "sv-rree", "sv-vdmh"]
    assert institucion["enumDescriptions"][1] == "INM · Instituto Nacional de Migración (Honduras)"
    assert institucion["enumDescriptions"][0] == "CRM · Conferencia Regional sobre Migración (regional)"
    assert (
        institucion["markdownEnumDescriptions"][5] == "VDMH · Viceministerio \\*de\\* Diáspora (El Salvador)"
    )
    for schema in (*SCHEMAS.values(), *BARE.values()):
        for node in nodes(schema):
            if "enumDescriptions" in node:
                assert (
                    len(node["enum"])
                    == len(node["enumDescriptions"])
                    == len(node["markdownEnumDescriptions"])
                )


def test_every_field_that_takes_ids_of_the_plan_takes_only_those() -> None:
    for name in FILES:
        text = json.dumps(SCHEMAS[name])
        for vocabulary in references(name).values():
            assert f"ids.json#/$defs/{vocabulary}" in text
            assert vocabulary in SCHEMAS["ids.json"]["$defs"]
        assert "ids.json" not in json.dumps(BARE[name])


def test_without_a_plan_the_examples_are_right_too(tmp_path: Path) -> None:
    write(tmp_path, examples() | schemas(None))
    for name, folder in SHEETS_OF.items():
        assert refused(tmp_path / name, sorted(tmp_path.glob(folder))) == set()


SHEETS_OF = {
    "accion.json": "data/acciones/*/*.yaml",
    "avance.json": "data/avances/*/*.yaml",
    "catalogos.json": "data/catalogos.yaml",
    "grupo.json": "data/grupos/*.yaml",
    "instituciones.json": "data/instituciones.yaml",
    "taller.json": "data/taller.yaml",
}


@pytest.mark.skipif(not (ROOT / "data" / "taller.yaml").is_file(), reason="a checkout without a plan")
@pytest.mark.parametrize("name", SHEETS_OF)
def test_the_schemas_of_the_repository_are_those_of_its_plan_and_accept_it(name: str) -> None:
    plan, _ = load(ROOT / "data")
    files = sorted(ROOT.glob(SHEETS_OF[name]))
    assert files or name == "avance.json"
    assert (ROOT / "esquemas" / name).read_text(encoding="utf-8") == schemas(plan)[name], (
        "hágalos: uv run rutaplan schema"
    )
    assert not files or refused(ROOT / "esquemas" / name, files) == set()


ROWS = re.findall(r"^\| `(\w+: [^`]+)` \| (bien|error) \|$", FORMATO, re.MULTILINE)


def with_line(text: str, line: str) -> str:
    """The text of a sheet with one of its lines replaced."""
    key = line.partition(":")[0]
    changed, count = re.subn(rf"^{key}:.*$", lambda _: line, text, flags=re.MULTILINE)
    assert count == 1
    return changed


def test_validate_and_the_schema_agree_on_the_fifteen_values(tmp_path: Path) -> None:
    assert len(ROWS) == 15
    texts = {
        f"{number:02}.yaml": with_line(examples()[ACCION], line) for number, (line, _) in enumerate(ROWS)
    }
    write(tmp_path, texts | schemas(PLAN))
    promised = {f"{number:02}.yaml" for number, (_, verdict) in enumerate(ROWS) if verdict == "error"}
    assert refused(tmp_path / "accion.json", [tmp_path / name for name in texts]) == promised
    ours = {name for name, text in texts.items() if ACCION in make_plan(examples() | {ACCION: text})[1]}
    assert ours == promised


BAD = {
    "missing key": ("nivel: nacional ", "# "),
    "unknown key": ("nivel:", "nivell:"),
    "bad enum": ("estado: suspendida  ", "estado: en_marcha  "),
    "an estado that reports say": ("estado: suspendida  ", "estado: cumplida  "),
    "a field that the workshop does not declare": ("otros: {presupuesto:", "otros: {presupuestos:"),
    "an agreement without its paper": (", documento: Acta de la plenaria", ""),
    "bad id": ("id: RET-N-18", "id: ret-n-18"),
    "plazo 0": ("plazo_meses: 12", "plazo_meses: 0"),
    "unknown institution": ("responsable: hn-inm", "responsable: hn-imn"),
    "null": ("producto: Protocolo aprobado", "producto:"),
    "empty list": ("temas: [trata_de_personas]", "temas: []"),
    "wrong type": ("prioridad: true", "prioridad: 1"),
    "repeated item": ("paises: [HN, MX]", "paises: [HN, HN]"),
    "unknown eje": ("eje: retorno", "eje: retornos"),
    "blank text": ("producto: Protocolo aprobado", "producto: '  '"),
    "unknown objective": ("pmm: [10, 21]", "pmm: [10, 22]"),
    "no_aplica among institutions": ("consejo_nacional_migracion, por_definir]", "no_aplica]"),
    "unknown type": ("mx-inm, consejo_nacional_migracion", "mx-inm, consejo_nacional"),
    "a type that answers": ("responsable: hn-inm", "responsable: consejo_nacional_migracion"),
}


def test_the_schema_refuses_each_kind_of_mistake_and_accepts_the_sheet(tmp_path: Path) -> None:
    right = examples()[ACCION]
    texts = {f"{name}.yaml": right.replace(old, new, 1) for name, (old, new) in BAD.items()}
    assert all(text != right for text in texts.values())
    write(tmp_path, texts | {"right.yaml": right} | schemas(PLAN))
    assert refused(tmp_path / "accion.json", sorted(tmp_path.glob("*.yaml"))) == set(texts)


def test_a_key_of_a_catalogue_is_checked_too(tmp_path: Path) -> None:
    catalogos, instituciones = examples()["data/catalogos.yaml"], examples()["data/instituciones.yaml"]
    texts = {
        "pmm.yaml": catalogos.replace('"10":', '"24":'),
        "ods.yaml": catalogos.replace('"8.7":', '"ocho":'),
        "pais.yaml": catalogos.replace("  HN:", "  Honduras:"),
        "right.yaml": catalogos,
    }
    write(tmp_path, texts | schemas(PLAN))
    assert refused(tmp_path / "catalogos.json", [tmp_path / name for name in texts]) == set(texts) - {
        "right.yaml"
    }
    texts = {
        "id.yaml": instituciones.replace("\nhn-inm:", "\nHN-INM:"),
        "both.yaml": instituciones.replace("  pais: HN ", "  ambito: regional\n  pais: HN "),
        "neither.yaml": instituciones.replace("  pais: HN ", "  # "),
        "right.yaml": instituciones,
    }
    write(tmp_path, texts)
    assert refused(tmp_path / "instituciones.json", [tmp_path / name for name in texts]) == set(texts) - {
        "right.yaml"
    }


VALUES = (
    *(
        "",
        "  ",
        "x",
        "retorno",
        "RET-N-18",
        "RET-N-1",
        "por_definir",
        "no_aplica",
        "todos",
        "HN",
        "hn",
        "hn-inm",
    ),
    *(
        "0",
        "12",
        "012",
        "121",
        "2027-03-31",
        "27-3-1",
        "taller",
        "8.7",
        "x" * 201,
        "x" * 1001,
        "x" * 2001,
        None,
    ),
    *(
        [],
        {},
        ["x"],
        ["x", "x"],
        ["HN"],
        ["por_definir"],
        ["RET-N-01"],
        ["trata"],
        {"pmm": ["10"]},
        {"pmm": ["24"]},
    ),
    *({"pmm": ["999"]}, {"ods": ["8.7"]}, {"temas": "yo"}, {"eje": "yo"}, [{"dice": "a", "debe_decir": "b"}]),
    *([{"dice": "a"}], "propuesta", "á" * 10, "bilateral", [{"fecha": "2027-01-01"}], True),
)
# The rules judge what stands in these; texts take no true of less than ten letters.
JUDGED_LATER = {"instituciones", "responsable", "paises", "texto", "texto_fuente"}


@pytest.mark.parametrize("campo", sorted(set(Accion.model_fields) - JUDGED_LATER))
def test_model_and_schema_agree_on_every_value(campo: str) -> None:
    schema = jsonschema.Draft202012Validator(BARE["accion.json"])
    right = {
        "id": "RET-N-18",
        "eje": "retorno",
        "nivel": "nacional",
        "grupo": "g1-retorno",
        "texto": "Elaborar protocolos de abordaje.",
        "plazo_meses": "12",
        "instituciones": ["hn-inm"],
    }
    for value in VALUES:
        sheet = right | {campo: value}
        assert schema.is_valid(sheet) == is_read(sheet), value


def is_read(sheet: dict[str, Any]) -> bool:
    try:
        Accion.model_validate(sheet)
    except ValidationError:
        return False
    return True


def test_the_same_plan_gives_the_same_bytes_and_a_readable_text() -> None:
    assert schemas(PLAN) == schemas(make_plan(examples())[0])
    for text in schemas(PLAN).values():
        assert is_ours(text)
        assert text.endswith("}\n")
        assert '\n  "title": "' in text
        assert "\\u00" not in text
    assert not is_ours('{\n  "$comment": "de otra mano"\n}\n')


def test_schemas_are_stale_when_ids_or_names_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "esquemas"

    def told(texts: dict[str, str]) -> list[str]:
        diagnostics = stale(make_plan(texts)[0], folder)
        assert {(d.code, d.severity) for d in diagnostics} <= {("ESQ10", Severity.AVISO)}
        return [f"{d.place.path}: {d.found}" for d in diagnostics]

    right = examples()
    assert told(right) == ["esquemas: ninguna carpeta de esquemas"]
    write(folder, schemas(PLAN))
    assert told(right) == []
    other_text = {ACCION: right[ACCION].replace("Elaborar protocolos", "Redactar protocolos")}
    assert told(right | other_text) == [], "the texts of actions are not in the schemas"
    renamed = {"data/catalogos.yaml": right["data/catalogos.yaml"].replace("Trata de personas,", "Trata,")}
    assert told(right | renamed) == ["esquemas/ids.json: ids o nombres que ya no son los del plan"]
    (folder / "taller.json").unlink()
    (folder / "grupo.json").write_text("{}")
    edit(folder / "accion.json", "Versión ", "Versión 9")
    assert told(right) == [
        "esquemas/accion.json: un esquema de otra versión de rutaplan, o hecho sin un plan",
        "esquemas/grupo.json: un archivo que rutaplan no hizo",
        "esquemas/taller.json: ningún archivo",
    ]
    assert told(right | {"data/taller.yaml": "titulo: ["}) == [], "its errors come first"


def test_schemas_can_be_made_of_a_broken_plan() -> None:
    broken = examples() | {"data/catalogos.yaml": "paises: {", "data/instituciones.yaml": "x: 1"}
    made = json.loads(schemas(make_plan(broken)[0])["ids.json"])["$defs"]
    assert made["institucion"].keys() == {"title", "description"}, "nobody knows which are wrong"
    assert made["eje"]["enum"] == ["retorno"]


def test_only_the_ids_differ_from_plan_to_plan_and_two_additions_join() -> None:
    """What two branches add is on lines of its own, in one file; a third has both, without a word of ours."""
    texts = examples()
    new = "{nombre: Una, pais: HN, tipo: autoridad_migratoria, fuente: no_consta, confianza: por_verificar}"
    ends = ("ab-una: " + new + "\n", "zz-otra: " + new + "\n")
    sheets = [texts["data/instituciones.yaml"] + end for end in ("", *ends, "".join(ends))]
    base, first, second, both = (
        schemas(make_plan(texts | {"data/instituciones.yaml": sheet})[0]) for sheet in sheets
    )
    assert {name for name in both if both[name] != base[name]} == {"ids.json"}
    assert joined(base["ids.json"], first["ids.json"], second["ids.json"]) == both["ids.json"]


def joined(base: str, first: str, second: str) -> str:
    """What three ways of a text give where their lines do not meet, as git does it."""
    changes = [
        (start, end, lines[low:high])
        for lines in (first.splitlines(), second.splitlines())
        for tag, start, end, low, high in SequenceMatcher(
            None, base.splitlines(), lines, autojunk=False
        ).get_opcodes()
        if tag != "equal"
    ]
    lines = base.splitlines()
    for start, end, new in sorted(changes, reverse=True):
        lines[start:end] = new
    return "\n".join(lines) + "\n"


@given(
    st.dictionaries(
        st.sampled_from(sorted(NAMED)),
        st.dictionaries(st.text(min_size=1), st.text()).filter(lambda known: not {"objetivo_pmm"} & {*known}),
    )
)
def test_the_ids_are_json_whatever_their_names(known: dict[str, dict[str, str]]) -> None:
    known.pop("objetivo_pmm", None)
    text = ids_text(known, "x")
    made = json.loads(text)["$defs"]
    assert made.keys() == known.keys()
    for name, vocabulary in known.items():
        listed = made[name]["anyOf"][0] if name == "meta_ods" and vocabulary else made[name]
        assert listed.get("enum", []) == [*vocabulary]
        assert listed.get("enumDescriptions", []) == [*vocabulary.values()]
    assert not INVISIBLE.search(text)
