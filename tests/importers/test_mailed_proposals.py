"""A proposal in a mail: whatever programs do to its lines on the way, it is the same or it is refused."""

import html
import re
import textwrap
import unicodedata
from collections.abc import Callable
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import pytest
from helpers.calls import Rutaplan
from helpers.effort import seconds
from helpers.proposals import PERSONA, as_csv, as_letter, sent
from helpers.snapshots import changed_lines, snapshot

from rutaplan.importers.hypertext import text_of
from rutaplan.importers.opening import UnreadableError, kind_of, read_document
from rutaplan.importers.pieces import flat
from rutaplan.views.documents.proponer import FIN, INICIO

Cells = list[list[list[str]]]
ACCION = "RET-N-02"


def cells(content: str | bytes, name: str = "correo.txt") -> Cells:
    """What the tables of a file say, cell by cell."""
    raw = content.encode() if isinstance(content, str) else content
    tables = read_document(raw, kind_of(raw, name)).tables
    return [[[flat(cell.text) for cell in row] for row in table.rows if row] for table in tables]


def said(error: pytest.ExceptionInfo[UnreadableError]) -> str:
    return str(error.value)


@pytest.fixture
def letter(seed: Path) -> str:
    return as_letter(seed, ACCION, around="Buenos días:", plazo_meses="6", instituciones="OIM")


def wrapped(text: str, width: int) -> str:
    """A text whose lines are broken at a width, be it in a word."""
    pieces = [line[at : at + width] for line in text.split("\n") for at in range(0, len(line) or 1, width)]
    return "\n".join(pieces)


def flowing(text: str, width: int) -> str:
    """A text whose lines are broken at the space before a width."""
    wrap = partial(textwrap.wrap, width=width, break_long_words=False, break_on_hyphens=False)
    return "\n".join(" \n".join(wrap(line)) for line in text.split("\n"))


def quoted(text: str, mark: str) -> str:
    return "\n".join(f"{mark}{line}" for line in text.split("\n"))


ON_THE_WAY: dict[str, Callable[[str], str | bytes]] = {
    "flowing": lambda text: flowing(text, 60),
    "answered": lambda text: quoted(flowing(quoted(text, "> "), 70), "> "),
    "bars": lambda text: quoted(text, "| "),
    "bullets": lambda text: quoted(text, "• "),
    "indented": lambda text: quoted(text, "\t"),
    "bold": lambda text: text.replace(INICIO, f"*{INICIO}*").replace(FIN, f"_{FIN}_"),
    "capitals": lambda text: text.replace(INICIO, INICIO.title()).replace(FIN, FIN.upper()),
    "hard spaces": lambda text: text.replace(" ", "\u00a0"),
    "invisible": lambda text: text.replace("RET-N", "\u200bRET\u2060-N").replace(INICIO, f"\ufeff{INICIO}"),
    "curly quotes": lambda text: re.sub('"([^"]*)"', "“\\1”", text),
    "Latin quotes": lambda text: re.sub('"([^"]*)"', "«\\1»", text),
    "tabs": lambda text: text.replace('","', "\t").replace('"', ""),
    "semicolons": lambda text: text.replace('","', '";"'),
    "ends": lambda text: text.replace("\n", "   \n"),
    "old Mac": lambda text: text.replace("\n", "\r"),
    "separators": lambda text: text.replace("\n", "\u2028"),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "UTF-16": lambda text: text.encode("utf-16"),
    "Outlook's text": lambda text: f"De:\tAna Ejemplo\nEnviado el:\tjueves\n\n{text}".replace(
        "\n", "\r\n"
    ).encode("cp1252"),
    "twice begun": lambda text: text.replace(INICIO, f"{INICIO}\n\n{INICIO}"),
}


@pytest.mark.parametrize("way", ON_THE_WAY)
def test_what_programs_do_on_the_way_changes_nothing(letter: str, way: str) -> None:
    assert cells(ON_THE_WAY[way](letter)) == cells(letter)


def test_a_line_broken_in_a_word_is_the_same_proposal(rutaplan: Rutaplan, seed: Path, letter: str) -> None:
    before = snapshot(seed)
    done = sent(rutaplan, seed, "correo.txt", wrapped(letter, 76))
    assert done.code == 0, done.out
    assert changed_lines(before, snapshot(seed)) == {
        f"acciones/retorno/{ACCION}.yaml": (
            ["plazo_meses: por_definir", "instituciones: por_definir"],
            ["plazo_meses: 6", "instituciones: [oim]"],
        )
    }


def mail(body: str, subtype: str = "plain") -> EmailMessage:
    made = EmailMessage()
    made["From"] = PERSONA
    made.set_content(body, subtype=subtype)
    return made


PAGES = {
    "blocks": lambda lines: "".join(f"<div>{line or '<br>'}</div>" for line in lines),
    "breaks": lambda lines: f"<head><title>x</title><style>p {{}}</style></head><p>{'<br>'.join(lines)}</p>",
    "as typed": lambda lines: "<blockquote><pre>" + "\n".join(lines) + "</pre></blockquote>",
    "Outlook's": lambda lines: "".join(f"<p class=MsoNormal>{line}<o:p></o:p></p>\r\n" for line in lines),
    "hard spaces": lambda lines: "<br>\n".join(line.replace(" ", "&nbsp;") for line in lines),
    "broken source": lambda lines: flowing("<br>".join(lines), 70),
}


