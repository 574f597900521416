"""Findings that somebody accepted: counted apart, never hidden, never anything wrong or undecided."""

import json
import re
from pathlib import Path

import pytest
from helpers import plans
from helpers.calls import Rutaplan, accion, edit
from helpers.examples import findings

from rutaplan.plan import Plan
from rutaplan.rules import check

REGION = "Compartir con los países de la región  el listado"  # ACC09 twice, NIV04


def accepted(plan: Plan) -> list[tuple[str, str, str]]:
    """File, code and what was found of each accepted finding."""
    return [(Path(d.place.path).name, d.code, d.found) for d in check(plan) if d.aceptado]


def met(plan: Plan) -> bool:
    return "ACE02" not in {d.code for d in check(plan)}


def test_one_entry_covers_every_finding_of_its_code_in_its_sheet() -> None:
    own = plans.accion("RET-N-01", REGION, "aceptados: [{codigo: ACC09, razon: así vino}]")
    made = plans.plan(own, plans.accion("RET-N-02", REGION + " otra vez"))
    assert accepted(made) == [
        ("RET-N-01.yaml", "ACC09", "espacios dobles"),
        ("RET-N-01.yaml", "ACC09", "sin punto final"),
    ]
    assert {d.aceptado for d in check(made) if d.aceptado} == {"así vino"}
    assert met(made)


def test_dice_binds_it_to_the_words_found() -> None:
    line = "aceptados: [{codigo: ACC09, razon: así vino, dice: espacios}]"
    made = plans.plan(plans.accion("RET-N-01", REGION, line))
    assert accepted(made) == [("RET-N-01.yaml", "ACC09", "espacios dobles")]
    assert not met(plans.plan(plans.accion("RET-N-01", "Compilar las leyes de la región", line)))


def test_where_each_finding_is_accepted() -> None:
    """In the group, the workshop or the entry of a catalogue that its place names; else in taller.yaml."""
    one = "aceptados: [{codigo: DAT01, razon: es de una oficina}]"
    made = plans.plan(
        plans.accion("RET-N-01", "Compilar las leyes.", "notas: Ver a@ejemplo.org", one),
        plans.accion("RET-N-02", "Compilar los listados.", "notas: Ver b@ejemplo.org"),
        grupo=plans.GRUPO.replace("RETORNO", "c@ejemplo.org") + one,
        instituciones=plans.INSTITUCIONES.replace(
            "nombre: Consejo de Honduras,", f"nombre: d@ejemplo.org, {one},"
        ).replace("nombre: Consejo,", "nombre: e@ejemplo.org,"),
        more={
            "catalogos.yaml": plans.CATALOGOS.replace(
                "nombre: Tema,", f"nombre: f@ejemplo.org, {one},"
            ).replace("nombre: Familia", "nombre: g@ejemplo.org")
            + "notas: h@ejemplo.org\nfuentes: {paises: i@ejemplo.org}\n"
        },
        taller=plans.TALLER + one,
    )
    there = [(Path(d.place.path).name, d.loc, bool(d.aceptado)) for d in check(made) if d.code == "DAT01"]
    assert there == [
        ("RET-N-01.yaml", ("notas",), True),
        ("RET-N-02.yaml", ("notas",), False),
        ("catalogos.yaml", ("temas", "tema", "nombre"), True),
        ("catalogos.yaml", ("familias", "familia", "nombre"), False),
        ("catalogos.yaml", ("notas",), True),
        ("catalogos.yaml", ("fuentes", "paises"), True),
        ("g1-retorno.yaml", ("nombre",), True),
        ("instituciones.yaml", ("hn-x", "nombre"), True),
        ("instituciones.yaml", ("hn-y", "nombre"), False),
    ]
    assert met(made)


def test_what_is_wrong_with_the_key_of_an_entry_is_accepted_in_the_entry() -> None:
    one = "aceptados: [{codigo: INS09, razon: el id ya está en otros sistemas, dice: de HN}]"
    wrong = plans.INSTITUCIONES.replace("hn-x:", "gt-x:").replace(
        "nombre: Consejo de Honduras,", f"nombre: Consejo de Honduras, {one},"
    )
    made = plans.plan(plans.accion("RET-N-01", "Compilar las leyes."), instituciones=wrong)
    assert accepted(made) == [("instituciones.yaml", "INS09", "«gt-x», de HN")]
    assert met(made)


def test_an_accepted_datum_of_a_person_hides_no_other_of_its_text() -> None:
    one = "aceptados: [{codigo: DAT01, razon: es de una oficina, dice: correo}]"
    notas = "notas: Ver a@ejemplo.org, al +504 2222-3333 o b@ejemplo.org"
    made = plans.plan(plans.accion("RET-N-01", "Compilar las leyes.", notas, one))
    assert sorted((d.found, bool(d.aceptado)) for d in check(made) if d.code == "DAT01") == [
        ("algo que parece un correo electrónico", True),
        ("algo que parece un correo electrónico", True),
        ("algo que parece un teléfono", False),
    ]


