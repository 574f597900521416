"""The image of the letterhead: what is printed is points of ours, and what cannot be is told."""

import io
import tracemalloc
import zlib
from pathlib import Path

import pytest
from helpers.calls import Rutaplan, edit
from helpers.letterheads import image, png_of, tell
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from rutaplan.diagnostics import Diagnostic
from rutaplan.load import load
from rutaplan.membrete import (
    MAX_BYTES,
    MAX_SIDE,
    TALL_MM,
    WIDE_MM,
    UnprintableError,
    print_ready,
    read_letterhead,
)
from rutaplan.plan import Membrete

HIDDEN = "Escondido de prueba"
DARK, LIGHT = 60, 195


def sides(made: Membrete) -> tuple[int, int]:
    """How light its left and its right are, on white paper."""
    shown = Image.open(io.BytesIO(made.png)).convert("RGBA")
    paper = Image.new("RGBA", shown.size, "white")
    paper.alpha_composite(shown)
    grey = paper.convert("L")
    middle = grey.height // 2
    return grey.getpixel((grey.width // 8, middle)), grey.getpixel((grey.width * 7 // 8, middle))  # type: ignore[return-value]


def refused(content: bytes) -> str:
    with pytest.raises(UnprintableError) as error:
        print_ready(content)
    return error.value.key.removeprefix("TAL02 ")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_png_is_printed_right(mode: str) -> None:
    left, right = sides(print_ready(image(mode)))
    assert left < DARK
    assert right > LIGHT


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_every_jpeg_is_printed_right(mode: str) -> None:
    left, right = sides(print_ready(image(mode, kind="JPEG", quality=95)))
    assert left < DARK
    assert right > LIGHT


def test_a_palette_keeps_what_is_transparent() -> None:
    made = Image.new("P", (40, 20), 0)
    made.putpalette([0, 0, 0, 255, 0, 0])
    stream = io.BytesIO()
    made.save(stream, "PNG", transparency=0)
    assert sides(print_ready(stream.getvalue())) == (255, 255)


def test_a_photograph_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 3
    left, right = sides(print_ready(image(kind="JPEG", exif=exif, quality=95)))
    assert left > LIGHT
    assert right < DARK
    exif[0x0112] = 6
    made = print_ready(image(kind="JPEG", exif=exif))
    assert made.ancho_mm < made.alto_mm


def test_it_keeps_nothing_but_its_points() -> None:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", HIDDEN)
    texts.add_itxt("XML:com.adobe.xmp", HIDDEN)
    exif = Image.Exif()
    exif[0x010E] = HIDDEN
    png = image(pnginfo=texts, exif=exif, icc_profile=HIDDEN.encode(), dpi=(10, 10)) + HIDDEN.encode()
    jpeg = image(kind="JPEG", comment=HIDDEN, exif=exif, icc_profile=HIDDEN.encode() * 9) + HIDDEN.encode()
    for content in (png, jpeg):
        assert HIDDEN.encode() in content
        made = print_ready(content)
        kinds = {made.png[at + 4 : at + 8] for at in chunks(made.png)}
        assert kinds == {b"IHDR", b"IDAT", b"IEND"}
        assert made == print_ready(content), "the same bytes twice"


def chunks(png: bytes) -> list[int]:
    places, at = [], 8
    while at < len(png):
        places.append(at)
        at += 12 + int.from_bytes(png[at : at + 4])
    assert at == len(png)
    return places


@given(wide=st.integers(1, 400), tall=st.integers(1, 400))
def test_no_shape_is_printed_larger_than_the_head_of_a_page(wide: int, tall: int) -> None:
    made = print_ready(image(size=(wide, tall)))
    assert 0 < made.ancho_mm <= WIDE_MM + 1e-9
    assert 0 < made.alto_mm <= TALL_MM + 1e-9
    assert made.ancho_mm / made.alto_mm == pytest.approx(wide / tall)
    assert made.ancho_mm <= wide * 25.4 / 72 + 1e-9, "no point is blown up"


def test_what_is_no_still_image_is_refused() -> None:
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    stream = io.BytesIO()
    frames[0].save(stream, "PNG", save_all=True, append_images=frames[1:])
    assert refused(stream.getvalue()) == "animada"
    for kind in ("GIF", "BMP", "WEBP", "TIFF", "ICO"):
        stream = io.BytesIO()
        frames[0].save(stream, kind)
        assert refused(stream.getvalue()) == "clase"
    for text in (
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7",
        b"<?php",
        b"\x89PNG",
        b"GIF89a",
    ):
        assert refused(text) == "clase"


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_cut_file_is_refused(kind: str) -> None:
    whole = image(size=(200, 200), kind=kind)
    for end in (20, len(whole) // 4, len(whole) // 2):
        assert refused(whole[:end]) == "danada"


def test_a_bomb_is_refused_before_it_opens() -> None:
    assert refused(png_of(60_000, 60_000)) == "lado"
    assert refused(image(size=(MAX_SIDE + 1, 1))) == "lado"
    tracemalloc.start()
    print_ready(image(size=(MAX_SIDE, MAX_SIDE), mode="1"))
    assert refused(png_of(9, 9, (b"zTXt", b"a\0\0" + zlib.compress(b"a" * 2**26)))) == "danada"
    assert tracemalloc.get_traced_memory()[1] < 100 * 2**20
    tracemalloc.stop()


@given(st.binary(max_size=200))
def test_whatever_follows_a_good_beginning_is_printed_or_refused(junk: bytes) -> None:
    good = image(size=(8, 8))
    for content in (good[:33] + junk, good[:8] + junk, b"\xff\xd8\xff" + junk):
        try:
            print_ready(content)
        except UnprintableError as error:
            assert error.key in {"TAL02 danada", "TAL02 lado", "TAL02 animada"}  # noqa: PT017 - either may happen


def found(seed: Path) -> Diagnostic:
    told = read_letterhead(load(seed / "data")[0], seed / "data")
    assert isinstance(told, Diagnostic)
    return told


def test_what_is_wrong_with_the_file_is_told_where_it_is_named(seed: Path) -> None:
    data = seed / "data"
    tell(data, image())
    path = data / "fuentes" / "escudo.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n".ljust(MAX_BYTES + 1))
    assert "bytes o menos" in found(seed).expected
    path.unlink()
    told = found(seed)
    assert (told.code, told.severity.value) == ("TAL02", "aviso")
    line = (data / "taller.yaml").read_text(encoding="utf-8").split("\n")[told.place.line - 1]
    assert line[told.place.column - 1 : told.place.end_column - 1] == '"fuentes/escudo.png"'
    path.mkdir()
    assert "que no es un archivo" in found(seed).found
    path.rmdir()
    path.symlink_to(data / "taller.yaml")
    assert "es un enlace" in found(seed).found
    edit(data / "taller.yaml", "fuentes/escudo.png", "fuentes/a/escudo.png")
    (data / "fuentes" / "a").symlink_to(seed)
    assert "es un enlace" in found(seed).found


@pytest.mark.parametrize(
    "name", ["../x.png", "fuentes/../x.png", "/etc/x.png", "fuentes/x.svg", "fuentes/.x.png"]
)
def test_no_name_leads_out_of_fuentes(seed: Path, name: str) -> None:
    tell(seed / "data", membrete=name)
    plan, told = load(seed / "data")
    assert [each.code for each in told] == ["ESQ06"]
    assert read_letterhead(plan, seed / "data") is None


def test_validate_tells_and_render_prints_without_it(seed: Path, rutaplan: Rutaplan) -> None:
    tell(seed / "data", b"GIF89a")
    said = rutaplan("validate", cwd=seed)
    assert said.code == 0
    assert "TAL02" in said.out
    made = rutaplan("render", "matriz", "--formato", "html", cwd=seed)
    assert made.code == 0
    assert "TAL02" in made.err
    assert "Los documentos se hacen sin membrete." in made.err
    assert "<img" not in (seed / "salida" / "matriz.html").read_text(encoding="utf-8")
