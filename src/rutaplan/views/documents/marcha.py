"""marcha: how a plan goes at a cut-off date: what is done, what is late, who said so, and who is asked."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rutaplan.derive import count_acciones, estado_words, fecha_breve, known, nivel_name, plural
from rutaplan.derive.mentions import discreet
from rutaplan.derive.pedidos import followed, pedidos
from rutaplan.derive.seguimiento import CUMPLIDA, SIN_REPORTE, Seguimiento
from rutaplan.derive.standing import AVANCES, whole
from rutaplan.derive.vencimiento import aviso_dias, day_of, due, sin_base, vencimiento
from rutaplan.model import Accion, Avance
from rutaplan.plan import Plan
from rutaplan.views.bloques import ID, Barras, Bloque, Columna, Parrafo, Titulo, Trama, parrafos
from rutaplan.views.columnas import below, column
from rutaplan.views.documents.informe import (
    COMO_LLENAR,
    DOCUMENTO,
    NADIE,
    acuerdo_label,
    avance_label,
    build_tabla,
    titulo_al_corte,
)
from rutaplan.views.encabezado import encabezado_al_corte
from rutaplan.views.fila import Filas
from rutaplan.views.pagina import (
    Pagina,
    cabeza,
    make_barras,
    make_cuadro,
    make_pagina,
    respuesta,
    sin_acciones,
)
from rutaplan.views.placing import Placed, make_tabla, plain
from rutaplan.views.retiradas import build_retiradas, vigentes

_INFORMES: tuple[Placed[tuple[Accion, str, Avance]], ...] = (
    plain(ID, lambda _, row: row[0].id),
    plain(Columna("Institución", 45), lambda filas, row: filas.label(row[1])),
    plain(Columna("Informa", 30, campo="estado"), lambda _, row: estado_words(row[2].estado).capitalize()),
    plain(Columna("Fecha"), lambda _, row: fecha_breve(row[2].fecha), en="estado"),
    plain(Columna("Qué se hizo", campo="hecho"), lambda filas, row: discreet(filas.plan, row[2].texto)),
    plain(
        Columna("Obstáculos"), lambda filas, row: discreet(filas.plan, row[2].obstaculos or ""), en="hecho"
    ),
    plain(
        Columna("Evidencia", 62),
        lambda filas, row: "\n".join(discreet(filas.plan, each) for each in row[2].evidencia or ()),
    ),
)
"""What is told of a report: of which action, by whom."""
TRAMAS: Mapping[str, Trama] = {
    CUMPLIDA: "lleno",
    "en_ejecucion": "rayado",
    "en_parte": "rayado",
    "suspendida": "punteado",
}
"""How the bar of each is filled; that of any other is empty."""
COMO_SE_CUENTA = (
    "De cada acción informa su responsable o, si no lo hay, cada institución que nombra; cuenta el último "
    "informe de cada una hasta la fecha de corte, y una acción está cumplida cuando todas lo dicen."
)


def build_seguimiento(plan: Plan) -> Pagina:
    """Lay out how the plan goes, and then the table in which institutions say how it goes on."""
    filas, corte = Filas(vigentes(plan)), day_of(plan)
    marcha = _Marcha(filas)
    encabezado = encabezado_al_corte(plan)
    asked = tuple(pedidos(filas.plan, corte))
    table = (Titulo("Tabla para informar"), Parrafo(COMO_LLENAR), *respuesta(encabezado))
    return make_pagina(
        filas,
        DOCUMENTO,
        (
            *marcha.blocks(),
            *build_retiradas(filas, plan.acciones, huellas=False),
            *((*table, build_tabla(filas, asked)) if asked else parrafos(NADIE if plan.acciones else "")),
        ),
        COMO_SE_CUENTA,
        encabezado=encabezado,
        nombre=titulo_al_corte(plan),
        cabeza=(Parrafo(encabezado.titulo, "fuerte"), *cabeza(encabezado, marcha.counts())),
        vacia=sin_acciones(plan),
        ancha=True,
    )


class _Marcha:
    """Writes the parts of the page, from what was reported of each action."""

    def __init__(self, filas: Filas) -> None:
        self.filas, self.plan, self.corte = filas, filas.plan, day_of(filas.plan)
        self.found: Mapping[str, Seguimiento] = {
            accion.id: found for accion, found in followed(self.plan, self.corte)
        }
        self.where = {each.id: vencimiento(self.plan, each, self.corte) for each in self.plan.acciones}

    def counts(self) -> str:
        """Sum it all up in a line."""
        where = Counter(self.where.values())
        done = sum(each.estado == CUMPLIDA for each in self.found.values())
        late = plural(where["vencida"], "vencida", "vencidas")
        soon = f"{where['por_vencer']} por vencer en {aviso_dias(self.plan)} días"
        done_words = plural(done, "cumplida", "cumplidas")
        return f"{count_acciones(self.plan, self.plan.acciones)}. {done_words}, {late}, {soon}."

    def blocks(self) -> Iterator[Bloque]:
        """The parts that say something."""
        if not self.plan.acciones:
            return
        title, counts = self._cuadro()
        yield from (title, self._barras(), counts)
        yield from self._late("Vencidas", "vencida", "Venció")
        yield from self._late(f"Vencen en {aviso_dias(self.plan)} días", "por_vencer", "Vence")
        yield from parrafos(*sin_base(self.plan), estilo="discreto")
        yield from self._reports()
        yield from self._countries()

    def _parts(self) -> Iterator[tuple[str, Counter[str]]]:
        """What is reported of the actions of each eje and nivel that has any, by how it is told."""
        for eje in self.plan.taller.ejes:
            for nivel in self.plan.taller.niveles:
                own = self.plan.by_eje(eje.id, nivel.id)
                if own:
                    name = f"{eje.nombre}, nivel {nivel_name(nivel)}"
                    yield name, Counter(whole(self.found[each.id]) for each in own)

    def _used(self) -> list[str]:
        there = {whole(each) for each in self.found.values()}
        return [each for each in AVANCES if each in there]

    def _barras(self) -> Barras:
        used = self._used()
        return make_barras(
            {
                name: [(AVANCES[each], counts[each], TRAMAS.get(each, "vacio")) for each in used]
                for name, counts in self._parts()
            }
        )

    def _cuadro(self) -> tuple[Bloque, ...]:
        used = self._used()
        rows = [(name, [counts.total(), *(counts[each] for each in used)]) for name, counts in self._parts()]
        columns = ("Eje y nivel", "Acciones", *(AVANCES[each] for each in used))
        return make_cuadro("Qué se informa, por eje y nivel", columns, rows)

    def _late(self, titulo: str, where: str, when: str) -> Iterator[Bloque]:
        """The actions that stand somewhere, the earliest first, with who has not said that they are done."""
        own = [each for each in self.plan.acciones if self.where[each.id] == where]
        own.sort(key=lambda each: due(self.plan, each).fecha or self.corte)
        if own:
            titulo = f"{titulo}: {plural(len(own), 'acción', 'acciones')}"
            columns: tuple[Placed[Accion], ...] = (
                column("id"),
                column("texto"),
                below("texto", "llamada"),
                replace(column("vence"), columna=Columna(when, 38, campo="vence")),
                plain(Columna("Acordado"), lambda _, each: acuerdo_label(each), en="vence"),
                plain(Columna("Quién no informa que cumplió", 80), lambda _, each: self._owed(each)),
            )
            yield from (Titulo(titulo), make_tabla(self.filas, titulo, columns, own))

    def _owed(self, accion: Accion) -> str:
        owed = [
            f"{self.filas.label(ident)}: {self._said(avance)}"
            for ident, avance in self.found[accion.id].avances.items()
            if not (avance and avance.estado == CUMPLIDA)
        ]
        return "\n".join((*owed, *self.found[accion.id].sin)) or "no se sabe a quién se pide"

    def _said(self, avance: Avance | None) -> str:
        return avance_label(avance).lower()

    def _reports(self) -> Iterator[Bloque]:
        """The last report of each body, with its evidence; of those who were not asked too."""
        rows = [
            (accion, ident, avance)
            for accion in self.plan.acciones
            for told in (self.found[accion.id].avances, self.found[accion.id].otros)
            for ident, avance in told.items()
            if avance
        ]
        if rows:
            titulo = f"Último informe de cada institución: {len(rows)}"
            yield from (Titulo(titulo), make_tabla(self.filas, titulo, _INFORMES, rows))
        else:
            yield Parrafo("Hasta la fecha de corte no hay informes.", "aviso")

    def _countries(self) -> Iterator[Bloque]:
        """For each nivel, the actions asked of bodies of countries: a column a country."""
        for nivel in self.plan.taller.niveles:
            own = [each for each in self.plan.acciones if each.nivel == nivel.id]
            told = {each.id: self._by_country(each) for each in own}
            there = {code for each in told.values() for code in each}
            codes = [code for code in self.plan.catalogos.paises if code in there]
            if codes:
                titulo = f"Nivel {nivel_name(nivel)}: último estado que informa cada país"
                columns = (plain(ID, lambda _, ident: ident), *(self._pais(code, told) for code in codes))
                rows = [ident for ident, each in told.items() if each]
                yield from (Titulo(titulo), make_tabla(self.filas, titulo, columns, rows))

    def _pais(self, code: str, told: Mapping[str, Mapping[str, Sequence[str]]]) -> Placed[str]:
        name = self.plan.nombre("pais", code)
        return plain(Columna(name), lambda _, ident: "\n".join(told[ident].get(code, ())))

    def _by_country(self, accion: Accion) -> Mapping[str, Sequence[str]]:
        """What the bodies of each country say; each by its name where a country has several."""
        found: dict[str, list[tuple[str, str]]] = {}
        for ident, avance in self.found[accion.id].avances.items():
            body = self.plan.institucion_by_id.get(ident)
            if body and body.pais:
                said = estado_words(avance.estado if avance else SIN_REPORTE)
                found.setdefault(body.pais, []).append((known(body.sigla) or body.en_espanol, said))
        return {
            code: [said if len(each) == 1 else f"{name}: {said}" for name, said in each]
            for code, each in found.items()
        }
