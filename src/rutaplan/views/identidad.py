"""identidad: what every page bears, on top and at its foot, so that papers can be told apart and quoted."""

from base64 import b64encode
from dataclasses import dataclass, replace
from datetime import UTC

from rutaplan.derive import known
from rutaplan.derive.direcciones import destino
from rutaplan.derive.lineas import few_lines, lines
from rutaplan.derive.vencimiento import day_of
from rutaplan.derive.version import corte_label, version_label, version_of
from rutaplan.plan import Plan
from rutaplan.views.bloques import Direccion
from rutaplan.views.qr import qr_path

_HALF = 240
"""Points: what each of both has on top of the narrowest page."""
_LEAST_MM, _LINE_MM = 10, 4
SITIO = "Este plan, al día:"
"""What stands before the address of the site."""


@dataclass(frozen=True, slots=True)
class Logotipo:
    """The image of the letterhead: a PNG in base64, its size in mm, and what it is for who cannot see it."""

    datos: str
    ancho: float
    alto: float
    dicho: str


@dataclass(frozen=True, slots=True)
class Identidad:
    """linea is for the foot of each page, encabezado and simbolo for its top, which takes so many mm: arriba.

    fecha: when git kept this version, "2026-11-26T14:02:11Z"; empty if it did not. sitio: where the plan is
    published, with its QR code; nothing where nobody said it. logotipo: nothing where there is none.
    """

    linea: str
    version: str
    estado: str
    simbolo: str
    encabezado: str
    arriba: int
    fecha: str
    sitio: Direccion | None
    logotipo: Logotipo | None


def build_identidad(plan: Plan, autor: str) -> Identidad:
    """Tell which version of the plan this is, and what the workshop says of its documents."""
    version, said = version_of(plan), plan.taller.documentos
    estado, simbolo = (said and said.estado) or "", known(said.simbolo if said else "")
    encabezado = few_lines(known(said.encabezado if said else ""))
    return Identidad(
        linea=" · ".join(filter(None, (version_label(version), estado))),
        version=version_label(version),
        estado=estado,
        simbolo=simbolo,
        encabezado=encabezado,
        arriba=_LEAST_MM + _LINE_MM * max(lines(encabezado, 8, _HALF), lines(simbolo, 8, _HALF)),
        fecha=version.fecha.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if version.fecha else "",
        sitio=make_direccion(SITIO, said.sitio, qr=True) if said and said.sitio else None,
        logotipo=_logotipo(plan, autor),
    )


def with_corte(identidad: Identidad, plan: Plan) -> Identidad:
    """The same on a page that prints reports: with the day at which they were looked at, and which."""
    version = f"{identidad.version} · {corte_label(plan, day_of(plan))}"
    return replace(identidad, version=version, linea=" · ".join(filter(None, (version, identidad.estado))))


def _logotipo(plan: Plan, autor: str) -> Logotipo | None:
    image = plan.membrete
    if image is None:
        return None
    return Logotipo(
        datos=b64encode(image.png).decode(),
        ancho=round(image.ancho_mm, 2),
        alto=round(image.alto_mm, 2),
        dicho=f"Membrete de {autor}" if autor else "Membrete",
    )


def make_direccion(antes: str, texto: str, despues: str = "", *, qr: bool = False) -> Direccion:
    """Make the block of an address, or of what is none and stays a text. qr: with its code."""
    leads = destino(texto)
    lado, trazo = qr_path(leads) if qr and leads else (0, "")
    return Direccion(antes, texto, despues, leads, lado, trazo)
