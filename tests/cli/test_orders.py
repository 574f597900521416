"""list, show, status, rules and schema as people and programs call them."""

import csv
import io
import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from helpers.calls import EJEMPLO, ROOT, Rutaplan, accion, edit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rutaplan.cli import COMMANDS, terminal
from rutaplan.derive.titles import rotulo
from rutaplan.load import load
from rutaplan.model import Accion, fields
from rutaplan.printable import INVISIBLE, cell_len

ENGLISH = re.compile(
    r"Usage|Options|Show this|Commands|Arguments|Try |\bError: (?:No such|Missing)|default:|required"
)
TABLES = (("list",), ("status",), ("rules",), ("render", "--lista"))


@pytest.mark.parametrize("columns", [60, 100, 200])
@pytest.mark.parametrize("call", TABLES, ids=" ".join)
def test_tables_fill_the_width_and_lose_no_word(
    untouched: Path, rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch, call: tuple[str, ...], columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    widest = rutaplan(*call, cwd=untouched).out
    monkeypatch.setenv("COLUMNS", str(columns))
    out = rutaplan(*call, cwd=untouched).out
    assert max(map(cell_len, out.splitlines())) <= columns
    assert "…" not in out
    assert sorted(re.findall(r"\w", out)) == sorted(re.findall(r"\w", widest))


def test_list_loses_no_word_of_the_plan(
    untouched: Path, rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, _ = load(untouched / "data")
    for columns in ("60", "200"):
        monkeypatch.setenv("COLUMNS", columns)
        out = rutaplan("list", cwd=untouched).out
        words = set(re.findall(r"\w+", out))
        for each in plan.acciones:
            assert each.id in out
            assert {word for word in re.findall(r"\w+", each.texto) if len(word) < 12} <= words


def test_every_format_holds_the_same_actions(untouched: Path, rutaplan: Rutaplan) -> None:
    def call(formato: str) -> str:
        return rutaplan("list", "--nivel", "regional", "--formato", formato, cwd=untouched).out

    ids = call("ids").split()
    assert ids == [each.id for each in load(untouched / "data")[0].acciones if each.nivel == "regional"]
    assert [row["id"] for row in csv.DictReader(io.StringIO(call("csv"), newline=""))] == ids
    content = json.loads(call("json"))
    assert (content["formato"], content["version"]) == ("rutaplan.list", 1)
    assert [each["id"] for each in content["acciones"]] == ids
    documents = list(yaml.safe_load_all(call("yaml")))
    assert [each["id"] for each in documents] == ids
    assert [each["texto"] for each in documents] == [each["texto"] for each in content["acciones"]]
    assert [line.split()[0] for line in call("tabla").splitlines() if line.startswith("RET-")] == ids


@pytest.mark.parametrize(
    "text",
    ['=HYPERLINK("http://a.b")', "+1 de prueba", "-1 de prueba", "@SUM(A1) de prueba", "'cita' de prueba"],
)
def test_a_spreadsheet_runs_nothing(seed: Path, rutaplan: Rutaplan, text: str) -> None:
    path = accion(seed, "RET-N-01")
    line = next(each for each in path.read_text(encoding="utf-8").splitlines() if each.startswith("texto:"))
    edit(path, line, f"texto: {json.dumps(text)}")
    out = rutaplan("list", "--formato", "csv", cwd=seed).out
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(out, newline=""))}
    assert rows["RET-N-01"]["texto"] == "'" + text


def test_a_line_of_jsonl_is_an_action_of_json(seed: Path, rutaplan: Rutaplan) -> None:
    edit(accion(seed, "RET-N-01"), "Revisión de los", r"\u2028 ##[error] :: Revisión de los 日本")
    for plan in (seed, EJEMPLO):
        arguments = ("--datos", str(plan), "--orden", "id", "--no-nivel", "regional")
        lines = rutaplan("list", "--formato", "jsonl", *arguments).out.splitlines()
        acciones = json.loads(rutaplan("list", "--formato", "json", *arguments).out)["acciones"]
        assert [[*json.loads(line).items()] for line in lines] == [[*each.items()] for each in acciones]
        assert not any(INVISIBLE.search(line) for line in lines)


