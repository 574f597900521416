"""hojas: which record each file of data/ holds."""

from collections.abc import Mapping

from rutaplan.model.accion import Accion
from rutaplan.model.avance import Avance
from rutaplan.model.catalogos import Catalogos, Instituciones
from rutaplan.model.fields import Hoja
from rutaplan.model.taller import Grupo, Taller

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
