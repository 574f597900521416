"""Advice that is followed in the plan, not in the document: then the document has no trouble any more."""

import re
import shlex
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from helpers.calls import Rutaplan, accion, edit
from test_advice import Content, consenting, imported, table, typed
from test_kinds import HEAD, word

from rutaplan.importers.meanings.column_titles import field_of
from rutaplan.load import load

COLUMNS = ["Nombre", "Cargo", "Institución"]
FORM = [*HEAD, ["Retorno", "Abrir una ventanilla única.", "6", "OIM"]]
ALIKE = "Dotar recurso humano para los programas de retorno y de atención."
TALLER = "taller.yaml"


def people(*row: str) -> bytes:
    titles = COLUMNS if len(row) == len(COLUMNS) else consenting("")[0]
    return word("GRUPO 1: RETORNO", "Participantes:", [titles, [*row]], FORM)


def member(*who: str) -> list[str]:
    return ["set", "g1-retorno", f"participantes+={', '.join(who)}"]


def change(name: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda plan: edit(plan / "data" / name, old, new)


ANA, EVA = ("Ana López", "Directora", "OIM"), ("Eva Paz", "Directora", "OIM")
Step = Sequence[str] | Callable[[Path], None]
CASES: dict[str, tuple[Sequence[Step], Content, str, Sequence[Step]]] = {
    "another member": (
        [member(*ANA)], people("Luis Paz", "Asesor", "ACNUR"),
        "el grupo ya tiene participantes: los nuevos se pasan a mano", [member("Luis Paz", "Asesor", "ACNUR")],
    ),
    "somebody without a name": (
        [], people("", *ANA[1:]), "hay un participante sin nombre: se pasa a mano", [member(*ANA)],
    ),
    "a speaker who is nobody yet": (
        [], word("GRUPO 1: RETORNO", "Ponente: Ana López", FORM),
        "lo escrito junto a «Ponente» se pasa a mano al plan: no está entre los participantes",
        [member(*ANA), ["set", "g1-retorno", "ponente=Ana López"]],
    ),
    "an answer of two": (
        [member(*ANA), member(*EVA)], people("", *ANA[1:], "Sí"),
        "lo que se responde de publicar el nombre puede ser de más de uno: se cambia a mano",
        [["set", "g1-retorno", f"participantes.{at}.autoriza_publicar=sí"] for at in (1, 2)],
    ),
    "a permission that may be of before": (
        [member(*ANA)], people(*ANA, "Sí"), "si es cierto: rutaplan set GRUPO participantes.1.autoriza_publicar=sí",
        [["set", "g1-retorno", "participantes.1.autoriza_publicar=sí"]],
    ),
    "an action in other words": (
        [], table(Acción=ALIKE), "(se parece a RET-N-03; si es la misma, cambie su texto y no la lleve de nuevo)",
        [["set", "RET-N-03", f"texto={ALIKE}", "plazo=6", "instituciones=oim, mx-sre", "responsable=oim"]],
    ),
    "horizons that nobody decided": (
        [change(TALLER, "  corto: 12", "  corto: por_definir")], table(Plazo="Corto plazo (6 meses)"),
        "dice un horizonte y un número; escriba solo los meses", [],
    ),
}  # fmt: skip


def taken_by(rutaplan: Rutaplan, plan: Path, steps: Sequence[Step]) -> None:
    for step in steps:
        if callable(step):
            step(plan)
        else:
            done = rutaplan(*step, "--si", cwd=plan)
            assert done.code == 0, done.out + done.err


@pytest.mark.parametrize("name", CASES)
def test_what_is_done_in_the_plan_ends_the_trouble(
    seed: Path, tmp_path: Path, rutaplan: Rutaplan, name: str
) -> None:
    before, content, said, steps = CASES[name]
    taken_by(rutaplan, seed, before)
    kind = "csv" if isinstance(content, str) else "docx"
    refused = imported(rutaplan, seed, tmp_path, f"a.{kind}", content)
    assert said in refused.out, refused.out + refused.err
    taken_by(rutaplan, seed, steps)
    content = content if steps else table(Plazo="6")
    taken = imported(rutaplan, seed, tmp_path, f"a.{kind}", content)
    assert (taken.code, said in taken.out) == (0, False), taken.out + taken.err


def test_a_sheet_that_cannot_be_read_is_explained_by_validate(
    seed: Path, tmp_path: Path, rutaplan: Rutaplan
) -> None:
    content = typed(E2=6)(seed).read_bytes()
    edit(accion(seed, "RET-N-01"), "plazo_meses: por_definir", "plazo_meses: [1")
    refused = imported(rutaplan, seed, tmp_path, "a.xlsx", content)
    assert "su archivo no se puede leer; rutaplan validate dice por qué" in refused.out
    assert "acciones/retorno/RET-N-01.yaml" in rutaplan("validate", cwd=seed).out
    edit(accion(seed, "RET-N-01"), "plazo_meses: [1", "plazo_meses: por_definir")
    taken = imported(rutaplan, seed, tmp_path, "a.xlsx", content)
    assert (taken.code, "1 cambiada" in taken.out) == (0, True), taken.out


def test_what_a_new_text_asks_for_is_asked_once(seed: Path, tmp_path: Path, rutaplan: Rutaplan) -> None:
    old = load(seed / "data")[0].accion_by_id["RET-N-18"].texto
    said = "(revise sus erratas; si el de antes era el del formulario, guárdelo en texto_fuente)"
    for text in ("Elaborar protocolos para víctimas de trata.", "Elaborar guías para víctimas de trata."):
        content = typed(D19=text)(seed).read_bytes()
        outcome = imported(rutaplan, seed, tmp_path, "a.xlsx", content)
        assert (outcome.code, said in outcome.out) == (0, text.startswith("Elaborar protocolos"))
        orders = [["set", "RET-N-18", f"texto={text}"], ["set", "RET-N-18", f"texto_fuente={old}"]]
        taken_by(rutaplan, seed, [*orders, ["set", "RET-N-18", "--quitar", "erratas"]])


def test_what_the_group_decided_is_no_proposal_any_more(
    seed: Path, tmp_path: Path, rutaplan: Rutaplan
) -> None:
    path = accion(seed, "RET-N-16")
    edit(path, "sugerido_por:", "prioridad: true\nsugerido_por:\n  prioridad: equipo de ejemplo")
    content = typed(G17="no")(seed).read_bytes()
    outcome = imported(rutaplan, seed, tmp_path, "a.xlsx", content)
    assert "si el grupo lo decidió, quite su entrada de sugerido_por" in outcome.out
    taken_by(rutaplan, seed, [["set", "RET-N-16", "--quitar", "sugerido_por.prioridad"]])
    again = imported(rutaplan, seed, tmp_path, "a.xlsx", content)
    assert ("+ no" in again.out, "sugerido_por" in again.out) == (True, False)


def test_a_group_may_be_named_over_a_table(seed: Path, tmp_path: Path, rutaplan: Rutaplan) -> None:
    for name in ("acciones", "grupos"):
        shutil.rmtree(seed / "data" / name)
    content = table(Eje="Retorno")
    refused = imported(rutaplan, seed, tmp_path, "a.csv", content)
    assert "no dice grupo; escriba encima de la tabla su título, como «GRUPO 1»" in refused.out
    taken = imported(rutaplan, seed, tmp_path, "a.csv", f"GRUPO 1\n{content}")
    assert (taken.code, "1 nueva" in taken.out) == (0, True), taken.out


def test_a_column_is_written_as_it_was_advised(seed: Path, tmp_path: Path, rutaplan: Rutaplan) -> None:
    content = table().replace('"Acción"', '"Acción propuesta"')
    refused = imported(rutaplan, seed, tmp_path, "a.csv", content, "--columna", "Acción propuesta")
    said = 'escriba el campo y el título: texto="Acción propuesta". Campos: texto, plazo, instituciones, nivel, eje, grupo...'
    assert (refused.code, said in refused.err) == (2, True), refused.err
    campos = re.search(r"Campos: ([\w, ]+)", refused.err)
    assert campos
    assert all(map(field_of, campos[1].split(", ")))
    (column,) = shlex.split('texto="Acción propuesta"')
    taken = imported(rutaplan, seed, tmp_path, "a.csv", content, "--columna", column)
    assert (taken.code, "1 nueva" in taken.out) == (0, True), taken.out


def test_a_body_whose_id_is_taken_is_added_as_it_was_advised(
    seed: Path, tmp_path: Path, rutaplan: Rutaplan
) -> None:
    content = table(Instituciones="Ministerio de Salud", Responsable="")
    body = ["pais=HN", "tipo=salud"]
    taken_by(rutaplan, seed, [["set", "hn-ministerio-salud", "nombre=Dirección de Sanidad", *body]])
    refused = imported(rutaplan, seed, tmp_path, "a.csv", content, "--instituciones-nuevas", "HN")
    said = "el id que le tocaría ya es de otra; agréguela con «rutaplan set ID nombre=... pais=... tipo=...»"
    assert said in refused.err
    taken_by(rutaplan, seed, [["set", "hn-salud", "nombre=Ministerio de Salud", *body]])
    taken = imported(rutaplan, seed, tmp_path, "a.csv", content)
    assert (taken.code, "instituciones: hn-salud" in taken.out) == (0, True), taken.out
