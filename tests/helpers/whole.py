"""The sheets that docs/formato.md shows, whole: every kind of file, with every key that it may have."""

import re

from helpers.calls import ROOT
from rutaplan.diagnostics import Severity
from rutaplan.files import RawFile
from rutaplan.load import build
from rutaplan.plan import Plan

FORMATO = (ROOT / "docs" / "formato.md").read_text(encoding="utf-8")
# docs/formato.md shows each kind of file whole; what its examples refer to is added here.
MORE = {
    "data/instituciones.yaml": (
        "hn-inm:",
        "".join(
            f"{ident}: {{sigla: {sigla}, nombre: {nombre}, {where}, tipo: consejo_nacional_migracion, "
            "fuente: no_consta, confianza: por_verificar}\n"
            for ident, sigla, nombre, where in (
                ("crm", "CRM", "Conferencia Regional sobre Migración", "ambito: regional"),
                ("mx-inm", "INM", "Instituto Nacional de Migración", "pais: MX"),
                ("oim", "OIM", "Organización Internacional para las Migraciones", "ambito: internacional"),
                ("sv-rree", "RREE", "Ministerio de Relaciones Exteriores", "pais: SV"),
                ("sv-vdmh", "VDMH", "Viceministerio *de* Diáspora", "pais: SV"),
            )
        )
        + "hn-inm:",
    ),
    "data/catalogos.yaml": (
        "  HN:",
        """\
  MX: {iso3: MEX, nombre: México, crm: miembro}
  SV: {iso3: SLV, nombre: El Salvador, crm: miembro}
  HN:""",
    ),
}


def examples() -> dict[str, str]:
    """The files that docs/formato.md shows, completed so that they refer to nothing that is missing."""
    texts = dict(re.findall(r"`(data/[^`]+)`.*?```yaml\n(.*?)```", FORMATO, re.DOTALL))
    for name, (old, new) in MORE.items():
        texts[name] = texts[name].replace(old, new, 1)
    texts["data/instituciones.yaml"] = texts["data/instituciones.yaml"].replace(
        "tipo: autoridad_migratoria", "tipo: consejo_nacional_migracion"
    )
    texts["data/catalogos.yaml"] = re.sub(
        r"nombre: (Protección especial, [^}]*)}", r'nombre: "\1"}', texts["data/catalogos.yaml"]
    ).replace('  "10":', '  "21": {etiqueta: Retorno, nombre: Colaborar., confianza: verificada}\n  "10":')
    return texts


def make_plan(texts: dict[str, str]) -> tuple[Plan, set[str]]:
    """The plan of some texts, and the files with errors."""
    files = (RawFile(name, name.removeprefix("data/"), text) for name, text in texts.items())
    plan, diagnostics = build(files, prefix="data/")
    return plan, {d.place.path for d in diagnostics if d.severity is Severity.ERROR}
