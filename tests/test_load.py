"""What could not be read is told once: no rule builds a finding on it, stops at it, or repeats what is private."""

from pathlib import Path

import pytest
from helpers.calls import EJEMPLO, accion, edit
from helpers.reach import pairs

from rutaplan.diagnostics import Diagnostic
from rutaplan.files import RawFile, read_folder
from rutaplan.load import build, load
from rutaplan.rules import check

FULL = """\
id: RET-N-01
eje: retorno
nivel: nacional
grupo: g1-retorno
texto: Revisar los marcos jurídicos y corregir las leies vigentes.
plazo_meses: 12
instituciones: [hn-inm, mx-inm]
erratas: [{dice: leies, debe_decir: leyes}]
titulo_breve: Revisar leyes
responsable: hn-inm
paises: [HN, MX]
ambito: interno
contraparte: [RET-R-02]
depende_de: [RET-N-04]
prioridad: true
temas: [trata_de_personas]
poblaciones: [victimas_de_trata]
alineacion: {pmm: [10], ods: ["8.7"]}
sugerido_por: {temas: equipo}
plazo_desde: taller
producto: Compendio
estado: propuesta
notas: Ninguna
"""
GROUP = """\
id: g1-retorno
numero: 1
nombre: RETORNO
eje: retorno
participantes:
  - {nombre: Persona Uno, cargo: Directora, institucion: hn-inm}
  - {nombre: Persona Dos, cargo: Director, institucion: mx-inm}
ponente: Persona Dos
"""
# Keys without which an action is another one, or is not known to be one.
OTHER_ACTION = {"id"}
JUNK = (" {x: y}", " [{x: y}]", " x", " [1, {a: b}]")


Texts = dict[str, str]
Told = set[tuple[str, str, str]]


@pytest.fixture
def full() -> Texts:
    """The files of a plan whose first action has every key, by name."""
    texts = {file.name: file.text for file in read_folder(EJEMPLO).files}
    return texts | {"acciones/retorno/RET-N-01.yaml": FULL, "grupos/g1-retorno.yaml": GROUP}


def told(texts: Texts) -> Told:
    return found(texts)[1]


def found(texts: Texts) -> tuple[bool, Told]:
    """Whether something could not be read, and what the rules say of the rest."""
    plan, diagnostics = build(
        [RawFile(f"data/{name}", name, text) for name, text in texts.items()], (), "data/"
    )
    return bool(diagnostics), {(d.code, Path(d.place.path).name, d.found) for d in check(plan)}


def broken(text: str, key: str, junk: str) -> str:
    """The text with the value of a top-level key replaced, block and all."""
    kept, dropping = [], False
    for line in text.splitlines():
        if line[:1] not in {"", " ", "#"}:
            dropping = line.startswith(f"{key}:")
            kept += [f"{key}:{junk}"] if dropping else []
        if not dropping:
            kept.append(line)
    return "\n".join(kept) + "\n"


def keys(text: str) -> list[str]:
    return [line.partition(":")[0] for line in text.splitlines() if line[:1] not in {"", " ", "#"}]


@pytest.mark.parametrize("name", ["acciones/retorno/RET-N-01.yaml", "grupos/g1-retorno.yaml"])
def test_a_value_that_cannot_be_read_is_no_ground_for_a_finding(full: Texts, name: str) -> None:
    before = told(full)
    for key, junk in pairs(keys(full[name]), JUNK):
        unread, after = found(full | {name: broken(full[name], key, junk)})
        if unread and key not in OTHER_ACTION:
            built = {finding for finding in after - before if not junk_is_read(finding)}
            assert not built, f"{key}:{junk}"


def junk_is_read(finding: tuple[str, str, str]) -> bool:
    """Of [1, {a: b}] the first half can be read, and is wrong."""
    return finding[2] in {"«1»", "«x»"}


@pytest.mark.parametrize("name", ["taller.yaml", "catalogos.yaml", "instituciones.yaml"])
def test_no_rule_stops_at_what_cannot_be_read(full: Texts, name: str) -> None:
    for key, junk in pairs(keys(full[name]), JUNK):
        assert told(full | {name: broken(full[name], key, junk)}), f"{key} broken, and nothing said"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{id: retorno,", "{id: Retorno,"),
        ("{id: nacional,", "{id: [x],"),
        ("sigla: RET,", "sigla: ret,"),
        ("corto: 12,", "corto: doce,"),
        ("minutos: 5,", "minutos: cinco,"),
    ],
)
def test_one_bad_value_of_the_workshop_does_not_make_many(full: Texts, old: str, new: str) -> None:
    taller = full["taller.yaml"]
    assert old in taller
    after = told(full | {"taller.yaml": taller.replace(old, new, 1)})
    assert {code for code, _, _ in after - told(full)} <= {"NIV01", "NIV02"}


def findings_of(seed: Path, name: str) -> list[Diagnostic]:
    plan, _ = load(seed / "data")
    return [d for d in check(plan) if d.place.path.endswith(name)]


def test_personal_data_is_not_shown_with_its_line(seed: Path) -> None:
    edit(accion(seed, "RET-N-03"), "texto: Dotar", "texto: Con ana.uno@ejemplo.org,  dotar")
    found = findings_of(seed, "RET-N-03.yaml")
    assert {"DAT01", "ACC09"} <= {d.code for d in found}
    assert "ana.uno" not in repr(found)
    assert any(d.place.snippet for d in found)


def test_a_tangle_of_broken_references_is_told_in_linear_time(seed: Path) -> None:
    """Each of 400 actions names one that does not exist, and waits for the next: suggestions and loops have an end."""
    folder = seed / "data" / "acciones" / "retorno"
    text = accion(seed, "RET-N-03").read_text(encoding="utf-8")
    for number in range(100, 500):
        ident, following = f"RET-N-{number}", f"RET-N-{100 + (number - 99) % 400}"
        lines = text.replace("RET-N-03", ident) + f"depende_de: [{following}, RET-N-{number + 5000}]\n"
        (folder / f"{ident}.yaml").write_text(lines, encoding="utf-8")
    by_code = [d for d in findings_of(seed, ".yaml") if d.code in {"REF01", "REF02"}]
    assert [d.code for d in by_code].count("REF01") == 400
    loops = [d for d in by_code if d.code == "REF02"]
    assert len(loops) == 1
    assert "…" in loops[0].found
    assert 0 < sum("escriba" in d.help for d in by_code) < 400


@pytest.mark.parametrize("name", ["acciones/retorno/RET-N-01.yaml", "taller.yaml"])
def test_a_list_that_should_hold_records_spoils_only_itself(full: Texts, name: str) -> None:
    text = full[name] if "erratas:" in full[name] else full[name] + "erratas: []\n"
    unread, after = found(full | {name: broken(text, "erratas", " [una palabra]")})
    assert unread
    assert after == told(full)
