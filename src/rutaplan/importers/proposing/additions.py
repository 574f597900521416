"""additions: the actions of a document that the plan does not have."""

from collections.abc import Mapping
from functools import cached_property

from rutaplan.derive.alike import stems
from rutaplan.derive.huella import huella
from rutaplan.edit.setting import Valor
from rutaplan.importers.account import Claim, Fate
from rutaplan.importers.meanings.headings import Places
from rutaplan.importers.pieces import Cell, flat
from rutaplan.importers.proposing.proposal import NewAccion, Proposal
from rutaplan.importers.proposing.typed_cells import FIXED, Cells, refused
from rutaplan.importers.recognisers.reading import PLACES, Entry
from rutaplan.model import POR_DEFINIR, SILENCIOS
from rutaplan.plan import Plan, by_key
from rutaplan.printable import quoted

_MENDS = {
    "eje": "añada una columna «Eje»",
    "nivel": "añada una columna «Nivel»",
    "grupo": "escriba encima de la tabla su título, como «GRUPO 1»",
}
_SHIFTED = "su texto es el nombre de un eje: ponga cada celda de su fila bajo el título que le toca"
CUT, MIN_STEMS, MAX_COMPARISONS = 0.75, 4, 500_000
"""How many of their stems two texts share that may be one action; how many a text needs; when to stop."""


class Additions:
    """Proposes new actions."""

    def __init__(self, plan: Plan, places: Places, cells: Cells, result: Proposal) -> None:
        self.plan, self.places, self.cells = plan, places, cells
        self.result, self.notes = result, result.notes
        self.alike = _Alike(plan)
        self.new: dict[tuple[str, ...], str] = {}
        self.made = {each.id: each.eje for each in result.reading.groups}

    def add(self, entry: Entry) -> None:
        """Propose an action, or tell why it cannot be one."""
        missing = self._missing(entry)
        if missing:
            self.notes.tell(entry, f"acción nueva sin ubicar: {missing}")
            return
        valores: dict[str, Valor] = {
            "eje": entry.eje, "nivel": entry.nivel, "grupo": entry.grupo,
            "texto": "", "plazo_meses": POR_DEFINIR, "instituciones": POR_DEFINIR,
        }  # fmt: skip
        claims: list[Claim] = []
        notes: list[str] = []
        notices = list(dict.fromkeys(entry.said))
        for campo in entry.cells:
            self._field(entry, campo, valores, claims, notes)
        if not valores["texto"]:
            return
        if self.places.eje(str(valores["texto"])):
            self.notes.tell(entry, _SHIFTED)
            return
        if notes:
            valores["notas"] = " ".join(filter(None, (str(valores.get("notas", "")), *notes)))
        here = (entry.eje, entry.nivel, entry.grupo, flat(str(valores["texto"])))
        if here in self.new:
            reason = f"repite la acción nueva de {self.new[here]}, más arriba"
            self.notes.tell(entry, reason)
            return
        alike = self.alike.find(entry.eje, entry.nivel, str(valores["texto"]))
        if alike:
            notices.append(f"se parece a {alike}; si es la misma, cambie su texto y no la lleve de nuevo")
        copied = self._ident_by_mark.get(entry.mark)
        if copied:
            notices.append(f"su huella es de {copied}; si es la misma, escriba ese id en su fila")
        self.new[here] = entry.place
        self.result.new.append(NewAccion(valores, entry.place, tuple(notices), tuple(claims), entry.pieces))

    @cached_property
    def _ident_by_mark(self) -> Mapping[str, str]:
        return {mark: each.id for each in self.plan.acciones for mark in (huella(each), huella(each, ()))}

    def _field(
        self, entry: Entry, campo: str, valores: dict[str, Valor], claims: list[Claim], notes: list[str]
    ) -> None:
        """Read a field of a new action into its values, what claims them, and what to note."""
        cell = entry.cells[campo]
        if campo in PLACES:
            self._place(campo, cell, claims)
        elif campo in {"id", "huella"}:  # a row that was copied, and its id taken out
            self.cells.know_mark(entry, campo, cell)
        elif campo in FIXED:
            self.notes.unread(
                cell, f"lo escrito en la columna {FIXED[campo].capitalize()} no se lleva al plan"
            )
        elif campo == "texto" or cell.text or refused(cell):
            read = self.cells.read(campo, cell, "acción nueva", self._countries(entry))
            if campo == "texto" and read.value in SILENCIOS:
                self.notes.tell(cell, "acción nueva: nadie ha decidido su texto")
            elif read.value is not None:
                valores[campo] = read.value
            claims.append(Claim(Fate.TAKEN, cell.lines, read.covers))
            notes += [read.note] if read.note else []

    def _countries(self, entry: Entry) -> tuple[str, ...]:
        """The countries that the row itself names."""
        cell = entry.cells.get("paises")
        found = self.cells.values.read("paises", cell).value if cell else None
        return tuple(map(str, found)) if isinstance(found, tuple) else ()

    def _place(self, campo: str, cell: Cell, claims: list[Claim]) -> None:
        if self.places.find(campo, cell.text) or (campo == "grupo" and self.places.heading(cell.text)):
            claims.append(Claim(Fate.TAKEN, cell.lines, self.places.said(campo, cell.text)))
        elif cell.text:
            self.notes.tell(cell, f"{quoted(cell.text)} no es un {campo} del plan")

    def _missing(self, entry: Entry) -> str:
        """Tell why nobody can say where a new action belongs; nothing if it is known."""
        missing = [name for name in PLACES if not getattr(entry, name)]
        missing += ["eje"] if entry.eje and entry.eje not in self.plan.eje_by_id else []
        if "texto" not in entry.cells or missing:
            mends = (self._mend(name, entry.typed(name)) for name in missing)
            return f"el documento no dice {' ni '.join(missing) or 'el texto'}{''.join(mends)}"
        group = self.plan.grupo_by_id.get(entry.grupo)
        eje = self.plan.eje_of(group) if group else self.made.get(entry.grupo, entry.eje)
        is_other = eje != entry.eje
        return f"el grupo {entry.grupo} es del eje {eje}, y la acción del eje {entry.eje}" if is_other else ""

    def _mend(self, kind: str, text: str) -> str:
        """Say what to write where a row does not say its place, or names one that the plan does not have."""
        if not text:
            return f"; {_MENDS[kind]}"
        known = ", ".join(map(str, self.plan.by_kind[kind])) or "ninguno"
        whole = f"Grupo {text}" if self.places.heading(f"Grupo {text}") else ""
        as_new = f"; si es nuevo, escriba {quoted(whole or 'Grupo 1')}{'' if whole else ', con su número'}"
        return f"; {quoted(text)} no es un {kind} del plan (hay: {known}){as_new if kind == 'grupo' else ''}"


class _Alike:
    """Finds the most similar text of an eje and a nivel, while there is time to look."""

    def __init__(self, plan: Plan) -> None:
        self._by_place = by_key(
            ((each.eje, each.nivel), (each.id, stems(each.texto))) for each in plan.acciones
        )
        self._left = MAX_COMPARISONS

    def find(self, eje: str, nivel: str, text: str) -> str:
        """Give the id of the action that shares most words with a text, if nearly all; or nothing."""
        own = stems(text)
        others = self._by_place.get((eje, nivel), ())
        self._left -= len(others)
        if len(own) < MIN_STEMS or self._left < 0:
            return ""
        shared = [(len(own & other) / len(own | other), ident) for ident, other in others]
        best = max(shared, default=(0.0, ""))
        return best[1] if best[0] >= CUT else ""
