"""export: a plan as open data that other programs can check, and many plans put together."""

import csv
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from helpers.calls import EJEMPLO, ROOT, Rutaplan, accion, edit
from helpers.repositories import repository
from helpers.whole import examples

from rutaplan.journal import JOURNAL
from rutaplan.model import Accion, Avance, Grupo, Institucion, Taller, fields
from rutaplan.views.open_data import HIDDEN

PERSON = "Persona de Ejemplo"


def write(folder: Path, texts: dict[str, str]) -> Path:
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """The plan of docs/formato.md, where every field says something, without what it names and does not show."""
    texts = examples()
    text = texts["data/acciones/retorno/RET-N-18.yaml"]
    texts["data/acciones/retorno/RET-N-18.yaml"] = re.sub(
        r"^(?:contraparte|depende_de):.*\n", "", text, flags=re.MULTILINE
    )
    texts["data/taller.yaml"] = texts["data/taller.yaml"].replace(
        "  membrete: fuentes/logo.png", "  # sin membrete"
    )
    return write(tmp_path / "Plan Único", texts)


def tables(path: Path) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(path) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    return {
        name.removesuffix(".csv"): [*csv.DictReader(io.StringIO(text, newline=""))]
        for name, text in texts.items()
        if name.endswith(".csv")
    }


def test_every_field_is_there_and_no_person_or_contact(whole: Path, rutaplan: Rutaplan) -> None:
    done = rutaplan("export", "datos.zip", cwd=whole)
    assert (done.code, done.out) == (0, ""), done.err
    found = tables(whole / "datos.zip")
    kinds = {"acciones": Accion, "avances": Avance, "instituciones": Institucion, "grupos": Grupo}
    for name, record in kinds.items():
        (row, *_) = [each for each in found[name] if each.get("id") != "crm"]
        assert {*fields(record)} - HIDDEN <= row.keys()
        assert HIDDEN.isdisjoint(row)
        assert (row["plan"], row["registro"], row["fecha_version"]) == ("crm-2027", "", "")
        assert re.fullmatch("k[0-9a-f]{6}", row["version"])
    (taller,) = found["taller"]
    apart = {"ejes", "niveles", "campos"}
    assert {*fields(Taller)} - HIDDEN - apart <= taller.keys()
    assert (taller["plan"], taller["fecha_fin"], taller["lema"]) == ("crm-2027", "2027-02-02", "Un lema")
    assert json.loads(found["catalogos"][0]["fuentes"]) == {"paises": "crmsv.org"}
    (action,) = found["acciones"]
    assert (action["plazo_meses"], action["prioridad"]) == ("12", "true")
    assert json.loads(action["instituciones"])[-1] == "por_definir"
    assert json.loads(action["otros"]) == {"presupuesto": "Lo cubre cada institución"}
    everything = "".join(map(str, found.values())) + rutaplan("export", "-", cwd=whole).out
    assert PERSON not in everything
    assert "migracion@ejemplo.org" not in everything


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("acciones/retorno/RET-N-18", "notas: Texto libre.", f"notas: Lo pidió {PERSON}."), "DAT02"),
        (("acciones/retorno/RET-N-18", "Lo cubre cada institución", "Escriba a ana@ejemplo.hn"), "DAT01"),
        (("avances/RET-N-18/2027-03-31-hn-inm", "Acta de la mesa técnica", f"Acta de {PERSON}"), "DAT02"),
        (("taller", "lema: Un lema", "lema: Llame al +504 2222-3333"), "DAT01"),
    ],
)
def test_a_person_in_a_text_is_not_given_to_everybody(
    whole: Path, rutaplan: Rutaplan, change: tuple[str, str, str], code: str
) -> None:
    sheet, old, new = change
    path = whole / "data" / f"{sheet}.yaml"
    edit(path, old, new)
    for target in ("datos.zip", "-"):
        done = rutaplan("export", target, cwd=whole)
        assert (done.code, done.out) == (1, "")
        assert f"personas ({code}) en data/{sheet}.yaml. " in done.err
        assert PERSON not in done.err
    assert not (whole / "datos.zip").exists()
    edit(path, new, old)
    path.write_text(f"{path.read_text('utf-8')}# Lo dijo {PERSON}, ana@ejemplo.hn\n", "utf-8")
    assert rutaplan("export", "-", cwd=whole).code == 0, "a comment is in no table"


def test_what_was_accepted_of_a_person_is_given(whole: Path, rutaplan: Rutaplan) -> None:
    path = whole / "data/acciones/retorno/RET-N-18.yaml"
    edit(path, "notas: Texto libre.", "notas: La línea pública es el +504 2222-3333.")
    edit(path, "aceptados:", "aceptados:\n  - {codigo: DAT01, razon: es la línea pública}")
    assert "2222-3333" in rutaplan("export", "-", cwd=whole).out


