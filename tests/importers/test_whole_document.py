"""Every word of a whole document ends where somebody sees it, whatever its format, its shape and the place."""

import csv
import io
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from helpers import books
from helpers.calls import EJEMPLO, Rutaplan
from helpers.packages import cell, open_file, paragraph, row, run, table, word_file
from helpers.papers import made, read
from helpers.reach import each_with_each
from helpers.typed import Book
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter

from rutaplan.cli import bringing
from rutaplan.importers.account import Account, Claim, Fate, settle
from rutaplan.importers.opening import read_document
from rutaplan.importers.pieces import Cell, Document, Table
from rutaplan.printable import printable

Block = str | list[list[str]]

NIVELES = ("A implementar a Nivel Nacional", "A implementar a nivel regional")
TITLES = ("Acciones estratégicas", "Plazo (meses)", "Instituciones involucradas")
NEAR = ("Qué se hará", "Plaso (meses)", "Entidades involucradas")
ACTIONS = ("Dotar recurso humano.", "Promover las pasantías.", "1. Revisar leyes.\n2. Abrir nuevas oficinas.", "- Publicar una guía", "")  # fmt: skip
PLAZOS = ("6", "12 meses", "1. 6\n2. 8", "pendiente", "pronto", "un año", "")
WHO = ("OIM", "OIM; ACNUR", "INM (Honduras)", "OIM (apoyo)", "1. OIM\n2. CRM", "todas", "")
PEOPLE = ("Ana López, Directora, OIM", "Luis Paz", "(Colocar nombre, cargo e institución a la que pertenece)")
LISTED = [
    ["No.", "Nombre", "Cargo", "Institución"],
    ["1", "Ana López", "Directora", "OIM"],
    ["2", "", "", ""],
]
LINES = ("Taller de prueba", "Objetivo: Elaborar una ruta.", "Dinámica: no mayor de 7 minutos.", "Lugar y fecha: San José", "Observaciones: ninguna", "Firma: Eva Sol", "Ponente: Ana López", "Nota al pie de todo")  # fmt: skip
FORMATS = ("docx", "odt", "xlsx", "ods", "csv", "txt")
WORD = "zorro"
TITLED = {"Eje de Trabajo:", "Eje"}


def counted(texts: Iterable[str]) -> Counter[str]:
    """The words of some texts."""
    return Counter(word for text in texts for word in re.split(r"\W+", printable(text).casefold()) if word)


@st.composite
def forms(draw: st.DrawFn) -> list[Block]:
    """The workshop's form as somebody filled it."""
    titles = draw(st.sampled_from([TITLES, NEAR, ("Plazo (meses)", *TITLES[::2]), NEAR[::-1]]))
    levels = draw(st.integers(1, 2))
    values = {"Plaz": PLAZOS, "Plas": PLAZOS, "Inst": WHO, "Enti": WHO}
    rows = [
        ["Retorno", *(draw(st.sampled_from(values.get(each[:4], ACTIONS))) for each in titles * levels)]
        for _ in range(draw(st.integers(1, 2)))
    ]
    over = ["", *(part for nivel in NIVELES[:levels] for part in (nivel, *[""] * 2))]
    people = ["Participantes:", *draw(st.lists(st.sampled_from(PEOPLE), max_size=2) | st.just([LISTED]))]
    heading = ["GRUPO 1: RETORNO"]
    first = draw(st.sampled_from([[*people, *heading], [*heading, *people], heading]))
    return [
        *draw(st.lists(st.sampled_from(LINES), max_size=2)), *first, [over, ["Eje de Trabajo:", *titles * levels], *rows],
        *draw(st.lists(st.sampled_from(LINES), max_size=2)),
    ]  # fmt: skip


@st.composite
def tables(draw: st.DrawFn) -> list[Block]:
    """A table that others made."""
    titles = ["Nivel", "Eje", "Acción", "Plazo", "Instituciones"]
    rows = [
        ["Nacional", "Retorno", *(draw(st.sampled_from(each)) for each in (ACTIONS[:2], PLAZOS, WHO))]
        for _ in range(draw(st.integers(1, 3)))
    ]
    return ["GRUPO 1: RETORNO", *draw(st.lists(st.sampled_from(LINES), max_size=1)), [titles, *rows]]


