"""patches: a proposal as changes of files, tried in memory first: nothing that would be an error stays."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple, TypeAlias

from rutaplan.changes import Cambio
from rutaplan.derive.titles import way_to
from rutaplan.diagnostics import Loc
from rutaplan.edit import EditError, new_hoja, set_campo
from rutaplan.edit.adding import last_number
from rutaplan.edit.checked import Trial
from rutaplan.edit.proof import braces
from rutaplan.importers.proposing.proposal import Difference, Item, NewAccion, Proposal
from rutaplan.importers.recognisers.reading import Group, Person, Roll
from rutaplan.model import POR_DEFINIR, Accion, Grupo, Hoja, Instituciones, Taller, fields

_NOBODY = re.compile(
    rf"^participantes:[ \t]+(?P<quote>[\"']?){POR_DEFINIR}(?P=quote)"
    r"(?P<note>[ \t]*(?:#[^\r\n]*)?)(?=(?P<cr>\r?)$)",
    re.MULTILINE,
)
"""What nobody has said yet of who was in a group, the remark beside it, and how its line ends."""


_Refused: TypeAlias = tuple[Item, str]
"""What cannot be written, and why."""


class _Target(NamedTuple):
    """Where a difference is written: the sheet, the way to the field in it, and the record of the sheet."""

    path: str
    loc: Loc
    hoja: type[Hoja]


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

    def _texts(self, proposal: Proposal) -> tuple[dict[str, str], list[_Refused]]:
        """Give the new text of each path, and what an edit could not do."""
        texts: dict[str, str] = {}
        refused: list[_Refused] = []
        for each in proposal.differences:
            path, loc, hoja = self._target(each)
            try:
                texts[path] = set_campo(texts.get(path, self._plan.sources[path].text), loc, each.after, hoja)
            except EditError as error:
                refused.append((each, str(error)))
        for new in proposal.new:
            path = self._new_path(new)
            try:
                texts[path] = self._new_text(self._plan.inside(path), new)
            except EditError as error:
                refused.append((new, str(error)))
        reasons: dict[str, str] = {}
        for group in proposal.groups:
            try:
                texts[self._group_path(group)] = self._group_text(group)
            except EditError as error:
                reasons[group.id] = str(error)
        self._spare(proposal, reasons)
        return texts, refused

    def _new_text(self, name: str, new: NewAccion) -> str:
        own = new.valores.keys() - fields(Accion).keys()
        values = {campo: value for campo, value in new.valores.items() if campo not in own}
        text = new_hoja(name, {"id": new.ident, **values})
        for campo in sorted(own):
            text = set_campo(text, way_to(campo), new.valores[campo])
        return text

    def _target(self, each: Difference) -> _Target:
        if not each.ident:
            return _Target(self._plan.taller.archivo, each.loc, Taller)
        if known := self._plan.accion_by_id.get(each.ident):
            return _Target(known.archivo, each.loc, Accion)
        return _Target(self._plan.instituciones.archivo, (each.ident, *each.loc), Instituciones)

    def _new_path(self, new: NewAccion) -> str:
        return f"{self._plan.prefix}acciones/{new.valores['eje']}/{new.ident}.yaml"

    def _group_path(self, group: Group) -> str:
        known = self._plan.grupo_by_id.get(group.id)
        return known.archivo if known else f"{self._plan.prefix}grupos/{group.id}.yaml"

    def _group_text(self, group: Group) -> str:
        source = self._plan.sources.get(self._group_path(group))
        return group_text(group, source.text if source else "")

    def _broken(self, proposal: Proposal, texts: Mapping[str, str]) -> list[_Refused]:
        """Find what each new error is about: the field that it names, or all that its sheet would get."""
        _, errors = self._trial.run(texts)
        titles = {error.place.path: error.title for error in reversed(errors)}
        paths = {each.id: self._group_path(each) for each in proposal.groups}
        if reasons := {ident: titles[path] for ident, path in paths.items() if path in titles}:
            self._spare(proposal, reasons)
            return []
        written: dict[str, list[tuple[Loc, Item]]] = {}
        for each in proposal.differences:
            path, loc, _ = self._target(each)
            written.setdefault(path, []).append((loc, each))
        for new in proposal.new:
            written[self._new_path(new)] = [((), new)]
        refused: dict[int, _Refused] = {}
        for error in errors:
            for item in _blamed(error.loc, written.get(error.place.path, ())):
                refused.setdefault(id(item), (item, f"{error.title}: {error.found}"))
        if errors and not refused:
            return _everything(proposal, errors[0].title)
        return [*refused.values()]

    def _spare(self, proposal: Proposal, reasons: Mapping[str, str]) -> None:
        """Take in groups without their people, without their name, or not at all. reasons: why, by id."""
        kept: list[Group] = []
        for group in proposal.groups:
            if group.id not in reasons:
                kept.append(group)
                continue
            if group.roll:
                what, less = "sus participantes no se llevan", [replace(group, roll=Roll())]
            elif group.nombre:
                what, less = "su nombre no se lleva", [replace(group, nombre="")]
            else:
                what, less = "no se lleva", []
            kept += less if group.id not in self._plan.grupo_by_id else []
            proposal.notes.tell((), f"{group.id}: {what}: {reasons[group.id]}", group.place)
        proposal.groups = kept


def _blamed(at: Loc, written: Sequence[tuple[Loc, Item]]) -> list[Item]:
    """What was written into a sheet nearest to the place of an error: at it, or in the same group of keys."""
    near = [
        len([*takewhile(lambda pair: pair[0] == pair[1], zip(at, loc, strict=False))]) for loc, _ in written
    ]
    return [item for (_, item), shared in zip(written, near, strict=True) if shared == max(near)]


def _everything(proposal: Proposal, title: str) -> list[_Refused]:
    """Take out all of it: an error is nobody's in particular, and rather nothing than a broken plan."""
    for group in proposal.groups:
        proposal.notes.tell((), f"{group.id}: no se lleva: {title}", group.place)
    proposal.groups = []
    everything: list[Item] = [*proposal.differences, *proposal.new]
    return [(each, title) for each in everything]


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
        text = _with_people(text, people)
    for each in group.roll.permisos:
        text = set_campo(text, ("participantes", each.at, "autoriza_publicar"), each.publica, Grupo)
    return set_campo(text, "ponente", ponente, Grupo) if ponente else text


def _with_people(text: str, people: Iterable[Person]) -> str:
    """Put people where nobody has said yet who was in the group."""
    nobody = _NOBODY.search(text)
    if not nobody:
        raise braces()
    head = f"participantes:{nobody['note'].rstrip()}"
    lines = [head, *(line for person in people for line in _person(person))]
    return text[: nobody.start()] + f"{nobody['cr']}\n".join(lines) + text[nobody.end() :]


def _person(person: Person) -> list[str]:
    return [
        f"  - nombre: {_quoted(person.nombre)}",
        f"    cargo: {_quoted(person.cargo) if person.cargo else POR_DEFINIR}",
        f"    institucion: {person.institucion or POR_DEFINIR}",
        f"    autoriza_publicar: {'true' if person.publica else 'false'}",
    ]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # what JSON quotes, YAML reads
