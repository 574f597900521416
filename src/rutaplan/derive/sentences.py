"""sentences: the sentences that a group says in the plenary, of its plan as it is.

No text is shortened and no action is chosen: titulo_breve stands for a text where the group wrote one.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rutaplan.derive import (
    count_niveles,
    enumerate_words,
    heading_of,
    institucion_label,
    known,
    nivel_name,
    plazo_label,
    plural,
)
from rutaplan.derive.speech import as_said, seconds_of
from rutaplan.derive.undecided import campo_label, missing_counts
from rutaplan.derive.vencimiento import vence_label
from rutaplan.model import SILENCIOS, Accion, Grupo
from rutaplan.plan import Plan
from rutaplan.suggest import fold

MAX_COINCIDENCES = 4
TO_WRITE = 3
"""How many lines are left to write prioridades on."""
SIN_PRIORIDADES = "El grupo no marcó prioridades. Si las decide, se escriben aquí y se dicen."


class Frase(NamedTuple):
    """A sentence of the script, as it is printed. seconds: at 150 words a minute; a note is not said."""

    texto: str
    seconds: float = 0.0


class Apartado(NamedTuple):
    """A part of the script. nota is printed and not said; renglones: how many lines there are to write on."""

    titulo: str
    lineas: tuple[Frase, ...]
    nota: str = ""
    renglones: int = 0

    @property
    def seconds(self) -> float:
        """How long it takes at 150 words a minute."""
        return sum(linea.seconds for linea in self.lineas)


def is_prioridad(accion: Accion) -> bool:
    """Whether the group itself marked it; somebody's proposal is not a mark."""
    return accion.prioridad is True and not accion.is_sugerido("prioridad")


