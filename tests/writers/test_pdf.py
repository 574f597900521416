"""The PDFs: all of the plan, for everybody's eyes and ears, the same every time, whatever the texts hold."""

import re
import shutil
import struct
import subprocess
import zlib
from collections import Counter
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pytest
from helpers import papers
from helpers.calls import SEED, Rutaplan, accion, edit, program
from helpers.letterheads import image, png_of, tell, with_letterhead
from helpers.plans import documents
from helpers.reach import each_with_each

from rutaplan.diagnostics import Diagnostic
from rutaplan.load import load
from rutaplan.model import Participante
from rutaplan.render import FoundTemplate, own_folder
from rutaplan.views.documents.matriz import build_matriz
from rutaplan.views.documents.plenaria import build_completa
from rutaplan.writers import pdf as writer
from rutaplan.writers.papel import Papel

typst = pytest.importorskip("typst")

EACH = {
    "plenaria": "plenaria-g1-retorno",
    "formulario": "formulario-g1-retorno",
    "institucion": "institucion-hn-inm",
    "pais": "pais-hn",
    "ficha": "ficha-ret-n-01",
}
ALL = tuple(EACH.get(name, name) for name in documents("pdf"))
LISTS = (
    "matriz", "plenaria-g1-retorno", "consolidada", "pendientes", "formulario-g1-retorno", "acta", "cronograma",
)  # fmt: skip
"""Those that print every action of a plan."""
UPRIGHT = {"plenaria", "institucion", "pais", "ficha", "acta"}
LANDSCAPE = tuple(name for name in ALL if name.partition("-")[0] not in UPRIGHT)
SIZES = {Papel.A4: (595.276, 841.89), Papel.CARTA: (612.0, 792.0)}
MARGIN_POINTS = 14 / 25.4 * 72
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


def with_a_sheet(folder: Path) -> Path:
    """The real plan, with one institution written down, so that it has a sheet; the folder that holds it."""
    shutil.copytree(SEED, folder / "data")
    edit(accion(folder, "RET-R-13"), "instituciones: por_definir", "instituciones: [hn-inm, por_definir]")
    return folder


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return with_a_sheet(tmp_path / "plan")


class Same:
    """The same plan, for tests that only read: each of its documents is made once."""

    def __init__(self, folder: Path) -> None:
        self._plan = with_a_sheet(folder)
        self._made: dict[tuple[str, Papel], Path] = {}

    def pdf(self, name: str, papel: Papel = Papel.A4) -> Path:
        if (name, papel) not in self._made:
            made = pdf(self._plan, name, papel)
            self._made[name, papel] = made.rename(made.with_stem(f"{name}-{papel.name}"))
        return self._made[name, papel]


@pytest.fixture(scope="module")
def same(tmp_path_factory: pytest.TempPathFactory) -> Same:
    return Same(tmp_path_factory.mktemp("pdf"))


def pdf(plan: Path, name: str, papel: Papel = Papel.A4) -> Path:
    """Make a PDF, under the plan."""
    document, read_now = name.partition("-")[0], load(plan / "data")[0]
    if document == "ficha":  # one is like the other
        read_now = replace(read_now, acciones=read_now.acciones[:1], todas=read_now.acciones)
    files = papers.made(read_now, document, "pdf", papel)
    (plan / "pdf").mkdir(exist_ok=True)
    path = plan / "pdf" / f"{name}.pdf"
    path.write_bytes(files[path.name])
    return path


def read(tool: str, path: Path, *options: str) -> str:
    """What a program of poppler says of a PDF."""
    last = ["-"] if tool == "pdftotext" else []
    done = subprocess.run(
        [program(tool), *options, str(path), *last], capture_output=True, check=True, timeout=60
    )
    return done.stdout.decode("utf-8", "replace")


def squashed(text: str) -> str:
    """A text without what the end of a line may add or take."""
    return re.sub(r"[\s\u00ad-]+", "", BIDI.sub("", text))


def pages(path: Path) -> list[tuple[float, float]]:
    """The sizes of the pages, in points."""
    found = re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", path.read_bytes())
    return [(float(width), float(height)) for width, height in found]


