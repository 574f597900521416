"""Ids and fingerprints that went through Word on their way: read, and said, whatever Word made of them."""

import re
from pathlib import Path

import pytest
from helpers.calls import Rutaplan
from helpers.reach import each_with_each
from helpers.typed import Book, type_cells
from test_advice import imported
from test_papers import paper

from rutaplan.importers.pieces import Cell, Mark, Piece
from rutaplan.importers.recognisers.own_rows import borne

HYPHENS = ["\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212"]
JOINED = {chr(code).casefold(): chr(code) for code in range(0xFB00, 0xFB05)}
UNSEEN = ["\xad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"]
WAYS = {
    "RET-N-01": [
        *(f"RET{each}N{each}01" for each in HYPHENS), *(f"RET-N{each}-01" for each in UNSEEN), *(f"R{each}ET-N-0{each}1" for each in UNSEEN),
        "RET\u2011N-01\xa0", "RET \u2013 N \u2013 01", "ret\u2011n\u201101", "\u200bRET-N-01\u200b", "RET-\xadN-\xad01",
    ],
    "h01234567": ["h0123\xad4567", "\ufeffh01234567", "h01234567\u200b", "H01234567\u2060"],
}  # fmt: skip


def cell(text: str, *aside: str) -> Cell:
    hidden = tuple(Piece(each, "", frozenset({Mark.HIDDEN})) for each in aside)
    return Cell(tuple(Piece(each, "") for each in text.split("\n")), "", hidden)


@each_with_each(ident=WAYS["RET-N-01"], mark=WAYS["h01234567"])
def test_an_id_and_a_fingerprint_are_read_wherever_they_stand(ident: str, mark: str) -> None:
    for cells in (
        {"id": cell(ident), "huella": cell(mark)},
        {"id": cell(ident, mark)},
        {"id": cell(f"{ident}\n{mark}")},
        {"id": cell(f"{ident} {mark}")},
    ):
        read = borne(cells)
        assert (read.ident.upper(), read.mark, len(read.said) > 0) == ("RET-N-01", "h01234567", True)


def test_what_is_as_it_was_printed_needs_no_word() -> None:
    assert borne({"id": cell("RET-N-01", "h01234567")}).said == ()
    assert borne({"id": cell("RET-N-01 \u2013 prioridad")}).ident.startswith("RET-N-01 ")


@pytest.mark.parametrize("typed", [WAYS["RET-N-01"][1]])
def test_a_sheet_with_a_pasted_id_is_read_and_said(
    seed: Path, tmp_path: Path, rutaplan: Rutaplan, typed: str
) -> None:
    matriz = paper(seed, "matriz.xlsx")
    ((place, mark),) = (
        (place, text)
        for _, place, text in Book(matriz.read_bytes()).cells()
        if place[1:] == "2" and re.fullmatch("h[0-9a-f]{8}", str(text))
    )
    pasted = {"A2": typed, "E2": 6, place: f"{mark[:4]}\xad{mark[4:]}\u200b"}
    outcome = imported(rutaplan, seed, tmp_path, "a.xlsx", type_cells(matriz, **pasted).read_bytes())
    assert (outcome.code, "1 cambiada (1 campo) · 32 iguales" in outcome.out) == (0, True), outcome.out
    assert "se leyó como «RET-N-01»" in outcome.out.partition("Se leyó así:")[2]


def test_a_title_and_a_place_with_letters_that_nobody_sees_are_what_they_say(
    untouched: Path, tmp_path: Path, rutaplan: Rutaplan
) -> None:
    text = "Ac\xadción,Ni\u200bvel,Pla\u2060zo\nAbrir una ventanilla única.,Na\xadcional,6\n"
    outcome = imported(rutaplan, untouched, tmp_path, "a.csv", text)
    assert (outcome.code, "plazo_meses: 6" in outcome.out) == (0, True), outcome.out


@pytest.mark.parametrize("hyphen", HYPHENS)
def test_an_id_of_an_institution_is_one_with_any_hyphen(
    untouched: Path, tmp_path: Path, rutaplan: Rutaplan, hyphen: str
) -> None:
    text = (
        f"Acción,Nivel,Instituciones\nAbrir una ventanilla única.,Nacional,hn{hyphen}inm; INM{hyphen}México\n"
    )
    outcome = imported(rutaplan, untouched, tmp_path, "a.csv", text)
    assert (outcome.code, "instituciones: hn-inm, mx-inm" in outcome.out) == (0, True), outcome.out


def test_letters_that_a_pdf_joins_are_two(seed: Path, tmp_path: Path, rutaplan: Rutaplan) -> None:
    matriz = paper(seed, "matriz.csv").read_text("utf-8-sig")
    joined = re.sub("ff[il]|f[fil]", lambda found: JOINED[found.group()], matriz)
    outcome = imported(rutaplan, seed, tmp_path, "a.csv", joined)
    assert joined != matriz
    assert (outcome.code, "0 cambiadas · 33 iguales" in outcome.out) == (0, True), outcome.out
