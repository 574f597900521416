"""The account: every word of a document ends in exactly one place, whatever is claimed."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from rutaplan.importers.account import Claim, Fate, settle
from rutaplan.importers.pieces import Cell, Document, Mark, Piece, Table, words

TEXTS = st.lists(st.sampled_from(["OIM", "apoyo", "6", "meses", "Ana", "él"]), max_size=5).map(" ".join)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    marks = st.frozensets(st.sampled_from(Mark), max_size=1)
    pieces = [Piece(text, f"línea {at}", draw(marks)) for at, text in enumerate(draw(st.lists(TEXTS)), 1)]
    cells = [Cell((piece,), piece.place) for piece in pieces]
    merged = tuple((cell, cell) for cell in cells)
    return Document("prueba", (Table(merged, "tabla 1"), *cells[:1]), aside=(Piece("al pie", "pie"),))


@st.composite
def claimed(draw: st.DrawFn) -> tuple[Document, list[Claim]]:
    document = draw(documents())
    pieces = st.sampled_from([*document.pieces()])
    claim = st.builds(
        Claim,
        st.sampled_from(Fate),
        st.lists(pieces, max_size=3).map(tuple),
        st.none() | TEXTS,
        st.just("porque"),
    )
    return document, draw(st.lists(claim, max_size=6))


@given(claimed())
def test_no_word_is_lost_and_none_counts_twice(case: tuple[Document, list[Claim]]) -> None:
    document, claims = case
    account = settle(document, claims)
    pieces = [piece for piece in document.pieces() if words(piece.text)]
    assert account.total == len(pieces)
    assert (account.counts[Fate.TOLD] == 0) == (not account.told)
    present = Counter(word for piece in pieces for word in words(piece.text))
    told = Counter(word for each in account.told for word in words(each.words))
    assert not told - present
    if not claims:
        assert told == present
    assert all(each.reason and each.place for each in account.told)


def test_only_the_words_of_the_value_are_taken() -> None:
    piece = Piece("OIM (apoyo)", "tabla 1, fila 2, columna 3")
    (told,) = settle(
        Document("prueba", (Cell((piece,), piece.place),)), [Claim(Fate.TAKEN, (piece,), "OIM")]
    ).told
    assert (told.place, told.words) == (piece.place, "«(apoyo)»")


def test_what_is_personal_is_not_told_even_if_somebody_asks() -> None:
    piece = Piece("Ana Ejemplo", "párrafo 2")
    account = settle(
        Document("prueba", (Cell((piece,), piece.place),)),
        [Claim(Fate.TOLD, (piece,), reason="no se lee"), Claim(Fate.PERSONAL, (piece,))],
    )
    assert not account.told
    assert account.counts[Fate.PERSONAL] == 1
