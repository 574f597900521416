"""matriz: the form's own table, one row an action, with empty cells left to write on."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rutaplan.derive import enumerate_words, horizonte, institucion_label, plural, silencio_label
from rutaplan.derive.guion import nivel_name
from rutaplan.model import POR_DEFINIR, SILENCIOS, Accion, Eje, Errata, Grupo, Nivel, Participante
from rutaplan.plan import Plan
from rutaplan.views.encabezado import Encabezado, build_encabezado

CAMBIOS = (
    "Esta matriz conserva los encabezados, el orden y las columnas del formulario, con tres cambios: "
    "los niveles van uno debajo del otro, cada acción tiene su propia fila con su identificador, "
    "y el plazo y las instituciones tienen cada uno su columna."
)


@dataclass(frozen=True, slots=True)
class Fila:
    """One action. A cell is what is known, and what is left to write: plazo_hueco, instituciones_hueco."""

    id: str
    texto: str
    marcas: str
    plazo: str
    plazo_hueco: str
    horizonte: str
    instituciones: str
    instituciones_hueco: str
    nota: int


@dataclass(frozen=True, slots=True)
class Bloque:
    """One nivel of an eje. vacio is the sentence that stands in place of a table without rows."""

    encabezado: str
    titulo: str
    cuenta: str
    columna_acciones: str
    columna_plazo: str
    columna_instituciones: str
    filas: tuple[Fila, ...]
    vacio: str


@dataclass(frozen=True, slots=True)
class Seccion:
    """One eje, with its groups as the form names them. vacia is said instead of its blocks."""

    rotulo: str
    titulo: str
    grupos: tuple[str, ...]
    bloques: tuple[Bloque, ...]
    vacia: str


@dataclass(frozen=True, slots=True)
class Nota:
    """A footnote of one action."""

    numero: int
    id: str
    texto: str


@dataclass(frozen=True, slots=True)
class Matriz:
    """The whole page. vacia is said when there is no action at all."""

    encabezado: Encabezado
    cuentas: str
    vacia: str
    secciones: tuple[Seccion, ...]
    notas: tuple[Nota, ...]
    siglas: tuple[str, ...]
    convenciones: tuple[str, ...]
    origen: str


def build_matriz(plan: Plan) -> Matriz:
    """Lay out every action of the plan, in the order of ejes, niveles and numbers."""
    return _build(plan, plan.taller.ejes, plan.grupos)


def build_matriz_grupo(plan: Plan, grupo: Grupo) -> Matriz:
    """Lay out the actions of one group: the ejes they touch, and the group's own."""
    acciones = tuple(accion for accion in plan.acciones if accion.grupo == grupo.id)
    touched = {accion.eje for accion in acciones} | {grupo.eje}
    own = replace(plan, acciones=acciones)
    return _build(own, [eje for eje in plan.taller.ejes if eje.id in touched], (grupo,))


def _build(plan: Plan, ejes: Sequence[Eje], grupos: Sequence[Grupo]) -> Matriz:
    rows = _Rows(plan)
    cells: dict[tuple[str, str], list[Accion]] = {}
    for accion in plan.acciones:
        cells.setdefault((accion.eje, accion.nivel), []).append(accion)
    secciones = [
        _seccion(eje, plan.taller.niveles, cells, rows, _grupo_lines(plan, eje, grupos)) for eje in ejes
    ]
    lost = [accion for place in cells.values() for accion in place]
    if lost:
        secciones.append(_lost(lost, plan.taller.niveles, rows))
    return Matriz(
        encabezado=build_encabezado(plan.taller, plan),
        cuentas=_cuentas(plan),
        vacia=""
        if plan.acciones
        else "No hay acciones en este documento: el plan no las tiene, o ninguna cumple lo pedido.",
        secciones=tuple(secciones),
        notas=tuple(rows.notas),
        siglas=rows.siglas(),
        convenciones=_convenciones(plan),
        origen=_origen(plan),
    )


def _seccion(
    eje: Eje,
    niveles: Sequence[Nivel],
    cells: dict[tuple[str, str], list[Accion]],
    rows: "_Rows",
    grupos: tuple[str, ...],
) -> Seccion:
    """Lay out an eje, taking its actions out of cells."""
    name = eje.nombre if eje.encabezado in SILENCIOS else eje.encabezado
    found = [(nivel, cells.pop((eje.id, nivel.id), [])) for nivel in niveles]
    if not any(acciones for _, acciones in found):
        return Seccion("Eje de trabajo:", name, grupos, (), "No hay acciones de este eje.")
    return Seccion(
        "Eje de trabajo:",
        name,
        grupos,
        tuple(_bloque(nivel, acciones, rows) for nivel, acciones in found),
        "",
    )


def _lost(acciones: list[Accion], niveles: Sequence[Nivel], rows: "_Rows") -> Seccion:
    """Lay out what names an eje or a nivel that the workshop does not have: nothing vanishes in silence."""
    stray = (
        niveles[0].model_copy(update={"encabezado": POR_DEFINIR, "nombre": "Sin ubicar"}) if niveles else None
    )
    bloques = (_bloque(stray, acciones, rows),) if stray else ()
    return Seccion("Sin ubicar:", "Acciones con un eje o un nivel que el taller no define", (), bloques, "")


def _bloque(nivel: Nivel, acciones: list[Accion], rows: "_Rows") -> Bloque:
    columnas = nivel.columnas
    heading = nivel.nombre if nivel.encabezado in SILENCIOS else nivel.encabezado
    return Bloque(
        encabezado=heading,
        titulo=nivel.nombre,
        cuenta=plural(len(acciones), "acción", "acciones"),
        columna_acciones=columnas.acciones if columnas else "Acciones estratégicas",
        columna_plazo=columnas.plazo if columnas else "Plazo (meses)",
        columna_instituciones=columnas.instituciones if columnas else "Instituciones involucradas",
        filas=tuple(rows.row(accion) for accion in acciones),
        vacio="" if acciones else "No hay acciones de este nivel.",
    )


