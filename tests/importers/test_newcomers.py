"""A body that the plan does not have is added with one option or one question, from what its name says, never silently."""

import io
import re
import shlex
from functools import cache
from pathlib import Path

import pytest
from helpers.calls import SEED, Rutaplan
from helpers.forms import blank
from helpers.interviews import interview
from hypothesis import given
from hypothesis import strategies as st

from rutaplan.importers.recognisers.newcomers import Newcomer, Newcomers
from rutaplan.load import load
from rutaplan.plan import Plan


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """The plan of a new workshop, without institutions."""
    from rutaplan.starter import NewTaller, hojas

    folder = tmp_path_factory.mktemp("nuevo")
    for name, text in hojas(NewTaller()).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return load(folder / "data")[0]


@cache
def seed() -> Plan:
    return load(SEED)[0]


@cache
def reader(plan: Plan) -> Newcomers:
    return Newcomers(plan, seed())


def read(plan: Plan, *names: str, where: str = "") -> list[Newcomer]:
    return reader(plan).read(names, where)


TOLD = {
    "Ministerio de Salud de Honduras": ("hn-ministerio-salud", "", "HN", "salud"),
    "Secretaría de Salud (SESAL), Honduras": ("hn-sesal", "SESAL", "HN", "salud"),
    "Secretaría de Educación (Guatemala)": ("gt-secretaria-educacion", "", "GT", "educacion"),
    "Alcaldía de San Pedro Sula": ("alcaldia-san-pedro-sula", "", "", "gobierno_local"),
    "Universidad Nacional Autónoma de Honduras": ("hn-universidad-nacional-autonoma", "", "HN", "academia"),
    "Congreso Nacional de Honduras": ("hn-congreso-nacional", "", "HN", "legislativo"),
    "Ministerio de Trabajo y Previsión Social de Honduras": (
        "hn-ministerio-trabajo-prevision-social",
        "",
        "HN",
        "trabajo",
    ),
    "OPS": ("ops", "", "internacional", "organismo_internacional"),
    "ONU Mujeres": ("onu-mujeres", "", "internacional", "organismo_internacional"),
    "Fundación Ejemplo de El Salvador": ("sv-fundacion-ejemplo", "", "SV", "sociedad_civil"),
    "SANAA": ("sanaa", "", "", ""),
    "Comisión de Prueba de Honduras": ("hn-comision-prueba", "", "HN", ""),
}


@pytest.mark.parametrize("typed", TOLD)
def test_a_name_tells_its_country_its_sigla_and_its_type(bare: Plan, typed: str) -> None:
    (each,) = read(bare, typed)
    assert (each.ident, each.sigla, each.pais, each.tipo) == TOLD[typed]
    assert each.is_whole is bool(each.pais and each.tipo)
    assert (each.valores["fuente"], each.valores["confianza"]) == ("no_consta", "por_verificar")
    assert set(each.nombre.split()) <= set(typed.split()) | {each.nombre.split()[-1]}, "no word is invented"


@pytest.mark.parametrize(
    "typed",
    [
        "todas las instituciones de salud", "Ministerios del ramo", "Alcaldías de la zona", "los involucrados",
        "Secretaría de Salud y Secretaría de Educación", "Secretaría de Salud y OPS", "otros hospitales", "Nadie",
        "se verá después", "Ana Inventada Paz", "x" * 500,
    ],
)  # fmt: skip
def test_what_may_be_several_or_none_is_no_body(bare: Plan, typed: str) -> None:
    assert read(bare, typed, where="HN") == []


def test_a_body_that_our_catalogue_knows_comes_as_it_is_known(bare: Plan) -> None:
    (unicef,) = read(bare, "UNICEF")
    assert unicef.valores["nombre"] == "Fondo de las Naciones Unidas para la Infancia"
    assert unicef.ident == "unicef"
    (sre,) = read(bare, "Secretaría de Relaciones Exteriores de México")
    assert sre.ident == "mx-sre"
    other = read(bare, "Ministerio de Relaciones Exteriores y Culto", where="HN")
    assert all(each.record is None for each in other), "the only one of that name is of another country"


def test_one_body_under_two_names_is_one(bare: Plan) -> None:
    names = ("Secretaría de Salud de Honduras", "Secretaría de Salud", "SECRETARIA DE SALUD (SESAL)", "SESAL")
    (each,) = read(bare, *names, where="HN")
    assert (each.ident, each.sigla) == ("hn-sesal", "SESAL")
    assert each.otros == ("Secretaría de Salud",)
    two = read(bare, "Dirección General de Agua", "Dirección Nacional de Agua", where="HN")
    assert len(two) == 2, "a word less is another body"


