"""printing: a finished page and a template's name become a text."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from rutaplan import __version__
from rutaplan.diagnostics import Diagnostic
from rutaplan.render import SUFFIX
from rutaplan.render.sandbox import Environment, Loader, make_environment
from rutaplan.render.template_faults import TooMuchError, diagnose_template

MAX_OUTPUT = 64 * 2**20


def render(name: str, page: object, folders: Sequence[Path], papel: str = "A4") -> str | Diagnostic:
    """Print a page with the template NAME.FORMAT.j2 of the first folder that has it, or say why not.

    name is "matriz.html", without suffix. The template sees pagina, papel (CSS's name of the paper's
    size) and version of the program. The text ends in one line feed.
    """
    template_name = name + SUFFIX
    environment, loader = _prepare(name.rpartition(".")[2], tuple(folders))
    try:
        template = environment.get_template(template_name)
        text = join(template.generate(pagina=page, papel=papel, version=__version__))
    except Exception as error:  # noqa: BLE001 - a template can raise anything, and none of it is a bug of ours
        return diagnose_template(error, template_name, loader.read_for(template_name), loader.folders)
    return text.rstrip("\n") + "\n"


@lru_cache(maxsize=16)  # compiling a template takes longer than printing a page with it
def _prepare(kind: str, folders: tuple[Path, ...]) -> tuple[Environment, Loader]:
    loader = Loader(folders)
    return make_environment(kind, loader), loader


def join(chunks: Iterable[str]) -> str:
    """Put together what a template prints, up to a bound: TooMuchError beyond it."""
    kept, size = [], 0
    for chunk in chunks:
        kept.append(chunk)
        size += len(chunk)
        if size > MAX_OUTPUT:
            raise TooMuchError
    return "".join(kept)