def bookmarks(path: Path) -> list[str]:
    """The titles of the outline."""
    found = []
    for words, digits in re.findall(rb"/Title ?(?:\(([^)]*)\)|<([0-9A-F]+)>)", path.read_bytes()):
        found.append(words.decode("latin-1") if words else bytes.fromhex(digits.decode()).decode("utf-16"))
    return found


def rewrite(plan: Path, ident: str, texto: str) -> None:
    """Give an action another text."""
    path = accion(plan, ident)
    quoted = texto.replace("'", "''")
    lines = re.sub(r"(?m)^texto: .*\n(?:  .*\n)*", lambda _: f"texto: '{quoted}'\n", path.read_text("utf-8"))
    path.write_text(re.sub(r"(?m)^erratas:.*\n(?:  .*\n|  - .*\n)*", "", lines), encoding="utf-8")


@pytest.mark.programas
@pytest.mark.parametrize("name", LISTS)
def test_every_action_in_the_order_of_the_plan(same: Same, name: str) -> None:
    text = squashed(read("pdftotext", same.pdf(name), "-raw"))
    at = 0
    for each in papers.read(SEED).acciones:
        for said in (squashed(each.id), squashed(each.texto)):
            at = text.find(said, at)
            assert at >= 0, (each.id, said)


@pytest.mark.parametrize("name", ALL)
def test_what_every_pdf_is(same: Same, name: str) -> None:
    data = same.pdf(name).read_bytes()
    assert b"/Marked true" in data
    assert re.search(rb"/Title ?[(<].{20}", data)
    assert b"pdfuaid:part>1<" in data
    assert re.search(rb"/Lang ?\(es\)", data)
    fonts = re.findall(rb"/FontDescriptor/FontName/\w+\+(\w+)[^>]*/FontFile", data)
    assert fonts
    assert len(fonts) == data.count(b"/Type/FontDescriptor"), "not embedded"
    assert all(font.startswith(b"NotoSans") for font in fonts)


@pytest.mark.programas
@pytest.mark.parametrize("name", ALL)
def test_another_program_reads_them(same: Same, name: str) -> None:
    path = same.pdf(name)
    said = dict(line.partition(":")[::2] for line in read("pdfinfo", path).splitlines())
    assert said["Tagged"].strip() == "yes"
    assert len(said["Title"].strip()) > 10
    total = len(pages(path))
    assert int(said["Pages"]) == total
    for number in range(1, total + 1):
        assert f"Página {number} de {total}" in read("pdftotext", path, "-f", str(number), "-l", str(number))


def test_who_organises_is_the_author_and_no_clock_is_read(plan: Path) -> None:
    assert b"/Author" not in pdf(plan, "matriz").read_bytes()
    edit(plan / "data" / "taller.yaml", "organiza: por_definir", "organiza: [hn-inm]")
    said = pdf(plan, "matriz").read_bytes()
    assert b"/Author(INM (Honduras))" in said
    assert not re.search(rb"(Creation|Mod)Date", said)


@pytest.mark.programas
def test_a_text_of_several_lines_keeps_them(plan: Path) -> None:
    path = accion(plan, "RET-N-03")
    edit(path, "texto: Dotar recurso humano", "texto: |-\n  Dotar\n  recurso humano")
    assert "Dotar\nrecurso humano para" in read("pdftotext", pdf(plan, "matriz"), "-raw")


@each_with_each(name=ALL, papel=SIZES)
def test_the_paper(same: Same, name: str, papel: Papel) -> None:
    found = pages(same.pdf(name, papel))
    upright, lying = pytest.approx(SIZES[papel], abs=0.1), pytest.approx(SIZES[papel][::-1], abs=0.1)
    assert found[0] == (lying if name in LANDSCAPE else upright)
    assert found[-1] == (lying if name in LANDSCAPE or name.startswith("plenaria") else upright)


@pytest.mark.programas
@each_with_each(name=ALL, papel=SIZES)
def test_nothing_is_left_alone_on_a_page(same: Same, name: str, papel: Papel) -> None:
    for page in read("pdftotext", same.pdf(name, papel), "-layout").rstrip("\f\n").split("\f"):
        *body, _ = [line for line in page.splitlines() if line.strip()]
        assert len(body) > 5, body
        assert not body[0].strip().startswith("Cómo leer"), body


