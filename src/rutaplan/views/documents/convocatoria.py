"""convocatoria: the words that go to each institution in a round, and the page that says who answered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rutaplan.derive import fecha_label, institucion_label, plural, titulo_label
from rutaplan.derive.direcciones import destino
from rutaplan.derive.pedidos import Pedido, answers, by_institucion, is_done, sin_institucion
from rutaplan.derive.vencimiento import aviso_dias, day_of, due, vencimiento
from rutaplan.plan import Plan
from rutaplan.printable import printable
from rutaplan.views.bloques import Bloque, Celda, Clase, Columna, Parrafo, Titulo, parrafos
from rutaplan.views.encabezado import encabezado_al_corte
from rutaplan.views.fila import Filas
from rutaplan.views.pagina import Pagina, make_pagina
from rutaplan.views.placing import Placed, make_tabla, plain

NADIE = "El plan no pide ninguna acción a una institución: no hay a quién preguntar."


@dataclass(frozen=True, slots=True)
class Contestado:
    """How far an institution answered: of how many actions it was asked, and of how many it reported.

    vencidas: those of which it does not say that it did its part; faltan: those of which it says nothing yet,
    but for what it had said before to be done.
    """

    institucion: str
    pedidas: int
    vencidas: int
    informadas: int
    faltan: int

    @property
    def dicha(self) -> str:
        """The same in a word."""
        if not self.faltan:
            return "respondió" if self.informadas else "ya había cumplido"
        return "respondió en parte" if self.informadas else "no ha respondido"


def contestados(plan: Plan) -> tuple[Contestado, ...]:
    """How far each institution that is asked answered, in the order of the directory."""
    corte = day_of(plan)
    return tuple(
        Contestado(
            ident,
            len(asked),
            len(_standing(plan, asked, "vencida")),
            sum(answers(plan, each, corte) for each in asked),
            sum(not (answers(plan, each, corte) or is_done(each)) for each in asked),
        )
        for ident, asked in by_institucion(plan, corte).items()
    )


def _standing(plan: Plan, asked: Sequence[Pedido], where: str) -> Sequence[Pedido]:
    """What stands somewhere at the cut-off, of which an institution has not said that it did its part."""
    corte = day_of(plan)
    return [each for each in asked if not is_done(each) and vencimiento(plan, each.accion, corte) == where]


def sin_preguntar(plan: Plan) -> tuple[str, ...]:
    """Whom nobody could ask, since the directory does not have them: a sentence each, with the actions."""
    return tuple(f"{said} ({', '.join(ids)})." for said, ids in sin_institucion(plan, day_of(plan)).items())


def build_indice(plan: Plan, carpetas: Mapping[str, str]) -> Pagina:
    """The page that opens the folder of a round. carpetas: a file of each institution, which it opens."""
    filas, found, encabezado = Filas(plan), contestados(plan), encabezado_al_corte(plan)
    corte = fecha_label(day_of(plan))
    done = sum(each.informadas > 0 for each in found)
    return make_pagina(
        filas,
        "Ronda",
        _index_blocks(filas, found, carpetas),
        encabezado=encabezado,
        nombre=f"Ronda de seguimiento al {corte}",
        cabeza=(
            Parrafo(encabezado.titulo, "fuerte"),
            Parrafo(f"Se pregunta a {plural(len(found), 'institución', 'instituciones')}; {_done(done)}."),
            Parrafo(f"Informada: con un informe del {corte}.", "discreto"),
        ),
        vacia="" if found else NADIE,
        apaisada=False,
    )


def _done(count: int) -> str:
    return "ninguna ha respondido" if not count else f"{plural(count, 'ha respondido', 'han respondido')}"


def _index_blocks(filas: Filas, found: Sequence[Contestado], carpetas: Mapping[str, str]) -> Iterator[Bloque]:
    def who(filas: Filas, each: Contestado) -> Celda:
        return Celda(filas.label(each.institucion), enlace=carpetas.get(each.institucion, ""))

    columns: tuple[Placed[Contestado], ...] = (
        Placed(Columna("Institución"), who),
        plain(Columna("Acciones", 22, Clase.CIFRA), lambda _, each: str(each.pedidas)),
        plain(Columna("Vencidas", 22, Clase.CIFRA), lambda _, each: str(each.vencidas)),
        plain(Columna("Informadas", 24, Clase.CIFRA), lambda _, each: str(each.informadas)),
        plain(Columna("Respuesta", 36), lambda _, each: each.dicha),
    )
    if found:
        yield make_tabla(filas, "A quién se pregunta, y quién respondió", columns, found)
    missing = sin_preguntar(filas.plan)
    if missing:
        yield Titulo("A quién no se pudo preguntar")
        yield from parrafos(*missing)


def write_mail(
    plan: Plan, ident: str, asked: Sequence[Pedido], hasta: date | None, files: Sequence[str]
) -> str:
    """The text of the mail to an institution: what is asked, until when, what is late.

    Its subject has fixed words, a date and an id: nothing of the plan's texts stands in a header.
    """
    corte = day_of(plan)
    head = [*_to(plan, ident), f"Asunto: Seguimiento al {corte}: {ident}"]
    count = plural(len(asked), "acción", "acciones")
    each = " cada una" if len(asked) > 1 else ""
    until = f"el {fecha_label(hasta)}" if hasta else "la fecha que acordemos"
    body = [
        f"El plan «{_line(titulo_label(plan.taller))}» llega a su corte del {fecha_label(corte)}.",
        f"El plan pide {count} a {_line(institucion_label(plan, ident))}. {_HOW.format(each)}",
        f"Le agradecemos devolver una de las dos hojas hasta {until}.",
        *_list("Vencidas", _standing(plan, asked, "vencida"), plan),
        *_list(f"Vencen en los próximos {aviso_dias(plan)} días", _standing(plan, asked, "por_vencer"), plan),
        "\n".join(["Adjuntos:", *(f"- {name}: {_WHAT[name.rpartition('.')[2]]}" for name in files)]),
    ]
    return "\n".join(head) + "\n\n" + "\n\n".join(body) + "\n"


_HOW = (
    "Le pedimos informar cómo va{}: en la hoja adjunta, de Excel o de Word, una fila por acción, "
    "elija su estado y escriba qué se hizo, la evidencia y los obstáculos. Una fila sin novedad puede quedar "
    "vacía."
)
_WHAT = {
    "xlsx": "la hoja para informar, en Excel o LibreOffice",
    "docx": "la misma hoja, en Word",
    "pdf": "lo que el plan pide a su institución, con sus fechas",
    "ics": "las fechas, para su calendario",
}


def _to(plan: Plan, ident: str) -> Iterator[str]:
    body = plan.institucion_by_id.get(ident)
    contacto = (body.contacto or "") if body else ""
    if destino(contacto):
        yield f"Para: {contacto}"


def _list(titulo: str, asked: Sequence[Pedido], plan: Plan) -> Iterator[str]:
    if asked:
        lines = (
            f"- {each.accion.id} ({fecha_label(day)}): {_line(each.accion.texto)}"
            for each in asked
            if (day := due(plan, each.accion).fecha)
        )
        yield "\n".join([f"{titulo}:", *lines])


def _line(text: str) -> str:
    return printable(" ".join(text.split()))
