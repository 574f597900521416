"""The names of the form: records, their cells, and the three silences."""

from rutaplan.model.accion import ESTADOS, PAISES_TODOS, REPORTED, RETIRADAS, Accion, Errata
from rutaplan.model.aceptado import Aceptado
from rutaplan.model.avance import ESTADOS_AVANCE, Avance
from rutaplan.model.catalogos import Catalogos, Institucion, Instituciones, Tipo
from rutaplan.model.cells import CORREO, DIRECCION, DIRECCION_SEGURA, ID_ACCION, ID_INSTITUCION, LIBRE
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
from rutaplan.model.hojas import HOJAS, hoja_of
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
from rutaplan.model.taller import FASES, Eje, Grupo, Horizontes, Nivel, Participante, Plenaria, Taller

__all__ = [
    "ANY",
    "CORREO",
    "DIRECCION",
    "DIRECCION_SEGURA",
    "ESTADOS",
    "ESTADOS_AVANCE",
    "FASES",
    "HOJAS",
    "ID_ACCION",
    "ID_INSTITUCION",
    "LIBRE",
    "MAX_MESES",
    "MIN_MESES",
    "NO_APLICA",
    "NO_CONSTA",
    "PAISES_TODOS",
    "POR_DEFINIR",
    "REPORTED",
    "RESERVADOS",
    "RETIRADAS",
    "SILENCIOS",
    "Accion",
    "Aceptado",
    "Avance",
    "Catalogos",
    "Eje",
    "Errata",
    "Grupo",
    "Hoja",
    "Horizontes",
    "Institucion",
    "Instituciones",
    "Nivel",
    "Participante",
    "Passes",
    "Plenaria",
    "Registro",
    "Taller",
    "Tipo",
    "Way",
    "cell_at",
    "describe",
    "exigibles",
    "fields",
    "hoja_of",
    "is_on",
    "record_at",
    "records",
    "value_at",
    "values",
    "ways",
]  # fmt: skip
