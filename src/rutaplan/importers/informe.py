"""informe: a proposal as a person reads it before saying yes: what, where it was found, old and new."""

from collections.abc import Iterator, Sequence

from rutaplan.derive import plural
from rutaplan.importers.lector import Valor
from rutaplan.importers.propuesta import Diferencia, Nueva, Propuesta
from rutaplan.model import POR_DEFINIR, SILENCIOS
from rutaplan.printable import quoted

MAX_LISTED = 200


def report(propuesta: Propuesta) -> str:
    """Tell all of a proposal; the sums last."""
    lectura = propuesta.lectura
    parts = [f"Leído como: {lectura.clase}."]
    parts += lectura.avisos
    if lectura.columnas:
        parts.append("Columnas:")
        parts += [f"  {quoted(titulo)}: {campo or 'no se lee'}" for titulo, campo in lectura.columnas]
    parts += _section("Cambia", list(_changes(propuesta.cambios)))
    parts += _section("Cambia en el taller", list(_changes(propuesta.taller)))
    groups = [_grupo(each.id, len(each.participantes), each.lugar) for each in propuesta.grupos]
    parts += _section("Grupos", groups)
    parts += _section("Nuevas", [_new(each) for each in propuesta.nuevas])
    parts += _section(
        "En conflicto, no se tocan (--preferir papel las cambia)",
        [
            f"{each.diferencia.ident or 'taller'}, {each.diferencia.campo} "
            f"({each.diferencia.lugar}): {each.razon}\n"
            f"    plan:  {shown(each.diferencia.antes)}\n    papel: {shown(each.diferencia.despues)}"
            for each in propuesta.conflictos
        ],
    )
    parts += _section("Queda lo del plan (--preferir plan)", list(_changes(propuesta.descartados)))
    parts += _section("No se lleva al plan", [f"{each.lugar}: {each.texto}" for each in propuesta.dudas])
    if propuesta.ausentes:
        parts += _section("No están en el documento y quedan como están", [_few(propuesta.ausentes)])
    return "\n".join([*parts, "", verdict(propuesta)]) + "\n"


def verdict(propuesta: Propuesta) -> str:
    """Sum it up in one line."""
    changed = len({each.ident for each in propuesta.cambios})
    fields = plural(len(propuesta.cambios), "campo", "campos")
    return " · ".join(
        [
            plural(len(propuesta.nuevas), "nueva", "nuevas"),
            f"{plural(changed, 'cambiada', 'cambiadas')} ({fields})" if changed else "0 cambiadas",
            plural(propuesta.iguales, "igual", "iguales"),
            plural(len({each.diferencia.ident for each in propuesta.conflictos}), "conflicto", "conflictos"),
            f"{len(propuesta.dudas)} sin llevar",
            plural(len(propuesta.ausentes), "ausente", "ausentes"),
        ]
    )


def shown(valor: Valor | None) -> str:
    """Show a value on one line."""
    if valor is None:
        return "(nada)"
    if isinstance(valor, tuple):
        return ", ".join(valor)
    return quoted(valor) if isinstance(valor, str) and valor not in SILENCIOS else str(valor)


def _changes(differences: Sequence[Diferencia]) -> Iterator[str]:
    for each in differences:
        note = f"\n    ({each.aviso})" if each.aviso else ""
        who = f"{each.ident}, " if each.ident else ""
        yield (
            f"{who}{each.campo} ({each.lugar})\n    - {shown(each.antes)}\n    + {shown(each.despues)}{note}"
        )


def _new(nueva: Nueva) -> str:
    said = ("id", "texto", "eje", "nivel", "grupo")
    lines = [f"{nueva.ident}, {nueva.valores['grupo']} ({nueva.lugar})", shown(nueva.valores["texto"])]
    for campo, valor in nueva.valores.items():
        if campo not in said and valor != POR_DEFINIR:
            lines.append(f"{campo}: {shown(valor)}")
    return "\n    ".join([*lines, *(f"({each})" for each in nueva.avisos)])


def _grupo(ident: str, people: int, lugar: str) -> str:
    who = f"; {plural(people, 'participante', 'participantes')}, solo en su archivo" if people else ""
    return f"{ident} ({lugar}){who}"


def _section(title: str, items: Sequence[str]) -> list[str]:
    if not items:
        return []
    more = [f"  … y {len(items) - MAX_LISTED} más"] if len(items) > MAX_LISTED else []
    return ["", f"{title}:", *(f"  {item}" for item in items[:MAX_LISTED]), *more]


def _few(ids: Sequence[str]) -> str:
    more = f" y {len(ids) - 12} más" if len(ids) > 12 else ""  # noqa: PLR2004 - a line of them
    return ", ".join(ids[:12]) + more
