"""diferencias: what is another of an action, of a group or of an entry, a sentence each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rutaplan.derive import estado_words, fecha_breve, plazo_label, plural, silencio_label
from rutaplan.derive.comparing import Changed, FieldChange
from rutaplan.derive.facts import spoken
from rutaplan.derive.involved import involucrada_label
from rutaplan.derive.vencimiento import due
from rutaplan.model import SILENCIOS, Accion, Registro, fields
from rutaplan.model.accion import Acuerdo
from rutaplan.model.fields import Campo
from rutaplan.plan import Plan
from rutaplan.views.fila import retirada_label

_OWN = {"id", "texto", "plazo_meses", "plazo_desde", "instituciones", "estado", "estado_desde", "motivo"}


@dataclass(frozen=True, slots=True)
class Diferencias:
    """Tells changes from one plan to another, in whose words each value is said."""

    antes: Plan
    ahora: Plan

    def of(self, each: Changed) -> Iterator[str]:
        """The changes of an action, but for its texts, which are told word by word."""
        parts = (
            self._plazo(each),
            *self._instituciones(each),
            *self._estado(each),
            *self._others(each),
            avances_label(each),
        )
        return (part if part.endswith((".", "…")) else f"{part}." for part in parts if part)

    def _plazo(self, each: Changed) -> str:
        """The months, from and to, and the day on which they end now."""
        months, since = each.by_campo.get("plazo_meses"), each.by_campo.get("plazo_desde")
        if not months and not since:
            return ""
        before, after = due(self.antes, each.antes).fecha, due(self.ahora, each.ahora).fecha
        moved = f"vence el {dia(after)}" if after else ""
        if before and after and before != after:
            moved = f"vence: {dia(before)} → {dia(after)}"
        said = [_from_to(plazo_label(months.antes), plazo_label(months.ahora))] if months else []
        said += [f"desde: {_from_to(*self._both(since, fields(Accion)['plazo_desde']))}"] if since else []
        return f"Plazo: {', '.join([*said, *filter(None, [moved])])}"

    def _instituciones(self, each: Changed) -> Iterator[str]:
        """Those that came in, and those that went out."""
        change = each.by_campo.get("instituciones")
        if change is None:
            return
        old, new = _names(change.antes), _names(change.ahora)
        came = [ident for ident in new if ident not in {*old, *SILENCIOS}]
        gone = [ident for ident in old if ident not in {*new, *SILENCIOS}]
        if came:
            names = "; ".join(involucrada_label(self.ahora, each.ahora, ident) for ident in came)
            yield f"{'Entra' if len(came) == 1 else 'Entran'}: {names}"
        if gone:
            names = "; ".join(involucrada_label(self.antes, each.antes, ident) for ident in gone)
            yield f"{'Sale' if len(gone) == 1 else 'Salen'}: {names}"
        for ident in SILENCIOS:
            if ident in new and ident not in old:
                yield f"Instituciones: {silencio_label(ident)}"
            elif ident in old and ident not in new and not came:  # who comes in says it already
                yield f"Instituciones: ya no queda {silencio_label(ident)}"

    def _others(self, each: Changed) -> Iterator[str]:
        """The other fields, by their titles."""
        for change in each.cambios:
            campo = fields(Accion)[change.campo]
            if change.campo not in _OWN and not is_reworded(campo, change):
                yield f"{campo.titulo}: {_from_to(*self._both(change, campo))}"

    def _estado(self, each: Changed) -> list[str]:
        """What was decided of it, with the reason."""
        names = [name for name in ("estado", "estado_desde", "motivo") if name in each.by_campo]
        if names and each.ahora.is_retirada:
            return [retirada_label(each.ahora)]
        told = ((fields(Accion)[name], each.by_campo[name]) for name in names)
        return [f"{campo.titulo}: {_from_to(*self._both(change, campo))}" for campo, change in told]

    def _both(self, change: FieldChange, campo: Campo) -> tuple[str, str]:
        """Both values, in words."""
        return _said(self.antes, change.antes, campo), _said(self.ahora, change.ahora, campo)

    def entry(self, record: type[Registro], change: FieldChange) -> str:
        """A change of a group, of the workshop or of an entry of a catalogue."""
        if change.campo == "id":
            if change.antes is None:
                return "Es nuevo"
            return "Ya no está" if change.ahora is None else f"Ahora es {change.ahora}"
        campo = fields(record)[change.campo]
        return f"{campo.titulo}: {_from_to(*self._both(change, campo))}"


def avances_label(each: Changed) -> str:
    """How many reports came, and what the last one says."""
    came = sorted(each.avances.llegados, key=lambda report: report.fecha)
    if not came:
        return ""
    last, count = came[-1], plural(len(came), "avance", "avances")
    when = f"{dia(last.fecha)}, {estado_words(last.estado)}"
    return f"{count}: {when}" if len(came) == 1 else f"{count}; el último, {when}"


def _said(plan: Plan, value: Any, campo: Campo) -> str:  # noqa: ANN401 - any value of YAML
    """A value in words, as short as a line of changes asks for."""
    if isinstance(value, bool):
        return "sí" if value else "no"
    if isinstance(value, Acuerdo):
        return ", ".join((silencio_label(value.documento), dia(value.fecha)))
    return dia(value) if isinstance(value, date) else spoken(plan, value, campo.kind)


def is_reworded(campo: Campo, change: FieldChange) -> bool:
    """Whether a free text is in other words, and neither new nor gone nor a silence."""
    both = (change.antes, change.ahora)
    return campo.is_text and all(isinstance(each, str) and each not in SILENCIOS for each in both)


def dia(day: date | str) -> str:
    """A day, or the silence in its place."""
    try:
        return fecha_breve(date.fromisoformat(str(day)))
    except ValueError:
        return silencio_label(str(day))


def _names(value: Any) -> Sequence[str]:  # noqa: ANN401 - a list of ids, or what stands there
    return value if isinstance(value, tuple) else ()


def _from_to(before: str, after: str) -> str:
    if not before:
        return after
    return f"{before} → {after}" if after else f"{before} → (se quitó)"
