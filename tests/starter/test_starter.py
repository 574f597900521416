"""init: a new workshop's folder is clean at once, and whole or not there."""

import os
import re
import shlex
from pathlib import Path, PurePosixPath

import pytest
import yaml
from helpers import installed
from helpers.calls import SEED, Rutaplan
from helpers.interviews import interview
from hypothesis import given
from hypothesis import strategies as st

from rutaplan.edit import EditError
from rutaplan.load import load
from rutaplan.model import Catalogos, fields
from rutaplan.schema import modeline
from rutaplan.starter import EJES, NIVELES, propose

FILES = [
    ".gitattributes",
    ".github/CODEOWNERS",
    ".github/pull_request_template.md",
    ".github/workflows/plan.yaml",
    ".gitignore",
    ".pre-commit-config.yaml",
    ".vscode/extensions.json",
    ".vscode/settings.json",
    "AGENTS.md",
    "README.md",
    "data/catalogos.yaml",
    "data/grupos/g1-retorno.yaml",
    "data/grupos/g2-integracion.yaml",
    "data/instituciones.yaml",
    "data/taller.yaml",
    *(
        f"esquemas/{name}.json"
        for name in ("accion", "avance", "catalogos", "grupo", "ids", "instituciones", "taller")
    ),
    "herramienta/limites.txt",
]


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("option", "nombre"), [("--eje", "Eje {}"), ("--nivel", "Nivel {}"), ("--eje", "Aa {}")]
)
def test_sixty_names_alike_have_siglas_of_their_own(
    tmp_path: Path, rutaplan: Rutaplan, option: str, nombre: str
) -> None:
    names = [part for number in range(1, 61) for part in (option, nombre.format(number))]
    assert rutaplan("init", "t", *names, "--si", cwd=tmp_path).code == 0
    assert rutaplan("validate", cwd=tmp_path / "t").code == 0


def test_it_is_clean_at_once(tmp_path: Path, rutaplan: Rutaplan) -> None:
    done = rutaplan("init", "taller", "--eje", "Retorno", "--eje", "Integración", "--si", cwd=tmp_path)
    assert done.code == 0
    folder = tmp_path / "taller"
    assert files(folder) == FILES
    for name in FILES:
        if name.startswith("data/"):
            first = (folder / name).read_text(encoding="utf-8").partition("\n")[0]
            assert first == modeline(name.removeprefix("data/"))
    found = rutaplan("validate", cwd=folder)
    assert found.code == 0
    assert found.out.splitlines()[-1].startswith("0 acciones · 0 errores · 0 avisos")
    assert rutaplan("fmt", "--revisar", cwd=folder).code == 0
    assert rutaplan("render", "matriz", "--formato", "html", cwd=folder).code == 0
    for eje, ident in (("retorno", "RET-N-01"), ("integracion", "INT-N-01")):
        done = rutaplan("new", "--eje", eje, "--nivel", "nacional", "--si", cwd=folder)
        assert (done.code, done.out.splitlines()[-1]) == (0, ident), (
            "numbers begin at 01, in the group of the eje"
        )
    assert rutaplan("validate", cwd=folder).code == 0


NEEDED = {"paises", "tipos_institucion"}


@pytest.mark.parametrize("catalogo", ["", "crm", "CRM"])
def test_the_catalogue_of_migration_comes_when_it_is_asked_for(
    tmp_path: Path, rutaplan: Rutaplan, catalogo: str
) -> None:
    asked = ("--catalogo", catalogo) if catalogo else ()
    assert rutaplan("init", "t", *asked, "--si", cwd=tmp_path).code == 0
    plan = load(tmp_path / "t" / "data")[0]
    filled = {name for name in fields(Catalogos) if getattr(plan.catalogos, name)} - {"fuentes"}
    assert filled == NEEDED if not catalogo else filled > NEEDED
    assert bool(plan.institucion_by_id) is bool(catalogo)
    assert len(plan.catalogos.paises) == len(load(SEED)[0].catalogos.paises)
    told = (tmp_path / "t" / "data" / "catalogos.yaml").read_text("utf-8")
    assert ("PMM" in told or "pmm:\n" in told) is bool(catalogo)
    assert rutaplan("validate", cwd=tmp_path / "t").code == 0
    assert rutaplan("fmt", "--revisar", cwd=tmp_path / "t").code == 0