def test_each_text_is_written_before_the_next_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    events: list[str] = []

    class Screen(io.StringIO):
        encoding = "utf-8"

        def write(self, text: str) -> int:
            events.append(f"written {text}")
            return len(text)

        def flush(self) -> None:
            events.append("gone")

    def made() -> Iterator[str]:
        for text in ("one", "two"):
            events.append(f"made {text}")
            yield text

    monkeypatch.setattr(sys, "stdout", Screen())
    terminal.write_each(made())
    assert events == ["made one", "written one", "gone", "made two", "written two", "gone"]


def test_the_columns_of_a_table(rutaplan: Rutaplan) -> None:
    def call(columns: str) -> list[str]:
        return rutaplan(
            "list", "--columnas", columns, "--datos", str(EJEMPLO), "--grupo", "g1-retorno"
        ).out.splitlines()

    assert (
        call("id, Acción, PLAZO, instituciones")
        == rutaplan("list", "--datos", str(EJEMPLO), "--grupo", "g1-retorno").out.splitlines()
    )
    assert call("id,responsable,horizonte,contraparte,Título breve,prioridad") == [
        "Id        Responsable          Horizonte      Contraparte  Título breve         Prioridad",
        "────────────────────────────────────────────────────────────────────────────────────────────────────",
        "RET-N-01  INM (Honduras)       corto plazo                 Ejemplo de manual    sí, marcada por el",
        "                                                           de recepción         grupo",
        "RET-N-02  INM (México)         mediano plazo  RET-R-01",
        "RET-N-03  por definir          corto plazo",
        "RET-N-04",
        "RET-R-01  CRM (sugerido por    largo plazo    RET-N-02",
        "          equipo de ejemplo)",
        "RET-R-02  no aplica",
    ]


FIELDS = (*fields(Accion), "horizonte", "archivo")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(FIELDS), min_size=1, unique=True))
def test_the_columns_of_a_csv_are_the_values_of_json(rutaplan: Rutaplan, columns: list[str]) -> None:
    def call(*arguments: str) -> str:
        return rutaplan("list", "--datos", str(EJEMPLO), *arguments).out

    rows = [
        *csv.DictReader(io.StringIO(call("--columnas", ",".join(columns), "--formato", "csv"), newline=""))
    ]
    acciones = json.loads(call("--formato", "json"))["acciones"]
    assert [[*row] for row in rows] == [columns] * len(acciones)
    for row, each in zip(rows, acciones, strict=True):
        for campo, cell in row.items():
            match each.get(campo):
                case None:
                    assert cell == ""
                case bool(value):
                    assert cell == str(value).lower()
                case [str(), *_] as values:
                    assert cell.split(";") == values
                case dict() | list() as value:
                    assert json.loads(cell) == value
                case value:
                    assert cell == str(value)


@pytest.mark.parametrize(
    ("columns", "formato", "said"),
    [
        ("id,plaso", "tabla", "--columnas: no hay «plaso»; lo más parecido es «plazo»"),
        ("id,instituzion", "csv", "--columnas: no hay «instituzion»; lo más parecido es «instituciones»"),
        ("id,ID", "tabla", "--columnas: «ID» está dos veces"),
        ("plazo,Plazo (meses)", "tabla", "--columnas: «Plazo (meses)» está dos veces"),
        ("", "tabla", "--columnas: está vacío"),
        ("id,,texto", "csv", "--columnas: hay una columna sin nombre"),
        ("id,a\u202eb", "csv", "caracteres que no se pueden imprimir"),
        ("id", "json", "--columnas es para tabla y csv"),
    ],
)
def test_columns_that_cannot_be(
    seed: Path, rutaplan: Rutaplan, columns: str, formato: str, said: str
) -> None:
    outcome = rutaplan("list", "--columnas", columns, "--formato", formato, cwd=seed)
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err
    assert outcome.err.count("\n") == 1


def test_negation_is_told_once_and_listed_never(tmp_path: Path, rutaplan: Rutaplan) -> None:
    for order in ("list", "render", "status"):
        told = rutaplan(order, "--help", cwd=tmp_path).out
        assert told.count("--no-") == 1
        assert "--sin CAMPO" in told


def test_the_count_goes_apart(untouched: Path, rutaplan: Rutaplan) -> None:
    outcome = rutaplan("list", "--nivel", "regional", "--formato", "ids", cwd=untouched)
    assert (outcome.code, outcome.err) == (0, f"{len(outcome.out.split())} de 33 acciones\n")
    assert rutaplan("list", cwd=untouched).err == "33 acciones\n"


