"""Word documents: what they say, how they lie, and what a template may not do."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENTATION, WD_SECTION_START
from docx.oxml.ns import qn
from helpers import blocks, papers
from helpers.calls import ROOT, SEED, Rutaplan, accion, edit, program
from helpers.forms import PNG
from helpers.large import write_large_plan
from helpers.letterheads import png_of
from helpers.plans import documents
from lxml import etree

from rutaplan.derive.guion import guion
from rutaplan.derive.huella import huella
from rutaplan.diagnostics import Diagnostic, Severity
from rutaplan.load import load
from rutaplan.model import Participante
from rutaplan.model.taller import Documentos
from rutaplan.plan import Plan
from rutaplan.render import FoundTemplate
from rutaplan.views.bloques import Columna, Tabla
from rutaplan.views.documents import CAMBIOS
from rutaplan.views.documents.consolidada import build_consolidada
from rutaplan.views.documents.matriz import build_matriz
from rutaplan.views.documents.pendientes import build_pendientes
from rutaplan.writers.docx import find_unversioned
from rutaplan.writers.papel import Papel
from rutaplan.writers.word.body import NAMES as STYLES
from rutaplan.writers.word.body import Body
from rutaplan.writers.word.zipping import unpack
from rutaplan.zips import pack

NAMES = documents("docx")
EACH = {
    "plenaria": "plenaria-g1-retorno",
    "formulario": "formulario-g1-retorno",
    "ficha": "ficha-ret-n-01",
    "directorio": "directorio-hn",
}
FILES = tuple(EACH.get(name, name) for name in NAMES)
OURS = ROOT / "templates" / "documento.docx"
PAPERS = {Papel.A4: (210.0, 297.0), Papel.CARTA: (215.9, 279.4)}
HOSTILE = (
    "<script>alert(1)</script>",
    "</w:t></w:r></w:p>",
    "{{ 7*7 }} {{ pagina.titulo }}",
    "{% for x in y %} {%p if z %} {#p no #}",
    "{_{ 7*7 }_} {_% if x %_}",
    "&amp; &#123; &lt;b&gt; ]]> <![CDATA[x",
    "emoji 🌎 👩‍👧 y árabe العربية",
    "á" * 400,
    "áéíóúüñ ÁÉÍÓÚÜÑ ¿¡ «» “” — … º ª €",
    "comillas \" ' y \\ barra",
    "=SUMA(A1) @x +1 -1",
    "dos\nrenglones",
)


def word(plan: Plan, name: str, papel: Papel = Papel.A4) -> Any:
    """A document of a plan, as python-docx reads it."""
    files = papers.made(plan, name.partition("-")[0], "docx", papel)
    return Document(BytesIO(files[f"{name}.docx"]))


def paragraphs(cell: Any) -> list[str]:
    return [paragraph.text for paragraph in cell.paragraphs]


def text_of(cell: Any) -> str:
    """The text of an action, without the number of its footnote."""
    return "".join(run.text for run in cell.paragraphs[0].runs if run.style.name != "Llamada de nota")


def rows_of(document: Any, text_column: int) -> list[tuple[str, str, str]]:
    """Id, fingerprint and text of each row that has a fingerprint, which nobody sees."""
    found = []
    for row in (row.cells for table in document.tables for row in table.rows):
        ident, *hidden = row[0].paragraphs[0].runs or [None]
        if hidden:
            assert [run.font.hidden for run in (ident, *hidden)] == [None, True]
            found.append((ident.text, hidden[0].text.strip(), text_of(row[text_column])))
    return found


def expected_rows(plan: Plan) -> list[tuple[str, str, str]]:
    return [(each.id, huella(each), each.texto) for each in plan.acciones]


def all_text(document: Any) -> str:
    return "\n".join(
        "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
        for paragraph in document.element.body.iter(qn("w:p"))
    )


@pytest.mark.parametrize(("name", "column"), [("matriz", 1), ("consolidada", 1), ("pendientes", 1)])
def test_papers_that_come_back_have_every_row_with_its_fingerprint(name: str, column: int) -> None:
    document = word(papers.read(SEED), name)
    assert rows_of(document, column) == expected_rows(papers.read(SEED))


@pytest.mark.parametrize("name", ["matriz", "formulario-g1-retorno"])
def test_the_last_lines_go_with_what_is_before_them(name: str) -> None:
    body = word(papers.read(SEED), name).element.body
    kept = [bool(each.findall(f"{qn('w:pPr')}/{qn('w:keepNext')}")) for each in body.iter(qn("w:p"))]
    assert all(kept[-8:-1])
    assert not kept[-1]


def signed_by(count: int) -> Plan:
    """The real plan with so many people in its group, all of whom agreed to be named."""
    plan = papers.read(SEED)
    people = tuple(
        Participante(nombre=f"Persona {n}", cargo="Directora", institucion="hn-inm", autoriza_publicar=True)
        for n in range(count)
    )
    return replace(plan, grupos=(plan.grupos[0].model_copy(update={"participantes": people}),))


def kept(row: Any) -> bool:
    """Whether a row stays on the sheet of the next one."""
    return all(each.findall(f"{qn('w:pPr')}/{qn('w:keepNext')}") for each in row._tr.iter(qn("w:p")))  # noqa: SLF001 - python-docx has no other door


@pytest.mark.parametrize(("people", "together"), [(1, True), (12, True), (70, False)])
def test_who_signs_does_so_on_one_sheet_if_all_fit(people: int, *, together: bool) -> None:
    *rows, _ = word(signed_by(people), "acta").tables[-1].rows
    assert [kept(row) for row in rows[:-1]] == [together] * (len(rows) - 1)


def test_the_end_of_a_script_goes_with_its_note() -> None:
    rows = word(papers.read(SEED), "plenaria-g1-retorno").tables[0].rows
    assert [kept(row) for row in rows[-4:]] == [False, True, True, True]


def test_matriz_is_the_forms_table() -> None:
    document = word(papers.read(SEED), "matriz")
    page = build_matriz(papers.read(SEED))
    assert len(document.tables) == len(blocks.tables(page)) == 2
    for table, block in zip(document.tables, blocks.tables(page), strict=True):
        assert {cell.text for cell in table.rows[0].cells} == {block.sobre}
        assert [cell.text for cell in table.rows[1].cells] == [each.titulo for each in block.columnas]
        assert paragraphs(table.rows[2].cells[2]) == ["", "por definir"]
        assert table.rows[2].cells[2].paragraphs[1].style.name == "Hueco"
    headings = [each.text for each in document.paragraphs if each.style.name in {"Heading 1", "Heading 2"}]
    assert headings[: len(blocks.headings(page))] == blocks.headings(page)
    assert [each.text for each in document.paragraphs if each.text == "No hay acciones de este eje."] == [
        "No hay acciones de este eje."
    ] * 2
    said = all_text(document)
    assert all(line in said for line in (*blocks.said(page), *page.convenciones, page.origen))
    assert all(nota.texto in said for nota in page.notas)


@pytest.mark.parametrize("fields", [2, 4])
def test_columns_are_as_many_as_the_workshop_has(seed: Path, fields: int) -> None:
    if fields > 2:
        taller = seed / "data" / "taller.yaml"
        edit(
            taller,
            "exige: [plazo_meses, instituciones]",
            "exige: [plazo_meses, instituciones, responsable, producto]",
        )
        edit(
            taller,
            "niveles:",
            "niveles:\n  - {id: local, sigla: L, nombre: Local, encabezado: A nivel local}\n ",
        )
    plan, _ = load(seed / "data")
    pages = {"consolidada": build_consolidada(plan), "pendientes": build_pendientes(plan)}
    for name, page in pages.items():
        document = word(plan, name)
        found = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
        assert blocks.counts(page) in found
        check_widths(document)
    tables = blocks.tables(pages["pendientes"])
    heads = [
        [cell.text for cell in table.rows[0].cells]
        for table in document.tables
        if table.rows[0].cells[0].text == "Id"
    ]
    assert heads == [[each.titulo for each in table.columnas] for table in tables]
    assert len(tables[0].columnas) == fields + 2


def check_widths(document: Any) -> None:
    """Every table is as wide as its section's text, and its cells as wide as its columns."""
    widths, tables = [], []
    for child in document.element.body:
        tables += [child] if child.tag == qn("w:tbl") else []
        own = child if child.tag == qn("w:sectPr") else child.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if own is not None:
            size, margins = own.find(qn("w:pgSz")), own.find(qn("w:pgMar"))
            text = int(size.get(qn("w:w"))) - sum(
                int(margins.get(qn(f"w:{side}"))) for side in ("left", "right")
            )
            widths += [(text, table) for table in tables]
            tables = []
    assert widths
    for text, table in widths:
        assert table.find(f"{qn('w:tblPr')}/{qn('w:tblLayout')}").get(qn("w:type")) == "fixed"
        grid = [int(column.get(qn("w:w"))) for column in table.find(qn("w:tblGrid"))]
        assert sum(grid) == pytest.approx(text, abs=20)
        for row in table.findall(qn("w:tr")):
            cells = row.findall(qn("w:tc"))
            own = [int(cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").get(qn("w:w"))) for cell in cells]
            assert (
                (own == pytest.approx(grid, abs=2))
                if len(own) == len(grid)
                else sum(own) == pytest.approx(sum(grid), abs=9)
            )


@pytest.mark.parametrize("papel", PAPERS)
def test_paper_orientation_and_repeated_heads(papel: Papel) -> None:
    short, long = PAPERS[papel]
    lies = dict.fromkeys(("institucion", "pais", "ficha-ret-n-01", "acta"), "p") | {FILES[1]: "pl"}
    for name in FILES:
        document = word(papers.read(SEED), name, papel)
        sizes = [(round(each.page_width.mm, 1), round(each.page_height.mm, 1)) for each in document.sections]
        assert sizes == [(short, long) if way == "p" else (long, short) for way in lies.get(name, "l")]
        if document.tables:
            check_widths(document)
        for table in document.element.body.iter(qn("w:tbl")):
            heads = [bool(row.xpath("w:trPr/w:tblHeader")) for row in table.tr_lst]
            count = heads.count(True)
            assert heads[:count] == [True] * count
            columns, first = len(table.tblGrid), "".join(table.tr_lst[0].itertext())
            if table.xpath("w:tblPr/w:tblCaption/@w:val")[0].startswith(
                "Cuentas, dibujadas"
            ):  # they have no head
                continue
            few = columns < 4 and not first.startswith(("Participantes", "Campo", "Id", "Eje y nivel"))
            assert count == (0 if few else 2 if first.startswith("A implementar") else 1)
            assert all(row.xpath("w:trPr/w:cantSplit") for row in table.tr_lst)
            assert table.xpath("w:tblPr/w:tblCaption/@w:val")[0].strip()


def test_properties_and_language(seed: Path) -> None:
    edit(seed / "data" / "taller.yaml", "organiza: por_definir", "organiza: [oim]")
    plan, _ = load(seed / "data")
    files = {key: content for name in NAMES for key, content in papers.made(plan, name, "docx").items()}
    parts = unpack(files["matriz.docx"])
    properties = {
        etree.QName(each).localname: each.text for each in etree.fromstring(parts["docProps/core.xml"])
    }
    page = build_matriz(plan)
    version = page.encabezado.identidad.version
    assert properties == {
        "title": page.titulo, "creator": page.encabezado.autor, "language": "es", "keywords": version,
    }  # fmt: skip
    assert page.encabezado.autor
    assert b'<w:lang w:val="es"' in parts["word/styles.xml"]
    assert b'<w:themeFontLang w:val="es"' in parts["word/settings.xml"]
    for name in FILES:
        made = unpack(files[f"{name}.docx"])
        assert not [part for part in made if "app.xml" in part or "thumbnail" in part]
        assert not [
            part for part, content in made.items() if b"python-docx" in content or b"Microsoft " in content
        ]
        assert b"Campo" not in made["word/document.xml"] or name.startswith("ficha")


def test_the_plenaria_says_what_is_timed() -> None:
    plan = papers.read(SEED)
    document = word(plan, "plenaria-g1-retorno")
    script, *back = document.tables
    lines = [linea.texto for parte in guion(plan, plan.grupos[0]).partes for linea in parte.lineas]
    assert [text for row in script.rows if (text := row.cells[1].text) in lines] == lines
    assert script.rows[0].cells[0].text.splitlines() == ["0:00", "Saludo"]
    spoken = {each.style.name for row in script.rows for each in row.cells[1].paragraphs}
    assert spoken == {"Lo que se dice", "Celda discreta"}
    assert document.styles["Lo que se dice"].font.size.pt >= 13
    ids = [row.cells[0].paragraphs[0].text for table in back for row in table.rows]
    assert [each for each in ids if each.startswith("RET-")] == [each.id for each in plan.acciones]
    assert document.sections[1].start_type == WD_SECTION_START.EVEN_PAGE


FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>/usr/share/fonts/truetype/dejavu</dir><cachedir>{cache}</cachedir>
<include ignore_missing="yes">/etc/fonts/conf.d</include></fontconfig>"""
"""Of all letters that may stand in for ours, these are the widest."""


@pytest.mark.programas
@pytest.mark.parametrize("wide", [False, True])
def test_the_front_of_the_plenaria_keeps_a_tenth_free(tmp_path: Path, *, wide: bool) -> None:
    soffice, reader = program("soffice"), program("pdftotext")
    marked = {"RET-N-04", "RET-N-08", "RET-N-18"}
    plan = papers.read(SEED)
    with_three, with_all = (
        replace(
            plan,
            acciones=tuple(
                each.model_copy(
                    update={"prioridad": each.id in some, "plazo_meses": 18, "responsable": "hn-inm"}
                )
                for each in plan.acciones
            ),
        )
        for some in (marked, {each.id for each in plan.acciones})
    )
    large = papers.read(write_large_plan(tmp_path))
    header = {"encabezado": "Línea\n" * 5 + "Línea", "simbolo": "A/" * 40}
    headed = large.taller.model_copy(update={"documentos": Documentos(**header)})
    marked_all = tuple(each.model_copy(update={"prioridad": True}) for each in large.acciones)
    plans = {
        "none": plan,
        "three": with_three,
        "all": with_all,
        "large": replace(large, acciones=marked_all),
        "headed": replace(large, acciones=marked_all, taller=headed, grupos=large.grupos[:1]),
    }
    for name, each in plans.items():
        for papel in Papel:
            for file, made in papers.made(each, "plenaria", "docx", papel).items():
                (tmp_path / f"{name}-{papel.nombre}-{file}").write_bytes(made)
    (tmp_path / "fonts.conf").write_text(FONTS.format(cache=tmp_path / "cache"))
    home = f"-env:UserInstallation={(tmp_path / 'perfil').as_uri()}"
    call = [soffice, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    fonts = {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf")} if wide else {}
    paths = sorted(map(str, tmp_path.glob("*.docx")))
    subprocess.run([*call, *paths], check=True, capture_output=True, timeout=180, env=os.environ | fonts)
    for path in sorted(tmp_path.glob("*.pdf")):
        told = subprocess.run([reader, "-bbox", "-l", "2", path, "-"], capture_output=True, check=True).stdout
        front, back = told.decode().split("<page ")[1:]
        height = float(re.findall(r'height="([\d.]+)"', front)[0])
        *body, foot = sorted({float(y) for y in re.findall(r'yMin="([\d.]+)"', front)})
        assert foot - body[-1] > height / 10, path.name
        assert "Reverso" in back, path.name


def test_the_filter_is_printed(seed: Path, rutaplan: Rutaplan) -> None:
    names = [each for each in NAMES if each != CAMBIOS]
    assert rutaplan("render", *names, "--formato", "docx", "--nivel", "regional", cwd=seed).code == 0
    made = sorted(path.name for path in (seed / "salida").glob("*.docx"))
    whole = ("acta", "consolidada", "formulario-g1-retorno-", "matriz", "pendientes", "plenaria-g1-retorno-")
    whole = (*whole, "seguimiento")
    assert made == [f"{name}-regional.docx" for name in whole]
    for name in made:
        said = all_text(Document(str(seed / "salida" / name)))
        assert "Solo: nivel Regional." in said, name


@pytest.mark.programas
def test_libreoffice_opens_them(tmp_path: Path) -> None:
    soffice, reader = program("soffice"), program("pdftotext")
    plan = papers.read(SEED)
    for name in NAMES:
        for file_name, content in papers.made(plan, name, "docx").items():
            (tmp_path / file_name).write_bytes(content)
    home = f"-env:UserInstallation={(tmp_path / 'perfil').as_uri()}"
    call = [soffice, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path / "pdf")]
    subprocess.run([*call, *sorted(tmp_path.glob("*.docx"))], check=True, capture_output=True)
    texts = {}
    for name in FILES:
        done = subprocess.run(
            [reader, "-layout", str(tmp_path / "pdf" / f"{name}.pdf"), "-"], check=True, capture_output=True
        )
        texts[name] = done.stdout.decode()
        assert "Página 1 de" in texts[name], name
    for name in ("matriz", "consolidada", "pendientes", "plenaria-g1-retorno"):
        assert not [each.id for each in plan.acciones if huella(each) in texts[name]]
        rows = re.findall(r"^ {0,9}(RET-[NR]-\d+)\b", texts[name], re.MULTILINE)
        ids = [each.id for each in plan.acciones]
        assert [*dict.fromkeys(rows)] == ids or name.startswith("plenaria"), name
        assert all(ident in texts[name] for ident in ids), name
    assert texts["matriz"].count("A implementar a Nivel Nacional") > 1, (
        "the head is repeated on the next page"
    )


def write_hostile(plan: Path) -> None:
    for number, text in enumerate(HOSTILE, start=1):
        path = accion(plan, f"RET-N-{number:02d}")
        lines = path.read_text(encoding="utf-8").splitlines()
        kept = [
            line if not line.startswith("texto:") else f"texto: {json.dumps(text, ensure_ascii=False)}"
            for line in lines
        ]
        path.write_text("\n".join(kept) + "\n", encoding="utf-8")


def test_hostile_texts_come_out_as_they_are(seed: Path) -> None:
    write_hostile(seed)
    plan, _ = load(seed / "data")
    assert [each.texto for each in plan.acciones][: len(HOSTILE)] == list(HOSTILE)
    for name, column in (("matriz", 1), ("consolidada", 1), ("pendientes", 1)):
        assert rows_of(word(plan, name), column) == expected_rows(plan)
    for name in NAMES:
        for file in papers.made(plan, name, "docx").values():
            for part_name, content in unpack(file).items():
                root = etree.fromstring(content)
                assert not root.xpath("//@TargetMode"), part_name
                check_order(root)


ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs vanish color sz szCs vertAlign lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "tcPr": "tcW gridSpan vMerge tcBorders shd vAlign",
    "sectPr": "headerReference footerReference type pgSz pgMar cols",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr",
    "tbl": "tblPr tblGrid tr",
    "settings": "zoom defaultTabStop characterSpacingControl compat themeFontLang decimalSymbol listSeparator",
}  # fmt: skip
"""The order that the standard asks for: Word does not open a document that breaks it."""


def check_order(root: Any) -> None:
    for element in root.iter(etree.Element):
        order = ORDER.get(etree.QName(element).localname)
        if order is not None:
            places = [order.split().index(etree.QName(child).localname) for child in element]
            assert places == sorted(places), etree.tostring(element)[:300]
        if element.tag == qn("w:tc"):
            assert element[-1].tag == qn("w:p"), "a cell ends with a paragraph"
        if element.tag == qn("w:tbl"):
            assert element.getnext().tag == qn("w:p"), "a table is followed by a paragraph, or joins the next"


def test_the_template_is_what_the_script_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    import hacer_word

    made = hacer_word.template()
    (ours,) = (ROOT / "templates").glob("*.docx")
    assert ours.read_bytes() == made, "python docs/hacer_word.py"
    for part in unpack(made).values():
        check_order(etree.fromstring(part))


Change = Callable[[dict[str, bytes]], None]


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of templates of the user's own."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "templates").mkdir()
    return tmp_path / "templates"


def own_template(folder: Path, change: Change, name: str = "matriz.docx") -> None:
    """A changed copy of our template, for one document."""
    parts = dict(unpack(OURS.read_bytes()))
    change(parts)
    (folder / name).write_bytes(pack(parts))


def swap(name: str, old: str, new: str) -> Change:
    def change(parts: dict[str, bytes]) -> None:
        assert old.encode() in parts[name]
        parts[name] = parts[name].replace(old.encode(), new.encode(), 1)

    return change


def body(xml: str) -> Change:
    return swap("word/document.xml", "<w:body>", f"<w:body>{xml}")


def relationship(kind: str, target: str, mode: str = "") -> Change:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    new = f'<Relationship Id="rId90" Type="{base}/{kind}" Target="{target}"{mode}/></Relationships>'
    return swap("word/_rels/document.xml.rels", "</Relationships>", new)


def part(name: str, content: bytes = b"x") -> Change:
    return lambda parts: parts.update({name: content})


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def complex_field(*pieces: str) -> str:
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return f"<w:p>{begin}{runs}{end}</w:p>"


def own(folder: Path, plan: Plan, name: str = "matriz") -> bytes:
    """What the user's own template of a document makes."""
    made = papers.own(plan, folder, name, "docx")
    assert isinstance(made, bytes), made
    return made


def refused(folder: Path) -> Diagnostic:
    """What is said of the user's own template."""
    made = papers.own(papers.read(SEED), folder, "matriz", "docx")
    assert isinstance(made, Diagnostic)
    return made


def test_a_letterhead_of_ones_own_goes_first(templates: Path) -> None:
    link = relationship("hyperlink", "https://example.org/", ' TargetMode="External"')

    def change(parts: dict[str, bytes]) -> None:
        body(paragraph("Membrete de la secretaría: {{ documento }}"))(parts)
        link(parts)

    own_template(templates, change)
    document = Document(BytesIO(own(templates, papers.read(SEED))))
    assert document.paragraphs[0].text.startswith("Membrete de la secretaría: Matriz de acciones")
    assert rows_of(document, 1) == expected_rows(papers.read(SEED))


@pytest.mark.parametrize(
    ("field", "told"), [("{{ identidad }}", False), ("{{</w:t><w:t>version}}", False), ("", True)]
)
def test_a_paper_without_its_version_is_told(tmp_path: Path, field: str, *, told: bool) -> None:
    parts = dict(unpack(OURS.read_bytes()))
    foot = parts["word/footer1.xml"]
    parts["word/footer1.xml"] = foot.replace(b"{{ identidad }}", field.encode())
    path = tmp_path / "documento.docx"
    path.write_bytes(pack(parts))
    found = [*find_unversioned([FoundTemplate(name, "docx", path, own=False) for name in ("matriz", "pais")])]
    assert [(each.code, each.severity, each.place.path) for each in found] == [
        ("PLA07", Severity.AVISO, str(path))
    ] * told
    assert not [*find_unversioned([FoundTemplate("matriz", "docx", path, own=True)])]


def test_a_letterhead_made_in_word_keeps_its_picture(templates: Path) -> None:
    template = Document(str(OURS))
    header = template.sections[0].header.paragraphs[0]
    header.add_run().add_picture(BytesIO(PNG))
    for piece in ("Secretaría: {{ do", "cumento }", "}"):  # Word cuts a field into runs
        header.add_run(piece)
    template.save(str(templates / "matriz.docx"))
    made = own(templates, papers.read(SEED))
    said = Document(BytesIO(made)).sections[0].header.paragraphs[0].text
    assert said == "Secretaría: Matriz de acciones"
    assert PNG in unpack(made).values()


def test_what_a_plan_says_is_no_field(seed: Path, templates: Path) -> None:
    edit(seed / "data" / "taller.yaml", "titulo: ", "titulo: Suma {{ documento }} {{ cuerpo }} {% x %} ")
    own_template(templates, body(paragraph("{{ taller }}")))
    document = Document(BytesIO(own(templates, load(seed / "data")[0])))
    assert document.paragraphs[0].text.startswith("Suma {{ documento }} {{ cuerpo }} {% x %} Planteamiento")


def test_a_field_of_several_lines_keeps_them(seed: Path, templates: Path) -> None:
    with (seed / "data" / "taller.yaml").open("a", encoding="utf-8") as file:
        file.write('documentos: {encabezado: "Una\\nDos\\nTres"}\n')
    own_template(templates, body(paragraph("Antes {{ encabezado }} y {{ version }} después")))
    document = Document(BytesIO(own(templates, load(seed / "data")[0])))
    assert document.paragraphs[0].text.startswith("Antes Una\nDos\nTres y versión k")
    assert document.paragraphs[0].text.endswith(" después")
    assert "Una\nDos\nTres" in [each.text for each in document.sections[0].header.paragraphs]


def test_styles_are_found_by_name_whatever_their_ids(templates: Path) -> None:
    """LibreOffice gives styles other ids when it saves a template, and leaves out those that nobody uses."""

    def change(parts: dict[str, bytes]) -> None:
        styles = parts["word/styles.xml"].decode()
        styles = styles.replace('"Hueco"', '"Hueco1"').replace(
            'w:name w:val="Hueco1"', 'w:name w:val="Hueco"'
        )
        start = styles.index('<w:style w:type="paragraph" w:styleId="Marca"')
        end = styles.index("</w:style>", start) + len("</w:style>")
        parts["word/styles.xml"] = (styles[:start] + styles[end:]).encode()

    own_template(templates, change)
    document = Document(BytesIO(own(templates, papers.read(SEED))))
    assert rows_of(document, 1) == expected_rows(papers.read(SEED))
    assert document.tables[0].rows[2].cells[2].paragraphs[1].style.name == "Hueco"
    assert "Marca" in [style.name for style in document.styles]


def reads_as(parts: dict[str, bytes]) -> str:
    """All that a paper holds, of the words that matter to whoever gets it."""
    return b"\n".join((name.encode() + b" " + content for name, content in parts.items())).decode(
        "utf-8", "replace"
    )


UNLENT = (
    "customUI/customUI.xml",
    "customXml/item1.xml",
    "word/webextensions/taskpanes.xml",
    "word/comments.xml",
)
REMARKS = (
    '<w:p><w:commentRangeStart w:id="0"/><w:ins w:id="1" w:author="Una Persona"><w:r><w:t>Papel de {{ doc</w:t></w:r></w:ins>'
    '<w:del w:id="2" w:author="Una Persona"><w:r><w:delText>lo tachado</w:delText></w:r></w:del>'
    '<w:r><w:t>umento }}</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>'
)


def test_only_what_is_paper_is_taken_from_a_template(templates: Path) -> None:
    """Add-ins, data beside the paper, remarks, changes with their author and locks stay in the template."""

    def change(parts: dict[str, bytes]) -> None:
        for number, name in enumerate(UNLENT):
            parts[name] = b"<secreto/>"
            kind = f'<Relationship Id="x{number}" Type="http://x/secreto" Target="/{name}"/></Relationships>'
            where = "word/_rels/document.xml.rels" if name.startswith("word/") else "_rels/.rels"
            swap(where, "</Relationships>", kind)(parts)
            kind = f'<Override PartName="/{name}" ContentType="application/secreto+xml"/></Types>'
            swap("[Content_Types].xml", "</Types>", kind)(parts)
        lock = '<w:documentProtection w:edit="readOnly" w:enforcement="1"/></w:settings>'
        swap("word/settings.xml", "</w:settings>", lock)(parts)
        body(REMARKS)(parts)

    own_template(templates, change)
    made = own(templates, papers.read(SEED))
    said = b" ".join(each for part in unpack(made).items() for each in (part[0].encode(), part[1])).decode()
    for word in (*UNLENT, "secreto", "Una Persona", "tachado", "commentR", "documentProtection"):
        assert word not in said, word
    assert Document(BytesIO(made)).paragraphs[0].text.startswith("Papel de Matriz de acciones")


def test_what_a_content_control_holds_is_paper(templates: Path) -> None:
    mark = '<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr><w:r><w:t xml:space="preserve">{{ cuerpo }}</w:t></w:r></w:p>'
    control = f'<w:sdt><w:sdtPr><w:tag w:val="x"/></w:sdtPr><w:sdtContent>{mark}</w:sdtContent></w:sdt>'
    own_template(templates, swap("word/document.xml", mark, control))
    made = own(templates, papers.read(SEED))
    assert rows_of(Document(BytesIO(made)), 1) == expected_rows(papers.read(SEED))
    assert "w:sdt" not in reads_as(dict(unpack(made)))


def test_a_drawing_that_may_run_stays_and_its_points_go(templates: Path) -> None:
    """Word keeps each SVG beside the same as a picture."""
    template = Document(str(OURS))
    template.sections[0].header.paragraphs[0].add_run().add_picture(BytesIO(PNG))
    template.save(str(templates / "matriz.docx"))
    parts = dict(unpack((templates / "matriz.docx").read_bytes()))
    header = next(name for name, content in parts.items() if b"<a:blip " in content)
    blip = b'<a:extLst><a:ext uri="{x}"><s:svgBlip xmlns:s="%s" r:embed="rId9"/></a:ext></a:extLst></a:blip>'
    kind = b"http://schemas.microsoft.com/office/drawing/2016/SVG/main"
    parts[header] = re.sub(rb"(<a:blip [^>]*)/>", rb"\1>" + blip % kind, parts[header])
    rels = f"word/_rels/{header.removeprefix('word/')}.rels"
    image = b'<Relationship Id="rId9" Type="http://x/image" Target="media/a.svg"/></Relationships>'
    parts[rels] = parts[rels].replace(b"</Relationships>", image)
    parts["word/media/a.svg"] = b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'
    (templates / "matriz.docx").write_bytes(pack(parts))
    made = dict(unpack(own(templates, papers.read(SEED))))
    assert PNG in made.values()
    assert not [word for word in ("onload", "svgBlip", "a.svg") if word in reads_as(made)]


def test_a_template_that_is_too_large_is_mended_as_a_template(templates: Path) -> None:
    (templates / "matriz.docx").write_bytes(bytes(5 * 2**20))
    assert (refused(templates).code, refused(templates).help.split(",")[0]) == (
        "PLA05",
        "quite imágenes grandes",
    )


def test_no_column_is_narrower_than_a_word() -> None:
    """Where the others ask for more than a sheet has, they give way."""
    names = ("id", "otra", "texto")
    columns = tuple(Columna(name, ancho) for name, ancho in zip(names, (100, 120, 0), strict=True))
    xml = Body(dict.fromkeys(STYLES, "x"), 10_000).write([Tabla("t", columns, ())])
    widths = [int(each) for each in re.findall(r'<w:gridCol w:w="(\d+)"', xml)]
    assert sum(widths) <= 10_000
    assert widths[2] > 1_200


@pytest.mark.parametrize("ends", [False, True], ids=["before its end", "at its end"])
def test_the_section_with_the_body_lies_and_the_others_stay(templates: Path, *, ends: bool) -> None:
    """The end of a section is written in its last paragraph, which may be the one that says where the body goes."""
    section = '<w:sectPr><w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:left="1000" w:right="1000"/></w:sectPr>'

    def change(parts: dict[str, bytes]) -> None:
        at_end = f"<w:p><w:pPr>{section if ends else ''}</w:pPr>"
        after = paragraph("Anexo") if ends else f"<w:p><w:pPr>{section}</w:pPr></w:p>{paragraph('Anexo')}"
        whole = parts["word/document.xml"].decode()
        start, end = whole.index("<w:p>"), whole.rindex("<w:sectPr")
        mark = paragraph("{{ cuerpo }}").replace("<w:p>", at_end, 1)
        last = whole[end:].replace('w:w="16838" w:h="11906" w:orient="landscape"', 'w:w="11906" w:h="16838"')
        parts["word/document.xml"] = (whole[:start] + mark + after + last).encode()

    own_template(templates, change)
    document = Document(BytesIO(own(templates, papers.read(SEED))))
    assert [each.orientation for each in document.sections] == [
        WD_ORIENTATION.LANDSCAPE,
        WD_ORIENTATION.PORTRAIT,
    ]
    assert document.paragraphs[-1].text == "Anexo"
    assert rows_of(document, 1) == expected_rows(papers.read(SEED))


OUTSIDE = ' TargetMode="External"'
REFUSED: dict[str, tuple[Change, str]] = {
    "macro part": (part("word/vbaProject.bin"), "PLA03 una macro o un objeto incrustado, «word/vbaProject.bin»"),
    "macro document": (
        swap("[Content_Types].xml", "openxmlformats-officedocument.wordprocessingml.document.main", "ms-word.document.macroEnabled.main"),
        "PLA03 una macro",
    ),
    "activex": (part("word/activeX/activeX1.xml", b"<x/>"), "PLA03 una macro o un objeto incrustado"),
    "ole relationship": (relationship("oleObject", "media/a.png"), "PLA03 una macro o un objeto incrustado, «oleObject»"),
    "ole element": (body("<w:p><w:r><w:object/></w:r></w:p>"), "PLA03 una macro o un objeto incrustado, «object»"),
    "embedded": (part("word/embeddings/a.xlsx"), "PLA03 una parte que no se reconoce"),
    "foreign text": (body('<w:altChunk r:id="rId1"/>'), "PLA03 una macro o un objeto incrustado, «altChunk»"),
    "remote image": (relationship("image", "https://example.org/a.png", OUTSIDE), "PLA03 algo que se trae de otro lugar, «https://example.org/a.png»"),
    "remote template": (relationship("attachedTemplate", "https://example.org/a.dotm", OUTSIDE), "PLA03 una macro"),
    "file link": (relationship("hyperlink", "file:///etc/passwd", OUTSIDE), "PLA03 algo que se trae de otro lugar"),
    "network path": (relationship("image", "\\\\server\\a.png"), "PLA03 algo que se trae de otro lugar"),
    "old drawing": (body('<w:p><w:r><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="http://x/a.png"/></w:r></w:p>'), "PLA03 algo que se trae"),
    "svg": (part("word/media/a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://x/a.png"/></svg>'), "PLA03 algo que se trae"),
    "xml as picture": (
        swap("[Content_Types].xml", "</Types>", '<Override PartName="/a.png" ContentType="application/xml"/></Types>'),
        "PLA03 una parte que no se reconoce, «/a.png»",
    ),
    "dde": (body('<w:p><w:fldSimple w:instr="DDEAUTO c:\\\\x"/></w:p>'), "PLA03 el campo de Word «DDEAUTO»"),
    "include": (body(complex_field("INCLUDE", "PICTURE http://x/a.png")), "PLA03 el campo de Word «INCLUDEPICTURE»"),
    "include in a page number": (
        body(complex_field("PAGE").replace("</w:p>", "") + complex_field("INCLUDETEXT a").replace("<w:p>", "")),
        "PLA03 el campo de Word «INCLUDETEXT»",
    ),
    "dtd": (swap("word/styles.xml", "<w:styles", '<!DOCTYPE a [<!ENTITY b "c">]><w:styles'), "PLA05 un archivo que no es un documento de Word"),
    "no body": (lambda parts: parts.pop("word/document.xml"), "PLA05 un archivo que no es un documento de Word"),
    "broken xml": (swap("word/styles.xml", "</w:styles>", ""), "PLA05 un archivo que no es un documento de Word"),
    "too many parts": (lambda parts: parts.update({f"a{n}.xml": b"<a/>" for n in range(500)}), "PLA05 un archivo con 510 partes"),
    "picture bomb": (part("word/media/a.png", png_of(30_000, 30_000)), "PLA05 una imagen, «word/media/a.png», de más de 4000 puntos de lado"),
    "picture bomb by another name": (part("word/media/a.emf", png_of(4_001, 1)), "PLA05 una imagen, «word/media/a.emf»"),
    "zip bomb": (part("word/a.xml", b"<a>" + b" " * 2**25 + b"</a>"), "PLA05 un archivo que al abrirse ocupa 32 MiB"),
    "a field of the old pages": (body(paragraph("Hola {{ pagina.cuentas }}")), "PLA02 el campo «pagina.cuentas»"),
    "an expression": (body(paragraph("{{ 1 / 0 }}")), "PLA02 el campo «1 / 0»"),
    "a loop": (body(paragraph("{%p for a in pagina.filas %}")), "PLA03 una instrucción, «{%p for a in pagina.filas %}»"),
    "a comment": (body(paragraph("{# nota #}")), "PLA03 una instrucción"),
    "half a field": (body(paragraph("{{ titulo }")), "PLA01 un campo a medias, «{{ titulo }»"),
    "a field that only ends": (body(paragraph("titulo }}")), "PLA01 un campo a medias, «}}»"),
    "a place beside words": (body(paragraph("Antes {{ cuerpo }}")), "PLA05 {{ cuerpo }} con otro texto"),
    "a picture elsewhere": (
        lambda parts: (
            body('<w:p><w:r><w:t r:id="rId90" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/></w:r></w:p>')(parts),
            relationship("chart", "charts/chart1.xml")(parts),
            parts.update({"word/charts/chart1.xml": b"<c/>"}),
        ),
        "PLA03 una parte que no se reconoce, «charts/chart1.xml»",
    ),
    "no place for the body": (swap("word/document.xml", "{{ cuerpo }}", "Cuerpo"), "PLA05 0 párrafos que dicen {{ cuerpo }}"),
    "two places": (body(paragraph("{{ cuerpo }}")), "PLA05 2 párrafos que dicen {{ cuerpo }}"),
    "a place in the footer": (
        swap("word/footer1.xml", "{{ documento }}", "{{ cuerpo }}"), "PLA02 el campo «cuerpo»",
    ),
    "a place in a cell": (
        swap("word/document.xml", "<w:p><w:pPr>", f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{paragraph('{{ cuerpo }}')}</w:tc></w:tr></w:tbl><w:p><w:pPr>"),
        "PLA05 2 párrafos que dicen {{ cuerpo }}",
    ),
    "its only place in a cell": (
        lambda parts: parts.update({"word/document.xml": parts["word/document.xml"].replace(b"<w:p>", b"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p>").replace(b"</w:p>", b"</w:p></w:tc></w:tr></w:tbl>")}),
        "PLA05 0 párrafos que dicen {{ cuerpo }}",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_a_refused_template_is_told(templates: Path, kind: str) -> None:
    change, said = REFUSED[kind]
    own_template(templates, change)
    found = refused(templates)
    code, _, words = said.partition(" ")
    assert found.code.startswith(code)
    assert words in found.found
    assert found.place.path == "templates/matriz.docx"


@pytest.mark.programas
@pytest.mark.parametrize("kind", ["macro part", "a loop"])
def test_the_child_refuses_too_and_nothing_is_written(seed: Path, rutaplan: Rutaplan, kind: str) -> None:
    change, said = REFUSED[kind]
    (seed / "templates").mkdir()
    own_template(seed / "templates", change)
    outcome = rutaplan("render", "matriz", "--formato", "docx", cwd=seed)
    code, _, found = said.partition(" ")
    assert (outcome.code, outcome.out) == (1, ""), outcome.err
    assert f"error[{code}" in outcome.err
    assert found in outcome.err
    assert "templates/matriz.docx:" in outcome.err
    assert "No se escribió nada" in outcome.err
    assert not (seed / "salida").exists()


def encrypted() -> bytes:
    """A zip whose entries say that they need a password."""
    content = bytearray((OURS).read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


def twice() -> bytes:
    """A zip with two entries of one name: readers do not agree on which counts."""
    stream = BytesIO((OURS).read_bytes())
    with ZipFile(stream, "a", ZIP_DEFLATED) as archive:
        archive.writestr("WORD/document.xml", "<a/>")
    return stream.getvalue()


RAW: dict[str, tuple[bytes, str]] = {
    "text": (b"Hola", "un archivo que no es un documento de Word"),
    "empty": (b"", "un archivo que no es un documento de Word"),
    "another zip": (pack({"a.xml": b"<a/>"}), "un archivo que no es un documento de Word"),
    "cut": (
        (OURS).read_bytes()[:3000],
        "un archivo que no es un documento de Word",
    ),
    "encrypted": (encrypted(), "un archivo que no es un documento de Word"),
    "twice": (twice(), "un archivo que no es un documento de Word"),
    "big": (b"x" * (2**22 + 1), "4194305 bytes"),
}


@pytest.mark.parametrize("kind", [*RAW, "link", "folder link"])
def test_what_is_no_document_is_told(templates: Path, kind: str) -> None:
    path = templates / "matriz.docx"
    content, said = RAW.get(kind, (b"", "un enlace simbólico"))
    if kind == "folder link":
        templates.rmdir()
        templates.symlink_to(ROOT / "templates")
    elif kind == "link":
        path.symlink_to(OURS)
    else:
        path.write_bytes(content)
    found = refused(templates)
    assert found.code == "PLA05"
    assert said in found.found


@pytest.mark.programas
def test_the_rest_does_not_need_the_extra(seed: Path) -> None:
    script = (
        "import sys\n"
        "for name in ('docx', 'lxml'): sys.modules[name] = None\n"
        "from rutaplan.__main__ import main\n"
        "sys.argv = ['rutaplan', 'render', 'matriz', '--formato', 'html']\n"
        "sys.exit(main())\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=seed, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert (seed / "salida" / "matriz.html").is_file()
