"""Make templates/*.docx: the Word templates, with their Jinja fields where people can see and move them."""  # noqa: INP001 - a script, not a package

from pathlib import Path

from word.documentos import consolidada, ficha, formulario, matriz, pendientes, plenaria
from word.estilos import styles
from word.piezas import document

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Write every template beside those of the other formats."""
    for name, content in templates().items():
        (ROOT / "templates" / f"{name}.docx").write_bytes(content)


def templates() -> dict[str, bytes]:
    """Make every template, by the name of its document."""
    looks = styles()
    sheet = document(ficha(), "{{ pagina.titulo }}", looks, landscape=False)
    return {
        "matriz": document(matriz(), "Matriz de acciones", looks, landscape=True),
        "plenaria": document(plenaria(), "{{ pagina.titulo }}", looks, landscape=True),
        "consolidada": document(consolidada(), "{{ pagina.documento }}", looks, landscape=True),
        "institucion": sheet,
        "pais": sheet,
        "formulario": document(formulario(), "{{ pagina.titulo }}", looks, landscape=True),
        "pendientes": document(pendientes(), "{{ pagina.documento }}", looks, landscape=True),
    }


if __name__ == "__main__":
    main()
