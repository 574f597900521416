"""A plan as it was in git: read without a work tree, and what cannot be read is a sentence."""

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from helpers.calls import Rutaplan, accion, edit, program
from helpers.history import RENUMBERED, history, repository
from helpers.papers import made
from helpers.repositories import commit, git
from helpers.repositories import repository as keep

from rutaplan import revisions
from rutaplan.derive.comparing import compare
from rutaplan.load import load
from rutaplan.revisions import RevisionError, State, read_at

pytestmark = pytest.mark.programas
REPORT = (
    "accion: RET-N-01\nfecha: 2027-06-30\nreporta: hn-inm\nestado: cumplida\ntexto: Hecho.\nevidencia: [x]\n"
)


@pytest.fixture(scope="module")
def vida(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made region in git; nobody writes to it."""
    return repository(history(), tmp_path_factory.mktemp("vida"))


@pytest.fixture
def kept(seed: Path) -> Path:
    """The real plan in git, with the tag antes."""
    keep(seed)
    git(seed, "tag", "antes")
    return seed


def told(outcome_json: str) -> dict[str, set[str]]:
    content = json.loads(outcome_json)
    return {each["id"]: {one["campo"] for one in each["cambios"]} for each in content["acciones_cambiadas"]}


def test_what_is_the_same_is_read_once(vida: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = State(*load(vida / "data"))
    asked: list[str] = []
    contents = revisions.git.contents
    monkeypatch.setattr(
        revisions.git,
        "contents",
        lambda top, names: contents(top, [asked.append(name) or name for name in names]),
    )
    then = read_at("ronda-2028-06-30", vida / "data", now)
    assert len(asked) < 5
    same = {accion.id for accion in now.plan.acciones if any(accion is each for each in then.plan.acciones)}
    assert len(same) == 30


@pytest.mark.parametrize(
    "antes", ["plenaria", "ronda-2027-06-30", "ronda-2027-12-31", "ronda-2028-06-30", "main"]
)
def test_two_revisions_are_told_as_their_files_are(
    vida: Path, rutaplan: Rutaplan, tmp_path: Path, antes: str
) -> None:
    """At five dates: without a work tree the same is told as from two folders."""
    for name in {antes, "main"}:
        subprocess.run(
            ["git", "worktree", "add", "-q", "--detach", tmp_path / name, name], cwd=vida, check=True
        )
    revisions_told = json.loads(rutaplan("diff", antes, "main", "--formato", "json", cwd=vida).out)
    folders = rutaplan(
        "diff", str(tmp_path / antes), str(tmp_path / "main" / "data"), "--formato", "json"
    ).out
    for key, value in json.loads(folders).items():
        if key not in {"antes", "ahora"}:
            assert revisions_told[key] == value, key
    now = json.loads(rutaplan("diff", antes, "--formato", "json", cwd=vida).out)
    assert {**now, "ahora": ""} == {**revisions_told, "ahora": ""}
    git(vida, "worktree", "prune")


def test_the_page_takes_two_sheets_at_most(vida: Path) -> None:
    pytest.importorskip("typst")
    now = State(*load(vida / "data"))
    plan = replace(now.plan, antes=read_at("plenaria", vida / "data", now).plan)
    path = vida / "cambios.pdf"
    path.write_bytes(made(plan, "cambios", "pdf")["cambios.pdf"])
    pages = [
        subprocess.run(
            [program("pdftotext"), "-f", str(number), "-l", str(number), path, "-"],
            capture_output=True,
            check=True,
        ).stdout.decode()
        for number in (1, 2)
    ]
    listed = {each.accion for each in history().changes}
    assert {ident for ident in listed if any(ident in page for page in pages)} == listed


def shallow(plan: Path) -> Path:
    commit(plan)
    git(plan.parent, "clone", "-q", "--depth", "1", plan.as_uri(), "corta")
    return plan.parent / "corta"


def without_git(plan: Path) -> Path:
    shutil.rmtree(plan / ".git")
    return plan


def without_plan(plan: Path) -> Path:
    git(plan, "switch", "-q", "--orphan", "otra")
    commit(plan)
    git(plan, "tag", "vacia")
    git(plan, "switch", "-q", "main")
    return plan


SENTENCES: dict[str, tuple[Callable[[Path], Path], str, str]] = {
    "missing": (lambda plan: plan, "no-hay", "«no-hay»: git no tiene esa versión"),
    "an option": (lambda plan: plan, "--", "git no tiene esa versión"),
    "a range": (lambda plan: plan, "antes..HEAD", "escriba las dos versiones separadas por un espacio"),
    "shallow": (shallow, "HEAD~1", "git fetch --unshallow"),
    "no git": (without_git, "antes", "sin git se comparan dos carpetas"),
    "no plan": (without_plan, "vacia", "En «vacia» no había un plan"),
}


@pytest.mark.parametrize("case", SENTENCES)
def test_what_cannot_be_had_is_a_sentence(kept: Path, rutaplan: Rutaplan, case: str) -> None:
    change, revision, said = SENTENCES[case]
    plan = change(kept)
    orders = [("diff", revision), ("render", "cambios", "--desde", revision)]
    orders += [("validate", "--desde", revision)] if case != "no plan" else []  # then all of it is new
    for order in orders if revision != "--" else [("validate", f"--desde={revision}")]:
        done = rutaplan(*order, cwd=plan)
        assert (done.code, done.out) == (2, ""), order
        assert said in done.err, order
        assert done.err.count("\n") == 1


def test_the_folder_of_a_plan_may_have_had_another_name(kept: Path, rutaplan: Rutaplan) -> None:
    git(kept, "mv", "data", "plan")
    commit(kept)
    edit(
        kept / "plan" / "acciones" / "retorno" / "RET-N-01.yaml", "plazo_meses: por_definir", "plazo_meses: 6"
    )
    done = rutaplan("diff", "antes", "--formato", "json", "--datos", "plan", cwd=kept)
    assert told(done.out) == {"RET-N-01": {"plazo_meses"}}
    assert "entonces en data/" in json.loads(done.out)["antes"]


def test_a_plan_in_a_folder_of_a_repository(seed: Path, rutaplan: Rutaplan) -> None:
    keep(seed.parent)
    edit(accion(seed, "RET-N-01"), "plazo_meses: por_definir", "plazo_meses: 6")
    assert told(rutaplan("diff", "HEAD", "--formato", "json", cwd=seed).out) == {"RET-N-01": {"plazo_meses"}}
    assert told(rutaplan("diff", "HEAD", "--formato", "json", cwd=seed / "data").out) == {
        "RET-N-01": {"plazo_meses"}
    }


def test_what_is_strange_in_a_tree_is_told_and_the_rest_compared(kept: Path, rutaplan: Rutaplan) -> None:
    folder = kept / "data" / "acciones" / "retorno"
    (folder / "RET-N-02.yaml").unlink()
    (folder / "RET-N-02.yaml").symlink_to("RET-N-03.yaml")
    (folder / "RET-N-04.yaml").write_bytes(b"\xff\xfe\x00")
    (folder / "RET-N-05.yaml").write_text(f"notas: {'x' * 300_000}\n")
    (folder / "RET-N-06.yaml").write_text("[" * 70_000)
    (folder / "a\nb\u202e.yaml").write_text("x: 1\n")
    (kept / "data" / "grupos" / "Zenobia.yaml").write_text("x: 1\n")
    (kept / "data" / "otra").mkdir()
    keep(kept / "data" / "otra")
    commit(kept)
    git(kept, "tag", "rara")
    git(kept, "reset", "-q", "--hard", "antes")
    edit(accion(kept, "RET-N-01"), "plazo_meses: por_definir", "plazo_meses: 6")
    for formato in ("texto", "md", "json"):
        done = rutaplan("diff", "rara", "--formato", formato, cwd=kept)
        assert done.code == 0
        assert "RET-N-01" in done.out
        assert "Zenobia" not in done.out
        assert "\u202e" not in done.out
    assert told(done.out) == {"RET-N-01": {"plazo_meses"}}
    assert len(json.loads(done.out)["no_leidos"]["antes"]) == 5


def test_too_much_is_refused(kept: Path, rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revisions, "MAX_SHEETS", 30)
    done = rutaplan("diff", "antes", cwd=kept)
    assert (done.code, done.out) == (2, "")
    assert "son demasiadas para leerlas" in done.err


def test_the_ends_of_lines_are_no_change_and_are_not_read_again(kept: Path, rutaplan: Rutaplan) -> None:
    for path in (kept / "data").rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert "No hay cambios." in rutaplan("diff", "antes", cwd=kept).out
    now = State(*load(kept / "data"))
    then = read_at("antes", kept / "data", now)
    assert compare(then.plan, now.plan).is_empty
    assert then.plan.acciones[0] is now.plan.acciones[0]


def test_a_name_of_a_folder_is_a_folder(kept: Path, rutaplan: Rutaplan) -> None:
    shutil.copytree(kept / "data", kept.parent / "otro" / "data")
    other = kept.parent / "otro"
    edit(accion(other, "RET-N-01"), "plazo_meses: por_definir", "plazo_meses: 6")
    for word in (str(other), str(other / "data"), "../otro"):
        assert told(rutaplan("diff", word, "--formato", "json", cwd=kept).out) == {
            "RET-N-01": {"plazo_meses"}
        }
    with pytest.raises(RevisionError, match="no es una carpeta con un plan"):
        revisions.read_side("nada", None)


@pytest.mark.parametrize(
    "name", ["grupos/Zoraida Prueba.yaml", "acciones/.oculto.yaml", "grupos/g1.yml", "otra.yaml"]
)
def test_what_is_out_of_its_place_is_no_news_where_it_lay(kept: Path, rutaplan: Rutaplan, name: str) -> None:
    (kept / "data" / name).write_text("x: 1\n", encoding="utf-8")
    commit(kept)
    told = rutaplan("validate", "--desde", "HEAD", cwd=kept).out
    assert "0 hallazgos nuevos, 0 arreglados; 1 error ya estaba" in told
    assert "Zoraida" not in told


def test_the_timeline_of_an_action(vida: Path, rutaplan: Rutaplan) -> None:
    done = rutaplan("show", RENUMBERED[1], "--historia", cwd=vida)
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()[2:]
    assert lines[:4] == [
        "2027-02-02  Se escribió",
        "2027-03-20  Plazo: por definir → 9 meses, vence el 2 nov 2027.",
        "2027-03-20  Entran: Instituto Mexicano (México); Cancillería de México.",
        "2027-03-20  Acordado: Acta 3, 20 mar 2027.",
    ]
    assert f"2028-04-20  Cambió de id: {RENUMBERED[0]} → {RENUMBERED[1]}." in lines
    assert lines == sorted(lines, key=lambda line: line[:10])
    reports = [each for each in history().changes if (each.accion, each.que) == (RENUMBERED[1], "avance")]
    assert sum("Avance de" in line for line in lines) == len(reports)
    assert "Ejemplo" not in done.out  # who did it is a person


def test_what_git_does_not_have_yet_is_in_the_timeline_too(kept: Path, rutaplan: Rutaplan) -> None:
    edit(accion(kept, "RET-N-01"), "plazo_meses: por_definir", "plazo_meses: 6")
    out = rutaplan("show", "RET-N-01", "--historia", cwd=kept).out
    assert out.splitlines()[-1] == "sin registrar  Plazo: por definir → 6 meses."
    without_git(kept)
    done = rutaplan("show", "RET-N-01", "--historia", cwd=kept)
    assert (done.code, done.err) == (0, "El plan no está en git: de su historia solo se ven los avances.\n")
    assert rutaplan("show", "hn-inm", "--historia", cwd=kept).code == 2


def findings(
    rutaplan: Rutaplan, plan: Path, *options: str
) -> tuple[int, list[tuple[str, str]], dict[str, int]]:
    done = rutaplan("validate", "--formato", "json", *options, cwd=plan)
    content = json.loads(done.out)
    found = [(each["codigo"], Path(each["archivo"]).stem) for each in content["hallazgos"]]
    return done.code, found, content["desde"]


def test_only_what_a_change_brings_is_shown(kept: Path, rutaplan: Rutaplan) -> None:
    """A pull request of one file gets nothing of the others, unless it broke them."""
    code, found, since = findings(rutaplan, kept, "--desde", "antes")
    assert (code, found, since["nuevos"], since["arreglados"]) == (0, [], 0, 0)
    assert since["ya_estaban"] > 66
    path = accion(kept, "RET-N-03")
    edit(path, "plazo_meses: por_definir", "plazo_meses: 6")
    code, found, since = findings(rutaplan, kept, "--desde", "antes")
    assert (code, found) == (0, [("PLZ05", "taller")]), "there is no day to count from: it caused that"
    assert (since["nuevos"], since["arreglados"]) == (1, 1)
    edit(path, "plazo_meses: 6", "plazo_meses: 6 meses")
    assert findings(rutaplan, kept, "--desde", "antes")[:2] == (1, [("PLZ03", "RET-N-03")])
    github = rutaplan("validate", "--formato", "github", "--desde", "antes", cwd=kept).out
    assert [line.partition(",")[0] for line in github.splitlines() if line.startswith("::")] == [
        "::error file=data/acciones/retorno/RET-N-03.yaml"
    ]
    assert "1 hallazgo nuevo, 0 arreglados" in github, "one fault for another mends nothing"


def test_what_a_change_breaks_elsewhere_is_shown_and_old_errors_still_fail(
    kept: Path, rutaplan: Rutaplan
) -> None:
    accion(kept, "RET-R-10").unlink()
    code, found, _ = findings(rutaplan, kept, "--desde", "antes")
    assert code == 1
    assert "RET-N-18" in {stem for _, stem in found}
    commit(kept)
    (kept / "nota.txt").write_text("x")
    commit(kept)
    code, found, since = findings(rutaplan, kept, "--desde", "HEAD~1")
    assert (code, found) == (1, [])
    assert since["errores_que_ya_estaban"] >= 1
    assert "ya estaba" in rutaplan("validate", "--desde", "HEAD~1", cwd=kept).out


def test_a_renumbered_action_brings_none_of_its_old_findings(kept: Path, rutaplan: Rutaplan) -> None:
    assert rutaplan("rename", "RET-N-01", "RET-N-77", "--si", cwd=kept).code == 0
    code, found, since = findings(rutaplan, kept, "--desde", "antes")
    assert (code, found, since["arreglados"]) == (0, [], 0)


def test_a_report_that_was_changed_or_went_is_a_finding(vida: Path, rutaplan: Rutaplan) -> None:
    _, found, _ = findings(rutaplan, vida, "--desde", "ronda-2027-06-30")
    planted = {Path(each.path).stem for each in history().planted if each.kind == "cambiado"}
    assert planted <= {stem for _, stem in found}


def test_a_plan_of_the_first_release_is_compared(kept: Path, rutaplan: Rutaplan) -> None:
    path = accion(kept, "RET-N-01")
    listed = "avances:\n  - {fecha: 2027-06-30, estado: cumplida, texto: Hecho., reporta: hn-inm}\n"
    edit(path, "plazo_meses: por_definir", f"{listed}estado: en_ejecucion\nplazo_meses: por_definir")
    commit(kept)
    git(kept, "tag", "vieja")
    edit(path, f"{listed}estado: en_ejecucion\n", "estado: acordada\n")
    report = kept / "data" / "avances" / "RET-N-01" / "2027-06-30-hn-inm.yaml"
    report.parent.mkdir(parents=True)
    report.write_text(REPORT, "utf-8")
    done = rutaplan("diff", "vieja", "--formato", "json", cwd=kept)
    (each,) = json.loads(done.out)["acciones_cambiadas"]
    assert each["cambios"] == [{"campo": "estado", "antes": "en_ejecucion", "ahora": "acordada"}]
    assert each["avances"] == {"recibidos": [], "cambiados": [], "borrados": []}
    assert findings(rutaplan, kept, "--desde", "vieja")[0] == 0


def test_nothing_of_the_repository_is_run(kept: Path, rutaplan: Rutaplan, tmp_path: Path) -> None:
    run = tmp_path / "corre"
    run.write_text(f"#!/bin/sh\ntouch {tmp_path / 'corrido'}\n")
    run.chmod(0o755)
    (kept / ".gitattributes").write_text("* filter=todo diff=todo\n")
    with (kept / ".git" / "config").open("a") as stream:
        stream.write(
            f'[filter "todo"]\nsmudge = {run}\nclean = {run}\n[diff "todo"]\ntextconv = {run}\ncommand = {run}\n'
        )
        stream.write(
            f"[core]\nfsmonitor = {run}\npager = {run}\n[log]\nshowSignature = true\n[gpg]\nprogram = {run}\n"
        )
    edit(accion(kept, "RET-N-01"), "plazo_meses: por_definir", "plazo_meses: 6")
    assert rutaplan("diff", "antes", cwd=kept).code == 0
    assert rutaplan("show", "RET-N-01", "--historia", cwd=kept).code == 0
    assert not (tmp_path / "corrido").exists()


def test_a_content_that_this_copy_lacks_is_told(kept: Path, rutaplan: Rutaplan) -> None:
    named = git(kept, "rev-parse", "antes:data/acciones/retorno/RET-N-01.yaml").strip()
    (kept / ".git" / "objects" / named[:2] / named[2:]).unlink()
    edit(accion(kept, "RET-N-01"), "plazo_meses: por_definir", "plazo_meses: 6")
    edit(accion(kept, "RET-N-02"), "plazo_meses: por_definir", "plazo_meses: 6")
    done = rutaplan("diff", "antes", "--formato", "json", cwd=kept)
    assert told(done.out) == {"RET-N-02": {"plazo_meses"}}
    assert json.loads(done.out)["no_leidos"] == {"antes": ["acciones/retorno/RET-N-01.yaml"], "ahora": []}
