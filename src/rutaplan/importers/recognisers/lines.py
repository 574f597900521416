"""lines: what stands outside of the tables: headings, labels, and what is written beside or under them."""

import re
from collections.abc import Callable, Sequence
from functools import cache

from rutaplan.importers.meanings.headings import Places
from rutaplan.importers.meanings.lists import either, forms
from rutaplan.importers.meanings.persons import PEOPLE, may_be_name
from rutaplan.importers.pieces import Cell, Piece, on_lines
from rutaplan.importers.recognisers.groups import Groups
from rutaplan.importers.recognisers.people import SIGNED, is_instruction
from rutaplan.importers.recognisers.workshop import LABELS, TEXTS, Workshop
from rutaplan.suggest import fold

_RULE = re.compile(r"\W*_{5,}[\W_]*")
_BRACKET = re.compile(r"\([^()]*\)")


class Lines:
    """Reads line after line. label: the one whose answer is awaited; niveles: those of the columns below."""

    def __init__(
        self,
        places: Places,
        groups: Groups,
        workshop: Workshop,
        *,
        paper: bool,
        printed: Callable[[str], bool],
    ) -> None:
        self.places, self.groups, self.workshop = places, groups, workshop
        self.paper, self.printed = paper, printed
        self.notes = groups.notes
        self.label = ""
        self.niveles: list[str] = []
        self._ruled = False  # whether the line before is one to sign on

    def paragraph(self, cell: Cell, *, beside: bool = False) -> None:
        """Read the lines of a cell. beside: it stands beside its label."""
        for piece in on_lines(cell).full:
            self._line(piece, beside=beside)

    def signed(self, *columns: Sequence[Piece]) -> bool:
        """Learn who signed under a line to sign on, in each of some columns; whether anybody did."""
        ruled, names = self._ruled, list[str]()
        for pieces in columns:
            ruled = self._ruled
            for each in pieces:
                names += [each.text] if ruled and may_be_name(each.text) else []
                ruled = bool(_RULE.fullmatch(each.text))
        self._ruled = ruled
        self.notes.people += names
        return bool(names)

    def eje(self, piece: Piece) -> None:
        """Learn which eje follows, and its heading where the plan has none yet."""
        if self.places.is_of_people(piece.text):  # somebody wrote them where the eje goes
            self.paragraph(Cell((piece,), piece.place))
            return
        at = self.groups.take_eje(piece, paper=self.paper)
        if at is not None:
            self.workshop.texts.setdefault(("ejes", at, "encabezado"), [piece])

    def _line(self, piece: Piece, *, beside: bool = False) -> None:
        """Read a line outside of the table of actions. beside: it stands in a cell beside its label."""
        text = piece.text
        self.signed((piece,))
        heading = self.places.heading(text)
        label = self.places.label(text)
        nivel = self.places.nivel(text)
        own = self.printed(text)
        if label and label.kind == "persona" and self.label == "participantes":
            label = None  # a line of theirs
        if heading:
            people = self.label == "participantes"
            rest = self.groups.begin(heading, piece, people=people)
            self.niveles = [heading.nivel] if heading.nivel else self.niveles
            self.label = "participantes" if people else ""
            if rest and not own:
                self._line(piece.part(rest))
        elif label and not (own and label.kind != "eje"):
            if label.kind == "participantes" and self.groups.people_first and self.groups.pending:
                self.groups.end()
            self.label = label.kind
            self._known(piece, text[: label.end], label.kind)
            self._under(piece.part(text[label.end :].strip()), beside=True)
        elif nivel:
            self.niveles = [nivel]
            self.label = ""
            self.workshop.nivel(piece, nivel, self.places.said("nivel", piece.text), paper=self.paper)
        elif _people_within().search(fold(text)) and not own:
            self.groups.current.roster.unread((piece,), piece.place, SIGNED)
        elif not own:
            self.niveles = [] if self.places.is_other_nivel(text) else self.niveles
            self._under(piece, beside=beside)

    def _known(self, piece: Piece, label: str, kind: str) -> None:
        """Claim the words of a label; what a bracket of it says that nobody asks is told, or somebody's."""
        strange = next((each for each in _BRACKET.findall(label) if not is_instruction(each)), "")
        self.notes.know(piece, label.replace(strange, " ") if strange else label)
        if strange and kind in PEOPLE:
            self.groups.current.roster.unread((piece.part(strange),), piece.place)

    def _under(self, piece: Piece, *, beside: bool = False) -> None:
        """Keep what stands beside or under a label, heads a table, or is the plan's own."""
        if not piece.text or self._answers(piece, beside=beside):
            return
        eje, nivel = ("", "") if self.paper else self.places.both(piece.text)
        if eje:
            self.groups.head(eje)
            self.niveles = [nivel] if nivel else self.niveles
            self.notes.take(piece)
        else:
            self.workshop.line(piece, alone=not self.label)

    def _answers(self, piece: Piece, *, beside: bool) -> bool:
        """Read what a label asks for; whether it does."""
        label = self.label
        if label in TEXTS:
            self.workshop.text(label, piece)
            return True
        if label == "participantes" and not self.paper:
            self.groups.current.roster.line(piece)
            return True
        self.label = ""
        if label in LABELS and is_instruction(piece.text):
            self.notes.know(piece)
        elif label in LABELS:
            return self.workshop.read(label, piece, beside=beside)
        elif label == "ponente":
            self.groups.current.roster.speaker(piece)
        elif label in {"firma", "persona"}:
            self.groups.current.roster.unread((piece,), piece.place, SIGNED)
        elif label == "eje":
            self.eje(piece)
        else:
            self.label = label
            return False
        return True


@cache
def _people_within() -> re.Pattern[str]:
    """What a line says before it names people, wherever in it that stands."""
    labels = (fold(each) for kind in ("participantes", "ponente") for each in forms("rotulos")[kind])
    return re.compile(rf"\b(?:{either(labels)})\s*:")
