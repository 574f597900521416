"""docx: a Word document as paragraphs and tables, tracked changes accepted, merged cells in every place.

mammoth gives HTML, which keeps what python-docx loses: insertions, content controls, merged cells.
"""

from io import BytesIO
from typing import Any

from rutaplan.importers.html import blocks
from rutaplan.importers.rejilla import Documento, IlegibleError

# The number of a footnote that our papers print behind a text is not part of it.
_ESTILOS = "\n".join(f"r[style-name='{name}'] => !" for name in ("Llamada de nota", "Llamada"))


def read(content: bytes) -> Documento:
    """Read the text of a document, from the file alone: pictures, links, macros and fields are left out."""
    import mammoth  # noqa: PLC0415 - an extra, and slow to load

    try:
        result = mammoth.convert_to_html(
            BytesIO(content),
            style_map=_ESTILOS,
            convert_image=mammoth.images.img_element(_no_picture),
            external_file_access=False,
        )
        return Documento("documento de Word", tuple(blocks(result.value)))
    except IlegibleError:
        raise
    except RecursionError:
        reason = "tiene demasiadas cosas una dentro de otra"
    except Exception:  # noqa: BLE001 - mammoth trusts its input, and fails in any way that Python knows
        reason = "no se entiende como documento de Word"
    raise IlegibleError(
        f"Está dañado: {reason}. Ábralo en Word o LibreOffice y guárdelo de nuevo como .docx."
    )


def _no_picture(_image: Any) -> dict[str, str]:  # noqa: ANN401 - mammoth ships no types
    return {}
