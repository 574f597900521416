"""directorio: the bodies of each country, in a table that comes back: which are still so, and what is not."""

from collections.abc import Mapping, Sequence

from rutaplan.derive import mes_label, plural, silencio_label
from rutaplan.derive.huella import huella_institucion
from rutaplan.derive.vencimiento import day_of
from rutaplan.model import Institucion
from rutaplan.plan import Plan
from rutaplan.views.bloques import Celda, Clase, Columna, Parrafo, Tabla
from rutaplan.views.encabezado import build_encabezado, respuesta_label
from rutaplan.views.fila import SEPARATOR, Filas, institucion_names
from rutaplan.views.pagina import Pagina, make_pagina, origen, respuesta
from rutaplan.views.planilla import Explicacion, Opciones, Planilla

DOCUMENTO = "Directorio de instituciones"
PARA = "Cada hoja es para quien conoce las instituciones de su país, y dice cuáles siguen así."
REGIONALES = "regionales"
"""The key of the page of bodies that are of no country."""
TITULOS = {
    "id": "Id",
    "sigla": "Sigla",
    "nombre": "Nombre",
    "tipo": "Tipo",
    "contacto": "Contacto",
    "vigencia": "Vigencia",
    "fuente": "Fuente",
}
"""The titles of the table, by what each column holds; the box stands behind them, and the huella."""
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
_ANCHOS = {"sigla": 29, "nombre": 0, "tipo": 27, "contacto": 33, "vigencia": 29, "fuente": 40}
_LETRAS = {"sigla": 14, "nombre": 44, "tipo": 24, "contacto": 30, "vigencia": 28, "fuente": 46}
_CAJA_MM, _CAJA_LETRAS, _ID_MM, _ID_LETRAS = 22, 22, 28, 18


def build_directorio(plan: Plan, chosen: Sequence[str]) -> Mapping[str, Pagina]:
    """One page for each country that has a body, by its code in lower case, and one for those of none."""
    pages = {key: _hoja(plan, key, ids) for key, ids in _by_pais(plan, chosen).items()}
    return pages or {"": _hoja(plan, "", ())}


def planilla_directorio(plan: Plan, chosen: Sequence[str]) -> Mapping[str, Planilla]:
    """The same as sheets."""
    sheets = {key: _planilla(plan, key, ids) for key, ids in _by_pais(plan, chosen).items()}
    return sheets or {"": _planilla(plan, "", ())}


def titulo_sigue(plan: Plan) -> str:
    """The title of the box: "Sigue así en noviembre de 2026"."""
    return f"{SIGUE_ASI} {mes_label(day_of(plan))}"


def printed(plan: Plan, ident: str) -> Mapping[str, str]:
    """What the paper has in the cells of a body, by what they hold."""
    each = plan.institucion_by_id[ident]
    return {
        "id": ident,
        "sigla": each.sigla or "",
        "nombre": each.nombre,
        "tipo": plan.nombre("tipo_institucion", each.tipo),
        "contacto": each.contacto or "",
        "vigencia": _vigencia(plan, each),
        "fuente": f"{silencio_label(each.fuente)} ({_confianza(each)})",
    }