def test_the_first_institution_is_written_as_the_file_says(tmp_path: Path, rutaplan: Rutaplan) -> None:
    assert rutaplan("init", "t", "--si", cwd=tmp_path).code == 0
    path = tmp_path / "t" / "data" / "instituciones.yaml"
    head, *lines = path.read_text("utf-8").splitlines()
    example = [line.removeprefix("# ") for line in lines[lines.index("#") + 1 : -1]]
    assert lines[-1] == "{}"
    path.write_text("\n".join([head, *example, ""]), "utf-8")
    assert rutaplan("schema", cwd=tmp_path / "t").code == 0
    assert rutaplan("validate", "--falla", "aviso", cwd=tmp_path / "t").code == 0
    assert rutaplan("list", "--instituciones", "--formato", "ids", cwd=tmp_path / "t").out == "hn-sesal\n"


def test_the_readme_says_what_works(tmp_path: Path, rutaplan: Rutaplan) -> None:
    """Every order of the new folder's README is one, and those that change a plan do what they say."""
    assert rutaplan("init", "t", "--si", "--catalogo", "crm", cwd=tmp_path).code == 0
    text = (tmp_path / "t" / "README.md").read_text("utf-8")
    orders = [shlex.split(each) for each in re.findall(r"`rutaplan ([^`]+)`", text)]
    assert {order[0] for order in orders} >= {"import", "set", "new", "validate", "render", "list", "schema"}
    assert rutaplan("new", "--eje", "general", "--nivel", "n", "--si", cwd=tmp_path / "t").code == 0
    named = {"ID": "GEN-N-01", "GRUPO": "g1-general"}
    for order in (order for order in orders if order[0] == "set"):
        said = [named.get(each, each).replace("institución", "OIM").replace("...", "Algo.") for each in order]
        done = rutaplan(*said, "--simular", cwd=tmp_path / "t")
        assert done.code == 0, done.err
        assert done.out


def test_an_assistant_is_given_orders_that_work(tmp_path: Path, rutaplan: Rutaplan) -> None:
    assert rutaplan("init", "t", "--si", cwd=tmp_path).code == 0
    text = (tmp_path / "t" / "AGENTS.md").read_text("utf-8")
    assert len(text.splitlines()) < 50
    for thing in ("plazo", "institución", "fecha", "persona", "por_definir"):
        assert thing in text
    for order in {each.partition(" ")[0] for each in re.findall(r"`rutaplan ([^`]+)`", text)}:
        assert rutaplan(order, "--help", cwd=tmp_path).code == 0


def test_nobody_owns_a_thing_until_somebody_says_who(tmp_path: Path, rutaplan: Rutaplan) -> None:
    assert rutaplan("init", "t", "--si", cwd=tmp_path).code == 0
    lines = (tmp_path / "t" / ".github" / "CODEOWNERS").read_text("utf-8").splitlines()
    assert all(line.startswith("#") for line in lines)
    owned = [line.split()[1] for line in lines if line.startswith("# /data/avances/") and "inm" in line]
    reports = ["2027-06-30-hn-inm.yaml", "2027-06-30-hn-inm-2.yaml"]
    others = ["2027-06-30-gt-hn-inm.yaml", "2027-06-30-hn-inm-sur.yaml", "2027-06-30-oim.yaml"]
    for name, is_owned in [*((each, True) for each in reports), *((each, False) for each in others)]:
        assert any(PurePosixPath(f"/data/avances/SAL-N-01/{name}").match(each) for each in owned) is is_owned