def test_what_reading_tells_is_accepted_in_its_entry_too(seed: Path, rutaplan: Rutaplan) -> None:
    sheet = seed / "data" / "instituciones.yaml"
    edit(
        sheet,
        "hn-inm:\n",
        "hn-inm:\n  notas: Acordado en la mesa #3\n  aceptados: [{codigo: YML18, razon: así vino}]\n",
    )
    edit(sheet, "mx-inm:\n", "mx-inm:\n  notas: Acordado en la mesa #4\n")
    found = json.loads(rutaplan("validate", "--formato", "json", cwd=seed).out)["hallazgos"]
    assert [h["aceptado"] for h in found if h["codigo"] == "YML18"] == ["así vino", None]
    assert "ACE02" not in {h["codigo"] for h in found}


def test_what_nobody_decided_is_not_accepted() -> None:
    line = "aceptados: [{codigo: ACC06, razon: así vino}]"
    made = plans.plan(plans.accion("RET-N-01", "por_definir", line))
    assert (accepted(made), met(made)) == ([], False)
    assert accepted(plans.plan(plans.accion("RET-N-01", "Compilación de leyes.", line))) != []


@pytest.mark.parametrize(
    ("codigo", "said"),
    [
        ("PLZ01", "de gravedad «pendiente»"),
        ("INS02", "de gravedad «error»"),
        ("NIV03", "de gravedad «nota»"),
        ("ESQ10", "que rehace rutaplan schema"),
        ("ACE01", "de gravedad «error»"),
        ("ACC99", "que no es un código"),
    ],
)
def test_what_may_not_be_accepted_is_an_error(codigo: str, said: str, tmp_path: Path) -> None:
    found = findings(f"aceptados: [{{codigo: {codigo}, razon: así vino}}]", tmp_path / "plan")
    assert [said in d.found for d in found if d.code == "ACE01"] == [True]
    assert "ACE02" not in {d.code for d in found}


def test_an_acceptance_says_nothing_where_something_could_not_be_read(seed: Path, rutaplan: Rutaplan) -> None:
    with accion(seed, "RET-N-01").open("a", encoding="utf-8") as stream:
        stream.write("aceptados: [{codigo: ACC09, razon: así vino}]\n")
    assert "ACE02" in rutaplan("validate", cwd=seed).out
    edit(accion(seed, "RET-N-01"), "texto: Revisión", "texto: [Revisión]\nnotas: Revisión")
    assert "ACE02" not in rutaplan("validate", cwd=seed).out


def test_accepted_findings_are_counted_apart_and_never_hidden(seed: Path, rutaplan: Rutaplan) -> None:
    with accion(seed, "RET-N-01").open("a", encoding="utf-8") as stream:
        stream.write("aceptados: [{codigo: ACC06, razon: acordado por el grupo}]\n")
    plain, detail = (rutaplan("validate", *more, cwd=seed).out for more in ((), ("--detalle",)))
    assert "ACC06" not in plain
    assert plain.splitlines()[-1].endswith(
        " · 8 avisos · 66 campos por definir · 4 pendientes del taller · 33 notas · 1 aceptado"
    )
    assert re.search(r"ACC06.*?= aceptado: acordado por el grupo$", detail, re.DOTALL | re.MULTILINE)
    content = json.loads(rutaplan("validate", "--formato", "json", cwd=seed).out)
    assert [h["aceptado"] for h in content["hallazgos"] if h["codigo"] == "ACC06"] == [
        "acordado por el grupo"
    ]
    assert (content["veredicto"]["aceptados"], content["veredicto"]["avisos"]) == (1, 8)
    assert "ACC06" not in rutaplan("validate", "--formato", "github", cwd=seed).out
    assert "= aceptado: acordado por el grupo" in rutaplan("show", "RET-N-01", cwd=seed).out


def test_an_accepted_datum_of_a_person_is_always_told_without_it(seed: Path, rutaplan: Rutaplan) -> None:
    with accion(seed, "RET-N-01").open("a", encoding="utf-8") as stream:
        stream.write(
            "notas: Escribir a ana@ejemplo.org\naceptados: [{codigo: DAT01, razon: es de una oficina}]\n"
        )
    for formato in ("texto", "github", "json"):
        outcome = rutaplan("validate", "--formato", formato, "--falla", "error", cwd=seed)
        assert "DAT01" in outcome.out
        assert "es de una oficina" in outcome.out
        assert "ana@" not in outcome.out


def test_a_reason_that_holds_a_personal_datum_is_not_repeated(seed: Path, rutaplan: Rutaplan) -> None:
    with accion(seed, "RET-N-01").open("a", encoding="utf-8") as stream:
        stream.write("aceptados: [{codigo: ACC06, razon: lo dijo ana@ejemplo.org}]\n")
    for formato in ("texto", "github", "json"):
        outcome = rutaplan("validate", "--detalle", "--formato", formato, cwd=seed)
        assert "DAT01" in outcome.out
        assert "ana@" not in outcome.out