@pytest.mark.parametrize("page", PAGES)
def test_a_mail_that_is_only_a_page_is_read(letter: str, page: str) -> None:
    body = PAGES[page]([html.escape(line) for line in letter.split("\n")])
    assert cells(mail(body, "html").as_bytes(), "correo.eml") == cells(letter)
    with_text = mail("Vea la versión en HTML.")
    with_text.add_alternative(body, subtype="html")
    assert cells(with_text.as_bytes(), "correo.eml") == cells(letter)


@pytest.mark.parametrize(
    "page",
    [
        "<" * 2_000_000,
        "<style>" * 300_000,
        "<!--" * 500_000,
        "&#" + "9" * 2_000_000,
        "<pre>" + "&lt;" * 500_000,
    ],
    ids=["open", "unseen", "comments", "number", "entities"],
)
def test_a_hostile_page_is_a_text_and_soon(page: str) -> None:
    assert seconds(lambda: text_of(page)) < 5


def test_the_file_of_the_site_may_come_in_the_mail(rutaplan: Rutaplan, seed: Path, letter: str) -> None:
    sheet = as_csv(seed, ACCION, plazo_meses="6", instituciones="OIM").encode("utf-8-sig")
    brought = mail("Ana Ejemplo")
    brought.add_attachment(sheet, maintype="application", subtype="octet-stream", filename="Ana Ejemplo.CSV")
    brought.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="Ana Ejemplo.pdf")
    done = sent(rutaplan, seed, "correo.eml", brought.as_bytes(), "--simular")
    assert done.code == 0, done.out + done.err
    assert "RET-N-02, plazo_meses (adjunto 1, fila 2, columna 5)" in done.out
    assert "sus otros adjuntos no se leen: guárdelos aparte" in done.out
    both = mail(letter.replace('"6"', '"9"'))
    both.add_attachment(sheet, maintype="text", subtype="csv", filename="propuesta.csv")
    both.add_attachment(b"Tema;Meses\nuno;2\n", maintype="text", subtype="csv", filename="otra.csv")
    done = sent(rutaplan, seed, "correo.eml", both.as_bytes(), "--simular")
    assert "INM" not in done.out
    assert "9\n      OIM, 26 de noviembre de 2026 (fila 2)\n    6\n" in done.out
    assert "OIM, 26 de noviembre de 2026 (adjunto 1)" in done.out


def test_a_mail_of_apple_and_a_name_that_changed_are_no_obstacle(seed: Path, letter: str) -> None:
    sheet = as_csv(seed, ACCION, plazo_meses="6", instituciones="OIM")
    kept = mail(letter).as_bytes()
    assert cells(b"%d\n%b<?xml version='1.0'?>" % (len(kept), kept), "2.emlx") == cells(letter)
    assert cells(letter, "correo.csv") == cells(letter)
    assert cells(sheet, "propuesta.csv.txt") == cells(sheet, "propuesta.csv") == cells(letter)


SPOILED: dict[str, tuple[Callable[[str], str], str]] = {
    "no end": (lambda text: text.replace(FIN, ""), f"está cortada: falta «{FIN}»"),
    "no beginning": (lambda text: text.replace(INICIO, ""), f"está cortada: falta «{INICIO}»"),
    "one in another": (lambda text: text.replace(FIN, f"{INICIO}\n{FIN}"), f"está cortada: falta «{FIN}»"),
    "one line": (lambda text: text.replace("\n", " "), "No se ve dónde empieza y dónde termina la propuesta"),
    "titles lost": (lambda text: re.sub('"Id".*\n', "", text), "llegó sin sus títulos o sin su fila"),
    "row lost": (lambda text: re.sub('"RET.*\n', "", text), "llegó sin sus títulos o sin su fila"),
    "nothing": (lambda _: f"{INICIO}\n\n{FIN}", "llegó sin sus títulos o sin su fila"),
    "broken": (lambda text: wrapped(text, 40), "llegó sin sus títulos o sin su fila"),
}


@pytest.mark.parametrize("way", SPOILED)
def test_what_lost_something_on_the_way_is_refused(letter: str, way: str) -> None:
    spoil, sentence = SPOILED[way]
    with pytest.raises(UnreadableError) as error:
        cells(spoil(letter))
    assert sentence in said(error)


def test_a_letter_in_one_line_is_mended_as_it_says(letter: str) -> None:
    joined = letter.replace("\n", " ")
    with pytest.raises(UnreadableError) as error:
        cells(joined)
    assert f"Ponga «{INICIO}», cada fila y «{FIN}» en renglones aparte" in said(error)
    mended = re.sub(rf"({re.escape(INICIO)}|\"Huella\"|{re.escape(FIN)})", "\n\\1\n", joined)
    assert cells(mended.replace('\n"Huella', '"Huella')) == cells(letter)
