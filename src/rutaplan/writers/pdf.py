"""pdf: the only door of typst. A finished page and a Typst template become a tagged, reproducible PDF.

The page travels as data, never as markup: no text of a plan can become an instruction. The template
sees sys.inputs: pagina (JSON), papel (Typst's name of the paper's size) and version of the program.
"""

import json
import re
from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from rutaplan import __version__
from rutaplan.diagnostics import Diagnostic
from rutaplan.render import FoundTemplate
from rutaplan.writers.papel import Papel
from rutaplan.writers.pdf_faults import diagnose_link, diagnose_typst, unshown_texts
from rutaplan.writers.pdf_stage import StagedFile, gather, stage

if TYPE_CHECKING:
    import typst

MAX_ROUNDS = 8
_NOTO = Path(__file__).parent / "fonts"
LOGOTIPO = "_membrete.png"
"""The image of the letterhead, as templates find it: they read no base64."""
_LINK = re.compile(rb"/URI ?(?:\(((?:[^)\\]|\\.)*)|<([0-9A-Fa-f]*)>)")
_INERT = re.compile(r"https?://|mailto:", re.IGNORECASE)


def write(template: FoundTemplate, page: Any, folders: Sequence[Path], papel: Papel) -> bytes | Diagnostic:  # noqa: ANN401 - any of the pages, all of them dataclasses
    """Print a page with its template, or say what the template got wrong."""
    name = template.path.name
    sources = gather(name, folders)
    if isinstance(sources, Diagnostic):
        return sources
    with TemporaryDirectory(prefix="rutaplan-") as folder:
        root = Path(folder, "plantillas")
        root.mkdir()
        stage(sources, root)
        logotipo = page.encabezado.identidad.logotipo
        if logotipo:
            (root / LOGOTIPO).write_bytes(b64decode(logotipo.datos))
        said = json.dumps(_values(page), ensure_ascii=False)
        made = _compile(root / name, sources, said, papel)
    strange = next((link for link in _links(made) if not _INERT.match(link)), None)
    return made if strange is None else diagnose_link(strange, name, sources)


def _values(value: Any) -> Any:  # noqa: ANN401 - a page, at any depth
    """A page as plain values, with no white space at the ends of lines and of texts."""
    match value:
        case str():
            return re.sub(r"[^\S\n\r]*(?:\r\n|[\n\r])[^\S\n\r]*", "\n", value.strip())
        case list() | tuple():
            return [_values(each) for each in value]
        case SimpleNamespace():
            return {name: _values(each) for name, each in vars(value).items() if name != "hojas"}
        case _ if is_dataclass(value):
            return {each.name: _values(getattr(value, each.name)) for each in fields(value)}
    return value


def _links(made: bytes | Diagnostic) -> list[str]:
    """Where the links of a PDF lead, as a template wrote or computed it."""
    found = _LINK.findall(made) if isinstance(made, bytes) else []
    return [(text or bytes.fromhex(digits.decode())).decode("latin-1") for text, digits in found]


def _compile(main: Path, sources: Mapping[str, StagedFile], page: str, papel: Papel) -> bytes | Diagnostic:
    """Compile, again for as long as that finds characters that no font shows: PDF/UA refuses blanks."""
    import typst  # noqa: PLC0415 - an optional extra, and slow to load

    unshown: set[str] = set()
    for _ in range(MAX_ROUNDS):
        try:
            return _typeset(main, _with_codes(page, unshown), papel)
        except typst.TypstError as error:
            found = _to_replace(unshown_texts(error.diagnostic))
            if found <= unshown:
                return diagnose_typst(error.message, error.diagnostic, main.name, sources)
            unshown |= found
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # noqa: BLE001 - a panic of the library is no Exception; only a template brings it about
            break
    return diagnose_typst("", "", main.name, sources)


def _typeset(main: Path, page: str, papel: Papel) -> bytes:
    """Call Typst: no font of the machine, no package, no clock."""
    import typst  # noqa: PLC0415 - as above

    nowhere = main.parents[1] / "paquetes"
    return typst.compile(
        main,
        root=main.parent,
        font_paths=_fonts(),
        format="pdf",
        sys_inputs={"pagina": page, "papel": papel.typst, "version": __version__},
        pdf_standards=["ua-1"],
        timestamp=0,
        package_path=nowhere,
        package_cache_path=nowhere,
    )


@cache
def _fonts() -> "typst.Fonts":
    """Noto Sans, and the fonts inside typst, for what Noto Sans has not."""
    import typst  # noqa: PLC0415 - as above

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[_NOTO])


def _to_replace(texts: Sequence[str]) -> set[str]:
    """The characters to print as codes; letters only once nothing else is left.

    A sign that no font has takes the letter that it stands on with it, and that one can be shown.
    """
    chars = {char for text in texts for char in text if not char.isascii()}
    return {char for char in chars if not char.isalpha()} or chars


def _with_codes(page: str, unshown: set[str]) -> str:
    """Print characters as their codes, those that stand together in one bracket: [U+1F1F2 U+1F1FD]."""
    if not unshown:
        return page
    runs = "[" + "".join(map(re.escape, sorted(unshown))) + "]+"
    return re.sub(runs, lambda run: f"[{' '.join(f'U+{ord(char):04X}' for char in run.group())}]", page)