def test_nothing_found_is_said_and_is_no_fault(untouched: Path, rutaplan: Rutaplan) -> None:
    outcome = rutaplan("list", "--texto", "ornitorrinco", cwd=untouched)
    assert (outcome.code, outcome.out) == (0, "Ninguna acción cumple los filtros.\n")
    assert rutaplan("list", "--texto", "ornitorrinco", "--formato", "ids", cwd=untouched).out == ""


@pytest.mark.parametrize("command", ["list", "status", "render"])
def test_an_unknown_filter_is_told_the_right_one(untouched: Path, rutaplan: Rutaplan, command: str) -> None:
    outcome = rutaplan(command, "--eje", "retono", cwd=untouched)
    assert (outcome.code, outcome.out) == (2, "")
    assert "«retorno»" in outcome.err
    assert not (untouched / "salida").exists()


def test_a_broken_plan_is_shown_as_far_as_it_can_be_read(seed: Path, rutaplan: Rutaplan) -> None:
    accion(seed, "RET-N-01").write_text("texto: 'abierta\n", encoding="utf-8")
    edit(accion(seed, "RET-N-02"), "plazo_meses: por_definir", "plazo_meses: 6 meses")
    for command in ("list", "status"):
        outcome = rutaplan(command, cwd=seed)
        assert outcome.code == 1
        assert "El plan tiene 2 errores; se muestra lo que se pudo leer" in outcome.err
    listed = rutaplan("list", "--formato", "ids", cwd=seed).out.split()
    assert "RET-N-02" in listed
    assert "RET-N-01" not in listed
    shown = rutaplan("show", "RET-N-02", cwd=seed)
    assert shown.code == 1
    assert "«6 meses»" in shown.out
    other = rutaplan("show", "RET-N-01", cwd=seed)
    assert (other.code, other.out) == (2, "")
    assert "no se puede leer" in other.err
    content = rutaplan("list", "--formato", "json", cwd=seed)
    assert "RET-N-02" in [each["id"] for each in json.loads(content.out)["acciones"]]


def test_show_gives_names_instead_of_ids(seed: Path, rutaplan: Rutaplan) -> None:
    path = accion(seed, "RET-N-18")
    edit(path, "instituciones: por_definir", "instituciones: [hn-inm, oim]")
    edit(path, "plazo_meses: por_definir", "plazo_meses: 6")
    outcome = rutaplan("show", "ret-n-18", cwd=seed)
    assert outcome.code == 0
    for each in (
        "RET-N-18 · Retorno · nivel nacional",
        "Instituto Nacional de Migración",
        "(Honduras)",
        "6 meses",
    ):
        assert each in outcome.out
    assert "Los datos" not in outcome.out
    assert "RET-R-10" in outcome.out


def test_show_says_records_by_the_titles_of_their_fields(seed: Path, rutaplan: Rutaplan) -> None:
    path = accion(seed, "RET-N-01")
    records = (
        "aceptados: [{codigo: ACC06, razon: texto acordado}]\n"
        "acordado: {fecha: 2027-03-31, documento: por_definir}\n"
        "estado_desde: 2027-06-01\nmotivo: Espera la ley.\n"
    )
    path.write_text(path.read_text(encoding="utf-8") + records, encoding="utf-8")
    assert re.findall(
        r"^(?:Acep|Acor|Motivo|Estado d).*", rutaplan("show", "RET-N-01", cwd=seed).out, re.MULTILINE
    ) == [
        "Estado desde          2027-06-01",
        "Motivo                Espera la ley.",
        "Acordado              fecha: 2027-03-31; documento: por definir",
        "Aceptados             código: ACC06; razón: texto acordado",
    ]


