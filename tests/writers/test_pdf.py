"""The PDFs: all of the plan, for everybody's eyes and ears, the same every time, whatever the texts hold."""

import re
import struct
import subprocess
import zlib
from collections import Counter
from itertools import groupby
from pathlib import Path

import pytest
from helpers.calls import Rutaplan, accion, edit, program
from helpers.plans import documents

from rutaplan.load import load

typst = pytest.importorskip("typst")

EACH = {
    "plenaria": "plenaria-g1-retorno",
    "formulario": "formulario-g1-retorno",
    "institucion": "institucion-hn-inm",
    "pais": "pais-hn",
}
ALL = tuple(EACH.get(name, name) for name in documents("pdf"))
LISTS = tuple(name for name in ALL if not name.startswith(("institucion", "pais")))
LANDSCAPE = tuple(name for name in ALL if name.partition("-")[0] not in {"plenaria", "institucion", "pais"})
A4, CARTA = (595.276, 841.89), (612.0, 792.0)
MARGIN_POINTS = 14 / 25.4 * 72
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def plan(seed: Path) -> Path:
    """The real plan, with one institution written down, so that it has a sheet."""
    edit(accion(seed, "RET-R-13"), "instituciones: por_definir", "instituciones: [hn-inm, por_definir]")
    return seed


def pdf(rutaplan: Rutaplan, plan: Path, name: str, *options: str) -> Path:
    """Make one PDF."""
    document = name.partition("-")[0]
    outcome = rutaplan("render", document, "--formato", "pdf", *options, cwd=plan)
    assert outcome.code == 0, outcome.err
    return plan / "salida" / f"{name}.pdf"


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
    found = re.findall(
        r"^Page +\d+ size: +([\d.]+) x ([\d.]+)", read("pdfinfo", path, "-f", "1", "-l", "999"), re.MULTILINE
    )
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
def test_every_action_in_the_order_of_the_plan(plan: Path, rutaplan: Rutaplan, name: str) -> None:
    text = squashed(read("pdftotext", pdf(rutaplan, plan, name), "-raw"))
    at = 0
    for each in load(plan / "data")[0].acciones:
        for said in (squashed(each.id), squashed(each.texto)):
            at = text.find(said, at)
            assert at >= 0, (each.id, said)


@pytest.mark.programas
@pytest.mark.parametrize("name", ALL)
def test_what_every_pdf_is(plan: Path, rutaplan: Rutaplan, name: str) -> None:
    path = pdf(rutaplan, plan, name)
    said = dict(line.partition(":")[::2] for line in read("pdfinfo", path).splitlines())
    assert said["Tagged"].strip() == "yes"
    assert len(said["Title"].strip()) > 10
    assert b"pdfuaid:part>1<" in path.read_bytes()
    assert re.search(rb"/Lang ?\(es\)", path.read_bytes())
    fonts = [line.split() for line in read("pdffonts", path).splitlines()[2:]]
    assert fonts
    assert all("NotoSans" in font[0] for font in fonts)
    assert all(font[-5] == "yes" for font in fonts), "not embedded"
    total = len(pages(path))
    for number in range(1, total + 1):
        assert f"Página {number} de {total}" in read("pdftotext", path, "-f", str(number), "-l", str(number))


@pytest.mark.programas
def test_who_organises_is_the_author_and_no_clock_is_read(plan: Path, rutaplan: Rutaplan) -> None:
    assert "Author" not in read("pdfinfo", pdf(rutaplan, plan, "matriz"))
    edit(plan / "data" / "taller.yaml", "organiza: por_definir", "organiza: [hn-inm]")
    said = read("pdfinfo", pdf(rutaplan, plan, "matriz"))
    assert re.search(r"^Author: +INM \(Honduras\)$", said, re.MULTILINE)
    assert "Date" not in said


@pytest.mark.programas
def test_a_text_of_several_lines_is_one_paragraph(plan: Path, rutaplan: Rutaplan) -> None:
    path = accion(plan, "RET-N-03")
    edit(path, "texto: Dotar recurso humano", "texto: |-\n  Dotar\n  recurso humano")
    assert "Dotar recurso humano para" in read("pdftotext", pdf(rutaplan, plan, "matriz"), "-raw")


@pytest.mark.programas
@pytest.mark.parametrize(("papel", "size"), [("a4", A4), ("carta", CARTA)])
@pytest.mark.parametrize("name", ALL)
def test_the_paper(plan: Path, rutaplan: Rutaplan, name: str, papel: str, size: tuple[float, float]) -> None:
    found = pages(pdf(rutaplan, plan, name, "--papel", papel))
    upright, lying = pytest.approx(size, abs=0.1), pytest.approx(size[::-1], abs=0.1)
    assert found[0] == (lying if name in LANDSCAPE else upright)
    assert found[-1] == (lying if name in LANDSCAPE or name.startswith("plenaria") else upright)


