"""plenaria: the sheet from which one speaks. In front, one page with its minutes; at the back, the matrix."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rutaplan.derive import clock, grupo_label, plural
from rutaplan.derive.guion import NAMED, Guion, guion, measure_label
from rutaplan.derive.speech import at_rate
from rutaplan.model import Grupo
from rutaplan.plan import Plan
from rutaplan.views.bloques import Bloque, Celda, Dicho, Dichos, Parrafo, Tabla, Titulo, parrafos
from rutaplan.views.documents.matriz import build_matriz_grupo
from rutaplan.views.encabezado import Encabezado, build_encabezado
from rutaplan.views.pagina import Pagina
from rutaplan.views.personas import ponente_label

DOCUMENTO = "Presentación en plenaria"


@dataclass(frozen=True, slots=True)
class PaginaPlenaria:
    """The whole sheet: frente is what is said, with its minutes; matriz, the page at the back of it."""

    titulo: str
    documento: str
    encabezado: Encabezado
    frente: tuple[Bloque, ...]
    titulo_reverso: str
    matriz: Pagina

    @property
    def hojas(self) -> tuple[tuple[tuple[Bloque, ...], bool], ...]:
        """Front and back, as blocks, and whether each lies on its side."""
        empty = parrafos(self.matriz.vacia, estilo="aviso")
        back = (Titulo(self.titulo_reverso), *empty, *self.matriz.bloques, *self.matriz.pie)
        return (self.frente, False), (back, True)


def build_plenaria(plan: Plan, grupo: Grupo) -> PaginaPlenaria:
    """Make the sheet of one group."""
    return _build(plan, grupo, guion(plan, grupo))


def build_completa(plan: Plan, grupo: Grupo) -> PaginaPlenaria:
    """Make the sheet of one group with the text of every action, however long it takes to say."""
    return _build(plan, grupo, guion(plan, grupo, completa=True))


def _build(plan: Plan, grupo: Grupo, script: Guion) -> PaginaPlenaria:
    encabezado = build_encabezado(plan)
    return PaginaPlenaria(
        titulo=f"{grupo_label(plan, grupo.id)}. {DOCUMENTO}",
        documento=DOCUMENTO,
        encabezado=encabezado,
        frente=tuple(_frente(plan, encabezado, grupo, script)),
        titulo_reverso=f"Reverso: la matriz del grupo {grupo.numero}",
        matriz=_numbered(plan, build_matriz_grupo(plan, grupo)),
    )


def _frente(plan: Plan, head: Encabezado, grupo: Grupo, script: Guion) -> Iterator[Bloque]:
    yield Parrafo(f"{DOCUMENTO} · {head.titulo}", "sobre")
    yield Titulo(grupo_label(plan, grupo.id), 1)
    speaks = f"Ponente: {ponente_label(plan, grupo)}"
    yield Parrafo(" · ".join(filter(None, (head.taller, speaks))), "discreto")
    yield from parrafos(head.filtro, _veredicto(script), estilo="fuerte")
    yield from parrafos(*_avisos(script), estilo="aviso")
    yield Dichos((*_dichos(script), _reserva(script)))
    yield Parrafo(measure_label(script.lento, script.rapido, plan.taller.plenaria.fuente), "discreto")


def _dichos(script: Guion) -> Iterator[Dicho]:
    """Say each sentence with the minute when it begins, at the slower rate."""
    elapsed = 0.0
    for parte in script.partes:
        titulo = parte.titulo
        for linea in parte.lineas:
            yield Dicho(clock(at_rate(elapsed, script.lento)), titulo, linea.texto)
            elapsed, titulo = elapsed + linea.seconds, ""
        if parte.nota:
            yield Dicho(
                clock(at_rate(elapsed, script.lento)), titulo, nota=parte.nota, renglones=parte.renglones
            )


def _reserva(script: Guion) -> Dicho:
    end = at_rate(script.seconds, script.lento)
    least, most = script.limit_seconds - end, script.limit_seconds - at_rate(script.seconds, script.rapido)
    said = f"Quedan {_range(least, most)} de reserva." if least > 0 else "No queda tiempo de reserva."
    return Dicho(clock(end), "Reserva", nota=said)


def _veredicto(script: Guion) -> str:
    limit = script.limit_seconds
    fast, slow = at_rate(script.seconds, script.rapido), at_rate(script.seconds, script.lento)
    lasts = f"Dura {_range(fast, slow)}"
    if script.fits:
        return f"{lasts}; cabe en {clock(limit)}."
    if fast > limit:
        return f"{lasts}; no cabe en {clock(limit)}: {_range(fast - limit, slow - limit)} de más."
    return f"{lasts}; cabe en {clock(limit)} solo al ritmo más rápido."


def _range(least: int, most: int) -> str:
    return f"de {clock(least)} a {clock(most)}" if least != most else clock(most)


def _avisos(script: Guion) -> Iterator[str]:
    """Tell what stays out, and why: the page holds no more, or by how much it exceeds the time."""
    fast, slow = at_rate(script.needed, script.rapido), at_rate(script.needed, script.lento)
    why = f"con todo duraría {_range(fast, slow)}"
    if script.over_seconds:
        why += f", {clock(script.over_seconds)} de más" + ", y la hoja está llena" * script.is_full
    else:
        why += ", pero en una hoja no cabe"
    if script.fuera:
        left = plural(len(script.fuera), "queda fuera", "quedan fuera")
        yield f"De las {script.prioridades} prioridades, {left}: {_some(script.fuera)}; {why}."
    if script.callados:
        yield f"No se dice, porque {why}: {', '.join(script.callados).lower()}."


def _some(labels: tuple[str, ...]) -> str:
    rest = len(labels) - NAMED
    return "; ".join([*labels[:NAMED], *([f"y {rest} más"] if rest > 0 else [])])


def _numbered(plan: Plan, matriz: Pagina) -> Pagina:
    """Show in the matrix the number by which an action is called aloud; such a paper does not come back."""

    def called(ident: Celda) -> Celda:
        number = f"acción {plan.accion_by_id[ident.texto].numero}"
        return replace(ident, menudo="; ".join(filter(None, (number, ident.menudo))), huella="")

    def numbered(bloque: Bloque) -> Bloque:
        if not isinstance(bloque, Tabla):
            return bloque
        return replace(bloque, filas=tuple((called(first), *rest) for first, *rest in bloque.filas))

    return replace(matriz, bloques=tuple(map(numbered, matriz.bloques)))
