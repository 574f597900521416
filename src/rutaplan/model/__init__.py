"""The names of the form: records, their cells, the three silences, and which record each file holds."""

from collections.abc import Mapping

from rutaplan.model.accion import ESTADOS, PAISES_TODOS, REPORTED, RETIRADAS, Accion, Errata
from rutaplan.model.aceptado import Aceptado
from rutaplan.model.avance import ESTADOS_AVANCE, Avance, report_names
from rutaplan.model.catalogos import Catalogos, Institucion, Instituciones, Tipo
from rutaplan.model.cells import (
    CORREO,
    DIRECCION,
    DIRECCION_SEGURA,
    FECHA_PARCIAL,
    ID_ACCION,
    ID_INSTITUCION,
    LIBRE,
    MES,
)
from rutaplan.model.checks import (
    MAX_MESES,
    MIN_MESES,
    NO_APLICA,
    NO_CONSTA,
    POR_DEFINIR,
    RESERVADOS,
    SILENCIOS,
    describe,
)
from rutaplan.model.fields import Hoja, Registro
from rutaplan.model.kinds import KINDS
from rutaplan.model.places import (
    ANY,
    Passes,
    Way,
    cell_at,
    exigibles,
    fields,
    is_on,
    record_at,
    records,
    value_at,
    values,
    ways,
)
from rutaplan.model.taller import (
    DOCUMENTOS,
    ESTADOS_PAPEL,
    FASES,
    GRAVEDADES,
    Eje,
    Grupo,
    Horizontes,
    Nivel,
    Participante,
    Plenaria,
    Revision,
    Taller,
)

HOJAS: Mapping[str, type[Hoja]] = {
    "acciones": Accion,
    "avances": Avance,
    "grupos": Grupo,
    "taller.yaml": Taller,
    "instituciones.yaml": Instituciones,
    "catalogos.yaml": Catalogos,
}
"""The record of each file, by its name or its folder's."""


def hoja_of(name: str) -> type[Hoja]:
    """The record of a file, by its path inside data/."""
    return HOJAS[name.partition("/")[0]]