@pytest.mark.parametrize(
    ("name", "known"),
    [
        (b"Pai\xcc\x81s 1", "País 1"),
        (b"mal\xff", "mal\\udcff"),
        (b"rojo\x1b[31m\nverde", "rojo\\u001b[31m verde"),
    ],
)
def test_a_folder_may_be_called_anything(whole: Path, rutaplan: Rutaplan, name: bytes, known: str) -> None:
    edit(whole / "data/taller.yaml", "id: crm-2027 ", "# ")
    folder = Path(os.fsdecode(os.fsencode(whole.parent) + b"/" + name))
    try:
        whole.rename(folder)
    except OSError:
        pytest.skip("este disco no tiene nombres así")
    assert rutaplan("export", "datos.zip", "--datos", str(folder), cwd=folder.parent).code == 0
    assert tables(folder.parent / "datos.zip")["taller"][0]["plan"] == known
    lines = rutaplan("export", "-", "--datos", str(folder)).out.splitlines()
    assert {json.loads(line)["plan"] for line in lines} == {known}


def test_a_plan_without_an_id_is_called_as_its_folder(whole: Path, rutaplan: Rutaplan) -> None:
    edit(whole / "data/taller.yaml", "id: crm-2027 ", "# ")
    assert rutaplan("export", "datos.zip", "--datos", str(whole), cwd=whole.parent).code == 0
    assert tables(whole.parent / "datos.zip")["ejes"][0]["plan"] == "Plan Único"
    with zipfile.ZipFile(whole.parent / "datos.zip") as archive:
        assert json.loads(archive.read("datapackage.json"))["name"] == "plan-unico"


def test_the_same_plan_gives_the_same_bytes_and_a_silence_stays(seed: Path, rutaplan: Rutaplan) -> None:
    for name in ("a.zip", "b.zip", "a.zip"):
        assert rutaplan("export", name, cwd=seed).code == 0
    assert (seed / "a.zip").read_bytes() == (seed / "b.zip").read_bytes()
    row = tables(seed / "a.zip")["acciones"][0]
    assert (row["plazo_meses"], row["instituciones"], row["temas"]) == (
        "por_definir",
        "por_definir",
        '["marco_juridico"]',
    )


def test_a_line_of_json_is_a_row(whole: Path, rutaplan: Rutaplan) -> None:
    rutaplan("export", "datos.zip", cwd=whole)
    lines = [json.loads(line) for line in rutaplan("export", "-", cwd=whole).out.splitlines()]
    found = tables(whole / "datos.zip")
    assert {name: sum(line["tabla"] == name for line in lines) for name in found} == {
        name: len(rows) for name, rows in found.items()
    }
    (action,) = [line for line in lines if line["tabla"] == "acciones"]
    assert (action["plazo_meses"], action["prioridad"], action["instituciones"][0]) == (12, True, "hn-inm")
    only = rutaplan("export", "-", "--tabla", "Avances", cwd=whole).out
    assert only.splitlines() == [
        line for line in rutaplan("export", "-", cwd=whole).out.splitlines() if '"tabla": "avances"' in line
    ]


def test_no_spreadsheet_runs_a_cell(seed: Path, rutaplan: Rutaplan) -> None:
    path = accion(seed, "RET-N-03")
    path.write_text(path.read_text("utf-8") + "notas: =1+1 y más\n", "utf-8")
    rutaplan("export", "datos.zip", cwd=seed)
    row = next(each for each in tables(seed / "datos.zip")["acciones"] if each["id"] == "RET-N-03")
    assert row["notas"] == "'=1+1 y más"


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (("datos.csv",), "escriba un nombre que termine en .zip, o -"),
        (("data/datos.zip",), "no se escribe dentro de la carpeta de los datos"),
        (("no-hay/datos.zip",), "No hay una carpeta"),
        (("datos.zip", "--tabla", "acciones"), "--tabla va con -"),
        (("-", "--tabla", "avanzes"), "lo más parecido es «avances»"),
        (("ajeno.zip",), "ajeno.zip no lo hizo rutaplan"),
    ],
)
def test_what_is_not_written(seed: Path, rutaplan: Rutaplan, call: tuple[str, ...], said: str) -> None:
    (seed / "ajeno.zip").write_bytes(b"mio")
    before = sorted(seed.rglob("*"))
    done = rutaplan("export", *call, cwd=seed)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert sorted(seed.rglob("*")) == before
    assert (seed / "ajeno.zip").read_bytes() == b"mio"
    assert rutaplan("export", "ajeno.zip", "--forzar", cwd=seed).code == 0


def test_what_somebody_put_into_the_zip_is_not_lost(seed: Path, rutaplan: Rutaplan) -> None:
    assert rutaplan("export", "datos.zip", cwd=seed).code == 0
    with zipfile.ZipFile(seed / "datos.zip", "a") as archive:
        archive.writestr("notas.txt", "de la Secretaría")
    assert "datos.zip no lo hizo rutaplan" in rutaplan("export", "datos.zip", cwd=seed).err
    with zipfile.ZipFile(seed / "datos.zip") as archive:
        assert "notas.txt" in archive.namelist()