def printed(folder: Path, page: object, template: str = "documento") -> Path:
    """A page as a PDF."""
    own = own_folder()
    found = FoundTemplate(template, "pdf", own / f"{template}.pdf.typ", own=True)
    made = writer.write(found, page, (own,), Papel.CARTA)
    assert isinstance(made, bytes), made
    (folder / "hecho.pdf").write_bytes(made)
    return folder / "hecho.pdf"


def sheets(path: Path) -> list[list[str]]:
    """The lines of each page, without its foot."""
    told = read("pdftotext", path, "-layout").rstrip("\f\n").split("\f")
    return [[line.strip() for line in page.splitlines() if line.strip()][:-1] for page in told]


@pytest.mark.programas
@pytest.mark.parametrize("people", [0, 4, 8, 12])
def test_who_signs_does_so_on_one_sheet(tmp_path: Path, people: int) -> None:
    plan, names = papers.read(SEED), [f"Persona {n}" for n in range(people)]
    there = [Participante(nombre=n, cargo="x", institucion="oim", autoriza_publicar=True) for n in names]
    grupo = plan.grupos[0].model_copy(update={"participantes": tuple(there) or "por_definir"})
    for papel in Papel:
        (content,) = papers.made(replace(plan, grupos=(grupo,)), "acta", "pdf", papel).values()
        (tmp_path / "acta.pdf").write_bytes(content)
        (page,) = (page for page in sheets(tmp_path / "acta.pdf") if "Firmas" in page)
        assert [line.split("  ")[0] for line in page if line.startswith("Persona")] == names
        assert "Firmas (continuación)" not in read("pdftotext", tmp_path / "acta.pdf")


@pytest.mark.programas
def test_a_whole_reading_does_not_end_in_its_note_alone(tmp_path: Path) -> None:
    plan = papers.read(SEED)
    for count in range(10, 34, 2):
        some = replace(plan, acciones=plan.acciones[:count], todas=plan.acciones)
        pages = sheets(printed(tmp_path, build_completa(some, plan.grupos[0]), "plenaria"))
        front = pages[: next(at for at, page in enumerate(pages) if page and "Reverso" in page[0])]
        assert min(len(page) for page in front if page) > 5, count


@pytest.mark.programas
@pytest.mark.parametrize("marked", [0, 3, 33])
def test_the_front_is_filled_whatever_stands_on_top(plan: Path, marked: int) -> None:
    """Letters grow for as long as a tenth of the sheet stays free."""
    tell(plan / "data", image(size=(800, 100)), encabezado="Una\nDos", simbolo="EJ/1")
    known = with_letterhead(plan / "data")
    acciones = [each.model_copy(update={"prioridad": at < marked}) for at, each in enumerate(known.acciones)]
    for papel in Papel:
        (content,) = papers.made(replace(known, acciones=tuple(acciones)), "plenaria", "pdf", papel).values()
        (plan / "frente.pdf").write_bytes(content)
        front = read("pdftotext", plan / "frente.pdf", "-bbox", "-l", "1")
        *body, foot = sorted({float(y) for y in re.findall(r'yMax="([\d.]+)"', front)})
        assert 0.1 < (foot - body[-1]) / SIZES[papel][1] < 0.19


@pytest.mark.programas
@pytest.mark.parametrize("count", [20, 25, 60, 150])
def test_siglas_are_read_down_and_go_on_on_the_next_sheet(tmp_path: Path, count: int) -> None:
    siglas = tuple(f"Z{number:03} (País): Instituto de ejemplo" for number in range(count))
    notas = build_matriz(papers.read(SEED))
    pages = read("pdftotext", printed(tmp_path, replace(notas, siglas=siglas)), "-bbox").split("<page ")[1:]
    seen = []
    for page in pages:
        found = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>(Z\d+)<', page)
        columns = sorted((float(x), float(y), name) for x, y, name in found)
        assert len({x for x, *_ in columns}) in {0, 2}
        seen += [name for *_, name in columns]
    assert seen == [each.split()[0] for each in siglas]
    assert len(sheets(tmp_path / "hecho.pdf")[-1]) > 5


