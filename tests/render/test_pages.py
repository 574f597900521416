"""The documents: what they print, and what hostile texts and templates cannot do.

RUTAPLAN_ACEPTAR=1 takes what is printed as the new golden files.
"""

import json
import os
import re
from dataclasses import replace
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from helpers.blocks import headings, rows, said
from helpers.calls import EJEMPLO, ROOT, SEED
from helpers.papers import read
from helpers.plans import GRUPO, TALLER, accion, plan

from rutaplan import __version__
from rutaplan.diagnostics import Diagnostic
from rutaplan.plan import Plan
from rutaplan.render import find_templates, own_folder, template_folders
from rutaplan.render.printing import render
from rutaplan.render.sandbox import escape_markdown
from rutaplan.views.bloques import Parrafo
from rutaplan.views.documents import COMPLETA, DOCUMENTS, SEGUIMIENTO
from rutaplan.views.documents.matriz import build_matriz
from rutaplan.views.documents.plenaria import build_plenaria

GOLDEN = ROOT / "tests" / "golden"
CORTE = date(2027, 6, 30)
OWN = (own_folder(),)
TEXTS = {
    (each.name, each.format): each.path.name.removesuffix(".j2")
    for each in find_templates(OWN, {document.name: document.formatos for document in DOCUMENTS})
    if each.engine == "j2"
}
BY_NAME = {document.name: document for document in DOCUMENTS}


def printed(plan: Plan, name: str, kind: str, *, whole: bool = False) -> str:
    """The first page of a document. whole: what leaves nothing out, of those that leave some to other pages."""
    document = COMPLETA if whole and name == "plenaria" else BY_NAME[name]
    dated = replace(plan, corte=CORTE) if name == SEGUIMIENTO else plan
    first, *others = document.pages(dated, ()).values()
    texts = [
        render(TEXTS[name, kind], page, OWN)
        for page in (first, *(others if whole and name == "ficha" else ()))
    ]
    assert all(isinstance(text, str) for text in texts), texts
    return "".join(map(str, texts))