def decide(seed: Path) -> None:
    """What the workshop left open, decided: plazos, institutions, participants, ponente."""
    for path in sorted((seed / "data" / "acciones").rglob("*.yaml")):
        who = "hn-inm" if "-N-" in path.name else "hn-inm, mx-inm"
        edit(path, "plazo_meses: por_definir", "plazo_meses: 12")
        edit(path, "instituciones: por_definir", f"instituciones: [{who}]")
    grupo = seed / "data" / "grupos" / "g1-retorno.yaml"
    edit(
        grupo,
        "participantes: por_definir",
        "participantes:\n  - {nombre: Ana Ejemplo, cargo: Directora, institucion: hn-inm}",
    )
    edit(grupo, "ponente: por_definir", "ponente: Ana Ejemplo")


def test_a_plan_can_be_strictly_right(seed: Path, rutaplan: Rutaplan) -> None:
    """The seed, decided, and what is left accepted."""
    decide(seed)
    assert rutaplan("validate", "--estricto", cwd=seed).code == 1
    left = json.loads(rutaplan("validate", "--formato", "json", cwd=seed).out)["hallazgos"]
    sheets: dict[str, set[str]] = {}
    for each in left:
        if each["gravedad"] != "nota":
            sheets.setdefault(each["archivo"], set()).add(each["codigo"])
    assert set.union(*sheets.values()) == {
        "ACC05",
        "ACC06",
        "ACC09",
        "GRP05",
        "NIV01",
        "NIV04",
        "NIV05",
    }
    for name, codes in sheets.items():
        entries = ", ".join(f"{{codigo: {code}, razon: acordado por el grupo}}" for code in sorted(codes))
        with (seed / name).open("a", encoding="utf-8") as stream:
            stream.write(f"aceptados: [{entries}]\n")
    outcome = rutaplan("validate", "--estricto", cwd=seed)
    assert outcome.code == 0, outcome.out
    assert outcome.out.splitlines()[-1].startswith(
        "33 acciones · 0 errores · 0 avisos · 0 campos por definir · 0 pendientes del taller"
    )
    assert "listo" in rutaplan("status", cwd=seed).out


def test_from_which_gravity_a_call_fails(seed: Path, rutaplan: Rutaplan) -> None:
    def codes() -> list[int]:
        calls = ((), ("--falla", "error"), ("--falla", "aviso"), ("--falla", "pendiente"), ("--estricto",))
        return [rutaplan("validate", *call, cwd=seed).code for call in calls]

    assert codes() == [0, 0, 1, 1, 1]
    for path in sorted((seed / "data" / "acciones").rglob("*.yaml")):
        found = json.loads(
            rutaplan("validate", str(path.relative_to(seed)), "--formato", "json", cwd=seed).out
        )
        avisos = {h["codigo"] for h in found["hallazgos"] if h["gravedad"] == "aviso"}
        if avisos:
            with path.open("a", encoding="utf-8") as stream:
                stream.write(
                    "aceptados: ["
                    + ", ".join(f"{{codigo: {code}, razon: x}}" for code in sorted(avisos))
                    + "]\n"
                )
    assert codes() == [0, 0, 0, 1, 1]
    refused = rutaplan("validate", "--estricto", "--falla", "aviso", cwd=seed)
    assert (refused.code, refused.out) == (2, "")
    assert "--estricto" in refused.err


@pytest.mark.parametrize(
    "written",
    [
        "aceptados: [{codigo: ACC06}]",
        "aceptados: [{razon: así vino}]",
        "aceptados: [{codigo: ACC06, razon: ''}]",
        "aceptados: []",
    ],
)
def test_no_mend_says_por_definir_where_it_would_be_an_error(
    written: str, seed: Path, rutaplan: Rutaplan
) -> None:
    with accion(seed, "RET-N-01").open("a", encoding="utf-8") as stream:
        stream.write(written + "\n")
    outcome = rutaplan("validate", "--formato", "json", cwd=seed)
    told = json.loads(outcome.out)["hallazgos"]
    (error,) = (each for each in told if each["gravedad"] == "error")
    assert "por_definir" not in str(error["esperado"]) + str(error["arreglo"])


def test_a_reason_with_a_comma_is_not_a_key(seed: Path, rutaplan: Rutaplan) -> None:
    """Between braces a comma ends a value: what follows it has no value, and is none of the format's keys."""
    with accion(seed, "RET-N-01").open("a", encoding="utf-8") as stream:
        stream.write("aceptados: [{codigo: ACC06, razon: lo dice así, y lo sabe}]\n")
    told = rutaplan("validate", cwd=seed).out
    assert "encontrado: la clave «y lo sabe», sin valor" in told
    assert "si es parte del texto que va antes de la coma, ponga ese texto entre comillas" in told