def added(draw: st.DrawFn, blocks: Sequence[Block], word: str) -> list[Block]:
    """Put a word somewhere: beside a text, on a line of its own, in a row or a column of its own."""
    found = [each if isinstance(each, str) else [[*row] for row in each] for each in blocks]
    at = draw(st.integers(0, len(found) - 1))
    block = found[at]
    way = draw(st.sampled_from(["{1} {0}", "{0} {1}", "{1}\n{0}", "{0}", "new", "column"]))
    if way == "new" and isinstance(block, str):
        found.insert(at, word)
    elif isinstance(block, str):
        found[at] = f"{block} {word}" if way == "column" else way.format(word, block).replace("\n", " ")
    elif way == "column":
        line = draw(st.integers(1, len(block) - 1))
        for number, each in enumerate(block):
            each.append(word if number == line else "")
    else:
        line = draw(st.integers(0, len(block) - 1))
        column = draw(st.integers(0, len(block[0]) - 1))
        if way == "new":
            block.insert(line, [""] * len(block[0]))
        block[line][column] = way.format(word, block[line][column]).strip() if way != "new" else word
    return found


MARKED = {
    "docx": ("<w:strike/>", "<w:vanish/>", "deleted", "inserted", "nested", "header", "footer", "box", "comments", "footnotes"),
    "odt": ("comment", "box"),
    "xlsx": ("comment", "box", "sheet", "row"),
    "ods": ("comment", "box", "sheet", "row"),
}  # fmt: skip
HIDDEN = '<style:style style:name="Oculta" style:family="table"><style:table-properties table:display="false"/></style:style>'


def _word(blocks: Sequence[Block], aside: str, word: str) -> bytes:
    """A Word document, by its XML."""

    def lines(text: str) -> str:
        return "".join(paragraph(run(escape(each))) for each in text.split("\n"))

    body = [
        lines(block)
        if isinstance(block, str)
        else table(*(row(*(cell(lines(text)) for text in each)) for each in block))
        for block in blocks
    ]
    said = {
        "": "",
        "deleted": f'<w:p><w:del w:id="1"><w:r><w:delText>{word}</w:delText></w:r></w:del></w:p>',
        "inserted": f'<w:p><w:ins w:id="1">{run(word)}</w:ins></w:p>',
        "nested": table(row(cell(table(row(cell(lines(word)))), "<w:p/>"))),
        "box": f"<w:p><w:r><w:pict><v:textbox xmlns:v='urn:schemas-microsoft-com:vml'><w:txbxContent>{lines(word)}</w:txbxContent></v:textbox></w:pict></w:r></w:p>",
        "comments": '<w:p><w:r><w:commentReference w:id="2"/></w:r></w:p>',
        "footnotes": '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
    }
    if aside in {"header", "footer"}:
        return word_file("".join(body), **{aside: lines(word)})
    body.insert(len(word) % (len(body) + 1), said.get(aside, paragraph(run(word, aside))))
    noted = f'<w:{aside[:-1]} w:id="2">{lines(word)}</w:{aside[:-1]}>'
    return word_file("".join(body), **({aside: noted} if aside in {"comments", "footnotes"} else {}))


def _open(blocks: Sequence[Block], kind: str, aside: str, word: str) -> bytes:
    """An OpenDocument text or workbook, by its XML."""

    def lines(text: str) -> str:
        return "".join(f"<text:p>{escape(each)}</text:p>" for each in text.split("\n"))

    def rows(block: list[list[str]]) -> str:
        each = ("".join(f'<table:table-cell office:value-type="string">{lines(text)}</table:table-cell>' for text in row) for row in block)  # fmt: skip
        return "".join(f"<table:table-row>{cells}</table:table-row>" for cells in each)

    comment = f"<office:annotation>{lines(word)}</office:annotation>"
    box = f"<draw:frame><draw:text-box>{lines(word)}</draw:text-box></draw:frame>"
    if kind == "spreadsheet":
        sheet = "".join(rows([[each]] if isinstance(each, str) else each) for each in blocks)
        before = f"<table:shapes>{box}</table:shapes>" if aside == "box" else ""
        more = {
            "comment": f"<table:table-row><table:table-cell>{comment}</table:table-cell></table:table-row>",
            "row": rows([[word]]).replace("-row>", '-row table:visibility="collapse">', 1),
        }.get(aside, "")
        other = f'<table:table table:name="Otra" table:style-name="Oculta">{rows([[word]])}</table:table>'
        body = f'<table:table table:name="Hoja1">{before}{sheet}{more}</table:table>'
        return open_file(body + (other if aside == "sheet" else ""), kind, HIDDEN)
    said = {"": "", "comment": f"<text:p>nada {comment}</text:p>", "box": f"<text:p>{box}</text:p>"}
    parts = [
        lines(each) if isinstance(each, str) else f"<table:table>{rows(each)}</table:table>"
        for each in blocks
    ]
    return open_file("".join([*parts, said[aside]]), kind)