def test_show_tells_when_it_is_due_and_what_was_reported(seed: Path, rutaplan: Rutaplan) -> None:
    path = accion(seed, "RET-N-01")
    edit(path, "plazo_meses: por_definir", "plazo_meses: 6")
    edit(path, "instituciones: por_definir", "instituciones: [hn-inm, oim]")
    shown = rutaplan("show", "RET-N-01", cwd=seed).out
    assert "Vence                 sin fecha: falta «fecha_fin», por definir\n" in shown
    assert "Avances" not in shown
    edit(seed / "data" / "taller.yaml", "fecha_fin: por_definir", "fecha_fin: 2027-01-31")
    folder = seed / "data" / "avances" / "RET-N-01"
    folder.mkdir(parents=True)
    report = "accion: RET-N-01\nfecha: 2027-03-31\nreporta: oim\nestado: cumplida\ntexto: Hecho.\n"
    (folder / "2027-03-31-oim.yaml").write_text(report, "utf-8")
    for corte, where, whole, last in (
        ("2027-03-01", "vigente (al 1 de marzo", "sin reporte (al 1 de marzo", "sin reporte"),
        (
            "2027-07-31",
            "por vencer (al 31 de julio",
            "1 de 2 reporta cumplida; 1 sin reporte",
            "cumplida, 31 de marzo",
        ),
        (
            "2027-08-01",
            "vencida (al 1 de agosto",
            "1 de 2 reporta cumplida; 1 sin reporte",
            "cumplida, 31 de marzo",
        ),
    ):
        shown = rutaplan("show", "RET-N-01", "--corte", corte, cwd=seed).out
        assert f"Vence                 31 de julio de 2027, {where} de 2027)\n" in shown
        assert f"Avances               {whole}" in shown
        assert f"OIM: {last}" in shown
    wrong = rutaplan("show", "RET-N-01", "--corte", "31/7/2027", cwd=seed)
    assert (wrong.code, wrong.out) == (2, "")
    assert "--corte: «31/7/2027» no es una fecha que exista" in wrong.err


