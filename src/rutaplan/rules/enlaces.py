"""REF: the rule about addresses that documents do not follow."""

from collections.abc import Iterator

from rutaplan.derive.direcciones import unsafe_addresses
from rutaplan.diagnostics import Severity
from rutaplan.model import LIBRE, values
from rutaplan.plan import Plan
from rutaplan.printable import quoted
from rutaplan.rules._registry import Finding, rule

_PLAIN = "evidencia"
"""The one field whose addresses may lack the s: it tells of pages that others published."""


@rule("REF04", "la dirección no sirve de enlace", Severity.AVISO)
def direccion_insegura(plan: Plan) -> Iterator[Finding]:
    """Un texto lleva una dirección que no es segura, y los documentos la imprimen como texto, sin enlace.

    Sirve la que empieza por https://, sin usuario, sin espacios, sin letras disfrazadas (xn--) y de 300
    signos o menos. En «evidencia», también la que empieza por http://.

    Mal:
        notas: El acta está en http://ejemplo.org/acta
                               ^^^^^^^^^^^^^^^^^^^^^^^

    Bien:
        notas: El acta está en https://ejemplo.org/acta.

    Bien:
        # avances/RET-N-01/2027-03-31-hn-inm.yaml
        evidencia: [http://ejemplo.org/acta]

    = una dirección https de 300 signos o menos | escriba la dirección segura de esa página, o bórrela
    """
    for _, hoja, loc, text in values(plan.hojas, {LIBRE: lambda text: ":" not in text}):
        for words in unsafe_addresses(text, plain=_PLAIN in loc):
            yield Finding(hoja, loc, found=quoted(text[slice(*words)]), words=words)
