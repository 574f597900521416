"""TAL and ACC15: what the workshop has not decided, and what it asks of each action."""

from collections.abc import Iterator

from rutaplan.derive.undecided import CAMPOS, is_pendiente, taller_pendientes
from rutaplan.diagnostics import Severity
from rutaplan.model import POR_DEFINIR, Eje, Nivel
from rutaplan.plan import Plan
from rutaplan.rules._registry import TALLER, Finding, rule

# These two have rules of their own: PLZ01 and INS01.
CON_REGLA = frozenset({"plazo_meses", "instituciones"})


@rule("TAL01", "un dato del taller está por definir", Severity.NOTA, fase=TALLER)
def dato_por_definir(plan: Plan) -> Iterator[Finding]:
    """Falta un dato del taller: los documentos lo imprimen como «por definir».

    Mal:
        # taller.yaml
        ciudad: por_definir
                ^^^^^^^^^^^

    Bien:
        # taller.yaml
        ciudad: Tegucigalpa
    """
    for campo in taller_pendientes(plan.taller):
        value = getattr(plan.taller, campo)
        whole = not isinstance(value, tuple) or len(value) == 1
        yield Finding(
            plan.taller,
            (campo,),
            found="«por_definir»" if whole else "«por_definir», entre otros",
            expected=f"el dato de «{campo}»",
            help="escríbalo cuando se sepa; si la fuente no lo dice, «no_consta»",
        )
    sections: dict[str, tuple[Eje | Nivel, ...]] = {"ejes": plan.taller.ejes, "niveles": plan.taller.niveles}
    for section, parts in sections.items():
        for index, part in enumerate(parts):
            if part.encabezado == POR_DEFINIR:
                yield Finding(
                    plan.taller,
                    (section, index, "encabezado"),
                    found=f"«por_definir», en «{part.id}»",
                    expected="el encabezado del formulario",
                    help="cópielo del formulario, letra por letra; mientras tanto se imprime el nombre corto",
                )


@rule("ACC15", "falta un campo que el taller exige", Severity.PENDIENTE)
def campo_exigido(plan: Plan) -> Iterator[Finding]:
    """El taller pide este campo en cada acción, y en esta falta o está por definir.

    Qué campos se piden lo dice «exige» de taller.yaml. El plazo y las instituciones tienen su propio
    código: PLZ01 e INS01.

    Mal:
        # taller.yaml
        exige: [plazo_meses, instituciones, producto]
        # acciones/retorno/RET-N-01.yaml
        producto: por_definir
                  ^^^^^^^^^^^
        # acciones/retorno/RET-N-02.yaml
        producto: Informe publicado
        # acciones/retorno/RET-R-01.yaml
        producto: Informe publicado

    Bien:
        # taller.yaml
        exige: [plazo_meses, instituciones, producto]
        # acciones/retorno/RET-N-01.yaml
        producto: Compendio publicado
        # acciones/retorno/RET-N-02.yaml
        producto: Informe publicado
        # acciones/retorno/RET-R-01.yaml
        producto: Informe publicado
    """
    campos = [campo for campo in plan.taller.exige if campo in CAMPOS and campo not in CON_REGLA]
    for campo in campos:
        for accion in plan.acciones:
            if not is_pendiente(accion, campo):
                continue
            absent = getattr(accion, campo) is None
            if absent and not plan.is_read(accion, campo):
                continue
            yield Finding(
                accion,
                () if absent else (campo,),
                found=f"sin «{campo}»" if absent else "«por_definir»",
                expected=f"{CAMPOS[campo]}, que el taller exige",
                help=f"escriba «{campo}» cuando el grupo lo decida; si no aplica, «no_aplica»",
            )
