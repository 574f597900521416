"""What a finished document holds, whatever its format."""

import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

from helpers.calls import program


def parts(path: Path) -> dict[str, bytes]:
    """The parts of a zipped document; each one of XML is well formed."""
    with zipfile.ZipFile(path) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    for name, data in found.items():
        if name.endswith((".xml", ".rels")):
            ET.fromstring(data)  # noqa: S314 - our own file, and a fault in it is what is looked for
    return found


def readable(path: Path) -> bytes:
    """All that a file holds, as bytes in which a text can be looked for."""
    if zipfile.is_zipfile(path):
        return b"\n".join(parts(path).values())
    if path.suffix == ".pdf":
        told = [
            subprocess.run([program(name), path, *rest], capture_output=True, check=True).stdout
            for name, rest in (("pdftotext", ["-"]), ("pdfinfo", []))
        ]
        return path.read_bytes() + b"".join(told)
    return path.read_bytes()
