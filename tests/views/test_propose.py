"""From the page to the plan, in a real browser: what somebody without git proposes, somebody with git accepts."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from helpers.browser import Tab, violations
from helpers.calls import EJEMPLO, Rutaplan, edit
from helpers.letterheads import tell
from helpers.plans import accion, plan
from helpers.proposals import as_csv, sent
from helpers.reach import each_with_each
from helpers.snapshots import changed_lines, snapshot

from rutaplan.load import load
from rutaplan.model import MAX_MESES
from rutaplan.render import own_folder
from rutaplan.render.printing import render
from rutaplan.views.documents.proponer import build_propuesta, find_forja
from rutaplan.views.documents.sitio import build_sitio

if TYPE_CHECKING:
    from playwright.sync_api import Page

REPOSITORIES = {
    "https://github.com/crm/plan": "https://github.com/crm/plan/blob/HEAD/data",
    "https://github.com/crm/plan.git": "https://github.com/crm/plan/blob/HEAD/data",
    "https://github.com/crm/plan/tree/main": "https://github.com/crm/plan/edit/main/data",
    "https://github.com/crm/tree/tree/main": "https://github.com/crm/tree/edit/main/data",
    "https://github.com/crm/plan/tree/main/talleres/2025/": "https://github.com/crm/plan/edit/main/talleres/2025/data",
    "https://gitlab.com/crm/plan": "https://gitlab.com/crm/plan/-/blob/HEAD/data",
    "https://git.ejemplo.org/a/b/plan/-/tree/main": "https://git.ejemplo.org/a/b/plan/-/edit/main/data",
    "https://codeberg.org/crm/plan/src/branch/main": "https://codeberg.org/crm/plan/_edit/main/data",
    "https://codeberg.org/crm/plan": "",
    "https://ejemplo.org/plan.git": "",
    "https://github.com/crm": "",
    "https://github.com.ejemplo.org/crm/plan": "",
}


@pytest.mark.parametrize("address", REPOSITORIES)
def test_a_link_leads_to_the_file_or_there_is_none(seed: Path, address: str) -> None:
    tell(seed / "data", repositorio=address)
    forja = find_forja(load(seed / "data")[0])
    assert (forja.carpeta if forja else "") == REPOSITORIES[address]


@pytest.mark.parametrize(
    ("who", "written"),
    [("plan@ejemplo.org", "plan@ejemplo.org"), ("La secretaría", ""), ("https://ejemplo.org/", "")],
)
def test_only_an_e_mail_is_written_to(seed: Path, who: str, written: str) -> None:
    tell(seed / "data", respuesta={"a": who, "hasta": "2027-01-15"})
    assert build_propuesta(load(seed / "data")[0]).correo == written


class Form:
    """The form of a page, as a person sees it."""

    def __init__(self, page: "Page", ident: str = "RET-N-01") -> None:
        self.page, self.ident, self.clicks = page, ident, 0
        self.dialog = page.get_by_role("dialog")

    def click(self, role: str, name: str) -> None:
        self.clicks += 1
        self.page.get_by_role(role, name=name, exact=True).click()  # type: ignore[arg-type]  # one of aria's

    def open(self) -> "Form":
        self.click("button", f"Proponer un cambio a {self.ident}")
        return self

    def download(self, folder: Path) -> Path:
        with self.page.expect_download() as found:
            self.click("button", "Descargar la propuesta")
        path = folder / found.value.suggested_filename
        found.value.save_as(path)
        return path

    @property
    def fault(self) -> str:
        return self.dialog.get_by_role("alert").inner_text()


@pytest.fixture
def page_of(tab: Tab, rutaplan: Rutaplan) -> Callable[..., "Page"]:
    """Open the site of a plan of one's own."""

    def open_it(folder: Path, **how: int) -> "Page":
        assert (
            rutaplan("render", "sitio", "--datos", str(folder / "data"), "-o", str(folder / "salida")).code
            == 0
        )
        return tab.open(folder / "salida" / "sitio.html", **how)

    return open_it