@pytest.mark.programas
@pytest.mark.parametrize("lines", [1, 6, 9])
def test_what_stands_on_top_does_not_reach_the_body(plan: Path, lines: int) -> None:
    tell(plan / "data", encabezado="\n".join(["arriba " * 3] * lines)[:200], simbolo="arriba" + "S" * 74)
    found = re.findall(
        r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]*)<',
        read("pdftotext", pdf(plan, "acta"), "-bbox", "-l", "1"),
    )
    top = [float(end) for _, end, word in found if word.startswith("arriba")]
    rest = [float(start) for start, _, word in found if not word.startswith(("arriba", "S", "·"))]
    assert len(top) > lines
    assert max(top) < min(rest)


def test_the_paper_is_asked_for_by_name(seed: Path, rutaplan: Rutaplan) -> None:
    assert rutaplan("render", "matriz", "--formato", "pdf", "--papel", "carta", cwd=seed).code == 0
    assert pages(seed / "salida" / "matriz.pdf")[0] == SIZES[Papel.CARTA][::-1]


@pytest.mark.programas
def test_headings_and_headers_are_real(same: Same) -> None:
    path = same.pdf("matriz")
    kinds = Counter(re.findall(r"^ *(H1|H2|H3|TH|Table)\b", read("pdfinfo", path, "-struct"), re.MULTILINE))
    assert kinds["H1"] == 1
    assert kinds["Table"] == 2
    assert kinds["TH"] == 12
    titles = bookmarks(path)
    for title in ("Nacional: 20 acciones", "Regional: 13 acciones"):
        assert titles.count(title) == 1
    assert any("Reintegración" in title for title in titles)


@pytest.mark.programas
@pytest.mark.parametrize("name", LISTS)
def test_the_header_stands_on_every_page_of_a_table(same: Same, name: str) -> None:
    path = same.pdf(name)
    for number in range(1, len(pages(path)) + 1):
        text = read("pdftotext", path, "-raw", "-f", str(number), "-l", str(number))
        if re.search(r"^RET-[NR]-\d+ ", text, re.MULTILINE):
            assert re.search(r"^Id\b", text, re.MULTILINE), text
            assert (
                number == 1
                or "(continuación)" in text
                or re.match(r"Reverso|Eje de trabajo|Regional|Propuestas", text)
            )


@pytest.mark.programas
def test_what_is_to_be_decided_is_left_to_write_on(same: Same) -> None:
    for name, elsewhere in (("matriz", 1), ("consolidada", 0)):
        text = read("pdftotext", same.pdf(name), "-raw")
        assert text.count("otras por definir") == 1
        assert text.count("por definir") == 66 + elsewhere


@pytest.mark.programas
def test_a_part_says_that_it_is_one(plan: Path, rutaplan: Rutaplan) -> None:
    names = sorted({name.partition("-")[0] for name in LISTS})
    assert rutaplan("render", *names, "--formato", "pdf", "--nivel", "regional", cwd=plan).code == 0
    made = sorted((plan / "salida").glob("*.pdf"))
    assert len(made) == len(LISTS) - 1, "there is nothing to draw"
    for path in made:
        assert path.stem.endswith("-regional")
        text = read("pdftotext", path)
        assert "Solo: nivel Regional." in text
        assert "Dotar recurso humano" not in text
        assert "RET-R-05" in text


HOSTILE = {
    "RET-N-01": '#import "x": * #panic() @cita <etiqueta> [a] #let x = 1; // y /* z */',
    "RET-N-02": "$x$ *b* _c_ `d` ~e~ \\write18{ls} \\u{41} = título - lista + 1. https://a.b",
    "RET-N-03": "<script>alert(1)</script> {{ 7*7 }} {% raw %} &amp; ' \" \\",
    "RET-N-04": "p" * 400,
    "RET-N-05": "Ver https://ejemplo.org/" + "camino/" * 40 + " y «responder», ¿sí? ¡ÁÉÍÓÚÜÑ áéíóúüñ!",
    "RET-N-06": "Ελληνικά, русский, €, →, ≥ y ☎ en una misma línea.",
}


@pytest.mark.programas
@pytest.mark.parametrize("name", LISTS)
def test_hostile_texts_are_texts(plan: Path, name: str) -> None:
    for ident, texto in HOSTILE.items():
        rewrite(plan, ident, texto)
    path = pdf(plan, name)
    text = read("pdftotext", path, "-raw")
    assert "\u200b" not in text
    for texto in HOSTILE.values():
        assert squashed(texto) in squashed(text)
    boxes = read("pdftotext", path, "-bbox")
    for page in boxes.split("<page ")[1:]:
        width = float(re.match(r'width="([\d.]+)"', page)[1])  # type: ignore[index]
        assert max(map(float, re.findall(r'xMax="([\d.]+)"', page))) <= width - MARGIN_POINTS + 0.5