@pytest.mark.programas
def test_headings_and_headers_are_real(plan: Path, rutaplan: Rutaplan) -> None:
    path = pdf(rutaplan, plan, "matriz")
    kinds = Counter(re.findall(r"^ *(H1|H2|H3|TH|Table)\b", read("pdfinfo", path, "-struct"), re.MULTILINE))
    assert kinds["H1"] == 1
    assert kinds["Table"] == 2
    assert kinds["TH"] == 8
    titles = bookmarks(path)
    for title in ("A implementar a Nivel Nacional", "A implementar a nivel regional"):
        assert titles.count(title) == 1
    assert any("Reintegración" in title for title in titles)


@pytest.mark.programas
@pytest.mark.parametrize("name", LISTS)
def test_the_header_stands_on_every_page_of_a_table(plan: Path, rutaplan: Rutaplan, name: str) -> None:
    path = pdf(rutaplan, plan, name)
    for number in range(1, len(pages(path)) + 1):
        text = read("pdftotext", path, "-raw", "-f", str(number), "-l", str(number))
        if re.search(r"^RET-[NR]-\d+ ", text, re.MULTILINE):
            assert re.search(r"^Id\b", text, re.MULTILINE), text
            assert number == 1 or "(continuación)" in text or re.match(r"Reverso|Eje de trabajo", text)


@pytest.mark.programas
def test_what_is_to_be_decided_is_left_to_write_on(plan: Path, rutaplan: Rutaplan) -> None:
    for name, elsewhere in (("matriz", 1), ("consolidada", 0)):
        text = read("pdftotext", pdf(rutaplan, plan, name), "-raw")
        assert text.count("otras por definir") == 1
        assert text.count("por definir") == 66 + elsewhere


@pytest.mark.programas
def test_a_part_says_that_it_is_one(plan: Path, rutaplan: Rutaplan) -> None:
    for name in LISTS:
        text = read("pdftotext", pdf(rutaplan, plan, name, "--nivel", "regional"))
        assert "Solo: nivel Regional." in text
        assert "Dotar recurso humano" not in text
        assert "RET-R-05" in text


