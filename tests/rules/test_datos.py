"""The plan in data/ is the form, word for word, and the format's page tells the truth."""

import re
from pathlib import Path

import pytest
from helpers.calls import ROOT, SEED

from rutaplan.diagnostics import Diagnostic, Severity
from rutaplan.files import RawFile
from rutaplan.load import build, load
from rutaplan.model import POR_DEFINIR
from rutaplan.plan import Plan
from rutaplan.rules import check
from rutaplan.schema import modeline

FORM = SEED / "fuentes" / "formulario-grupo-1-retorno.txt"
FORMAT = ROOT / "docs" / "formato.md"
# Its sheets name others that the page does not show.
DANGLING = re.compile(r"(REF|INS)[0-9]{2}")
NAMES = {
    "accion": "acciones/retorno/RET-N-18.yaml",
    "avance": "avances/RET-N-18/2027-03-31-hn-inm.yaml",
    "grupo": "grupos/g1-retorno.yaml",
    "taller": "taller.yaml",
    "instituciones": "instituciones.yaml",
    "catalogos": "catalogos.yaml",
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    made, diagnostics = load(SEED)
    assert diagnostics == []
    return made


def paragraphs() -> list[str]:
    """The actions of the form: every paragraph after its headings, ends stripped."""
    text = FORM.read_text(encoding="utf-8")
    actions = text[text.index("Revisión de los marcos") :]
    return [line.strip() for line in actions.splitlines() if line.strip()]


def test_the_33_texts_are_the_form_s(plan: Plan) -> None:
    assert [accion.texto for accion in plan.acciones] == paragraphs()
    assert len(plan.acciones) == 33


def test_they_keep_the_form_s_order_and_niveles(plan: Plan) -> None:
    nacional = [f"RET-N-{number:02d}" for number in range(1, 21)]
    regional = [f"RET-R-{number:02d}" for number in range(1, 14)]
    assert [accion.id for accion in plan.acciones] == nacional + regional
    assert {accion.nivel for accion in plan.acciones[:20]} == {"nacional"}
    assert {accion.nivel for accion in plan.acciones[20:]} == {"regional"}


def test_what_the_form_leaves_blank_is_por_definir(plan: Plan) -> None:
    assert {accion.plazo_meses for accion in plan.acciones} == {POR_DEFINIR}
    assert {accion.instituciones for accion in plan.acciones} == {(POR_DEFINIR,)}
    (grupo,) = plan.grupos
    assert (grupo.participantes, grupo.ponente) == (POR_DEFINIR, POR_DEFINIR)
    taller = plan.taller
    blanks = (taller.nombre, taller.fecha_inicio, taller.fecha_fin, taller.ciudad, taller.pais)
    assert set(blanks) == {POR_DEFINIR}
    assert taller.organiza == (POR_DEFINIR,)
    assert [eje.encabezado for eje in taller.ejes[1:]] == [POR_DEFINIR, POR_DEFINIR]


def test_nothing_the_group_did_not_say_is_taken_for_agreed(plan: Plan) -> None:
    of_the_form = {"id", "eje", "nivel", "grupo", "texto", "plazo_meses", "instituciones"}
    ours = {"erratas", "sugerido_por"}
    unsigned = [
        (accion.id, name)
        for accion in plan.acciones
        for name in sorted(accion.model_fields_set - of_the_form - ours)
        if name not in (accion.sugerido_por or {})
    ]
    assert unsigned == []


def test_eleven_countries_are_members_of_the_crm(plan: Plan) -> None:
    members = sorted(code for code, pais in plan.catalogos.paises.items() if pais.crm == "miembro")
    assert members == ["BZ", "CA", "CR", "DO", "GT", "HN", "MX", "NI", "PA", "SV", "US"]


@pytest.mark.parametrize("path", sorted(SEED.rglob("*.yaml")), ids=lambda path: path.stem)
def test_every_file_tells_the_editor_its_schema(path: Path) -> None:
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    assert first == modeline(path.relative_to(SEED).as_posix())
    assert (path.parent / first.partition("$schema=")[2]).resolve().is_file()


def examples_of_the_format() -> list[RawFile]:
    """The YAML blocks of docs/formato.md, as the files that their modelines say they are."""
    blocks = re.findall(r"```yaml\n(.*?)```", FORMAT.read_text(encoding="utf-8"), re.DOTALL)
    files = []
    for block in blocks:
        kind = re.search(r"esquemas/(\w+)\.json", block)
        assert kind is not None, block
        name = NAMES[kind[1]]
        files.append(RawFile(f"data/{name}", name, block))
    return files


def test_the_format_s_examples_hold() -> None:
    files = examples_of_the_format()
    assert sorted(file.name for file in files) == sorted(NAMES.values())
    made, diagnostics = build(files, prefix="data/")
    assert diagnostics == []
    errors: list[Diagnostic] = [d for d in check(made) if d.severity is Severity.ERROR]
    assert [d for d in errors if not DANGLING.fullmatch(d.code)] == []