@pytest.mark.programas
def test_characters_that_no_font_has_are_shown_as_codes(plan: Path) -> None:
    rewrite(plan, "RET-N-01", "Familia 👩‍👧 y bandera 🇲🇽 de ñandú.")
    rewrite(plan, "RET-N-02", "Una 漢字 y una tecla 1\u20e3 de teléfono.")
    text = squashed(read("pdftotext", pdf(plan, "matriz"), "-raw"))
    assert squashed("Familia [U+1F469 U+200D U+1F467] y bandera [U+1F1F2 U+1F1FD] de ñandú.") in text
    assert squashed("Una [U+6F22 U+5B57] y una tecla 1[U+20E3] de teléfono.") in text


@pytest.mark.programas
def test_right_to_left_leaves_its_neighbours_alone(plan: Path) -> None:
    rewrite(plan, "RET-N-01", "Uno مرحبا (3) dos 12, שלום fin.")
    path = pdf(plan, "matriz")
    text = BIDI.sub("", read("pdftotext", path, "-raw"))
    assert "مرحبا" in text
    assert "שלום" in text
    boxes = re.findall(
        r'<word xMin="([\d.]+)" yMin="([\d.]+)".*>(.+)</word>', read("pdftotext", path, "-bbox", "-l", "1")
    )
    row = next(y for _, y, word in boxes if word == "RET-N-01")
    line = [(float(x), BIDI.sub("", word)) for x, y, word in boxes if abs(float(y) - float(row)) < 6]
    latin = [word for _, word in sorted(line) if word.isascii()]
    assert latin[:6] == ["RET-N-01", "Uno", "(3)", "dos", "12,", "fin."]


@pytest.mark.programas
def test_bars_stand_where_their_months_are(plan: Path) -> None:
    edit(accion(plan, "RET-N-01"), "plazo_meses: por_definir", "plazo_meses: 8")
    edit(accion(plan, "RET-N-02"), "plazo_meses: por_definir", "plazo_meses: 24\ndepende_de: [RET-N-01]")
    for number in (1, 2):
        edit(
            accion(plan, f"RET-N-0{number}"),
            "instituciones: por_definir",
            "instituciones: por_definir\nestado: acordada",
        )
    path = pdf(plan, "cronograma")
    text = read("pdftotext", path)
    assert "En meses desde el fin del taller" in text
    assert "Después de RET-N-01 (8 meses desde el fin del taller)." in " ".join(text.split())
    assert "Plazo por definir: 31 acciones" in text
    image = subprocess.run(
        [program("pdftoppm"), "-r", "72", "-gray", "-l", "1", str(path)], capture_output=True, check=True
    ).stdout
    width, height = map(int, image.split(None, 4)[1:3])
    pixels = image[-width * height :]
    runs = Counter(
        run
        for y in range(height)
        for run in dark_runs(pixels[y * width : (y + 1) * width])
        if run[1] - run[0] > 60
    )
    first = runs.most_common(1)[0][0]
    second = max((run for run in runs if abs(run[0] - first[1]) <= 2), key=lambda run: run[1] - run[0])
    assert second[1] - second[0] == pytest.approx(2 * (first[1] - first[0]), abs=3)


def dark_runs(row: bytes) -> list[tuple[int, int]]:
    """Where a row of grey pixels is dark."""
    at, found = 0, []
    for dark, group in groupby(row, lambda level: level < 100):
        size = len(list(group))
        found += [(at, at + size)] if dark else []
        at += size
    return found


HEAD = '#import "_estilo.typ": *\n#show: documento.with[Prueba]\n'


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of templates of the user's own."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "templates").mkdir()
    return tmp_path / "templates"


def told(templates: Path, text: str, name: str = "matriz.pdf.typ") -> Diagnostic:
    """What is said of such a template."""
    (templates / name).write_text(text, encoding="utf-8")
    return refused(templates)


