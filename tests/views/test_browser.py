"""The site in a real browser: its search and filters. What its script does is proved here and nowhere else."""

import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers.browser import Tab
from helpers.calls import EJEMPLO, SEED, Rutaplan, program
from helpers.hostile import TEXTOS, ident
from helpers.plans import accion, plan

from rutaplan.derive.filters import FILTERS
from rutaplan.load import load
from rutaplan.query import select
from rutaplan.render import own_folder
from rutaplan.render.printing import render
from rutaplan.suggest import fold
from rutaplan.views.documents.sitio import EXTENSA, build_sitio

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.programas
VALUES_OF_EJEMPLO = 34


def rows(page: "Page") -> list[str]:
    """The ids of the actions that can be seen."""
    return page.locator("#tabla tr[id]").evaluate_all(
        "rows => rows.filter(row => row.checkVisibility()).map(row => row.id)"
    )


def search(page: "Page", text: str) -> list[str]:
    page.get_by_label("Buscar", exact=True).fill(text)
    page.keyboard.press("Enter")
    return rows(page)


def count(page: "Page") -> str:
    return page.get_by_role("status").inner_text()


def fragment(page: "Page") -> str:
    return page.evaluate("location.hash.slice(1)")


def wait_until_shown(page: "Page", ident: str) -> None:
    """An action is marked as the one linked to, and stands inside the window, under the headings."""
    page.wait_for_function(
        """ident => {
            const row = document.querySelector("tr:target"), top = row?.getBoundingClientRect().top;
            return row?.id === ident && row.checkVisibility() && top >= 0 && top < innerHeight / 2;
        }""",
        arg=ident,
        timeout=5000,
    )


def test_search_forgives_accents_and_case_and_wants_every_word(site: Callable[..., "Page"]) -> None:
    page = site()
    texts = {a.id: fold(a.texto) for a in load(SEED)[0].acciones}
    found = search(page, "CAPACITACION")
    assert found == search(page, "capacitación") == search(page, "  Capacitación ")
    assert {ident for ident, text in texts.items() if "capacitacion" in text} <= set(found)
    assert 0 < len(found) < len(texts)
    both = search(page, "frontera información")
    assert both == [each for each in search(page, "informacion") if each in search(page, "FRONTERA")]
    assert search(page, "RET-N-18") == ["RET-N-18", "RET-R-10"]
    assert search(page, "xyzzy") == []
    assert count(page) == "0 de 33 acciones"
    assert page.get_by_text("Ninguna acción corresponde a esta búsqueda").is_visible()


def test_results_follow_the_typing(site: Callable[..., "Page"]) -> None:
    page = site()
    status = page.get_by_role("status")
    assert (status.get_attribute("aria-live"), count(page)) == ("polite", "33 acciones")
    page.get_by_label("Buscar", exact=True).press_sequentially("víctimas")
    page.get_by_text("Solo: palabras «víctimas».").wait_for()
    assert count(page) == f"{len(rows(page))} de 33 acciones"
    page.wait_for_function("location.hash.includes('q=v')")


def test_each_filter_finds_what_list_finds(site: Callable[..., "Page"]) -> None:
    """With the plan that is filled in: each value of each filter against the command line's own filters."""
    page, plan = site("ejemplo"), load(EJEMPLO)[0]
    asked = [each.name for each in FILTERS if each.choices]
    everything = [accion.id for accion in plan.acciones]
    seen = set()
    for name in asked:
        left = set(everything)
        control = page.locator(f"select[name={name}]")
        for value in control.locator("option").evaluate_all("all => all.map(each => each.value).slice(1)"):
            control.select_option(value)
            found = rows(page)
            wanted = select(plan, {name: (value,)})
            expected = [accion.id for accion in wanted.acciones]
            left -= set(expected)
            assert found == ([each for each in everything if each in left] if value == "nada" else expected)
            assert control.locator("option:checked").inner_text().endswith(f" ({len(found)})")
            assert count(page) == f"{len(found)} de 7 acciones"
            seen.add(value)
        control.select_option("")
    assert len(seen) == VALUES_OF_EJEMPLO
    assert rows(page) == everything


