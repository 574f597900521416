"""reconocer: what a document is: a paper of ours, the form, or anybody's table."""

from collections.abc import Mapping
from dataclasses import replace

from rutaplan.importers.formulario import read_formulario
from rutaplan.importers.lectura import Entrada, Lectura
from rutaplan.importers.rejilla import Documento, IlegibleError
from rutaplan.importers.tabla import names_actions, read_papel, read_tabla
from rutaplan.importers.titulos import Titulos
from rutaplan.plan import Plan
from rutaplan.printable import quoted


def recognise(documento: Documento, plan: Plan, dados: Mapping[str, str], grupo: str = "") -> Lectura:
    """Read a document as what it is. dados: titles by field, as the call gave them; grupo: an id, or nothing.

    IlegibleError if it is nothing that we know.
    """
    titulos = Titulos(plan, dados)
    lectura = (
        read_papel(documento, plan, titulos)
        or (read_tabla(documento, plan, titulos) if names_actions(documento, plan, titulos) else None)
        or read_formulario(documento, plan, titulos, grupo)
        or read_tabla(documento, plan, titulos)
    )
    if lectura is None:
        raise IlegibleError(
            "No se reconoce: no tiene la tabla de una hoja de rutaplan ni la del formulario, ni una columna "
            "de acciones. Diga cuál es con --columna texto=TÍTULO."
        )
    found = {campo for _, campos in lectura.columnas for campo in campos.split(", ")}
    for campo, titulo in dados.items():
        if campo not in found:
            raise IlegibleError(f"No hay una columna {quoted(titulo)} (--columna {campo}).")
    return replace(
        lectura,
        clase=f"{lectura.clase} ({documento.clase})",
        avisos=(*documento.avisos, *lectura.avisos),
        entradas=tuple(_placed(each, plan, grupo) for each in lectura.entradas),
    )


def _placed(entrada: Entrada, plan: Plan, dado: str) -> Entrada:
    """Fill in where an action belongs, where the call or the plan leaves only one possibility."""
    own = [grupo.id for grupo in plan.grupos if entrada.eje in {"", grupo.eje}]
    grupo = dado or entrada.grupo or (own[0] if len(own) == 1 else "")
    eje = entrada.eje or (plan.grupo_by_id[grupo].eje if grupo in plan.grupo_by_id else "")
    niveles = plan.taller.niveles
    return replace(
        entrada, eje=eje, grupo=grupo, nivel=entrada.nivel or (niveles[0].id if len(niveles) == 1 else "")
    )
