"""Make templates/documento.docx: the letterhead and the styles of every Word document."""  # noqa: INP001 - a script, not a package

from pathlib import Path

from word.estilos import styles
from word.piezas import document, p

TEMPLATE = Path(__file__).resolve().parents[1] / "templates" / "documento.docx"


def template() -> bytes:
    """Make the template: the mark where the body goes, and what stands around it."""
    top = p("Header", "{{ membrete }}") + p("Simbolo", "{{ simbolo }}") + p("Header", "{{ encabezado }}")
    foot = "{{ documento }} · {{ identidad }}"
    return document(p("Normal", "{{ cuerpo }}"), top, foot, styles(), landscape=True)


if __name__ == "__main__":
    TEMPLATE.write_bytes(template())