def test_an_id_that_is_taken_is_not_given() -> None:
    (each,) = read(seed(), "Otra secretaría de trabajo (INM), Honduras")
    assert each.ident == ""


@given(st.lists(st.text(st.sampled_from("Secretaría de OPS,()Hn-.\u202eñ "), max_size=40), max_size=4))
def test_whatever_is_typed_gives_a_record_or_none(names: list[str]) -> None:
    for each in read(seed(), *names, where="HN"):
        assert each.ident not in seed().institucion_by_id


def form(folder: Path) -> Path:
    paper = blank()
    paper.add_paragraph("GRUPO 1: GENERAL")
    made = paper.add_table(0, 4)
    for row in (
        ("Nivel", "Acción", "Plazo", "Instituciones"),
        ("Nacional", "Abrir centros de salud.", "6", "Secretaría de Salud; OPS"),
        ("Nacional", "Comprar medicinas para todos.", "8", "Secretaría de Salud"),
        ("Regional", "Vacunar a la niñez.", "9", "SANAA"),
    ):
        for cell, text in zip(made.add_row().cells, row, strict=True):
            cell.text = text
    content = io.BytesIO()
    paper.save(content)
    (folder / "lleno.docx").write_bytes(content.getvalue())
    return folder / "lleno.docx"


@pytest.fixture
def nuevo(tmp_path: Path, rutaplan: Rutaplan) -> Path:
    assert rutaplan("init", "t", "--si", cwd=tmp_path).code == 0
    form(tmp_path / "t")
    return tmp_path / "t"


def bodies(folder: Path) -> dict[str, tuple[str, str | None, str]]:
    known = load(folder / "data")[0].institucion_by_id
    return {ident: (each.nombre, each.pais, each.tipo) for ident, each in known.items()}


def test_import_adds_them_with_one_option(nuevo: Path, rutaplan: Rutaplan) -> None:
    order = ("import", "lleno.docx", "--instituciones-nuevas", "honduras")
    before = (nuevo / "data" / "instituciones.yaml").read_text("utf-8")
    assert (
        "hn-secretaria-salud: Secretaría de Salud, Honduras, Salud; por verificar"
        in rutaplan(*order, "--simular", cwd=nuevo).out
    )
    assert (nuevo / "data" / "instituciones.yaml").read_text("utf-8") == before
    done = rutaplan(*order, "--si", cwd=nuevo)
    assert done.code == 1
    assert "No se agrega «SANAA»: su nombre no dice el tipo; dígalo con «rutaplan set hn-sanaa " in done.err
    assert bodies(nuevo) == {
        "hn-secretaria-salud": ("Secretaría de Salud", "HN", "salud"),
        "ops": ("OPS", None, "organismo_internacional"),
    }
    acciones = load(nuevo / "data")[0].accion_by_id
    assert acciones["GEN-N-01"].instituciones == ("hn-secretaria-salud", "ops")
    assert acciones["GEN-R-01"].instituciones == ("por_definir",)
    assert rutaplan("validate", "--falla", "aviso", cwd=nuevo).code == 0
    assert rutaplan("fmt", "--revisar", cwd=nuevo).code == 0
    told = ["nombre=SANAA", "pais=HN", "tipo=gobierno_local"]
    assert rutaplan("set", "hn-sanaa", *told, "--si", cwd=nuevo).code == 0
    done = rutaplan(*order, "--si", cwd=nuevo)
    assert (done.code, "Instituciones nuevas" in done.out) == (0, False)
    assert load(nuevo / "data")[0].accion_by_id["GEN-R-01"].instituciones == ("hn-sanaa",)


def test_never_silently(nuevo: Path, rutaplan: Rutaplan) -> None:
    done = rutaplan("import", "lleno.docx", "--si", cwd=nuevo)
    assert done.code == 1
    assert "Nombra 3 instituciones que el plan no tiene: Secretaría de Salud; OPS; SANAA." in done.err
    assert "Para agregarlas: --instituciones-nuevas PAÍS, con el país de las que no lo dicen" in done.err
    assert "--instituciones-nuevas PAÍS" in done.err
    assert bodies(nuevo) == {}
    one = rutaplan("set", "taller", "organiza=SANAA", "--si", cwd=nuevo).err
    assert "Para agregarla: --instituciones-nuevas PAÍS, con el suyo si no lo dice; se muestra antes." in one
    done = rutaplan("import", "lleno.docx", "--instituciones-nuevas", "Narnia", "--si", cwd=nuevo)
    assert (done.code, "«Narnia» no es un país" in done.err) == (2, True)


