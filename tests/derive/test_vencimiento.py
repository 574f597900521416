"""When an action is due, and what was done of it: sums over dates and reports, that no file stores."""

import re
from calendar import monthrange
from datetime import date, timedelta

import pytest
from helpers.plans import TALLER, accion, plan
from hypothesis import given
from hypothesis import strategies as st

from rutaplan.derive.seguimiento import follow, seguimiento_label
from rutaplan.derive.vencimiento import add_months, due, vencimiento
from rutaplan.files import RawFile
from rutaplan.plan import Plan
from rutaplan.rules import check

END = "fecha_fin: 2027-02-02"
INSTITUCIONES = """
hn-a: {nombre: A, pais: HN, tipo: cancilleria, fuente: x, confianza: verificada}
hn-b: {nombre: B, pais: HN, tipo: otro, fuente: x, confianza: verificada}
mx-c: {nombre: C, pais: MX, tipo: cancilleria, fuente: x, confianza: verificada}
hn-vieja: {nombre: Vieja, pais: HN, tipo: otro, vigente_hasta: 2027-06-15, sucesora: hn-nueva, fuente: x, confianza: verificada}
hn-nueva: {nombre: Nueva, pais: HN, tipo: otro, fuente: x, confianza: verificada}
"""
CATALOGOS = """
paises:
  HN: {iso3: HND, nombre: Honduras, crm: miembro}
  MX: {iso3: MEX, nombre: México, crm: miembro}
  GT: {iso3: GTM, nombre: Guatemala, crm: miembro}
tipos_institucion: {cancilleria: {nombre: Cancillería, plural: cancillerías}, otro: {nombre: Otro}}
temas: {}
familias: {}
poblaciones: {}
pmm: {}
ods: {}
"""
IDS = ["hn-a", "hn-b", "mx-c"]
DAYS = st.dates(date(2027, 2, 1), date(2028, 12, 31))


def report(day: date, who: str, estado: str, vez: int = 1) -> RawFile:
    name = f"avances/RET-N-01/{day}-{who}{f'-{vez}' if vez > 1 else ''}.yaml"
    lines = (f"accion: RET-N-01\nfecha: {day}\nreporta: {who}\nestado: {estado}\ntexto: Algo.\n",)
    return RawFile(f"data/{name}", name, "".join(lines))


def made(*lines: str, reports: tuple[RawFile, ...] = (), taller: str = END, **form: str) -> Plan:
    here = plan(
        accion("RET-N-01", "Revisar los manuales de cada oficina.", *lines, **form),
        *reports,
        taller=TALLER.replace("fecha_fin: por_definir", taller),
        instituciones=INSTITUCIONES,
        more={"catalogos.yaml": CATALOGOS},
    )
    assert not [each for each in check(here) if each.code in {"EST01", "EST02", "REF01"}]
    return here


@given(st.dates(), st.integers(1, 120))
def test_months_later_is_the_same_day_or_the_month_s_last(day: date, months: int) -> None:
    later = add_months(day, months)
    if later is None:
        assert day.year * 12 + day.month + months > 9999 * 12 + 12
        return
    assert (later.year - day.year) * 12 + later.month - day.month == months
    last = monthrange(later.year, later.month)[1]
    assert later.day == min(day.day, last)


@pytest.mark.parametrize(
    ("lines", "plazo", "expected"),
    [
        ((), "12", date(2028, 2, 2)),
        (("plazo_desde: taller",), "1", date(2027, 3, 2)),
        (("plazo_desde: 2027-01-31",), "1", date(2027, 2, 28)),
        (("plazo_desde: 2027-08-31",), "6", date(2028, 2, 29)),
        (("plazo_desde: aprobacion",), "6", "falta «fecha_aprobacion»"),
        (("plazo_desde: por_definir",), "6", "falta «plazo_desde», por definir"),
        (("plazo_desde: 9999-01-31",), "12", "pasa del año 9999"),
        ((), "por_definir", "el plazo, por definir"),
        ((), "no_aplica", "el plazo, no aplica"),
    ],
)
def test_a_plazo_ends_a_day_or_it_is_said_why_not(
    lines: tuple[str, ...], plazo: str, expected: date | str
) -> None:
    here = made(*lines, plazo=plazo)
    vence = due(here, here.acciones[0])
    assert (vence.fecha or vence.falta) == expected
    if vence.fecha is None:
        assert vencimiento(here, here.acciones[0], date(2027, 3, 1)) == "sin_fecha"


def test_without_the_workshop_s_end_there_is_no_date() -> None:
    here = made(plazo="6", taller="fecha_fin: por_definir")
    assert due(here, here.acciones[0]).falta == "falta «fecha_fin», por definir"


REPORTS = st.lists(
    st.tuples(DAYS, st.sampled_from(IDS), st.sampled_from(["no_iniciada", "en_ejecucion", "cumplida", "suspendida"])),
    max_size=6,
    unique_by=lambda each: each[:2],
)  # fmt: skip


