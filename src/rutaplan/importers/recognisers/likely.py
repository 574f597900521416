"""likely: which field a column gives whose title is only near to one: what its cells hold must say so too."""

from collections.abc import Sequence
from itertools import islice

from rutaplan.importers.meanings.column_titles import Titles, may_share
from rutaplan.importers.meanings.headings import Places
from rutaplan.importers.meanings.marks import strip_mark
from rutaplan.importers.meanings.values import Values
from rutaplan.importers.pieces import Cell, flat, on_lines, words
from rutaplan.importers.recognisers.newcomers import says_body
from rutaplan.importers.recognisers.reading import PLACES

SAMPLE = 50
"""Cells by which it is known what a column holds."""
FEW_WORDS = 3
"""Words that a column of actions has at least, in most of its cells."""


class Likely:
    """Finds out what each title of a document is near to, once: a table may say it again on every page."""

    def __init__(self, places: Places, titles: Titles, values: Values, *, paper: bool) -> None:
        self._places, self._titles, self._values, self._paper = places, titles, values, paper
        self._known: dict[str, tuple[str, ...]] = {}

    def near(self, title: str, at: int, below: Sequence[Sequence[Cell]] | None) -> tuple[str, ...]:
        """Tell the fields that the title of a column is near, if the cells below it hold what they hold.

        at: which column it is; below: the rows under it, None where a new title is not asked about.
        """
        if title not in self._known and below is not None:
            cells = dict.fromkeys(each[at] for each in below if len(each) > at and each[at].text)
            campos = self._alike(title)
            noted = self._paper and "notas" in campos
            holds = bool(campos) and not noted and self._hold(campos, [*islice(cells, SAMPLE)])
            self._known[title] = campos if holds else ()
        return self._known.get(title, ())

    def _alike(self, title: str) -> tuple[str, ...]:
        """The fields that a title is near, each of its lines if it can be, by its words alone."""
        lines = title.splitlines()
        found = [(*self._titles.fields(line), self._titles.near(line))[0] for line in lines]
        if len(lines) > 1 and not may_share(found):
            found = [self._titles.near(flat(title))]
        return tuple(dict.fromkeys(filter(None, found)))

    def _hold(self, campos: Sequence[str], cells: Sequence[Cell]) -> bool:
        """Whether most cells hold what these fields do, each of their lines if not the whole."""
        if {*campos} & {*PLACES}:
            return all(self._places.find(campo, cell.text) for cell in cells for campo in campos)
        good = [
            self._holds(campos, cell)
            or all(
                self._holds(campos, Cell((line.part(strip_mark(line.text).text),), line.place))
                for line in on_lines(cell).full
            )
            for cell in cells
        ]
        return sum(good) * 2 >= len(good)

    def _holds(self, campos: Sequence[str], cell: Cell) -> bool:
        return any(
            len(words(cell.text)) >= FEW_WORDS if campo == "texto" else self._reads(campo, cell)
            for campo in campos
        )

    def _reads(self, campo: str, cell: Cell) -> bool:
        """Whether a cell is read as a field, or names bodies that the plan does not have yet."""
        if campo not in self._values.campos:
            return False
        read = self._values.read(campo, cell)
        return read.value is not None or (bool(read.unknown) and all(map(says_body, read.unknown)))
