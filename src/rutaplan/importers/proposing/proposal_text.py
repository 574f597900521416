"""proposal_text: a proposal as a person reads it before saying yes: what, where it was found, old and new."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from rutaplan.derive import institucion_label, plural
from rutaplan.edit.setting import Valor
from rutaplan.importers.account import Account, Fate, Told
from rutaplan.importers.meanings.persons import veiled
from rutaplan.importers.proposing.proposal import CONFLICT, LEFT, Difference, NewAccion, Proposal
from rutaplan.importers.recognisers.reading import DIRECTORY, UNTITLED, Group, Permiso, Person
from rutaplan.model import POR_DEFINIR, SILENCIOS, Participante
from rutaplan.personal import without_values
from rutaplan.plan import Plan, by_key
from rutaplan.printable import printable, quoted
from rutaplan.suggest import fold
from rutaplan.views.personas import initials, initials_label

MAX_LISTED, NARROW = 200, 50
MAX_TOLD = 300_000  # letters in which names are looked for: 5 s at worst
RIVALS = "En conflicto entre propuestas"
_TOGETHER = ("la columna ", UNTITLED)


def report(plan: Plan, proposal: Proposal, account: Account) -> str:
    """Tell all of a proposal; the sums last."""
    reading = proposal.reading
    parts = [f"Leído como: {reading.kind}."]
    if reading.columns:
        parts.append("Columnas:")
        parts += [f"  {veiled(quoted(title))}: {campo or 'no se lee'}" for title, campo in reading.columns]
    parts += section("Cambia", list(_changes(proposal.changes)))
    parts += section("Cambia en el taller", list(_changes(proposal.facts)))
    parts += section("Cambia en el directorio", list(_changes(proposal.bodies)))
    parts += section("Grupos", [_group(plan, each) for each in proposal.groups])
    parts += section("Nuevas", [_new(each) for each in proposal.new])
    conflicts = [
        f"{each.difference.what} ({each.difference.place}): {each.reason}\n"
        f"    plan:  {_whole(each.difference.before)}\n    papel: {_whole(each.difference.after)}"
        f"{_proposed(each.difference)}"
        for each in proposal.conflicts
    ]
    parts += section("En conflicto, no se tocan (--preferir papel las cambia)", conflicts)
    parts += section(f"{RIVALS}, no se tocan (lleve solo la que vale)", [*map(_rivals, proposal.rivals)])
    parts += section("Queda lo del plan (--preferir plan)", list(_changes(proposal.left)))
    said = dict.fromkeys(
        f"{each.place}: {each.text}" if each.place else each.text for each in proposal.notes.said
    )
    parts += map(veiled, section("Se leyó así", [*said]))
    parts += section("No se lleva al plan", list(told_lines(untaken(account))), limit=0)
    if proposal.absent:
        parts += section("No están en el documento y quedan como están", [_few(proposal.absent)])
    return _veiled("\n".join([*parts, "", verdict(proposal), balance(account)]) + "\n", proposal.notes.people)


def _veiled(text: str, names: Iterable[str]) -> str:
    """Show people by their initials, wherever words are told."""
    known = sorted({re.escape(fold(each)) for each in names if " " in each.strip()}, key=len, reverse=True)
    folded = fold(text)
    if not known or len(folded) != len(text):
        return text
    found = re.compile(rf"\b(?:{'|'.join(known)})\b").finditer(folded)
    ends = [(0, 0), *(each.span() for each in found), (len(text), len(text))]
    return "".join(
        initials(text[start:end]) + text[end:following] for (start, end), (following, _) in pairwise(ends)
    )


def untaken(account: Account) -> list[Told]:
    """What is told and has no section of its own."""
    return [each for each in account.told if not each.reason.startswith((CONFLICT, LEFT))]


def verdict(proposal: Proposal) -> str:
    """Sum up what is new and what changes; of a directory, what it confirms."""
    boxes = [each for each in proposal.bodies if each.loc == ("comprobada",)]
    changes = [each for each in (*proposal.changes, *proposal.bodies) if each not in boxes]
    changed = len({each.ident for each in changes})
    fields = plural(len(changes), "campo", "campos")
    aside = [each.difference for each in proposal.conflicts] + [first for first, *_ in proposal.rivals]
    is_directory = proposal.reading.kind.startswith(DIRECTORY)
    return " · ".join(
        [
            plural(len(boxes), "comprobada", "comprobadas")
            if is_directory
            else plural(len(proposal.new), "nueva", "nuevas"),
            f"{plural(changed, 'cambiada', 'cambiadas')} ({fields})" if changed else "0 cambiadas",
            f"{proposal.equal} sin respuesta" if is_directory else plural(proposal.equal, "igual", "iguales"),
            plural(len({each.ident for each in aside}), "conflicto", "conflictos"),
            *([] if is_directory else [plural(len(proposal.absent), "ausente", "ausentes")]),
        ]
    )


def balance(account: Account) -> str:
    """Count the pieces by where they ended."""
    counts = account.counts
    return (
        f"{plural(account.total, 'pieza', 'piezas')}: {plural(counts[Fate.TAKEN], 'llevada', 'llevadas')}, "
        f"{plural(counts[Fate.KNOWN], 'conocida', 'conocidas')}, {counts[Fate.TOLD]} sin llevar, "
        f"{plural(counts[Fate.PERSONAL], 'personal', 'personales')}"
    )


def shown(value: Valor | None) -> str:
    """Show a value on one line."""
    if value is None:
        return "(nada)"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "sí" if value else "no"
    return quoted(value) if isinstance(value, str) and value not in SILENCIOS else str(value)


def _whole(value: Valor | None) -> str:
    """Show a value of which every word counts, never cut: two may differ at their end."""
    if isinstance(value, str) and value not in SILENCIOS:
        return f"«{printable(' '.join(value.split()))}»"
    return shown(value)


def told_lines(told: Sequence[Told]) -> Iterator[str]:
    """List what is told: lines of one place together, the cells of a column or a table under its reason."""
    apart: list[Told] = []
    together: dict[str, list[Told]] = {}
    for each in _discreet(told):
        is_one_of_many = each.reason.startswith(_TOGETHER)
        (together.setdefault(each.reason, []) if is_one_of_many else apart).append(each)
    for (place, reason), same in groupby(apart, key=lambda each: (each.place, each.reason)):
        found = ", ".join(each.words for each in same if each.words and each.words not in reason)
        yield f"{place}: {reason}" + (f": {found}" if found else "")
    for reason, cells in together.items():
        yield f"{reason}:" + "".join(f"\n    {each.place}: {each.words}" for each in cells)


def _discreet(told: Iterable[Told]) -> Iterator[Told]:
    """Give what is told without anybody's name; of what no plan has so much of, only where it is."""
    left = MAX_TOLD
    for each in told:
        left -= len(each.words)
        words = veiled(each.words) if left >= 0 else "(no se muestra: es demasiado)"
        reason = veiled(each.reason) if left >= 0 else without_values(each.reason)
        yield Told(veiled(each.place), reason, words)


