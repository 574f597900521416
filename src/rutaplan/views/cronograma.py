"""cronograma: months across, actions down, each after those it depends on; pendientes in a band apart."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rutaplan.derive import enumerate_words, fecha_label, horizonte_label, nivel_name, plazo_label, plural
from rutaplan.model import Accion
from rutaplan.plan import Plan
from rutaplan.views.fila import Filas, marcas_label
from rutaplan.views.pagina import Pagina, common
from rutaplan.views.retiradas import vigentes

ANCHO = 1000
"""The width of the drawing; every x and ancho is a part of it, so that a template need not divide."""
COMO_LEER = (
    "Cada barra termina en el plazo de la acción y empieza cuando terminan las acciones de las que depende. "
    "El plan dice cuándo termina una acción, no cuándo empieza: una barra que nace en el mes 0 no es una "
    "fecha de inicio."
)
VARIAS_BASES = (
    "Los meses de cada acción se cuentan desde su propia base, que la barra dice; "
    "las barras de bases distintas no empiezan el mismo día."
)
DOCUMENTO = "Cronograma"
_STEPS = ((12, 1), (24, 2), (36, 3), (72, 6))
_BASES = {"taller": "desde el taller", "aprobacion": "desde la aprobación"}


@dataclass(frozen=True, slots=True)
class Marca:
    """A month of the axis."""

    mes: int
    x: int


@dataclass(frozen=True, slots=True)
class Barra:
    """An action with a plazo. tras is what goes before; choque, what cannot be."""

    id: str
    texto: str
    marcas: str
    nota: int
    x: int
    ancho: int
    meses: str
    horizonte: str
    tras: str
    choque: str


@dataclass(frozen=True, slots=True)
class Franja:
    """The actions of one eje and nivel that have a plazo."""

    titulo: str
    barras: tuple[Barra, ...]


@dataclass(frozen=True, slots=True)
class SinBarra:
    """An action that cannot be drawn, and why."""

    id: str
    texto: str
    marcas: str
    nota: int
    motivo: str
    tras: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cronograma(Pagina):
    """The whole page. sin_plazo is the band of what has no months; sin_barras is said when nothing has."""

    meses: int
    marcas: tuple[Marca, ...]
    franjas: tuple[Franja, ...]
    sin_barras: str
    sin_plazo_titulo: str
    sin_plazo: tuple[SinBarra, ...]


def build_cronograma(plan: Plan) -> Cronograma:
    """Lay out the actions on their months, in the plan's order but never before what they depend on."""
    plan = vigentes(plan)
    filas = Filas(plan)
    acciones = _in_order(plan.acciones)
    dated = [accion for accion in acciones if isinstance(accion.plazo_meses, int)]
    last = max((int(accion.plazo_meses) for accion in dated), default=0)
    step = _step(last)
    meses = -(-last // step) * step
    several = len({_base(accion) for accion in dated}) > 1
    return Cronograma(
        meses=meses,
        marcas=tuple(Marca(mes, _x(mes, meses)) for mes in range(0, meses + 1, step)),
        franjas=tuple(_franjas(plan, filas, dated, meses)),
        sin_barras=""
        if dated or not plan.acciones
        else "Ninguna acción tiene plazo: no hay nada que dibujar todavía.",
        sin_plazo_titulo=f"Sin plazo: {plural(len(acciones) - len(dated), 'acción', 'acciones')}",
        sin_plazo=tuple(
            SinBarra(
                accion.id,
                _short(accion),
                marcas_label(accion),
                filas.nota(accion),
                f"Plazo {plazo_label(accion.plazo_meses)}",
                _after(plan, accion),
            )
            for accion in acciones
            if not isinstance(accion.plazo_meses, int)
        ),
        **common(filas, DOCUMENTO, *([COMO_LEER, VARIAS_BASES] if several else [COMO_LEER]), siglas=()),
    )


def _franjas(plan: Plan, filas: Filas, dated: Sequence[Accion], meses: int) -> Iterable[Franja]:
    rows: dict[tuple[str, str], list[Barra]] = {}
    for accion in dated:
        rows.setdefault((accion.eje, accion.nivel), []).append(_barra(plan, filas, accion, meses))
    for eje in plan.taller.ejes:
        for nivel in plan.taller.niveles:
            barras = rows.get((eje.id, nivel.id))
            if barras:
                yield Franja(f"{eje.nombre}, nivel {nivel_name(nivel)}", tuple(barras))


def _barra(plan: Plan, filas: Filas, accion: Accion, meses: int) -> Barra:
    fin = int(accion.plazo_meses)
    ends = {
        otra.id: otra.plazo_meses
        for otra in _dependencias(plan, accion)
        if (otra.plazo_desde or "taller") == (accion.plazo_desde or "taller")
    }
    known = {ident: plazo for ident, plazo in ends.items() if isinstance(plazo, int)}
    late = [ident for ident, plazo in known.items() if plazo >= fin]
    inicio = max((plazo for ident, plazo in known.items() if ident not in late), default=0)
    return Barra(
        id=accion.id,
        texto=_short(accion),
        marcas=marcas_label(accion),
        nota=filas.nota(accion),
        x=_x(inicio, meses),
        ancho=_x(fin, meses) - _x(inicio, meses),
        meses=f"del mes {inicio} al {fin}" + (f", {_base(accion)}" if _base(accion) else ""),
        horizonte=horizonte_label(accion, plan.taller),
        tras=_after(plan, accion),
        choque=_clash(late),
    )


def _clash(late: Sequence[str]) -> str:
    """Say that an action waits for others that do not end before it."""
    verb = "termina" if len(late) == 1 else "terminan"
    return f"Conviene revisar el orden: {enumerate_words(list(late))} no {verb} antes." if late else ""


def _after(plan: Plan, accion: Accion) -> str:
    """Tell what an action waits for, and for how long where that is known."""
    waits = [
        f"{otra.id} ({plazo_label(otra.plazo_meses)})"
        if isinstance(otra.plazo_meses, int)
        else f"{otra.id} (plazo {plazo_label(otra.plazo_meses)})"
        for otra in _dependencias(plan, accion)
    ]
    suggested = ", sugerido" if accion.is_sugerido("depende_de") else ""
    return f"Después de {enumerate_words(waits)}{suggested}." if waits else ""


def _dependencias(plan: Plan, accion: Accion) -> list[Accion]:
    """What it depends on; all of the plan counts, also what a filter leaves out of this document."""
    known = plan.accion_by_id
    return [known[ident] for ident in accion.depende_de or () if ident in known]


def _in_order(acciones: Sequence[Accion]) -> list[Accion]:
    """Move each action behind those it depends on, and no more than that; a circle stays as it is."""
    by_id: Mapping[str, Accion] = {accion.id: accion for accion in acciones}
    done: dict[str, Accion] = {}
    for first in acciones:
        path: list[Accion] = [first]
        walking = {first.id}
        while path:
            accion = path[-1]
            waits = (by_id[each] for each in accion.depende_de or () if each in by_id)
            ahead = next((each for each in waits if each.id not in done and each.id not in walking), None)
            if ahead is not None:
                path.append(ahead)
                walking.add(ahead.id)
            else:
                done.setdefault(accion.id, accion)
                path.pop()
    return list(done.values())


def _short(accion: Accion) -> str:
    """The titulo_breve that the group adopted, or the text."""
    return (None if accion.is_sugerido("titulo_breve") else accion.titulo_breve) or accion.texto


def _base(accion: Accion) -> str:
    """From when its months count, if it says so."""
    desde = accion.plazo_desde
    if desde is None:
        return ""
    return _BASES[desde] if isinstance(desde, str) else f"desde el {fecha_label(desde)}"


def _step(meses: int) -> int:
    return next((step for limit, step in _STEPS if meses <= limit), 12)


def _x(mes: int, meses: int) -> int:
    return ANCHO * mes // meses if meses else 0
