"""The cronograma: bars on a calendar that agree with what they wait for, whatever their bases."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from helpers.blocks import headings, rows, said
from helpers.calls import EJEMPLO, Rutaplan
from helpers.papers import apart, read
from helpers.papers import made as files_of
from helpers.plans import TALLER, accion, plan
from hypothesis import given
from hypothesis import strategies as st

from rutaplan.rules import check
from rutaplan.views.documents.calendario import ANCHO, make_scale, month_of
from rutaplan.views.documents.cronograma import (
    COMO_LEER,
    SOLO_TERMINO,
    TRIMESTRES,
    Barra,
    Cronograma,
    build_cronograma,
)

CON_FECHA = TALLER.replace("fecha_fin: por_definir", "fecha_fin: 2027-02-03")
CON_DOS = CON_FECHA + "fecha_aprobacion: 2027-03-10\n"


def bars(page: Cronograma) -> dict[str, Barra]:
    return {
        barra.id: barra for dibujo in page.dibujos for franja in dibujo.franjas for barra in franja.barras
    }


def test_a_bar_begins_where_what_it_waits_for_ends() -> None:
    page = build_cronograma(read(EJEMPLO))
    first, second, third = (bars(page)[f"RET-N-0{number}"] for number in (1, 2, 3))
    assert (second.plazo, second.vence) == ("18 meses", "3 ago 2028")
    assert second.tras == "Después de RET-N-01 (3 ago 2027)."
    assert (first.x + first.ancho, second.x) == (third.x, third.x), "it is due the day its bar can begin"
    assert (third.ancho, third.tras) == (0, "Después de RET-N-01 (3 ago 2027).")
    assert (first.responsable, first.trazo) == ("Responsable: INM (Honduras).", "lleno")
    assert [(each.clase, each.palabra) for each in page.leyenda] == [
        ("rayado", "propuesta"),
        ("lleno", "acordada"),
    ]
    assert first.marcas == "prioridad; acordada"
    assert headings(page) == ["Plazo por definir: 1 acción", "Plazo no aplica: 1 acción"]
    assert list(rows(page)) == ["RET-N-04", "RET-R-02"]
    assert SOLO_TERMINO in page.convenciones
    assert (
        "Los plazos se cuentan desde el fin del taller, salvo donde se dice otra fecha." in page.convenciones
    )


def test_what_is_reported_has_one_sign_and_one_word() -> None:
    told = {"hn-inm": "cumplida", "oim": "suspendida", "hn-x": "en_ejecucion"}
    reports = {
        f"avances/RET-N-0{at}/2027-03-31-{who}.yaml": (
            f"accion: RET-N-0{at}\nfecha: 2027-03-31\nreporta: {who}\nestado: {said}\ntexto: Algo.\n"
        )
        for at, (who, said) in enumerate(told.items(), 1)
    }
    asked = ("[hn-inm]", "[oim]", "[hn-x]", "[hn-x, hn-y]", "[hn-inm]")
    sheets = [
        accion(f"RET-N-0{at}", f"Texto de prueba {at}.", plazo="9", instituciones=who)
        for at, who in enumerate(asked, 1)
    ]
    other = reports["avances/RET-N-03/2027-03-31-hn-x.yaml"].replace("N-03", "N-04")
    made = plan(*sheets, taller=CON_FECHA, more={**reports, "avances/RET-N-04/2027-03-31-hn-x.yaml": other})
    page = build_cronograma(replace(made, corte=date(2027, 6, 30)))
    assert [(each.clase, each.palabra) for each in page.leyenda] == [
        ("lleno", "cumplida, según todas"),
        ("rayado", "en ejecución o distinto según quién informa"),
        ("punteado", "suspendida"),
        ("vacio", "sin reporte"),
    ]
    drawn = [(each.trazo, each.avance) for each in bars(page).values()]
    assert drawn[0] == ("lleno", "Cumplida.")
    assert drawn[3] == ("rayado", "0 de 2 reportan cumplida; 1 en ejecución y 1 sin reporte.")
    assert not any(each.marcas for each in bars(page).values())


def test_quarters_stand_under_their_years() -> None:
    made = plan(accion("RET-N-01", "Texto uno.", plazo="9"), taller=CON_FECHA)
    page = build_cronograma(made)
    (dibujo,) = page.dibujos
    assert [each.rotulo for each in dibujo.mayores] == ["2027"]
    assert [(each.rotulo, each.x) for each in dibujo.periodos] == [
        ("T1", 0),
        ("T2", 250),
        ("T3", 500),
        ("T4", 750),
    ]
    assert TRIMESTRES in page.convenciones
    long = build_cronograma(plan(accion("RET-N-01", "Texto uno.", plazo="72"), taller=CON_FECHA))
    assert [each.rotulo for each in long.dibujos[0].periodos] == [str(year) for year in range(2027, 2034)]
    assert long.dibujos[0].mayores == ()
    assert TRIMESTRES not in long.convenciones


def test_bars_agree_whatever_their_bases() -> None:
    """Five weeks lie between two bases: the bar of one begins when the other, counted from elsewhere, is due."""
    made = plan(
        accion("RET-N-01", "Texto uno.", plazo="6"),
        accion("RET-N-02", "Texto dos.", "depende_de: [RET-N-01]", "plazo_desde: aprobacion", plazo="24"),
        accion("RET-N-03", "Texto tres.", "plazo_desde: aprobacion", plazo="6"),
        accion("RET-N-04", "Texto cuatro.", "depende_de: [RET-N-03]", plazo="6"),
        taller=CON_DOS,
    )
    page = build_cronograma(made)
    found = bars(page)
    assert found["RET-N-02"].x == found["RET-N-01"].x + found["RET-N-01"].ancho
    assert (found["RET-N-02"].plazo, found["RET-N-02"].vence) == (
        "24 meses desde la aprobación",
        "10 mar 2029",
    )
    assert found["RET-N-04"].ancho == 0
    assert found["RET-N-04"].tras == (
        "Depende de RET-N-03 (10 sep 2027), que vence después que ella: conviene revisar las fechas."
    )


def test_without_a_date_they_run_in_months_and_it_is_said_once() -> None:
    made = plan(
        accion("RET-N-01", "Texto uno.", "plazo_desde: aprobacion", plazo="9"),
        accion("RET-N-02", "Texto dos.", "depende_de: [RET-N-01]", plazo="15"),
        accion("RET-N-03", "Texto tres.", "plazo_desde: 2027-03-01", plazo="5"),
    )
    page = build_cronograma(made)
    assert [(each.rotulo, each.titulo) for each in page.dibujos] == [
        ("Calendario", ""),
        ("Meses", "En meses desde el fin del taller"),
        ("Meses", "En meses desde la aprobación"),
    ]
    assert [each.rotulo for each in page.dibujos[1].periodos] == ["0", "3", "6", "9", "12", "15"]
    assert [each.rotulo for each in page.dibujos[1].mayores] == ["Año 1", "Año 2"]
    second = bars(page)["RET-N-02"]
    assert (second.ancho, second.vence, second.plazo) == (0, "", "15 meses")
    assert second.tras == "Después de RET-N-01 (9 meses desde la aprobación)."
    assert [each.rpartition(": ")[2] for each in page.convenciones if "todavía una fecha" in each] == [
        "la de fin del taller está por definir.",
        "la de la aprobación está por definir.",
    ]


def test_bars_stand_after_those_they_wait_for() -> None:
    made = plan(
        accion("RET-N-01", "Texto uno.", "depende_de: [RET-N-03]", plazo="9"),
        accion("RET-N-02", "Texto dos.", plazo="5"),
        accion("RET-N-03", "Texto tres.", "depende_de: [RET-R-01]", plazo="7"),
        accion("RET-R-01", "Texto cuatro.", plazo="3"),
    )
    assert list(bars(build_cronograma(made))) == ["RET-N-03", "RET-N-01", "RET-N-02", "RET-R-01"]


def test_what_was_withdrawn_is_not_drawn_and_nobody_waits_for_it() -> None:
    made = plan(
        accion("RET-N-01", "Texto uno.", "estado: descartada", "motivo: Se unió a otra.", plazo="6"),
        accion("RET-N-02", "Texto dos.", "depende_de: [RET-N-01]", plazo="12"),
    )
    page = build_cronograma(made)
    (bar,) = bars(page).values()
    assert (bar.x, bar.ancho > 0, bar.tras) == (0, True, "Dependía de RET-N-01, que se retiró.")
    assert headings(page) == ["Retiradas: 1 acción"]
    assert rows(page)["RET-N-01"]["estado"].menudo == "Se unió a otra."
    assert said(page)


def test_a_filter_does_not_hide_what_an_action_waits_for(tmp_path: Path, rutaplan: Rutaplan) -> None:
    call = ("render", "cronograma", "--formato", "html", "--texto", "capacitar", "-o", str(tmp_path))
    assert rutaplan(*call, "--datos", str(apart(EJEMPLO, tmp_path))).code == 0
    text = next(tmp_path.glob("cronograma-texto-*.html")).read_text(encoding="utf-8")
    assert "Después de RET-N-01 (3 ago 2027)." in text
    assert '<th scope="row">RET-N-01' not in text


def test_nothing_to_draw_is_a_sentence() -> None:
    page = build_cronograma(plan(accion("RET-N-01", "Texto uno.")))
    assert page.sin_barras == "Todavía no hay acciones que se puedan dibujar."
    assert headings(page) == ["Plazo por definir: 1 acción"]
    assert COMO_LEER not in page.convenciones


@pytest.mark.parametrize("day", ["0001-01-01", "9999-11-30"])
def test_a_date_of_any_year_is_drawn_or_listed(day: str) -> None:
    made = plan(
        accion("RET-N-01", "Texto uno.", f"plazo_desde: {day}", plazo="120"),
        accion("RET-N-02", "Texto dos.", "plazo_desde: 2027-01-01", plazo="12"),
    )
    page = build_cronograma(made)
    assert max(len(each.periodos) for each in page.dibujos) <= 16
    assert {*bars(page), *rows(page)} == {"RET-N-01", "RET-N-02"}


def test_lines_of_a_text_stay() -> None:
    made = plan(accion("RET-N-01", "Una línea.\n  Otra línea.", plazo="6"), taller=CON_FECHA)
    (content,) = files_of(made, "cronograma", "html").values()
    assert "Una línea.<br>Otra línea.".encode() in content


DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@given(st.lists(DAYS, min_size=1, max_size=6), st.integers(0, 3000))
def test_a_scale_holds_its_days_in_their_order(days: list[date], more: int) -> None:
    days = sorted([*days, days[0] + timedelta(days=more)])
    scale = make_scale([month_of(each) for each in days], is_calendar=True)
    places = [scale.x(month_of(each)) for each in days]
    assert places == sorted(places)
    assert 0 <= places[0] <= places[-1] <= ANCHO
    for periodos in filter(None, (scale.periodos, scale.years)):
        assert sum(each.ancho for each in periodos) == ANCHO
        assert len(periodos) <= 18


@given(st.data())
def test_no_bar_begins_before_what_it_names_is_due(data: st.DataObject) -> None:
    """Whatever the bases: either the bar begins once all it waits for is due, or only its end is drawn."""
    bases = st.sampled_from(["taller", "aprobacion", "2027-06-30"])
    sheets = [
        accion(
            f"RET-N-0{number}",
            f"Texto de prueba {number}.",
            f"plazo_desde: {data.draw(bases)}",
            *([f"depende_de: [RET-N-0{data.draw(st.integers(1, number - 1))}]"] if number > 1 else []),
            plazo=str(data.draw(st.integers(1, 40))),
        )
        for number in range(1, 5)
    ]
    made = plan(*sheets, taller=data.draw(st.sampled_from([TALLER, CON_FECHA, CON_DOS])))
    found = bars(build_cronograma(made))
    scale_of = {
        barra.id: dibujo
        for dibujo in build_cronograma(made).dibujos
        for franja in dibujo.franjas
        for barra in franja.barras
    }
    for each in made.acciones:
        for otra in each.depende_de or ():
            here, there = found[each.id], found[otra]
            if here.ancho:
                assert scale_of[each.id] == scale_of[otra]
                assert here.x >= there.x + there.ancho
            assert (here.tras.startswith("Después de")) != ("conviene revisar" in here.tras)
    told = {each.place.path[-13:-5] for each in check(made) if each.code == "PLZ04"}
    assert told == {ident for ident, bar in found.items() if "conviene revisar" in bar.tras}
