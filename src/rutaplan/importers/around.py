"""around: what the paper of a round prints around its table, so that what somebody wrote there is told."""

from collections.abc import Iterable, Iterator

from rutaplan.derive.version import IMPRESA
from rutaplan.importers.account import Claim, Fate
from rutaplan.importers.informes import Recibido
from rutaplan.importers.pieces import AS_TEXT, Document, Piece, flat
from rutaplan.importers.printed import slots


def claim_around(recibido: Recibido, printed: Iterable[Document]) -> Iterator[Claim]:
    """Claim the lines around the tables that papers made now print, whatever numbers they hold."""
    lines = {key for document in printed for piece in document.pieces() for key in _lines(piece)}
    for piece in recibido.document.pieces():
        is_version = IMPRESA.search(flat(piece.text)) is not None
        if piece not in recibido.apart and piece.text and (is_version or lines.issuperset(_lines(piece))):
            yield Claim(Fate.KNOWN, (piece,))


def _lines(piece: Piece) -> Iterator[tuple[str, frozenset[object]]]:
    marks = piece.marks - AS_TEXT
    for line in piece.text.split("\n"):
        if said := slots(line):
            yield said, marks
