"""tabla: tables with one action a row, our own papers and anybody's, as entries."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rutaplan.derive.pendientes import CAMPOS_TALLER
from rutaplan.importers.lectura import Duda, Entrada, Lectura
from rutaplan.importers.rejilla import Casilla, Documento, IlegibleError, Rejilla
from rutaplan.importers.titulos import Encabezado, Titulos
from rutaplan.importers.ubicador import Ubicador
from rutaplan.model import ID_ACCION, POR_DEFINIR
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.suggest import fold

PAPEL, TABLA = "papel de rutaplan", "tabla"
_HUELLA = re.compile(r"h?([0-9a-f]{8})", re.IGNORECASE)
_DECISIONES = ("ponente", "participantes", *map(fold, CAMPOS_TALLER.values()))
_LUGARES = ("eje", "nivel", "grupo")


@dataclass(frozen=True, slots=True)
class _Leida:
    """A table whose titles were understood."""

    encabezado: Encabezado
    entradas: tuple[Entrada, ...]


def read_papel(documento: Documento, plan: Plan, titulos: Titulos) -> Lectura | None:
    """Read a paper of ours, whose rows have a fingerprint, and nothing else in it; None if it is none."""
    tables = [
        each for each in _tables(documento, plan, titulos) if any(entrada.huella for entrada in each.entradas)
    ]
    lectura = _lectura(PAPEL, tables, plan)
    return lectura and replace(lectura, columnas=(), dudas=tuple(_decisiones(documento.rejillas)))


def read_tabla(documento: Documento, plan: Plan, titulos: Titulos) -> Lectura | None:
    """Read every table that has titles we know; None if there is none."""
    return _lectura(TABLA, _tables(documento, plan, titulos), plan)


def _tables(documento: Documento, plan: Plan, titulos: Titulos) -> list[_Leida]:
    ubicador = Ubicador(plan)
    return [
        _Leida(encabezado, tuple(_entradas(rejilla, encabezado, ubicador)))
        for rejilla in documento.rejillas
        if (encabezado := titulos.find(rejilla)) is not None
    ]


def _lectura(clase: str, tables: Sequence[_Leida], plan: Plan) -> Lectura | None:
    if not tables:
        return None
    for each in tables:
        _check_once(each.encabezado)
    entradas = tuple(entrada for each in tables for entrada in _completed(each.entradas, plan))
    return Lectura(clase, entradas, _shown(each.encabezado for each in tables))


def _entradas(rejilla: Rejilla, encabezado: Encabezado, ubicador: Ubicador) -> Iterator[Entrada]:
    for number, fila in enumerate(rejilla.filas[encabezado.fila + 1 :], start=encabezado.fila + 2):
        cells = {
            campo: fila[column]
            for column, campos in enumerate(encabezado.campos[: len(fila)])
            for campo in campos
        }
        if not any(each.texto or each.rechazo for campo, each in cells.items() if campo not in _LUGARES):
            continue  # an empty row of the form says only where it stands
        texts = {campo: each.texto for campo, each in cells.items()}
        if [*texts.values()] == [encabezado.titulos[encabezado.columna(campo)] for campo in texts]:
            continue  # the titles again, as a printed table has them on each page
        ident, huella = _ident(cells.pop("id", None), cells.pop("huella", None))
        yield Entrada(
            lugar=_row_place(fila[0].lugar, rejilla.lugar, number),
            celdas=cells,
            ident=ident,
            huella=huella,
            eje=ubicador.eje(texts.get("eje", "")),
            nivel=ubicador.nivel(texts.get("nivel", "")),
            grupo=ubicador.grupo(texts.get("grupo", "")),
        )


def _row_place(cell: str, table: str, number: int) -> str:
    return f"{table}, fila {number}" if not cell.startswith("fila ") else f"fila {number}"


def _ident(ident: Casilla | None, huella: Casilla | None) -> tuple[str, str]:
    """Take the id and the fingerprint out of their cells; a Word paper has both in one."""
    lines = [each.texto for cell in (ident, huella) if cell for each in cell.llenas]
    marks = [match[1].lower() for line in lines if (match := _HUELLA.fullmatch(line))]
    typed = " ".join(
        each.texto for each in (ident.llenas if ident else ()) if not _HUELLA.fullmatch(each.texto)
    )
    known = re.match(rf"{ID_ACCION}(?!\w)", typed.upper(), re.ASCII)
    lost = "?" if huella is not None and huella.texto and not marks else ""
    return known.group() if known else typed, f"h{marks[0]}" if marks else lost


def _check_once(encabezado: Encabezado) -> None:
    """Refuse a table in which two columns would be one field: nobody can tell which one is meant."""
    for campo in dict.fromkeys(encabezado.todos):
        titles = [
            quoted(titulo)
            for titulo, campos in zip(encabezado.titulos, encabezado.campos, strict=False)
            if campo in campos
        ]
        if len(titles) > 1:
            raise IlegibleError(
                f"Varias columnas podrían ser «{campo}»: {', '.join(titles)}. "
                f"Diga cuál con --columna {campo}=TÍTULO."
            )


def _completed(entradas: Sequence[Entrada], plan: Plan) -> Iterator[Entrada]:
    """Give a row without its eje, nivel or grupo those that all the other rows of its table have."""
    known = [plan.accion_by_id[each.ident] for each in entradas if each.ident in plan.accion_by_id]
    common = {campo: _only({getattr(each, campo) for each in known}) for campo in _LUGARES}
    for each in entradas:
        places = {campo: getattr(each, campo) or common[campo] for campo in _LUGARES}
        yield Entrada(each.lugar, each.celdas, each.ident, each.huella, **places)


def _only(values: set[str]) -> str:
    return values.pop() if len(values) == 1 else ""


def _shown(encabezados: Iterable[Encabezado]) -> tuple[tuple[str, str], ...]:
    """Tell which title gave which field, and which titles gave none."""
    found: dict[tuple[str, str], None] = {}
    for each in encabezados:
        for titulo, campos in zip(each.titulos, each.campos, strict=True):
            if titulo:
                found[titulo, ", ".join(campos)] = None
    return tuple(found)


def _decisiones(rejillas: Iterable[Rejilla]) -> Iterator[Duda]:
    """Tell of the lines that our paper asks of a group or of the organisers, never what they say."""
    rows = (fila for rejilla in rejillas if rejilla.lugar.startswith("tabla") for fila in rejilla.filas)
    for fila in rows:
        if len(fila) != 2:  # noqa: PLR2004 - what is asked, and the answer
            continue
        asked, answer = fila
        written = answer.texto.replace(POR_DEFINIR.replace("_", " "), "").strip()
        if written and fold(asked.texto).partition(":")[0] in _DECISIONES:
            yield Duda(answer.lugar, f"lo escrito junto a {quoted(asked.texto)} se pasa a mano al plan")