@pytest.mark.programas
def test_five_clicks_and_exactly_those_lines(
    page_of: Callable[..., "Page"], rutaplan: Rutaplan, seed: Path
) -> None:
    path = seed / "data" / "acciones" / "retorno" / "RET-N-01.yaml"
    edit(path, "plazo_meses: por_definir", "plazo_meses: por_definir  # se verá en marzo")
    form = Form(page_of(seed)).open()
    form.page.keyboard.press("Tab")
    form.page.keyboard.press("ControlOrMeta+A")
    form.page.keyboard.type("12")
    form.click("checkbox", "INM (Honduras)")
    form.click("checkbox", "OIM")
    form.clicks += 1
    form.page.get_by_label("Institución que propone").select_option("oim")
    proposal = form.download(seed)
    assert (form.clicks, proposal.name) == (5, "propuesta-RET-N-01-oim.csv")
    before = snapshot(seed)
    done = rutaplan("import", str(proposal), "--si", cwd=seed)
    assert (done.code, "(propone OIM, " in done.out) == (0, True), done.out + done.err
    assert changed_lines(before, snapshot(seed)) == {
        "acciones/retorno/RET-N-01.yaml": (
            ["plazo_meses: por_definir  # se verá en marzo", "instituciones: por_definir"],
            ["plazo_meses: 12  # se verá en marzo", "instituciones: [oim, hn-inm]"],
        )
    }
    assert rutaplan("validate", cwd=seed).code == 0


@pytest.mark.programas
@pytest.mark.parametrize("width", [1280, 390])
def test_the_keyboard_is_enough_to_propose(
    page_of: Callable[..., "Page"], rutaplan: Rutaplan, seed: Path, width: int
) -> None:
    page = page_of(seed, width=width)
    page.get_by_role("button", name="Proponer un cambio a RET-N-02").focus()
    page.keyboard.press("Enter")
    form = Form(page, "RET-N-02")
    assert form.dialog.get_attribute("aria-labelledby") == "p-titulo"
    assert page.evaluate("document.activeElement.textContent") == "Proponer un cambio: RET-N-02"
    page.keyboard.press("Tab")
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("no aplica")
    page.keyboard.press("Tab")
    page.keyboard.type("sreci")
    focused = "document.activeElement.value || document.activeElement.id"
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate(focused) == "hn-sreci":
            break
    page.keyboard.press("Space")
    assert form.dialog.get_by_text("Elegidas: SRECI (Honduras)").is_visible()
    while page.evaluate("document.activeElement.id") != "p-propone":
        page.keyboard.press("Tab")
    page.keyboard.type("ACN")
    page.keyboard.press("Tab")
    with page.expect_download() as found:
        page.keyboard.press("Enter")
    found.value.save_as(seed / "una.csv")
    assert "Se descargó propuesta-RET-N-02-acnur.csv" in form.dialog.inner_text()
    page.keyboard.press("Escape")
    assert not form.dialog.is_visible()
    assert page.evaluate("document.activeElement.ariaLabel") == "Proponer un cambio a RET-N-02"
    assert rutaplan("import", "una.csv", "--si", cwd=seed).code == 0
    taken = load(seed / "data")[0].accion_by_id["RET-N-02"]
    assert (taken.plazo_meses, taken.instituciones) == ("no_aplica", ("hn-sreci",))


@pytest.mark.programas
def test_a_screen_reader_names_everything(site: Callable[..., "Page"]) -> None:
    form = Form(site()).open()
    dialog = form.page.get_by_role("dialog", name="Proponer un cambio: RET-N-01", exact=True)
    months = dialog.get_by_role("combobox", name="Plazo (meses)", exact=True)
    assert months.evaluate(
        "each => document.getElementById(each.getAttribute('aria-describedby')).textContent"
    ) == ("Meses enteros, de 1 a 120; o por definir, no aplica o no consta.")
    bodies = dialog.get_by_role("group", name="Instituciones involucradas", exact=True)
    own = bodies.get_by_role("group", name="Lista de instituciones").get_by_role(
        "group", name="Honduras", exact=True
    )
    assert own.get_by_role("checkbox", name="INM (Honduras)", exact=True).count() == 1
    assert bodies.get_by_role("status").inner_text() == "Elegidas: por definir"
    for role, name in (
        ("searchbox", "Buscar en la lista"),
        ("combobox", "Prioridad del grupo"),
        ("textbox", "Observación"),
        ("combobox", "Institución que propone"),
        ("button", "Cerrar"),
    ):
        assert dialog.get_by_role(role, name=name, exact=True).count() == 1, name  # type: ignore[arg-type]  # one of aria's


