"""patches: a proposal as changes of files, tried in memory first: nothing that would be an error stays."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from rutaplan.changes import Cambio
from rutaplan.diagnostics import Diagnostic, Span
from rutaplan.edit import EditError, new_hoja, set_campo
from rutaplan.edit.adding import last_number
from rutaplan.edit.checked import Trial
from rutaplan.edit.quoting import inline
from rutaplan.importers.proposing.proposal import Difference, Item, NewAccion, Proposal
from rutaplan.importers.recognisers.reading import Group, Person, Roll
from rutaplan.model import ID_ACCION, POR_DEFINIR, Accion, Grupo, Instituciones, Taller, fields
from rutaplan.model.taller import Columnas
from rutaplan.source import Source

_NOBODY = re.compile(r"(?m)^participantes: por_definir(?=[ \t]*$)")


class Patches:
    """Makes the texts that a proposal asks for, and leaves out what would be a new error of the plan."""

    def __init__(self, data: Path, trial: Trial) -> None:
        self._data, self._trial, self._plan = data, trial, trial.plan
        self._last: dict[str, int] = {}  # number of an eje and a nivel

    def changes(self, proposal: Proposal) -> list[Cambio]:
        """Give the files to write, having taken out of the proposal all that would break the plan."""
        while True:
            told = len(proposal.notes.claims)
            proposal.new = [*self._numbered(proposal.new)]
            texts, refused = self._texts(proposal)
            proposal.without(refused or self._broken(proposal, texts))
            if len(proposal.notes.claims) == told:  # nothing more was taken out
                made = {self._new_path(each) for each in proposal.new}
                return self._trial.changes(self._data, dict(sorted(texts.items())), made)

    def _numbered(self, new: Iterable[NewAccion]) -> Iterator[NewAccion]:
        """Give each new action the number that follows in its eje and its nivel, never one that was."""
        given: Counter[str] = Counter()
        for each in new:
            eje = self._plan.eje_by_id[str(each.valores["eje"])]
            nivel = self._plan.nivel_by_id[str(each.valores["nivel"])]
            head = f"{eje.sigla}-{nivel.sigla}"
            if head not in self._last:
                self._last[head] = last_number(head, self._plan)
            given[head] += 1
            yield replace(each, ident=f"{head}-{self._last[head] + given[head]:02d}")

    def _texts(self, proposal: Proposal) -> tuple[dict[str, str], list[tuple[Item, str]]]:
        """Give the new text of each path, and what an edit could not do."""
        texts: dict[str, str] = {}
        refused: list[tuple[Item, str]] = []
        for each in (*proposal.changes, *proposal.facts, *proposal.bodies):
            path = self._path(each)
            try:
                texts[path] = _set(texts.get(path, self._plan.sources[path].text), each)
            except EditError as error:
                refused.append((each, str(error)))
        for new in proposal.new:
            path = self._new_path(new)
            try:
                texts[path] = new_hoja(self._plan.inside(path), {"id": new.ident, **new.valores})
            except EditError as error:
                refused.append((new, str(error)))
        for group in [*proposal.groups]:
            try:
                texts[self._group_path(group)] = self._group_text(group)
            except EditError as error:
                _leave_people(proposal, group, str(error))
        return texts, refused

    def _path(self, each: Difference) -> str:
        if not each.ident:
            return self._plan.taller.archivo
        known = self._plan.accion_by_id.get(each.ident)
        return known.archivo if known else self._plan.instituciones.archivo

    def _new_path(self, new: NewAccion) -> str:
        return f"{self._plan.prefix}acciones/{new.valores['eje']}/{new.ident}.yaml"

    def _group_path(self, group: Group) -> str:
        known = self._plan.grupo_by_id.get(group.id)
        return known.archivo if known else f"{self._plan.prefix}grupos/{group.id}.yaml"

    def _group_text(self, group: Group) -> str:
        source = self._plan.sources.get(self._group_path(group))
        return group_text(group, source.text if source else "")

    def _broken(self, proposal: Proposal, texts: Mapping[str, str]) -> list[tuple[Item, str]]:
        """Find what each new error is about: the field that it names, or the whole action."""
        _, new = self._trial.run(texts)
        if not new:
            return []
        for group in [*proposal.groups]:
            own = [error.title for error in new if error.place.path == self._group_path(group)]
            if own and group.roll:
                _leave_people(proposal, group, own[0])
                return []
        refused: dict[int, tuple[Item, str]] = {}
        for error in new:
            for each in self._blamed(proposal, error):
                refused.setdefault(id(each), (each, f"{error.title}: {error.found}"))
        return [*refused.values()] or self._nothing(proposal, new[0].title)

    def _nothing(self, proposal: Proposal, title: str) -> list[tuple[Item, str]]:
        """Take out everything: an error is nobody's in particular, and rather nothing than a broken plan."""
        proposal.groups.clear()
        everything: list[Item] = [*proposal.facts, *proposal.bodies, *proposal.changes, *proposal.new]
        return [(each, title) for each in everything]

    def _blamed(self, proposal: Proposal, error: Diagnostic) -> Iterable[Item]:
        path = error.place.path
        if path == self._plan.taller.archivo:
            return [
                each for each in proposal.facts if error.loc[: len(each.loc)] == each.loc
            ] or proposal.facts
        if path == self._plan.instituciones.archivo:
            named = [each for each in proposal.bodies if each.ident in error.loc[:1]]
            return [each for each in named if error.loc[1:2] == each.loc] or named or proposal.bodies
        ident = path.rpartition("/")[2].removesuffix(".yaml")
        own = [each for each in proposal.changes if each.ident == ident]
        if own:
            return [each for each in own if error.loc[:1] == each.loc] or own
        return [each for each in proposal.new if each.ident == ident]


