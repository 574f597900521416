"""directorio: the bodies of each country, in a table that comes back: which are still so, and what is not."""

from collections.abc import Mapping, Sequence

from rutaplan.derive import mes_label, plural, silencio_label
from rutaplan.derive.huella import huella_institucion
from rutaplan.derive.vencimiento import day_of
from rutaplan.model import Institucion
from rutaplan.plan import Plan
from rutaplan.views.bloques import Celda, Clase, Columna, Dato, Parrafo
from rutaplan.views.documents import DIRECTORIO
from rutaplan.views.encabezado import build_encabezado, respuesta_label
from rutaplan.views.fila import SEPARATOR, Filas, institucion_names
from rutaplan.views.pagina import Pagina, make_pagina, respuesta
from rutaplan.views.placing import Placed, make_tabla, plain
from rutaplan.views.planilla import Opciones, Planilla, lay_out

DOCUMENTO = DIRECTORIO.juntas
REGIONALES = "regionales"
"""The key of the page of bodies that are of no country."""
SIGUE_ASI = "Sigue así en"
"""How the title of the box begins; behind it stands the month in which the paper was made."""
DESDE, HASTA, SUCESORA = "desde", "hasta", "sucesora:"
COMO_LLENAR = (
    "Se marca la casilla de cada institución que sigue como dice su fila. Lo que cambió se corrige en su "
    "celda (sigla, nombre, tipo, contacto o vigencia), y se marca la casilla si con eso queda bien. El "
    "contacto es un correo o una dirección https de la oficina, nunca de una persona. La vigencia se escribe "
    "«desde 2011 hasta 2023; sucesora: su nombre»."
)
_MARCA = "«sí», o una x, en la fila que sigue así; vacía no dice nada."
_HUELLA = (
    "No los cambie: con el id y con la huella de cada fila, que está en una columna oculta, se sabe de qué "
    "institución es y si el directorio cambió después. El mes en que algo sigue así lo dice el título de la "
    "columna."
)


def build_directorio(plan: Plan, chosen: Sequence[str]) -> Mapping[str, Pagina]:
    """One page for each country that has a body, by its code in lower case, and one for those of none."""
    return {key: _hoja(plan, key, ids) for key, ids in _by_pais(plan, chosen).items()}


def planilla_directorio(plan: Plan, chosen: Sequence[str]) -> Mapping[str, Planilla]:
    """The same as sheets."""
    return {key: _planilla(plan, key, ids) for key, ids in _by_pais(plan, chosen).items()}


