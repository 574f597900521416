"""identidad: what every page bears, on top and at its foot, so that papers can be told apart and quoted."""

from dataclasses import dataclass
from datetime import UTC

from rutaplan.derive.version import version_label, version_of
from rutaplan.plan import Plan


@dataclass(frozen=True, slots=True)
class Identidad:
    """linea is for the foot of each page, encabezado and simbolo for its top.

    fecha: when git kept this version, "2026-11-26T14:02:11Z"; empty if it did not.
    """

    linea: str
    version: str
    estado: str
    simbolo: str
    encabezado: str
    fecha: str


def build_identidad(plan: Plan) -> Identidad:
    """Tell which version of the plan this is, and what the workshop says of its documents."""
    version, said = version_of(plan), plan.taller.documentos
    estado = (said and said.estado) or ""
    return Identidad(
        linea=" · ".join(filter(None, (version_label(version), estado))),
        version=version_label(version),
        estado=estado,
        simbolo=(said and said.simbolo) or "",
        encabezado=(said and said.encabezado) or "",
        fecha=version.fecha.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if version.fecha else "",
    )
