"""printing: a Word template and a page become a document, with docxtpl and our own sandbox."""

from functools import lru_cache
from io import BytesIO
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from lxml import etree

from rutaplan.catalogue import diagnose
from rutaplan.diagnostics import Diagnostic, Place
from rutaplan.render.faults import TemplateError
from rutaplan.render.word import WordFields, number_paragraphs
from rutaplan.writers.papel import Papel
from rutaplan.writers.word.layout import finish
from rutaplan.writers.word.package import Parts, RefusedError, pack, unpack
from rutaplan.writers.word.refusals import Xml, check_parts

_DRAWINGS = 1001  # beyond those of headers and footers


def print_document(template: bytes, shown: str, page: Any, papel: Papel) -> bytes | Diagnostic:  # noqa: ANN401 - any page: all have titulo and encabezado
    """Print a page with a template, or say what is wrong with that. shown: its path, for people."""
    fields = WordFields(shown, page, papel.css)
    try:
        printer = _open(_read(template), fields)
        printer.render({})
        finish(printer.docx, papel, title=page.titulo, author=page.encabezado.autor)
        printed = BytesIO()
        printer.save(printed)
        parts = unpack(printed.getvalue())
        check_parts(parts)
    except RefusedError as error:
        return diagnose(error.key, Place(shown), **error.fields)
    except etree.XMLSyntaxError:
        return diagnose("PLA04 word", Place(shown))
    except TemplateError as error:
        return error.diagnostic
    return pack(parts)


@lru_cache(maxsize=4)  # one template prints many sheets
def _read(template: bytes) -> Parts:
    parts = unpack(template)
    check_parts(parts)
    return parts


def _open(parts: Parts, fields: WordFields) -> "_Printer":
    printer = _Printer(parts, fields)
    try:
        printer.init_docx()
        printer.get_xml()
        _ = [printer.docx.styles.element, printer.docx.settings.element, printer.docx.core_properties.title]
    except Exception:  # noqa: BLE001 - python-docx raises anything on a package that lacks a part
        raise RefusedError("PLA05 word") from None
    return printer


class _Printer(DocxTemplate):  # type: ignore[misc] # docxtpl ships no types
    """docxtpl with its fields printed by us, and with XML that must be whole: its own parser drops text."""

    def __init__(self, parts: Parts, fields: WordFields) -> None:
        super().__init__(BytesIO(pack(parts)))
        self._fields = fields

    def patch_xml(self, src_xml: str) -> str:
        """Turn tags that stand for rows, paragraphs and runs into plain Jinja, lines kept."""
        patched: str = super().patch_xml(number_paragraphs(src_xml))
        return patched

    def render_xml_part(self, src_xml: str, part: object, context: object, jinja_env: object = None) -> str:
        """Print one part; line breaks of a text become Word's."""
        del part, context, jinja_env
        printed: str = self.resolve_listing(self._fields.print(src_xml))
        return printed

    def fix_tables(self, xml: str) -> Xml:
        """Read what was printed; finish() mends the tables' columns."""
        return parse_xml(xml)

    def fix_docpr_ids(self, tree: Xml) -> None:
        """Number the drawings anew: a loop repeats them with their numbers."""
        for number, drawing in enumerate(tree.iter(qn("wp:docPr")), start=_DRAWINGS):
            drawing.set("id", str(number))

    def render_properties(self, context: object, jinja_env: object = None) -> None:
        """Leave the document's properties alone: finish() writes them."""