class _Rows:
    """Makes rows, numbering footnotes and gathering the institutions that are named."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.notas: list[Nota] = []
        self.labels: dict[str, str] = {}

    def row(self, accion: Accion) -> Fila:
        """Make the row of an action."""
        plazo, horizon = accion.plazo_meses, horizonte(accion, self.plan.taller)
        pending = plazo == POR_DEFINIR
        known = [self.label(ident, accion) for ident in accion.instituciones if ident != POR_DEFINIR]
        partial = POR_DEFINIR in accion.instituciones
        return Fila(
            id=accion.id,
            texto=accion.texto,
            marcas=_marcas(accion),
            plazo="" if pending else silencio_label(str(plazo)),
            plazo_hueco="por definir" if pending else "",
            horizonte=f"{horizon} plazo" if horizon else "",
            instituciones="; ".join(known),
            instituciones_hueco=("otras por definir" if known else "por definir") if partial else "",
            nota=self._note(accion),
        )

    def label(self, ident: str, accion: Accion) -> str:
        """Name an institution, and whether it is the responsable."""
        if ident not in self.labels:
            self.labels[ident] = institucion_label(self.plan, ident)
        name = self.labels[ident]
        if ident != accion.responsable:
            return name
        return (
            f"{name}, responsable sugerida" if accion.is_sugerido("responsable") else f"{name}, responsable"
        )

    def siglas(self) -> tuple[str, ...]:
        """Explain each sigla that was printed, in the order of the institutions' file."""
        known = self.plan.institucion_by_id.items()
        return tuple(
            f"{self.labels[ident]}: {each.nombre_es or each.nombre}"
            for ident, each in known
            if ident in self.labels and each.sigla
        )

    def _note(self, accion: Accion) -> int:
        parts = []
        if accion.texto_fuente is not None and accion.texto_fuente != accion.texto:
            parts.append(f"El texto difiere del formulario, que dice: «{accion.texto_fuente}»")
        if accion.erratas:
            parts.append(erratas_label(accion.erratas))
        if parts:
            self.notas.append(Nota(len(self.notas) + 1, accion.id, " ".join(parts)))
        return len(self.notas) if parts else 0


def erratas_label(erratas: Sequence[Errata]) -> str:
    """Tell the mends that are proposed for a text, and that they are not applied."""
    mends = "; ".join(f"donde dice «{each.dice}», debe decir «{each.debe_decir}»" for each in erratas)
    return f"Corrección propuesta, no aplicada: {mends}."


def _marcas(accion: Accion) -> str:
    if accion.prioridad is not True:
        return ""
    return "prioridad sugerida" if accion.is_sugerido("prioridad") else "prioridad"


def _cuentas(plan: Plan) -> str:
    """Count the actions by nivel, and what of them is still por_definir."""
    counts = Counter(accion.nivel for accion in plan.acciones)
    total = plural(len(plan.acciones), "acción", "acciones")
    niveles = [
        f"{counts[nivel.id]} a nivel {nivel_name(nivel)}" for nivel in plan.taller.niveles if counts[nivel.id]
    ]
    plazos = sum(accion.plazo_meses == POR_DEFINIR for accion in plan.acciones)
    instituciones = sum(POR_DEFINIR in accion.instituciones for accion in plan.acciones)
    missing = [
        f"{what} en {count}" for what, count in (("plazo", plazos), ("instituciones", instituciones)) if count
    ]
    line = f"{total}: {enumerate_words(niveles)}." if niveles else f"{total}."
    return f"{line} Por definir: {'; '.join(missing)}." if missing else line


def _grupo_lines(plan: Plan, eje: Eje, grupos: Sequence[Grupo]) -> tuple[str, ...]:
    """Repeat the form's lines about the groups of an eje: GRUPO 1: RETORNO, and who was in it."""
    lines = []
    for grupo in grupos:
        if grupo.eje == eje.id:
            people = "; ".join(participante_label(plan, each) for each in grupo.miembros)
            silence = silencio_label(grupo.participantes) if isinstance(grupo.participantes, str) else ""
            lines.append(
                f"Grupo {grupo.numero}: {grupo.nombre}. Participantes: {people or silence or 'por definir'}"
            )
    return tuple(lines)


def participante_label(plan: Plan, persona: Participante) -> str:
    """Tell who somebody is: by name only if that person agreed to it."""
    name = [persona.nombre] if persona.autoriza_publicar is True else []
    rest = [persona.cargo, institucion_label(plan, persona.institucion)]
    known = [part for part in rest if part not in SILENCIOS and part != silencio_label(POR_DEFINIR)]
    return ", ".join([*name, *known]) or "cargo e institución por definir"


def _convenciones(plan: Plan) -> tuple[str, ...]:
    bounds = plan.taller.horizontes
    horizons = (
        f"Horizontes: corto plazo, hasta {plural(bounds.corto, 'mes', 'meses')}; "
        f"mediano plazo, hasta {bounds.mediano}; largo plazo, más de {bounds.mediano}. "
        "Es una convención de este taller."
    )
    mends = build_encabezado(plan.taller, plan).erratas
    title = (f"Corrección propuesta al título o al objetivo, no aplicada: {mends}.",) if mends else ()
    return (horizons, CAMBIOS, *title)


def _origen(plan: Plan) -> str:
    source = plan.taller.documento_origen
    return (
        "Hecho con rutaplan." if source in SILENCIOS else f"Hecho con rutaplan. Documento de origen: {source}"
    )
