"""Reports are sheets of the plan like the others: read, checked, put in shape, shown by their schema."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from helpers.calls import Rutaplan, edit
from pydantic import ValidationError

from rutaplan.load import load
from rutaplan.model import Avance, Institucion, Taller, fields
from rutaplan.schema import modeline, schemas

NAME = "avances/RET-N-01/2027-03-31-hn-inm.yaml"
REPORT = """\
accion: RET-N-01
fecha: 2027-03-31
reporta: hn-inm
estado: en_ejecucion
texto: Borrador en consulta.
"""


def report(plan: Path, text: str = REPORT, name: str = NAME) -> Path:
    path = plan / "data" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def found(plan: Path, rutaplan: Rutaplan) -> list[tuple[str, str, str]]:
    """The errors: code, field and mend."""
    told = json.loads(rutaplan("validate", "--formato", "json", cwd=plan).out)["hallazgos"]
    return [(d["codigo"], d["encontrado"], d["arreglo"]) for d in told if d["gravedad"] == "error"]


def test_reports_are_read_in_the_order_of_their_days(seed: Path) -> None:
    for day, vez in (("04-30", ""), ("03-31", "-10"), ("03-31", "-2"), ("03-31", "")):
        text = REPORT.replace("03-31", day)
        report(seed, text, f"avances/RET-N-01/2027-{day}-hn-inm{vez}.yaml")
    plan, told = load(seed / "data")
    assert told == []
    assert [(str(each.fecha)[5:], each.vez) for each in plan.avances_by_accion["RET-N-01"]] == [
        ("03-31", 1), ("03-31", 2), ("03-31", 10), ("04-30", 1)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("avances/RET-N-02/2027-03-31-hn-inm.yaml", "lleve el archivo a «data/avances/RET-N-01/», o corrija «accion»"),
        ("avances/2027-03-31-hn-inm.yaml", "lleve el archivo a «data/avances/RET-N-01/», o corrija «accion»"),
        ("avances/RET-N-01/2027-03-30-hn-inm.yaml", "llame al archivo «2027-03-31-hn-inm.yaml», o corrija «fecha»"),
        ("avances/RET-N-01/2027-03-31-mx-inm.yaml", "llame al archivo «2027-03-31-hn-inm.yaml», o corrija «reporta»"),
        ("avances/RET-N-01/2027-03-31-hn-inm-1.yaml", "llame al archivo «2027-03-31-hn-inm.yaml», o corrija «reporta»"),
        ("avances/RET-N-01/2027-03-31-hn-inm-02.yaml", "llame al archivo «2027-03-31-hn-inm.yaml», o corrija «reporta»"),
    ],
)  # fmt: skip
def test_a_report_lies_where_its_keys_say(seed: Path, rutaplan: Rutaplan, name: str, mend: str) -> None:
    path = report(seed, name=name)
    assert [(code, help_) for code, _, help_ in found(seed, rutaplan)] == [("EST02", mend)]
    # What it advises is done.
    right = seed / "data" / NAME
    right.parent.mkdir(parents=True, exist_ok=True)
    path.rename(right)
    assert found(seed, rutaplan) == []


def test_a_report_is_not_sent_over_another(seed: Path, rutaplan: Rutaplan) -> None:
    first = report(seed)
    path = report(seed, name="avances/RET-N-02/2027-03-31-hn-inm.yaml")
    free = "data/avances/RET-N-01/2027-03-31-hn-inm-2.yaml"
    assert [help_ for _, _, help_ in found(seed, rutaplan)] == [
        f"lleve el archivo a «{free}», o corrija «accion»"
    ]
    path.rename(seed / free)
    assert found(seed, rutaplan) == []
    assert first.is_file()


def test_the_second_of_a_day_is_given_the_next_name(seed: Path, rutaplan: Rutaplan) -> None:
    report(seed)
    report(seed, name="avances/RET-N-01/otro.yaml")
    assert found(seed, rutaplan)[0][2] == "llame al archivo «2027-03-31-hn-inm-2.yaml», o corrija «fecha»"
    report(seed, name="avances/RET-N-01/2027-03-31-hn-inm-2.yaml")
    assert found(seed, rutaplan)[0][2] == "llame al archivo «2027-03-31-hn-inm-3.yaml», o corrija «fecha»"


def test_whom_and_what_it_names_must_be(seed: Path, rutaplan: Rutaplan) -> None:
    text = REPORT.replace("RET-N-01", "RET-N-99").replace("hn-inm", "hn-imn")
    report(seed, text, "avances/RET-N-99/2027-03-31-hn-imn.yaml")
    assert [each[:2] for each in found(seed, rutaplan)] == [("REF01", "«RET-N-99»"), ("REF01", "«hn-imn»")]


def test_it_is_a_sheet_like_the_others(seed: Path, rutaplan: Rutaplan) -> None:
    ugly = 'texto: "Llame a ana@ejemplo.org"\n' + REPORT.replace("texto: Borrador en consulta.\n", "")
    path = report(seed, f"{modeline(NAME)}\n{ugly}")
    assert rutaplan("fmt", "--si", cwd=seed).code == 0
    assert path.read_text("utf-8") == f"{modeline(NAME)}\n{REPORT}".replace(
        "Borrador en consulta.", "Llame a ana@ejemplo.org"
    )
    done = rutaplan("validate", str(path.relative_to(seed)), cwd=seed)
    assert "aviso[DAT01]" in done.out
    assert "ana@" not in done.out

    # It is a record of what was said: what is accepted of it, the workshop accepts.
    edit(
        seed / "data" / "taller.yaml",
        "plenaria:",
        "aceptados: [{codigo: DAT01, razon: es público}]\nplenaria:",
    )
    assert "= aceptado: es público" in rutaplan("validate", cwd=seed).out
    (seed / "data" / "avances" / "RET-N-01" / "suelto.yml").write_text("a: 1\n", "utf-8")
    assert "error[YML16]" in rutaplan("validate", cwd=seed).out


VALUES: tuple[Any, ...] = (
    "", " ", "x", "RET-N-01", "hn-inm", "hn-inm-2", "2027-03-31", "2027-3-1", "por_definir", "0", "100", "101",
    "cumplida", "propuesta", [], ["a"], ["a", "a"], {}, None, "x" * 2001,
    "https://ejemplo.org/a?b#c", "http://ejemplo.org", "https://", "mesa@ejemplo.org", "mesa@ejemplo", "a b@ejemplo.org",
    "2027-01", "2027-13", "fuentes/logo.png", "fuentes/../logo.png", "fuentes/a/b.jpg", "logo.png", "fuentes/.a.png",
    {"papel": "a4"}, {"papel": "oficio"}, {"respuesta": {"a": "la mesa"}}, {"respuesta": {"a": "x", "hasta": "2027-01-01"}},
    {"aviso_dias": "30"}, {"aviso_dias": "0"}, {"presupuesto": {"titulo": "Presupuesto"}}, {"Presupuesto": {"titulo": "x"}},
    {"presupuesto": {}},
)  # fmt: skip
RIGHT: dict[type[Any], dict[str, Any]] = {
    Avance: {
        "accion": "RET-N-01",
        "fecha": "2027-03-31",
        "reporta": "hn-inm",
        "estado": "cumplida",
        "texto": "x",
    },
    Institucion: {"nombre": "x", "pais": "HN", "tipo": "tipo", "fuente": "x", "confianza": "verificada"},
    Taller: {},
}
NEW = (
    *((Avance, campo) for campo in fields(Avance)),
    *((Institucion, campo) for campo in ("comprobada", "contacto")),
    *((Taller, campo) for campo in ("fase", "documentos", "seguimiento", "campos")),
)


@pytest.mark.parametrize(("record", "campo"), NEW)
def test_model_and_schema_agree_on_every_value(record: type[Any], campo: str) -> None:
    files = {Avance: "avance.json", Institucion: "instituciones.json", Taller: "taller.json"}
    whole = json.loads(schemas(None)[files[record]])
    node = whole if record is not Institucion else {**whole["$defs"]["Institucion"], "$defs": whole["$defs"]}
    node = {**node, "required": []}
    schema = jsonschema.Draft202012Validator(node)
    for value in VALUES:
        sheet = RIGHT[record] | {campo: value}
        try:
            record.model_validate(sheet)
            is_read = True
        except ValidationError as error:
            is_read = all(each["loc"][0] != campo for each in error.errors())
        assert schema.is_valid(sheet) == is_read, value


def test_an_office_s_address_stands_in_contacto_and_nowhere_else(seed: Path, rutaplan: Rutaplan) -> None:
    path = seed / "data" / "instituciones.yaml"
    edit(path, "\nhn-inm:\n", "\nhn-inm:\n  contacto: retorno@inm.example.org\n  comprobada: 2027-01\n")
    done = rutaplan("validate", cwd=seed)
    assert (done.code, "DAT01" in done.out) == (0, False)
    assert rutaplan("fmt", "--si", "data/instituciones.yaml", cwd=seed).code == 0
    assert "  confianza: verificada\n  comprobada: 2027-01\n  contacto: retorno@" in path.read_text("utf-8")
    edit(path, "  contacto: retorno", "  notas: retorno")
    assert "DAT01" in rutaplan("validate", cwd=seed).out
    taller = seed / "data" / "taller.yaml"
    edit(taller, "plenaria:", "documentos: {sitio: 'https://ejemplo.org/ana@ejemplo.org'}\nplenaria:")
    out = rutaplan("validate", cwd=seed).out
    assert out.count("aviso[DAT01]") == 2
    assert "@" not in out


@pytest.mark.parametrize("ident", ["hn-inm-2", "hn-7", "x-2-3"])
def test_an_institution_s_id_does_not_end_as_the_name_of_a_second_report(
    seed: Path, rutaplan: Rutaplan, ident: str
) -> None:
    edit(seed / "data" / "instituciones.yaml", "\nhn-inm:\n", f"\n{ident}:\n")
    assert ("ESQ06", f"«{ident}»") in [each[:2] for each in found(seed, rutaplan)]
    assert rutaplan("rename", "oim", ident, "--si", cwd=seed).code == 2


def test_a_report_that_cannot_be_read_says_nothing_of_the_actions(seed: Path, rutaplan: Rutaplan) -> None:
    before = rutaplan("validate", "--formato", "json", cwd=seed).out
    path = report(seed, "accion: [\n")
    after = json.loads(rutaplan("validate", "--formato", "json", cwd=seed).out)["hallazgos"]
    kept = [each for each in after if not each["archivo"].endswith(path.name)]
    assert kept == json.loads(before)["hallazgos"]
    report(seed, REPORT.replace("fecha: 2027-03-31", "fecha: marzo").replace("hn-inm", "[hn-inm]"))
    assert {code for code, _, _ in found(seed, rutaplan)} == {"ESQ03", "ESQ06"}
    assert rutaplan("show", "RET-N-01", cwd=seed).code == 1
