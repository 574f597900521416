"""pagina: what every document's page has: its top, its counts, its notes, and what it says of itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rutaplan.derive import count_acciones, plural
from rutaplan.derive.undecided import count_faltas
from rutaplan.derive.vencimiento import sin_base
from rutaplan.model import SILENCIOS, Grupo
from rutaplan.plan import Plan
from rutaplan.views.bloques import (
    Barras,
    Bloque,
    Celda,
    Clase,
    Columna,
    Medida,
    Parrafo,
    Serie,
    Tabla,
    Titulo,
    Trama,
    parrafos,
)
from rutaplan.views.encabezado import Encabezado, build_encabezado
from rutaplan.views.fila import Filas, Nota

MANY = 6
"""More columns than these want more room."""
SIN_ACCIONES = "Este documento no contiene acciones: el plan aún no las tiene."


@dataclass(frozen=True, slots=True, kw_only=True)
class Pagina:
    """A document: what it says of itself, its head, its blocks, its notes.

    titulo is the whole title, documento says which paper it is, nombre stands over the page, and en_indice
    in contents, where that is another. cabeza comes before the line under the head, bloques after it. vacia
    is the sentence that stands in place of the content when there is none, and empty when there is some.
    apaisada: it lies on its side; ancha: its tables have many columns.
    """

    titulo: str
    documento: str
    encabezado: Encabezado
    nombre: str
    cabeza: tuple[Bloque, ...]
    bloques: tuple[Bloque, ...]
    apaisada: bool
    ancha: bool
    vacia: str
    notas: tuple[Nota, ...]
    siglas: tuple[str, ...]
    convenciones: tuple[str, ...]
    origen: str
    en_indice: str = ""

    @property
    def hojas(self) -> tuple[tuple[tuple[Bloque, ...], bool], ...]:
        """All of it as blocks, and whether it lies on its side: one for each section of a Word document."""
        over = " · ".join(filter(None, (self.documento, self.encabezado.taller)))
        head = (
            Parrafo(over, "sobre"),
            Titulo(self.nombre, 1),
            *self.cabeza,
            *parrafos(self.vacia, estilo="aviso"),
        )
        return (((*head, *self.bloques, *self.pie), self.apaisada),)

    @property
    def pie(self) -> tuple[Bloque, ...]:
        """Notes, siglas, the site, conventions and origin, as blocks."""
        notes = [Parrafo(f"{each.numero}.\t{each.id}. {each.texto}", "nota") for each in self.notas]
        made: list[Bloque] = [Titulo("Notas a los textos"), *notes] if notes else []
        if self.siglas:
            made += [Titulo("Siglas"), *parrafos(*self.siglas, estilo="aclaracion")]
        # Before the last part, which is short: alone on a sheet, nobody would know what the code is for.
        made += [site] if (site := self.encabezado.identidad.sitio) else []
        made += [Titulo("Cómo leer este documento"), *parrafos(*self.convenciones, estilo="aclaracion")]
        return (*made, *parrafos(self.origen, estilo="discreto"))


def common(
    filas: Filas,
    documento: str,
    *own: str,
    encabezado: Encabezado | None = None,
    **others: Any,  # noqa: ANN401 - fields of Pagina
) -> dict[str, Any]:
    """Fill in what all pages share, once their rows are made. own: conventions; others: in their place."""
    plan = filas.plan
    encabezado = encabezado or build_encabezado(plan)
    if "cabeza" not in others:  # to count a whole plan takes longer than most pages
        others["cabeza"] = cabeza(encabezado, cuentas(plan))
    return {
        "titulo": f"{others.get('nombre', documento)}: {encabezado.titulo}",
        "documento": documento,
        "encabezado": encabezado,
        "nombre": encabezado.titulo,
        "bloques": (),
        "apaisada": True,
        "ancha": False,
        "vacia": sin_acciones(plan),
        "notas": filas.notas,
        "siglas": filas.siglas(),
        "convenciones": convenciones(plan, encabezado, *own),
        "origen": origen(plan),
        **others,
    }


def make_pagina(filas: Filas, documento: str, bloques: Iterable[Bloque], *own: str, **others: Any) -> Pagina:  # noqa: ANN401 - as above
    """Make a page of blocks: they are made first, since their rows number the notes."""
    made = tuple(bloques)
    wide = any(isinstance(each, Tabla) and len(each.columnas) > MANY for each in made)
    return Pagina(**common(filas, documento, *own, **{"bloques": made, "ancha": wide, **others}))


def cabeza(encabezado: Encabezado, cuentas: str) -> tuple[Bloque, ...]:
    """Say what is known of the workshop, how much the document holds, and what the call chose."""
    return (
        *parrafos(encabezado.lema),
        *parrafos(encabezado.datos, estilo="fuerte"),
        *parrafos(encabezado.objetivo),
        *resumen(encabezado, cuentas),
    )


def resumen(encabezado: Encabezado, cuentas: str) -> tuple[Bloque, ...]:
    """Say how much the document holds, what the call chose, and what of the workshop is undecided."""
    return (
        *parrafos(cuentas, encabezado.filtro, estilo="fuerte"),
        *parrafos(encabezado.por_definir, estilo="discreto"),
    )


def de_que_taller(encabezado: Encabezado) -> tuple[Bloque, ...]:
    """Say in a line of which workshop a sheet is that goes to somebody alone."""
    known = filter(None, (encabezado.titulo, encabezado.taller, encabezado.datos))
    return parrafos(". ".join(known), estilo="discreto")


def respuesta(encabezado: Encabezado) -> tuple[Bloque, ...]:
    """Say whom to answer, on the papers that ask for something."""
    return (encabezado.respuesta,) if encabezado.respuesta else ()


def sin_acciones(plan: Plan) -> str:
    """The sentence of a plan without actions, or of which the call chose none; nothing if it has any."""
    if plan.acciones:
        return ""
    chosen = plan.filtro.removesuffix(".") if plan.enteras else ""
    return f"Ninguna acción responde a lo elegido ({chosen})." if chosen else SIN_ACCIONES


def ausencia(plan: Plan, place: str, *, none: str = "", **where: str) -> str:
    """Say that there are no actions of a place, "de este eje"; or that the call chose none, or none stands.

    none: what is said in place of the first. where: the eje, nivel or grupo, by the action's own field.
    """
    there = [all(getattr(each, campo) == value for campo, value in where.items()) for each in plan.enteras]
    if plan.filtro and any(there):
        return f"La selección de este documento no incluye acciones {place}."
    if any(there):
        return f"Las acciones {place} se suspendieron o se descartaron."
    return none or f"No hay acciones {place}."


def ausencia_de_grupo(plan: Plan, grupo: Grupo) -> str:
    """The same of a group."""
    none = "Este grupo todavía no ha propuesto acciones."
    return ausencia(plan, "de este grupo", none=none, grupo=grupo.id)


def cuentas(plan: Plan) -> str:
    """Count the actions by nivel, and what the workshop asks for that is still por_definir."""
    line = f"{count_acciones(plan, plan.acciones)}."
    missing = count_faltas(plan, plan.acciones)
    return f"{line} Por definir: {missing}." if missing else line


def convenciones(plan: Plan, encabezado: Encabezado, *own: str) -> tuple[str, ...]:
    """How to read the document: the horizons, what is its own, and the mends proposed for its heading."""
    bounds = plan.taller.horizontes
    horizons = (
        f"Horizontes: corto plazo, hasta {plural(bounds.corto, 'mes', 'meses')}; "
        f"mediano plazo, hasta {bounds.mediano}; largo plazo, más de {bounds.mediano}. "
        "Es una convención de este taller."
    )
    mends = encabezado.erratas
    title = (f"Corrección propuesta al título o al objetivo, no aplicada: {mends}.",) if mends else ()
    return (horizons, *own, *sin_base(plan), *title)


def origen(plan: Plan) -> str:
    """Tell the program, and the document that the plan comes from."""
    source = plan.taller.documento_origen.removeprefix("fuentes/")
    return (
        "Hecho con rutaplan." if source in SILENCIOS else f"Hecho con rutaplan. Documento de origen: {source}"
    )


def make_barras(series: Mapping[str, Sequence[tuple[str, int, Trama]]]) -> Barras:
    """Draw counts, by the title of each series: what each counts, how many, how its bar is filled.

    What is counted has a bar, however short beside the longest.
    """
    longest = max((count for bars in series.values() for _, count, _ in bars), default=0) or 1
    return Barras(
        tuple(
            Serie(
                titulo,
                tuple(
                    Medida(name, count, max(100 * count // longest, min(count, 1)), how)
                    for name, count, how in bars
                ),
            )
            for titulo, bars in series.items()
        )
    )


def make_cuadro(
    rotulo: str, columnas: Sequence[str], filas: Iterable[tuple[str, Sequence[int]]]
) -> tuple[Bloque, ...]:
    """Make a small table of counts under its title: a row for each of what is counted, and their sums."""
    first, *rest = columnas
    counted = [*filas]
    sums = [sum(counts) for counts in zip(*(counts for _, counts in counted), strict=True)]

    def row(name: str, counts: Iterable[int]) -> tuple[Celda, ...]:
        return Celda(name), *(Celda(str(count)) for count in counts)

    columns = (Columna(first), *(Columna(each, clase=Clase.CIFRA) for each in rest))
    return Titulo(rotulo), Tabla(
        rotulo, columns, tuple(row(*each) for each in counted), total=row("Total", sums or [0] * len(rest))
    )
