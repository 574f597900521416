"""After any order that writes, the plan is in its shape if it was, and validate says nothing new.

New is all but what a person's own values bring: what is to be decided, what is said of a text, notes.
"""

import json
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from helpers.calls import EJEMPLO, ROOT, Rutaplan, accion, edit
from helpers.reach import each_with_each

Ready: TypeAlias = dict[str, tuple[Path, Counter[tuple[str, str]]]]
NEW = ("new", "--eje", "retorno", "--nivel", "nacional", "--si")
FRESH = "Cancillería Ejemplar de Puentes"
CSV = "id,acción,nivel,eje,plazo,instituciones\n"


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    """The two plans in their shape, and what is said of them; made once, when the first test asks."""
    return {"": (tmp_path_factory.mktemp("antes"), Counter())}


def begun(begin: str, ready: Ready, seed: Path, rutaplan: Rutaplan) -> Counter[tuple[str, str]]:
    """Make a plan ready where the seed stands; what is said of it."""
    if begin not in ready:
        if begin == "ejemplo":
            shutil.rmtree(seed / "data")
            shutil.copytree(EJEMPLO, seed / "data")
            assert rutaplan("schema", cwd=seed).code == 0
            rutaplan("fmt", "--si", cwd=seed)
        assert rutaplan("fmt", "--revisar", cwd=seed).code == 0
        kept = shutil.copytree(seed, ready[""][0] / begin, symlinks=True)
        ready[begin] = (kept, said(seed, rutaplan))
    elif begin == "ejemplo":
        shutil.rmtree(seed)
        shutil.copytree(ready[begin][0], seed, symlinks=True)
    return ready[begin][1]