def _by_pais(plan: Plan, chosen: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """The bodies of each country in the order of the catalogue; chosen, those countries alone."""
    where: dict[str, list[str]] = {}
    for ident, each in plan.institucion_by_id.items():
        where.setdefault(each.pais or "", []).append(ident)
    codes = chosen or [*plan.catalogos.paises, *(code for code in where if code not in plan.catalogos.paises)]
    found = {code.lower() or REGIONALES: where.get(code, ()) for code in codes if chosen or code in where}
    # Those of no country come last, whatever the order of the file.
    return dict(sorted(found.items(), key=lambda each: each[0] == REGIONALES))


def _hoja(plan: Plan, key: str, ids: Sequence[str]) -> Pagina:
    encabezado, name = build_encabezado(plan), _name(plan, key)
    titulo = titulo_sigue(plan)
    columns = (
        Columna(TITULOS["id"], _ID_MM, Clase.ID),
        *(Columna(TITULOS[campo], ancho) for campo, ancho in _ANCHOS.items()),
        Columna(titulo, _CAJA_MM, Clase.CASILLA),
    )
    rows = tuple(_fila(plan, ident) for ident in ids)
    count = plural(len(ids), "institución", "instituciones")
    return make_pagina(
        Filas(plan),
        DOCUMENTO,
        [Tabla(f"{DOCUMENTO}: {name}", columns, rows)] if rows else (),
        titulo=f"{DOCUMENTO}: {name}",
        nombre=name,
        cabeza=(Parrafo(f"{count}.", "fuerte"), Parrafo(COMO_LLENAR), *respuesta(encabezado)) if rows else (),
        convenciones=(_ORIGEN,),
        vacia="" if rows else _nobody(name),
    )


def _fila(plan: Plan, ident: str) -> tuple[Celda, ...]:
    each = plan.institucion_by_id[ident]
    cells = printed(plan, ident)
    return (
        Celda(ident, huella=huella_institucion(ident, each)),
        *(Celda(cells[campo]) for campo in _ANCHOS),
        Celda("☐"),
    )


def _planilla(plan: Plan, key: str, ids: Sequence[str]) -> Planilla:
    encabezado, name = build_encabezado(plan), _name(plan, key)
    titulo = f"{DOCUMENTO}: {name}"
    known, tipos = plan.institucion_by_id, plan.catalogos.tipos_institucion.values()
    return Planilla(
        titulo=titulo,
        nombre="Directorio",
        encabezado=encabezado,
        columnas=(
            Columna(TITULOS["id"], clase=Clase.ID, letras=_ID_LETRAS),
            *(Columna(TITULOS[campo], clase=_clase(campo), letras=_LETRAS[campo]) for campo in _LETRAS),
            Columna(titulo_sigue(plan), clase=Clase.LOGICO, letras=_CAJA_LETRAS),
            Columna("Huella", clase=Clase.HUELLA, letras=8),
        ),
        filas=tuple(
            (*printed(plan, ident).values(), "", huella_institucion(ident, known[ident])) for ident in ids
        ),
        archivos=(plan.instituciones.archivo,) * len(ids),
        vacia="" if ids else _nobody(name),
        opciones=(
            Opciones(Clase.TIPO, "Tipo", tuple(each.nombre for each in tipos), "Uno de la lista."),
            Opciones(Clase.LOGICO, "Sigue así", ("sí",), _MARCA, libre=True),
        ),
        explicacion=tuple(
            Explicacion(rotulo, texto)
            for rotulo, texto in (
                ("Documento", titulo),
                ("Versión", encabezado.identidad.linea),
                ("Cómo se llena", COMO_LLENAR),
                ("Sigue así", _MARCA),
                ("Para responder", respuesta_label(encabezado)),
                ("Id y huella", _HUELLA),
                ("Fuente", _ORIGEN),
                ("Origen", origen(plan)),
            )
            if texto
        ),
        siglas=(),
        origen=origen(plan),
    )


def _clase(campo: str) -> Clase:
    return {"tipo": Clase.TIPO, "fuente": Clase.FIJO}.get(campo, Clase.TEXTO)


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


def _confianza(each: Institucion) -> str:
    """Say how sure an entry is, and when somebody looked."""
    sure = each.confianza.replace("_", " ")
    if each.comprobada:
        return f"{sure}, comprobada en {mes_label(each.comprobada)}"
    return f"{sure}, sin fecha" if each.confianza == "verificada" else sure


_ORIGEN = (
    "La fuente dice de dónde sale cada fila, y si está verificada. Aquí no se cambia: lo que se sabe por "
    "otra fuente se le dice a quien lleva el plan."
)
