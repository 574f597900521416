"""columnas: what tables say of an action, by name: a document's list takes from here.

COLUMNAS = (
column("id"), over("eje"), column("texto"), column("plazo_meses", 19),
below("plazo_meses", "vence"), below("id", "huella"),
)
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from rutaplan.derive import estado_words, grupo_label, horizonte_label, silencio_label
from rutaplan.derive.huella import huella
from rutaplan.derive.titles import own_campos, title_of, value_of
from rutaplan.derive.undecided import exigidos, falta_label, is_pendiente, missing
from rutaplan.derive.vencimiento import vence_breve
from rutaplan.model import POR_DEFINIR, SILENCIOS, Accion, Taller, fields
from rutaplan.views.bloques import ID, Celda, Clase, Columna
from rutaplan.views.fila import (
    SEPARATOR,
    Filas,
    acordado_label,
    estado_label,
    hueco,
    motivo_label,
    nota_label,
    prioridad_cell,
    prioridad_label,
    relaciones,
    responsable_label,
    retirada_label,
)
from rutaplan.views.placing import OVER, Placed, Valor, plain, unbroken


def column(campo: str, ancho: int = 0) -> Placed[Accion]:
    """What a column says that is called so: most are fields of the action. ancho: on a page, in mm."""
    known = PLACED.get(campo) or _field(campo)
    return replace(known, columna=replace(known.columna, ancho=ancho)) if ancho else known


def below(other: str, campo: str) -> Placed[Accion]:
    """The same in the cells of another column."""
    return replace(column(campo), en=other)


def over(campo: str) -> Placed[Accion]:
    """The same over the rows that share it: the document makes the heading."""
    return replace(column(campo), en=OVER)


def with_own(taller: Taller, columnas: Sequence[Placed[Accion]]) -> Sequence[Placed[Accion]]:
    """The columns of a sheet, and those of the workshop's own fields before what nobody fills in."""
    last = {"notas", "observaciones", "huella"}
    at = next(index for index, each in enumerate(columnas) if each.columna.campo in last)
    own = (_own(key, each.titulo) for key, each in own_campos(taller).items())
    return (*columnas[:at], *own, *columnas[at:])


def _own(campo: str, titulo: str) -> Placed[Accion]:
    """A field that the workshop adds: free text."""
    columna = Columna(titulo, campo=campo, letras=20)
    return plain(columna, lambda _, accion: silencio_label(value_of(accion, campo) or ""))


def _field(campo: str) -> Placed[Accion]:
    """Any other field that the workshop may ask for."""
    return Placed(
        Columna(title_of(campo), campo=campo),
        lambda filas, accion: _known(filas, accion, campo),
        lambda filas, accion: _listed(filas, accion, campo),
    )


def _known(filas: Filas, accion: Accion, campo: str) -> Celda:
    """What is known of a field, and room for what is not."""
    value = getattr(accion, campo)
    several = value if isinstance(value, tuple) else (value,)
    text = SEPARATOR.join(_named(filas, each) for each in several if each not in {None, POR_DEFINIR})
    asked = campo in missing(filas.plan, accion)
    return Celda(text, hueco=hueco(asked or (value is not None and is_pendiente(accion, campo)), text))


def _named(filas: Filas, value: str) -> str:
    paises = filas.plan.catalogos.paises
    return paises[value].nombre if value in paises else silencio_label(value)


def _responsable(filas: Filas, accion: Accion) -> Celda:
    who = accion.responsable or ""
    open_ = "responsable" in missing(filas.plan, accion) or who == POR_DEFINIR
    return Celda(filas.label(who) if who and who != POR_DEFINIR else "", hueco=hueco(open_))


def _instituciones(filas: Filas, accion: Accion, *, mark: bool = False) -> Celda:
    """Its institutions. mark: and among them, or after them, which is the responsable."""
    known = [filas.label(ident, accion, mark=mark) for ident in accion.instituciones if ident != POR_DEFINIR]
    if mark and accion.responsable not in {None, *SILENCIOS, *accion.instituciones}:
        known.append(filas.label(str(accion.responsable), accion))
    return Celda(unbroken(SEPARATOR.join(known)), hueco=hueco(POR_DEFINIR in accion.instituciones, known))


def _plazo(_: Filas, accion: Accion) -> Celda:
    plazo = accion.plazo_meses
    known = "" if plazo == POR_DEFINIR else silencio_label(str(plazo))
    return Celda(known, hueco=hueco(plazo == POR_DEFINIR))


def _unless_retirada(accion: Accion, text: str) -> str:
    """Nobody is asked for what was withdrawn: what it never decided stays empty."""
    return "" if accion.is_retirada and text == silencio_label(POR_DEFINIR) else text


def _listed(filas: Filas, accion: Accion, campo: str) -> str:
    """Name in a sheet what a field holds, so that it comes back the same."""
    value = value_of(accion, campo)
    values = (POR_DEFINIR,) if value is None else value if isinstance(value, tuple) else (value,)
    paises = filas.plan.catalogos.paises
    named = (paises[each].nombre if each in paises else filas.name(each, accion) for each in values)
    return _unless_retirada(accion, SEPARATOR.join(named))


def _meses(accion: Accion) -> Valor:
    plazo = accion.plazo_meses
    return plazo if isinstance(plazo, int) else _unless_retirada(accion, silencio_label(plazo))


def _lider(filas: Filas, accion: Accion) -> str:
    """Empty where the action does not have the field and nobody asks for it."""
    asked = accion.responsable is not None or "responsable" in exigidos(filas.plan)
    return _listed(filas, accion, "responsable") if asked else ""


