"""bounded_xml: the XML of a document that somebody sends, read by Python's own parser within bounds.

A DTD, a block without end, more paragraphs than any plan has: each is refused here with its own sentence.
What is in the bytes is counted there, before the parser meets them, since a tree of it could fill the memory.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, XMLParser, fromstring, iterparse

from rutaplan.importers.office.nodes import local
from rutaplan.importers.pieces import UnreadableError

MAX_NODES = 1_000_000  # of all trees: 240 MiB at worst
MAX_TAGS = 2_400_000
MAX_DEPTH = 200
MAX_WAITING = 4 * 2**20  # bytes of what is given whole: 200 MiB at worst
TOO_DEEP = "tiene demasiadas cosas una dentro de otra"
# A plan of 3,000 actions saved again by LibreOffice has half of each (tests/importers).
_BOUNDS = {
    "p": (66_000, "párrafos"), "h": (100_000, "títulos"), "r": (250_000, "tramos de texto"),
    "span": (250_000, "tramos de texto"), "tc": (60_000, "celdas"), "table-cell": (400_000, "celdas"),
    "c": (400_000, "celdas"), "si": (400_000, "textos"), "style": (90_000, "estilos"),
    "xf": (66_000, "estilos"), "sheet": (255, "hojas"), "table": (2_000, "tablas"),
    "comment": (20_000, "comentarios"),
}  # fmt: skip
_TAG = re.compile(rb"<(?:[^\s<>/!?:]{1,64}:)?(" + "|".join(_BOUNDS).encode() + rb")(?=[\s/>])")
_CROWDED = re.compile(rb"<(?:[^<=]*=){10000}")  # each attribute would be an object
_DTD = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class BoundedXml:
    """The XML of a file: its parts are counted together, those of the files inside it too."""

    def __init__(self) -> None:
        self._things = Counter[str]()
        self._tags = self._nodes = 0

    def root(self, content: bytes) -> Element:
        """Give a part as a tree. Raises UnreadableError."""
        content = self._checked(content)
        self._nodes += content.count(b"<") + content.count(b"=")
        if self._nodes > MAX_NODES:
            raise beyond(self._nodes, "etiquetas", MAX_NODES)
        try:
            return fromstring(content, _parser())  # noqa: S314 - checked
        except ParseError:
            raise _not_xml() from None

    def elements(self, content: bytes, *names: str) -> Iterator[Element]:
        """Give each element of these names, and forget it. Raises UnreadableError."""
        return (each for _, each in self.stream(content, lambda _, each: local(each) in names))

    def stream(
        self, content: bytes, is_whole: Callable[[Sequence[Element], Element], bool]
    ) -> Iterator[tuple[Element, Element]]:
        """Give each element that is to be given whole, after what it stands in; forget it and all others.

        is_whole: asked of an element and of all those that it stands in, when it begins. Raises
        UnreadableError, also where too much is whole.
        """
        source = BytesIO(self._checked(content))
        above: list[Element] = []
        inside = start = 0  # how deep in what is whole, and where that began
        try:
            for event, element in iterparse(source, ("start", "end"), _parser()):  # noqa: S314 - checked
                if event == "start":
                    if inside or (above and is_whole(above, element)):
                        start = start if inside else source.tell()
                        inside += 1
                    else:
                        above.append(element)
                    if inside + len(above) > MAX_DEPTH:
                        raise damaged(TOO_DEEP)
                elif inside > 1:
                    inside -= 1
                else:
                    if inside:
                        inside = 0
                        yield above[-1], element
                    else:
                        above.pop()
                    for each in (element, *above[-1:]):
                        each.clear()
                if inside and (waiting := source.tell() - start) > MAX_WAITING:
                    raise beyond(-(-waiting // 2**20), "MiB de texto en un solo bloque", MAX_WAITING // 2**20)
        except ParseError:
            raise _not_xml() from None

    def _checked(self, content: bytes) -> bytes:
        """Give a part as UTF-8, if it declares nothing and has no more of anything than a plan could need."""
        if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            content = content.decode("utf-16", "replace").encode()
        if _DTD.search(content):
            raise UnreadableError(
                "No se lee: declara entidades de XML, que ningún programa de oficina escribe. "
                "Cópielo en un documento nuevo."
            )
        if _CROWDED.search(content):
            raise damaged("una marca no se acaba")
        self._things.update(match[1].decode() for match in _TAG.finditer(content))
        for tag, number in self._things.items():
            bound, things = _BOUNDS[tag]
            if number > bound:
                raise beyond(number, things, bound)
        self._tags += content.count(b"<")
        if self._tags > MAX_TAGS:
            raise beyond(self._tags, "etiquetas", MAX_TAGS)
        return content


def _parser() -> XMLParser:
    """Make a parser that reads what was counted in the bytes, whatever encoding a part claims to have."""
    return XMLParser(encoding="utf-8")  # noqa: S314 - for what was checked


def beyond(number: int, things: str, bound: int) -> UnreadableError:
    """Make the sentence for what has more of something than a plan could need."""
    return UnreadableError(
        f"No se lee: tiene {number} {things}, y caben {bound}. Deje solo la tabla de acciones."
    )


def damaged(why: str) -> UnreadableError:
    """Make the sentence for a file that no program wrote like this."""
    return UnreadableError(f"Está dañado: {why}. Ábralo en Word, Excel o LibreOffice y guárdelo de nuevo.")


def _not_xml() -> UnreadableError:
    return damaged("no se entiende lo que dice")
