"""What the rules say of time: each contradiction planted in the made history is found, and nothing else is."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from helpers.calls import Rutaplan, edit
from helpers.history import CORTES, RONDAS, SIN_REPORTE, History, history, repository, write
from helpers.truth import Files

from rutaplan.derive.seguimiento import follow
from rutaplan.derive.vencimiento import vencimiento
from rutaplan.files import RawFile
from rutaplan.load import build
from rutaplan.plan import Plan
from rutaplan.rules import catalogue, check

CODES = {
    "antes": "EST03",
    "futuro": "EST04",
    "sin_evidencia": "EST05",
    "ajeno": "EST06",
    "retirada": "EST07",
    "retirada_sin_fecha": "EST08",
    "deshecho": "EST09",
    "callada": "EST10",
    "cambiado": "EST11",
    "borrado": "EST11",
    "sin_motivo": "EST01",
}
NOW = CORTES[-1]


def plan_of(files: Files) -> Plan:
    made, told = build([RawFile(path, path[5:], text) for path, text in files.items()], prefix="data/")
    assert told == []
    return made


def at_tag(made: History, tag: str) -> Files:
    """The files as the commit of a tag of the main branch left them."""
    files: Files = {}
    for commit in made.commits[: made.tags[tag] + 1]:
        for path, text in commit.changes.items() if commit.branch == "main" else ():
            files = (
                {**files, path: text} if text is not None else {p: t for p, t in files.items() if p != path}
            )
    return files


def found(plan: Plan) -> set[tuple[str, str, str]]:
    """The findings of the family: code, file, field."""
    return {
        (each.code, each.place.path, str(each.loc[0]) if each.loc else "")
        for each in check(plan)
        if each.code.startswith("EST")
    }


@pytest.mark.parametrize("planted", [True, False])
def test_each_contradiction_is_found_where_it_was_planted(*, planted: bool) -> None:
    made = history(planted=planted)
    before = plan_of(at_tag(made, f"ronda-{RONDAS[0]}"))
    plan = replace(plan_of(made.head), corte=NOW, antes=before)
    assert found(plan) == {(CODES[each.kind], each.path, each.campo) for each in made.planted}
    assert {"EST04", "EST10", "EST11"}.isdisjoint(code for code, _, _ in found(plan_of(made.head)))


@pytest.mark.programas
@pytest.mark.parametrize("planted", [True, False])
def test_since_a_round_only_what_came_after_it_is_told(
    tmp_path: Path, rutaplan: Rutaplan, *, planted: bool
) -> None:
    made = history(planted=planted)
    folder = repository(made, tmp_path / "plan")
    call = ("validate", "--desde", f"ronda-{RONDAS[0]}", "--corte", str(NOW), "--formato", "json")
    told = json.loads(rutaplan(*call, cwd=folder).out)["hallazgos"]
    found = {(each["codigo"], each["archivo"]) for each in told if each["codigo"].startswith("EST")}
    # What was of before, and what the same silence would be at that day without the change.
    before = {"antes", "callada"}
    assert found == {(CODES[each.kind], each.path) for each in made.planted if each.kind not in before}


@pytest.mark.parametrize("planted", [True, False])
@pytest.mark.parametrize("corte", CORTES)
def test_what_was_done_and_what_is_late_is_what_the_script_wrote(corte: object, *, planted: bool) -> None:
    made = history(planted=planted)
    plan = plan_of(made.head)
    (truth,) = [each for each in made.truths if each.corte == corte]
    told = {each.id: follow(plan, each, truth.corte) for each in plan.acciones}
    estados = {
        ident: {body: avance.estado if avance else SIN_REPORTE for body, avance in each.avances.items()}
        for ident, each in told.items()
    }
    assert estados == truth.estados
    late = [each.id for each in plan.acciones if vencimiento(plan, each, truth.corte) == "vencida"]
    assert tuple(sorted(late)) == truth.vencidas


def test_a_report_that_followed_a_rename_is_the_same(tmp_path: Path, rutaplan: Rutaplan) -> None:
    made = history(planted=False)
    folder = write(made.head, tmp_path / "plan")
    assert rutaplan("rename", "RET-N-10", "RET-N-40", "--si", cwd=folder).code == 0
    assert rutaplan("rename", "mx-inm", "mx-migracion", "--si", cwd=folder).code == 0
    after = {
        path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.glob("data/**/*.yaml")
    }
    assert {path for path in after if "/RET-N-10/" in path or "mx-inm" in path} == set()
    assert sum("/avances/" in path for path in after) == sum("/avances/" in path for path in made.head)
    assert not [
        each for each in found(replace(plan_of(after), antes=plan_of(made.head))) if each[0] == "EST11"
    ]


def test_the_preview_of_a_rename_shows_a_report_that_moves_as_one(tmp_path: Path, rutaplan: Rutaplan) -> None:
    folder = write(history(planted=False).head, tmp_path / "plan")
    out = rutaplan("rename", "RET-N-01", "RET-N-40", "--simular", cwd=folder).out
    moved = (
        "--- data/avances/RET-N-01/2027-06-30-gt-igm.yaml\n+++ data/avances/RET-N-40/2027-06-30-gt-igm.yaml\n"
    )
    assert f"{moved}@@ -1,2 +1,2 @@\n-accion: RET-N-01\n+accion: RET-N-40\n" in out
    assert "(se borra)" not in out


def test_a_report_of_an_action_that_is_gone_says_how_one_is_set_aside(
    tmp_path: Path, rutaplan: Rutaplan
) -> None:
    folder = write(history(planted=False).head, tmp_path / "plan")
    (folder / "data" / "acciones" / "retorno" / "RET-N-01.yaml").unlink()
    out = rutaplan("validate", cwd=folder).out
    reports = [*(folder / "data" / "avances" / "RET-N-01").iterdir()]
    assert out.count("error[REF01]") == len(reports)
    assert "rutaplan set RET-N-01 estado=descartada motivo=..." in out


def test_the_evening_s_rules_are_silent_in_the_months_after_it(seed: Path, rutaplan: Rutaplan) -> None:
    def codes() -> set[str]:
        told = json.loads(rutaplan("validate", "--formato", "json", cwd=seed).out)["hallazgos"]
        return {each["codigo"] for each in told}

    evening = {code for code, page in catalogue().items() if page.fase == "taller"}
    assert evening == {
        "ACC05", "ACC06", "ACC07", "ACC09", "GRP01", "GRP03", "GRP04", "GRP05", "NIV04", "NIV05", "TAL01"
    }  # fmt: skip
    before = codes()
    edit(seed / "data" / "taller.yaml", "plenaria:", "fase: seguimiento\nplenaria:")
    assert codes() == before - evening
    assert before & evening
    assert "Fase: taller\n" in rutaplan("rules", "GRP01", cwd=seed).out
    assert "Fase: seguimiento; solo con --corte\n" in rutaplan("rules", "EST10", cwd=seed).out


def test_what_was_accepted_of_a_silent_rule_is_no_note(seed: Path, rutaplan: Rutaplan) -> None:
    edit(
        seed / "data" / "taller.yaml",
        "plenaria:",
        "fase: seguimiento\naceptados: [{codigo: GRP05, razon: x}, {codigo: EST10, razon: x}]\nplenaria:",
    )
    assert "ACE02" not in rutaplan("validate", "--detalle", cwd=seed).out


def test_the_day_is_one_that_exists(untouched: Path, rutaplan: Rutaplan) -> None:
    done = rutaplan("validate", "--corte", "2027-02-30", cwd=untouched)
    assert (done.code, "--corte: «2027-02-30» no es una fecha que exista" in done.err) == (2, True)