def file_of(blocks: Sequence[Block], kind: str, aside: str = "", word: str = "") -> bytes:
    """Write a document in a format."""
    if kind == "docx":
        return _word(blocks, aside, word)
    if kind in {"odt", "ods"}:
        return _open(blocks, "text" if kind == "odt" else "spreadsheet", aside, word)
    rows = [row for each in blocks for row in ([[each]] if isinstance(each, str) else each)]
    stream = io.StringIO()
    if kind == "xlsx":
        return _book(rows, aside, word)
    if kind == "csv":
        csv.writer(stream).writerows(rows)
        return stream.getvalue().encode()
    texts = (each if isinstance(each, str) else "\n".join("\t" + text for row in each for text in row) for each in blocks)  # fmt: skip
    return "\n\n".join(texts).encode()


def _book(rows: Sequence[Sequence[str]], aside: str, word: str) -> bytes:
    """A workbook, as a library writes it; a text box none does, so that one is by its XML."""
    if aside == "box":
        lines = (
            books.row(at, *(books.cell(f"{get_column_letter(column)}{at}", text) for column, text in enumerate(each, 1)))
            for at, each in enumerate(rows, 1)
        )  # fmt: skip
        return books.book(books.Sheet("".join(lines), drawing=books.box(word)))
    book = Workbook()
    sheet = book.worksheets[0]
    for each in rows:
        sheet.append([None if text == "" else text for text in each])
    if aside == "comment":
        sheet["B1"].comment = Comment(word, "nadie")
    elif aside:
        other = book.create_sheet("Otra") if aside == "sheet" else sheet
        other.append([word])
        other.sheet_state = "hidden" if aside == "sheet" else "visible"
        sheet.row_dimensions[len(rows) + 1].hidden = True
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def words_in(content: bytes, kind: str) -> Counter[str]:
    """The words of a file, by its XML or its cells."""
    if kind == "csv":
        return counted(text for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for text in row)
    if kind == "txt":
        return counted([content.decode()])
    if kind == "xlsx":
        cells = [each for sheet in load_workbook(io.BytesIO(content)) for line in sheet for each in line]
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            drawn = [packed.read(each).decode() for each in packed.namelist() if "drawings" in each]
        return counted(
            [
                *(str(each.value) for each in cells if each.value is not None),
                *(each.comment.text for each in cells if each.comment),
                *re.findall("<a:t>(.*?)</a:t>", " ".join(drawn)),
            ]
        )
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = [
            packed.read(name).decode()
            for name in packed.namelist()
            if re.search(r"(?:document|header\d*|footer\d*|content|footnotes|comments)\.xml$", name)
        ]
    found = re.sub(
        r"</(?:w|text):p>|<w:(?:br|cr|tab|noBreakHyphen)/>|<w:instrText.*?</w:instrText>",
        " ",
        " ".join(parts),
    )
    said = re.findall(r'(?: descr|tblCaption w:val)="([^"]*)"', found)  # in place of what is drawn
    return counted([*said, re.sub(r"<[^>]*>", "", re.sub(r"<\?[^>]*>", "", found))])


@dataclass
class Seen:
    """What a call to import left to look at."""

    document: Document
    account: Account
    claims: list[Claim]
    written: list[Any] = field(default_factory=list)