class Voz:
    """Writes what one group says."""

    def __init__(self, plan: Plan, grupo: Grupo) -> None:
        self._plan, self._grupo = plan, grupo
        chosen = [accion for accion in plan.acciones if accion.grupo == grupo.id]
        self.acciones = [accion for accion in chosen if not accion.is_retirada]
        whole = [accion for accion in plan.enteras if accion.grupo == grupo.id and not accion.is_retirada]
        self._whole, self._some_marked = len(whole), any(map(is_prioridad, whole))
        self._many_ejes = len({accion.eje for accion in self.acciones}) > 1
        self._missing = {
            campo: count for campo, count in missing_counts(plan, self.acciones).items() if count
        }
        self._se_dice = {
            each.sigla: each.se_dice
            for each in reversed([*plan.institucion_by_id.values()])
            if each.sigla and each.se_dice
        }

    def _say(self, text: str) -> Frase:
        return Frase(text, seconds_of(as_said(text, self._se_dice)))

    def label(self, accion: Accion) -> str:
        """Name an action aloud: acción 6, nacional; with its eje where the group has several."""
        return f"acción {self._short_label(accion, ', ')}"

    def _short_label(self, accion: Accion, comma: str = " ") -> str:
        eje = f"{comma}de {_inside(self._plan.nombre('eje', accion.eje))}" if self._many_ejes else ""
        return f"{accion.numero}{comma}{self._nivel(accion.nivel)}{eje}"

    def front(self, marked: Sequence[Accion], count: int, *, brief: bool = False) -> list[Apartado]:
        """All that is said, with the first of the prioridades. brief: the counts, in fewer words."""
        coincidences = self.coincidences(MAX_COINCIDENCES if not brief else 0)
        partes = (
            self.greeting(), self.counts(), self.families(brief=brief), self.priorities(marked, count),
            coincidences, self.pending(), self.request(),
        )  # fmt: skip
        return [parte for parte in partes if parte.lineas or parte.nota]

    def everything(self) -> list[Apartado]:
        """All that is said, with every action."""
        partes = (
            self.greeting(), self.counts(), *self.readings(),
            self.coincidences(MAX_COINCIDENCES), self.pending(), self.request(),
        )  # fmt: skip
        return [parte for parte in partes if parte.lineas]

    def greeting(self) -> Apartado:
        """Greet the chair and the delegations, and say who speaks of what."""
        grupo, eje = self._grupo, self._plan.eje_by_id.get(self._grupo.eje)
        hello = "Saludamos a la presidencia y a las delegaciones."
        who = f"{', '.join(filter(None, (f'Habla el grupo {grupo.numero}', known(grupo.nombre))))}."
        work = f" Eje de trabajo: {_stopped(heading_of(eje))}" if eje else ""
        return Apartado("Saludo", (self._say(f"{hello} {who}{work}"),))

    def counts(self) -> Apartado:
        """Count what is proposed, by nivel; a part of the group's actions is told as one."""
        return Apartado("Propuesta", (self._say(self._count_line()),))

    def _count_line(self) -> str:
        total, niveles = len(self.acciones), {accion.nivel for accion in self.acciones}
        if not total and self._whole:
            return "Ninguna de nuestras acciones está entre las que se pidieron para esta hoja."
        if not total:
            return "El grupo todavía no tiene acciones anotadas."
        verb = f"De nuestras {self._whole} acciones, presentamos" if self._whole > total else "Proponemos"
        if len(niveles) > 1:
            return f"{verb} {total} acciones: {count_niveles(self._plan, self.acciones)}."
        name = self._nivel(niveles.pop())
        return f"{verb} {f'{total} acciones, todas' if total > 1 else 'una acción,'} a nivel {name}."

    def families(self, *, brief: bool = False) -> Apartado:
        """Count each nivel's actions by the familia of their first tema: the sum is the nivel's."""
        title = "Familias"
        if not any(map(self._familia, self.acciones)):
            of = "La acción todavía no tiene" if len(self.acciones) == 1 else "Las acciones todavía no tienen"
            return Apartado(title, (self._say(f"{of} tema."),) if self.acciones else ())
        niveles = [*self._by_nivel(self.acciones)]
        lines = [
            f"A nivel {self._nivel(ident)}, {len(own)}: {self._by_familia(own)}." for ident, own in niveles
        ]
        if brief and len(niveles) > 1:
            where = enumerate_words([self._nivel(ident) for ident, _ in niveles])
            lines = [f"A nivel {where}, en ese orden: {self._by_familia(*[own for _, own in niveles])}."]
        lines[0] = f"Por familias de temas, {_inside(lines[0])}"
        lines[-1] += self._proposed()
        return Apartado(title, tuple(map(self._say, lines)))

    def _by_nivel(self, acciones: Sequence[Accion]) -> Iterator[tuple[str, list[Accion]]]:
        for ident in dict.fromkeys((*self._plan.nivel_by_id, *(each.nivel for each in acciones))):
            own = [accion for accion in acciones if accion.nivel == ident]
            if own:
                yield ident, own

    def _proposed(self) -> str:
        """Say that temas are only proposed, while they are."""
        told = [accion for accion in self.acciones if self._familia(accion)]
        count = sum(accion.is_sugerido("temas") for accion in told)
        some = "" if count == len(told) else f" de {plural(count, 'acción', 'acciones')}"
        return f" Los temas{some} son una sugerencia que el grupo no ha adoptado." if count else ""

    def _by_familia(self, *niveles: Sequence[Accion]) -> str:
        """Count some actions, or those of each nivel one after the other, by familia."""
        counts = [Counter(map(self._familia, own)) for own in niveles]
        familias = self._plan.catalogos.familias.items()
        names = {**{ident: f"de {_inside(each.nombre)}" for ident, each in familias}, "": "sin tema"}
        return "; ".join(
            f"{enumerate_words([str(count[ident]) for count in counts])} {name}"
            for ident, name in names.items()
            if any(count[ident] for count in counts)
        )

    def _familia(self, accion: Accion) -> str:
        """The familia of an action's first tema; nothing if it has none."""
        tema = self._plan.catalogos.temas.get((accion.temas or ("",))[0])
        return tema.familia if tema and tema.familia in self._plan.catalogos.familias else ""

    def _nivel(self, ident: str) -> str:
        nivel = self._plan.nivel_by_id.get(ident)
        return nivel_name(nivel) if nivel else ident

    def priorities(self, marked: Sequence[Accion], count: int) -> Apartado:
        """Say the first of the prioridades; or, if the group has none, leave room to write them."""
        title = "Prioridades"
        if not marked:
            open_ = self.acciones and not self._some_marked
            return Apartado(title, (), SIN_PRIORIDADES if open_ else "", TO_WRITE if open_ else 0)
        lead = "Señalamos una prioridad." if len(marked) == 1 else f"Señalamos {len(marked)} prioridades."
        if count < len(marked):
            first = "la primera" if count == 1 else f"las {count} primeras"
            where = f"decimos {first}, en el orden del formulario" if count else "están en el reverso"
            lead = f"{lead[:-1]}; {where}."
        return Apartado(
            title, (self._say(lead), *(self._line(each, self.label(each)) for each in marked[:count]))
        )

    def readings(self) -> Iterator[Apartado]:
        """Read every action: the prioridades first, then the others of each nivel."""
        marked = [accion for accion in self.acciones if is_prioridad(accion)]
        if marked:
            yield self.priorities(marked, len(marked))
        others = [each for each in self.acciones if not is_prioridad(each)]
        for ident, own in self._by_nivel(others):
            where = f"a nivel {self._nivel(ident)}"
            lead = f"{'Otras acciones' if marked else 'Acciones'} {where}."
            lines = (self._line(each, f"acción {each.numero}") for each in own)
            yield Apartado(_titled(where), (self._say(lead), *lines))

    def _line(self, accion: Accion, label: str) -> Frase:
        """Say an action. A titulo_breve or a responsable only proposed is not said."""
        breve = "" if accion.is_sugerido("titulo_breve") else accion.breve
        parts = [f"{_titled(label)}.", _stopped(" ".join((breve or accion.texto).split()))]
        if isinstance(accion.plazo_meses, int):
            vence = vence_label(self._plan, accion)
            until = f", hasta el {vence}" if vence else ""
            parts.append(f"Plazo: {plazo_label(accion.plazo_meses)}{until}.")
        responsable = accion.responsable
        if responsable and responsable not in SILENCIOS and not accion.is_sugerido("responsable"):
            parts.append(f"Responsable: {institucion_label(self._plan, responsable)}.")
        return self._say(" ".join(parts))

    def coincidences(self, most: int) -> Apartado:
        """Say how many texts stand, the same, at more than one nivel, and name so many of them."""
        alike: dict[str, dict[str, Accion]] = {}
        for accion in self.acciones:
            alike.setdefault(fold(accion.texto), {}).setdefault(accion.nivel, accion)
        found = [niveles.values() for niveles in alike.values() if len(niveles) > 1]
        times = plural(len(found), "acción tiene", "acciones tienen")
        said = f"{times} el mismo texto en más de un nivel"
        named = [enumerate_words([f"la {self._short_label(each)}" for each in same]) for same in found[:most]]
        rest = len(found) - len(named)
        if named:
            said += f": {'; '.join([*named, *([f'y {rest} más'] if rest else [])])}"
        return Apartado("Coinciden", (self._say(f"{said}."),) if found else ())

    def pending(self) -> Apartado:
        """Say what is undecided of what the workshop asks for."""
        return Apartado("Por definir", (self._say(self._pending_line()),) if self.acciones else ())

    def _pending_line(self) -> str:
        total = len(self.acciones)
        if not self._missing:
            return f"En {'esta acción' if total == 1 else 'estas acciones'} no queda nada por definir."
        (first, count), *others = self._missing.items()
        of_all = f"{count} de {total} acciones" if total > 1 else "la acción"
        parts = [f"{campo_label(first)}, en {of_all}"]
        parts += [f"{campo_label(campo)}, en {number if total > 1 else 'ella'}" for campo, number in others]
        return f"Falta definir: {'; '.join(parts)}."

    def request(self) -> Apartado:
        """Say what is asked of the plenary."""
        asked = "sus observaciones"
        if not self._whole:
            asked = "sus propuestas de acciones para este eje"
        elif self._missing:
            asked += (
                f", y su ayuda para definir {enumerate_words([campo_label(each) for each in self._missing])}"
            )
        return Apartado("Petición", (self._say(f"Pedimos a la plenaria {asked}. Muchas gracias."),))


def _stopped(text: str) -> str:
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


def _titled(text: str) -> str:
    return text[:1].upper() + text[1:]


def _inside(name: str) -> str:
    """A name inside a sentence; one that begins in capitals, as a sigla does, stays."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