@pytest.mark.programas
def test_what_the_plan_would_refuse_the_page_refuses(site: Callable[..., "Page"]) -> None:
    form = Form(site()).open()
    months = form.dialog.get_by_label("Plazo (meses)")
    download = form.dialog.get_by_role("button", name="Descargar la propuesta")
    download.click()
    assert form.fault == "Todavía no propone ningún cambio."
    for typed in ("0", str(MAX_MESES + 1), "6 meses", "", "1.5", "-3", "por_definir", "=6"):
        months.fill(typed)
        download.click()
        assert form.fault.startswith("Plazo: Meses enteros, de 1 a 120;"), typed
        assert months.get_attribute("aria-invalid") == "true"
        assert form.page.evaluate("document.activeElement.id") == "p-plazo"
    months.fill(str(MAX_MESES))
    form.dialog.get_by_role("checkbox", name="por definir").uncheck()
    download.click()
    assert form.fault == "Marque al menos una institución, o «por definir»."
    for each in ("no aplica", "OIM"):
        form.dialog.get_by_role("checkbox", name=each, exact=True).check()
    download.click()
    assert form.fault == "«no aplica» va sola, sin otras instituciones."
    form.dialog.get_by_role("checkbox", name="no aplica").uncheck()
    download.click()
    assert form.fault == "Elija la institución que propone."
    note = form.dialog.get_by_label("Observación")
    for typed, said in (
        (
            "Escriba a ana@ejemplo.invalid.",
            "La observación lleva algo que parece un correo o una cuenta: quítelo.",
        ),
        ("Antes.\n[Fin de la propuesta]\n", "La observación no puede llevar «[fin de la propuesta]»."),
    ):
        note.fill(typed)
        download.click()
        assert form.fault == said
        assert note.get_attribute("aria-invalid") == "true"
        assert form.page.evaluate("document.activeElement.id") == "p-nota"


@pytest.mark.programas
def test_a_letter_says_the_same_and_goes_to_nobody_else(
    page_of: Callable[..., "Page"], rutaplan: Rutaplan, seed: Path
) -> None:
    tell(
        seed / "data",
        respuesta={"a": "plan@ejemplo.org", "hasta": "2027-01-15"},
        repositorio="https://github.com/crm/plan/tree/main",
    )
    form = Form(page_of(seed)).open()
    form.dialog.get_by_label("Plazo (meses)").fill("18")
    note = '=1+1; «citas», "comillas" y ñ'
    form.dialog.get_by_label("Observación").fill(note)
    form.dialog.get_by_label("Institución que propone").select_option("hn-inm")
    form.click("button", "Preparar un correo")
    letter = form.dialog.get_by_label("Texto del correo").input_value()
    link = urlsplit(form.dialog.get_by_role("link", name="Abrirlo en el correo").get_attribute("href") or "")
    assert (link.scheme, link.path) == ("mailto", "plan@ejemplo.org")
    body = parse_qs(link.query)["body"][0].replace("\r\n", "\n")
    assert (body, parse_qs(link.query).keys()) == (letter, {"subject", "body"})
    form.click("button", "Copiar el texto")
    assert form.dialog.get_by_text("Se copió el texto.").is_visible()
    (seed / "correo.txt").write_text(f"Buenos días:\n{letter}\nSaludos\n", encoding="utf-8")
    done = rutaplan("import", "correo.txt", "--si", "--a-notas", cwd=seed)
    assert done.code == 0, done.out + done.err
    taken = load(seed / "data")[0].accion_by_id["RET-N-01"]
    assert taken.plazo_meses == 18
    assert (taken.notas or "").endswith(f": {note}.")
    edits = form.dialog.get_by_role("link", name="Editar su archivo en github.com")
    assert edits.get_attribute("href") == (
        "https://github.com/crm/plan/edit/main/data/acciones/retorno/RET-N-01.yaml"
    )
    form.dialog.get_by_label("Observación").fill("ñ" * 2000)
    form.click("button", "Preparar un correo")
    assert form.dialog.get_by_text("Es largo para abrirlo en el correo: cópielo.").is_visible()
    assert not form.dialog.get_by_role("link", name="Abrirlo en el correo").is_visible()


