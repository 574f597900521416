"""The engine: what is asked of some files is what is found there, and every error of the rest is told."""

import re
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from helpers import plans
from helpers.calls import SEED
from helpers.examples import build_example, findings
from hypothesis import given
from hypothesis import strategies as st

from rutaplan.diagnostics import Place, Severity
from rutaplan.files import RawFile
from rutaplan.load import build, load
from rutaplan.model import Accion, Avance, Grupo, Institucion, Registro, Taller, fields, hoja_of
from rutaplan.plan import Plan
from rutaplan.rules import check, errors

TEXTS = (
    "Compilar y compartir las leyes existentes de cada país con los consulados.",
    "Compilar y compartir las leyes existentes en cada país con todos los consulados.",
    "Taller de capacitación  para la OIM. Otra cosa de los países de la región",
    "A nivel bilateral, fortalecer los marcos jurídicos ,normativos y del retorno.",
    "Llamar a ana@ejemplo.org por los consulados.",
)
FIELDS = (
    ("plazo_meses", ("por_definir", "6", "60", "6 meses", "no_aplica")),
    (
        "instituciones",
        ("por_definir", "[hn-inm]", "[hn-inm, oim]", "[INM, hn-x]", "no_aplica", "[oim, por_definir]"),
    ),
    ("responsable", (None, "hn-inm", "hn-y", "por_definir")),
    ("contraparte", (None, "[RET-R-01]", "[RET-N-01, RET-N-02]", "[RET-N-99]", "por_definir")),
    ("depende_de", (None, "[RET-N-01]", "[RET-R-02]")),
    ("paises", (None, "[HN]", "[MX]", "todos")),
    ("titulo_breve", (None, "Un título breve", "Un título que no acaba nunca y sigue y sigue sin parar")),
    ("erratas", (None, "[{dice: consulados, debe_decir: Consulados}, {dice: nada, debe_decir: algo}]")),
    ("sugerido_por", (None, "{producto: equipo}", "{contraparte: equipo}")),
    (
        "aceptados",
        (
            None,
            None,
            "[{codigo: ACC06, razon: x}]",
            "[{codigo: ACC99, razon: x}, {codigo: NIV04, razon: x, dice: regional}]",
        ),
    ),
    ("clave_rara", (None, None, None, "x")),
)
IDS = tuple(f"RET-{nivel}-{number:02}" for nivel, number in product("NR", range(1, 4)))


GONE = ("estado: suspendida", "motivo: Falta presupuesto.")


@pytest.mark.parametrize("gone", [(), GONE])
def test_nobody_is_asked_for_what_was_withdrawn(gone: tuple[str, ...]) -> None:
    """Neither to decide it, nor to word it, nor to pair it: and what was accepted of it may come back with it."""
    own = ("responsable: hn-x", "aceptados: [{codigo: ACC09, razon: x}]", *gone)
    made = plans.plan(
        plans.accion("RET-N-01", TEXTS[2], "depende_de: [RET-N-02]", *own, plazo="6", instituciones="[oim]"),
        plans.accion("RET-N-02", TEXTS[2], *gone, plazo="60", instituciones="[hn-inm, oim, por_definir]"),
        plans.accion("RET-R-01", TEXTS[2], *gone, instituciones="[hn-inm]"),
        plans.accion("RET-R-02", TEXTS[3], *gone, instituciones="[hn-inm, oim]"),
        taller=plans.TALLER.replace("exige: [", "exige: [producto, "),
    )
    told = {d.code for d in check(made) if d.place.path.startswith("data/acciones") and not d.aceptado}
    asked = "ACC05 ACC06 ACC09 ACC13 ACC15 INS01 INS05 INS06 INS07 NIV01 NIV04 NIV05 NIV07 PLZ01 PLZ02 PLZ04"
    assert told == (set() if gone else set(asked.split()))
    mends = [d.help for d in check(made) if d.code == "NIV01"]
    assert not any("sugerido_por" in each for each in mends), "there is none to take away"


@st.composite
def random_plans(draw: st.DrawFn) -> Plan:
    """A plan of some actions with all kinds of findings, some of them unreadable."""
    taller = plans.TALLER.replace(
        "fecha_fin: por_definir", draw(st.sampled_from(("fecha_fin: por_definir", "fecha_fin: 2027-01-01")))
    )
    taller += draw(
        st.sampled_from(("", "aceptados: [{codigo: GRP05, razon: x}, {codigo: DAT01, razon: x}]\n"))
    )
    more = draw(st.sampled_from(("", "fuentes: {paises: ana@ejemplo.org}\n")))
    grupo = draw(
        st.sampled_from(
            (
                plans.GRUPO,
                plans.GRUPO.replace(
                    "participantes: por_definir",
                    "participantes: [{nombre: Ana, cargo: Jefa, institucion: oim}]",
                ),
            )
        )
    )
    texts = {
        "taller.yaml": taller,
        "instituciones.yaml": plans.INSTITUCIONES,
        "catalogos.yaml": plans.CATALOGOS + more,
        "grupos/g1-retorno.yaml": grupo,
    }
    files = [RawFile(f"data/{name}", name, text) for name, text in texts.items()]
    for ident in draw(st.lists(st.sampled_from(IDS), unique=True)):
        nivel = "nacional" if "-N-" in ident else "regional"
        lines = [
            f"id: {ident}",
            "eje: retorno",
            f"nivel: {nivel}",
            "grupo: g1-retorno",
            f"texto: '{draw(st.sampled_from(TEXTS))}'",
        ]
        for key, values in FIELDS:
            value = draw(st.sampled_from(values))
            lines += [f"{key}: {value}"] if value else []
        name = f"acciones/retorno/{ident}.yaml"
        files.append(
            RawFile(
                f"data/{name}", name, "\n".join(lines) + draw(st.sampled_from(("\n", "\n", "\n", "\n- ")))
            )
        )
    return build(files, prefix="data/")[0]