def test_too_many_are_none(nuevo: Path, rutaplan: Rutaplan) -> None:
    rows = "".join(f"Abrir el centro número {at}.,nacional,Secretaría {at}\n" for at in range(400))
    (nuevo / "a.csv").write_text(f"acción,nivel,instituciones\n{rows}", encoding="utf-8")
    done = rutaplan("import", "a.csv", "--instituciones-nuevas", "HN", "--simular", cwd=nuevo)
    assert "400 instituciones que el plan no tiene: son demasiadas" in done.err


def test_new_and_set_add_them_too(nuevo: Path, rutaplan: Rutaplan) -> None:
    new = ("new", "--eje", "general", "--nivel", "nacional", "--texto", "Abrir otros centros.", "--si")
    refused = rutaplan(*new, "--institucion", "Ministerio de Salud de Honduras", cwd=nuevo)
    assert (refused.code, bodies(nuevo)) == (2, {})
    done = rutaplan(
        *new, "--institucion", "Ministerio de Salud de Honduras", "--instituciones-nuevas", "hn", cwd=nuevo
    )
    assert (done.code, done.out.splitlines()[-1]) == (0, "GEN-N-01")
    order = (
        "set",
        "GEN-N-01",
        "instituciones+=Cruz Roja Ejemplo",
        "--instituciones-nuevas",
        "internacional",
        "--si",
    )
    assert rutaplan(*order, cwd=nuevo).code == 0
    plan = load(nuevo / "data")[0]
    assert plan.accion_by_id["GEN-N-01"].instituciones == ("hn-ministerio-salud", "cruz-roja-ejemplo")
    assert plan.institucion_by_id["cruz-roja-ejemplo"].ambito == "internacional"
    assert rutaplan("validate", "--falla", "aviso", cwd=nuevo).code == 0
    assert rutaplan("fmt", "--revisar", cwd=nuevo).code == 0


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (("hn-x1", "nombre=Uno", "pais=HN"), "No hay «hn-x1» en el plan"),
        (("hn-x1", "nombre=Uno", "pais=HN", "tipo=nada"), "«nada»"),
        (("hn-x1", "nombre=Uno", "pais=HN", "tipo=salud", "plazo=6"), "No hay «hn-x1» en el plan"),
        (("hn_1", "nombre=Uno", "pais=HN", "tipo=salud"), "no sirve de id"),
        (("hn-x", "nombre=Uno", "pais=HN", "ambito=regional", "tipo=salud"), "pais"),
        (("cancilleria", "nombre=Uno", "pais=HN", "tipo=salud"), "cancilleria"),
    ],
)  # fmt: skip
def test_set_makes_a_body_only_where_the_call_says_it_whole(
    nuevo: Path, rutaplan: Rutaplan, call: tuple[str, ...], said: str
) -> None:
    done = rutaplan("set", *call, "--si", cwd=nuevo)
    assert (done.code, bodies(nuevo)) == (2, {})
    assert said in done.err


@pytest.mark.programas
def test_on_a_terminal_one_question_adds_them(nuevo: Path) -> None:
    done = interview(nuevo, ["import", "lleno.docx"], ["Narnia", "Honduras", "agua", "gobierno local", "s"])
    assert "no es un país" in done.out
    assert bodies(nuevo)["hn-sanaa"] == ("SANAA", "HN", "gobierno_local")
    assert load(nuevo / "data")[0].accion_by_id["GEN-R-01"].instituciones == ("hn-sanaa",)


@pytest.mark.programas
def test_new_asks_and_a_no_is_a_no(nuevo: Path) -> None:
    call = ["new", "--nivel", "nacional", "--texto", "Abrir otros centros.", "--plazo", "6"]
    done = interview(
        nuevo, call, ["Ministerio de Salud", "n", "Ministerio de Salud de Honduras", "sí", "", "s"]
    )
    assert done.code == 0, done.out
    assert bodies(nuevo) == {"hn-ministerio-salud": ("Ministerio de Salud de Honduras", "HN", "salud")}


@pytest.mark.programas
def test_what_was_answered_of_a_body_is_said_again(nuevo: Path, rutaplan: Rutaplan) -> None:
    call = ["new", "--nivel", "nacional", "--texto", "Abrir otros centros.", "--plazo", "6"]
    done = interview(nuevo, call, ["Ministerio de Salud", "Honduras", "", "n"])
    assert bodies(nuevo) == {}
    again = re.search(r"^  rutaplan (new .*?)\r?$", done.out, re.MULTILINE)
    assert again, done.out
    assert rutaplan(*shlex.split(again[1]), "--si", cwd=nuevo).code == 0
    assert [*bodies(nuevo)] == ["hn-ministerio-salud"]