@pytest.mark.programas
def test_same_bytes_in_another_place_and_process(plan: Path, process: Rutaplan) -> None:
    call = ("render", *{each.partition("-")[0] for each in ALL}, "--formato", "pdf")
    for folder, env in (
        ("uno", {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LANG": "C"}),
        ("dos", {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LANG": "es_MX.UTF-8"}),
    ):
        assert process(*call, "-o", folder, cwd=plan, env=env).code == 0
    for name in ALL:
        one, two = ((plan / folder / f"{name}.pdf").read_bytes() for folder in ("uno", "dos"))
        assert one == two
        assert str(plan).encode() not in one


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
def test_hostile_texts_are_texts(plan: Path, rutaplan: Rutaplan, name: str) -> None:
    for ident, texto in HOSTILE.items():
        rewrite(plan, ident, texto)
    path = pdf(rutaplan, plan, name)
    text = read("pdftotext", path, "-raw")
    assert "\u200b" not in text
    for texto in HOSTILE.values():
        assert squashed(texto) in squashed(text)
    boxes = read("pdftotext", path, "-bbox")
    for page in boxes.split("<page ")[1:]:
        width = float(re.match(r'width="([\d.]+)"', page)[1])  # type: ignore[index]
        assert max(map(float, re.findall(r'xMax="([\d.]+)"', page))) <= width - MARGIN_POINTS + 0.5


@pytest.mark.programas
def test_characters_that_no_font_has_are_shown_as_codes(plan: Path, rutaplan: Rutaplan) -> None:
    rewrite(plan, "RET-N-01", "Familia 👩‍👧 y bandera 🇲🇽 de ñandú.")
    rewrite(plan, "RET-N-02", "Una 漢字 y una tecla 1\u20e3 de teléfono.")
    text = squashed(read("pdftotext", pdf(rutaplan, plan, "matriz"), "-raw"))
    assert squashed("Familia [U+1F469 U+200D U+1F467] y bandera [U+1F1F2 U+1F1FD] de ñandú.") in text
    assert squashed("Una [U+6F22 U+5B57] y una tecla 1[U+20E3] de teléfono.") in text


@pytest.mark.programas
def test_right_to_left_leaves_its_neighbours_alone(plan: Path, rutaplan: Rutaplan) -> None:
    rewrite(plan, "RET-N-01", "Uno مرحبا (3) dos 12, שלום fin.")
    path = pdf(rutaplan, plan, "plenaria-g1-retorno")
    text = BIDI.sub("", read("pdftotext", path, "-raw"))
    assert "مرحبا" in text
    assert "שלום" in text
    boxes = re.findall(
        r'<word xMin="([\d.]+)" yMin="([\d.]+)".*>(.+)</word>', read("pdftotext", path, "-bbox", "-l", "1")
    )
    row = next(y for _, y, word in boxes if word == "RET-N-01.")
    line = [(float(x), BIDI.sub("", word)) for x, y, word in boxes if abs(float(y) - float(row)) < 6]
    latin = [word for _, word in sorted(line) if word.isascii()]
    assert latin == ["RET-N-01.", "Uno", "(3)", "dos", "12,", "fin."]


@pytest.mark.programas
def test_bars_stand_where_their_months_are(plan: Path, rutaplan: Rutaplan) -> None:
    edit(accion(plan, "RET-N-01"), "plazo_meses: por_definir", "plazo_meses: 8")
    edit(accion(plan, "RET-N-02"), "plazo_meses: por_definir", "plazo_meses: 24\ndepende_de: [RET-N-01]")
    path = pdf(rutaplan, plan, "cronograma")
    text = read("pdftotext", path)
    assert "del mes 0 al 8 · corto plazo" in text
    assert "del mes 8 al 24 · mediano plazo" in text
    assert "Sin plazo: 31 acciones" in text
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


def own_template(plan: Path, text: str, name: str = "matriz.pdf.typ") -> Path:
    """Put a template of the user's own beside data/."""
    (plan / "templates").mkdir(exist_ok=True)
    path = plan / "templates" / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.programas
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
        ('#include ("_estilo.typ")', "PLA03", "3:2"),
        ('#include "../x.typ"', "PLA03", "3:2"),
        ('#eval("1")', "PLA03", "3:2"),
        ("#let e = std", "PLA03", "3:10"),
        ('#plugin("x.wasm")', "PLA03", "3:2"),
        ('#read("../data/taller.yaml")', "PLA03", "3:7"),
        ('#read("/etc/hostname")', "PLA05", "3:7"),
        ('#include "_no_hay.typ"', "PLA05", "3:11"),
        ("#(1 / 0)", "PLA04", "3:3"),
        ('#("a" + 1)', "PLA04", "3:3"),
        ("#let f() = f()\n#f()", "PLA04", "3:12"),
        ("#text(fill: 3)[a]", "PLA04", "3:13"),
        ("Un dibujo: #figure(rect())", "PLA04", "3:13"),
        ("Una cara: 😀", "PLA04", "3:11"),
    ],
)
def test_a_fault_of_a_template_is_told_in_spanish_with_its_line(
    plan: Path, rutaplan: Rutaplan, fault: str, code: str, place: str
) -> None:
    own_template(plan, f"{HEAD}{fault}\n")
    outcome = rutaplan("render", "matriz", "--formato", "pdf", cwd=plan)
    assert (outcome.code, outcome.out) == (1, "")
    assert f"error[{code}]" in outcome.err
    assert f" templates/matriz.pdf.typ:{place}\n" in outcome.err
    told = outcome.err.replace(fault.splitlines()[0], "")
    assert not re.search(
        r"unknown|unclosed|cannot|expected|hint|failed|searched|rutaplan-\w+/|paquetes", told
    )
    assert not (plan / "salida").exists()


@pytest.mark.programas
def test_a_fault_of_a_part_is_told_where_it_is(plan: Path, rutaplan: Rutaplan) -> None:
    own_template(plan, '#import "_estilo.typ": *\n\n#let secciones(matriz) = matriz.titulos\n', "_matriz.typ")
    outcome = rutaplan("render", "matriz", "--formato", "pdf", cwd=plan)
    assert outcome.code == 1
    assert "templates/_matriz.typ:3:33" in outcome.err
    assert "«titulos», que no existe" in outcome.err


@pytest.mark.programas
def test_a_template_without_a_title_is_refused(plan: Path, rutaplan: Rutaplan) -> None:
    own_template(plan, "Hola\n")
    outcome = rutaplan("render", "matriz", "--formato", "pdf", cwd=plan)
    assert outcome.code == 1
    assert "un documento sin título" in outcome.err


@pytest.mark.programas
@pytest.mark.parametrize("what", ["template", "part", "folder", "latin-1"])
def test_a_template_that_must_not_be_read(plan: Path, rutaplan: Rutaplan, what: str) -> None:
    ajena = plan / "ajena"
    ajena.mkdir()
    (ajena / "matriz.pdf.typ").write_text(f"{HEAD}Hola\n")
    if what == "folder":
        (plan / "templates").symlink_to(ajena)
    else:
        path = own_template(plan, f"{HEAD}Hola\n")
        if what == "latin-1":
            path.write_bytes(f"{HEAD}Acción\n".encode("latin-1"))
        else:
            path = path if what == "template" else path.with_name("_estilo.typ")
            path.unlink(missing_ok=True)
            path.symlink_to(ajena / "matriz.pdf.typ")
    outcome = rutaplan("render", "matriz", "--formato", "pdf", cwd=plan)
    assert (outcome.code, outcome.out) == (1, "")
    assert "error[PLA05]" in outcome.err
    assert "enlace simbólico" in outcome.err or what == "latin-1"
    assert not (plan / "salida").exists()


@pytest.mark.programas
def test_a_letterhead_of_ones_own(plan: Path, rutaplan: Rutaplan) -> None:
    own_template(plan, f'{HEAD}#image("escudo.png", alt: "Escudo", width: 1cm)\nMembrete de la secretaría\n')
    (plan / "templates" / "escudo.png").write_bytes(png())
    path = pdf(rutaplan, plan, "matriz")
    assert "Membrete de la secretaría" in read("pdftotext", path)
    assert b"/Alt(Escudo)" in path.read_bytes()
    assert len(read("pdfimages", path, "-list").splitlines()) == 3


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