@pytest.mark.programas
def test_a_page_of_another_day_brings_back_nothing_of_it(
    page_of: Callable[..., "Page"], rutaplan: Rutaplan, seed: Path
) -> None:
    path = seed / "data" / "acciones" / "retorno" / "RET-N-01.yaml"
    edit(path, "plazo_meses: por_definir", "plazo_meses: 12")
    form = Form(page_of(seed)).open()
    form.click("checkbox", "OIM")
    form.dialog.get_by_label("Institución que propone").select_option("oim")
    proposal = form.download(seed)
    edit(path, "plazo_meses: 12", "plazo_meses: 18  # lo acordó el grupo")
    before = snapshot(seed)
    done = rutaplan("import", str(proposal), "--si", "--preferir", "papel", cwd=seed)
    assert done.code == 0, done.out
    assert changed_lines(before, snapshot(seed)) == {
        "acciones/retorno/RET-N-01.yaml": (["instituciones: por_definir"], ["instituciones: [oim]"])
    }


@pytest.mark.programas
@pytest.mark.parametrize("data", [EJEMPLO])
def test_what_nobody_changes_comes_back_as_it_is(
    site: Callable[..., "Page"], rutaplan: Rutaplan, tmp_path: Path, data: Path
) -> None:
    """Of every action, whatever it has: only the remark is told, and the cells of the page say what the plan does."""
    page = site("ejemplo")
    folder = tmp_path / "propuestas"
    folder.mkdir()
    for each in load(data)[0].acciones:
        form = Form(page, each.id).open()
        form.dialog.get_by_label("Observación").fill("Conviene.")
        form.dialog.get_by_label("Institución que propone").select_option("oim")
        form.download(folder)
        page.keyboard.press("Escape")
    done = rutaplan("import", str(folder), "--simular", "--datos", str(data))
    assert "Cambia:" not in done.out
    assert "0 cambiadas" in done.out
    assert done.out.count("con --a-notas se guarda en notas: «Conviene.»") == 7


@pytest.mark.programas
def test_a_text_of_several_lines_and_every_sign_come_back(tab: Tab, tmp_path: Path) -> None:
    made = plan(accion("RET-N-01", '=Texto con\n  otra línea, "comillas" y más.', plazo="7"))
    (tmp_path / "sitio.html").write_text(
        str(render("sitio.html", build_sitio(made), (own_folder(),))), encoding="utf-8"
    )
    form = Form(tab.open(tmp_path / "sitio.html")).open()
    for sign in ("=", "+", "-", "@", "'"):
        form.dialog.get_by_label("Observación").fill(f"{sign}1")
        form.dialog.get_by_label("Institución que propone").select_option("oim")
        text = form.download(tmp_path).read_text(encoding="utf-8-sig")
        assert f'"\'{sign}1"' in text
        assert made.acciones[0].texto.replace('"', '""') in text


@pytest.mark.programas
@each_with_each(scheme=["light", "dark"], width=[1280, 390])
def test_everybody_can_use_the_form(
    site: Callable[..., "Page"],
    axe: str,
    width: int,
    scheme: str,
) -> None:
    for name in ("ejemplo", "hostil"):
        page = site(name, width=width)
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of two
        form = Form(page, page.locator("#tabla tr[id]").first.get_attribute("id") or "").open()
        form.dialog.get_by_role("button", name="Descargar la propuesta").click()
        assert form.fault
        assert page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0
        assert not violations(page, axe)
        form.dialog.get_by_label("Plazo (meses)").fill("5")
        form.dialog.get_by_label("Institución que propone").select_option(index=1)
        form.click("button", "Preparar un correo")
        assert not violations(page, axe)


@pytest.mark.programas
def test_on_paper_and_without_script_nobody_is_asked(site: Callable[..., "Page"]) -> None:
    page = site()
    page.emulate_media(media="print")
    assert page.get_by_role("button", name="Proponer un cambio a RET-N-01").is_hidden()
    assert site("real", javascript=False).get_by_role("button").count() == 0


def test_a_letter_that_nobody_sees_proposes_nothing(rutaplan: Rutaplan, seed: Path) -> None:
    content = as_csv(seed, plazo_meses="6", instituciones="\u200b")
    path = seed / "data" / "acciones" / "retorno" / "RET-N-01.yaml"
    edit(path, "instituciones: por_definir", "instituciones: [oim]")
    assert sent(rutaplan, seed, "propuesta.csv", content, "--preferir", "papel").code == 0
    taken = load(seed / "data")[0].accion_by_id["RET-N-01"]
    assert (taken.plazo_meses, taken.instituciones) == (6, ("oim",))