@pytest.mark.parametrize(
    "campo", [each for each in fields(Accion) if each not in {"id", "eje", "nivel", "grupo"}]
)
def test_a_field_that_cannot_be_read_hides_no_other(seed: Path, rutaplan: Rutaplan, campo: str) -> None:
    def labels() -> set[str]:
        page = rutaplan("show", "RET-N-18", cwd=seed).out.partition("\nPendiente")[0]
        return {line[:22].strip() for line in page.split("\n\n")[-1].splitlines()} - {""}

    before, path = labels(), accion(seed, "RET-N-18")
    rest = re.sub(rf"^{campo}:.*\n(?:[ -].*\n)*", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path.write_text(f"{rest}{campo}: {{a: 1}}\n", encoding="utf-8")
    assert before - {rotulo(campo)} <= labels()
    listed = rutaplan("list", "--columnas", ",".join(FIELDS), "--formato", "csv", cwd=seed)
    assert (listed.code, listed.out.count("\n")) == (1, 34)
    assert rutaplan("list", "--columnas", ",".join(FIELDS), cwd=seed).code == 1


def test_status_counts_plazos_without_niveles(seed: Path, rutaplan: Rutaplan) -> None:
    (seed / "data/taller.yaml").write_text("a: [", encoding="utf-8")
    shown = rutaplan("status", cwd=seed).out
    assert re.search(r"^Plazo en meses +Total$", shown, re.MULTILINE)
    assert re.search(r"^sin plazo +33$", shown, re.MULTILINE)


def test_show_several_and_an_unknown_one(untouched: Path, rutaplan: Rutaplan) -> None:
    assert rutaplan("show", "RET-N-01", "RET-R-01", cwd=untouched).out.count("nivel ") >= 2
    outcome = rutaplan("show", "RET-N-01", "RET-X-18", cwd=untouched)
    assert (outcome.code, outcome.out) == (2, "")
    assert "RET-X-18" in outcome.err
    assert "lo más parecido es «RET-" in outcome.err
    for number, near in (("018", "«RET-N-18»"), ("9" * 5_000, "No hay")):
        outcome = rutaplan("show", f"RET-N-{number}", cwd=untouched)
        assert outcome.code == 2
        assert near in outcome.err


def test_status_counts_and_tells_what_is_missing(untouched: Path, rutaplan: Rutaplan) -> None:
    outcome = rutaplan("status", cwd=untouched)
    assert outcome.code == 0
    assert re.search(r"^Total +20 +13 +33$", outcome.out, re.MULTILINE)
    assert "Para que el plan esté listo falta:" in outcome.out
    assert re.search(r"plazo está por definir: 33", outcome.out)


def test_the_total_of_status_is_that_of_its_rows(seed: Path, rutaplan: Rutaplan) -> None:
    edit(accion(seed, "RET-N-01"), "eje: retorno", "eje: salud")
    shown = rutaplan("status", cwd=seed).out
    assert re.search(r"^Retorno +19 +13 +32$", shown, re.MULTILINE)
    assert re.search(r"^salud +1 +0 +1$", shown, re.MULTILINE)
    assert re.search(r"^Total +20 +13 +33$", shown, re.MULTILINE)


def test_schema_writes_prints_and_spares(seed: Path, rutaplan: Rutaplan) -> None:
    folder = seed / "esquemas"
    shutil.rmtree(folder)
    assert rutaplan("schema", cwd=seed).code == 0
    names = sorted(path.name for path in folder.iterdir())
    assert "accion.json" in names
    printed = rutaplan("schema", "-", cwd=seed)
    assert len(json.loads(printed.out)) == len(names)
    (folder / "accion.json").write_text('{"mio": true}')
    refused = rutaplan("schema", cwd=seed)
    assert refused.code == 2
    assert "esquemas/accion.json" in refused.err
    assert (folder / "accion.json").read_text() == '{"mio": true}'
    assert rutaplan("schema", "--forzar", cwd=seed).code == 0
    assert "$schema" in json.loads((folder / "accion.json").read_text(encoding="utf-8"))
    assert rutaplan("schema", "todo", cwd=seed).code == 2


def test_schema_without_a_plan(tmp_path: Path, rutaplan: Rutaplan) -> None:
    outcome = rutaplan("schema", cwd=tmp_path)
    assert outcome.code == 0
    assert "los esquemas salen sin los ids" in outcome.err
    assert (tmp_path / "esquemas" / "accion.json").is_file()


def test_rules_lists_all_and_explains_one(tmp_path: Path, rutaplan: Rutaplan) -> None:
    listed = rutaplan("rules", cwd=tmp_path)
    assert listed.code == 0
    assert "INS03" in listed.out
    page = rutaplan("rules", "ins03", cwd=tmp_path)
    assert page.code == 0
    for each in ("error[INS03]: ", "\nMal:\n", "\nBien:\n"):
        assert each in page.out
    unknown = rutaplan("rules", "INS99", cwd=tmp_path)
    assert unknown.code == 2
    assert "lo más parecido es «INS" in unknown.err


def test_status_speaks_json(seed: Path, rutaplan: Rutaplan) -> None:
    told = json.loads(rutaplan("status", "--nivel", "regional", "--formato", "json", cwd=seed).out)
    assert (told["formato"], told["version"], told["acciones"], told["errores"]) == (
        "rutaplan.status",
        1,
        13,
        0,
    )
    assert told["ejes"][0] == {
        "id": "retorno",
        "nombre": "Retorno",
        "acciones": 13,
        "niveles": {"nacional": 0, "regional": 13},
    }
    assert told["plazos"] == {"corto": 0, "mediano": 0, "largo": 0, "sin_plazo": 13}
    assert sum(told["vencimientos"].values()) == sum(told["avances"].values()) == 13
    asked = {each["codigo"]: each for each in told["pendientes"]}
    assert (asked["PLZ01"]["cuenta"], len(asked["PLZ01"]["acciones"])) == (13, 13)
    edit(accion(seed, "RET-N-02"), "plazo_meses: por_definir", "plazo_meses: 6 meses")
    broken = rutaplan("status", "--formato", "json", cwd=seed)
    assert (broken.code, json.loads(broken.out)["errores"]) == (1, 1)
    assert "El plan tiene 1 error" in broken.err


def test_show_speaks_json_and_names_nobody(seed: Path, rutaplan: Rutaplan) -> None:
    people = "\n  - {nombre: Ana López, cargo: Directora, institucion: hn-inm}\n  - {nombre: Luis Paz, cargo: por_definir, institucion: oim, autoriza_publicar: true}"
    edit(seed / "data/grupos/g1-retorno.yaml", "participantes: por_definir", f"participantes:{people}")
    edit(seed / "data/grupos/g1-retorno.yaml", "ponente: por_definir", "ponente: Ana López")
    called = rutaplan("show", "ret-n-18", "g1-retorno", "OIM", "taller", "--formato", "json", cwd=seed)
    told = json.loads(called.out)
    listed = json.loads(rutaplan("list", "--formato", "json", cwd=seed).out)["acciones"]
    action, group, body, workshop = told["elementos"]
    assert [each["clase"] for each in told["elementos"]] == ["accion", "grupo", "institucion", "taller"]
    assert {key: action[key] for key in action if key not in {"clase", "hallazgos"}} == next(
        each for each in listed if each["id"] == "RET-N-18"
    )
    assert {"PLZ01", "INS01"} <= {each["codigo"] for each in action["hallazgos"]}
    assert "Ana" not in called.out
    assert [each["nombre"] for each in group["participantes"]] == [None, "Luis Paz"]
    assert body["id"] == "oim"
    assert [each["id"] for each in workshop["ejes"]] == ["retorno", "reintegracion", "integracion"]


def test_rules_speaks_json(tmp_path: Path, rutaplan: Rutaplan) -> None:
    told = json.loads(rutaplan("rules", "--formato", "json", cwd=tmp_path).out)["reglas"]
    assert [each["codigo"] for each in told] == re.findall(
        r"^([A-Z]{3}\d\d) ", rutaplan("rules").out, re.MULTILINE
    )
    one = json.loads(rutaplan("rules", "ins03", "--formato", "json").out)["reglas"]
    assert one == [each for each in told if each["codigo"] == "INS03"]
    assert one[0]["bien"] == ["instituciones: [hn-inm]"]


@pytest.mark.parametrize("call", ["validate", "list", "show RET-N-01", "status", "render"])
def test_without_a_plan_one_sentence(tmp_path: Path, rutaplan: Rutaplan, call: str) -> None:
    outcome = rutaplan(*call.split(), cwd=tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.count("\n") == 1
    assert "Aquí no hay un plan" in outcome.err
    assert list(tmp_path.iterdir()) == []


def test_every_module_with_a_command_is_an_order() -> None:
    modules = (ROOT / "src" / "rutaplan" / "cli").rglob("*.py")
    written = {path.stem.rstrip("_") for path in modules if "\n@click.command(" in path.read_text("utf-8")}
    assert written == COMMANDS.keys(), "cada orden: un archivo en cli/ y una línea en COMMANDS"


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_spanish_and_needs_no_plan(tmp_path: Path, rutaplan: Rutaplan, command: str) -> None:
    for flag in ("--help", "-h"):
        outcome = rutaplan(*command.split(), flag, cwd=tmp_path)
        assert outcome.code == 0
        assert outcome.out.startswith("Uso: rutaplan")
        assert not ENGLISH.search(outcome.out)


@pytest.mark.parametrize(
    "call",
    [
        "lista",
        "show",
        "list --formato x",
        "list --ej retorno",
        "list --eje",
        "validate --estricto=3",
        "rules a b",
        "--nada",
    ],
)
def test_a_wrong_call_is_told_in_spanish(tmp_path: Path, rutaplan: Rutaplan, call: str) -> None:
    outcome = rutaplan(*call.split(), cwd=tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    assert not ENGLISH.search(outcome.err)
    assert "Error: " in outcome.err


def test_a_misspelt_order_is_told_the_right_one(tmp_path: Path, rutaplan: Rutaplan) -> None:
    assert (
        "No hay una orden «statu»; lo más parecido es «status»; «rutaplan --help» las lista."
        in rutaplan("statu", cwd=tmp_path).err
    )


def test_where_the_plan_is(
    seed: Path, tmp_path: Path, rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = rutaplan("list", "--formato", "ids", cwd=seed).out
    calls = (
        (("--datos", str(seed)), ()),
        (("--datos", str(seed / "data")), ()),
        ((), ("--datos", "plan/data")),
        ((), ("--datos", "plan/../plan")),
    )
    for before, after in calls:
        assert rutaplan(*before, "list", "--formato", "ids", *after, cwd=tmp_path).out == expected
    for folder in ("data", "data/acciones/retorno", "esquemas"):
        assert rutaplan("list", "--formato", "ids", cwd=seed / folder).out == expected
    monkeypatch.setenv("RUTAPLAN_DATOS", str(seed / "data"))
    assert rutaplan("list", "--formato", "ids", cwd=tmp_path).out == expected
    outcome = rutaplan("list", "--datos", "no-hay", cwd=seed)
    assert (outcome.code, outcome.out) == (2, "")
    assert "«no-hay»" in outcome.err


@pytest.mark.parametrize("order", ["list", "status", "render"])
@pytest.mark.parametrize("value", ["\udcff", "a\u202eb", "a\x1bb"])
def test_a_filter_that_cannot_be_printed(untouched: Path, rutaplan: Rutaplan, order: str, value: str) -> None:
    outcome = rutaplan(order, "--texto", value, cwd=untouched)
    assert (outcome.code, outcome.out) == (2, "")
    assert "--texto: «" in outcome.err
    assert "que no se pueden imprimir" in outcome.err
