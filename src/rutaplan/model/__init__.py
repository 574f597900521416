"""The names of the form: records, their cells, and the three silences."""

from rutaplan.model.accion import ESTADOS, PAISES_TODOS, Accion, Alineacion, Avance, Errata
from rutaplan.model.campos import (
    UNION_TAGS,
)
from rutaplan.model.catalogos import (
    Catalogos,
    Institucion,
    Instituciones,
    Meta,
    Nombrado,
    ObjetivoPmm,
    Pais,
    Tema,
    Tipo,
)
from rutaplan.model.celdas import (
    ID_ACCION,
    ID_GRUPO,
    ID_INSTITUCION,
    MAX_MESES,
    MIN_MESES,
    NO_APLICA,
    NO_CONSTA,
    POR_DEFINIR,
    SILENCIOS,
)
from rutaplan.model.hoja import Hoja, Registro
from rutaplan.model.rechazo import describe
from rutaplan.model.taller import Columnas, Eje, Grupo, Horizontes, Nivel, Participante, Plenaria, Taller

__all__ = [
    "ESTADOS",
    "ID_ACCION",
    "ID_GRUPO",
    "ID_INSTITUCION",
    "MAX_MESES",
    "MIN_MESES",
    "NO_APLICA",
    "NO_CONSTA",
    "PAISES_TODOS",
    "POR_DEFINIR",
    "SILENCIOS",
    "UNION_TAGS",
    "Accion",
    "Alineacion",
    "Avance",
    "Catalogos",
    "Columnas",
    "Eje",
    "Errata",
    "Grupo",
    "Hoja",
    "Horizontes",
    "Institucion",
    "Instituciones",
    "Meta",
    "Nivel",
    "Nombrado",
    "ObjetivoPmm",
    "Pais",
    "Participante",
    "Plenaria",
    "Registro",
    "Taller",
    "Tema",
    "Tipo",
    "describe",
]
