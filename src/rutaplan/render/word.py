"""word: prints the Jinja fields of a Word document, and tells in which paragraph one went wrong."""

import re
from functools import lru_cache
from types import CodeType

from jinja2 import Template

from rutaplan import __version__
from rutaplan.render import join
from rutaplan.render.faults import TemplateError, diagnose_template
from rutaplan.render.sandbox import Environment, Loader, make_environment

_PARAGRAPH = re.compile(r"(?=<w:p[ >])")
_TAG = re.compile(r"<[^>]*>")


class WordFields:
    """Prints the parts of one template, in the sandbox.

    Nothing can be included: a Word template is one file. It sees pagina, papel and version, as any.
    """

    def __init__(self, shown: str, page: object, papel: str) -> None:
        self._shown = shown
        self._seen = {"pagina": page, "papel": papel, "version": __version__}
        self._environment = _environment()

    def print(self, xml: str) -> str:
        """Print a part, whose lines are those of number_paragraphs. TemplateError tells the paragraph."""
        try:
            code = _compiled(xml, self._shown)
            template = Template.from_code(self._environment, code, self._environment.make_globals(None))
            return join(template.generate(self._seen))
        except Exception as error:  # noqa: BLE001 - a template can raise anything, and none of it is a bug of ours
            text = "\n".join(_TAG.sub("", line).strip() for line in xml.split("\n"))
            raise TemplateError(diagnose_template(error, self._shown, {self._shown: text}, ())) from None


def _environment() -> Environment:
    return make_environment("docx", Loader(()))


@lru_cache(maxsize=8)  # one template prints many papers: half of the time of each was this
def _compiled(xml: str, shown: str) -> CodeType:
    return _environment().compile(xml, name=shown, filename=shown)


def number_paragraphs(xml: str) -> str:
    """Put each paragraph on a line of its own, so that jinja2 counts them."""
    first, *rest = _PARAGRAPH.split(xml.replace("\n", " "))
    return "\n".join([first + rest[0], *rest[1:]]) if rest else first