def _set(text: str, each: Difference) -> str:
    """Set a field of a sheet; one inside of another only where it says por_definir."""
    if each.ident and not re.fullmatch(ID_ACCION, each.ident):
        return set_campo(text, (each.ident, *each.loc), each.after, Instituciones)
    if len(each.loc) == 1:
        return set_campo(text, each.loc, each.after, Accion if each.ident else Taller)
    spans = Source("", text).spans()
    if each.loc not in spans:
        text = _with_columns(text, spans[*each.loc[:2], "encabezado"])
        spans = Source("", text).spans()
    _, (start, end) = spans[each.loc]
    if text[start:end].strip() != POR_DEFINIR:
        raise EditError("ya dice otra cosa")
    return text[:start] + inline(str(each.after)) + text[start + len(POR_DEFINIR) :]


def _with_columns(text: str, encabezado: tuple[Span, Span]) -> str:
    """Add the headings of a nivel's columns under its own, to be set one by one."""
    (key, _), (_, end) = encabezado
    start, line_end = text.rfind("\n", 0, key) + 1, text.find("\n", end)
    if text[start:key].strip(" -") or line_end < 0:
        raise EditError("está escrito entre llaves: se pasa a mano")
    indent = "\n" + " " * (key - start)
    lines = ["columnas:", *(f"  {name}: {POR_DEFINIR}" for name in fields(Columnas))]
    return text[:line_end] + "".join(indent + line for line in lines) + text[line_end:]


def _leave_people(proposal: Proposal, group: Group, reason: str) -> None:
    """Take in a group without its people, or not at all where there is nothing else."""
    at = proposal.groups.index(group)
    proposal.groups[at : at + 1] = [replace(group, roll=Roll())] if group.roll else []
    proposal.notes.tell((), f"{group.id}: sus participantes no se llevan: {reason}", group.place)


def group_text(group: Group, before: str) -> str:
    """Write a group's file: a new one, or the old one with its participants, where it had none."""
    text = before or new_hoja(
        f"grupos/{group.id}.yaml",
        {
            "id": group.id, "numero": group.numero, "nombre": group.nombre or POR_DEFINIR, "eje": group.eje,
            "participantes": POR_DEFINIR, "ponente": POR_DEFINIR,
        },
    )  # fmt: skip
    people, ponente = group.roll.people, group.roll.ponente
    if people:
        if not may_take_people(text):
            raise EditError("el archivo del grupo ya tiene participantes")
        lines = ["participantes:", *(line for person in people for line in _person(person))]
        text = _NOBODY.sub(lambda _: "\n".join(lines), text, count=1)
    for each in group.roll.permisos:
        text = set_campo(text, ("participantes", each.at, "autoriza_publicar"), each.publica, Grupo)
    return set_campo(text, "ponente", ponente, Grupo) if ponente else text


def _person(person: Person) -> list[str]:
    return [
        f"  - nombre: {_quoted(person.nombre)}",
        f"    cargo: {_quoted(person.cargo) if person.cargo else POR_DEFINIR}",
        f"    institucion: {person.institucion or POR_DEFINIR}",
        f"    autoriza_publicar: {'true' if person.publica else 'false'}",
    ]


def may_take_people(text: str) -> bool:
    """Whether nobody has written yet who was in the group."""
    return _NOBODY.search(text) is not None


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # what JSON quotes, YAML reads