def test_filters_combine_and_are_cleared(site: Callable[..., "Page"]) -> None:
    page = site("ejemplo")
    clear = page.get_by_role("button", name="Borrar filtros")
    assert not clear.is_visible()
    page.get_by_label("Nivel").select_option("nacional")
    page.get_by_label("Plazo", exact=True).select_option("corto")
    assert rows(page) == ["RET-N-01", "RET-N-03"]
    assert search(page, "recepcion honduras") == ["RET-N-01"]
    assert page.locator("#solo").inner_text() == (
        "Solo: nivel Nacional; plazo Corto; palabras «recepcion honduras»."
    )
    assert page.get_by_text("Retorno: A implementar a nivel regional").is_hidden()
    clear.click()
    assert (len(rows(page)), count(page), fragment(page)) == (7, "7 acciones", "")
    assert not clear.is_visible()


def test_only_what_occurs_is_offered(site: Callable[..., "Page"]) -> None:
    page = site()
    assert page.get_by_label("Institución", exact=True).count() == 0
    assert page.get_by_label("Eje").locator("option").all_inner_texts() == ["Todos", "Retorno (33)"]
    assert page.get_by_text("Todavía no hay acciones de los ejes Reintegración e Integración.").is_visible()


def test_the_address_keeps_the_filter(site: Callable[..., "Page"]) -> None:
    page = site()
    page.get_by_label("Nivel").select_option("regional")
    found = search(page, "información & más")
    assert found == []
    found = search(page, "información")
    kept = fragment(page)
    assert "nivel=regional" in kept
    page.reload()
    assert (rows(page), page.get_by_label("Buscar", exact=True).input_value()) == (found, "información")
    other = site("real", f"#{kept}")
    assert rows(other) == found
    link = page.locator(f"tr#{found[0]} .datos-accion a").first
    asked = link.inner_text()
    link.click()
    wait_until_shown(page, asked)
    page.go_back()
    page.get_by_text("Solo: nivel Regional; palabras «información».").wait_for()
    assert (rows(page), fragment(page)) == (found, kept)


@pytest.mark.parametrize("width", [1280, 390])
def test_each_action_has_a_link_of_its_own(site: Callable[..., "Page"], width: int) -> None:
    page = site("real", "#RET-N-04", width=width)
    wait_until_shown(page, "RET-N-04")
    assert len(rows(page)) == 33
    page.get_by_role("link", name="RET-R-03", exact=True).first.click()
    wait_until_shown(page, "RET-R-03")


def test_a_link_to_what_a_filter_hides_clears_the_filter(site: Callable[..., "Page"]) -> None:
    page = site("real", "#nivel=nacional")
    page.locator("tr#RET-N-18").get_by_role("link", name="RET-R-10").click()
    wait_until_shown(page, "RET-R-10")
    assert count(page) == "33 acciones. Se borraron los filtros, que ocultaban RET-R-10."
    assert len(rows(page)) == 33
    assert page.evaluate("document.activeElement.textContent") == "RET-R-10"


def test_other_places_of_the_page_leave_the_filter_alone(site: Callable[..., "Page"]) -> None:
    page = site("real", "#tema=trata_de_personas")
    found = rows(page)
    page.locator("sup a").locator("visible=true").first.click()
    page.locator(".notas li:target").wait_for()
    page.wait_for_url("**#tema=trata_de_personas")
    assert (rows(page), fragment(page)) == (found, "tema=trata_de_personas")


@pytest.mark.parametrize(
    "kept", ["nivel=<img src=x onerror=alert(1)>", "__proto__=1&q", "%E0%A4%A", "nadie", "q=%20"]
)
def test_an_address_that_says_nothing_hides_nothing(site: Callable[..., "Page"], kept: str) -> None:
    assert len(rows(site("real", f"#{kept}"))) == 33