def refused(templates: Path) -> Diagnostic:
    made = papers.own(papers.read(SEED), templates, "matriz", "pdf")
    assert isinstance(made, Diagnostic)
    return made


@pytest.mark.parametrize(
    ("fault", "code", "place"),
    [
        ("#nada", "PLA02", "3:2"),
        ("Uno #pagina.no_hay", "PLA02", "3:13"),
        ("#pagina.titulo.grita()", "PLA02", "3:2"),
        ("#(1 +", "PLA01", "3:2"),
        ('#let x = "abc', "PLA01", "3:10"),
        ("#if pagina", "PLA01", "3:11"),
        ('#import "@preview/cetz:0.3.0": canvas', "PLA03", "3:2"),
        ('#let a = "x.typ"\n#import a: b', "PLA03", "4:2"),
        ('#{\nimport "_estilo.typ"\n.replace("_", "@preview/")\n}', "PLA03", "4:1"),
        ('#{ import "_estilo.typ" * 0 + "@preview/cetz:0.2.0": * }', "PLA03", "3:4"),
        ('#{ import "_estilo.typ" /* */ + "@preview/cetz:0.2.0": * }', "PLA03", "3:4"),
        ('#(\nimport "_estilo.typ"\n* 0 + "@preview/cetz:0.2.0": *\n)', "PLA03", "4:1"),
        ('#(\nimport "_estilo.typ"\n// y sigue\n+ "@preview/cetz:0.2.0": *\n)', "PLA03", "4:1"),
        ('#import "_estilo.typ" + "": *', "PLA03", "3:2"),
        ('#import("@local/a:1.0.0")', "PLA03", "3:2"),
        ('#include "/etc/a.typ"', "PLA03", "3:2"),
        ('#include "carpeta/a.typ"', "PLA03", "3:2"),
        ('#include ("_estilo.typ")', "PLA03", "3:2"),
        ('#include "../x.typ"', "PLA03", "3:2"),
        ('#eval("1")', "PLA03", "3:2"),
        ("#let e = std", "PLA03", "3:10"),
        ('#plugin("x.wasm")', "PLA03", "3:2"),
        ('#read("../data/taller.yaml")', "PLA03", "3:7"),
        ('#read("/etc/hostname")', "PLA05", "3:7"),
        ('#include "_no_hay.typ"', "PLA05", "3:11"),
        ('#pdf.attach("a.exe", bytes("x"))', "PLA03", "3:6"),
        ('#link("javascript:alert(1)")[a]', "PLA03", "3:8"),
        ('#link("file:///etc/passwd")[a]', "PLA03", "3:8"),
        ("#(1 / 0)", "PLA04", "3:3"),
        ('#("a" + 1)', "PLA04", "3:3"),
        ("#let f() = f()\n#f()", "PLA04", "3:12"),
        ("#text(fill: 3)[a]", "PLA04", "3:13"),
        ("Un dibujo: #figure(rect())", "PLA04", "3:13"),
        ("Una cara: 😀", "PLA04", "3:11"),
    ],
)
def test_a_fault_of_a_template_is_told_in_spanish_with_its_line(
    templates: Path, fault: str, code: str, place: str
) -> None:
    found = told(templates, f"{HEAD}{fault}\n")
    line, column = map(int, place.split(":"))
    at = found.place
    assert (found.code, at.path, at.line, at.column) == (code, "templates/matriz.pdf.typ", line, column)
    said = f"{found.title} {found.found} {found.expected} {found.help}".replace(fault.splitlines()[0], "")
    assert not re.search(
        r"unknown|unclosed|cannot|expected|hint|failed|searched|rutaplan-\w+/|paquetes", said
    )


@pytest.mark.parametrize(
    "text",
    [
        '#import "_estilo.typ" : azul',
        '#import "_estilo.typ" as estilo\n*Negrita*',
        '#{ import "_estilo.typ": azul; [a] }',
        '#[#import "_estilo.typ"]',
        '#import "_estilo.typ"\n= Título\n- uno',
        '#link("https://ejemplo.org/a(1)")[a] #link("mailto:taller@ejemplo.org")[b]',
        "Se importa, se incluye y se adjunta.",
    ],
)
def test_what_is_plain_is_allowed(templates: Path, text: str) -> None:
    (templates / "matriz.pdf.typ").write_text(f"{HEAD}{text}\n", encoding="utf-8")
    assert isinstance(papers.own(papers.read(SEED), templates, "matriz", "pdf"), bytes)