def _notas(filas: Filas, accion: Accion) -> str:
    """Tell what pages mark in other columns, which in a sheet hold nothing but what comes back."""
    known = accion.responsable and accion.responsable not in SILENCIOS
    owner = f"{responsable_label(accion).capitalize()}: {filas.name(accion.responsable or '')}."
    return " ".join(filter(None, (retirada_label(accion), owner if known else "", nota_label(accion))))


def _observaciones(filas: Filas, accion: Accion) -> str:
    return " ".join(
        filter(None, (retirada_label(accion), *relaciones(filas.plan, accion), nota_label(accion)))
    )


def _numero(filas: Filas, accion: Accion) -> str:
    grupo = filas.plan.grupo_by_id.get(accion.grupo)
    return f"grupo\u00a0{grupo.numero}" if grupo else ""


def _llamada(filas: Filas, accion: Accion) -> Celda:
    return Celda(nota=filas.nota(accion))


_INSTITUCIONES = Columna(
    title_of("instituciones"), clase=Clase.INSTITUCIONES, campo="instituciones", letras=30
)
PLACED: Mapping[str, Placed[Accion]] = {
    "id": plain(ID, lambda _, accion: accion.id),
    "grupo": plain(
        Columna("Grupo", clase=Clase.FIJO, campo="grupo", letras=13),
        lambda filas, accion: grupo_label(filas.plan, accion.grupo),
        bajo=lambda filas, accion: Celda(_numero(filas, accion)),
    ),
    "eje": plain(
        Columna("Eje", clase=Clase.FIJO, campo="eje", letras=14),
        lambda filas, accion: filas.plan.nombre("eje", accion.eje),
    ),
    "nivel": plain(
        Columna("Nivel", clase=Clase.FIJO, campo="nivel", letras=10),
        lambda filas, accion: filas.plan.nombre("nivel", accion.nivel),
    ),
    "texto": Placed(
        Columna(title_of("texto"), campo="texto", letras=52),
        lambda _, accion: Celda(accion.texto),
        lambda _, accion: accion.texto,
    ),
    "plazo_meses": Placed(
        Columna(title_of("plazo_meses"), clase=Clase.MESES, campo="plazo_meses", letras=11),
        _plazo,
        lambda _, accion: _meses(accion),
    ),
    # No column in sheets: who writes other months beside it would make it false.
    "horizonte": Placed(
        Columna("Horizonte", campo="horizonte"),
        lambda filas, accion: Celda(horizonte_label(accion, filas.plan.taller)),
    ),
    "vence": plain(
        Columna("Vence", clase=Clase.FIJO, campo="vence", letras=13),
        lambda filas, accion: "" if accion.is_retirada else vence_breve(filas.plan, accion),
        si_hay=True,
    ),
    "instituciones": Placed(
        _INSTITUCIONES, _instituciones, lambda filas, accion: _listed(filas, accion, "instituciones")
    ),
    # The form has no column for the responsable: a page marks it here, and a sheet tells it in Notas.
    "quienes": Placed(
        _INSTITUCIONES,
        partial(_instituciones, mark=True),
        lambda filas, accion: _listed(filas, accion, "instituciones"),
    ),
    "responsable": Placed(
        Columna(title_of("responsable"), clase=Clase.INSTITUCION, campo="responsable", letras=18),
        _responsable,
        _lider,
    ),
    "prioridad": plain(
        Columna(title_of("prioridad"), 22, Clase.LOGICO, "prioridad", 10),
        lambda _, accion: prioridad_cell(accion),
        bajo=lambda _, accion: Celda(prioridad_label(accion)),
    ),
    # Below an id it is told once it is not a proposal's: the form's table has no room for the column.
    "estado": plain(
        Columna(title_of("estado"), clase=Clase.ESTADO, campo="estado", letras=13),
        lambda _, accion: estado_words(accion.estado),
        bajo=lambda _, accion: Celda(estado_label(accion)),
    ),
    # On a page in a section of its own; a sheet tells it among its notes.
    "motivo": Placed(
        Columna(title_of("motivo"), campo="motivo"), lambda _, accion: Celda(motivo_label(accion))
    ),
    "acordado": plain(
        Columna("Dónde se decidió", campo="acordado"), lambda _, accion: acordado_label(accion)
    ),
    "notas": Placed(Columna("Notas", clase=Clase.FIJO, campo="notas", letras=26), _llamada, _notas),
    # A page prints its footnotes below the tables; in a sheet they are among the observations.
    "observaciones": Placed(
        Columna("Observaciones", clase=Clase.FIJO, campo="observaciones", letras=26),
        lambda filas, accion: Celda("\n".join(relaciones(filas.plan, accion))),
        _observaciones,
    ),
    "llamada": Placed(Columna("Nota", campo="llamada"), _llamada),
    "falta": Placed(
        Columna("Falta", campo="falta"),
        lambda filas, accion: Celda(falta=falta_label(missing(filas.plan, accion))),
    ),
    # Out of sight: beside the id on a page, in a sheet in a hidden column, in CSV the last.
    "huella": Placed(
        Columna("Huella", clase=Clase.HUELLA, campo="huella", letras=8),
        lambda _, accion: Celda(huella=huella(accion)),
        lambda _, accion: huella(accion),
    ),
}
"""What is said in a way of its own; column makes any other field of it."""
FIXED = tuple(campo for campo, each in PLACED.items() if each.columna.clase is Clase.FIJO)
"""What tells of a row in papers that come back, and is not changed there."""
OURS = {
    each.columna.campo: each.columna.titulo
    for each in PLACED.values()
    if each.valor and each.columna.campo not in fields(Accion)
}
"""The titles of the columns of sheets that show no field of an action."""