ODD = ("{a: 1}", "2027-13", "por_definir")
AVANCE = "avances/RET-N-01/2027-03-31-hn-inm.yaml"


@pytest.mark.parametrize("hoja", [Institucion, Avance, Accion, Grupo, Taller], ids=lambda each: each.__name__)
def test_no_rule_trips_over_what_could_not_be_read(hoja: type[Registro]) -> None:
    """Each field in turn holds what it should not, on a day of the time when reports come."""
    keys = {
        "taller.yaml": plans.TALLER,
        "instituciones.yaml": plans.INSTITUCIONES,
        "catalogos.yaml": plans.CATALOGOS,
        "grupos/g1-retorno.yaml": plans.GRUPO,
        "acciones/retorno/RET-N-01.yaml": plans.accion("RET-N-01", TEXTS[0]).text,
        AVANCE: "accion: RET-N-01\nfecha: 2027-03-31\nreporta: hn-inm\nestado: cumplida\ntexto: Hecho.\n",
    }
    name = next((name for name in keys if hoja_of(name) is hoja), "instituciones.yaml")
    for campo, odd in product(fields(hoja), ODD):
        texts = dict(keys)
        if hoja is Institucion:
            texts[name] += f"hn-z: {{{campo}: {odd}}}\n"
        else:
            texts[name] = re.sub(rf"(?m)^{campo}:.*\n(?:[ -].*\n)*", "", texts[name]) + f"{campo}: {odd}\n"
        plan, found = build(
            [RawFile(f"data/{each}", each, text) for each, text in texts.items()], (), "data/"
        )
        taller = plan.taller.model_copy(update={"fase": "seguimiento"}).at(plan.taller.archivo)
        later = replace(plan, taller=taller, corte=date(2028, 1, 1), antes=plan)
        assert not found or any(d.severity is Severity.ERROR for d in check(later, told=found))


@given(random_plans(), st.data())
def test_what_is_asked_of_some_files_is_what_is_found_there(plan: Plan, data: st.DataObject) -> None:
    paths = data.draw(st.sets(st.sampled_from(sorted(plan.sources))))
    everything, asked = check(plan), check(plan, paths)
    assert [d for d in asked if d.place.path in paths] == [d for d in everything if d.place.path in paths]
    elsewhere = [d for d in asked if d.place.path not in paths]
    assert sorted((d.code, d.place.path, d.loc, d.found) for d in elsewhere) == sorted(
        (d.code, d.place.path, d.loc, d.found) for d in errors(plan) if d.place.path not in paths
    )
    assert {d.place for d in elsewhere} == {Place(d.place.path) for d in elsewhere}


@given(random_plans())
def test_the_error_rules_alone_find_every_error(plan: Plan) -> None:
    assert errors(plan) == [d for d in check(plan) if d.severity is Severity.ERROR]


def test_one_file_of_the_seed_at_a_time() -> None:
    plan, _ = load(SEED)
    everything = check(plan)
    for path in plan.sources:
        assert check(plan, {path}) == [d for d in everything if d.place.path == path]


@given(random_plans())
def test_what_is_only_counted_is_found_all_the_same(plan: Plan) -> None:
    everything, counted = check(plan), check(plan, counted=tuple(Severity))
    assert sorted((d.code, d.place.path, d.loc, d.found) for d in counted) == sorted(
        (d.code, d.place.path, d.loc, d.found) for d in everything
    )
    assert {d.place for d in counted} == {Place(d.place.path) for d in everything}


def test_a_group_of_another_eje_is_told_of_a_chosen_action_too(tmp_path: Path) -> None:
    other = "# grupos/g2-otro.yaml\neje: otro\n# acciones/retorno/RET-N-02.yaml\ngrupo: g2-otro\n"
    ejes = "[{id: retorno, sigla: RET, nombre: R, encabezado: R}, {id: otro, sigla: OTR, nombre: O, encabezado: O}]"
    plan, _ = load(build_example(f"{other}# taller.yaml\nejes: {ejes}", tmp_path / "plan") / "data")
    path = plan.accion_by_id["RET-N-02"].archivo
    assert "GRP06" in {d.code for d in check(plan, {path}) if d.place.path == path}
    assert "GRP06" not in {d.code for d in check(plan, {plan.accion_by_id["RET-N-01"].archivo})}


def test_participants_that_cannot_be_read_say_nothing_of_the_ponente(tmp_path: Path) -> None:
    wrong = "# grupos/g1-retorno.yaml\nparticipantes: {a: 1}\nponente: Ana Ejemplo"
    assert "GRP02" not in {d.code for d in findings(wrong, tmp_path / "plan")}