@given(
    REPORTS,
    st.integers(1, 30),
    st.sampled_from(["propuesta", "acordada", "suspendida", "descartada"]),
    st.integers(1, 366),
    DAYS,
)
def test_where_an_action_stands_at_a_date(
    told: list[tuple[date, str, str]], plazo: int, estado: str, aviso: int, corte: date
) -> None:
    here = made(
        f"estado: {estado}",
        "motivo: Se dijo.",
        reports=tuple(report(*each) for each in told),
        taller=f"{END}\nseguimiento: {{aviso_dias: {aviso}}}",
        plazo=str(plazo),
        instituciones="[hn-a, hn-b]",
    )
    (one,) = here.acciones
    fecha = due(here, one).fecha
    assert fecha is not None
    said = {who: [each for each in sorted(told) if each[1] == who and each[0] <= corte] for who in IDS}
    is_done = all(said[who] and said[who][-1][2] == "cumplida" for who in ("hn-a", "hn-b"))
    is_closed = is_done or estado in {"suspendida", "descartada"}
    expected = (
        "cerrada"
        if is_closed
        else "vencida"
        if fecha < corte
        else "por_vencer"
        if fecha <= corte + timedelta(aviso)
        else "vigente"
    )
    assert vencimiento(here, one, corte) == expected


@given(
    REPORTS,
    st.lists(st.sampled_from(IDS), min_size=1, unique=True),
    st.sampled_from([[], ["por_definir"]]),
    DAYS,
)
def test_the_whole_is_done_only_when_all_say_so(
    told: list[tuple[date, str, str]], asked: list[str], more: list[str], corte: date
) -> None:
    names = ", ".join([*asked, *more])
    here = made(reports=tuple(report(*each) for each in told), instituciones=f"[{names}]")
    found = follow(here, here.acciones[0], corte)
    assert list(found.avances) == asked
    for who in asked:
        own = [each for each in sorted(told) if each[1] == who and each[0] <= corte]
        last = found.avances[who]
        assert (last and (last.fecha, last.reporta, last.estado)) == (own[-1] if own else None)
    done = sum(1 for each in found.avances.values() if each and each.estado == "cumplida")
    assert (found.estado == "cumplida") == (done == len(asked) and not more)
    assert set(found.otros) == {each[1] for each in told if each[0] <= corte} - {*asked}
    label = seguimiento_label(found)
    if found.estado:
        assert label.startswith(found.estado.replace("_", " ").replace("ejecucion", "ejecución"))
    else:
        assert label.startswith(f"{done} de {len(asked)} report")
        assert sum(map(int, re.findall(r"(?:; |, | y |^)(\d+)", label))) == len(asked)
    assert label.endswith("; otras por definir") == bool(more)


def test_a_responsable_answers_alone_unless_it_is_only_proposed() -> None:
    told = (report(date(2027, 3, 1), "hn-b", "cumplida"), report(date(2027, 3, 2), "hn-a", "en_ejecucion"))
    corte = date(2027, 4, 1)
    here = made("responsable: hn-b", reports=told, instituciones="[hn-a, hn-b, por_definir]")
    found = follow(here, here.acciones[0], corte)
    assert (found.estado, list(found.avances), list(found.otros)) == ("cumplida", ["hn-b"], ["hn-a"])
    here = made(
        "responsable: hn-b", "sugerido_por: {responsable: equipo}", reports=told, instituciones="[hn-a, hn-b]"
    )
    found = follow(here, here.acciones[0], corte)
    assert seguimiento_label(found) == "1 de 2 reporta cumplida; 1 en ejecución"


@pytest.mark.parametrize("named", ["hn-vieja", "hn-nueva"])
def test_a_report_counts_for_the_heir_from_the_day_of_the_succession(named: str) -> None:
    here = made(reports=(report(date(2027, 5, 1), "hn-vieja", "cumplida"),), instituciones=f"[{named}]")
    (one,) = here.acciones
    before, after = (follow(here, one, day) for day in (date(2027, 6, 14), date(2027, 6, 15)))
    assert list(before.avances) == [named]
    assert before.estado == ("cumplida" if named == "hn-vieja" else "sin_reporte")
    assert list(after.avances) == ["hn-nueva"]
    assert after.estado == "cumplida"


def test_what_a_type_does_not_find_is_counted_apart() -> None:
    told = (report(date(2027, 3, 1), "hn-a", "cumplida"), report(date(2027, 3, 1), "mx-c", "cumplida"))
    here = made("paises: [HN, MX, GT]", reports=told, instituciones="[cancilleria]")
    found = follow(here, here.acciones[0], date(2027, 3, 1))
    assert found.estado == "cumplida", "the whole is told without it"
    assert seguimiento_label(found) == "cumplida; 1 país sin cancillerías en el directorio: GT"


def test_the_second_report_of_a_day_is_the_last() -> None:
    day = date(2027, 3, 1)
    told = tuple(
        report(day, "hn-a", estado, vez)
        for vez, estado in ((10, "cumplida"), (1, "no_iniciada"), (2, "en_ejecucion"))
    )
    here = made(reports=told, instituciones="[hn-a]")
    assert follow(here, here.acciones[0], day).estado == "cumplida"
    assert follow(here, here.acciones[0], day - timedelta(1)).estado == "sin_reporte"
