"""tabla: tables with one action a row, our own papers and anybody's, as entries."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rutaplan.derive.pendientes import CAMPOS_TALLER
from rutaplan.importers.lectura import Duda, Entrada, Lectura
from rutaplan.importers.participantes import read_participantes
from rutaplan.importers.rejilla import Casilla, Documento, IlegibleError, Rejilla, seguido
from rutaplan.importers.titulos import Encabezado, Titulos
from rutaplan.importers.ubicador import Ubicador
from rutaplan.model import ID_ACCION, POR_DEFINIR
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.suggest import fold
from rutaplan.views.personas import ponente_label

PAPEL, TABLA = "papel de rutaplan", "tabla"
_HUELLA = re.compile(r"h?([0-9a-f]{8})", re.IGNORECASE)
_DECISIONES = ("ponente", "participantes", *map(fold, CAMPOS_TALLER.values()))
_LUGARES = ("eje", "nivel", "grupo")


_VUELTA = "codigo gris bajo cada identificador"  # what every Word paper of ours says of its fingerprints


@dataclass(frozen=True, slots=True)
class _Leida:
    """A table whose titles were understood."""

    encabezado: Encabezado
    entradas: tuple[Entrada, ...]


def read_papel(documento: Documento, plan: Plan, titulos: Titulos) -> Lectura | None:
    """Read a paper of ours, whose rows have an id and a fingerprint; None if it is none.

    Rows without either are those that the form leaves empty for new actions.
    """
    tables = _tables(documento, plan, titulos)
    marked = any(entrada.huella for each in tables for entrada in each.entradas)
    if (
        not marked
        and not any("huella" in each.encabezado.todos for each in tables)
        and not _says_so(documento)
    ):
        return None
    lectura = _lectura(PAPEL, [each for each in tables if "id" in each.encabezado.todos], plan)
    people, doubts = read_participantes(documento, plan)
    return lectura and replace(
        lectura, columnas=(), dudas=(*_decisiones(documento.rejillas, plan), *doubts), grupos=people
    )


def names_actions(documento: Documento, plan: Plan, titulos: Titulos) -> bool:
    """Whether some row bears the id of an action of the plan: then it is a table, and no form."""
    return any(
        entrada.ident in plan.accion_by_id
        for each in _tables(documento, plan, titulos)
        for entrada in each.entradas
    )


def read_tabla(documento: Documento, plan: Plan, titulos: Titulos) -> Lectura | None:
    """Read every table that has titles we know; None if there is none."""
    return _lectura(TABLA, _tables(documento, plan, titulos), plan)


def _says_so(documento: Documento) -> bool:
    return any(isinstance(each, Casilla) and _VUELTA in fold(each.texto) for each in documento.bloques)


def _tables(documento: Documento, plan: Plan, titulos: Titulos) -> list[_Leida]:
    """Read the tables; a new row without columns for it takes eje and grupo from the headings before it."""
    ubicador = Ubicador(plan)
    found, eje, grupo = [], "", ""
    for bloque in documento.bloques:
        if isinstance(bloque, Casilla):
            eje = ubicador.eje(bloque.texto.partition(":")[2]) or eje
            grupo = (fold(bloque.texto).startswith("grupo ") and ubicador.grupo(bloque.texto)) or grupo
            continue
        encabezado = titulos.find(bloque)
        if encabezado is not None:
            above = (cell.texto for fila in bloque.filas[: encabezado.fila] for cell in fila)
            nivel = next(filter(None, map(ubicador.nivel, above)), "")
            entradas = (
                each if each.ident else _placed(each, eje, nivel, grupo)
                for each in _entradas(bloque, encabezado, ubicador)
            )
            found.append(_Leida(encabezado, tuple(entradas)))
    return found


def _placed(entrada: Entrada, eje: str, nivel: str, grupo: str) -> Entrada:
    return replace(
        entrada, eje=entrada.eje or eje, nivel=entrada.nivel or nivel, grupo=entrada.grupo or grupo
    )


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
        # An empty row of our form says only where it stands.
        said = [campo for campo, each in cells.items() if each.texto or each.rechazo]
        if not said or ("id" in cells and not set(said).difference(_LUGARES)):
            continue
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


def _decisiones(rejillas: Iterable[Rejilla], plan: Plan) -> Iterator[Duda]:
    """Tell of the lines that our paper asks of a group or of the organisers, never what they say."""
    printed = {seguido(ponente_label(plan, grupo)) for grupo in plan.grupos}
    rows = (fila for rejilla in rejillas if rejilla.lugar.startswith("tabla") for fila in rejilla.filas)
    for fila in rows:
        if len(fila) != 2:  # noqa: PLR2004 - what is asked, and the answer
            continue
        asked, answer = fila
        written = answer.texto.replace(POR_DEFINIR.replace("_", " "), "").strip()
        if written and seguido(written) not in printed and fold(asked.texto).partition(":")[0] in _DECISIONES:
            yield Duda(answer.lugar, f"lo escrito junto a {quoted(asked.texto)} se pasa a mano al plan")