def test_a_fault_of_a_part_is_told_where_it_is(templates: Path) -> None:
    (templates / "matriz.pdf.typ").write_bytes((own_folder() / "documento.pdf.typ").read_bytes())
    found = told(
        templates,
        '#import "_estilo.typ": *\n\n#let imprimir-todo(dicho) = dicho.nada\n#let encabezar() = []\n',
        "_bloques.typ",
    )
    assert (found.place.path, found.place.line, found.place.column) == ("templates/_bloques.typ", 3, 35)
    assert "«nada», que no existe" in found.found


def test_a_template_without_a_title_is_refused(templates: Path) -> None:
    assert "un documento sin título" in told(templates, "Hola\n").found


@pytest.mark.parametrize("what", ["template", "part", "folder", "latin-1"])
def test_a_template_that_must_not_be_read(templates: Path, what: str) -> None:
    ajena = templates.with_name("ajena")
    ajena.mkdir()
    (ajena / "matriz.pdf.typ").write_text(f"{HEAD}Hola\n")
    path = templates / "matriz.pdf.typ"
    if what == "folder":
        templates.rmdir()
        templates.symlink_to(ajena)
    elif what == "latin-1":
        path.write_bytes(f"{HEAD}Acción\n".encode("latin-1"))
    elif what == "template":
        path.symlink_to(ajena / "matriz.pdf.typ")
    else:
        path.write_text(f"{HEAD}Hola\n", encoding="utf-8")
        (templates / "_estilo.typ").symlink_to(ajena / "matriz.pdf.typ")
    found = refused(templates)
    assert found.code == "PLA05"
    assert "enlace simbólico" in found.found or what == "latin-1"


def test_an_image_of_too_many_points_is_refused(templates: Path) -> None:
    (templates / "escudo.png").write_bytes(png_of(30_000, 30_000))
    found = told(templates, f'{HEAD}#image("escudo.png", alt: "Escudo")\n')
    assert (found.code, found.place.path) == ("PLA05", "templates/escudo.png")
    assert "«escudo.png», de más de 4000 puntos de lado" in found.found


@pytest.mark.programas
def test_a_letterhead_of_ones_own(plan: Path, rutaplan: Rutaplan) -> None:
    (plan / "templates").mkdir()
    text = f'{HEAD}#image("escudo.png", alt: "Escudo", width: 1cm)\nMembrete de la secretaría\n'
    (plan / "templates" / "matriz.pdf.typ").write_text(text, encoding="utf-8")
    (plan / "templates" / "escudo.png").write_bytes(png())
    assert rutaplan("render", "matriz", "--formato", "pdf", cwd=plan).code == 0
    path = plan / "salida" / "matriz.pdf"
    assert "Membrete de la secretaría" in read("pdftotext", path)
    assert b"/Alt(Escudo)" in path.read_bytes()
    assert len(read("pdfimages", path, "-list").splitlines()) == 3


@pytest.mark.programas
def test_a_fault_in_the_child_is_told_and_nothing_is_written(plan: Path, rutaplan: Rutaplan) -> None:
    (plan / "templates").mkdir()
    (plan / "templates" / "matriz.pdf.typ").write_text(f"{HEAD}#nada\n", encoding="utf-8")
    outcome = rutaplan("render", "matriz", "--formato", "pdf", cwd=plan)
    assert (outcome.code, outcome.out) == (1, "")
    assert "error[PLA02]" in outcome.err
    assert " templates/matriz.pdf.typ:3:2\n" in outcome.err
    assert not (plan / "salida").exists()


def png() -> bytes:
    """A picture of one pixel."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )


def test_a_panic_of_the_library_is_no_traceback(
    plan: Path, rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PanicException(BaseException):
        """As pyo3's: no Exception."""

    def panic(*_: object, **__: object) -> bytes:
        raise PanicException("index out of range in frame.rs")

    monkeypatch.setattr(typst, "compile", panic)
    outcome = rutaplan("render", "matriz", "--formato", "pdf", cwd=plan)
    assert outcome.code == 1
    assert "error[PLA04]" in outcome.err
    assert "frame.rs" not in outcome.err