def test_a_plan_with_errors_is_not_given(seed: Path, rutaplan: Rutaplan) -> None:
    edit(accion(seed, "RET-N-02"), "plazo_meses: por_definir", "plazo_meses: 6 meses")
    for name in ("datos.zip", "-"):
        done = rutaplan("export", name, cwd=seed)
        assert (done.code, done.out) == (1, "")
        assert "el plan tiene 1 error" in done.err
    assert not (seed / "datos.zip").exists()


def test_a_plan_that_is_half_written_is_not_given(seed: Path, rutaplan: Rutaplan) -> None:
    (seed / JOURNAL).write_text("{}", "utf-8")
    done = rutaplan("export", "-", cwd=seed)
    assert (done.code, done.out) == (1, "")
    assert "Un cambio quedó a medias" in done.err
    assert "No se escribió nada" in done.err


def test_every_column_says_what_it_is(whole: Path, rutaplan: Rutaplan) -> None:
    rutaplan("export", "datos.zip", cwd=whole)
    with zipfile.ZipFile(whole / "datos.zip") as archive:
        tables = json.loads(archive.read("datapackage.json"))["resources"]
    columns = [(table["name"], each) for table in tables for each in table["schema"]["fields"]]
    assert [
        (name, each["name"]) for name, each in columns if not (each["title"] and each["description"])
    ] == []


@pytest.mark.programas
def test_frictionless_finds_nothing_wrong(
    whole: Path, seed: Path, tmp_path: Path, rutaplan: Rutaplan
) -> None:
    for folder in (whole, seed, EJEMPLO.parent):
        target = tmp_path / "abierto" / folder.name
        target.mkdir(parents=True)
        assert rutaplan("export", str(target / "datos.zip"), "--datos", str(folder)).code == 0
        with zipfile.ZipFile(target / "datos.zip") as archive:
            archive.extractall(target)
        call = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
        done = subprocess.run(call, cwd=target, capture_output=True, text=True, check=False)
        report = json.loads(done.stdout)
        wrong = [each["message"] for task in report["tasks"] for each in task["errors"]]
        assert (report["valid"], wrong) == (True, [])
        assert report["stats"]["tasks"] == len(tables(target / "datos.zip"))


@pytest.mark.programas
def test_the_archive_of_a_region(
    tmp_path: Path, seed: Path, rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty plans, one of them in git and some of an older rutaplan, put together by the lines of docs/archivo.md."""
    import duckdb

    base = {
        each.relative_to(seed).as_posix(): each.read_text("utf-8") for each in (seed / "data").rglob("*.yaml")
    }
    for number in range(20):
        folder = write(tmp_path / "planes" / f"País {number:02}", base)
        if number % 2:
            edit(accion(folder, "RET-N-01"), "plazo_meses: por_definir", f"plazo_meses: {number}")
            edit(accion(folder, "RET-N-01"), "instituciones: por_definir", "instituciones: [hn-inm, oim]")
        if number == 1:
            repository(folder)
        target = tmp_path / "archivo" / folder.name
        assert rutaplan("export", str(tmp_path / "archivo.zip"), "--datos", str(folder)).code == 0
        with zipfile.ZipFile(tmp_path / "archivo.zip") as archive:
            archive.extractall(target)
        if number in {0, 7}:  # as one without some of today's columns, in another order, would have made it
            rows = tables(tmp_path / "archivo.zip")["acciones"]
            with (target / "acciones.csv").open("w", encoding="utf-8", newline="") as stream:
                kept = [key for key in reversed(rows[0]) if key not in {"otros", "acordado", "motivo"}]
                old = csv.DictWriter(stream, kept, extrasaction="ignore")
                old.writeheader()
                old.writerows(rows)
    lines = re.findall(r"```sql\n(.*?)```", (ROOT / "docs/archivo.md").read_text("utf-8"), re.DOTALL)
    (sql,) = lines
    assert len(sql.splitlines()) <= 6
    monkeypatch.chdir(tmp_path)
    with duckdb.connect() as database:
        *views, plans, asked = filter(str.strip, sql.split(";"))
        for each in views:
            database.execute(each)
        rows = database.execute(plans).fetchall()
        assert [row[0] for row in rows] == [f"País {number:02}" for number in range(20)]
        assert {row[3] for row in rows} == {33}
        assert [row[4] for row in rows] == [number % 2 for number in range(20)]
        assert [bool(row[2]) for row in rows] == [number == 1 for number in range(20)]
        assert len({row[1] for row in rows}) == 11
        assert [(row[0], row[2], row[3]) for row in database.execute(asked).fetchall()] == [
            ("hn-inm", 10, 10),
            ("oim", 10, 10),
        ]
