"""What tests of documents share: how to make them in this process, and what a finished one holds."""

import shutil
import subprocess
import zipfile
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from xml.etree import ElementTree as ET

from helpers.calls import program
from rutaplan.derive.version import version_of
from rutaplan.diagnostics import Diagnostic
from rutaplan.load import load
from rutaplan.plan import Plan
from rutaplan.render import own_folder
from rutaplan.writers.offers import TEMPLATE_WRITERS, Call, find_offers, make
from rutaplan.writers.papel import Papel


@cache
def read(data: Path) -> Plan:
    """A plan that no test changes."""
    return load(data)[0]


def apart(data: Path, folder: Path) -> Path:
    """A copy of a plan in a folder, where no git tells of it."""
    return Path(shutil.copytree(data, folder / "data", dirs_exist_ok=True))


def made(plan: Plan, name: str, kind: str, papel: Papel = Papel.A4) -> dict[str, bytes]:
    """The files of a document in a format, by name, their folder before it; also those that say nothing."""
    own, plan = (own_folder(),), _versioned(plan)
    asked = [(each, plan) for each in find_offers(own) if (each.document.name, each.format) == (name, kind)]
    made_now = make(asked, Call({}, own, papel, silent=True))
    papers = [made for offer, files in made_now if not offer.document.carpeta for made in files]
    files = {each.name.replace("/", "-"): each.content for each in papers}
    faults = [content for content in files.values() if not isinstance(content, bytes)]
    assert not faults, faults
    return files


@lru_cache(100)
def _versioned(plan: Plan) -> Plan:
    """The plan as an order makes papers of it: its version is found out once, and not for each part of it."""
    return replace(plan, version=version_of(plan))


def own(plan: Plan, folder: Path, name: str, kind: str) -> bytes | Diagnostic:
    """What a template of the user's own makes, or what is wrong with it, without the child that confines it."""
    folders = (folder, own_folder())
    (offer,) = (each for each in find_offers(folders) if (each.document.name, each.format) == (name, kind))
    assert offer.template is not None
    assert not offer.own
    page = next(iter(offer.document.pages(plan, ()).values()))
    return TEMPLATE_WRITERS[offer.template.engine](offer.template, page, folders, Papel.A4)


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