class Look:
    """Imports without writing, and looks at what would be written and at the account."""

    def __init__(self, rutaplan: Rutaplan, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._call, self._folder, self._patch, self._number = rutaplan, folder, monkeypatch, count()
        lists = Path(bringing.__file__).parents[1] / "importers" / "meanings" / "lists.txt"
        files = [lists, *(folder / "data").rglob("*.yaml")]
        self.before = counted(each.read_text(encoding="utf-8") for each in files)

    def at(self, content: bytes, kind: str) -> tuple[str, Seen | None]:
        seen: list[Seen] = []

        def settled(document: Document, claims: Iterable[Claim]) -> Account:
            heard = [*claims]
            seen.append(Seen(document, settle(document, heard), heard))
            return seen[0].account

        def kept(_: Path, cambios: Sequence[Any], **__: object) -> bool:
            seen[0].written += cambios
            return False

        path = self._folder / f"a.{kind}"
        path.write_bytes(content)
        with self._patch.context() as patch:
            patch.setattr(bringing, "settle", settled)
            patch.setattr(bringing, "write_changes", kept)
            outcome = self._call("import", path.name, "--si", cwd=self._folder)
        assert "Traceback" not in outcome.err
        assert "Error interno" not in outcome.err
        assert (outcome.code == 2) == (not seen), outcome.err
        return outcome.out, seen[0] if seen else None

    def known(self, seen: Seen) -> Counter[str]:
        """All the words that a word may be known by: of the plan before and after, and of the lists."""
        return self.before + counted(each.after or "" for each in seen.written)


def told(out: str) -> str:
    """What is printed as not taken."""
    sections = re.split(r"\n\n(?=\S)", out)
    return "\n".join(each for each in sections if each.startswith(("No se lleva", "En conflicto")))


def balanced(look: Look, content: bytes, kind: str, own: Iterable[str] = ()) -> tuple[str, Seen | None]:
    """Look at a document: nothing of it is lost between the file and the four places."""
    out, seen = look.at(content, kind)
    if seen is None:
        return out, None
    pieces = [*seen.document.pieces()]
    assert not words_in(content, kind) - counted(each.text for each in pieces)
    assert own or counted(each.text for each in pieces) == words_in(content, kind)
    personal = {
        id(each.root) for claim in seen.claims if claim.fate is Fate.PERSONAL for each in claim.pieces
    }
    left = counted(each.text for each in pieces if id(each) not in personal)
    left -= counted(re.sub(r"^«|»$", "", each.words) for each in seen.account.told)
    strange = {*left} - {*look.known(seen)} - {*counted(own)}
    assert not {each for each in strange if not each.isdigit()}
    said = told(out)
    for each in seen.account.told:
        assert not counted([each.words]) - counted([said])
    return out, seen


def people(blocks: Sequence[Block]) -> Iterator[str]:
    """The texts that may be about people: below their label, and beside those of who speaks or signs."""
    below = False
    for block in blocks:
        titles = [] if isinstance(block, str) else [at for at, each in enumerate(block) if TITLED & {*each}]
        rows = [[block]] if isinstance(block, str) else block[: max(titles, default=len(block) * below)]
        for line in (part for each in rows for text in each for part in text.split("\n")):
            label = re.match(r"(?i)\W*(?:zorro )?(firma|ponente|participantes)\b.*:", line)
            other = re.match(r"[A-ZÁ]\w+( y fecha)?:", line)
            below = label[1].lower() == "participantes" if label else below and not other
            if label or below:
                yield line
        below = below and (isinstance(block, str) or not titles)


@pytest.fixture
def look(seed: Path, rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch) -> Look:
    return Look(rutaplan, seed, monkeypatch)


@pytest.mark.filterwarnings("ignore:DrawingML support")
@each_with_each(kind=FORMATS, shape=[forms(), tables()])
@settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_a_word_put_anywhere_is_found(
    look: Look, kind: str, shape: st.SearchStrategy[list[Block]], data: st.DataObject
) -> None:
    blocks = data.draw(shape)
    aside = data.draw(st.sampled_from(["", *MARKED.get(kind, ())]))
    with_word = blocks if aside else added(data.draw, blocks, WORD)
    out, seen = balanced(look, file_of(with_word, kind, aside, WORD), kind)
    if seen is None:
        return  # refused whole: nothing is taken, and nothing lost
    claimed = {id(each.root): each.root for claim in seen.claims if claim.fate is Fate.PERSONAL for each in claim.pieces}  # fmt: skip
    if WORD in " ".join(" ".join(each.text.split()) for each in claimed.values()):
        assert any(WORD in line for line in people(with_word)) or aside
        assert seen.account.counts[Fate.PERSONAL]
        assert WORD not in out
    else:
        assert WORD in told(out) or any(WORD in (each.after or "") for each in seen.written)


@cache
def ours(name: str, kind: str) -> dict[str, bytes]:
    return made(read(EJEMPLO), name, kind)


@pytest.fixture
def small(tmp_path: Path, rutaplan: Rutaplan, monkeypatch: pytest.MonkeyPatch) -> Look:
    shutil.copytree(EJEMPLO, tmp_path / "data")
    return Look(rutaplan, tmp_path, monkeypatch)


PAPERS = [(name, kind) for name in ("matriz", "consolidada", "pendientes", "formulario") for kind in ("docx", "xlsx", "csv")]  # fmt: skip
PAPERS += [("matriz", "odt"), ("formulario", "odt"), ("matriz", "ods"), ("pendientes", "ods")]


def opened(content: bytes, kind: str) -> bytes:
    """A paper of ours as an office keeps it after somebody saved it in an open format."""
    if kind == "ods":
        return open_file("".join(map(_open_sheet, load_workbook(io.BytesIO(content)))), "spreadsheet", HIDDEN)
    blocks = read_document(content, "docx").blocks
    return open_file("".join(_open_lines(each.text) if isinstance(each, Cell) else _open_table(each) for each in blocks))  # fmt: skip


def _open_lines(text: str) -> str:
    return "".join(f"<text:p>{escape(each)}</text:p>" for each in text.split("\n"))


def _open_sheet(sheet: Any) -> str:
    style = ' table:style-name="Oculta"' if sheet.sheet_state != "visible" else ""
    lines = ("".join(f'<table:table-cell office:value-type="string">{_open_lines(str(each.value or ""))}</table:table-cell>' for each in line) for line in sheet)  # fmt: skip
    rows = "".join(f"<table:table-row>{each}</table:table-row>" for each in lines)
    return f'<table:table table:name="{escape(sheet.title)}"{style}>{rows}</table:table>'


def _open_table(table: Table) -> str:
    seen: set[int] = set()
    rows = ""
    for line in table.rows:
        cells = ""
        for each in line:
            wide = [*map(id, line)].count(id(each))
            span = f'table:number-columns-spanned="{wide}" table:number-rows-spanned="{each.rows}"'
            cells += "<table:covered-table-cell/>" if id(each) in seen else f"<table:table-cell {span}>{_open_lines(each.text)}</table:table-cell>"  # fmt: skip
            seen.add(id(each))
        rows += f"<table:table-row>{cells}</table:table-row>"
    return f"<table:table>{rows}</table:table>"


def typed_over(content: bytes, kind: str, at: float) -> bytes:
    """Type a word behind some text of a paper."""
    if kind in {"docx", "odt", "ods"}:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = {name: packed.read(name) for name in packed.namelist()}
        part = "word/document.xml" if kind == "docx" else "content.xml"
        body = parts[part].decode()
        texts = [*re.finditer(r"(?<=[^\s<>])(?=</(?:w:t|text:p)>)", body)]
        end = texts[int(at * len(texts))].start()
        parts[part] = f"{body[:end]} {WORD} {body[end:]}".encode()
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as packed:
            for each, inside in parts.items():
                packed.writestr(each, inside)
        return stream.getvalue()
    if kind == "xlsx":
        book = Book(content)
        cells = [each for each in book.cells() if isinstance(each[2], str)]
        sheet, place, text = cells[int(at * len(cells))]
        book.put(place, f"{text} {WORD}", sheet)
        return book.content()
    rows = [*csv.reader(io.StringIO(content.decode("utf-8-sig")))]
    places = [(line, column) for line, each in enumerate(rows) for column, text in enumerate(each) if text]
    line, column = places[int(at * len(places))]
    rows[line][column] += f" {WORD}"
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


@pytest.mark.parametrize(("name", "kind"), PAPERS)
@settings(
    max_examples=2,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.floats(0, 1, exclude_max=True))
def test_a_word_typed_into_a_paper_of_ours_is_found(small: Look, name: str, kind: str, at: float) -> None:
    printed = {"odt": "docx", "ods": "xlsx"}.get(kind, kind)
    files = ours(name, printed)
    if not files:
        pytest.skip("no se imprime así")
    content = next(iter(files.values()))
    content = content if printed == kind else opened(content, kind)
    changed = typed_over(content, kind, at)
    out, seen = balanced(
        small,
        changed,
        kind,
        ["página", *words_in(content, kind)] if kind != "csv" else [content.decode("utf-8-sig")],
    )
    if seen is None:
        return
    personal = any(WORD in each.root.text for claim in seen.claims if claim.fate is Fate.PERSONAL for each in claim.pieces)  # fmt: skip
    assert personal or WORD in told(out) or any(WORD in (each.after or "") for each in seen.written)
