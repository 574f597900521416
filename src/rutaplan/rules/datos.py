"""DAT: rules that keep personal data out of a plan that will be published."""

from collections.abc import Iterator

from rutaplan.diagnostics import Severity
from rutaplan.model import DIRECCION, LIBRE, values
from rutaplan.personal import personal, personal_data
from rutaplan.plan import Plan
from rutaplan.rules._registry import Finding, rule


@rule("DAT01", "hay un dato personal", Severity.AVISO)
def dato_personal(plan: Plan) -> Iterator[Finding]:
    """Un texto contiene algo que parece un correo, un teléfono o un número de documento.

    El plan se publica: los datos de las personas no deben estar en él. El mensaje no los repite.

    Mal:
        notas: Escribir a ana@ejemplo.org
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    Bien:
        notas: Consultar con la dirección de la institución.

    = un texto sin datos de personas | bórrelo; si hace falta, guárdelo fuera del plan
    """
    passes = dict.fromkeys((LIBRE, DIRECCION), lambda text: personal(text) is None)
    for _, hoja, loc, text in values(plan.hojas, passes):
        for kind, words in personal_data(text):
            yield Finding(hoja, loc, found=f"algo que parece {kind}", words=words, private=True)