def test_what_is_said_is_written(tmp_path: Path, rutaplan: Rutaplan) -> None:
    order = [
        "init",
        "t",
        "--titulo",
        "Un taller: el primero",
        "--objetivo",
        "Probar.",
        "--ciudad",
        "Tegucigalpa",
    ]
    order += [
        "--pais",
        "HN",
        "--eje",
        "Niñez y ñandúes",
        "--nivel",
        "Comunitario",
        "--nivel",
        "Cantonal",
        "--si",
    ]
    assert rutaplan(*order, cwd=tmp_path).code == 0
    taller = load(tmp_path / "t" / "data")[0].taller
    assert (taller.titulo, taller.objetivo) == ("Un taller: el primero", "Probar.")
    assert (taller.ciudad, taller.pais, taller.fecha_inicio) == ("Tegucigalpa", "HN", "por_definir")
    assert [(eje.id, eje.sigla, eje.nombre) for eje in taller.ejes] == [
        ("ninez_y_nandues", "NIN", "Niñez y ñandúes")
    ]
    assert [(nivel.id, nivel.sigla) for nivel in taller.niveles] == [
        ("comunitario", "C"),
        ("cantonal", "CA"),
    ]


SIGLAS = {
    ("Salud", "Salud mental", "Salud materna"): ("SAL", "SME", "SMA"),
    ("Retorno", "Retorno=RTO", "Retorno digno"): None,
    ("Retorno=RTO", "Retorno digno"): ("RTO", "RET"),
    ("Retorno digno", "Retorno=RET"): ("RDI", "RET"),
    ("Agua", "Aguas", "Agua y suelo"): ("AGU", "AGUA", "ASU"),
    ("Ú", "Úa"): ("UXX", "UAX"),
}


@pytest.mark.parametrize("nombres", SIGLAS)
def test_siglas_are_of_their_own(nombres: tuple[str, ...]) -> None:
    if SIGLAS[nombres] is None:
        with pytest.raises(EditError, match="no repetirse"):
            propose(nombres, EJES)
        return
    assert tuple(each.sigla for each in propose(nombres, EJES)) == SIGLAS[nombres]


@given(st.lists(st.text("abcñé xyz", min_size=1, max_size=12), min_size=1, max_size=12))
def test_no_two_siglas_are_one(nombres: list[str]) -> None:
    for kind in (EJES, NIVELES):
        try:
            found = propose(nombres, kind)
        except EditError:
            continue
        siglas = [each.sigla for each in found]
        assert len({*siglas}) == len(siglas) == len(nombres)
        assert all(re.fullmatch(kind.sigla, each) for each in siglas)


def test_ci_only_reads(tmp_path: Path, rutaplan: Rutaplan) -> None:
    rutaplan("init", "t", "--si", cwd=tmp_path)
    flow = yaml.safe_load((tmp_path / "t" / ".github" / "workflows" / "plan.yaml").read_text("utf-8"))
    assert flow["permissions"] == {"contents": "read"}
    assert set(flow[True]) == {"pull_request", "push"}  # YAML 1.1 reads on as true
    runs = [step["run"] for step in flow["jobs"]["plan"]["steps"] if "run" in step]
    assert not any("${{" in run for run in runs)  # what a stranger typed would be run
    lines = [line.strip() for run in runs for line in run.splitlines()]
    orders = [
        line.removeprefix("rutaplan ").partition(" || ")[0] for line in lines if line.startswith("rutaplan ")
    ]
    base = '${GITHUB_BASE_REF:+--desde "origin/$GITHUB_BASE_REF"}'
    assert [each for each in orders if "$" in each] == [
        f'validate --formato md {base} >> "$GITHUB_STEP_SUMMARY"',
        f"validate --formato github {base}",
    ]
    orders = [each for each in orders if "$" not in each]
    assert orders == ["render --solo-incluidas", "fmt --revisar"]
    for order in orders:
        assert rutaplan(*order.split(), cwd=tmp_path / "t").code == 0


