"""What leaves is inert: an address that is not safe is a text in every format, and a finding."""

import json
import re
import zipfile
from pathlib import Path

import pytest
from helpers.calls import edit
from helpers.letterheads import tell
from helpers.papers import made, parts
from helpers.plans import documents
from helpers.reach import each_with_each
from lxml import etree

from rutaplan.derive.direcciones import destino, unsafe_addresses
from rutaplan.load import load
from rutaplan.rules import check

BAD = (
    "javascript:alert(1)",
    "data:text/html,alert(1)",
    "http://usuario@ejemplo.org/",
    "https://ejemplo.org:clave@otro.org/",
    "https://ejemplo.org/".ljust(301, "a"),
    "https://xn--ejmplo-dva.org/",
    "https://www.xn--ejmplo-dva.org/plan",
    "ftp://ejemplo.org/x",
    "file:///etc/passwd",
)
UNREADABLE = ("https://ejemplo.org/\u202egro", "https://ejemplo.org/\u0007a", "https://ejem\u200bplo.org/")
BROKEN = ("https://ejemplo.org/ \njavascript:alert(1)", "https://ejemplo.org/a b")
KEYS = ("sitio", "repositorio")


def faults(data: Path) -> set[str]:
    plan, told = load(data)
    return {each.code for each in (*told, *check(plan))}


@pytest.mark.parametrize("address", [*BAD, *BROKEN])
def test_no_such_address_leads_anywhere(address: str) -> None:
    assert not destino(address)


@each_with_each(key=KEYS, address=[*BAD, *UNREADABLE, *BROKEN])
def test_an_address_of_the_workshop_is_an_error(seed: Path, key: str, address: str) -> None:
    tell(seed / "data", **{key: address})
    assert faults(seed / "data") & {"ESQ06", "YML10"}


@pytest.mark.parametrize("address", BAD)
def test_in_a_text_it_is_told(seed: Path, address: str) -> None:
    data = seed / "data"
    tell(data, respuesta={"a": address, "hasta": "2027-01-15"})
    assert faults(data) & {"REF04", "ESQ07"}
    text = f"Vea {address}, y más."
    assert [text[slice(*each)] for each in unsafe_addresses(text)] == [address]
    assert [*unsafe_addresses(address, plain=True)]


def test_http_is_for_evidence_alone() -> None:
    assert [*unsafe_addresses("http://ejemplo.org/acta")]
    assert not [*unsafe_addresses("http://ejemplo.org/acta", plain=True)]
    assert not [*unsafe_addresses("(https://ejemplo.org/acta).")]


def test_it_is_a_text_in_every_format(seed: Path, tmp_path: Path) -> None:
    data = seed / "data"
    tell(data, sitio=None, encabezado=BAD[1], simbolo=BAD[7], respuesta={"a": BAD[0], "hasta": "2027-01-15"})
    edit(data / "taller.yaml", '"sitio": null, ', "")
    origin = "documento_origen: fuentes/formulario-grupo-1-retorno.txt"
    edit(data / "taller.yaml", origin, f"documento_origen: {json.dumps(' '.join((*BAD, *BROKEN)))}")
    plan = load(data)[0]
    for kind in ("html", "docx", "xlsx", "pdf", "md"):
        for document in ("pendientes", "formulario", "institucion"):
            for name, content in made(plan, document, kind).items() if document in documents(kind) else ():
                assert_inert(tmp_path / name, content)


def assert_inert(path: Path, content: bytes) -> None:
    if path.suffix == ".html":
        page = etree.HTML(content)
        assert not [each for each in page.xpath("//@href | //@src") if not each.startswith("#")], path.name
        assert not page.xpath("//svg[@class='qr']")
    elif path.suffix in {".docx", ".xlsx"}:
        path.write_bytes(content)
        assert zipfile.is_zipfile(path)
        for name, xml in parts(path).items():
            assert b"TargetMode" not in xml, name
            assert not re.search(rb"<(?:w:)?hyperlink|HYPERLINK", xml), name
            assert "media" not in name
    elif path.suffix == ".pdf":
        assert not re.search(rb"/URI\b|/JavaScript|/Launch", content), path.name
    else:
        assert not re.search(r"(?<!\\)\]\((?!#)|<(?:https?|javascript|data):", content.decode()), path.name
