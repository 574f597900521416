"""What an action said before: the old list of reports, and the estados that a report says now."""

import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.calls import Rutaplan, accion, edit

OLD = """\
avances:
  - {fecha: 2027-03-31, estado: en_ejecucion, texto: 'Borrador: "en consulta".', reporta: hn-inm, evidencia: https://ejemplo.org/x}
  - fecha: 2027-03-31
    estado: cumplida
    texto: Aprobado.
    reporta: hn-inm
  - {fecha: 2027-04-01, estado: propuesta, texto: Llame al +504 2222 3333.}
  - {fecha: marzo, estado: acordada, texto: Nada., reporta: ../../INM}
  - una palabra
"""
ACCION = "RET-N-01"


@pytest.fixture
def told(seed: Path, rutaplan: Rutaplan) -> Callable[[str], list[dict[str, str]]]:
    """What validate says of the action once some lines are added to it."""

    def call(lines: str) -> list[dict[str, str]]:
        path = accion(seed, ACCION)
        path.write_text(path.read_text("utf-8") + lines, "utf-8")
        found = json.loads(rutaplan("validate", "--formato", "json", cwd=seed).out)["hallazgos"]
        return [each for each in found if each["codigo"] == "ESQ11"]

    return call


def test_each_old_report_is_told_with_the_command_that_keeps_it(
    seed: Path, rutaplan: Rutaplan, told: Callable[[str], list[dict[str, str]]]
) -> None:
    found = told(OLD)
    folder = f"data/avances/{ACCION}"
    assert {each["esperado"] for each in found} == {f"un archivo en {folder}/"}
    mends = [each["arreglo"] for each in found]
    assert not mends[0].startswith("decida")
    assert not mends[1].startswith("decida")
    estado = "qué estado reporta (no_iniciada, en_ejecucion, cumplida o suspendida)"
    assert mends[2].startswith(f"decida antes quién reporta y {estado}; después dé esta orden")
    assert mends[3].startswith(f"decida antes de qué día es y quién reporta y {estado};")
    out = rutaplan("validate", cwd=seed).out
    assert "2222" not in out
    assert "el mismo texto, sin el dato personal" in out

    # What it advises is done, letter by letter; nothing is written over.
    for mend in mends[:2]:
        program, *arguments = shlex.split(mend.rpartition(": rutaplan ")[2])
        assert program == "avance"
        assert rutaplan("avance", *arguments, "--si", cwd=seed).code == 0
    edit(accion(seed, ACCION), OLD, "")
    done = rutaplan("validate", cwd=seed)
    assert (done.code, "error[" in done.out) == (0, False), done.out
    kept = [
        path.read_text("utf-8") for path in sorted((seed / folder).iterdir(), key=lambda path: len(path.name))
    ]
    assert [path.name for path in sorted((seed / folder).iterdir())] == [
        "2027-03-31-hn-inm-2.yaml", "2027-03-31-hn-inm.yaml"
    ]  # fmt: skip
    first, second = kept
    assert first.endswith(
        "\nestado: en_ejecucion\ntexto: 'Borrador: \"en consulta\".'\nevidencia: [https://ejemplo.org/x]\n"
    )
    assert second.endswith("\nreporta: hn-inm\nestado: cumplida\ntexto: Aprobado.\n")


@pytest.mark.parametrize("value", ["no_consta", "[]", "{a: 1}"])
def test_a_list_that_holds_nothing_is_to_be_taken_away(
    told: Callable[[str], list[dict[str, str]]], value: str
) -> None:
    (found,) = told(f"avances: {value}\n")
    assert found["arreglo"] == "borre la clave"


@pytest.mark.parametrize("estado", ["en_ejecucion", "cumplida"])
def test_what_was_done_is_no_estado_of_an_action(seed: Path, rutaplan: Rutaplan, estado: str) -> None:
    path = accion(seed, ACCION)
    path.write_text(path.read_text("utf-8") + f"estado: {estado}\n", "utf-8")
    out = rutaplan("validate", cwd=seed).out
    assert f"encontrado: «{estado}», que lo dice un avance" in out
    assert f"data/avances/ACCION/AAAA-MM-DD-INSTITUCION.yaml, con «estado: {estado}»" in out