class Reader(HTMLParser):
    """What a browser would show, and the elements that it would make."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.shown = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the shape of its parent
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.shown += data


STYLE = (own_folder() / "_estilo.css.j2").read_text(encoding="utf-8").rstrip("\n")
STYLE_OF_ALL = "/* _estilo.css.j2 */"


@pytest.mark.parametrize(("name", "kind"), TEXTS)
def test_documents_are_as_they_were_read(name: str, kind: str) -> None:
    """The form's own documents from the real plan; those that it leaves nearly empty, from the example."""
    source = SEED if name in {"matriz", "plenaria", "sitio"} else EJEMPLO
    text = printed(read(source), name, kind).replace(f"rutaplan {__version__}", "rutaplan VERSION")
    assert text.count(STYLE) == (kind == "html")
    text = text.replace(STYLE, STYLE_OF_ALL)
    golden = GOLDEN / f"{name}.{kind}"
    if os.environ.get("RUTAPLAN_ACEPTAR"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes(text.encode())
    assert text == golden.read_text(encoding="utf-8"), "léalo y acéptelo: RUTAPLAN_ACEPTAR=1, como arriba"


def test_same_plan_same_bytes() -> None:
    first, second = (printed(read(SEED), "plenaria", "html") for _ in range(2))
    assert first == second
    assert first.endswith("</html>\n")


HOSTILE = (
    "<script>alert(1)</script> texto",
    "{{ 7*7 }} y {% raw %} texto",
    "una | tubería || y otra",
    "=HYPERLINK(1) de prueba",
    "p" * 400,
    "Familia 👩‍👩‍👧 y ñandú, ¿sí?",
    "- no es una lista de nada",
    "12. no es una lista de nada",
    "# no es un título de nada",
    "un &lt;b&gt; y un &amp; de verdad",
    "http://ejemplo.org y www.ejemplo.org",
    "*fuerte* _tenue_ `código` ~tachado~ [a](b) ![c](d) $x$ :smile:",
    "\\| barra y \\* asterisco",
)


CALM = tuple(f"Texto de prueba {number}." for number in range(len(HOSTILE)))


@cache
def plan_of(texts: tuple[str, ...]) -> Plan:
    """A plan with an action for each text, and time to say them all."""
    return plan(
        *(
            accion(f"RET-N-{number:02d}", text, "prioridad: true", instituciones="[hn-inm, por_definir]")
            for number, text in enumerate(texts, 1)
        ),
        taller=TALLER.replace("minutos: 1,", "minutos: 60,"),
    )


def in_place_of_calm(shown: str) -> list[str]:
    """The hostile texts of the actions whose calm ones are shown: not every document shows them all."""
    texts = [
        hostile
        for hostile, calm in zip(HOSTILE, CALM, strict=True)
        if escape_markdown(calm) in shown or calm in shown
    ]
    assert len(texts) in {0, len(HOSTILE)}
    return texts


@pytest.mark.parametrize("name", [name for name, kind in TEXTS if kind == "html"])
def test_hostile_texts_are_texts_in_html(name: str) -> None:
    html, calm = (Reader(printed(plan_of(texts), name, "html", whole=True)) for texts in (HOSTILE, CALM))
    assert [text for text in in_place_of_calm(calm.shown) if text not in html.shown] == []
    assert html.tags == calm.tags


@pytest.mark.parametrize("name", [name for name, kind in TEXTS if kind == "md"])
def test_hostile_texts_are_texts_in_markdown(name: str) -> None:
    whole = name == "ficha"
    markdown, calm = (printed(plan_of(texts), name, "md", whole=whole) for texts in (HOSTILE, CALM))
    assert [text for text in in_place_of_calm(calm) if str(escape_markdown(text)) not in markdown] == []
    assert [text for text in HOSTILE if unescaped(str(escape_markdown(text))) != text] == []
    if name == "ficha":  # its rows are fields
        return
    lines = markdown.splitlines()
    rows = [number for number, line in enumerate(lines) if line.startswith("| RET-N-")]
    assert len(rows) == calm.count("\n| RET-N-")
    rules = [number for number, line in enumerate(lines) if line.startswith("| ---")]
    assert all(cells(lines[row]) == cells(lines[max(each for each in rules if each < row)]) for row in rows)


def cells(row: str) -> int:
    """How many bars of a row part its cells."""
    return len(re.findall(r"(?<!\\)(?:\\\\)*\|", row))


def unescaped(markdown: str) -> str:
    """What a reader of Markdown sees."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown).replace("&amp;", "&")


@pytest.mark.parametrize(("name", "kind"), [each for each in TEXTS if each[1] == "md" and each[0] != "ficha"])
def test_a_text_that_is_another_than_the_forms_has_its_note(name: str, kind: str) -> None:
    told = printed(replace(read(EJEMPLO), antes=None), name, kind)
    text = "Publicar, como ejemplo, un informe antes de que el manual exista."
    rows = [line for line in told.splitlines() if line.startswith("|") and text in line]
    number = told.partition(". RET-N-03. El texto difiere")[0].rpartition("\n")[2]
    assert rows or text not in told  # a document may print no texts
    assert all(f"{text} (nota {number})" in row for row in rows)


def test_an_address_is_one_in_markdown_and_a_hostile_text_none() -> None:
    site = {
        "sitio": "https://ejemplo.org/plan_a?x=*1*",
        "respuesta": {"a": "https://b.org/<i>", "hasta": "2027-01-15"},
    }
    said = printed(plan(taller=f"{TALLER}documentos: {json.dumps(site)}\n"), "pendientes", "md")
    assert "Este plan, al día: <https://ejemplo.org/plan_a?x=*1*>\n" in said
    assert "https\\://b.org/\\<i\\>" in said


def test_markdown_stops_links_lists_and_breaks() -> None:
    assert escape_markdown("uno\n\n| dos") == "uno \\| dos"
    assert escape_markdown("http://a.b") == "http\\://a.b"
    assert escape_markdown("www.a.b") == "www\\.a.b"
    assert escape_markdown("+ a") == "\\+ a"
    assert escape_markdown("3) a") == "3\\) a"
    assert escape_markdown("RET-N-18 a las 1:30.") == "RET-N-18 a las 1:30."


def test_matriz_tells_all_it_knows() -> None:
    made = plan(
        accion(
            "RET-N-01",
            "Texto nuevo de prueba.",
            "texto_fuente: Texto viejo de prueba.",
            "prioridad: true",
            plazo="24",
        ),
        accion("RET-N-02", "Texto de otra.", "responsable: oim", instituciones="[hn-inm, oim, por_definir]"),
        accion(
            "RET-N-03",
            "Los personas de prueba.",
            "erratas: [{dice: Los personas, debe_decir: Las personas}]",
            plazo="no_aplica",
        ),
    )
    page = build_matriz(made)
    assert "3 acciones, todas a nivel nacional. Por definir: plazo en 1; instituciones en 3." in said(page)
    first, second, third = rows(page).values()
    months = [row["plazo_meses"] for row in (first, second, third)]
    assert [(cell.texto, cell.hueco, cell.menudo) for cell in months] == [
        ("24", "", "mediano plazo"),
        ("", "por definir", ""),
        ("no aplica", "", ""),
    ]
    assert (second["instituciones"].texto, second["instituciones"].hueco) == (
        "INM (Honduras); OIM, responsable",
        "otras por definir",
    )
    assert [(row["id"].menudo, row["prioridad"].texto) for row in (first, second, third)] == [
        ("", "sí"),
        ("", ""),
        ("", ""),
    ]
    assert f"Ponente: {'_' * 40}" in said(page)
    assert [(n.id, n.texto) for n in page.notas] == [
        ("RET-N-01", "El texto difiere del formulario, que dice: «Texto viejo de prueba.»"),
        (
            "RET-N-03",
            "Corrección propuesta, no aplicada: donde dice «Los personas», debe decir «Las personas».",
        ),
    ]
    assert said(page)[-2:] == ["No hay acciones de este nivel.", "No hay acciones de este eje."]
    assert "INM (Honduras): Instituto Nacional de Migración" in printed(made, "matriz", "html")


def test_a_proposal_is_marked() -> None:
    made = plan(
        accion(
            "RET-N-01", "Texto de prueba.", "prioridad: true", "responsable: oim",
            "sugerido_por: {prioridad: equipo, responsable: equipo}", instituciones="[oim]",
        )
    )  # fmt: skip
    (row,) = rows(build_matriz(made)).values()
    assert (row["prioridad"].texto, row["instituciones"].texto) == ("sugerida", "OIM, responsable sugerida")
    assert "El grupo no marcó prioridades." in str(build_plenaria(made, made.grupos[0]).frente)


def test_no_action_is_lost_to_a_wrong_nivel() -> None:
    file = accion("RET-N-01", "Texto de prueba.")
    stray = type(file)(file.path, file.name, file.text.replace("nivel: nacional", "nivel: local"))
    page = build_matriz(plan(stray))
    assert list(rows(page)) == ["RET-N-01"]
    assert headings(page)[-2].startswith("Sin ubicar:")


@pytest.mark.parametrize(("name", "kind"), TEXTS)
def test_a_plan_without_actions_says_so(name: str, kind: str) -> None:
    said = {
        "institucion": "Ninguna acción de este documento nombra todavía a una institución",
        "pais": "Ninguna acción de este documento nombra todavía a un país",
    }
    text = printed(plan(), name, kind)
    assert said.get(name, "Este documento no contiene acciones") in text
    assert "| --- | --- | --- | --- |" not in text
    assert 'class="matriz"' not in text


MIEMBRO = GRUPO.replace(
    "participantes: por_definir\nponente: por_definir",
    "participantes: [{nombre: Ana Persona, cargo: Directora, institucion: hn-inm, autoriza_publicar: false}]\nponente: Ana Persona",
)


@pytest.mark.parametrize("kind", ["html", "md"])
@pytest.mark.parametrize("name", ["matriz", "plenaria", "pendientes", "acta"])
def test_a_name_needs_permission(name: str, kind: str) -> None:
    one = accion("RET-N-01", "Texto de prueba.")
    private = printed(plan(one, grupo=MIEMBRO), name, kind)
    assert "Ana Persona" not in private
    assert "Directora, INM (Honduras)" in private
    assert "Ana Persona" in printed(plan(one, grupo=MIEMBRO.replace("false", "true")), name, kind)


def test_it_tells_what_stays_out_and_by_how_much() -> None:
    taller = TALLER.replace("minutos: 1, palabras_por_minuto: 120", "minutos: 2, palabras_por_minuto: 150")
    long = [accion(f"RET-N-{n:02d}", "palabra " * 30 + "final", "prioridad: true") for n in range(1, 9)]
    page = build_plenaria(plan(*long, taller=taller), plan().grupos[0])
    verdict, told = (
        each.texto for each in page.frente if isinstance(each, Parrafo) and each.estilo in {"fuerte", "aviso"}
    )
    assert re.fullmatch(r"Dura de \d:\d\d a (\d:\d\d); cabe en 2:00\.", verdict)
    assert re.match(r"De las 8 prioridades, \d quedan fuera: acción \d, nacional; ", told)
    assert re.search(r"con todo duraría de \d:\d\d a \d:\d\d, \d:\d\d de más\.$", told)
    roomy = taller.replace("minutos: 2", "minutos: 4")
    more = [accion(f"RET-N-{n:02d}", "la casa " * 30 + "final", "prioridad: true") for n in range(1, 19)]
    full = build_plenaria(plan(*more, taller=roomy), plan().grupos[0])
    (told,) = (each.texto for each in full.frente if isinstance(each, Parrafo) and each.estilo == "aviso")
    assert told.endswith(" de más, y la hoja está llena.")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    made = tmp_path / "templates"
    made.mkdir()
    return made


def fault(folder: Path, text: str, name: str = "matriz.html") -> Diagnostic:
    (folder / f"{name}.j2").write_text(text, encoding="utf-8")
    result = render(name, build_matriz(plan()), (folder,))
    assert isinstance(result, Diagnostic), result[:200]
    return result


FAULTS = (
    ("PLA01", 2, "uno\n{{ pagina.vacia }\n"),
    ("PLA01", 1, "{% inventada %}"),
    ("PLA01", 1, "{% if %}"),
    ("PLA01", 1, "{% for a in pagina.notas %}"),
    ("PLA02", 3, "uno\ndos\n{{ pagina.nada }}"),
    ("PLA02", 1, "{{ nadie }}"),
    ("PLA02", 2, "uno\n{{ pagina.vacia | nada }}"),
    ("PLA02", 2, "uno\n{% include 'otra.html.j2' %}"),
    ("PLA03", 2, "uno\n{{ pagina.__class__ }}"),
    ("PLA03", 1, "{{ ''.__class__.__mro__ }}"),
    ("PLA03", 1, "{{ pagina.bloques | attr('__class__') }}"),
    ("PLA03", 2, "\n{% include '../otra.html.j2' %}"),
    ("PLA03", 1, "{% import '/etc/passwd' as x %}"),
    ("PLA03", 1, "{{ 'x' * 1000000000 }}"),
    ("PLA03", 1, "{{ 10 ** 100000000 }}"),
    ("PLA03", 1, "{{ '%1000000000d' % 1 }}"),
    ("PLA03", 1, "{{ 'x'.ljust(1000000000) }}"),
    ("PLA03", 1, "{% set a = [] %}{{ a.append(1) }}"),
    ("PLA04", 2, "\n{% for a in range(999999999) %}x{% endfor %}"),
    ("PLA04", 2, "\n{{ 1 / 0 }}"),
    ("PLA04", 1, "{% include 'matriz.html.j2' %}"),
    ("PLA04", 3, "\n\n{{ pagina + 1 }}"),
)


@pytest.mark.parametrize(("code", "line", "text"), FAULTS)
def test_a_fault_has_code_template_and_line(folder: Path, code: str, line: int, text: str) -> None:
    found = fault(folder, text)
    assert (found.code, found.place.path, found.place.line) == (code, "templates/matriz.html.j2", line)
    assert not re.search(
        r"\b(undefined|expected|unexpected|attribute|Error|object)\b", found.found + found.help
    )


def test_a_fault_inside_an_included_template(folder: Path) -> None:
    (folder / "_parte.html.j2").write_text("uno\n{{ nadie }}\n")
    found = fault(folder, "{% include '_parte.html.j2' %}")
    assert (found.code, found.place.path, found.place.line) == ("PLA02", "templates/_parte.html.j2", 2)


def test_templates_are_read_as_carefully_as_data(folder: Path) -> None:
    (folder / "real").write_text("hola")
    (folder / "matriz.html.j2").symlink_to(folder / "real")
    (folder / "_enlace.j2").symlink_to(folder / "real")
    found = render("matriz.html", None, (folder,))
    assert isinstance(found, Diagnostic)
    assert (found.code, found.found) == ("PLA05", "un enlace simbólico")
    assert fault(folder, "{% include '_enlace.j2' %}", "matriz.md").code == "PLA05"
    (folder / "plenaria.html.j2").write_bytes(b"\xe1\xe9")
    found = render("plenaria.html", None, (folder,))
    assert isinstance(found, Diagnostic)
    assert found.code == "PLA05"
    missing = render("otra.html", None, (folder,))
    assert isinstance(missing, Diagnostic)
    assert missing.code == "PLA05"


def test_the_parts_of_our_templates_are_known_by_their_names() -> None:
    """Whether something of the user's takes part in a document of ours is told by a name that begins so."""
    for path in own_folder().glob("*.j2"):
        text = path.read_text(encoding="utf-8")
        parts = re.findall(r"{%-? *(?:include|import|extends|from) *(\S+)", text)
        assert [each for each in parts if not re.fullmatch(r'"_[a-z.]+\.j2"', each)] == [], path.name
    for path in own_folder().glob("*.typ"):
        parts = re.findall(r"#?(?:include|import) *(\S+)", path.read_text(encoding="utf-8"))
        assert [each for each in parts if not re.fullmatch(r'"_[a-z]+\.typ":?', each)] == [], path.name


ACTIVE = "=1+1 <script>x</script> #import \"@preview/a:1.0.0\"; $a$ 'b' *c* \n= d"


@pytest.mark.parametrize(
    ("kind", "printed"),
    [
        ("txt", ACTIVE),
        ("csv", "\"'" + ACTIVE.replace('"', '""') + '"'),
        ("typ", re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", ACTIVE.replace(" \n", " "))),
        (
            "html",
            "=1+1 &lt;script&gt;x&lt;/script&gt; #import &#34;@preview/a:1.0.0&#34;; $a$ &#39;b&#39; *c* \n= d",
        ),
    ],
)
def test_what_is_printed_is_text_in_every_format(folder: Path, kind: str, printed: str) -> None:
    (folder / f"matriz.{kind}.j2").write_text("{{ pagina }}")
    assert render(f"matriz.{kind}", ACTIVE, (folder,)) == f"{printed}\n"


def test_the_users_templates_go_first(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (folder / "matriz.html.j2").write_text("la suya: {{ pagina.documento }}")
    (folder / "matriz.txt.j2").write_text("otra")
    (folder / "nada.html.j2").write_text("no es un documento")
    folders = template_folders(None, tmp_path / "data")
    assert render("matriz.html", build_matriz(plan()), folders) == "la suya: Matriz de acciones\n"
    found = find_templates(folders, {document.name: document.formatos for document in DOCUMENTS})
    listed = [(each.name, each.format, each.own) for each in found if each.engine == "j2"]
    assert listed[:5] == [
        ("matriz", "html", False),
        ("matriz", "md", True),
        ("matriz", "txt", False),
        ("plenaria", "html", True),
        ("plenaria", "md", True),
    ]
    assert "nada" not in {each.name for each in found}
    assert template_folders(None, SEED) == OWN
