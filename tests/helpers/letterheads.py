"""A plan with everything that papers say of themselves, and images of every kind for its letterhead."""

import io
import json
import struct
import zlib
from dataclasses import replace
from pathlib import Path

from PIL import Image

from helpers.calls import edit
from rutaplan.load import load
from rutaplan.membrete import read_letterhead
from rutaplan.plan import Membrete, Plan

SITE, OFFICE = "https://ejemplo.org/plan", "oficina@ejemplo.org"


def image(
    mode: str = "RGB", size: tuple[int, int] = (300, 60), kind: str = "PNG", **options: object
) -> bytes:
    """An image whose left half is dark and whose right half is light."""
    made = Image.new("L", size, 255)
    made.paste(0, (0, 0, size[0] // 2, size[1]))
    if mode == "I;16":
        made = made.convert("I").point(lambda value: value * 257).convert("I;16")
    stream = io.BytesIO()
    (made if mode in {"L", "I;16"} else made.convert(mode)).save(stream, kind, **options)
    return stream.getvalue()


def png_of(wide: int, tall: int, *more: tuple[bytes, bytes]) -> bytes:
    """An image that says how many points it has, and holds none of them."""
    head = struct.pack(">IIBBBBB", wide, tall, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), *more, (b"IDAT", zlib.compress(b"\0" * 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(inside)) + name + inside + struct.pack(">I", zlib.crc32(name + inside))
        for name, inside in parts
    )


def tell(data: Path, content: bytes | None = None, name: str = "escudo.png", **more: object) -> None:
    """Write documentos into taller.yaml, with the image it names."""
    said = {"sitio": SITE, "respuesta": {"a": OFFICE, "hasta": "2027-01-15"}, **more}
    if content is not None:
        (data / "fuentes").mkdir(exist_ok=True)
        (data / "fuentes" / name).write_bytes(content)
        said["membrete"] = f"fuentes/{name}"
    edit(data / "taller.yaml", "plenaria:", f"documentos: {json.dumps(said)}\nplenaria:")


def with_letterhead(data: Path) -> Plan:
    """The plan as render has it."""
    plan = load(data)[0]
    found = read_letterhead(plan, data)
    assert isinstance(found, Membrete), found
    return replace(plan, membrete=found)
