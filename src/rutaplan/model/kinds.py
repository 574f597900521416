"""kinds: what an id may name, how people call it, and where it is declared."""

from collections.abc import Mapping
from typing import NamedTuple


class IdKind(NamedTuple):
    """titulo and lista: of its ids, as an editor shows them; uno: what is expected where one must stand.

    section: the key of taller.yaml or catalogos.yaml that declares it.
    """

    uno: str
    titulo: str = ""
    lista: str = ""
    section: str = ""


KINDS: Mapping[str, IdKind] = {
    "accion": IdKind("el id de una acción"),
    "campo": IdKind(
        "un campo de «campos», en taller.yaml", "Campo propio", "Los de «campos», en taller.yaml."
    ),
    "eje": IdKind("un eje de taller.yaml", "Eje", "Los ejes de taller.yaml.", "ejes"),
    "nivel": IdKind("un nivel de taller.yaml", "Nivel", "Los niveles de taller.yaml.", "niveles"),
    "grupo": IdKind("el id de un archivo de grupos/", "Grupo", "Los grupos de grupos/."),
    "institucion": IdKind(
        "un id de instituciones.yaml", "Institución", "Las instituciones de instituciones.yaml."
    ),
    "involucrada": IdKind(
        "un id de instituciones.yaml, o un tipo de catalogos.yaml",
        "Institución o tipo",
        "Las instituciones de instituciones.yaml y los tipos de catalogos.yaml.",
    ),
    "pais": IdKind("un país de catalogos.yaml", "País", "Los países de catalogos.yaml.", "paises"),
    "tema": IdKind("un tema de catalogos.yaml", "Tema", "Los temas de catalogos.yaml.", "temas"),
    "familia": IdKind(
        "una familia de catalogos.yaml", "Familia de temas", "Las familias de catalogos.yaml.", "familias"
    ),
    "poblacion": IdKind(
        "una población de catalogos.yaml", "Población", "Las poblaciones de catalogos.yaml.", "poblaciones"
    ),
    "tipo_institucion": IdKind(
        "un tipo de catalogos.yaml",
        "Tipo de institución",
        "Los tipos de catalogos.yaml.",
        "tipos_institucion",
    ),
    "objetivo_pmm": IdKind(
        "un objetivo de catalogos.yaml", "Objetivo del PMM", "Los objetivos de catalogos.yaml.", "pmm"
    ),
    "meta_ods": IdKind(
        "una meta de catalogos.yaml", "Meta de los ODS", "Las metas de catalogos.yaml, entre comillas.", "ods"
    ),
}