def test_the_keyboard_is_enough(site: Callable[..., "Page"]) -> None:
    page = site("ejemplo")
    active = "document.activeElement.textContent || document.activeElement.name"
    seen = "getComputedStyle(document.activeElement).outlineStyle"
    page.keyboard.press("Tab")
    assert page.evaluate(active) == "Ir a las acciones"
    assert page.locator(".salto").bounding_box()["y"] >= 0  # type: ignore[index]  # it is shown
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "acciones"
    page.locator(".salto").focus()
    page.keyboard.press("Tab")
    assert (page.evaluate(active), page.evaluate(seen)) == ("q", "solid")
    page.keyboard.type("manual")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "nivel"
    page.keyboard.type("Nac")
    page.get_by_text("Solo: nivel Nacional; palabras «manual».").wait_for()
    while page.evaluate("document.activeElement.id") != "borrar":
        page.keyboard.press("Tab")
    assert page.evaluate(seen) == "solid"
    page.keyboard.press("Space")
    assert (len(rows(page)), page.evaluate("document.activeElement.name")) == (7, "q")


def test_on_paper_only_what_was_found(site: Callable[..., "Page"], tmp_path: Path) -> None:
    page = site("real", "#nivel=regional")
    found = rows(page)
    page.emulate_media(media="print")
    assert rows(page) == found
    assert page.get_by_text("Solo: nivel Regional.").is_visible()
    assert page.get_by_text("13 de 33 acciones").is_visible()
    for hidden in ("#buscador", ".salto", "#borrar"):
        assert page.locator(hidden).is_hidden()
    page.pdf(path=tmp_path / "hoja.pdf", prefer_css_page_size=True)
    text = subprocess.run(
        [program("pdftotext"), "-layout", tmp_path / "hoja.pdf", "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    sheets = [sheet for sheet in text.split("\f") if "RET-R-" in sheet.partition("Notas a los textos")[0]]
    assert len(sheets) > 1
    assert all("Acción estratégica" in sheet for sheet in sheets)
    assert re.findall(r"^\s*(RET-[NR]-\d+)\s", text.partition("Notas a los textos")[0], re.MULTILINE) == found


def test_without_script_everything_is_there(site: Callable[..., "Page"]) -> None:
    page = site("real", "#RET-N-04", javascript=False)
    assert page.locator("#tabla tr[id]").count() == page.locator("#tabla tr[id]:visible").count() == 33
    for each in ("#buscador", "#ninguna", "#dicho"):
        assert page.locator(each).is_hidden()
    assert page.locator("tr#RET-N-04:target").is_visible()


def test_hostile_texts_are_texts(site: Callable[..., "Page"]) -> None:
    page = site("hostil", width=390)
    for number, text in enumerate(TEXTOS, 1):
        cell = page.locator(f"tr#{ident(number)} td").first
        assert " ".join(text.split()) in cell.evaluate("cell => cell.textContent.replace(/\\s+/g, ' ')")
    page.get_by_text("Filtros", exact=True).click()
    page.get_by_label("Tema").select_option("documentacion")
    assert page.locator("#solo").inner_text() == f"Solo: tema {' '.join(TEXTOS[1].split())}."
    assert rows(page) == [ident(1)]
    page.get_by_role("button", name="Borrar filtros").click()
    assert ident(19) in search(page, "العربية")
    assert ident(18) in search(page, "👩‍👩‍👧 PINGUINO")
    assert ident(3) in search(page, "{{ 7*7 }}")
    assert "49" not in page.locator(f"tr#{ident(3)}").inner_text()
    search(page, TEXTOS[0])
    page.reload()
    assert TEXTOS[0] in page.locator("#solo").inner_text()


def test_a_part_of_the_plan_and_nothing_of_it(tab: Tab, rutaplan: Rutaplan, tmp_path: Path) -> None:
    call = ("render", "sitio", "--datos", str(EJEMPLO), "-o", str(tmp_path))
    assert rutaplan(*call, "--nivel", "regional").code == 0
    page = tab.open(tmp_path / "sitio-regional.html")
    assert page.get_by_text("Solo: nivel Regional.").is_visible()
    assert rows(page) == ["RET-R-01", "RET-R-02"]
    assert page.locator("tr#RET-R-01").get_by_text("Contraparte: RET-N-02").is_visible()
    assert page.get_by_role("link", name="RET-N-02").count() == 0
    nothing = replace(load(EJEMPLO)[0], acciones=())
    text = render("sitio.html", build_sitio(nothing), (own_folder(),))
    (tmp_path / "sitio.html").write_text(str(text), encoding="utf-8")
    page = tab.open(tmp_path / "sitio.html")
    assert page.get_by_text("Este documento no contiene acciones").is_visible()
    assert page.locator("form, table, script, dialog").count() == 0


def test_a_long_plan_is_as_easy(tab: Tab, tmp_path: Path) -> None:
    """Beyond a size its rows are laid out in another way, so that a browser may leave out the far ones."""
    ids = [f"RET-{'NR'[number % 2]}-{number // 2 + 1:02d}" for number in range(EXTENSA)]
    made = plan(*(accion(each, f"Texto de prueba de {each}.", plazo="7") for each in ids))
    text = render("sitio.html", build_sitio(made), (own_folder(),))
    (tmp_path / "sitio.html").write_text(str(text), encoding="utf-8")
    for width in (1280, 390):
        page = tab.open(tmp_path / "sitio.html", "#RET-R-400", width=width)
        wait_until_shown(page, "RET-R-400")
        if width < 700:
            page.get_by_text("Filtros", exact=True).click()
        page.get_by_label("Nivel").select_option("regional")
        assert count(page) == "500 de 1000 acciones"
        assert search(page, "ret-r-37") == ["RET-R-37", *(f"RET-R-37{last}" for last in range(10))]
        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_on_a_phone_the_actions_come_first(site: Callable[..., "Page"]) -> None:
    for each in ("real", "ejemplo"):
        page = site(each, width=390)
        text = page.locator("#tabla tr[id] td").first.bounding_box()
        assert text
        assert text["y"] + text["height"] < 844, each
    filters = page.get_by_text("Filtros", exact=True)
    assert page.get_by_label("Nivel").is_hidden()
    filters.click()
    page.get_by_label("Nivel").select_option("regional")
    assert page.locator("summary").inner_text() == "Filtros: 1"
    assert rows(page) == ["RET-R-01", "RET-R-02"]


def test_a_tablet_has_the_table(site: Callable[..., "Page"]) -> None:
    page = site("ejemplo", width=768)
    assert page.get_by_role("columnheader", name="Plazo").is_visible()
    assert page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0
    assert page.get_by_label("Nivel").is_visible()


def test_back_to_the_top_keeps_the_filter(site: Callable[..., "Page"]) -> None:
    page = site("real", "#nivel=nacional", width=390)
    link = page.get_by_role("link", name="Volver arriba")
    assert link.bounding_box()["y"] > 844  # type: ignore[index]  # it has a place
    page.evaluate("scrollTo(0, 3000)")
    assert link.bounding_box()["y"] < 844  # type: ignore[index]  # as above
    link.click()
    page.wait_for_function("scrollY < 100")
    page.wait_for_url("**#nivel=nacional")
    assert count(page) == "20 de 33 acciones"
    assert page.evaluate("document.activeElement.id") == "inicio"


def test_what_was_withdrawn_stands_apart(tab: Tab, tmp_path: Path) -> None:
    gone = ("estado: descartada", "motivo: Se unió a otra.")
    made = plan(
        accion("RET-N-01", "Una acción.", *gone),
        accion("RET-N-02", "Otra acción.", "producto: |-\n  Uno.\n  Dos."),
    )
    (tmp_path / "sitio.html").write_text(
        str(render("sitio.html", build_sitio(made), (own_folder(),))), encoding="utf-8"
    )
    page = tab.open(tmp_path / "sitio.html")
    assert (rows(page), count(page)) == (["RET-N-02"], "1 acción")
    assert page.get_by_role("heading", name="Retiradas: 1 acción").is_visible()
    assert page.get_by_text("Se unió a otra.").is_visible()
    assert "Uno.\nDos." in page.locator("tr#RET-N-02").inner_text()
    assert search(page, "xyzzy") == []
    assert page.get_by_text("Se unió a otra.").is_visible()


def test_nobody_is_named_on_the_site(folders: dict[str, Path]) -> None:
    text = (folders["ejemplo"] / "sitio.html").read_text(encoding="utf-8")
    assert "Persona" in (EJEMPLO / "grupos" / "g1-retorno.yaml").read_text(encoding="utf-8")
    assert "Canaria" not in text
    assert "Persona Pública" not in text