def _by_pais(plan: Plan, chosen: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """The bodies of each country in the order of the catalogue; chosen, those countries alone.

    A directory without any gives one page, with no key, that says so.
    """
    where: dict[str, list[str]] = {}
    for ident, each in plan.institucion_by_id.items():
        where.setdefault(each.pais or "", []).append(ident)
    codes = chosen or [*plan.catalogos.paises, *(code for code in where if code not in plan.catalogos.paises)]
    found = {code.lower() or REGIONALES: where.get(code, ()) for code in codes if chosen or code in where}
    # Those of no country come last, whatever the order of the file.
    return dict(sorted(found.items(), key=lambda each: each[0] == REGIONALES)) or {"": ()}


def _hoja(plan: Plan, key: str, ids: Sequence[str]) -> Pagina:
    encabezado, name = build_encabezado(plan), _name(plan, key)
    titulo, filas = f"{DOCUMENTO}: {name}", Filas(plan)
    count = plural(len(ids), "institución", "instituciones")
    return make_pagina(
        filas,
        DOCUMENTO,
        [make_tabla(filas, titulo, columnas(plan), ids)] if ids else (),
        titulo=titulo,
        nombre=name,
        cabeza=(Parrafo(f"{count}.", "fuerte"), Parrafo(COMO_LLENAR), *respuesta(encabezado)) if ids else (),
        convenciones=(_ORIGEN,),
        vacia="" if ids else _nobody(name),
    )


def _planilla(plan: Plan, key: str, ids: Sequence[str]) -> Planilla:
    encabezado, name = build_encabezado(plan), _name(plan, key)
    titulo = f"{DOCUMENTO}: {name}"
    tipos = plan.catalogos.tipos_institucion.values()
    return lay_out(
        Filas(plan),
        titulo,
        columnas(plan),
        ids,
        nombre="Directorio",
        encabezado=encabezado,
        archivos=(plan.instituciones.archivo,) * len(ids),
        vacia="" if ids else _nobody(name),
        opciones=(
            Opciones(Clase.TIPO, "Tipo", tuple(each.nombre for each in tipos), "Uno de la lista."),
            Opciones(Clase.CASILLA, "Sigue así", ("sí",), _MARCA, libre=True),
        ),
        explicacion=(
            Dato("Cómo se llena", COMO_LLENAR),
            Dato("Sigue así", _MARCA),
            Dato("Para responder", respuesta_label(encabezado)),
            Dato("Id y huella", _HUELLA),
            Dato("Fuente", _ORIGEN),
        ),
    )


def _name(plan: Plan, key: str) -> str:
    if not key:
        return DOCUMENTO
    return "Regionales e internacionales" if key == REGIONALES else plan.nombre("pais", key.upper())


def _nobody(name: str) -> str:
    if name == DOCUMENTO:
        return "El directorio del plan no tiene instituciones."
    return f"El directorio del plan no tiene instituciones de {name}."


def _vigencia(plan: Plan, each: Institucion) -> str:
    """Say since when and until when a body is one, and who took over: "hasta 2023; sucesora: ..."."""
    days = ((DESDE, each.vigente_desde), (HASTA, each.vigente_hasta))
    said = " ".join(f"{word} {day}" for word, day in days if day)
    heir = institucion_names(plan).get(each.sucesora or "", each.sucesora)
    return SEPARATOR.join(filter(None, (said, f"{SUCESORA} {heir}" if heir else "")))


def _fuente(each: Institucion) -> str:
    """Say where an entry comes from, how sure it is, and when somebody looked."""
    sure = each.confianza.replace("_", " ")
    if each.comprobada:
        sure += f", comprobada en {mes_label(each.comprobada)}"
    elif each.confianza == "verificada":
        sure += ", sin fecha"
    return f"{silencio_label(each.fuente)} ({sure})"


_ORIGEN = (
    "La fuente dice de dónde sale cada fila, y si está verificada. Aquí no se cambia: lo que se sabe por "
    "otra fuente se le dice a quien lleva el plan."
)


def _of(filas: Filas, ident: str) -> Institucion:
    return filas.plan.institucion_by_id[ident]


def _huella(filas: Filas, ident: str) -> str:
    return huella_institucion(ident, _of(filas, ident))


COLUMNAS: Mapping[str, Placed[str]] = {
    "id": plain(Columna("Id", 28, Clase.ID, "id", 18), lambda _, ident: ident),
    "sigla": plain(
        Columna("Sigla", 29, campo="sigla", letras=14), lambda filas, ident: _of(filas, ident).sigla or ""
    ),
    "nombre": plain(
        Columna("Nombre", campo="nombre", letras=44), lambda filas, ident: _of(filas, ident).nombre
    ),
    "tipo": plain(
        Columna("Tipo", 27, Clase.TIPO, "tipo", 24),
        lambda filas, ident: filas.plan.nombre("tipo_institucion", _of(filas, ident).tipo),
    ),
    "contacto": plain(
        Columna("Contacto", 33, campo="contacto"), lambda filas, ident: _of(filas, ident).contacto or ""
    ),
    "vigencia": plain(
        Columna("Vigencia", 29, campo="vigencia", letras=28),
        lambda filas, ident: _vigencia(filas.plan, _of(filas, ident)),
    ),
    "fuente": plain(
        Columna("Fuente", 40, Clase.FIJO, "fuente", 46), lambda filas, ident: _fuente(_of(filas, ident))
    ),
    "huella": Placed(
        Columna("Huella", clase=Clase.HUELLA, letras=8),
        lambda filas, ident: Celda(huella=_huella(filas, ident)),
        _huella,
        en="id",
    ),
}
"""What the table says of each institution, by its id; before the huella stands the box."""
TITULOS = {campo: each.columna.titulo for campo, each in COLUMNAS.items() if campo != "huella"}


def columnas(plan: Plan) -> tuple[Placed[str], ...]:
    """All of them: the title of the box says the month in which the paper was made."""
    titulo = f"{SIGUE_ASI} {mes_label(day_of(plan))}"
    box: Placed[str] = Placed(
        Columna(titulo, 22, Clase.CASILLA, letras=22), lambda *_: Celda("☐"), lambda *_: ""
    )
    *said, mark = COLUMNAS.values()
    return (*said, box, mark)


def printed(plan: Plan, ident: str) -> Mapping[str, str]:
    """What the paper has in the cells of a body, by what they hold."""
    filas = Filas(plan)
    return {campo: COLUMNAS[campo].celda(filas, ident).texto for campo in TITULOS}
