"""Make the pictures of the README, of real documents: with LibreOffice, poppler and Chromium."""  # noqa: INP001 - a script, not a package

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "imagenes"
WIDTH, HEIGHT = 1100, 850
COLOURS = 64
"""Of paper and letters nobody sees more, and the file is a third."""


def run(*words: str | Path) -> None:
    """Let another program do its part, and say nothing."""
    quiet = subprocess.DEVNULL
    subprocess.run(words, check=True, stdout=quiet, stderr=quiet)  # noqa: S603 - the words are ours


def photograph_paper(document: Path, folder: Path, picture: Path) -> None:
    """Show the first page of a Word document."""
    profile = f"-env:UserInstallation={(folder / 'perfil').as_uri()}"
    run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, document)
    paper = folder / f"{document.stem}.pdf"
    run("pdftoppm", "-singlefile", "-png", "-r", "100", paper, picture.with_suffix(""))


def photograph_page(page: Path, picture: Path) -> None:
    """Show what a screen shows of an HTML document."""
    size = f"--window-size={WIDTH},{HEIGHT}"
    plain = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")
    run("chromium", *plain, size, f"--screenshot={picture}", page.as_uri())


def shrink(picture: Path) -> None:
    """Cut a picture to the size of all, and keep few colours."""
    with Image.open(picture) as image:
        small = image.convert("RGB").crop((0, 0, WIDTH, HEIGHT)).quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(picture, optimize=True)


def make_pictures(folder: Path) -> None:
    """Make the form, the sheet of the plenary and the site of the plan of data/."""
    render = (sys.executable, "-m", "rutaplan", "render")
    run(*render, "plenaria", "sitio", "--formato", "html", "--datos", ROOT / "data", "-o", folder)
    photograph_paper(ROOT / "ejemplos" / "formulario-lleno.docx", folder, PICTURES / "formulario.png")
    photograph_page(folder / "plenaria-g1-retorno.html", PICTURES / "plenaria.png")
    photograph_page(folder / "sitio.html", PICTURES / "sitio.png")
    for name in ("formulario", "plenaria", "sitio"):
        shrink(PICTURES / f"{name}.png")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        make_pictures(Path(name))
