"""bodies: the institutions of a plan, looked up: which ones a word means, and how each format gives them."""

from collections.abc import Callable, Mapping, Sequence

from rutaplan.cli import NoPlan, terminal
from rutaplan.cli.as_json import record_values
from rutaplan.derive import plural
from rutaplan.derive.involved import tipo_named
from rutaplan.derive.named import candidates
from rutaplan.derive.titles import plain
from rutaplan.model import Institucion
from rutaplan.plan import Plan
from rutaplan.printable import csv_text, json_text, quoted
from rutaplan.suggest import fold, mend

_TITLES = ("Id", "Sigla", "Nombre", "País", "Tipo")
_CSV = ("sigla", "nombre", "pais", "ambito", "tipo", "vigente_hasta", "sucesora", "confianza")


def list_bodies(plan: Plan, word: str, formato: str, separator: str) -> None:
    """Print the institutions that a word means: a country, a type, a sigla, an id, or words of a name."""
    if formato not in _FORMATS:
        raise NoPlan(f"--instituciones no tiene el formato {formato} (hay: {', '.join(_FORMATS)}).")
    chosen = _chosen(plan, word)
    if not chosen and word:
        known = (*plan.institucion_by_id, *plan.ids_by_sigla, *_names(plan))
        raise NoPlan(
            f"--instituciones: no hay {quoted(word)}{mend(word, known)}; se busca por país, sigla, tipo o "
            "palabras del nombre, y sin nada salen todas."
        )
    terminal.write(_FORMATS[formato](plan, chosen, separator))
    part = f"{len(chosen)} de " if len(chosen) < len(plan.institucion_by_id) else ""
    terminal.tell(part + plural(len(plan.institucion_by_id), "institución", "instituciones"))


def _chosen(plan: Plan, word: str) -> list[str]:
    known, paises = plan.institucion_by_id, plan.catalogos.paises
    pais = candidates(word, {code: each.nombre for code, each in paises.items()}, {})
    tipo = tipo_named(plan, word)
    own = candidates(word, dict.fromkeys(known, ""), plan.ids_by_sigla) if word else []
    if pais or tipo:
        return [ident for ident, each in known.items() if each.pais in pais or (tipo and each.tipo == tipo)]
    if own:
        return [ident for ident in known if ident in own]
    return [ident for ident, each in known.items() if plain(word) in fold("\n".join(_said(each)))]


def _names(plan: Plan) -> list[str]:
    kinds = ("pais", "tipo_institucion", "institucion")
    return [each.nombre for kind in kinds for each in plan.by_kind[kind].values()]


def _said(each: Institucion) -> list[str]:
    """All its names."""
    return [*filter(None, (each.sigla, each.nombre, each.nombre_es, *(each.otros_nombres or ())))]


def _tabla(plan: Plan, chosen: Sequence[str], _separator: str) -> str:
    rows = [_row(plan, ident) for ident in chosen]
    return terminal.table(_TITLES, rows, wide="Nombre") if rows else "El plan no tiene instituciones.\n"


def _row(plan: Plan, ident: str) -> tuple[str, ...]:
    each = plan.institucion_by_id[ident]
    where = plan.nombre("pais", each.pais) if each.pais else (each.ambito or "")
    return ident, each.sigla or "", each.en_espanol, where, plan.nombre("tipo_institucion", each.tipo)


def _csv(plan: Plan, chosen: Sequence[str], separator: str) -> str:
    rows = ([ident, *(getattr(plan.institucion_by_id[ident], key) or "" for key in _CSV)] for ident in chosen)
    return csv_text([("id", *_CSV), *rows], separator)


def _json(plan: Plan, chosen: Sequence[str], _separator: str) -> str:
    entries = [{"id": ident, **record_values(plan.institucion_by_id[ident])} for ident in chosen]
    return json_text({"formato": "rutaplan.instituciones", "version": 1, "instituciones": entries})


_FORMATS: Mapping[str, Callable[[Plan, Sequence[str], str], str]] = {
    "tabla": _tabla,
    "csv": _csv,
    "json": _json,
    "ids": lambda _plan, chosen, _separator: "".join(f"{ident}\n" for ident in chosen),
}