@pytest.mark.programas
def test_what_is_not_of_the_plan_is_named_whatever_its_name(tmp_path: Path, rutaplan: Rutaplan) -> None:
    """As bash does the step, in the branch of a stranger: hooks, templates, papers; names that would be Markdown."""
    rutaplan("init", "t", "--si", cwd=tmp_path)
    folder = tmp_path / "t"
    (step,) = (each["run"] for each in installed.steps(folder) if "if" in each)
    installed.repository(folder)

    def said() -> str:
        summary = tmp_path / "resumen.md"
        summary.write_text("")
        env = {**os.environ, "GITHUB_STEP_SUMMARY": str(summary), "GITHUB_BASE_REF": "main"}
        installed.run("bash", "-e", "-c", step, cwd=folder, env=env)
        return summary.read_text("utf-8")

    assert rutaplan("new", "--eje", "general", "--nivel", "n", "--si", cwd=folder).code == 0
    installed.git(folder, "add", "-A")
    installed.git(folder, "commit", "-q", "-m", "una acción")
    assert said() == ""
    odd = "herramienta/```\n> **Todo bien**"
    papers = ("data/fuentes/acta núm 1.pdf", "data/fuentes/x.yaml", "esquemas/x.sh")
    for name in (odd, "templates/matriz.html.j2", *papers, ".github/workflows/plan.yaml"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("x", "utf-8")
    installed.git(folder, "add", "-A")
    installed.git(folder, "commit", "-q", "-m", "lo demás")
    before, listed, after = said().split("```")
    assert (before.count("\n"), after.strip()) == (2, "")
    assert listed.strip().splitlines() == [
        ".github/workflows/plan.yaml",
        *papers,
        r'"herramienta/\n> **Todo bien**"',
        "templates/matriz.html.j2",
    ]
    for number in range(400):
        (folder / f"a{number:0200}").touch()
    installed.git(folder, "add", "-A")
    installed.git(folder, "commit", "-q", "-m", "mucho")
    assert "Y más: mire la lista de archivos" in said(), "what is cut off is not hidden"
    installed.git(folder, "update-ref", "-d", "refs/remotes/origin/main")
    assert "No se sabe qué cambia" in said()


REFUSED = {
    ("--eje", "123"): "«123» no sirve de nombre de un eje",
    ("--eje", "Uno", "--eje", "uno"): "no repetirse",
    ("--pais", "XX"): "XX",
    ("--pais", "Hondura"): "lo más parecido es «Honduras»",
    ("--pais", "Honduras y Belice"): "más de un país",
    ("--minutos", "mucho"): "--minutos: «mucho» no son minutos enteros, de 1 a 60",
    ("--minutos", "61"): "de 1 a 60",
    ("--eje", "Salud=SALUD"): "de dos a cuatro letras",
    ("--eje", "Uno=AB", "--eje", "Dos=ab"): "no repetirse",
    ("--nivel", "Cantonal=C4"): "de una a tres letras",
    ("--catalogo", "otro"): "crm",
    ("--titulo", "a\u202eb"): "no se pueden imprimir",
    ("--titulo", "¿?"): "no tiene letras",
    ("--ciudad", "a" * 300): "200",
}


@pytest.mark.parametrize("options", REFUSED)
def test_what_is_wrong_is_told_and_nothing_is_written(
    tmp_path: Path, rutaplan: Rutaplan, options: tuple[str, ...]
) -> None:
    done = rutaplan("init", "t", *options, "--si", cwd=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert REFUSED[options] in done.err.replace("\n", " ")
    assert not (tmp_path / "t").exists()


def test_a_folder_in_use_is_refused(tmp_path: Path, rutaplan: Rutaplan) -> None:
    (tmp_path / "t" / ".git").mkdir(parents=True)
    assert rutaplan("init", "t", "--si", cwd=tmp_path).code == 0
    done = rutaplan("init", "t", "--si", cwd=tmp_path)
    assert (done.code, done.err) == (2, "Error: La carpeta «t» no está vacía: indique una nueva.\n")
    (tmp_path / "archivo").touch()
    (tmp_path / "enlace").symlink_to(tmp_path / "otra")
    for name in ("archivo", "enlace"):
        assert "no es una carpeta" in rutaplan("init", name, "--si", cwd=tmp_path).err


def test_in_a_repository_of_others_it_says_what_nobody_reads_there(
    tmp_path: Path, rutaplan: Rutaplan
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "planes" / "propio" / ".git").mkdir(parents=True)
    assert "working-directory: planes/t}" in rutaplan("init", "planes/t", "--si", cwd=tmp_path).err
    assert "otro repositorio" not in rutaplan("init", "planes/propio", "--si", cwd=tmp_path).err


def test_in_a_pipe_it_neither_asks_nor_writes(tmp_path: Path, rutaplan: Rutaplan) -> None:
    assert rutaplan("init", "t", cwd=tmp_path).code == 2
    done = rutaplan("init", "t", "--simular", cwd=tmp_path)
    assert done.code == 0
    assert "t/data/taller.yaml\n" in done.out
    assert list(tmp_path.iterdir()) == []


def test_one_that_was_killed_is_finished(
    tmp_path: Path, rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rutaplan import changes
    from rutaplan import files as disk

    order = ("init", "t", "--eje", "Retorno", "--eje", "Integración", "--si")
    beside = [name for name in FILES if not name.startswith(("data/", "esquemas/"))]  # these go first
    written = 0

    def failing(path: Path, content: bytes, *, fresh: bool = False) -> None:
        nonlocal written
        written += 1
        if written == len(beside) + 1:
            raise KeyboardInterrupt
        disk.write_bytes(path, content, fresh=fresh)

    with monkeypatch.context() as patch:
        patch.setattr(changes, "write_bytes", failing)
        done = rutaplan(*order, cwd=tmp_path)
    assert done.code == 130
    assert "Quedó a medias" in done.err
    assert 1 < len(files(tmp_path / "t")) < len(FILES)
    done = rutaplan(*order, cwd=tmp_path)
    assert done.code == 0
    assert "Se terminaron ahora" in done.err
    assert len(files(tmp_path / "t")) == len(FILES)
    assert rutaplan("validate", cwd=tmp_path / "t").code == 0


ANSWERS = [
    "El título",
    "",
    "Tegucigalpa",
    "Narnia",
    "honduras",
    "Salud, salud",
    "Salud, Salud mental",
    "",
    "SALUD",
    "sal",
]
ANSWERS += ["smm", "Individual, Comunitario", "", "", "siete", "7 minutos"]


@pytest.mark.programas
def test_on_a_terminal_it_asks_until_it_understands(tmp_path: Path) -> None:
    answers = [each for each in ANSWERS if each not in {"SALUD", "sal"}]
    done = interview(tmp_path, ["init", "t"], [*answers, "s"])
    assert done.code == 0, done.out
    for reason in ("no es un país", "no repetirse", "no son minutos enteros"):
        assert reason in done.out
    taller = load(tmp_path / "t" / "data")[0].taller
    assert (taller.titulo, taller.objetivo, taller.ciudad) == ("El título", "por_definir", "Tegucigalpa")
    assert (taller.pais, taller.plenaria.minutos) == ("HN", 7)
    assert [eje.sigla for eje in taller.ejes] == ["SAL", "SMM"]
    assert [(nivel.nombre, nivel.sigla) for nivel in taller.niveles] == [
        ("Individual", "I"),
        ("Comunitario", "C"),
    ]


@pytest.mark.programas
def test_what_was_answered_is_never_lost(tmp_path: Path, rutaplan: Rutaplan) -> None:
    answers = [each for each in ANSWERS if each not in {"SALUD", "sal"}]
    for number, end in enumerate(("n", "\x03")):
        done = interview(tmp_path, ["init", f"t{number}", "--catalogo", "crm"], [*answers, end])
        assert not (tmp_path / f"t{number}").exists()
        again = re.search(r"^  rutaplan (init .*?)\r?$", done.out, re.MULTILINE)
        assert again, done.out
        assert rutaplan(*shlex.split(again[1]), "--si", cwd=tmp_path).code == 0
        plan = load(tmp_path / f"t{number}" / "data")[0]
        assert [eje.sigla for eje in plan.taller.ejes] == ["SAL", "SMM"]
        assert (plan.taller.pais, plan.taller.plenaria.minutos, plan.taller.titulo) == ("HN", 7, "El título")
        assert plan.institucion_by_id