def table(plan: Path, *rows: str) -> str:
    (plan / "tabla.csv").write_text(CSV + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return "tabla.csv"


def word_form(_: Path) -> str:
    return str(ROOT / "data" / "fuentes" / "formulario-grupo-1-retorno.txt")


ORDERS: dict[str, Callable[[Path], tuple[str, ...]]] = {
    "new": lambda _: (*NEW, "--texto", "Revisar lo que dice el acuerdo."),
    "new with all": lambda _: (*NEW, "--texto", "Revisar: «no», 12:30, y más.", "--plazo", "12", "--institucion", "oim"),
    "new with nothing": lambda _: NEW,
    "new with a group and a priority": lambda _: (*NEW, "--grupo", "g1-retorno", "--prioridad", "sí"),
    "new with a new institution": lambda _: (*NEW, "--institucion", FRESH, "--instituciones-nuevas", "Honduras"),
    "set": lambda _: (
        "set", "RET-N-01", "plazo=6", "instituciones=oim, hn-inm", "notas=12:30", "producto=Dos\nlíneas.",
        "acordado.fecha=2027-03-01", "acordado.documento=no", "alineacion.ods=8.7", "prioridad=no", "--si",
    ),
    "set for a filter": lambda _: ("set", "--eje", "retorno", "plazo=6", "--si"),
    "set the workshop": lambda _: ("set", "taller", "documentos.papel=a4", "plenaria.minutos=9", "--si"),
    "set a group": lambda _: (
        "set", "g1-retorno", "participantes+=Ana Ejemplo Uno, Directora: sí, OIM", "ponente=Ana Ejemplo Uno", "--si"
    ),
    "set an institution": lambda _: ("set", "oim", "sigla=NO", "otros_nombres+=Una: organización", "--si"),
    "set another institution": lambda _: ("set", "hn-una-nueva", f"nombre={FRESH}", "pais=Honduras", "tipo=cancilleria", "--si"),
    "set to a new institution": lambda _: (
        "set", "RET-N-01", f"instituciones+={FRESH}", "--instituciones-nuevas", "Honduras", "--si"
    ),
    "set and take away": lambda _: ("set", "g1-retorno", "ponente=por_definir", "--si"),
    "set, less of a list": lambda _: ("set", "oim", "otros_nombres+=Una: organización", "--quitar", "sigla", "--si"),
    "set what is decided": lambda _: ("set", "RET-N-01", "estado=descartada", "motivo=Se unió: a otra.", "--si"),
    "set for a phase": lambda _: ("set", "taller", "fase=taller", "documentos.estado=borrador", "--si"),
    "rename an action": lambda _: ("rename", "RET-N-01", "RET-N-40", "--si"),
    "rename --libre": lambda _: ("rename", "--libre", "RET-R-01", "--si"),
    "rename an institution": lambda _: ("rename", "hn-inm", "hn-un-nombre-mucho-mas-largo-que-el-de-antes", "--si"),
    "fmt": lambda _: ("fmt", "--si"),
    "schema": lambda _: ("schema",),
    "render": lambda _: ("render", "matriz", "--formato", "md"),
    "import plazos": lambda plan: ("import", table(plan, "RET-N-01,,,,7,", "RET-N-03,,,,9,"), "--si"),
    "import an action": lambda plan: (
        "import", table(plan, ",Publicar lo que dice el acuerdo: no.,Nacional,Retorno,24,OIM"), "--si"
    ),
    "import what two sides say": lambda plan: (
        "import", table(plan, "RET-N-01,Otro texto: distinto.,,,7,"), "--preferir", "papel", "--si"
    ),
    "import what fits nothing": lambda plan: (
        "import", table(plan, "RET-N-01,,,,cuando se pueda,todas las que quieran"), "--a-notas", "--si"
    ),
    "import an institution": lambda plan: (
        "import", table(plan, f",Publicar una guía del acuerdo.,Nacional,Retorno,24,{FRESH}"),
        "--instituciones-nuevas", "Honduras", "--si",
    ),
    "import by columns": lambda plan: (
        "import", table(plan, ",Publicar una guía del acuerdo.,Nacional,Retorno,24,OIM"), "--columna", "texto=B",
        "--columna", "plazo_meses=5", "--grupo", "g1-retorno", "--si",
    ),
    "import the form": lambda plan: ("import", word_form(plan), "--si"),
}  # fmt: skip


def said(plan: Path, rutaplan: Rutaplan) -> Counter[tuple[str, str]]:
    """What validate says, but what a person's own values bring."""
    found = json.loads(rutaplan("validate", "--estricto", "--formato", "json", cwd=plan).out)["hallazgos"]
    own = (
        "ACC",
        "NIV",
        "PLZ",
        "INS",
        "GRP04",
    )  # what is said of texts, of how long they are, of what is undecided
    return Counter(
        (each["codigo"], each["archivo"])
        for each in found
        if each["gravedad"] in {"error", "aviso"} and not each["codigo"].startswith(own)
    )


@each_with_each(name=ORDERS, begin=["seed", "ejemplo"])
def test_nothing_new_is_said(
    name: str,
    begin: str,
    ready: Ready,
    seed: Path,
    rutaplan: Rutaplan,
) -> None:
    before = begun(begin, ready, seed, rutaplan)
    assert "ESQ10" not in {code for code, _ in before}
    done = rutaplan(*ORDERS[name](seed), cwd=seed)
    assert done.code in {0, 1}, done.err
    told = rutaplan("fmt", "--revisar", cwd=seed)
    assert (told.code, told.out) == (0, "")
    assert said(seed, rutaplan) - before == Counter()


def test_a_group_that_comes_with_a_form_makes_no_schema_stale(tmp_path: Path, rutaplan: Rutaplan) -> None:
    """A workshop of its own, its form, and nothing to repair by hand afterwards."""
    rutaplan(
        "init", "t", "--eje", "Retorno", "--nivel", "Nacional", "--nivel", "Regional", "--si", cwd=tmp_path
    )
    plan = tmp_path / "t"
    group = plan / "data" / "grupos" / "g1-retorno.yaml"
    group.unlink()
    rutaplan("schema", cwd=plan)
    before = said(plan, rutaplan)
    done = rutaplan("import", word_form(plan), "--si", cwd=plan)
    assert "Escrito" in done.err, done.out + done.err
    assert said(plan, rutaplan) - before == Counter()
    assert rutaplan("fmt", "--revisar", cwd=plan).out == ""


@pytest.mark.parametrize(
    "titulo", ["no", "12:30", "2027-01-01", "ON", "1e3", "null", "~ a", "a: b", "0x1F", "N", "2027"]
)
def test_what_init_is_told_is_in_its_shape(tmp_path: Path, rutaplan: Rutaplan, titulo: str) -> None:
    assert rutaplan("init", "t", "--titulo", titulo, "--ciudad", titulo, "--si", cwd=tmp_path).code == 0
    assert rutaplan("fmt", "--revisar", cwd=tmp_path / "t").code == 0


def test_a_sheet_that_was_out_of_shape_is_changed_where_it_must_and_nowhere_else(
    seed: Path, rutaplan: Rutaplan
) -> None:
    path = accion(seed, "RET-N-01")
    edit(path, "plazo_meses: por_definir", "plazo_meses:   por_definir")
    before = path.read_text("utf-8")
    rutaplan("import", str(seed / table(seed, "RET-N-01,,,,7,")), "--si", cwd=seed)
    assert path.read_text("utf-8") == before.replace("plazo_meses:   por_definir", "plazo_meses: 7")


def test_schemas_of_an_older_version_are_made_whole_by_who_writes(seed: Path, rutaplan: Rutaplan) -> None:
    """What an older version wrote lacks the file to which the others refer."""
    (seed / "esquemas" / "ids.json").unlink()
    edit(seed / "esquemas" / "accion.json", "Versión ", "Huella: 9")
    assert rutaplan(*NEW, cwd=seed).code == 0
    assert "ESQ10" not in rutaplan("validate", cwd=seed).out


@pytest.mark.parametrize(
    "more", [(), ("--catalogo", "crm"), ("--pais", "HN", "--minutos", "7", "--eje", "Salud: no=SAL")]
)
@pytest.mark.parametrize("desde", [False, True])
def test_a_new_folder_has_nothing_to_repair(
    tmp_path: Path, rutaplan: Rutaplan, more: tuple[str, ...], *, desde: bool
) -> None:
    form = ("--desde", word_form(tmp_path)) if desde else ()
    assert rutaplan("init", "t", *form, *more, "--si", cwd=tmp_path).code == 0
    assert rutaplan("fmt", "--revisar", cwd=tmp_path / "t").out == ""
    assert not {code for code, _ in said(tmp_path / "t", rutaplan)} & {"ESQ10", "YML01", "REF01"}


def test_two_actions_of_one_number_are_set_apart(seed: Path, rutaplan: Rutaplan) -> None:
    twin = accion(seed, "RET-N-01")
    text = twin.read_text("utf-8").replace("RET-N-01", "RET-N-02")
    before = said(seed, rutaplan)
    accion(seed, "RET-N-02").unlink()
    accion(seed, "RET-N-02").write_text(text, encoding="utf-8")
    rutaplan("rename", "--libre", "RET-N-02", "--si", cwd=seed)
    assert rutaplan("fmt", "--revisar", cwd=seed).out == ""
    assert "ESQ10" not in {code for code, _ in said(seed, rutaplan) - before}


@pytest.mark.parametrize("linked", ["esquemas", "esquemas/ids.json"])
@pytest.mark.parametrize(
    "order",
    [
        ("set", "oim", "nombre=Otro nombre", "--si"),
        ("rename", "hn-inm", "hn-migracion", "--si"),
    ],
    ids=lambda order: order[0],
)
def test_schemas_behind_a_link_are_never_left_stale(
    seed: Path, tmp_path: Path, rutaplan: Rutaplan, linked: str, order: tuple[str, ...]
) -> None:
    """What would make them stale is refused whole, and says why; the rest is written as ever."""
    aside = (seed / linked).rename(tmp_path / "aparte")
    (seed / linked).symlink_to(aside)
    whole = {path: path.read_bytes() for path in seed.rglob("*.yaml")}
    done = rutaplan(*order, cwd=seed)
    assert done.code == 2
    assert "detrás de un enlace; ponga ahí la carpeta o el archivo mismo" in done.err
    assert {path: path.read_bytes() for path in seed.rglob("*.yaml")} == whole
    assert rutaplan("set", "RET-N-01", "plazo=7", "--si", cwd=seed).code == 0
