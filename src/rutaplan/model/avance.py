"""Avance: what an institution reports of an action, one day. It is not mended: another one is added."""

import re
from collections.abc import Iterator
from itertools import count
from typing import Annotated

from rutaplan.model import cells
from rutaplan.model.fields import Hoja, Opcional, field

ESTADOS_AVANCE = ("no_iniciada", "en_ejecucion", "cumplida", "suspendida")
Evidencias = Annotated[tuple[cells.Texto, ...], cells.ListOf("[Acta de la mesa, https://ejemplo.org/acta]")]


class Avance(
    Hoja,
    label="Avance",
    about="Lo que una institución informa de una acción, un día: data/avances/ACCION/FECHA-INSTITUCION.yaml.",
):
    """A report. Its folder and its name say what its keys say; the second one of a day ends in -2."""

    accion: cells.IdAccion = field("Acción", "Id de la acción; la carpeta se llama igual.")
    fecha: cells.Dia = field("Fecha", "Día del avance, AAAA-MM-DD.")
    reporta: cells.IdInstitucion = field("Reporta", "Id de la institución que informa.")
    estado: Annotated[str, cells.one_of(*ESTADOS_AVANCE, kind="estado")] = field(
        "Estado", "Cómo va la acción, según quien informa."
    )
    texto: cells.Texto = field("Texto", "Qué se hizo, o qué lo impide.")
    porcentaje: Opcional[Annotated[int, cells.entero(0, 100)]] = field(
        "Porcentaje", "De 0 a 100, solo si la institución lo informa."
    )
    evidencia: Opcional[Evidencias] = field("Evidencia", "Dónde se puede comprobar: textos o direcciones.")
    obstaculos: Opcional[cells.Texto] = field("Obstáculos", "Qué impide avanzar.")
    documento: Opcional[cells.Texto] = field("Documento", "El papel en que llegó.")
    notas: Opcional[cells.Texto] = field("Notas", "Texto libre.")

    @property
    def vez(self) -> int:
        """Which one of its institution and its day it is, by the name of its file."""
        again = re.search(r"-([0-9]{1,4})\.yaml$", self.archivo)
        return int(again[1]) if again else 1


def report_names(begin: str) -> Iterator[str]:
    """The names that files of reports take of one day and body, which begin tells: the second ends in -2."""
    yield f"{begin}.yaml"
    yield from (f"{begin}-{number}.yaml" for number in count(2))
