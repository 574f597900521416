"""proponer: the form of the site with which anybody proposes a change, and what a row keeps for it.

What it yields comes back by import: the columns of the matriz and, before the fingerprint, who and when.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from rutaplan.derive import silencio_label
from rutaplan.derive.direcciones import destino
from rutaplan.derive.huella import huella
from rutaplan.model import MAX_MESES, MIN_MESES, POR_DEFINIR, SILENCIOS, Accion, fields
from rutaplan.plan import Plan
from rutaplan.views.bloques import Columna
from rutaplan.views.documents.matriz import COLUMNAS
from rutaplan.views.fila import institucion_names, prioridad_cell, tipo_names
from rutaplan.views.planilla import PLAZO_AYUDA

PROPONE, FECHA = "Propone", "Fecha"
"""The titles of the columns that a proposal has before the fingerprint."""
_UNTOLD = {"estado", "grupo", "vence"}
"""What a proposal says nothing of."""
INICIO, FIN = "[propuesta de cambio]", "[fin de la propuesta]"
"""What stands before and after a proposal in the text of a mail, each on a line of its own."""
# Of a branch, as its address in a browser says: who made the forge, and where it edits. HEAD is no branch
# there, so that without one a file can only be shown, where the forge is one that we know.
_RAMAS = (("/-/tree/", "/-/edit/"), ("/src/branch/", "/_edit/"), ("/tree/", "/edit/"))
_SIN_RAMA = {"github.com": "/blob/HEAD", "gitlab.com": "/-/blob/HEAD"}


@dataclass(frozen=True, slots=True)
class Elegible:
    """What may be chosen in the form: its id, and its name, which no other has."""

    id: str
    nombre: str


@dataclass(frozen=True, slots=True)
class Lista:
    """What may be chosen together, and how that is called: a country and its institutions."""

    titulo: str
    elegibles: tuple[Elegible, ...]


_MATRIZ = tuple(each.columna for each in COLUMNAS if each.valor and each.columna.campo not in _UNTOLD)
TITULADAS = (*_MATRIZ[:-1], Columna(PROPONE, campo="propone"), Columna(FECHA, campo="fecha"), _MATRIZ[-1])
"""The columns of a proposal: the matriz's and, before the fingerprint, who and when."""


@dataclass(frozen=True, slots=True)
class Forja:
    """Where the plan's folder is on the web. orden: what a link to a file there says."""

    carpeta: str
    orden: str


@dataclass(frozen=True, slots=True)
class Propuesta:
    """The whole form. paises: the institutions by country; tipos: those of a kind, in the action's countries.

    silencios: what may stand instead of a value; solos: those of them beside which no institution may.
    ayuda: which months there are. nota: the letters of a remark. correo: whom to answer, if it is an e-mail.
    """

    columnas: tuple[Columna, ...]
    paises: tuple[Lista, ...]
    tipos: tuple[Elegible, ...]
    silencios: tuple[Elegible, ...]
    solos: tuple[str, ...]
    minimo: int
    maximo: int
    ayuda: str
    nota: int
    correo: str
    forja: Forja | None
    inicio: str = INICIO
    fin: str = FIN


@dataclass(frozen=True, slots=True)
class Base:
    """What a proposal starts from: the fingerprint of an action, and what the form shows of it, as ids."""

    huella: str
    plazo: str
    instituciones: str
    prioridad: str


def build_propuesta(plan: Plan) -> Propuesta:
    """Lay out the form, with the plan's own lists."""
    cell = fields(Accion)["notas"].cell
    return Propuesta(
        columnas=TITULADAS,
        paises=_paises(plan),
        tipos=tuple(Elegible(*each) for each in tipo_names(plan).items()),
        silencios=tuple(Elegible(each, silencio_label(each)) for each in SILENCIOS),
        solos=tuple(each for each in SILENCIOS if each != POR_DEFINIR),
        minimo=MIN_MESES,
        maximo=MAX_MESES,
        ayuda=PLAZO_AYUDA,
        nota=cell.max_letters if cell else 0,
        correo=_correo(plan),
        forja=find_forja(plan),
    )


def build_base(accion: Accion) -> Base:
    """Keep of an action what its proposal needs and the page shows otherwise; empty while undecided."""
    plazo = accion.plazo_meses
    return Base(
        huella=huella(accion),
        plazo="" if plazo == POR_DEFINIR else str(plazo),
        instituciones="" if accion.instituciones == (POR_DEFINIR,) else " ".join(accion.instituciones),
        prioridad=prioridad_cell(accion),
    )


def find_forja(plan: Plan) -> Forja | None:
    """Tell where the files are edited, by the address of the repository; None where that is a guess."""
    documentos = plan.taller.documentos
    address = (documentos and documentos.repositorio) or ""
    if not destino(address).startswith("https:"):
        return None
    parts = urlsplit(address)
    bare, data = f"https://{parts.netloc}{parts.path.rstrip('/')}", _data_folder(plan)
    for branch, edits in _RAMAS:
        if found := re.fullmatch(rf"(https://[^/]+(?:/[^/]+){{2,}}?){branch}(.+)", bare):
            return Forja(f"{found[1]}{edits}{found[2]}/{data}", f"Editar su archivo en {parts.hostname}")
    if parts.netloc not in _SIN_RAMA or len(bare.split("/")) < 5:  # noqa: PLR2004 - the host, an owner, a name
        return None
    shown = f"{bare.removesuffix('.git')}{_SIN_RAMA[parts.netloc]}/{data}"
    return Forja(shown, f"Ver su archivo en {parts.hostname}")


def _data_folder(plan: Plan) -> str:
    """Name the folder that holds the plan."""
    return plan.prefix.rstrip("/").rpartition("/")[2] or "data"


def _paises(plan: Plan) -> tuple[Lista, ...]:
    """List the institutions by country, in the order of the catalogue; first those that have none."""
    by_pais: dict[str, list[Elegible]] = {each: [] for each in ("", *plan.catalogos.paises)}
    names = institucion_names(plan)
    for ident, institucion in plan.institucion_by_id.items():
        by_pais.setdefault(institucion.pais or "", []).append(Elegible(ident, names[ident]))
    return tuple(
        Lista(plan.nombre("pais", code) if code else "Regionales e internacionales", tuple(found))
        for code, found in by_pais.items()
        if found
    )


def _correo(plan: Plan) -> str:
    """Whom the workshop says to answer, where that is an e-mail."""
    documentos = plan.taller.documentos
    asked = documentos and documentos.respuesta
    return asked.a if asked and destino(asked.a).startswith("mailto:") else ""
