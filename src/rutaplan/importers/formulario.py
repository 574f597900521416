"""formulario: the workshop's own form, as text or as Word tables, into a group and its actions.

Its table has a heading for each nivel over a column of actions and one of plazos and institutions. All
the actions of a nivel may stand in one cell, each a paragraph, or each in a row of its own.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rutaplan.importers.acciones import Columna, RowReader
from rutaplan.importers.lectura import Duda, Entrada, GrupoLeido, Lectura
from rutaplan.importers.personas import is_instruction, read_persona
from rutaplan.importers.rejilla import Casilla, Documento, Rejilla, casilla
from rutaplan.importers.renglones import ROTULO, as_tables, is_grupo, sin_marca
from rutaplan.importers.titulos import Titulos
from rutaplan.importers.ubicador import Ubicador
from rutaplan.plan import Plan
from rutaplan.suggest import fold

FORMULARIO = "formulario del taller"
_DEL_TALLER = {"objetivo": "objetivo", "objetivos": "objetivo", "dinamica": "dinamica"}


def read_formulario(documento: Documento, plan: Plan, titulos: Titulos, grupo: str = "") -> Lectura | None:
    """Read the form, with all of its groups; None if no table has a nivel over a column of actions."""
    reader = _Reader(plan, titulos, grupo)
    for block in as_tables(documento, titulos, Ubicador(plan)):
        reader.read(block)
    reader.end_group()
    if not reader.found:
        return None
    return Lectura(
        FORMULARIO,
        tuple(reader.entradas),
        dudas=tuple(reader.dudas),
        grupos=tuple(reader.grupos),
        taller={campo: casilla("\n".join(lines), lugar) for campo, (lugar, lines) in reader.taller.items()},
    )


@dataclass(slots=True)
class _Grupo:
    """A group while it is read; numero 0 before the form names one."""

    numero: int = 0
    nombre: str = ""
    lugar: str = ""
    id: str = ""
    eje: str = ""


class _Reader:
    """Goes through a form from top to bottom."""

    def __init__(self, plan: Plan, titulos: Titulos, dado: str) -> None:
        self.plan = plan
        self.titulos = titulos
        self.dado = dado
        self.ubicador = Ubicador(plan)
        self.found = False
        self.entradas: list[Entrada] = []
        self.dudas: list[Duda] = []
        self.grupos: list[GrupoLeido] = []
        self.taller: dict[str, tuple[str, list[str]]] = {}
        self.rotulo = ""
        self.grupo = _Grupo()
        self.gente: list[tuple[str, str, str]] = []
        self.pending: list[Entrada] = []
        self.niveles: list[str] = []
        self.columnas: tuple[Columna, ...] = ()
        self.rows = RowReader(self.ubicador)

    def read(self, block: Casilla | Rejilla) -> None:
        """Read a paragraph or a table."""
        if isinstance(block, Casilla):
            self._free(block)
            return
        self.columnas, self.niveles = (), self.niveles if len(set(self.niveles)) == 1 else []
        for fila in block.filas:
            self._row(fila)

    def end_group(self) -> None:
        """Give the actions read so far to their group."""
        if self.pending or self.gente or self.grupo.numero:
            ident = self._grupo_id()
            self.entradas += [replace(each, grupo=ident) for each in self.pending]
        self.pending, self.gente, self.grupo = [], [], _Grupo()

    def _row(self, fila: Sequence[Casilla]) -> None:
        cells = list({id(each): each for each in fila if each.texto}.values())
        niveles = [self.ubicador.nivel(each.texto) for each in fila]
        titles = [self.titulos.campos(each.texto) for each in fila]
        if len(cells) == 1 and (is_grupo(cells[0].texto) or ROTULO.match(fold(cells[0].texto))):
            self.columnas = ()
            self._free(cells[0])
        elif (
            cells
            and all(
                self.ubicador.nivel(each.texto) or self.titulos.campos(each.texto) == ("eje",)
                for each in cells
            )
            and any(niveles)
        ):
            self.niveles, self.columnas = _spread(niveles), ()
        elif any("texto" in each for each in titles) and any(self.niveles):
            self.columnas = self._columns(titles)
            self.found = True
        elif self.columnas:
            self._body(fila)
        elif self.rotulo == "participantes" and len(cells) > 1:
            self._people(list({id(each): each for each in fila}.values()))
        else:
            for each in cells:
                self._free(each)

    def _columns(self, titles: Sequence[tuple[str, ...]]) -> tuple[Columna, ...]:
        """Give each column its fields and its nivel: that of the heading over it, or the only one."""
        niveles = [*self.niveles, *[""] * len(titles)]
        if len(set(self.niveles)) == 1:
            niveles = self.niveles[:1] * len(titles)
        return tuple(
            Columna(campos, "" if "eje" in campos else nivel)
            for campos, nivel in zip(titles, niveles, strict=False)
        )

    def _body(self, fila: Sequence[Casilla]) -> None:
        entradas, dudas = self.rows.read(fila, self.columnas)
        self.dudas += dudas
        for each in entradas:
            self.grupo.eje = self.grupo.eje or each.eje
            self.pending.append(each)

    def _free(self, block: Casilla) -> None:
        """Read lines outside of the table of actions."""
        for linea in block.llenas:
            grupo = is_grupo(linea.texto)
            label = ROTULO.match(fold(linea.texto))
            if grupo:
                self.end_group()
                self.grupo = _Grupo(int(grupo[1]), grupo[2].strip(" .:-–—"), block.lugar)
                self.rotulo = self.rotulo if self.rotulo == "participantes" else ""
            elif label:
                self.rotulo = label[1]
                self._content(linea.texto[label.end() :].strip(), block)
            elif self.ubicador.nivel(linea.texto):
                self.niveles = [self.ubicador.nivel(linea.texto)]
            else:
                self._content(linea.texto, block)

    def _content(self, text: str, block: Casilla) -> None:
        """Keep what stands under a label."""
        if not text:
            return
        campo = _DEL_TALLER.get(self.rotulo)
        if campo:
            self.taller.setdefault(campo, (block.lugar, []))[1].append(sin_marca(text))
        elif self.rotulo == "participantes" and not is_instruction(text):
            self.gente.append(read_persona([text]))
        elif self.rotulo.startswith("eje"):
            self.grupo.eje = self.ubicador.eje(text) or self.grupo.eje
        elif self.rotulo == "ponente":
            self.dudas.append(Duda(block.lugar, "el ponente se escribe a mano en el archivo del grupo"))

    def _people(self, cells: Sequence[Casilla]) -> None:
        texts = [each.texto for each in cells]
        if not fold(texts[0]).startswith(("nombre", "no.", "n.º")):
            self.gente.append(read_persona(texts))

    def _grupo_id(self) -> str:
        """Find the group in the plan, by what the call says, its number or its eje; or make it."""
        grupo = self.grupo
        eje = grupo.eje or self.ubicador.eje(grupo.nombre)
        known = self.dado or next((g.id for g in self.plan.grupos if g.numero == grupo.numero), "")
        if not known and not grupo.numero:
            own = [each.id for each in self.plan.grupos if each.eje == eje]
            known = own[0] if len(own) == 1 else ""
        if known and not grupo.numero:
            grupo.numero = self.plan.grupo_by_id[known].numero
        eje = eje or (self.plan.grupo_by_id[known].eje if known else "")
        self.pending = [replace(each, eje=each.eje or eje) for each in self.pending]
        if not known and not (grupo.numero and eje):
            if self.gente:
                reason = "hay participantes, y no dice de qué grupo son"
                self.dudas.append(Duda(grupo.lugar or "el documento", reason))
            return ""
        ident = known or f"g{grupo.numero}-{_slug(grupo.nombre) or eje.replace('_', '-')}"
        if not known or self.gente:
            lugar, gente = grupo.lugar or "el documento", tuple(self.gente)
            self.grupos.append(GrupoLeido(ident, grupo.numero, grupo.nombre, eje, lugar, gente))
        return ident


def _spread(niveles: Sequence[str]) -> list[str]:
    """Let a heading reach over the columns to its right, up to the next one."""
    last, spread = "", []
    for nivel in niveles:
        last = nivel or last
        spread.append(last)
    return spread


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", fold(text)).encode("ascii", "ignore").decode()
    return "-".join(re.findall("[a-z0-9]+", plain))[:40].strip("-")