def _changes(differences: Sequence[Difference]) -> Iterator[str]:
    for each in differences:
        note = (f"\n    ({each.notice})" if each.notice else "") + _proposed(each, "\n    ")
        who = f"{each.ident}, " if each.ident else ""
        yield f"{who}{each.campo} ({each.place})\n    - {shown(each.before)}\n    + {shown(each.after)}{note}"


def _proposed(each: Difference, before: str = " ") -> str:
    """Say who proposes a difference, and when."""
    return f"{before}(propone {each.propone})" if each.propone else ""


def _rivals(rivals: Sequence[Difference]) -> str:
    """Put what several propose side by side, under what the plan has: each value, and who wants it."""
    first = rivals[0]
    lines = [first.what, f"plan: {_whole(first.before)}"]
    places = Counter(_paper(each.place) for each in rivals)
    for same in by_key((each.wanted, each) for each in rivals).values():
        lines.append(_whole(same[0].after))
        for each in same:
            is_alone = places[_paper(each.place)] == 1
            place = f"({_paper(each.place) if is_alone else each.place})"
            gap = " " if len(each.propone) + len(place) < NARROW else "\n        "
            lines.append(f"  {each.propone}{gap}{place}")
    return "\n    ".join(lines)


def _paper(place: str) -> str:
    """The part of a place that says which proposal of several it is."""
    return re.split(", (?:hoja|fila|columna) ", place)[0]


def _new(new: NewAccion) -> str:
    said = ("id", "texto", "eje", "nivel", "grupo")
    lines = [f"{new.ident}, {new.valores['grupo']} ({new.place})", shown(new.valores["texto"])]
    for campo, value in new.valores.items():
        if campo not in said and value != POR_DEFINIR:
            lines.append(f"{campo}: {shown(value)}")
    return "\n    ".join([*lines, *(f"({each})" for each in new.notices)])


def _group(plan: Plan, group: Group) -> str:
    people, ponente, permisos = group.roll.people, group.roll.ponente, group.roll.permisos
    count = plural(len(people), "participante", "participantes")
    who = f"; {count}, solo en su archivo" if people else ""
    return "\n    ".join(
        [
            f"{group.id} ({group.place}){who}",
            *(_person(plan, each) for each in people),
            *(_permiso(plan.grupo_by_id[group.id].miembros[each.at], plan, each) for each in permisos),
            *([f"ponente: {initials(ponente)}"] if ponente else []),
        ]
    )


def _permiso(persona: Participante, plan: Plan, permiso: Permiso) -> str:
    said = "autoriza" if permiso.publica else "ya no autoriza"
    return f"{initials_label(plan, persona.model_dump())}: {said} publicar su nombre"


def _person(plan: Plan, person: Person) -> str:
    """Show a person by initials, so that a phantom is seen and a name is not."""
    institution = (
        institucion_label(plan, person.institucion) if person.institucion else "institución por definir"
    )
    publica = ["autoriza publicar su nombre"] if person.publica else []
    return ", ".join([initials(person.nombre), person.cargo or "cargo por definir", institution, *publica])


def section(title: str, items: Sequence[str], limit: int = MAX_LISTED) -> list[str]:
    """Put items under a title; nothing where there are none."""
    if not items:
        return []
    cut = items[:limit] if limit else items
    more = [f"  … y {len(items) - len(cut)} más"] if len(items) > len(cut) else []
    return ["", f"{title}:", *(f"  {item}" for item in cut), *more]


def _few(ids: Sequence[str]) -> str:
    more = f" y {len(ids) - 12} más" if len(ids) > 12 else ""  # noqa: PLR2004 - a line of them
    return ", ".join(ids[:12]) + more
